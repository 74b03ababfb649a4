// What the others are measured against: the same work in plain JavaScript as a good programmer would write it for speed. One
// flat typed array a kind of number, f64, Math.tanh, nothing allocated after `create`.

import { SHAPES, WORKS } from './jobs.mjs';
import { paint } from './paint.mjs';

export const name = 'flat';

export const works = [...WORKS, ...SHAPES];

export async function load() {}

const ACTIVATIONS = {
    tanh: { of: Math.tanh, slope: (a) => 1 - a * a },
    sigmoid: { of: (z) => 1 / (1 + Math.exp(-z)), slope: (a) => a * (1 - a) },
    relu: { of: (z) => (z > 0 ? z : 0), slope: (a) => (a > 0 ? 1 : 0) },
};

/** @param {import('./jobs.mjs').Job} job */
export function create(job) {
    const { shape, batch, lr, X, Y, testX, testY, grid, tile } = job;
    const count = Y.length;
    const last = shape.length - 1;
    const activation = ACTIVATIONS[job.activation ?? 'tanh'];
    const softmax = job.objective === 'softmax';
    const adam = job.optimizer === 'adam';

    // Where a layer's units and its weights begin in the flat arrays; its biases follow its weights.
    const units = new Int32Array(last + 2);
    const rows = new Int32Array(last + 2);
    for (let l = 0; l <= last; l++) {
        units[l + 1] = units[l] + shape[l];
        rows[l + 1] = rows[l] + (l === 0 ? 0 : shape[l] * (shape[l - 1] + 1));
    }
    const output = units[last];
    const outputs = shape[last];

    const a = new Float64Array(units[last + 1]);
    const deltas = new Float64Array(units[last + 1]);
    const w = Float64Array.from(job.weights);
    const g = new Float64Array(w.length);
    const first = new Float64Array(w.length);
    const second = new Float64Array(w.length);
    let steps = 0;

    // Layers with more than the two inputs below them share their loops; the first one is written out.

    function forward(x, y) {
        a[0] = x;
        a[1] = y;
        let to = units[1];
        let row = 0;
        let bias = 2 * shape[1];
        for (let u = 0; u < shape[1]; u++) {
            a[to++] = activation.of(w[bias++] + w[row] * x + w[row + 1] * y);
            row += 2;
        }
        for (let l = 2; l < last; l++) {
            const begin = units[l - 1];
            const end = units[l];
            row = rows[l];
            bias = row + shape[l] * (end - begin);
            for (let u = 0; u < shape[l]; u++) {
                let z = w[bias++];
                for (let i = begin; i < end; i++) {
                    z += w[row++] * a[i];
                }
                a[to++] = activation.of(z);
            }
        }
        row = rows[last];
        bias = row + outputs * (output - units[last - 1]);
        for (let u = 0; u < outputs; u++) {
            let z = w[bias++];
            for (let i = units[last - 1]; i < output; i++) {
                z += w[row++] * a[i];
            }
            a[to++] = z;
        }
        if (softmax) {
            normalize();
        } else {
            a[output] = Math.tanh(a[output]);
        }
    }

    function normalize() {
        let highest = a[output];
        for (let u = 1; u < outputs; u++) {
            highest = Math.max(highest, a[output + u]);
        }
        let sum = 0;
        for (let u = 0; u < outputs; u++) {
            a[output + u] = Math.exp(a[output + u] - highest);
            sum += a[output + u];
        }
        for (let u = 0; u < outputs; u++) {
            a[output + u] /= sum;
        }
    }

    function backward(target) {
        if (softmax) {
            for (let u = 0; u < outputs; u++) {
                deltas[output + u] = a[output + u] - (u === target ? 1 : 0);
            }
        } else {
            deltas[output] = (a[output] - target) * (1 - a[output] * a[output]);
        }
        for (let l = last; l > 1; l--) {
            const from = units[l - 1];
            const inputs = shape[l - 1];
            let row = rows[l];
            let bias = row + shape[l] * inputs;
            for (let i = 0; i < inputs; i++) {
                deltas[from + i] = 0;
            }
            for (let u = units[l]; u < units[l + 1]; u++) {
                const delta = deltas[u];
                g[bias++] += delta;
                for (let i = 0; i < inputs; i++) {
                    g[row + i] += delta * a[from + i];
                    deltas[from + i] += delta * w[row + i];
                }
                row += inputs;
            }
            for (let i = 0; i < inputs; i++) {
                deltas[from + i] *= activation.slope(a[from + i]);
            }
        }
        // Nobody asks for the deltas of the inputs.
        let row = 0;
        let bias = 2 * shape[1];
        for (let u = units[1]; u < units[2]; u++) {
            const delta = deltas[u];
            g[bias++] += delta;
            g[row++] += delta * a[0];
            g[row++] += delta * a[1];
        }
    }

    function descend(samples) {
        const rate = lr / samples;
        for (let p = 0; p < w.length; p++) {
            w[p] -= rate * g[p];
            g[p] = 0;
        }
    }

    function descendAdam(samples) {
        steps++;
        const rate = lr / (1 - 0.9 ** steps);
        const correction = 1 / (1 - 0.999 ** steps);
        for (let p = 0; p < w.length; p++) {
            const gradient = g[p] / samples;
            g[p] = 0;
            first[p] = 0.9 * first[p] + 0.1 * gradient;
            second[p] = 0.999 * second[p] + 0.001 * gradient * gradient;
            w[p] -= rate * first[p] / (Math.sqrt(second[p] * correction) + 1e-8);
        }
    }

    function epoch() {
        for (let start = 0; start < count; start += batch) {
            const end = Math.min(start + batch, count);
            for (let i = start; i < end; i++) {
                forward(X[2 * i], X[2 * i + 1]);
                backward(Y[i]);
            }
            if (adam) {
                descendAdam(end - start);
            } else {
                descend(end - start);
            }
        }
    }

    function loss(X, Y) {
        let sum = 0;
        for (let i = 0; i < Y.length; i++) {
            forward(X[2 * i], X[2 * i + 1]);
            const error = a[output] - Y[i];
            sum += 0.5 * error * error;
        }
        return sum / Y.length;
    }

    // A frame: the output's field, and the sums of each hidden unit over the points of each of its tiles.
    const hidden = output - 2;
    const picture = new Uint8ClampedArray(4 * grid * grid);
    const sums = new Float64Array(hidden * tile * tile);
    const thumbnails = new Uint8ClampedArray(4 * hidden * tile * tile);

    function fields() {
        const side = grid / tile;
        sums.fill(0);
        for (let j = 0; j < grid; j++) {
            const y = 6 - 12 * j / (grid - 1);
            const line = tile * Math.floor(j / side);
            for (let i = 0; i < grid; i++) {
                forward(-6 + 12 * i / (grid - 1), y);
                paint(picture, j * grid + i, a[output]);
                let at = line + Math.floor(i / side);
                for (let u = 2; u < output; u++) {
                    sums[at] += a[u];
                    at += tile * tile;
                }
            }
        }
        for (let at = 0; at < sums.length; at++) {
            paint(thumbnails, at, sums[at] / (side * side));
        }
    }

    return {
        epochs(k) {
            for (let i = 0; i < k; i++) {
                epoch();
            }
        },
        setWeights(weights) {
            w.set(weights);
            first.fill(0);
            second.fill(0);
            steps = 0;
        },
        getWeights: () => w.slice(),
        field(n, rgba) {
            for (let j = 0; j < n; j++) {
                const y = 6 - 12 * j / (n - 1);
                for (let i = 0; i < n; i++) {
                    forward(-6 + 12 * i / (n - 1), y);
                    paint(rgba, j * n + i, a[output]);
                }
            }
        },
        frame() {
            epoch();
            const losses = [loss(X, Y), loss(testX, testY)];
            fields();
            return [...losses, picture[0], thumbnails[4 * (hidden - 1) * tile * tile]];
        },
        dispose() {},
    };
}
