//! The fields of the figures, worked on between two frames: first that of the run in front, then those of the runs beside it.

use super::{Figure, RIVALS, Screens, is_regression};
use crate::figure::field::{Grid, Sampling};
use crate::lab::Lab;
use crate::web::quality::Quality;

/// How many rows of a field are computed before the clock is looked at.
const ROWS: usize = 8;

impl Screens {
    /// The sampling that the field of the run in front should have now: the first one coarse, to be there soon; while the
    /// network changes, as fine as there is time for; when it stands still, fine.
    fn sampling(&self, lab: &Lab) -> Sampling {
        match self.field.shown() {
            None => Quality::first(),
            Some(_) if !self.field.is_of(&lab.sketch_of(lab.front())) => self.quality.live(),
            Some(shown) if lab.is_training() => shown.sampling(),
            Some(_) => Quality::still(),
        }
    }

    /// Whether the field of the run in front is to be worked on. While it trains, the next one begins when the last is seen.
    fn front_has_work(&self, lab: &Lab) -> bool {
        let shows_it =
            [Figure::Plane, Figure::Network, Figure::Input].into_iter().any(|figure| self.is_visible(figure));
        if is_regression(lab) || !shows_it {
            return false;
        }
        if self.field.is_busy() {
            return true;
        }
        let snapshot = lab.sketch_of(lab.front());
        let is_due = self.seen == self.field.serial() || !lab.is_training();
        let shown = self.field.shown().map(Grid::sampling);
        is_due && (!self.field.is_of(&snapshot) || shown != Some(self.sampling(lab)))
    }

    /// The run among those compared whose field is to be worked on: while they train, one in each frame.
    fn rival_with_work(&self, lab: &Lab) -> Option<usize> {
        let rivals = if is_regression(lab) { 0 } else { lab.runs().min(RIVALS) };
        let mut order = (0..rivals).map(|k| (self.turn + k) % rivals);
        let is_seen = |rival: usize| self.is_visible(Figure::RivalPlane(rival));
        if let Some(busy) = order.clone().find(|&rival| is_seen(rival) && self.rivals[rival].is_busy()) {
            return Some(busy);
        }
        if lab.is_training() && self.has_turned {
            return None;
        }
        order.find(|&rival| is_seen(rival) && !self.rivals[rival].is_of(&lab.sketch_of(rival)))
    }

    /// Whether there is work to do on a field before the next frame.
    pub fn has_work(&self, lab: &Lab) -> bool {
        self.front_has_work(lab) || self.rival_with_work(lab).is_some()
    }

    /// Works on the fields until a moment: first on that of the run in front, then in turn on those of the runs that are compared.
    pub fn work(&mut self, lab: &Lab, now: impl Fn() -> f64, end: f64) {
        let mut start = now();
        while start < end && self.front_has_work(lab) {
            let sampling = self.sampling(lab);
            let is_live = sampling == self.quality.live();
            if self.field.is_busy() || self.field.ask(&lab.sketch_of(lab.front()), sampling) {
                while self.field.work(ROWS) && now() < end {}
            }
            let stop = now();
            self.spent += stop - start;
            if !self.field.is_busy() {
                if is_live && lab.is_training() {
                    self.quality.took(self.spent);
                }
                self.spent = 0.0;
            }
            start = stop;
        }
        while now() < end
            && let Some(rival) = self.rival_with_work(lab)
        {
            let field = &mut self.rivals[rival];
            if field.is_busy() || field.ask(&lab.sketch_of(rival), Sampling::new(64, 64)) {
                while field.work(ROWS) && now() < end {}
            }
            if !field.is_busy() {
                self.turn = rival + 1;
                self.has_turned = true;
            }
        }
    }
}
