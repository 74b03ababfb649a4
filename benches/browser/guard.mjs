// Speed without right numbers is no speed: what an implementation computes, beside what the reference computes.

import { Reference } from './reference.mjs';

const EPOCHS = 20;
const WEIGHTS = 1e-3;
const LOSS = 1e-3;
const CHANNEL = 2;

/**
 * Lets a fresh implementation do the work a little.
 *
 * @param {import('./jobs.mjs').Job} job
 * @returns {{ name: string, value: number, limit: number }[]} each holds if its value is at most its limit, which NaN is not
 */
export function guard(job, implementation) {
    if (job.unit === 'points') {
        const rgba = new Uint8ClampedArray(4 * job.grid ** 2);
        implementation.field(job.grid, rgba);
        return [{ name: 'pixels', value: furthest(rgba, new Reference(job).field(job.grid)), limit: CHANNEL }];
    }
    const reference = new Reference(job);
    const before = reference.loss(job.X, job.Y);
    let answer = [];
    if (job.unit === 'frames') {
        for (let frame = 0; frame < EPOCHS; frame++) {
            answer = Array.from(implementation.frame());
        }
    } else {
        implementation.epochs(EPOCHS);
    }
    reference.epochs(EPOCHS);
    const weights = implementation.getWeights();
    const after = new Reference(job, weights).loss(job.X, job.Y);
    const checks = [
        { name: 'weights', value: furthest(weights, reference.weights()), limit: WEIGHTS },
        { name: 'loss against the first', value: after / before, limit: 0.999 },
    ];
    if (job.unit === 'frames') {
        const expected = reference.frame();
        checks.push(
            { name: 'losses of the frame', value: furthest(answer.slice(0, 2), expected.slice(0, 2)), limit: LOSS },
            { name: 'pixels of the frame', value: furthest(answer.slice(2), expected.slice(2)), limit: CHANNEL },
        );
    }
    return checks;
}

/** The largest difference between two lists; NaN if there is one in them or one is shorter. */
function furthest(list, others) {
    if (list.length !== others.length) {
        return NaN;
    }
    return others.reduce((most, other, i) => Math.max(most, Math.abs(list[i] - other)), 0);
}
