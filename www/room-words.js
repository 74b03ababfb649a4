/** The words of the room, in the language of the page. */
import { fetched } from "./fetched.js";

const files = { es: "./room-es.json", en: "./room-en.json" };
let words = {};
let current = "";

/** Fetches the words of the page's language, unless they are here. */
export async function fetchWords() {
  const language = document.documentElement.lang;
  if (language === current) return;
  const answer = await fetched(files[language]);
  const fetchedWords = await answer.json();
  // Meanwhile another language may have been chosen.
  if (document.documentElement.lang === language) [words, current] = [fetchedWords, language];
}

/** The words of `key` with each `{name}` filled. */
export function tell(key, fill = {}) {
  return (words[key] ?? "").replace(/\{([a-z0-9-]+)\}/g, (whole, name) => String(fill[name] ?? whole));
}
