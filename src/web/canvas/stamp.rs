//! Outlined dots by the hundred: one of each look is painted once, and its picture is set down wherever such a dot is.

use wasm_bindgen::JsValue;
use web_sys::{OffscreenCanvas, OffscreenCanvasRenderingContext2d as Context};

use super::{Canvas, context};
use crate::figure::marks::Dot;

/// From how many outlined dots on a picture of one is faster than a path of all their outlines. To fill a path of them is as fast.
pub(super) const MANY: usize = 16;
/// How many pictures of dots are kept: those of all classes, of training and test points, and some that were there before.
const STAMPS: usize = 24;
/// How far a dot reaches from its centre, in radii: the corners of some shapes lie outside their disc.
const REACH: f64 = 1.5;

/// The picture of one dot, with the dot's centre at its own.
pub(super) struct Stamp {
    dot: Dot,
    picture: OffscreenCanvas,
}

impl Canvas {
    /// Many dots, by the picture of one.
    pub(super) fn stamp(&mut self, dot: &Dot, centres: &[[f32; 2]]) -> Result<(), JsValue> {
        let known = self.stamps.iter().position(|stamp| stamp.is_of(dot));
        let stamp = if let Some(index) = known { self.stamps.remove(index) } else { self.cut(dot)? };
        self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
        stamp.set_down(&self.context, centres, self.ratio)?;
        self.context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0)?;
        self.stamps.push(stamp);
        if self.stamps.len() > STAMPS {
            self.stamps.remove(0);
        }
        Ok(())
    }

    /// Paints the picture of a dot.
    fn cut(&mut self, dot: &Dot) -> Result<Stamp, JsValue> {
        let stamp = Stamp::new(*dot, self.ratio)?;
        let mut screen = stamp.picture.clone();
        let mut context = context(&screen)?;
        let middle = (f64::from(screen.width()) / (2.0 * self.ratio)) as f32;
        let mut exchange = |canvas: &mut Self| {
            core::mem::swap(&mut canvas.screen, &mut screen);
            core::mem::swap(&mut canvas.context, &mut context);
            (canvas.fill, canvas.stroke) = (None, None);
        };
        exchange(self);
        let painted = self.begin().and_then(|()| self.dots(dot, &[[middle; 2]]));
        exchange(self);
        painted.map(|()| stamp)
    }
}

impl Stamp {
    /// An empty picture for such a dot, in the device's pixels, `ratio` to one of a figure's.
    ///
    /// # Errors
    /// What the browser throws where it has no memory for it.
    fn new(dot: Dot, ratio: f64) -> Result<Self, JsValue> {
        let outline = dot.outline.map_or(0.0, |(_, width)| f64::from(width));
        let half = (ratio * (REACH * f64::from(dot.radius.max(0.0)) + outline)).ceil() as u32 + 1;
        Ok(Self { dot, picture: OffscreenCanvas::new(2 * half, 2 * half)? })
    }

    /// Whether it is of such a dot.
    fn is_of(&self, dot: &Dot) -> bool {
        self.dot == *dot
    }

    /// Sets the dot down at each of some places of a figure, to the nearest pixel. The context must be without a transform.
    ///
    /// # Errors
    /// What the browser throws, which is nothing as long as it has memory.
    fn set_down(&self, context: &Context, centres: &[[f32; 2]], ratio: f64) -> Result<(), JsValue> {
        let half = f64::from(self.picture.width() / 2);
        for centre in centres {
            let [x, y] = centre.map(|at| (ratio * f64::from(at)).round() - half);
            context.draw_image_with_offscreen_canvas(&self.picture, x, y)?;
        }
        Ok(())
    }
}
