//! Points by hand: what the pointer and the keyboard do on the plane, and CSV in and out.

use std::rc::Rc;

use super::Lab;
use super::change::classes_of;
use super::message::{Error, Notice};
use super::settings::Tool;
use super::undo::Subject;
use crate::data::csv;
use crate::data::point::{CAPACITY, LIMIT, Part, Point, snap};
use crate::data::split::split;
use crate::nn::draws::Draws;

/// How many points a sprayed cloud has.
const CLOUD: usize = 3;
/// The standard deviation of a sprayed cloud, as a share of the window's side.
const SPREAD: f64 = 0.04;
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

    fn existing(&self, verb: &'static str, index: usize) -> Result<Point, Error> {
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
        let points = self.points.iter().copied().chain(more).collect();
        self.replace_points(subject, points);
        Ok(())
    }

    pub(super) fn relocate(&mut self, index: usize, x: [f32; 2]) -> Result<(), Error> {
        self.existing("move", index)?;
        self.put(Subject::Single, index, x.map(snap));
        Ok(())
    }

    fn put(&mut self, subject: Subject, index: usize, x: [f32; 2]) {
        let mut points = self.points.to_vec();
        if let Some(point) = points.get_mut(index) {
            point.x = x;
        }
        self.replace_points(subject, points);
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
        self.room_for(match self.settings.tool {
            Tool::Add => usize::from(touched.is_none()),
            Tool::Erase => 0,
            Tool::Spray => CLOUD,
        })?;
        self.release();
        self.reach = reach;
        match self.settings.tool {
            Tool::Add => {
                self.held = touched;
                if touched.is_none() {
                    let point = Point { x: self.inside(x), class: self.settings.class, part: Part::Train };
                    self.add_points(Subject::Gesture, [point])?;
                    self.held = self.points.len().checked_sub(1);
                }
            }
            Tool::Erase => self.erase(x, reach),
            Tool::Spray => self.spray(x)?,
        }
        Ok(())
    }

    /// The pointer moves while it is down.
    pub(super) fn drag(&mut self, x: [f32; 2]) -> Result<(), Error> {
        match self.settings.tool {
            Tool::Add => {
                if let Some(index) = self.held {
                    self.put(Subject::Gesture, index, self.inside(x));
                }
            }
            Tool::Erase => self.erase(x, self.reach),
            Tool::Spray => self.spray(x)?,
        }
        Ok(())
    }

    /// The pointer goes up, or a control is let go.
    pub(super) fn release(&mut self) {
        self.undo.close();
        self.held = None;
        self.fit_window();
    }

    /// The point nearest to `x` and within `reach` of it; of two as near, the one drawn on top.
    pub(super) fn nearest(&self, x: [f32; 2], reach: f32) -> Option<usize> {
        let distances =
            self.points.iter().enumerate().map(|(index, point)| (square_distance(point.x, x), index));
        let within = distances.filter(|&(square, _)| square <= reach * reach);
        within.min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, index)| index)
    }

    /// Removes the points within reach.
    pub(super) fn erase(&mut self, x: [f32; 2], reach: f32) {
        let kept: Vec<Point> =
            self.points.iter().copied().filter(|point| square_distance(point.x, x) > reach * reach).collect();
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
    /// asked for; a notice tells the first of them.
    pub(super) fn import(&mut self, text: &str, only_good: bool) -> Result<(), Error> {
        let reading = csv::read(text);
        if let (Some(first), false) = (reading.bad.first(), only_good) {
            let (line, reason) = (first.line, first.reason.code());
            let (bad, good) = (reading.bad.len(), reading.points.len());
            self.notices.push(Notice::BadRows { line, reason, bad, good });
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
        csv::write(&self.points)
    }
}

fn square_distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
}
