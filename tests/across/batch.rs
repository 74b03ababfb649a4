//! How the samples of a batch add up to one update: each is what the walk finds for that sample, their mean is the gradient of the
//! step, and the step changes the weight by what was said.
#![expect(clippy::float_cmp, reason = "what is said and what is done are the same to the bit")]

use frontera::lab::Lab;

use crate::read::read;
use crate::tell::tell;

fn numbers(lab: &mut Lab, name: &str) -> Vec<f32> {
    let text = read(lab, name);
    text.split(',').filter(|part| !part.is_empty()).map(|part| part.parse().unwrap()).collect()
}

fn number(lab: &mut Lab, name: &str) -> f32 {
    read(lab, name).parse().unwrap()
}

fn train(lab: &mut Lab, steps: u32) {
    for _ in 0..steps {
        tell(lab, &["step"]);
        assert_eq!(lab.advance(1), 1);
    }
}

/// The first stage of the gradients, where a weight is at hand.
fn to_gradients(lab: &mut Lab) -> String {
    let phases = read(lab, "walk-phases");
    let stage = format!("walk-stage={}", phases.split(',').nth(3).unwrap());
    tell(lab, &[&stage]);
    assert_eq!(read(lab, "walk-kind"), "gradient");
    stage
}

#[test]
fn each_sample_has_what_the_walk_finds_for_it_and_the_mean_is_the_steps() {
    let settings = ["dataset=circle", "dataset=three-clouds", "task=regression"];
    for (extra, size) in settings.iter().flat_map(|extra| [1, 2, 7, 10, 24].map(|size| (extra, size))) {
        let mut lab = Lab::new();
        tell(&mut lab, &[extra, "hidden=3,2", "view=backpropagation"]);
        train(&mut lab, 1);
        tell(&mut lab, &[&format!("batch={size}")]);
        let stage = to_gradients(&mut lab);
        let terms = read(&mut lab, "batch-terms");
        let points = read(&mut lab, "batch-points");
        assert_eq!(terms.split(',').count(), size, "{extra}");
        for (point, term) in points.split(',').zip(terms.split(',')) {
            tell(&mut lab, &[&format!("walk={point}"), &stage]);
            assert_eq!(read(&mut lab, "walk-value"), term, "{extra}, batch {size}, point {point}");
        }
        let mean = terms.split(',').map(|term| term.parse::<f64>().unwrap()).sum::<f64>() / size as f64;
        let said = f64::from(number(&mut lab, "batch-gradient"));
        assert!((mean - said).abs() <= 1e-6 * (1.0 + mean.abs()), "{extra}, batch {size}: {mean} and {said}");
    }
}

#[test]
fn the_step_changes_the_weight_by_what_was_said_to_the_bit() {
    for optimizer in ["gd", "momentum", "adam"] {
        let mut lab = Lab::new();
        tell(&mut lab, &["hidden=3", "view=backpropagation", &format!("optimizer={optimizer}"), "l2=0.01"]);
        train(&mut lab, 5);
        to_gradients(&mut lab);
        let place = read(&mut lab, "batch-place");
        assert_eq!(place, read(&mut lab, "walk-place"));
        let index = {
            let parts: Vec<usize> = place.split('.').map(|part| part.parse().unwrap()).collect();
            lab.network().index(parts[0] - 1, parts[1] - 1, parts[2]).unwrap()
        };
        for _ in 0..30 {
            let said = number(&mut lab, "batch-step");
            let before = lab.network().parameters()[index];
            train(&mut lab, 1);
            assert_eq!(lab.network().parameters()[index] - before, said, "{optimizer}");
        }
    }
}

#[test]
fn of_a_large_batch_the_rest_is_summed() {
    let mut lab = Lab::new();
    tell(&mut lab, &["hidden=3", "view=backpropagation", "batch=full"]);
    to_gradients(&mut lab);
    let terms = numbers(&mut lab, "batch-terms");
    let (rest, sum) = (number(&mut lab, "batch-rest"), number(&mut lab, "batch-rest-sum"));
    let count = number(&mut lab, "train-points");
    assert_eq!(terms.len() as f32 + rest, count);
    let mean = (terms.iter().sum::<f32>() + sum) / count;
    assert!((mean - number(&mut lab, "batch-gradient")).abs() < 1e-5);
}

#[test]
fn there_is_none_without_a_weight_and_while_it_trains() {
    let mut lab = Lab::new();
    tell(&mut lab, &["view=backpropagation"]);
    assert_eq!(read(&mut lab, "batch-terms"), "", "no weight is at hand at the input");
    to_gradients(&mut lab);
    assert_ne!(read(&mut lab, "batch-terms"), "");
    tell(&mut lab, &["play"]);
    assert_eq!(read(&mut lab, "batch-terms"), "");
    tell(&mut lab, &["pause", "view=none"]);
    assert_eq!(read(&mut lab, "batch-terms"), "");
}

#[test]
fn a_sample_that_is_pointed_at_by_number_is_lit_and_read_out() {
    for extra in ["dataset=circle", "task=regression"] {
        let mut lab = Lab::new();
        tell(&mut lab, &[extra, "hidden=3", "view=backpropagation", "train=1"]);
        to_gradients(&mut lab);
        let link = lab.link();
        for point in [3usize, 11] {
            tell(&mut lab, &[&format!("probe-point={point}")]);
            // Of points in one place any may be lit.
            let lit = lab.snapshot().lit.unwrap();
            assert_eq!(lab.points()[lit].x, lab.points()[point].x);
            assert!(read(&mut lab, "probe-point").starts_with(&format!("{lit},")));
            assert_eq!(lab.crosshair(), None);
            assert_eq!(lab.link(), link, "it changes nothing");
        }
        tell(&mut lab, &["probe=none"]);
        assert_eq!(lab.snapshot().lit, None);
        for refused in ["probe-point=4999", "probe-point=-1", "probe-point=none"] {
            assert!(lab.apply(refused).is_err());
        }
    }
}
