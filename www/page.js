/** The page's entry: takes up the person's preferences, starts the worker, and connects one subject after the other. */
import { firstLink, forgetState, lastLink, startAddress } from "./address.js";
import { connectControls } from "./controls.js";
import { startDialogs } from "./dialogs.js";
import { pressAgain, startEarly } from "./early.js";
import { startEmbed } from "./embed.js";
import { canRun, showFailure, startFailure } from "./failure.js";
import { ending, fetched, renewEnding } from "./fetched.js";
import { followSizes, handOver } from "./figures.js";
import { allTold, current, halt, isCurrent, launch, next, on, post, read, retell } from "./lab.js";
import { startLayers } from "./layers.js";
import { showText, startNotices } from "./notices.js";
import { keepSite } from "./offline.js";
import { connectChoice, connectPlane } from "./pointer.js";
import { asked, isEmbedded } from "./query.js";
import { startReadouts } from "./readouts.js";
import { startShortcuts } from "./shortcuts.js";
import { startTabs } from "./tabs.js";
import { startTask } from "./task.js";
import { isDark, startTheme } from "./theme.js";
import { inTurns } from "./turns.js";
import { onWords, say, startWords, takeUpWords } from "./words.js";

const { hash } = location;

takeUpWords();
startTheme((dark) => post({ type: "theme", dark }));
startTabs();
const styled = startEmbed();
/** Whatever tells or is told something. */
const connected = inTurns([
  startDialogs,
  startEarly,
  startTask,
  startReadouts,
  startLayers,
  startNotices,
  () => startShortcuts(inRoom),
  startAddress,
  () => connectControls(document),
  () => connectPlane("plane"),
  () => connectChoice("network"),
  startWords,
  () => onWords(retell),
]);
startFailure(
  () => start(lastLink()),
  () => {
    forgetState();
    start({ link: "", saved: "" });
  },
);

/** @type {Promise<{bring: () => Promise<void>, connect: () => Promise<void>}> | undefined} what the page begins without */
let rest;
let isConnected = false;
/** The worker that was given the second part of the wasm. */
let completed;
/** @type {Promise<() => void> | undefined} */
let lessons;
/** @type {Promise<Record<string, () => void>> | undefined} */
let room;
let ready = false;
/** Whether it was told that what the page begins without is late. */
let isLate = false;
on("ready", () => {
  ready = true;
  document.getElementById("starting").hidden = true;
  allTold().then(complete);
  // A request that nobody answers does not fail either.
  const patience = wait(15000, () => tellLate("the second part takes long"));
  next("complete").then(() => clearTimeout(patience));
});
on("incomplete", ({ text }) => {
  completed = undefined;
  retry(text);
});
on("complete", () => {
  keepSite();
  // Who has not asked for one does not miss the lessons.
  if (!isEmbedded) fetchLessons().catch((error) => read("lesson") !== "none" && tellMissing(error));
});
// Once: after a crash the room is as it was left.
next("complete").then(() => asked("room") && !isEmbedded && inRoom("resume"));
on("crashed", ({ text }) => {
  console.error(text);
  halt();
  showFailure(ready ? "crashed" : "start");
});

if (canRun()) {
  // A browser keeps where a worker was made: within this script, it would read all of it once more for that.
  queueMicrotask(() => start(firstLink()));
  followSizes();
  document.addEventListener("visibilitychange", () => post({ type: "visible", value: !document.hidden }));
} else {
  showFailure("old");
}

// Pressed before they came, the list opens when they do.
document.getElementById("lessons-open").addEventListener("click", () => {
  fetchLessons().then((showList) => showList(), tellMissing);
});

// A file is read when that comes later; dropped before, it must not take the page's place.
for (const type of ["dragover", "drop"]) {
  addEventListener(type, (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
}

// Some of these buttons come later.
addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-room]");
  if (button) inRoom(button.dataset.room);
});

document.documentElement.dataset.started = "";

/**
 * Starts a worker. It loads while the wasm is compiled. To ask for the sizes of the figures before the worker has loaded would hold it
 * up: the browser needs the page's thread to begin it.
 */
async function start({ link, saved }) {
  const { worker, wasm } = document.body.dataset;
  ready = false;
  try {
    const launched = launch(address(worker));
    const [module] = await Promise.all([compile(address(wasm)), styled, next("loaded"), connected]);
    if (!isCurrent(launched)) return;
    post({ type: "start", module, link, saved, dark: isDark() });
    handOver();
    if (document.hidden) post({ type: "visible", value: false });
  } catch (error) {
    console.error(error);
    halt();
    showFailure("start");
  }
}

/**
 * Brings what the page begins without, of its script and of the wasm: only training works without that. The worker compiles the wasm,
 * as on a slow phone that would hold the page up; it has it as soon as the script is connected, or did not come.
 */
async function complete() {
  const launched = current();
  const isThere = launched === completed;
  const [connected, bytes] = await Promise.allSettled([connectRest(), isThere ? undefined : fetchBytes(address(document.body.dataset.later))]);
  if (!isCurrent(launched)) return;
  if (bytes.value) {
    completed = launched;
    post({ type: "later", bytes: bytes.value }, [bytes.value]);
  }
  const failed = [connected, bytes].find(({ status }) => status === "rejected");
  if (failed) retry(failed.reason);
}

/** What fails is told once, and tried again. */
function retry(error) {
  tellLate(error);
  wait(5000, complete);
}

function tellLate(reason) {
  if (!isLate) tellMissing(reason);
  isLate = true;
}

/** Tells that something did not come. */
function tellMissing(reason) {
  console.warn(reason);
  showText(say("failure.later"));
}

/** Does something some milliseconds later, if the worker is still the same. */
function wait(time, act) {
  const launched = current();
  return setTimeout(() => isCurrent(launched) && act(), time);
}

/** Connects the rest of the page, once. */
async function connectRest() {
  if (isConnected) return;
  rest ??= import("./later.js" + ending()).catch((error) => {
    rest = undefined;
    renewEnding(error);
  });
  const { bring, connect } = await rest;
  await bring();
  if (isConnected) return;
  isConnected = true;
  await connect(hash).then(pressAgain).catch((error) => {
    console.error(error);
    halt();
    showFailure("start");
  });
}

async function fetchBytes(file) {
  return (await fetched(file)).arrayBuffer();
}

/** Lessons come when the lab has started, once; what fails is tried again when their button is pressed. */
function fetchLessons() {
  lessons ??= import("./lesson.js" + ending()).catch(renewEnding).then(({ startLessons }) => startLessons(hash));
  lessons.catch(() => (lessons = undefined));
  return lessons;
}

/** What a room needs comes when it is asked for: the projector, the list of keys, the link as a QR code. */
function inRoom(what) {
  room ??= import("./room.js" + ending()).catch(renewEnding).then(({ startRoom }) => startRoom());
  room.then(
    (does) => does[what](),
    (error) => {
      room = undefined;
      tellMissing(error);
    },
  );
}

function address(file) {
  return new URL(file, document.baseURI).href;
}

/** The compiled wasm. Not every server says of it what it is, without which it cannot be compiled while it comes. */
async function compile(address) {
  const answer = await fetch(address);
  const copy = answer.clone();
  return WebAssembly.compileStreaming(answer).catch(async () => WebAssembly.compile(await copy.arrayBuffer()));
}

