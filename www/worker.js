"use strict";
/*
 * The worker: the laboratory in wasm, off the page's thread. The build puts wasm-bindgen's classic glue (the global
 * `wasm_bindgen`) in front of this file. Messages that come before the wasm is ready wait in a queue, and those that need its
 * second part wait for that. After a panic nothing of the laboratory may be trusted, so the first exception is the last thing
 * this worker says.
 */

/** @type {object[]} messages waiting for the wasm, or for its second part */
let waiting = [];
/** @type {{message: (message: object) => boolean, complete: () => void} | undefined} the Rust side */
let laboratory;
/** @type {WebAssembly.Exports} what the first part of the wasm lends the second */
let first;
let crashed = false;

/** What the first part imports: it asks for the second before it first calls a function of it, and that is there by then. */
function laterParts() {
  const load = (callback, data) => first.__indirect_function_table.get(callback)(data, 1);
  return { __wasm_split_load_later: load };
}

self.postMessage({ type: "loaded" });
self.onmessage = ({ data }) => {
  if (data.type === "start") begin(data);
  else if (data.type === "later") complete(data);
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
    first = await wasm_bindgen({ module_or_path: start.module });
    laboratory = new wasm_bindgen.Worker(start);
  } catch (error) {
    crash(error);
    return;
  }
  forwardWaiting();
}

async function complete({ bytes }) {
  let module;
  try {
    module = await WebAssembly.compile(bytes);
  } catch (error) {
    self.postMessage({ type: "incomplete", text: String(error) });
    return;
  }
  try {
    await WebAssembly.instantiate(module, { __wasm_split: first });
    laboratory.complete();
  } catch (error) {
    crash(error);
    return;
  }
  forwardWaiting();
}

/** Messages keep their order: behind one that waits, all wait, but for those that say what the browser does. */
function forward(message) {
  if (crashed) return;
  const mayPass = waiting.length === 0 || ["size", "theme", "visible"].includes(message.type);
  try {
    if (!laboratory || !mayPass || !laboratory.message(message)) waiting.push(message);
  } catch (error) {
    crash(error);
  }
}

function forwardWaiting() {
  const messages = waiting;
  waiting = [];
  messages.forEach(forward);
}

function crash(error) {
  if (crashed) return;
  crashed = true;
  self.postMessage({ type: "crashed", text: String(error?.stack ?? error?.message ?? error) });
}
