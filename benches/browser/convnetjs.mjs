// ConvNetJS, driven as its own demos drive it: one sample at a time through its trainer.

import { paint } from './paint.mjs';
import { run } from './script.mjs';

export const name = 'convnetjs';

export const works = ['W1', 'W2', 'W3', 'W4'];

/** @param {{ modules: string }} ctx the address of node_modules/ */
export async function load({ modules }) {
    await run(`${modules}convnetjs/build/convnet-min.js`);
}

/** @param {import('./jobs.mjs').Job} job */
export function create(job) {
    const { convnetjs } = globalThis;
    const { shape, batch, lr, X, Y } = job;
    const net = new convnetjs.Net();
    net.makeLayers([
        { type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
        ...shape.slice(1).map((size) => ({ type: 'fc', num_neurons: size, activation: 'tanh' })),
    ]);
    // A regression layer made from a definition would bring a dense layer without tanh.
    net.layers.push(new convnetjs.RegressionLayer({ in_sx: 1, in_sy: 1, in_depth: 1 }));
    const dense = net.layers.filter((layer) => layer.layer_type === 'fc');
    const trainer = new convnetjs.Trainer(net, { method: 'sgd', learning_rate: lr, momentum: 0, batch_size: batch });
    const inputs = Array.from(Y, (_, i) => vol(X[2 * i], X[2 * i + 1]));
    const targets = Array.from(Y, (target) => [target]);
    const point = vol(0, 0);

    function setWeights(weights) {
        let at = 0;
        for (const layer of dense) {
            for (const { w } of [...layer.filters, layer.biases]) {
                w.set(weights.subarray(at, at + w.length));
                at += w.length;
            }
        }
    }

    setWeights(job.weights);
    return {
        epochs(k) {
            for (let epoch = 0; epoch < k; epoch++) {
                for (let i = 0; i < inputs.length; i++) {
                    trainer.train(inputs[i], targets[i]);
                }
            }
        },
        setWeights,
        getWeights() {
            return Float64Array.from(dense.flatMap((layer) => [...layer.filters, layer.biases].flatMap(({ w }) => [...w])));
        },
        field(n, rgba) {
            for (let j = 0; j < n; j++) {
                point.w[1] = 6 - 12 * j / (n - 1);
                for (let i = 0; i < n; i++) {
                    point.w[0] = -6 + 12 * i / (n - 1);
                    paint(rgba, j * n + i, net.forward(point, false).w[0]);
                }
            }
        },
        dispose() {},
    };
}

function vol(x, y) {
    return new globalThis.convnetjs.Vol([x, y]);
}
