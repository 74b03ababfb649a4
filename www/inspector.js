/** The selected unit or weight: its value live, a field to edit it, and the weights that come in. */
import { act, command, read, readList, readNumber, watch } from "./lab.js";
import { put, small } from "./format.js";
import { isOutput, unitName, unitsOf, weightName } from "./notation.js";
import { say } from "./words.js";
import { fromShown } from "./controls.js";
import { clearFieldError } from "./field-error.js";

const place = document.getElementById("inspector");
/** What is told of a unit besides its bias, at the crosshair where there is one; of a weight only the gradient. */
const facts = ["gradient", "preactivation", "output"];
/** The slider's range; a larger value still shows and can be typed. */
const span = 8;
/** @type {string} the selection the inspector was built for */
let built = "";

/** Connects the inspector. */
export function startInspector() {
  watch(["select", "layers"], build);
  watch(["selected-value", "selected-gradient", "selected-preactivation", "selected-output", "selected-state"], fill);
  build();
}

/** The selected layer, unit and, for a weight, where it comes from; nothing where none is selected. */
function selection() {
  const parts = read("select").split(".").map(Number);
  if (parts.length < 2 || parts.some(Number.isNaN)) return undefined;
  return { layer: parts[0], unit: parts[1], from: parts[2] };
}

function build() {
  const chosen = selection();
  const hadFocus = place.contains(document.activeElement);
  built = read("select");
  place.dataset.chosen = String(chosen !== undefined);
  if (!chosen) {
    place.replaceChildren(part("p", "hint", say("inspector.hint")));
    return;
  }
  place.replaceChildren(head(chosen), weights(chosen), editor(chosen), factList(chosen));
  showChip();
  fill();
  if (hadFocus) place.querySelector("[aria-pressed=true], .back").focus();
}

function head({ layer, unit, from }) {
  const to = unitName(layer, unit);
  let words = say(isOutput(layer) ? "inspector.output-unit" : "inspector.unit", { unit: to });
  if (from === 0) words = say("inspector.bias", { to });
  if (from > 0) {
    words = say("inspector.weight", { weight: weightName(layer, unit, from), from: unitName(layer - 1, from), to });
  }
  const row = part("p", "inspector-head", "");
  const back = button("back", "×", () => act("select=none"));
  back.setAttribute("aria-label", say("inspector.back"));
  row.append(part("strong", "", words), back);
  return row;
}

/** A weight, or of a unit its bias, to drag or to type. */
function editor({ layer, unit, from = 0 }) {
  const row = part("div", "control-row", "");
  const target = `${layer}.${unit}.${from}`;
  const label = say(from === 0 ? "inspector.value-bias" : "inspector.value-weight");
  const slider = Object.assign(document.createElement("input"), { type: "range", min: -span, max: span, step: 0.05 });
  slider.addEventListener("input", () => command(`weight=${target},${slider.value}`));
  slider.addEventListener("change", () => act());
  // While a hand is on it, training leaves the weight alone.
  slider.addEventListener("pointerdown", () => command(`grip=${target}`));
  for (const type of ["pointerup", "pointercancel"]) slider.addEventListener(type, () => act());
  const input = Object.assign(document.createElement("input"), { type: "text", className: "value wide", id: "weight-value" });
  // No `inputMode`: a telephone's pad of digits has no minus sign.
  input.autocomplete = "off";
  input.dataset.verb = "weight";
  input.addEventListener("input", () => clearFieldError(input));
  input.addEventListener("change", () => {
    clearFieldError(input);
    act(`weight=${target},${fromShown(input.value)}`);
  });
  input.addEventListener("blur", fill);
  for (const element of [slider, input]) element.setAttribute("aria-label", label);
  row.append(part("span", "control-name", weightName(layer, unit, from)), slider, input);
  return row;
}

function factList({ from }) {
  const list = part("dl", "facts", "");
  for (const name of from === undefined ? facts : ["gradient"]) {
    const item = part("div", "", "");
    const value = part("dd", "", "");
    value.dataset.fact = name;
    item.append(part("dt", "", say(`inspector.${name}`)), value);
    list.append(item);
  }
  const state = part("div", "state", "");
  const reason = part("dd", "", "");
  reason.dataset.fact = "state";
  state.append(reason);
  list.append(state);
  return list;
}

/** A finger may be too wide for a link of the drawing: here every weight into the unit is a button. */
function weights({ layer, unit, from }) {
  const row = part("div", "weights", "");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", say("inspector.weights"));
  for (let index = 0; index <= unitsOf(layer - 1); index += 1) {
    const name = index === 0 ? say("inspector.bias-short") : weightName(layer, unit, index, false);
    const place = `${layer}.${unit}.${index}`;
    const chip = button("chip", name, () => {
      act(`select=${place}`);
      spanSurface(place);
    });
    chip.setAttribute("aria-pressed", String(from === index));
    row.append(chip);
  }
  const whole = button("chip", unitName(layer, unit), () => act(`select=${layer}.${unit}`));
  whole.setAttribute("aria-pressed", String(from === undefined));
  row.prepend(whole);
  return row;
}

/** Where the weights are one long line, it begins at the chosen one. */
function showChip() {
  const row = place.querySelector(".weights");
  const chip = row.querySelector("[aria-pressed=true]");
  row.scrollLeft = chip.offsetLeft - row.offsetLeft - row.clientWidth / 2;
}

function fill() {
  if (built === "" || !selection()) return;
  const value = readNumber("selected-value");
  const slider = place.querySelector("input[type=range]");
  if (document.activeElement !== field()) field().value = Number.isFinite(value) ? String(Number(value.toFixed(4))) : "";
  if (!slider.matches(":active")) {
    slider.value = String(value);
    slider.style.setProperty("--fill", `${(100 * (Number(slider.value) + span)) / (2 * span)}%`);
    slider.setAttribute("aria-valuetext", small(value));
  }
  for (const fact of place.querySelectorAll("[data-fact]")) {
    if (fact.dataset.fact === "state") continue;
    const value = readNumber(`selected-${fact.dataset.fact}`);
    put(fact, small(value));
    fact.parentElement.dataset.known = String(Number.isFinite(value));
  }
  const stopped = ["dead", "saturated"].includes(read("selected-state"));
  put(place.querySelector("[data-fact=state]"), stopped ? say(`inspector.${read("selected-state")}`) : "");
}

function field() {
  return place.querySelector("#weight-value");
}

function part(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

function button(className, words, press) {
  const element = part("button", className, words);
  element.type = "button";
  element.addEventListener("click", press);
  return element;
}

/** A weight that is chosen becomes the second axis of an open surface, and what was that the first one. */
function spanSurface(place) {
  const [, up] = readList("surface-of");
  if (read("view") === "surface" && up !== undefined && !readList("surface-of").includes(place)) act(`surface=${up},${place}`);
}
