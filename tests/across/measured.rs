//! What a walk measures beside its formulas: central differences are its gradients, and a kink is told where there is one.

use frontera::nn::activation::Activation;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::samples::Samples;
use frontera::nn::shape::Shape;
use frontera::nn::trainer::Trainer;
use frontera::nn::walk::{Stage, Walk};

use crate::walk::{descents, sample, shapes, walk};

#[test]
fn every_gradient_and_delta_is_what_central_differences_measure() {
    let (mut tried, mut kinks) = (0, 0);
    for shape in shapes() {
        let walk = walk::<f64>(&shape);
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
fn a_smooth_error_has_no_kink_however_large_the_numbers_and_is_measured_well() {
    let descent = descents().next().unwrap();
    for (objective, y) in
        [(Objective::BinaryCrossEntropy, 1.0), (Objective::SquaredError(Activation::Linear), 1e-3)]
    {
        for x in [0.5, 20.0, 300.0, -1e4, 1e6] {
            for w in [0.0, 500.0, -1e6] {
                let shape = Shape { inputs: 1, hidden: Vec::new(), outputs: 1, objective, slope: 0.0 };
                let mut network = Network::<f64>::new(shape, Initialization::Zeros, 1);
                // The bias brings the output to where it bends most.
                let parameters = [w, -w * x];
                network.set_parameters(&parameters).unwrap();
                let mut samples = Samples::new(1, 1);
                samples.push(&[x], &[y]);
                let walk = Walk::record(&Trainer::new(network), &samples, &descent, &[]).unwrap();
                for input in [0, 1] {
                    let stage = Stage::Gradient { layer: 0, unit: 0, input };
                    let (measured, stated) =
                        (walk.measure(stage).unwrap(), walk.formula(stage).value.unwrap());
                    assert!(!measured.is_kink, "{objective:?} x = {x}, w = {w}: {measured:?}");
                    // What is left of a number of the size of w x after one of that size was taken off.
                    let scale = 1.0 + (w * x).abs() * 1e-9;
                    let error = (measured.slope - stated).abs() / (1.0 + x.abs());
                    assert!(error < 1e-5 * scale, "{objective:?} x = {x}, w = {w}: {measured:?} {stated}");
                }
            }
        }
    }
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
    let stage = Stage::Gradient { layer: 0, unit: 0, input: 1 };
    assert!(walk.measure(stage).unwrap().is_kink);
}
