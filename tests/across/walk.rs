//! The walk through one training step: its numbers are those of training to the bit, its formulas hold.

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

use crate::gradients::shapes_of;

const RATE: f32 = 0.3;

/// Every activation × objective × depth from 0 to 3.
pub fn shapes() -> impl Iterator<Item = Shape> {
    let mut objectives = vec![(Objective::BinaryCrossEntropy, 1), (Objective::SoftmaxCrossEntropy, 3)];
    objectives.extend(Activation::ALL.map(|g| (Objective::SquaredError(g), 2)));
    shapes_of(objectives)
}

/// The first step of that network on that sample.
pub fn walk<T: Scalar>(shape: &Shape) -> Walk<T> {
    Walk::record(&trainer::<T>(shape), &sample(shape), &descents().next().unwrap(), &[]).unwrap()
}

pub fn sample<T: Scalar>(shape: &Shape) -> Samples<T> {
    let mut draws = Draws::new(3, 77);
    let mut samples = Samples::new(shape.inputs, shape.outputs);
    let x: Vec<T> = (0..shape.inputs).map(|_| T::from_f64(draws.normal())).collect();
    let one_hot = |output: usize| f64::from(u8::from(output + 1 == shape.outputs));
    let y: Vec<T> = (0..shape.outputs).map(|output| T::from_f64(one_hot(output))).collect();
    samples.push(&x, &y);
    samples
}

pub fn trainer<T: Scalar>(shape: &Shape) -> Trainer<T> {
    let mut network = Network::new(shape.clone(), Initialization::FanIn, 5);
    let mut draws = Draws::new(5, 78);
    let parameters: Vec<T> =
        network.parameters().iter().map(|&w| w + T::from_f64(0.2 * draws.normal())).collect();
    assert_eq!(network.set_parameters(&parameters), Ok(()));
    Trainer::new(network)
}

pub fn descents() -> impl Iterator<Item = Descent> {
    Optimizer::ALL.into_iter().flat_map(|optimizer| {
        [(0.0, 0.0), (0.01, 0.02)].map(|(l1, l2)| Descent { optimizer, rate: RATE, momentum: 0.9, l1, l2 })
    })
}

pub fn bits(numbers: &[f32]) -> Vec<u32> {
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
                    // In a batch of one, δ is the bias’s gradient; a mean is never −0.
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
        let walk = walk::<f64>(&shape);
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
fn every_number_has_its_stage_once_and_in_order() {
    for shape in shapes() {
        let walk = walk::<f32>(&shape);
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

#[test]
fn what_a_symbol_cannot_name_is_not_asked() {
    for (units, asks) in [(255, true), (256, false)] {
        let (objective, hidden) = (Objective::BinaryCrossEntropy, vec![(units, Activation::Tanh)]);
        let shape = Shape { inputs: 2, hidden, outputs: 1, objective, slope: 0.0 };
        let trainer = Trainer::new(Network::<f32>::new(shape, Initialization::FanIn, 1));
        let mut samples = Samples::new(2, 1);
        samples.push(&[1.0, 2.0], &[1.0]);
        let walk = Walk::record(&trainer, &samples, &descents().next().unwrap(), &[]).unwrap();
        let stage = Stage::Gradient { layer: 0, unit: units - 1, input: 1 };
        assert_eq!(!walk.question(stage).is_empty(), asks, "{units}");
    }
}
