/** What the address asks for before its fragment: the language, or one figure alone in a frame of another page. */
const query = new URLSearchParams(location.search);

/** What is asked for by that name, or empty. */
export function asked(name) {
  return query.get(name) ?? "";
}

/** Whether this is a figure in another page: it keeps nothing, and what the person keeps here is not touched. */
export const isEmbedded = query.has("embed");
