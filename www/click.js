/** Clicks on links. */

/** Whether a click is to open its link here, and in no other tab. */
export function opensHere(event) {
  return !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
}
