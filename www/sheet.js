/** Style that is fetched when it is needed. */
import { fetched } from "./fetched.js";

/** Fetches a style sheet and adds it to the page's. What it names is found as from the page. */
export async function adopt(file) {
  const answer = await fetched(file);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
