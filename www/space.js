/** The hidden space and the decision's sigmoid: which layer and axes are shown, what they are in words, and the point that is lit. */
import { act, command, read, readList, readNumber, readNumbers, watch } from "./lab.js";
import { decimals, percent, put } from "./format.js";
import { unitName } from "./notation.js";
import { say } from "./words.js";

/** How long it takes to fold the plane, in milliseconds. */
const folding = 2400;
const $ = (id) => document.getElementById(id);
const pair = [$("pair-across"), $("pair-up")];
let fold = 0;

/** Connects the controls of the hidden space. */
export function startSpace() {
  watch(["view", "layers", "layer", "axes", "pair", "hidden-shares"], show);
  watch(["warp"], showFold);
  watch(["view", "probe", "probe-point", "probe-probabilities", "hidden-place", "hidden-logit"], showReading);
  pair.forEach((select, index) => select.addEventListener("change", () => choose(index, select.value)));
  $("fold").addEventListener("click", play);
  $("warp").addEventListener("input", stop);
  document.querySelector('[data-setting="dataset"][value="xor"]').addEventListener("click", openOnXor);
}

/** XOR in two units is what the hidden space is best seen on: it opens, unless something else is looked at. */
function openOnXor() {
  if (read("hidden") === "2" && read("view") === "none") command("view=hidden");
}

/** What is shown: the hidden layer from 1, its units, whether the output is computed from it, and the pair of units that is asked for. */
function shown() {
  const layers = readNumbers("layers");
  const hidden = layers.length - 2;
  const layer = Math.min(Number(read("layer")), hidden);
  const units = layer > 0 ? layers[layer] : 0;
  const asked = readNumbers("pair");
  const chosen = asked.every((unit) => unit <= units) ? asked : [1, 2];
  const isComponents = units > 2 && read("axes") === "components";
  return { layer, hidden, units, chosen, isComponents, isLast: layer === hidden };
}

function show() {
  const { layer, hidden, units, chosen, isComponents } = shown();
  const linked = ["hidden", "decision"].includes(read("view"));
  $("space-layer-control").hidden = hidden < 2;
  $("axes-control").hidden = units < 3;
  $("pair-row").hidden = isComponents;
  $("rivals").dataset.view = read("view");
  $("decision-classes").hidden = readList("layers").at(-1) === "1";
  const canvas = $("view-canvas");
  const takesKeys = linked || ["softmax", "surface", "backpropagation"].includes(read("view"));
  const names = { hidden: "space", backpropagation: "walk" };
  canvas.dataset.label = takesKeys ? `${names[read("view")] ?? read("view")}.figure` : "view.figure";
  canvas.setAttribute("aria-label", say(canvas.dataset.label));
  canvas.setAttribute("aria-describedby", linked ? "space-reading" : read("view") === "softmax" ? "softmax-reading" : "view-summary");
  canvas.setAttribute("role", takesKeys ? "application" : "img");
  if (takesKeys) canvas.tabIndex = 0;
  else canvas.removeAttribute("tabindex");
  pair.forEach((select, index) => fill(select, layer, units, chosen[index]));
  put($("space-which"), which());
}

/** A choice of the layer's units. */
function fill(select, layer, units, unit) {
  const names = Array.from({ length: units }, (_, index) => unitName(layer, index + 1));
  if ([...select.options].map((option) => option.text).join() !== names.join()) {
    select.replaceChildren(...names.map((name, index) => new Option(name, String(index + 1))));
  }
  select.value = String(unit);
}

/** Takes a unit for one axis; where the other has it, they change places. */
function choose(index, unit) {
  const { chosen } = shown();
  const other = chosen[1 - index] === Number(unit) ? chosen[index] : chosen[1 - index];
  act(`pair=${index === 0 ? [unit, other] : [other, unit]}`);
}

/** In words: what the axes are, and what the line is. */
function which() {
  const { layer, hidden, units, chosen, isComponents, isLast } = shown();
  if (hidden < 1) return say("space.no-layers");
  const [first, second] = chosen.map((unit) => unitName(layer, unit));
  const shares = readNumbers("hidden-shares");
  const fill = { first, second, layer, share: percent(shares[0]), rest: percent(shares[1]) };
  const axes = units === 1 ? "single" : units === 2 ? "two" : isComponents ? "by-components" : "by-pair";
  const line = !isLast ? "line-none" : units < 3 ? "line-exact" : isComponents ? "line-cut" : "line-mean";
  return `${say(`space.${axes}`, fill)} ${say(`space.${line}`, fill)}`;
}

/** Where the point that is lit, or the place that is pointed at, comes to lie. */
function showReading() {
  const place = readNumbers("hidden-place");
  const { layer, chosen, isComponents, units } = shown();
  const names = isComponents ? ["c\u2081", "c\u2082"] : units === 1 ? [unitName(layer, 1)] : chosen.map((unit) => unitName(layer, unit));
  const parts = readList("probe").map((x, index) => `x${"\u2081\u2082"[index]} ${decimals(Number(x), 2)}`);
  if (parts.length === 0) {
    put($("space-reading"), say("space.hint"));
    return;
  }
  const [, label] = readList("probe-point");
  if (label !== undefined) parts.unshift(say("class.name", { class: label }));
  if (place.length === 2) names.forEach((name, index) => parts.push(`${name} ${decimals(place[index], 2)}`));
  if (readList("layers").at(-1) === "1") {
    parts.push(`a ${decimals(readNumber("hidden-logit"), 2)}`, `\u03bc ${decimals(Number(readList("probe-probabilities")[1]), 2)}`);
  }
  put($("space-reading"), parts.join("   "));
}

function showFold() {
  put($("fold"), say(target() === 1 ? "warp.fold" : "warp.unfold"));
}

/** Where the button leads: to the end that is further. */
function target() {
  return readNumber("warp") > 0.5 ? 0 : 1;
}

/** Leads the points from one plane to the other. */
function play() {
  stop();
  const [from, to] = [readNumber("warp"), target()];
  const start = performance.now();
  const length = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : folding * Math.abs(to - from);
  const go = (now) => {
    const share = length > 0 ? Math.min(1, Math.max(0, now - start) / length) : 1;
    command(`warp=${(from + (to - from) * share * share * (3 - 2 * share)).toFixed(3)}`);
    if (share < 1) fold = requestAnimationFrame(go);
    else act();
  };
  fold = requestAnimationFrame(go);
}

function stop() {
  cancelAnimationFrame(fold);
}
