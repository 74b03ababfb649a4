/** The runs side by side: a card for each of a few, a table of all pairs. Numbers change ten times a second at most. */
import { act, read, readList, watch } from "./lab.js";
import { loss, percent, put, small } from "./format.js";
import { isRegression } from "./task.js";
import { say } from "./words.js";

const pause = 100;
const cards = [...document.querySelectorAll(".rival")];
const [rivals, table] = ["rivals", "rival-table"].map((id) => document.getElementById(id));
let lastShown = 0;

/** Connects the cards. */
export function startCompare() {
  cards.forEach((card, index) => {
    card.querySelector(".rival-front").addEventListener("click", () => act(`front=${index + 1}`));
    card.querySelector(".rival-keep").addEventListener("click", () => act(`keep=${index + 1}`));
  });
  watch(["compare", "runs", "front", "task"], build);
  watch(["run-losses", "run-accuracies", "run-ratios", "run-diverged", "playing"], showNumbers);
}

/** What a run is called: `relu`, `he`, a rate, or `relu/he`. */
function title(name) {
  return name
    .split("/")
    .map((part) => part.split("+").map((word) => say(`activation.${word}`) || say(`init.${word}`) || say(`model.${word}`) || word).join(" + "))
    .join(" · ");
}

function build() {
  const compare = read("compare");
  const names = readList("runs");
  const front = Number(read("front")) - 1;
  const count = Math.min(names.length, cards.length);
  const hasFocus = [rivals, table].some((part) => part.contains(document.activeElement));
  rivals.hidden = compare === "none" || compare === "table";
  rivals.dataset.count = String(count);
  rivals.style.setProperty("--rivals", count);
  cards.forEach((card, index) => {
    card.hidden = index >= names.length;
    if (card.hidden) return;
    put(card.querySelector(".rival-name"), title(names[index]));
    card.dataset.front = String(index === front);
    card.querySelector(".rival-front").setAttribute("aria-pressed", String(index === front));
  });
  table.hidden = compare !== "table";
  if (!table.hidden) buildTable(names, front);
  // The button that keeps one run goes with the others.
  if (compare === "none" && hasFocus) document.querySelector('[data-setting="compare"][value="none"]').focus();
  lastShown = 0;
  showNumbers();
}

/** One row an activation, one column an initialisation; an activation that is set besides them has a row of its own. */
function buildTable(names, front) {
  const pairs = names.map((name) => name.split("/"));
  const rows = [...new Set(pairs.map(([activation]) => activation))];
  const columns = [...new Set(pairs.map(([, init]) => init))];
  const element = document.createElement("table");
  element.append(row("th", ["", ...columns.map(title)]));
  for (const activation of rows) {
    const line = row("th", [title(activation)]);
    for (const init of columns) {
      const cell = document.createElement("td");
      const index = pairs.findIndex(([a, i]) => a === activation && i === init);
      if (index >= 0) cell.append(pick(index, names[index], index === front));
      line.append(cell);
    }
    element.append(line);
  }
  const keep = Object.assign(document.createElement("button"), { type: "button", className: "quiet", id: "table-keep" });
  keep.textContent = say("compare.keep");
  keep.addEventListener("click", () => act(`keep=${read("front")}`));
  const legend = Object.assign(document.createElement("p"), { id: "table-legend", className: "note" });
  legend.textContent = say(isRegression() ? "compare.legend-regression" : "compare.legend");
  element.setAttribute("aria-describedby", "table-legend");
  const focused = table.contains(document.activeElement) ? document.activeElement.dataset.run : undefined;
  table.replaceChildren(legend, element, keep);
  if (focused !== undefined) table.querySelector(`[data-run="${focused}"]`)?.focus();
}

function row(tag, texts) {
  const line = document.createElement("tr");
  for (const text of texts) {
    const cell = document.createElement(tag);
    cell.textContent = text;
    line.append(cell);
  }
  return line;
}

function pick(index, name, isFront) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "pair-cell" });
  button.dataset.run = index;
  button.setAttribute("aria-pressed", String(isFront));
  const spoken = Object.assign(document.createElement("span"), { className: "unseen", textContent: title(name) });
  const numbers = ["pair-accuracy", "pair-ratio"].map((className) => Object.assign(document.createElement("span"), { className }));
  button.append(spoken, ...numbers);
  button.addEventListener("click", () => act(`front=${index + 1}`));
  return button;
}

function showNumbers() {
  const now = performance.now();
  if (read("compare") === "none" || (read("playing") === "1" && now - lastShown < pause)) return;
  lastShown = now;
  const [losses, accuracies, ratios] = ["run-losses", "run-accuracies", "run-ratios"].map((name) => read(name).split(","));
  const diverged = readList("run-diverged");
  const number = (list, index) => (list[index] ? Number(list[index]) : NaN);
  cards.forEach((card, index) => {
    if (card.hidden) return;
    put(card.querySelector(".rival-loss"), loss(number(losses, index)));
    put(card.querySelector(".rival-accuracy"), percent(number(accuracies, index)));
    const ratio = number(ratios, index);
    // A network of one layer has none, nor has one that has not taken a step.
    const shown = Number.isNaN(ratio) ? "" : say("compare.ratio", { ratio: small(ratio) });
    put(card.querySelector(".rival-ratio"), diverged[index] === "1" ? say("compare.diverged") : shown);
  });
  for (const button of table.querySelectorAll(".pair-cell")) {
    const index = Number(button.dataset.run);
    // Without classes the number is the loss, and a small one has the strongest colour.
    const error = number(losses, index);
    const accuracy = isRegression() ? 1 / (1 + 10 * error) : number(accuracies, index);
    put(button.querySelector(".pair-accuracy"), isRegression() ? loss(error) : percent(accuracy));
    put(button.querySelector(".pair-ratio"), diverged[index] === "1" ? say("compare.diverged") : small(number(ratios, index)));
    button.style.setProperty("--share", String(Number.isFinite(accuracy) ? accuracy : 0));
  }
}
