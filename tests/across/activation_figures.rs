//! The figures of the activations: all that they draw is finite and lies within them, and says what is so.

use frontera::data::point::Part;
use frontera::figure::activation::{Curves, Plot, morph, symbol};
use frontera::figure::field::Field;
use frontera::figure::frame::Size;
use frontera::figure::marks::{Align, Mark, Marks};
use frontera::figure::network::Look;
use frontera::figure::palette::{Colour, Palette, Theme};
use frontera::figure::{activation, histograms, network, svg};
use frontera::lab::Lab;
use frontera::nn::activation::Activation;
use frontera::nn::census::Census;
use frontera::nn::network::Network;
use frontera::nn::samples::Samples;
use frontera::nn::scalar::Lanes;

pub const SIZES: [Size; 4] = [
    Size { width: 560.0, height: 360.0 },
    Size { width: 340.0, height: 420.0 },
    Size { width: 320.0, height: 240.0 },
    Size { width: 1600.0, height: 900.0 },
];
/// Too small to show anything, but not to be asked for.
pub const TINY: [Size; 4] = [
    Size { width: 0.0, height: 0.0 },
    Size { width: 1.0, height: 1.0 },
    Size { width: 40.0, height: 9.0 },
    Size { width: 9.0, height: 300.0 },
];

/// The training points of a lab, as its network reads them.
fn samples(lab: &Lab) -> Samples<f32> {
    let outputs = lab.network().shape().outputs;
    let mut samples = Samples::new(2, outputs);
    for point in lab.points().iter().filter(|point| point.part == Part::Train) {
        let class = usize::from(point.class);
        let target = |output| f32::from(u8::from(class == if outputs == 1 { 1 } else { output }));
        samples.push(&point.x, &(0..outputs).map(target).collect::<Vec<_>>());
    }
    samples
}

pub fn census(network: &Network<f32>, samples: &Samples<f32>) -> Census<f32> {
    let mut census = Census::new(network);
    census.update(network, samples);
    census
}

/// Where a mark reaches: all its places, and the ends of a text as wide as its letters may be.
fn places(mark: &Mark<'_>) -> Vec<[f32; 2]> {
    match mark {
        Mark::Lines(_, runs) | Mark::Areas(_, runs) => runs.iter().flatten().copied().collect(),
        Mark::Dots(_, centres) => centres.to_vec(),
        Mark::Image { target, .. } => target.outline().to_vec(),
        Mark::Text(style, [x, y], text) => {
            let width = 0.5 * style.size * text.chars().count() as f32;
            let left = match style.align {
                Align::Left => *x,
                Align::Centre => x - width / 2.0,
                Align::Right => x - width,
            };
            let half = 0.4 * style.size;
            vec![[left, y - half], [left + width, y + half]]
        }
        Mark::Layer(_, layer) => layer.marks().iter().flat_map(|mark| places(&mark)).collect(),
    }
}

/// All that is drawn is finite; in a figure that is large enough it lies within, and the SVG says nothing else.
pub fn check(marks: &Marks, size: Size, what: &str) {
    assert!(marks.is_finite(), "{what}");
    let text = svg::write(marks, size, Colour::opaque(0));
    assert!(text.ends_with("</svg>\n") && !text.contains("NaN") && !text.contains("inf"), "{what}");
    if SIZES.contains(&size) {
        assert!(marks.iter().next().is_some(), "{what}");
        for mark in marks.iter() {
            for [x, y] in places(&mark) {
                let is_within =
                    (-1.0..=size.width + 1.0).contains(&x) && (-1.0..=size.height + 1.0).contains(&y);
                assert!(is_within, "{what} in {size:?}: ({x}, {y}) of {mark:?}");
            }
        }
    }
}

#[test]
fn the_family_leads_from_the_sigmoid_to_tanh() {
    type Lane = <f32 as frontera::nn::scalar::Scalar>::Lanes;
    for k in -600..=600 {
        let a = 0.01 * f64::from(k);
        let [sigmoid, slope] = morph(0.0, a);
        assert!((sigmoid - 1.0 / (1.0 + (-a).exp())).abs() < 1e-15);
        assert!((slope - sigmoid * (1.0 - sigmoid)).abs() < 1e-15);
        let [tanh, slope] = morph(1.0, a);
        assert!((tanh - a.tanh()).abs() < 2e-6 && (slope - a.cosh().powi(-2)).abs() < 2e-6, "{a}");
        // And that tanh is the one that networks here compute.
        let own = Activation::Tanh.value(<Lane as Lanes>::splat(a as f32), Lane::default()).lane(0);
        assert!((tanh - f64::from(own)).abs() < 3e-6, "{a}");
        for t in [0.25, 0.5, 0.75] {
            let h = 1e-6;
            let measured = (morph(t, a + h)[0] - morph(t, a - h)[0]) / (2.0 * h);
            assert!((measured - morph(t, a)[1]).abs() < 1e-8, "{t} {a}");
            assert!(morph(t, a)[0] > -t && morph(t, a)[0] < 1.0);
        }
    }
}

#[test]
fn curves_of_every_activation_and_slope_lie_within_the_figure() {
    let mut curves = vec![Curves::All];
    curves.extend(Activation::ALL.map(Curves::One));
    curves.extend([0.0, 0.3, 1.0].map(Curves::Morph));
    curves.extend([Curves::Probability, Curves::Threshold, Curves::None]);
    let lab = Lab::opened("hidden=4&init=normal");
    let census = census(lab.network(), &samples(&lab));
    let preactivations = Some(&census.layers()[0].preactivations);
    let mut marks = Marks::new();
    for curves in curves {
        for slope in [0.0, 0.01, 0.3, 1.0] {
            for size in SIZES.into_iter().chain(TINY) {
                for (theme, preactivations) in [(Theme::Light, None), (Theme::Dark, preactivations)] {
                    let plot = Plot { curves, slope, preactivations };
                    activation::draw(&plot, &Palette::new(theme), size, &mut marks);
                    check(&marks, size, &format!("{plot:?}"));
                }
            }
        }
    }
}

#[test]
fn each_curve_has_its_symbol_its_colour_and_its_dashes() {
    let palette = Palette::new(Theme::Light);
    let mut marks = Marks::new();
    let plot = Plot { curves: Curves::All, slope: 0.01, preactivations: None };
    activation::draw(&plot, &palette, SIZES[0], &mut marks);
    for g in Activation::LECTURE {
        let colour = activation::colour(g, &palette);
        let names = |wanted: &str| {
            marks.iter().any(
                |mark| matches!(mark, Mark::Text(style, _, text) if text == wanted && style.colour == colour),
            )
        };
        assert!(names(symbol(g)) && names(&format!("{}′", symbol(g))), "{g:?}");
        let drawn = marks.iter().any(
            |mark| matches!(mark, Mark::Lines(stroke, _) if stroke.colour == colour && stroke.dash == activation::dash(g)),
        );
        assert!(drawn, "{g:?}");
        let twins = Activation::LECTURE.into_iter().filter(|other| {
            activation::colour(*other, &palette) == colour || activation::dash(*other) == activation::dash(g)
        });
        assert_eq!(twins.count(), 1, "{g:?}");
    }
}

#[test]
fn the_shaded_zone_is_where_the_slope_is_below_5_percent() {
    let palette = Palette::new(Theme::Light);
    let mut marks = Marks::new();
    let size = SIZES[0];
    // The ends of the shade, in pre-activations; the axis runs from −6 to 6 between its first and last places.
    let mut ends = |curves: Curves| -> Vec<f32> {
        activation::draw(&Plot { curves, slope: 0.01, preactivations: None }, &palette, size, &mut marks);
        let axis: Vec<[f32; 2]> = marks
            .iter()
            .find_map(|mark| match mark {
                Mark::Lines(_, runs) => runs.iter().next().map(<[_]>::to_vec),
                _ => None,
            })
            .unwrap();
        let (left, right) = (axis[0][0], axis[1][0]);
        let mut ends: Vec<f32> = marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Areas(..)))
            .flat_map(|mark| places(&mark))
            .map(|[x, _]| ((x - left) / (right - left) * 12.0 - 6.0) * 1000.0)
            .map(|a| a.round() / 1000.0)
            .collect();
        ends.sort_by(f32::total_cmp);
        ends.dedup();
        ends
    };
    let near = |found: &[f32], expected: &[f32]| {
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.02)
    };
    assert!(near(&ends(Curves::One(Activation::Sigmoid)), &[-6.0, -4.357, 4.357, 6.0]));
    assert!(near(&ends(Curves::One(Activation::Tanh)), &[-6.0, -2.178, 2.178, 6.0]));
    assert!(near(&ends(Curves::One(Activation::Relu)), &[-6.0, 0.0]));
    assert!(near(&ends(Curves::Morph(0.5)), &[-6.0, -2.905, 2.905, 6.0]));
    assert!(ends(Curves::One(Activation::Linear)).is_empty());
}

#[test]
fn histograms_of_every_depth_and_activation_lie_within_the_figure() {
    let mut marks = Marks::new();
    for activation in ["sigmoid", "tanh", "relu", "leaky", "linear", "tanh,relu,sigmoid,leaky,tanh"] {
        for depth in 0..=8 {
            let hidden = if depth == 0 { "0".to_string() } else { ["3"; 8][..depth].join(",") };
            for dataset in ["circle", "arms"] {
                let link =
                    format!("dataset={dataset}&hidden={hidden}&activation={activation}&init=normal&rate=1");
                let mut lab = Lab::opened(&link);
                let samples = samples(&lab);
                let start = census(lab.network(), &samples);
                lab.apply("play").unwrap();
                lab.advance(20);
                let now = census(lab.network(), &samples);
                for size in SIZES.into_iter().chain(TINY) {
                    for start in [None, Some(start.layers())] {
                        histograms::draw(start, now.layers(), &Palette::new(Theme::Dark), size, &mut marks);
                        check(&marks, size, &link);
                    }
                }
                // A start of other layers is left out.
                let other =
                    census(Lab::opened("hidden=2,2,2&activation=linear").network(), &self::samples(&lab));
                histograms::draw(
                    Some(other.layers()),
                    now.layers(),
                    &Palette::new(Theme::Dark),
                    SIZES[0],
                    &mut marks,
                );
                check(&marks, SIZES[0], &link);
            }
        }
    }
}

#[test]
fn numerals_are_there_with_eight_hidden_layers_in_both_sizes() {
    let lab = Lab::opened("hidden=8,8,8,8,8,8,8,8&activation=relu");
    let census = census(lab.network(), &samples(&lab));
    let mut marks = Marks::new();
    for (size, expected) in [(SIZES[0], true), (SIZES[1], true), (SIZES[2], false)] {
        histograms::draw(None, census.layers(), &Palette::new(Theme::Light), size, &mut marks);
        let count = |name: &str| {
            marks
                .iter()
                .filter(|mark| matches!(mark, Mark::Text(_, _, text) if text.starts_with(name)))
                .count()
        };
        let rows = if expected { 9 } else { 0 };
        assert_eq!((count("s "), count("m ")), (3 * rows, 2 * rows), "{size:?}");
    }
}

#[test]
fn hostile_networks_give_finite_figures() {
    let mut marks = Marks::new();
    for link in [
        "hidden=4,3&activation=relu",
        "hidden=4,3&dataset=arms",
        "hidden=0",
        "hidden=16,16&activation=linear",
    ] {
        let mut lab = Lab::opened(link);
        let samples = samples(&lab);
        for value in [0.0, 1e30, f32::MAX, 1e-40, f32::NAN, f32::INFINITY] {
            let mut network = lab.network().clone();
            let count = network.parameters().len();
            let parameters: Vec<f32> = (0..count).map(|k| if k % 3 == 0 { -value } else { value }).collect();
            network.set_parameters(&parameters).unwrap();
            let census = census(&network, &samples);
            let palette = Palette::new(Theme::Light);
            for size in SIZES.into_iter().chain(TINY) {
                histograms::draw(Some(census.layers()), census.layers(), &palette, size, &mut marks);
                check(&marks, size, link);
                let preactivations = Some(&census.layers()[0].preactivations);
                let plot = Plot { curves: Curves::All, slope: 0.01, preactivations };
                activation::draw(&plot, &palette, size, &mut marks);
                check(&marks, size, link);
                let gradient = Some(census.gradient().parameters());
                let look = Look { gradient, states: Some(census.states()) };
                network::draw(&lab.snapshot(), &Field::new(), look, &palette, size, &mut marks);
                assert!(marks.is_finite(), "{link} {value} {size:?}");
            }
        }
    }
}

#[test]
fn numerals_of_the_distributions_do_not_lie_over_one_another_however_small_they_are() {
    let mut lab = Lab::opened("hidden=8,8&activation=relu&view=layers");
    lab.count(0);
    let snapshot = lab.snapshot();
    let layers = snapshot.counted.unwrap().now().layers();
    let mut marks = Marks::new();
    for width in (120..900).step_by(20) {
        for height in [120.0, 300.0] {
            let size = Size { width: width as f32, height };
            histograms::draw(None, layers, &Palette::new(Theme::Light), size, &mut marks);
            let mut numerals: Vec<([f32; 2], f32)> = marks
                .iter()
                .filter_map(|mark| match mark {
                    Mark::Text(style, at, text) if !style.symbol && style.align == Align::Centre => {
                        Some((at, 0.25 * style.size * text.chars().count() as f32))
                    }
                    _ => None,
                })
                .collect();
            numerals.sort_by(|(a, _), (b, _)| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
            assert!(numerals.len() > 6);
            for pair in numerals.windows(2) {
                let [(a, left), (b, right)] = [pair[0], pair[1]];
                assert!(
                    a[1].to_bits() != b[1].to_bits() || b[0] - a[0] > left + right,
                    "{width} × {height}: {a:?} {b:?}"
                );
            }
        }
    }
}
