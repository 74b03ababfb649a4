/**
 * The words of the page. The HTML comes in Spanish; choosing a language fetches its words and puts them in place.
 * Words only ever become text, never markup.
 */
import { keep, recall } from "./preferences.js";

const languages = ["es", "en"];
/** The words that the page came with. */
const spanish = JSON.parse(document.getElementById("words").textContent);
/** @type {Record<string, string>} */
let words = spanish;
/** @type {(() => void)[]} */
const changed = [];
/** @type {Promise<Record<string, string>> | undefined} the English words, asked for once */
let english;
/** The language that was asked for last: an answer to an older question comes too late. */
let wanted = "es";

/** The words of `key` with each `{name}` filled; empty where there are none. */
export function say(key, fill = {}) {
  return (words[key] ?? "").replace(/\{([a-z-]+)\}/g, (whole, name) => String(fill[name] ?? whole));
}

/** Whether there are words for `key`. */
export function known(key) {
  return key in words;
}

/** Calls `tell` when the words have come or changed. */
export function onWords(tell) {
  changed.push(tell);
}

/** The kept language, else the browser's, else Spanish. */
export function preferredLanguage() {
  const tags = [recall("language"), ...(navigator.languages ?? [navigator.language])];
  const found = tags.map((tag) => (tag ?? "").slice(0, 2).toLowerCase()).find((tag) => languages.includes(tag));
  return found ?? "es";
}

/** Puts the words of every marked element under `root` in place. */
export function dress(root) {
  place(root, "data-text", (element, text) => (element.textContent = text));
  place(root, "data-label", (element, text) => element.setAttribute("aria-label", text));
  place(root, "data-title", (element, text) => element.setAttribute("title", text));
}

/** Connects the language buttons and takes up the preferred language. */
export async function startWords() {
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      keep("language", button.dataset.language);
      change(button.dataset.language);
    });
  }
  await change(preferredLanguage());
}

/** Fetches the English words, so that a later switch needs no network; what fails is tried again when it is needed. */
export function fetchEnglish() {
  english ??= fetch(document.body.dataset.textEn).then((answer) => answer.json());
  english.catch(() => (english = undefined));
  return english;
}

async function change(language) {
  wanted = language;
  let found;
  try {
    found = language === "es" ? spanish : await fetchEnglish();
  } catch {
    // The page stays in the language it has.
    return;
  }
  if (language !== wanted) return;
  words = found;
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  dress(document);
  changed.forEach((tell) => tell());
}

function place(root, attribute, put) {
  for (const element of root.querySelectorAll(`[${attribute}]`)) {
    const text = words[element.getAttribute(attribute)];
    if (text !== undefined) put(element, text);
  }
}
