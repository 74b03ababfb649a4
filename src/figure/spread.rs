//! The standard deviation of signals or gradients by depth, one curve an initialisation. Flat is good.

use core::ops::Range;

use super::axes;
use super::frame::{Frame, Size};
use super::marks::{Marks, Stroke};
use super::palette::Palette;
use super::schemes::{self, Look};
use crate::nn::initialization::Initialization;
use crate::nn::spread::{Curve, Quantity, Spread};

/// The decades shown, whatever the numbers are, so that pictures can be compared by eye. Beyond the outermost lines there
/// is room for arrows.
const DECADES: [f32; 2] = [-6.5, 3.5];
/// The decade that stands for infinity, and with a minus for zero: further than any number is.
const FURTHEST: f32 = 400.0;
/// Marks along a curve are at least this many pixels apart.
const APART: f32 = 24.0;

/// Draws the curves of a quantity, as far as they are known, into `marks`.
///
/// A curve ends where it leaves the axes, with an arrow; one that lies beyond them altogether is a row of arrows.
pub fn draw(
    spread: &Spread,
    quantity: Quantity,
    chosen: Initialization,
    palette: &Palette,
    size: Size,
    marks: &mut Marks,
) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let text = axes::numerals(size.width);
    let rect = axes::rect(size, 2.0 * text, schemes::room(size));
    let last = spread.request().layers as f32;
    // A single layer lies in the middle.
    let ends = if last > 1.0 { [1.0, last] } else { [0.5, 1.5] };
    let [left, right] = axes::widened(ends, rect.width);
    let frame = Frame::new([left, DECADES[0]], [right, DECADES[1]], rect);
    axes::decades(frame, text, palette, marks);
    axes::counts(frame, [1.0, last], text, size.width, palette, marks);
    axes::symbols(symbol(quantity), "ℓ", rect, size, palette, marks);

    lines(spread.deviations(chosen, quantity), frame, schemes::band(chosen, palette), marks);
    for scheme in Initialization::ALL {
        let stroke = Look::new(scheme, chosen, palette).stroke();
        lines(spread.deviations(scheme, quantity), frame, stroke, marks);
    }
    for scheme in Initialization::ALL {
        let look = Look::new(scheme, chosen, palette);
        dots(spread.deviations(scheme, quantity), frame, look, marks);
    }
    let place = |deviation: Option<&Option<f64>>| {
        deviation.map_or(rect.centre()[1], |&deviation| frame.y(height(deviation)))
    };
    let curves = Initialization::ALL.map(|scheme| spread.deviations(scheme, quantity).values);
    let ends = curves.map(|values| place(values.last()).max(rect.y).min(rect.bottom()));
    // Gradients all set out from one place: their order is that of where they come to.
    let ranks =
        if quantity == Quantity::Gradient { curves.map(|values| place(values.first())) } else { ends };
    schemes::names(ends, ranks, chosen, rect, size, palette, marks);
}

/// The standard deviation of a quantity, as a symbol.
fn symbol(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::PreActivation => "σ(a)",
        Quantity::Output => "σ(z)",
        Quantity::Gradient => "σ(∂E/∂a)",
    }
}

/// A standard deviation as a height on the axis.
fn height(deviation: Option<f64>) -> f32 {
    let decade = deviation.map_or(FURTHEST, |deviation| libm::log10(deviation) as f32);
    decade.clamp(-FURTHEST, FURTHEST)
}

/// The places of a curve, in units.
fn places(curve: Curve<'_>) -> impl Fn(usize) -> [f32; 2] {
    move |k| [(curve.first + k) as f32, height(curve.values[k])]
}

fn is_inside([_, y]: [f32; 2]) -> bool {
    (DECADES[0]..=DECADES[1]).contains(&y)
}

/// Where the line from a place inside to one outside crosses the border.
fn crossing(inside: [f32; 2], outside: [f32; 2]) -> [f32; 2] {
    let border = outside[1].clamp(DECADES[0], DECADES[1]);
    let share = (border - inside[1]) / (outside[1] - inside[1]);
    [inside[0] + share * (outside[0] - inside[0]), border]
}

/// A part of a curve that lies inside: where it enters on the left, if it does, which values it goes through, and where it
/// leaves on the right.
struct Part {
    enters: Option<[f32; 2]>,
    within: Range<usize>,
    leaves: Option<[f32; 2]>,
}

/// All parts that lie inside, from the left.
fn parts(curve: Curve<'_>) -> impl Iterator<Item = Part> {
    let (place, count) = (places(curve), curve.values.len());
    let mut next = 0;
    core::iter::from_fn(move || {
        let start = (next..count).find(|&k| is_inside(place(k)))?;
        let end = (start..count).find(|&k| !is_inside(place(k))).unwrap_or(count);
        next = end;
        let enters = (start > 0).then(|| crossing(place(start), place(start - 1)));
        let leaves = (end < count).then(|| crossing(place(end - 1), place(end)));
        Some(Part { enters, within: start..end, leaves })
    })
}

fn lines(curve: Curve<'_>, frame: Frame, stroke: Stroke, marks: &mut Marks) {
    for Part { enters, within, leaves } in parts(curve) {
        let units = enters.into_iter().chain(within.map(places(curve))).chain(leaves);
        marks.line(stroke, units.map(|unit| frame.pixel(unit)));
    }
}

/// The marks along a curve, and arrows where it leaves the axes, or wherever a mark would be if it never lies within them.
fn dots(curve: Curve<'_>, frame: Frame, look: Look, marks: &mut Marks) {
    let rect = frame.rect();
    let spacing = rect.width / (frame.high()[0] - frame.low()[0]);
    let every = (APART / spacing).ceil().max(1.0) as usize;
    let is_marked = |k: &usize| (curve.first + k - 1).is_multiple_of(every);
    let place = places(curve);
    let arrow = |[x, y]: [f32; 2], marks: &mut Marks| look.arrow(y > 0.0, frame.x(x), rect, marks);
    let mut is_hidden = true;
    for Part { enters, within, leaves } in parts(curve) {
        is_hidden = false;
        let ends = || enters.into_iter().chain(leaves);
        for unit in within.filter(is_marked).map(&place) {
            let [x, y] = frame.pixel(unit);
            // An arrow takes the place of a mark close to it.
            let distances = ends().map(|end| frame.pixel(end)).map(|end| (end[0] - x).hypot(end[1] - y));
            if distances.fold(APART, f32::min) >= 0.75 * APART {
                marks.dot(look.dot(), [x, y]);
            }
        }
        ends().for_each(|end| arrow(end, marks));
    }
    if is_hidden {
        (0..curve.values.len()).filter(is_marked).for_each(|k| arrow(place(k), marks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(values: &[Option<f64>]) -> Vec<Part> {
        parts(Curve { first: 3, values }).collect()
    }

    #[test]
    fn a_curve_is_cut_where_it_crosses_the_border() {
        // Decades 0.5, 6.5 (beyond), 0.5, −∞ (beyond), −6.
        let values = [0.5, 6.5, 0.5].map(|decade| Some(libm::pow(10.0, decade)));
        let values = [values.as_slice(), &[Some(0.0), Some(1e-6)]].concat();
        let parts = inside(&values);
        let within: Vec<_> = parts.iter().map(|part| part.within.clone()).collect();
        assert_eq!(within, [0..1, 2..3, 4..5]);
        let near = |place: Option<[f32; 2]>, expected: [f32; 2]| {
            place.is_some_and(|[x, y]| (x - expected[0]).abs() < 1e-3 && (y - expected[1]).abs() < 1e-5)
        };
        assert!(parts[0].enters.is_none() && near(parts[0].leaves, [3.5, 3.5]));
        assert!(near(parts[1].enters, [4.5, 3.5]));
        // Towards nothing it falls all but straight down.
        assert!(parts[1].leaves.is_some_and(|[x, y]| (5.0..5.05).contains(&x) && y <= -6.5));
        assert!(parts[2].enters.is_some() && parts[2].leaves.is_none());
    }

    #[test]
    fn what_is_not_a_number_is_beyond_the_upper_border() {
        assert!(inside(&[None, None]).is_empty());
        assert!(height(None) > DECADES[1] && height(Some(0.0)) < DECADES[0]);
        assert!(height(Some(f64::MAX)).is_finite() && height(Some(f64::MIN_POSITIVE)).is_finite());
    }
}
