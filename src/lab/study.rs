//! Measurements apart from the live network: the spread of signals by depth, and the variance of a sum by its length.
//!
//! A study is a function of the settings. It is begun when its explanation is open, taken forward piece by piece, and begun
//! anew when a setting that it depends on changes; a person can stop it on the way.

use super::Lab;
use super::settings::{Settings, View};
use crate::nn::spread::{Spread, SpreadRequest};
use crate::nn::variance::VarianceStudy;

/// The studies, as far as they have come.
#[derive(Clone, Debug, Default)]
pub struct Study {
    spread: Option<Spread>,
    variance: Option<(u32, VarianceStudy)>,
    /// The explanations whose studies a person has stopped.
    stopped: Vec<View>,
}

impl Study {
    /// Begins the study that the settings ask for, if it is not the one at hand; gives whether there is more to do for it.
    pub(super) fn ask(&mut self, settings: &Settings) -> bool {
        match settings.view {
            View::Spread => {
                let request = request(settings);
                if self.spread.as_ref().is_none_or(|spread| *spread.request() != request) {
                    self.spread = Some(Spread::new(&request));
                    self.stop(View::Spread, false);
                }
            }
            View::Variance => {
                if self.variance.as_ref().is_none_or(|(seed, _)| *seed != settings.seed) {
                    self.variance = Some((settings.seed, VarianceStudy::new(settings.seed)));
                    self.stop(View::Variance, false);
                }
            }
            _ => return false,
        }
        !self.is_stopped(settings.view) && self.progress(settings.view) < 1.0
    }

    /// Does one piece of the study that is asked for.
    pub(super) fn work(&mut self, view: View) {
        // Whether there is more is asked of the progress.
        let _ = match (view, &mut self.spread, &mut self.variance) {
            (View::Spread, Some(spread), _) => spread.work(),
            (View::Variance, _, Some((_, variance))) => variance.work(),
            _ => false,
        };
    }

    /// Stops the study of this explanation, with what has been measured kept; or, where it had been stopped, goes on.
    pub(super) fn stop(&mut self, view: View, is_stopped: bool) {
        self.stopped.retain(|&stopped| stopped != view);
        if is_stopped {
            self.stopped.push(view);
        }
    }

    /// Whether a person has stopped the study of this explanation.
    pub fn is_stopped(&self, view: View) -> bool {
        self.stopped.contains(&view)
    }

    /// How far the study of this explanation has come, 0 to 1; 1 where it has none.
    pub fn progress(&self, view: View) -> f32 {
        match view {
            View::Spread => self.spread.as_ref().map_or(0.0, Spread::progress),
            View::Variance => self.variance.as_ref().map_or(0.0, |(_, variance)| variance.progress()),
            _ => 1.0,
        }
    }

    /// The spread by depth.
    pub fn spread(&self) -> Option<&Spread> {
        self.spread.as_ref()
    }

    /// The variance by the number of terms.
    pub fn variance(&self) -> Option<&VarianceStudy> {
        self.variance.as_ref().map(|(_, variance)| variance)
    }
}

impl Lab {
    /// Whether the explanation that is open has a study that is not through, or the best line is searched for.
    pub fn is_studying(&mut self) -> bool {
        self.judge();
        self.study.ask(&self.settings) || self.asks_surface() || self.is_searching()
    }

    /// Does one piece of that study or search, which takes about a millisecond.
    pub fn study(&mut self) {
        self.judge();
        if self.study.ask(&self.settings) {
            self.study.work(self.settings.view);
            self.revision += 1;
        } else if self.asks_surface() {
            self.survey();
        } else if self.is_searching() {
            self.judged.work();
        }
    }
}

/// The spread that the settings ask for.
fn request(settings: &Settings) -> SpreadRequest {
    SpreadRequest {
        layers: settings.spread_layers,
        units: settings.spread_units,
        activation: settings.spread_activation,
        slope: settings.slope,
        input: settings.spread_input,
        seed: settings.seed,
    }
}
