//! What is told apart by its colour is told apart by people without one kind of cones, too.

use frontera::data::point::CLASSES;
use frontera::figure::palette::{CLASS, Colour, Palette, Theme, UNIT_COLOURS};

/// How linear red, green and blue are seen with all cones, and without the long, the middle or the short ones
/// (Machado, Oliveira and Fernandes, 2009, severity 1).
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// A difference ΔE of 2.3 is just seen with the colours side by side (Mahy et al., 1994); these are far apart and small.
const APART: f64 = 14.0;

/// Red, green and blue in linear light (IEC 61966-2-1).
fn linear(Colour([red, green, blue, _]): Colour) -> [f64; 3] {
    [red, green, blue].map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn dot(row: [f64; 3], colour: [f64; 3]) -> f64 {
    row.iter().zip(colour).map(|(weight, channel)| weight * channel).sum()
}

/// CIE L*a*b* (1976) of linear red, green and blue, under daylight D65.
fn lab(colour: [f64; 3]) -> [f64; 3] {
    let [x, y, z] =
        [
            dot([0.4124, 0.3576, 0.1805], colour) / 0.9505,
            dot([0.2126, 0.7152, 0.0722], colour),
            dot([0.0193, 0.1192, 0.9505], colour) / 1.089,
        ]
        .map(|share| {
            if share > 216.0 / 24389.0 { share.cbrt() } else { (24389.0 / 27.0 * share + 16.0) / 116.0 }
        });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far apart two colours look with these cones, ΔE.
fn difference(vision: [[f64; 3]; 3], a: Colour, b: Colour) -> f64 {
    let [a, b] = [a, b].map(|colour| {
        let colour = linear(colour);
        lab(vision.map(|row| dot(row, colour).clamp(0.0, 1.0)))
    });
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The contrast of two colours with these cones (WCAG 2.2), from 1 to 21.
fn contrast(vision: [[f64; 3]; 3], a: Colour, b: Colour) -> f64 {
    let [a, b] = [a, b].map(|colour| {
        let colour = linear(colour);
        dot([0.2126, 0.7152, 0.0722], vision.map(|row| dot(row, colour).clamp(0.0, 1.0)))
    });
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn assert_apart(what: &str, colours: &[Colour]) {
    for (name, vision) in VISIONS {
        for (j, &b) in colours.iter().enumerate() {
            for (i, &a) in colours[..j].iter().enumerate() {
                let apart = difference(vision, a, b);
                assert!(apart > APART, "{what} {i} and {j}, {name}: ΔE = {apart:.1}");
            }
        }
    }
}

#[test]
fn the_difference_of_colours_is_the_known_one() {
    let [white, black, red] = [0xff_ffff, 0, 0xff_0000].map(Colour::opaque);
    let [(_, all), (_, no_red), ..] = VISIONS;
    assert!((difference(all, white, black) - 100.0).abs() < 0.1);
    assert!((contrast(all, white, black) - 21.0).abs() < 0.01);
    // Lindbloom's calculator: L* 53.24, a* 80.09, b* 67.20.
    let known = [53.24_f64, 80.09, 67.20];
    lab(linear(red)).iter().zip(known).for_each(|(given, known)| assert!((given - known).abs() < 0.1));
    // Without the long cones red is dark.
    assert!(contrast(no_red, red, black) < 0.7 * contrast(all, red, black));
}

#[test]
fn every_kind_of_colour_vision_tells_the_classes_apart() {
    assert_eq!(CLASS.len(), CLASSES);
    assert_apart("classes", &CLASS);
}

#[test]
fn every_kind_of_colour_vision_tells_the_units_apart() {
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::new(theme);
        let units: Vec<Colour> = (0..UNIT_COLOURS).map(|unit| palette.unit(unit)).collect();
        assert_apart("units", &units);
    }
}

#[test]
fn the_two_sides_of_the_boundary_and_both_signs_are_told_apart() {
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::new(theme);
        assert_apart("tints", &palette.tints[..2]);
        assert_apart("signs", &[palette.strength(-1.0), palette.strength(0.0), palette.strength(1.0)]);
    }
}

#[test]
fn lines_and_words_stand_out_from_their_ground_to_everybody() {
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::new(theme);
        for (name, vision) in VISIONS {
            for ground in [palette.panel, palette.ground] {
                for (what, colour, least) in [("words", palette.ink, 7.0), ("numerals", palette.faint, 4.5)] {
                    let contrast = contrast(vision, colour, ground);
                    assert!(contrast >= least, "{what}, {theme:?}, {name}: {contrast:.2}");
                }
                for unit in 0..UNIT_COLOURS {
                    let contrast = contrast(vision, palette.unit(unit), ground);
                    assert!(contrast >= 3.0, "unit {unit}, {theme:?}, {name}: {contrast:.2}");
                }
                let contrast = contrast(vision, palette.accent, ground);
                assert!(contrast >= 3.0, "what is selected, {theme:?}, {name}: {contrast:.2}");
            }
        }
    }
}
