//! The walk in a lab: it ends where a normal step would, goes back, and takes the sample that it is told.

use frontera::lab::Lab;

use crate::read::read;
use crate::tell::tell;
use crate::walk::bits;

fn parameters(lab: &Lab) -> Vec<u32> {
    bits(lab.network().parameters())
}

#[test]
fn a_lab_walks_to_the_end_and_stands_where_a_normal_step_would() {
    for settings in [
        "",
        "&optimizer=adam&l2=0.01",
        "&dataset=spiral&hidden=3,2,2&activation=relu",
        "&hidden=0",
        "&hold=1.1.0,1.2.2,2.1.1&optimizer=momentum",
        "&task=regression&hidden=3",
        "&task=regression&hidden=3&hold=1.1.1,2.1.0",
    ] {
        let mut lab = Lab::opened(&format!("train=1&batch=1&view=backpropagation{settings}"));
        // A training step of one sample takes the sample whose turn it is.
        let mut normal = lab.clone();
        normal.apply("step").unwrap();
        assert_eq!(normal.advance(1), 1);
        let (before, stages) = (parameters(&lab), read(&mut lab, "walk-stages").parse::<usize>().unwrap());
        let point = read(&mut lab, "walk-point");
        for stage in 1..=stages {
            assert_eq!(read(&mut lab, "walk-at"), stage.to_string());
            assert_eq!(parameters(&lab), before);
            lab.apply("walk-next").unwrap();
        }
        assert_eq!(parameters(&lab), parameters(&normal));
        assert_eq!([read(&mut lab, "step"), read(&mut lab, "walk-at")], ["1", "1"]);
        assert_eq!(read(&mut lab, "walk-point"), read(&mut normal, "walk-point"));
        assert_ne!(read(&mut lab, "walk-point"), point);
        // The link brings the state back, and undo the one before.
        let mut opened = Lab::opened(&lab.link());
        assert_eq!(parameters(&opened), parameters(&lab));
        assert_eq!(read(&mut opened, "walk-point"), read(&mut lab, "walk-point"));
        lab.apply("undo").unwrap();
        assert_eq!(parameters(&lab), before);
    }
}

#[test]
fn a_walk_goes_back_and_its_past_is_kept() {
    let mut lab = Lab::opened("view=backpropagation&walk-stage=4");
    lab.apply("walk-back").unwrap();
    assert_eq!(read(&mut lab, "walk-at"), "3");
    for _ in 0..5 {
        lab.apply("walk-back").unwrap();
    }
    assert_eq!(read(&mut lab, "walk-at"), "1");
    lab.apply("play").unwrap();
    lab.advance(20);
    assert!(lab.is_training());
    let mut steps = vec![parameters(&lab)];
    for _ in 0..3 {
        lab.apply("walk-stage=9999").unwrap();
        assert!(!lab.is_training(), "a walk pauses training");
        lab.apply("walk-next").unwrap();
        steps.push(parameters(&lab));
    }
    lab.apply("epoch").unwrap();
    lab.advance(100);
    for (k, parameters_then) in steps.iter().enumerate() {
        lab.apply(&format!("scrub={}", 20 + k)).unwrap();
        lab.advance(100);
        assert_eq!(&parameters(&lab), parameters_then, "step {}", 20 + k);
    }
}

#[test]
fn a_touch_on_a_unit_or_weight_goes_to_where_it_is_computed() {
    use frontera::lab::settings::Selection;
    let mut lab = Lab::opened("view=backpropagation&hidden=3");
    let [unit, weight] =
        [Selection::Unit { layer: 0, unit: 2 }, Selection::Weight { layer: 1, unit: 0, input: 3 }];
    for (from, touched, kind, place) in [
        ("1", unit, "activation", "1.3"),
        ("1", weight, "gradient", "2.1.3"),
        ("11", unit, "delta", "1.3"),
        ("30", weight, "update", "2.1.3"),
    ] {
        lab.apply(&format!("walk-stage={from}")).unwrap();
        lab.snapshot();
        let stage = lab.stage_of(touched).unwrap();
        lab.apply(&format!("walk-stage={stage}")).unwrap();
        assert_eq!([read(&mut lab, "walk-kind"), read(&mut lab, "walk-place")], [kind, place], "from {from}");
    }
    // Of a weight each factor of its chain rule is told.
    assert_eq!([read(&mut lab, "walk-paths"), read(&mut lab, "walk-end")], ["", "difference"]);
    let weight = Selection::Weight { layer: 0, unit: 1, input: 1 };
    let stage = lab.stage_of(weight).unwrap();
    lab.apply(&format!("walk-stage={stage}")).unwrap();
    assert_eq!([read(&mut lab, "walk-place"), read(&mut lab, "walk-paths")], ["1.2.1", "1"]);
    assert_eq!(read(&mut lab, "walk-factors").split(',').count(), 5);
    assert_eq!(lab.walk_place(), weight);
    assert_eq!(lab.stage_of(Selection::None), None);
    assert_eq!(lab.stage_of(Selection::Unit { layer: 7, unit: 0 }), None);
}

#[test]
fn a_sample_is_chosen_by_tap_or_by_number_and_must_be_a_training_point() {
    let mut lab = Lab::opened("view=backpropagation&train=0.5&walk-stage=7");
    let of = |lab: &Lab, part| lab.points().iter().position(|point| point.part == part).unwrap();
    let train = of(&lab, frontera::data::point::Part::Train);
    let test = of(&lab, frontera::data::point::Part::Test);
    lab.apply(&format!("walk={train}")).unwrap();
    assert_eq!(
        [read(&mut lab, "walk-point"), read(&mut lab, "walk-at")],
        [train.to_string(), "1".to_string()]
    );
    for refused in [test.to_string(), "4999".to_string(), "x".to_string()] {
        assert!(lab.apply(&format!("walk={refused}")).is_err());
    }
    let other =
        lab.points().iter().rposition(|point| point.part == frontera::data::point::Part::Train).unwrap();
    let (x, count) = (lab.points()[other].x, lab.points().len());
    for command in
        [format!("press={},{},0.1", x[0], x[1]), format!("drag={},{}", x[0] + 0.001, x[1]), "release".into()]
    {
        lab.apply(&command).unwrap();
    }
    assert_eq!(read(&mut lab, "walk-point"), other.to_string());
    assert_eq!((lab.points().len(), lab.points()[other].x), (count, x));
    // Beside all points a tap adds one, as ever.
    for command in ["press=2.9,-2.9,0.05", "release"] {
        lab.apply(command).unwrap();
    }
    assert_eq!(lab.points().len(), count + 1);
    let link = lab.link();
    assert!(link.contains(&format!("walk={other}")));
    // Where the chosen point is no training point, the one whose turn it is takes its place.
    let mut opened = Lab::opened(&format!("view=backpropagation&train=0.5&walk={test}"));
    let mut next = Lab::opened("view=backpropagation&train=0.5");
    assert_eq!(read(&mut opened, "walk-point"), read(&mut next, "walk-point"));
    lab.apply("clear").unwrap();
    assert_eq!(read(&mut lab, "walk-point"), "");
    assert!(lab.apply("walk-next").is_err());
}

#[test]
fn what_is_held_has_an_update_of_nothing_as_soon_as_it_is_held() {
    for link in ["hidden=2", "hidden=2&task=regression"] {
        let mut lab = Lab::opened(&format!("view=backpropagation&train=1&batch=1&{link}"));
        let updates = read(&mut lab, "walk-phases").split(',').nth(4).unwrap().to_string();
        lab.apply(&format!("walk-stage={updates}")).unwrap();
        assert_eq!(read(&mut lab, "walk-place"), "2.1.0");
        let change = |lab: &mut Lab| {
            let before = read(lab, "walk-numbers").split(',').next().unwrap().to_string();
            [before, read(lab, "walk-value")]
        };
        let [before, after] = change(&mut lab);
        assert_ne!(before, after);
        lab.apply("hold=2.1.0").unwrap();
        assert_eq!(change(&mut lab), [before.clone(), before.clone()]);
        lab.apply("hold=none").unwrap();
        assert_eq!(change(&mut lab), [before.clone(), after]);
        lab.apply("grip=2.1.0").unwrap();
        assert_eq!(change(&mut lab), [before.clone(), before]);
    }
}

#[test]
fn a_regression_is_walked_with_its_one_input_and_the_squared_error() {
    let mut lab = Lab::opened("view=backpropagation&task=regression&hidden=2&train=1");
    assert_eq!(read(&mut lab, "walk-numbers").split(',').count(), 2, "x and y");
    let phases = read(&mut lab, "walk-phases");
    let loss = phases.split(',').nth(1).unwrap();
    lab.apply(&format!("walk-stage={loss}")).unwrap();
    assert_eq!([read(&mut lab, "walk-kind"), read(&mut lab, "walk-function")], ["loss", "squared"]);
}

#[test]
fn a_perceptron_has_no_walk_and_one_beside_a_network_steps_along() {
    let mut lab = Lab::opened("view=backpropagation&hidden=0&model=perceptron&train=1");
    assert_eq!([read(&mut lab, "walk-at"), read(&mut lab, "walk-kind")], ["", ""]);
    assert!(lab.apply("walk-next").is_err());
    lab.apply("walk-back").unwrap();
    lab.apply("model=network").unwrap();
    assert_eq!(read(&mut lab, "walk-at"), "1");
    lab.apply("compare=model").unwrap();
    for _ in 0..2 {
        lab.apply("walk-stage=9999").unwrap();
        let point = read(&mut lab, "walk-point").parse::<usize>().unwrap();
        lab.apply("walk-next").unwrap();
        for index in 0..2 {
            let snapshot = lab.snapshot_of(index);
            if let Some(turn) = snapshot.turn {
                assert_eq!(turn.point, point, "the perceptron's turn is the walk's sample");
            }
        }
    }
    assert_eq!(read(&mut lab, "step"), "2");
}

#[test]
fn a_step_that_is_walked_to_its_end_in_the_past_is_one_of_the_present_with_a_point_of_the_present() {
    for walk in ["next", "150"] {
        let mut present = Lab::opened(&format!("view=backpropagation&train=1&batch=1&walk={walk}"));
        present.apply("play").unwrap();
        present.advance(20);
        for command in ["pause", "import=x,y,label\n1,1,1\n-1,1,0\n0,-1,1\n2,0,0", "step"] {
            present.apply(command).unwrap();
        }
        present.advance(1);
        let mut past = present.clone();
        past.apply("scrub=5").unwrap();
        past.advance(100);
        let shown = read(&mut past, "walk-point").parse::<usize>().unwrap();
        assert!(shown >= present.points().len(), "a point that the present has not: {shown}");
        for lab in [&mut present, &mut past] {
            lab.apply("walk-stage=9999").unwrap();
            lab.apply("walk-next").unwrap();
            assert_eq!([read(lab, "in-past"), read(lab, "step")], ["0", "22"], "{walk}");
        }
        assert_eq!(parameters(&past), parameters(&present), "{walk}");
        assert_eq!(read(&mut past, "walk-point"), read(&mut present, "walk-point"), "{walk}");
        // Without a point to take it with there is no step.
        for command in ["clear", "scrub=5"] {
            past.apply(command).unwrap();
        }
        past.advance(100);
        past.apply("walk-stage=9999").unwrap();
        past.take_notices();
        past.apply("walk-next").unwrap();
        assert_eq!([read(&mut past, "in-past"), read(&mut past, "step")], ["0", "22"], "{walk}");
        assert_eq!(past.take_notices(), [frontera::lab::message::Notice::NoTrainingPoints], "{walk}");
    }
}

#[test]
fn a_walked_step_is_played_back_as_it_was_taken() {
    let mut lab = Lab::opened("view=backpropagation");
    lab.apply("play").unwrap();
    lab.advance(20);
    let mut steps = vec![parameters(&lab)];
    for _ in 0..2 {
        for command in ["walk-stage=9999", "walk-next"] {
            lab.apply(command).unwrap();
        }
        steps.push(parameters(&lab));
    }
    lab.apply("step").unwrap();
    lab.advance(1);
    steps.push(parameters(&lab));
    lab.apply("scrub=20").unwrap();
    lab.advance(100);
    for (step, then) in (20..).zip(&steps) {
        assert_eq!((read(&mut lab, "step"), &parameters(&lab)), (step.to_string(), then));
        lab.apply("step").unwrap();
        lab.advance(1);
    }
}

/// A lab that trained on places too far out for such rates, so that a run diverged: the only one, or all but the slowest of five.
fn diverged(commands: &[&str]) -> Lab {
    const FAR: &str = "import=x,y,label\n1000000,1000000,1\n-1000000,1000000,0\n3,-1000000,1\n1,1,0\n2,2,1\n0.1,0.2,1\n0.3,0,0";
    let mut lab = Lab::new();
    tell(&mut lab, &[FAR, "train=1", "batch=2", "hidden=4,4,4,4", "activation=linear"]);
    tell(&mut lab, commands);
    tell(&mut lab, &["release", "play"]);
    lab.advance(50);
    tell(&mut lab, &["pause"]);
    lab
}

#[test]
fn the_walk_of_a_run_that_diverged_tries_its_step_again() {
    let mut lab = diverged(&["rate=10"]);
    lab.take_notices();
    tell(&mut lab, &["view=backpropagation", "walk=5", "walk-stage=9999"]);
    assert_eq!((read(&mut lab, "walk-kind").as_str(), lab.snapshot().step), ("end", 2));
    tell(&mut lab, &["walk-next"]);
    assert!(lab.take_notices().is_empty());
    assert_eq!(lab.snapshot().step, 3);
}

#[test]
fn the_walk_of_a_diverged_run_beside_others_steps_that_run() {
    let mut lab = diverged(&["rate=0.1", "compare=rate"]);
    tell(&mut lab, &["front=3", "view=backpropagation", "walk=5", "walk-stage=9999"]);
    assert_eq!(read(&mut lab, "run-diverged"), "0,1,1,1,1");
    let before = lab.snapshot().step;
    tell(&mut lab, &["walk-next"]);
    assert_eq!(lab.snapshot().step, before + 1);
}
