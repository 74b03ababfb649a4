//! What is compared: for each choice of one setting (or two) a run of its own, all else equal.

use super::settings::{Model, Settings, Task, Value};
use crate::data::decimal::{self, Scaled, Shortest};
use crate::nn::activation::Activation;
use crate::nn::initialization::Initialization;

/// The least and the greatest learning rate.
pub const RATES: [f32; 2] = [0.00001, 10.0];

/// Which runs are trained side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// One run.
    None,
    /// One for each activation of the lecture, in all hidden layers.
    Activation,
    /// One for each initialisation.
    Initialization,
    /// One for each of five learning rates around the one that is set.
    Rate,
    /// One for each activation with each initialisation.
    Table,
    /// A perceptron and a network, which without hidden layers is logistic regression.
    Model,
}

impl Compare {
    /// The settings of each run; those that are set are always among them.
    pub fn variants(self, settings: &Settings) -> Vec<Settings> {
        let with = |activation: Activation, init: Initialization| Settings {
            activation: vec![activation],
            init,
            ..settings.clone()
        };
        let mut variants = match self {
            Self::None => Vec::new(),
            Self::Activation => {
                Activation::LECTURE.map(|activation| with(activation, settings.init)).to_vec()
            }
            Self::Initialization => {
                Initialization::ALL.map(|init| Settings { init, ..settings.clone() }).to_vec()
            }
            Self::Rate => rates(settings.rate).map(|rate| Settings { rate, ..settings.clone() }).to_vec(),
            Self::Table => {
                let row = |activation| Initialization::ALL.map(|init| with(activation, init));
                Activation::LECTURE.into_iter().flat_map(row).collect()
            }
            Self::Model => [Model::Perceptron, Model::Network]
                .map(|model| Settings { model, ..settings.clone() })
                .to_vec(),
        };
        if !variants.contains(settings) {
            variants.insert(0, settings.clone());
        }
        variants
    }

    /// The settings of a run that was among the compared ones with `own` settings, once those that all share are `settings`.
    ///
    /// The choices that are compared stay its own. Five rates lie around the one that is set, and none is a run's own.
    pub fn keeping(self, own: &Settings, settings: &Settings) -> Settings {
        let (activation, init) = (own.activation.clone(), own.init);
        match self {
            Self::None | Self::Rate => settings.clone(),
            Self::Activation => Settings { activation, ..settings.clone() },
            Self::Initialization => Settings { init, ..settings.clone() },
            Self::Table => Settings { activation, init, ..settings.clone() },
            Self::Model => Settings { model: own.model, ..settings.clone() },
        }
    }

    /// What sets a run apart from the others, in the words of the grammar.
    pub fn label(self, settings: &Settings) -> String {
        let activation = || settings.activation.iter().map(Value::write).collect::<Vec<_>>().join("+");
        match self {
            Self::None => String::new(),
            Self::Activation => activation(),
            Self::Initialization => settings.init.write(),
            Self::Rate => Shortest(settings.rate).to_string(),
            Self::Table => format!("{}/{}", activation(), settings.init.write()),
            Self::Model if settings.model == Model::Network && settings.hidden.is_empty() => {
                "logistic".to_string()
            }
            Self::Model => settings.model.write(),
        }
    }
}

impl Settings {
    /// Lets go of a comparison that the task has none of: beside a network that fits numbers there is no perceptron.
    pub(super) fn settle_comparison(&mut self) {
        if self.task == Task::Regression && self.compare == Compare::Model {
            (self.compare, self.model) = (Compare::None, Model::Network);
        }
    }
}

/// Five rates about a factor of 3 apart, `rate` in the middle where the range allows it.
fn rates(rate: f32) -> [f32; 5] {
    const FACTORS: [f32; 9] = [0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0];
    const MIDDLE: usize = 4;
    // Two digits are enough for a rate, and spare it the tail of a product.
    let rounded = |rate: f32| decimal::read(&Scaled::rounded(rate.into(), 2).to_string()).unwrap_or(rate);
    let at = |index: usize| if index == MIDDLE { rate } else { rounded(rate * FACTORS[index]) };
    let fits = |first: &usize| at(*first) >= RATES[0] && at(first + 4) <= RATES[1];
    let first = [2, 1, 3, 0, 4].into_iter().find(fits).unwrap_or(2);
    core::array::from_fn(|k| at(first + k))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "rates are those of the grammar, to the bit")]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_among_the_runs_and_all_differ() {
        for compare in [
            Compare::None,
            Compare::Activation,
            Compare::Initialization,
            Compare::Rate,
            Compare::Table,
            Compare::Model,
        ] {
            for activation in [vec![Activation::Tanh], vec![Activation::Linear, Activation::Relu]] {
                let settings = Settings { activation, compare, ..Settings::default() };
                let variants = compare.variants(&settings);
                assert!(variants.contains(&settings));
                let mut labels: Vec<String> = variants.iter().map(|one| compare.label(one)).collect();
                labels.sort();
                labels.dedup();
                assert_eq!(labels.len(), variants.len(), "{labels:?}");
            }
        }
    }

    #[test]
    fn five_rates_stay_within_the_range() {
        assert_eq!(rates(0.1), [0.01, 0.03, 0.1, 0.3, 1.0]);
        assert_eq!(rates(10.0), [0.1, 0.3, 1.0, 3.0, 10.0]);
        for rate in [0.00001, 0.00002, 0.0001, 0.0123, 3.0, 9.9] {
            let rates = rates(rate);
            assert!(rates.contains(&rate) && rates.is_sorted(), "{rates:?}");
            assert!(rates.iter().all(|rate| (RATES[0]..=RATES[1]).contains(rate)), "{rates:?}");
        }
    }
}
