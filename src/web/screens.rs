//! The figures on their canvases: which of them need painting, and where a pointer is on them.

use wasm_bindgen::JsValue;

use super::canvas::Canvas;
use super::explanation;
use super::fields::Fields;
use crate::figure::field::{Field, Sampling};
use crate::figure::frame::Size;
use crate::figure::marks::Marks;
use crate::figure::palette::{Palette, Theme};
use crate::figure::{gradient, loss, network, plane};
use crate::lab::Lab;
use crate::lab::counted::Counted;
use crate::lab::settings::{Links, View};
use crate::lab::snapshot::Snapshot;
use crate::nn::census::Census;

/// The most runs that have pictures of their own side by side.
const RIVALS: usize = 5;

/// The figures of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The plane.
    Plane,
    /// The network.
    Network,
    /// The losses.
    Loss,
    /// The explanation that is open.
    View,
    /// The plane of one of the runs that are compared, from 0.
    RivalPlane(usize),
    /// Its gradients.
    RivalGradient(usize),
}

impl Figure {
    /// Every figure.
    pub fn all() -> impl Iterator<Item = Self> {
        let rivals = (0..RIVALS).flat_map(|rival| [Self::RivalPlane(rival), Self::RivalGradient(rival)]);
        [Self::Plane, Self::Network, Self::Loss, Self::View].into_iter().chain(rivals)
    }

    /// The figure's name in messages.
    pub fn name(self) -> String {
        match self {
            Self::Plane => "plane".to_string(),
            Self::Network => "network".to_string(),
            Self::Loss => "loss".to_string(),
            Self::View => "view".to_string(),
            Self::RivalPlane(rival) => format!("rival-plane-{}", rival + 1),
            Self::RivalGradient(rival) => format!("rival-gradient-{}", rival + 1),
        }
    }

    /// The figure of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|figure| figure.name() == name)
    }
}

/// A canvas with the marks that it shows.
struct Screen {
    figure: Figure,
    canvas: Canvas,
    marks: Marks,
}

/// All figures on their canvases, with what they share: the fields and the palette.
pub struct Screens {
    all: Vec<Screen>,
    /// The field of the run in front.
    field: Field,
    /// The fields of the runs that are compared, coarser.
    rivals: [Field; RIVALS],
    /// Whose turn it is next.
    turn: usize,
    palette: Palette,
    /// What was painted last: the lab's revision and the fields' serial numbers. None where all must be painted.
    painted: Option<(u64, u64)>,
    /// Whether a field is of an older network than the lab's.
    unfinished: bool,
}

impl Screens {
    /// Takes over the canvases of a start message's `figures`.
    ///
    /// # Errors
    /// Says which canvas is missing or cannot be drawn on.
    pub fn new(figures: &JsValue, dark: bool) -> Result<Self, JsValue> {
        let screen = |figure: Figure| {
            let name = figure.name();
            let fields = Fields(figures).get(&name);
            let fields = Fields(&fields);
            let canvas = fields.object("canvas").ok_or_else(|| JsValue::from_str(&name))?;
            let (size, ratio) = size(&fields);
            Ok::<_, JsValue>(Screen {
                figure,
                canvas: Canvas::new(canvas, size, ratio)?,
                marks: Marks::new(),
            })
        };
        Ok(Self {
            all: Figure::all().map(screen).collect::<Result<_, _>>()?,
            field: Field::new(),
            rivals: core::array::from_fn(|_| Field::new()),
            turn: 0,
            palette: palette(dark),
            painted: None,
            unfinished: true,
        })
    }

    /// Takes over a figure's new size and pixel ratio.
    pub fn resize(&mut self, figure: Figure, message: &Fields) {
        let (size, ratio) = size(message);
        if let Some(screen) = self.all.iter_mut().find(|screen| screen.figure == figure) {
            screen.canvas.resize(size, ratio);
        }
        self.painted = None;
    }

    /// Changes between light and dark.
    pub fn set_dark(&mut self, dark: bool) {
        self.palette = palette(dark);
        self.painted = None;
    }

    /// The size of a figure.
    pub fn size(&self, figure: Figure) -> Size {
        let screen = self.all.iter().find(|screen| screen.figure == figure);
        screen.map_or(Size { width: 0.0, height: 0.0 }, |screen| screen.canvas.size())
    }

    fn is_visible(&self, figure: Figure) -> bool {
        self.size(figure).is_visible()
    }

    /// Works on the fields for as long as there is need and time: first on that of the run in front, then in turn on those of
    /// the runs that are compared.
    pub fn work(&mut self, lab: &mut Lab, mut has_time: impl FnMut() -> bool) {
        let mut is_through = follow(&mut self.field, &lab.snapshot(), Sampling::default(), &mut has_time);
        let rivals = lab.runs().min(RIVALS);
        for _ in 0..rivals {
            if !has_time() {
                break;
            }
            self.turn = (self.turn + 1) % rivals;
            if self.is_visible(Figure::RivalPlane(self.turn)) {
                let snapshot = lab.snapshot_of(self.turn);
                is_through &=
                    follow(&mut self.rivals[self.turn], &snapshot, Sampling::new(64, 64), &mut has_time);
            }
        }
        let revision = lab.snapshot().network_revision;
        let is_old = |rival: usize| {
            self.is_visible(Figure::RivalPlane(rival)) && self.rivals[rival].revision() != Some(revision)
        };
        self.unfinished = !is_through || (0..rivals).any(is_old);
    }

    /// Whether a picture of the lab at this revision would differ from what is painted, or a field of it is still to come.
    pub fn is_stale(&self, revision: u64) -> bool {
        self.unfinished || self.painted != Some((revision, self.serial()))
    }

    /// Of which runs the figures that are seen show what the units do with the training points.
    pub fn want_count(&self, lab: &Lab) -> Vec<usize> {
        let view = lab.settings().view;
        let wants = |run: usize| {
            run == lab.front() && (self.is_visible(Figure::Network) || self.is_visible(Figure::View))
                || run < RIVALS && counts(view) && self.is_visible(Figure::RivalGradient(run))
        };
        (0..lab.runs()).filter(|&run| wants(run)).collect()
    }

    /// Paints every figure that has room.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub fn paint(&mut self, lab: &mut Lab) -> Result<(), JsValue> {
        let serial = self.serial();
        let Self { all, field, rivals, palette, .. } = self;
        for Screen { figure, canvas, marks } in all {
            let size = canvas.size();
            if !size.is_visible() {
                continue;
            }
            let snapshot = match *figure {
                Figure::RivalPlane(rival) | Figure::RivalGradient(rival) => lab.snapshot_of(rival),
                _ => lab.snapshot(),
            };
            match *figure {
                Figure::Plane => plane::draw(&snapshot, field, palette, size, marks),
                Figure::Network => {
                    let now = snapshot.counted.map(Counted::now);
                    let gradient = now.map(|now| now.gradient().parameters());
                    let look = network::Look {
                        gradient: gradient.filter(|_| snapshot.settings.links == Links::Gradient),
                        states: now.map(Census::states),
                    };
                    network::draw(&snapshot, field, look, palette, size, marks);
                }
                Figure::Loss => loss::draw(&snapshot, palette, size, marks),
                Figure::View => explanation::draw(&snapshot, palette, size, marks),
                Figure::RivalPlane(rival) => plane::draw(&snapshot, &rivals[rival], palette, size, marks),
                // What is looked at closer is looked at in every run.
                Figure::RivalGradient(_) if counts(snapshot.settings.view) => {
                    explanation::draw(&snapshot, palette, size, marks);
                }
                Figure::RivalGradient(_) => gradient::draw(&snapshot, palette, size, marks),
            }
            canvas.paint(marks)?;
        }
        self.painted = Some((lab.revision(), serial));
        Ok(())
    }

    /// A number that changes with any field that is shown.
    fn serial(&self) -> u64 {
        self.field.serial() + self.rivals.iter().map(Field::serial).sum::<u64>()
    }
}

/// Whether an explanation shows what the units do with the training points.
fn counts(view: View) -> bool {
    matches!(view, View::Activations | View::Layers)
}

/// How many rows of a field are computed before the clock is looked at.
const ROWS: usize = 8;

/// Works on a field of a snapshot for as long as there is time; gives whether it is the snapshot's now.
fn follow(
    field: &mut Field,
    snapshot: &Snapshot<'_>,
    sampling: Sampling,
    has_time: &mut impl FnMut() -> bool,
) -> bool {
    while field.ask(snapshot, sampling) {
        while field.work(ROWS) {
            if !has_time() {
                return false;
            }
        }
        if !has_time() {
            break;
        }
    }
    field.revision() == Some(snapshot.network_revision)
}

/// A figure's size and pixel ratio as a message gives them.
fn size(message: &Fields) -> (Size, f32) {
    let size = Size { width: message.number("width").max(0.0), height: message.number("height").max(0.0) };
    (size, message.number("ratio"))
}

fn palette(dark: bool) -> Palette {
    Palette::new(if dark { Theme::Dark } else { Theme::Light })
}
