/** The question before the answer: the formulas to choose from, and what is to be said of a number. The worker knows which are right. */
import { readList } from "./lab.js";
import { unitName, unitsOf, weightName } from "./notation.js";
import { delta, letter, signal, targetName, weight } from "./walk-formula.js";

/** What has a name: a letter of the worker's, and the place. */
const named = {
  a: (layer, unit) => signal(letter("a", layer, unit)),
  z: (layer, unit) => signal(unitName(layer, unit)),
  x: (layer, input) => signal(unitName(layer - 1, input)),
  y: (_, output) => targetName(output - 1, unitsOf(readList("layers").length - 1)),
  d: (layer, unit) => delta(letter("δ", layer, unit)),
  w: (...place) => weight(weightName(...place)),
  e: (...place) => delta(`∂E/∂${weightName(...place)}`),
};

/** The formulas for the stage at hand, each with what is to be said of it. None where a number is asked for alone. */
export function choices() {
  return readList("walk-choices").map((text) => {
    const [verdict, ...pieces] = text.split("|");
    return [verdict, pieces.map(piece)];
  });
}

function piece(text) {
  const [, letter, place] = /^([azxydwe])([\d.]+)$/.exec(text) ?? [];
  return letter ? named[letter](...place.split(".").map(Number)) : text;
}

/** Judges a number: the key of the words that say what of it is right or wrong. */
export function judge(given) {
  const answers = readList("walk-answers").map((text) => text.split(":"));
  const found = answers.find(([, value, slack]) => Math.abs(given - value) <= Number(slack));
  if (found) return found[0];
  const right = Number(answers[0]?.[1]);
  return Math.abs(given - right) <= 0.1 * Math.abs(right) ? "digits" : "wrong";
}
