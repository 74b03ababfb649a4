//! What the lecture promises is what training does: XOR by two hidden units, no symmetry broken from zeros.
#![expect(clippy::float_cmp, reason = "all points right is a share of exactly 1")]

use frontera::lab::Lab;
use frontera::nn::network::Network;

use crate::read::read;
use crate::tell::{lab, tell};

/// The share of points, training and test, that the network gets right.
fn accuracy(lab: &mut Lab) -> f64 {
    let snapshot = lab.snapshot();
    let right = snapshot
        .points
        .iter()
        .zip(snapshot.predicted)
        .filter(|(point, class)| point.class == **class)
        .count();
    right as f64 / snapshot.points.len() as f64
}

/// Trains until every point is right, at most `steps` steps; gives whether it came to that.
fn solves(lab: &mut Lab, steps: u32) -> bool {
    lab.apply("play").unwrap();
    (0..steps / 100).any(|_| {
        lab.advance(100);
        accuracy(lab) == 1.0
    })
}

#[test]
fn two_tanh_units_solve_xor_from_the_default_seed() {
    assert!(solves(&mut lab(&["dataset=xor", "hidden=2"]), 20_000));
}

#[test]
fn no_single_layer_solves_xor() {
    let mut lab = lab(&["dataset=xor", "hidden=0"]);
    assert!(!solves(&mut lab, 20_000));
    assert!(accuracy(&mut lab) <= 0.75);
}

#[test]
fn a_single_layer_solves_and_or_and_nand() {
    for dataset in ["dataset=and", "dataset=or", "dataset=nand"] {
        assert!(solves(&mut lab(&[dataset, "hidden=0"]), 20_000), "{dataset}");
    }
}

#[test]
fn four_units_solve_the_circle() {
    assert!(solves(&mut lab(&["dataset=circle", "hidden=4"]), 20_000));
}

#[test]
fn eight_and_eight_solve_the_spirals() {
    assert!(solves(&mut lab(&["dataset=spirals", "hidden=8,8"]), 100_000));
}

#[test]
fn softmax_solves_three_and_four_classes() {
    for (dataset, hidden) in [("three-clouds", "0"), ("quadrants", "4"), ("arms", "8,8")] {
        let mut lab = lab(&[&format!("dataset={dataset}"), &format!("hidden={hidden}"), "play"]);
        lab.advance(30_000);
        assert!(accuracy(&mut lab) > 0.97, "{dataset}: {}", accuracy(&mut lab));
    }
}

/// The weights into each unit of a layer, bias first.
fn rows(network: &Network<f32>, layer: usize) -> Vec<Vec<u32>> {
    let shape = network.layers()[layer];
    let parameter = |unit, input| network.parameters()[network.index(layer, unit, input).unwrap()].to_bits();
    (0..shape.units).map(|unit| (0..=shape.inputs).map(|input| parameter(unit, input)).collect()).collect()
}

#[test]
fn zeros_never_break_symmetry() {
    for activation in ["sigmoid", "tanh", "relu", "leaky", "linear"] {
        let mut lab = lab(&["hidden=4,3", "init=zeros", &format!("activation={activation}"), "play"]);
        lab.advance(3000);
        let network = lab.snapshot().network;
        for layer in 0..2 {
            let rows = rows(network, layer);
            assert!(rows.iter().all(|row| *row == rows[0]), "{activation}, layer {layer}");
        }
        let moved = rows(network, 2)[0][1..].iter().any(|&weight| f32::from_bits(weight) != 0.0);
        // Units that put out 0 pass nothing on: only the sigmoid, which puts out ½, lets the output weights move.
        assert_eq!(moved, activation == "sigmoid", "{activation}");
    }
}

#[test]
fn a_toggle_keeps_the_draws() {
    let weights = |command: &str| {
        let mut lab = lab(&["hidden=3,2", "init=normal", command]);
        rows(lab.snapshot().network, 0)
    };
    assert_eq!(weights("activation=relu"), weights("activation=sigmoid"));
    // One more unit, and one more layer: what was there is as it was.
    assert_eq!(weights("hidden=4,2")[..3], weights("hidden=3,2")[..]);
    assert_eq!(weights("hidden=3,2,5"), weights("hidden=3,2"));
    let ratio =
        |command: &str| f32::from_bits(weights(command)[1][1]) / f32::from_bits(weights("init=normal")[1][1]);
    assert!((ratio("init=he") - 1.0).abs() < 1e-6, "√(2/2) of the same draw");
    assert!((ratio("init=fan-in") - 0.5_f32.sqrt()).abs() < 1e-6, "√(1/2) of the same draw");
}

#[test]
fn steps_that_are_asked_for_at_once_are_all_taken() {
    for (command, name) in [("step", "step"), ("epoch", "epoch")] {
        let mut lab = Lab::new();
        tell(&mut lab, &[command, command, command]);
        lab.advance(1000);
        assert_eq!(read(&mut lab, name), "3");
    }
}
