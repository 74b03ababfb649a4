/**
 * The hidden layers, edited in place: a column of controls above each column of the drawn network.
 * The worker draws layer k of L hidden ones at (k + ½) / (L + 2) of the width, so equal columns line up.
 */
import { act, read, readList, readNumbers, watch } from "./lab.js";
import { put } from "./format.js";
import { isRegression } from "./task.js";
import { dress, say } from "./words.js";

const maxLayers = 8;
const maxUnits = 16;
const newUnits = 4;
const columns = document.getElementById("columns");
const inner = document.getElementById("network-inner");
const addButton = document.getElementById("add-layer");
/** The width of all columns and what each needs to have its controls side by side, as of the last layout: to ask would cause one. */
let [width, needed] = [0, 0];

/** Connects the editor. */
export function startLayers() {
  addButton.addEventListener("click", () => {
    const units = hidden();
    if (units.length < maxLayers) setHidden([...units, units[units.length - 1] ?? newUnits]);
  });
  watch(["task", "hidden", "activation", "classes", "model"], show);
  new ResizeObserver(() => {
    measure();
    arrange();
  }).observe(inner);
}

/** Units of each hidden layer; none for logistic regression or a perceptron. */
function hidden() {
  if (read("model") === "perceptron") return [];
  return readNumbers("hidden").filter((units) => units > 0);
}

/** The activation of each hidden layer: the last one given repeats. */
function activations() {
  const given = readList("activation");
  return hidden().map((_, index) => given[Math.min(index, given.length - 1)]);
}

function setHidden(units) {
  act(`hidden=${units.length === 0 ? "0" : units.join()}`);
}

function setActivations(names) {
  act(`activation=${new Set(names).size === 1 ? names[0] : names.join()}`);
}

function show() {
  const units = hidden();
  inner.style.setProperty("--columns", units.length + 2);
  inner.style.setProperty("--units", Math.max(2, ...units));
  put(document.getElementById("layer-count"), String(units.length));
  addButton.setAttribute("aria-disabled", String(units.length >= maxLayers));
  if (columns.children.length !== units.length + 2) build(units.length);
  const names = activations();
  units.forEach((count, index) => fill(columns.children[index + 1], index, count, names[index], units.length));
  arrange();
  const outputs = Number(read("classes")) > 2;
  label(columns.firstChild, "x", say("network.inputs"));
  if (isRegression()) label(columns.lastChild, "ŷ", say("network.linear"));
  else if (read("model") === "perceptron") label(columns.lastChild, "ŷ", say("network.threshold"));
  else label(columns.lastChild, "μ", say(outputs ? "network.softmax" : "network.sigmoid"));
}

function measure() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const cell = parseFloat(getComputedStyle(columns).getPropertyValue("--cell"));
  [width, needed] = [inner.clientWidth, (cell + 4.25) * rem];
}

/** Narrow columns have their controls one below the other. */
function arrange() {
  inner.dataset.dense = String(width / columns.children.length < needed);
}

function build(count) {
  const layers = Array.from({ length: count }, (_, index) => layerColumn(index));
  columns.replaceChildren(endColumn(), ...layers, endColumn());
  dress(columns);
}

function endColumn() {
  const column = document.createElement("div");
  column.className = "column end";
  for (const className of ["layer-name", "note"]) {
    const part = document.createElement("span");
    part.className = className;
    column.append(part);
  }
  return column;
}

function layerColumn(index) {
  const column = document.getElementById("layer-template").content.cloneNode(true).firstElementChild;
  const change = (by) => {
    const units = hidden();
    units[index] = Math.min(maxUnits, Math.max(1, units[index] + by));
    if (units[index] !== hidden()[index]) setHidden(units);
  };
  part(column, "more").addEventListener("click", () => change(1));
  part(column, "fewer").addEventListener("click", () => change(-1));
  part(column, "remove").addEventListener("click", () => {
    remove(index);
    addButton.focus();
  });
  part(column, "layer-activation").addEventListener("change", (event) => {
    const names = activations();
    names[index] = event.target.value;
    setActivations(names);
  });
  return column;
}

function remove(index) {
  const without = (list) => list.filter((_, at) => at !== index);
  const [units, names] = [without(hidden()), without(activations())];
  const texts = [`hidden=${units.length === 0 ? "0" : units.join()}`];
  // A layer takes its own activation along.
  if (readList("activation").length > 1 && names.length > 0) texts.push(`activation=${names.join()}`);
  act(...texts);
}

function fill(column, index, units, activation, count) {
  const layer = index + 1;
  put(part(column, "layer-name"), "z");
  put(part(column, "layer-mark"), count === 1 ? "" : `(${layer})`);
  put(part(column, "units"), String(units));
  part(column, "units").setAttribute("aria-label", say("network.units", { units }));
  part(column, "layer-activation").value = activation;
  part(column, "more").setAttribute("aria-disabled", String(units >= maxUnits));
  part(column, "fewer").setAttribute("aria-disabled", String(units <= 1));
  for (const [className, key] of Object.entries(labels)) {
    part(column, className).setAttribute("aria-label", say(key, { layer }));
  }
}

const labels = {
  "remove": "network.remove-layer",
  "more": "network.more-units",
  "fewer": "network.fewer-units",
  "layer-activation": "network.layer-activation",
};

function label(column, name, words) {
  put(part(column, "layer-name"), name);
  put(part(column, "note"), words);
}

function part(column, className) {
  return column.getElementsByClassName(className)[0];
}
