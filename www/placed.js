/**
 * The HTML of what the page begins without, put in its places: this runs before the modules that look for it. It comes without words.
 */
import { html } from "./later-html.js";

const made = document.createElement("template");
made.innerHTML = html;

/** What was put in place: a dialog, or something at the end of the element that it names. */
export const placed = [...made.content.children];

for (const element of placed) (document.getElementById(element.dataset.into) ?? document.body).append(element);
