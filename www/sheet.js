/** Style that is fetched when it is needed. */

/** Fetches a style sheet and adds it to the page's. What it names is found as from the page. */
export async function adopt(file) {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
