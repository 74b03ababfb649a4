//! What a figure is made of: a list of marks in painting order, kept in room that is used again every frame.
//!
//! Places and sizes are CSS pixels with y down, after the figure's [`Frame`](super::frame::Frame) has mapped
//! the data units. So a stroke's width, a dot's radius and a place are in one unit, and a painter needs no
//! transform of its own but the pixel ratio; the canvas and the SVG writer do the same thing with the same
//! list.

use core::fmt::{Arguments, Write};
use core::ops::Range;

mod style;

pub use style::{Align, Dot, HALO, NUMERALS, SYMBOLS, Shape, Stroke, Type, corners};

use super::frame::Rect;
use super::palette::Colour;

/// One mark, as a painter sees it.
#[derive(Clone, Debug)]
pub enum Mark<'a> {
    /// Lines; one that ends where it began is closed.
    Lines(Stroke, Runs<'a>),
    /// Filled polygons.
    Areas(Colour, Runs<'a>),
    /// Dots of one style, by their centres.
    Dots(Dot, &'a [[f32; 2]]),
    /// A part of the figure's sheet of pixels, drawn into `target`.
    Image {
        /// The part of the sheet, in its pixels.
        source: Rect,
        /// Where it goes.
        target: Rect,
        /// Whether pixels are interpolated.
        smooth: bool,
    },
    /// A text at a place.
    Text(Type, [f32; 2], &'a str),
    /// Marks that stay from picture to picture, and the layer's number: a painter may keep a picture of them.
    Layer(usize, &'a Layer),
}

/// Several runs of places.
#[derive(Clone, Debug)]
pub struct Runs<'a> {
    points: &'a [[f32; 2]],
    runs: &'a [Range<usize>],
}

impl<'a> Runs<'a> {
    /// Each run's places.
    pub fn iter(&self) -> impl Iterator<Item = &'a [[f32; 2]]> + use<'a> {
        let points = self.points;
        self.runs.iter().map(move |run| &points[run.clone()])
    }
}

#[derive(Clone, Debug)]
enum Item {
    Lines(Stroke, Range<usize>),
    Areas(Colour, Range<usize>),
    Dots(Dot, Range<usize>),
    Image { source: Rect, target: Rect, smooth: bool },
    Text(Type, [f32; 2], Range<usize>),
    Layer(usize),
}

/// Marks that are made anew only where what they show changes.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    marks: Marks,
    key: u64,
    revision: u64,
}

impl Layer {
    /// The marks; none of them an image.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// A number that changes whenever the marks do; 0 where there are none yet.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

/// A figure's pixels: one sheet that all its images are parts of, so that a painter moves it once.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    width: usize,
    height: usize,
    /// Rows from the top, four bytes (red, green, blue, alpha) a pixel.
    pixels: Vec<u8>,
    key: u64,
    revision: u64,
}

impl Sheet {
    /// The width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Rows from the top, four bytes (red, green, blue, alpha) a pixel.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// A number that changes whenever the pixels do; 0 where there are none yet.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

/// The marks of one figure, in painting order.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    items: Vec<Item>,
    points: Vec<[f32; 2]>,
    runs: Vec<Range<usize>>,
    text: String,
    sheet: Sheet,
    layers: Vec<Layer>,
    /// How many of the layers are in use.
    used: usize,
}

impl Marks {
    /// No marks yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes all marks away and keeps their room. The sheet and what is in layers stay.
    pub fn clear(&mut self) {
        self.used = 0;
        self.items.clear();
        self.points.clear();
        self.runs.clear();
        self.text.clear();
    }

    /// A line through `points`. Lines of one style given one after another are drawn together.
    pub fn line(&mut self, stroke: Stroke, points: impl IntoIterator<Item = [f32; 2]>) {
        self.run(points);
        match self.items.last_mut() {
            Some(Item::Lines(last, runs)) if *last == stroke => runs.end = self.runs.len(),
            _ => self.items.push(Item::Lines(stroke, self.runs.len() - 1..self.runs.len())),
        }
    }

    /// A filled polygon. Those of one colour given one after another are drawn together.
    pub fn area(&mut self, colour: Colour, corners: impl IntoIterator<Item = [f32; 2]>) {
        self.run(corners);
        match self.items.last_mut() {
            Some(Item::Areas(last, runs)) if *last == colour => runs.end = self.runs.len(),
            _ => self.items.push(Item::Areas(colour, self.runs.len() - 1..self.runs.len())),
        }
    }

    fn run(&mut self, points: impl IntoIterator<Item = [f32; 2]>) {
        let start = self.points.len();
        self.points.extend(points);
        self.runs.push(start..self.points.len());
    }

    /// A dot. Those of one style given one after another are drawn together.
    pub fn dot(&mut self, dot: Dot, centre: [f32; 2]) {
        self.points.push(centre);
        let end = self.points.len();
        match self.items.last_mut() {
            Some(Item::Dots(last, centres)) if *last == dot => centres.end = end,
            _ => self.items.push(Item::Dots(dot, end - 1..end)),
        }
    }

    /// A text, as `format_args!` writes it.
    pub fn text(&mut self, style: Type, place: [f32; 2], text: Arguments<'_>) {
        let start = self.text.len();
        // Writing to a String cannot fail.
        let _ = self.text.write_fmt(text);
        self.items.push(Item::Text(style, place, start..self.text.len()));
    }

    /// A part of the sheet, drawn into `target`.
    pub fn image(&mut self, source: Rect, target: Rect, smooth: bool) {
        self.items.push(Item::Image { source, target, smooth });
    }

    /// Marks that `fill` makes only where the layer does not yet show what `key` stands for. Layers are told apart by their order.
    ///
    /// `key` is any number that changes with the marks.
    pub fn layer(&mut self, key: u64, fill: impl FnOnce(&mut Self)) {
        if self.used == self.layers.len() {
            self.layers.push(Layer::default());
        }
        let layer = &mut self.layers[self.used];
        if layer.revision == 0 || layer.key != key {
            layer.marks.clear();
            fill(&mut layer.marks);
            layer.key = key;
            layer.revision += 1;
        }
        self.items.push(Item::Layer(self.used));
        self.used += 1;
    }

    /// The sheet's pixels to write, where it does not yet show what `key` stands for: none where it does.
    ///
    /// `key` is any number that changes with the picture, and not 0. The pixels hold their former values, or
    /// zeros where the size is new.
    pub fn sheet_mut(&mut self, width: usize, height: usize, key: u64) -> Option<&mut [u8]> {
        let sheet = &mut self.sheet;
        if (sheet.width, sheet.height, sheet.key) == (width, height, key) {
            return None;
        }
        if (sheet.width, sheet.height) != (width, height) {
            (sheet.width, sheet.height) = (width, height);
            sheet.pixels.clear();
            sheet.pixels.resize(width * height * 4, 0);
        }
        sheet.key = key;
        sheet.revision += 1;
        Some(&mut sheet.pixels)
    }

    /// The sheet of pixels that images are parts of.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The marks in painting order.
    pub fn iter(&self) -> impl Iterator<Item = Mark<'_>> {
        let runs = |range: &Range<usize>| Runs { points: &self.points, runs: &self.runs[range.clone()] };
        self.items.iter().map(move |item| match item {
            Item::Lines(stroke, range) => Mark::Lines(*stroke, runs(range)),
            Item::Areas(colour, range) => Mark::Areas(*colour, runs(range)),
            Item::Dots(dot, centres) => Mark::Dots(*dot, &self.points[centres.clone()]),
            &Item::Image { source, target, smooth } => Mark::Image { source, target, smooth },
            Item::Text(style, place, range) => {
                Mark::Text(*style, *place, self.text.get(range.clone()).unwrap_or_default())
            }
            &Item::Layer(number) => Mark::Layer(number, &self.layers[number]),
        })
    }

    /// Whether every place and size is a finite number.
    pub fn is_finite(&self) -> bool {
        let finite = |rect: &Rect| [rect.x, rect.y, rect.width, rect.height].iter().all(|x| x.is_finite());
        let place = |point: &[f32; 2]| point.iter().all(|x| x.is_finite());
        self.points.iter().all(place)
            && self.items.iter().all(|item| match item {
                Item::Lines(stroke, _) => stroke.width.is_finite(),
                Item::Areas(..) => true,
                Item::Dots(dot, _) => dot.radius.is_finite(),
                Item::Image { source, target, .. } => finite(source) && finite(target),
                Item::Text(style, at, _) => style.size.is_finite() && place(at),
                &Item::Layer(number) => self.layers[number].marks.is_finite(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Colour = Colour::opaque(0xff_0000);

    #[test]
    fn marks_of_one_style_are_drawn_together() {
        let mut marks = Marks::new();
        let stroke = Stroke::solid(2.0, RED);
        marks.line(stroke, [[0.0, 0.0], [1.0, 0.0]]);
        marks.line(stroke, [[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]]);
        marks.line(Stroke { width: 3.0, ..stroke }, [[0.0, 2.0], [1.0, 2.0]]);
        let lengths: Vec<Vec<usize>> = marks
            .iter()
            .map(|mark| match mark {
                Mark::Lines(_, runs) => runs.iter().map(<[_]>::len).collect(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(lengths, [vec![2, 3], vec![2]]);
    }

    #[test]
    fn a_layer_is_made_anew_only_when_its_key_changes() {
        let mut marks = Marks::new();
        let mut made = 0;
        for key in [5, 5, 6, 6, 6, 5] {
            marks.clear();
            marks.layer(key, |marks| {
                made += 1;
                marks.area(RED, [[0.0, 0.0], [1.0, key as f32], [1.0, 1.0]]);
            });
            marks.layer(1, |marks| marks.area(RED, [[0.0; 2]; 3]));
            let layers: Vec<_> = marks
                .iter()
                .map(|mark| match mark {
                    Mark::Layer(number, layer) => (number, layer.revision(), layer.marks().iter().count()),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(layers, [(0, made, 1), (1, 1, 1)]);
        }
        assert_eq!(made, 3);
    }

    #[test]
    fn the_sheet_is_given_only_when_its_key_changes() {
        let mut marks = Marks::new();
        assert!(marks.sheet_mut(2, 3, 7).is_some_and(|pixels| pixels.len() == 24));
        let revision = marks.sheet().revision();
        assert!(marks.sheet_mut(2, 3, 7).is_none());
        assert_eq!(marks.sheet().revision(), revision);
        assert!(marks.sheet_mut(2, 3, 8).is_some());
        assert!(marks.sheet_mut(3, 2, 8).is_some());
        assert!(marks.sheet().revision() > revision);
    }
}
