//! The perceptron in the lab: it stops where a line separates the points, whatever else is set; its past, its links and what a
//! person takes back bring it back to the bit; and beside logistic regression both see the same samples.

use frontera::data::point::Part;
use frontera::data::separable::Verdict;
use frontera::lab::Lab;
use frontera::lab::message::Notice;

use crate::read::read;
use crate::tell::tell;

fn parameters(lab: &mut Lab, run: usize) -> Vec<u32> {
    lab.snapshot_of(run).network.parameters().iter().map(|w| w.to_bits()).collect()
}

/// What has to come back: the weights, and everything that is read out of a perceptron's training.
fn standing(lab: &mut Lab) -> (Vec<u32>, Vec<String>) {
    let names = ["step", "epoch", "updates", "pass-mistakes", "converged"];
    (parameters(lab, 0), names.map(|name| read(lab, name)).to_vec())
}

/// Lets it train for at most so many steps; gives how many it took.
fn train(lab: &mut Lab, steps: u32) -> u32 {
    tell(lab, &["play"]);
    let taken = lab.advance(steps);
    tell(lab, &["pause"]);
    taken
}

#[test]
fn it_stops_by_itself_where_a_line_separates_the_points_and_nowhere_else() {
    for (dataset, stops) in [
        ("and", true),
        ("or", true),
        ("nand", true),
        ("xor", false),
        ("clouds", true),
        ("circle", false),
        ("moons", false),
    ] {
        // What is set for networks is none of its business.
        for more in ["", "&hidden=4,4&batch=full&optimizer=adam&l2=0.1", "&rate=3&init=normal", "&init=zeros"]
        {
            let mut lab = Lab::opened(&format!("dataset={dataset}&model=perceptron{more}"));
            let is_separable = matches!(lab.snapshot().verdict, Verdict::Separable(_));
            assert_eq!(is_separable, stops, "{dataset}");
            let taken = train(&mut lab, 20_000);
            assert_eq!(taken < 20_000, stops, "{dataset}{more}");
            assert_eq!(read(&mut lab, "converged"), u8::from(stops).to_string(), "{dataset}{more}");
            if stops {
                assert_eq!(read(&mut lab, "train-accuracy"), "1", "{dataset}{more}");
                assert_eq!(read(&mut lab, "train-loss"), "0", "{dataset}{more}");
                let updates = read(&mut lab, "updates").parse().unwrap();
                assert_eq!(lab.take_notices(), [Notice::Converged { updates }]);
                let before = standing(&mut lab);
                assert_eq!(train(&mut lab, 100), 0, "there is nothing more to train");
                assert_eq!(standing(&mut lab), before);
            }
        }
    }
}

#[test]
fn a_step_is_one_sample_and_an_epoch_one_pass() {
    let mut lab = Lab::opened("dataset=clouds&count=40&model=perceptron");
    let points = lab.points().iter().filter(|point| point.part == Part::Train).count();
    tell(&mut lab, &["step"]);
    lab.advance(10);
    assert_eq!(read(&mut lab, "step"), "1");
    let turn = read(&mut lab, "turn");
    let (point, is_mistake) = turn.split_once(',').unwrap();
    assert_eq!(lab.points()[point.parse::<usize>().unwrap()].part, Part::Train);
    assert_eq!(is_mistake, read(&mut lab, "updates"));
    tell(&mut lab, &["epoch"]);
    lab.advance(10_000);
    assert_eq!(read(&mut lab, "step"), points.to_string());
    assert_ne!(read(&mut lab, "pass-mistakes"), "");
}

#[test]
fn points_that_move_make_it_go_on() {
    let mut lab = Lab::opened("dataset=and&model=perceptron&init=zeros");
    train(&mut lab, 10_000);
    assert_eq!(read(&mut lab, "converged"), "1");
    tell(&mut lab, &["truth=1110"]);
    assert_eq!((read(&mut lab, "converged").as_str(), read(&mut lab, "separable").as_str()), ("0", "yes"));
    assert!(train(&mut lab, 10_000) > 0);
    assert_eq!(read(&mut lab, "converged"), "1");
    tell(&mut lab, &["truth=0110"]);
    assert_eq!(read(&mut lab, "separable"), "no");
    assert_eq!(train(&mut lab, 3000), 3000);
    tell(&mut lab, &["weight=1.1.0,0.5"]);
    assert_eq!(read(&mut lab, "converged"), "0");
}

#[test]
fn time_travel_links_and_undo_bring_it_back_to_the_bit() {
    let link = "dataset=xor&model=perceptron";
    let mut lab = Lab::opened(link);
    let mut seen = Vec::new();
    for _ in 0..60 {
        tell(&mut lab, &["step"]);
        lab.advance(1);
        seen.push((standing(&mut lab), read(&mut lab, "turn")));
    }
    for step in [59, 1, 17, 33] {
        tell(&mut lab, &[&format!("scrub={step}")]);
        while lab.is_training() {
            lab.advance(100);
        }
        assert_eq!((standing(&mut lab), read(&mut lab, "turn")), seen[step - 1]);
    }
    tell(&mut lab, &["scrub=60"]);
    // By the number of steps, and by the network itself.
    for hand in [None, Some("weight=1.1.1,0.25")] {
        tell(&mut lab, &hand.into_iter().collect::<Vec<_>>());
        let before = standing(&mut lab);
        let mut other = Lab::opened(&lab.link());
        other.advance(10_000);
        assert_eq!(other.take_notices(), []);
        assert_eq!(standing(&mut other), before, "{hand:?}");
        assert_eq!(other.link(), lab.link());
        for lab in [&mut lab, &mut other] {
            train(lab, 10);
        }
        assert_eq!(standing(&mut lab), standing(&mut other));
    }
    let before = standing(&mut lab);
    tell(&mut lab, &["model=network", "undo"]);
    assert_eq!(standing(&mut lab), before);
}

#[test]
fn a_link_beyond_the_end_gets_to_its_step() {
    let mut lab = Lab::opened("dataset=and&model=perceptron");
    let taken = train(&mut lab, 10_000);
    for _ in 0..5 {
        tell(&mut lab, &["step"]);
        lab.advance(1);
    }
    assert_eq!(read(&mut lab, "step"), (taken + 5).to_string());
    let mut other = Lab::opened(&lab.link());
    other.advance(10_000);
    assert_eq!(standing(&mut other), standing(&mut lab));
}

#[test]
fn beside_logistic_regression_each_is_what_it_would_be_alone() {
    let mut both = Lab::opened("dataset=clouds&noise=0.4&batch=1");
    tell(&mut both, &["compare=model"]);
    assert_eq!(read(&mut both, "runs"), "perceptron,logistic");
    assert_eq!((read(&mut both, "hidden").as_str(), read(&mut both, "front").as_str()), ("0", "2"));
    assert_eq!(parameters(&mut both, 0), parameters(&mut both, 1), "the same start");
    assert_eq!(train(&mut both, 300), 300, "logistic regression goes on");
    for (run, model) in [(0, "perceptron"), (1, "network")] {
        let mut one = Lab::opened(&format!("dataset=clouds&noise=0.4&batch=1&hidden=0&model={model}"));
        tell(&mut one, &["play"]);
        while one.snapshot().step < 300 && one.is_training() {
            one.advance(1);
        }
        assert_eq!(parameters(&mut both, run), parameters(&mut one, 0), "{model}");
    }
    tell(&mut both, &["front=1"]);
    assert_eq!(read(&mut both, "model"), "perceptron");
    tell(&mut both, &["hidden=3"]);
    assert_eq!(read(&mut both, "runs"), "perceptron,network", "layers are the network's");
    assert_eq!(read(&mut both, "model"), "network");
    tell(&mut both, &["compare=none"]);
    assert_eq!(read(&mut both, "layers"), "2,3,1");
}

#[test]
fn hidden_layers_make_it_a_network_again() {
    let mut lab = Lab::opened("model=perceptron");
    assert_eq!(read(&mut lab, "layers"), "2,1");
    tell(&mut lab, &["hidden=4"]);
    assert_eq!((read(&mut lab, "model").as_str(), read(&mut lab, "layers").as_str()), ("network", "2,4,1"));
}

#[test]
fn three_classes_have_a_unit_each() {
    let mut lab = Lab::opened("dataset=three-clouds&noise=0&model=perceptron");
    assert_eq!(
        (read(&mut lab, "separable").as_str(), read(&mut lab, "layers").as_str()),
        ("many-classes", "2,3")
    );
    assert!(train(&mut lab, 20_000) < 20_000);
    assert_eq!(read(&mut lab, "train-accuracy"), "1");
}

#[test]
fn the_verdict_follows_the_points() {
    let mut lab = Lab::opened("dataset=and");
    let corner = (0.125f32).sqrt();
    assert!((read(&mut lab, "margin").parse::<f32>().unwrap() - corner).abs() < 1e-6);
    assert_eq!(read(&mut lab, "truth"), "0001");
    tell(&mut lab, &["truth=0110"]);
    assert_eq!(read(&mut lab, "fewest-errors"), "1");
    assert_eq!(read(&mut lab, "margin"), "");
    tell(&mut lab, &["undo"]);
    assert_eq!((read(&mut lab, "separable").as_str(), read(&mut lab, "edited").as_str()), ("yes", "0"));
    tell(&mut lab, &["truth=0110", "truth=0001"]);
    assert_eq!(read(&mut lab, "edited"), "0", "these are the preset's own points");
    tell(&mut lab, &["move=0,0.5,0"]);
    assert_eq!(read(&mut lab, "truth"), "");
    tell(&mut lab, &["clear"]);
    assert_eq!(read(&mut lab, "separable"), "no-points");
    tell(&mut lab, &["add=0,0,0"]);
    assert_eq!(read(&mut lab, "separable"), "one-class");
    tell(&mut lab, &["add=0,0,1"]);
    assert_eq!((read(&mut lab, "separable").as_str(), read(&mut lab, "fewest-errors").as_str()), ("no", "1"));
    for wrong in ["truth=012", "truth=01102", "truth=0120", "truth="] {
        assert!(lab.apply(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn many_points_are_searched_only_where_the_line_is_shown() {
    let mut lab = Lab::opened("dataset=moons&count=400");
    assert!(!lab.is_studying());
    assert_eq!((read(&mut lab, "separable").as_str(), read(&mut lab, "fewest-errors").as_str()), ("no", ""));
    let revision = lab.revision();
    tell(&mut lab, &["separator=show"]);
    let mut pieces = 0;
    let mut bound = usize::MAX;
    while lab.is_studying() {
        assert_eq!(read(&mut lab, "searching"), "1");
        let errors = read(&mut lab, "fewest-errors").parse().unwrap();
        assert!(errors <= bound);
        bound = errors;
        lab.study();
        pieces += 1;
    }
    assert!(pieces > 3);
    assert_eq!(
        (read(&mut lab, "searching").as_str(), lab.revision()),
        ("0", revision + 1),
        "nothing to keep"
    );
    assert!(read(&mut lab, "fewest-errors").parse::<usize>().unwrap() > 0);
}

#[test]
fn a_pass_that_ends_as_its_points_go_leaves_no_mistakes_to_the_next() {
    let updates = |lab: &mut Lab| read(lab, "updates").parse::<u64>().unwrap();
    let mut lab = Lab::opened("dataset=moons&count=14&train=1&model=perceptron");
    train(&mut lab, 10);
    let before = updates(&mut lab);
    assert!(before > 0);
    while lab.points().len() > 10 {
        tell(&mut lab, &["remove=0"]);
    }
    train(&mut lab, 10);
    let mistakes = updates(&mut lab) - before;
    assert_eq!(read(&mut lab, "pass-mistakes"), mistakes.to_string());
}

#[test]
fn a_walked_step_beside_it_is_no_mistake_of_the_pass() {
    let link = "dataset=and&compare=model&batch=1&train=1&rate=0.5&view=backpropagation&front=2";
    let updates = |lab: &mut Lab| {
        tell(lab, &["front=1"]);
        read(lab, "updates").parse::<u32>().unwrap()
    };
    let mut corrections = 0;
    // From the beginning of a pass, and from the middle of one.
    for steps in [0, 1, 2, 3, 4, 8, 9] {
        for point in 0..4 {
            let mut lab = Lab::opened(link);
            train(&mut lab, steps);
            let before = updates(&mut lab.clone());
            tell(&mut lab, &[&format!("walk={point}"), "walk-stage=9999", "walk-next"]);
            let mut last = updates(&mut lab);
            let is_corrected = last > before;
            corrections += u32::from(is_corrected);
            for pass in 0..10 {
                tell(&mut lab, &["epoch"]);
                lab.advance(4);
                let (now, told) = (updates(&mut lab), read(&mut lab, "pass-mistakes"));
                let what = format!("{steps} steps, point {point}, pass {pass}");
                if pass > 0 || steps % 4 == 0 {
                    assert_eq!(told, (now - last).to_string(), "{what}");
                    assert_eq!(read(&mut lab, "converged"), u8::from(now == last).to_string(), "{what}");
                } else if is_corrected {
                    assert_eq!(told, "", "{what}: what was right before may be wrong now");
                }
                last = now;
            }
        }
    }
    assert!(corrections > 3, "{corrections}");
}

#[test]
fn a_truth_table_is_one_of_points_to_train_on() {
    let mut lab = Lab::opened("dataset=circle&count=5&train=0.5");
    while lab.points().len() > 4 {
        tell(&mut lab, &["remove=0"]);
    }
    for (k, at) in ["0,0", "0,1", "1,0", "1,1"].iter().enumerate() {
        tell(&mut lab, &[&format!("move={k},{at}")]);
    }
    assert_eq!(read(&mut lab, "truth"), "", "half of the corners are to test on");
    tell(&mut lab, &["truth=0110"]);
    assert_eq!(["truth", "train-points"].map(|name| read(&mut lab, name)), ["0110", "4"]);
}
