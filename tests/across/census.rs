//! The census against a count of one sample at a time, and units that are dead or saturated by construction.

use frontera::nn::activation::Activation;
use frontera::nn::census::{Axis, BINS, Census, Distribution, LayerCensus, MOSTLY, UnitState};
use frontera::nn::draws::Draws;
use frontera::nn::gradient::Gradient;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::samples::Samples;
use frontera::nn::saturation::{SHARE, greatest_slope};
use frontera::nn::scalar::Scalar;
use frontera::nn::shape::Shape;

use crate::oracle;

/// Every activation with 0 to 3 hidden layers, under each kind of objective.
fn shapes() -> impl Iterator<Item = Shape> {
    let objectives = [
        (Objective::BinaryCrossEntropy, 1),
        (Objective::SoftmaxCrossEntropy, 3),
        (Objective::SquaredError(Activation::Tanh), 2),
        (Objective::SquaredError(Activation::Relu), 1),
    ];
    Activation::ALL.into_iter().flat_map(move |activation| {
        objectives.into_iter().flat_map(move |(objective, outputs)| {
            (0..=3).map(move |depth| Shape {
                inputs: 2,
                hidden: [5, 3, 4][..depth].iter().map(|&units| (units, activation)).collect(),
                outputs,
                objective,
                slope: 0.02,
            })
        })
    })
}

/// Numbers of samples from one lane to several blocks, most of them no multiple of a block.
const COUNTS: [usize; 8] = [1, 3, 4, 15, 16, 17, 33, 100];

/// Inputs from N(0, 2²), so that some units saturate, and targets that suit the objective.
fn samples<T: Scalar>(shape: &Shape, count: usize) -> Samples<T> {
    let mut draws = Draws::new(4, 7);
    let mut samples = Samples::new(shape.inputs, shape.outputs);
    for k in 0..count {
        let x: Vec<T> = (0..shape.inputs).map(|_| T::from_f64(2.0 * draws.normal())).collect();
        let y: Vec<T> = (0..shape.outputs)
            .map(|output| T::from_f64(f64::from(k % shape.outputs.max(2) == output)))
            .collect();
        samples.push(&x, &y);
    }
    samples
}

/// A network with weights from N(0, 1/n_in) and some bias.
fn network<T: Scalar>(shape: &Shape) -> Network<T> {
    let mut network = Network::new(shape.clone(), Initialization::FanIn, 6);
    let mut draws = Draws::new(6, 8);
    let parameters: Vec<T> =
        network.parameters().iter().map(|&w| w + T::from_f64(0.2 * draws.normal())).collect();
    network.set_parameters(&parameters).unwrap();
    network
}

/// How exact a census is expected to be: in doubles all but exact; in single precision the slopes of a curve that is
/// nearly flat have few digits left, and so have the deltas.
#[derive(Clone, Copy)]
struct Accuracy {
    tolerance: f64,
    /// How many numbers may lie so close to the end of a bin that rounding decides.
    slack: u32,
    deltas_have_digits: bool,
}

/// Counts numbers the plain way, and compares.
fn check(counted: &Distribution, numbers: &[f64], accuracy: Accuracy, what: &str) {
    let Accuracy { tolerance, slack, deltas_have_digits } = accuracy;
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let deviation = (numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
    let greatest = numbers.iter().fold(0.1, |greatest: f64, x| greatest.max(x.abs()));
    let near = |one: f64, other: f64| (one - other).abs() <= tolerance * greatest;
    assert_eq!((counted.finite() as usize, counted.not_finite()), (numbers.len(), 0), "{what}");
    assert!(near(counted.mean(), mean), "{what}: mean {} against {mean}", counted.mean());
    assert!(near(counted.standard_deviation(), deviation), "{what}: {deviation}");
    if counted.axis() == Axis::DELTA && !deltas_have_digits {
        return;
    }
    let zeros = numbers.iter().filter(|x| **x == 0.0).count();
    assert!((f64::from(counted.zeros()) - zeros as f64 / n).abs() < 1e-6, "{what}");

    let [low, high] = counted.axis().ends();
    let mut bins = [0_u32; BINS];
    for &x in numbers {
        let at = match counted.axis() {
            Axis::Linear { .. } => x,
            Axis::Magnitude { .. } if x == 0.0 => continue,
            Axis::Magnitude { .. } => x.abs().log10(),
        };
        let bin = (0..BINS).rev().find(|&bin| at >= low + (high - low) * bin as f64 / BINS as f64);
        bins[bin.unwrap_or(0)] += 1;
    }
    let moved: u32 = counted.bins().iter().zip(bins).map(|(one, other)| one.abs_diff(other)).sum();
    assert!(moved <= 2 * slack, "{what}: {:?} against {bins:?}", counted.bins());
}

/// A census against the numbers of the oracle's traces.
fn check_layers(layers: &[LayerCensus], shape: &Shape, count: usize, accuracy: Accuracy) {
    let (network, samples) = (network::<f64>(shape), samples::<f64>(shape, count));
    let traces: Vec<_> = (0..count).map(|k| oracle::trace(&network, &samples, k)).collect();
    assert_eq!(layers.len(), network.layers().len());
    for (l, (layer, census)) in network.layers().iter().zip(layers).enumerate() {
        let what = format!("{shape:?} × {count}, layer {l}");
        let flat = |of: &dyn Fn(&oracle::Trace) -> Vec<f64>| traces.iter().flat_map(of).collect::<Vec<_>>();
        let outputs = flat(&|trace| trace.outputs[l + 1].clone());
        check(&census.preactivations, &flat(&|trace| trace.preactivations[l].clone()), accuracy, &what);
        check(&census.outputs, &outputs, accuracy, &what);
        check(&census.deltas, &flat(&|trace| trace.deltas[l].clone()), accuracy, &what);

        let g = match shape.objective {
            _ if l + 1 < network.layers().len() => Some(layer.activation),
            Objective::SquaredError(g) => Some(g),
            _ => None,
        };
        assert_eq!(census.activation, g, "{what}");
        let is_saturated = |a: f64| {
            g.is_some_and(|g| {
                oracle::derivative(g, a, shape.slope).abs() < SHARE * greatest_slope(g, shape.slope)
            })
        };
        let mut all = [0, 0];
        for (unit, stated) in census.units.iter().enumerate() {
            let saturated = traces.iter().filter(|trace| is_saturated(trace.preactivations[l][unit])).count();
            let zeros = traces.iter().filter(|trace| trace.outputs[l + 1][unit] == 0.0).count();
            let share = |part: usize| part as f32 / count as f32;
            assert!((stated.saturated() - share(saturated)).abs() < 1e-6, "{what}");
            assert!((stated.zeros() - share(zeros)).abs() < 1e-6, "{what}");
            let silent = matches!(g, Some(Activation::Relu)) && zeros == count;
            let state = match saturated as f64 >= MOSTLY * count as f64 {
                _ if silent => UnitState::Dead,
                true => UnitState::Saturated,
                false => UnitState::Live,
            };
            assert_eq!(stated.state(), state, "{what}, unit {unit}");
            all = [all[0] + saturated, all[1] + zeros];
        }
        let total = (count * layer.units) as f32;
        assert!((census.saturated() - all[0] as f32 / total).abs() < 1e-6, "{what}");
        assert!((census.zeros() - all[1] as f32 / total).abs() < 1e-6, "{what}");
        let dead = census.units.iter().filter(|unit| unit.state() == UnitState::Dead).count();
        assert!((census.dead() - dead as f32 / layer.units as f32).abs() < 1e-6, "{what}");
    }
}

#[test]
fn a_census_counts_what_single_samples_say() {
    let mut states = Vec::new();
    for shape in shapes() {
        for count in COUNTS {
            let mut census = Census::new(&network::<f64>(&shape));
            census.update(&network::<f64>(&shape), &samples(&shape, count));
            let accuracy = Accuracy { tolerance: 1e-12, slack: 0, deltas_have_digits: true };
            check_layers(census.layers(), &shape, count, accuracy);
            states.extend_from_slice(census.states());

            let mut census = Census::new(&network::<f32>(&shape));
            census.update(&network::<f32>(&shape), &samples(&shape, count));
            let accuracy = Accuracy { tolerance: 1e-4, slack: 1, deltas_have_digits: false };
            check_layers(census.layers(), &shape, count, accuracy);
        }
    }
    // Each of them has been put to the test.
    for state in [UnitState::Live, UnitState::Saturated, UnitState::Dead] {
        assert!(states.contains(&state), "{state:?}");
    }
}

#[test]
fn a_census_is_used_again_and_follows_the_network_to_another_shape() {
    let mut census = Census::new(&network::<f32>(&shapes().next().unwrap()));
    for shape in shapes() {
        let (network, samples) = (network::<f32>(&shape), samples(&shape, 33));
        // What was counted before is forgotten.
        census.update(&network, &samples);
        census.update(&network, &samples);
        let mut fresh = Census::new(&network);
        fresh.update(&network, &samples);
        assert_eq!(census.layers(), fresh.layers());
        assert_eq!(census.states(), fresh.states());
        let mut gradient = Gradient::new(&network);
        gradient.compute(&network, &samples, 0..33);
        assert_eq!(census.gradient().parameters(), gradient.parameters());
        // And it is the mean of its samples'.
        let (_, naive) = oracle::mean_gradient(&self::network(&shape), &self::samples(&shape, 33), 0..33);
        for (single, naive) in gradient.parameters().iter().zip(naive) {
            assert!((f64::from(*single) - naive).abs() < 1e-4 * (1.0 + naive.abs()));
        }
    }
}

/// One hidden unit on one input x, with the weights and biases given, and the states of the unit and the output.
fn states(activation: Activation, slope: f64, [weight, bias]: [f32; 2], xs: &[f32]) -> Vec<UnitState> {
    let objective = Objective::BinaryCrossEntropy;
    let shape = Shape { inputs: 1, hidden: vec![(1, activation)], outputs: 1, objective, slope };
    let mut network = Network::new(shape, Initialization::Zeros, 1);
    network.set_parameters(&[weight, bias, 1.0, 0.0]).unwrap();
    let mut samples = Samples::new(1, 1);
    xs.iter().for_each(|&x| samples.push(&[x], &[1.0]));
    let mut census = Census::new(&network);
    census.update(&network, &samples);
    census.states().to_vec()
}

#[test]
fn a_unit_is_dead_when_it_is_silent_for_every_sample() {
    use UnitState::{Dead, Live, Saturated};
    let xs: Vec<f32> = (0..37_u8).map(|k| f32::from(k) / 37.0).collect();
    let first = |activation, slope, parameters, xs: &[f32]| states(activation, slope, parameters, xs)[0];
    // Weight 0 and bias −1: silent everywhere.
    assert_eq!(first(Activation::Relu, 0.01, [0.0, -1.0], &xs), Dead);
    assert_eq!(first(Activation::LeakyRelu, 0.0, [0.0, -1.0], &xs), Dead);
    assert_eq!(first(Activation::LeakyRelu, 0.1, [0.0, -1.0], &xs), Live);
    assert_eq!(first(Activation::LeakyRelu, 0.01, [0.0, -1.0], &xs), Saturated);
    assert_eq!(first(Activation::Relu, 0.01, [0.0, 1.0], &xs), Live);
    // At the kink, too: with all weights 0 a ReLU gets no gradient.
    assert_eq!(first(Activation::Relu, 0.01, [0.0, 0.0], &xs), Dead);
    assert_eq!(first(Activation::Tanh, 0.01, [0.0, 0.0], &xs), Live);
    // Alive for a single sample, in whatever lane, is not dead: a = x − 1.
    for alive in 0..xs.len() {
        let mut xs = xs.clone();
        xs[alive] = 1.5;
        assert_eq!(first(Activation::Relu, 0.01, [1.0, -1.0], &xs), Saturated, "{alive}");
    }
    // Nothing is known without samples.
    assert_eq!(first(Activation::Relu, 0.01, [0.0, -1.0], &[]), Live);
}

#[test]
fn a_unit_is_saturated_when_it_is_for_nearly_every_sample() {
    use UnitState::{Live, Saturated};
    // The sigmoid passes 5 % of its greatest slope at |a| = 4.357, tanh at 2.178.
    for (activation, flat, steep) in [(Activation::Sigmoid, 4.4, 4.3), (Activation::Tanh, 2.2, 2.15)] {
        for sign in [1.0, -1.0] {
            for unsaturated in 0..=4_usize {
                let xs: Vec<f32> = (0..40)
                    .map(|k| sign * if k % 10 == 0 && k / 10 < unsaturated { steep } else { flat })
                    .collect();
                // 2 of 40 are 5 %.
                let expected = if unsaturated <= 2 { Saturated } else { Live };
                assert_eq!(
                    states(activation, 0.01, [1.0, 0.0], &xs)[0],
                    expected,
                    "{activation:?} {unsaturated}"
                );
            }
        }
    }
    assert_eq!(states(Activation::Linear, 0.01, [100.0, 100.0], &[1.0, 2.0])[0], Live);
    // However certain the output is, cross-entropy passes its error on.
    assert_eq!(states(Activation::Linear, 0.01, [100.0, 100.0], &[1.0, 2.0])[1], Live);
}

#[test]
fn what_is_not_finite_is_counted_apart() {
    for activation in Activation::ALL {
        let objective = Objective::SoftmaxCrossEntropy;
        let hidden = vec![(3, activation); 2];
        let shape = Shape { inputs: 2, hidden, outputs: 3, objective, slope: 0.01 };
        let samples = samples::<f32>(&shape, 19);
        for value in [1e30, f32::MAX, f32::INFINITY, f32::NAN] {
            let mut network = Network::new(shape.clone(), Initialization::Zeros, 1);
            let count = network.parameters().len();
            let parameters: Vec<f32> = (0..count).map(|k| if k % 3 == 0 { -value } else { value }).collect();
            network.set_parameters(&parameters).unwrap();
            let mut census = Census::new(&network);
            census.update(&network, &samples);
            for layer in census.layers() {
                for counted in [&layer.preactivations, &layer.outputs, &layer.deltas] {
                    assert_eq!(counted.finite() + counted.not_finite(), 19 * 3);
                    let in_bins: u32 = counted.bins().iter().sum();
                    assert!(in_bins <= counted.finite());
                    assert!(counted.mean().is_finite() && counted.standard_deviation().is_finite());
                    assert!(counted.shares().all(|share| (0.0..=1.0).contains(&share)));
                }
                assert!([layer.saturated(), layer.zeros(), layer.dead()].iter().all(|x| x.is_finite()));
            }
        }
    }
}
