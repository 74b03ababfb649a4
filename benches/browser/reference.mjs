// What the guard compares with: the textbook, one sample and one weight at a time, in f64. It shares no code with any
// implementation, and no thought is given to speed.

const ACTIVATIONS = {
    tanh: { of: Math.tanh, slope: (a) => 1 - a * a },
    sigmoid: { of: (z) => 1 / (1 + Math.exp(-z)), slope: (a) => a * (1 - a) },
    relu: { of: (z) => Math.max(0, z), slope: (a) => (a > 0 ? 1 : 0) },
};

const STOPS = [[-1, [245, 147, 34]], [0, [232, 234, 235]], [1, [8, 119, 189]]];

/**
 * A network as layers of units, each with its weights and its bias.
 *
 * @param {import('./jobs.mjs').Job} job
 */
export class Reference {
    constructor(job, weights = job.weights) {
        this.job = job;
        this.hidden = ACTIVATIONS[job.activation ?? 'tanh'];
        this.softmax = job.objective === 'softmax';
        this.layers = [];
        this.steps = 0;
        const numbers = Array.from(weights);
        for (let l = 1; l < job.shape.length; l++) {
            const rows = Array.from({ length: job.shape[l] }, () => numbers.splice(0, job.shape[l - 1]));
            const biases = numbers.splice(0, job.shape[l]);
            this.layers.push(rows.map((row, u) => ({ weights: row, bias: biases[u] })));
        }
    }

    weights() {
        return this.layers.flatMap((units) => [...units.flatMap((unit) => unit.weights), ...units.map((unit) => unit.bias)]);
    }

    /** What every layer puts out, the inputs first. */
    outputs(x, y) {
        const outputs = [[x, y]];
        this.layers.forEach((units, l) => {
            const z = units.map((unit) => unit.weights.reduce((sum, w, i) => sum + w * outputs[l][i], unit.bias));
            outputs.push(l < this.layers.length - 1 ? z.map(this.hidden.of) : this.answer(z));
        });
        return outputs;
    }

    answer(z) {
        if (!this.softmax) {
            return z.map(Math.tanh);
        }
        const powers = z.map((value) => Math.exp(value - Math.max(...z)));
        const sum = powers.reduce((a, b) => a + b);
        return powers.map((power) => power / sum);
    }

    loss(X, Y) {
        let sum = 0;
        Y.forEach((target, i) => {
            const output = this.outputs(X[2 * i], X[2 * i + 1]).at(-1);
            sum += this.softmax ? -Math.log(output[target]) : (output[0] - target) ** 2 / 2;
        });
        return sum / Y.length;
    }

    /** The gradient of one sample's loss, in the order of the flat weights. */
    gradient(x, y, target) {
        const outputs = this.outputs(x, y);
        let deltas = outputs.at(-1).map((o, k) => (
            this.softmax ? o - (k === target ? 1 : 0) : (o - target) * (1 - o * o)
        ));
        const gradient = [];
        for (let l = this.layers.length - 1; l >= 0; l--) {
            gradient.unshift(...deltas.flatMap((delta) => outputs[l].map((a) => delta * a)), ...deltas);
            deltas = outputs[l].map((a, i) => (
                this.hidden.slope(a) * deltas.reduce((sum, delta, u) => sum + delta * this.layers[l][u].weights[i], 0)
            ));
        }
        return gradient;
    }

    epochs(count) {
        const { X, Y, batch } = this.job;
        for (let epoch = 0; epoch < count; epoch++) {
            for (let start = 0; start < Y.length; start += batch) {
                const end = Math.min(start + batch, Y.length);
                const mean = this.weights().fill(0);
                for (let i = start; i < end; i++) {
                    const gradient = this.gradient(X[2 * i], X[2 * i + 1], Y[i]);
                    gradient.forEach((g, p) => { mean[p] += g / (end - start); });
                }
                this.step(mean);
            }
        }
    }

    step(gradient) {
        const { lr, optimizer } = this.job;
        this.steps++;
        this.first ??= gradient.map(() => 0);
        this.second ??= gradient.map(() => 0);
        const updates = gradient.map((g, p) => {
            if (optimizer !== 'adam') {
                return lr * g;
            }
            this.first[p] = 0.9 * this.first[p] + 0.1 * g;
            this.second[p] = 0.999 * this.second[p] + 0.001 * g * g;
            const first = this.first[p] / (1 - 0.9 ** this.steps);
            const second = this.second[p] / (1 - 0.999 ** this.steps);
            return (lr * first) / (Math.sqrt(second) + 1e-8);
        });
        for (const units of this.layers) {
            for (const unit of units) {
                unit.weights = unit.weights.map((w) => w - updates.shift());
            }
            for (const unit of units) {
                unit.bias -= updates.shift();
            }
        }
    }

    /** The colours of the output on a grid of n × n points, as RGBA. */
    field(n) {
        const pixels = [];
        for (let j = 0; j < n; j++) {
            for (let i = 0; i < n; i++) {
                pixels.push(...colour(this.outputs(-6 + (12 * i) / (n - 1), 6 - (12 * j) / (n - 1)).at(-1)[0]), 255);
            }
        }
        return pixels;
    }

    /** What a frame answers: both losses, the red of the output's first pixel and of the last hidden unit's first. */
    frame() {
        const { X, Y, testX, testY, grid, tile } = this.job;
        const side = grid / tile;
        let sum = 0;
        for (let j = 0; j < side; j++) {
            for (let i = 0; i < side; i++) {
                sum += this.outputs(-6 + (12 * i) / (grid - 1), 6 - (12 * j) / (grid - 1)).at(-2).at(-1);
            }
        }
        const corner = this.outputs(-6, 6).at(-1)[0];
        return [this.loss(X, Y), this.loss(testX, testY), colour(corner)[0], colour(sum / side ** 2)[0]];
    }
}

/** Linear between the stops, clamped outside of them. */
function colour(value) {
    const clamped = Math.min(1, Math.max(-1, value));
    const [[start, from], [, to]] = clamped < 0 ? STOPS.slice(0, 2) : STOPS.slice(1);
    return from.map((channel, c) => Math.round(channel + (to[c] - channel) * (clamped - start)));
}
