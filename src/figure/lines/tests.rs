use super::*;
use crate::nn::initialization::Initialization;
use crate::nn::objective::Objective;
use crate::nn::pass::Pass;
use crate::nn::scalar::Lanes;
use crate::nn::shape::Shape;

fn network(hidden: &[(usize, Activation)], seed: u32) -> Network<f64> {
    let objective = Objective::BinaryCrossEntropy;
    let shape = Shape { inputs: 2, hidden: hidden.to_vec(), outputs: 1, objective, slope: 0.1 };
    let mut network = Network::new(shape, Initialization::Normal, seed);
    let parameters: Vec<f64> = network.parameters().iter().map(|w| w + 0.25).collect();
    network.set_parameters(&parameters).expect("as many as there were");
    network
}

/// The same network in the product's scalar.
fn single(network: &Network<f64>) -> Network<f32> {
    let mut single = Network::new(network.shape().clone(), Initialization::Zeros, 1);
    let parameters: Vec<f32> = network.parameters().iter().map(|&w| w as f32).collect();
    single.set_parameters(&parameters).expect("as many as there were");
    single
}

/// The output of a first-layer unit at a place.
fn output(network: &Network<f64>, unit: usize, x: [f64; 2]) -> f64 {
    let mut pass = Pass::new(network);
    for (row, x) in pass.inputs_mut::<1>().iter_mut().zip(x) {
        *row = [x];
    }
    network.forward::<1>(&mut pass);
    pass.outputs::<1>()[2 + unit][0].lane(0)
}

#[test]
fn a_line_lies_where_the_unit_is_halfway_and_points_where_it_grows() {
    for g in [Activation::Sigmoid, Activation::Tanh] {
        for seed in 1..20 {
            let network = network(&[(3, g)], seed);
            let lines = Lines::of(&single(&network));
            let [low, high] = if g == Activation::Tanh { [-1.0, 1.0] } else { [0.0, 1.0] };
            for unit in 0..3 {
                let Some(line) = lines.line(unit, Window::STANDARD) else { continue };
                let share = |x: [f64; 2]| (output(&network, unit, x) - low) / (high - low);
                for end in line.ends.map(|end| end.map(f64::from)) {
                    assert!((share(end) - 0.5).abs() < 1e-5, "{g:?} {end:?}");
                    let h = 1e-5;
                    let slope = [[h, 0.0], [0.0, h]].map(|[dx, dy]| {
                        let at = |sign: f64| output(&network, unit, [end[0] + sign * dx, end[1] + sign * dy]);
                        (at(1.0) - at(-1.0)) / (2.0 * h)
                    });
                    let steepest = slope[0].hypot(slope[1]);
                    for (slope, normal) in slope.iter().zip(line.normal) {
                        assert!((slope / steepest - f64::from(normal)).abs() < 1e-5);
                    }
                    // g′(0) is ¼ of the sigmoid and 1 of tanh.
                    let greatest = if g == Activation::Tanh { 1.0 } else { 0.25 };
                    assert!((steepest / greatest / f64::from(line.steepness) - 1.0).abs() < 1e-5);
                }
                let edges = lines.band().expect("a band");
                for (a, expected) in edges.into_iter().zip(BAND) {
                    let away = f64::from(a / line.steepness);
                    let x = [0, 1].map(|k| f64::from(line.ends[0][k]) + away * f64::from(line.normal[k]));
                    assert!((share(x) - expected).abs() < 1e-5, "{g:?} at {a}");
                }
            }
        }
    }
}

#[test]
fn the_band_is_the_part_of_the_window_between_its_edges() {
    let network = single(&network(&[(4, Activation::Tanh)], 3));
    let lines = Lines::of(&network);
    let [low, high] = lines.band().expect("a band");
    for unit in 0..4 {
        let corners = lines.area(unit, Window::STANDARD).expect("an area");
        for &corner in corners.corners() {
            let a = score(lines.weights[unit], corner);
            assert!(a > low - 1e-4 && a < high + 1e-4, "{a}");
        }
    }
}

#[test]
fn rectifiers_have_a_kink_and_no_band_and_a_unit_without_weights_no_line() {
    for g in [Activation::Relu, Activation::LeakyRelu, Activation::Linear] {
        assert_eq!(Lines::of(&single(&network(&[(2, g)], 1))).band(), None);
    }
    let shape = network(&[(2, Activation::Tanh)], 1).shape().clone();
    let zeros = Network::new(shape, Initialization::Zeros, 1);
    assert_eq!(Lines::of(&zeros).line(0, Window::STANDARD), None);
    assert_eq!(Lines::of(&zeros).line(7, Window::STANDARD), None);
}
