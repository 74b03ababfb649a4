// Runs before the page's own scripts: overhears the worker, and looks at the plane as a person would.
const bench = (window.bench = {
    /** The worker's last word, and when it came. */
    state: "",
    at: 0,
    /** When the decision field was first seen on the plane, and when the worker said that it is ready. */
    field: NaN,
    ready: NaN,
    /** [start, duration] of each task of the main thread over 50 ms. */
    tasks: [],
    /** How long each press on the plane took to be seen, and what presses fell on that missed it. */
    presses: [],
    missed: [],
});

// The site is kept once, at a person's first visit: that is not what is measured.
delete Navigator.prototype.serviceWorker;

const Real = window.Worker;
window.Worker = class extends Real {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => {
            if (data.type === "state") [bench.state, bench.at] = [data.text, performance.now()];
            if (data.type === "ready") {
                bench.ready = performance.now();
                look();
            }
        });
    }
};
new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });

const copy = new OffscreenCanvas(16, 16).getContext("2d", { willReadFrequently: true });
copy.imageSmoothingEnabled = false;
const plane = () => document.querySelector("#plane-canvas");

/** The pixels of a part of the plane, in 16 × 16 samples. */
function sample(x, y, width, height) {
    copy.clearRect(0, 0, 16, 16);
    copy.drawImage(plane(), x, y, width, height, 0, 0, 16, 16);
    return new Uint32Array(copy.getImageData(0, 0, 16, 16).data.buffer);
}

/** A field has many colours along the window's edge, an empty plane has one and a hair line. */
function look() {
    const { width, height } = plane();
    const side = Math.min(width, height);
    const colours = new Set(sample((width - side) / 2, (height - side) / 2 + 2, side, 1));
    if (colours.size > 4) bench.field = performance.now();
    else requestAnimationFrame(look);
}

/** The value of a read-out. */
bench.read = (name) => bench.state.split("\n").find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

/** Whether no point is near a place of the plane, in CSS pixels from its top left corner: none of the points' own colours. */
bench.isFree = (x, y) => {
    const ratio = plane().width / plane().clientWidth;
    return !sample((x - 16) * ratio, (y - 16) * ratio, 32 * ratio, 32 * ratio).some(isPoint);
};

/** Class 0's blue, rgb(0, 114, 178), and the other classes' colours: all far stronger than the field. */
function isPoint(pixel) {
    const [red, green, blue] = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
    return Math.max(red, green, blue) - Math.min(red, green, blue) > 140;
}

addEventListener(
    "pointerdown",
    (event) => {
        const box = plane().getBoundingClientRect();
        if (event.target !== plane()) {
            const [name, top] = [event.target.id || event.target.className, Math.round(box.top)];
            bench.missed.push(`${name} at ${event.clientX}, ${event.clientY}: the plane begins at ${top}`);
            return;
        }
        const ratio = plane().width / box.width;
        const [x, y] = [(event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio];
        // Every frame would be looked at with a frame of the page: on a slow machine that takes a third of what there is.
        const watch = () => {
            // A boundary may lie over a part of the point, and a point to test on is a ring. The place was free.
            if (!sample(x - 8, y - 8, 16, 16).some(isPoint)) setTimeout(watch, 16);
            else requestAnimationFrame(() => bench.presses.push(performance.now() - event.timeStamp));
        };
        setTimeout(watch, 16);
    },
    true,
);
