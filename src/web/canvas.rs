//! Marks on a canvas: each call paints one list of marks on an `OffscreenCanvas`, with as few calls into the
//! browser as it takes.

mod stamp;

use core::f64::consts::TAU;
use core::fmt::Write;
use core::ops::RangeInclusive;

use js_sys::{Array, Object};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d as Context};

use super::enlarge::Enlarged;
use crate::data::decimal::Shortest;
use crate::figure::frame::{Rect, Size};
use crate::figure::marks::{
    Align, Dot, HALO, Layer, Mark, Marks, NUMERALS, Runs, SYMBOLS, Shape, Sheet, Stroke, Type, corners,
};
use crate::figure::palette::Colour;
use stamp::{MANY, Stamp};

/// A canvas, and the marks' sheet of pixels on a canvas of its own.
///
/// It stays with one [`Marks`]: the sheet is moved, or enlarged, only when its revision is another than last time.
pub struct Canvas {
    screen: OffscreenCanvas,
    context: Context,
    sheet: OffscreenCanvas,
    sheet_context: Context,
    sheet_revision: u64,
    enlarged: Enlarged,
    size: Size,
    ratio: f64,
    /// The dashes of a line without any.
    solid: Array,
    /// What the context's colours are, so that they are set only to change them.
    fill: Option<Colour>,
    stroke: Option<Colour>,
    /// Room for the texts that colours and fonts are set by.
    words: String,
    /// Pictures of the marks' layers, by their numbers.
    layers: Vec<Kept>,
    /// Pictures of the dots that there are many of, the ones used last at the end.
    stamps: Vec<Stamp>,
}

/// A picture of a layer, on a canvas of its own.
struct Kept {
    picture: OffscreenCanvas,
    context: Context,
    revision: u64,
}

impl Canvas {
    /// A painter for this canvas. `size` is in the pixels that figures are made in, which are CSS pixels but on a projector, `ratio` the device's to one of them.
    ///
    /// # Errors
    /// What the browser throws where it has no 2D context for a worker.
    pub fn new(canvas: OffscreenCanvas, size: Size, ratio: f32) -> Result<Self, JsValue> {
        let sheet = OffscreenCanvas::new(1, 1)?;
        let mut painter = Self {
            context: context(&canvas)?,
            screen: canvas,
            sheet_context: context(&sheet)?,
            sheet,
            sheet_revision: 0,
            enlarged: Enlarged::default(),
            size,
            ratio: 1.0,
            solid: Array::new(),
            fill: None,
            stroke: None,
            words: String::new(),
            layers: Vec::new(),
            stamps: Vec::new(),
        };
        painter.resize(size, ratio);
        Ok(painter)
    }

    /// The size in the pixels that figures are made in.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Takes on another size or pixel ratio. The canvas is empty then, until the next [`Canvas::paint`].
    pub fn resize(&mut self, size: Size, ratio: f32) {
        self.size = size;
        self.ratio = if ratio > 0.0 { f64::from(ratio) } else { 1.0 };
        let pixels = |length: f32| (f64::from(length.max(0.0)) * self.ratio).round() as u32;
        let (width, height) = (pixels(size.width), pixels(size.height));
        if (self.screen.width(), self.screen.height()) != (width, height) {
            self.screen.set_width(width);
            self.screen.set_height(height);
        }
        self.layers.clear();
        self.stamps.clear();
    }

    /// Paints all marks in their order on an empty ground.
    ///
    /// # Errors
    /// What the browser throws, which is nothing as long as it has memory.
    pub fn paint(&mut self, marks: &Marks) -> Result<(), JsValue> {
        if !self.size.is_visible() {
            return Ok(());
        }
        self.begin()?;
        self.all(marks)
    }

    /// Makes the canvas empty and ready. A new size has reset the context; setting these costs nothing.
    fn begin(&mut self) -> Result<(), JsValue> {
        let context = &self.context;
        context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
        context.clear_rect(0.0, 0.0, self.screen.width().into(), self.screen.height().into());
        context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0)?;
        context.set_line_join("round");
        context.set_text_baseline("middle");
        (self.fill, self.stroke) = (None, None);
        Ok(())
    }

    fn all(&mut self, marks: &Marks) -> Result<(), JsValue> {
        for mark in marks.iter() {
            match mark {
                Mark::Lines(stroke, runs) => self.lines(stroke, &runs)?,
                Mark::Areas(colour, runs) => {
                    self.context.begin_path();
                    runs.iter().for_each(|run| self.run(run, [0.0, 0.0], 1.0, true));
                    self.fill_with(colour);
                    self.context.fill();
                }
                Mark::Dots(dot, centres) => self.dots(&dot, centres)?,
                Mark::Image { source, target, smooth } => {
                    self.image(marks.sheet(), source, target, smooth)?;
                }
                Mark::Text(style, place, text) => self.text(&style, place, text)?,
                Mark::Layer(number, layer) => self.layer(number, layer)?,
            }
        }
        Ok(())
    }

    /// Paints a layer by its picture, which is made anew if the layer's marks are.
    fn layer(&mut self, number: usize, layer: &Layer) -> Result<(), JsValue> {
        let (width, height) = (self.screen.width(), self.screen.height());
        while self.layers.len() <= number {
            let picture = OffscreenCanvas::new(width, height)?;
            self.layers.push(Kept { context: context(&picture)?, picture, revision: 0 });
        }
        if self.layers[number].revision != layer.revision() {
            self.layers[number].revision = layer.revision();
            self.swap(number);
            let painted = self.begin().and_then(|()| self.all(layer.marks()));
            self.swap(number);
            (self.fill, self.stroke) = (None, None);
            painted?;
        }
        self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
        self.context.draw_image_with_offscreen_canvas(&self.layers[number].picture, 0.0, 0.0)?;
        self.context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0)
    }

    /// Exchanges the screen and a layer's picture: what is painted then goes there.
    fn swap(&mut self, number: usize) {
        let kept = &mut self.layers[number];
        core::mem::swap(&mut self.screen, &mut kept.picture);
        core::mem::swap(&mut self.context, &mut kept.context);
    }

    /// Moves the marks' pixels to the sheet's canvas, if they are new.
    fn move_sheet(&mut self, sheet: &Sheet) -> Result<(), JsValue> {
        if sheet.revision() == self.sheet_revision {
            return Ok(());
        }
        let (width, height) = (sheet.width() as u32, sheet.height() as u32);
        if (self.sheet.width(), self.sheet.height()) != (width, height) {
            self.sheet.set_width(width);
            self.sheet.set_height(height);
        }
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(sheet.pixels()), width, height)?;
        self.sheet_context.put_image_data(&image, 0.0, 0.0)?;
        self.sheet_revision = sheet.revision();
        Ok(())
    }

    fn lines(&mut self, stroke: Stroke, runs: &Runs<'_>) -> Result<(), JsValue> {
        self.context.begin_path();
        for run in runs.iter() {
            self.run(run, [0.0, 0.0], 1.0, run.len() > 2 && run.first() == run.last());
        }
        self.stroke_with(stroke.colour, stroke.width);
        if let Some([dash, gap]) = stroke.dash {
            self.context.set_line_dash(&Array::of2(&dash.into(), &gap.into()))?;
        }
        self.context.stroke();
        if stroke.dash.is_some() { self.context.set_line_dash(&self.solid) } else { Ok(()) }
    }

    /// Adds a line or a polygon to the path.
    fn run(&self, points: &[[f32; 2]], at: [f32; 2], scale: f32, closed: bool) {
        let place = |[x, y]: [f32; 2]| (f64::from(at[0] + scale * x), f64::from(at[1] + scale * y));
        let Some((&first, rest)) = points.split_first() else { return };
        let (x, y) = place(first);
        self.context.move_to(x, y);
        for &point in rest {
            let (x, y) = place(point);
            self.context.line_to(x, y);
        }
        if closed {
            self.context.close_path();
        }
    }

    fn dots(&mut self, dot: &Dot, centres: &[[f32; 2]]) -> Result<(), JsValue> {
        if centres.len() >= MANY && dot.outline.is_some() {
            return self.stamp(dot, centres);
        }
        self.context.begin_path();
        if dot.shape == Shape::Disc {
            let radius = f64::from(dot.radius.max(0.0));
            for centre in centres {
                let [x, y] = centre.map(f64::from);
                self.context.move_to(x + radius, y);
                self.context.arc(x, y, radius, 0.0, TAU)?;
            }
        } else {
            for &centre in centres {
                self.run(corners(dot.shape), centre, dot.radius, true);
            }
        }
        if let Some(colour) = dot.fill {
            self.fill_with(colour);
            self.context.fill();
        }
        if let Some((colour, width)) = dot.outline {
            self.stroke_with(colour, width);
            self.context.stroke();
        }
        Ok(())
    }

    fn image(&mut self, sheet: &Sheet, source: Rect, target: Rect, smooth: bool) -> Result<(), JsValue> {
        if smooth && self.enlarge(sheet, source, target)? {
            return Ok(());
        }
        self.move_sheet(sheet)?;
        self.context.set_image_smoothing_enabled(smooth);
        self.context.draw_image_with_offscreen_canvas_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.sheet,
            source.x.into(),
            source.y.into(),
            source.width.into(),
            source.height.into(),
            target.x.into(),
            target.y.into(),
            target.width.into(),
            target.height.into(),
        )
    }

    /// Enlarges most of a sheet by ourselves, where that is faster, onto whole pixels; says whether it did. Screens with more pixels
    /// than these have a graphics processor behind them.
    fn enlarge(&mut self, sheet: &Sheet, source: Rect, target: Rect) -> Result<bool, JsValue> {
        const AREA: RangeInclusive<f32> = 100.0 * 100.0..=800.0 * 800.0;
        let pixel = |at: f32| (f64::from(at) * self.ratio).round();
        let [left, top] = [target.x, target.y].map(pixel);
        let (width, height) = (pixel(target.right()) - left, pixel(target.bottom()) - top);
        let area = (width * height) as f32;
        if !AREA.contains(&area) || 2.0 * source.width < sheet.width() as f32 {
            return Ok(false);
        }
        let to = [width as usize, height as usize];
        let pixels = self.enlarged.of(sheet.pixels(), sheet.width(), sheet.revision(), source, to);
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), to[0] as u32, to[1] as u32)?;
        self.context.put_image_data(&image, left, top)?;
        Ok(true)
    }

    fn text(&mut self, style: &Type, [x, y]: [f32; 2], text: &str) -> Result<(), JsValue> {
        let (slant, fonts) = if style.symbol { ("italic ", SYMBOLS) } else { ("", NUMERALS) };
        self.words.clear();
        // Writing to a String cannot fail.
        let _ = write!(self.words, "{slant}{}px {fonts}", Shortest(style.size));
        self.context.set_font(&self.words);
        self.context.set_text_align(match style.align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        });
        if let Some(halo) = style.halo {
            self.stroke_with(halo, HALO);
            self.context.stroke_text(text, x.into(), y.into())?;
        }
        self.fill_with(style.colour);
        self.context.fill_text(text, x.into(), y.into())
    }

    fn fill_with(&mut self, colour: Colour) {
        if self.fill.replace(colour) != Some(colour) {
            self.write(colour);
            self.context.set_fill_style_str(&self.words);
        }
    }

    fn stroke_with(&mut self, colour: Colour, width: f32) {
        if self.stroke.replace(colour) != Some(colour) {
            self.write(colour);
            self.context.set_stroke_style_str(&self.words);
        }
        self.context.set_line_width(width.into());
    }

    /// Writes a colour as CSS does.
    fn write(&mut self, Colour([red, green, blue, alpha]): Colour) {
        self.words.clear();
        let _ = write!(self.words, "#{red:02x}{green:02x}{blue:02x}{alpha:02x}");
    }
}

/// The 2D context of a canvas.
fn context(canvas: &OffscreenCanvas) -> Result<Context, JsValue> {
    let context: Option<Object> = canvas.get_context("2d")?;
    context.ok_or(JsValue::NULL)?.dyn_into().map_err(JsValue::from)
}
