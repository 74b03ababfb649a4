// What the harness asks of a page: which implementation can do what, and one measurement.

import { guard } from './guard.mjs';
import { SHAPES, WORKS, job } from './jobs.mjs';

const WARM_UP = 500;
const SHORTEST_CHUNK = 20;

const dist = new URL('/dist/', location.href).href;
const modules = new URL('/node_modules/', location.href).href;

/** The adapters, and what each gets to load with. */
const IMPLEMENTATIONS = {
    'frontera': { module: './frontera.mjs', ctx: { dist } },
    'flat': { module: './flat.mjs' },
    'convnetjs': { module: './convnetjs.mjs', ctx: { modules } },
    'tfjs-cpu': { module: './tfjs.mjs', ctx: { modules, backend: 'cpu' } },
    'tfjs-wasm': { module: './tfjs.mjs', ctx: { modules, backend: 'wasm' } },
};

const GROUPS = { works: WORKS, shapes: SHAPES };

/** The jobs of these names, or of these groups of names, and who of the named implementations can do each. */
async function plan(works, names) {
    const adapters = await Promise.all(names.map(adapter));
    return works.flatMap((id) => GROUPS[id] ?? [id]).map((id) => {
        const { title, unit } = job(id);
        return { id, title, unit, implementations: names.filter((_, i) => adapters[i].works.includes(id)) };
    });
}

async function adapter(implementation) {
    if (!Object.hasOwn(IMPLEMENTATIONS, implementation)) {
        throw new Error(`there is no implementation ${implementation}`);
    }
    return import(IMPLEMENTATIONS[implementation].module);
}

/** Lets one implementation do one work: first what the guard asks, then for so many seconds. */
async function measure(implementation, work, seconds) {
    const { load, create } = await adapter(implementation);
    await load(IMPLEMENTATIONS[implementation].ctx);
    const theJob = job(work);
    const runner = create(theJob);
    const checks = guard(theJob, runner);
    const timing = time(theJob, runner, 1000 * seconds);
    runner.dispose();
    return { ...timing, checks: checks.map((check) => ({ ...check, holds: check.value <= check.limit })) };
}

/**
 * Works in chunks, looking at the clock only between them. Every chunk begins at the start weights, so that fast and slow
 * implementations meet the same numbers as far as possible; that is not timed.
 */
function time(theJob, runner, duration) {
    const { run, units } = counted(theJob, runner);
    let size = 1;
    const chunk = () => {
        runner.setWeights(theJob.weights);
        const done = size;
        const start = performance.now();
        run(done);
        const took = performance.now() - start;
        if (took < SHORTEST_CHUNK) {
            size *= 2;
        }
        return { took, done };
    };
    const warm = performance.now() + WARM_UP;
    while (performance.now() < warm || chunk().took < SHORTEST_CHUNK) {
        chunk();
    }
    const perSecond = (result) => 1000 * result.done * units / result.took;
    const total = { took: 0, done: 0 };
    let fastest = 0;
    let chunks = 0;
    while (total.took < duration) {
        const result = chunk();
        total.took += result.took;
        total.done += result.done;
        fastest = Math.max(fastest, perSecond(result));
        chunks++;
    }
    return { figure: perSecond(total), fastest, milliseconds: total.took, chunks };
}

/** How to do a work so many times over, and how much doing it once counts. */
function counted({ unit, grid, Y }, runner) {
    switch (unit) {
        case 'samples':
            return { units: Y.length, run: (times) => runner.epochs(times) };
        case 'points': {
            const rgba = new Uint8ClampedArray(4 * grid * grid);
            return { units: grid * grid, run: repeated(() => runner.field(grid, rgba)) };
        }
        case 'frames':
            return { units: 1, run: repeated(() => runner.frame()) };
        default:
            throw new Error(`nothing counts ${unit}`);
    }
}

function repeated(work) {
    return (times) => {
        for (let i = 0; i < times; i++) {
            work();
        }
    };
}

globalThis.bench = { plan, measure };
