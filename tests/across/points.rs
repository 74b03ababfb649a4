//! Points by hand: a press adds, moves or erases what a person would expect, and nothing made by hand is lost unasked.

use frontera::lab::Lab;

use crate::read::read;
use crate::tell::{lab, tell};

fn places(lab: &Lab) -> Vec<[f32; 2]> {
    lab.points().iter().map(|point| point.x).collect()
}

#[test]
fn a_tap_beside_a_point_adds_another_and_a_tap_on_it_adds_none() {
    let mut lab = lab(&["dataset=blank", "add=0,0,0"]);
    tell(&mut lab, &["press=0.25,0,0.5", "release"]);
    assert_eq!(places(&lab), [[0.0, 0.0], [0.25, 0.0]]);
    tell(&mut lab, &["press=0.375,0,0.5", "release"]);
    assert_eq!(lab.points().len(), 2);
    tell(&mut lab, &["undo"]);
    assert_eq!(places(&lab), [[0.0, 0.0]]);
}

#[test]
fn a_drag_from_beside_a_point_moves_it_once_the_hand_has_moved() {
    let mut lab = lab(&["dataset=blank", "add=0,0,0", "press=0.25,0,0.5", "drag=0.3125,0"]);
    assert_eq!(places(&lab), [[0.0, 0.0]]);
    tell(&mut lab, &["drag=1,1", "drag=0.25,0", "release"]);
    assert_eq!(places(&lab), [[0.25, 0.0]]);
}

#[test]
fn a_point_is_grabbed_with_any_tool_and_moved_until_it_is_released() {
    let mut lab = lab(&["dataset=blank", "add=0,0,0", "add=2,2,1", "tool=erase"]);
    assert!(lab.apply("grab=1,1,0.5").is_err() && !lab.holds_point());
    tell(&mut lab, &["grab=0.25,0,0.5", "drag=0.5,0", "drag=0.5,1"]);
    assert!(lab.holds_point());
    tell(&mut lab, &["release", "press=2,2,0.125", "release"]);
    assert_eq!(places(&lab), [[0.5, 1.0]], "let go of, and then the tool erases again");
    tell(&mut lab, &["release", "undo", "undo"]);
    assert_eq!(places(&lab), [[0.0, 0.0], [2.0, 2.0]]);
}

#[test]
fn a_quick_stroke_of_the_eraser_leaves_no_gaps() {
    let mut lab = lab(&["dataset=blank", "add=-1,0,0", "add=0,0.0625,0", "add=1,0,0", "add=0,1,0"]);
    tell(&mut lab, &["tool=erase", "press=-2,0,0.125", "drag=2,0", "release"]);
    assert_eq!(places(&lab), [[0.0, 1.0]]);
    // Whatever the tool is, and each stroke by itself.
    tell(&mut lab, &["undo", "tool=add", "erase=-2,0,0.125", "erase=2,0,0.125", "release"]);
    assert_eq!(places(&lab), [[0.0, 1.0]]);
    tell(&mut lab, &["undo", "erase=-2,0,0.125", "release", "erase=2,0,0.125", "release"]);
    assert_eq!(places(&lab).len(), 4);
    tell(&mut lab, &["press=-2,0,0.125", "drag=-2,0.5", "release", "erase=2,0.5,0.125", "release"]);
    assert_eq!(places(&lab).len(), 5);
}

#[test]
fn a_setting_that_draws_no_points_keeps_those_made_by_hand() {
    for dataset in ["blank", "xor"] {
        let mut lab = lab(&[&format!("dataset={dataset}"), "add=0.25,0.25,1"]);
        let points = lab.points().to_vec();
        tell(&mut lab, &["data-seed=7", "count=50", "noise=0.5"]);
        assert_eq!(lab.points(), points, "{dataset}");
    }
}

#[test]
fn hand_made_points_that_give_way_are_told_and_come_back() {
    let mut lab = lab(&["dataset=moons", "add=0.25,0.25,1"]);
    let points = lab.points().to_vec();
    lab.take_notices();
    tell(&mut lab, &["noise=0.5", "noise=0.25", "release"]);
    let notices: Vec<String> = lab.take_notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["points-replaced points=201"]);
    tell(&mut lab, &["undo"]);
    assert_eq!(lab.points(), points);
}

#[test]
fn the_same_number_of_points_again_draws_them_where_it_decides() {
    let mut lab = lab(&["dataset=moons", "add=0.25,0.25,1"]);
    let own = lab.settings().generate();
    tell(&mut lab, &["count=200"]);
    assert_eq!(lab.points(), own);
    tell(&mut lab, &["undo"]);
    assert_eq!(lab.points().len(), 201);
    for dataset in ["blank", "xor"] {
        let mut lab = self::lab(&[&format!("dataset={dataset}"), "add=0.25,0.25,1"]);
        let points = lab.points().to_vec();
        tell(&mut lab, &["count=200"]);
        assert_eq!(lab.points(), points, "{dataset}");
    }
}

#[test]
fn the_same_data_set_again_brings_its_points_back_and_another_one_lets_training_go_on() {
    let mut lab = lab(&["dataset=moons", "play"]);
    let own = lab.points().to_vec();
    lab.advance(10);
    tell(&mut lab, &["add=0,0,0", "dataset=moons"]);
    assert_eq!(lab.points(), own);
    assert_eq!(lab.snapshot().step, 10);
    tell(&mut lab, &["dataset=spirals"]);
    assert_eq!(lab.snapshot().step, 10);
    // Three classes need another output layer.
    tell(&mut lab, &["dataset=arms"]);
    assert_eq!(lab.snapshot().step, 0);
}

#[test]
fn a_point_has_the_class_of_the_side_of_the_boundary_that_it_is_on_however_near_the_outputs_are() {
    for classes in [2, 3] {
        let mut lab = lab(&["dataset=blank", "init=zeros", "hidden=0", &format!("classes={classes}")]);
        tell(&mut lab, &["add=-1,0,0", "add=1,0,1", "weight=1.1.1,0"]);
        let weight = if classes == 2 { "weight=1.1.1,0.00000001" } else { "weight=1.2.1,0.00000001" };
        tell(&mut lab, &[weight]);
        if classes == 3 {
            // Of equals the first wins: left of the boundary the third is far behind, and the first before the second.
            tell(&mut lab, &["weight=1.3.0,-1"]);
        }
        assert_eq!(read(&mut lab, "train-accuracy"), "1", "{classes} classes");
        assert_eq!(lab.snapshot().predicted, [0, 1], "{classes} classes");
    }
}
