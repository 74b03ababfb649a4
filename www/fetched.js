/** What is fetched when it is needed. */

/** The answer to the request for a file. Fails where the server has none, as where there is no connection. */
export async function fetched(file) {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer;
}

/** Browsers keep that a script did not come: asked for once more, its address ends with something new. */
let last = "";

/** What the address of a script ends with. */
export function ending() {
  return last;
}

/** A script did not come, for this reason. */
export function renewEnding(reason) {
  last = `?${performance.now()}`;
  throw reason;
}
