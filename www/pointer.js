/**
 * Mouse, finger, pen and keyboard on the plane and the network, told to the worker as they are:
 * what a press means is decided there.
 */
import { act, command, post } from "./lab.js";
import { frame } from "./figures.js";

/** How near counts as a hit, in CSS pixels: a fingertip covers more than an arrow. */
const reach = { mouse: 10, pen: 14, touch: 22 };
const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const keys = [...arrows, "Enter", " ", "Delete", "Backspace", "Escape", "m", "M"];
const tools = { a: "add", e: "erase", s: "spray" };

/** Connects the plane: press, drag and release, hover, and the crosshair's keys. */
export function connectPlane() {
  const element = frame("plane");
  /** @type {number | undefined} the pointer that is down; a second finger is ignored */
  let held;
  /** Whether the arrows placed the crosshair last: then space adds a point there, else it plays as anywhere. */
  let aiming = false;

  element.addEventListener("pointerdown", (event) => {
    if (held !== undefined || event.button === 1) return;
    held = event.pointerId;
    aiming = false;
    element.setPointerCapture(held);
    send("plane", "press", event);
  });
  element.addEventListener("pointermove", (event) => {
    if (held === event.pointerId) send("plane", "drag", event);
    else if (held === undefined) send("plane", "hover", event);
  });
  const release = (event) => {
    if (held !== event.pointerId) return;
    held = undefined;
    send("plane", "release", event);
    // A finger cannot hover: what it last touched stays read out.
    if (event.pointerType === "touch" && event.type === "pointerup") send("plane", "hover", event);
  };
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener("pointerleave", (event) => {
    if (held === undefined && event.pointerType !== "touch") send("plane", "leave", event);
  });
  // A point that the keyboard holds is let go where the keyboard goes elsewhere.
  element.addEventListener("focusout", () => command("release"));
  element.addEventListener("contextmenu", (event) => event.preventDefault());
  element.addEventListener("keydown", (event) => {
    if (arrows.includes(event.key)) aiming = true;
    if (event.key === " " && !aiming) return;
    if (planeShortcut(event)) event.preventDefault();
    else sendKey("plane", event);
  });
}

/** Connects the network: a click or tap selects, so that a finger can still scroll the page over it. */
export function connectNetwork() {
  const element = frame("network");
  element.addEventListener("click", (event) => {
    send("network", "press", event);
    send("network", "release", event);
  });
  element.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") send("network", "hover", event);
  });
  element.addEventListener("pointerleave", (event) => send("network", "leave", event));
  element.addEventListener("keydown", (event) => sendKey("network", event));
}

/** Connects the diagram of a training step: a click or tap on a unit or a weight goes to where it is computed. */
export function connectWalk() {
  frame("view").addEventListener("click", (event) => send("view", "press", event));
}

function send(figure, phase, event) {
  const box = frame(figure).getBoundingClientRect();
  post({
    type: "pointer",
    figure,
    phase,
    x: event.clientX - box.left,
    y: event.clientY - box.top,
    reach: reach[event.pointerType] ?? reach.mouse,
    erase: event.button === 2 || (event.buttons & 2) !== 0 || event.shiftKey,
  });
}

function sendKey(figure, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !keys.includes(event.key)) return;
  event.preventDefault();
  const key = { Backspace: "Delete", M: "m" }[event.key] ?? event.key;
  post({ type: "key", figure, key, large: event.shiftKey });
}

/** The plane's own letters and digits; they work only while it has the focus. */
function planeShortcut(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const tool = tools[event.key.toLowerCase()];
  if (tool !== undefined) act(`tool=${tool}`);
  else if (/^[0-5]$/.test(event.key)) act(`class=${event.key}`);
  else return false;
  return true;
}
