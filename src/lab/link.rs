//! The whole state as a link: the settings that differ from their defaults, hand-made points, and how far training went.

use std::rc::Rc;

use super::change::classes_of;
use super::command::run;
use super::message::{Notice, decode, encode};
use super::packed::{pack_points, pack_state, unpack_points, unpack_state};
use super::run::State;
use super::settings::{Batch, Settings, TABLE, Task, row};
use super::undo::Subject;
use super::{Goal, Lab};

/// The most steps that a link asks to be taken again; beyond, it carries the network itself.
const REPLAY: u64 = 20_000;
/// The most samples likewise.
const REPLAY_SAMPLES: u64 = 400_000;

impl Lab {
    /// The state as a link's fragment, without `#`: opened again, it gives the same network to the bit.
    ///
    /// A run that nothing was changed in by hand is told by its number of steps, as long as they are soon taken again;
    /// any other by its parameters.
    pub fn link(&self) -> String {
        // Opened, a link that names no classes gets those of its data set.
        let default = Settings { classes: self.settings.own_classes(), ..Settings::default() };
        let mut parts: Vec<String> = Vec::new();
        for row in &TABLE {
            let value = (row.write)(&self.settings);
            if value != (row.write)(&default) {
                parts.push(format!("{}={}", row.name, encode(&value)));
            }
        }
        let front = self.runs.front_index();
        if self.runs.index_of(&self.settings) != Some(front) {
            parts.push(format!("front={}", front + 1));
        }
        if self.edited {
            parts.push(format!("points={}", pack_points(&self.points)));
        }
        // On the way to a step, the link still asks for that step.
        let step = match self.goal {
            Some(Goal::Step(step)) => step,
            _ => self.runs.step_number(),
        };
        if !self.runs.untouched() || step > self.replayable() {
            let states: Vec<String> = self.runs.states().iter().map(pack_state).collect();
            parts.push(format!("state={}", states.join(".")));
        } else if step > 0 {
            parts.push(format!("step={step}"));
        }
        parts.join("&")
    }

    /// How many steps can be taken again in a moment.
    fn replayable(&self) -> u64 {
        let all = self.points.len() as u64;
        let sizes = self.runs.all().iter().map(|rival| match rival.settings.samples_a_step() {
            Batch::Size(size) => u64::from(size).min(all),
            Batch::Full => all,
        });
        REPLAY.min(REPLAY_SAMPLES / sizes.sum::<u64>().max(1))
    }

    /// Becomes the lab that a link tells: every setting that it does not name gets its default. What cannot be read is
    /// left out, and one notice names it. Training is paused, but for the steps that the link asks for.
    pub(super) fn open(&mut self, link: &str) {
        let mut change = self.change();
        change.settings = Settings::default();
        change.restarts = true;
        let (mut points, mut front, mut state, mut step) = (None, None, None, None);
        let mut unread: Vec<String> = Vec::new();
        let mut names_classes = false;
        for part in link.trim_start_matches('#').split('&').filter(|part| !part.is_empty()) {
            let (name, given) = part.split_once('=').unwrap_or((part, ""));
            let given = decode(given);
            let read = match name {
                "points" => {
                    points = unpack_points(&given);
                    points.is_some()
                }
                "front" => {
                    front = run(&given);
                    front.is_some()
                }
                "step" => {
                    step = given.parse().ok();
                    step.is_some()
                }
                "state" => {
                    state = Some(given);
                    true
                }
                _ => row(name).and_then(|row| (row.read)(&mut change.settings, &given)).is_some(),
            };
            names_classes |= name == "classes";
            if !read {
                unread.push(name.chars().take(20).collect());
            }
        }
        change.settings.settle_comparison();
        change.edited = points.is_some();
        if !names_classes {
            change.settings.classes = change.settings.own_classes();
        }
        let points = points.unwrap_or_else(|| change.settings.generate());
        let needed = if change.settings.task == Task::Regression { 2 } else { classes_of(&points) };
        if change.settings.classes < needed {
            change.settings.classes = needed;
            if names_classes {
                unread.push("classes".to_string());
            }
        }
        change.points = Rc::new(points);
        let (select, hold) = (change.settings.select, change.settings.hold.clone());
        let surface = change.settings.surface;
        self.halt();
        self.make(Subject::Single, change);
        if self.settings.select != select {
            unread.push("select".to_string());
        }
        if self.settings.surface != surface {
            unread.push("surface".to_string());
        }
        if self.settings.hold != hold {
            unread.push("hold".to_string());
        }
        let front = front.or_else(|| self.runs.index_of(&self.settings));
        if front.is_some_and(|front| self.bring_to_front(front).is_err()) {
            unread.push("front".to_string());
        }
        if let Some(state) = state {
            // Beside a perceptron a network may have more parameters.
            let counts = self.runs.all().iter().map(|rival| rival.run.network().parameters().len());
            let states: Option<Vec<State>> = (state.split('.').count() == self.runs.all().len())
                .then(|| {
                    state.split('.').zip(counts).map(|(state, count)| unpack_state(state, count)).collect()
                })
                .flatten();
            let fresh = self.runs.states();
            if !states.is_some_and(|states| self.runs.stand_at(&states)) {
                // Some of the states may have been taken over before one did not fit.
                self.runs.stand_at(&fresh);
                unread.push("state".to_string());
            }
        } else if let Some(step) = step.filter(|&step| step > 0) {
            if step <= self.replayable() {
                self.goal = Some(Goal::Step(step));
            } else {
                unread.push("step".to_string());
            }
        }
        unread.truncate(10);
        if !unread.is_empty() {
            self.notices.push(Notice::Unreadable { names: unread.join(",") });
        }
    }
}
