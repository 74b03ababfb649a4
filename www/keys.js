/**
 * Every key of the page: where it works, what it is called among the words, and its names. What listens for keys asks here which of
 * them was pressed, and the list of keys (`key-list.js`) is made from it.
 */

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/** @type {Record<string, Record<string, string[]>>} by the place where they work; a place's first match counts */
export const keys = {
  page: { play: [" "], undo: ["Control+z"], redo: ["Control+y", "Control+Shift+z"], close: ["Escape"], keys: ["?"], projector: ["p"], give: ["g"] },
  room: { next: ["PageDown"], previous: ["PageUp"], compare: ["c"], figure: ["f"], "figure-back": ["Shift+f"], leave: ["Escape"] },
  plane: {
    aim: arrows,
    put: ["Enter", " "],
    remove: ["Delete", "Backspace"],
    hold: ["m"],
    add: ["a"],
    erase: ["e"],
    spray: ["s"],
    class: ["0", "1", "2", "3", "4", "5"],
    away: ["Escape"],
  },
  network: { select: arrows, enter: ["Enter", " "], leave: ["Escape"] },
  closer: { move: arrows, away: ["Escape"] },
  walk: { back: ["ArrowLeft"], next: ["ArrowRight"] },
  number: { more: ["ArrowUp"], less: ["ArrowDown"], "more-ten": ["PageUp"], "less-ten": ["PageDown"], lock: ["l"], take: ["Enter"], back: ["Escape"] },
  time: { back: ["ArrowLeft", "ArrowDown"], forward: ["ArrowRight", "ArrowUp"] },
  tabs: { back: ["ArrowLeft"], forward: ["ArrowRight"] },
};

/** What the key that was pressed means in a place: the name of its words, or nothing. Shift changes only what says so. */
export function meaning(place, { key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey) return undefined;
  const plain = `${ctrlKey || metaKey ? "Control+" : ""}${key.length === 1 ? key.toLowerCase() : key}`;
  const shifted = plain.replace(/[^+]+$|\+$/, "Shift+$&");
  const find = (name) => Object.keys(keys[place]).find((meant) => keys[place][meant].includes(name));
  return (shiftKey && find(shifted)) || (shiftKey && ctrlKey ? undefined : find(plain));
}
