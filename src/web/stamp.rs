//! Outlined dots by the hundred: one of each look is painted once, and its picture is set down wherever such a dot is.

use wasm_bindgen::JsValue;
use web_sys::{OffscreenCanvas, OffscreenCanvasRenderingContext2d as Context};

use crate::figure::marks::Dot;

/// From how many outlined dots on a picture of one is faster than a path of all their outlines. To fill a path of them is as fast.
pub const MANY: usize = 16;
/// How far a dot reaches from its centre, in radii: the corners of some shapes lie outside their disc.
const REACH: f64 = 1.5;

/// The picture of one dot, with the dot's centre at its own.
pub struct Stamp {
    dot: Dot,
    picture: OffscreenCanvas,
}

impl Stamp {
    /// An empty picture for such a dot, in the device's pixels, `ratio` to one of a figure's.
    ///
    /// # Errors
    /// What the browser throws where it has no memory for it.
    pub fn new(dot: Dot, ratio: f64) -> Result<Self, JsValue> {
        let outline = dot.outline.map_or(0.0, |(_, width)| f64::from(width));
        let half = (ratio * (REACH * f64::from(dot.radius.max(0.0)) + outline)).ceil() as u32 + 1;
        Ok(Self { dot, picture: OffscreenCanvas::new(2 * half, 2 * half)? })
    }

    /// Whether it is of such a dot.
    pub fn is_of(&self, dot: &Dot) -> bool {
        self.dot == *dot
    }

    /// Where the dot is to be painted.
    pub fn picture(&self) -> &OffscreenCanvas {
        &self.picture
    }

    /// Sets the dot down at each of some places of a figure, to the nearest pixel. The context must be without a transform.
    ///
    /// # Errors
    /// What the browser throws, which is nothing as long as it has memory.
    pub fn set_down(&self, context: &Context, centres: &[[f32; 2]], ratio: f64) -> Result<(), JsValue> {
        let half = f64::from(self.picture.width() / 2);
        for centre in centres {
            let [x, y] = centre.map(|at| (ratio * f64::from(at)).round() - half);
            context.draw_image_with_offscreen_canvas(&self.picture, x, y)?;
        }
        Ok(())
    }
}
