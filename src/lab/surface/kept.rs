//! The surveys and slopes that are known, each with what it is of.

use std::rc::Rc;

use crate::data::point::{Point, Window};
use crate::lab::run::Slopes;
use crate::lab::settings::{Batch, Hold, Place};
use crate::nn::optimizer::Descent;
use crate::nn::shape::Shape;
use crate::nn::surface::{Section, Survey};

/// What a survey is of: those of equal kinds are equal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kind {
    pub(super) shape: Shape,
    /// All parameters, the two that the survey is over as 0.
    pub(super) others: Vec<f32>,
    pub(super) places: [Place; 2],
    pub(super) section: Section,
}

/// A survey with what it is of.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) kind: Kind,
    pub(super) points: Rc<Vec<Point>>,
    pub(super) survey: Survey<f32>,
    /// Losses that no number can hold are the greatest number here.
    pub(super) losses: Vec<f32>,
}

impl Kept {
    /// Whether it is of these parameters of such a network, and these points.
    pub(super) fn is_about(&self, places: [Place; 2], shape: &Shape, points: &Rc<Vec<Point>>) -> bool {
        self.kind.places == places && self.kind.shape == *shape && Rc::ptr_eq(&self.points, points)
    }

    /// Whether it is of this kind, but for the network's other parameters and how fine it is.
    pub(super) fn is_akin(&self, kind: &Kind, points: &Rc<Vec<Point>>) -> bool {
        self.is_about(kind.places, &kind.shape, points) && self.window() == window(kind.section)
    }

    /// The same, but for how fine it is.
    pub(super) fn is_of(&self, kind: &Kind, points: &Rc<Vec<Point>>) -> bool {
        self.is_akin(kind, points) && self.kind.others == kind.others
    }

    pub(super) fn window(&self) -> Window {
        window(self.kind.section)
    }
}

fn window(section: Section) -> Window {
    Window { low: section.low, high: section.high }
}

/// All that the slopes depend on.
#[derive(Debug)]
pub(super) struct SlopesKey {
    pub(super) network_revision: u64,
    pub(super) front: usize,
    pub(super) places: [Place; 2],
    pub(super) points: Rc<Vec<Point>>,
    pub(super) descent: Descent,
    pub(super) batch: Batch,
    pub(super) hold: Hold,
}

impl PartialEq for SlopesKey {
    fn eq(&self, other: &Self) -> bool {
        (self.network_revision, self.front, self.places)
            == (other.network_revision, other.front, other.places)
            && Rc::ptr_eq(&self.points, &other.points)
            && (self.descent, self.batch, &self.hold) == (other.descent, other.batch, &other.hold)
    }
}

/// The surveys and slopes as far as they are known.
#[derive(Debug, Default)]
pub(in crate::lab) struct Surveyor {
    pub(super) shown: Option<Kept>,
    pub(super) next: Option<Kept>,
    pub(super) serial: u64,
    pub(super) slopes: Option<(SlopesKey, Option<Slopes>)>,
}

/// A copy of a lab knows nothing of them: it can find them again.
impl Clone for Surveyor {
    fn clone(&self) -> Self {
        Self { serial: self.serial, ..Self::default() }
    }
}
