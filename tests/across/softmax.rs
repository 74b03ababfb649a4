//! The softmax: surfaces, temperature, its agreement with the sigmoid and its formula, and the confusion matrix.

use frontera::data::point::{Part, Window};
use frontera::figure::field::{Field, Sampling};
use frontera::figure::frame::Size;
use frontera::figure::marks::{Mark, Marks, Shape};
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::{plane, softmax};
use frontera::lab::Lab;
use frontera::lab::settings::Settings;
use frontera::lab::snapshot::Snapshot;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::optimizer::{Descent, Optimizer};
use frontera::nn::pass::Pass;
use frontera::nn::samples::Samples;
use frontera::nn::shape::Shape as Kind;
use frontera::nn::trainer::Trainer;

use crate::borders::{SIDE, exact, scores, trained};
use crate::read::read;
use crate::tell::tell;

const PLANE: Size = Size { width: 400.0, height: 400.0 };

/// The colours of the plane's field.
fn pixels(snapshot: &Snapshot<'_>) -> Vec<u8> {
    let mut field = Field::new();
    field.update(snapshot, Sampling::new(SIDE, 4));
    let mut marks = Marks::new();
    plane::draw(snapshot, &field, &Palette::new(Theme::Light), PLANE, &mut marks);
    assert!(marks.is_finite());
    marks.sheet().pixels().to_vec()
}

#[test]
fn the_plane_shows_the_surface_of_the_class_that_is_selected() {
    let mut lab = trained(5, "6", 200);
    tell(&mut lab, &["view=softmax", "temperature=2"]);
    for class in 0..5 {
        tell(&mut lab, &[&format!("select=2.{}", class + 1)]);
        let snapshot = lab.snapshot();
        let network = exact(snapshot.network);
        let mut pass = Pass::new(&network);
        let mut field = Field::new();
        field.update(&snapshot, Sampling::new(SIDE, 4));
        let grid = field.shown().unwrap();
        let ramp = &Palette::new(Theme::Light).class[class];
        let shown = pixels(&snapshot);
        for index in (0..SIDE * SIDE).step_by(97) {
            let Window { low, high } = grid.window();
            let share = |k: usize| k as f64 / (SIDE - 1) as f64;
            let place = [(0, index % SIDE), (1, SIDE - 1 - index / SIDE)]
                .map(|(axis, k)| f64::from(low[axis]) + f64::from(high[axis] - low[axis]) * share(k));
            let exps: Vec<f64> = scores(&network, &mut pass, place).iter().map(|a| (a / 2.0).exp()).collect();
            let truth = exps[class] / exps.iter().sum::<f64>();
            let mu = grid.output(class)[index];
            assert!((f64::from(mu) - truth).abs() < 1e-4, "{class}: {mu} {truth}");
            assert_eq!(shown[4 * index..][..4], ramp.at(mu));
        }
    }
}

#[test]
fn a_temperature_changes_what_is_shown_while_the_softmax_is_open_and_never_training() {
    let borders = |lab: &mut Lab| {
        let mut field = Field::new();
        field.update(&lab.snapshot(), Sampling::new(SIDE, 4));
        let lines = field.shown().unwrap().contour().lines();
        lines.flatten().flatten().map(|x| x.to_bits()).collect::<Vec<_>>()
    };
    for classes in [2, 3, 6] {
        let mut lab = trained(classes, "6", 150);
        let mut plain = lab.clone();
        tell(&mut lab, &["view=softmax", "probe=0.3,0.2"]);
        let (own, lines) = (pixels(&lab.snapshot()), borders(&mut lab));
        let mut peaks = Vec::new();
        for temperature in ["0.1", "1", "4", "10"] {
            tell(&mut lab, &[&format!("temperature={temperature}")]);
            assert_eq!(pixels(&lab.snapshot()) == own, temperature == "1", "{temperature}");
            assert_eq!(borders(&mut lab), lines, "the order of the classes stays");
            let shares: Vec<f32> =
                read(&mut lab, "softmax-shares").split(',').map(|x| x.parse().unwrap()).collect();
            assert_eq!(shares.len(), classes);
            // Under the plane the same is read out as in the bars.
            let probabilities = read(&mut lab, "probe-probabilities");
            for (share, p) in shares.iter().zip(probabilities.split(',')) {
                assert!((share - p.parse::<f32>().unwrap()).abs() < 1e-5, "{shares:?} {probabilities}");
            }
            peaks.push(shares.iter().copied().fold(0.0, f32::max));
        }
        assert!(peaks.is_sorted_by(|a, b| a >= b), "the colder, the surer: {peaks:?}");
        // Closed, the plane shows the network's own probabilities again.
        tell(&mut lab, &["view=none"]);
        assert_eq!(pixels(&lab.snapshot()), own);
        tell(&mut lab, &["view=softmax"]);
        for lab in [&mut lab, &mut plain] {
            tell(lab, &["play"]);
            lab.advance(50);
        }
        assert_eq!(lab.snapshot().network.parameters(), plain.snapshot().network.parameters());
    }
}

#[test]
fn two_classes_by_softmax_are_two_classes_by_sigmoid_also_when_trained() {
    // Logistic regression with one output at rate η, and with two by softmax at η/2 from weights with the same difference: the
    // gradients of the two are opposite, so the difference moves twice as far.
    let kind = |outputs, objective| Kind { inputs: 2, hidden: vec![], outputs, objective, slope: 0.01 };
    let mut sigmoid = Network::<f64>::new(kind(1, Objective::BinaryCrossEntropy), Initialization::Normal, 5);
    let mut softmax = Network::<f64>::new(kind(2, Objective::SoftmaxCrossEntropy), Initialization::Normal, 9);
    sigmoid.set_parameters(&[0.4, -0.7, 0.2]).unwrap();
    softmax.set_parameters(&[0.3, 0.5, 0.7, -0.2, -0.1, 0.1]).unwrap();
    let (mut one, mut two) = (Samples::new(2, 1), Samples::new(2, 2));
    for point in Lab::opened("dataset=clouds&noise=0.4").points() {
        let y = f64::from(point.class);
        let x: Vec<f64> = point.x.iter().map(|&x| x.into()).collect();
        one.push(&x, &[y]);
        two.push(&x, &[1.0 - y, y]);
    }
    let descent =
        |rate| Descent { optimizer: Optimizer::GradientDescent, rate, momentum: 0.0, l1: 0.0, l2: 0.0 };
    let (mut sigmoid, mut softmax) = (Trainer::new(sigmoid), Trainer::new(softmax));
    for _ in 0..300 {
        sigmoid.step(&one, 0..one.len(), &descent(0.5)).unwrap();
        softmax.step(&two, 0..two.len(), &descent(0.25)).unwrap();
    }
    let (w, v) = (sigmoid.network().parameters(), softmax.network().parameters());
    for (difference, w) in [v[2] - v[0], v[3] - v[1], v[5] - v[4]].into_iter().zip(w) {
        assert!((difference - w).abs() < 1e-9, "{difference} {w}");
    }
}

#[test]
fn the_numbers_at_a_place_are_those_of_the_formula() {
    for (classes, temperature) in [(2, "1"), (2, "0.5"), (3, "1"), (4, "3"), (6, "0.1")] {
        let mut lab = trained(classes, "5", 100);
        tell(&mut lab, &["view=softmax", "place=0.7,-0.4", &format!("temperature={temperature}")]);
        let numbers = |lab: &mut Lab, name: &str| -> Vec<f64> {
            read(lab, name)
                .split(',')
                .filter(|text| !text.is_empty())
                .map(|text| text.parse().unwrap())
                .collect()
        };
        let network = exact(lab.network());
        let scores = scores(&network, &mut Pass::new(&network), [f64::from(0.7f32), f64::from(-0.4f32)]);
        let logits = numbers(&mut lab, "softmax-logits");
        assert_eq!(logits.len(), classes);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-4 * b.abs().max(1.0);
        assert!(logits.iter().zip(&scores).all(|(&a, &b)| near(a, b)), "{logits:?} {scores:?}");
        let (terms, sum) = (numbers(&mut lab, "softmax-terms"), numbers(&mut lab, "softmax-sum")[0]);
        assert!(near(terms.iter().sum(), sum));
        for (term, share) in terms.iter().zip(numbers(&mut lab, "softmax-shares")) {
            assert!(near(term / sum, share));
        }
        let (ratio, sigmoid) =
            (numbers(&mut lab, "softmax-ratio")[0], numbers(&mut lab, "softmax-sigmoid")[0]);
        assert!((ratio - sigmoid).abs() < 1e-5, "{ratio} {sigmoid}");
        if classes == 2 && temperature == "1" {
            tell(&mut lab, &["probe=0.7,-0.4"]);
            assert!((numbers(&mut lab, "probe-probabilities")[1] - ratio).abs() < 1e-5);
        }
        // The bars are of what is pointed at, where something is.
        tell(&mut lab, &["probe=-1,1"]);
        assert_eq!(read(&mut lab, "softmax-at"), "-1,1");
        tell(&mut lab, &["probe=none"]);
        assert_eq!(read(&mut lab, "softmax-at"), "0.7,-0.4");
        tell(&mut lab, &["view=none"]);
        assert_eq!(read(&mut lab, "softmax-logits"), "");
        assert_eq!(read(&mut lab, "confusion-train"), "");
    }
}

#[test]
fn the_confusion_matrix_counts_every_point_once_and_a_cell_marks_its_points() {
    let accent = Palette::new(Theme::Light).accent;
    for classes in 2..=6 {
        let mut lab = trained(classes, "2", 40);
        tell(&mut lab, &["view=softmax", "train=0.6"]);
        for part in ["train", "test"] {
            let counts: Vec<usize> = {
                let text = read(&mut lab, &format!("confusion-{part}"));
                text.split(',').map(|count| count.parse().unwrap()).collect()
            };
            assert_eq!(counts.len(), classes * classes);
            let of = if part == "train" { Part::Train } else { Part::Test };
            for (cell, &count) in counts.iter().enumerate() {
                let (class, predicted) = ((cell / classes) as u8, (cell % classes) as u8);
                tell(&mut lab, &[&format!("cell={part}.{class}.{predicted}")]);
                let snapshot = lab.snapshot();
                let mut counted = snapshot.points.iter().zip(snapshot.predicted);
                let truth = counted
                    .by_ref()
                    .filter(|(point, given)| point.part == of && point.class == class && **given == predicted)
                    .count();
                assert_eq!(count, truth);
                let mut field = Field::new();
                field.update(&snapshot, Sampling::new(16, 4));
                let mut marks = Marks::new();
                plane::draw(&snapshot, &field, &Palette::new(Theme::Light), PLANE, &mut marks);
                let rings = marks.iter().map(|mark| match mark {
                    Mark::Dots(dot, places)
                        if dot.shape == Shape::Disc
                            && dot.outline.is_some_and(|(colour, _)| colour == accent) =>
                    {
                        places.len()
                    }
                    _ => 0,
                });
                assert_eq!(rings.sum::<usize>(), truth);
            }
        }
    }
}

#[test]
fn bars_are_drawn_for_every_number_of_classes_and_for_none_where_there_is_no_softmax() {
    let palette = Palette::new(Theme::Dark);
    let draw = |lab: &mut Lab, size: Size| {
        let mut marks = Marks::new();
        softmax::draw(&lab.snapshot(), &palette, size, &mut marks);
        assert!(marks.is_finite());
        marks.iter().filter(|mark| matches!(mark, Mark::Dots(..))).count()
    };
    for classes in 2..=6 {
        let mut lab = trained(classes, "3", 30);
        tell(&mut lab, &["view=softmax", "temperature=0.3"]);
        for (width, height) in [(366.0, 320.0), (560.0, 560.0), (2.0, 2.0)] {
            assert_eq!(draw(&mut lab, Size { width, height }), classes);
        }
        // Weights of any size: finite marks, and no row where a number has no limit.
        let biases = (1..=lab.network().shape().outputs).map(|unit| format!("weight=2.{unit}.0,1000000"));
        biases.for_each(|command| lab.apply(&command).unwrap());
        draw(&mut lab, PLANE);
        tell(&mut lab, &["task=regression"]);
        assert_eq!(draw(&mut lab, PLANE), 0);
    }
    let mut lab = Lab::opened("dataset=clouds&model=perceptron&view=softmax");
    assert_eq!(draw(&mut lab, PLANE), 0);
    assert_eq!(read(&mut lab, "softmax-shares"), "");
    assert_ne!(read(&mut lab, "confusion-train"), "");
}

#[test]
fn place_temperature_and_cell_are_in_the_link_and_change_nothing_else() {
    let mut lab = trained(3, "4", 50);
    let before = lab.link();
    let words = ["view=softmax", "temperature=2.5", "place=0.5,-0.25", "cell=test.1.2", "select=2.3"];
    tell(&mut lab, &words);
    let link = lab.link();
    let other = Lab::opened(&link);
    let Settings { temperature, place, cell, .. } = other.settings();
    assert_eq!((temperature.to_bits(), *place), (2.5f32.to_bits(), [0.5, -0.25]));
    assert_eq!(*cell, lab.settings().cell);
    assert_eq!(other.settings(), lab.settings());
    tell(&mut lab, &["view=none", "temperature=1", "place=0,0", "cell=none", "select=none"]);
    assert_eq!(lab.link(), before);
    for bad in [
        "temperature=0",
        "temperature=11",
        "place=1",
        "place=1,2,3",
        "cell=train.6.0",
        "cell=all.0.0",
        "cell=train.0",
    ] {
        assert!(lab.apply(bad).is_err(), "{bad}");
    }
}

#[test]
fn runs_that_are_compared_go_on_beside_the_softmax() {
    for compare in ["activation", "init", "rate", "table", "model"] {
        let mut lab =
            Lab::opened(&format!("dataset=three-clouds&compare={compare}&view=softmax&temperature=3"));
        tell(&mut lab, &["play"]);
        lab.advance(20);
        for front in 1..=lab.runs() {
            tell(&mut lab, &[&format!("front={front}"), "probe=0.1,0.2"]);
            let is_network = !lab.settings().is_perceptron();
            assert_eq!(lab.snapshot().softmax.is_some(), is_network, "{compare} {front}");
            for run in 0..lab.runs() {
                assert!(!pixels(&lab.snapshot_of(run)).is_empty());
            }
        }
    }
}

#[test]
fn a_run_of_another_shape_comes_to_the_front_and_is_read_out() {
    let mut lab = Lab::opened("dataset=clouds&compare=model&view=softmax");
    tell(&mut lab, &["probe=0.5,0.5", "hidden=4,3", "front=1", "probe=0.2,0.2", "front=2", "probe=0.1,0.2"]);
    assert_ne!(read(&mut lab, "probe-probabilities"), "");
}
