/** Keys that work anywhere on the page: undo and redo, space to play where nothing else takes it, the skip link. */
import { command, read } from "./lab.js";

const typing = "input:not([type=range]):not([type=checkbox]), textarea, [contenteditable]";
const takesSpace = "button, input, select, textarea, a, dialog[open]";

/** Listens for the page's keys. */
export function startShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    // In a number of the formula that nothing is being typed into, there is nothing else to undo.
    const isTyping = event.target.closest(typing) && !event.target.matches(".number:not([data-typing])");
    if (isTyping) return;
    if (undoKey(event) || playKey(event)) event.preventDefault();
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    // The address is for links to a laboratory, not to a place on the page.
    event.preventDefault();
    document.getElementById("plane-canvas").focus();
  });
}

function undoKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return false;
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) command("redo");
  else if (key === "z") command("undo");
  else return false;
  return true;
}

function playKey(event) {
  if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  if (event.target.closest(takesSpace) || document.querySelector("dialog[open]")) return false;
  command(read("playing") === "1" ? "pause" : "play");
  return true;
}
