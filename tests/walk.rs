//! The walk through one training step: its numbers are those of training to the bit, its formulas hold, its gradients are those
//! that central differences measure, and its end is the network that a step makes.

use frontera::lab::Lab;
use frontera::nn::activation::Activation;
use frontera::nn::draws::Draws;
use frontera::nn::gradient::Gradient;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::optimizer::{Descent, Optimizer};
use frontera::nn::pass::Pass;
use frontera::nn::samples::Samples;
use frontera::nn::scalar::{Lanes, Scalar};
use frontera::nn::shape::Shape;
use frontera::nn::trainer::Trainer;
use frontera::nn::walk::{End, Phase, Stage, Walk};

const RATE: f32 = 0.3;

/// Every activation × objective × depth from 0 to 3.
fn shapes() -> impl Iterator<Item = Shape> {
    let mut objectives = vec![(Objective::BinaryCrossEntropy, 1), (Objective::SoftmaxCrossEntropy, 3)];
    objectives.extend(Activation::ALL.map(|g| (Objective::SquaredError(g), 2)));
    objectives.into_iter().flat_map(|(objective, outputs)| {
        Activation::ALL.into_iter().flat_map(move |activation| {
            (0..=3).map(move |depth| Shape {
                inputs: 2,
                hidden: [3, 5, 2][..depth].iter().map(|&units| (units, activation)).collect(),
                outputs,
                objective,
                slope: 0.1,
            })
        })
    })
}

fn sample<T: Scalar>(shape: &Shape) -> Samples<T> {
    let mut draws = Draws::new(3, 77);
    let mut samples = Samples::new(shape.inputs, shape.outputs);
    let x: Vec<T> = (0..shape.inputs).map(|_| T::from_f64(draws.normal())).collect();
    let one_hot = |output: usize| f64::from(u8::from(output + 1 == shape.outputs));
    let y: Vec<T> = (0..shape.outputs).map(|output| T::from_f64(one_hot(output))).collect();
    samples.push(&x, &y);
    samples
}

fn trainer<T: Scalar>(shape: &Shape) -> Trainer<T> {
    let mut network = Network::new(shape.clone(), Initialization::FanIn, 5);
    let mut draws = Draws::new(5, 78);
    let parameters: Vec<T> =
        network.parameters().iter().map(|&w| w + T::from_f64(0.2 * draws.normal())).collect();
    assert_eq!(network.set_parameters(&parameters), Ok(()));
    Trainer::new(network)
}

fn descents() -> impl Iterator<Item = Descent> {
    Optimizer::ALL.into_iter().flat_map(|optimizer| {
        [(0.0, 0.0), (0.01, 0.02)].map(|(l1, l2)| Descent { optimizer, rate: RATE, momentum: 0.9, l1, l2 })
    })
}

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn the_numbers_and_the_end_are_those_of_a_training_step_to_the_bit() {
    for shape in shapes() {
        for descent in descents() {
            let samples = sample::<f32>(&shape);
            let mut trainer = trainer::<f32>(&shape);
            // Three steps one after another, so that the optimizers' memories are not zero.
            for _ in 0..3 {
                let walk = Walk::record(&trainer, &samples, &descent, &[]).unwrap();
                let network = trainer.network().clone();
                assert_eq!(walk.network(), &network);
                let mut pass = Pass::new(&network);
                for (input, &x) in pass.inputs_mut::<1>().iter_mut().zip(walk.x()) {
                    *input = [Lanes::splat(x)];
                }
                network.forward::<1>(&mut pass);
                for (index, layer) in network.layers().iter().enumerate() {
                    let z: Vec<f32> =
                        (0..layer.units).map(|unit| walk.unit(index, unit).unwrap()[1]).collect();
                    let outputs: Vec<f32> =
                        pass.outputs::<1>()[layer.output_units()].iter().map(|[z]| z.lane(0)).collect();
                    assert_eq!(bits(&z), bits(&outputs), "{shape:?}");
                    // In a batch of one, δ is the bias’s gradient; a sum of lanes has no −0.
                    for (unit, bias) in layer.biases().enumerate() {
                        let delta = walk.unit(index, unit).unwrap()[2];
                        assert_eq!((delta + 0.0).to_bits(), walk.gradient()[bias].to_bits(), "{shape:?}");
                    }
                }
                let loss = trainer.step(&samples, 0..1, &descent).unwrap();
                assert_eq!(walk.formula(Stage::Loss).value.unwrap().to_bits(), loss.to_bits());
                assert_eq!(bits(walk.gradient()), bits(trainer.gradient().parameters()), "{shape:?}");
                assert_eq!(bits(walk.after()), bits(trainer.network().parameters()), "{shape:?}");
                let mut gradient = Gradient::new(&network);
                let after = gradient.compute(trainer.network(), &samples, 0..1);
                assert_eq!(bits(&walk.formula(Stage::End).numbers), bits(&[loss, after]));
            }
        }
    }
}

/// A stage's value from the numbers of its formula alone, as a calculator finds it, and the size of what it is summed from.
fn calculated(walk: &Walk<f32>, stage: Stage, descent: &Descent, slope: f64) -> Option<(f64, f64)> {
    let formula = walk.formula(stage);
    let pairs: Vec<[f64; 2]> = formula.pairs.iter().map(|pair| pair.map(f64::from)).collect();
    let numbers: Vec<f64> = formula.numbers.iter().map(|&x| f64::from(x)).collect();
    let sum = pairs.iter().map(|[w, x]| w * x).sum::<f64>();
    let size = pairs.iter().map(|[w, x]| (w * x).abs()).sum::<f64>() + 1.0;
    let value = |g: Activation, a: f64| match g {
        Activation::Sigmoid => 1.0 / (1.0 + (-a).exp()),
        Activation::Tanh => a.tanh(),
        Activation::Relu => a.max(0.0),
        Activation::LeakyRelu => a.max(0.0) + slope * a.min(0.0),
        Activation::Linear => a,
    };
    let objective = walk.network().objective();
    Some(match stage {
        Stage::Input | Stage::End => return None,
        Stage::PreActivation { .. } | Stage::Gradient { .. } => (sum, size),
        Stage::Activation { layer, .. } => match (walk.activation(layer), objective) {
            (Some(g), _) => (value(g, numbers[0]), 1.0),
            (None, Objective::SoftmaxCrossEntropy) => {
                (numbers[0].exp() / numbers.iter().map(|a| a.exp()).sum::<f64>(), 1.0)
            }
            _ => (value(Activation::Sigmoid, numbers[0]), 1.0),
        },
        Stage::Loss => {
            let loss = match objective {
                Objective::BinaryCrossEntropy => {
                    let [mu, y] = pairs[0];
                    -y * mu.ln() - (1.0 - y) * (1.0 - mu).ln()
                }
                Objective::SoftmaxCrossEntropy => -pairs.iter().map(|[mu, y]| y * mu.ln()).sum::<f64>(),
                Objective::SquaredError(_) => pairs.iter().map(|[mu, y]| (mu - y).powi(2) / 2.0).sum(),
                Objective::Threshold => pairs.iter().zip(&numbers).map(|([mu, y], a)| (mu - y) * a).sum(),
            };
            (loss, 1.0 + loss)
        }
        Stage::Delta { layer, .. } if layer + 1 == walk.network().layers().len() => {
            ((pairs[0][0] - pairs[0][1]) * numbers.first().unwrap_or(&1.0), 1.0)
        }
        Stage::Delta { .. } => (sum * numbers[0], size),
        Stage::Update { .. } => {
            let [w, g, rate, momentum, l1, l2, v, v_after, s, s_after, steps] = numbers[..] else {
                panic!("{numbers:?}")
            };
            let sign = if w == 0.0 { 0.0 } else { w.signum() };
            let g = g + l1 * sign + l2 * w;
            let after = match descent.optimizer {
                Optimizer::GradientDescent => w - rate * g,
                Optimizer::Momentum => {
                    assert!((momentum * v + g - v_after).abs() < 1e-5);
                    w - rate * v_after
                }
                Optimizer::Adam => {
                    assert!((0.9 * v + 0.1 * g - v_after).abs() < 1e-5);
                    assert!((0.999 * s + 0.001 * g * g - s_after).abs() < 1e-5);
                    let [m, s] =
                        [v_after / (1.0 - 0.9f64.powf(steps)), s_after / (1.0 - 0.999f64.powf(steps))];
                    w - rate * m / (s.sqrt() + 1e-8)
                }
            };
            (after, 1.0 + after.abs())
        }
    })
}

#[test]
fn every_formula_gives_its_value() {
    for shape in shapes() {
        for descent in descents() {
            let (samples, mut trainer) = (sample::<f32>(&shape), trainer::<f32>(&shape));
            for _ in 0..2 {
                let walk = Walk::record(&trainer, &samples, &descent, &[]).unwrap();
                for &stage in walk.stages() {
                    let Some((expected, size)) = calculated(&walk, stage, &descent, shape.slope) else {
                        continue;
                    };
                    let value = f64::from(walk.formula(stage).value.unwrap());
                    let error = (value - expected).abs();
                    assert!(error < 3e-6 * size, "{shape:?} {descent:?} {stage:?}: {value}, {expected}");
                }
                trainer.step(&samples, 0..1, &descent).unwrap();
            }
        }
    }
}

/// What the factors of a weight's chain rule come to, and the size of what is summed.
fn product(walk: &Walk<f64>, [layer, unit, input]: [usize; 3]) -> (f64, f64) {
    let Some(chain) = walk.chain(layer, unit, input) else { panic!("no weight {layer}.{unit}.{input}") };
    let mut numbers = chain.numbers.iter().copied();
    let (mut sum, mut size) = (0.0, 0.0);
    for path in &chain.paths {
        let mut take = || numbers.next().unwrap_or(f64::NAN);
        let mut term = match chain.end {
            End::Delta => take(),
            End::Difference => take() - take(),
            End::Sloped => (take() - take()) * take(),
        };
        (1..2 * path.len()).for_each(|_| term *= take());
        sum += term;
        size += term.abs();
    }
    let tail: Vec<f64> = numbers.collect();
    let is_output = layer + 1 == walk.network().layers().len();
    assert_eq!(tail.len(), if is_output { 1 } else { 2 });
    let tail: f64 = tail.iter().product();
    (sum * tail, size * tail.abs())
}

#[test]
fn the_factors_of_the_chain_rule_come_to_the_gradient() {
    let (mut many, mut folded) = (0, 0);
    for shape in shapes() {
        let descent = descents().next().unwrap();
        let walk = Walk::record(&trainer::<f64>(&shape), &sample(&shape), &descent, &[]).unwrap();
        for &stage in walk.stages() {
            let Some(place @ [layer, unit, input]) = stage.weight() else { continue };
            let index = walk.network().index(layer, unit, input).unwrap();
            let (found, size) = product(&walk, place);
            let error = (found - walk.gradient()[index]).abs();
            assert!(error <= 1e-12 * (size + f64::MIN_POSITIVE), "{shape:?} {place:?}: {error}");
            let chain = walk.chain(layer, unit, input).unwrap();
            assert!(chain.paths.len() <= 16);
            many += usize::from(chain.paths.len() > 4);
            folded += usize::from(chain.end == End::Delta);
        }
        assert_eq!(walk.chain(9, 0, 0), None);
    }
    assert!(many > 0 && folded > 0, "{many} {folded}");
}

#[test]
fn every_gradient_and_delta_is_what_central_differences_measure() {
    let (mut tried, mut kinks) = (0, 0);
    for shape in shapes() {
        let descent = descents().next().unwrap();
        let walk = Walk::record(&trainer::<f64>(&shape), &sample(&shape), &descent, &[]).unwrap();
        for &stage in walk.stages() {
            let Some(measured) = walk.measure(stage) else {
                assert!(!matches!(
                    stage,
                    Stage::Delta { .. } | Stage::Gradient { .. } | Stage::Update { .. }
                ));
                continue;
            };
            tried += 1;
            if measured.is_kink {
                kinks += 1;
                continue;
            }
            let stated = match stage {
                Stage::Update { .. } => walk.formula(stage).numbers[1],
                _ => walk.formula(stage).value.unwrap(),
            };
            let error = (measured.slope - stated).abs() / stated.abs().max(1e-3);
            assert!(error < 1e-6, "{shape:?} {stage:?}: {} against {stated}", measured.slope);
        }
    }
    assert!(tried > 5000 && kinks * 100 < tried, "{kinks} of {tried}");
}

#[test]
fn a_kink_is_told() {
    // With weights of zero every pre-activation lies on the rectifiers' kink.
    let objective = Objective::SquaredError(Activation::Relu);
    let shape = Shape { inputs: 2, hidden: Vec::new(), outputs: 1, objective, slope: 0.0 };
    let network = Network::<f32>::new(shape.clone(), Initialization::Zeros, 1);
    let descent = descents().next().unwrap();
    let walk = Walk::record(&Trainer::new(network), &sample(&shape), &descent, &[]).unwrap();
    let stage = Stage::Gradient { layer: 0, unit: 0, input: 0 };
    assert_eq!(walk.formula(stage).value, Some(0.0));
    assert!(walk.measure(stage).unwrap().is_kink);
}

#[test]
fn every_number_has_its_stage_once_and_in_order() {
    for shape in shapes() {
        let walk =
            Walk::record(&trainer::<f32>(&shape), &sample(&shape), &descents().next().unwrap(), &[]).unwrap();
        let (stages, network) = (walk.stages(), walk.network());
        let units: usize = network.layers().iter().map(|layer| layer.units).sum();
        assert_eq!(stages.len(), 3 + 3 * units + 2 * network.parameters().len());
        for (k, stage) in stages.iter().enumerate() {
            assert!(!stages[..k].contains(stage), "{stage:?} twice");
        }
        let phases: Vec<usize> = stages
            .iter()
            .map(|stage| Phase::ALL.iter().position(|&phase| phase == stage.phase()).unwrap())
            .collect();
        assert!(phases.is_sorted());
        assert_eq!(walk.formula(Stage::Delta { layer: 9, unit: 0 }).value, None);
    }
}

/// A read-out of a lab.
fn read(lab: &mut Lab, name: &str) -> String {
    let mut text = String::new();
    lab.read_out(&mut text);
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    line.unwrap_or_else(|| panic!("{name} is not read out")).to_string()
}

fn parameters(lab: &Lab) -> Vec<u32> {
    bits(lab.network().parameters())
}

#[test]
fn a_lab_walks_to_the_end_and_stands_where_a_normal_step_would() {
    for settings in [
        "",
        "&optimizer=adam&l2=0.01",
        "&dataset=spiral&hidden=3,2,2&activation=relu",
        "&hidden=0",
        "&hold=1.1.0,1.2.2,2.1.1&optimizer=momentum",
        "&task=regression&hidden=3",
        "&task=regression&hidden=3&hold=1.1.1,2.1.0",
    ] {
        let mut lab = Lab::opened(&format!("train=1&batch=1&view=backpropagation{settings}"));
        // A training step of one sample takes the sample whose turn it is.
        let mut normal = lab.clone();
        normal.apply("step").unwrap();
        assert_eq!(normal.advance(1), 1);
        let (before, stages) = (parameters(&lab), read(&mut lab, "walk-stages").parse::<usize>().unwrap());
        let point = read(&mut lab, "walk-point");
        for stage in 1..=stages {
            assert_eq!(read(&mut lab, "walk-at"), stage.to_string());
            assert_eq!(parameters(&lab), before);
            lab.apply("walk-next").unwrap();
        }
        assert_eq!(parameters(&lab), parameters(&normal));
        assert_eq!([read(&mut lab, "step"), read(&mut lab, "walk-at")], ["1", "1"]);
        assert_eq!(read(&mut lab, "walk-point"), read(&mut normal, "walk-point"));
        assert_ne!(read(&mut lab, "walk-point"), point);
        // The link brings the state back, and undo the one before.
        let mut opened = Lab::opened(&lab.link());
        assert_eq!(parameters(&opened), parameters(&lab));
        assert_eq!(read(&mut opened, "walk-point"), read(&mut lab, "walk-point"));
        lab.apply("undo").unwrap();
        assert_eq!(parameters(&lab), before);
    }
}

#[test]
fn a_walk_goes_back_and_its_past_is_kept() {
    let mut lab = Lab::opened("view=backpropagation&walk-stage=4");
    lab.apply("walk-back").unwrap();
    assert_eq!(read(&mut lab, "walk-at"), "3");
    for _ in 0..5 {
        lab.apply("walk-back").unwrap();
    }
    assert_eq!(read(&mut lab, "walk-at"), "1");
    lab.apply("play").unwrap();
    lab.advance(20);
    assert!(lab.is_training());
    let mut steps = vec![parameters(&lab)];
    for _ in 0..3 {
        lab.apply("walk-stage=9999").unwrap();
        assert!(!lab.is_training(), "a walk pauses training");
        lab.apply("walk-next").unwrap();
        steps.push(parameters(&lab));
    }
    lab.apply("epoch").unwrap();
    lab.advance(100);
    for (k, parameters_then) in steps.iter().enumerate() {
        lab.apply(&format!("scrub={}", 20 + k)).unwrap();
        lab.advance(100);
        assert_eq!(&parameters(&lab), parameters_then, "step {}", 20 + k);
    }
}

#[test]
fn a_touch_on_a_unit_or_weight_goes_to_where_it_is_computed() {
    use frontera::lab::settings::Selection;
    let mut lab = Lab::opened("view=backpropagation&hidden=3");
    let [unit, weight] =
        [Selection::Unit { layer: 0, unit: 2 }, Selection::Weight { layer: 1, unit: 0, input: 3 }];
    for (from, touched, kind, place) in [
        ("1", unit, "activation", "1.3"),
        ("1", weight, "gradient", "2.1.3"),
        ("11", unit, "delta", "1.3"),
        ("30", weight, "update", "2.1.3"),
    ] {
        lab.apply(&format!("walk-stage={from}")).unwrap();
        lab.snapshot();
        let stage = lab.stage_of(touched).unwrap();
        lab.apply(&format!("walk-stage={stage}")).unwrap();
        assert_eq!([read(&mut lab, "walk-kind"), read(&mut lab, "walk-place")], [kind, place], "from {from}");
    }
    // Of a weight each factor of its chain rule is told.
    assert_eq!([read(&mut lab, "walk-paths"), read(&mut lab, "walk-end")], ["", "difference"]);
    let weight = Selection::Weight { layer: 0, unit: 1, input: 1 };
    let stage = lab.stage_of(weight).unwrap();
    lab.apply(&format!("walk-stage={stage}")).unwrap();
    assert_eq!([read(&mut lab, "walk-place"), read(&mut lab, "walk-paths")], ["1.2.1", "1"]);
    assert_eq!(read(&mut lab, "walk-factors").split(',').count(), 5);
    assert_eq!(lab.walk_place(), weight);
    assert_eq!(lab.stage_of(Selection::None), None);
    assert_eq!(lab.stage_of(Selection::Unit { layer: 7, unit: 0 }), None);
}

#[test]
fn a_sample_is_chosen_by_tap_or_by_number_and_must_be_a_training_point() {
    let mut lab = Lab::opened("view=backpropagation&train=0.5&walk-stage=7");
    let of = |lab: &Lab, part| lab.points().iter().position(|point| point.part == part).unwrap();
    let train = of(&lab, frontera::data::point::Part::Train);
    let test = of(&lab, frontera::data::point::Part::Test);
    lab.apply(&format!("walk={train}")).unwrap();
    assert_eq!(
        [read(&mut lab, "walk-point"), read(&mut lab, "walk-at")],
        [train.to_string(), "1".to_string()]
    );
    for refused in [test.to_string(), "4999".to_string(), "x".to_string()] {
        assert!(lab.apply(&format!("walk={refused}")).is_err());
    }
    let other =
        lab.points().iter().rposition(|point| point.part == frontera::data::point::Part::Train).unwrap();
    let (x, count) = (lab.points()[other].x, lab.points().len());
    for command in
        [format!("press={},{},0.1", x[0], x[1]), format!("drag={},{}", x[0] + 0.001, x[1]), "release".into()]
    {
        lab.apply(&command).unwrap();
    }
    assert_eq!(read(&mut lab, "walk-point"), other.to_string());
    assert_eq!((lab.points().len(), lab.points()[other].x), (count, x));
    // Beside all points a tap adds one, as ever.
    for command in ["press=2.9,-2.9,0.05", "release"] {
        lab.apply(command).unwrap();
    }
    assert_eq!(lab.points().len(), count + 1);
    let link = lab.link();
    assert!(link.contains(&format!("walk={other}")));
    // Where the chosen point is no training point, the one whose turn it is takes its place.
    let mut opened = Lab::opened(&format!("view=backpropagation&train=0.5&walk={test}"));
    let mut next = Lab::opened("view=backpropagation&train=0.5");
    assert_eq!(read(&mut opened, "walk-point"), read(&mut next, "walk-point"));
    lab.apply("clear").unwrap();
    assert_eq!(read(&mut lab, "walk-point"), "");
    assert!(lab.apply("walk-next").is_err());
}

#[test]
fn what_is_held_has_an_update_of_nothing_as_soon_as_it_is_held() {
    for link in ["hidden=2", "hidden=2&task=regression"] {
        let mut lab = Lab::opened(&format!("view=backpropagation&train=1&batch=1&{link}"));
        let updates = read(&mut lab, "walk-phases").split(',').nth(4).unwrap().to_string();
        lab.apply(&format!("walk-stage={updates}")).unwrap();
        assert_eq!(read(&mut lab, "walk-place"), "2.1.0");
        let change = |lab: &mut Lab| {
            let before = read(lab, "walk-numbers").split(',').next().unwrap().to_string();
            [before, read(lab, "walk-value")]
        };
        let [before, after] = change(&mut lab);
        assert_ne!(before, after);
        lab.apply("hold=2.1.0").unwrap();
        assert_eq!(change(&mut lab), [before.clone(), before.clone()]);
        lab.apply("hold=none").unwrap();
        assert_eq!(change(&mut lab), [before.clone(), after]);
        lab.apply("grip=2.1.0").unwrap();
        assert_eq!(change(&mut lab), [before.clone(), before]);
    }
}

#[test]
fn a_regression_is_walked_with_its_one_input_and_the_squared_error() {
    let mut lab = Lab::opened("view=backpropagation&task=regression&hidden=2&train=1");
    assert_eq!(read(&mut lab, "walk-numbers").split(',').count(), 2, "x and y");
    let phases = read(&mut lab, "walk-phases");
    let loss = phases.split(',').nth(1).unwrap();
    lab.apply(&format!("walk-stage={loss}")).unwrap();
    assert_eq!([read(&mut lab, "walk-kind"), read(&mut lab, "walk-function")], ["loss", "squared"]);
}

#[test]
fn a_perceptron_has_no_walk_and_one_beside_a_network_steps_along() {
    let mut lab = Lab::opened("view=backpropagation&hidden=0&model=perceptron&train=1");
    assert_eq!([read(&mut lab, "walk-at"), read(&mut lab, "walk-kind")], ["", ""]);
    assert!(lab.apply("walk-next").is_err());
    lab.apply("walk-back").unwrap();
    lab.apply("model=network").unwrap();
    assert_eq!(read(&mut lab, "walk-at"), "1");
    lab.apply("compare=model").unwrap();
    for _ in 0..2 {
        lab.apply("walk-stage=9999").unwrap();
        let point = read(&mut lab, "walk-point").parse::<usize>().unwrap();
        lab.apply("walk-next").unwrap();
        for index in 0..2 {
            let snapshot = lab.snapshot_of(index);
            if let Some(turn) = snapshot.turn {
                assert_eq!(turn.point, point, "the perceptron's turn is the walk's sample");
            }
        }
    }
    assert_eq!(read(&mut lab, "step"), "2");
}
