/**
 * What the page begins without: what is read off a place or a unit, the past, explanations, comparison, the verdict on the points,
 * links and files. It comes when the first picture is there, as the second part of the wasm does, and shares the modules that the page
 * runs already.
 */
import { placed } from "./placed.js";
import { startArrival } from "./arrival.js";
import { startBatch } from "./batch.js";
import { startChallenge } from "./challenge.js";
import { startCompare } from "./compare.js";
import { connectControls } from "./controls.js";
import { startCsv } from "./csv.js";
import { connectDialog, connectOpener } from "./dialogs.js";
import { showEmbedded } from "./embed.js";
import { startExplanations } from "./explain.js";
import { startViews } from "./explanations.js";
import { fetched } from "./fetched.js";
import { takeUp } from "./figures.js";
import { startFormula } from "./formula.js";
import { startInspector } from "./inspector.js";
import { connectLate } from "./lab.js";
import { connectChoice, connectPlane } from "./pointer.js";
import { startProbe } from "./probe.js";
import { startSave } from "./save.js";
import { startSeparable } from "./separable.js";
import { startShare } from "./share.js";
import { adoptFirst } from "./sheet.js";
import { startSoftmax } from "./softmax.js";
import { startSpace } from "./space.js";
import { startSurface } from "./surface.js";
import { startTime } from "./time.js";
import { startUnused } from "./unused.js";
import { startWalk } from "./walk.js";
import { addWords, dress } from "./words.js";

const files = { es: "./later-es.json", en: "./later-en.json" };

/** @type {Promise<void> | undefined} */
let style;

/** Brings the words of both languages, and the style: until it is connected, nothing of what was put in place is seen. */
export async function bring() {
  style ??= adoptFirst("./later.css").catch((error) => {
    style = undefined;
    throw error;
  });
  const [es, en] = await Promise.all([wordsOf(files.es), wordsOf(files.en), style]);
  addWords({ es, en });
  placed.forEach((part) => dress(part));
}

/** Connects one subject after the other; `hash` is of the address that the page was opened with. */
export function connect(hash) {
  return connectLate([
    ...placed.map((part) => () => connectControls(part)),
    () => placed.filter((part) => part.localName === "dialog").forEach(connectDialog),
    () => connectPlane("input"),
    () => ["view", "sigmoid"].forEach(connectChoice),
    takeUp,
    showEmbedded,
    () => startArrival(hash),
    startProbe,
    startInspector,
    startFormula,
    startTime,
    startExplanations,
    () => connectOpener("help-open", "help"),
    startShare,
    startViews,
    startCompare,
    startSeparable,
    startChallenge,
    startSpace,
    startSoftmax,
    startWalk,
    startBatch,
    startSurface,
    startUnused,
    startSave,
    startCsv,
  ]);
}

async function wordsOf(file) {
  return (await fetched(file)).json();
}
