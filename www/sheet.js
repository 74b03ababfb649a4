/** Style that is fetched when it is needed. */
import { fetched } from "./fetched.js";

/** Fetches a style sheet and adds it to the page's. What it names is found as from the page. */
export async function adopt(file) {
  const sheet = await sheetOf(file);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** The same, but before the others that were fetched, whenever they came: they have the last word. */
export async function adoptFirst(file) {
  const sheet = await sheetOf(file);
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
}

async function sheetOf(file) {
  const answer = await fetched(file);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  return sheet;
}
