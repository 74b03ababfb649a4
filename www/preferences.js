/**
 * What the browser keeps between visits. Storage may be absent, forbidden or full: then nothing is kept. A figure in another page
 * keeps nothing either, and has its preferences from its address.
 */
import { asked, isEmbedded } from "./query.js";

const prefix = "frontera-";

/** The kept text, or empty. */
export function recall(name) {
  if (isEmbedded) return name === "theme" ? asked(name) : "";
  try {
    return localStorage.getItem(prefix + name) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a text; says whether there is nothing left to do for it. */
export function keep(name, text) {
  if (isEmbedded) return true;
  try {
    localStorage.setItem(prefix + name, text);
    return true;
  } catch {
    return false;
  }
}

/** Forgets a text. */
export function forget(name) {
  if (isEmbedded) return;
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // Nothing was kept either.
  }
}
