//! Undo covers whatever a person does, and a gesture is taken back as one.

use frontera::data::point::CAPACITY;
use frontera::lab::Lab;

use crate::tell::{lab, tell};

#[test]
fn undo_brings_back_points_settings_and_the_run() {
    let mut lab = Lab::new();
    lab.apply("play").unwrap();
    lab.advance(50);
    lab.apply("pause").unwrap();
    let before = (lab.link(), lab.points().to_vec());
    for change in [
        "activation=relu",
        "press=1,1,0.1",
        "rate=0.5",
        "clear",
        "dataset=spirals",
        "weight=1.1.0,3",
        "reseed",
    ] {
        lab.apply(change).unwrap();
        lab.apply("release").unwrap();
        lab.advance(5);
    }
    for _ in 0..7 {
        lab.apply("undo").unwrap();
    }
    assert_eq!((lab.link(), lab.points().to_vec()), before);
    assert!(lab.apply("undo").is_err());
    for _ in 0..7 {
        lab.apply("redo").unwrap();
    }
    assert!(lab.apply("redo").is_err());
    assert_eq!(lab.settings().dataset.name(), "spirals");
    assert_eq!(lab.settings().seed, 2);
}

#[test]
fn a_drag_is_one_step_of_undo() {
    let mut lab = Lab::new();
    let points = lab.points().len();
    lab.apply("press=0.5,0.5,0").unwrap();
    for k in 0..10 {
        lab.apply(&format!("drag={},0.5", 0.5 + 0.1 * f64::from(k))).unwrap();
    }
    lab.apply("release").unwrap();
    assert_eq!(lab.points().len(), points + 1);
    lab.apply("undo").unwrap();
    assert_eq!(lab.points().len(), points);
}

#[test]
fn a_gesture_that_raises_the_classes_on_the_way_is_taken_back_whole() {
    let mut lab = lab(&["play"]);
    lab.advance(20);
    tell(&mut lab, &["pause", "tool=spray"]);
    let parameters = lab.snapshot().network.parameters().to_vec();
    let points = lab.points().to_vec();
    tell(&mut lab, &["press=0,0,0.1", "class=3", "drag=1,1"]);
    assert_eq!(lab.settings().classes, 4);
    tell(&mut lab, &["release", "undo"]);
    assert_eq!(lab.settings().classes, 2);
    assert_eq!(lab.points(), points);
    assert_eq!(lab.snapshot().network.parameters(), parameters);
    assert_eq!(lab.snapshot().step, 20);
}

#[test]
fn erasing_lets_go_of_the_held_point() {
    let mut lab = lab(&["clear", "add=0,0,0", "add=1,0,0", "add=2,0,1"]);
    tell(&mut lab, &["press=1,0,0.1", "drag=1,1", "erase=1,1,0.1", "drag=-1,-1", "release"]);
    let places: Vec<[f32; 2]> = lab.points().iter().map(|point| point.x).collect();
    assert_eq!(places, [[0.0, 0.0], [2.0, 0.0]]);
}

#[test]
fn a_press_that_finds_no_room_changes_nothing() {
    let rows = "1,2,0\n".repeat(CAPACITY);
    let mut lab = lab(&[&format!("import={rows}"), "press=1,2,0.1", "drag=2.5,2.5"]);
    let (held, revision) = (lab.snapshot().held, lab.revision());
    assert!(lab.apply("press=0,0,0.1").is_err());
    assert_eq!((lab.snapshot().held, lab.revision()), (held, revision));
    // Still one gesture: one undo takes all of the drag back.
    tell(&mut lab, &["drag=2.7,2.7", "release", "undo"]);
    assert!(lab.points().iter().all(|point| point.x.map(f32::to_bits) == [1.0f32, 2.0].map(f32::to_bits)));
}

#[test]
fn what_can_be_taken_back_has_bounded_room() {
    let rows = "1,2,0\n".repeat(CAPACITY - 1);
    let mut lab = lab(&[&format!("import={rows}")]);
    for k in 0..300 {
        tell(&mut lab, &[&format!("move={k},1,1")]);
    }
    let mut taken = 0;
    while lab.apply("undo").is_ok() {
        taken += 1;
    }
    // 5,000 points are 60 kB.
    assert!((60..80).contains(&taken), "{taken}");
    assert!(lab.points().len() == CAPACITY - 1);
}

#[test]
fn settings_that_one_act_gives_are_taken_back_together_and_two_acts_one_by_one() {
    let mut lab = lab(&["hidden=4,3", "activation=tanh,relu", "release", "play"]);
    lab.advance(20);
    lab.apply("pause").unwrap();
    let (before, parameters) = (lab.link(), lab.snapshot().network.parameters().to_vec());
    // A layer goes and takes its activation along.
    tell(&mut lab, &["hidden=4", "activation=tanh", "release"]);
    tell(&mut lab, &["rate=0.3", "release"]);
    tell(&mut lab, &["rate=0.5", "release"]);
    tell(&mut lab, &["undo"]);
    assert!(lab.link().contains("rate=0.3"), "{}", lab.link());
    tell(&mut lab, &["undo"]);
    assert_eq!(lab.link(), "");
    tell(&mut lab, &["undo"]);
    assert_eq!((lab.link(), lab.snapshot().network.parameters()), (before, &parameters[..]));
    tell(&mut lab, &["redo"]);
    assert_eq!(lab.link(), "");
}

#[test]
fn the_way_to_a_comparison_and_back_is_told_while_it_is_the_last_change() {
    let by = |lab: &mut Lab| {
        let mut out = String::new();
        lab.read_out(&mut out);
        let line = out.lines().find_map(|line| line.strip_prefix("comparison-by="));
        line.unwrap_or_default().to_owned()
    };
    let mut lab = lab(&["rate=0.5", "release"]);
    assert_eq!(by(&mut lab), "");
    tell(&mut lab, &["compare=activation", "release", "step", "front=2", "view=gradients"]);
    assert_eq!(by(&mut lab), "undo");
    tell(&mut lab, &["undo", "step"]);
    assert_eq!(by(&mut lab), "redo");
    tell(&mut lab, &["redo"]);
    assert_eq!(by(&mut lab), "undo");
    // Another change since, and another one that is taken back.
    tell(&mut lab, &["rate=0.1", "release"]);
    assert_eq!(by(&mut lab), "");
    tell(&mut lab, &["undo", "undo", "undo"]);
    assert_eq!(by(&mut lab), "");
}

#[test]
fn what_changes_nothing_leaves_no_trace() {
    for (link, command, is_refused) in [
        ("step=1", "keep=1", true),
        ("model=perceptron&hidden=3&step=1", "grow", true),
        ("model=perceptron&step=1", "curve=sine", false),
        ("task=regression&step=1", "dataset=moons", false),
    ] {
        let mut lab = Lab::opened(link);
        lab.advance(1);
        assert_eq!(lab.apply(command).is_err(), is_refused, "{command}");
        assert!(lab.link().ends_with("step=1"), "{command}: {}", lab.link());
        assert!(lab.apply("undo").is_err(), "{command}");
    }
}
