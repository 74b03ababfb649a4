//! The loss surface: its losses are those of the network with two parameters set.

use frontera::nn::activation::Activation;
use frontera::nn::draws::Draws;
use frontera::nn::gradient::Gradient;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::samples::Samples;
use frontera::nn::scalar::Scalar;
use frontera::nn::shape::Shape;
use frontera::nn::surface::{Section, Survey};

/// Networks of 0 to 3 hidden layers with every loss that has slopes.
fn shapes() -> impl Iterator<Item = Shape> {
    let objectives = [
        (Objective::BinaryCrossEntropy, 1),
        (Objective::SoftmaxCrossEntropy, 6),
        (Objective::SquaredError(Activation::Linear), 1),
    ];
    objectives.into_iter().flat_map(|(objective, outputs)| {
        (0..=3).map(move |depth| Shape {
            inputs: 2,
            hidden: [(3, Activation::Tanh), (5, Activation::Relu), (2, Activation::Sigmoid)][..depth]
                .to_vec(),
            outputs,
            objective,
            slope: 0.1,
        })
    })
}

fn samples<T: Scalar>(shape: &Shape, count: usize) -> Samples<T> {
    let mut draws = Draws::new(3, 77);
    let mut samples = Samples::new(shape.inputs, shape.outputs);
    for k in 0..count {
        let x: Vec<T> = (0..shape.inputs).map(|_| T::from_f64(draws.normal())).collect();
        let one_hot = |output: usize| f64::from(u8::from(output == k % (shape.outputs + 1)));
        let y: Vec<T> = (0..shape.outputs).map(|output| T::from_f64(one_hot(output))).collect();
        samples.push(&x, &y);
    }
    samples
}

const SECTION: Section = Section { low: [-2.0, -1.5], high: [1.0, 3.0], side: 5 };

/// All losses of a survey.
fn survey<T: Scalar>(network: &Network<T>, samples: &Samples<T>, indices: [usize; 2]) -> Vec<T> {
    let mut survey = Survey::new(network, samples, indices, SECTION).unwrap();
    while survey.work() {}
    assert!(!survey.work());
    survey.losses().to_vec()
}

/// The same one by one: the whole network, with the two parameters set.
fn naive<T: Scalar>(network: &Network<T>, samples: &Samples<T>, indices: [usize; 2]) -> Vec<T> {
    let (mut network, mut gradient) = (network.clone(), Gradient::new(network));
    let mut parameters = network.parameters().to_vec();
    let mut losses = Vec::new();
    for row in 0..SECTION.side {
        for column in 0..SECTION.side {
            parameters[indices[0]] = T::from_f64(SECTION.value(0, column).into());
            parameters[indices[1]] = T::from_f64(SECTION.value(1, SECTION.side - 1 - row).into());
            network.set_parameters(&parameters).unwrap();
            losses.push(gradient.compute(&network, samples, 0..samples.len()));
        }
    }
    losses
}

#[test]
fn every_loss_is_to_the_bit_that_of_the_network_with_the_two_parameters_set() {
    for shape in shapes() {
        let network = Network::<f32>::new(shape.clone(), Initialization::Glorot, 4);
        let wide = Network::<f64>::new(shape.clone(), Initialization::Glorot, 4);
        let last = network.parameters().len() - 1;
        for count in [1, 7, 16, 37] {
            let (narrow_samples, wide_samples) =
                (samples::<f32>(&shape, count), samples::<f64>(&shape, count));
            // In one layer, in two, one beside the other, and in either order.
            for indices in [[0, 1], [last, last - 1], [0, last], [last, 2], [last / 2, last]] {
                if indices[0] == indices[1] {
                    continue;
                }
                let bits = |losses: &[f32]| losses.iter().map(|loss| loss.to_bits()).collect::<Vec<_>>();
                let ours = survey(&network, &narrow_samples, indices);
                assert_eq!(
                    bits(&ours),
                    bits(&naive(&network, &narrow_samples, indices)),
                    "{shape:?} {indices:?}"
                );
                let exact = survey(&wide, &wide_samples, indices);
                assert_eq!(exact, naive(&wide, &wide_samples, indices));
                for (ours, exact) in ours.iter().zip(exact) {
                    assert!((f64::from(*ours) - exact).abs() < 1e-4 * (1.0 + exact), "{ours} {exact}");
                }
            }
        }
    }
}

#[test]
fn there_is_nothing_to_survey_without_samples_parameters_or_slopes() {
    let shape = shapes().next().unwrap();
    let network = Network::<f32>::new(shape.clone(), Initialization::Glorot, 4);
    assert!(Survey::new(&network, &samples(&shape, 0), [0, 1], SECTION).is_none());
    assert!(Survey::new(&network, &samples(&shape, 3), [0, 99], SECTION).is_none());
    let threshold = Shape { objective: Objective::Threshold, ..shape };
    let network = Network::<f32>::new(threshold.clone(), Initialization::Glorot, 4);
    assert!(Survey::new(&network, &samples(&threshold, 3), [0, 1], SECTION).is_none());
}
