//! Gradients in f64 against central differences, and batches against one sample at a time, for every combination of
//! activation, objective and depth; and what an observer of the backward pass sees.

use frontera::nn::activation::Activation;
use frontera::nn::draws::Draws;
use frontera::nn::gradient::{Gradient, Observer, Seen};
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::samples::Samples;
use frontera::nn::scalar::{Lanes, Scalar};
use frontera::nn::shape::Shape;

use crate::oracle;

/// Every objective, with a number of outputs that suits it.
fn objectives() -> Vec<(Objective, usize)> {
    let mut all = vec![(Objective::BinaryCrossEntropy, 1), (Objective::SoftmaxCrossEntropy, 3)];
    all.extend(Activation::ALL.map(|g| (Objective::SquaredError(g), 2)));
    all
}

/// Every activation × objective × depth from 0 to 3, widths differing from layer to layer.
fn shapes() -> impl Iterator<Item = Shape> {
    shapes_of(objectives())
}

/// Every activation × depth from 0 to 3 with these objectives and their numbers of outputs.
pub fn shapes_of(objectives: Vec<(Objective, usize)>) -> impl Iterator<Item = Shape> {
    objectives.into_iter().flat_map(|(objective, outputs)| {
        Activation::ALL.into_iter().flat_map(move |activation| {
            (0..=3).map(move |depth| Shape {
                inputs: 2,
                hidden: [3, 5, 2][..depth].iter().map(|&units| (units, activation)).collect(),
                outputs,
                objective,
                slope: 0.1,
            })
        })
    })
}

/// Inputs from N(0, 1) and targets that suit the objective.
fn samples<T: Scalar>(shape: &Shape, count: usize, seed: u32) -> Samples<T> {
    let mut draws = Draws::new(seed, 77);
    let mut samples = Samples::new(shape.inputs, shape.outputs);
    for k in 0..count {
        let x: Vec<T> = (0..shape.inputs).map(|_| T::from_f64(draws.normal())).collect();
        let y: Vec<T> = (0..shape.outputs)
            .map(|output| match shape.objective {
                Objective::SquaredError(_) => draws.normal(),
                Objective::BinaryCrossEntropy => (k % 2) as f64,
                Objective::Threshold if shape.outputs == 1 => (k % 2) as f64,
                Objective::SoftmaxCrossEntropy | Objective::Threshold => {
                    f64::from(k % shape.outputs == output)
                }
            })
            .map(T::from_f64)
            .collect();
        samples.push(&x, &y);
    }
    samples
}

/// A network with biases that are not zero, so that their gradients are tried too.
fn network<T: Scalar>(shape: &Shape, seed: u32) -> Network<T> {
    let mut network = Network::new(shape.clone(), Initialization::FanIn, seed);
    let mut draws = Draws::new(seed, 78);
    let parameters: Vec<T> =
        network.parameters().iter().map(|&w| w + T::from_f64(0.2 * draws.normal())).collect();
    assert_eq!(network.set_parameters(&parameters), Ok(()));
    network
}

#[test]
fn gradients_match_central_differences() {
    const STEP: f64 = 1e-5;
    let (mut parameters_tried, mut kinks) = (0, 0);
    let thresholds = vec![(Objective::Threshold, 1), (Objective::Threshold, 3)];
    for shape in shapes().chain(shapes_of(thresholds)) {
        let samples = samples::<f64>(&shape, 7, 5);
        let mut network = network::<f64>(&shape, 3);
        let mut gradient = Gradient::new(&network);
        gradient.compute(&network, &samples, 0..7);
        let stated = gradient.parameters().to_vec();
        let parameters = network.parameters().to_vec();
        parameters_tried += stated.len();
        for (index, stated) in stated.iter().enumerate() {
            let mut loss_at = |offset: f64| {
                let mut moved = parameters.clone();
                moved[index] += offset;
                assert_eq!(network.set_parameters(&moved), Ok(()));
                gradient.compute(&network, &samples, 0..7)
            };
            let measured = (loss_at(STEP) - loss_at(-STEP)) / (2.0 * STEP);
            // The two rectifiers have a kink: where a pre-activation passes it within the step, the one-sided
            // differences disagree and the central one means nothing.
            let here = loss_at(0.0);
            let kink = ((loss_at(STEP) - here) - (here - loss_at(-STEP))).abs() > 1e-8;
            if kink {
                kinks += 1;
            } else {
                // Below 10⁻⁴ the rounding of the losses is all that the difference shows.
                let error = (measured - stated).abs() / stated.abs().max(1e-4);
                assert!(error < 1e-6, "{shape:?}, parameter {index}: {measured} against {stated}");
            }
        }
    }
    assert!(kinks * 50 < parameters_tried, "{kinks} of {parameters_tried} left out");
}

#[test]
fn a_batch_is_the_mean_of_its_samples() {
    for shape in shapes() {
        // From one lane of one register to more than two whole blocks.
        for count in (1..=33).chain([64, 100]) {
            let doubles = samples::<f64>(&shape, count, 9);
            let singles = samples::<f32>(&shape, count, 9);
            let network64 = network::<f64>(&shape, 4);
            let network32 = network::<f32>(&shape, 4);
            let (naive_loss, naive) = oracle::mean_gradient(&network64, &doubles, 0..count);

            let mut gradient = Gradient::new(&network64);
            let loss = gradient.compute(&network64, &doubles, 0..count);
            assert!((loss - naive_loss).abs() < 1e-12, "{shape:?} × {count}: {loss} against {naive_loss}");
            for (blocked, naive) in gradient.parameters().iter().zip(&naive) {
                assert!((blocked - naive).abs() < 1e-12, "{shape:?} × {count}");
            }

            let mut gradient = Gradient::new(&network32);
            let loss = f64::from(gradient.compute(&network32, &singles, 0..count));
            assert!((loss - naive_loss).abs() < 2e-5 * (1.0 + naive_loss), "{shape:?} × {count}: {loss}");
            for (single, naive) in gradient.parameters().iter().zip(&naive) {
                assert!(
                    (f64::from(*single) - naive).abs() < 1e-4,
                    "{shape:?} × {count}: {single} against {naive}"
                );
            }
        }
    }
}

#[test]
fn widths_from_one_to_sixteen_agree_with_the_oracle() {
    for units in 1..=16 {
        let shape = Shape {
            inputs: 2,
            hidden: vec![(units, Activation::Tanh), (17 - units, Activation::Sigmoid)],
            outputs: 4,
            objective: Objective::SoftmaxCrossEntropy,
            slope: 0.0,
        };
        let doubles = samples::<f64>(&shape, 21, 2);
        let network = network::<f64>(&shape, 1);
        let mut gradient = Gradient::new(&network);
        gradient.compute(&network, &doubles, 0..21);
        let (_, naive) = oracle::mean_gradient(&network, &doubles, 0..21);
        for (blocked, naive) in gradient.parameters().iter().zip(&naive) {
            assert!((blocked - naive).abs() < 1e-12, "{units} units");
        }
    }
}

#[test]
fn every_activation_batch_and_width_agrees_with_the_oracle() {
    for g in Activation::ALL {
        for units in 1..=16 {
            let shape = Shape {
                inputs: 2,
                hidden: vec![(units, g), (units, g)],
                outputs: 2,
                objective: Objective::SquaredError(g),
                slope: 0.1,
            };
            let (plain, fast) = (network::<f64>(&shape, 2), network::<f32>(&shape, 2));
            let mut gradient = Gradient::new(&fast);
            for count in 1..=33 {
                let (_, naive) = oracle::mean_gradient(&plain, &samples(&shape, count, 3), 0..count);
                gradient.compute(&fast, &samples(&shape, count, 3), 0..count);
                for (fast, naive) in gradient.parameters().iter().zip(&naive) {
                    let error = (f64::from(*fast) - naive).abs();
                    assert!(
                        error < 1e-4 * (1.0 + naive.abs()),
                        "{g:?}, {units} units × {count}: {fast}, {naive}"
                    );
                }
            }
        }
    }
}

#[test]
fn norms_and_mean_deltas_are_those_of_the_layers() {
    let shape = Shape {
        inputs: 2,
        hidden: vec![(3, Activation::Tanh)],
        outputs: 1,
        objective: Objective::BinaryCrossEntropy,
        slope: 0.0,
    };
    let network = network::<f64>(&shape, 6);
    let samples = samples::<f64>(&shape, 5, 6);
    let mut gradient = Gradient::new(&network);
    gradient.compute(&network, &samples, 0..5);
    for (layer, norm) in network.layers().iter().zip(gradient.norms(&network)) {
        let squares: f64 = gradient.parameters()[layer.weights()].iter().map(|g| g * g).sum();
        assert!((norm - squares.sqrt()).abs() < 1e-15);
    }
    // The output layer's delta is μ − y.
    let deltas: f64 = (0..5).map(|k| oracle::trace(&network, &samples, k).deltas[1][0].abs()).sum();
    assert!((gradient.mean_deltas(&network).nth(1).unwrap() - deltas / 5.0).abs() < 1e-12);
}

#[test]
fn mean_deltas_are_those_of_the_oracle_in_batches_of_any_number_of_blocks_and_stay_while_others_go_forward() {
    let shape = Shape {
        inputs: 2,
        hidden: vec![(5, Activation::Tanh), (3, Activation::Relu)],
        outputs: 3,
        objective: Objective::SoftmaxCrossEntropy,
        slope: 0.0,
    };
    let (network, exact) = (network::<f32>(&shape, 6), network::<f64>(&shape, 6));
    let (samples, exact_samples) = (samples::<f32>(&shape, 50, 6), samples::<f64>(&shape, 50, 6));
    let mut gradient = Gradient::new(&network);
    for count in [50, 1, 4, 5, 9, 12, 16, 17, 33, 3, 48] {
        gradient.compute(&network, &samples, 0..count);
        gradient.evaluate(&network, &samples, |_, _, _| {});
        let mut sizes = vec![0.0; 3];
        for k in 0..count {
            for (size, deltas) in sizes.iter_mut().zip(oracle::trace(&exact, &exact_samples, k).deltas) {
                let sum: f64 = deltas.iter().map(|delta| delta.abs()).sum();
                *size += sum / (deltas.len() * count) as f64;
            }
        }
        for (ours, size) in gradient.mean_deltas(&network).zip(sizes) {
            assert!((f64::from(ours) - size).abs() < 1e-5, "{count} samples: {ours} against {size}");
        }
    }
    gradient.compute(&network, &samples, 7..7);
    assert!(gradient.mean_deltas(&network).all(|size| size == 0.0));
}

/// Keeps all that it sees, sample by sample.
#[derive(Default)]
struct Notes(Vec<Note>);

/// One layer with one sample.
struct Note {
    layer: usize,
    sample: usize,
    x: Vec<f64>,
    a: Vec<f64>,
    z: Vec<f64>,
    delta: Vec<f64>,
}

impl<T: Scalar> Observer<T> for Notes {
    fn see<const B: usize>(&mut self, seen: &Seen<'_, T, B>) {
        for (k, sample) in seen.samples.clone().enumerate() {
            let (register, lane) = (k / T::Lanes::COUNT, k % T::Lanes::COUNT);
            let column = |rows: &[[T::Lanes; B]]| -> Vec<f64> {
                rows.iter().map(|row| row[register].lane(lane).to_f64()).collect()
            };
            self.0.push(Note {
                layer: seen.index,
                sample,
                x: column(seen.x),
                a: column(seen.a),
                z: column(seen.z),
                delta: column(seen.delta),
            });
        }
    }
}

#[test]
fn a_gradient_that_is_watched_is_the_same_to_the_bit() {
    for shape in shapes() {
        for count in [1, 3, 4, 15, 16, 17, 33] {
            let (network, samples) = (network::<f32>(&shape, 4), samples::<f32>(&shape, count, 9));
            let (mut alone, mut watched) = (Gradient::new(&network), Gradient::new(&network));
            // Twice, so that what the first pass left behind would be seen.
            for _ in 0..2 {
                let loss = alone.compute(&network, &samples, 0..count);
                let mut notes = Notes::default();
                let loss_watched = watched.compute_seen(&network, &samples, 0..count, &mut notes);
                assert_eq!(notes.0.len(), count * network.layers().len());
                let bits = |gradient: &Gradient<f32>, loss: f32| -> Vec<u32> {
                    let deltas = gradient.mean_deltas(&network).chain([loss]);
                    gradient.parameters().iter().copied().chain(deltas).map(f32::to_bits).collect()
                };
                assert_eq!(bits(&alone, loss), bits(&watched, loss_watched), "{shape:?} × {count}");
            }
        }
    }
}

#[test]
fn an_observer_sees_every_sample_on_its_way() {
    fn near(seen: &[f64], truth: &[f64], what: &str) {
        assert_eq!(seen.len(), truth.len(), "{what}");
        for (seen, truth) in seen.iter().zip(truth) {
            assert!((seen - truth).abs() < 1e-12 * (1.0 + truth.abs()), "{what}: {seen} against {truth}");
        }
    }
    for shape in shapes() {
        let (network, samples) = (network::<f64>(&shape, 4), samples::<f64>(&shape, 21, 9));
        let mut notes = Notes::default();
        Gradient::new(&network).compute_seen(&network, &samples, 2..21, &mut notes);
        let mut seen: Vec<usize> = notes.0.iter().map(|note| note.sample).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, (2..21).collect::<Vec<_>>());
        for Note { layer, sample, x, a, z, delta } in notes.0 {
            let truth = oracle::trace(&network, &samples, sample);
            near(&x, &truth.outputs[layer], "x");
            near(&a, &truth.preactivations[layer], "a");
            near(&z, &truth.outputs[layer + 1], "z");
            near(&delta, &truth.deltas[layer], "delta");
        }
    }
}
