//! After any sequence of commands, what is gone back to is what was there: a step of the past, and a change that is taken back.

use std::collections::HashSet;

use frontera::lab::Lab;
use proptest::prelude::*;

use crate::commands::command;
use crate::read::read;
use crate::tell::tell;

/// Commands that go on from one another more often than [`command`] does.
fn act() -> impl Strategy<Value = String> {
    let often = [
        "compare=rate",
        "compare=activation",
        "compare=model",
        "rate=10",
        "optimizer=adam",
        "batch=1",
        "model=perceptron",
        "hidden=2,2",
        "count=4",
        "release",
        "step",
        "epoch",
        "undo",
        "redo",
        "front=2",
        "keep=2",
        "grow",
        "view=backpropagation",
        "walk=1",
        "walk-next",
    ];
    prop_oneof![3 => command(), 1 => prop::sample::select(often.to_vec()).prop_map(str::to_string)]
}

/// The step of each run, and its parameters as bits.
fn runs(lab: &mut Lab) -> Vec<(u64, Vec<u32>)> {
    (0..lab.runs())
        .map(|run| {
            let snapshot = lab.snapshot_of(run);
            (snapshot.step, snapshot.network.parameters().iter().map(|w| w.to_bits()).collect())
        })
        .collect()
}

fn is_in_past(lab: &mut Lab) -> bool {
    read(lab, "in-past") == "1"
}

/// Shows a step, as far as there is a past that has it.
fn scrub(lab: &mut Lab, step: u64) {
    tell(lab, &[&format!("scrub={step}")]);
    for _ in 0..2000 {
        lab.advance(1);
    }
    assert!(!lab.is_training(), "step {step} is not reached");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_step_of_the_past_is_one_that_was_there(acts in prop::collection::vec((act(), 0u32..20), 1..20)) {
        let mut lab = Lab::new();
        let mut seen: HashSet<(u64, Vec<u32>)> = runs(&mut lab).into_iter().collect();
        for (act, steps) in acts.into_iter().filter(|(act, _)| !act.starts_with("scrub")) {
            let _ = lab.apply(&act);
            seen.extend(runs(&mut lab));
            for _ in 0..steps {
                lab.advance(1);
                seen.extend(runs(&mut lab));
            }
        }
        tell(&mut lab, &["release", "pause"]);
        let (present, now) = (lab.link(), runs(&mut lab));
        for step in (0..400).step_by(7) {
            scrub(&mut lab, step);
            let there = runs(&mut lab);
            prop_assert!(there.iter().all(|run| seen.contains(run)), "step {} was never there: {}", step, present);
            prop_assert_eq!(lab.present_link(), present.clone());
        }
        // Played back, it ends where it was.
        scrub(&mut lab, 0);
        if is_in_past(&mut lab) {
            tell(&mut lab, &["play"]);
            for _ in 0..2000 {
                if is_in_past(&mut lab) {
                    lab.advance(1);
                }
            }
        }
        prop_assert_eq!((lab.link(), runs(&mut lab)), (present, now));
    }

    #[test]
    fn what_is_taken_back_and_made_again_is_as_it_was(acts in prop::collection::vec((act(), 0u32..20), 1..20)) {
        let mut lab = Lab::new();
        for (act, steps) in acts {
            let _ = lab.apply(&act);
            lab.advance(steps);
        }
        // Changes are those of the present.
        tell(&mut lab, &["scrub=1000000", "release", "pause"]);
        let mut states = Vec::new();
        loop {
            states.push((runs(&mut lab), lab.points().to_vec()));
            if lab.apply("undo").is_err() {
                break;
            }
        }
        for state in states.iter().rev().skip(1) {
            tell(&mut lab, &["redo"]);
            prop_assert_eq!(&(runs(&mut lab), lab.points().to_vec()), state);
        }
        for state in states.iter().skip(1) {
            tell(&mut lab, &["undo"]);
            prop_assert_eq!(&(runs(&mut lab), lab.points().to_vec()), state);
        }
    }
}
