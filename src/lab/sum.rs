//! The read-outs of regression: the numbers of the formula ŷ = w₀ + Σ w_h o_h(x), its terms where it is read out, and the error
//! to get below by hand.

use super::Lab;
use super::readout::Lines;
use super::settings::Task;
use crate::nn::scalar::Lanes;

impl Lab {
    /// Writes them; they are empty where there are classes. `probe_pass` must be that of the probe.
    ///
    /// `term-biases` and `term-slopes` are the b_h and v_h of o_h(x) = g(b_h + v_h x): with one hidden layer alone.
    pub(super) fn put_sum(&self, lines: &mut Lines) {
        let network = self.runs.front().run.network();
        let is_regression = self.settings.task == Task::Regression;
        let (bias, weights) = network.output_weights();
        let all = core::iter::once(bias).chain(weights.iter().copied());
        lines.put_numbers("term-weights", all.take(if is_regression { usize::MAX } else { 0 }));
        let parameters = network.parameters();
        let (slopes, biases) = match network.layers() {
            [hidden, _] if is_regression => (&parameters[hidden.weights()], &parameters[hidden.biases()]),
            _ => (&[][..], &[][..]),
        };
        lines.put_numbers("term-biases", biases.iter().copied());
        lines.put_numbers("term-slopes", slopes.iter().copied());
        let here = self.probe.filter(|_| is_regression);
        let terms = network.terms::<1>(&self.probe_pass).map(|[term]| term.lane(0));
        let parts = core::iter::once(bias).chain(terms);
        lines.put_numbers("probe-terms", parts.take(if here.is_some() { usize::MAX } else { 0 }));
        let fit = self.probe_pass.logits::<1>().first().map(|[fit]| fit.lane(0));
        lines.put_number("probe-fit", here.and(fit));
        let challenge = self.settings.curve.challenge().filter(|_| is_regression && !self.edited);
        lines.put_number("challenge", challenge);
    }
}
