/**
 * The words of the page. The HTML comes in Spanish; choosing a language fetches its words and puts them in place.
 * Words only ever become text, never markup.
 *
 * An element with `data-text` shows the words of that key; `data-label` and `data-title` do so for those attributes.
 */
import { keep, recall } from "./preferences.js";
import { asked } from "./query.js";

const languages = ["es", "en"];
/** How long the page waits for its words, in milliseconds. */
const longest = 400;
/** How an element holds the words of the key that a mark names. */
const marks = {
  "data-text": { get: (element) => element.textContent, put: (element, text) => (element.textContent = text) },
  "data-label": attribute("aria-label"),
  "data-title": attribute("title"),
};
/** The words that the page came with: those that it shows, which travel once, and the others. */
const spanish = { ...shownWords(), ...JSON.parse(document.getElementById("words").textContent) };
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

/** The kept language, else the one that the address asks for (`?lang=en`), else the browser's, else Spanish. */
export function preferredLanguage() {
  const tags = [recall("language"), asked("lang"), ...(navigator.languages ?? [navigator.language])];
  const found = tags.map((tag) => (tag ?? "").slice(0, 2).toLowerCase()).find((tag) => languages.includes(tag));
  return found ?? "es";
}

/** Puts the words of every marked element under `root` in place. */
export function dress(root) {
  eachMarked(root, (element, key, { put }) => {
    if (words[key] !== undefined) put(element, words[key]);
  });
}

/** Connects the language buttons and takes up the preferred language. */
export async function startWords() {
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      keep("language", button.dataset.language);
      change(button.dataset.language);
    });
  }
  // Nothing is laid out in one language only to be laid out in another, unless that one is long in coming.
  document.documentElement.dataset.wording = "";
  await Promise.race([change(preferredLanguage()), new Promise((resolve) => setTimeout(resolve, longest))]);
  delete document.documentElement.dataset.wording;
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

/** The words of every marked element of the page and of its templates. */
function shownWords() {
  const shown = {};
  const templates = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const root of [document, ...templates]) {
    eachMarked(root, (element, key, { get }) => (shown[key] = get(element)));
  }
  return shown;
}

function eachMarked(root, take) {
  for (const [mark, how] of Object.entries(marks)) {
    for (const element of root.querySelectorAll(`[${mark}]`)) take(element, element.getAttribute(mark), how);
  }
}

function attribute(name) {
  return { get: (element) => element.getAttribute(name), put: (element, text) => element.setAttribute(name, text) };
}
