//! Runs side by side: each is what it would be alone, all from the same start, in lockstep.

use frontera::lab::Lab;

use crate::read::read;
use crate::tell::tell;

pub fn parameters(lab: &mut Lab, run: usize) -> Vec<u32> {
    lab.snapshot_of(run).network.parameters().iter().map(|w| w.to_bits()).collect()
}

pub fn all_parameters(lab: &mut Lab) -> Vec<Vec<u32>> {
    (0..lab.runs()).map(|run| parameters(lab, run)).collect()
}

pub fn train(lab: &mut Lab, steps: u32) {
    tell(lab, &["play"]);
    lab.advance(steps);
    tell(lab, &["pause"]);
}

#[test]
fn each_run_and_its_gradients_are_those_of_a_single_run() {
    let common = "dataset=moons&hidden=4,3&batch=9";
    for (compare, settings) in [
        (
            "activation",
            ["activation=sigmoid", "activation=tanh", "activation=relu", "activation=leaky"].to_vec(),
        ),
        ("init", ["init=zeros", "init=normal", "init=fan-in", "init=glorot", "init=he"].to_vec()),
        ("rate", ["rate=0.01", "rate=0.03", "rate=0.1", "rate=0.3", "rate=1"].to_vec()),
    ] {
        let mut many = Lab::opened(&format!("{common}&compare={compare}"));
        train(&mut many, 60);
        assert_eq!(many.runs(), settings.len());
        for (run, setting) in settings.iter().enumerate() {
            let mut one = Lab::opened(&format!("{common}&{setting}"));
            train(&mut one, 60);
            assert_eq!(parameters(&mut many, run), parameters(&mut one, 0), "{setting}");
            tell(&mut many, &[&format!("front={}", run + 1)]);
            for name in ["gradient-norms", "mean-deltas", "train-loss", "test-accuracy"] {
                assert_eq!(read(&mut many, name), read(&mut one, name), "{setting}: {name}");
            }
            assert_eq!(many.snapshot().history, one.snapshot().history, "{setting}");
        }
    }
}

#[test]
fn the_table_has_every_pair() {
    let mut lab = Lab::opened("compare=table&hidden=2&count=20");
    assert_eq!(lab.runs(), 20);
    train(&mut lab, 5);
    let names = read(&mut lab, "runs");
    assert!(names.starts_with("sigmoid/zeros,sigmoid/normal,") && names.ends_with("leaky/he"), "{names}");
    assert_eq!(read(&mut lab, "run-accuracies").split(',').count(), 20);
    assert_eq!(read(&mut lab, "front"), "9", "tanh with Glorot");
}

#[test]
fn all_activations_start_from_the_same_weights() {
    let mut lab = Lab::opened("compare=activation&hidden=5,5");
    let first = parameters(&mut lab, 0);
    assert!((1..4).all(|run| parameters(&mut lab, run) == first));
}

#[test]
fn looking_at_another_run_starts_nothing_again() {
    let mut lab = Lab::opened("compare=activation");
    train(&mut lab, 10);
    tell(&mut lab, &["activation=relu"]);
    assert_eq!((lab.snapshot().step, read(&mut lab, "front").as_str()), (10, "3"));
    tell(&mut lab, &["front=1"]);
    assert_eq!((lab.snapshot().step, read(&mut lab, "activation").as_str()), (10, "sigmoid"));
    tell(&mut lab, &["activation=linear"]);
    assert_eq!((lab.snapshot().step, lab.runs()), (0, 5), "one that was not among the runs");
    assert!(lab.apply("front=6").is_err() && lab.apply("keep=0").is_err());
}

#[test]
fn the_run_that_is_kept_goes_on_as_if_it_had_always_been_alone() {
    let mut lab = Lab::opened("compare=activation&hidden=3");
    train(&mut lab, 50);
    let relu = parameters(&mut lab, 2);
    tell(&mut lab, &["keep=3"]);
    assert_eq!((lab.runs(), read(&mut lab, "compare").as_str()), (1, "none"));
    assert_eq!(parameters(&mut lab, 0), relu);
    assert_eq!(lab.link(), "hidden=3&activation=relu&step=50");
    train(&mut lab, 30);
    let mut alone = Lab::opened("hidden=3&activation=relu");
    train(&mut alone, 80);
    assert_eq!(parameters(&mut lab, 0), parameters(&mut alone, 0));
    // Its past is its own.
    tell(&mut lab, &["scrub=20"]);
    while lab.is_training() {
        lab.advance(1);
    }
    let mut then = Lab::opened("hidden=3&activation=relu");
    train(&mut then, 20);
    assert_eq!(parameters(&mut lab, 0), parameters(&mut then, 0));
    // And one undo brings all of them back.
    tell(&mut lab, &["undo"]);
    assert_eq!((lab.runs(), lab.snapshot().step), (4, 50));
    assert_eq!(parameters(&mut lab, 2), relu);
    tell(&mut lab, &["activation=tanh", "compare=none"]);
    assert_eq!(lab.link(), "hidden=3&step=50");
}

#[test]
fn a_link_brings_all_runs_back_to_the_bit() {
    for touch in [&[][..], &["rate=0.5"], &["add=0,0,1"]] {
        let mut lab = Lab::opened("compare=init&hidden=3&count=30");
        train(&mut lab, 20);
        tell(&mut lab, touch);
        train(&mut lab, 20);
        let mut other = Lab::opened(&lab.link());
        while other.is_training() {
            other.advance(1);
        }
        assert!(other.take_notices().is_empty());
        for run in 0..5 {
            assert_eq!(parameters(&mut lab, run), parameters(&mut other, run), "{touch:?}, run {run}");
        }
    }
}

#[test]
fn a_run_that_diverges_stands_still_and_the_others_go_on() {
    let mut lab = Lab::opened("compare=init&hidden=16,16,16,16&activation=relu&rate=10&batch=1");
    tell(&mut lab, &["import=x,y,label\n1000,1000,1\n-1000,1000,0\n3,-1000,1\n1,1,0\n2,2,1", "train=1"]);
    train(&mut lab, 400);
    let diverged = read(&mut lab, "run-diverged");
    assert!(diverged.contains('1') && diverged.starts_with('0'), "zeros cannot diverge: {diverged}");
    assert!(lab.snapshot_of(0).step > 50);
}

#[test]
fn whatever_brings_a_network_of_another_shape_to_the_front_it_is_the_one_that_is_read_out() {
    let begin = ["compare=model", "hidden=4", "select=1.3", "release"];
    for (ways, perceptron) in [
        (&["front=1", "keep=2"][..], false),
        (&["front=1", "model=network"], false),
        (&["rate=0.3", "release", "front=1", "undo"], false),
        (&["front=1", "keep=1"], true),
        (&["keep=1"], true),
        (&["model=perceptron"], true),
        (&["front=1", "rate=0.3", "release", "front=2", "undo"], true),
        (&["front=1", "rate=0.3", "release", "undo", "front=2", "redo"], true),
    ] {
        let mut lab = Lab::new();
        tell(&mut lab, &begin);
        let revision = lab.network_revision();
        tell(&mut lab, ways);
        assert_ne!(lab.network_revision(), revision, "{ways:?}");
        assert_eq!(lab.settings().is_perceptron(), perceptron, "{ways:?}");
        tell(&mut lab, &["probe=0.3,-0.7"]);
        let mut alone = Lab::opened(if perceptron { "model=perceptron" } else { "hidden=4" });
        tell(&mut alone, &["probe=0.3,-0.7"]);
        for name in ["probe-probabilities", "layers"] {
            assert_eq!(read(&mut lab, name), read(&mut alone, name), "{ways:?}: {name}");
        }
        if perceptron {
            assert_eq!(read(&mut lab, "select"), "none", "{ways:?}: the unit is gone");
        }
    }
}

#[test]
fn a_compared_choice_made_by_its_control_is_a_mere_look_as_front_is() {
    for (compare, choice, front) in [
        ("activation", "activation=relu", 3),
        ("init", "init=he", 5),
        ("table", "activation=relu", 14),
        ("table", "init=zeros", 6),
        ("model", "model=perceptron", 1),
    ] {
        let mut lab = Lab::opened(&format!("compare={compare}&hidden=3&select=1.2"));
        train(&mut lab, 10);
        let mut other = lab.clone();
        let revision = lab.network_revision();
        tell(&mut lab, &[choice, "release"]);
        tell(&mut other, &[&format!("front={front}")]);
        assert_ne!(lab.network_revision(), revision, "{compare}: another network is shown");
        assert_eq!(lab.front() + 1, front, "{compare}");
        assert_eq!(lab.link(), other.link(), "{compare}");
        assert!(lab.link().ends_with("step=10"), "{compare}: nothing was changed by hand: {}", lab.link());
        assert_eq!(read(&mut lab, "undo"), "0", "{compare}: a look is nothing to take back");
        if compare == "model" {
            tell(&mut lab, &["model=network"]);
            assert_eq!((lab.front(), lab.snapshot().step), (1, 10), "and back again");
        }
    }
}

#[test]
fn numbers_are_fitted_without_a_perceptron_beside_the_network() {
    let mut lab = Lab::opened("compare=model");
    train(&mut lab, 10);
    tell(&mut lab, &["task=regression", "release"]);
    let alone = ["regression", "none", "network"];
    let now = |lab: &mut Lab| ["task", "compare", "model"].map(|name| read(lab, name));
    assert_eq!((lab.runs(), now(&mut lab)), (1, alone.map(str::to_owned)));
    tell(&mut lab, &["undo"]);
    assert_eq!((lab.runs(), lab.snapshot().step), (2, 10));
    for link in ["compare=model&task=regression", "task=regression&model=perceptron&compare=model"] {
        let mut opened = Lab::opened(link);
        assert_eq!((opened.runs(), now(&mut opened)), (1, alone.map(str::to_owned)), "{link}");
        assert!(opened.apply("compare=model").is_err());
    }
}

#[test]
fn the_rate_that_is_looked_at_stays_in_front_when_training_starts_again() {
    let mut lab = Lab::opened("compare=rate");
    tell(&mut lab, &["front=5"]);
    train(&mut lab, 10);
    for command in ["reset", "undo", "hidden=3", "release"] {
        tell(&mut lab, &[command]);
        assert_eq!((lab.front(), lab.settings().rate), (4, 0.1), "{command}");
    }
    tell(&mut lab, &["open=compare=rate"]);
    assert_eq!(lab.front(), 2, "a link says all of it");
}

#[test]
fn a_link_brings_a_perceptron_and_a_network_of_another_shape_back() {
    let mut lab = Lab::opened("compare=model&count=30");
    tell(&mut lab, &["hidden=3", "release"]);
    train(&mut lab, 20);
    tell(&mut lab, &["add=0,0,1", "release"]);
    for front in ["front=2", "front=1"] {
        tell(&mut lab, &[front]);
        let mut opened = Lab::opened(&lab.link());
        assert_eq!(opened.take_notices(), [], "{}", lab.link());
        assert_eq!(all_parameters(&mut opened), all_parameters(&mut lab), "{front}");
    }
}

#[test]
fn an_epoch_is_one_of_the_run_in_front() {
    // A perceptron takes one sample a step, the network beside it ten.
    for (front, epoch) in [("front=1", 140), ("front=2", 14)] {
        let mut lab = Lab::opened("compare=model");
        tell(&mut lab, &[front, "epoch"]);
        lab.advance(10_000);
        assert_eq!((read(&mut lab, "epoch").as_str(), lab.snapshot().step), ("1", epoch), "{front}");
    }
}
