//! The lab: the one state machine behind the page. Commands go in; it trains, and lends snapshots to the figures.
//!
//! Everything a person does is a command, a line of text ([`Lab::apply`]). A command either takes effect or is refused
//! with a typed error that changes nothing. Training happens in [`Lab::advance`], in whole steps.

mod change;
mod command;
pub mod compare;
pub mod counted;
mod edit;
mod evaluation;
mod export;
pub mod history;
mod judged;
mod link;
pub mod message;
mod packed;
mod parameter;
mod past;
mod readout;
mod run;
mod runs;
pub mod settings;
pub mod snapshot;
pub mod softmax;
pub mod study;
mod sum;
pub mod surface;
mod time;
mod training;
mod undo;
pub mod walk;

use std::rc::Rc;

use command::Command;
use judged::Judged;
use message::{Error, Notice};
use past::Past;
use runs::Runs;
use settings::{Place, Settings};
use softmax::Softmax;
use study::Study;
use time::Visit;
use training::Goal;
use undo::Undo;

use crate::data::point::{Point, Window};
use crate::nn::network::Network;
use crate::nn::pass::Pass;

/// The point that the pointer or the keyboard holds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    index: usize,
    /// Where the pointer went down beside the point, as long as it has not moved: let go there, it adds a point.
    tap: Option<[f32; 2]>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something of its own, and any of them goes with any other"
)]
/// Points, settings, a network in training, and what a person has done so far.
#[derive(Clone, Debug)]
pub struct Lab {
    settings: Settings,
    points: Rc<Vec<Point>>,
    /// Whether the points differ from the preset's.
    edited: bool,
    window: Window,
    runs: Runs,
    /// What can be gone back to.
    past: Past,
    /// Whether the state at hand is not what the past would go on to: something was changed by hand.
    is_new: bool,
    /// The present, while a person looks at the past.
    visit: Option<Visit>,
    study: Study,
    judged: Judged,
    /// Counts every change of the network, so that a picture of it can be told from an old one.
    network_revision: u64,
    /// Counts every change of anything that is worth keeping.
    revision: u64,
    /// Counts the commands that changed more than where the plane is read out, and those that changed a setting.
    commands: u64,
    set: u64,
    playing: bool,
    goal: Option<Goal>,
    undo: Undo,
    held: Option<Held>,
    /// The parameters in the hand, and those of them that are held for that reason alone.
    grip: Vec<Place>,
    added: Vec<Place>,
    /// Where the pointer last was, while it is down.
    pointer: Option<[f32; 2]>,
    /// How far from the pointer a point counts as touched, in data units.
    reach: f32,
    /// How many clouds have been sprayed: each has draws of its own.
    sprays: u32,
    probe: Option<[f32; 2]>,
    /// Whether the probe was placed by keyboard.
    crosshair: bool,
    /// The network's outputs at the probe.
    probe_pass: Pass<f32>,
    /// The softmax that was last looked at.
    softmax: Option<Softmax>,
    notices: Vec<Notice>,
    /// The walk that was last looked at.
    recorded: Option<walk::Recorded>,
    /// How a mini-batch adds up, where that was looked at.
    batched: Option<walk::batch::Batched>,
    surveyor: surface::Surveyor,
}

impl Lab {
    /// A lab with the default settings.
    pub fn new() -> Self {
        let settings = Settings::default();
        let points = Rc::new(settings.generate());
        let runs = Runs::new(&settings, &points);
        Self {
            window: Window::around(&points, settings.window()),
            probe_pass: Pass::new(runs.front().run.network()),
            settings,
            points,
            edited: false,
            runs,
            past: Past::default(),
            is_new: true,
            visit: None,
            study: Study::default(),
            judged: Judged::default(),
            network_revision: 0,
            revision: 0,
            commands: 0,
            set: 0,
            playing: false,
            goal: None,
            undo: Undo::default(),
            held: None,
            grip: Vec::new(),
            added: Vec::new(),
            pointer: None,
            reach: 0.0,
            sprays: 0,
            probe: None,
            crosshair: false,
            softmax: None,
            notices: Vec::new(),
            recorded: None,
            batched: None,
            surveyor: surface::Surveyor::default(),
        }
    }

    /// A lab as a link tells it, with nothing to undo yet.
    pub fn opened(link: &str) -> Self {
        let mut lab = Self::new();
        if !link.is_empty() {
            lab.open(link);
            lab.undo = Undo::default();
        }
        lab
    }

    /// Opens a link over what is there, as the command `open` does, so that undo brings that back. It counts as no command, nor as
    /// something to keep: the link itself is where it came from.
    pub fn open_over(&mut self, link: &str) {
        self.open(link);
        self.watch_ground();
    }

    fn count_command(&mut self) {
        self.revision += 1;
        self.commands += 1;
    }

    /// Does what a command says.
    ///
    /// # Errors
    /// Says why the command was refused; nothing has changed then.
    pub fn apply(&mut self, command: &str) -> Result<(), Error> {
        let command = Command::parse(command)?;
        let is_reading = matches!(command, Command::Probe { .. } | Command::ProbePoint { .. });
        let settings = self.settings.clone();
        if self.visit.is_none() || command.only_looks() {
            self.obey(command)?;
        } else {
            // What changes something changes the present; a refused command leaves the past in view.
            let before = self.clone();
            self.return_to_present();
            if let Err(error) = self.obey(command) {
                *self = before;
                return Err(error);
            }
        }
        if !is_reading {
            self.count_command();
        }
        if settings != self.settings {
            self.set += 1;
        }
        self.watch_ground();
        Ok(())
    }

    fn obey(&mut self, command: Command<'_>) -> Result<(), Error> {
        match command {
            Command::Set(row, given) => self.set(row, given)?,
            Command::Play => self.play(),
            Command::Pause => self.halt(),
            Command::Step => self.aim_at_step(),
            Command::Epoch => self.aim_at_epoch(),
            Command::Reset => self.restart(self.settings.seed),
            Command::Reseed => self.restart(self.settings.seed.wrapping_add(1)),
            Command::Undo => self.go_back()?,
            Command::Redo => self.go_forward()?,
            Command::Clear => self.clear(),
            Command::Release => self.release(),
            Command::Add { x, class } => self.add(x, class)?,
            Command::Move { index, x } => self.relocate(index, x)?,
            Command::Remove { index } => self.remove(index)?,
            Command::Press { x, reach } => self.press(x, reach)?,
            Command::Drag { x } => self.drag(x)?,
            Command::Grab { x, reach } => self.grab(x, reach)?,
            Command::Erase { x, reach } => {
                let from = self.pointer.replace(x).unwrap_or(x);
                self.erase([from, x], reach);
            }
            Command::Spray { x } => self.spray(x)?,
            Command::Probe { x, crosshair } => (self.probe, self.crosshair) = (x, crosshair),
            Command::ProbePoint { index } => {
                (self.probe, self.crosshair) = (Some(self.existing("probe-point", index)?.x), false);
            }
            Command::Weight { place, value } => self.set_weight(place, value)?,
            Command::Grip(places) => self.take_in_hand(places.places())?,
            Command::Grow => self.grow()?,
            Command::Truth { classes } => self.set_truth(classes),
            Command::Import { text, only_good } => self.import(text, only_good)?,
            Command::Answered => self.walk_answered(),
            Command::Open(link) => self.open(link),
            Command::Front { index } => self.bring_to_front(index)?,
            Command::Keep { index } => self.keep(index)?,
            Command::Scrub { step } => self.scrub(step),
            Command::Branch => self.branch()?,
            Command::Study { stop } => self.study.stop(self.settings.view, stop),
            Command::Walk { back: false } => self.walk_on()?,
            Command::Walk { back: true } => self.walk_back(),
        }
        Ok(())
    }

    /// What there is to tell a person since this was last asked.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        core::mem::take(&mut self.notices)
    }

    /// A number that changes whenever anything does that is worth keeping.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What a person has changed, as numbers that change with it: of all but where the plane is read out, and of settings.
    pub fn changes(&self) -> [u64; 2] {
        [self.commands, self.set]
    }

    /// A number that changes whenever a network does.
    pub fn network_revision(&self) -> u64 {
        self.network_revision
    }

    /// The number of the run in front.
    pub fn front(&self) -> usize {
        self.runs.front_index()
    }

    /// The number of runs.
    pub fn runs(&self) -> usize {
        self.runs.all().len()
    }

    /// The part of the plane that is shown.
    pub fn window(&self) -> Window {
        self.window
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network<f32> {
        self.runs.front().run.network()
    }

    /// The point at the probe, where figures show the points in several places, and where the samples of a batch are pointed at:
    /// it is lit in all of them.
    pub fn lit(&self) -> Option<usize> {
        let links = self.settings.view.links_points() || self.shows_walk();
        self.probe.filter(|_| links).and_then(|x| self.near_probe(x))
    }

    /// Where the keyboard's crosshair is, if there is one.
    pub fn crosshair(&self) -> Option<[f32; 2]> {
        self.probe.filter(|_| self.crosshair)
    }

    /// Where the plane is read out.
    pub fn probe(&self) -> Option<[f32; 2]> {
        self.probe
    }

    /// Whether a point is being moved.
    pub fn holds_point(&self) -> bool {
        self.held.is_some()
    }

    /// All settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// All points, training and test.
    pub fn points(&self) -> &[Point] {
        &self.points
    }
}

impl Default for Lab {
    fn default() -> Self {
        Self::new()
    }
}
