/**
 * The slide's formula ŷ = w₀ + w₁/(1 + e^(−b₁−v₁x)) + … with its numbers live. Each number is dragged where it stands, typed, or
 * moved by arrow keys; while a hand is on it, training leaves it alone. A lock keeps it as it is.
 */
import { meaning } from "./keys.js";
import { act, command, read, readList, readNumbers, watch } from "./lab.js";
import { decimals, put, small } from "./format.js";
import { sub } from "./notation.js";
import { onWords, say } from "./words.js";
import { fromShown } from "./controls.js";
import { isRegression } from "./task.js";

const $ = (id) => document.getElementById(id);
const sum = $("sum");
/** How much a number changes for each pixel, and for each arrow key. */
const perPixel = 0.02;
const perKey = 0.1;
/** A press that moves less is no drag. */
const slack = 3;
/** How long the worker may take to let a number go, in milliseconds. */
const patience = 1000;
/** @type {WeakMap<HTMLInputElement, number>} the timers of the numbers that were let go */
const answers = new WeakMap();
const steps = { more: 1, less: -1, "more-ten": 10, "less-ten": -10 };
/** @type {string} what the formula was built for */
let built = "";

/** Connects the formula. */
export function startFormula() {
  watch(["task", "layers", "activation"], build);
  watch(["term-weights", "term-biases", "term-slopes", "hold", "select"], fill);
  $("lock").addEventListener("click", () => {
    if ($("lock").getAttribute("aria-disabled") !== "true") toggleLock(chosen().dataset.place);
  });
  onWords(() => {
    built = "";
    build();
  });
}

function build() {
  if (!isRegression()) return;
  const layers = readNumbers("layers");
  const activation = readList("activation")[0];
  const now = [layers.length, layers.at(-2), layers.length === 3 && activation].join();
  if (now === built) return fill();
  const focused = document.activeElement?.dataset?.place;
  built = now;
  const output = layers.length - 1;
  const start = part("span", "head");
  start.append(italic("ŷ"), " = ", number(`${output}.1.0`, "w₀", "formula.height"));
  const terms = Array.from({ length: layers.at(-2) }, (_, index) => term(index + 1, output, activation));
  sum.replaceChildren(start, ...terms);
  if (focused) sum.querySelector(`[data-place="${focused}"]`)?.focus();
  fill();
}

/** One term: the weight, and what it is multiplied by. */
function term(unit, output, activation) {
  const n = sub(unit);
  const whole = part("span", `term class-${(unit - 1) % 6}`);
  const w = number(`${output}.1.${unit}`, `w${n}`, "formula.stretch", unit);
  whole.append(part("span", "plus", "+"));
  if (output !== 2) {
    whole.append(w, output === 1 ? italic("x") : part("span", "", italic("z"), n));
    return whole;
  }
  const b = number(`1.${unit}.0`, `b${n}`, "formula.shift", unit);
  const v = number(`1.${unit}.1`, `v${n}`, "formula.slope", unit);
  if (activation === "sigmoid") {
    const power = part("span", "power", "−", b, "−", v, italic("x"));
    whole.append(part("span", "fraction", part("span", "over", w), part("span", "under", "1 + ", italic("e"), power)));
    return whole;
  }
  const opening = { tanh: "tanh(", relu: "max(0, ", leaky: "LReLU(" }[activation] ?? "(";
  whole.append(w, opening, b, " + ", v, italic("x"), ")");
  return whole;
}

/** A number of the formula. Its name is told beside it, and to a screen reader. */
function number(place, name, meaning, unit = 0) {
  const input = Object.assign(document.createElement("input"), { type: "text", className: "number", autocomplete: "off" });
  Object.assign(input.dataset, { place, name, meaning, unit });
  input.setAttribute("role", "spinbutton");
  input.setAttribute("aria-label", `${name}: ${say(meaning, { unit })}`);
  connectPointer(input);
  connectKeys(input);
  input.addEventListener("focus", () => {
    input.select();
    choose(place);
  });
  input.addEventListener("blur", () => {
    delete input.dataset.typing;
    letGo(input);
    fill();
  });
  input.addEventListener("input", () => {
    fit(input);
    input.dataset.typing = "";
    input.removeAttribute("aria-invalid");
  });
  input.addEventListener("change", () => take(input));
  const lock = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  lock.setAttribute("class", "icon");
  lock.setAttribute("aria-hidden", "true");
  lock.append(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  lock.firstChild.setAttribute("href", "#i-lock");
  return part("span", "slot", input, lock);
}

/** A drag to the side changes the number; a press without one is there to type. */
function connectPointer(input) {
  let from;
  input.addEventListener("mousedown", (event) => {
    // Else a drag would select text.
    if (document.activeElement !== input) event.preventDefault();
  });
  input.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || from) return;
    from = { x: event.clientX, value: value(input), id: event.pointerId, moves: false };
    // A quick hand is beside the number before it has moved.
    input.setPointerCapture(from.id);
  });
  input.addEventListener("pointermove", (event) => {
    if (from?.id !== event.pointerId || isLocked(input) || !Number.isFinite(from.value)) return;
    const far = event.clientX - from.x;
    if (!from.moves && Math.abs(far) < slack) return;
    if (!from.moves) {
      from.moves = true;
      hold(input);
      choose(input.dataset.place);
    }
    set(input, from.value + far * perPixel);
  });
  const end = (event) => {
    if (from?.id !== event.pointerId) return;
    const { moves } = from;
    from = undefined;
    letGo(input);
    if (!moves && event.type === "pointerup") input.focus();
  };
  input.addEventListener("pointerup", end);
  input.addEventListener("pointercancel", end);
}

function connectKeys(input) {
  input.addEventListener("keydown", (event) => {
    const meant = meaning("number", event);
    const step = steps[meant];
    if (step !== undefined && !isLocked(input)) {
      hold(input);
      set(input, value(input) + step * perKey * (event.shiftKey ? 10 : 1));
    } else if (meant === "lock") {
      toggleLock(input.dataset.place);
    } else if (meant === "take") {
      take(input);
      input.select();
    } else if (meant === "back") {
      delete input.dataset.typing;
      input.removeAttribute("aria-invalid");
      fill();
      return;
    } else {
      return;
    }
    event.preventDefault();
  });
  input.addEventListener("keyup", (event) => {
    if (meaning("number", event) in steps) letGo(input);
  });
}

/** Takes the number into the hand: until it is let go, training leaves it alone. */
function hold(input) {
  if ("held" in input.dataset) return;
  input.dataset.value = String(value(input));
  input.dataset.held = "";
  command(`grip=${input.dataset.place}`);
}

function letGo(input) {
  if (!("held" in input.dataset)) return;
  delete input.dataset.held;
  // The worker's word on it comes later, and the next key may come before that.
  input.dataset.released = "";
  clearTimeout(answers.get(input));
  answers.set(input, setTimeout(() => delete input.dataset.released, patience));
  act();
}

function set(input, number) {
  const rounded = Math.round(Math.min(1000, Math.max(-1000, number)) * 100) / 100;
  delete input.dataset.typing;
  input.dataset.value = String(rounded);
  command(`weight=${input.dataset.place},${rounded}`);
  show(input, rounded);
}

/** Takes in what was typed. */
function take(input) {
  if (!("typing" in input.dataset)) return;
  const typed = fromShown(input.value);
  const number = typed === "" ? NaN : Number(typed);
  if (isLocked(input) || !Number.isFinite(number) || Math.abs(number) > 1e6) {
    input.setAttribute("aria-invalid", "true");
    put($("chosen"), say("error.number", { given: input.value }));
    return;
  }
  delete input.dataset.typing;
  input.dataset.value = String(number);
  act(`weight=${input.dataset.place},${number}`);
}

/** Whether the number is in the hand, or was until a moment ago. */
function isAhead(input) {
  return "held" in input.dataset || "released" in input.dataset;
}

/** What the number is: in the hand what it was set to last, for the answers come later. */
function value(input) {
  return isAhead(input) ? Number(input.dataset.value) : worker(input);
}

/** What the worker last said that it is. */
function worker(input) {
  const { place, unit } = input.dataset;
  const [layer, , from] = place.split(".").map(Number);
  const isOutput = layer === readList("layers").length - 1;
  const list = isOutput ? "term-weights" : from === 0 ? "term-biases" : "term-slopes";
  const text = readList(list)[isOutput ? from : unit - 1];
  return text === undefined ? NaN : Number(text);
}

function choose(place) {
  if (read("select") !== place) command(`select=${place}`);
}

function chosen() {
  return sum.querySelector(`[data-place="${read("select")}"]`);
}

function locked() {
  return read("hold") === "none" ? [] : readList("hold");
}

/** In the hand it is held too, but not locked. */
function isLocked(input) {
  return !isAhead(input) && locked().includes(input.dataset.place);
}

function toggleLock(place) {
  const now = locked();
  const next = now.includes(place) ? now.filter((other) => other !== place) : [...now, place];
  act(`hold=${next.join() || "none"}`);
}

function fill() {
  if (!isRegression()) return;
  const select = read("select").split(".");
  const last = readList("layers").length - 2;
  for (const input of sum.getElementsByClassName("number")) {
    input.parentElement.dataset.locked = String(isLocked(input));
    input.readOnly = isLocked(input);
    if (!("typing" in input.dataset) && !("held" in input.dataset)) show(input, worker(input));
  }
  [...sum.getElementsByClassName("term")].forEach((term, index) => {
    const about = Number(select[0]) === last && Number(select[1]) === index + 1;
    term.dataset.chosen = String(about || term.contains(chosen()));
  });
  const input = chosen();
  const words = input ? `${input.dataset.name}: ${say(input.dataset.meaning, { unit: input.dataset.unit })}` : say("formula.hint");
  if (!sum.querySelector("[aria-invalid]")) put($("chosen"), words);
  const isOn = input !== null && isLocked(input);
  $("lock").setAttribute("aria-disabled", String(input === null));
  $("lock").setAttribute("aria-pressed", String(isOn));
  put($("lock-word"), say("formula.lock"));
  $("grow").setAttribute("aria-disabled", String(last < 1 || readList("layers").at(-2) === "16"));
}

function show(input, number) {
  const text = Math.abs(number) < 1e6 ? decimals(number, 2) : small(number);
  if (input.value !== text) fit(Object.assign(input, { value: text }));
  if (Number.isFinite(number)) input.setAttribute("aria-valuenow", number.toFixed(2));
}

/** Makes room for all that is written in it. */
function fit(input) {
  input.style.setProperty("--letters", input.value.length);
}

function italic(letter) {
  return part("i", "", letter);
}

function part(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}
