/** Settings, or values of them, that change nothing with the data or the network there are: they are off, and their explanation says why. */
import { read, readList, watch } from "./lab.js";
import { put } from "./format.js";
import { isPerceptron, isRegression } from "./task.js";
import { say } from "./words.js";

const corners = ["and", "or", "nand", "xor"];
/** Why a setting is of no use now, as a key of the words; nothing where it is of use. */
const reasons = {
  "count": points,
  "noise": points,
  "data-seed": () => (isCorners() ? "unused.corners" : undefined),
  "activation": () => (hasLayers() ? undefined : "unused.layers"),
  "compare": () => (hasLayers() ? undefined : "unused.compare"),
  "batch": perceptron,
  "optimizer": perceptron,
  "momentum": perceptron,
  "l1": perceptron,
  "l2": perceptron,
};

/** Of a setting that has a use, the values that have none. */
const values = { "compare": ["activation", "table"] };

/** Follows what the settings depend on. */
export function startUnused() {
  watch(["task", "dataset", "curve", "hidden", "model"], () => Object.keys(reasons).forEach(show));
  watch(["compare", "task", "hidden", "model"], () => {
    // The layers may go, and a link may ask for it, while such runs are there.
    document.getElementById("compare-same").hidden = hasLayers() || !values.compare.includes(read("compare"));
  });
}

/** Whether there are hidden layers, whose units have an activation: a perceptron has none. */
function hasLayers() {
  return !isPerceptron() && readList("hidden").join() !== "0";
}

function perceptron() {
  return isPerceptron() ? "unused.perceptron" : undefined;
}

function isCorners() {
  return !isRegression() && corners.includes(read("dataset"));
}

function points() {
  if (isCorners()) return "unused.corners";
  return read(isRegression() ? "curve" : "dataset") === "blank" ? "unused.blank" : undefined;
}

function show(name) {
  const reason = reasons[name]();
  for (const element of document.querySelectorAll(`:is([data-setting="${name}"], [data-next="${name}"])`)) {
    element.disabled = reason !== undefined && (values[name]?.includes(element.value) ?? true);
  }
  const help = [say(`${name}.help`), ...(reason ? [say(reason)] : [])].join(" ");
  if (help !== "") put(document.getElementById(`${name}-help`), help);
}
