//! Looking at the past: the lab stands at an earlier step as it was then, until a person returns or goes on from there.
//!
//! While the past is shown, the lab's own settings, points and runs are those of that step, so that every figure and read-out
//! shows it; the present is put by. To train is then to play back: the steps that were taken are taken again, up to the
//! present, and nothing is recorded.

use std::rc::Rc;

use super::history::History;
use super::runs::{Outcome, Runs};
use super::settings::{Effect, Settings, TABLE};
use super::undo::{Memory, Subject};
use super::{Goal, Lab};
use crate::data::point::Point;
use crate::lab::message::Error;

/// The present, put by while the past is shown.
#[derive(Clone, Debug)]
pub struct Visit {
    settings: Settings,
    points: Rc<Vec<Point>>,
    edited: bool,
    runs: Runs,
    /// The segment of the past that is shown, from 0.
    segment: usize,
}

impl Visit {
    /// The runs of the present.
    pub(super) fn runs_mut(&mut self) -> &mut Runs {
        &mut self.runs
    }
}

impl Lab {
    /// From here on the past remembers steps that follow from the state at hand.
    pub(super) fn begin_segment(&mut self) {
        let (step, states) = (self.runs.step_number(), self.runs.states());
        self.past.begin(&self.settings, &self.points, self.edited, step, states);
        self.is_new = false;
    }

    /// The first step that can be gone back to, and the present one.
    pub(super) fn past_range(&self) -> (u64, u64) {
        let present = self.visit.as_ref().map_or(&self.runs, |visit| &visit.runs).step_number();
        (self.past.first().unwrap_or(present).min(present), present)
    }

    /// Shows the lab as it was after a step; from the present step on, the present.
    pub(super) fn scrub(&mut self, step: u64) {
        self.let_go();
        // Let go in the past, it would add a point there.
        self.held = None;
        self.halt();
        if step >= self.past_range().1 {
            self.return_to_present();
            return;
        }
        let Some(spot) = self.past.find(step) else { return };
        let (index, goal) = (spot.index, spot.step);
        let here = self.runs.step_number();
        let is_ahead = self.visit.as_ref().is_some_and(|visit| visit.segment == index) && here < goal;
        let is_nearer = spot.states.iter().all(|state| state.step <= here);
        if !(is_ahead && is_nearer) {
            let (segment, states) = (spot.segment.clone(), spot.states.to_vec());
            self.put_present_by(index);
            self.enter(segment.settings, segment.points, segment.edited);
            self.runs.stand_at(&states);
        }
        if self.runs.step_number() < goal {
            self.goal = Some(Goal::Step(goal));
        }
        self.network_revision += 1;
    }

    /// Puts the present by, if it is not, and notes which segment is shown.
    fn put_present_by(&mut self, segment: usize) {
        match &mut self.visit {
            Some(visit) => visit.segment = segment,
            None => {
                self.visit = Some(Visit {
                    settings: self.settings.clone(),
                    points: Rc::clone(&self.points),
                    edited: self.edited,
                    runs: self.runs.clone(),
                    segment,
                });
            }
        }
    }

    /// Takes over settings and points of the past; what is only about the view stays, and the run in front. The histories are the present's, so that
    /// the curves show what came after too.
    fn enter(&mut self, settings: Settings, points: Rc<Vec<Point>>, edited: bool) {
        let front = self.runs.front_index();
        self.settings = self.with_view(settings);
        (self.points, self.edited) = (points, edited);
        let histories: Vec<History> =
            self.visit.iter().flat_map(|visit| visit.runs.histories()).cloned().collect();
        self.runs = Runs::new(&self.settings, &self.points);
        for (rival, history) in self.runs.all_mut().iter_mut().zip(&histories) {
            rival.run.recall_history(history);
        }
        self.show_run(front);
        self.watch_ground();
        self.fit_window();
    }

    /// Other settings with the view of those at hand, and with what is kept for the task that they do not have.
    pub(super) fn with_view(&self, mut settings: Settings) -> Settings {
        let task = settings.task;
        let stays = |effect| match effect {
            Effect::View => true,
            Effect::Dataset(of) => of != task,
            _ => false,
        };
        for row in TABLE.iter().filter(|row| stays(row.effect)) {
            (row.read)(&mut settings, &(row.write)(&self.settings));
        }
        settings
    }

    /// Back to where training stands.
    pub(super) fn return_to_present(&mut self) {
        let Some(visit) = self.visit.take() else { return };
        self.halt();
        let front = self.runs.front_index();
        self.settings = self.with_view(visit.settings);
        (self.points, self.edited, self.runs) = (visit.points, visit.edited, visit.runs);
        self.runs.follow(&self.settings);
        self.show_run(front);
        self.fit_window();
    }

    /// One step of the past again. At a segment's end, or where no step can be taken, the next one begins, and at the end of the last
    /// one the present.
    pub(super) fn step_in_past(&mut self) {
        let Some(segment) = self.visit.as_ref().map(|visit| visit.segment) else { return };
        let here = self.runs.step_number();
        match self.past.border(segment) {
            Some((end, _)) if here < end && self.runs.step() == Outcome::Taken => {}
            Some((_, Some(next))) => {
                let found =
                    self.past.find(next).map(|spot| (spot.index, spot.segment.clone(), spot.states.to_vec()));
                let Some((index, next, states)) = found else { return self.return_to_present() };
                self.put_present_by(index);
                self.enter(next.settings, next.points, next.edited);
                self.runs.stand_at(&states);
            }
            _ => return self.return_to_present(),
        }
        self.network_revision += 1;
        if self.runs.step_number() >= self.past_range().1 {
            self.return_to_present();
        }
    }

    /// Goes on from the step that is shown. Undo brings the present back that is given up.
    pub(super) fn branch(&mut self) -> Result<(), Error> {
        let visit = self.visit.take().ok_or(Error::Nothing { verb: "branch" })?;
        self.halt();
        let past = self.past.clone();
        self.undo.push(
            Subject::Single,
            Memory {
                settings: visit.settings,
                points: visit.points,
                edited: visit.edited,
                runs: Some(visit.runs.checkpoints()),
                in_hand: false,
                goes_on: false,
                past: Some(past),
            },
        );
        self.undo.close();
        self.past.forget_after(self.runs.step_number());
        // At a border the past would go on with what came after it, by other settings or on other points.
        self.is_new = true;
        self.runs.all_mut().iter_mut().for_each(|rival| rival.run.forget_what_came_after());
        Ok(())
    }

    /// The link of the present, also while the past is shown: what is to be kept.
    pub fn present_link(&self) -> String {
        if self.visit.is_none() {
            return self.link();
        }
        let mut present = self.clone();
        present.return_to_present();
        present.link()
    }
}
