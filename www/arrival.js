/** What a link shows is in view when it opens: a phone has one panel at a time, so it is turned to that. A lesson's links have ways of their own. */
import { figuresOf, panelOf } from "./link-figures.js";
import { narrow, showTab } from "./tabs.js";

/** Turns to what the link is about that the page was opened with, and to that of each link that is opened after it. */
export function startArrival(hash) {
  // On a slow phone somebody may have turned to another by now.
  if (document.querySelector("#tabs button:not([hidden])").getAttribute("aria-selected") === "true") arrive(hash);
  addEventListener("hashchange", ({ newURL }) => arrive(new URL(newURL).hash));
}

/** Turns to what a link is about, on a phone. */
export function arrive(hash) {
  const panel = panelOf(figuresOf(hash), narrow.matches);
  if (panel && narrow.matches && !/[#&]lesson=/.test(hash)) showTab(document.getElementById(`tab-${panel}`));
}
