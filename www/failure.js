/** What is shown instead of the laboratory when it cannot run, and the way back. */
import { closeDialogs } from "./dialogs.js";
import { onWords, say } from "./words.js";

/** A module with one SIMD instruction, `i8x16.popcnt`: it is valid only where wasm SIMD is. */
const simd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);
const $ = (id) => document.getElementById(id);
/** @type {string | undefined} */
let shown;

/** Whether the browser has all the laboratory needs. */
export function canRun() {
  try {
    return (
      typeof Worker === "function" &&
      "transferControlToOffscreen" in HTMLCanvasElement.prototype &&
      new OffscreenCanvas(1, 1).getContext("2d") !== null &&
      WebAssembly.validate(simd)
    );
  } catch {
    return false;
  }
}

/** Connects the two ways back: with the points kept, and from nothing. */
export function startFailure(again, fresh) {
  const back = (restart) => () => {
    hideFailure();
    restart();
  };
  $("failure-again").addEventListener("click", back(again));
  $("failure-fresh").addEventListener("click", back(fresh));
  onWords(() => shown && write());
}

/** Shows one of the failures: `old`, `start` or `crashed`. */
export function showFailure(kind) {
  shown = kind;
  write();
  for (const id of ["failure-again", "failure-fresh"]) $(id).hidden = kind === "old";
  document.documentElement.dataset.failed = "true";
  setInert(true);
  // Beneath one that is modal the failure could not be reached.
  closeDialogs();
  $("starting").hidden = true;
  $("failure").hidden = false;
  if (kind !== "old") $("failure-again").focus();
}

function hideFailure() {
  shown = undefined;
  delete document.documentElement.dataset.failed;
  setInert(false);
  $("failure").hidden = true;
  $("starting").hidden = false;
}

/** What does nothing while there is no laboratory must not be reached by keyboard either. */
function setInert(inert) {
  for (const part of document.querySelectorAll(".top-tools > :not(.languages, #theme), .bar, .lab")) part.toggleAttribute("inert", inert);
}

function write() {
  $("failure-title").textContent = say(shown === "crashed" ? "failure.crashed-title" : "failure.title");
  $("failure-text").textContent = say(`failure.${shown}`);
}
