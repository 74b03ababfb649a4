/** Numbers and names as the page writes them. A point separates decimals, as in links and files. */

const minus = "\u2212";

/** A number with `digits` decimals; a dash where there is none. */
export function decimals(value, digits) {
  if (!Number.isFinite(value)) return "–";
  const text = value.toFixed(digits);
  // Never "−0.00".
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace("-", minus);
}

/** A loss: three decimals, more where it is small, fewer where it is large. */
export function loss(value) {
  if (!Number.isFinite(value)) return "–";
  if (value >= 1e5 || (value > 0 && value < 0.0005)) return scientific(value);
  return decimals(value, value < 10 ? fine(value) : value < 100 ? 2 : 0);
}

/** A weight or gradient of any size. */
export function small(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e4 || (size > 0 && size < 0.0005)) return scientific(value);
  return decimals(value, fine(size));
}

/** The decimals of a small number: below 0.01 three are too few to tell numbers apart. */
function fine(size) {
  return size > 0 && size < 0.01 ? 4 : 3;
}

/** A number of any size with two digits and a power of ten: 3.6·10⁻⁵. */
function scientific(value) {
  const [digits, exponent] = value.toExponential(1).split("e");
  return `${digits.replace("-", minus)}·10${raised(Number(exponent))}`;
}

/** A share of one as a percentage. 100 % and 0 % mean all and none: what is nearly so is not rounded to it. */
export function percent(value) {
  if (!Number.isFinite(value)) return "–";
  const rounded = Math.round(value * 100);
  const shown = value < 1 && rounded === 100 ? 99 : value > 0 && rounded === 0 ? 1 : rounded;
  return `${shown} %`;
}

/** A whole number with its thousands apart, as `12 400`. */
export function whole(value) {
  if (!Number.isFinite(value)) return "–";
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A whole number as superscript digits. */
export function raised(number) {
  return [...String(number)].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])).join("");
}

/** Puts text into an element, only where it differs: unchanged text costs no layout. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
