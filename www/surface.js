/** The loss surface: which two parameters it is over, and the numbers of its arrows. */
import { act, read, readList, readNumbers, watch } from "./lab.js";
import { put, small } from "./format.js";
import { unitName, unitsOf, weightName } from "./notation.js";
import { isPerceptron } from "./task.js";
import { say } from "./words.js";

/** Numbers that change faster cannot be read. */
const pause = 150;
const $ = (id) => document.getElementById(id);
const axes = ["across", "up"];
const numbers = ["at", "gradient", "batch", "step"];
let lastShown = 0;

/** Connects the controls of the loss surface. */
export function startSurface() {
  watch(["view", "layers", "surface-of", "model", "task"], showPair);
  watch(["playing", ...numbers.map((name) => `surface-${name}`)], showNumbers);
  axes.forEach((axis, index) => {
    $(`surface-${axis}-unit`).addEventListener("change", () => choose(index));
    $(`surface-${axis}-weight`).addEventListener("change", () => choose(index));
  });
}

/** What a screen reader hears of it once it rests. */
export function surfaceSummary() {
  const [across, up] = names();
  if (across === undefined) return say("surface.none");
  const [x, y, dx, dy] = [...readList("surface-at"), ...readList("surface-gradient")].map((number) => small(Number(number)));
  return say("surface.summary", { across, up, x, y, dx: dx ?? "–", dy: dy ?? "–" });
}

function names() {
  return readList("surface-of").map((place) => weightName(...place.split(".").map(Number)));
}

function showPair() {
  const places = readList("surface-of");
  const isOpen = read("view") === "surface";
  $("surface-none").hidden = !isOpen || places.length > 0 || !isPerceptron();
  $("surface-body").hidden = places.length === 0;
  if (places.length === 0) return;
  axes.forEach((axis, index) => fill(axis, places[index]));
  names().forEach((name, index) => put($(`surface-${axes[index]}-name`), name));
}

/** Every unit to choose from, and the weights into the one that is chosen. */
function fill(axis, place) {
  const [layer, unit, from] = place.split(".").map(Number);
  const units = [];
  for (let l = 1; l < readList("layers").length; l += 1) {
    for (let u = 1; u <= unitsOf(l); u += 1) units.push([unitName(l, u), `${l}.${u}`]);
  }
  options($(`surface-${axis}-unit`), units, `${layer}.${unit}`);
  const weights = Array.from({ length: unitsOf(layer - 1) + 1 }, (_, k) => [weightName(layer, unit, k), String(k)]);
  options($(`surface-${axis}-weight`), weights, String(from));
}

function options(select, all, value) {
  const text = all.flat().join();
  if (select.dataset.options !== text) {
    select.dataset.options = text;
    select.replaceChildren(...all.map(([name, value]) => new Option(name, value)));
  }
  select.value = value;
}

/** Takes a parameter for one axis; where the other has it, they change places. */
function choose(index) {
  const places = readList("surface-of");
  const unit = $(`surface-${axes[index]}-unit`).value;
  const most = unitsOf(Number(unit.split(".")[0]) - 1);
  const place = `${unit}.${Math.min(Number($(`surface-${axes[index]}-weight`).value), most)}`;
  if (places[1 - index] === place) places[1 - index] = places[index];
  places[index] = place;
  act(`surface=${places}`);
}

function showNumbers() {
  const now = performance.now();
  if (read("view") !== "surface" || (read("playing") === "1" && now - lastShown < pause)) return;
  lastShown = now;
  for (const name of numbers) {
    const row = $(`surface-${name}`);
    const values = readNumbers(`surface-${name}`);
    // Of all training points in one batch there is no other batch.
    if (name === "batch") row.hidden = values.length === 0;
    // The step has an arrow of its own where it is not the batch's.
    if (name === "step") row.querySelector("svg").style.visibility = read("surface-plain") === "1" ? "hidden" : "visible";
    axes.forEach((_, index) => put(row.cells[index + 1], small(values[index] ?? NaN)));
  }
}
