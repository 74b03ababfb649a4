// TensorFlow.js on its cpu or its wasm backend: variables, fused dense layers, its own optimizer. The batches are tensors
// from the start, and one pass takes the whole grid. f32 throughout.

import { paint } from './paint.mjs';
import { run } from './script.mjs';

export const name = 'tfjs';

export const works = ['W1', 'W2', 'W3', 'W4'];

/** @param {{ modules: string, backend: 'cpu' | 'wasm' }} ctx the address of node_modules/, and what computes */
export async function load({ modules, backend }) {
    await run(`${modules}@tensorflow/tfjs/dist/tf.min.js`);
    const { tf } = globalThis;
    if (backend === 'wasm') {
        const folder = `${modules}@tensorflow/tfjs-backend-wasm/dist/`;
        await run(`${folder}tf-backend-wasm.min.js`);
        tf.wasm.setWasmPaths(folder);
    }
    tf.enableProdMode();
    if (!await tf.setBackend(backend)) {
        throw new Error(`TensorFlow.js cannot use ${backend}`);
    }
    await tf.ready();
}

/** @param {import('./jobs.mjs').Job} job */
export function create(job) {
    const { tf } = globalThis;
    const { shape, batch, lr, X, Y } = job;
    const sizes = shape.slice(1).map((units, l) => ({ inputs: shape[l], units }));
    const layers = sizes.map(({ inputs, units }) => ({
        kernel: tf.variable(tf.zeros([inputs, units])),
        bias: tf.variable(tf.zeros([units])),
    }));
    const optimizer = tf.train.sgd(lr);
    const batches = [];
    for (let start = 0; start < Y.length; start += batch) {
        const end = Math.min(start + batch, Y.length);
        batches.push({
            x: tf.tensor2d(Float32Array.from(X.subarray(2 * start, 2 * end)), [end - start, 2]),
            y: tf.tensor2d(Float32Array.from(Y.subarray(start, end)), [end - start, 1]),
        });
    }
    let grid = null;

    function forward(x) {
        return layers.reduce((a, { kernel, bias }) => tf.tanh(tf.fused.matMul({ a, b: kernel, bias })), x);
    }

    function setWeights(weights) {
        let at = 0;
        const take = (...dimensions) => {
            const length = dimensions.reduce((a, b) => a * b);
            at += length;
            return tf.tensor(Float32Array.from(weights.subarray(at - length, at)), dimensions);
        };
        tf.tidy(() => layers.forEach(({ kernel, bias }, l) => {
            kernel.assign(take(sizes[l].units, sizes[l].inputs).transpose());
            bias.assign(take(sizes[l].units));
        }));
    }

    setWeights(job.weights);
    return {
        epochs(k) {
            for (let epoch = 0; epoch < k; epoch++) {
                for (const { x, y } of batches) {
                    optimizer.minimize(() => tf.mul(0.5, tf.mean(tf.squaredDifference(forward(x), y))));
                }
            }
        },
        setWeights,
        getWeights() {
            const read = ({ kernel, bias }) => [...tf.tidy(() => kernel.transpose().dataSync()), ...bias.dataSync()];
            return Float64Array.from(layers.flatMap(read));
        },
        field(n, rgba) {
            grid ??= gridOf(n);
            const values = tf.tidy(() => forward(grid).dataSync());
            for (let p = 0; p < values.length; p++) {
                paint(rgba, p, values[p]);
            }
        },
        dispose: () => tf.disposeVariables(),
    };
}

function gridOf(n) {
    const points = new Float32Array(2 * n * n);
    for (let p = 0; p < n * n; p++) {
        points[2 * p] = -6 + 12 * (p % n) / (n - 1);
        points[2 * p + 1] = 6 - 12 * Math.floor(p / n) / (n - 1);
    }
    return globalThis.tf.tensor2d(points, [n * n, 2]);
}
