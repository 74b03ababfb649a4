/**
 * Mouse, finger, pen and keyboard on the figures, told to the worker as they are:
 * what a press means is decided there.
 */
import { act, command, post, read, readNumbers } from "./lab.js";
import { frame, made } from "./figures.js";
import { meaning } from "./keys.js";

/** How near counts as a hit, in CSS pixels: a fingertip covers more than an arrow. */
const reach = { mouse: 10, pen: 14, touch: 22 };
const isArrow = ({ key }) => key.startsWith("Arrow");

/** Connects the plane, or what shows it a second time: press, drag and release, hover, and the crosshair's keys. */
export function connectPlane(figure) {
  const element = frame(figure);
  /** @type {number | undefined} the pointer that is down; a second finger is ignored */
  let held;
  /** Whether the pointer that is down erases: the press decides, so that no key makes a drag erase. */
  let erase = false;
  /** Whether the arrows placed the crosshair last: then space adds a point there, else it plays as anywhere. */
  let aiming = false;

  element.addEventListener("pointerdown", (event) => {
    if (held !== undefined || event.button === 1) return;
    held = event.pointerId;
    aiming = false;
    erase = event.button === 2 || event.shiftKey;
    element.setPointerCapture(held);
    send(figure, "press", event, erase);
  });
  element.addEventListener("pointermove", (event) => {
    if (held === event.pointerId) send(figure, "drag", event, erase);
    else if (held === undefined) send(figure, "hover", event);
  });
  const release = (event) => {
    if (held !== event.pointerId) return;
    held = undefined;
    send(figure, "release", event);
    // A finger cannot hover: what it last touched stays read out.
    if (event.pointerType === "touch" && event.type === "pointerup") send(figure, "hover", event);
  };
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener("pointerleave", (event) => {
    if (held === undefined && event.pointerType !== "touch") send(figure, "leave", event);
  });
  // A point that the keyboard holds is let go where the keyboard goes elsewhere.
  element.addEventListener("focusout", () => command("release"));
  element.addEventListener("contextmenu", (event) => event.preventDefault());
  element.addEventListener("keydown", (event) => {
    if (isArrow(event)) aiming = true;
    if (event.key === " " && !aiming) return;
    if (planeShortcut(event)) event.preventDefault();
    else sendKey(figure, "plane", event);
  });
}

/**
 * Connects a figure in which something is chosen, a unit of the network or a point where the hidden layer puts it: a click or tap
 * chooses, so that a finger can still scroll the page over it. Over the loss surface a mouse drags the network from anywhere, a finger
 * from where it is.
 */
export function connectChoice(figure) {
  const element = frame(figure);
  /** @type {number | undefined} the pointer that drags the network */
  let held;
  let wasDrag = false;
  element.addEventListener("pointerdown", (event) => {
    wasDrag = false;
    if (!rolls(figure) || held !== undefined || event.button !== 0) return;
    if (event.pointerType === "touch" && !isOnNetwork(figure, event)) return;
    held = event.pointerId;
    element.setPointerCapture(held);
    send(figure, "press", event);
  });
  const release = (event) => {
    if (held !== event.pointerId) return;
    held = undefined;
    wasDrag = true;
    send(figure, "release", event);
  };
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener(
    "touchstart",
    (event) => {
      if (rolls(figure) && isOnNetwork(figure, event.touches[0])) event.preventDefault();
    },
    { passive: false },
  );
  element.addEventListener("click", (event) => {
    if (wasDrag) return;
    send(figure, "press", event);
    send(figure, "release", event);
  });
  element.addEventListener("pointermove", (event) => {
    if (held === event.pointerId) send(figure, "drag", event);
    else if (event.pointerType !== "touch" && held === undefined) send(figure, "hover", event);
  });
  element.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") send(figure, "leave", event);
  });
  // Firefox lets a figure that comes into focus by keys lie under the bar of a phone if an edge of it is seen.
  element.addEventListener("focusin", ({ target }) => {
    if (target.matches(":focus-visible")) target.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  element.addEventListener("keydown", (event) => {
    if (!rolls(figure) || isArrow(event)) sendKey(figure, figure === "network" || read("view") === "backpropagation" ? "network" : "closer", event);
  });
}

/** Whether the figure is the loss surface. */
function rolls(figure) {
  return figure === "view" && read("view") === "surface";
}

/** Whether a touch is where the network lies on it. */
function isOnNetwork(figure, { clientX, clientY }) {
  const box = frame(figure).getBoundingClientRect();
  const [x, y] = readNumbers("surface-place");
  return Math.hypot(made(clientX - box.left) - x, made(clientY - box.top) - y) <= made(1.5 * reach.touch);
}

function send(figure, phase, event, erase = false) {
  const box = frame(figure).getBoundingClientRect();
  post({
    type: "pointer",
    figure,
    phase,
    x: made(event.clientX - box.left),
    y: made(event.clientY - box.top),
    reach: made(reach[event.pointerType] ?? reach.mouse),
    erase,
  });
}

function sendKey(figure, place, event) {
  if (!meaning(place, event)) return;
  event.preventDefault();
  const key = { Backspace: "Delete", M: "m" }[event.key] ?? event.key;
  post({ type: "key", figure, key, large: event.shiftKey });
}

/** The plane's own letters and digits; they work only while it has the focus. */
function planeShortcut(event) {
  const meant = meaning("plane", event);
  if (["add", "erase", "spray"].includes(meant)) act(`tool=${meant}`);
  else if (meant === "class") act(`class=${event.key}`);
  else return false;
  return true;
}
