// The work: nets, points and start weights, made anew from fixed seeds wherever it is asked for, so that all implementations
// get the same numbers.

/**
 * What one implementation has to do. Numbers are f64 throughout.
 *
 * Units of hidden layers have `activation`. With the objective `squared` the output has one unit with tanh, targets are ±1
 * and the loss of a sample is ½(o − t)². With `softmax` the outputs are probabilities of classes, a target is the number of
 * a class, and the loss of a sample is −ln p of its class. A step goes against the mean gradient of a mini-batch; batches
 * follow the given order, and the last one of an epoch may be smaller. `adam` is that of Kingma and Ba (2015) with
 * β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ beside the root of the corrected second moment.
 *
 * Weights are one flat array: layer by layer rows [unit][input], then the layer's biases.
 *
 * @typedef {object} Job
 * @property {string} id
 * @property {string} title for people
 * @property {'samples' | 'points' | 'frames'} unit what is counted
 * @property {number[]} shape units of each layer, the two inputs first
 * @property {number} batch
 * @property {number} lr the learning rate
 * @property {Float64Array} X training points: x, y pairs
 * @property {Float64Array} Y their targets
 * @property {Float64Array} testX
 * @property {Float64Array} testY
 * @property {Float64Array} weights to start with
 * @property {number} grid the field has grid × grid points over [−6, 6]², from the top left corner
 * @property {number} tile a hidden unit's picture has tile × tile pixels, each the mean of (grid / tile)² points
 * @property {'tanh' | 'relu' | 'sigmoid'} [activation] tanh if absent
 * @property {'squared' | 'softmax'} [objective] squared if absent
 * @property {'gd' | 'adam'} [optimizer] gd if absent
 */

/**
 * A module that does jobs.
 *
 * @typedef {object} Adapter
 * @property {string} name
 * @property {string[]} works the ids of the jobs it can do
 * @property {(ctx: object) => Promise<void>} load called once, with the addresses it needs: see `page.mjs`
 * @property {(job: Job) => Implementation} create
 */

/**
 * One that does one job; a work needs only the functions that it counts.
 *
 * @typedef {object} Implementation
 * @property {(k: number) => void} epochs trains
 * @property {(weights: Float64Array) => void} setWeights starts again from there: an optimizer forgets what it has gathered
 * @property {() => Float64Array} getWeights
 * @property {(n: number, rgba: Uint8ClampedArray) => void} field paints the output on n × n points: pixel j n + i is the
 *     output at (−6 + 12i/(n−1), 6 − 12j/(n−1)), between (245, 147, 34) at −1, (232, 234, 235) at 0 and (8, 119, 189) at +1
 * @property {() => number[]} frame trains an epoch, takes both losses, paints the output and every hidden unit's tiles;
 *     returns the losses, the red of the output's first pixel and that of the last hidden unit's first tile
 * @property {() => void} dispose
 */

/** The work of the table in the issue. */
export const WORKS = ['W1', 'W2', 'W3', 'W4', 'W5'];

/** Other shapes, which must not fall off a cliff. */
export const SHAPES = ['relu', 'sigmoid', 'softmax', 'width-3', 'width-5', 'batch-1', 'batch-7', 'adam'];

const RADIUS = 5;

/** What differs from `train` below. */
const RECIPES = {
    'W1': { shape: [2, 4, 2, 1], points: () => circle(250) },
    'W2': { shape: [2, 8, 8, 8, 1], points: () => spirals(500) },
    'W3': { shape: [2, 16, 16, 1], points: () => circle(500), batch: 500 },
    'W4': { shape: [2, 8, 8, 1], points: () => circle(0), unit: 'points', grid: 256 },
    'W5': { shape: [2, 8, 8, 8, 8, 1], points: () => circle(500), test: 250, unit: 'frames', grid: 100, tile: 10 },
    'relu': { activation: 'relu' },
    'sigmoid': { activation: 'sigmoid' },
    'softmax': { shape: [2, 8, 8, 3], objective: 'softmax', points: () => sectors(500, 3) },
    'width-3': { shape: [2, 3, 3, 1] },
    'width-5': { shape: [2, 5, 5, 1] },
    'batch-1': { batch: 1 },
    'batch-7': { batch: 7 },
    'adam': { optimizer: 'adam', lr: 0.003 },
};

const train = {
    shape: [2, 8, 8, 1], points: () => circle(500), test: 0, unit: 'samples', batch: 10, lr: 0.03, grid: 0, tile: 0,
    activation: 'tanh', objective: 'squared', optimizer: 'gd',
};

/** @returns {Job} */
export function job(id) {
    if (!Object.hasOwn(RECIPES, id)) {
        throw new Error(`there is no work ${id}`);
    }
    const { points, test, ...recipe } = { ...train, ...RECIPES[id] };
    const { X, Y } = points();
    const split = Y.length - test;
    return {
        id,
        title: title(recipe, Y.length, test),
        ...recipe,
        X: X.slice(0, 2 * split),
        Y: Y.slice(0, split),
        testX: X.slice(2 * split),
        testY: Y.slice(split),
        weights: weights(recipe.shape),
    };
}

function title({ shape, unit, batch, grid, activation, objective, optimizer }, points, test) {
    const words = [shape.join('-')];
    if (unit !== 'samples') {
        words.push(`${grid} × ${grid} field`);
    }
    if (unit !== 'points') {
        words.push(test === 0 ? `${points} points` : `${points - test} + ${test} points`, `batch ${batch}`);
    }
    words.push(...[activation, objective, optimizer].filter((word) => !['tanh', 'squared', 'gd'].includes(word)));
    return words.join(', ');
}

/** Numbers in [0, 1) from a linear congruential generator (Numerical Recipes' constants). */
function draws(seed) {
    let state = seed >>> 0;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}

function weights(shape) {
    const draw = draws(7);
    const flat = [];
    for (let layer = 1; layer < shape.length; layer++) {
        for (let i = 0; i < shape[layer] * shape[layer - 1]; i++) {
            flat.push(draw() - 0.5);
        }
        flat.push(...Array(shape[layer]).fill(0.1));
    }
    return Float64Array.from(flat);
}

/** A disc of one class in a ring of the other. */
function circle(count) {
    const draw = draws(1);
    return shuffled(count, draw, (i) => {
        const inner = i % 2 === 0;
        const radius = RADIUS * (inner ? 0.5 * draw() : 0.7 + 0.3 * draw());
        return [...polar(radius, 2 * Math.PI * draw()), inner ? 1 : -1];
    });
}

/** Two spirals of 1.75 turns. */
function spirals(count) {
    const arm = count / 2;
    return shuffled(count, draws(2), (i) => {
        const along = (i % arm) / arm;
        const half = i < arm ? 0 : Math.PI;
        return [...polar(RADIUS * along, 2 * Math.PI * 1.75 * along + half), i < arm ? 1 : -1];
    });
}

/** A disc cut like a cake: the target is the number of the slice. */
function sectors(count, classes) {
    const draw = draws(3);
    return shuffled(count, draw, (i) => {
        const which = i % classes;
        return [...polar(RADIUS * Math.sqrt(draw()), 2 * Math.PI * (which + draw()) / classes), which];
    });
}

function polar(radius, angle) {
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Points in a random order, for they are never shuffled later (Fisher and Yates, 1938). */
function shuffled(count, draw, point) {
    const points = Array.from({ length: count }, (_, i) => point(i));
    for (let i = count - 1; i > 0; i--) {
        const j = Math.floor(draw() * (i + 1));
        [points[i], points[j]] = [points[j], points[i]];
    }
    return {
        X: Float64Array.from(points.flatMap(([x, y]) => [x, y])),
        Y: Float64Array.from(points, ([, , target]) => target),
    };
}
