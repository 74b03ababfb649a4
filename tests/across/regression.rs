//! Regression: a network of one input and its sum of units, and units that come in.

use frontera::data::curve::Curve;
use frontera::data::point::Part;
use frontera::lab::Lab;

use crate::read::read;
use crate::tell::tell;

fn number(lab: &mut Lab, name: &str) -> f64 {
    read(lab, name).parse().unwrap()
}

fn numbers(lab: &mut Lab, name: &str) -> Vec<f64> {
    read(lab, name).split(',').map(|text| text.parse().unwrap()).collect()
}

pub fn bits(lab: &Lab) -> Vec<u32> {
    lab.network().parameters().iter().map(|w| w.to_bits()).collect()
}

pub fn settle(lab: &mut Lab) {
    while lab.is_training() {
        lab.advance(100);
    }
}

/// A regression lab; without a network in the link, that of the lecture.
pub fn lab(link: &str) -> Lab {
    let mut lab = Lab::opened(link);
    settle(&mut lab);
    lab
}

#[test]
fn another_task_brings_its_data_and_network_and_undo_brings_the_old_ones_back() {
    let mut lab = Lab::new();
    tell(&mut lab, &["play"]);
    lab.advance(50);
    tell(&mut lab, &["pause", "add=1,1,0"]);
    let before = lab.link();
    tell(&mut lab, &["task=regression", "release"]);
    assert_eq!(read(&mut lab, "layers"), "1,2,1");
    assert_eq!((read(&mut lab, "step"), read(&mut lab, "points")), ("0".into(), "50".into()));
    assert_eq!(
        (read(&mut lab, "train-accuracy"), read(&mut lab, "run-accuracies")),
        (String::new(), String::new())
    );
    assert_eq!(
        lab.link(),
        "task=regression&count=50&hidden=2&activation=sigmoid&init=normal&seed=2&rate=0.3"
    );
    tell(&mut lab, &["curve=sine", "release", "dataset=moons", "release"]);
    assert_eq!(lab.points(), lab.settings().generate(), "the other task's data set changes nothing now");
    tell(&mut lab, &["task=classification", "release"]);
    assert_eq!((lab.link(), read(&mut lab, "layers")), ("dataset=moons&curve=sine".into(), "2,4,1".into()));
    // The two tasks and the curve: the data set that changed nothing is no step of its own.
    tell(&mut lab, &["undo", "undo", "undo"]);
    assert_eq!(lab.link(), before);
}

#[test]
fn points_by_hand_csv_and_links_carry_the_target() {
    let mut lab = lab("task=regression&curve=blank");
    tell(
        &mut lab,
        &["class=3", "press=1,0.5,0.1", "drag=1,-1.5", "release", "add=2,2,4", "spray=0,0", "release"],
    );
    assert_eq!((lab.points().len(), lab.points()[0].x), (5, [1.0, -1.5]));
    assert!(lab.points().iter().all(|point| point.class == 0));
    tell(&mut lab, &["erase=2,2,0.1", "release"]);
    let (csv, link) = (lab.export(), lab.link());
    assert!(csv.starts_with("x,y\n1,-1.5\n"), "{csv}");
    assert_eq!(Lab::opened(&link).points(), lab.points());
    assert_eq!(Lab::opened(&link).link(), link);
    let mut other = Lab::opened("task=regression");
    tell(&mut other, &[&format!("import={csv}")]);
    let places = |lab: &Lab| lab.points().iter().map(|point| point.x).collect::<Vec<_>>();
    assert_eq!(places(&other), places(&lab));
    tell(&mut lab, &["undo"]);
    assert_eq!(lab.points().len(), 5);
}

#[test]
fn the_loss_is_half_the_squared_error() {
    let mut lab = lab("task=regression&hidden=3,2&curve=sine&step=40");
    let train: Vec<[f32; 2]> =
        lab.points().iter().filter(|point| point.part == Part::Train).map(|point| point.x).collect();
    let mut sum = 0.0;
    for [x, y] in &train {
        tell(&mut lab, &[&format!("probe={x},0")]);
        sum += 0.5 * (number(&mut lab, "probe-fit") - f64::from(*y)).powi(2);
    }
    assert!((sum / train.len() as f64 - number(&mut lab, "train-loss")).abs() < 1e-6);
}

#[test]
fn the_terms_add_up_to_the_fit_at_every_x() {
    for activation in ["sigmoid", "tanh", "relu", "leaky", "linear"] {
        for hidden in ["0", "1", "3", "16", "4,5", "2,3,2"] {
            for seed in 0..4 {
                let mut lab = lab(&format!(
                    "task=regression&hidden={hidden}&activation={activation}&seed={seed}&init=normal"
                ));
                for x in [-3.0, -1.25, 0.0, 0.7, 2.9] {
                    tell(&mut lab, &[&format!("probe={x},1")]);
                    let sum: f64 = numbers(&mut lab, "probe-terms").iter().sum();
                    let fit = number(&mut lab, "probe-fit");
                    assert!(
                        (sum - fit).abs() < 1e-5 * fit.abs().max(1.0),
                        "{activation} {hidden}: {sum} {fit}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_formula_of_the_slide_gives_the_fit() {
    let mut lab = lab("task=regression&hidden=3&activation=sigmoid&init=normal&step=30");
    let [w, b, v] = ["term-weights", "term-biases", "term-slopes"].map(|name| numbers(&mut lab, name));
    assert_eq!([w.len(), b.len(), v.len()], [4, 3, 3]);
    for x in [-2.0, 0.5, 1.5] {
        tell(&mut lab, &[&format!("probe={x},0")]);
        let unit = |h: usize| w[h + 1] / (1.0 + (-b[h] - v[h] * x).exp());
        let y = w[0] + unit(0) + unit(1) + unit(2);
        assert!((y - number(&mut lab, "probe-fit")).abs() < 1e-5);
    }
    tell(&mut lab, &["hidden=3,3"]);
    assert_eq!((read(&mut lab, "term-biases"), numbers(&mut lab, "term-weights").len()), (String::new(), 4));
    tell(&mut lab, &["task=classification"]);
    assert_eq!(read(&mut lab, "term-weights") + &read(&mut lab, "probe-terms"), "");
}

#[test]
fn a_unit_comes_in_beside_the_others_and_the_fit_hardly_moves() {
    for link in [
        "hidden=2&curve=sine&optimizer=adam",
        "hidden=3,2&activation=relu&curve=bump",
        "hidden=2&compare=activation",
    ] {
        let mut lab = lab(&format!("task=regression&{link}"));
        tell(&mut lab, &["play"]);
        let mut networks = vec![bits(&lab)];
        for _ in 0..30 {
            lab.advance(1);
            networks.push(bits(&lab));
        }
        tell(&mut lab, &["pause"]);
        let (before, parameters) = (number(&mut lab, "train-loss"), lab.network().clone());
        let link = lab.link();
        tell(&mut lab, &["grow", "release"]);
        let network = lab.network();
        for (index, layer) in parameters.layers().iter().enumerate() {
            for (unit, input) in
                (0..layer.units).flat_map(|unit| (0..=layer.inputs).map(move |input| (unit, input)))
            {
                let [old, new] =
                    [&parameters, network].map(|network| network.index(index, unit, input).unwrap());
                assert_eq!(parameters.parameters()[old].to_bits(), network.parameters()[new].to_bits());
            }
        }
        let last = parameters.layers().len() - 1;
        assert_eq!(network.layers()[last].inputs, parameters.layers()[last].inputs + 1);
        assert_eq!(lab.snapshot().step, 30);
        let after = number(&mut lab, "train-loss");
        assert!((after - before).abs() < 0.05 * before.max(0.1), "{before} to {after}");
        tell(&mut lab, &["play"]);
        for _ in 0..30 {
            lab.advance(1);
            networks.push(bits(&lab));
        }
        tell(&mut lab, &["pause"]);
        assert_ne!(networks[60], networks[31]);
        let present = lab.link();
        assert_eq!(bits(&Lab::opened(&present)), networks[60]);
        tell(&mut lab, &["probe=1,1"]);
        for step in [45, 12, 31, 29, 58, 1] {
            tell(&mut lab, &[&format!("scrub={step}")]);
            settle(&mut lab);
            assert_eq!(bits(&lab), networks[step], "{link}, step {step}");
            read(&mut lab, "probe-terms");
        }
        tell(&mut lab, &["play"]);
        settle(&mut lab);
        assert_eq!(lab.link(), present, "played back through the growth");
        tell(&mut lab, &["undo"]);
        assert_eq!(lab.link(), link);
    }
    let mut full = lab("task=regression&hidden=16");
    assert!(full.apply("grow").is_err());
    assert!(lab("task=regression&hidden=0").apply("grow").is_err());
}

#[test]
fn units_that_come_in_make_the_error_fall() {
    let mut lab = lab(
        "task=regression&curve=sine&hidden=1&activation=sigmoid&rate=0.1&noise=0&optimizer=adam&batch=full",
    );
    let mut losses = Vec::new();
    for _ in 0..5 {
        tell(&mut lab, &["play"]);
        lab.advance(3000);
        tell(&mut lab, &["pause"]);
        losses.push(number(&mut lab, "train-loss"));
        tell(&mut lab, &["grow", "release"]);
    }
    assert!(losses[4] < 0.05 * losses[0], "{losses:?}");
}

#[test]
fn every_comparison_trains_and_learns() {
    for compare in ["activation", "init", "rate", "table"] {
        let mut lab = lab(&format!("task=regression&curve=step&hidden=3&compare={compare}&step=200"));
        let losses = numbers(&mut lab, "run-losses");
        assert!(losses.iter().any(|loss| *loss < 0.2), "{compare}: {losses:?}");
    }
}

/// By hand: units as (w, position −b/v, v), with w₀. Each curve with as many units as its challenge says.
fn by_hand(curve: Curve) -> (f32, Vec<[f32; 3]>) {
    match curve {
        Curve::Step => (-1.0, vec![[2.5, 0.5, 15.0]]),
        Curve::Bump => (-0.5, vec![[2.0, -1.0, 15.0], [-2.0, 1.0, 15.0]]),
        Curve::Sine => (1.5, vec![[-3.0, -2.5, 3.0], [3.0, 0.0, 3.0], [-3.0, 2.5, 3.0]]),
        Curve::Line => (-3.5, vec![[7.5, 0.0, 0.4]]),
        Curve::TwoSteps => (-1.5, vec![[1.0, -1.0, 12.0], [2.25, 1.0, 12.0]]),
        Curve::Parabola => (-1.9, vec![[4.5, -1.9, -1.8], [4.5, 1.9, 1.8]]),
        Curve::Blank => (0.0, Vec::new()),
    }
}

#[test]
fn every_challenge_can_be_met_by_hand_and_training_goes_further() {
    for curve in Curve::ALL {
        let Some(bound) = curve.challenge() else { continue };
        let (height, units) = by_hand(curve);
        let mut lab = Lab::new();
        tell(
            &mut lab,
            &["task=regression", &format!("curve={}", curve.name()), &format!("hidden={}", units.len())],
        );
        let start = number(&mut lab, "train-loss");
        assert!(start > 2.0 * f64::from(bound), "{curve:?} begins at {start}");
        tell(&mut lab, &[&format!("weight=2.1.0,{height}")]);
        for (h, [w, place, v]) in (1..).zip(units) {
            tell(
                &mut lab,
                &[
                    &format!("weight=2.1.{h},{w}"),
                    &format!("weight=1.{h}.1,{v}"),
                    &format!("weight=1.{h}.0,{}", -v * place),
                ],
            );
        }
        let by_hand = number(&mut lab, "train-loss");
        tell(&mut lab, &["release", "rate=0.1", "play"]);
        lab.advance(5000);
        let trained = number(&mut lab, "train-loss");
        println!("{curve:?}: {start} by hand {by_hand} (bound {bound}) trained {trained}");
        assert!(by_hand < f64::from(bound), "{curve:?}: {by_hand} by hand");
        assert!(trained < by_hand, "{curve:?}: {trained} after training, {by_hand} by hand");
    }
}

#[test]
fn the_losses_begin_with_the_network_that_training_begins_with() {
    let mut lab = lab("task=regression");
    let before = read(&mut lab, "train-loss");
    tell(&mut lab, &["grow", "release"]);
    let start = read(&mut lab, "train-loss");
    assert_ne!(start, before);
    tell(&mut lab, &["step"]);
    settle(&mut lab);
    let first = lab.snapshot().history.entries()[0];
    assert_eq!((first.step, first.train.to_string()), (0, start));
    // Later its first losses are those of the network that it grew from.
    tell(&mut lab, &["grow", "release", "step"]);
    settle(&mut lab);
    assert_eq!(lab.snapshot().history.entries()[0], first);
}
