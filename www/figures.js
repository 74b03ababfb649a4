/** The canvases: handed to the worker when they are first seen, and their sizes told to it ever after. */
import { post } from "./lab.js";

/** More pixels to a CSS pixel are not seen, and cost time. */
const finest = 3;
/** Where a figure lies decides too how many of the screen's pixels it fills; not every browser tells of that. */
const box = "devicePixelContentBoxSize" in ResizeObserverEntry.prototype ? "device-pixel-content-box" : "content-box";
const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => tell(target.dataset.figure)));

/** The figures that are there. */
let names = [];
/** Which figures the worker has. */
const handed = new Set();
/** Whether there has been a worker yet. */
let begun = false;
/** How many times larger figures are drawn than they are made: on a projector what is small must be seen too. */
let zoom = 1;

/** The element a figure fills. */
export function frame(name) {
  return document.querySelector(`[data-figure="${name}"]`);
}

/**
 * Tells a worker that begins of all figures that are seen. A canvas can be handed over once only, so a later worker gets new ones in
 * the old ones' place.
 */
export function handOver() {
  for (const name of handed) {
    const old = frame(name).querySelector("canvas");
    old.replaceWith(old.cloneNode(false));
  }
  handed.clear();
  begun = true;
  names.forEach(tell);
}

/** Tells the worker each later change of a figure's size or of the pixel ratio. A hidden figure has size 0. */
export function followSizes() {
  const followRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        names.forEach(tell);
        followRatio();
      },
      { once: true },
    );
  };
  takeUp();
  followRatio();
}

/** Takes up the figures that have come since. */
export function takeUp() {
  const there = [...document.querySelectorAll("[data-figure]")].map((element) => element.dataset.figure);
  const added = there.filter((name) => !names.includes(name));
  names = there;
  added.forEach((name) => observer.observe(frame(name), { box }));
}

/** Makes figures as for a screen that many times smaller, letters and all, and draws them that much larger. */
export function enlarge(times) {
  if (times === zoom) return;
  zoom = times;
  names.forEach(tell);
}

/** A place on a figure, or a length, from the window's pixels to those that the figure is made in. */
export function made(pixels) {
  return pixels / zoom;
}

/** Tells a figure's size, with its canvas when it is first seen: to hand over those that nobody looks at would hold up the start. */
function tell(name) {
  const element = frame(name);
  const canvas = element.querySelector("canvas");
  const message = { type: "size", figure: name, ...size(canvas) };
  if (handed.has(name)) {
    post(message);
  } else if (begun && message.width > 0 && message.height > 0) {
    handed.add(name);
    const offscreen = canvas.transferControlToOffscreen();
    post({ ...message, canvas: offscreen }, [offscreen]);
  }
}

/** A browser puts a figure on whole pixels of the screen: with as many of its own, none is a mixture of two. */
function size(canvas) {
  const { left, right, top, bottom } = canvas.getBoundingClientRect();
  const whole = (at) => Math.round(at * devicePixelRatio) / devicePixelRatio;
  return { width: made(whole(right) - whole(left)), height: made(whole(bottom) - whole(top)), ratio: Math.min(devicePixelRatio, finest) * zoom };
}
