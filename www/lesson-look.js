/** What a lesson's link shows comes into view. A phone has one panel at a time: there a button leads back to where the text was left. */
import { read } from "./lab.js";
import { build } from "./lesson-parts.js";
import { figuresOf, panelOf } from "./link-figures.js";
import { narrow, showChosen, showTab } from "./tabs.js";

const tabs = document.getElementById("tabs");
/** Whether the page is on a projector. */
const isRoom = () => "room" in document.documentElement.dataset;

/** Gives what is told of a link that was followed, of each state of the lab, and of a lesson that is opened; and whether a line is dear. */
export function startLook() {
  const back = build("button", { type: "button", className: "main lesson-back", hidden: true });
  document.querySelector(".lab").append(back);
  /** What the link said of the figures, until the lab is there. */
  let wanted;
  /** The link, and how far down the page it was. */
  let left;
  back.addEventListener("click", () => {
    const { link, top } = left;
    rest();
    showTab(document.getElementById("tab-lesson"));
    scrollTo({ top, behavior: "instant" });
    link.focus({ preventScroll: true });
  });
  tabs.addEventListener("click", ({ target }) => target.id === "tab-lesson" && rest());
  narrow.addEventListener("change", rest);
  return { follow, arrive, open, rest, isTight: () => narrow.matches || isRoom() };

  function follow(link, words) {
    if (isRoom()) return;
    wanted = figuresOf(link.hash);
    if (narrow.matches) {
      left = { link, top: scrollY };
      back.textContent = words.back;
      back.hidden = false;
      back.focus({ preventScroll: true });
    }
    arrive();
  }

  /** A figure has its place when the lab has opened it. */
  function arrive() {
    if (!wanted || read("view") !== wanted.view || read("compare") !== wanted.compare) return;
    const name = panelOf(wanted, narrow.matches);
    wanted = undefined;
    if (!name) {
      document.querySelector(".plane").scrollIntoView({ block: narrow.matches ? "start" : "nearest", behavior: "instant" });
      return;
    }
    if (narrow.matches) showTab(document.getElementById(`tab-${name}`));
    showChosen(document.querySelector(`#${name} .segments [aria-pressed="true"]`));
    // A phone has no room for the name of the panel: what is moved below the figures is to be seen with them.
    const first = name === "closer" && narrow.matches ? "#closer .segments" : `#${name}`;
    document.querySelector(first).scrollIntoView({ behavior: "instant" });
  }

  /** The text of a lesson is below the plane. */
  function open() {
    rest();
    if (narrow.matches && !isRoom()) tabs.scrollIntoView({ behavior: "instant" });
  }

  function rest() {
    [wanted, left] = [undefined, undefined];
    back.hidden = true;
  }
}
