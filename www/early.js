/** Buttons of what comes later. One that is pressed before that is pressed once more when it has come, if it was the last press. */

const buttons = ".ask, button[data-later]";
/** @type {HTMLElement | null} */
let pressed = null;

/** Listens for such a press. */
export function startEarly() {
  document.addEventListener("click", hear);
}

/** What comes later is there. */
export function pressAgain() {
  document.removeEventListener("click", hear);
  pressed?.click();
}

function hear({ target }) {
  pressed = target.closest(buttons);
}
