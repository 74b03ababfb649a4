//! The loss surface over two parameters: a map with contour lines, where the network is on it, the way it came, and the way down.
//!
//! The map is that of the survey that was finished last; what moves is drawn over it at every picture. The axes have equal
//! scales, so that the gradient is at right angles to the contour lines.

mod arrows;
mod levels;

use arrows::{Arrow, arrow, cut};
use levels::Levels;

use super::contour::{Contour, Trace};
use super::field::Grid;
use super::frame::{Frame, Rect, Size};
use super::hash::hashed;
use super::marks::{Align, Dot, Marks, Shape, Stroke, Type};
use super::palette::{Colour, Palette, Ramp, Theme};
use super::parameter::Name;
use super::ticks::Ticks;
use crate::data::point::Window;
use crate::lab::snapshot::Snapshot;
use crate::lab::surface::{INSIDE, Surface, Surfaced};

/// A contour line shorter than this has no number, and no two numbers are nearer than this, in pixels.
const SHORT: f32 = 44.0;

/// The map between the two parameters and the figure's pixels: the window fills a square.
pub fn frame(window: Window, size: Size) -> Frame {
    let text = text(size);
    let [left, right, upper, lower] = [3.0, 1.4, 1.9, 2.2].map(|share: f32| share * text);
    let side = (size.width - left - right).min(size.height - lower - upper).max(1.0);
    let x = left + ((size.width - left - right - side) / 2.0).max(0.0);
    Frame::new(window.low, window.high, Rect { x, y: upper, width: side, height: side })
}

/// The values of the two parameters at a place in pixels, within the window, and as short as the page shows them.
pub fn drag(window: Window, size: Size, at: [f32; 2]) -> [f32; 2] {
    let unit = frame(window, size).unit(at);
    [0, 1].map(|axis| {
        let (low, high) = (window.low[axis], window.high[axis]);
        let (middle, reach) = (f32::midpoint(low, high), INSIDE * (high - low) / 2.0);
        let inside = unit[axis].max(middle - reach).min(middle + reach);
        (inside * 1000.0).round() / 1000.0
    })
}

/// The size of numerals.
fn text(size: Size) -> f32 {
    (size.width.min(size.height) / 30.0).clamp(11.0, 17.0)
}

/// Draws the surface into `marks`; nothing where there is none.
pub fn draw(snapshot: &Snapshot<'_>, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    let Some(surfaced) = snapshot.surfaced.filter(|_| size.is_visible()) else { return };
    let (frame, text) = (frame(surfaced.window, size), text(size));
    marks.area(palette.ground, frame.rect().outline());
    if let Some(surface) = surfaced.surface {
        image(surface, surfaced.serial, frame, palette, marks);
    }
    let surveyed = surfaced.surface.filter(|surface| surface.window == surfaced.window);
    marks.layer(key(&surfaced, surveyed.is_some(), size, palette), |marks| {
        axes(frame, text, palette, marks);
        names(snapshot, &surfaced, frame, text, palette, marks);
        if let Some(surface) = surveyed {
            contours(surface, frame, text, palette, marks);
        }
    });
    way(snapshot, &surfaced, frame, palette, marks);
    slopes(&surfaced, frame, text, palette, marks);
    let at = frame.pixel(surfaced.at);
    if cut([at, at], frame.rect()).is_some() {
        let radius = 0.55 * text;
        let [rim, edge] = [(palette.rim, 5.0), (palette.ink, 1.5)];
        for outline in [rim, edge] {
            let fill = Some(palette.accent);
            marks.dot(Dot { shape: Shape::Disc, radius, fill, outline: Some(outline) }, at);
        }
    }
}

/// A number that changes with what stays from picture to picture.
fn key(surfaced: &Surfaced<'_>, is_surveyed: bool, size: Size, palette: &Palette) -> u64 {
    let Window { low, high } = surfaced.window;
    let reach = [low[0], low[1], high[0], size.width, size.height].map(f32::to_bits);
    let places = surfaced.places.as_flattened().iter().map(|&number| number as u64);
    let numbers = reach.into_iter().map(u64::from).chain(places);
    let state = (surfaced.serial << 1 | u64::from(is_surveyed)) << 1 | palette.theme as u64;
    hashed(numbers.chain([state]))
}

/// The colours of the map, from the least loss to the greatest: lighter on light ground is lower, and so is darker on dark.
fn ramp(palette: &Palette) -> Ramp {
    let pick = |day, night| Colour::opaque(if palette.theme == Theme::Light { day } else { night });
    Ramp::new(pick(0xfb_f7e6, 0x15_1a20), pick(0xb9_d3cf, 0x2f_545c), pick(0x6d_8fae, 0x76_a3b5))
}

/// The map, as far as it lies in the window.
fn image(surface: Surface<'_>, serial: u64, frame: Frame, palette: &Palette, marks: &mut Marks) {
    let (shown, side) = (surface.window, surface.side);
    let key = (serial << 1 | palette.theme as u64) + 1;
    if let Some(pixels) = marks.sheet_mut(side, side, key) {
        let levels = Levels::of(surface.losses);
        let shares = surface.losses.iter().map(|&loss| 2.0 * levels.share(loss) - 1.0);
        ramp(palette).paint(shares, pixels);
    }
    let both = Window {
        low: [0, 1].map(|axis| shown.low[axis].max(frame.low()[axis])),
        high: [0, 1].map(|axis| shown.high[axis].min(frame.high()[axis])),
    };
    if both.low[0] >= both.high[0] || both.low[1] >= both.high[1] {
        return;
    }
    let whole = Grid::source(side);
    let source = Frame::new(shown.low, shown.high, whole).rect_of(both);
    marks.image(source, frame.rect_of(both), true);
}

/// Lines and numerals at round numbers, the ones at 0 stronger.
fn axes(frame: Frame, text: f32, palette: &Palette, marks: &mut Marks) {
    let rect = frame.rect();
    let style = |align| Type { size: text, colour: palette.faint, halo: None, align, symbol: false };
    let most = f64::from(rect.width / (4.0 * text)).clamp(2.0, 7.0);
    let weight = |value: f32| if value == 0.0 { 0.34 } else { 0.1 };
    let ticks = |axis: usize| Ticks::new(frame.low()[axis].into(), frame.high()[axis].into(), most, 0.0);
    for (value, label) in ticks(0).iter() {
        let x = frame.x(value).round() + 0.5;
        marks.line(Stroke::solid(1.0, palette.ink.alpha(weight(value))), [[x, rect.y], [x, rect.bottom()]]);
        // Room is left for the name.
        if x < rect.right() - 1.8 * text {
            marks.text(style(Align::Centre), [x, rect.bottom() + text], format_args!("{label}"));
        }
    }
    for (value, label) in ticks(1).iter() {
        let y = frame.y(value).round() + 0.5;
        marks.line(Stroke::solid(1.0, palette.ink.alpha(weight(value))), [[rect.x, y], [rect.right(), y]]);
        if y > rect.y + 1.2 * text {
            marks.text(style(Align::Right), [rect.x - 6.0, y], format_args!("{label}"));
        }
    }
    marks.line(Stroke::solid(1.0, palette.ink.alpha(0.4)), rect.outline());
}

/// The two parameters' names at the ends of their axes.
fn names(
    snapshot: &Snapshot<'_>,
    surfaced: &Surfaced<'_>,
    frame: Frame,
    text: f32,
    palette: &Palette,
    marks: &mut Marks,
) {
    let rect = frame.rect();
    let style =
        Type { size: 1.25 * text, colour: palette.ink, halo: None, align: Align::Right, symbol: true };
    let [across, up] = surfaced.places.map(|place| Name(snapshot.network, place));
    marks.text(style, [rect.right() + 0.4 * text, rect.bottom() + 1.1 * text], format_args!("{across}"));
    marks.text(style, [rect.x - 6.0, rect.y + 0.3 * text], format_args!("{up}"));
}

/// A line and a number for each level.
fn contours(surface: Surface<'_>, frame: Frame, text: f32, palette: &Palette, marks: &mut Marks) {
    let (mut trace, mut contour) = (Trace::default(), Contour::default());
    let (mut above, mut numbers) = (Vec::new(), Vec::<([f32; 2], f32)>::new());
    let stroke = Stroke::solid(1.0, palette.ink.alpha(0.42));
    for level in Levels::of(surface.losses).lines() {
        above.clear();
        above.extend(surface.losses.iter().map(|loss| loss - level));
        trace.run(&above, surface.side, surface.window, &mut contour);
        let pixels = |line: &[[f32; 2]]| line.iter().map(|&at| frame.pixel(at)).collect::<Vec<_>>();
        let mut longest: (f32, [f32; 2]) = (SHORT, [0.0; 2]);
        for line in contour.lines().map(pixels) {
            let length = line.windows(2).map(|pair| apart(pair[0], pair[1])).sum::<f32>();
            // Not in the middle: ways down often cross it there.
            let place = line[line.len() / 4];
            let is_free = numbers.iter().all(|&(other, _)| apart(other, place) > SHORT)
                && cut([place, place], frame.rect().grown(-text)).is_some();
            if length > longest.0 && is_free {
                longest = (length, place);
            }
            marks.line(stroke, line);
        }
        if longest.0 > SHORT {
            numbers.push((longest.1, level));
        }
    }
    let style = Type {
        size: 0.85 * text,
        colour: palette.ink,
        halo: Some(palette.ground.alpha(0.8)),
        align: Align::Centre,
        symbol: false,
    };
    for (place, level) in numbers {
        marks.text(style, place, format_args!("{}", levels::Number(level)));
    }
}

/// The distance between two places.
fn apart(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The way so far: a line from step to step, dashed where a hand put the network elsewhere; what came after the step that is shown
/// is faint.
fn way(snapshot: &Snapshot<'_>, surfaced: &Surfaced<'_>, frame: Frame, palette: &Palette, marks: &mut Marks) {
    if snapshot.history.watched() != Some(surfaced.places) {
        return;
    }
    let rect = frame.rect();
    let here = frame.pixel(surfaced.at);
    let (mut was, mut later): (Vec<Leg>, Vec<Leg>) = (Vec::new(), Vec::new());
    let (mut last, mut start, mut is_here) = (None::<[f32; 2]>, None, false);
    for stop in snapshot.history.way() {
        let at = frame.pixel(stop.at);
        if stop.step > snapshot.step && !is_here {
            is_here = true;
            was.extend(last.map(|last| Leg { ends: [last, here], by_hand: false }));
            last = Some(here);
        }
        start = start.or(Some(at));
        // What is nearer than a pixel is not seen.
        if last.is_some_and(|last| apart(last, at) < 1.0) {
            continue;
        }
        let leg = last.map(|last| Leg { ends: [last, at], by_hand: stop.by_hand });
        if is_here { &mut later } else { &mut was }.extend(leg);
        last = Some(at);
    }
    if !is_here {
        was.extend(last.map(|last| Leg { ends: [last, here], by_hand: false }));
    }
    stroke(&later, Stroke::solid(1.5, palette.ink.alpha(0.35)), rect, marks);
    stroke(&was, Stroke::solid(4.5, palette.rim.alpha(0.75)), rect, marks);
    stroke(&was, Stroke::solid(2.0, palette.ink), rect, marks);
    if let Some(at) = start.filter(|&at| cut([at, at], rect).is_some()) {
        let outline = Some((palette.ink, 2.0));
        marks.dot(Dot { shape: Shape::Disc, radius: 4.0, fill: Some(palette.rim), outline }, at);
    }
}

/// A piece of the way, in pixels.
#[derive(Clone, Copy)]
struct Leg {
    ends: [[f32; 2]; 2],
    by_hand: bool,
}

/// Draws the pieces of the way as far as they lie in the square.
fn stroke(legs: &[Leg], stroke: Stroke, rect: Rect, marks: &mut Marks) {
    let mut run: Vec<[f32; 2]> = Vec::new();
    for leg in legs {
        let Some([from, to]) = cut(leg.ends, rect) else { continue };
        if leg.by_hand {
            marks.line(Stroke { width: 0.7 * stroke.width, dash: Some([2.0, 5.0]), ..stroke }, [from, to]);
            continue;
        }
        if run.last() != Some(&from) {
            if run.len() > 1 {
                marks.line(stroke, run.drain(..));
            }
            run.clear();
            run.push(from);
        }
        run.push(to);
    }
    if run.len() > 1 {
        marks.line(stroke, run);
    }
}

/// The arrows: −η ∂E/∂w of all training points, that of the next batch dashed, and the next step itself where it is none of them; all
/// by the same factor longer than they are, which stands beside them.
fn slopes(surfaced: &Surfaced<'_>, frame: Frame, text: f32, palette: &Palette, marks: &mut Marks) {
    let Some(slopes) = surfaced.slopes else { return };
    let scale = frame.rect().width / (frame.high()[0] - frame.low()[0]);
    let pixels = |[across, up]: [f32; 2], by: f32| [across * by * scale, -up * by * scale];
    let down = pixels(slopes.all, -surfaced.rate);
    let Some(times) = arrows::times(down[0].hypot(down[1]), 0.28 * frame.rect().width) else { return };
    let at = frame.pixel(surfaced.at);
    let mut draw = |[across, up]: [f32; 2], arrow_of: Arrow| {
        arrow([at, [at[0] + times * across, at[1] + times * up]], arrow_of, frame.rect(), palette, marks);
    };
    if let Some(step) = slopes.step.filter(|_| !surfaced.is_plain) {
        draw(pixels(step, 1.0), Arrow { width: 2.5, colour: palette.ink, dash: Some([2.5, 3.0]) });
    }
    if let Some(batch) = slopes.batch {
        draw(
            pixels(batch, -surfaced.rate),
            Arrow { width: 2.2, colour: palette.accent, dash: Some([7.0, 4.0]) },
        );
    }
    draw(down, Arrow { width: 3.2, colour: palette.accent, dash: None });
    let style = Type { size: text, colour: palette.ink, halo: None, align: Align::Right, symbol: true };
    let rect = frame.rect();
    let place = [rect.right(), rect.y - 0.9 * text];
    marks.text(style, place, format_args!("−η ∂E/∂w × {}", levels::Number(times)));
}
