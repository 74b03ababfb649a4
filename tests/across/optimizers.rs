//! Each optimizer and penalty against its formula written out, in f64.

use frontera::nn::activation::Activation;
use frontera::nn::gradient::Gradient;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::optimizer::{Descent, Optimizer};
use frontera::nn::samples::Samples;
use frontera::nn::shape::{Layer, Shape};
use frontera::nn::trainer::Trainer;

fn network() -> Network<f64> {
    let shape = Shape {
        inputs: 2,
        hidden: vec![(3, Activation::Tanh)],
        outputs: 1,
        objective: Objective::BinaryCrossEntropy,
        slope: 0.01,
    };
    Network::new(shape, Initialization::Glorot, 5)
}

fn samples() -> Samples<f64> {
    let mut samples = Samples::new(2, 1);
    for k in 0..7 {
        let x = f64::from(k);
        samples.push(&[(x * 1.3).sin(), (x * 0.7).cos()], &[f64::from(k % 2)]);
    }
    samples
}

/// Trains for some steps, and takes the same ones by `update(step, w, g, memory) -> w`, with the penalties in `g`.
fn check(descent: &Descent, update: impl Fn(i32, f64, f64, &mut [f64; 2]) -> f64) {
    let (samples, mut trainer) = (samples(), Trainer::new(network()));
    let mut expected = network();
    let mut memory = vec![[0.0; 2]; expected.parameters().len()];
    for step in 1..=6 {
        let mut gradient = Gradient::new(&expected);
        gradient.compute(&expected, &samples, 0..7);
        let mut parameters = expected.parameters().to_vec();
        for (layer, k) in expected.layers().iter().flat_map(|layer| layer.weights().map(move |k| (layer, k)))
        {
            assert!(!layer.biases().contains(&k));
            let w = parameters[k];
            let sign = if w > 0.0 { 1.0 } else { -1.0 };
            let g = gradient.parameters()[k] + f64::from(descent.l1) * sign + f64::from(descent.l2) * w;
            parameters[k] = update(step, w, g, &mut memory[k]);
        }
        for k in expected.layers().iter().flat_map(Layer::biases) {
            parameters[k] = update(step, parameters[k], gradient.parameters()[k], &mut memory[k]);
        }
        expected.set_parameters(&parameters).unwrap();
        trainer.step(&samples, 0..7, descent).unwrap();
        for (ours, theirs) in trainer.network().parameters().iter().zip(expected.parameters()) {
            assert!((ours - theirs).abs() < 1e-12, "{descent:?}, step {step}: {ours} against {theirs}");
        }
    }
}

/// Every pair of penalties with an optimizer.
fn descents(optimizer: Optimizer) -> impl Iterator<Item = Descent> {
    [(0.0, 0.0), (0.125, 0.0), (0.0, 0.25), (0.125, 0.25)].into_iter().map(move |(l1, l2)| Descent {
        optimizer,
        rate: 0.125,
        momentum: 0.75,
        l1,
        l2,
    })
}

#[test]
fn gradient_descent_follows_its_formula() {
    for descent in descents(Optimizer::GradientDescent) {
        check(&descent, |_, w, g, _| w - 0.125 * g);
    }
}

#[test]
fn momentum_follows_its_formula() {
    for descent in descents(Optimizer::Momentum) {
        check(&descent, |_, w, g, memory| {
            memory[0] = 0.75 * memory[0] + g;
            w - 0.125 * memory[0]
        });
    }
}

#[test]
fn adam_follows_its_formula() {
    for descent in descents(Optimizer::Adam) {
        check(&descent, |step, w, g, [m, v]| {
            *m = 0.9 * *m + 0.1 * g;
            *v = 0.999 * *v + 0.001 * g * g;
            let (m_hat, v_hat) = (*m / (1.0 - 0.9f64.powi(step)), *v / (1.0 - 0.999f64.powi(step)));
            w - 0.125 * m_hat / (v_hat.sqrt() + 1e-8)
        });
    }
}
