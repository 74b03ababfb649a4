/**
 * The projector: one figure, large, with a bar of controls, and beside it the lesson that is open, one part at a time. Which figure is
 * in the address, `?room=network`, so that a reload is no surprise in front of a class.
 */
import { figures, showAlone, view } from "./alone.js";
import { enlarge } from "./figures.js";
import { meaning } from "./keys.js";
import { act, command, read, readList, watch } from "./lab.js";
import { build } from "./lesson-parts.js";
import { startParts } from "./lesson-steps.js";
import { figuresOf } from "./link-figures.js";
import { recall } from "./preferences.js";
import { asked } from "./query.js";
import { tell } from "./room-words.js";
import { showTab } from "./tabs.js";
import { say } from "./words.js";

/** The figures in the order of the list; the others are those of the setting `view`. */
const first = ["boundary", "network", "loss", "compare"];
/** What lessons speak of beside a figure. */
const beside = { boundary: ", #probe, #verdict, #truth, #formula", hidden: ", .warp, #space-reading", activations: ", #morph-control, #shares" };
/** What is shown where a figure would be blank: the lab's sentence that says why, and the plane if it belongs to it. */
const reasons = {
  backpropagation: ["#walk-none", () => isSeen("walk-none")],
  decision: ["#decision-classes, .input-figure", () => isSeen("decision-classes")],
  hidden: ["#space-which, .input-figure", () => readList("layers").length < 3],
  softmax: ["#softmax-formula, .input-figure", () => read("softmax-shares") === ""],
  surface: ["#surface-none", () => isSeen("surface-none")],
};
/** What makes data of one's own in the plane. */
const making = ", .tools, #train-control";
/** The smallest letters of figures, in the pixels that they are made in: see `Type` in `src/figure`. */
const smallest = 9;
const root = document.documentElement;
const $ = (id) => document.getElementById(id);
/** Explanations come with the second part of the page: before it they give no reason. */
const isSeen = (id) => $(id)?.hidden === false;
const views = [...document.querySelectorAll("button[data-setting=view]:not([value=none])")].map(({ value }) => value);

const [told, notice] = [document.querySelector(".readouts"), $("notice")];

const parts = startParts();
const list = build("select", { id: "room-figure" });
const compare = press("room-compare", "", toggleCompare);
const place = build("output", { id: "room-place" });
const steps = [press("room-previous", "‹", () => parts.go(-1)), place, press("room-next", "›", () => parts.go(1))];
const lessons = press("room-lessons", "", () => $("lessons-open").click());
const leave = press("room-leave", "×", close);
const bar = build("div", { id: "room-bar" }, [list, compare, ...steps, lessons, leave]);

/** The figure that is shown, the one before a comparison, and where the focus was. */
let [shown, before, from] = ["", "boundary", undefined];
/** What stands for the figure, if it would be blank. */
let reason;
/** Whether the comparison is one that was begun here: the way out of it takes it back. */
let isOwn = false;
/** What was last heard of the settings that a lesson's link may change. */
let [lastView, lastCompare] = ["", ""];

/** Gives what opens and closes the projector, and what writes its bar anew in another language. */
export function startProjector() {
  list.addEventListener("change", () => show(list.value));
  parts.onChange(showPlace);
  watch(["view", "compare", "task"], follow);
  watch(["dataset"], () => shown && arrange());
  watch(["view", "layers", "model", "walk-kind", "softmax-shares"], () => shown && reason !== findReason() && arrange());
  // The tabs follow the width in the same frame, after this is told.
  addEventListener("resize", () => requestAnimationFrame(() => shown && arrange()));
  $("lesson").addEventListener("click", ({ target }) => shown && showNamed(target.closest(".try")));
  const room = new ResizeObserver(() => shown && placeNotice());
  [told, notice].forEach((element) => room.observe(element));
  // Before the figures: there Escape means less than to leave.
  document.addEventListener("keydown", pressed, true);
  word();
  return { toggle: () => (shown ? close() : open(before)), resume: () => open(asked("room")), word };
}

function open(name) {
  from = document.activeElement;
  remember();
  document.querySelector(".transports").append(bar);
  parts.start();
  show(name);
  // Not the list of figures: there a letter chooses one, and Space opens it.
  $("play").focus();
}

function close() {
  shown = "";
  parts.stop();
  // The slider of the speed goes home.
  showTab();
  bar.remove();
  showAlone("");
  delete root.dataset.room;
  $("rivals").removeAttribute("tabindex");
  enlarge(1);
  putInAddress();
  (from?.checkVisibility?.() ? from : $("play")).focus();
}

/** Shows a figure; one that is not there, the plane. */
function show(name) {
  shown = first.includes(name) || views.includes(name) ? name : "boundary";
  if (shown !== "compare") before = shown;
  if (views.includes(shown) && read("view") !== shown) {
    lastView = shown;
    act(`view=${shown}`);
  }
  if (shown === "compare" && read("compare") === "none") beginComparison();
  word();
  arrange();
  putInAddress();
}

/** Training starts anew with a comparison. Of one that was begun here before, the runs come back as they were. */
function beginComparison() {
  // Activations, where there are units that have one.
  lastCompare = document.querySelector("button[data-setting=compare][value=activation]").disabled ? "rate" : "activation";
  if (isOwn && read("comparison-by") === "redo") command("redo");
  else act(`compare=${lastCompare}`);
  isOwn = true;
}

function arrange() {
  // The tabs may have brought it home.
  const speed = $("speed-control");
  if (speed.parentElement !== bar) lessons.after(speed);
  reason = findReason();
  const figure = reason ?? `${figures[shown] ?? `${view}, .input-figure`}${beside[shown] ?? ""}`;
  const lesson = document.body.dataset.lesson === undefined ? "" : ", #lesson";
  const tools = shown === "boundary" && read("dataset") === "blank" ? making : "";
  showAlone(`.transports, .readouts, ${figure}${tools}${lesson}`);
  root.dataset.room = shown;
  // Where they do not fit they are scrolled, by keys too.
  $("rivals").tabIndex = 0;
  measure();
}

function findReason() {
  const [elements, isBlank] = reasons[shown] ?? [];
  // What is read is about the figure only once the worker has its name.
  return read("view") === shown && isBlank?.() ? elements : undefined;
}

/** The smallest letters of the figure become as large as the page's. */
function measure() {
  enlarge(Math.max(1, parseFloat(getComputedStyle(list).fontSize) / smallest));
}

/** What is told leaves the rest of its line to a notice; one that needs more has a line of its own. */
function placeNotice() {
  const [taken, needed] = [told, notice].map((element) => element.getBoundingClientRect().width);
  const gap = 32;
  notice.toggleAttribute("data-long", taken + needed + gap > innerWidth);
}

function showPlace({ now, all }) {
  steps.forEach((step) => (step.hidden = all === 0));
  place.textContent = tell("place", { now, all });
  if (shown) arrange();
}

function remember() {
  [lastView, lastCompare] = [read("view"), read("compare")];
}

/** What a lesson's link opens is shown. */
function follow() {
  const was = { view: lastView, compare: lastCompare };
  remember();
  const [isView, isCompare] = [lastView !== was.view, lastCompare !== was.compare];
  if (isCompare && lastCompare !== "none") isOwn = false;
  if (!shown) return;
  if (isCompare && lastCompare !== "none") show("compare");
  else if (isView && lastView !== "none") show(lastView);
  else if ((isCompare && shown === "compare") || (isView && views.includes(shown))) show(before === "compare" || views.includes(before) ? "boundary" : before);
}

/** What a lesson's link names and the lab has open already. */
function showNamed(link) {
  if (!link) return;
  const { view, compare, isPart, isLines } = figuresOf(link.hash);
  if (compare !== "none") {
    if (compare === lastCompare) show("compare");
  } else if (view !== "none") {
    if (view === lastView) show(view);
  } else if (isPart) show("network");
  else if (isLines) show("boundary");
}

/** There and back: a network that was trained before is there again, unless something was changed since. */
function toggleCompare() {
  if (shown !== "compare") return show("compare");
  // The worker may not have answered yet: then its beginning is the last change for sure.
  if (isOwn && (read("compare") === "none" || read("comparison-by") === "undo")) command("undo");
  show(before);
}

function pressed(event) {
  const { target } = event;
  if (!shown || document.querySelector("dialog[open]") || target.closest("textarea, input[type=text]")) return;
  const meant = meaning("room", event);
  if (!meant || ((meant === "compare" || meant.startsWith("figure")) && recall("letters") === "off")) return;
  event.preventDefault();
  event.stopPropagation();
  const does = { next: () => parts.go(1), previous: () => parts.go(-1), compare: toggleCompare, figure: () => showBeside(1), "figure-back": () => showBeside(-1), leave: close };
  does[meant]();
}

/** The figure that comes after in the list, or before. Who pages through them begins no comparison. */
function showBeside(by) {
  const names = [...list.options].map(({ value }) => value).filter((name) => name !== "compare" || read("compare") !== "none");
  show(names[(names.indexOf(shown) + by + names.length) % names.length]);
}

function putInAddress() {
  const query = new URLSearchParams(location.search);
  if (shown) query.set("room", shown);
  else query.delete("room");
  const text = String(query);
  history.replaceState(null, "", `${location.pathname}${text && `?${text}`}${location.hash}`);
}

function word() {
  const isThere = (name) => read("task") !== "regression" || !document.querySelector(`button[data-setting=view][value=${name}]`).closest(".for-classification");
  const keys = { boundary: "plane.title", network: "network.title", loss: "loss.title", compare: "compare.title" };
  const option = (name) => build("option", { value: name, textContent: say(keys[name] ?? `view.${name}`) });
  list.replaceChildren(...[...first, ...views.filter(isThere)].map(option));
  list.value = shown || "boundary";
  list.setAttribute("aria-label", tell("figure"));
  compare.textContent = tell("compare");
  compare.setAttribute("aria-pressed", String(shown === "compare"));
  lessons.textContent = tell("lessons");
  for (const [button, key] of [[steps[0], "previous"], [steps[2], "next"], [leave, "leave"]]) {
    button.title = tell(key);
    button.setAttribute("aria-label", button.title);
  }
  parts.tell();
}

function press(id, text, does) {
  const made = build("button", { type: "button", id, className: "quiet", textContent: text });
  made.addEventListener("click", does);
  return made;
}
