/** The explanation that is open below the lab: its controls, its numbers in words, and the study that it may need. */
import { arrive } from "./arrival.js";
import { opensHere } from "./click.js";
import { act, command, read, readList, readNumber, readNumbers, watch } from "./lab.js";
import { decimals, percent, put, small, whole } from "./format.js";
import { unitName } from "./notation.js";
import { surfaceSummary } from "./surface.js";
import { isPerceptron, isRegression } from "./task.js";
import { walkSummary } from "./walk.js";
import { say } from "./words.js";

const pause = 150;
const $ = (id) => document.getElementById(id);
let lastShown = 0;
let summaryTimer = 0;
/** @type {number | undefined} the depth that was asked for and not yet answered: the hand is ahead of the answers */
let askedDepth;

/** Connects the explanations. */
export function startViews() {
  watch(["view"], showView);
  watch(["curves"], () => ($("morph-control").hidden = read("curves") !== "morph"));
  watch(["hidden", "layer", "layers"], showDepth);
  watch(["layers", "task", "model"], showOutput);
  watch(["run-ratios", "front", "layer-saturated", "layer-zeros", "layer-dead", "layer-means", "twins", "playing", "surface-at"], showNumbers);
  watch(["view", "study-progress", "study-stopped"], showStudy);
  $("explain-body").addEventListener("click", follow);
  $("depth").addEventListener("input", () => setDepth(Number($("depth").value)));
  $("depth").addEventListener("change", () => act());
  $("study-stop").addEventListener("click", () => act(read("study-stopped") === "1" ? "go-on-study" : "stop-study"));
}

/** A link that tries something sets the lab, and is no step of the browser's past. */
function follow(event) {
  const link = event.target.closest(".trial");
  if (!link || !opensHere(event)) return;
  event.preventDefault();
  act(`open=${link.hash.slice(1)}`);
  arrive(link.hash);
}

function showView() {
  const view = read("view");
  $("explain-body").hidden = view === "none";
  $("explain-body").dataset.view = view;
  for (const part of document.querySelectorAll(".view-part, .view-only")) part.hidden = !part.dataset.view.split(" ").includes(view);
  lastShown = 0;
  showNumbers();
}

/** Layers as wide as the first one, as many as the slider says: only the depth differs. */
function setDepth(depth) {
  const units = Number(readList("hidden")[0]) || 8;
  put($("depth-shown"), String(depth));
  askedDepth = depth;
  command(`hidden=${Array(depth).fill(units).join()}`);
}

function showDepth() {
  const hidden = readList("hidden").filter((units) => Number(units) > 0);
  const depth = Math.max(1, hidden.length);
  if (askedDepth === undefined || askedDepth === depth) {
    askedDepth = undefined;
    fill($("depth"), depth);
    put($("depth-shown"), String(hidden.length));
  }
  const [all, layer] = [hiddenLayers(), Math.min(Number(read("layer")), Math.max(1, hiddenLayers()))];
  for (const [id, name] of [["layer", layerName(layer, all)], ["space-layer", String(layer)]]) {
    $(id).max = String(Math.max(1, all));
    fill($(id), layer, name);
    put($(`${id}-shown`), name);
  }
}

/** How many hidden layers the network in front has: a perceptron has none, whatever is set. */
function hiddenLayers() {
  return readList("layers").length - 2;
}

/** What a layer is called, counted from 1: the one after all hidden ones is the output. */
function layerName(layer, hidden) {
  return layer > hidden ? "μ" : String(layer);
}

/** Without hidden layers the output is looked at, whose function and slope are not those of a hidden unit. */
function showOutput() {
  $("activations-output").hidden = hiddenLayers() > 0;
  const isSoftmax = Number(readList("layers").at(-1)) > 1;
  const kind = isPerceptron() ? "threshold" : isRegression() ? "linear" : isSoftmax ? "softmax" : "sigmoid";
  put($("activations-output"), say(`activations.output-${kind}`));
}

function fill(slider, value, text = String(value)) {
  if (!slider.matches(":active")) slider.value = String(value);
  const span = Number(slider.max) - Number(slider.min);
  slider.style.setProperty("--fill", `${span > 0 ? (100 * (value - Number(slider.min))) / span : 100}%`);
  slider.setAttribute("aria-valuetext", text);
}

function showNumbers() {
  const now = performance.now();
  const playing = read("playing") === "1";
  if (read("view") === "none" || (playing && now - lastShown < pause)) return;
  lastShown = now;
  const ratio = read("run-ratios").split(",")[Number(read("front")) - 1];
  put($("gradient-ratio"), small(ratio ? Number(ratio) : NaN));
  showShares();
  showTwins();
  clearTimeout(summaryTimer);
  if (!playing) summaryTimer = setTimeout(() => put($("view-summary"), summary()), 600);
}

/** A row for each layer, the output's last. */
function showShares() {
  const columns = ["layer-saturated", "layer-zeros", "layer-dead", "layer-means"].map((name) => readNumbers(name));
  const body = $("shares").tBodies[0];
  const count = columns[0].length;
  while (body.rows.length > count) body.deleteRow(-1);
  while (body.rows.length < count) {
    const row = body.insertRow();
    row.append(Object.assign(document.createElement("th"), { scope: "row" }));
    for (let k = 0; k < columns.length; k += 1) row.insertCell();
  }
  // A network that diverges has means of any size.
  const mean = (value) => (Math.abs(value) < 1e4 ? decimals(value, 2) : small(value));
  [...body.rows].forEach((row, layer) => {
    put(row.cells[0], layerName(layer + 1, count - 1));
    columns.forEach((values, k) => put(row.cells[k + 1], k === 3 ? mean(values[layer]) : percent(values[layer])));
  });
}

function showTwins() {
  const groups = readList("twins").map((group) => {
    const [layer, units] = group.split(":");
    return units.split("+").map((unit) => unitName(Number(layer), Number(unit))).join(" = ");
  });
  put($("twins"), groups.length > 0 ? say("layers.twins", { units: groups.join("; ") }) : say("layers.no-twins"));
}

function showStudy() {
  const progress = readNumber("study-progress");
  const stopped = read("study-stopped") === "1";
  $("study").hidden = !["spread", "variance"].includes(read("view")) || !(progress < 1);
  $("study-progress").value = Number.isFinite(progress) ? progress : 0;
  put($("study-stop"), say(stopped ? "study.go-on" : "study.stop"));
}

/** What a screen reader hears of the open explanation once it rests. */
function summary() {
  const view = read("view");
  if (view === "gradients") return say("gradients.summary", { ratio: $("gradient-ratio").textContent });
  if (view === "activations") {
    const worst = Math.max(0, ...readNumbers("layer-saturated"));
    const dead = Math.max(0, ...readNumbers("layer-dead"));
    return say("activations.summary", { saturated: percent(worst), dead: percent(dead) });
  }
  if (view === "hidden") return $("space-which").textContent;
  if (view === "decision" || view === "softmax") return "";
  if (view === "layers") return $("twins").textContent;
  if (view === "backpropagation") return walkSummary();
  if (view === "surface") return surfaceSummary();
  return view === "none" ? "" : say("study.summary", { progress: whole(100 * readNumber("study-progress")) });
}
