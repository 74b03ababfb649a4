/**
 * The chain rule of the weight at hand: its gradient as factors, each with the part of the network that it comes from, summed over
 * the paths by which the weight reaches the error.
 */
import { read, readNumbers } from "./lab.js";
import { isOutput, unitName, unitsOf, weightName } from "./notation.js";
import { delta, factor, letter, signal, targetName, weight } from "./walk-formula.js";

const slope = (text) => ({ text, role: "slope" });
const dot = " · ";

/** The lines in ∂ and in symbols, and the way to put the numbers; nothing where there is no weight at hand. */
export function chain({ place: [layer, unit, from] }) {
  const end = read("walk-end");
  if (end === "") return undefined;
  const flat = readNumbers("walk-factors");
  const paths = read("walk-paths").split(",").map((text) => [unit, ...text.split(".").filter(Boolean).map(Number)]);
  const partial = (of, to) => `∂${of}/∂${to}`;
  const w = weightName(layer, unit, from);
  const output = (units) => layer + units.length - 1;
  const names = (units) => ({
    a: (k) => letter("a", layer + k, units[k]),
    z: (k) => unitName(layer + k, units[k]),
    far: units.length - 1,
  });

  const inDerivatives = (units) => {
    const { a, z, far } = names(units);
    const isSplit = end !== "delta" && unitsOf(output(units)) === 1;
    const first = isSplit ? [delta(partial("E", z(far))), dot, delta(partial(z(far), a(far)))] : [delta(partial("E", a(far)))];
    return [first, ...back(far, (k) => weight(partial(a(k), z(k - 1))), (k) => slope(partial(z(k), a(k))))];
  };
  const inSymbols = (units) => {
    const { a, z, far } = names(units);
    const difference = ["(", delta(z(far)), "\u00a0−\u00a0", delta(targetName(units[far] - 1, unitsOf(output(units)))), ")"];
    const first = end === "delta" ? [delta(letter("δ", output(units), units[far]))] : end === "sloped" ? [...difference, dot, delta(`g′(${a(far)})`)] : difference;
    return [first, ...back(far, (k) => weight(weightName(layer + k, units[k], units[k - 1])), (k) => slope(`g′(${a(k)})`))];
  };
  const inNumbers = (show) => (units, k) => {
    const [[mu, y, g], factors] = split(flat, paths, end).paths[k];
    const difference = () => ["(", delta(show(mu)), "\u00a0−\u00a0", ...factor(y, show, "delta"), ")"];
    const first = end === "delta" ? factor(mu, show, "delta") : end === "sloped" ? [...difference(), "·", delta(show(g))] : difference();
    return [first, ...factors.map((value, at) => factor(value, show, at % 2 === 0 ? "weight" : "slope"))];
  };
  const compose = (write, rest, between) => {
    const terms = paths.map((units, k) => ({ negative: false, pieces: join(write(units, k), between) }));
    return join([paths.length === 1 ? terms[0].pieces : ["(", { terms, kept: paths[0].length > 2 ? 1 : 2 }, ")"], ...rest], between);
  };
  const isHidden = !isOutput(layer);
  const a = letter("a", layer, unit);
  const through = (text) => (isHidden ? [[slope(text)]] : []);
  const calculate = (numbers) => {
    const parts = split(numbers, paths, end);
    const heads = { delta: ([d]) => d, difference: ([mu, y]) => mu - y, sloped: ([mu, y, g]) => (mu - y) * g };
    return product(parts.tail) * parts.paths.reduce((sum, [head, factors]) => sum + heads[end](head) * product(factors), 0);
  };
  const write = (show) => {
    const { tail } = split(flat, paths, end);
    return compose(inNumbers(show), tail.map((value, k) => factor(value, show, k + 1 < tail.length ? "slope" : "signal")), "·");
  };
  return {
    lines: [
      [partial("E", w), " = ", ...compose(inDerivatives, [...through(partial(unitName(layer, unit), a)), [signal(partial(a, w))]], dot)],
      ["= ", ...compose(inSymbols, [...through(`g′(${a})`), [signal(from === 0 ? "1" : unitName(layer - 1, from))]], dot)],
    ],
    ways: [{ flat, calculate, write }],
  };
}

/** The numbers of each path, its end and its factors, and those that are common to all. */
function split(numbers, paths, end) {
  let next = 0;
  const take = (count) => numbers.slice(next, (next += count));
  const ends = { delta: 1, difference: 2, sloped: 3 }[end];
  const found = paths.map((units) => [take(ends), take(Math.max(0, 2 * units.length - 3))]);
  return { paths: found, tail: numbers.slice(next) };
}

/** The factors between the far end of a path and the weight's unit: a weight for each layer, a slope for each unit between. */
function back(far, across, through) {
  return Array.from({ length: far }, (_, k) => far - k).flatMap((k) => (k > 1 ? [[across(k)], [through(k - 1)]] : [[across(k)]]));
}

const product = (numbers) => numbers.reduce((so, value) => so * value, 1);
const join = (lists, between) => lists.flatMap((pieces, k) => (k > 0 ? [between, ...pieces] : pieces));
