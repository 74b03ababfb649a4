/** Keys that work anywhere on the page: undo and redo, space to play where nothing else takes it, those of the room, the skip link. */
import { meaning } from "./keys.js";
import { command, read } from "./lab.js";
import { recall } from "./preferences.js";
import { isEmbedded } from "./query.js";

const typing = "input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, [contenteditable]";
const takesSpace = "button, input, select, textarea, a";
const rooms = ["keys", "projector", "give"];

/** Listens for the page's keys; `inRoom` does what the room's are for. */
export function startShortcuts(inRoom) {
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.defaultPrevented || event.repeat && event.key === " " || document.querySelector("dialog[open], [inert]")) return;
    // In a number of the formula that nothing is being typed into, there is nothing else to undo.
    if (target.closest(typing) && !target.matches(".number:not([data-typing])")) return;
    const meant = meaning("page", event);
    if (meant === "undo" || meant === "redo") command(meant);
    else if (meant === "play" && !target.closest(takesSpace)) command(read("playing") === "1" ? "pause" : "play");
    else if (rooms.includes(meant) && !isEmbedded && !target.closest("input, select") && recall("letters") !== "off") inRoom(meant);
    else return;
    event.preventDefault();
  });
  document.getElementById("skip").addEventListener("click", (event) => {
    // The address is for links to a laboratory, not to a place on the page.
    event.preventDefault();
    document.getElementById("plane-canvas").focus();
  });
}
