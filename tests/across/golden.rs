//! Golden gradients and trajectories of two small networks, from an independent implementation: `golden.py` made them.

use frontera::nn::activation::Activation;
use frontera::nn::initialization::Initialization;
use frontera::nn::network::Network;
use frontera::nn::objective::Objective;
use frontera::nn::optimizer::{Descent, Optimizer};
use frontera::nn::samples::Samples;
use frontera::nn::scalar::Scalar;
use frontera::nn::shape::Shape;
use frontera::nn::trainer::Trainer;

/// The five samples of `golden.py`.
const SAMPLES: [([f64; 2], usize); 5] =
    [([0.5, -1.0], 0), ([1.5, 0.25], 1), ([-0.75, 2.0], 1), ([-1.25, -0.5], 0), ([0.1, 0.9], 1)];

/// What `golden.py` prints of one network.
struct Golden {
    hidden: (usize, Activation),
    objective: Objective,
    outputs: usize,
    loss: f64,
    gradient: &'static [f64],
    after_20_steps: &'static [f64],
    last_loss: f64,
}

fn softmax_2_3_2() -> Golden {
    Golden {
        hidden: (3, Activation::Tanh),
        objective: Objective::SoftmaxCrossEntropy,
        outputs: 2,
        loss: 1.130_550_779_484_779,
        gradient: &[
            0.019_310_550_526_028_54,
            0.034_710_791_681_852_14,
            0.028_471_995_865_661_688,
            0.035_525_861_820_368_71,
            -0.213_773_561_239_160_75,
            -0.358_538_841_858_198_23,
            0.021_733_231_378_726_79,
            0.025_121_301_543_773_01,
            -0.169_975_914_187_118_38,
            0.163_366_714_591_651_28,
            0.251_169_477_061_569,
            -0.289_670_100_536_843_56,
            -0.163_366_714_591_651_28,
            -0.251_169_477_061_569,
            0.289_670_100_536_843_56,
            0.353_456_217_157_752_1,
            -0.353_456_217_157_752_2,
        ],
        after_20_steps: &[
            -0.566_124_522_848_633_8,
            0.357_933_565_874_294_6,
            0.346_454_618_483_726_33,
            1.166_671_642_331_645_7,
            0.630_794_367_930_132_8,
            1.004_050_811_523_079,
            0.493_063_589_657_710_85,
            -0.022_940_470_267_481_753,
            -0.168_514_439_986_904_55,
            0.240_552_648_522_490_2,
            -1.135_672_698_182_544_2,
            -1.038_514_683_273_879_4,
            0.384_447_351_477_509_8,
            0.760_672_698_182_544_6,
            1.038_514_683_273_879_2,
            -0.249_927_590_563_682_9,
            -7.240_943_631_694_422e-5,
        ],
        last_loss: 0.043_810_936_079_599_71,
    }
}

fn sigmoid_2_2_1() -> Golden {
    Golden {
        hidden: (2, Activation::Sigmoid),
        objective: Objective::BinaryCrossEntropy,
        outputs: 1,
        loss: 0.722_320_187_453_537_8,
        gradient: &[
            -0.020_303_255_104_758_95,
            -0.050_438_827_059_430_64,
            0.0,
            0.0,
            -0.016_215_361_989_775_18,
            0.0,
            -0.083_777_576_481_483_57,
            -0.122_001_530_053_728_17,
            -0.156_668_288_468_628_8,
        ],
        after_20_steps: &[
            -0.284_991_912_532_031_5,
            0.807_236_485_389_014,
            -0.070_207_784_461_774_97,
            0.900_325_326_207_608_1,
            0.115_161_786_965_275_93,
            -0.364_005_894_205_007_3,
            0.856_511_178_029_955_2,
            0.664_980_110_053_039_8,
            -0.264_903_930_985_426_8,
        ],
        last_loss: 0.574_516_293_697_572_2,
    }
}

fn check<T: Scalar>(golden: &Golden, tolerance: f64) {
    let Golden { objective, outputs, .. } = *golden;
    let shape = Shape { inputs: 2, hidden: vec![golden.hidden], outputs, objective, slope: 0.0 };
    let mut samples = Samples::new(2, outputs);
    for (x, class) in SAMPLES {
        let y: Vec<T> = match outputs {
            1 => vec![T::from_f64(class as f64)],
            _ => (0..outputs).map(|output| T::from_f64(f64::from(output == class))).collect(),
        };
        samples.push(&x.map(T::from_f64), &y);
    }
    let mut network = Network::new(shape, Initialization::Zeros, 0);
    let start: Vec<T> = (0..network.parameters().len() as i32)
        .map(|k| T::from_f64(f64::from((k * 7) % 11 - 5) / 8.0))
        .collect();
    network.set_parameters(&start).unwrap();
    let mut trainer = Trainer::new(network);
    let descent =
        Descent { optimizer: Optimizer::GradientDescent, rate: 0.5, momentum: 0.0, l1: 0.0, l2: 0.0 };

    let near = |ours: &[T], theirs: &[f64]| {
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert!((ours.to_f64() - theirs).abs() < tolerance, "{ours:?} against {theirs}");
        }
    };
    let loss = trainer.step(&samples, 0..5, &descent).unwrap();
    near(&[loss], &[golden.loss]);
    near(trainer.gradient().parameters(), golden.gradient);
    for _ in 1..20 {
        trainer.step(&samples, 0..5, &descent).unwrap();
    }
    near(trainer.network().parameters(), golden.after_20_steps);
    let last_loss = trainer.step(&samples, 0..5, &descent).unwrap();
    near(&[last_loss], &[golden.last_loss]);
}

#[test]
fn a_softmax_network_follows_the_golden_trajectory() {
    check::<f64>(&softmax_2_3_2(), 1e-12);
    check::<f32>(&softmax_2_3_2(), 5e-5);
}

#[test]
fn a_sigmoid_network_follows_the_golden_trajectory() {
    check::<f64>(&sigmoid_2_2_1(), 1e-12);
    check::<f32>(&sigmoid_2_2_1(), 5e-5);
}
