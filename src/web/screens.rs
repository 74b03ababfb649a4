//! The figures on their canvases, with what they share, and the painting of those that need it.

mod draw;
mod fields;
mod figure;
mod need;
mod told;

pub use figure::Figure;

use wasm_bindgen::JsValue;

use super::canvas::Canvas;
use super::fields::Fields;
use super::later;
use super::quality::Quality;
use crate::figure::field::{Field, Part, division};
use crate::figure::frame::Size;
use crate::figure::marks::Marks;
use crate::figure::palette::{Palette, Theme};
use crate::figure::regression::Curves;
use crate::figure::representation::Representation;
use crate::figure::svg;
use crate::lab::Lab;
use crate::lab::settings::{Task, View};
use need::{Key, Need};

/// The most runs that have pictures of their own side by side.
const RIVALS: usize = 5;

/// A canvas with the marks that it shows.
struct Screen {
    figure: Figure,
    canvas: Canvas,
    marks: Marks,
    /// What the picture on it is of, and when it was painted. None where it must be painted anew.
    painted: Option<Key>,
    at: f64,
}

/// All figures on their canvases, with what they share: the fields and the palette.
pub struct Screens {
    all: Vec<Screen>,
    /// The field of the run in front.
    field: Field,
    quality: Quality,
    /// The fields of the runs that are compared, coarser.
    rivals: [Field; RIVALS],
    /// What the hidden layer makes of the points in the run in front, and in those that are compared.
    representation: Representation,
    representations: [Representation; RIVALS],
    /// Whose turn it is next, and whether it has had it since the last frame.
    turn: usize,
    has_turned: bool,
    palette: Palette,
    /// In regression, the curves of the run in front, and of those that are compared.
    curves: Curves,
    rival_curves: [Curves; RIVALS],
    /// Whether the plane was painted.
    has_begun: bool,
    /// Whether the second wasm is there, which draws what the page begins without.
    is_complete: bool,
    /// How many times as long as usual figures wait that need not be in every frame.
    leisure: f64,
    /// The serial number of the field that was painted last.
    seen: u64,
    /// What the field under way has taken, in milliseconds.
    spent: f64,
    /// What each class wins in the field of this serial number, where nothing trains.
    divided: (u64, Vec<Part>),
}

impl Screens {
    /// No figure yet: each comes with its canvas when it is first seen.
    pub fn new(dark: bool) -> Self {
        Self {
            all: Vec::new(),
            field: Field::new(),
            quality: Quality::new(),
            rivals: core::array::from_fn(|_| Field::new()),
            representation: Representation::new(),
            representations: core::array::from_fn(|_| Representation::new()),
            turn: 0,
            has_turned: false,
            palette: palette(dark),
            curves: Curves::new(),
            rival_curves: core::array::from_fn(|_| Curves::new()),
            has_begun: false,
            is_complete: false,
            leisure: 1.0,
            seen: 0,
            spent: 0.0,
            divided: (0, Vec::new()),
        }
    }

    /// Takes over a figure's size and pixel ratio, and its canvas with the first of them.
    ///
    /// # Errors
    /// What the browser throws where it cannot draw on the canvas.
    pub fn resize(&mut self, figure: Figure, message: &Fields) -> Result<(), JsValue> {
        let (size, ratio) = size(message);
        let known = self.all.iter().position(|screen| screen.figure == figure);
        if let Some(canvas) = message.object("canvas") {
            known.map(|index| self.all.swap_remove(index));
            self.all.push(Screen {
                figure,
                canvas: Canvas::new(canvas, size, ratio)?,
                marks: Marks::new(),
                painted: None,
                at: f64::NEG_INFINITY,
            });
        } else if let Some(index) = known {
            self.all[index].canvas.resize(size, ratio);
            self.all[index].painted = None;
        }
        Ok(())
    }

    /// Changes between light and dark.
    pub fn set_dark(&mut self, dark: bool) {
        self.palette = palette(dark);
        self.all.iter_mut().for_each(|screen| screen.painted = None);
    }

    /// The size of a figure.
    pub fn size(&self, figure: Figure) -> Size {
        let screen = self.all.iter().find(|screen| screen.figure == figure);
        screen.map_or(Size { width: 0.0, height: 0.0 }, |screen| screen.canvas.size())
    }

    /// Whether a figure is seen.
    pub fn is_visible(&self, figure: Figure) -> bool {
        self.size(figure).is_visible()
    }

    /// Whether the plane is as it should be at the start, so that a person may begin.
    pub fn is_ready(&self, lab: &Lab) -> bool {
        self.has_begun || !self.is_visible(Figure::Plane) || is_regression(lab)
    }

    /// Whether the second wasm is there.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The second wasm is there: what was drawn without it is drawn anew.
    pub fn complete(&mut self) {
        self.is_complete = true;
        self.all.iter_mut().for_each(|screen| screen.painted = None);
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

    /// How many times as long as usual figures wait from now on that need not be in every frame.
    pub fn take_leisure(&mut self, leisure: f64) {
        self.leisure = leisure;
    }

    /// A figure as it was last painted, as an SVG document.
    pub fn svg(&self, figure: Figure) -> String {
        let screen = self.all.iter().find(|screen| screen.figure == figure);
        screen.map_or_else(String::new, |screen| {
            svg::write(&screen.marks, screen.canvas.size(), self.palette.panel)
        })
    }

    /// Paints the figures that somebody has changed, the plane, and of those that training has changed the one whose turn it is, none
    /// where somebody waits; says whether the plane was among them.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub fn paint(&mut self, lab: &mut Lab, now: f64, hurries: bool) -> Result<bool, JsValue> {
        let needs: Vec<Need> = self.all.iter().map(|screen| self.need(screen, lab, now)).collect();
        let overdue = |index: usize| match (needs[index], self.all[index].figure) {
            (Need::Soon(overdue), figure) if figure != Figure::Plane => overdue,
            _ => 0.0,
        };
        let turn = (0..needs.len()).max_by(|&a, &b| overdue(a).total_cmp(&overdue(b))).filter(|_| !hurries);
        let mut saw_plane = false;
        for (index, need) in needs.iter().enumerate() {
            let figure = self.all[index].figure;
            let waits = matches!(need, Need::Soon(_)) && figure != Figure::Plane && turn != Some(index);
            if *need == Need::Nothing || waits {
                continue;
            }
            let key = self.key(figure, lab);
            // The first field is on the plane before all else that is drawn there, which comes with a frame after it.
            let begins = figure == Figure::Plane && !self.has_begun && !is_regression(lab);
            if begins || !self.is_complete {
                self.draw_first(index, lab)?;
            } else {
                later::draw(self, index, lab)?;
            }
            let is_whole = !begins || !self.is_complete;
            (self.all[index].painted, self.all[index].at) = (Some(key).filter(|_| is_whole), now);
            saw_plane |= figure == Figure::Plane;
        }
        self.has_turned = false;
        self.has_begun |= saw_plane;
        if saw_plane || !self.is_visible(Figure::Plane) {
            self.seen = self.field.serial();
        }
        Ok(saw_plane)
    }

    /// Finds what each class wins of the window. It takes a millisecond or two, so only what stays is looked at.
    fn divide(&mut self, lab: &Lab) {
        let serial = self.field.serial();
        if is_regression(lab) || lab.is_training() {
            self.divided = (0, Vec::new());
        } else if self.divided.0 != serial {
            self.divided = (serial, self.field.shown().map(division).unwrap_or_default());
        }
    }
}

fn is_regression(lab: &Lab) -> bool {
    lab.settings().task == Task::Regression
}

/// Whether an explanation shows what the units do with the training points.
fn counts(view: View) -> bool {
    matches!(view, View::Activations | View::Layers)
}

/// A figure's size and pixel ratio as a message gives them.
fn size(message: &Fields) -> (Size, f32) {
    let size = Size { width: message.number("width").max(0.0), height: message.number("height").max(0.0) };
    (size, message.number("ratio"))
}

fn palette(dark: bool) -> Palette {
    Palette::new(if dark { Theme::Dark } else { Theme::Light })
}
