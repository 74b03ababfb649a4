//! The verdict on the training points: whether a line separates them. Recomputed when the points change, and only then.

use std::rc::Rc;

use super::Lab;
use super::settings::Separator;
use crate::data::point::{Part, Point};
use crate::data::separable::{Separability, Verdict};

/// The verdict with the points that it is about.
#[derive(Clone, Debug)]
pub struct Judged {
    points: Option<Rc<Vec<Point>>>,
    separability: Separability,
    revision: u64,
}

impl Judged {
    /// Judges these points, if they are not those that were judged last.
    pub(super) fn follow(&mut self, points: &Rc<Vec<Point>>) {
        if !self.points.as_ref().is_some_and(|judged| Rc::ptr_eq(judged, points)) {
            let training = points.iter().filter(|point| point.part == Part::Train);
            let training: Vec<_> = training.map(|point| (point.x, point.class)).collect();
            self.separability = Separability::of(&training);
            self.points = Some(Rc::clone(points));
            self.revision += 1;
        }
    }

    /// Whether the fewest errors are not known yet.
    pub(super) fn has_work(&self) -> bool {
        self.separability.has_work()
    }

    /// Searches for them for about a millisecond.
    pub(super) fn work(&mut self) {
        self.revision += u64::from(self.separability.work());
    }

    /// What is known.
    pub fn verdict(&self) -> &Verdict {
        self.separability.verdict()
    }

    /// A number that changes with the verdict.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

impl Default for Judged {
    fn default() -> Self {
        Self { points: None, separability: Separability::of(&[]), revision: 0 }
    }
}

impl Lab {
    /// Knows whether a line separates the training points there are.
    pub(super) fn judge(&mut self) {
        self.judged.follow(&self.points);
    }

    /// A number that changes with what is known of that.
    pub fn verdict_revision(&self) -> u64 {
        self.judged.revision()
    }

    /// Whether the plane is to show the best line and it may not be found yet.
    pub(super) fn is_searching(&self) -> bool {
        self.settings.separator == Separator::Show && self.judged.has_work()
    }
}
