//! Undo covers whatever a person does, and a gesture is taken back as one.

use frontera::data::point::CAPACITY;
use frontera::lab::Lab;

use crate::read::read;
use crate::tell::{lab, tell};

fn parameters(lab: &Lab) -> Vec<u32> {
    lab.network().parameters().iter().map(|w| w.to_bits()).collect()
}

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
fn a_press_that_finds_no_room_beside_a_tap_changes_nothing() {
    for (tool, left) in [("add", 1), ("spray", 3)] {
        let rows = "1,2,0\n".repeat(CAPACITY - left);
        // Let go there, it would add a point.
        let mut lab = lab(&[&format!("import={rows}"), "press=1.25,2,0.5", &format!("tool={tool}")]);
        let before = (lab.points().len(), lab.snapshot().held, lab.revision());
        assert!(lab.apply("press=-1,-1,0.1").is_err(), "{tool}");
        assert_eq!((lab.points().len(), lab.snapshot().held, lab.revision()), before, "{tool}");
        tell(&mut lab, &["release"]);
        assert_eq!(lab.points().len(), CAPACITY - left + 1, "{tool}");
        tell(&mut lab, &["undo"]);
        assert_eq!(lab.points().len(), CAPACITY - left, "{tool}");
    }
}

#[test]
fn steps_taken_within_a_gesture_come_back_by_their_parameters() {
    // The points change before the first step, and after it the task: both are taken back together, the step is not.
    let mut lab = lab(&["count=4", "step"]);
    lab.advance(1);
    let trained = parameters(&lab);
    tell(&mut lab, &["task=regression", "undo"]);
    assert_eq!((parameters(&lab), lab.settings().count), (trained.clone(), 200));
    let mut opened = Lab::opened(&lab.link());
    opened.advance(1);
    assert_eq!(parameters(&opened), trained, "not those of a step on all points");
}

#[test]
fn what_lets_the_runs_go_on_leaves_their_past_when_it_is_taken_back() {
    for (link, commands) in [
        ("", &["weight=1.1.1,2"][..]),
        ("task=regression", &["grow"]),
        ("view=backpropagation&walk-stage=9999", &["walk-next"]),
        ("", &["grip=1.1.1", "weight=1.1.1,2", "weight=1.1.1,3", "release"]),
    ] {
        let mut lab = lab(&[&format!("open={link}"), "play"]);
        lab.advance(100);
        let then = parameters(&lab);
        lab.advance(100);
        tell(&mut lab, &["pause"]);
        let now = parameters(&lab);
        tell(&mut lab, commands);
        tell(&mut lab, &["play"]);
        lab.advance(50);
        tell(&mut lab, &["pause", "undo"]);
        assert_eq!((read(&mut lab, "past"), parameters(&lab)), ("0,200".to_owned(), now), "{commands:?}");
        tell(&mut lab, &["play"]);
        lab.advance(20);
        tell(&mut lab, &["pause", "scrub=210"]);
        lab.advance(100);
        let later = parameters(&lab);
        tell(&mut lab, &["scrub=100"]);
        lab.advance(100);
        assert_eq!(parameters(&lab), then, "{commands:?}");
        tell(&mut lab, &["play"]);
        while lab.snapshot().step < 210 {
            assert_eq!(lab.advance(1), 1, "{commands:?}");
        }
        assert_eq!(parameters(&lab), later, "{commands:?}");
        tell(&mut lab, &["scrub=220"]);
        assert_eq!(read(&mut lab, "past"), "0,220");
    }
    let mut lab = lab(&["play"]);
    lab.advance(100);
    tell(&mut lab, &["pause", "weight=1.1.1,2", "undo", "play"]);
    lab.advance(60);
    tell(&mut lab, &["pause", "redo"]);
    assert_eq!(read(&mut lab, "past"), "100,100", "the steps since were not those of this one");
    tell(&mut lab, &["reset", "play"]);
    lab.advance(10);
    tell(&mut lab, &["pause", "undo"]);
    assert_eq!(read(&mut lab, "past"), "100,100", "nor those of a run that began anew");
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
        ("step=1&init=zeros&hold=1.1.1", "weight=1.1.1,0", false),
    ] {
        let mut lab = Lab::opened(link);
        lab.advance(1);
        assert_eq!(lab.apply(command).is_err(), is_refused, "{command}");
        assert!(lab.link().ends_with("step=1"), "{command}: {}", lab.link());
        assert!(lab.apply("undo").is_err(), "{command}");
    }
}

#[test]
fn a_setting_that_the_points_do_not_follow_leaves_training_as_it_is() {
    for setting in ["noise=0.7", "count=100", "data-seed=9", "train=0.75"] {
        let mut lab = Lab::opened("dataset=and&model=perceptron&step=10");
        lab.advance(10);
        let mistakes = read(&mut lab, "pass-mistakes");
        assert_ne!(mistakes, "");
        tell(&mut lab, &[setting]);
        assert!(lab.link().ends_with("step=10"), "{setting}: {}", lab.link());
        assert_eq!(read(&mut lab, "pass-mistakes"), mistakes, "{setting}");
        let mut other = Lab::opened(&lab.link());
        other.advance(10);
        assert_eq!(parameters(&other), parameters(&lab), "{setting}");
        tell(&mut lab, &["undo"]);
        assert_eq!(lab.link(), "dataset=and&model=perceptron&step=10", "{setting}");
    }
}

#[test]
fn a_point_that_is_put_where_it_is_was_not_moved() {
    let mut lab = lab(&["dataset=and"]);
    let [x, y] = lab.points()[0].x;
    let link = lab.link();
    tell(&mut lab, &["undo", "redo", "undo", "dataset=and"]);
    for commands in [
        vec![format!("move=0,{x},{y}")],
        vec![format!("press={x},{y},0.1"), format!("drag={x},{y}"), "release".to_owned()],
    ] {
        for command in &commands {
            tell(&mut lab, &[command]);
        }
        assert_eq!(lab.link(), link, "{commands:?}");
        tell(&mut lab, &["undo"]);
        assert!(lab.apply("undo").is_err(), "{commands:?}");
        tell(&mut lab, &["redo"]);
    }
}

#[test]
fn the_data_set_that_is_kept_for_the_other_task_is_no_part_of_a_change() {
    let mut lab = lab(&["task=regression", "release", "rate=0.5", "release", "dataset=moons", "undo"]);
    assert_eq!((read(&mut lab, "rate"), read(&mut lab, "dataset")), ("0.3".to_string(), "moons".to_string()));
    tell(&mut lab, &["redo"]);
    assert_eq!((read(&mut lab, "rate"), read(&mut lab, "dataset")), ("0.5".to_string(), "moons".to_string()));
}

#[test]
fn a_refused_redo_leaves_the_gesture_open() {
    let left = |redo: bool| {
        let mut lab = lab(&["dataset=blank", "release", "press=0.5,0.5,0.1"]);
        if redo {
            assert!(lab.apply("redo").is_err());
        }
        tell(&mut lab, &["drag=1,1", "release", "undo"]);
        lab.points().len()
    };
    assert_eq!((left(false), left(true)), (0, 0));
}

#[test]
fn a_branch_that_is_taken_back_twice_has_its_past_again() {
    let mut lab = lab(&["play"]);
    lab.advance(100);
    tell(&mut lab, &["scrub=32"]);
    while lab.is_training() {
        lab.advance(10);
    }
    tell(&mut lab, &["branch"]);
    for _ in 0..2 {
        tell(&mut lab, &["undo"]);
        assert_eq!(read(&mut lab, "past"), "0,100");
        tell(&mut lab, &["redo"]);
        assert_eq!(read(&mut lab, "past"), "0,32");
    }
}
