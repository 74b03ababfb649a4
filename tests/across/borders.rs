//! The borders between winning classes, held against the winner of each point, for two to six classes.

use frontera::data::point::Window;
use frontera::data::preset::Preset;
use frontera::figure::field::{Field, Grid, Sampling};
use frontera::lab::Lab;
use frontera::lab::snapshot::Snapshot;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::pass::Pass;
use proptest::prelude::*;

pub const SIDE: usize = 64;

/// The same network in `f64`: what the field, computed in registers of `f32`, is held against.
pub fn exact(network: &Network<f32>) -> Network<f64> {
    let shape = network.shape().clone();
    let mut exact = Network::new(shape, Initialization::Zeros, 0);
    let parameters: Vec<f64> = network.parameters().iter().map(|&w| w.into()).collect();
    exact.set_parameters(&parameters).unwrap();
    exact
}

/// The scores of all classes at a place: pre-activations, of one output 0 and a.
pub fn scores(network: &Network<f64>, pass: &mut Pass<f64>, x: [f64; 2]) -> Vec<f64> {
    pass.inputs_mut::<1>().iter_mut().zip(x).for_each(|(input, x)| *input = [x]);
    network.forward::<1>(pass);
    let logits = pass.logits::<1>().iter().map(|[a]| *a);
    if logits.len() == 1 { [0.0].into_iter().chain(logits).collect() } else { logits.collect() }
}

/// The class with the greatest score, and by how much it is ahead of the next.
fn winner(scores: &[f64]) -> (usize, f64) {
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap();
    let others = scores.iter().enumerate().filter(|&(class, _)| class != best).map(|(_, &score)| score);
    (best, scores[best] - others.fold(f64::NEG_INFINITY, f64::max))
}

/// How often the boundary crosses each side of the grid's cells, across and down.
struct Crossings {
    across: Vec<usize>,
    down: Vec<usize>,
    /// Whether one is so near to the grid point that it cannot be told which of its sides that is on.
    corner: Vec<bool>,
}

impl Crossings {
    /// A side across leads from grid point (row, column) to the next column, one down to the next row.
    fn of(grid: &Grid) -> Self {
        let Window { low, high } = grid.window();
        let last = (SIDE - 1) as f64;
        let steps = |value: f32, axis: usize| {
            let share = f64::from(value - low[axis]) / f64::from(high[axis] - low[axis]);
            if axis == 0 { share * last } else { (1.0 - share) * last }
        };
        let mut crossings = Self {
            across: vec![0; SIDE * SIDE],
            down: vec![0; SIDE * SIDE],
            corner: vec![false; SIDE * SIDE],
        };
        for &[x1, x2] in grid.contour().lines().flatten() {
            let (column, row) = (steps(x1, 0), steps(x2, 1));
            let is_on = |at: f64| (at - at.round()).abs() < 2e-4;
            if is_on(row) && is_on(column) {
                crossings.corner[row.round() as usize * SIDE + column.round() as usize] = true;
                continue;
            }
            if is_on(row) {
                crossings.across[row.round() as usize * SIDE + (column.floor() as usize).min(SIDE - 1)] += 1;
            }
            if is_on(column) {
                crossings.down[(row.floor() as usize).min(SIDE - 1) * SIDE + column.round() as usize] += 1;
            }
        }
        crossings
    }
}

/// Holds the borders of a field against the winner of every grid point, and of places to both sides of them. Gives how many of the
/// grid's sides lie between two winners.
fn check_borders(snapshot: &Snapshot<'_>, about: &str) -> usize {
    let mut field = Field::new();
    field.update(snapshot, Sampling::new(SIDE, 4));
    let grid = field.shown().unwrap();
    let network = exact(snapshot.network);
    let mut pass = Pass::new(&network);
    let Window { low, high } = grid.window();
    let at = |axis: usize, index: usize| {
        let (low, high) = (f64::from(low[axis]), f64::from(high[axis]));
        low + (high - low) * index as f64 / (SIDE - 1) as f64
    };
    let mut points = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            points.push(winner(&scores(&network, &mut pass, [at(0, column), at(1, SIDE - 1 - row)])));
        }
    }
    // Nearly equal scores may be rounded to either side.
    let crossings = Crossings::of(grid);
    let is_sure = |index: usize| points[index].1 > 1e-4 && !crossings.corner[index];
    let mut between = 0;
    for row in 0..SIDE {
        for column in 0..SIDE {
            let here = row * SIDE + column;
            let sides = [
                (column + 1 < SIDE).then(|| (here + 1, crossings.across[here])),
                (row + 1 < SIDE).then(|| (here + SIDE, crossings.down[here])),
            ];
            for (next, crossed) in sides.into_iter().flatten() {
                if is_sure(here) && is_sure(next) {
                    let differ = points[here].0 != points[next].0;
                    between += usize::from(differ);
                    assert_eq!(
                        crossed > 0,
                        differ,
                        "{about}: {row} {column}, {:?} {:?}",
                        points[here],
                        points[next]
                    );
                }
            }
        }
    }
    between
}

/// A lab with this many classes and a trained network.
pub fn trained(classes: usize, hidden: &str, steps: u32) -> Lab {
    let mut lab = Lab::opened(&format!("dataset=blank&classes={classes}&hidden={hidden}&rate=0.3&init=he"));
    for k in 0..12 * classes {
        let (class, turn) = (k % classes, core::f64::consts::TAU * (k as f64 / (3 * classes) as f64 + 0.1));
        let radius = 0.6 + 1.8 * (k / classes) as f64 / 12.0;
        lab.apply(&format!("add={:.4},{:.4},{class}", radius * libm::cos(turn), radius * libm::sin(turn)))
            .unwrap();
    }
    lab.apply("play").unwrap();
    lab.advance(steps);
    lab.apply("pause").unwrap();
    lab
}

#[test]
fn borders_are_where_the_winner_of_each_point_changes_for_two_to_six_classes() {
    for classes in 2..=6 {
        for (hidden, steps) in [("0", 200), ("4", 0), ("6", 300), ("8,8", 400)] {
            let mut lab = trained(classes, hidden, steps);
            let about = format!("{classes} classes, {hidden}");
            let between = check_borders(&lab.snapshot(), &about);
            assert!(between > 0, "{about}: there must be a border");
        }
    }
    for (preset, steps) in
        [(Preset::ThreeClouds, 300), (Preset::Quadrants, 600), (Preset::Arms, 600), (Preset::Moons, 300)]
    {
        let mut lab = Lab::opened(&format!("dataset={}&hidden=8&activation=relu&init=he", preset.name()));
        lab.apply("play").unwrap();
        lab.advance(steps);
        assert!(check_borders(&lab.snapshot(), preset.name()) > 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn borders_of_any_network_are_where_the_winner_changes(
        classes in 2usize..=6, seed in any::<u32>(), scale in 0.3f32..6.0, hidden in prop::sample::select(vec!["0", "3", "8,8"]),
    ) {
        let mut lab = Lab::opened(&format!("dataset=blank&classes={classes}&hidden={hidden}&init=normal&seed={seed}"));
        let snapshot = lab.snapshot();
        let mut network = snapshot.network.clone();
        // Biases as well, which begin at 0.
        let parameters: Vec<f32> = network
            .parameters()
            .iter()
            .enumerate()
            .map(|(k, &w)| scale * if w == 0.0 { ((k * 37 % 11) as f32 - 5.0) / 5.0 } else { w })
            .collect();
        network.set_parameters(&parameters).unwrap();
        check_borders(&Snapshot { network: &network, ..snapshot }, &format!("{classes} {hidden} {seed} {scale}"));
    }
}

/// Three classes without hidden layers that meet in one point, and a fourth that wins nowhere.
fn meeting() -> Lab {
    let mut lab = Lab::opened("dataset=blank&classes=4&hidden=0");
    let third = core::f64::consts::TAU / 3.0;
    for class in 0..3 {
        let (w1, w2) = (libm::cos(0.4 + third * f64::from(class)), libm::sin(0.4 + third * f64::from(class)));
        let bias = -(0.5 * w1 + 0.3 * w2);
        for (input, weight) in [(0, bias), (1, w1), (2, w2)] {
            lab.apply(&format!("weight=1.{}.{input},{weight:.6}", class + 1)).unwrap();
        }
    }
    for (input, weight) in [(0, -40.0), (1, 1.0), (2, 1.0)] {
        lab.apply(&format!("weight=1.4.{input},{weight}")).unwrap();
    }
    lab
}

#[test]
fn three_classes_meet_in_their_point_and_a_class_that_never_wins_has_no_border() {
    let mut lab = meeting();
    let snapshot = lab.snapshot();
    assert!(check_borders(&snapshot, "meeting") > 0);
    let mut field = Field::new();
    field.update(&snapshot, Sampling::new(SIDE, 4));
    let network = exact(snapshot.network);
    let mut pass = Pass::new(&network);
    let mut nearest = f32::INFINITY;
    for &[x1, x2] in field.shown().unwrap().contour().lines().flatten() {
        let mut sorted: Vec<(f64, usize)> =
            scores(&network, &mut pass, [x1.into(), x2.into()]).into_iter().zip(0..).collect();
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
        // Without hidden layers the borders are exact, and only the three are ever first or second there.
        assert!(sorted[0].0 - sorted[1].0 < 1e-5, "({x1}, {x2}): {sorted:?}");
        assert!(sorted[0].1 != 3 && sorted[1].1 != 3);
        nearest = nearest.min((x1 - 0.5).hypot(x2 - 0.3));
    }
    assert!(nearest < 1e-4, "they meet in (0.5, 0.3): {nearest}");
    // The surface of the class that never wins is still there to be seen, and small.
    let surface = field.shown().unwrap().output(3);
    assert!(surface.len() == SIDE * SIDE && surface.iter().all(|&mu| mu < 1e-9));
}
