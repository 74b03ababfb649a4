//! The runs of a lab: one, or several that are compared, on the same points, from the same draws and in lockstep.

use std::rc::Rc;

use super::compare::Compare;
use super::counted::Counted;
use super::evaluation::Score;
use super::history::History;
use super::run::{Checkpoint, Run, State};
use super::settings::Settings;
use crate::data::point::Point;

/// One run with the settings that it goes by.
#[derive(Clone, Debug)]
pub struct Rival {
    /// All settings; only those that are compared differ from the other runs'.
    pub settings: Settings,
    /// The run.
    pub run: Run,
    /// What its units do with the training points, where that was asked for.
    pub counted: Option<Counted>,
}

impl Rival {
    /// A run at its start.
    fn new(settings: Settings, points: &Rc<Vec<Point>>) -> Self {
        Self { run: Run::new(&settings, points), settings, counted: None }
    }

    /// Counts what the units do with the training points, if it is not known of the network of this revision.
    pub fn count(&mut self, revision: u64, points: &Rc<Vec<Point>>) {
        let Self { settings, run, counted, .. } = self;
        counted.get_or_insert_with(|| Counted::new(run.network())).update(revision, settings, run, points);
    }
}

/// All runs, and which of them the plane and the network show. There is always one.
#[derive(Clone, Debug)]
pub struct Runs {
    all: Vec<Rival>,
    front: usize,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// At least one run took it.
    Taken,
    /// There are no training points.
    NoPoints,
    /// No run is left that can: all have diverged.
    Diverged,
}

/// How a run does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// On the training points.
    pub train: Option<Score>,
    /// The first layer's ‖∂E/∂W‖ over the last layer's, at the last step.
    pub ratio: Option<f32>,
}

impl Runs {
    /// Every run that the settings ask for, at its start.
    pub fn new(settings: &Settings, points: &Rc<Vec<Point>>) -> Self {
        let variants = settings.compare.variants(settings).into_iter();
        let all: Vec<Rival> = variants.map(|settings| Rival::new(settings, points)).collect();
        let front = all.iter().position(|rival| &rival.settings == settings).unwrap_or(0);
        Self { all, front }
    }

    /// All runs, in the order in which they are shown.
    pub fn all(&self) -> &[Rival] {
        &self.all
    }

    /// The same, to change them: their number and order stay.
    pub fn all_mut(&mut self) -> &mut [Rival] {
        &mut self.all
    }

    /// The one that is in front, from 0.
    pub fn front_index(&self) -> usize {
        self.front
    }

    /// The run in front.
    pub fn front(&self) -> &Rival {
        &self.all[self.front]
    }

    /// The same, to change it.
    pub fn front_mut(&mut self) -> &mut Rival {
        &mut self.all[self.front]
    }

    /// Brings a run to the front; nothing where there is none of this number.
    pub fn bring_to_front(&mut self, index: usize) {
        if index < self.all.len() {
            self.front = index;
        }
    }

    /// The run whose settings are exactly these, if there is one.
    pub fn index_of(&self, settings: &Settings) -> Option<usize> {
        self.all.iter().position(|rival| &rival.settings == settings)
    }

    /// Takes over settings that let the runs go on. The run whose settings are exactly these comes to the front; where rates
    /// are compared the one in front stays, as all of them move with the rate that is set.
    pub fn follow(&mut self, settings: &Settings) {
        let variants = settings.compare.variants(settings);
        self.all.iter_mut().zip(variants).for_each(|(rival, variant)| rival.settings = variant);
        if settings.compare != Compare::Rate {
            self.front = self.index_of(settings).unwrap_or(0);
        }
    }

    /// Trains on these points from now on.
    pub fn set_points(&mut self, points: &Rc<Vec<Point>>) {
        self.all.iter_mut().for_each(|rival| rival.run.set_points(points));
    }

    /// Notes that something was changed by hand.
    pub fn touch(&mut self) {
        self.all.iter_mut().for_each(|rival| rival.run.touch());
    }

    /// Lets the runs that diverged try again; gives whether there are any.
    #[inline(never)]
    pub fn forget_divergence(&mut self) -> bool {
        let is_alone = self.all.len() == 1;
        let mut tries = false;
        for rival in &mut self.all {
            tries |= rival.run.forget_divergence(is_alone);
        }
        tries
    }

    /// How many have diverged.
    #[inline(never)]
    pub fn diverged(&self) -> usize {
        self.all.iter().filter(|rival| rival.run.diverged().is_some()).count()
    }

    /// One step of every run that can take one.
    pub fn step(&mut self) -> Outcome {
        self.take_step(None)
    }

    /// The same on one point alone, out of its turn.
    pub fn step_on(&mut self, point: usize) -> Outcome {
        self.take_step(Some(point))
    }

    fn take_step(&mut self, point: Option<usize>) -> Outcome {
        let mut outcome = Outcome::Diverged;
        for rival in self.all.iter_mut().filter(|rival| rival.run.diverged().is_none()) {
            let Rival { run, settings, .. } = rival;
            let result = match point {
                Some(point) => run.step_on(point, settings),
                None => run.step(settings),
            };
            match result {
                Ok(true) => outcome = Outcome::Taken,
                Ok(false) => return Outcome::NoPoints,
                Err(_) => {}
            }
        }
        outcome
    }

    /// Whether every run is a perceptron that is through: no further step would change anything.
    pub fn have_converged(&self) -> bool {
        self.all.iter().all(|rival| {
            let run = &rival.run;
            rival.settings.is_perceptron() && run.diverged().is_none() && run.progress().has_converged()
        })
    }

    /// The number of steps that the run that came furthest has taken.
    pub fn step_number(&self) -> u64 {
        self.all.iter().map(|rival| rival.run.step_number()).max().unwrap_or(0)
    }

    /// The epochs that the run in front has completed. Beside it a perceptron may need more steps for one, or fewer. Of a run that
    /// diverged, which stands still, those of the one that came furthest.
    pub fn epoch(&self) -> u64 {
        let front = &self.front().run;
        if front.diverged().is_none() {
            return front.epoch();
        }
        self.all.iter().map(|rival| rival.run.epoch()).max().unwrap_or(0)
    }

    /// Whether nothing was changed by hand in any run since its start, so that the step number tells the state.
    pub fn untouched(&self) -> bool {
        self.all.iter().all(|rival| rival.run.untouched())
    }

    /// How each run does.
    pub fn standings(&mut self) -> impl Iterator<Item = Standing> {
        self.all.iter_mut().map(|rival| {
            let train = rival.run.evaluation().train;
            let run = &rival.run;
            let ratio = run.gradient().and_then(|gradient| {
                let mut norms = gradient.norms(run.network());
                let first = norms.next()?;
                let ratio = first / norms.last()?;
                ratio.is_finite().then_some(ratio)
            });
            Standing { train, ratio }
        })
    }

    /// What all runs need to go on from here another time.
    pub fn checkpoints(&self) -> Vec<Checkpoint> {
        self.all.iter().map(|rival| rival.run.checkpoint()).collect()
    }

    /// The same without their histories.
    pub fn states(&self) -> Vec<State> {
        self.all.iter().map(|rival| rival.run.state()).collect()
    }

    /// All histories.
    pub fn histories(&self) -> impl Iterator<Item = &History> {
        self.all.iter().map(|rival| rival.run.history())
    }

    /// Goes on from checkpoints. Gives false where they do not fit these runs.
    pub fn restore(&mut self, checkpoints: &[Checkpoint]) -> bool {
        checkpoints.len() == self.all.len()
            && self.all.iter_mut().zip(checkpoints).all(|(rival, checkpoint)| rival.run.restore(checkpoint))
    }

    /// Goes on from states, histories kept. Gives false where they do not fit these runs.
    pub fn stand_at(&mut self, states: &[State]) -> bool {
        states.len() == self.all.len()
            && self.all.iter_mut().zip(states).all(|(rival, state)| rival.run.stand_at(state))
    }

    /// Lets all runs go but one, which goes on under `settings`.
    pub fn keep(&mut self, index: usize, settings: Settings) {
        if index < self.all.len() {
            let mut kept = self.all.swap_remove(index);
            kept.settings = settings;
            (self.all, self.front) = (vec![kept], 0);
        }
    }
}
