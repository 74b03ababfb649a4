// Runs after `script.js` and before the page's own scripts: puts a worker in the laboratory's place that computes nothing and only
// shows ready-made pictures. What the page then takes is what the browser takes for it, whatever the wasm does.
window.Worker = class extends window.Worker {
    constructor(url) {
        // The least page has its own.
        super(document.querySelector("#play") ? URL.createObjectURL(new Blob([`(${work})()`])) : url);
    }
};
// The smallest wasm there is: its four letters and its version.
WebAssembly.compileStreaming = async () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));

function work() {
    /** How often the laboratory shows a figure anew while it trains: every so many frames. */
    const every = { plane: 1, network: 2, loss: 5 };
    const figures = {};
    let [frames, told, playing] = [0, 0, false];
    /** What was pressed on the plane so far. */
    const pressed = [];

    postMessage({ type: "loaded" });
    onmessage = ({ data }) => {
        if (data.type === "start") {
            requestAnimationFrame(frame);
        }
        if (data.type === "size") {
            if (data.canvas) figures[data.figure] = { context: data.canvas.getContext("2d", { alpha: false }) };
            fit(data.figure, data);
        }
        if (data.type === "size" && data.figure === "plane" && data.canvas) {
            // The first picture is the plane's alone.
            figures.plane.context.drawImage(pictures(figures.plane.context.canvas)[0], 0, 0);
            postMessage({ type: "ready" });
        }
        if (data.type === "command" && data.text === "play") playing = true;
        if (data.type === "pointer" && data.phase === "press") pressed.push(data);
    };

    function fit(name, { width, height, ratio }) {
        const figure = figures[name];
        if (!figure) return;
        const { canvas } = figure.context;
        [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
        Object.assign(figure, { ratio, pictures: undefined });
    }

    /** Two pictures of many colours, which take turns. */
    const pictures = ({ width, height }) => [0, 120].map((hue) => picture(width, height, hue));

    function picture(width, height, hue) {
        const context = new OffscreenCanvas(width, height).getContext("2d", { alpha: false });
        const gradient = context.createLinearGradient(0, 0, width, height);
        for (let k = 0; k <= 6; k++) gradient.addColorStop(k / 6, `hsl(${hue + 20 * k} 40% 80%)`);
        context.fillStyle = gradient;
        context.fillRect(0, 0, width, height);
        return context.canvas;
    }

    function paint() {
        for (const [name, turn] of Object.entries(every)) {
            const figure = figures[name];
            if (!figure) continue;
            const { canvas } = figure.context;
            if (frames % turn !== 0 || canvas.width === 0 || canvas.height === 0) continue;
            figure.pictures ??= pictures(canvas);
            figure.context.drawImage(figure.pictures[(frames / turn) % 2], 0, 0);
            if (name === "plane") pressed.forEach((at) => dot(figure.context, at));
        }
    }

    /** A point as the laboratory paints them, in the first class's blue. */
    function dot(context, { x, y }) {
        const { ratio } = figures.plane;
        context.fillStyle = "rgb(0, 114, 178)";
        context.fillRect(ratio * x - 5, ratio * y - 5, 10, 10);
    }

    function frame(at) {
        frames += 1;
        paint();
        // Twelve times a second, as the laboratory does.
        if (at - told > 1000 / 12) {
            told = at;
            postMessage({ type: "state", text: `frames=${frames}\nplaying=${playing ? 1 : 0}\nstep=${frames}` });
        }
        requestAnimationFrame(frame);
    }
}
