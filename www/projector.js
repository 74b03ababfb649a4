/**
 * The projector: one figure, large, with a bar of controls, and beside it the lesson that is open, one part at a time. Which figure is
 * in the address, `?room=network`, so that a reload is no surprise in front of a class.
 */
import { build } from "./lesson-parts.js";
import { startParts } from "./lesson-steps.js";
import { tell } from "./room-words.js";

/** The figures in the order of the list; the others are those of the setting `view`. */
const first = ["boundary", "network", "loss", "compare"];
/** The smallest letters of figures, in the pixels that they are made in: see `Type` in `src/figure`. */
const smallest = 9;
const root = document.documentElement;

/** Gives what opens and closes the projector, and what writes its bar anew in another language. */
export function startProjector(page) {
  const { act, asked, enlarge, figures, meaning, on, onWords, read, say, showAlone, view, watch } = page;
  const parts = startParts();
  const views = [...document.querySelectorAll("button[data-setting=view]:not([value=none])")].map(({ value }) => value);
  const list = build("select", { id: "room-figure" });
  const compare = press("room-compare", "", toggleCompare);
  const place = build("output", { id: "room-place" });
  const steps = [press("room-previous", "‹", () => parts.go(-1)), place, press("room-next", "›", () => parts.go(1))];
  const lessons = press("room-lessons", "", () => document.getElementById("lessons-open").click());
  const leave = press("room-leave", "×", close);
  const bar = build("div", { id: "room-bar" }, [list, compare, ...steps, lessons, leave]);
  /** The figure that is shown, the one before a comparison, and where the focus was. */
  let [shown, before, from] = ["", "boundary", undefined];
  /** What was last heard of the settings that a lesson's link may change. */
  let [lastView, lastCompare] = ["", ""];

  list.addEventListener("change", () => show(list.value));
  parts.onChange(({ now, all }) => {
    steps.forEach((step) => (step.hidden = all === 0));
    place.textContent = tell("place", { now, all });
    if (shown) arrange();
  });
  watch(["view", "compare", "task"], follow);
  addEventListener("resize", () => shown && measure());
  // Before the figures: there Escape means less than to leave.
  document.addEventListener("keydown", pressed, true);
  word();
  return { toggle: () => (shown ? close() : open(before)), resume: () => open(asked("room")), word };

  function open(name) {
    from = document.activeElement;
    [lastView, lastCompare] = [read("view"), read("compare")];
    document.querySelector(".transports").append(bar);
    parts.start();
    show(name);
    list.focus();
  }

  function close() {
    shown = "";
    parts.stop();
    bar.remove();
    showAlone("");
    delete root.dataset.room;
    document.getElementById("rivals").removeAttribute("tabindex");
    enlarge(1);
    remember();
    (from?.checkVisibility?.() ? from : document.getElementById("play")).focus();
  }

  /** Shows a figure; one that is not there, the plane. */
  function show(name) {
    shown = first.includes(name) || views.includes(name) ? name : "boundary";
    if (shown !== "compare") before = shown;
    if (views.includes(shown) && read("view") !== shown) {
      lastView = shown;
      act(`view=${shown}`);
    }
    if (shown === "compare" && read("compare") === "none") {
      lastCompare = "activation";
      act("compare=activation");
    }
    word();
    arrange();
    remember();
  }

  function arrange() {
    const figure = figures[shown] ?? `${view}, .input-figure`;
    showAlone(`.transports, .readouts, ${figure}${document.body.dataset.lesson === undefined ? "" : ", #lesson"}`);
    root.dataset.room = shown;
    // Where they do not fit they are scrolled, by keys too.
    document.getElementById("rivals").tabIndex = 0;
    measure();
  }

  /** The smallest letters of the figure become as large as the page's. */
  function measure() {
    enlarge(Math.max(1, parseFloat(getComputedStyle(list).fontSize) / smallest));
  }

  /** What a lesson's link opens is shown. */
  function follow() {
    const now = [read("view"), read("compare")];
    const [isView, isCompare] = [now[0] !== lastView, now[1] !== lastCompare];
    [lastView, lastCompare] = now;
    if (!shown) return;
    if (isCompare && now[1] !== "none") show("compare");
    else if (isView && now[0] !== "none") show(now[0]);
    else if ((isCompare && shown === "compare") || (isView && views.includes(shown))) show(before === "compare" || views.includes(before) ? "boundary" : before);
  }

  function toggleCompare() {
    show(shown === "compare" ? before : "compare");
  }

  function pressed(event) {
    const { target } = event;
    if (!shown || document.querySelector("dialog[open]") || target.closest("textarea, input[type=text]")) return;
    const meant = meaning("room", event);
    if (!meant || ((meant === "compare" || meant.startsWith("figure")) && page.recall("letters") === "off")) return;
    event.preventDefault();
    event.stopPropagation();
    const names = [...list.options].map(({ value }) => value);
    const beside = (by) => show(names[(names.indexOf(shown) + by + names.length) % names.length]);
    const does = { next: () => parts.go(1), previous: () => parts.go(-1), compare: toggleCompare, figure: () => beside(1), "figure-back": () => beside(-1), leave: close };
    does[meant]();
  }

  function remember() {
    const query = new URLSearchParams(location.search);
    if (shown) query.set("room", shown);
    else query.delete("room");
    const text = String(query);
    history.replaceState(null, "", `${location.pathname}${text && `?${text}`}${location.hash}`);
  }

  function word() {
    const names = [...first, ...views.filter((name) => read("task") !== "regression" || !document.querySelector(`button[data-setting=view][value=${name}]`).closest(".for-classification"))];
    const title = (name) => say({ boundary: "plane.title", network: "network.title", loss: "loss.title", compare: "compare.title" }[name] ?? `view.${name}`);
    list.replaceChildren(...names.map((name) => build("option", { value: name, textContent: title(name) })));
    list.value = shown || "boundary";
    list.ariaLabel = tell("figure");
    compare.textContent = tell("compare");
    compare.setAttribute("aria-pressed", String(shown === "compare"));
    lessons.textContent = tell("lessons");
    for (const [button, key] of [[steps[0], "previous"], [steps[2], "next"], [leave, "leave"]]) Object.assign(button, { ariaLabel: tell(key), title: tell(key) });
    parts.tell();
  }

  function press(id, text, does) {
    const made = build("button", { type: "button", id, className: "quiet", textContent: text });
    made.addEventListener("click", does);
    return made;
  }
}
