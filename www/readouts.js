/** The numbers and the words around them: play, step, loss, accuracy, seed, counts. */
import { act, read, readList, readNumber, readNumbers, watch } from "./lab.js";
import { loss, percent, put, whole } from "./format.js";
import { isRegression } from "./task.js";
import { say } from "./words.js";

/** Numbers that change sixty times a second cannot be read: while it plays they change ten times. */
const pause = 100;
const moving = ["step", "epoch", "train-loss", "test-loss", "train-accuracy", "test-accuracy", "playing", "diverged"];

const $ = (id) => document.getElementById(id);
let lastShown = 0;
let summaryTimer = 0;

/** Connects all read-outs. */
export function startReadouts() {
  $("play").addEventListener("click", () => act(read("playing") === "1" ? "pause" : "play"));
  watch(["playing", "in-past"], showPlay);
  watch(moving, showNumbers);
  watch(["field-shares"], () => summarize(read("playing") === "1"));
  watch(["seed"], () => put($("seed-shown"), read("seed")));
  watch(["speed", "steps-per-second"], showSpeed);
  watch(["train-points", "test-points"], showPoints);
  watch(["edited"], () => ($("edited").hidden = read("edited") !== "1"));
  watch(["undo", "redo"], () => {
    for (const name of ["undo", "redo"]) $(name).setAttribute("aria-disabled", String(read(name) !== "1"));
  });
  watch(["activation"], () => show("slope-control", readList("activation").includes("leaky")));
  watch(["optimizer"], () => show("momentum-control", read("optimizer") === "momentum"));
  watch(["seeking"], showSeeking);
  watch(["classes", "class-points"], showClasses);
}

function showPlay() {
  const playing = read("playing") === "1";
  document.documentElement.dataset.playing = String(playing);
  $("play").querySelector("use").setAttribute("href", playing ? "#i-pause" : "#i-play");
  put($("play-word"), say(playing ? "bar.pause" : read("in-past") === "1" ? "bar.play-back" : "bar.play"));
}

function showNumbers() {
  const playing = read("playing") === "1";
  const now = performance.now();
  if (playing && now - lastShown < pause) return;
  lastShown = now;
  put($("step-shown"), whole(readNumber("step")));
  put($("epoch-shown"), say("readout.epoch", { epoch: whole(readNumber("epoch")) }));
  for (const name of ["train-loss", "test-loss"]) put($(name), loss(readNumber(name)));
  for (const name of ["train-accuracy", "test-accuracy"]) put($(name), percent(readNumber(name)));
  document.querySelector(".readouts").dataset.diverged = String(read("diverged") !== "");
  summarize(playing);
}

/** A screen reader hears the numbers, and what the boundary does, once they have come to rest. */
function summarize(playing) {
  clearTimeout(summaryTimer);
  if (playing) return;
  summaryTimer = setTimeout(() => {
    if (isRegression()) {
      const numbers = { step: read("step"), loss: loss(readNumber("train-loss")), test: loss(readNumber("test-loss")) };
      put($("summary"), say("regression.summary", numbers));
      return;
    }
    const test = readNumber("test-accuracy");
    const words = [
      say("readout.summary", {
        step: read("step"),
        loss: loss(readNumber("train-loss")),
        accuracy: percent(readNumber("train-accuracy")),
      }),
    ];
    if (Number.isFinite(test)) words.push(say("readout.summary-test", { accuracy: percent(test) }));
    put($("summary"), [...words, ...parts()].join(" "));
  }, 600);
}

/** What the boundary does: how much of the plane each class wins, and in how many pieces. */
function parts() {
  const pieces = readNumbers("field-pieces");
  return readList("field-shares").map((share, name) => {
    const fill = { name, share: percent(Number(share)), pieces: pieces[name] };
    return say(`readout.${pieces[name] > 1 ? "part-pieces" : "part"}`, fill);
  });
}

function showSpeed() {
  const speed = read("speed");
  const actual = readNumber("steps-per-second");
  const words =
    speed !== "max"
      ? perSecond(speed)
      : actual > 0
        ? say("speed.actual", { actual: whole(Number(actual.toPrecision(2))) })
        : say("speed.max");
  put($("speed-shown"), words);
  $("speed").setAttribute("aria-valuetext", speed === "max" ? say("speed.max") : perSecond(speed));
}

function perSecond(speed) {
  return say(speed === "1" ? "speed.one" : "speed.unit", { speed });
}

function showPoints() {
  const fill = { train: whole(readNumber("train-points")), test: whole(readNumber("test-points")) };
  put($("points-shown"), say("data.points", fill));
  document.querySelector(".readouts").dataset.tested = String(readNumber("test-points") > 0);
}

function showSeeking() {
  const target = read("seeking");
  show("seeking", target !== "");
  if (target !== "") put($("seeking"), say("readout.seeking", { step: whole(Number(target)) }));
}

/** Classes the network does not know yet have a plus: the first point of one adds it. */
function showClasses() {
  const classes = readNumber("classes");
  for (const button of document.querySelectorAll(".class-button")) {
    const fill = { class: button.value };
    const fresh = Number(button.value) >= classes;
    button.dataset.fresh = String(fresh);
    button.setAttribute("aria-label", say(fresh ? "class.new" : "class.name", fill));
    button.title = say("class.name", fill);
  }
}

function show(id, visible) {
  $(id).hidden = !visible;
}
