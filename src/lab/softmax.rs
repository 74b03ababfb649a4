//! The softmax at one place, number by number, and which classes are taken for which: what the explanation of the softmax reads out.
//!
//! The place is the one that is read out, where there is one, else the one that is set.

use super::Lab;
use super::readout::Lines;
use super::settings::{Cell, Task, View};
use crate::data::point::{CLASSES, Part, Point};
use crate::nn::objective::Objective;
use crate::nn::scalar::Lanes;
use crate::nn::softmax::Terms;

/// The softmax at a place of the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Softmax {
    /// The inputs.
    pub at: [f32; 2],
    /// Its numbers, at the temperature that is set.
    pub terms: Terms,
    /// The shares at temperature 1: the network's own.
    pub own: Vec<f32>,
}

/// How many points of each class are taken for each: rows are the classes that they have, columns those that they are given.
pub type Confusion = [[u32; CLASSES]; CLASSES];

/// Counts the points of a part.
pub fn confusion(points: &[Point], predicted: &[u8], part: Part) -> Confusion {
    let mut counts = Confusion::default();
    for (point, &predicted) in points.iter().zip(predicted).filter(|(point, _)| point.part == part) {
        let row = counts.get_mut(usize::from(point.class));
        if let Some(count) = row.and_then(|row| row.get_mut(usize::from(predicted))) {
            *count += 1;
        }
    }
    counts
}

impl Cell {
    /// Whether a point that is given a class is counted in this cell.
    pub fn counts(self, point: &Point, predicted: u8) -> bool {
        (self.part, self.class, self.predicted) == (point.part, point.class, predicted)
    }
}

impl Lab {
    /// Whether the explanation of the softmax is open.
    pub fn shows_softmax(&self) -> bool {
        self.settings.view == View::Softmax && self.settings.task == Task::Classification
    }

    /// The place that its numbers are of, while it is open.
    pub fn softmax_place(&self) -> Option<[f32; 2]> {
        self.shows_softmax().then(|| self.probe.unwrap_or(self.settings.place))
    }

    /// Computes the softmax there, while it is open; a perceptron's threshold has none.
    #[inline(never)]
    pub(super) fn follow_softmax(&mut self) {
        self.softmax = self.softmax_place().and_then(|at| {
            self.run_probe(at);
            if self.network().objective() == Objective::Threshold {
                return None;
            }
            let logits: Vec<f32> = self.probe_pass.logits::<1>().iter().map(|[a]| a.lane(0)).collect();
            let terms = Terms::of(&logits, self.settings.temperature)?;
            Some(Softmax { at, terms, own: Terms::of(&logits, 1.0)?.shares })
        });
    }

    /// The softmax there, as it was last computed.
    pub(super) fn softmax(&self) -> Option<&Softmax> {
        self.softmax.as_ref().filter(|_| self.shows_softmax())
    }

    /// Writes the numbers of the softmax and the counts; all empty while the explanation is closed.
    pub(super) fn put_softmax(&mut self, lines: &mut Lines) {
        self.follow_softmax();
        let softmax = self.softmax();
        let terms = softmax.map(|softmax| &softmax.terms);
        let pair = terms.and_then(Terms::pair);
        let lists = [
            ("softmax-at", softmax.map(|softmax| &softmax.at[..])),
            ("softmax-logits", terms.map(|terms| &terms.logits[..])),
            ("softmax-terms", terms.map(|terms| &terms.terms[..])),
            ("softmax-shares", terms.map(|terms| &terms.shares[..])),
        ];
        for (name, list) in lists {
            lines.put_numbers(name, list.unwrap_or_default().iter().copied());
        }
        let both = terms.zip(pair);
        let numbers = [
            ("softmax-shift", terms.map(|terms| terms.shift)),
            ("softmax-sum", terms.map(|terms| terms.sum)),
            ("softmax-ratio", both.and_then(|(terms, pair)| terms.between(pair))),
            ("softmax-sigmoid", both.and_then(|(terms, pair)| terms.sigmoid(pair))),
        ];
        for (name, number) in numbers {
            lines.put_number(name, number);
        }
        lines.put_list("softmax-pair", pair.into_iter().flatten());
        let classes = if self.shows_softmax() { self.settings.classes } else { 0 };
        let evaluation = self.runs.front().run.known_evaluation();
        let predicted = evaluation.map_or(&[][..], |evaluation| &evaluation.predicted);
        for (name, part) in [("confusion-train", Part::Train), ("confusion-test", Part::Test)] {
            let counts = confusion(&self.points, predicted, part);
            let rows = counts.iter().take(classes);
            lines.put_list(name, rows.flat_map(|row| row.iter().take(classes)));
        }
    }
}
