//! Parameters that are held or in the hand: training leaves them alone, to the bit.

use frontera::lab::Lab;

use crate::read::read;
use crate::regression::{bits, lab, settle};
use crate::tell::tell;

fn bit(lab: &Lab, [layer, unit, input]: [usize; 3]) -> u32 {
    bits(lab)[lab.network().index(layer, unit, input).unwrap()]
}

#[test]
fn held_parameters_do_not_move_by_a_bit_under_any_optimizer() {
    for optimizer in ["gd", "momentum", "adam"] {
        for link in ["l2=0.01", "batch=full", "batch=3&l1=0.01"] {
            let link = format!("task=regression&hidden=3&optimizer={optimizer}&{link}");
            let mut free = lab(&format!("{link}&step=60"));
            let mut held = lab(&format!("{link}&hold=1.2.0,1.2.1,2.1.0&step=60"));
            let places = [[0, 1, 0], [0, 1, 1], [1, 0, 0]];
            let start = lab(&link);
            for place in places {
                assert_eq!(bit(&held, place), bit(&start, place), "{link} {place:?}");
                assert_ne!(bit(&free, place), bit(&start, place), "{link} {place:?}");
            }
            assert_ne!(bit(&held, [0, 0, 1]), bit(&start, [0, 0, 1]), "the others move");
            // The first gradient is the same whatever is held.
            for lab in [&mut free, &mut held] {
                tell(lab, &["reset", "step"]);
                settle(lab);
            }
            assert_eq!(read(&mut free, "gradient-norms"), read(&mut held, "gradient-norms"));
            for parameter in 0..bits(&start).len() {
                let is_held =
                    places.iter().any(|&[l, u, i]| start.network().index(l, u, i) == Some(parameter));
                assert!(is_held || bits(&free)[parameter] == bits(&held)[parameter], "after one step");
            }
        }
    }
}

#[test]
fn what_is_held_is_in_links_in_undo_and_in_the_past() {
    let mut lab = lab("task=regression&hidden=2&hold=1.1.1");
    tell(&mut lab, &["play"]);
    lab.advance(40);
    tell(&mut lab, &["hold=2.1.1,1.1.1", "release"]);
    let mut networks = vec![bits(&lab)];
    for _ in 0..40 {
        lab.advance(1);
        networks.push(bits(&lab));
    }
    tell(&mut lab, &["hold=none", "release"]);
    lab.advance(40);
    let present = lab.link();
    for step in [41, 78, 55, 79] {
        tell(&mut lab, &[&format!("scrub={step}")]);
        settle(&mut lab);
        assert_eq!(bits(&lab), networks[step - 40], "step {step}");
        assert_eq!(read(&mut lab, "hold"), "1.1.1,2.1.1");
    }
    tell(&mut lab, &["scrub=1000000", "undo"]);
    assert_eq!(read(&mut lab, "hold"), "1.1.1,2.1.1");
    tell(&mut lab, &["redo"]);
    assert_eq!(lab.link(), present);
    assert_eq!(bits(&Lab::opened(&present)), bits(&lab));
    for bad in ["hold=1.3.0", "hold=3.1.0", "hold=1.1", "grip=1.3.0", "grip=none", "grip="] {
        assert!(lab.apply(bad).is_err(), "{bad}");
    }
    tell(&mut lab, &["hold=1.2.1,2.1.2", "hidden=1"]);
    assert_eq!(read(&mut lab, "hold"), "none", "a network without the parameter has nothing to hold");
    let mut lost = Lab::opened("task=regression&hidden=1&hold=1.2.1");
    assert_eq!(lost.take_notices().len(), 1);
}

#[test]
fn what_is_in_the_hand_stays_until_it_is_let_go_and_is_one_step_of_undo() {
    let mut lab = lab("task=regression&hidden=2&optimizer=momentum&hold=2.1.0");
    tell(&mut lab, &["play"]);
    lab.advance(30);
    let before = bits(&lab);
    tell(&mut lab, &["grip=1.1.0,1.1.1"]);
    lab.advance(10);
    let gripped = [bit(&lab, [0, 0, 0]), bit(&lab, [0, 0, 1])];
    assert_eq!(gripped, [before[lab.network().index(0, 0, 0).unwrap()], before[0]]);
    tell(&mut lab, &["weight=1.1.1,2", "weight=1.1.0,-1", "weight=1.1.1,2.5"]);
    assert_eq!(read(&mut lab, "hold"), "1.1.0,1.1.1,2.1.0");
    let (at_hand, mut networks) = (lab.link(), Vec::new());
    for _ in 0..20 {
        lab.advance(1);
        networks.push(bits(&lab));
    }
    assert_eq!((bit(&lab, [0, 0, 1]), bit(&lab, [0, 0, 0])), (2.5_f32.to_bits(), (-1.0_f32).to_bits()));
    assert_ne!(bit(&lab, [0, 1, 1]), networks[0][lab.network().index(0, 1, 1).unwrap()]);
    // The link of the moment goes on as the lab did, as long as the hand holds.
    let mut other = Lab::opened(&at_hand);
    tell(&mut other, &["play"]);
    other.advance(20);
    assert_eq!(bits(&other), networks[19]);
    tell(&mut lab, &["release"]);
    assert_eq!(read(&mut lab, "hold"), "2.1.0", "the lock stays");
    lab.advance(20);
    assert_ne!(bit(&lab, [0, 0, 1]), 2.5_f32.to_bits());
    tell(&mut lab, &["scrub=50"]);
    settle(&mut lab);
    assert_eq!(bits(&lab), networks[9]);
    tell(&mut lab, &["scrub=1000000", "undo"]);
    assert_eq!(
        lab.link().split("&state").next(),
        Some("task=regression&hidden=2&optimizer=momentum&hold=2.1.0")
    );
    assert_eq!(lab.snapshot().step, 40);
    let weight = lab.network().parameters()[0];
    assert!((weight - 2.5).abs() > 0.01 && (weight - 2.0).abs() > 0.01, "one step back: {weight}");
    // Any other change ends it.
    tell(&mut lab, &["grip=1.1.0", "rate=0.3"]);
    assert_eq!(read(&mut lab, "hold"), "2.1.0");
    tell(&mut lab, &["grip=1.1.0", "select=1.1"]);
    assert_eq!(read(&mut lab, "hold"), "1.1.0,2.1.0", "to look is no change");
}

#[test]
fn what_is_held_of_the_other_run_forbids_nothing() {
    let mut lab = Lab::opened("compare=model&hidden=4&hold=2.1.1");
    tell(&mut lab, &["front=1"]);
    assert_eq!(read(&mut lab, "model"), "perceptron");
    tell(&mut lab, &["rate=0.3", "tool=erase"]);
    assert_eq!(read(&mut lab, "hold"), "2.1.1");
    assert!(lab.apply("hold=2.1.1,2.1.2").is_err(), "what is held anew is of the network in front");
    tell(&mut lab, &["reset"]);
    assert_eq!(read(&mut lab, "hold"), "2.1.1", "it stays while a run has it");
    let mut opened = Lab::opened(&lab.link());
    assert_eq!((opened.take_notices(), opened.link()), (Vec::new(), lab.link()));
    tell(&mut lab, &["keep=1"]);
    assert_eq!(read(&mut lab, "hold"), "none");
}

#[test]
fn locks_go_with_their_task() {
    let mut lab = lab("task=regression&hold=1.1.1");
    tell(&mut lab, &["task=classification"]);
    assert_eq!(read(&mut lab, "hold"), "none");
    tell(&mut lab, &["undo"]);
    assert_eq!(read(&mut lab, "hold"), "1.1.1");
}

#[test]
fn a_unit_that_is_held_in_part_does_not_stay_like_the_others() {
    let mut lab = Lab::opened("init=zeros&activation=sigmoid&hidden=4");
    let twins = |lab: &mut Lab| {
        lab.count(0);
        read(lab, "twins")
    };
    assert_eq!(twins(&mut lab), "1:1+2+3+4");
    for (hold, others) in
        [("1.1.1", "1:2+3+4"), ("2.1.2", "1:1+3+4"), ("1.1.0,2.1.2,1.3.2", ""), ("2.1.0", "1:1+2+3+4")]
    {
        tell(&mut lab, &[&format!("hold={hold}")]);
        assert_eq!(twins(&mut lab), others, "{hold}");
    }
}

#[test]
fn units_that_are_made_equal_are_twins_only_where_the_next_steps_keep_them_so() {
    for (optimizer, twins) in [("gd", "1:1+2"), ("momentum", ""), ("adam", "")] {
        let mut lab = lab(&format!("hidden=3&optimizer={optimizer}&step=20"));
        for (to, from) in
            [([0, 1, 0], [0, 0, 0]), ([0, 1, 1], [0, 0, 1]), ([0, 1, 2], [0, 0, 2]), ([1, 0, 2], [1, 0, 1])]
        {
            let value = f32::from_bits(bit(&lab, from));
            let [layer, unit, input] = to;
            tell(&mut lab, &[&format!("weight={}.{}.{input},{value}", layer + 1, unit + 1)]);
        }
        lab.count(0);
        assert_eq!(read(&mut lab, "twins"), twins, "{optimizer}");
        let mut other = lab.clone();
        tell(&mut lab, &["step"]);
        settle(&mut lab);
        assert_eq!(bit(&lab, [0, 0, 1]) == bit(&lab, [0, 1, 1]), !twins.is_empty(), "{optimizer}");
        // Another optimizer forgets what this one remembers.
        tell(&mut other, &["optimizer=gd"]);
        other.count(0);
        assert_eq!(read(&mut other, "twins"), "1:1+2", "{optimizer}");
    }
}
