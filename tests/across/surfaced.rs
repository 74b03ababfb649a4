//! The loss surface of a lab: its arrow is what central differences of it say, its path ends where the network is, and a hand rolls
//! the place.
#![expect(clippy::float_cmp, reason = "what is the same place is it to the bit")]

use frontera::data::point::Window;
use frontera::figure::frame::Size;
use frontera::figure::marks::{Mark, Marks};
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::surface as figure;
use frontera::lab::Lab;
use proptest::prelude::*;

use crate::read::read;
use crate::tell::tell;

/// Works until there is nothing more to survey.
fn finish(lab: &mut Lab) {
    for _ in 0..100_000 {
        if !lab.is_studying() {
            return;
        }
        lab.study();
    }
    panic!("a survey that never ends");
}

/// The loss drawn at a place, linear between the four around it.
fn drawn(lab: &Lab, at: [f32; 2]) -> f64 {
    let surface = lab.surfaced().unwrap().surface.unwrap();
    let Window { low, high } = surface.window;
    let last = (surface.side - 1) as f64;
    let share = |axis: usize| f64::from((at[axis] - low[axis]) / (high[axis] - low[axis])) * last;
    let (x, y) = (share(0), last - share(1));
    let (column, row) = (x.floor().min(last - 1.0), y.floor().min(last - 1.0));
    let loss = |down: f64, right: f64| {
        f64::from(surface.losses[(row + down) as usize * surface.side + (column + right) as usize])
    };
    let (dx, dy) = (x - column, y - row);
    let row = |down: f64| loss(down, 0.0) * (1.0 - dx) + loss(down, 1.0) * dx;
    row(0.0) * (1.0 - dy) + row(1.0) * dy
}

#[test]
fn the_arrow_is_the_slope_of_the_drawn_surface_at_the_present_place() {
    for settings in
        ["", "hidden=0", "classes=3&dataset=arms", "hidden=3,3,3&surface=2.1.1,4.1.2", "task=regression"]
    {
        let mut lab = Lab::opened(&format!("{settings}&view=surface&surface-zoom=8&batch=full&step=60"));
        while lab.is_training() {
            lab.advance(10);
        }
        finish(&mut lab);
        let loss: f64 = read(&mut lab, "train-loss").parse().unwrap();
        let surfaced = lab.surfaced().unwrap();
        let (at, slopes) = (surfaced.at, surfaced.slopes.unwrap());
        assert!((drawn(&lab, at) - loss).abs() < 0.01 * loss, "{settings}: {} {loss}", drawn(&lab, at));
        let step = (surfaced.window.high[0] - surfaced.window.low[0]) / 30.0;
        for axis in 0..2 {
            let beside =
                |by: f32| drawn(&lab, core::array::from_fn(|k| at[k] + if k == axis { by } else { 0.0 }));
            let measured = (beside(step) - beside(-step)) / (2.0 * f64::from(step));
            let size = f64::from(slopes.all[0].abs().max(slopes.all[1].abs()));
            let off = (measured - f64::from(slopes.all[axis])).abs();
            assert!(off < 0.1 * size + 2e-3, "{settings} {axis}: {measured} {:?}", slopes.all);
        }
        // With all points in one batch there is no other, and the step is −η ∂E/∂w.
        assert_eq!(slopes.batch, None);
        let rate = surfaced.rate;
        for (step, slope) in slopes.step.unwrap().into_iter().zip(slopes.all) {
            assert!((step + rate * slope).abs() < 1e-5, "{step} {slope}");
        }
    }
}

#[test]
fn the_step_that_is_told_is_the_step_that_is_taken() {
    for settings in ["", "optimizer=momentum", "optimizer=adam&l2=0.01", "hold=1.1.1", "batch=1"] {
        let mut lab = Lab::opened(&format!("view=surface&{settings}"));
        for _ in 0..40 {
            lab.find_slopes();
            let before = lab.surfaced().unwrap();
            let (at, step) = (before.at, before.slopes.unwrap().step.unwrap());
            tell(&mut lab, &["step"]);
            lab.advance(1);
            let after = lab.surfaced().unwrap().at;
            for axis in 0..2 {
                assert_eq!((after[axis] - at[axis]).to_bits(), step[axis].to_bits(), "{settings}");
            }
        }
    }
}

#[test]
fn the_way_ends_at_the_present_place_and_the_axes_never_shrink_while_it_trains() {
    let mut lab = Lab::opened("hidden=3&rate=3&batch=1&view=surface&surface=2.1.1,1.1.1");
    tell(&mut lab, &["play"]);
    let mut reach = 0.0;
    let mut grown = 0;
    for _ in 0..400 {
        lab.advance(3);
        let snapshot = lab.snapshot();
        let surfaced = snapshot.surfaced.unwrap();
        let last = snapshot.history.way().last().unwrap();
        // Every step is kept for so long.
        if snapshot.step < 1000 {
            assert_eq!((last.step, last.at), (snapshot.step, surfaced.at));
            assert_eq!(snapshot.history.way().count() as u64, snapshot.step + 1);
        }
        assert!(surfaced.window.high[0] >= reach, "the axes shrank at {}", snapshot.step);
        grown += u32::from(surfaced.window.high[0] > reach);
        reach = surfaced.window.high[0];
        assert!(surfaced.at.iter().all(|w| w.abs() <= reach));
    }
    assert!(grown > 1 && grown < 6, "{grown}");
}

#[test]
fn other_parameters_have_a_way_where_the_past_knows_it_and_time_and_undo_bring_it_back() {
    let mut lab = Lab::opened("view=surface");
    tell(&mut lab, &["play"]);
    lab.advance(200);
    tell(&mut lab, &["pause", "surface=2.1.1,2.1.2"]);
    let steps: Vec<u64> = lab.snapshot().history.way().map(|stop| stop.step).collect();
    assert!(steps.len() > 10 && steps.iter().all(|step| step.is_multiple_of(16)), "{steps:?}");
    let there = lab.snapshot().history.way().find(|stop| stop.step == 96).unwrap().at;
    tell(&mut lab, &["scrub=96"]);
    while lab.is_training() {
        lab.advance(1);
    }
    assert_eq!(lab.surfaced().unwrap().at, there);
    tell(&mut lab, &["surface=1.2.1,2.1.0", "scrub=200", "play"]);
    lab.advance(40);
    let way: Vec<u64> = lab.snapshot().history.way().map(|stop| stop.step).collect();
    assert_eq!(way.last(), Some(&240));
    assert!(way.contains(&0) && way.contains(&96));
    tell(&mut lab, &["pause", "weight=1.2.1,2.5", "release"]);
    let last = lab.snapshot().history.way().last().unwrap();
    assert!(last.by_hand && last.at[0] == 2.5);
    tell(&mut lab, &["undo"]);
    assert!(!lab.snapshot().history.way().last().unwrap().by_hand);
}

#[test]
fn a_hand_rolls_the_place_under_axes_that_stay_and_the_others_learn_on() {
    let mut lab = Lab::opened("view=surface");
    tell(&mut lab, &["play"]);
    lab.advance(30);
    let window = lab.surfaced().unwrap().window;
    let to = figure::drag(window, Size { width: 400.0, height: 400.0 }, [1e6, -1e6]);
    assert!(to.iter().all(|w| *w < window.high[0] && *w > 0.9 * window.high[0]));
    let before = lab.network().parameters().to_vec();
    tell(
        &mut lab,
        &["grip=1.1.1,1.1.2", &format!("weight=1.1.1,{}", to[0]), &format!("weight=1.1.2,{}", to[1])],
    );
    lab.advance(30);
    let surfaced = lab.surfaced().unwrap();
    assert_eq!((surfaced.at, surfaced.window), (to, window));
    assert!(lab.network().parameters().iter().zip(&before).filter(|(now, was)| now != was).count() > 10);
    tell(&mut lab, &["release"]);
    lab.advance(30);
    assert_ne!(lab.surfaced().unwrap().at, to, "it rolls on");
}

#[test]
fn the_same_link_shows_the_same_surface_and_a_pair_that_is_gone_gives_way() {
    let mut lab = Lab::opened("view=surface&surface=2.1.3,1.4.0&surface-zoom=2&hidden=4");
    tell(&mut lab, &["play"]);
    lab.advance(150);
    tell(&mut lab, &["pause"]);
    finish(&mut lab);
    let mut other = Lab::opened(&lab.link());
    assert!(other.take_notices().is_empty());
    while other.is_training() {
        other.advance(7);
    }
    finish(&mut other);
    let losses = |lab: &Lab| {
        let surface = lab.surfaced().unwrap().surface.unwrap();
        (surface.window, surface.losses.iter().map(|loss| loss.to_bits()).collect::<Vec<_>>())
    };
    assert_eq!(losses(&lab), losses(&other));
    assert_eq!(read(&mut lab, "surface-of"), "2.1.3,1.4.0");
    for bad in ["surface=2.1.9,1.1.1", "surface=1.1.1,1.1.1", "surface=1.1", "surface=", "surface-zoom=0"] {
        assert!(lab.apply(bad).is_err(), "{bad}");
    }
    tell(&mut lab, &["hidden=0"]);
    assert_eq!(read(&mut lab, "surface"), "first");
    assert_eq!(read(&mut lab, "surface-of"), "1.1.1,1.1.2");
    tell(&mut lab, &["task=regression"]);
    assert_eq!(read(&mut lab, "surface-of"), "1.1.1,1.1.0");
    tell(&mut lab, &["task=classification", "hidden=0", "model=perceptron"]);
    assert_eq!(
        (read(&mut lab, "surface-of"), read(&mut lab, "surface-gradient")),
        (String::new(), String::new())
    );
    assert!(!lab.is_studying() && lab.surfaced().is_none());
    let gone = Lab::opened("hidden=2&surface=2.1.1,2.1.4").take_notices();
    assert_eq!(gone[0].to_string(), "link-unreadable names=surface");
}

/// Draws the figure, in both themes; every number of it must be finite.
fn draw(lab: &mut Lab) -> usize {
    let mut drawn = 0;
    lab.find_slopes();
    for theme in [Theme::Light, Theme::Dark] {
        for side in [60.0, 400.0] {
            let mut marks = Marks::new();
            figure::draw(
                &lab.snapshot(),
                &Palette::new(theme),
                Size { width: side, height: side },
                &mut marks,
            );
            assert!(marks.is_finite());
            drawn = marks.iter().count();
        }
    }
    drawn
}

#[test]
fn losses_beyond_every_number_and_flat_surfaces_are_drawn() {
    let mut lab = Lab::opened("task=regression&view=surface&surface=2.1.1,2.1.2");
    tell(&mut lab, &["weight=2.1.1,1000000", "weight=2.1.2,-1000000"]);
    finish(&mut lab);
    assert!(draw(&mut lab) > 3);
    let mut lab = Lab::opened("hidden=16,16,16,16,16,16,16,16&activation=relu&view=surface");
    for layer in 1..=9 {
        for unit in 1..=(if layer == 9 { 1 } else { 16 }) {
            for input in 1..=(if layer == 1 { 2 } else { 16 }) {
                tell(&mut lab, &[&format!("weight={layer}.{unit}.{input},1000000")]);
            }
        }
    }
    finish(&mut lab);
    assert!(lab.surfaced().unwrap().surface.unwrap().losses.iter().all(|loss| loss.is_finite()));
    lab.find_slopes();
    assert!(lab.surfaced().unwrap().slopes.is_none());
    assert!(draw(&mut lab) > 3);
    // All zeros: with tanh nothing depends on the first weights.
    let mut lab = Lab::opened("init=zeros&view=surface");
    finish(&mut lab);
    assert!(draw(&mut lab) > 3);
    tell(&mut lab, &["clear"]);
    finish(&mut lab);
    draw(&mut lab);
}

#[test]
fn the_contour_lines_go_with_the_map_that_they_are_of() {
    let mut lab = Lab::opened("view=surface");
    finish(&mut lab);
    let mut marks = Marks::new();
    let mut lines = |lab: &mut Lab| {
        let size = Size { width: 400.0, height: 400.0 };
        figure::draw(&lab.snapshot(), &Palette::new(Theme::Light), size, &mut marks);
        let still = marks.iter().find_map(|mark| match mark {
            Mark::Layer(_, layer) => Some(layer.marks().iter().count()),
            _ => None,
        });
        still.unwrap()
    };
    let with = lines(&mut lab);
    tell(&mut lab, &["add=0.5,0.5,1"]);
    assert!(lab.surfaced().unwrap().surface.is_none());
    let without = lines(&mut lab);
    assert!(without < with, "{without} {with}");
    tell(&mut lab, &["undo"]);
    assert_eq!(lines(&mut lab), with);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_network_at_any_step_has_a_figure_of_finite_numbers(
        depth in 0usize..9, units in 1usize..6, classes in 2usize..7, regression: bool, steps in 0u32..60,
        zoom in 1u32..33, at in (-1e6f32..1e6, -5.0f32..5.0), pick in (0usize..99, 0usize..99),
    ) {
        let hidden = if depth == 0 { "0".to_string() } else { vec![units.to_string(); depth].join(",") };
        let task = if regression { "regression" } else { "classification" };
        let link = format!("task={task}&classes={classes}&hidden={hidden}&count=40&view=surface&surface-zoom={zoom}");
        let mut lab = Lab::opened(&link);
        let layer = |pick: usize| format!("{}.1.{}", pick % (depth + 1) + 1, pick % 2);
        // Two that are the same are refused.
        let _ = lab.apply(&format!("surface={},{}", layer(pick.0), layer(pick.1)));
        tell(&mut lab, &["play"]);
        lab.advance(steps);
        for _ in 0..3 {
            if lab.is_studying() { lab.study(); }
        }
        draw(&mut lab);
        tell(&mut lab, &["pause", &format!("weight=1.1.1,{}", at.0), &format!("weight=1.1.0,{}", at.1)]);
        finish(&mut lab);
        prop_assert!(draw(&mut lab) > 3);
    }
}
