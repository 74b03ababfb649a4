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
    /// One for each activation of the lecture, in all hidden layers, and one for another one that is set.
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
    /// The settings of each run; those that are set are always among them, and of each of them these are the runs.
    ///
    /// An activation that is none of the lecture's comes before these, whichever run is in front: see [`Settings::beside`].
    pub fn variants(self, settings: &Settings) -> Vec<Settings> {
        let with = |activation: Vec<Activation>, init: Initialization| {
            let beside = if is_of_lecture(&activation) { own_activation(settings) } else { Vec::new() };
            Settings { activation, init, beside, ..settings.clone() }
        };
        let activations = || {
            let own = Some(own_activation(settings)).filter(|own| !own.is_empty());
            own.into_iter().chain(Activation::LECTURE.map(|activation| vec![activation]))
        };
        match self {
            Self::None => vec![settings.clone()],
            Self::Activation => activations().map(|activation| with(activation, settings.init)).collect(),
            Self::Initialization => {
                Initialization::ALL.map(|init| Settings { init, ..settings.clone() }).to_vec()
            }
            Self::Rate => rates(settings.rate).map(|rate| Settings { rate, ..settings.clone() }).to_vec(),
            Self::Table => {
                let row = |activation: Vec<Activation>| {
                    Initialization::ALL.map(|init| with(activation.clone(), init))
                };
                activations().flat_map(row).collect()
            }
            Self::Model => [Model::Perceptron, Model::Network]
                .map(|model| Settings { model, ..settings.clone() })
                .to_vec(),
        }
    }

    /// Whether activations are compared, alone or with the initialisations.
    fn is_of_activations(self) -> bool {
        matches!(self, Self::Activation | Self::Table)
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

/// Whether all hidden layers have one activation, of those that are compared.
fn is_of_lecture(activation: &[Activation]) -> bool {
    matches!(activation, [one] if Activation::LECTURE.contains(one))
}

/// The activation that is compared with the lecture's: the one that is set, or the one beside it; empty where there is none.
fn own_activation(settings: &Settings) -> Vec<Activation> {
    if is_of_lecture(&settings.activation) { settings.beside.clone() } else { settings.activation.clone() }
}

impl Settings {
    /// The run of an own activation stays where `before` had one and another activation is chosen.
    pub(super) fn keep_beside(&mut self, before: &Self) {
        if !is_of_lecture(&before.activation) {
            self.beside.clone_from(&before.activation);
        }
    }

    /// Lets go of what does not go with the rest: beside a network that fits numbers there is no perceptron, and there is no
    /// activation beside the one that is set but among compared ones, where that is one of the lecture's and it is not.
    pub(super) fn settle_comparison(&mut self) {
        if self.task == Task::Regression && self.compare == Compare::Model {
            (self.compare, self.model) = (Compare::None, Model::Network);
        }
        let is_among_others = self.compare.is_of_activations() && is_of_lecture(&self.activation);
        if !is_among_others || is_of_lecture(&self.beside) {
            self.beside.clear();
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
            let own = vec![Activation::Linear, Activation::Relu];
            for (activation, beside) in [
                (vec![Activation::Tanh], Vec::new()),
                (vec![Activation::Tanh], own.clone()),
                (own.clone(), Vec::new()),
            ] {
                let settings = Settings { activation, compare, beside, ..Settings::default() };
                let variants = compare.variants(&settings);
                assert!(variants.contains(&settings));
                assert!(
                    variants.iter().all(|one| compare == Compare::Rate || compare.variants(one) == variants)
                );
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
