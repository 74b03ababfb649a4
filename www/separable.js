/** Whether a line separates the training points, in words; how a perceptron does; and the truth table of the four corners. */
import { act, command, on, read, readNumber, watch } from "./lab.js";
import { decimals, put, whole } from "./format.js";
import { isRegression } from "./task.js";
import { say } from "./words.js";

const svg = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);
/** The corners (x₁, x₂) in the order of a truth table. */
const corners = [[0, 0], [0, 1], [1, 0], [1, 1]];
/** What the 16 functions are called, by their tables read as binary numbers. */
const names = ["0", "AND", "x₁ ∧ ¬x₂", "x₁", "¬x₁ ∧ x₂", "x₂", "XOR", "OR", "NOR", "XNOR", "¬x₂", "x₁ ∨ ¬x₂", "¬x₁", "¬x₁ ∨ x₂", "NAND", "1"];
/** XOR and its opposite (Minsky and Papert, 1969). */
const inseparable = [6, 9];
/** What changes nothing at the corners, and makes room for the table. */
const unused = ["count", "noise", "data-seed"];
let statusTimer = 0;
/** @type {string | undefined} the table that was asked for, ahead of the answers; forgotten when the hand rests */
let asked;
let rest = 0;

/** The functions that have a data set. */
const presets = { and: "0001", or: "0111", nand: "1110", xor: "0110" };
/** The function whose table is shown; none away from the corners. */
let onTable = "";
/** The functions that a hand put on the table since the page was opened, one bit each. */
let seen = 0;
/** Whether the last command that may have changed the table was the person's own, and no link. */
let isOwn = false;

/** Connects the verdict and the table. */
export function startSeparable() {
  on("posted", ({ type, text, phase }) => {
    if (/^(open=|undo|redo)/.test(text)) [isOwn, asked] = [false, undefined];
    else if (/^(truth|dataset)=/.test(text) || type === "key" || phase === "press") isOwn = true;
  });
  watch(["separable", "margin", "fewest-errors", "searching", "train-points", "model", "converged"], showVerdict);
  watch(["updates", "pass-mistakes"], showUpdates);
  watch(["truth", "found", "dataset", "task"], showTruth);
}

function showVerdict() {
  const words = [verdict(), ...(read("model") === "perceptron" ? perceptron() : [])].join(" ");
  put($("verdict"), words);
  // A screen reader hears it once it has come to rest.
  clearTimeout(statusTimer);
  statusTimer = setTimeout(() => put($("verdict-status"), words), 800);
}

function verdict() {
  const separable = read("separable");
  if (separable === "yes") return say("separable.yes", { margin: margin(readNumber("margin")) });
  if (separable !== "no" || read("fewest-errors") === "") return say(`separable.${separable}`);
  const total = readNumber("train-points");
  const fill = { right: whole(total - readNumber("fewest-errors")), total: whole(total) };
  return say(read("searching") === "1" ? "separable.bound" : "separable.fewest", fill);
}

/** Two digits that mean something, however narrow it is. */
function margin(value) {
  return decimals(value, value > 0 ? Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(value)))) : 2);
}

function perceptron() {
  if (read("converged") === "1") return [say("separable.converged")];
  return read("separable") === "no" ? [say("separable.never")] : [];
}

function showUpdates() {
  $("updates").hidden = read("updates") === "";
  put($("updates-shown"), whole(readNumber("updates")));
  const mistakes = read("pass-mistakes");
  put($("pass-shown"), mistakes === "" ? "" : say("readout.pass", { mistakes: whole(Number(mistakes)) }));
}

function build() {
  $("truth-table").append(
    ...corners.map((corner, index) => {
      const button = element("button", "output");
      button.type = "button";
      button.append(element("span", "inputs", corner.join(" ")), shape(0));
      button.addEventListener("click", () => flip(index));
      return button;
    }),
  );
  $("functions").append(
    ...names.map((_, number) => {
      const button = element("button", "function");
      button.type = "button";
      const drawing = document.createElementNS(svg, "svg");
      drawing.setAttribute("viewBox", "0 0 24 24");
      drawing.setAttribute("aria-hidden", "true");
      table(number).forEach((bit, index) => drawing.append(use(bit, 2 + 11 * corners[index][0], 13 - 11 * corners[index][1])));
      button.append(drawing, element("span", "mark", ""));
      button.addEventListener("click", () => {
        if (isFound(number)) act(`truth=${table(number).join("")}`);
      });
      return button;
    }),
  );
}

function flip(index) {
  asked = [...(asked ?? onTable)].map((bit, at) => (at === index ? 1 - Number(bit) : bit)).join("");
  act(`truth=${asked}`);
  clearTimeout(rest);
  rest = setTimeout(() => (asked = undefined), 3000);
}

/** The outputs of a function, from the first corner to the last. */
function table(number) {
  return corners.map((_, index) => (number >> (3 - index)) & 1);
}

function isFound(number) {
  return ((readNumber("found") >> number) & 1) === 1;
}

function showTruth() {
  const isCorners = read("dataset") in presets && !isRegression();
  const before = onTable;
  // A corner that is being dragged away must not move the page under the hand: the table stays as it was.
  onTable = read("truth") || (isCorners ? onTable || presets[read("dataset")] : "");
  $("truth").hidden = onTable === "";
  for (const name of unused) $(name).closest(".control").hidden = isCorners;
  if (onTable === "") return;
  if (!$("functions").hasChildNodes()) build();
  const here = parseInt(onTable, 2);
  // What a hand puts on the table is found; the lab keeps it, in the link too.
  if (isOwn && onTable !== before) seen |= 1 << here;
  const known = readNumber("found") | seen;
  if (seen !== 0 && known !== readNumber("found")) command(`found=${known}`);
  [...$("truth-table").children].forEach((button, index) => {
    const [x1, x2] = corners[index];
    button.setAttribute("aria-label", say("truth.output", { x1, x2, class: onTable[index] }));
    // A press under way loses its click with what it began on.
    if (button.dataset.output === onTable[index]) return;
    button.dataset.output = onTable[index];
    button.replaceChild(shape(onTable[index]), button.lastChild);
  });
  [...$("functions").children].forEach((button, number) => showFunction(button, number, number === here));
  const found = names.filter((_, number) => (isFound(number) || number === here) && !inseparable.includes(number)).length;
  put($("found-shown"), say(found === 14 ? "truth.all-found" : "truth.found", { found }));
}

function showFunction(button, number, isHere) {
  const known = isFound(number) || isHere;
  const separable = !inseparable.includes(number);
  button.dataset.known = String(known);
  button.dataset.separable = String(separable);
  button.setAttribute("aria-disabled", String(!known));
  button.setAttribute("aria-pressed", String(isHere));
  const mark = known ? (separable ? "✓" : "✗") : "?";
  const words = say(known ? (separable ? "truth.separable" : "truth.inseparable") : "truth.unknown", { name: names[number] });
  // Who speaks to the page says what is seen: it begins the name.
  button.setAttribute("aria-label", `${mark} ${words}`);
  button.title = known ? names[number] : "";
  put(button.lastChild, mark);
}

function element(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function shape(bit) {
  const drawing = document.createElementNS(svg, "svg");
  drawing.setAttribute("class", `shape class-${bit}`);
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(use(bit));
  return drawing;
}

/** A class's shape; at a place in a small drawing, where one is given. */
function use(bit, x, y) {
  const part = document.createElementNS(svg, "use");
  part.setAttribute("href", `#class-${bit}`);
  if (x === undefined) return part;
  part.setAttribute("class", `class-${bit}`);
  for (const [name, value] of Object.entries({ x, y, width: 9, height: 9 })) part.setAttribute(name, value);
  return part;
}
