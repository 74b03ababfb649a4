#![expect(clippy::float_cmp, reason = "these numbers are the same to the bit")]

use super::*;
use crate::lab::Lab;

fn of(lab: &mut Lab) -> Representation {
    let mut representation = Representation::new();
    representation.update(&lab.snapshot());
    representation
}

fn trained(link: &str, steps: u32) -> Lab {
    let mut lab = Lab::opened(link);
    lab.apply("play").expect("a command");
    lab.advance(steps);
    lab.apply("pause").expect("a command");
    lab
}

/// XOR as two hidden units solve it.
fn xor(activation: &str) -> Lab {
    trained(&format!("dataset=xor&hidden=2&activation={activation}&rate=1&batch=4&seed=3"), 4000)
}

fn score([c, a, b]: Side, [s, t]: [f32; 2]) -> f32 {
    c + a * s + b * t
}

#[test]
fn of_two_units_every_point_lies_at_their_outputs() {
    let mut lab = xor("tanh");
    let representation = of(&mut lab);
    assert_eq!(representation.shown(), Some((0, Shown::Units([0, 1]))));
    let snapshot = lab.snapshot();
    let parameters = snapshot.network.parameters();
    for (point, place) in snapshot.points.iter().zip(representation.points()) {
        for unit in 0..2 {
            let weight = |input| parameters[snapshot.network.index(0, unit, input).expect("a weight")];
            let z = f64::from(weight(0) + weight(1) * point.x[0] + weight(2) * point.x[1]).tanh();
            assert!((f64::from(place[unit]) - z).abs() < 1e-5);
        }
    }
}

#[test]
fn the_line_in_hidden_space_is_the_image_of_the_boundary() {
    for activation in ["sigmoid", "tanh", "relu"] {
        let mut lab = xor(activation);
        let representation = of(&mut lab);
        let &[line] = representation.scores() else { panic!("one line") };
        let norm = line[1].hypot(line[2]);
        let [low, high] = representation.bounds();
        assert!(!representation.image().is_empty(), "{activation}");
        for &place in representation.image() {
            let distance = score(line, place).abs() / norm / (high - low);
            assert!(distance < 0.004, "{activation}: {place:?} is {distance} of the width off the line");
        }
        // And each point lies on the side that the network decides for it.
        let snapshot = lab.snapshot();
        for ((&place, &a), &predicted) in
            representation.points().iter().zip(representation.logits()).zip(snapshot.predicted)
        {
            assert!((score(line, place) - a).abs() < 1e-4 * a.abs().max(1.0), "{activation}");
            assert_eq!(u8::from(a > 0.0), predicted);
        }
    }
}

#[test]
fn a_layer_that_feeds_no_output_has_no_line() {
    let mut lab = trained("hidden=2,3&layer=1&count=40", 20);
    assert!(of(&mut lab).scores().is_empty());
    lab.apply("layer=2").expect("a setting");
    assert_eq!(of(&mut lab).scores().len(), 1);
    lab.apply("layer=8").expect("a setting");
    assert_eq!(of(&mut lab).shown(), Some((1, Shown::Components)), "fewer layers: the last");
    lab.apply("hidden=0").expect("a setting");
    let representation = of(&mut lab);
    assert_eq!((representation.shown(), representation.scores().len()), (None, 0));
    assert_eq!(representation.logits().len(), 40);
}

#[test]
fn the_plane_of_the_components_is_cut_where_the_output_is_undecided() {
    let mut lab = trained("dataset=moons&hidden=5&axes=components", 300);
    let representation = of(&mut lab);
    let (&[line], components) = (representation.scores(), representation.components()) else {
        panic!("one line")
    };
    let components = components.expect("components");
    let snapshot = lab.snapshot();
    let layer = snapshot.network.layers()[1];
    // A place of the plane, put back into the space of all units.
    for [s, t] in [[0.0, 0.0], [0.7, -0.2], [-1.1, 0.4]] {
        let a = (0..5).fold(f64::from(snapshot.network.parameters()[layer.biases().start]), |a, unit| {
            let z = components.mean[unit] + s * components.axes[0][unit] + t * components.axes[1][unit];
            a + f64::from(snapshot.network.parameters()[layer.weights()][unit]) * z
        });
        let shown = score(line, [s as f32, t as f32]);
        assert!((f64::from(shown) - a).abs() < 1e-4, "{shown} against {a}");
    }
    // The training points' mean is the plane's origin.
    let training: Vec<[f32; 2]> = snapshot
        .points
        .iter()
        .zip(representation.points())
        .filter(|(point, _)| point.part == Part::Train)
        .map(|(_, &place)| place)
        .collect();
    for axis in 0..2 {
        let mean = training.iter().map(|place| place[axis]).sum::<f32>() / training.len() as f32;
        assert!(mean.abs() < 1e-4, "{mean}");
    }
}

#[test]
fn a_chosen_pair_holds_the_others_at_their_mean() {
    let mut lab = trained("dataset=moons&hidden=4&axes=units&pair=3,1", 100);
    let representation = of(&mut lab);
    assert_eq!(representation.shown(), Some((0, Shown::Units([2, 0]))));
    let &[line] = representation.scores() else { panic!("one line") };
    let snapshot = lab.snapshot();
    let layer = snapshot.network.layers()[1];
    let weights = &snapshot.network.parameters()[layer.weights()];
    assert_eq!([line[1], line[2]], [weights[2], weights[0]]);
    // Over the training points the terms of the other units are on average what the line has in their place.
    let a = snapshot.points.iter().zip(representation.points()).zip(representation.logits());
    let errors =
        a.filter(|((point, _), _)| point.part == Part::Train).map(|((_, &place), &a)| a - score(line, place));
    let (sum, count) = errors.fold((0.0, 0), |(sum, count), error| (sum + error, count + 1));
    assert!((sum / count as f32).abs() < 1e-4);
    lab.apply("pair=7,1").expect("a setting");
    assert_eq!(of(&mut lab).shown(), Some((0, Shown::Units([0, 1]))), "there is no seventh unit");
}

#[test]
fn of_several_classes_the_greatest_score_is_the_one_predicted() {
    let mut lab = trained("dataset=three-clouds&hidden=2", 200);
    let representation = of(&mut lab);
    assert!(representation.logits().is_empty());
    let snapshot = lab.snapshot();
    for (&place, &predicted) in representation.points().iter().zip(snapshot.predicted) {
        let scores = representation.scores().iter().map(|&line| score(line, place));
        let best = scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(class, _)| class);
        assert_eq!(best, Some(predicted.into()));
    }
}

#[test]
fn axes_are_fixed_or_only_grow_and_begin_anew_with_a_run() {
    for (link, fixed) in [
        ("hidden=2&activation=sigmoid", Some([0.0, 1.0])),
        ("hidden=4&activation=tanh&axes=units", Some([-1.0, 1.0])),
        ("hidden=2&activation=relu&rate=0.3", None),
        ("hidden=6&activation=tanh", None),
        ("hidden=5&activation=leaky", None),
    ] {
        let mut lab = Lab::opened(link);
        let mut representation = Representation::new();
        representation.update(&lab.snapshot());
        let mut before = representation.bounds();
        let (begin, mut axes) = (before, representation.components().cloned());
        for _ in 0..60 {
            lab.apply("play").expect("a command");
            lab.advance(5);
            representation.update(&lab.snapshot());
            let [low, high] = representation.bounds();
            assert!(low <= before[0] && high >= before[1], "{link}: {before:?} shrank to {low} {high}");
            assert!(representation.points().iter().flatten().all(|&x| x >= low - 1e-5 && x <= high + 1e-5));
            before = [low, high];
            if let Some(fixed) = fixed {
                assert_eq!(before, fixed, "{link}");
            }
            // No component turns round.
            if let (Some(before), Some(now)) = (&axes, representation.components()) {
                let along =
                    |k: usize| before.axes[k].iter().zip(&now.axes[k]).map(|(a, b)| a * b).sum::<f64>();
                assert!(along(0) >= 0.0 && along(1) >= 0.0, "{link}");
            }
            axes = representation.components().cloned();
        }
        // Looking at the past keeps them; a new start does not.
        lab.apply("pause").expect("a command");
        lab.apply("scrub=10").expect("a command");
        while lab.is_training() {
            lab.advance(10);
        }
        representation.update(&lab.snapshot());
        assert_eq!(representation.bounds(), before, "{link} in the past");
        lab.apply("reset").expect("a command");
        representation.update(&lab.snapshot());
        assert_eq!(representation.bounds(), begin, "{link} from the start");
    }
}

#[test]
fn a_step_is_shown_the_same_however_it_was_come_to() {
    let link = "dataset=moons&hidden=2,4&layer=2&axes=units&pair=4,2";
    let mut there = trained(link, 90);
    let straight = of(&mut there);
    let mut back = trained(link, 150);
    let mut representation = of(&mut back);
    back.apply("scrub=90").expect("a command");
    while back.is_training() {
        back.advance(10);
    }
    representation.update(&back.snapshot());
    assert_eq!(representation.points(), straight.points());
    assert_eq!(representation.scores(), straight.scores());
    assert_eq!(representation.image(), straight.image());
}

#[test]
fn a_point_that_moves_or_a_probe_goes_along() {
    let mut lab = xor("tanh");
    let mut representation = of(&mut lab);
    let before = representation.points().to_vec();
    lab.apply("move=3,0.5,0.75").expect("a command");
    lab.apply("probe=0.5,0.75").expect("a command");
    representation.update(&lab.snapshot());
    assert_eq!(representation.points()[..3], before[..3]);
    assert_ne!(representation.points()[3], before[3]);
    assert_eq!(representation.probe(), Some((representation.points()[3], representation.logits()[3])));
    lab.apply("probe=none").expect("a command");
    representation.update(&lab.snapshot());
    assert_eq!(representation.probe(), None);
}
