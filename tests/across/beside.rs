//! An activation of one's own among those that are compared: a run like the others, whichever is in front.

use frontera::lab::Lab;

use crate::compare::{all_parameters, parameters, train};
use crate::read::read;
use crate::tell::tell;

/// A lab whose own activation is compared with those of the lecture, one of which has come to the front.
fn beside_its_own(compare: &str) -> Lab {
    let mut lab = Lab::opened(&format!("compare={compare}&activation=linear&hidden=2&count=30"));
    let front = lab.runs() - 1;
    tell(&mut lab, &[&format!("front={front}")]);
    lab
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
