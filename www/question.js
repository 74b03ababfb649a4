/** The question before the answer: what a person reckons, told right from wrong with the reason. */

const near = (a, b, scale = Math.abs(b)) => Math.abs(a - b) <= 0.02 * scale + 1e-7;

/**
 * Judges an answer to a stage: the key of the words that say what of it is right or wrong. Known slips come first: the reason is
 * what a person learns from.
 */
export function judge(at, given) {
  const { kind, value, pairs, numbers } = at;
  // Of an update the change is what is asked for: beside a large weight it would be lost in the tolerance.
  const [before, gradient, rate] = kind === "update" ? numbers : [0, 0, 0];
  if (near(given, value, kind === "update" ? Math.abs(value - before) : undefined)) return "right";
  for (const [reason, slip] of slips(kind, value, pairs, numbers, before, gradient, rate)) {
    if (near(given, slip, kind === "update" && reason !== "change" ? Math.abs(slip - before) : undefined)) return reason;
  }
  return Math.abs(given - value) <= 0.1 * Math.abs(value) ? "digits" : "wrong";
}

/** What comes out where one thing is forgotten. */
function slips(kind, value, pairs, numbers, before, gradient, rate) {
  switch (kind) {
    case "preactivation":
      return [["bias", value - pairs[0][0]]];
    case "activation":
      return [["function", numbers[0]]];
    case "delta": {
      const slope = numbers[0] ?? 1;
      const flips = [["sign", -value]];
      return slope === 0 ? [["dead", pairs.reduce((so, [w, d]) => so + w * d, 0)], ...flips] : [...(slope === 1 ? [] : [["slope", value / slope]]), ...flips];
    }
    case "gradient":
      return [["sign", -value], ...(pairs[0][1] === 1 ? [] : [["signal", pairs[0][0]]])];
    case "update":
      return [["uphill", 2 * before - value], ["rate", before - gradient], ["change", value - before], ["change", -rate * gradient]];
    default:
      return [["sign", -value]];
  }
}
