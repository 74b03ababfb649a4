/** The task: what only one of them has is hidden in the other, and some words differ. */
import { read, watch } from "./lab.js";
import { say } from "./words.js";

/** Elements whose words depend on the task: where they stand, and the keys for classification and for regression. */
const worded = [
  ["lead", "text", "lead", "regression.lead"],
  ["plane-title", "text", "plane.title", "regression.title"],
  ["plane-canvas", "label", "plane.label", "regression.label"],
  ["tool-help", "text", "tool.help", "regression.tools"],
  ["dataset-help", "text", "dataset.help", "curve.help"],
];

/** Connects what follows the task. */
export function startTask() {
  watch(["task"], show);
}

/** Whether the task is regression. */
export function isRegression() {
  return read("task") === "regression";
}

/** Whether a perceptron is trained: it tells classes apart, and is no model for numbers. */
export function isPerceptron() {
  return !isRegression() && read("model") === "perceptron";
}

function show() {
  document.documentElement.dataset.task = read("task") || "classification";
  for (const [id, mark, classification, regression] of worded) {
    const element = document.getElementById(id);
    const key = isRegression() ? regression : classification;
    element.dataset[mark] = key;
    if (say(key) === "") continue;
    if (mark === "text") element.textContent = say(key);
    else element.setAttribute("aria-label", say(key));
  }
}
