//! Rosenblatt's perceptron (1958): one layer of threshold units, corrected one sample at a time.
//!
//! A unit says ŷ = 1 where wᵀx > 0, with x = (1, x₁, x₂), and else ŷ = 0. Where it is wrong it is corrected, w ← w + η (y − ŷ) x;
//! where it is right nothing changes. With several classes each has a unit, the greatest wᵀx wins, and a mistake corrects the
//! unit of the right class and that of the winner (Duda and Hart, 1973).
//!
//! That is gradient descent on batches of one with [`Objective::Threshold`](super::objective::Objective::Threshold), whose
//! ∂E/∂a is ŷ − y: so [`Trainer`](super::trainer::Trainer) takes the steps, and here stand the rule's numbers and its end.
//!
//! If a line separates the classes, there are no more than (R/γ)² corrections from w = 0, with R the greatest ‖x‖ and γ the
//! least distance of a sample from a separating plane through the origin of the space of x (Novikoff, 1962). If none does, a
//! correction always follows.

use super::optimizer::{Descent, Optimizer};

/// The rule as a descent: η alone decides how far a correction goes.
pub fn rule(rate: f32) -> Descent {
    Descent { optimizer: Optimizer::GradientDescent, rate, momentum: 0.0, l1: 0.0, l2: 0.0 }
}

/// What a perceptron has got wrong so far, and whether it is through: whether a whole pass over the samples made no mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of corrections so far.
    pub updates: u64,
    /// The mistakes of the pass that is under way.
    pub mistakes: u32,
    /// The mistakes of the last pass; none where no whole pass went over these samples with this rule.
    pub last: Option<u32>,
    /// Whether nothing but the rule has changed anything since this pass began.
    pub is_whole: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self { updates: 0, mistakes: 0, last: None, is_whole: true }
    }
}

impl Progress {
    /// Takes note of a sample; `is_mistake` where it was wrong and was corrected.
    pub fn note(&mut self, is_mistake: bool) {
        self.updates += u64::from(is_mistake);
        self.mistakes += u32::from(is_mistake);
    }

    /// Takes note of a correction by a sample out of its turn, which is no mistake of the pass; `is_new` where no sample of the
    /// pass has had its turn yet.
    pub fn note_aside(&mut self, is_new: bool) {
        self.updates += 1;
        // What was right in this pass may be wrong now.
        self.is_whole &= is_new;
    }

    /// Every sample has had its turn.
    pub fn end_pass(&mut self) {
        self.last = self.is_whole.then_some(self.mistakes);
        (self.mistakes, self.is_whole) = (0, true);
    }

    /// Samples or weights were changed by hand: what was right may be wrong now. `is_new` where no sample of the pass has had its
    /// turn yet.
    pub fn disturb(&mut self, is_new: bool) {
        (self.last, self.is_whole) = (None, is_new);
        if is_new {
            // Of a pass that was cut short.
            self.mistakes = 0;
        }
    }

    /// Whether the last pass made no mistake, and so none would follow.
    pub fn has_converged(&self) -> bool {
        self.last == Some(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::draws::Draws;
    use crate::nn::initialization::Initialization;
    use crate::nn::network::Network;
    use crate::nn::objective::Objective;
    use crate::nn::samples::Samples;
    use crate::nn::shape::Shape;
    use crate::nn::trainer::Trainer;
    use proptest::prelude::*;

    fn trainer(outputs: usize, init: Initialization) -> Trainer<f32> {
        let objective = Objective::Threshold;
        Trainer::new(Network::new(
            Shape { inputs: 2, hidden: Vec::new(), outputs, objective, slope: 0.0 },
            init,
            3,
        ))
    }

    /// Passes over the samples until one makes no mistake, at most so many.
    fn train(trainer: &mut Trainer<f32>, samples: &Samples<f32>, rate: f32, most: usize) -> Progress {
        let mut progress = Progress::default();
        for _ in 0..most {
            for k in 0..samples.len() {
                trainer.step(samples, k..k + 1, &rule(rate)).expect("finite");
                let is_mistake = trainer.gradient().mean_deltas(trainer.network()).any(|delta| delta > 0.0);
                progress.note(is_mistake);
            }
            progress.end_pass();
            if progress.has_converged() {
                break;
            }
        }
        progress
    }

    /// Samples on the two sides of a line, none nearer to it than a little; the plane (w₀, w₁, w₂) of the line, and every x.
    fn separated(seed: u32, count: usize) -> (Samples<f32>, [f64; 3], Vec<[f64; 3]>) {
        let mut draws = Draws::new(seed, 0);
        let normal = [draws.between(-1.0, 1.0), draws.between(-1.0, 1.0), draws.between(-1.0, 1.0)];
        let (mut samples, mut all) = (Samples::new(2, 1), Vec::new());
        while all.len() < count {
            let x = [draws.between(-3.0, 3.0) as f32, draws.between(-3.0, 3.0) as f32];
            let augmented = [1.0, f64::from(x[0]), f64::from(x[1])];
            let a: f64 = normal.iter().zip(augmented).map(|(n, x)| n * x).sum();
            if a.abs() > 0.1 {
                let y = if a > 0.0 { 1.0 } else { 0.0 };
                samples.push(&x, &[y]);
                all.push(augmented);
            }
        }
        (samples, normal, all)
    }

    proptest! {
        #[test]
        fn corrections_stay_within_novikoffs_bound(seed: u32, count in 1usize..60, rate in 0.01f32..10.0) {
            let (samples, normal, all) = separated(seed, count);
            let size = |v: [f64; 3]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
            let farthest = all.iter().map(|&x| size(x)).fold(0.0, f64::max);
            let distance = |x: [f64; 3]| normal.iter().zip(x).map(|(n, x)| n * x).sum::<f64>().abs() / size(normal);
            let nearest = all.iter().map(|&x| distance(x)).fold(f64::INFINITY, f64::min);
            let bound = (farthest / nearest).powi(2);
            let mut trainer = trainer(1, Initialization::Zeros);
            let progress = train(&mut trainer, &samples, rate, bound as usize + 2);
            prop_assert!(progress.has_converged());
            prop_assert!(progress.updates as f64 <= bound, "{} corrections, bound {bound}", progress.updates);
        }

        #[test]
        fn each_step_is_rosenblatts_rule(seed: u32, rate in 0.01f32..1.0) {
            let (samples, ..) = separated(seed, 20);
            let mut trainer = trainer(1, Initialization::Normal);
            for k in 0..samples.len() {
                let [x1, x2, y]: [f32; 3] = samples.sample(k).collect::<Vec<_>>().try_into().expect("three");
                let [w1, w2, w0] = trainer.network().parameters() else { panic!("three weights") };
                let (w1, w2, w0) = (*w1, *w2, *w0);
                let guess = if w0 + w1 * x1 + w2 * x2 > 0.0 { 1.0 } else { 0.0 };
                let by = y - guess;
                trainer.step(&samples, k..k + 1, &rule(rate)).expect("finite");
                prop_assert_eq!(trainer.network().parameters(), [w1 + rate * by * x1, w2 + rate * by * x2, w0 + rate * by]);
            }
        }
    }

    #[test]
    fn a_run_is_the_same_every_time() {
        let (samples, ..) = separated(5, 40);
        let run = || {
            let mut trainer = trainer(1, Initialization::Glorot);
            let progress = train(&mut trainer, &samples, 0.1, 50);
            (progress, trainer.network().parameters().iter().map(|w| w.to_bits()).collect::<Vec<_>>())
        };
        assert_eq!(run(), run());
    }

    #[test]
    fn xor_is_never_through_and_three_classes_apart_are() {
        let mut xor = Samples::new(2, 1);
        for (x, y) in [([0.0, 0.0], 0.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], 0.0)] {
            xor.push(&x, &[y]);
        }
        let progress = train(&mut trainer(1, Initialization::Zeros), &xor, 1.0, 500);
        assert!(!progress.has_converged() && progress.updates >= 500 && progress.last > Some(0));
        let mut three = Samples::new(2, 3);
        for (x, y) in
            [([-2.0, 0.0], [1.0, 0.0, 0.0]), ([2.0, 0.0], [0.0, 1.0, 0.0]), ([0.0, 3.0], [0.0, 0.0, 1.0])]
        {
            three.push(&x, &y);
        }
        assert!(train(&mut trainer(3, Initialization::Normal), &three, 0.5, 200).has_converged());
    }

    #[test]
    fn only_a_whole_pass_counts() {
        let mut progress = Progress::default();
        progress.note(true);
        progress.end_pass();
        assert_eq!((progress.updates, progress.last, progress.has_converged()), (1, Some(1), false));
        progress.note(false);
        progress.disturb(false);
        progress.end_pass();
        assert_eq!(progress.last, None, "the first sample of the pass may be wrong again");
        progress.note(true);
        progress.disturb(true);
        progress.note(false);
        progress.end_pass();
        assert!(progress.has_converged());
    }
}
