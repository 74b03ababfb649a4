use super::*;
use crate::lab::Lab;
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;
use crate::nn::objective::Objective;
use crate::nn::shape::Shape;

fn network(hidden: &[(usize, Activation)], outputs: usize, seed: u32) -> Network<f32> {
    let objective = if outputs == 1 { Objective::BinaryCrossEntropy } else { Objective::SoftmaxCrossEntropy };
    let shape = Shape { inputs: 2, hidden: hidden.to_vec(), outputs, objective, slope: 0.1 };
    let mut network = Network::new(shape, Initialization::Normal, seed);
    let parameters: Vec<f32> = network.parameters().iter().map(|w| w + 0.1).collect();
    network.set_parameters(&parameters).expect("as many as there were");
    network
}

/// Outputs of all units but the inputs at one point, layer after layer, and the pre-activations beside them:
/// plain loops in f64.
fn oracle(network: &Network<f32>, x: [f64; 2]) -> Vec<(f64, f64)> {
    let mut input = x.to_vec();
    let mut all = Vec::new();
    for (index, layer) in network.layers().iter().enumerate() {
        let weights = &network.parameters()[layer.weights()];
        let biases = &network.parameters()[layer.biases()];
        let a: Vec<f64> = (0..layer.units)
            .map(|unit| {
                let row = &weights[unit * layer.inputs..][..layer.inputs];
                f64::from(biases[unit]) + row.iter().zip(&input).map(|(&w, x)| f64::from(w) * x).sum::<f64>()
            })
            .collect();
        let z: Vec<f64> = if index + 1 < network.layers().len() {
            a.iter().map(|&a| plain(layer.activation, a)).collect()
        } else if a.len() == 1 {
            vec![plain(Activation::Sigmoid, a[0])]
        } else {
            let total: f64 = a.iter().map(|a| a.exp()).sum();
            a.iter().map(|a| a.exp() / total).collect()
        };
        all.extend(z.iter().copied().zip(a));
        input = z;
    }
    all
}

fn plain(activation: Activation, a: f64) -> f64 {
    match activation {
        Activation::Sigmoid => 1.0 / (1.0 + (-a).exp()),
        Activation::Tanh => a.tanh(),
        Activation::Relu => a.max(0.0),
        Activation::LeakyRelu => a.max(0.1 * a),
        Activation::Linear => a,
    }
}

/// The points of a grid with their indices, as the field defines them.
fn grid_points(sampling: Sampling, window: Window) -> impl Iterator<Item = (usize, [f64; 2])> {
    let (side, last) = (sampling.points(), (sampling.points() - 1) as f64);
    (0..side * side).map(move |index| {
        let (row, column) = (index / side, index % side);
        let at = |axis: usize, share: f64| {
            let (low, high) = (f64::from(window.low[axis]), f64::from(window.high[axis]));
            low + (high - low) * share
        };
        (index, [at(0, column as f64 / last), at(1, 1.0 - row as f64 / last)])
    })
}

fn assert_close(value: f32, truth: f64, what: &str) {
    assert!(
        (f64::from(value) - truth).abs() < 2e-5 * truth.abs().max(1.0),
        "{what}: {value} against {truth}"
    );
}

#[test]
fn a_field_is_what_plain_loops_give() {
    use Activation::{LeakyRelu, Linear, Relu, Sigmoid, Tanh};
    let shapes: [(&[_], usize); 5] = [
        (&[], 1),
        (&[(1, Tanh)], 1),
        (&[(3, Sigmoid), (5, Relu)], 1),
        (&[(4, LeakyRelu), (2, Linear), (16, Tanh)], 3),
        (&[], 6),
    ];
    let mut field = Field::new();
    let mut lab = Lab::new();
    let mut settings = lab.settings().clone();
    for (revision, (hidden, outputs)) in shapes.into_iter().enumerate() {
        for (points, tile) in [(8, 4), (20, 5), (36, 4), (40, 7)] {
            let network = network(hidden, outputs, points as u32);
            let (layer, unit) = if hidden.len() > 1 { (1, 1) } else { (0, 0) };
            settings.select = Selection::Unit { layer, unit };
            let (network_revision, settings) = (revision as u64, &settings);
            let snapshot = Snapshot { settings, network: &network, network_revision, ..lab.snapshot() };
            let sampling = Sampling::new(points, tile);
            field.update(&snapshot, sampling);
            check(field.shown().expect("a field"), &network, sampling, snapshot.window);
        }
    }
}

fn check(grid: &Grid, network: &Network<f32>, sampling: Sampling, window: Window) {
    let classes = network.shape().outputs;
    let side = sampling.thumbnail();
    let units: usize = grid.layout().units().iter().sum();
    let mut means = vec![0.0; units * side * side];
    for (index, x) in grid_points(sampling, window) {
        let all = oracle(network, x);
        for (class, (mu, a)) in all[units - classes..].iter().enumerate() {
            assert_close(grid.output(class)[index], *mu, "output");
            assert_close(grid.logits_at(index).nth(class).expect("a class"), *a, "pre-activation");
        }
        if let Some((Large { layer, unit, into }, outputs)) = grid.large() {
            assert_eq!(into, None);
            let number = grid.layout().units()[..layer].iter().sum::<usize>() + unit;
            assert_close(outputs[index], all[number].0, "the unit's output");
            assert_close(grid.unit_logits[index], all[number].1, "the unit's pre-activation");
        }
        let (row, column) =
            (index / sampling.points() / sampling.tile, index % sampling.points() / sampling.tile);
        if row < side && column < side {
            for (unit, (z, _)) in all.iter().enumerate() {
                means[(unit * side + row) * side + column] += z / (sampling.tile * sampling.tile) as f64;
            }
        }
    }
    let mut means = means.chunks_exact(side * side);
    for (layer, &units) in grid.layout().units().iter().enumerate() {
        for unit in 0..units {
            let thumbnail = grid.thumbnail(layer, unit).expect("a thumbnail");
            for (&value, &mean) in thumbnail.iter().zip(means.next().expect("a mean")) {
                assert_close(value, mean, "thumbnail");
            }
        }
        assert!(grid.thumbnail(layer, units).is_none());
    }
    assert_eq!(grid.large().is_some(), !network.shape().hidden.is_empty());
}

#[test]
fn slices_of_any_size_give_the_same_field() {
    let mut lab = Lab::new();
    let sampling = Sampling::new(28, 4);
    let mut whole = Field::new();
    whole.update(&lab.snapshot(), sampling);
    for rows in [1, 3, 5, 28] {
        let mut field = Field::new();
        assert!(field.ask(&lab.snapshot(), sampling));
        while field.work(rows) {
            assert!(field.shown().is_none(), "half a field is not shown");
        }
        let (field, whole) = (field.shown().expect("a field"), whole.shown().expect("a field"));
        assert_eq!(field.outputs, whole.outputs);
        assert_eq!(field.thumbnails, whole.thumbnails);
    }
}

#[test]
fn a_field_is_made_once_and_anew_when_what_it_depends_on_changes() {
    let mut lab = Lab::new();
    let sampling = Sampling::new(16, 4);
    let mut field = Field::new();
    field.update(&lab.snapshot(), sampling);
    let serial = field.serial();
    assert!(!field.ask(&lab.snapshot(), sampling), "it is there already");
    assert!(field.ask(&lab.snapshot(), Sampling::new(20, 4)), "another resolution");
    assert!(!field.ask(&lab.snapshot(), sampling), "the one that is shown will do again");
    for change in ["seed=5", "select=1.2", "dataset=xor", "hidden=2,2"] {
        lab.apply(change).expect("a setting");
        assert!(field.ask(&lab.snapshot(), sampling), "{change}");
        while field.work(4) {}
    }
    assert_eq!(field.serial(), serial + 4);
}

#[test]
fn a_network_that_changes_all_the_time_gets_fields_all_the_same() {
    let mut lab = Lab::new();
    let sampling = Sampling::new(16, 4);
    let mut field = Field::new();
    for revision in 0..100 {
        let snapshot = Snapshot { network_revision: revision, ..lab.snapshot() };
        if field.ask(&snapshot, sampling) {
            field.work(4);
        }
    }
    assert_eq!(field.serial(), 25);
    assert_eq!(field.revision(), Some(96));
}

#[test]
fn a_selected_output_weight_shows_what_its_unit_puts_into_the_output() {
    for (link, outputs) in [("hidden=3,2&select=3.1.2", 1), ("dataset=three-clouds&hidden=3&select=2.3.2", 3)]
    {
        let mut lab = Lab::opened(link);
        let snapshot = lab.snapshot();
        let sampling = Sampling::new(16, 4);
        let mut field = Field::new();
        field.update(&snapshot, sampling);
        let grid = field.shown().expect("a field");
        let layer = snapshot.network.layers().len() - 2;
        let (large, terms) = grid.large().expect("a term");
        assert_eq!(large, Large { layer, unit: 1, into: Some(outputs - 1) });
        let index = snapshot.network.index(layer + 1, outputs - 1, 2).expect("a weight");
        let weight = f64::from(snapshot.network.parameters()[index]);
        let before: usize = snapshot.network.layers()[..layer].iter().map(|layer| layer.units).sum();
        for (index, x) in grid_points(sampling, snapshot.window) {
            assert_close(terms[index], weight * oracle(snapshot.network, x)[before + 1].0, "term");
        }
    }
    let mut lab = Lab::opened("hidden=3&select=2.1.0");
    let mut field = Field::new();
    field.update(&lab.snapshot(), Sampling::new(8, 4));
    assert_eq!(field.shown().and_then(Grid::large), None, "the bias is no term of a unit");
}

#[test]
fn what_each_class_wins_is_counted_in_shares_and_pieces() {
    let mut lab = Lab::new();
    let mut field = Field::new();
    let mut divide = |lab: &mut Lab, commands: &[&str]| {
        commands.iter().for_each(|command| lab.apply(command).expect("a command"));
        field.update(&lab.snapshot(), Sampling::new(64, 8));
        division(field.shown().expect("a field"))
    };
    // |x₁| > 1.5 as relu(x₁) + relu(−x₁) > 1.5.
    let parts = divide(
        &mut lab,
        &[
            "hidden=2",
            "activation=relu",
            "init=zeros",
            "weight=1.1.1,1",
            "weight=1.2.1,-1",
            "weight=2.1.1,1",
            "weight=2.1.2,1",
            "weight=2.1.0,-1.5",
        ],
    );
    let window = lab.snapshot().window;
    let inside = 3.0 / (window.high[0] - window.low[0]);
    assert_eq!(parts.iter().map(|part| part.pieces).collect::<Vec<_>>(), [1, 2]);
    assert!((parts[0].share - inside).abs() < 0.03, "{parts:?}, of which {inside} is inside");
    assert!((parts[0].share + parts[1].share - 1.0).abs() < 1e-5);
    // Zeros everywhere are no class 1: μ = ½ is not above ½.
    let nothing = divide(&mut lab, &["init=normal", "init=zeros"]);
    assert_eq!(nothing, [Part { share: 1.0, pieces: 1 }, Part::default()]);
    // What is just above 0 decides as the boundary says, though μ is rounded to ½.
    let halves = divide(&mut lab, &["hidden=0", "weight=1.1.1,1e-9"]);
    assert!(halves.iter().all(|part| part.pieces == 1 && (part.share - 0.5).abs() < 0.03), "{halves:?}");
}
