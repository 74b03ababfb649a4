/** What the network says at the crosshair: x₁, x₂, the probability of each class, and the point there, if any. */
import { read, readList, readNumbers, watch } from "./lab.js";
import { decimals, put } from "./format.js";
import { sub } from "./notation.js";
import { isRegression } from "./task.js";
import { say } from "./words.js";

const place = document.getElementById("probe");
const svg = "http://www.w3.org/2000/svg";

/** Connects the read-out. */
export function startProbe() {
  watch(["task", "probe", "probe-probabilities", "probe-point", "probe-terms", "probe-fit"], show);
}

function show() {
  const probe = readList("probe");
  if (probe.length !== 2) {
    // The element stays as tall as with numbers: the page must not jump under the pointer.
    place.replaceChildren(text("span", "hint", say("plane.nowhere")));
    return;
  }
  if (isRegression()) {
    showSum(probe);
    return;
  }
  const probabilities = readList("probe-probabilities");
  const kinds = probabilities.map((_, index) => `class-${index}`).join();
  if (place.dataset.kinds !== kinds || !place.querySelector(".coordinates")) build(probabilities.length, kinds);
  const [coordinates] = place.getElementsByClassName("coordinates");
  put(coordinates, `x₁ ${decimals(Number(probe[0]), 2)}   x₂ ${decimals(Number(probe[1]), 2)}`);
  const shares = probabilities.map(Number);
  const most = Math.max(...shares);
  [...place.getElementsByClassName("chance")].forEach((item, index) => {
    put(item.lastChild, decimals(shares[index], 2));
    item.toggleAttribute("data-most", shares[index] === most);
    item.setAttribute("aria-label", `${say("class.name", { class: index })}: ${decimals(shares[index], 2)}`);
  });
  put(place.lastChild, pointWords());
}

/** In regression: x, and the terms that add up to ŷ there, each in its unit's colour. */
function showSum([x, y]) {
  const terms = readNumbers("probe-terms");
  const kinds = `terms ${terms.length}`;
  if (place.dataset.kinds !== kinds || !place.querySelector(".coordinates")) {
    const items = terms.map((_, index) => text("span", index === 0 ? "part" : `part class-${(index - 1) % 6}`, ""));
    place.replaceChildren(text("span", "coordinates", ""), ...items, text("span", "total", ""), text("span", "point", ""));
    place.dataset.kinds = kinds;
  }
  put(place.firstChild, `x ${decimals(Number(x), 2)}   y ${decimals(Number(y), 2)}`);
  [...place.getElementsByClassName("part")].forEach((item, index) => {
    const sign = terms[index] < 0 ? "\u2212" : "+";
    put(item, index === 0 ? decimals(terms[0], 2) : `${sign} ${decimals(Math.abs(terms[index]), 2)}`);
    item.title = index === 0 ? "w₀" : `w${sub(index)}o${sub(index)}`;
  });
  put(place.querySelector(".total"), `= ŷ ${decimals(Number(read("probe-fit")), 2)}`);
  const [, , part] = readList("probe-point");
  put(place.lastChild, part === undefined ? "" : say(part === "test" ? "regression.point-test" : "regression.point-train"));
}

function build(classes, kinds) {
  const chances = Array.from({ length: classes }, (_, index) => {
    const item = text("span", "chance", "");
    item.setAttribute("role", "img");
    item.append(shape(index), text("span", "", ""));
    return item;
  });
  place.replaceChildren(text("span", "coordinates", ""), ...chances, text("span", "point", ""));
  place.dataset.kinds = kinds;
}

function pointWords() {
  const [index, label, part] = readList("probe-point");
  if (index === undefined) return "";
  return say(part === "test" ? "plane.point-test" : "plane.point-train", { class: label });
}

function text(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

/** The shape of a class, in its colour. */
export function shape(index) {
  const drawing = document.createElementNS(svg, "svg");
  const use = document.createElementNS(svg, "use");
  drawing.setAttribute("class", `shape class-${index}`);
  drawing.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#class-${index}`);
  drawing.append(use);
  return drawing;
}
