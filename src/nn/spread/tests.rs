//! The streamed measurement against whole networks that run sample by sample, and the rules of its work.

use super::*;
use crate::nn::network::Network;
use crate::nn::objective::Objective;
use crate::nn::shape::Shape;

const REQUEST: SpreadRequest =
    SpreadRequest { layers: 4, units: 9, activation: Activation::Tanh, slope: 0.1, input: 1.0, seed: 3 };

fn spread(request: &SpreadRequest) -> Spread {
    let mut spread = Spread::new(request);
    while spread.work() {}
    spread
}

/// All numbers of a measurement, for each scheme: three standard deviations, layer by layer.
fn numbers(spread: &Spread) -> Vec<Option<f64>> {
    let curves = |scheme| {
        let deviations = Quantity::ALL.map(|quantity| spread.deviations(scheme, quantity));
        deviations.into_iter().flat_map(|curve| curve.values)
    };
    Initialization::ALL.into_iter().flat_map(curves).copied().collect()
}

/// The standard deviation.
fn deviation(numbers: &[f64]) -> f64 {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    (numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count).sqrt()
}

/// The oracle: a whole network in `f64`, one sample after another. Its numbers are in the order of [`numbers`].
fn whole(request: &SpreadRequest, scheme: Initialization) -> Vec<f64> {
    let &SpreadRequest { layers, units, activation, slope, input, seed } = request;
    let shape = Shape {
        inputs: units,
        hidden: vec![(units, activation); layers],
        outputs: 1,
        objective: Objective::BinaryCrossEntropy,
        slope: slope.into(),
    };
    let network = Network::<f32>::new(shape, scheme, seed);
    let slope = f64::from(slope);
    let streams = |first: u64| (0..units).map(|k| Draws::new(seed, first | k as u64)).collect::<Vec<_>>();
    let (mut inputs, mut gradients) = (streams(INPUTS), streams(GRADIENTS));
    let weights = |layer: usize, unit: usize, input: usize| {
        f64::from(network.parameters()[network.layers()[layer].weights()][unit * units + input])
    };
    let mut seen = [(); 3].map(|()| vec![Vec::new(); layers]);
    for _ in 0..SAMPLES {
        let mut x: Vec<f64> = inputs.iter_mut().map(|draws| f64::from(input) * draws.normal()).collect();
        let mut outputs = Vec::new();
        let [seen_a, seen_z, seen_delta] = &mut seen;
        for (layer, (seen_a, seen_z)) in seen_a.iter_mut().zip(seen_z).enumerate() {
            let sum = |unit| (0..units).map(|i| weights(layer, unit, i) * x[i]).sum();
            let a: Vec<f64> = (0..units).map(sum).collect();
            x = a.iter().map(|&a| activation.value(a, slope)).collect();
            seen_a.extend(a);
            seen_z.extend(&x);
            outputs.push(x.clone());
        }
        let mut gradient: Vec<f64> = gradients.iter_mut().map(Draws::normal).collect();
        for (layer, seen_delta) in seen_delta.iter_mut().enumerate().rev() {
            let slopes = outputs[layer].iter().map(|&z| activation.derivative(z, slope));
            let delta: Vec<f64> =
                gradient.iter().zip(slopes).map(|(gradient, slope)| gradient * slope).collect();
            let back = |i| (0..units).map(|unit| weights(layer, unit, i) * delta[unit]).sum();
            gradient = (0..units).map(back).collect();
            seen_delta.extend(delta);
        }
    }
    seen.iter().flatten().map(|numbers| deviation(numbers)).collect()
}

fn check(request: &SpreadRequest, tolerance: f64) {
    let ours = numbers(&spread(request));
    let oracle: Vec<f64> =
        Initialization::ALL.into_iter().flat_map(|scheme| whole(request, scheme)).collect();
    assert_eq!(ours.len(), oracle.len());
    for (k, (ours, oracle)) in ours.into_iter().zip(oracle).enumerate() {
        let ours = ours.unwrap();
        let off = (ours - oracle).abs();
        assert!(off <= tolerance * oracle.abs(), "{request:?}, {k}: {ours} against {oracle}");
    }
}

#[test]
fn streamed_pieces_agree_with_whole_networks() {
    for activation in Activation::ALL {
        for (layers, units) in [(1, 1), (1, 6), (3, 1), (2, 5), (5, 9), (8, 16)] {
            check(&SpreadRequest { layers, units, activation, ..REQUEST }, 1e-3);
        }
        // More rows than one piece has.
        check(&SpreadRequest { layers: 3, units: 150, activation, input: 0.5, ..REQUEST }, 1e-3);
    }
}

#[test]
fn signals_beyond_single_precision_agree_with_whole_networks_in_double() {
    for activation in [Activation::Relu, Activation::LeakyRelu, Activation::Linear] {
        let request = SpreadRequest { layers: 50, units: 100, activation, ..REQUEST };
        let spread = spread(&request);
        for (quantity, layer) in [(Quantity::Output, 49), (Quantity::Gradient, 0)] {
            let curve = spread.deviations(Initialization::Normal, quantity);
            assert!(curve.values[layer].unwrap() > f64::from(f32::MAX), "{activation:?} {quantity:?}");
        }
        let ours: Vec<Option<f64>> = Quantity::ALL
            .into_iter()
            .flat_map(|quantity| spread.deviations(Initialization::Normal, quantity).values)
            .copied()
            .collect();
        for (ours, oracle) in ours.into_iter().zip(whole(&request, Initialization::Normal)) {
            assert!((ours.unwrap() / oracle - 1.0).abs() < 1e-3, "{activation:?}: {ours:?} against {oracle}");
        }
    }
}

#[test]
fn numbers_that_are_none_are_said_to_be_so() {
    let hostile = [f32::NAN, f32::INFINITY, f32::MAX];
    for (slope, input) in hostile.into_iter().flat_map(|x| [(x, 1.0), (0.1, x), (x, x)]) {
        for activation in Activation::ALL {
            let request = SpreadRequest { slope, input, activation, layers: 6, ..REQUEST };
            let spread = spread(&request);
            assert!(numbers(&spread).into_iter().flatten().all(f64::is_finite));
            let outputs = spread.deviations(Initialization::He, Quantity::Output).values;
            let gradients = spread.deviations(Initialization::He, Quantity::Gradient).values;
            if outputs.contains(&None) {
                assert_eq!(gradients, [None; 6], "{request:?}");
            }
            if activation == Activation::LeakyRelu && (slope > 1.0 || input.is_nan()) {
                assert_eq!(outputs[5], None, "{request:?}");
            }
        }
    }
}

#[test]
fn sizes_are_brought_within_their_ranges() {
    for (asked, held) in [((0, 0), (1, 1)), ((usize::MAX, usize::MAX), (50, 500))] {
        let spread = Spread::new(&SpreadRequest { layers: asked.0, units: asked.1, ..REQUEST });
        assert_eq!((spread.request().layers, spread.request().units), held);
    }
}

#[test]
fn layers_are_there_as_soon_as_they_are_done() {
    let request = SpreadRequest { layers: 5, units: 120, ..REQUEST };
    let whole = spread(&request);
    let mut spread = Spread::new(&request);
    let (mut before, mut forward, mut backward) = (0.0, 0, 0);
    assert!(numbers(&spread).is_empty());
    loop {
        let more = spread.work();
        assert!(spread.progress() > before);
        before = spread.progress();
        for scheme in Initialization::ALL {
            for quantity in Quantity::ALL {
                let (part, whole) = (spread.deviations(scheme, quantity), whole.deviations(scheme, quantity));
                let count = part.values.len();
                assert_eq!(part.values, &whole.values[part.first - 1..][..count]);
                if quantity == Quantity::Gradient {
                    assert_eq!(part.first, 6 - count);
                    assert!(count == backward || count == backward + 1);
                } else {
                    assert_eq!(part.first, 1);
                    assert!(count == forward || count == forward + 1);
                }
            }
        }
        forward = spread.deviations(Initialization::He, Quantity::Output).values.len();
        backward = spread.deviations(Initialization::He, Quantity::Gradient).values.len();
        if !more {
            break;
        }
    }
    assert_eq!((forward, backward), (5, 5));
    assert!((before - 1.0).abs() < f32::EPSILON);
    assert!(!spread.work());
    assert!((spread.progress() - 1.0).abs() < f32::EPSILON);
}

#[test]
fn the_same_seed_gives_the_same_bits_and_another_seed_others() {
    let bits = |seed| {
        let numbers = numbers(&spread(&SpreadRequest { seed, ..REQUEST }));
        numbers.into_iter().map(|number| number.unwrap().to_bits()).collect::<Vec<_>>()
    };
    assert_eq!(bits(1), bits(1));
    assert_ne!(bits(1), bits(2));
}

#[test]
fn glorot_and_one_over_root_n_are_one_network_where_layers_are_equally_wide() {
    let spread = Spread::new(&SpreadRequest { units: 77, ..REQUEST });
    assert_eq!(spread.chains.len(), 4);
    assert_eq!(
        spread.chain_of[Initialization::FanIn as usize],
        spread.chain_of[Initialization::Glorot as usize]
    );
}
