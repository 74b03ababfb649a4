/** The softmax in numbers at a place, beside the sigmoid; each class's own surface; and which classes are taken for which. */
import { act, read, readList, readNumber, readNumbers, watch } from "./lab.js";
import { decimals, percent, put, small, whole } from "./format.js";
import { sub } from "./notation.js";
import { shape } from "./probe.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const parts = ["train", "test"];
/** How long the numbers must rest before a screen reader hears them, in milliseconds. */
const rest = 600;
let timer = 0;

/** Connects the explanation. */
export function startSoftmax() {
  watch(["view", "layers", "select", "softmax-at", "softmax-terms", "softmax-shares", "model"], showNumbers);
  watch(["view", "classes", "layers", "select"], showClasses);
  watch(["view", "classes", "cell", "confusion-train", "confusion-test"], showCounts);
}

function isOpen() {
  return read("view") === "softmax";
}

function numbers(name) {
  return readNumbers(name);
}

/** The class whose output unit is selected, among several outputs. */
function chosen() {
  const layers = readList("layers");
  const [layer, unit] = read("select").split(".").map(Number);
  return layer === layers.length - 1 && Number(layers.at(-1)) > 1 ? unit - 1 : undefined;
}

/** The formula with the numbers of one class: the chosen one, else the one that wins. */
function showNumbers() {
  if (!isOpen()) return;
  const [logits, terms, shares] = ["softmax-logits", "softmax-terms", "softmax-shares"].map(numbers);
  if (shares.length === 0) {
    lines($("softmax-formula"), [say("softmax.none")]);
    for (const id of ["softmax-agree-text", "softmax-agree"]) put($(id), "");
    return;
  }
  const temperature = readNumber("temperature");
  const over = temperature === 1 ? "" : "/T";
  const shift = readNumber("softmax-shift");
  const minus = shift === 0 ? "" : " − m";
  const k = Math.max(0, Math.min(chosen() ?? shares.indexOf(Math.max(...shares)), shares.length - 1));
  const n = sub(k);
  const [bias, input] = [shares.length > 2 ? `w${n}${sub(0)} + w${n}` : "w₀ + w", readList("layers").length > 2 ? "z" : "x"];
  const isZero = shares.length === 2 && k === 0;
  lines($("softmax-formula"), [
    isZero ? "a₀ = 0" : `a${n} = ${bias}ᵀ${input} = ${decimals(logits[k], 2)}`,
    `μ${n} = exp(a${n}${over}${minus}) / Σ exp(a${over}${minus})`,
    `     = ${term(terms[k])} / (${terms.map(term).join(" + ")})`,
    `     = ${term(terms[k])} / ${term(readNumber("softmax-sum"))} = ${decimals(shares[k], 3)}`,
  ]);
  showPair(logits, over);
  clearTimeout(timer);
  timer = setTimeout(tell, rest);
}

/** Of two classes the softmax gives what the sigmoid gives their difference: both, as they were computed. */
function showPair(logits, over) {
  const [i, j] = numbers("softmax-pair");
  const [a, b] = [sub(i), sub(j)];
  put($("softmax-agree-text"), say(logits.length === 2 ? "softmax.two" : "softmax.pair", { first: i, second: j }));
  const ratio = logits.length === 2 ? `μ${a}` : `μ${a}/(μ${a} + μ${b})`;
  const difference = logits.length === 2 ? `a${a}` : `${over ? "(" : ""}a${a} − a${b}${over ? ")" : ""}`;
  lines($("softmax-agree"), [
    `softmax: ${ratio} = ${decimals(readNumber("softmax-ratio"), 5)}`,
    `sigm(${difference}${over}) = ${decimals(readNumber("softmax-sigmoid"), 5)}`,
  ]);
}

/** What a screen reader hears of the bars. */
function tell() {
  const place = numbers("softmax-at").map((x, index) => `x${sub(index + 1)} ${decimals(x, 2)}`);
  const logits = numbers("softmax-logits");
  const classes = numbers("softmax-shares").map(
    (share, index) => `${say("class.name", { class: index })}: a ${decimals(logits[index], 2)}, μ ${decimals(share, 3)}`,
  );
  put($("softmax-reading"), [...place, ...classes].join("; "));
}

/** An exponential, of any size. */
function term(value) {
  return value < 0.01 ? small(value) : value < 1e4 ? decimals(value, 2) : small(value);
}

function lines(element, texts) {
  while (element.children.length > texts.length) element.lastChild.remove();
  while (element.children.length < texts.length) element.append(document.createElement("span"));
  texts.forEach((text, index) => put(element.children[index], text));
}

/** One button for all classes together, and one for each; two classes have one output, and one surface. */
function showClasses() {
  if (!isOpen()) return;
  const count = Number(readList("layers").at(-1));
  const group = $("softmax-classes");
  group.hidden = count < 2;
  if (group.children.length !== count + 1) {
    group.replaceChildren(
      ...Array.from({ length: count + 1 }, (_, index) => {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "segment" });
        button.addEventListener("click", () => act(index === 0 ? "select=none" : `select=${readList("layers").length - 1}.${index}`));
        if (index > 0) button.append(shape(index - 1), ` μ${sub(index - 1)}`);
        return button;
      }),
    );
  }
  put(group.firstChild, say("softmax.all"));
  [...group.children].forEach((button, index) => {
    button.setAttribute("aria-pressed", String(index === (chosen() ?? -1) + 1));
    if (index > 0) button.setAttribute("aria-label", `μ${sub(index - 1)}: ${say("class.name", { class: index - 1 })}`);
  });
}

/** A matrix for the training points and one for the test points: true classes down, predicted ones across. */
function showCounts() {
  if (!isOpen()) return;
  const classes = readNumber("classes");
  const place = $("confusions");
  if (place.dataset.classes !== String(classes)) build(place, classes);
  parts.forEach((part, which) => {
    const counts = numbers(`confusion-${part}`);
    const table = place.children[which];
    table.hidden = !counts.some((count) => count > 0);
    put(table.caption, say(`confusion.${part}`));
    table.querySelector("th").setAttribute("aria-label", say("confusion.corner"));
    for (const heading of table.querySelectorAll("th[data-class]")) {
      heading.setAttribute("aria-label", say(`confusion.${heading.scope}`, { class: heading.dataset.class }));
    }
    for (const cell of table.querySelectorAll("button")) {
      const [row, column] = cell.dataset.cell.split(".").map(Number);
      const total = counts.slice(row * classes, (row + 1) * classes).reduce((sum, count) => sum + count, 0);
      const count = counts[row * classes + column] ?? 0;
      const share = total > 0 ? count / total : NaN;
      const [spoken, number, part] = cell.children;
      put(spoken, `${say(row === column ? "confusion.right" : "confusion.wrong", { class: row, predicted: column })} `);
      put(number, whole(count));
      put(part, percent(share));
      cell.style.setProperty("--share", String(total > 0 ? share : 0));
      cell.setAttribute("aria-pressed", String(read("cell") === `${parts[which]}.${cell.dataset.cell}`));
    }
  });
}

function build(place, classes) {
  const all = Array.from({ length: classes }, (_, index) => index);
  place.replaceChildren(...parts.map((part) => {
    const table = document.createElement("table");
    table.className = "confusion";
    table.append(document.createElement("caption"));
    table.append(line("col", [undefined, ...all]));
    for (const row of all) {
      const cells = all.map((column) => {
        const cell = document.createElement("td");
        cell.append(counter(part, `${row}.${column}`, row === column));
        return cell;
      });
      const whole = line("row", [row]);
      whole.append(...cells);
      table.append(whole);
    }
    return table;
  }));
  place.dataset.classes = String(classes);
}

function line(scope, classes) {
  const row = document.createElement("tr");
  for (const index of classes) {
    const heading = Object.assign(document.createElement("th"), { scope });
    if (index === undefined) heading.textContent = "y \\ ŷ";
    else {
      heading.dataset.class = String(index);
      heading.append(shape(index));
    }
    row.append(heading);
  }
  return row;
}

function counter(part, cell, isRight) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "count-cell" });
  button.dataset.cell = cell;
  button.dataset.right = String(isRight);
  const spoken = Object.assign(document.createElement("span"), { className: "unseen" });
  button.append(spoken, document.createElement("strong"), " ", document.createElement("small"));
  button.addEventListener("click", () => act(read("cell") === `${part}.${cell}` ? "cell=none" : `cell=${part}.${cell}`));
  return button;
}
