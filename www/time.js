/** The slider over the run's past: dragging shows the step as it was, its end is the present. */
import { meaning } from "./keys.js";
import { command, read, readNumber, readNumbers, watch } from "./lab.js";
import { put, whole } from "./format.js";
import { say } from "./words.js";

const slider = document.getElementById("scrub");
/** As many places as a finger can tell apart; single steps are for the arrow keys. */
const places = 500;
let held = false;
/** @type {number | undefined} the step that the keys asked for, ahead of the answers; forgotten when they rest */
let asked;
let rest = 0;

/** Connects the slider and the two ways out of the past. */
export function startTime() {
  slider.addEventListener("pointerdown", () => (held = true));
  for (const type of ["pointerup", "pointercancel", "change"]) slider.addEventListener(type, () => (held = false));
  slider.addEventListener("input", () => go(Number(slider.value)));
  slider.addEventListener("keydown", stepByKey);
  document.getElementById("to-present").addEventListener("click", () => go(range()[1]));
  watch(["past", "past-stride", "step", "in-past"], show);
}

function go(step) {
  const [, present] = range();
  // The last place is the present, whatever its number.
  command(`scrub=${present - step < Number(slider.step) && step !== present && held ? present : step}`);
}

/** The arrows go step by step, though the slider's places lie further apart. */
function stepByKey(event) {
  const by = { back: -1, forward: 1 }[meaning("time", event)];
  if (by === undefined) return;
  event.preventDefault();
  const [first, present] = range();
  const step = (asked ?? readNumber("step")) + by * (event.shiftKey ? Number(slider.step) : 1);
  asked = Math.min(present, Math.max(first, step));
  command(`scrub=${asked}`);
  clearTimeout(rest);
  rest = setTimeout(() => (asked = undefined), 1000);
}

function range() {
  const [first, present] = readNumbers("past");
  return [first ?? 0, present ?? 0];
}

function show() {
  const [first, present] = range();
  const inPast = read("in-past") === "1";
  const step = inPast ? readNumber("step") : present;
  Object.assign(slider, { min: first, max: present, step: Math.max(1, Math.ceil((present - first) / places)) });
  slider.disabled = present <= first;
  if (!held) slider.value = String(step);
  slider.style.setProperty("--fill", `${present > first ? (100 * (step - first)) / (present - first) : 100}%`);
  const words = say(inPast ? "time.past" : "time.now", { step: whole(step), present: whole(present) });
  slider.setAttribute("aria-valuetext", words);
  put(document.getElementById("scrub-shown"), words);
  const buttons = document.getElementById("past-buttons");
  // A button that goes leaves the focus to what it was about.
  if (!inPast && buttons.contains(document.activeElement)) slider.focus();
  buttons.hidden = !inPast;
  const veil = document.getElementById("past-veil");
  veil.hidden = !inPast;
  put(veil, inPast ? words : "");
  document.documentElement.dataset.past = String(inPast);
}
