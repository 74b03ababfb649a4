/** How the samples of a batch add up to one update of the weight that the walk is at: a bar for each sample, and the sum. */
import { act, command, read, readList, readNumber, readNumbers, watch } from "./lab.js";
import { put, small } from "./format.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const told = ["place", "points", "terms", "rest", "rest-sum", "gradient", "step"];
/** Whether what it shows is asked for, and so not to be seen. */
let isAsked = false;

/** Connects the figure. */
export function startBatch() {
  watch(["walk-point", "probe-point", ...told.map((name) => `batch-${name}`)], show);
}

/** Hides the figure while its numbers would answer a question. */
export function hideBatch(hides) {
  isAsked = hides;
  show();
}

function show() {
  const terms = readNumbers("batch-terms");
  $("walk-batch").hidden = isAsked || terms.length === 0;
  if ($("walk-batch").hidden) return;
  const points = readList("batch-points");
  const most = Math.max(...terms.map(Math.abs)) || 1;
  const bars = [...$("batch-bars").children];
  // A bar that has the focus stays.
  terms.forEach((term, index) => dress(bars[index] ?? $("batch-bars").appendChild(bar()), points[index], term, term / most));
  bars.slice(terms.length).forEach((rest) => rest.remove());
  const rest = Number(read("batch-rest"));
  put($("batch-rest"), rest ? say("walk.batch-rest", { count: rest, sum: small(readNumber("batch-rest-sum")) }) : "");
  const sum = terms.reduce((sum, term) => sum + term, rest ? readNumber("batch-rest-sum") : 0);
  put($("batch-sum-name"), say("walk.batch-sum", { count: terms.length + rest }));
  put($("batch-sum"), small(sum));
  put($("batch-gradient"), small(readNumber("batch-gradient")));
  put($("batch-step"), small(readNumber("batch-step")));
}

function bar() {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "batch-bar" });
  button.append(document.createElement("span"));
  button.addEventListener("click", () => {
    // The walk goes on from the same place, with another sample.
    const stage = read("walk-at");
    act(`walk=${button.dataset.point}`, `walk-stage=${stage}`);
  });
  // What is pointed at, by mouse or keyboard, is lit in the plane.
  for (const event of ["pointerenter", "focus"]) button.addEventListener(event, () => command(`probe-point=${button.dataset.point}`));
  for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => command("probe=none"));
  return button;
}

function dress(button, point, term, share) {
  button.dataset.point = point;
  button.classList.toggle("is-negative", term < 0);
  button.classList.toggle("is-lit", point === readList("probe-point")[0]);
  button.firstChild.style.blockSize = `${50 * Math.abs(share)}%`;
  button.setAttribute("aria-pressed", String(point === read("walk-point")));
  button.title = say("walk.batch-bar", { point, value: small(term) });
  button.setAttribute("aria-label", button.title);
}
