/** On a narrow window the panels below the plane are tabs, one shown at a time; on a wide one all are shown. */

const narrow = matchMedia("(max-width: 47.49rem)");
const list = document.getElementById("tabs");
const tabs = [...list.querySelectorAll("[data-panel]")];
let chosen = tabs[0];

/** Connects the tabs and follows the window's width. */
export function startTabs() {
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      choose(tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]);
      chosen.focus();
    });
  }
  narrow.addEventListener("change", arrange);
  arrange();
}

function choose(tab) {
  chosen = tab;
  arrange();
}

function arrange() {
  const asTabs = narrow.matches;
  setRole(list, asTabs ? "tablist" : undefined);
  for (const tab of tabs) {
    const panel = document.getElementById(tab.dataset.panel);
    panel.hidden = asTabs && tab !== chosen;
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
