//! How settings, points and weights change: every change goes through one place, which keeps undo, the run and the
//! number of classes in step.

mod front;
mod recall;

use std::rc::Rc;

use super::Lab;
use super::compare::Compare;
use super::message::{Error, Notice};
use super::past::Past;
use super::runs::Runs;
use super::settings::{Effect, Ground, Model, Place, Row, Sample, Selection, Settings, Task, Value};
use super::undo::{Fate, Subject};
use crate::data::point::{Point, Window};
use crate::data::split::split;

/// The number of classes that the points need: the highest class and one, at least 2.
pub(super) fn classes_of(points: &[Point]) -> usize {
    points.iter().map(|point| usize::from(point.class) + 1).max().unwrap_or(0).max(2)
}

/// A lab to be: what a change makes of settings and points.
pub(super) struct Change {
    /// All settings.
    pub settings: Settings,
    /// All points.
    pub points: Rc<Vec<Point>>,
    /// Whether the points differ from the preset's.
    pub edited: bool,
    /// Whether training starts again.
    pub restarts: bool,
    /// Whether nothing changes but what the points would be drawn from.
    pub leaves_training: bool,
}

impl Lab {
    /// Nothing changed yet, but that a change ends what a hand holds.
    pub(super) fn change(&self) -> Change {
        Change {
            settings: Settings { hold: self.own_hold(), ..self.settings.clone() },
            points: Rc::clone(&self.points),
            edited: self.edited,
            restarts: false,
            leaves_training: false,
        }
    }

    /// Keeps the points where they come to the same, and training as it is where that is all that would change.
    fn spare(&self, change: &mut Change) {
        if change.points == self.points {
            change.points = Rc::clone(&self.points);
            change.leaves_training = change.settings == self.settings.drawn_as(&change.settings);
        }
    }

    /// Makes a change, and remembers the lab as it was.
    ///
    /// Where the points need more classes than there are, the number is raised and training starts again.
    pub(super) fn make(&mut self, subject: Subject, mut change: Change) {
        if change.settings.task == Task::Regression && change.points.iter().any(|point| point.class > 0) {
            Rc::make_mut(&mut change.points).iter_mut().for_each(|point| point.class = 0);
        }
        let needed = classes_of(&change.points);
        if change.settings.classes < needed {
            change.settings.classes = needed;
            change.restarts = true;
            self.notices.push(Notice::ClassesRaised { classes: needed });
        }
        self.remember(subject, if change.restarts { Fate::End } else { Fate::Stay });
        self.forget_grip();
        self.become_changed(change, subject == Subject::Gesture);
    }

    /// Takes over settings and points. While a gesture lasts, the window stays as it is: it must not move under the
    /// pointer.
    fn become_changed(&mut self, change: Change, in_gesture: bool) {
        let new_points = !Rc::ptr_eq(&self.points, &change.points);
        self.settings = change.settings;
        self.points = change.points;
        self.edited = change.edited;
        self.runs.forget_divergence();
        self.is_new = true;
        if !in_gesture {
            self.held = None;
            self.fit_window();
        }
        if change.restarts {
            self.begin_run();
            return;
        }
        let front = self.runs.front_index();
        self.runs.follow(&self.settings);
        if self.runs.front_index() != front {
            self.follow_network();
        }
        if new_points {
            self.runs.set_points(&self.points);
        } else if !change.leaves_training {
            self.runs.touch();
        }
    }

    /// New runs at their start, which have no past.
    fn begin_run(&mut self) {
        let front = self.runs.front_index();
        let are_rates = [&self.runs.front().settings, &self.settings].map(|one| one.compare == Compare::Rate);
        self.runs = Runs::new(&self.settings, &self.points);
        if are_rates == [true; 2] {
            // Which of the rates is looked at is no setting.
            self.runs.bring_to_front(front);
        }
        self.past = Past::default();
        self.follow_network();
        self.goal = None;
    }

    /// Shows all points.
    pub(super) fn fit_window(&mut self) {
        self.window = Window::around(&self.points, self.settings.window());
    }

    /// Whether the network has what is selected.
    fn has(&self, select: Selection) -> bool {
        let network = self.network();
        match select {
            Selection::None => true,
            Selection::Unit { layer, unit } => network.index(layer, unit, 0).is_some(),
            Selection::Weight { layer, unit, input } => network.index(layer, unit, input).is_some(),
        }
    }

    /// Gives a setting a value.
    pub(super) fn set(&mut self, row: &'static Row, given: &str) -> Result<(), Error> {
        let refuse = |allowed| Error::Value { setting: row.name, given: given.to_string(), allowed };
        let mut change = self.change();
        (row.read)(&mut change.settings, given).ok_or_else(|| refuse((row.allowed)()))?;
        let asked = (row.write)(&change.settings);
        self.agree(row, &mut change.settings);
        // It does not go with the rest.
        if (row.write)(&change.settings) != asked {
            return Err(refuse((row.allowed)()));
        }
        // To choose the same data set again brings its own points back, and so does the same number of them, where it decides.
        let is_undone = self.edited
            && match row.effect {
                Effect::Dataset(task) => task == self.settings.task,
                Effect::Points => {
                    row.name == "count" && self.settings.generate().len() == self.settings.count
                }
                _ => false,
            };
        if change.settings == self.change().settings && !is_undone {
            return Ok(());
        }
        // Of runs of two shapes, the one in front may not have what is held of the other.
        let is_in_front = |&place: &Place| self.network().parameter(place).is_some();
        if row.name == "hold" && !change.settings.hold.places().iter().all(is_in_front) {
            return Err(refuse((row.allowed)()));
        }
        if !self.can_walk(change.settings.walk) && change.settings.walk != self.settings.walk {
            return Err(refuse(Sample::allowed()));
        }
        if !self.has(change.settings.select) {
            return Err(refuse(Selection::allowed()));
        }
        let ground = change.settings.surface;
        if ground != self.settings.surface && !ground.is_of(self.network()) {
            return Err(refuse(Ground::allowed()));
        }
        let needed = classes_of(&self.points);
        if change.settings.classes < needed {
            return Err(refuse(format!("{needed}..{}", crate::data::point::CLASSES)));
        }
        if row.name == "compare" && change.settings.compare == Compare::None {
            return self.keep(self.runs.front_index());
        }
        match row.effect {
            Effect::Dataset(task) if task == self.settings.task => {
                change.settings.classes = change.settings.own_classes();
                change.points = Rc::new(change.settings.generate());
                change.edited = false;
                change.restarts = change.settings.classes != self.settings.classes;
            }
            // The data set of another task is kept for it.
            Effect::View | Effect::Dataset(_) => {
                let samples = [self.settings.walk, change.settings.walk];
                let hold = self.settings.hold.clone();
                self.settings = Settings { hold, ..change.settings };
                self.runs.follow(&self.settings);
                // What changes with each step cannot be read number by number.
                if self.shows_walk() && ["view", "walk", "walk-stage"].contains(&row.name) {
                    self.halt();
                }
                if samples[0] != samples[1] {
                    self.walk_with(samples[1]);
                }
                return Ok(());
            }
            Effect::Task => {
                change.settings.begin_task();
                change.points = Rc::new(change.settings.generate());
                change.edited = false;
                change.restarts = true;
            }
            Effect::Points => {
                // Corners and hand-made points do not follow from what was set: they stay.
                let generated = change.settings.generate();
                if is_undone || generated != self.settings.generate() {
                    change.points = Rc::new(generated);
                    change.edited = false;
                    if self.edited {
                        self.notices.push(Notice::PointsReplaced { points: self.points.len() });
                    }
                }
            }
            Effect::Split => {
                let points: &mut Vec<Point> = Rc::make_mut(&mut change.points);
                split(points, change.settings.train, change.settings.data_seed);
            }
            Effect::Restart => {
                // What a hand holds is held in all runs.
                let hold = self.settings.hold.clone();
                let wanted = Settings { hold, ..change.settings.clone() };
                // Of runs that are compared, another one comes to the front: as `front` does, that changes nothing.
                if let Some(index) = self.runs.index_of(&wanted) {
                    return self.bring_to_front(index);
                }
                change.restarts = true;
            }
            Effect::Live => {}
        }
        self.spare(&mut change);
        self.make(Subject::Setting, change);
        Ok(())
    }

    /// Who asks for hidden layers wants a network; and beside a perceptron a network has none, unless a person then adds some.
    fn agree(&self, row: &Row, settings: &mut Settings) {
        match row.name {
            "hidden" if !settings.hidden.is_empty() => settings.model = Model::Network,
            "activation" => settings.keep_beside(&self.settings),
            "task" if settings.task == Task::Regression => settings.model = Model::Network,
            "compare" if settings.compare == Compare::Model && self.settings.compare != Compare::Model => {
                settings.hidden.clear();
            }
            _ => {}
        }
        settings.settle_comparison();
    }

    /// Back to the start, with the draws of `seed`.
    pub(super) fn restart(&mut self, seed: u32) {
        let mut change = self.change();
        change.settings.seed = seed;
        change.restarts = true;
        self.make(Subject::Single, change);
    }
}
