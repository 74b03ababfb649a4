/** On a narrow window the panels below the plane are tabs, one shown at a time; on a wide one all are shown. */
import { meaning } from "./keys.js";

/** Whether the panels are tabs. */
export const narrow = matchMedia("(max-width: 47.49rem)");
const list = document.getElementById("tabs");
const tabs = [...list.querySelectorAll("[data-panel]")];
/** Those that are there: without an open lesson there is no tab for one. */
const present = () => tabs.filter((tab) => !tab.hidden);
let [chosen] = present();

/** Connects the tabs and follows the window's width. */
export function startTabs() {
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const by = { back: -1, forward: 1 }[meaning("tabs", event)];
      if (by === undefined) return;
      event.preventDefault();
      const all = present();
      choose(all[(all.indexOf(tab) + by + all.length) % all.length]);
      chosen.focus();
    });
  }
  narrow.addEventListener("change", arrange);
  arrange();
}

/** Shows a tab that may have come or gone just now, or the first one where the chosen one went. */
export function showTab(tab = chosen) {
  choose(tab.hidden ? present()[0] : tab);
}

function choose(tab) {
  const isOther = tab !== chosen;
  chosen = tab;
  arrange();
  // The line is wider than a phone. Who has swiped it keeps the place.
  if (!narrow.matches || !isOther) return;
  showChosen(chosen);
  // Whatever opened the panel may tell it what is chosen there in the same turn.
  requestAnimationFrame(() => showChosen(document.querySelector(`#${tab.dataset.panel} .segments [aria-pressed="true"]`)));
}

/** Where there are more choices than fit into their line, it is scrolled. */
export function showChosen(choice) {
  const line = choice?.parentElement;
  if (line) line.scrollLeft = choice.offsetLeft - line.offsetLeft - (line.clientWidth - choice.offsetWidth) / 2;
}

function arrange() {
  const asTabs = narrow.matches;
  setRole(list, asTabs ? "tablist" : undefined);
  for (const tab of tabs) {
    const panel = document.getElementById(tab.dataset.panel);
    panel.hidden = tab.hidden || (asTabs && tab !== chosen);
    setRole(panel, asTabs ? "tabpanel" : undefined);
    setRole(tab, asTabs ? "tab" : undefined);
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.setAttribute("aria-controls", panel.id);
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
  // The bar under the thumb has no room for the speed.
  const home = document.getElementById(asTabs ? "training-controls" : "speed-home");
  const speed = document.getElementById("speed-control");
  if (speed.parentElement !== home) home.prepend(speed);
}

function setRole(element, role) {
  if (role === undefined) element.removeAttribute("role");
  else element.setAttribute("role", role);
}
