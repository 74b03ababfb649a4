/** Much to do in turns, between which a slow phone can paint and answer. */

/** As long as a turn may begin another part, in milliseconds. */
const long = 3;

/** Does one after the other, none of it at once. */
export async function inTurns(all) {
  let began = -Infinity;
  for (const act of all) {
    if (performance.now() - began > long) {
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    act();
  }
}
