//! Parameters by hand: one is set, one is held while a hand is on it, and a hidden unit comes in beside the others.

use super::Lab;
use super::message::Error;
use super::settings::{Hold, Place, Selection, Settings, UNITS, Value};
use super::undo::{Fate, Subject};
use crate::data::point::Part;
use crate::nn::pass::Pass;
use crate::nn::scalar::Lanes;

/// A new unit's output weight is this share of its draw: the fit hardly moves when it comes in.
const SMALL: f32 = 0.01;

impl Lab {
    /// The index of a parameter of the network.
    fn parameter(&self, verb: &'static str, [layer, unit, input]: Place) -> Result<usize, Error> {
        let given = Selection::Weight { layer, unit, input };
        let missing = || Error::Missing { verb, given: given.write() };
        self.network().index(layer, unit, input).ok_or_else(missing)
    }

    /// Sets a weight or bias of the network; nothing where it has that value.
    pub(super) fn set_weight(&mut self, place: Place, value: f32) -> Result<(), Error> {
        let index = self.parameter("weight", place)?;
        if self.network().parameter(place).is_some_and(|now| now.to_bits() == value.to_bits()) {
            return Ok(());
        }
        let subject = if self.grip.contains(&place) { Subject::Grip } else { Subject::Parameter(index) };
        self.remember(subject, Fate::GoOn);
        self.runs.front_mut().run.set_parameter(index, value);
        self.network_revision += 1;
        self.runs.forget_divergence();
        self.is_new = true;
        Ok(())
    }

    /// Takes parameters into the hand: until they are released, training leaves them as they are, as those that are
    /// [held](Hold).
    pub(super) fn take_in_hand(&mut self, places: &[Place]) -> Result<(), Error> {
        for &place in places {
            self.parameter("grip", place)?;
        }
        self.let_go();
        self.undo.close();
        let mut hold = self.settings.hold.clone();
        self.grip = places.to_vec();
        self.added = places.iter().copied().filter(|&place| hold.add(place)).collect();
        self.change_hold(hold);
        Ok(())
    }

    /// Lets go of what is in the hand.
    pub(super) fn let_go(&mut self) {
        if !self.grip.is_empty() {
            let hold = self.own_hold();
            self.forget_grip();
            self.change_hold(hold);
        }
    }

    /// The hand is empty, and what is held is seen to elsewhere.
    pub(super) fn forget_grip(&mut self) {
        (self.grip, self.added) = (Vec::new(), Vec::new());
    }

    /// The parameters that are held by a lock, without those that are only in the hand.
    pub(super) fn own_hold(&self) -> Hold {
        let mut hold = self.settings.hold.clone();
        hold.retain(|place| !self.added.contains(place));
        hold
    }

    fn change_hold(&mut self, hold: Hold) {
        if hold != self.settings.hold {
            self.settings.hold = hold;
            self.runs.follow(&self.settings);
            self.runs.touch();
            self.is_new = true;
        }
    }

    /// Adds a unit to the last hidden layer of every run. All other parameters stay, training goes on, and the new unit begins
    /// with a small output weight: its input weights are those that a new network of this size would have, and of a network of
    /// one input it stands where the error is greatest.
    pub(super) fn grow(&mut self) -> Result<(), Error> {
        let grown = |settings: &Settings| {
            let mut settings = settings.clone();
            settings.hidden.iter_mut().rev().take(1).for_each(|units| *units += 1);
            settings
        };
        let last = self.settings.hidden_layers().last();
        if last.is_none_or(|&units| units >= UNITS) {
            let given = last.map_or(0, |units| units + 1).to_string();
            return Err(Error::Value { setting: "hidden", given, allowed: format!("1..{UNITS}") });
        }
        self.remember(Subject::Single, Fate::GoOn);
        self.let_go();
        let worst = self.worst();
        self.settings = grown(&self.settings);
        for rival in self.runs.all_mut() {
            rival.settings = grown(&rival.settings);
            rival.run = rival.run.grown(&rival.settings, SMALL, worst);
            rival.counted = None;
        }
        self.runs.forget_divergence();
        self.follow_network();
        self.is_new = true;
        Ok(())
    }

    /// Where the network in front, of one input and one output, is furthest from a training point.
    fn worst(&self) -> Option<f32> {
        let network = self.runs.front().run.network();
        if network.shape().inputs != 1 {
            return None;
        }
        let mut pass = Pass::new(network);
        let training = self.points.iter().filter(|point| point.part == Part::Train);
        let errors = training.map(|point| {
            let [x, y] = point.x;
            pass.inputs_mut::<1>().iter_mut().take(1).for_each(|input| *input = [Lanes::splat(x)]);
            network.forward::<1>(&mut pass);
            let error = pass.logits::<1>().first().map_or(0.0, |[output]| (output.lane(0) - y).abs());
            (error, x)
        });
        errors.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, x)| x)
    }
}
