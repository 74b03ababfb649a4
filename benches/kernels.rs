//! The kernels natively, on the works of the browser bench: a training step, a decision field, a row of colours.
//!
//!     cargo bench --bench kernels

mod known;
mod known_one;

use core::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use frontera::data::point::Window;
use frontera::figure::field::{Field, Sampling};
use frontera::figure::palette::{Palette, Theme};
use frontera::lab::Lab;
use frontera::nn::activation::Activation;
use frontera::nn::draws::Draws;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::optimizer::{Descent, Optimizer};
use frontera::nn::samples::Samples;
use frontera::nn::shape::Shape;
use frontera::nn::trainer::Trainer;

const OUTPUT: Objective = Objective::SquaredError(Activation::Tanh);

const DESCENT: Descent =
    Descent { optimizer: Optimizer::GradientDescent, rate: 0.03, momentum: 0.9, l1: 0.0, l2: 0.0 };

/// A network of two inputs and these hidden layers.
fn network(hidden: &[usize], activation: Activation, objective: Objective, outputs: usize) -> Network<f32> {
    let hidden = hidden.iter().map(|&units| (units, activation)).collect();
    Network::new(Shape { inputs: 2, hidden, outputs, objective, slope: 0.01 }, Initialization::Glorot, 1)
}

/// Points all over the plane, of alternating targets.
fn samples(count: usize, outputs: usize) -> Samples<f32> {
    let mut draws = Draws::new(1, 0);
    let mut samples = Samples::new(2, outputs);
    for k in 0..count {
        let x = [draws.between(-5.0, 5.0) as f32, draws.between(-5.0, 5.0) as f32];
        let target: Vec<f32> =
            (0..outputs).map(|output| if k % outputs.max(2) == output { 1.0 } else { 0.0 }).collect();
        samples.push(&x, &target);
    }
    samples
}

/// One epoch, batch by batch.
fn training(criterion: &mut Criterion) {
    let works = [
        ("W1 2-4-2-1", &[4, 2][..], Activation::Tanh, OUTPUT, 1, 250, 10),
        ("W2 2-8-8-8-1", &[8, 8, 8], Activation::Tanh, OUTPUT, 1, 500, 10),
        ("W3 2-16-16-1", &[16, 16], Activation::Tanh, OUTPUT, 1, 500, 500),
        ("relu 2-8-8-1", &[8, 8], Activation::Relu, OUTPUT, 1, 500, 10),
        ("softmax 2-8-8-3", &[8, 8], Activation::Tanh, Objective::SoftmaxCrossEntropy, 3, 500, 10),
        ("batch 1 2-8-8-1", &[8, 8], Activation::Tanh, OUTPUT, 1, 500, 1),
    ];
    let mut group = criterion.benchmark_group("epoch");
    for (name, hidden, activation, objective, outputs, count, batch) in works {
        let samples = samples(count, outputs);
        let mut trainer = Trainer::new(network(hidden, activation, objective, outputs));
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for first in (0..count).step_by(batch) {
                    black_box(trainer.step(&samples, first..count.min(first + batch), &DESCENT).is_ok());
                }
            });
        });
    }
    group.finish();
}

/// The first of them with every size known to the compiler.
fn known(criterion: &mut Criterion) {
    const COUNT: usize = 250;
    let samples = samples(COUNT, 1);
    // Some room behind the last sample, as the last batch's registers reach beyond it.
    let mut columns = [const { Vec::new() }; 3];
    for k in 0..COUNT + 2 {
        let mut numbers = samples.sample(k.min(COUNT - 1));
        columns.iter_mut().for_each(|column| column.extend(numbers.next()));
    }
    let mut trainer = Trainer::new(network(&[4, 2], Activation::Tanh, OUTPUT, 1));
    let Some(mut known) = known::Known::new(&trainer) else { return };
    let epoch = |known: &mut known::Known| {
        (0..COUNT)
            .step_by(10)
            .all(|first| known.step(columns.each_ref().map(|column| &column[first..]), DESCENT.rate))
    };
    // The same arithmetic, or the comparison says nothing.
    for _ in 0..20 {
        for first in (0..COUNT).step_by(10) {
            assert!(trainer.step(&samples, first..first + 10, &DESCENT).is_ok());
        }
        assert!(epoch(&mut known));
        assert_eq!(known.parameters(), trainer.network().parameters());
    }
    let mut group = criterion.benchmark_group("epoch");
    group.throughput(Throughput::Elements(COUNT as u64));
    group.bench_function("W1 with every size known", |bencher| bencher.iter(|| epoch(&mut known)));
    group.finish();
}

/// A batch of one in the same way.
fn known_one(criterion: &mut Criterion) {
    const COUNT: usize = 500;
    let samples = samples(COUNT, 1);
    let numbers = |k: usize| -> [f32; 3] {
        let mut numbers = samples.sample(k);
        core::array::from_fn(|_| numbers.next().unwrap_or_default())
    };
    let all: Vec<_> = (0..COUNT).map(numbers).collect();
    let mut trainer = Trainer::new(network(&[8, 8], Activation::Tanh, OUTPUT, 1));
    let Some(mut known) = known_one::KnownOne::new(&trainer) else { return };
    let epoch = |known: &mut known_one::KnownOne| all.iter().all(|&sample| known.step(sample, DESCENT.rate));
    // The same training, or the comparison says nothing.
    (0..COUNT).for_each(|k| assert!(trainer.step(&samples, k..k + 1, &DESCENT).is_ok()));
    assert!(epoch(&mut known));
    for (ours, theirs) in known.last().zip(&trainer.network().parameters()[96..]) {
        assert!((ours - theirs).abs() < 1e-3, "{ours} instead of {theirs}");
    }
    let mut group = criterion.benchmark_group("epoch");
    group.throughput(Throughput::Elements(COUNT as u64));
    group.bench_function("batch 1 with every size known", |bencher| bencher.iter(|| epoch(&mut known)));
    group.finish();
}

/// The outputs, the boundary and the thumbnails of a network over the plane.
fn fields(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("field");
    for (name, hidden, points) in [("W4 2-8-8-1", "8,8", 256), ("W5 2-8-8-8-8-1", "8,8,8,8", 100)] {
        let mut lab = Lab::opened(&format!("hidden={hidden}"));
        let mut field = Field::new();
        let mut revision = 0;
        group.throughput(Throughput::Elements(points * points));
        group.bench_function(name, |bencher| {
            let mut snapshot = lab.snapshot();
            snapshot.window = Window { low: [-6.0; 2], high: [6.0; 2] };
            bencher.iter(|| {
                revision += 1;
                snapshot.network_revision = revision;
                field.update(&snapshot, Sampling::new(points as usize, 10));
            });
        });
    }
    group.finish();
}

/// Numbers from −1 to 1 as colours.
fn colours(criterion: &mut Criterion) {
    let values: Vec<f32> = (0..65_536).map(|k| (k as f32 * 0.001).sin()).collect();
    let mut pixels = vec![0; 4 * values.len()];
    let palette = Palette::new(Theme::Light);
    let mut group = criterion.benchmark_group("ramp");
    group.throughput(Throughput::Elements(values.len() as u64));
    group.bench_function("paint", |bencher| {
        bencher.iter(|| palette.binary.paint(black_box(&values).iter().copied(), &mut pixels));
    });
    group.finish();
}

criterion_group!(benches, training, known, known_one, fields, colours);
criterion_main!(benches);
