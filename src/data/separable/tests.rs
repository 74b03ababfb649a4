//! The verdict against brute force: thousands of small sets, most of them degenerate in some way.

use super::*;
use proptest::prelude::*;

type Points = Vec<([f32; 2], u8)>;

/// The verdict when the search is through.
fn verdict(points: &[([f32; 2], u8)]) -> Verdict {
    let mut separability = Separability::of(points);
    while separability.has_work() {
        separability.work();
    }
    separability.verdict().clone()
}

/// The fewest errors of any line on points with whole coordinates from 0 to `side`: every order in which a line can meet them is
/// that along a normal of whole numbers up to 2·`side`, as between two neighbouring directions from point to point lies their sum.
fn fewest(points: &Points, side: i32) -> usize {
    let normals = -2 * side..=2 * side;
    let along = |a: i32, b: i32| move |x: [f32; 2]| a * x[0] as i32 + b * x[1] as i32;
    let mut best = usize::MAX;
    for (a, b) in normals.clone().flat_map(|a| normals.clone().map(move |b| (a, b))) {
        let along = along(a, b);
        for threshold in points.iter().map(|&(x, _)| along(x)).chain([i32::MIN]) {
            let wrong = points.iter().filter(|&&(x, class)| (along(x) > threshold) != (class == 1)).count();
            best = best.min(wrong).min(points.len() - wrong);
        }
    }
    best
}

/// Half the least distance from a point of one class to a segment between two of the other.
fn half_distance(points: &Points) -> f64 {
    let f64s = |x: [f32; 2]| x.map(f64::from);
    let mut least = f64::INFINITY;
    for &(p, of_p) in points {
        let others = || points.iter().filter(move |&&(_, class)| class != of_p).map(|&(x, _)| f64s(x));
        for (a, b) in others().flat_map(|a| others().map(move |b| (a, b))) {
            let (p, edge) = (f64s(p), [b[0] - a[0], b[1] - a[1]]);
            let length = edge[0] * edge[0] + edge[1] * edge[1];
            let along = ((p[0] - a[0]) * edge[0] + (p[1] - a[1]) * edge[1]) / length;
            let along = if length > 0.0 { along.clamp(0.0, 1.0) } else { 0.0 };
            let near = [a[0] + along * edge[0], a[1] + along * edge[1]];
            least = least.min((p[0] - near[0]).hypot(p[1] - near[1]));
        }
    }
    least / 2.0
}

fn height(line: Line, x: [f32; 2]) -> f64 {
    line.normal[0] * f64::from(x[0]) + line.normal[1] * f64::from(x[1]) - line.offset
}

fn on_grid(side: i32, most: usize) -> impl Strategy<Value = Points> {
    let point = (0..=side, 0..=side, 0u8..2).prop_map(|(x, y, class)| ([x as f32, y as f32], class));
    prop::collection::vec(point, 0..most)
}

fn check(points: &Points, side: i32) -> Result<(), TestCaseError> {
    let verdict = verdict(points);
    let classes = [0, 1].map(|class| points.iter().any(|&(_, of)| of == class));
    match &verdict {
        Verdict::NoPoints => prop_assert!(points.is_empty()),
        Verdict::OneClass => prop_assert!(classes[0] != classes[1]),
        Verdict::ManyClasses => prop_assert!(false, "there are two"),
        Verdict::Separable(Margin { line, margin }) => {
            prop_assert!(classes == [true; 2] && fewest(points, side) == 0);
            prop_assert!((margin - half_distance(points)).abs() < 1e-9, "{margin}");
            for &(x, class) in points {
                let height = height(*line, x) * if class == 1 { 1.0 } else { -1.0 };
                prop_assert!(height > margin - 1e-9, "{height} at {x:?}");
            }
        }
        Verdict::Inseparable { line, errors, is_fewest, wrong } => {
            prop_assert!(*is_fewest);
            prop_assert_eq!(*errors, fewest(points, side));
            let is_wrong = |&&(x, class): &&([f32; 2], u8)| (height(*line, x) > 0.0) != (class == 1);
            prop_assert_eq!(points.iter().filter(is_wrong).count(), *errors);
            prop_assert!(points.iter().filter(is_wrong).all(|(x, _)| wrong.contains(x)));
            prop_assert!(wrong.len() <= *errors);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn tiny_grids_are_judged_as_by_brute_force(points in on_grid(2, 9)) {
        check(&points, 2)?;
    }

    #[test]
    fn points_on_one_line_are_judged_as_by_brute_force(mut points in on_grid(3, 8), upright: bool) {
        points.iter_mut().for_each(|(x, _)| *x = if upright { [1.0, x[1]] } else { [x[0], x[0]] });
        check(&points, 3)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn larger_grids_are_judged_as_by_brute_force(points in on_grid(5, 24)) {
        check(&points, 5)?;
    }

    #[test]
    fn turns_sizes_and_names_change_nothing(points in on_grid(900, 40), scale in -30i32..10) {
        let told = |points: &Points| match verdict(points) {
            Verdict::Separable(Margin { margin, .. }) => (margin, 0),
            Verdict::Inseparable { errors, .. } => (0.0, errors),
            other => (if other == Verdict::OneClass { 1.0 } else { 2.0 }, 0),
        };
        let (margin, errors) = told(&points);
        let moved = |change: &dyn Fn([f32; 2], u8) -> ([f32; 2], u8)| -> Points {
            points.iter().map(|&(x, class)| change(x, class)).collect()
        };
        let factor = 2.0f32.powi(scale);
        let scaled = told(&moved(&|x, class| (x.map(|x| x * factor), class)));
        let is_margin = matches!(verdict(&points), Verdict::Separable(_));
        let expected = if is_margin { margin * f64::from(factor) } else { margin };
        prop_assert!((scaled.0 - expected).abs() <= 1e-9 * expected && scaled.1 == errors);
        for other in [
            moved(&|[x, y], class| ([-y, x], class)),
            moved(&|[x, y], class| ([x, -y], class)),
            moved(&|x, class| (x, 5 - 2 * class)),
            points.iter().rev().copied().collect(),
        ] {
            let other = told(&other);
            prop_assert!((other.0 - margin).abs() < 1e-9 && other.1 == errors, "{other:?}");
        }
        let twice: Points = points.iter().chain(&points).copied().collect();
        prop_assert_eq!(told(&twice).1, 2 * errors);
    }
}

fn corners(truth: [u8; 4]) -> Points {
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]].into_iter().zip(truth).collect()
}

#[test]
fn fourteen_of_the_sixteen_boolean_functions_are_separable() {
    for number in 0..16u8 {
        let truth = [3, 2, 1, 0].map(|bit| number >> bit & 1);
        let verdict = verdict(&corners(truth));
        match truth {
            [0, 1, 1, 0] | [1, 0, 0, 1] => {
                assert!(matches!(verdict, Verdict::Inseparable { errors: 1, is_fewest: true, .. }));
            }
            [0, 0, 0, 0] | [1, 1, 1, 1] => assert_eq!(verdict, Verdict::OneClass),
            _ => assert!(matches!(verdict, Verdict::Separable(_)), "{truth:?}"),
        }
    }
}

#[test]
fn the_margin_of_and_is_that_of_the_line_between_the_corner_and_the_diagonal() {
    let Verdict::Separable(Margin { line, margin }) = verdict(&corners([0, 0, 0, 1])) else { panic!() };
    let root = 0.5f64.sqrt();
    assert!((margin - root / 2.0).abs() < 1e-12);
    assert!(line.normal.iter().all(|n| (n - root).abs() < 1e-12) && (line.offset - 1.5 * root).abs() < 1e-12);
}

#[test]
fn three_classes_have_no_verdict_and_any_two_have_one() {
    let points = [([0.0, 0.0], 0), ([1.0, 0.0], 3), ([2.0, 0.0], 5)];
    assert_eq!(verdict(&points), Verdict::ManyClasses);
    assert!(
        matches!(verdict(&points[1..]), Verdict::Separable(Margin { margin, .. }) if (margin - 0.5).abs() < 1e-12)
    );
}

#[test]
fn the_least_gap_and_the_least_overlap_are_told_apart() {
    let one = 1.0f32;
    let next = f32::from_bits(one.to_bits() + 1);
    // A wall of class 0 at x₁ = 1 from far below to far above, and one point just beside it.
    let wall = [([one, -1e6], 0), ([one, 1e6], 0)];
    let with = |x: f32| verdict(&[wall[0], wall[1], ([x, 3.0], 1), ([9.0, 0.0], 1)]);
    assert!(matches!(with(next), Verdict::Separable(Margin { margin, .. }) if margin > 0.0));
    assert!(matches!(with(one), Verdict::Inseparable { errors: 1, .. }));
    let tiny = f32::from_bits(1);
    let apart = verdict(&[([0.0, 0.0], 0), ([tiny, 0.0], 1)]);
    assert!(
        matches!(apart, Verdict::Separable(Margin { margin, line }) if margin > 0.0 && line.normal == [1.0, 0.0])
    );
}

#[test]
fn many_points_have_a_bound_at_once_that_work_turns_into_the_number() {
    let mut draws = crate::nn::draws::Draws::new(7, 0);
    let points: Points =
        (0..400).map(|k| ([draws.index(12) as f32, draws.index(12) as f32], u8::from(k % 3 == 0))).collect();
    let mut separability = Separability::of(&points);
    let mut bounds = Vec::new();
    loop {
        let Verdict::Inseparable { errors, is_fewest, .. } = *separability.verdict() else { panic!() };
        bounds.push(errors);
        assert_eq!(is_fewest, !separability.has_work());
        if is_fewest {
            break;
        }
        separability.work();
    }
    assert!(bounds.len() > 2 && bounds.is_sorted_by(|a, b| a >= b));
    assert_eq!(bounds.last(), Some(&fewest(&points, 11)));
}
