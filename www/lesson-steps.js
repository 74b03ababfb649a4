/** A lesson part by part: what comes first, then each of its sections. */

/** Gives what goes from part to part of the lesson that is open. */
export function startParts() {
  const panel = document.getElementById("lesson");
  /** The part that is shown, from 0, and the lesson that it is of. */
  let [at, of] = [0, ""];
  let hear = () => {};
  // The lesson is written anew where another one is opened, or in another language.
  const anew = new MutationObserver(show);
  // Who has decided goes on to what comes after the question.
  const decided = ({ target }) => {
    if (!target.closest(".predict .main")) return;
    goTo(parts().findIndex(([element]) => element.matches(".do")));
    panel.querySelector(".do h3").focus();
  };

  return {
    onChange: (tell) => (hear = tell),
    tell: () => hear({ now: at + 1, all: parts().length }),
    start() {
      anew.observe(panel, { childList: true });
      panel.addEventListener("click", decided);
      show();
    },
    stop() {
      anew.disconnect();
      panel.removeEventListener("click", decided);
      for (const element of panel.querySelectorAll("[data-now]")) delete element.dataset.now;
    },
    go,
  };

  function goTo(part) {
    at = part;
    show();
  }

  function parts() {
    const found = [[]];
    for (const element of panel.querySelector(".lesson-text")?.children ?? []) {
      if (element.localName === "section") found.push([element]);
      else found.at(-1).push(element);
    }
    return found.filter((part) => part.length > 0);
  }

  function show() {
    const name = panel.querySelector("#lesson-title")?.textContent ?? "";
    const all = parts();
    if (name !== of) at = 0;
    at = Math.min(at, Math.max(0, all.length - 1));
    of = name;
    all.forEach((part, k) => part.forEach((element) => element.toggleAttribute("data-now", k === at)));
    panel.scrollTop = 0;
    // Where it is longer than its place, it is scrolled by keys too.
    panel.tabIndex = 0;
    hear({ now: at + 1, all: all.length });
  }

  /** On or back: first through what does not fit, then to the next part, then to the next lesson. */
  function go(by) {
    const all = parts();
    const rest = by > 0 ? panel.scrollHeight - panel.clientHeight - panel.scrollTop : panel.scrollTop;
    if (rest > 8) return panel.scrollBy({ top: by * 0.85 * panel.clientHeight });
    if (all[at + by]) return goTo(at + by);
    // The head of a lesson has the buttons to the lessons beside it.
    panel.querySelectorAll(".lesson-head button")[by > 0 ? 1 : 0]?.click();
  }
}
