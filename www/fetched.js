/** What is fetched when it is needed. */

/** The answer to the request for a file. Fails where the server has none, as where there is no connection. */
export async function fetched(file) {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer;
}
