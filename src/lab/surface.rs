//! The loss surface: the mean loss of the training points over two parameters of the network in front, all others as they are.
//!
//! It follows the network: a survey that is under way is finished, and the next one is of the network as it is then. While the
//! network changes, surveys are coarse; when it stands still, a fine one follows. How fine is a function of what a loss costs, so
//! that a link shows the same surface everywhere. Where the present place lies, where it came from and which way is down are known
//! at each step.

mod kept;

use std::rc::Rc;

pub(super) use kept::Surveyor;
use kept::{Kept, Kind, SlopesKey};

use super::Lab;
use super::history::History;
use super::readout::Lines;
use super::run::Slopes;
use super::runs::Rival;
use super::settings::{Place, View, write_place};
use crate::data::decimal::round_up;
use crate::data::point::Window;
use crate::nn::optimizer::{Descent, Optimizer};
use crate::nn::surface::{Section, Survey};

/// The places along a side of a survey while the network changes, and when it stands still.
const LIVE: [usize; 3] = [17, 25, 33];
const STILL: [usize; 4] = [33, 49, 65, 97];
/// A survey takes at most so many products, but for the coarsest: about 20 ms, and half a second.
const LIVE_COST: usize = 20 << 20;
const STILL_COST: usize = 512 << 20;
/// The surface reaches at least so far from 0 on both sides…
const LEAST_REACH: f64 = 4.0;
/// …and to one of these digits times a power of ten, so that it stays for long and grows in steps.
const DIGITS: [f64; 7] = [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0];
/// What lies beyond this share of the reach makes it grow.
pub const INSIDE: f32 = 0.98;

/// A survey that is done: E over a window of the two parameters.
#[derive(Clone, Copy, Debug)]
pub struct Surface<'a> {
    /// The part that was surveyed.
    pub window: Window,
    /// The places along a side.
    pub side: usize,
    /// `side × side` losses, all finite, rows from the greatest value of the second parameter down.
    pub losses: &'a [f32],
}

/// What a figure sees of the loss surface.
#[derive(Clone, Copy, Debug)]
pub struct Surfaced<'a> {
    /// The two parameters, the first one across and the second one up.
    pub places: [Place; 2],
    /// Their values.
    pub at: [f32; 2],
    /// The part of their plane to show, a square.
    pub window: Window,
    /// The survey that was finished last, of another part where the window has changed since; none before the first.
    pub surface: Option<Surface<'a>>,
    /// A number that changes with it.
    pub serial: u64,
    /// Which way is down, where it is known.
    pub slopes: Option<Slopes>,
    /// η.
    pub rate: f32,
    /// Whether the next step is only −η times the gradient of its batch.
    pub is_plain: bool,
}

/// The part of the plane to show: around 0, as far as the two parameters have been, so that it only grows while a network trains;
/// zoomed, around a round place near the present one, which it follows in leaps of half its side.
///
/// What a hand holds does not count until it is let go: the axes do not run away from it.
fn seen(history: &History, places: [Place; 2], at: [f32; 2], in_hand: bool, zoom: u32) -> Window {
    let watched = history.watched() == Some(places);
    let way = history.way().filter(|_| watched).map(|stop| stop.at);
    let present = Some(at).filter(|_| !in_hand);
    let far = way.chain(present).flatten().fold(0.0, |far: f32, w| far.max(w.abs()));
    let reach = f64::from(far.min(1e30) / INSIDE).max(LEAST_REACH);
    let reach = round_up(reach, &DIGITS) as f32;
    if zoom <= 1 {
        return Window { low: [-reach; 2], high: [reach; 2] };
    }
    let reach = reach / zoom as f32;
    let centre = at.map(|w| (w / reach).round() * reach);
    Window { low: centre.map(|w| w - reach), high: centre.map(|w| w + reach) }
}

/// The finest side whose survey costs no more than allowed.
fn side(sides: &[usize], cost: usize, most: usize) -> usize {
    let fits = |side: &&usize| side.saturating_mul(**side).saturating_mul(cost) <= most;
    sides.iter().rfind(fits).or(sides.first()).copied().unwrap_or(2)
}

impl Lab {
    /// Whether the loss surface is looked at, and there is one.
    fn has_surface(&self) -> bool {
        self.settings.view == View::Surface && !self.runs.front().settings.is_perceptron()
    }

    /// The two parameters in front.
    fn ground(&self) -> [Place; 2] {
        self.settings.surface.places(self.network())
    }

    /// The values of the two parameters.
    fn ground_at(&self) -> Option<[f32; 2]> {
        let [across, up] = self.ground().map(|place| self.network().parameter(place));
        Some([across?, up?])
    }

    /// The part of their plane to show.
    fn ground_window(&self, at: [f32; 2]) -> Window {
        let places = self.ground();
        let in_hand = places.iter().any(|place| self.grip.contains(place));
        seen(self.runs.front().run.history(), places, at, in_hand, self.settings.surface_zoom)
    }

    /// What is to be surveyed now, with this part of what is known already: nothing where that is all there is to know.
    fn wanted(&self) -> Option<(Kind, [usize; 2])> {
        let at = self.ground_at().filter(|_| self.has_surface())?;
        let Rival { run, .. } = self.runs.front();
        let (network, places) = (run.network(), self.ground());
        let index = |[layer, unit, input]: Place| network.index(layer, unit, input);
        let indices = [index(places[0])?, index(places[1])?];
        if run.training_samples().is_empty() {
            return None;
        }
        let mut others = network.parameters().to_vec();
        indices.iter().for_each(|&index| others[index] = 0.0);
        let Window { low, high } = self.ground_window(at);
        let shape = network.shape().clone();
        let mut kind = Kind { shape, others, places, section: Section { low, high, side: 0 } };
        let Surveyor { shown, next, .. } = &self.surveyor;
        // One that is under way is finished, so that surveys get done however fast the network changes.
        if next.as_ref().is_some_and(|next| next.is_akin(&kind, &self.points)) {
            return None;
        }
        let is_new = !shown.as_ref().is_some_and(|shown| shown.is_of(&kind, &self.points));
        let cost = Survey::cost(network, run.training_samples(), indices);
        kind.section.side = if is_new || self.is_training() {
            side(&LIVE, cost, LIVE_COST)
        } else {
            side(&STILL, cost, STILL_COST)
        };
        let is_finer = shown.as_ref().is_none_or(|shown| shown.kind.section.side < kind.section.side);
        (is_new || is_finer).then_some((kind, indices))
    }

    /// Begins the survey that is wanted, if it is not under way; gives whether there is work to do for it.
    pub(super) fn asks_surface(&mut self) -> bool {
        if !self.has_surface() {
            self.surveyor.next = None;
            return false;
        }
        if let Some((kind, indices)) = self.wanted() {
            let run = &self.runs.front().run;
            let survey = Survey::new(run.network(), run.training_samples(), indices, kind.section);
            let points = Rc::clone(&self.points);
            self.surveyor.next = survey.map(|survey| Kept { kind, points, survey, losses: Vec::new() });
        }
        self.surveyor.next.is_some()
    }

    /// Does a piece of it.
    pub(super) fn survey(&mut self) {
        let Surveyor { shown, next, serial, .. } = &mut self.surveyor;
        if !next.as_mut().is_some_and(|next| next.survey.work())
            && let Some(mut done) = next.take()
        {
            let finite = |&loss: &f32| if loss.is_finite() { loss } else { f32::MAX };
            done.losses = done.survey.losses().iter().map(finite).collect();
            *shown = Some(done);
            *serial += 1;
        }
    }

    /// Whether what is studied follows training, and will never be through while it goes on.
    pub fn study_follows(&self) -> bool {
        self.has_surface() && self.is_training()
    }

    /// A number that changes with each survey that is finished.
    pub fn surface_revision(&self) -> u64 {
        self.surveyor.serial
    }

    /// Keeps the way of the two parameters in every run; where they were before, the past knows at some steps.
    pub(super) fn watch_ground(&mut self) {
        let ground = self.settings.surface;
        let past = &self.past;
        let present = self.visit.as_mut().map(super::time::Visit::runs_mut);
        for runs in [Some(&mut self.runs), present].into_iter().flatten() {
            for (index, rival) in runs.all_mut().iter_mut().enumerate() {
                let known = |step| past.state(step, index).map(|state| state.parameters.as_slice());
                rival.run.watch(ground, known);
            }
        }
    }

    /// Computes which way is down, if that is not known: with all training points it takes longer than a step, so it is done only
    /// where it is to be seen.
    pub fn find_slopes(&mut self) {
        if !self.has_surface() {
            self.surveyor.slopes = None;
            return;
        }
        let places = self.ground();
        let Rival { run, settings, .. } = self.runs.front();
        let key = SlopesKey {
            network_revision: self.network_revision,
            front: self.front(),
            places,
            points: Rc::clone(&self.points),
            descent: settings.descent(),
            batch: settings.batch,
            hold: settings.hold.clone(),
        };
        if self.surveyor.slopes.as_ref().map(|(key, _)| key) != Some(&key) {
            let index = |[layer, unit, input]: Place| run.network().index(layer, unit, input);
            let indices = index(places[0]).zip(index(places[1]));
            let slopes = indices.and_then(|(across, up)| run.slopes(settings, [across, up]));
            self.surveyor.slopes = Some((key, slopes));
        }
    }

    /// What is seen of the loss surface; nothing where it is not looked at, or there is none.
    pub fn surfaced(&self) -> Option<Surfaced<'_>> {
        let at = self.ground_at().filter(|_| self.has_surface())?;
        let (places, settings) = (self.ground(), &self.runs.front().settings);
        let Surveyor { shown, serial, slopes, .. } = &self.surveyor;
        let is_ours = |shown: &&Kept| shown.is_about(places, self.network().shape(), &self.points);
        let surface = shown.as_ref().filter(is_ours).map(|shown| Surface {
            window: shown.window(),
            side: shown.kind.section.side,
            losses: &shown.losses,
        });
        let Descent { optimizer, rate, l1, l2, .. } = settings.descent();
        let is_held = places.iter().any(|&place| settings.hold.has(place));
        let is_plain = optimizer == Optimizer::GradientDescent && l1 == 0.0 && l2 == 0.0 && !is_held;
        let here = (self.network_revision, self.front(), places);
        let is_here = |key: &SlopesKey| (key.network_revision, key.front, key.places) == here;
        let slopes = slopes.as_ref().filter(|(key, _)| is_here(key)).and_then(|(_, slopes)| *slopes);
        let window = self.ground_window(at);
        Some(Surfaced { places, at, window, surface, serial: *serial, slopes, rate, is_plain })
    }

    /// The two parameters, their values and the numbers of the arrows; all empty where the surface is not looked at.
    pub(super) fn put_surface(&mut self, lines: &mut Lines<'_>) {
        self.find_slopes();
        let surfaced = self.surfaced();
        let slopes = surfaced.and_then(|surfaced| surfaced.slopes);
        let places = surfaced.into_iter().flat_map(|surfaced| surfaced.places);
        lines.put_list("surface-of", places.map(write_place));
        let mut put = |name, numbers: Option<[f32; 2]>| {
            lines.put_numbers(name, numbers.into_iter().flatten());
        };
        put("surface-at", surfaced.map(|surfaced| surfaced.at));
        put("surface-low", surfaced.map(|surfaced| surfaced.window.low));
        put("surface-high", surfaced.map(|surfaced| surfaced.window.high));
        put("surface-gradient", slopes.map(|slopes| slopes.all));
        put("surface-batch", slopes.and_then(|slopes| slopes.batch));
        put("surface-step", slopes.and_then(|slopes| slopes.step));
        let side = surfaced.and_then(|surfaced| surfaced.surface).map(|surface| surface.side);
        lines.put_some("surface-side", side);
        lines.put_some("surface-plain", surfaced.map(|surfaced| u8::from(surfaced.is_plain)));
    }
}
