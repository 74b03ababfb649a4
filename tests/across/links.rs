//! The link brings the whole state back, whatever it is, and a hostile one does no harm.

use frontera::data::point::LIMIT;
use frontera::lab::Lab;

use crate::tell::lab;

/// The lab that the link of this one tells; nothing in it may be unreadable.
fn opened(lab: &Lab) -> Lab {
    let mut other = Lab::opened(&lab.link());
    while other.is_training() {
        other.advance(1000);
    }
    assert_eq!(other.take_notices(), [], "{}", lab.link());
    other
}

#[test]
fn the_longest_list_of_activations_survives() {
    let eight = ["sigmoid"; 8].join(",");
    let lab = lab(&["hidden=1,1,1,1,1,1,1,1", &format!("activation={eight}")]);
    assert_eq!(opened(&lab).settings(), lab.settings());
}

#[test]
fn fewer_classes_than_the_preset_has_survive() {
    for commands in [
        &["dataset=arms", "import=x,y,label\n1,2,0\n2,1,1"][..],
        &["dataset=quadrants", "clear", "classes=2"],
        &["dataset=quadrants", "clear", "classes=3"],
    ] {
        let lab = lab(commands);
        assert_eq!(opened(&lab).settings(), lab.settings(), "{commands:?}");
    }
}

#[test]
fn points_sprayed_at_the_far_end_of_a_large_window_survive() {
    let far = format!("{LIMIT},{LIMIT}");
    let mut lab = lab(&[&format!("add={far},0"), &format!("add=-{LIMIT},0,1"), "tool=spray"]);
    for _ in 0..20 {
        lab.apply(&format!("spray={far}")).unwrap();
    }
    assert!(lab.points().iter().all(|point| point.x.iter().all(|x| x.abs() <= LIMIT)));
    assert_eq!(opened(&lab).points(), lab.points());
}

#[test]
fn a_link_on_the_way_to_its_step_still_asks_for_it() {
    let mut lab = Lab::opened("step=500");
    lab.advance(100);
    assert_eq!(lab.link(), "step=500");
}

#[test]
fn a_step_number_beyond_all_bounds_is_refused() {
    let mut lab = lab(&["hidden=0", "play"]);
    lab.advance(3);
    lab.apply("weight=1.1.0,1").unwrap();
    let link = lab.link();
    let (settings, state) = link.split_once("state=").unwrap();
    // The step and the epoch are the sixteen bytes after the first: letters 2 to 22 hold most of them.
    let link = format!("{settings}state={}{}{}", &state[..2], "_".repeat(20), &state[22..]);
    let mut lab = Lab::opened(&link);
    let notices: Vec<String> = lab.take_notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["link-unreadable names=state"]);
    lab.apply("step").unwrap();
    lab.advance(1);
}

#[test]
fn the_curve_of_the_gradients_begins_with_the_first_step_after_a_link_with_a_state() {
    let mut lab = lab(&["hidden=2", "play"]);
    lab.advance(30);
    lab.apply("weight=1.1.0,1").unwrap();
    assert!(lab.link().contains("state="));
    let mut other = opened(&lab);
    assert_eq!(other.snapshot().step, 30);
    other.apply("play").unwrap();
    other.snapshot();
    other.advance(2);
    for layer in 0..2 {
        let known: Vec<(u64, f32)> =
            other.snapshot().history.gradients(layer).map(|(step, gradient)| (step, gradient.norm)).collect();
        assert_eq!(known.iter().map(|&(step, _)| step).collect::<Vec<_>>(), [31, 32]);
        assert!(known.iter().all(|&(_, norm)| norm > 0.0), "{known:?}");
    }
}

#[test]
fn a_damaged_link_opens_what_can_be_read() {
    let mut lab = Lab::new();
    lab.apply("open=#dataset=xor&rate=abc&hidden=2&nonsense&activation=%74anh&points=zzz&step=-1").unwrap();
    assert_eq!(lab.settings().dataset.name(), "xor");
    assert_eq!(lab.settings().hidden, [2]);
    let notices: Vec<String> = lab.take_notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["link-unreadable names=rate,nonsense,points,step"]);
}

#[test]
fn the_run_in_front_is_the_same_where_the_settings_do_not_tell_it() {
    let mut lab = Lab::opened("compare=rate");
    assert_eq!(lab.link(), "compare=rate", "the rate that is set is in front");
    for front in ["front=5", "front=1"] {
        lab.apply(front).unwrap();
        assert_eq!(lab.link(), format!("compare=rate&{front}"));
        assert_eq!((opened(&lab).front(), opened(&lab).settings()), (lab.front(), lab.settings()));
    }
    lab.apply("step").unwrap();
    lab.advance(1);
    assert_eq!(lab.link(), "compare=rate&front=1&step=1");
    assert_eq!(opened(&lab).front(), 0);
    for (link, names) in
        [("compare=rate&front=6", "front"), ("front=0", "front"), ("compare=rate&front=x", "front")]
    {
        let mut lab = Lab::opened(link);
        let notices: Vec<String> = lab.take_notices().iter().map(ToString::to_string).collect();
        assert_eq!(notices, [format!("link-unreadable names={names}")], "{link}");
    }
}

#[test]
fn a_link_asks_for_no_more_steps_than_all_runs_together_take_in_a_moment() {
    // Beside a perceptron, which takes one sample a step, a network takes all of them.
    let mut lab = Lab::opened("compare=model&model=perceptron&batch=full&count=2000&noise=1");
    assert_eq!(lab.front(), 0);
    lab.apply("play").unwrap();
    lab.advance(250);
    assert_eq!(lab.snapshot().step, 250);
    assert!(lab.link().contains("&state="), "{}", lab.link());
    let mut few = Lab::opened("compare=model&model=perceptron&batch=full&count=2000&noise=1");
    few.apply("play").unwrap();
    few.advance(150);
    few.apply("pause").unwrap();
    assert!(few.link().ends_with("&step=150"), "{}", few.link());
}
