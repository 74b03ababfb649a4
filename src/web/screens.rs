//! The figures on their canvases: which of them need painting, and where a pointer is on them.

use wasm_bindgen::JsValue;

use super::canvas::Canvas;
use super::fields::Fields;
use crate::figure::field::{Field, Sampling};
use crate::figure::frame::Size;
use crate::figure::marks::Marks;
use crate::figure::network::Look;
use crate::figure::palette::{Palette, Theme};
use crate::figure::{loss, network, plane};
use crate::lab::snapshot::Snapshot;

/// The figures of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The plane.
    Plane,
    /// The network.
    Network,
    /// The losses.
    Loss,
}

impl Figure {
    /// Every figure.
    pub const ALL: [Self; 3] = [Self::Plane, Self::Network, Self::Loss];

    /// The figure's name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plane => "plane",
            Self::Network => "network",
            Self::Loss => "loss",
        }
    }

    /// The figure of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.name() == name)
    }
}

/// A canvas with the marks that it shows.
struct Screen {
    canvas: Canvas,
    marks: Marks,
}

/// All figures on their canvases, with what they share: the field and the palette.
pub struct Screens {
    all: [Screen; 3],
    field: Field,
    palette: Palette,
    /// What was painted last: the lab's revision and the field's serial number. None where all must be painted.
    painted: Option<(u64, u64)>,
    /// Whether the field is of an older network than the lab's.
    unfinished: bool,
}

impl Screens {
    /// Takes over the canvases of a start message's `figures`.
    ///
    /// # Errors
    /// Says which canvas is missing or cannot be drawn on.
    pub fn new(figures: &JsValue, dark: bool) -> Result<Self, JsValue> {
        let screen = |figure: Figure| {
            let fields = figures_field(figures, figure);
            let fields = Fields(&fields);
            let canvas = fields.object("canvas").ok_or_else(|| JsValue::from_str(figure.name()))?;
            let (size, ratio) = size(&fields);
            Ok::<_, JsValue>(Screen { canvas: Canvas::new(canvas, size, ratio)?, marks: Marks::new() })
        };
        Ok(Self {
            all: [screen(Figure::Plane)?, screen(Figure::Network)?, screen(Figure::Loss)?],
            field: Field::new(),
            palette: palette(dark),
            painted: None,
            unfinished: true,
        })
    }

    /// Takes over a figure's new size and pixel ratio.
    pub fn resize(&mut self, figure: Figure, message: &Fields) {
        let (size, ratio) = size(message);
        self.all[figure as usize].canvas.resize(size, ratio);
        self.painted = None;
    }

    /// Changes between light and dark.
    pub fn set_dark(&mut self, dark: bool) {
        self.palette = palette(dark);
        self.painted = None;
    }

    /// The size of a figure.
    pub fn size(&self, figure: Figure) -> Size {
        self.all[figure as usize].canvas.size()
    }

    /// Works on the field for as long as there is need and time.
    pub fn work(&mut self, snapshot: &Snapshot, mut has_time: impl FnMut() -> bool) {
        while self.field.ask(snapshot, Sampling::default()) {
            while self.field.work(ROWS) {
                if !has_time() {
                    self.unfinished = true;
                    return;
                }
            }
            if !has_time() {
                break;
            }
        }
        self.unfinished = self.field.revision() != Some(snapshot.network_revision);
    }

    /// Whether a picture of the lab at this revision would differ from what is painted, or the field of it is still to come.
    pub fn is_stale(&self, revision: u64) -> bool {
        self.unfinished || self.painted != Some((revision, self.field.serial()))
    }

    /// Paints every figure that has room.
    ///
    /// # Errors
    /// What the browser says where it refuses to paint.
    pub fn paint(&mut self, snapshot: &Snapshot, revision: u64) -> Result<(), JsValue> {
        let Self { all, field, palette, .. } = self;
        for (figure, Screen { canvas, marks }) in Figure::ALL.into_iter().zip(all) {
            let size = canvas.size();
            if !size.is_visible() {
                continue;
            }
            match figure {
                Figure::Plane => plane::draw(snapshot, field, palette, size, marks),
                Figure::Network => network::draw(snapshot, field, Look::default(), palette, size, marks),
                Figure::Loss => loss::draw(snapshot, palette, size, marks),
            }
            canvas.paint(marks)?;
        }
        self.painted = Some((revision, self.field.serial()));
        Ok(())
    }
}

/// How many rows of the field are computed before the clock is looked at.
const ROWS: usize = 8;

/// A figure's size and pixel ratio as a message gives them.
fn size(message: &Fields) -> (Size, f32) {
    let size = Size { width: message.number("width").max(0.0), height: message.number("height").max(0.0) };
    (size, message.number("ratio"))
}

fn figures_field(figures: &JsValue, figure: Figure) -> JsValue {
    Fields(figures).get(figure.name())
}

fn palette(dark: bool) -> Palette {
    Palette::new(if dark { Theme::Dark } else { Theme::Light })
}
