/**
 * The formula of each stage of a walk, in symbols and with its numbers. A line is a list of pieces: text, a number or symbol with
 * the part of the network that it comes from, or a sum whose terms can be folded.
 */
import { read, readList, readNumber, readNumbers } from "./lab.js";
import { isOutput, layerMark, sub, unitName, unitsOf, weightName } from "./notation.js";

const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A number in as many significant digits as there is need for, at most `digits`. */
export function significant(value, digits) {
  if (!Number.isFinite(value)) return "–";
  const rounded = Number(value.toPrecision(digits));
  if (rounded === 0) return "0";
  const size = Math.abs(rounded);
  if (size >= 1e-4 && size < 1e6) return String(rounded).replace("-", "\u2212");
  const [mantissa, exponent] = rounded.toExponential().split("e");
  return `${mantissa.replace("-", "\u2212")}·10${[...String(Number(exponent))].map((digit) => raised[digit]).join("")}`;
}

export const weight = (text) => ({ text, role: "weight" });
export const signal = (text) => ({ text, role: "signal" });
export const delta = (text) => ({ text, role: "delta" });
/** A factor after another: a negative one in parentheses. */
export const factor = (value, show, role) => [value < 0 ? "(" : "", { text: show(value), role }, value < 0 ? ")" : ""];

/** A letter with the marks of a unit: a₂⁽¹⁾. */
export function letter(name, layer, unit) {
  const last = readList("layers").length - 1;
  if (layer < last) return `${name}${sub(unit)}${last > 2 ? layerMark(layer) : ""}`;
  return `${name}${unitsOf(last) > 1 ? sub(unit - 1) : ""}${last > 1 ? layerMark(layer) : ""}`;
}

/** A number after a sign: a negative one in parentheses. */
const apart = (value) => (value < 0 ? `(${significant(value, 6)})` : significant(value, 6));

export const targetName = (output, outputs) => (outputs > 1 ? `y${sub(output)}` : "y");

/** A sum of products w·x as numbers; `one` says whether the first x is the 1 of the bias. */
function sum(pairs, show, roles, one) {
  return {
    terms: pairs.map(([w, x], k) => ({
      negative: w < 0,
      pieces: [{ text: show(Math.abs(w)), role: roles[0] }, ...(one && k === 0 ? [] : ["·", ...factor(x, show, roles[1])])],
    })),
  };
}

const total = (pairs) => pairs.reduce((so, [w, x]) => so + w * x, 0);
const unflat = (flat) => Array.from({ length: flat.length / 2 }, (_, k) => [flat[2 * k], flat[2 * k + 1]]);

/** The stage at hand; nothing where there is none. */
export function stage() {
  if (read("walk-kind") === "") return undefined;
  const numbers = (name) => readNumbers(name);
  return {
    kind: read("walk-kind"),
    place: read("walk-place").split(".").map(Number),
    function: read("walk-function"),
    value: readNumber("walk-value"),
    pairs: unflat(numbers("walk-pairs")),
    numbers: numbers("walk-numbers"),
  };
}

/** What a stage is called, what its formula is, and the ways to put numbers into it. */
export function formula(at) {
  return formulas[at.kind](at, ...at.place);
}

const formulas = { input, preactivation, activation, loss, delta: deltaOf, gradient, update, end };

function input({ numbers }) {
  const inputs = unitsOf(0);
  const outputs = numbers.length - inputs;
  const names = numbers.map((_, k) => (k < inputs ? unitName(0, k + 1) : targetName(k - inputs, outputs)));
  const list = (show) => numbers.flatMap((value, k) => [k > 0 ? ",  " : "", signal(names[k]), " = ", signal(show(value))]);
  return { fill: {}, lines: [list((value) => significant(value, 6))], ways: [] };
}

function preactivation({ pairs }, layer, unit) {
  const name = letter("a", layer, unit);
  const terms = pairs.map((_, k) => ({
    negative: false,
    pieces: [weight(weightName(layer, unit, k)), ...(k === 0 ? [] : ["\u00a0", signal(unitName(layer - 1, k))])],
  }));
  return {
    fill: { name },
    lines: [[name, " = ", { terms }]],
    ways: [{ flat: pairs.flat(), calculate: (flat) => total(unflat(flat)), write: (show) => [sum(pairs, show, ["weight", "signal"], true)] }],
    result: signal(name),
  };
}

function activation({ function: g, numbers }, layer, unit) {
  const name = unitName(layer, unit);
  const a = letter("a", layer, unit);
  const slope = readNumber("slope");
  const [own] = numbers;
  const symbols = {
    sigmoid: ["sigm(", signal(a), ") = 1 / (1 + exp(−", signal(a), "))"],
    tanh: ["tanh(", signal(a), ")"],
    relu: ["max(0, ", signal(a), ")"],
    leaky: own > 0 ? [signal(a), "  (≥ 0)"] : [`${significant(slope, 4)} · `, signal(a), "  (< 0)"],
    linear: [signal(a)],
    softmax: ["exp(", signal(a), ") / Σ exp(a)"],
  };
  const value = (v) => (show) => [{ text: show(v), role: "signal" }];
  const exp = (v, show) => ["exp(", signal(show(v)), ")"];
  const ways = {
    sigmoid: [([v]) => 1 / (1 + Math.exp(-v)), (show) => ["1 / (1 + exp(", signal(show(-own)), "))"]],
    tanh: [([v]) => Math.tanh(v), (show) => ["tanh(", signal(show(own)), ")"]],
    relu: [([v]) => Math.max(0, v), (show) => ["max(0, ", signal(show(own)), ")"]],
    leaky: [([v]) => (v > 0 ? v : slope * v), own > 0 ? value(own) : (show) => [`${significant(slope, 4)}·`, ...factor(own, show, "signal")]],
    linear: [([v]) => v, value(own)],
    softmax: [
      (all) => 1 / all.reduce((so, v) => so + Math.exp(v - all[0]), 0),
      (show) => [...exp(own, show), " / (", { terms: numbers.map((v) => ({ negative: false, pieces: exp(v, show) })) }, ")"],
    ],
  };
  const [calculate, write] = ways[g];
  return { fill: { name }, lines: [[name, " = ", ...symbols[g]]], ways: [{ flat: numbers, calculate, write }], result: signal(name) };
}

function loss({ function: kind, pairs, numbers }) {
  const output = readList("layers").length - 1;
  const right = Math.max(0, pairs.findIndex(([, y]) => y === 1));
  const [mu, y] = pairs[kind === "softmax" ? right : 0];
  const name = unitName(output, kind === "softmax" ? right + 1 : 1);
  const squares = (list) => list.reduce((so, [m, t]) => so + (m - t) ** 2, 0) / 2;
  if (kind === "squared") {
    const outputs = pairs.length;
    const square = (m, t) => ["(", ...m, " − ", ...t, ")²"];
    const symbols = pairs.map((_, c) => ({ negative: false, pieces: square([signal(unitName(output, c + 1))], [targetName(c, outputs)]) }));
    const write = (show) => ["½·(", { terms: pairs.map(([m, t]) => ({ negative: false, pieces: square([signal(show(m))], factor(t, show)) })) }, ")"];
    return { fill: {}, lines: [["E = ½ (", { terms: symbols }, ")"]], ways: [{ flat: pairs.flat(), calculate: (flat) => squares(unflat(flat)), write }], result: "E" };
  }
  const isSoft = kind === "softmax";
  const symbols = isSoft
    ? [["E = −Σ y ln μ = −ln ", signal(name)]]
    : [["E = −y ln μ − (1 − y) ln(1 − μ)"], [`y = ${y}:  E = `, ...(y === 1 ? ["−ln ", signal("μ")] : ["−ln(1 − ", signal("μ"), ")"])]];
  const direct = y === 1
    ? { flat: [mu], calculate: ([m]) => -Math.log(m), write: (show) => ["−ln ", signal(show(mu))] }
    : { flat: [mu], calculate: ([m]) => -Math.log(1 - m), write: (show) => ["−ln(1 − ", signal(show(mu)), ")"] };
  // Where μ is all but 0 or 1, a tells more of it than its own digits do.
  const [a] = numbers;
  const stable = isSoft
    ? {
        flat: [numbers[right], ...numbers],
        calculate: ([own, ...all]) => Math.log(all.reduce((so, v) => so + Math.exp(v - own), 0)),
        write: (show) => ["ln(", { terms: numbers.map((v) => ({ negative: false, pieces: ["exp(", signal(show(v)), ")"] })) }, ") − ", ...factor(numbers[right], show, "signal")],
      }
    : {
        flat: [y === 1 ? -a : a],
        calculate: ([v]) => Math.log1p(Math.exp(v)),
        write: (show) => ["ln(1 + exp(", signal(show(y === 1 ? -a : a)), "))"],
      };
  return { fill: {}, lines: symbols, ways: [direct, stable], result: "E" };
}

/** g′ from the output z, in symbols and in numbers. */
function slopeLine(g, name, z, slope) {
  const shown = significant(z, 6);
  const derived = {
    sigmoid: [`${name} (1 − ${name})`, `${shown}·(1 − ${shown})`],
    tanh: [`1 − ${name}²`, `1 − ${z < 0 ? `(${shown})` : shown}²`],
    relu: z > 0 ? [`1  (${name} > 0)`] : [`0  (${name} = 0)`],
    leaky: z > 0 ? [`1  (${name} > 0)`] : [`${significant(slope, 6)}  (${name} ≤ 0)`],
    linear: ["1"],
  }[g];
  const value = derived.length > 1 ? ` = ${significant(slope, 5)}` : "";
  return [`g′ = ${derived.join(" = ")}${value}`];
}

function deltaOf({ function: g, pairs, numbers, value }, layer, unit) {
  const name = letter("δ", layer, unit);
  const [slope, z] = numbers;
  const unitZ = unitName(layer, unit);
  if (isOutput(layer)) {
    const [[mu, y]] = pairs;
    const tail = slope === undefined ? [] : [" · g′"];
    const lines = [[delta(name), " = ", ...(tail.length ? ["("] : []), signal(unitZ), " − ", targetName(unit - 1, unitsOf(layer)), ...(tail.length ? [")", ...tail] : [])]];
    if (tail.length) lines.push(slopeLine(g, unitZ, z, slope));
    const difference = (show) => [signal(show(mu)), " − ", ...factor(y, show)];
    const way = tail.length
      ? { flat: [mu, y, slope], calculate: ([m, t, s]) => (m - t) * s, write: (show) => ["(", ...difference(show), ")·", show(slope)] }
      : { flat: [mu, y], calculate: ([m, t]) => m - t, write: difference };
    return { fill: { name }, lines, ways: [way], result: delta(name), why: tail.length ? undefined : "delta-output" };
  }
  const terms = pairs.map((_, k) => ({
    negative: false,
    pieces: [weight(weightName(layer + 1, k + 1, unit)), "\u00a0", delta(letter("δ", layer + 1, k + 1))],
  }));
  return {
    fill: { name, value },
    lines: [[delta(name), " = g′ · (", { terms }, ")"], slopeLine(g, unitZ, z, slope)],
    ways: [
      {
        flat: [slope, ...pairs.flat()],
        calculate: ([s, ...flat]) => s * total(unflat(flat)),
        write: (show) => [{ text: show(slope), role: "signal" }, "·(", sum(pairs, show, ["weight", "delta"], false), ")"],
      },
    ],
    result: delta(name),
  };
}

function gradient({ pairs }, layer, unit, from) {
  const name = `∂E/∂${weightName(layer, unit, from)}`;
  const [[d, x]] = pairs;
  const symbol = from === 0 ? "1" : unitName(layer - 1, from);
  return {
    fill: { name: weightName(layer, unit, from) },
    lines: [[name, " = ", delta(letter("δ", layer, unit)), " · ", signal(symbol)]],
    ways: [{ flat: [d, x], calculate: ([v, w]) => v * w, write: (show) => [delta(show(d)), "·", ...factor(x, show, "signal")] }],
    result: name,
  };
}

function update({ numbers, value }, layer, unit, from) {
  const w = weightName(layer, unit, from);
  if (readList("hold").includes([layer, unit, from].join("."))) {
    return { fill: { name: w }, lines: [[weight(w), " ← ", weight(w), " = ", weight(significant(value, 6))]], ways: [], why: "held" };
  }
  const [before, g, rate, momentum, l1, l2, m0, m1, s0, s1, steps] = numbers;
  const penalised = l1 !== 0 || l2 !== 0;
  const full = g + l1 * Math.sign(before) + l2 * before;
  const slope = penalised ? "g" : `∂E/∂${w}`;
  const lines = [];
  if (penalised) {
    lines.push([`g = ∂E/∂${w}${l2 === 0 ? "" : ` + λ₂ ${w}`}${l1 === 0 ? "" : ` + λ₁ sign(${w})`} = `, significant(full, 6)]);
  }
  let step = full;
  let symbol = slope;
  if (read("optimizer") === "momentum") {
    lines.push([`m ← ${significant(momentum, 4)} m + ${slope} = ${significant(momentum, 4)}·${apart(m0)} + ${apart(full)} = ${significant(m1, 6)}`]);
    [step, symbol] = [m1, "m"];
  }
  if (read("optimizer") === "adam") {
    const [m, s] = [m1 / (1 - 0.9 ** steps), s1 / (1 - 0.999 ** steps)];
    lines.push([`m ← 0.9 m + 0.1 ${slope} = 0.9·${apart(m0)} + 0.1·${apart(full)} = ${significant(m1, 6)}`]);
    lines.push([`s ← 0.999 s + 0.001 (${slope})² = 0.999·${significant(s0, 6)} + 0.001·(${significant(full, 6)})² = ${significant(s1, 6)}`]);
    lines.push([`m̂ = m/(1 − 0.9${power(steps)}) = ${significant(m, 6)},  ŝ = s/(1 − 0.999${power(steps)}) = ${significant(s, 6)}`]);
    lines.push([weight(w), " ← ", weight(w), " − η m̂ / (√ŝ + 10⁻⁸)"]);
    const write = (show) => [weight(show(before)), " − ", show(rate), "·", ...factor(m, show), " / (√", show(s), " + 10⁻⁸)"];
    const calculate = ([b, r, mean, square]) => b - (r * mean) / (Math.sqrt(square) + 1e-8);
    return { fill: { name: w }, lines, ways: [{ flat: [before, rate, m, s], calculate, write }], result: weight(w), seen: [before, value] };
  }
  lines.push([weight(w), " ← ", weight(w), " − η ", symbol]);
  const write = (show) => [weight(show(before)), " − ", show(rate), "·", ...factor(step, show, "delta")];
  return {
    fill: { name: w },
    lines,
    ways: [{ flat: [before, rate, step], calculate: ([b, r, s]) => b - r * s, write }],
    result: weight(w),
    seen: [before, value],
  };
}

const power = (number) => [...String(number)].map((digit) => raised[digit]).join("");

function end({ numbers }) {
  return { fill: {}, lines: [[`E: ${significant(numbers[0], 5)} → ${significant(numbers[1], 5)}`]], ways: [] };
}

/**
 * The way to put the numbers, with so many digits that a calculator given what is shown finds what is shown: `digits` for what
 * goes in, `kept` for what comes out. `exact` is false where no number of digits does.
 */
export function choose({ ways, seen }, value) {
  let most = 4;
  // An update is to be seen.
  while (seen && most < 7 && seen[0] !== seen[1] && seen[0].toPrecision(most) === seen[1].toPrecision(most)) most += 1;
  for (const way of ways) {
    for (let kept = most; kept >= 3; kept -= 1) {
      for (let digits = kept; digits <= 9; digits += 1) {
        const found = way.calculate(way.flat.map((number) => Number(number.toPrecision(digits))));
        const agrees = Number(found.toPrecision(kept)) === Number(value.toPrecision(kept));
        if (agrees || (value === 0 && Math.abs(found) < 1e-6)) return { way, digits, kept, exact: true };
      }
    }
  }
  return { way: ways[ways.length - 1], digits: 9, kept: 3, exact: false };
}
