//! A run with one more unit, which goes on where the other stands.

use super::{Run, State};
use crate::lab::settings::Settings;
use crate::nn::optimizer::Moments;

impl Run {
    /// The same run with a network that has one more unit in the last hidden layer, as `settings` say. All else stays: the
    /// parameters and moments that there are, the step, and the history once there are steps. The new unit has the draws of a new
    /// network, but for `share` of the output weights; where `centre` is given and there is one hidden layer, its pre-activation is 0 there.
    pub(in crate::lab) fn grown(&self, settings: &Settings, share: f32, centre: Option<f32>) -> Self {
        let mut run = Self::new(settings, &self.points);
        let (old, new) = (self.network(), run.network());
        let mut fresh = new.parameters().to_vec();
        if let [.., hidden, output] = new.layers() {
            let (layer, unit) = (new.layers().len() - 2, hidden.units - 1);
            let mut change = |index: Option<usize>, to: &dyn Fn(f32) -> f32| {
                if let Some(number) = index.and_then(|index| fresh.get_mut(index)) {
                    *number = to(*number);
                }
            };
            for target in 0..output.units {
                change(new.index(layer + 1, target, hidden.units), &|w| w * share);
            }
            let slope = new.parameter([layer, unit, 1]);
            if let (0, Some(centre), Some(slope)) = (layer, centre, slope) {
                change(new.index(layer, unit, 0), &|_| -slope * centre);
            }
        }
        let zeros = vec![0.0; fresh.len()];
        let moved = |numbers: &[f32], fresh: &[f32]| new.adopt(old, numbers, fresh);
        let moments = self.trainer.moments();
        let state = State {
            parameters: moved(old.parameters(), &fresh),
            moments: Moments {
                first: moved(&moments.first, &zeros),
                second: moved(&moments.second, &zeros),
                steps: moments.steps,
            },
            untouched: false,
            ..self.state()
        };
        if run.stand_at(&state) {
            if self.step > 0 {
                // Else its first losses are those of the network that it begins with.
                run.history.clone_from(&self.history);
            }
            run.before = self.before;
        }
        run
    }
}
