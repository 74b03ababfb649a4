use super::*;
use proptest::prelude::*;

const SIDE: usize = 65;

/// The boundary of scores given by formulas, on a grid over the standard window.
fn trace(scores: &[&dyn Fn(f64, f64) -> f64]) -> Vec<Vec<[f32; 2]>> {
    let at = |k: usize| -3.0 + 6.0 * k as f64 / (SIDE - 1) as f64;
    let planes = scores.iter().flat_map(|score| {
        (0..SIDE * SIDE).map(move |index| score(at(index % SIDE), at(SIDE - 1 - index / SIDE)) as f32)
    });
    let planes: Vec<f32> = planes.collect();
    let mut contour = Contour::default();
    Trace::default().run(&planes, SIDE, Window::STANDARD, &mut contour);
    contour.lines().map(<[_]>::to_vec).collect()
}

fn length(line: &[[f32; 2]]) -> f32 {
    line.windows(2).map(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1])).sum()
}

proptest! {
    #[test]
    fn a_linear_score_gives_one_straight_line_across_the_window(angle in 0.0..core::f64::consts::TAU, offset in -2.0f64..2.0) {
        let (c, s) = (libm::cos(angle), libm::sin(angle));
        let a = |x: f64, y: f64| c * x + s * y + offset;
        let lines = trace(&[&a]);
        for place in lines.iter().flatten() {
            prop_assert!(a(place[0].into(), place[1].into()).abs() < 2e-6, "{place:?}");
        }
        prop_assert_eq!(lines.len(), 1);
        let (first, last) = (lines[0][0], lines[0][lines[0].len() - 1]);
        for end in [first, last] {
            prop_assert!(end.iter().any(|x| (x.abs() - 3.0).abs() < 1e-5), "it ends within the window: {end:?}");
        }
        // No detours: the line is as long as its ends are apart.
        let apart = (last[0] - first[0]).hypot(last[1] - first[1]);
        prop_assert!((length(&lines[0]) - apart).abs() < 1e-4);
    }

    #[test]
    fn borders_of_linear_scores_lie_where_two_classes_are_equal_and_first(
        scores in prop::collection::vec(prop::array::uniform3(-2.0f64..2.0), 2..=6),
    ) {
        let formulas: Vec<_> = scores.iter().map(|&[a, b, c]| move |x: f64, y: f64| a * x + b * y + c).collect();
        let formulas: Vec<&dyn Fn(f64, f64) -> f64> = formulas.iter().map(|f| f as _).collect();
        for place in trace(&formulas).iter().flatten() {
            let mut values: Vec<f64> = formulas.iter().map(|f| f(place[0].into(), place[1].into())).collect();
            values.sort_by(f64::total_cmp);
            values.reverse();
            // A third class may poke into a cell where it wins no corner; nothing else is off by more than
            // rounding.
            let cell = 6.0 / (SIDE - 1) as f64;
            prop_assert!(values[0] - values[1] < 4.0 * cell, "{place:?}: {values:?}");
        }
    }

    #[test]
    fn any_numbers_at_all_do_no_harm(
        planes in prop::collection::vec(prop::num::f32::ANY, 0..6 * 25), classes in 1usize..=6,
    ) {
        let mut planes = planes;
        planes.resize(classes * 25, f32::NAN);
        let mut contour = Contour::default();
        Trace::default().run(&planes, 5, Window::STANDARD, &mut contour);
        prop_assert!(contour.lines().flatten().flatten().all(|x| x.abs() <= 3.0));
    }
}

#[test]
fn a_circle_is_one_ring_of_the_right_length() {
    let lines = trace(&[&|x, y| 1.5 * 1.5 - x * x - y * y]);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].first(), lines[0].last());
    let truth = core::f32::consts::TAU * 1.5;
    assert!((length(&lines[0]) / truth - 1.0).abs() < 2e-3, "{}", length(&lines[0]));
}

#[test]
fn three_classes_meet_in_a_point() {
    // The middle lies within a cell.
    let (u, v) = (0.02, 0.03);
    let toward = |angle: f64| move |x: f64, y: f64| libm::cos(angle) * (x - u) + libm::sin(angle) * (y - v);
    let third = core::f64::consts::TAU / 3.0;
    let lines = trace(&[&toward(0.3), &toward(0.3 + third), &toward(0.3 + 2.0 * third)]);
    let total: f32 = lines.iter().map(|line| length(line)).sum();
    assert!((9.0..12.0).contains(&total), "three arms to the border: {total}");
    let near = |line: &[[f32; 2]]| line.iter().any(|place| (place[0] - 0.02).hypot(place[1] - 0.03) < 1e-4);
    assert!(lines.iter().any(|line| near(line)), "they meet at the middle");
}

#[test]
fn where_all_is_equal_or_unknown_there_is_no_boundary() {
    assert!(trace(&[&|_, _| 0.0]).is_empty());
    assert!(trace(&[&|_, _| 0.0, &|_, _| 0.0]).is_empty());
    assert!(trace(&[&|_, _| f64::NAN]).is_empty());
}

#[test]
fn one_class_against_none_is_the_same_as_two() {
    let a = |x: f64, y: f64| x * x - y + 0.3 * x * y;
    let (one, two) = (trace(&[&a]), trace(&[&|_, _| 0.0, &a]));
    assert_eq!(one, two);
}
