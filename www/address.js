/**
 * Where the state is kept between visits, and the link in the address.
 *
 * A link in the address has done its work once it is open: with the first change it would tell of a state that is no
 * more, so it is taken out of the address then and the state is kept in local storage. Where there is no storage the
 * address is the only place that survives a reload: then the state is kept there. A figure in another page begins with its link
 * each time.
 */
import { act, on } from "./lab.js";
import { forget, keep, recall } from "./preferences.js";
import { notice } from "./notices.js";
import { isEmbedded } from "./query.js";

const name = "saved";
/** Longer addresses may be cut by browsers; then the person is told to share instead. */
const longest = 60_000;
/** @type {string | undefined} the last state heard of; the defaults at step 0 are an empty link */
let last;
let warned = false;

/** The link to open: the address has the first word, then what was kept. */
export function firstLink() {
  return { link: linkInAddress(), saved: recall(name) };
}

/** What to open after a crash: the last state heard of. */
export function lastLink() {
  return { link: "", saved: last ?? (linkInAddress() || recall(name)) };
}

/** Forgets the state, for a start from nothing. */
export function forgetState() {
  last = undefined;
  forget(name);
  replaceLink("");
}

/** Keeps what the worker says is worth keeping, and opens links put into the address. */
export function startAddress() {
  on("saved", ({ text }) => {
    last = text;
    if (keep(name, text)) replaceLink("");
    else if (text.length <= longest) replaceLink(text);
    else warn();
  });
  addEventListener("hashchange", ({ newURL }) => {
    // Not `location`: a save may have taken the link out of the address before this was told.
    const text = new URL(newURL).hash.slice(1);
    if (text !== "") act(`open=${text}`);
  });
}

function linkInAddress() {
  return location.hash.slice(1);
}

function replaceLink(text) {
  if (isEmbedded || linkInAddress() === text) return;
  try {
    history.replaceState(null, "", text === "" ? location.pathname + location.search : `#${text}`);
  } catch {
    // Too many changes in too short a time: the next one comes through.
  }
}

function warn() {
  if (!warned) notice("not-saved");
  warned = true;
}
