//! Which figures are to be painted, and how soon: what each depends on, and what of that has changed since it was painted.

use super::{Figure, Screen, Screens, is_regression};
use crate::lab::Lab;
use crate::lab::settings::View;

/// What a figure depends on: pictures with equal keys are equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Key {
    /// What a person changes: it is to be seen at once.
    by_hand: [u64; 5],
    /// What training changes: it is to be seen as often as there is time.
    by_training: [u64; 3],
}

/// Whether a figure is to be painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Need {
    Nothing,
    /// When there is time: by how much it is overdue.
    Soon(f64),
    Now,
}

impl Screens {
    /// What a figure shows.
    pub(super) fn key(&self, figure: Figure, lab: &Lab) -> Key {
        let [commands, set] = lab.changes();
        let snapshot = |index| lab.sketch_of(index);
        let front = lab.front() as u64;
        // Standing still, a change of the network is somebody's.
        let network = if lab.is_training() { 0 } else { lab.network_revision() };
        let place = |at: Option<[f32; 2]>| {
            at.map_or(0, |[x, y]| u64::from(x.to_bits()) << 32 | u64::from(y.to_bits()) | 1)
        };
        let view = lab.settings().view;
        let lit = lab.lit().map_or(0, |index| index as u64 + 1);
        match figure {
            Figure::Plane | Figure::Network | Figure::RivalPlane(_) if is_regression(lab) => Key {
                by_hand: [commands, front, place(lab.probe()), network, lit << 1 | 1],
                by_training: [lab.network_revision(), 0, 0],
            },
            Figure::Plane | Figure::Input | Figure::RivalPlane(_) => {
                let field =
                    if let Figure::RivalPlane(rival) = figure { &self.rivals[rival] } else { &self.field };
                Key {
                    by_hand: [commands, front, place(lab.crosshair()), lit, 0],
                    by_training: [field.serial(), lab.verdict_revision(), 0],
                }
            }
            Figure::Network => Key {
                by_hand: [if lab.is_training() { set } else { commands }, front, network, 0, 0],
                by_training: [self.field.serial(), 0, 0],
            },
            Figure::Loss => {
                let sketch = snapshot(lab.front());
                let last = sketch.history.entries().last();
                let losses = last.map_or(0, |last| {
                    u64::from(last.train.to_bits()) << 32 | u64::from(last.test.unwrap_or(-1.0).to_bits())
                });
                let step = last.map_or(0, |last| last.step);
                // In the past the curve is the present's; the step that is shown lies on it.
                Key { by_hand: [set, front, 0, 0, 0], by_training: [step.min(sketch.step), step, losses] }
            }
            // What is moved or pointed at in one of its planes moves and is lit in the others at once.
            Figure::View | Figure::Sigmoid | Figure::RivalGradient(_) if view.links_points() => Key {
                by_hand: [commands, front, network, place(snapshot(lab.front()).probe), lit],
                by_training: [lab.network_revision(), 0, 0],
            },
            // What a survey adds is to be seen at once, where nothing trains.
            Figure::View if view == View::Surface => Key {
                by_hand: [
                    commands,
                    front,
                    network,
                    if lab.is_training() { 0 } else { lab.surface_revision() },
                    0,
                ],
                by_training: [lab.network_revision(), lab.surface_revision(), 0],
            },
            Figure::View | Figure::Sigmoid | Figure::RivalGradient(_) => Key {
                by_hand: [
                    if lab.is_training() { set } else { commands },
                    front,
                    network,
                    place(lab.softmax_place()),
                    0,
                ],
                by_training: [lab.revision(), 0, 0],
            },
        }
    }

    /// How a figure stands: whether it is to be painted at once, or how overdue what training has changed on it is, 1 and more
    /// where it is time.
    pub(super) fn need(&self, screen: &Screen, lab: &Lab, now: f64) -> Need {
        let can_draw = self.is_complete || screen.figure == Figure::Plane && !is_regression(lab);
        if !screen.canvas.size().is_visible() || !can_draw {
            return Need::Nothing;
        }
        // First of all the plane with its field.
        let begins = !self.has_begun && self.is_visible(Figure::Plane);
        let has_picture = is_regression(lab) || self.field.shown().is_some();
        if begins && (screen.figure != Figure::Plane || !has_picture) {
            return Need::Nothing;
        }
        let key = self.key(screen.figure, lab);
        match screen.painted {
            Some(painted) if painted == key => Need::Nothing,
            Some(painted) if painted.by_hand == key.by_hand && lab.is_training() => {
                let overdue = (now - screen.at) / self.pause(screen.figure, lab.settings().view);
                if overdue < 1.0 { Need::Nothing } else { Need::Soon(overdue) }
            }
            _ => Need::Now,
        }
    }

    /// Whether there is something to paint.
    pub fn is_stale(&self, lab: &Lab, now: f64) -> bool {
        self.all.iter().any(|screen| self.need(screen, lab, now) != Need::Nothing)
    }

    /// Whether somebody waits for a figure: it shows what a person has just changed.
    pub fn is_awaited(&self, lab: &Lab, now: f64) -> bool {
        self.all.iter().any(|screen| self.need(screen, lab, now) == Need::Now)
    }

    /// The time between two pictures of what training changes, in milliseconds: the plane has every frame, thumbnails every second
    /// one, and curves are not read faster than numbers. All but the plane wait longer where frames come late.
    fn pause(&self, figure: Figure, view: View) -> f64 {
        let usual = match figure {
            Figure::Plane => return 1.0,
            Figure::Network | Figure::Input | Figure::RivalPlane(_) => 25.0,
            // What moves is followed by eye.
            Figure::View if view.links_points() || matches!(view, View::Softmax | View::Surface) => 40.0,
            Figure::Sigmoid => 45.0,
            Figure::Loss | Figure::View | Figure::RivalGradient(_) => 90.0,
        };
        usual * self.leisure
    }
}
