/**
 * The link to the worker, which owns everything worth saving. The page posts commands and reads back lines
 * `name=value`: this module keeps the last of them and tells whoever watches a name that it changed.
 */
import { inTurns } from "./turns.js";

/** @type {Map<string, string>} the worker's last word on every setting and read-out */
const state = new Map();
/** @type {{names: string[], tell: () => void}[]} */
const watchers = [];
/** @type {Map<string, ((message: any) => void)[]>} */
const listeners = new Map();
/** @type {Worker | undefined} */
let worker;
/** Done when all have been told of the first state. */
let told = Promise.resolve();

/** The last value of a setting or read-out; empty while unknown. */
export function read(name) {
  return state.get(name) ?? "";
}

/** The same as a number; NaN while unknown. */
export function readNumber(name) {
  const value = read(name);
  return value === "" ? NaN : Number(value);
}

/** The same as a list, split at commas; empty while unknown. */
export function readList(name) {
  const value = read(name);
  return value === "" ? [] : value.split(",");
}

/** The same as a list of numbers. */
export function readNumbers(name) {
  return readList(name).map(Number);
}

/** Calls `tell` whenever one of `names` changed, after the whole message was taken in. */
export function watch(names, tell) {
  watchers.push({ names, tell });
}

/** Connects subjects that come later, and tells those who watch of the state as it is: the others know it already. */
export async function connectLate(subjects) {
  const first = watchers.length;
  await inTurns(subjects);
  const concerned = watchers.slice(first).filter(({ names }) => names.some((name) => state.has(name)));
  await inTurns(concerned.map(({ tell }) => tell));
}

/** Done when all have been told of the first state, which is much to tell. */
export function allTold() {
  return told;
}

/** Calls every watcher: the language changed. Before the worker has spoken there is nothing to tell. */
export function retell() {
  if (state.size === 0) return;
  for (const { tell } of watchers) tell();
}

/** Calls `hear` with each message of one type. */
export function on(type, hear) {
  listeners.set(type, [...(listeners.get(type) ?? []), hear]);
}

/** The next message of one type. */
export function next(type) {
  return new Promise((resolve) => {
    const hear = (message) => {
      listeners.set(type, listeners.get(type).filter((one) => one !== hear));
      resolve(message);
    };
    on(type, hear);
  });
}

/** Posts a message, and tells who listens to `posted`; before the worker runs and after it stopped there is nobody else to hear it. */
export function post(message, transfer = []) {
  for (const tell of listeners.get("posted") ?? []) tell(message);
  worker?.postMessage(message, transfer);
}

/** Posts a command of the one grammar: `name=value`, or a verb. */
export function command(text) {
  post({ type: "command", text });
}

/** One whole act of the person, so one undo step. */
export function act(...texts) {
  texts.forEach(command);
  command("release");
}

/** Launches a worker, which waits for its start message, and forgets the one before. Throws where the browser allows none. */
export function launch(url) {
  worker?.terminate();
  state.clear();
  const launched = new Worker(url);
  worker = launched;
  launched.onmessage = ({ data }) => {
    // A crashed worker may still have had a message on its way.
    if (worker === launched) hear(data);
  };
  launched.onerror = (event) => {
    event.preventDefault();
    if (worker === launched) hear({ type: "crashed", text: event.message ?? "the worker did not load" });
  };
  return launched;
}

/** The worker that is posted to, if there is one. */
export function current() {
  return worker;
}

/** Whether this is the worker that is posted to. */
export function isCurrent(launched) {
  return worker === launched;
}

/** Lets the worker go: nothing more is posted or heard. */
export function halt() {
  worker?.terminate();
  worker = undefined;
}

function hear(message) {
  if (message.type === "state") take(message.text);
  for (const tell of listeners.get(message.type) ?? []) tell(message);
}

function take(text) {
  const isFirst = state.size === 0;
  const changed = new Set();
  for (const line of text.split("\n")) {
    const at = line.indexOf("=");
    if (at < 1) continue;
    const name = line.slice(0, at);
    const value = line.slice(at + 1);
    if (state.get(name) === value) continue;
    state.set(name, value);
    changed.add(name);
  }
  const concerned = watchers.filter(({ names }) => names.some((name) => changed.has(name))).map(({ tell }) => tell);
  if (isFirst) told = inTurns(concerned);
  else concerned.forEach((tell) => tell());
}
