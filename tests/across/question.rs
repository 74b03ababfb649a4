//! The walk's questions: the right answer is what central differences of a second implementation say, every formula to choose
//! from comes to its number, and every slip that is offered is wrong, to the digits that are shown.

use frontera::lab::Lab;
use frontera::nn::activation::Activation;
use frontera::nn::draws::Draws;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::optimizer::{Descent, Optimizer};
use frontera::nn::samples::Samples;
use frontera::nn::shape::Shape;
use frontera::nn::trainer::Trainer;
use frontera::nn::walk::{Answer, Said, Stage, Symbol, Walk, Written};

use crate::oracle;
use crate::read::read;

const RATE: f32 = 0.3;

/// Every activation × objective × depth from 1 to 3.
fn shapes() -> impl Iterator<Item = Shape> {
    let mut objectives = vec![(Objective::BinaryCrossEntropy, 1), (Objective::SoftmaxCrossEntropy, 3)];
    objectives.extend(Activation::ALL.map(|g| (Objective::SquaredError(g), 2)));
    objectives.extend(Activation::ALL.map(|g| (Objective::SquaredError(g), 1)));
    objectives.into_iter().flat_map(|(objective, outputs)| {
        Activation::ALL.into_iter().flat_map(move |activation| {
            (1..=3).map(move |depth| Shape {
                inputs: 2,
                hidden: [3, 5, 2][..depth].iter().map(|&units| (units, activation)).collect(),
                outputs,
                objective,
                slope: 0.1,
            })
        })
    })
}

fn descents() -> impl Iterator<Item = Descent> {
    Optimizer::ALL.into_iter().flat_map(|optimizer| {
        [(0.0, 0.0), (0.01, 0.02)].map(|(l1, l2)| Descent { optimizer, rate: RATE, momentum: 0.9, l1, l2 })
    })
}

/// A network and one sample, as a second implementation sees them.
struct Case {
    trainer: Trainer<f64>,
    samples: Samples<f64>,
    trace: oracle::Trace,
    y: Vec<f64>,
    /// ∂E/∂θ by central differences; none at a kink.
    measured: Vec<Option<f64>>,
}

impl Case {
    fn new(shape: &Shape, seed: u32) -> Self {
        let mut draws = Draws::new(seed, 77);
        let mut network = Network::<f64>::new(shape.clone(), Initialization::FanIn, seed);
        let parameters: Vec<f64> = network.parameters().iter().map(|&w| w + 0.2 * draws.normal()).collect();
        assert_eq!(network.set_parameters(&parameters), Ok(()));
        let x: Vec<f64> = (0..shape.inputs).map(|_| draws.normal()).collect();
        let class = seed as usize % shape.outputs.max(2);
        let y: Vec<f64> = (0..shape.outputs)
            .map(|output| match shape.objective {
                Objective::SquaredError(_) => draws.normal(),
                _ => f64::from(u8::from(output == class)),
            })
            .collect();
        let mut samples = Samples::new(shape.inputs, shape.outputs);
        samples.push(&x, &y);
        let trace = oracle::trace(&network, &samples, 0);
        let measured = (0..parameters.len()).map(|index| central(&network, &samples, index)).collect();
        Self { trainer: Trainer::new(network), samples, trace, y, measured }
    }

    fn network(&self) -> &Network<f64> {
        self.trainer.network()
    }

    fn slope(&self, layer: usize, unit: usize) -> f64 {
        let network = self.network();
        let g = match network.objective() {
            Objective::SquaredError(g) if layer + 1 == network.layers().len() => g,
            _ => network.layers()[layer].activation,
        };
        oracle::derivative(g, self.trace.preactivations[layer][unit], network.shape().slope)
    }

    fn parameter(&self, [layer, unit, input]: [usize; 3]) -> f64 {
        self.network().parameters()[self.network().index(layer, unit, input).unwrap()]
    }

    fn derivative(&self, [layer, unit, input]: [usize; 3]) -> Option<f64> {
        self.measured[self.network().index(layer, unit, input).unwrap()]
    }

    /// What a formula comes to, each δ and gradient by central differences.
    fn evaluated(&self, written: &Written, stage: Stage) -> Option<f64> {
        let at = |table: &[Vec<f64>], layer: u8, unit: u8| table[usize::from(layer)][usize::from(unit)];
        let place = |layer: u8, unit: u8, input: u8| [layer, unit, input].map(usize::from);
        let named = |symbol| {
            Some(match symbol {
                Symbol::One => 1.0,
                Symbol::PreActivation(layer, unit) => at(&self.trace.preactivations, layer, unit),
                Symbol::Output(layer, unit) => at(&self.trace.outputs, layer + 1, unit),
                Symbol::Input(layer, input) => at(&self.trace.outputs, layer, input - 1),
                Symbol::Target(output) => self.y[usize::from(output)],
                Symbol::Delta(layer, unit) => self.derivative(place(layer, unit, 0))?,
                Symbol::Weight(layer, unit, input) => self.parameter(place(layer, unit, input)),
                Symbol::Gradient(layer, unit, input) => self.derivative(place(layer, unit, input))?,
                Symbol::Rate => f64::from(RATE),
            })
        };
        let mut sum = 0.0;
        for (is_negative, [first, second]) in (0..).map_while(|index| written.term(index)) {
            let product = named(first)? * named(second)?;
            sum += if is_negative { -product } else { product };
        }
        let slope = match stage {
            Stage::Delta { layer, unit } if written.has_slope => self.slope(layer, unit),
            _ => 1.0,
        };
        Some(if written.is_negative { -sum } else { sum } * slope)
    }

    /// What is right, and what it is a change of; nothing where a kink hides it.
    fn truth(&self, stage: Stage, descent: &Descent) -> Option<(f64, f64)> {
        Some(match stage {
            Stage::Input | Stage::End => return None,
            Stage::PreActivation { layer, unit } => (self.trace.preactivations[layer][unit], 0.0),
            Stage::Activation { layer, unit } => (self.trace.outputs[layer + 1][unit], 0.0),
            Stage::Loss => (oracle::mean_gradient(self.network(), &self.samples, 0..1).0, 0.0),
            Stage::Delta { layer, unit } => (self.derivative([layer, unit, 0])?, 0.0),
            Stage::Gradient { layer, unit, input } => (self.derivative([layer, unit, input])?, 0.0),
            Stage::Update { layer, unit, input } => {
                let w = self.parameter([layer, unit, input]);
                let mut g = self.derivative([layer, unit, input])?;
                if input > 0 {
                    g += f64::from(descent.l1) * w.signum() + f64::from(descent.l2) * w;
                }
                // The first step: momentum’s memory is the gradient, and of Adam’s means the ratio is its sign.
                let step = if descent.optimizer == Optimizer::Adam { g / (g.abs() + 1e-8) } else { g };
                (w - f64::from(RATE) * step, w)
            }
        })
    }
}

/// ∂E/∂θ of a parameter by a central difference; none where the two sides disagree.
fn central(network: &Network<f64>, samples: &Samples<f64>, index: usize) -> Option<f64> {
    const STEP: f64 = 1e-5;
    let loss_at = |offset: f64| {
        let (mut moved, mut parameters) = (network.clone(), network.parameters().to_vec());
        parameters[index] += offset;
        assert_eq!(moved.set_parameters(&parameters), Ok(()));
        oracle::mean_gradient(&moved, samples, 0..1).0
    };
    let (low, here, high) = (loss_at(-STEP), loss_at(0.0), loss_at(STEP));
    let is_kink = ((high - here) - (here - low)).abs() > 1e-8;
    (!is_kink).then_some((high - low) / (2.0 * STEP))
}

/// A number as it is read: the page shows three digits at the least.
fn digits(x: f64) -> String {
    format!("{:.2e}", x + 0.0)
}

fn assert_near(a: f64, b: f64, what: impl Fn() -> String) {
    assert!((a - b).abs() < 2e-6 * b.abs().max(1e-2), "{}: {a} against {b}", what());
}

#[test]
fn the_right_answer_is_what_central_differences_say_and_every_slip_is_wrong() {
    let (mut seen, mut kinks, mut asked, mut offered) = (Vec::new(), 0, 0, 0);
    for shape in shapes() {
        for seed in 1..=3 {
            let case = Case::new(&shape, seed);
            for descent in descents() {
                let walk = Walk::record(&case.trainer, &case.samples, &descent, &[]).unwrap();
                for &stage in walk.stages() {
                    let what = || format!("{shape:?} {seed} {descent:?} {stage:?}");
                    let answers = walk.question(stage);
                    let Some((right, slips)) = answers.split_first() else {
                        assert!(matches!(stage, Stage::Input | Stage::End));
                        continue;
                    };
                    let Some((truth, origin)) = case.truth(stage, &descent) else {
                        kinks += 1;
                        continue;
                    };
                    asked += 1;
                    assert_eq!(right.said, Said::Right);
                    // Adam’s first step does not tell a small gradient from a large one, but for 10⁻⁸.
                    if descent.optimizer != Optimizer::Adam || (truth - origin).abs() > 0.29 {
                        assert_near(right.value, truth, what);
                    }
                    assert!(right.takes(right.value));
                    offered += usize::from(right.written.is_some());
                    for Answer { said, value, written, .. } in &answers {
                        if let Some(found) = written.as_ref().and_then(|it| case.evaluated(it, stage)) {
                            assert_near(*value, found, what);
                        }
                        seen.extend((!seen.contains(said)).then_some(*said));
                    }
                    for slip in slips {
                        assert_ne!(slip.said, Said::Right);
                        assert!(!right.takes(slip.value), "{}: {slip:?}", what());
                        let from = if slip.said == Said::Change { 0.0 } else { origin };
                        let [shown, wrong] = [right.value, slip.value].map(|value| digits(value - from));
                        assert_ne!(shown, wrong, "{}: {slip:?}", what());
                    }
                    let formulas: Vec<&Written> =
                        answers.iter().filter_map(|answer| answer.written.as_ref()).collect();
                    assert_ne!(formulas.len(), 1, "{}: one formula is no choice", what());
                    assert!(formulas.is_empty() || right.written.is_some(), "{}", what());
                    for (k, formula) in formulas.iter().enumerate() {
                        assert!(!formulas[..k].contains(formula), "{}: {formula:?} twice", what());
                    }
                }
            }
        }
    }
    assert_eq!(seen.len(), 12, "each kind of slip is offered somewhere: {seen:?}");
    assert!(kinks * 50 < asked && offered * 4 > asked, "{kinks}, {asked}, {offered}");
}

#[test]
fn what_is_held_has_no_formula_that_changes_it() {
    let shape = shapes().next().unwrap();
    let case = Case::new(&shape, 1);
    let descent = descents().next().unwrap();
    let stage = Stage::Update { layer: 0, unit: 1, input: 2 };
    let held = case.network().index(0, 1, 2).unwrap();
    let walk = Walk::record(&case.trainer, &case.samples, &descent, &[held]).unwrap();
    let answers = walk.question(stage);
    assert_eq!(answers[0].value.to_bits(), case.parameter([0, 1, 2]).to_bits());
    assert!(answers.iter().all(|answer| answer.written.is_none()), "{answers:?}");
}

/// The formulas to choose from at a stage, as the page is told.
fn choices(lab: &mut Lab, stage: usize) -> Vec<String> {
    lab.apply(&format!("walk-stage={stage}")).unwrap();
    read(lab, "walk-choices").split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_page_is_told_the_formulas_in_an_order_that_changes_and_the_numbers() {
    let mut lab = Lab::opened("view=backpropagation&hidden=2&train=1&walk-asks=on");
    let stages = read(&mut lab, "walk-stages").parse::<usize>().unwrap();
    let (mut firsts, mut all) = (Vec::new(), Vec::new());
    for stage in 1..=stages {
        let told = choices(&mut lab, stage);
        firsts.extend(told.first().map(|one| one.starts_with("right|")));
        all.extend(told);
        let numbers = read(&mut lab, "walk-answers");
        let value = read(&mut lab, "walk-value");
        assert!(numbers.is_empty() == value.is_empty(), "{stage}");
        assert!(numbers.is_empty() || numbers.starts_with(&format!("right:{value}:")), "{numbers}, {value}");
    }
    assert!(firsts.contains(&true) && firsts.contains(&false), "{firsts:?}");
    for written in [
        "right|z2.1| − |y1.1",
        "function|a2.1| − |y1.1",
        "right|g′ · (|w2.1.1| |d2.1|)",
        "slope|w2.1.1| |d2.1",
        "sign|−|g′ · (|w2.1.1| |d2.1|)",
        "right|d2.1| · |x2.2",
        "sign|−|d1.1| · |x1.2",
        "own|d1.1| · |w1.1.0",
        "output|z2.1| − |y1.1",
        "right|w1.2.1| − |η| |e1.2.1",
        "change|−|η| |e1.2.1",
    ] {
        assert!(all.iter().any(|one| one == written), "{written} in {all:?}");
    }
    lab.apply("walk-asks=off").unwrap();
    assert_eq!([read(&mut lab, "walk-choices"), read(&mut lab, "walk-answers")], ["", ""]);
    // A linear output has a slope of 1: to forget it is no mistake.
    let mut lab = Lab::opened("view=backpropagation&task=regression&hidden=5,5&train=1&walk-asks=on");
    let delta: usize = read(&mut lab, "walk-phases").split(',').nth(2).unwrap().parse().unwrap();
    let mut told = choices(&mut lab, delta);
    told.sort();
    assert_eq!(told, ["right|(|z3.1| − |y1.1|) · g′", "sign|(|y1.1| − |z3.1|) · g′"]);
    // A long sum is not written out.
    let told = choices(&mut lab, delta + 1);
    assert!(told.contains(&"right|g′ · (|w3.1.1| |d3.1|)".to_owned()), "{told:?}");
    let told = choices(&mut lab, delta + 6);
    assert!(told.contains(&"right|g′ · (|w2.1.1| |d2.1| + …|)".to_owned()), "{told:?}");
}
