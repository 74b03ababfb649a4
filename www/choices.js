/** The formulas to choose from where the walk asks first: the right one, and those in which one thing is forgotten. */
import { read, readNumber } from "./lab.js";
import { isOutput, unitName, unitsOf, weightName } from "./notation.js";
import { delta, letter, signal, targetName, weight } from "./walk-formula.js";

/** A sum of more terms than this is not written out. */
const most = 3;

/**
 * The formulas for the stage at hand, each with what is to be said of it, in an order that changes from stage to stage. None where
 * a number is asked for alone.
 */
export function choices(at) {
  const all = { delta: ofDelta, gradient: ofGradient, update: ofUpdate }[at.kind]?.(at, ...at.place) ?? [];
  const turn = all.length > 0 ? readNumber("walk-at") % all.length : 0;
  return [...all.slice(turn), ...all.slice(0, turn)];
}

function ofDelta({ function: g, pairs, numbers }, layer, unit) {
  const [mu, y] = [signal(unitName(layer, unit)), targetName(unit - 1, unitsOf(layer))];
  if (isOutput(layer)) {
    if (numbers.length > 0) {
      return [
        ["right", ["(", mu, " − ", y, ") · g′"]],
        ["sign", ["(", y, " − ", mu, ") · g′"]],
        ["slope", [mu, " − ", y]],
      ];
    }
    const a = signal(letter("a", layer, unit));
    return [
      ["right", [mu, " − ", y]],
      ["sign", [y, " − ", mu]],
      // A linear output is its pre-activation.
      ...(g === "linear" ? [] : [["function", [a, " − ", y]]]),
    ];
  }
  const sum = pairs.slice(0, pairs.length > most ? 1 : most).flatMap((_, k) => [
    k > 0 ? " + " : "",
    weight(weightName(layer + 1, k + 1, unit)),
    " ",
    delta(letter("δ", layer + 1, k + 1)),
  ]);
  if (pairs.length > most) sum.push(" + …");
  return [
    ["right", ["g′ · (", ...sum, ")"]],
    ["sign", ["− g′ · (", ...sum, ")"]],
    ...(g === "linear" ? [] : [["slope", sum]]),
    ["output", outputError()],
  ];
}

function ofGradient(_, layer, unit, from) {
  const d = delta(letter("δ", layer, unit));
  const own = weight(weightName(layer, unit, from));
  const hidden = isOutput(layer) ? [] : [["output", outputError()]];
  if (from === 0) return [["right", [d]], ["sign", ["−", d]], ["own", [d, " · ", own]], ...hidden];
  const x = signal(unitName(layer - 1, from));
  return [["right", [d, " · ", x]], ["signal", [d]], ["sign", ["−", d, " · ", x]], ["own", [d, " · ", own]]];
}

/** Only for gradient descent without penalties: what momentum and Adam do is no one formula. */
function ofUpdate({ numbers: [, , , , l1, l2] }, layer, unit, from) {
  if (read("optimizer") !== "gd" || l1 !== 0 || l2 !== 0) return [];
  const name = weightName(layer, unit, from);
  const [w, slope] = [weight(name), delta(`∂E/∂${name}`)];
  return [
    ["right", [w, " − η ", slope]],
    ["uphill", [w, " + η ", slope]],
    ["rate", [w, " − ", slope]],
    ["change", ["− η ", slope]],
  ];
}

/** What the slide gives for every bias, and what holds for the output's alone. */
function outputError() {
  const last = read("layers").split(",").length - 1;
  return [signal(unitName(last, 1)), " − ", targetName(0, unitsOf(last))];
}
