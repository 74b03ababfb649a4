/** The canvases: handed to the worker once, and their sizes told to it ever after. */
import { post } from "./lab.js";

/** More pixels to a CSS pixel are not seen, and cost time. */
const finest = 3;
const names = [...document.querySelectorAll("[data-figure]")].map((element) => element.dataset.figure);

/** How many times larger figures are drawn than they are made: on a projector what is small must be seen too. */
let zoom = 1;

/** The element a figure fills. */
export function frame(name) {
  return document.querySelector(`[data-figure="${name}"]`);
}

/**
 * Hands over the canvases: what the start message needs, and what has to be transferred with it.
 * A canvas can be handed over once only, so a later worker gets new ones in the old ones' place.
 */
export function handOver() {
  const figures = {};
  for (const name of names) {
    const old = frame(name).querySelector("canvas");
    const canvas = old.dataset.handed === undefined ? old : old.cloneNode(false);
    if (canvas !== old) old.replaceWith(canvas);
    canvas.dataset.handed = "";
    figures[name] = { canvas: canvas.transferControlToOffscreen(), ...size(frame(name)) };
  }
  return { figures, transfer: names.map((name) => figures[name].canvas) };
}

/** Tells the worker each later change of a figure's size or of the pixel ratio. A hidden figure has size 0. */
export function followSizes() {
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => tell(target)));
  const followRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        tellAll();
        followRatio();
      },
      { once: true },
    );
  };
  names.forEach((name) => observer.observe(frame(name)));
  followRatio();
}

/** Makes figures as for a screen that many times smaller, letters and all, and draws them that much larger. */
export function enlarge(times) {
  if (times === zoom) return;
  zoom = times;
  tellAll();
}

/** A place on a figure, or a length, from the window's pixels to those that the figure is made in. */
export function made(pixels) {
  return pixels / zoom;
}

function tell(element) {
  post({ type: "size", figure: element.dataset.figure, ...size(element) });
}

function tellAll() {
  names.forEach((name) => tell(frame(name)));
}

function size(element) {
  return { width: made(element.clientWidth), height: made(element.clientHeight), ratio: Math.min(devicePixelRatio, finest) * zoom };
}
