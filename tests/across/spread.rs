//! What the lecture says of initialisations shows in the measurements, and the figures of them are fit to be seen.

use frontera::figure::frame::Size;
use frontera::figure::marks::{Align, Mark, Marks};
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::{spread, svg, variance};
use frontera::lab::Lab;
use frontera::nn::activation::Activation;
use frontera::nn::initialization::Initialization;
use frontera::nn::spread::{Quantity, Spread, SpreadRequest};
use frontera::nn::variance::VarianceStudy;

use crate::read::read;
use crate::tell::tell;

/// Twenty layers of many units.
const DEEP: SpreadRequest =
    SpreadRequest { layers: 20, units: 400, activation: Activation::Relu, slope: 0.01, input: 1.0, seed: 1 };

fn measured(request: SpreadRequest) -> Spread {
    let mut spread = Spread::new(&request);
    while spread.work() {}
    spread
}

/// How many times greater the greatest standard deviation of a curve is than the least.
fn range(spread: &Spread, scheme: Initialization, quantity: Quantity) -> f64 {
    let values = || spread.deviations(scheme, quantity).values.iter().map(|value| value.unwrap());
    values().fold(0.0, f64::max) / values().fold(f64::INFINITY, f64::min)
}

#[test]
fn he_keeps_the_spread_of_relu_and_no_other_scheme_does() {
    for seed in [1, 2] {
        let spread = measured(SpreadRequest { seed, ..DEEP });
        for quantity in Quantity::ALL {
            let of = |scheme| range(&spread, scheme, quantity);
            assert!(of(Initialization::He) < 2.0, "{seed} {quantity:?}: {}", of(Initialization::He));
            // √½ and √(n/2) a layer.
            assert!(of(Initialization::Glorot) > 300.0, "{quantity:?}: {}", of(Initialization::Glorot));
            assert!(of(Initialization::Normal) > 1e18, "{quantity:?}: {}", of(Initialization::Normal));
        }
    }
}

#[test]
fn glorot_keeps_the_spread_of_small_signals_through_tanh() {
    for seed in [1, 2] {
        let request = SpreadRequest { activation: Activation::Tanh, input: 0.2, seed, ..DEEP };
        let spread = measured(request);
        for quantity in Quantity::ALL {
            let of = |scheme| range(&spread, scheme, quantity);
            assert!(of(Initialization::Glorot) < 2.0, "{seed} {quantity:?}: {}", of(Initialization::Glorot));
        }
        // Normal weights saturate every layer, and what little slope is left meets weights that are far too large.
        let outputs = spread.deviations(Initialization::Normal, Quantity::Output).values;
        assert!(outputs[1..].iter().all(|z| z.unwrap() > 0.95), "{outputs:?}");
        assert!(range(&spread, Initialization::Normal, Quantity::Gradient) > 1e6);
    }
}

#[test]
fn tanh_itself_makes_signals_of_unit_spread_smaller() {
    // Var(z) falls as 1/(2·layer) once small: by a factor of 4 in the standard deviation over twenty layers, whoever
    // scales the weights by 1/√n.
    let spread = measured(SpreadRequest { activation: Activation::Tanh, ..DEEP });
    let of = range(&spread, Initialization::Glorot, Quantity::Output);
    assert!((3.0..5.0).contains(&of), "{of}");
}

#[test]
fn from_zeros_nothing_goes_forward_and_nothing_comes_back() {
    for activation in Activation::ALL {
        let spread = measured(SpreadRequest { activation, units: 20, ..DEEP });
        for quantity in [Quantity::PreActivation, Quantity::Output] {
            assert_eq!(spread.deviations(Initialization::Zeros, quantity).values, [Some(0.0); 20]);
        }
        let gradients = spread.deviations(Initialization::Zeros, Quantity::Gradient).values;
        assert_eq!(gradients[..19], [Some(0.0); 19]);
        // Only the last layer's own slope stands between it and the gradient.
        let slope: f64 = activation.derivative(activation.value(0.0, 0.01), 0.01);
        assert!(
            (gradients[19].unwrap() - slope).abs() < 0.1 * slope + 1e-12,
            "{activation:?}: {gradients:?}"
        );
    }
}

const SIZES: [Size; 5] = [
    Size { width: 560.0, height: 320.0 },
    Size { width: 340.0, height: 260.0 },
    Size { width: 1400.0, height: 700.0 },
    Size { width: 160.0, height: 90.0 },
    Size { width: 90.0, height: 160.0 },
];

/// Finite, within the figure, and writable; gives the number of dots.
fn check(marks: &Marks, size: Size, palette: &Palette) -> usize {
    assert!(marks.is_finite());
    let inside = |[x, y]: [f32; 2], by: [f32; 2]| {
        let within =
            x - by[0] >= -0.5 && x + by[1] <= size.width + 0.5 && y >= -0.5 && y <= size.height + 0.5;
        assert!(within, "({x}, {y}) in {size:?}");
    };
    for mark in marks.iter() {
        match mark {
            Mark::Lines(_, runs) | Mark::Areas(_, runs) => {
                runs.iter().flatten().for_each(|&place| inside(place, [0.0; 2]));
            }
            Mark::Dots(dot, centres) => {
                for &[x, y] in centres {
                    for end in [y - 1.3 * dot.radius, y + 1.3 * dot.radius] {
                        inside([x, end], [1.3 * dot.radius; 2]);
                    }
                }
            }
            Mark::Text(style, place, text) => {
                let width = 0.6 * style.size * text.chars().count() as f32;
                let by = match style.align {
                    Align::Left => [0.0, width],
                    Align::Centre => [width / 2.0; 2],
                    Align::Right => [width, 0.0],
                };
                // In the narrowest figures the numerals of the vertical axis have no room.
                let cut = size.width < 300.0 && style.align == Align::Right;
                inside(place, if cut { [0.0; 2] } else { by });
            }
            Mark::Image { .. } | Mark::Layer(..) => panic!("no pixels or layers are needed"),
        }
    }
    let text = svg::write(marks, size, palette.panel);
    assert!(text.ends_with("</svg>\n") && !text.contains("NaN") && !text.contains("inf"));
    let dots = |mark| if let Mark::Dots(_, places) = mark { places.len() } else { 0 };
    marks.iter().map(dots).sum()
}

#[test]
fn figures_of_the_spread_are_finite_and_within_their_size() {
    let mut marks = Marks::new();
    for (layers, units, slope, input) in
        [(1, 10, 0.0, 1.0), (4, 1, 0.0, 1.0), (50, 30, 0.0, 1e30), (7, 9, f32::NAN, f32::INFINITY)]
    {
        for activation in Activation::ALL {
            let request = SpreadRequest { layers, units, activation, slope, input, seed: 4 };
            let mut spread = Spread::new(&request);
            loop {
                for size in SIZES {
                    for quantity in Quantity::ALL {
                        let palette = Palette::new(Theme::Dark);
                        spread::draw(&spread, quantity, Initialization::He, &palette, size, &mut marks);
                        let dots = check(&marks, size, &palette);
                        assert!(spread.progress() < 1.0 || dots > 5, "a mark a scheme at least");
                    }
                }
                // Some of what is between nothing and all.
                if !(0..layers).fold(false, |_, _| spread.work()) {
                    break;
                }
            }
        }
    }
}

#[test]
fn figures_of_the_variance_are_finite_and_within_their_size() {
    let mut marks = Marks::new();
    let mut study = VarianceStudy::new(1);
    loop {
        let measured = study.measurements(Initialization::He).count();
        for size in SIZES {
            for chosen in Initialization::ALL {
                let palette = Palette::new(Theme::Light);
                variance::draw(&study, chosen, &palette, size, &mut marks);
                // Besides the measurements, one beside each name where five names have room.
                let names = if size.height < 100.0 { 0 } else { 5 };
                assert_eq!(check(&marks, size, &palette), 5 * measured + names);
            }
        }
        if !(0..400).fold(false, |_, _| study.work()) {
            break;
        }
    }
    assert!((study.progress() - 1.0).abs() < f32::EPSILON);
}

#[test]
fn a_hidden_figure_has_no_marks() {
    let (palette, size) = (Palette::new(Theme::Light), Size { width: 0.0, height: 0.0 });
    let mut marks = Marks::new();
    let shown = Size { width: 300.0, height: 200.0 };
    let (spread, study) = (Spread::new(&DEEP), VarianceStudy::new(1));
    for size in [shown, size] {
        spread::draw(&spread, Quantity::Output, Initialization::He, &palette, size, &mut marks);
        assert_eq!(marks.iter().count() > 0, size.is_visible());
    }
    for size in [shown, size] {
        variance::draw(&study, Initialization::He, &palette, size, &mut marks);
        assert_eq!(marks.iter().count() > 0, size.is_visible());
    }
}

#[test]
fn the_chosen_scheme_has_the_thickest_line_on_a_band_behind_all() {
    let palette = Palette::new(Theme::Light);
    let study = VarianceStudy::new(1);
    let mut marks = Marks::new();
    for chosen in [Initialization::Normal, Initialization::FanIn, Initialization::Glorot, Initialization::He]
    {
        variance::draw(&study, chosen, &palette, SIZES[0], &mut marks);
        let stroke = |mark| if let Mark::Lines(stroke, _) = mark { Some(stroke) } else { None };
        let strokes: Vec<_> =
            marks.iter().filter_map(stroke).filter(|stroke| stroke.colour != palette.grid).collect();
        // The variance of zeros has no line.
        let [band, lines @ ..] = strokes.as_slice() else { panic!("no lines") };
        assert_eq!(lines.len(), 4);
        let width = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        let thickest: Vec<_> = lines.iter().filter(|line| line.width >= width).collect();
        assert_eq!(thickest.len(), 1, "{chosen:?}");
        assert_eq!(thickest[0].colour.0[..3], band.colour.0[..3]);
        assert!(band.width > width);
    }
}

#[test]
fn each_study_is_stopped_by_itself() {
    for (one, other) in [("variance", "spread"), ("spread", "variance")] {
        let mut lab = Lab::opened(&format!("view={one}"));
        let open = |lab: &mut Lab, view: &str| {
            tell(lab, &[&format!("view={view}")]);
            lab.is_studying()
        };
        assert!(lab.is_studying());
        lab.study();
        tell(&mut lab, &["stop-study"]);
        assert!(!lab.is_studying());
        assert!(open(&mut lab, other), "{other} was not stopped");
        assert_eq!(read(&mut lab, "study-stopped"), "0");
        assert!(!open(&mut lab, one), "{one} stays stopped");
        assert_eq!(read(&mut lab, "study-stopped"), "1");
        tell(&mut lab, &["go-on-study"]);
        assert!(lab.is_studying());
    }
}
