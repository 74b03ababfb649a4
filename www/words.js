/**
 * The words of the page. The HTML comes in Spanish, with the English words beside it, so that the first thing that is painted is in
 * the right language; words that only explanations say come later. Words only ever become text, never markup.
 *
 * An element with `data-text` shows the words of that key; `data-label` and `data-title` do so for those attributes.
 */
import { keep, recall } from "./preferences.js";
import { asked } from "./query.js";

/** How an element holds the words of the key that a mark names. */
const marks = {
  "data-text": { get: (element) => element.textContent, put: (element, text) => (element.textContent = text) },
  "data-label": attribute("aria-label"),
  "data-title": attribute("title"),
};
/** The words that the page came with: those that it shows, which travel once, and the others. */
const texts = { es: { ...shownWords(), ...json("words") }, en: json("words-en") };
/** @type {Record<string, string>} */
let words = texts.es;
/** @type {(() => void)[]} */
const changed = [];

/** The words of `key` with each `{name}` filled; empty where there are none. */
export function say(key, fill = {}) {
  return (words[key] ?? "").replace(/\{([a-z0-9-]+)\}/g, (whole, name) => String(fill[name] ?? whole));
}

/** Whether there are words for `key`. */
export function known(key) {
  return key in words;
}

/** Takes up words that came later, by language, and puts them in place: nothing else that is shown changes. */
export function addWords(later) {
  for (const [language, added] of Object.entries(later)) Object.assign(texts[language], added);
  dress(document, later[document.documentElement.lang]);
}

/** Calls `tell` when the language changes. At the start the words are there before anything is told. */
export function onWords(tell) {
  changed.push(tell);
}

/** The kept language, else the one that the address asks for (`?lang=en`), else the browser's, else Spanish. */
function preferredLanguage() {
  const tags = [recall("language"), asked("lang"), ...(navigator.languages ?? [navigator.language])];
  const found = tags.map((tag) => (tag ?? "").slice(0, 2).toLowerCase()).find((tag) => tag in texts);
  return found ?? "es";
}

/** Puts the words of every marked element under `root` in place. */
export function dress(root, from = words) {
  eachMarked(root, (element, key, { put }) => {
    if (from[key] !== undefined) put(element, from[key]);
  });
}

/** Puts the words of the preferred language in place. */
export function takeUpWords() {
  show(preferredLanguage());
}

/** Connects the language buttons. */
export function startWords() {
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      keep("language", button.dataset.language);
      show(button.dataset.language);
      changed.forEach((tell) => tell());
    });
  }
}

function show(language) {
  words = texts[language];
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  dress(document);
}

/** The words of every marked element of the page and of its templates. */
function shownWords() {
  const shown = {};
  const templates = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const root of [document, ...templates]) {
    // Those without words have them later.
    eachMarked(root, (element, key, { get }) => {
      if (get(element)) shown[key] = get(element);
    });
  }
  return shown;
}

function eachMarked(root, take) {
  for (const [mark, how] of Object.entries(marks)) {
    for (const element of root.querySelectorAll(`[${mark}]`)) take(element, element.getAttribute(mark), how);
  }
}

function json(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

function attribute(name) {
  return { get: (element) => element.getAttribute(name), put: (element, text) => element.setAttribute(name, text) };
}
