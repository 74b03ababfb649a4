/** To fit the data by hand, and then to see what training finds: the page checks by itself whether the error is below the aim. */
import { read, readList, readNumber, watch } from "./lab.js";
import { loss, put, whole } from "./format.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
/** The least error at step 0, where nothing but hands moved the parameters; and the data it is of. */
let byHand = Infinity;
let of = "";

/** Connects the challenge. */
export function startChallenge() {
  watch(["challenge", "layers", "curve", "step", "train-loss", "data-seed", "noise", "count"], show);
}

function show() {
  const aim = readNumber("challenge");
  // Of the units of a deeper network no hand makes steps.
  $("challenge").hidden = !Number.isFinite(aim) || readList("layers").length !== 3;
  if ($("challenge").hidden) return;
  const data = ["curve", "data-seed", "noise", "count", "train"].map(read).join();
  if (data !== of) [of, byHand] = [data, Infinity];
  const [now, step] = [readNumber("train-loss"), readNumber("step")];
  if (step === 0 && now < byHand) byHand = now;
  const isMet = byHand < aim;
  const fill = { aim: loss(aim), now: loss(now), hand: loss(byHand), step: whole(step) };
  put($("challenge-text"), say(`challenge.${read("curve")}`, fill));
  const phase = step === 0 ? (isMet ? "met" : "open") : isMet ? "trained" : "late";
  put($("challenge-state"), say(`challenge.${phase}`, fill));
  $("challenge").dataset.met = String(isMet);
}
