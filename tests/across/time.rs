//! The past: every step can be looked at again to the bit, and gone on from.

use frontera::lab::Lab;

use crate::read::read;
use crate::tell::tell;

fn lab(link: &str) -> Lab {
    Lab::opened(link)
}

/// All parameters of all runs, as bits.
fn parameters(lab: &mut Lab) -> Vec<u32> {
    (0..lab.runs())
        .flat_map(|run| {
            lab.snapshot_of(run).network.parameters().iter().map(|w| w.to_bits()).collect::<Vec<_>>()
        })
        .collect()
}

/// Trains for `steps`, and remembers the networks after each.
fn train(lab: &mut Lab, steps: usize) -> Vec<Vec<u32>> {
    tell(lab, &["play"]);
    let all = (0..steps)
        .map(|_| {
            lab.advance(1);
            parameters(lab)
        })
        .collect();
    tell(lab, &["pause"]);
    all
}

fn scrub(lab: &mut Lab, step: usize) {
    tell(lab, &[&format!("scrub={step}")]);
    for _ in 0..100_000 {
        lab.advance(7);
    }
    assert!(!lab.is_training(), "step {step} is not reached");
}

#[test]
fn every_step_is_shown_as_it_was_in_any_order() {
    for link in [
        "",
        "optimizer=adam&hidden=3,3&batch=7",
        "compare=activation&hidden=2&momentum=0.5&optimizer=momentum",
    ] {
        let mut lab = lab(link);
        let start = parameters(&mut lab);
        let networks = train(&mut lab, 200);
        let present = lab.link();
        for step in [1, 200, 100, 101, 3, 199, 17, 16, 15, 64, 128, 127, 0] {
            scrub(&mut lab, step);
            assert_eq!(lab.snapshot().step, step as u64, "{link}");
            let expected = if step == 0 { &start } else { &networks[step - 1] };
            assert_eq!(&parameters(&mut lab), expected, "{link}, step {step}");
            assert_eq!(read(&mut lab, "in-past"), if step == 200 { "0" } else { "1" });
            assert_eq!(lab.present_link(), present, "what is kept is the present");
        }
        scrub(&mut lab, 200);
        assert_eq!(lab.link(), present);
    }
}

#[test]
fn the_gradient_and_the_losses_of_a_step_are_shown_too() {
    let mut lab = lab("");
    tell(&mut lab, &["play"]);
    lab.advance(100);
    let names = ["gradient-norms", "mean-deltas", "train-loss", "test-accuracy", "epoch"];
    let then: Vec<String> = names.iter().map(|name| read(&mut lab, name)).collect();
    lab.advance(100);
    scrub(&mut lab, 100);
    let again: Vec<String> = names.iter().map(|name| read(&mut lab, name)).collect();
    assert_eq!(then, again);
    assert_eq!(lab.snapshot().history.entries().last().unwrap().step, 200, "the curve shows what came after");
}

#[test]
fn points_and_settings_of_then_are_shown_and_the_present_comes_back() {
    let mut lab = lab("dataset=moons");
    let mut networks = train(&mut lab, 40);
    tell(&mut lab, &["rate=0.5", "add=0,0,1", "release"]);
    networks.extend(train(&mut lab, 40));
    tell(&mut lab, &["weight=1.1.0,2", "add=1,1,0"]);
    networks.extend(train(&mut lab, 40));
    let (present, points) = (lab.link(), lab.points().len());
    for (step, rate, extra) in
        [(39, 0.1, 0), (41, 0.5, 1), (79, 0.5, 1), (81, 0.5, 2), (10, 0.1, 0), (119, 0.5, 2)]
    {
        scrub(&mut lab, step);
        assert_eq!(parameters(&mut lab), networks[step - 1], "step {step}");
        assert_eq!((lab.points().len(), lab.settings().rate), (points - 2 + extra, rate), "step {step}");
    }
    tell(&mut lab, &["tool=erase", "scrub=5", "probe=0,0", "pause"]);
    assert_eq!(read(&mut lab, "in-past"), "1");
    tell(&mut lab, &["l2=0.5", "undo"]);
    assert_eq!(read(&mut lab, "in-past"), "0", "a change is one of the present");
    assert_eq!(lab.link().replace("&tool=erase", ""), present);
}

#[test]
fn playing_back_takes_the_same_steps_up_to_the_present() {
    let mut lab = lab("");
    let mut networks = train(&mut lab, 30);
    tell(&mut lab, &["noise=0.5", "release"]);
    networks.extend(train(&mut lab, 30));
    let present = lab.link();
    scrub(&mut lab, 5);
    tell(&mut lab, &["play"]);
    let mut seen = 0;
    while lab.is_training() {
        lab.advance(1);
        let step = lab.snapshot().step as usize;
        assert_eq!(parameters(&mut lab), networks[step - 1], "step {step}");
        seen += 1;
        assert!(seen < 100);
    }
    assert_eq!((lab.link(), read(&mut lab, "in-past")), (present, "0".to_owned()));
}

#[test]
fn going_on_from_the_past_is_one_undo_away_from_what_it_gave_up() {
    let mut lab = lab("");
    let networks = train(&mut lab, 100);
    let present = lab.link();
    scrub(&mut lab, 40);
    tell(&mut lab, &["branch"]);
    assert_eq!(read(&mut lab, "in-past"), "0");
    assert!(lab.link().ends_with("step=40"), "{}", lab.link());
    assert_eq!(lab.snapshot().history.entries().last().unwrap().step, 40);
    tell(&mut lab, &["rate=1", "release"]);
    let others = train(&mut lab, 20);
    assert_ne!(others[19], networks[59]);
    scrub(&mut lab, 50);
    assert_eq!(parameters(&mut lab), others[9]);
    tell(&mut lab, &["undo", "undo"]);
    assert_eq!(lab.link(), present);
    scrub(&mut lab, 70);
    assert_eq!(parameters(&mut lab), networks[69], "what was given up can be looked at again");
    assert!(lab.apply("branch").is_ok() && lab.apply("branch").is_err());
}

#[test]
fn a_long_past_takes_bounded_room_and_stays_exact() {
    let mut lab = lab("hidden=16,16,16,16&batch=1&count=50&speed=max");
    tell(&mut lab, &["play"]);
    lab.advance(3000);
    let then = parameters(&mut lab);
    lab.advance(27_000);
    let stride: u64 = read(&mut lab, "past-stride").parse().unwrap();
    // A snapshot is 897 parameters and their moments: 11 kB, of which 16 MB hold some 1,500.
    assert!(stride > 16, "{stride}");
    scrub(&mut lab, 3000);
    assert_eq!(parameters(&mut lab), then);
}

#[test]
fn what_is_gone_on_from_a_border_has_none_of_what_came_after_it() {
    let mut lab = lab("");
    train(&mut lab, 50);
    tell(&mut lab, &["rate=1", "release"]);
    train(&mut lab, 30);
    scrub(&mut lab, 49);
    tell(&mut lab, &["step"]);
    lab.advance(1);
    assert_eq!((lab.snapshot().step, lab.settings().rate), (50, 0.1), "the last step before the border");
    tell(&mut lab, &["branch"]);
    let networks = train(&mut lab, 20);
    for step in [55, 51, 69] {
        scrub(&mut lab, step);
        assert_eq!(parameters(&mut lab), networks[step - 51], "step {step}");
        assert_eq!(read(&mut lab, "rate"), "0.1", "step {step}");
    }
}

#[test]
fn the_run_in_front_stays_there_in_the_past_and_on_the_way_back() {
    for compare in ["rate", "activation", "init", "model"] {
        let mut lab = lab(&format!("compare={compare}"));
        if compare == "model" {
            tell(&mut lab, &["hidden=3"]);
        }
        train(&mut lab, 20);
        let last = lab.runs() - 1;
        tell(&mut lab, &["l2=0.01", "release"]);
        train(&mut lab, 20);
        for front in [last, 0] {
            tell(&mut lab, &[&format!("front={}", front + 1)]);
            for step in [30, 10, 35, 40] {
                scrub(&mut lab, step);
                assert_eq!(lab.front(), front, "{compare}, step {step}");
                tell(&mut lab, &["probe=0.1,0.2"]);
                assert_eq!(read(&mut lab, "front"), (front + 1).to_string());
            }
            scrub(&mut lab, 18);
            tell(&mut lab, &["play"]);
            while lab.is_training() && read(&mut lab, "in-past") == "1" {
                lab.advance(1);
                assert_eq!(lab.front(), front, "{compare}");
            }
            assert_eq!((lab.snapshot().step, lab.front()), (40, front), "{compare}: the present");
        }
        // Another one that is looked at in the past is also the one that is looked at afterwards.
        scrub(&mut lab, 10);
        tell(&mut lab, &["front=2", "scrub=40"]);
        assert_eq!((lab.front(), read(&mut lab, "in-past").as_str()), (1, "0"), "{compare}");
    }
}

#[test]
fn a_press_that_is_let_go_in_the_past_adds_no_point() {
    let mut lab = lab("");
    train(&mut lab, 20);
    let [x, y] = lab.points()[0].x;
    // Beside the point: let go there, a press adds another one.
    tell(&mut lab, &[&format!("press={},{y},1", x + 0.7)]);
    let present = lab.link();
    scrub(&mut lab, 5);
    let points = lab.points().len();
    tell(&mut lab, &["release"]);
    assert_eq!((lab.points().len(), read(&mut lab, "in-past").as_str()), (points, "1"));
    scrub(&mut lab, 20);
    assert_eq!(lab.link(), present);
    assert!(lab.apply("undo").is_err(), "nothing was changed");
}

/// Trains until the lab stands at a finite network whose loss is not: one step on from where it was told to have diverged.
fn beyond_the_last_finite_loss(link: &str) -> Lab {
    let mut lab = lab(link);
    tell(&mut lab, &["play"]);
    while lab.is_training() {
        lab.advance(1);
        assert!(lab.snapshot().step < 1000, "{link}: diverges");
    }
    tell(&mut lab, &["step"]);
    lab.advance(1);
    lab
}

#[test]
fn what_follows_a_divergence_under_another_rate_is_shown_under_that_rate() {
    let mut lab = beyond_the_last_finite_loss("task=regression&rate=10");
    let beyond = lab.snapshot().step;
    tell(&mut lab, &["rate=0.1", "release", "step"]);
    lab.advance(1);
    let step = lab.snapshot().step as usize;
    assert_eq!(step as u64, beyond - 1, "taken back to the last finite loss");
    let networks = train(&mut lab, 40);
    assert_eq!(lab.snapshot().step as usize, step + 40);
    for ahead in [30, 3, 17, 1] {
        scrub(&mut lab, step + ahead);
        assert_eq!(read(&mut lab, "rate"), "0.1", "{ahead} steps on");
        assert_eq!(parameters(&mut lab), networks[ahead - 1], "{ahead} steps on");
    }
}

/// Trains for `steps`, and remembers after each the networks and which of them have diverged.
fn train_rivals(lab: &mut Lab, steps: usize) -> Vec<(Vec<u32>, String)> {
    tell(lab, &["play"]);
    let all = (0..steps)
        .map(|_| {
            lab.advance(1);
            (parameters(lab), read(lab, "run-diverged"))
        })
        .collect();
    tell(lab, &["pause"]);
    all
}

#[test]
fn a_run_that_diverged_beside_others_stands_still_in_the_past_too() {
    // Of the first of these one diverges in the step after the 16th, which the past has a snapshot of.
    for link in ["rate=0.55", "rate=0.3", "rate=0.4&seed=2"] {
        let link = format!("task=regression&compare=rate&{link}");
        let mut lab = lab(&link);
        let mut seen = train_rivals(&mut lab, 120);
        let diverged = seen.iter().position(|(_, diverged)| diverged.contains('1'));
        assert!(diverged.is_some_and(|step| (3..100).contains(&step)), "{link}: {diverged:?}");
        // Where it is taken up again, it tries again.
        seen.extend(train_rivals(&mut lab, 1));
        let paused = parameters(&mut lab);
        let mut again = Lab::opened(&lab.link());
        while again.is_training() {
            again.advance(100);
        }
        assert_eq!(parameters(&mut again), paused, "{link}: the link");
        seen.extend(train_rivals(&mut lab, 59));
        for step in (1..180).rev().chain([17, 33, 140]) {
            scrub(&mut lab, step);
            let (networks, diverged) = &seen[step - 1];
            // Where it was taken up again, what diverged is about to try.
            let expected = if step == 120 { "0,0,0,0,0" } else { diverged };
            assert_eq!(read(&mut lab, "run-diverged"), expected, "{link}, step {step}");
            assert_eq!(&parameters(&mut lab), networks, "{link}, step {step}");
        }
        // Played back, it is the same.
        scrub(&mut lab, 1);
        tell(&mut lab, &["play"]);
        while lab.is_training() && read(&mut lab, "in-past") == "1" {
            lab.advance(1);
            let step = lab.snapshot_of(0).step as usize;
            assert_eq!(parameters(&mut lab), seen[step - 1].0, "{link}, played back, step {step}");
        }
    }
}
