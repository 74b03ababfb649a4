/** Backpropagation, one step at a time: where the walk stands, its formula, and the ways to go on. */
import { meaning } from "./keys.js";
import { command, read, readNumber, watch } from "./lab.js";
import { fromShown } from "./controls.js";
import { put } from "./format.js";
import { hideBatch } from "./batch.js";
import { chain } from "./chain.js";
import { choices, judge } from "./choices.js";
import { choose, formula, significant, stage } from "./walk-formula.js";
import { isOutput } from "./notation.js";
import { isPerceptron } from "./task.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
/** The parts of the walk, in order: the buttons go to where each begins. */
const parts = ["forward", "loss", "backward", "gradients", "updates", "end"];
/** A sum of more terms than this is folded. */
const most = 4;
const told = ["kind", "place", "function", "value", "pairs", "numbers", "measured", "kink", "factors", "paths", "end", "at", "stages", "phases", "point", "answers", "choices"];

let unfolded = false;
let timer = 0;
/** The place whose answer has been seen: the question there is over. */
let seen = "";
/** The place of the last question, and that of the formulas that stand to be chosen. */
let asked = "";
let offered = "";

/** Connects the walk. */
export function startWalk() {
  $("walk-next").addEventListener("click", () => go("walk-next"));
  $("walk-back").addEventListener("click", () => go("walk-back"));
  $("walk-play").addEventListener("click", () => (timer === 0 ? play() : stop()));
  $("walk-pace").addEventListener("change", () => timer !== 0 && play());
  $("walk-slider").addEventListener("input", () => go(`walk-stage=${$("walk-slider").value}`));
  for (const button of document.querySelectorAll("[data-part]")) {
    button.addEventListener("click", () => go(`walk-stage=${read("walk-phases").split(",")[parts.indexOf(button.dataset.part)]}`));
  }
  $("walk").addEventListener("keydown", (event) => {
    const meant = meaning("walk", event);
    if (!meant || event.target.closest("input, select")) return;
    event.preventDefault();
    go(`walk-${meant}`);
  });
  $("walk-question").addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  $("walk-show").addEventListener("click", reveal);
  watch(["view"], stop);
  watch(["view", "walk-asks", "task", "model", "hold", "optimizer", "slope", "layers", ...told.map((name) => `walk-${name}`)], show);
}

/** What a screen reader hears once the walk rests. */
export function walkSummary() {
  return [$("walk-title").textContent, $("walk-result").textContent].join(": ");
}

/** One move by hand: it takes the walk over. */
function go(text) {
  stop();
  command(text);
}

function play() {
  clearInterval(timer);
  timer = setInterval(() => command("walk-next"), 1000 * Number($("walk-pace").value));
  showPlay();
}

function stop() {
  clearInterval(timer);
  timer = 0;
  showPlay();
}

function showPlay() {
  put($("walk-play-word"), say(timer === 0 ? "walk.play" : "walk.pause"));
}

function show() {
  showPlay();
  const at = read("view") === "backpropagation" ? stage() : undefined;
  $("walk-stage").hidden = at === undefined;
  $("walk-none").hidden = at !== undefined || read("view") !== "backpropagation";
  $("walk-none").dataset.text = isPerceptron() ? "walk.perceptron" : "walk.none";
  put($("walk-none"), say($("walk-none").dataset.text));
  if (!at) return;
  showPlace();
  const its = formula(at);
  const key = its.why ?? (at.kind === "activation" && at.function === "softmax" ? "softmax" : at.kind);
  put($("walk-title"), say(`walk.${at.kind}`, its.fill));
  const result = $("walk-result");
  put(result, "");
  const hasResult = its.ways.length > 0 && Number.isFinite(at.value);
  const asks = read("walk-asks") === "on" && hasResult && seen !== spot();
  if (spot() !== asked) {
    asked = spot();
    judged("", false);
    $("walk-answer").value = "";
  }
  // Where the answer stands, what was wrong with another one is over.
  if (!asks && $("walk-verdict").dataset.right !== "true") judged("", false);
  $("walk-question").hidden = !asks;
  if (asks) put($("walk-question-text"), say(`walk.ask-${at.kind}`, its.fill));
  const offers = asks ? choices() : [];
  offer(offers);
  // What is to be chosen is not told before.
  put($("walk-why"), offers.length > 0 ? "" : say(`walk.why-${key}`));
  const lines = offers.length > 0 ? [] : its.lines.map(line);
  if (hasResult && !asks) {
    const { way, digits, kept, exact } = choose(its, at.value);
    lines.push(line(["= ", ...way.write((value) => significant(value, digits))]));
    result.replaceChildren(...line([its.result, at.kind === "update" ? " ← " : exact ? " = " : " ≈ ", significant(at.value, kept)]).childNodes);
  }
  if (asks) lines.push(line(knownLine(at)));
  $("walk-formula").replaceChildren(...lines);
  showChain(asks ? undefined : chain(at), at);
  hideBatch(asks);
  if (asks) $("walk-check").hidden = true;
  else showCheck(at);
}

/** The chain rule of the weight at hand. */
function showChain(rule, at) {
  $("walk-chain").hidden = rule === undefined;
  if (!rule) return;
  const gradient = at.kind === "update" ? at.numbers[1] : at.value;
  const { way, digits, kept, exact } = choose(rule, gradient);
  const result = [exact ? " = " : " ≈ ", significant(gradient, kept)];
  const numbers = ["= ", ...way.write((value) => significant(value, digits)), ...result];
  $("walk-chain-lines").replaceChildren(...[...rule.lines, numbers].map(line));
}

/** The numbers that an answer is to be found from. */
function knownLine(at) {
  const shown = (value) => significant(value, 4);
  if (at.kind === "update") {
    const [before, gradient, rate] = at.numbers;
    return [`${shown(before)},  ∂E/∂w = ${shown(gradient)},  η = ${shown(rate)}`];
  }
  if (at.kind === "activation") return [`a = ${at.numbers.map(shown).join(",  ")}`];
  const names = { preactivation: "w, x", loss: "μ, y", gradient: "δ, x", delta: isOutput(at.place[0]) ? "μ, y" : "w, δ" }[at.kind];
  const slope = at.kind === "delta" && at.numbers.length > 0 ? `g′ = ${shown(at.numbers[0])};  ` : "";
  return [`${slope}(${names}) = ${at.pairs.map((pair) => `(${pair.map(shown).join(", ")})`).join(",  ")}`];
}

/** Puts the formulas there that can be chosen, unless they stand there: one of them may have the focus. */
function offer(all) {
  const place = all.length > 0 ? [spot(), read("layers"), read("walk-choices")].join() : "";
  if (place === offered) return;
  offered = place;
  $("walk-choose").hidden = all.length === 0;
  $("walk-choices").replaceChildren(
    ...all.map(([verdict, pieces]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet walk-choice" });
      // One line of text: what is underlined stands no higher than what is not.
      button.append(document.createElement("span"));
      button.firstChild.append(...pieces.flatMap(nodes));
      button.addEventListener("click", () => tell(verdict));
      return button;
    }),
  );
}

/** Says of an answer what is right or wrong with it; what is right is shown. */
function tell(verdict) {
  if (verdict === "right") reveal();
  judged(say(`walk.verdict-${verdict}`), verdict === "right");
}

/** Puts a sentence about the answer in its place. */
function judged(sentence, isRight) {
  put($("walk-verdict"), sentence);
  $("walk-verdict").dataset.right = String(isRight);
}

/** Where the walk stands: an answer that was seen is seen there alone. */
function spot() {
  return ["walk-point", "walk-at", "step"].map(read).join();
}

function answer() {
  const given = Number(fromShown($("walk-answer").value));
  if ($("walk-answer").value.trim() === "" || !Number.isFinite(given)) return judged(say("walk.no-number"), false);
  tell(judge(given));
}

function reveal() {
  seen = spot();
  command("walk-answered");
  show();
  $("walk-stage").focus();
}

function showPlace() {
  const [now, all] = [readNumber("walk-at"), readNumber("walk-stages")];
  const slider = $("walk-slider");
  slider.max = String(all);
  if (!slider.matches(":active")) slider.value = String(now);
  slider.style.setProperty("--fill", `${(100 * (now - 1)) / Math.max(1, all - 1)}%`);
  const text = say("walk.place", { now, all });
  slider.setAttribute("aria-valuetext", text);
  put($("walk-place"), text);
  put($("walk-next-word"), say(now === all ? "walk.take" : "walk.next"));
  $("walk-back").setAttribute("aria-disabled", String(now === 1));
  const starts = read("walk-phases").split(",").map(Number);
  parts.forEach((part, k) => {
    const isHere = now >= starts[k] && !(now >= starts[k + 1]);
    document.querySelector(`[data-part="${part}"]`).setAttribute("aria-pressed", String(isHere));
  });
}

/** The derivative as it was measured beside the one that was propagated. */
function showCheck(at) {
  const measured = readNumber("walk-measured");
  $("walk-check").hidden = !Number.isFinite(measured);
  if ($("walk-check").hidden) return;
  const stated = at.kind === "update" ? at.numbers[1] : at.value;
  put($("walk-stated"), significant(stated, 5));
  put($("walk-measured"), significant(measured, 5));
  put($("walk-kink"), read("walk-kink") === "1" ? say("walk.kink") : "");
}

/** A line of the formula as an element. */
function line(pieces) {
  const element = document.createElement("p");
  for (const piece of pieces) element.append(...nodes(piece));
  return element;
}

function nodes(piece) {
  if (typeof piece === "string") return [piece];
  if (piece.terms) return terms(piece.terms, piece.kept);
  if (!piece.role) return [piece.text];
  return [Object.assign(document.createElement("span"), { className: `from-${piece.role}`, textContent: piece.text })];
}

/** The terms of a sum; of many only the first ones and the last, and a button for the others. */
function terms(all, kept = 2) {
  const written = all.map(({ negative, pieces }, k) => {
    const sign = k === 0 ? (negative ? "−" : "") : negative ? " − " : " + ";
    return [sign, ...pieces.flatMap(nodes)];
  });
  if (all.length <= (kept === 2 ? most : 2)) return written.flat();
  const button = Object.assign(document.createElement("button"), { type: "button", className: "chip fold" });
  button.setAttribute("aria-expanded", String(unfolded));
  const count = all.length - kept - 1;
  button.textContent = say(unfolded ? "walk.fold" : "walk.unfold", { count });
  button.addEventListener("click", () => {
    const { id } = button.closest("[id]");
    unfolded = !unfolded;
    show();
    document.querySelector(`#${id} .fold`)?.focus();
  });
  if (unfolded) return [...written.flat(), " ", button];
  return [...written.slice(0, kept).flat(), " + ", button, ...written.at(-1)];
}
