//! Which of the runs is in front, and what goes with it.

use crate::lab::Lab;
use crate::lab::compare::Compare;
use crate::lab::message::Error;
use crate::lab::runs::Rival;
use crate::lab::settings::{Ground, Selection, Settings};
use crate::lab::undo::{Fate, Subject};
use crate::nn::pass::Pass;

impl Lab {
    /// Another network is in front, maybe of another shape: pictures of it are new, there is room to read it out, nothing is
    /// selected that it has not, and nothing held that no run has.
    pub(in crate::lab) fn follow_network(&mut self) {
        self.network_revision += 1;
        self.probe_pass = Pass::new(self.network());
        if !self.has(self.settings.select) {
            self.settings.select = Selection::None;
        }
        if !self.settings.surface.is_of(self.network()) {
            self.settings.surface = Ground::First;
        }
        let has = |rival: &Rival, place| rival.run.network().parameter(place).is_some();
        self.settings.hold.retain(|&place| self.runs.all().iter().any(|rival| has(rival, place)));
        // All runs are looked at in the same way.
        self.runs.follow(&self.settings);
    }

    /// Shows a run that is compared in the plane and the network.
    pub(in crate::lab) fn bring_to_front(&mut self, index: usize) -> Result<(), Error> {
        let missing = Error::Missing { verb: "front", given: (index + 1).to_string() };
        self.runs.all().get(index).ok_or(missing)?;
        self.show_run(index);
        Ok(())
    }

    /// The same, if there is a run of this number: its activation and initialisation are then those that are set.
    pub(in crate::lab) fn show_run(&mut self, index: usize) {
        self.runs.bring_to_front(index);
        // The rate that is set is the one that the five lie around.
        if self.settings.compare != Compare::Rate {
            self.settings = self.runs.front().settings.clone();
        }
        self.follow_network();
    }

    /// Makes a run that is compared the only one; it goes on from where it is, and its past stays with it.
    pub(in crate::lab) fn keep(&mut self, index: usize) -> Result<(), Error> {
        let missing = Error::Missing { verb: "keep", given: (index + 1).to_string() };
        self.runs.all().get(index).filter(|_| self.settings.compare != Compare::None).ok_or(missing)?;
        // What is left of the past is only one run's.
        self.remember(Subject::Single, Fate::End);
        self.let_go();
        let settings = self.runs.all()[index].settings.clone();
        let compare = settings.compare;
        let kept =
            |settings: &Settings| Settings { compare: Compare::None, beside: Vec::new(), ..settings.clone() };
        self.settings = kept(&settings);
        self.runs.keep(index, self.settings.clone());
        self.past.keep_only(index, |of_all| {
            compare.variants(of_all).get(index).map_or_else(|| kept(of_all), kept)
        });
        self.follow_network();
        Ok(())
    }
}
