"use strict";
/*
 * The worker: the laboratory in wasm, off the page's thread. The build puts wasm-bindgen's classic glue (the global
 * `wasm_bindgen`) in front of this file. Messages that come before the wasm is ready wait in a queue. After a panic
 * nothing of the laboratory may be trusted, so the first exception is the last thing this worker says.
 */

/** @type {object[] | undefined} messages waiting for the wasm; none once it runs */
let waiting = [];
/** @type {{message: (message: object) => void} | undefined} the Rust side */
let laboratory;
let crashed = false;

self.postMessage({ type: "loaded" });
self.onmessage = ({ data }) => {
  if (data.type === "start") begin(data);
  else if (waiting) waiting.push(data);
  else forward(data);
};
// What Rust does in its own time, such as painting a frame, fails here rather than in a message.
self.onerror = (event, source, line, column, error) => {
  crash(error ?? event);
  return true;
};
self.onunhandledrejection = (event) => {
  event.preventDefault();
  crash(event.reason);
};

async function begin(start) {
  try {
    await wasm_bindgen({ module_or_path: start.module });
    laboratory = new wasm_bindgen.Worker(start);
  } catch (error) {
    crash(error);
    return;
  }
  const early = waiting;
  waiting = undefined;
  early.forEach(forward);
}

function forward(message) {
  if (crashed) return;
  try {
    laboratory.message(message);
  } catch (error) {
    crash(error);
  }
}

function crash(error) {
  if (crashed) return;
  crashed = true;
  self.postMessage({ type: "crashed", text: String(error?.stack ?? error?.message ?? error) });
}
