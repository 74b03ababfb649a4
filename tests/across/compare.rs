//! Runs side by side: each is what it would be alone, all from the same start, in lockstep.

use frontera::lab::Lab;

use crate::read::read;
use crate::tell::tell;

fn parameters(lab: &mut Lab, run: usize) -> Vec<u32> {
    lab.snapshot_of(run).network.parameters().iter().map(|w| w.to_bits()).collect()
}

fn train(lab: &mut Lab, steps: u32) {
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
fn a_choice_that_is_none_of_those_compared_stays_a_run_whichever_is_in_front() {
    let runs = "linear,sigmoid,tanh,relu,leaky";
    let mut lab = Lab::opened("compare=activation&activation=linear");
    assert_eq!(read(&mut lab, "runs"), runs);
    tell(&mut lab, &["front=3", "rate=0.5", "speed=50"]);
    assert_eq!(
        [read(&mut lab, "runs"), read(&mut lab, "front"), read(&mut lab, "activation")],
        [runs, "3", "tanh"]
    );
    tell(&mut lab, &["front=1"]);
    assert_eq!(
        [read(&mut lab, "runs"), read(&mut lab, "rate"), read(&mut lab, "activation")],
        [runs, "0.5", "linear"]
    );
    // Each goes on as what it is said to be.
    train(&mut lab, 20);
    for run in 0..5 {
        let activation = runs.split(',').nth(run).unwrap_or_default();
        let mut alone = Lab::opened(&format!("activation={activation}"));
        tell(&mut alone, &["rate=0.5"]);
        train(&mut alone, 20);
        assert_eq!(parameters(&mut lab, run), parameters(&mut alone, 0), "{activation}");
    }
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

/// A lab whose own activation is compared with those of the lecture, one of which has come to the front.
fn beside_its_own(compare: &str) -> Lab {
    let mut lab = Lab::opened(&format!("compare={compare}&activation=linear&hidden=2&count=30"));
    let front = lab.runs() - 1;
    tell(&mut lab, &[&format!("front={front}")]);
    lab
}

fn all_parameters(lab: &mut Lab) -> Vec<Vec<u32>> {
    (0..lab.runs()).map(|run| parameters(lab, run)).collect()
}

#[test]
fn an_own_choice_among_the_runs_comes_back_with_undo_and_by_link() {
    for (compare, runs) in [("activation", 5), ("table", 25)] {
        let mut lab = beside_its_own(compare);
        train(&mut lab, 60);
        let (then, names) = (all_parameters(&mut lab), read(&mut lab, "runs"));
        assert_eq!((then.len(), names.starts_with("linear")), (runs, true), "{names}");
        tell(&mut lab, &["reset"]);
        assert_eq!((lab.runs(), lab.snapshot().step), (runs, 0));
        tell(&mut lab, &["undo"]);
        assert_eq!((all_parameters(&mut lab), lab.snapshot().step), (then.clone(), 60), "{compare}");
        // Told by its number of steps, and by its parameters.
        for touch in [&[][..], &["add=0,0,1", "release"]] {
            tell(&mut lab, touch);
            let mut opened = Lab::opened(&lab.link());
            while opened.is_training() {
                opened.advance(10);
            }
            assert_eq!(opened.take_notices(), [], "{}", lab.link());
            assert_eq!((read(&mut opened, "runs"), opened.front()), (names.clone(), lab.front()));
            assert_eq!(all_parameters(&mut opened), then, "{compare} {touch:?}");
        }
        // Neither a comparison of something else nor a single run has it.
        tell(&mut lab, &["compare=init", "release"]);
        assert_eq!((lab.runs(), lab.link().contains("beside")), (5, false));
        tell(&mut lab, &["undo", "compare=none", "release"]);
        assert_eq!((lab.runs(), lab.link().contains("beside")), (1, false));
    }
}

#[test]
fn an_own_choice_among_the_runs_has_its_past_whichever_is_in_front() {
    let mut lab = beside_its_own("activation");
    train(&mut lab, 40);
    tell(&mut lab, &["front=1"]);
    train(&mut lab, 20);
    let alone = |activation: &str, step| {
        let mut alone = Lab::opened(&format!("activation={activation}&hidden=2&count=30"));
        train(&mut alone, step);
        alone
    };
    let names = ["linear", "sigmoid", "tanh", "relu", "leaky"];
    for (front, step) in [("front=1", 25), ("front=4", 50)] {
        tell(&mut lab, &[front, &format!("scrub={step}")]);
        lab.advance(100);
        assert_eq!(read(&mut lab, "runs"), names.join(","));
        for (run, activation) in names.into_iter().enumerate() {
            let mut alone = alone(activation, step);
            assert_eq!(parameters(&mut lab, run), parameters(&mut alone, 0), "{activation}, step {step}");
            let (own, history) = (lab.snapshot_of(run).history.entries().len(), alone.snapshot().history);
            assert_eq!(own, 61, "{activation}: the curve shows what came after");
            assert_eq!(
                lab.snapshot_of(run).history.entries()[step as usize],
                history.entries()[step as usize],
                "{activation}"
            );
        }
    }
    for (keep, activation) in [("keep=1", "linear"), ("keep=3", "tanh")] {
        let mut lab = lab.clone();
        tell(&mut lab, &[keep, "scrub=30"]);
        lab.advance(100);
        assert_eq!(read(&mut lab, "activation"), activation);
        assert_eq!(parameters(&mut lab, 0), parameters(&mut alone(activation, 30), 0), "{activation}");
    }
}

#[test]
fn an_own_choice_among_the_runs_is_left_by_a_look_and_replaced_by_another() {
    let mut lab = Lab::opened("compare=activation&activation=linear");
    train(&mut lab, 10);
    tell(&mut lab, &["activation=relu", "release"]);
    assert_eq!((lab.runs(), lab.snapshot().step, read(&mut lab, "front").as_str()), (5, 10, "4"));
    assert_eq!(lab.link(), "activation=relu&compare=activation&beside=linear&step=10");
    tell(&mut lab, &["activation=linear", "release"]);
    assert_eq!(lab.link(), "activation=linear&compare=activation&step=10");
    tell(&mut lab, &["activation=relu", "activation=relu,tanh", "release"]);
    assert_eq!(read(&mut lab, "runs"), "relu+tanh,sigmoid,tanh,relu,leaky");
    assert_eq!(lab.snapshot().step, 0);
    tell(&mut lab, &["activation=tanh", "beside=none", "release"]);
    assert_eq!((lab.runs(), lab.link().as_str()), (4, "compare=activation"));
    for vain in [&["beside=tanh"][..], &["compare=rate", "beside=linear"], &["beside=sigmoidal"]] {
        let mut lab = lab.clone();
        let (last, first) = vain.split_last().unwrap();
        tell(&mut lab, first);
        assert!(lab.apply(last).is_err(), "{vain:?}");
    }
    tell(&mut lab, &["beside=linear", "release"]);
    assert_eq!(lab.runs(), 5);
    tell(&mut lab, &["task=regression", "release"]);
    assert_eq!(read(&mut lab, "runs"), "sigmoid,tanh,relu,leaky", "another task begins anew");
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
