// The shipped kernels, behind the interface that every implementation in this folder has: the wasm and its bindings are taken out of
// a site that `cargo xtask build` made.

export const name = 'frontera';
export const works = ['W1', 'W2', 'W3', 'W4', 'W5', 'relu', 'sigmoid', 'softmax', 'width-3', 'width-5', 'batch-1', 'batch-7', 'adam'];

/** @type {typeof import('frontera')} */
let bindings;

/**
 * Loads the wasm of the site at `ctx.dist`, by default the repository's own `dist/`.
 *
 * @param {{dist?: string}} [ctx]
 */
export async function load(ctx = {}) {
    const site = new URL(ctx.dist ?? '../../dist/', import.meta.url);
    const page = new DOMParser().parseFromString(await (await fetch(new URL('index.html', site))).text(), 'text/html');
    const { worker, wasm, later } = page.body.dataset;
    const script = await (await fetch(new URL(worker, site))).text();
    // The bindings come first in the worker's script, and the worker's own lines begin with its first handler.
    const glue = script.slice(0, script.indexOf('self.onmessage'));
    const begin = new Function(`${glue}; return async (parts) => ({ wasm_bindgen, first: first = await wasm_bindgen(parts) });`)();
    const { wasm_bindgen, first } = await begin({ module_or_path: fetch(new URL(wasm, site)) });
    await WebAssembly.instantiateStreaming(fetch(new URL(later, site)), { __wasm_split: first });
    bindings = wasm_bindgen;
}

/** Begins a job of jobs.mjs. */
export function create(job) {
    const kernels = new bindings.Kernels(job);
    if (job.weights) kernels.set_weights(job.weights);
    return {
        epochs: (count) => kernels.epochs(count),
        setWeights: (weights) => kernels.set_weights(Float64Array.from(weights)),
        getWeights: () => kernels.weights(),
        field: (points, rgba) => kernels.field(points, rgba),
        frame: () => kernels.frame(),
        dispose: () => kernels.free(),
    };
}
