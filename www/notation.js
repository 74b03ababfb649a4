/** The lecture's letters for units and weights: x, z, μ; v into hidden units, w into the output. */
import { readList, readNumbers } from "./lab.js";
import { raised } from "./format.js";
import { isRegression } from "./task.js";

/**
 * A unit's name, layers counted from 0 (the inputs), units from 1; the layer is marked where there are several.
 * Several outputs are counted as their classes are, from 0.
 */
export function unitName(layer, unit) {
  const { last, outputs } = shape();
  if (layer === 0) return unitsOf(0) === 1 ? "x" : `x${sub(unit)}`;
  if (layer === last && isRegression()) return "ŷ";
  if (layer === last) return outputs > 1 ? `μ${sub(unit - 1)}` : "μ";
  return `z${sub(unit)}${last > 2 ? layerMark(layer) : ""}`;
}

/**
 * The name of the weight into a unit from unit `from` of the layer before; 0 is the bias. The layer need not be marked
 * where it is plain.
 */
export function weightName(layer, unit, from, marked = true) {
  const { last, outputs } = shape();
  if (layer === last) return outputs > 1 ? `w${pair(unit - 1, from)}` : `w${sub(from)}`;
  // Of one input, as on the slide: b_h + v_h x.
  if (layer === 1 && unitsOf(0) === 1) return `${from === 0 ? "b" : "v"}${sub(unit)}`;
  return `v${pair(unit, from)}${marked && last > 2 ? layerMark(layer) : ""}`;
}

/** How many units the layer has; layer 0 is the inputs. */
export function unitsOf(layer) {
  return Number(readList("layers")[layer] ?? 0);
}

/** Whether the layer is the output's. */
export function isOutput(layer) {
  return layer === shape().last;
}

function shape() {
  const layers = readNumbers("layers");
  return { last: layers.length - 1, outputs: layers[layers.length - 1] };
}

function pair(unit, from) {
  return unit < 10 && from < 10 ? sub(unit) + sub(from) : `${sub(unit)} ${sub(from)}`;
}

/** A number as subscript digits: x₁. */
export function sub(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit] ?? digit).join("");
}

/** A number as superscript digits in parentheses, for the layer: z⁽²⁾. */
export function layerMark(number) {
  return `⁽${raised(number)}⁾`;
}
