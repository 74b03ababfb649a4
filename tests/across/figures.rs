//! The figures of whole labs that are always there, the plane, the network and the losses: what must be in them, and what must never be.

use frontera::data::preset::Preset;
use frontera::figure::field::{Field, Sampling};
use frontera::figure::frame::Size;
use frontera::figure::marks::{Mark, Marks, Shape};
use frontera::figure::network::Look;
use frontera::figure::palette::{CLASS, Palette, Theme};
use frontera::figure::{loss, network, plane, svg};
use frontera::lab::Lab;
use frontera::lab::settings::{Selection, Settings, Value};
use frontera::lab::snapshot::Snapshot;

pub const PLANE: Size = Size { width: 400.0, height: 400.0 };
pub const NETWORK: Size = Size { width: 640.0, height: 384.0 };
pub const LOSS: Size = Size { width: 320.0, height: 160.0 };

/// The three figures of a snapshot.
fn draw(snapshot: &Snapshot<'_>, theme: Theme) -> [Marks; 3] {
    let palette = Palette::new(theme);
    let mut field = Field::new();
    field.update(snapshot, Sampling::new(64, 4));
    let mut marks = [Marks::new(), Marks::new(), Marks::new()];
    plane::draw(snapshot, &field, &palette, PLANE, &mut marks[0]);
    network::draw(snapshot, &field, Look::default(), &palette, NETWORK, &mut marks[1]);
    loss::draw(snapshot, &palette, LOSS, &mut marks[2]);
    marks
}

/// A lab where XOR is solved by hand: one unit is "x₁ and not x₂", one is "x₂ and not x₁", and the output is
/// "either".
pub fn xor() -> Lab {
    let mut lab = Lab::opened("dataset=xor&hidden=2&activation=sigmoid");
    let weights = [
        ("1.1.1", 20.0),
        ("1.1.2", -20.0),
        ("1.1.0", -10.0),
        ("1.2.1", -20.0),
        ("1.2.2", 20.0),
        ("1.2.0", -10.0),
        ("2.1.1", 20.0),
        ("2.1.2", 20.0),
        ("2.1.0", -10.0),
    ];
    for (name, value) in weights {
        lab.apply(&format!("weight={name},{value}")).unwrap();
    }
    lab
}

/// All marks, those of layers in their place.
fn flat(marks: &Marks) -> Vec<Mark<'_>> {
    let inner = |mark| match mark {
        Mark::Layer(_, layer) => layer.marks().iter().collect(),
        mark => vec![mark],
    };
    marks.iter().flat_map(inner).collect()
}

/// The places of all dots of a shape and filled colour.
pub fn dots(marks: &Marks, shape: Shape) -> Vec<[f32; 2]> {
    let mut places = Vec::new();
    for mark in flat(marks) {
        if let Mark::Dots(dot, centres) = mark
            && dot.shape == shape
            && dot.fill.is_some_and(|fill| CLASS.contains(&fill))
        {
            places.extend(centres);
        }
    }
    places
}

#[test]
fn xor_solved_shows_four_points_and_two_lines_between_them() {
    let mut lab = xor();
    let snapshot = lab.snapshot();
    let [plane, ..] = draw(&snapshot, Theme::Light);
    // The window is [−0.5, 1.5]²: 200 pixels a unit.
    let sorted = |mut places: Vec<[f32; 2]>| {
        places.sort_by(|a, b| a[0].total_cmp(&b[0]));
        places
    };
    assert_eq!(sorted(dots(&plane, Shape::Disc)), [[100.0, 300.0], [300.0, 100.0]]);
    assert_eq!(sorted(dots(&plane, Shape::TriangleUp)), [[100.0, 100.0], [300.0, 300.0]]);
    // One unit decides on each side, where |x₁ − x₂| is close to ½; the other adds a little.
    let mut sides = [false; 2];
    let mut field = Field::new();
    field.update(&snapshot, Sampling::default());
    for &[x, y] in field.shown().unwrap().contour().lines().flatten() {
        assert!(((x - y).abs() - 0.5).abs() < 0.02, "({x}, {y})");
        sides[usize::from(x > y)] = true;
    }
    assert_eq!(sides, [true; 2]);
}

#[test]
fn misclassified_points_are_ringed_and_no_others() {
    let mut lab = xor();
    let ring = |marks: &Marks| {
        marks
            .iter()
            .any(|mark| matches!(mark, Mark::Dots(dot, _) if dot.fill.is_none() && dot.shape == Shape::Disc))
    };
    assert!(!ring(&draw(&lab.snapshot(), Theme::Light)[0]));
    lab.apply("weight=2.1.0,10").unwrap();
    assert!(ring(&draw(&lab.snapshot(), Theme::Light)[0]));
}

#[test]
fn many_points_look_as_few_do_but_mistakes_lie_on_discs_not_in_rings() {
    let mut lab = Lab::opened("count=2000&noise=0.5");
    let snapshot = lab.snapshot();
    let palette = Palette::new(Theme::Light);
    let [plane, ..] = draw(&snapshot, Theme::Light);
    let mut counts = [0; 3];
    for mark in flat(&plane) {
        let Mark::Dots(dot, places) = mark else { continue };
        let kind = match dot.fill.expect("no ring") {
            fill if fill == palette.ink => 0,
            fill if fill == palette.hollow => 1,
            _ => 2,
        };
        assert_eq!(dot.outline.is_none(), kind == 0, "only discs are without outline");
        counts[kind] += places.len();
    }
    let wrong =
        snapshot.points.iter().zip(snapshot.predicted).filter(|(point, class)| point.class != **class);
    assert_eq!(counts, [wrong.count(), 600, 1400]);
}

#[test]
fn every_preset_and_depth_gives_marks_in_both_themes() {
    for (depth, preset) in (0..=8).cycle().zip(Preset::ALL) {
        let hidden = if depth == 0 { "0".to_string() } else { ["3"; 8][..depth].join(",") };
        let mut lab = Lab::opened(&format!("dataset={}&hidden={hidden}", preset.name()));
        lab.apply("play").unwrap();
        lab.advance(5);
        for theme in [Theme::Light, Theme::Dark] {
            for (marks, size) in draw(&lab.snapshot(), theme).iter().zip([PLANE, NETWORK, LOSS]) {
                assert!(marks.is_finite() && marks.iter().next().is_some());
                let text = svg::write(marks, size, CLASS[0]);
                assert!(!text.contains("NaN") && !text.contains("inf"), "{}", preset.name());
            }
        }
    }
}

#[test]
fn hostile_networks_give_finite_marks() {
    let selections =
        ["none", "1.1", "1.1.0", "2.3.1", "3.1", "9.9", "9.9.9"].map(|text| Selection::read(text).unwrap());
    for link in [
        "hidden=4,3&activation=relu",
        "hidden=4,3&dataset=arms",
        "hidden=0",
        "hidden=16,16&activation=linear",
    ] {
        let mut lab = Lab::opened(link);
        for (round, value) in
            [0.0, 1e30, -1e30, f32::MAX, 1e-40, f32::NAN, f32::INFINITY].into_iter().enumerate()
        {
            for select in selections {
                let settings = Settings { select, ..lab.settings().clone() };
                let snapshot = lab.snapshot();
                let mut network = snapshot.network.clone();
                // Signs differ, so that infinities meet.
                let parameters: Vec<f32> = (0..network.parameters().len())
                    .map(|k| if k % 3 == 0 { -value } else { value })
                    .collect();
                network.set_parameters(&parameters).unwrap();
                let revision = snapshot.network_revision + 1 + round as u64;
                let snapshot = Snapshot {
                    settings: &settings,
                    network: &network,
                    network_revision: revision,
                    ..snapshot
                };
                for marks in draw(&snapshot, Theme::Dark) {
                    assert!(marks.is_finite(), "{link} {value} {select:?}");
                }
            }
        }
    }
}

#[test]
fn a_frame_that_changes_nothing_leaves_the_pixels_alone() {
    let mut lab = xor();
    let palette = Palette::new(Theme::Light);
    let mut field = Field::new();
    let mut marks = [Marks::new(), Marks::new()];
    let mut revisions = Vec::new();
    for _ in 0..3 {
        field.update(&lab.snapshot(), Sampling::default());
        plane::draw(&lab.snapshot(), &field, &palette, PLANE, &mut marks[0]);
        network::draw(&lab.snapshot(), &field, Look::default(), &palette, NETWORK, &mut marks[1]);
        revisions.push([marks[0].sheet().revision(), marks[1].sheet().revision()]);
    }
    assert_eq!(revisions, [[1, 1]; 3]);
}

#[test]
fn zero_hidden_layers_give_one_straight_boundary() {
    let mut lab = Lab::opened("dataset=clouds&hidden=0");
    lab.apply("play").unwrap();
    lab.advance(200);
    let mut field = Field::new();
    field.update(&lab.snapshot(), Sampling::default());
    let contour = field.shown().unwrap().contour();
    assert_eq!(contour.lines().count(), 1);
    let line = contour.lines().next().unwrap();
    let ([x0, y0], [x1, y1]) = (line[0], line[line.len() - 1]);
    for [x, y] in line {
        let off = ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / (x1 - x0).hypot(y1 - y0);
        assert!(off.abs() < 1e-5, "{off}");
    }
}

#[test]
fn hard_classes_are_painted_in_whole_colours_and_smooth_ones_are_not() {
    let mut lab = Lab::opened("dataset=moons");
    let colours = |lab: &mut Lab| {
        let [plane, ..] = draw(&lab.snapshot(), Theme::Light);
        let mut colours = plane.sheet().pixels().as_chunks::<4>().0.to_vec();
        colours.sort_unstable();
        colours.dedup();
        colours.len()
    };
    assert!(colours(&mut lab) > 50);
    lab.apply("field=hard").unwrap();
    assert_eq!(colours(&mut lab), 2);
}

#[test]
fn the_logarithmic_scale_gives_equal_ratios_equal_heights() {
    let heights = |scale: &str| {
        let mut lab = Lab::opened(&format!("loss-scale={scale}&step=1"));
        lab.advance(1);
        let [.., loss] = draw(&lab.snapshot(), Theme::Light);
        let texts = loss.iter().filter_map(|mark| match mark {
            Mark::Text(_, _, text) => Some(text.to_string()),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    };
    assert!(heights("log").contains(&"0.1".to_string()), "{:?}", heights("log"));
    assert!(heights("linear").iter().any(|text| text == "0.0" || text == "0"), "{:?}", heights("linear"));
}

#[test]
fn the_best_line_has_its_band_or_marks_what_it_gets_wrong() {
    let accent = Palette::new(Theme::Light).accent;
    for (link, bands, wrong) in [
        ("dataset=and", 0, 0),
        ("dataset=and&separator=show", 1, 0),
        ("dataset=xor&separator=show", 0, 1),
        ("dataset=blank&separator=show", 0, 0),
    ] {
        let mut lab = Lab::opened(link);
        let [plane, ..] = draw(&lab.snapshot(), Theme::Light);
        let marks = flat(&plane);
        let is_band = |mark: &&Mark| matches!(mark, Mark::Areas(colour, _) if *colour == accent.alpha(0.16));
        assert_eq!(marks.iter().filter(is_band).count(), bands, "{link}");
        let squares = marks.iter().filter_map(|mark| match mark {
            Mark::Dots(dot, places) if dot.shape == Shape::Square && dot.fill.is_none() => Some(places.len()),
            _ => None,
        });
        assert_eq!(squares.sum::<usize>(), wrong, "{link}");
        assert!(plane.is_finite());
    }
}

#[test]
fn the_weight_arrow_is_one_whether_lines_are_shown_or_not_and_longer_where_the_output_is_steeper() {
    let named = |link: &str, weights: &[&str]| -> Vec<[f32; 2]> {
        let mut lab = Lab::opened(&format!("dataset=clouds&hidden=0{link}"));
        weights.iter().for_each(|weight| lab.apply(weight).unwrap());
        let [plane, ..] = draw(&lab.snapshot(), Theme::Light);
        flat(&plane)
            .iter()
            .filter_map(|mark| if let Mark::Text(_, at, "w") = mark { Some(*at) } else { None })
            .collect()
    };
    let gentle = ["weight=1.1.0,0", "weight=1.1.1,1", "weight=1.1.2,0"];
    let steep = ["weight=1.1.0,0", "weight=1.1.1,4", "weight=1.1.2,0"];
    let far = ["weight=1.1.0,90", "weight=1.1.1,1", "weight=1.1.2,0"];
    for weights in [gentle, steep, far] {
        assert_eq!(named("", &weights).len(), 1);
        assert_eq!(named("", &weights), named("&lines=on", &weights));
    }
    assert!(named("", &steep)[0][0] > named("", &gentle)[0][0] + 50.0);
}

#[test]
fn one_layer_has_its_weights_as_an_arrow_square_to_the_line_and_a_step_lights_its_point() {
    for (link, has_arrow) in
        [("hidden=0", true), ("model=perceptron", true), ("hidden=2", false), ("init=zeros&hidden=0", false)]
    {
        let mut lab = Lab::opened(&format!("dataset=and&{link}"));
        let [plane, ..] = draw(&lab.snapshot(), Theme::Light);
        let is_w = |mark: &Mark| matches!(mark, Mark::Text(_, _, "w"));
        assert_eq!(flat(&plane).iter().any(is_w), has_arrow, "{link}");
        lab.apply("step").unwrap();
        lab.advance(1);
        let snapshot = lab.snapshot();
        let turn = snapshot.turn;
        assert_eq!(turn.is_some(), link == "model=perceptron");
        let [plane, ..] = draw(&snapshot, Theme::Light);
        let accent = Palette::new(Theme::Light).accent;
        let lit: Vec<[f32; 2]> = flat(&plane)
            .iter()
            .filter_map(|mark| match mark {
                Mark::Dots(dot, places)
                    if dot.fill.is_none() && dot.outline.is_some_and(|(colour, _)| colour == accent) =>
                {
                    Some(places.to_vec())
                }
                _ => None,
            })
            .flatten()
            .collect();
        // The window is [−0.5, 1.5]²: 200 pixels a unit.
        let place = |point: [f32; 2]| [100.0 + 200.0 * point[0], 300.0 - 200.0 * point[1]];
        assert_eq!(
            lit,
            turn.map(|turn| place(snapshot.points[turn.point].x)).into_iter().collect::<Vec<_>>()
        );
    }
}
