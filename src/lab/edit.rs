//! Points by hand: what the pointer and the keyboard do on the plane, and CSV in and out.

use std::rc::Rc;

use super::change::classes_of;
use super::message::{Error, Notice};
use super::settings::{Sample, Task, Tool};
use super::undo::Subject;
use super::{Held, Lab};
use crate::data::csv;
use crate::data::decimal::Shortest;
use crate::data::point::{CAPACITY, LIMIT, Part, Point, snap};
use crate::data::preset::{corners, truth};
use crate::data::split::split;
use crate::nn::draws::Draws;

/// How many points a sprayed cloud has.
const CLOUD: usize = 3;
/// The standard deviation of a sprayed cloud, as a share of the window's side.
const SPREAD: f64 = 0.04;
/// How many bad rows of a CSV are told one by one: more than a person mends by hand at a time.
const TOLD: usize = 20;
/// The share of the reach within which a press is on a point itself, and not beside it.
const ON: f32 = 0.4;
/// Keeps the streams that clouds are drawn from apart from the others of the data seed.
const CLOUDS: u64 = 1 << 41;

impl Lab {
    /// Puts other points in the place of those that are there.
    fn replace_points(&mut self, subject: Subject, points: Vec<Point>) {
        let mut change = self.change();
        change.points = Rc::new(points);
        change.edited = true;
        self.make(subject, change);
    }

    /// Whether so many more points may come in.
    fn room_for(&self, more: usize) -> Result<(), Error> {
        if self.points.len() + more > CAPACITY { Err(Error::Full { limit: CAPACITY }) } else { Ok(()) }
    }

    pub(super) fn existing(&self, verb: &'static str, index: usize) -> Result<Point, Error> {
        self.points.get(index).copied().ok_or_else(|| Error::Missing { verb, given: index.to_string() })
    }

    /// The nearest place inside the window, on the grid of hand-made points.
    fn inside(&self, x: [f32; 2]) -> [f32; 2] {
        // A window around points far out reaches beyond what a coordinate may be.
        let within = |axis: usize| x[axis].max(self.window.low[axis]).min(self.window.high[axis]);
        core::array::from_fn(|axis| snap(within(axis).clamp(-LIMIT, LIMIT)))
    }

    pub(super) fn add(&mut self, x: [f32; 2], class: u8) -> Result<(), Error> {
        self.add_points(Subject::Single, [Point { x: x.map(snap), class, part: Part::Train }])
    }

    fn add_points<const N: usize>(&mut self, subject: Subject, more: [Point; N]) -> Result<(), Error> {
        self.room_for(N)?;
        self.append(subject, more);
        Ok(())
    }

    /// The same where it is known that there is room.
    fn append<const N: usize>(&mut self, subject: Subject, more: [Point; N]) {
        let points = self.points.iter().copied().chain(more).collect();
        self.replace_points(subject, points);
    }

    /// Makes the points the four corners with these classes. Nothing where they are, and where the points have one input.
    pub(super) fn set_truth(&mut self, classes: [u8; 4]) {
        if self.settings.task == Task::Regression || truth(&self.points) == Some(classes) {
            return;
        }
        let mut change = self.change();
        change.points = Rc::new(corners(classes));
        change.edited = *change.points != change.settings.generate();
        self.make(Subject::Single, change);
    }

    pub(super) fn relocate(&mut self, index: usize, x: [f32; 2]) -> Result<(), Error> {
        self.existing("move", index)?;
        self.put(Subject::Single, index, x.map(snap));
        Ok(())
    }

    fn put(&mut self, subject: Subject, index: usize, x: [f32; 2]) {
        let mut points = self.points.to_vec();
        if let Some(point) =
            points.get_mut(index).filter(|point| point.x.map(f32::to_bits) != x.map(f32::to_bits))
        {
            point.x = x;
            self.replace_points(subject, points);
        }
    }

    pub(super) fn remove(&mut self, index: usize) -> Result<(), Error> {
        self.existing("remove", index)?;
        let mut points = self.points.to_vec();
        points.remove(index);
        self.replace_points(Subject::Single, points);
        Ok(())
    }

    pub(super) fn clear(&mut self) {
        if !self.points.is_empty() {
            self.replace_points(Subject::Single, Vec::new());
        }
    }

    /// The pointer goes down: what it does depends on the tool.
    pub(super) fn press(&mut self, x: [f32; 2], reach: f32) -> Result<(), Error> {
        let touched = self.nearest(x, reach);
        let more = match self.settings.tool {
            Tool::Add => usize::from(touched.is_none()),
            Tool::Erase => 0,
            Tool::Spray => CLOUD,
        };
        // A tap that was not let go is let go now, and may add a point too.
        let taps = usize::from(self.held.is_some_and(|held| held.tap.is_some()) && !self.shows_walk());
        self.room_for(more + taps)?;
        self.release();
        (self.reach, self.pointer) = (reach, Some(x));
        match self.settings.tool {
            Tool::Add => {
                self.held = touched.map(|index| Held { index, tap: self.tap(index, x, reach) });
                if touched.is_none() {
                    self.add_points(Subject::Gesture, [self.new_point(x)])?;
                    self.held = self.points.len().checked_sub(1).map(|index| Held { index, tap: None });
                }
            }
            Tool::Erase => self.erase([x, x], reach),
            Tool::Spray => self.spray(x)?,
        }
        Ok(())
    }

    /// A point of the chosen class, inside the window.
    fn new_point(&self, x: [f32; 2]) -> Point {
        Point { x: self.inside(x), class: self.settings.class, part: Part::Train }
    }

    /// The place of a press that touches a point without being on it, where another point may go.
    fn beside(&self, index: usize, x: [f32; 2], reach: f32) -> Option<[f32; 2]> {
        let is_beside = square_distance(self.points[index].x, x) > (ON * reach).powi(2);
        (is_beside && self.room_for(1).is_ok()).then_some(x)
    }

    /// The place of a press that is more than the beginning of a drag.
    fn tap(&self, index: usize, x: [f32; 2], reach: f32) -> Option<[f32; 2]> {
        if self.shows_walk() { Some(x) } else { self.beside(index, x, reach) }
    }

    /// Takes hold of the nearest point within reach, to move it.
    pub(super) fn grab(&mut self, x: [f32; 2], reach: f32) -> Result<(), Error> {
        let missing =
            || Error::Missing { verb: "grab", given: format!("{},{}", Shortest(x[0]), Shortest(x[1])) };
        let index = self.nearest(x, reach).ok_or_else(missing)?;
        self.release();
        self.held = Some(Held { index, tap: None });
        Ok(())
    }

    /// The pointer moves while it is down. A hand is never quite still: beside a point, it has to move as far as counts as
    /// beside before the point goes along.
    pub(super) fn drag(&mut self, x: [f32; 2]) -> Result<(), Error> {
        let from = self.pointer.replace(x).unwrap_or(x);
        match (self.held, self.settings.tool) {
            (Some(Held { tap: Some(tap), .. }), _)
                if square_distance(tap, x) <= (ON * self.reach).powi(2) => {}
            (Some(Held { index, .. }), _) => {
                self.held = Some(Held { index, tap: None });
                self.put(Subject::Gesture, index, self.inside(x));
            }
            (None, Tool::Add) => {}
            (None, Tool::Erase) => self.erase([from, x], self.reach),
            (None, Tool::Spray) => self.spray(x)?,
        }
        Ok(())
    }

    /// The pointer goes up, or a control is let go. A press beside a point that was no drag adds a point; where a training step
    /// is looked at, it chooses the step's sample instead.
    pub(super) fn release(&mut self) {
        let held = self.held.take();
        self.pointer = None;
        let tap = held.and_then(|held| held.tap);
        self.let_go();
        self.undo.close();
        self.fit_window();
        match tap {
            Some(_) if self.shows_walk() => {
                let chosen =
                    held.map(|held| Sample::Point(held.index)).filter(|&sample| self.can_walk(sample));
                chosen.into_iter().for_each(|sample| self.walk_with(sample));
            }
            Some(x) if self.room_for(1).is_ok() => self.append(Subject::Single, [self.new_point(x)]),
            _ => {}
        }
    }

    /// The point nearest to `x` and within `reach` of it; of two as near, the one drawn on top.
    pub(super) fn nearest(&self, x: [f32; 2], reach: f32) -> Option<usize> {
        let distances =
            self.points.iter().enumerate().map(|(index, point)| (square_distance(point.x, x), index));
        let within = distances.filter(|&(square, _)| square <= reach * reach);
        within.min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, index)| index)
    }

    /// Removes the points within reach of a stroke from one place to another.
    pub(super) fn erase(&mut self, [from, to]: [[f32; 2]; 2], reach: f32) {
        let outside = |point: &Point| square_distance(point.x, nearest_on(from, to, point.x)) > reach * reach;
        let kept: Vec<Point> = self.points.iter().copied().filter(outside).collect();
        if kept.len() < self.points.len() {
            // The held point may be gone, and the others have other indices now.
            self.held = None;
            self.replace_points(Subject::Gesture, kept);
        }
    }

    /// Adds a small cloud of points around `x`.
    pub(super) fn spray(&mut self, x: [f32; 2]) -> Result<(), Error> {
        self.room_for(CLOUD)?;
        let mut draws = Draws::new(self.settings.data_seed, CLOUDS | u64::from(self.sprays));
        let deviation = SPREAD * f64::from(self.window.high[0] - self.window.low[0]);
        let cloud: [Point; CLOUD] = core::array::from_fn(|_| {
            let x = core::array::from_fn(|axis| x[axis] + (deviation * draws.normal()) as f32);
            Point { x: self.inside(x), class: self.settings.class, part: Part::Train }
        });
        self.sprays = self.sprays.wrapping_add(1);
        self.add_points(Subject::Gesture, cloud)
    }

    /// Replaces the points by those of a CSV text. Where it has bad rows, nothing is taken unless `only_good` rows are
    /// asked for; a notice tells them, up to [`TOLD`].
    pub(super) fn import(&mut self, text: &str, only_good: bool) -> Result<(), Error> {
        let is_regression = self.settings.task == Task::Regression;
        let reading = if is_regression { csv::read_pairs(text) } else { csv::read(text) };
        if !reading.bad.is_empty() && !only_good {
            let (good, over) = (reading.points.len(), reading.over());
            // Rows too many are reported once, as the first of them, and are no bad ones.
            let bad = reading.bad.len() - usize::from(over > 0);
            let rows = reading.bad.iter().take(TOLD).map(|row| (row.line, row.reason.code())).collect();
            self.notices.push(Notice::BadRows { rows, bad, good, over });
            return Ok(());
        }
        if reading.points.is_empty() {
            return Err(Error::Empty);
        }
        let mut change = self.change();
        change.points = Rc::new(reading.points);
        change.edited = true;
        let points = Rc::make_mut(&mut change.points);
        split(points, change.settings.train, change.settings.data_seed);
        let classes = classes_of(points);
        change.restarts = classes != change.settings.classes;
        change.settings.classes = classes;
        self.notices.push(Notice::Imported { points: points.len() });
        self.make(Subject::Single, change);
        Ok(())
    }

    /// The points as CSV text.
    pub fn export(&self) -> String {
        match self.settings.task {
            Task::Classification => csv::write(&self.points),
            Task::Regression => csv::write_pairs(&self.points),
        }
    }
}

/// The place on the line between `from` and `to` that is nearest to `x`.
fn nearest_on(from: [f32; 2], to: [f32; 2], x: [f32; 2]) -> [f32; 2] {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let square = dx * dx + dy * dy;
    let along = ((x[0] - from[0]) * dx + (x[1] - from[1]) * dy) / square;
    // A stroke without length is its one place.
    let along = if square > 0.0 { along.clamp(0.0, 1.0) } else { 0.0 };
    [from[0] + along * dx, from[1] + along * dy]
}

fn square_distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
}
