/** The canvases: handed to the worker once, and their sizes told to it ever after. */
import { post } from "./lab.js";

const names = [...document.querySelectorAll("[data-figure]")].map((element) => element.dataset.figure);

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
  const tell = (element) => post({ type: "size", figure: element.dataset.figure, ...size(element) });
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => tell(target)));
  const followRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        names.forEach((name) => tell(frame(name)));
        followRatio();
      },
      { once: true },
    );
  };
  names.forEach((name) => observer.observe(frame(name)));
  followRatio();
}

function size(element) {
  return { width: element.clientWidth, height: element.clientHeight, ratio: devicePixelRatio };
}
