//! The variance of Σ wᵢxᵢ against the number of inputs: what was measured as dots, what theory says as lines.

use super::axes;
use super::frame::{Frame, Size};
use super::marks::{Align, Marks, Stroke, Type};
use super::palette::Palette;
use super::schemes::{self, Look};
use super::ticks::Power;
use crate::nn::initialization::Initialization;
use crate::nn::variance::{INPUTS, VarianceStudy, theory};

/// The powers of ten along the axis of n_in.
const INPUT_DECADES: [f32; 2] = [0.0, 3.0];
/// Those of the variance: N(0, 1) comes to 1000, and chance a little further; zero is beyond the other end.
const VARIANCE_DECADES: [f32; 2] = [-1.5, 3.3];

/// Draws the measurements that there are, and all of the theory, into `marks`.
///
/// A variance of 0 has no place on a logarithmic axis: it is an arrow at the lower border.
pub fn draw(study: &VarianceStudy, chosen: Initialization, palette: &Palette, size: Size, marks: &mut Marks) {
    marks.clear();
    if !size.is_visible() {
        return;
    }
    let text = axes::numerals(size.width);
    let rect = axes::rect(size, 2.0 * text, schemes::room(size));
    let [left, right] = axes::widened(INPUT_DECADES, rect.width);
    let frame = Frame::new([left, VARIANCE_DECADES[0]], [right, VARIANCE_DECADES[1]], rect);
    axes::decades(frame, text, palette, marks);
    let centred = Type { align: Align::Centre, ..axes::numeral(text, palette) };
    for power in INPUT_DECADES[0] as i32..=INPUT_DECADES[1] as i32 {
        marks.text(centred, [frame.x(power as f32), rect.bottom() + text], format_args!("{}", Power(power)));
    }
    axes::symbols("Var(Σwᵢxᵢ)", "nᵢₙ", rect, size, palette, marks);

    let (first, last) = (INPUTS[0], INPUTS[INPUTS.len() - 1]);
    let mut line = |scheme: Initialization, stroke: Stroke| {
        let ends = [first, last].map(|inputs| place(frame, inputs, theory(scheme, inputs)));
        if let [Some(first), Some(last)] = ends {
            marks.line(stroke, [first, last]);
        }
    };
    line(chosen, schemes::band(chosen, palette));
    for scheme in Initialization::ALL {
        line(scheme, Look::new(scheme, chosen, palette).stroke());
    }
    for scheme in Initialization::ALL {
        let look = Look::new(scheme, chosen, palette);
        for measurement in study.measurements(scheme) {
            match place(frame, measurement.inputs, measurement.variance) {
                Some(place) => marks.dot(look.dot(), place),
                None => look.arrow(false, frame.x(decade(measurement.inputs as f64)), rect, marks),
            }
        }
    }
    let ends = Initialization::ALL
        .map(|scheme| place(frame, last, theory(scheme, last)).map_or(rect.bottom(), |place| place[1]));
    schemes::names(ends, ends, chosen, rect, size, palette, marks);
}

fn decade(x: f64) -> f32 {
    libm::log10(x) as f32
}

/// Where a variance lies; none where it is 0.
fn place(frame: Frame, inputs: usize, variance: f64) -> Option<[f32; 2]> {
    let [low, high] = VARIANCE_DECADES;
    (variance > 0.0).then(|| frame.pixel([decade(inputs as f64), decade(variance).max(low).min(high)]))
}
