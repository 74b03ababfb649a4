//! Commands as text: `name=value` for a setting, a verb with or without arguments for anything else.

use super::message::Error;
use super::settings::{Effect, Hold, Place, Row, Value, read_place, row};
use crate::data::decimal;
use crate::data::point::{CLASSES, LIMIT};

/// One thing a person can ask for.
#[derive(Clone)]
pub enum Command<'a> {
    /// Give a setting a value.
    Set(&'static Row, &'a str),
    /// Train until told otherwise.
    Play,
    /// Stop training.
    Pause,
    /// One step.
    Step,
    /// Steps to the end of the epoch.
    Epoch,
    /// Back to the start, the same draws.
    Reset,
    /// Back to the start, with the next seed's draws.
    Reseed,
    /// Takes back the last change.
    Undo,
    /// Takes back the last undo.
    Redo,
    /// Removes all points.
    Clear,
    /// Ends a gesture: the next change is a step of its own for undo.
    Release,
    /// Adds a point.
    Add {
        /// Where.
        x: [f32; 2],
        /// Its class.
        class: u8,
    },
    /// Moves a point.
    Move {
        /// Which one.
        index: usize,
        /// Where to.
        x: [f32; 2],
    },
    /// Removes a point.
    Remove {
        /// Which one.
        index: usize,
    },
    /// The pointer goes down; `reach` is how far from it a point counts as touched.
    Press {
        /// Where.
        x: [f32; 2],
        /// In data units.
        reach: f32,
    },
    /// Takes hold of the nearest point within reach, whatever the tool: drags move it until it is released.
    Grab {
        /// Where.
        x: [f32; 2],
        /// In data units.
        reach: f32,
    },
    /// The pointer moves while it is down.
    Drag {
        /// Where to.
        x: [f32; 2],
    },
    /// Removes the points within reach; until the release also those on the way from where the pointer last was.
    Erase {
        /// Where.
        x: [f32; 2],
        /// In data units.
        reach: f32,
    },
    /// Adds a small cloud of points.
    Spray {
        /// Where.
        x: [f32; 2],
    },
    /// Reads the plane out at a place, or nowhere.
    Probe {
        /// Where.
        x: Option<[f32; 2]>,
        /// Whether to draw a crosshair there: a pointer needs none, the keyboard does.
        crosshair: bool,
    },
    /// Reads the plane out at a point, which is lit.
    ProbePoint {
        /// Which one.
        index: usize,
    },
    /// Sets a weight or bias.
    Weight {
        /// Which one.
        place: Place,
        /// The new value.
        value: f32,
    },
    /// Makes the points those of a Boolean function of two inputs.
    Truth {
        /// The class at the corners (0, 0), (0, 1), (1, 0), (1, 1).
        classes: [u8; 4],
    },
    /// Takes weights and biases into the hand: training leaves them as they are until the release.
    Grip(Hold),
    /// Adds a unit to the last hidden layer, and keeps all other parameters.
    Grow,
    /// Replaces the points by those of a CSV text.
    Import {
        /// The text.
        text: &'a str,
        /// Whether bad rows may be left out.
        only_good: bool,
    },
    /// Shows one of the runs that are compared in the plane and the network.
    Front {
        /// Which one, from 0.
        index: usize,
    },
    /// Makes one of the runs that are compared the only one; it goes on from where it is.
    Keep {
        /// Which one, from 0.
        index: usize,
    },
    /// Shows the lab as it was after a step.
    Scrub {
        /// The step.
        step: u64,
    },
    /// Goes on from the step that is shown; what came after it is given up.
    Branch,
    /// Stops the study that is open, or goes on with it.
    Study {
        /// Whether to stop.
        stop: bool,
    },
    /// Goes a stage on in the step that is looked at number by number, and takes it at its end; or a stage back.
    Walk {
        /// Whether to go back.
        back: bool,
    },
    /// The question about the stage of that step is over.
    Answered,
    /// Opens a link: every setting it does not name gets its default.
    Open(&'a str),
}

impl<'a> Command<'a> {
    /// Reads a command.
    ///
    /// # Errors
    /// [`Error::Name`] and [`Error::Arguments`]. A setting's value is judged when it is applied.
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        let (name, given) = text.split_once('=').unwrap_or((text, ""));
        if let Some(row) = row(name) {
            return Ok(Self::Set(row, given));
        }
        let verb = |verb, allowed, command: Option<Self>| {
            command.ok_or_else(|| Error::Arguments { verb, given: given.to_string(), allowed })
        };
        let alone = |verb_name, command| verb(verb_name, "", given.is_empty().then_some(command));
        match name {
            "play" => alone("play", Self::Play),
            "pause" => alone("pause", Self::Pause),
            "step" => alone("step", Self::Step),
            "epoch" => alone("epoch", Self::Epoch),
            "reset" => alone("reset", Self::Reset),
            "reseed" => alone("reseed", Self::Reseed),
            "undo" => alone("undo", Self::Undo),
            "redo" => alone("redo", Self::Redo),
            "clear" => alone("clear", Self::Clear),
            "release" => alone("release", Self::Release),
            "add" => verb("add", "x1,x2,class", add(given)),
            "move" => verb("move", "index,x1,x2", relocate(given)),
            "remove" => verb("remove", "index", given.parse().ok().map(|index| Self::Remove { index })),
            "press" => verb("press", "x1,x2,reach", at(given).map(|(x, reach)| Self::Press { x, reach })),
            "grab" => verb("grab", "x1,x2,reach", at(given).map(|(x, reach)| Self::Grab { x, reach })),
            "erase" => verb("erase", "x1,x2,reach", at(given).map(|(x, reach)| Self::Erase { x, reach })),
            "drag" => verb("drag", "x1,x2", place(given).map(|x| Self::Drag { x })),
            "spray" => verb("spray", "x1,x2", place(given).map(|x| Self::Spray { x })),
            "probe" => verb("probe", "x1,x2 none", probe(given, false)),
            "crosshair" => verb("crosshair", "x1,x2 none", probe(given, true)),
            "probe-point" => {
                verb("probe-point", "index", given.parse().ok().map(|index| Self::ProbePoint { index }))
            }
            "grip" => verb("grip", "layer.unit.input,…", grip(given)),
            "grow" => alone("grow", Self::Grow),
            "weight" => verb("weight", "layer.unit.input,value", weight(given)),
            "truth" => verb("truth", "0000..1111", truth(given).map(|classes| Self::Truth { classes })),
            "import" => Ok(Self::Import { text: given, only_good: false }),
            "import-good" => Ok(Self::Import { text: given, only_good: true }),
            "open" => Ok(Self::Open(given)),
            "front" => verb("front", "run", run(given).map(|index| Self::Front { index })),
            "keep" => verb("keep", "run", run(given).map(|index| Self::Keep { index })),
            "scrub" => verb("scrub", "step", given.parse().ok().map(|step| Self::Scrub { step })),
            "branch" => alone("branch", Self::Branch),
            "stop-study" => alone("stop-study", Self::Study { stop: true }),
            "go-on-study" => alone("go-on-study", Self::Study { stop: false }),
            "walk-next" => alone("walk-next", Self::Walk { back: false }),
            "walk-answered" => alone("walk-answered", Self::Answered),
            "walk-back" => alone("walk-back", Self::Walk { back: true }),
            _ => Err(Error::Name { given: name.to_string() }),
        }
    }

    /// Whether it changes nothing but what is seen: then it can be done while the past is shown.
    pub fn only_looks(&self) -> bool {
        match self {
            Self::Set(row, _) => row.effect == Effect::View,
            Self::Play
            | Self::Pause
            | Self::Step
            | Self::Epoch
            | Self::Release
            | Self::Probe { .. }
            | Self::ProbePoint { .. }
            | Self::Front { .. }
            | Self::Scrub { .. }
            | Self::Study { .. }
            | Self::Walk { .. }
            | Self::Answered
            | Self::Branch => true,
            _ => false,
        }
    }
}

/// The number of a run, counted from 1 in text.
pub(super) fn run(text: &str) -> Option<usize> {
    text.parse().ok().and_then(|run: usize| run.checked_sub(1))
}

/// A finite coordinate or length.
fn coordinate(text: &str) -> Option<f32> {
    decimal::read(text).filter(|x| x.abs() <= LIMIT)
}

fn place(text: &str) -> Option<[f32; 2]> {
    let (x1, x2) = text.split_once(',')?;
    Some([coordinate(x1)?, coordinate(x2)?])
}

fn at(text: &str) -> Option<([f32; 2], f32)> {
    let (x, reach) = text.rsplit_once(',')?;
    Some((place(x)?, coordinate(reach)?))
}

fn probe<'a>(text: &str, crosshair: bool) -> Option<Command<'a>> {
    let x = if text == "none" { None } else { Some(place(text)?) };
    Some(Command::Probe { x, crosshair: crosshair && x.is_some() })
}

fn add<'a>(text: &str) -> Option<Command<'a>> {
    let (x, class) = text.rsplit_once(',')?;
    let class = class.parse().ok().filter(|&class: &u8| usize::from(class) < CLASSES)?;
    Some(Command::Add { x: place(x)?, class })
}

fn relocate<'a>(text: &str) -> Option<Command<'a>> {
    let (index, x) = text.split_once(',')?;
    Some(Command::Move { index: index.parse().ok()?, x: place(x)? })
}

/// Four digits 0 or 1.
fn truth(text: &str) -> Option<[u8; 4]> {
    let digits: [u8; 4] = text.as_bytes().try_into().ok()?;
    digits.iter().all(|digit| matches!(digit, b'0' | b'1')).then(|| digits.map(|digit| digit - b'0'))
}

fn weight<'a>(text: &str) -> Option<Command<'a>> {
    let (place, value) = text.split_once(',')?;
    Some(Command::Weight { place: read_place(place)?, value: coordinate(value)? })
}

fn grip<'a>(text: &str) -> Option<Command<'a>> {
    Hold::read(text).filter(|places| !places.places().is_empty()).map(Command::Grip)
}
