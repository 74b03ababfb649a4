//! The figures that explain a lab: the gradients of the layers, the hidden space, the sigmoid of the decision.

use frontera::data::preset::Preset;
use frontera::figure::field::{Field, Sampling};
use frontera::figure::marks::{Mark, Marks, Shape};
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::representation::{self, Representation};
use frontera::figure::{gradient, plane, sigmoid};
use frontera::lab::Lab;

use crate::figures::{LOSS, NETWORK, PLANE, dots, xor};

#[test]
fn gradients_have_a_line_for_each_layer_on_axes_that_never_move() {
    let labels = |lab: &mut Lab| {
        let mut marks = Marks::new();
        gradient::draw(&lab.snapshot(), &Palette::new(Theme::Light), NETWORK, &mut marks);
        assert!(marks.is_finite());
        let heights = marks.iter().filter_map(|mark| match mark {
            Mark::Text(_, [_, y], text) if text.contains('⁻') || text.starts_with("0.") => {
                Some((text.to_owned(), y.to_bits()))
            }
            _ => None,
        });
        let heights: Vec<_> = heights.collect();
        let lines: usize = marks
            .iter()
            .map(|mark| {
                if let Mark::Lines(_, runs) = mark {
                    runs.iter().filter(|run| run.len() > 2).count()
                } else {
                    0
                }
            })
            .sum();
        (heights, lines)
    };
    let mut lab = Lab::opened("hidden=4,4,4&activation=sigmoid");
    lab.apply("play").unwrap();
    lab.advance(50);
    let (early, lines) = labels(&mut lab);
    assert_eq!(lines, 4);
    lab.advance(5000);
    let (late, lines) = labels(&mut lab);
    assert_eq!((early, lines), (late, 4));
    // A network of zeros and tanh has no gradient in its hidden layers at all: the lines lie on the border.
    let mut lab = Lab::opened("hidden=4&init=zeros");
    lab.apply("play").unwrap();
    lab.advance(50);
    assert_eq!(labels(&mut lab).1, 2);
}

#[test]
fn the_hidden_space_and_the_sigmoid_are_finite_for_every_preset_depth_and_activation() {
    let palette = Palette::new(Theme::Light);
    let activations = ["sigmoid", "tanh", "relu", "leaky", "linear"];
    let looks = ["warp=0", "warp=0.4&axes=units&pair=2,3", "warp=1&layer=8", "axes=units&pair=16,1&layer=2"];
    for (depth, preset) in (0..=4).cycle().zip(Preset::ALL) {
        for (activation, look) in activations.into_iter().zip(looks.into_iter().cycle()) {
            let hidden = if depth == 0 { "0".to_string() } else { ["3"; 4][..depth].join(",") };
            let link = format!("dataset={}&hidden={hidden}&activation={activation}&{look}", preset.name());
            let mut lab = Lab::opened(&format!("{link}&lines=on&view=hidden&rate=3&init=normal"));
            lab.apply("play").unwrap();
            lab.advance(30);
            lab.apply("probe=0.25,0.5").unwrap();
            let mut representation = Representation::new();
            let mut field = Field::new();
            let snapshot = lab.snapshot();
            representation.update(&snapshot);
            field.update(&snapshot, Sampling::new(16, 4));
            let mut marks = [Marks::new(), Marks::new(), Marks::new()];
            representation::draw(&snapshot, &representation, &palette, PLANE, &mut marks[0]);
            sigmoid::draw(&snapshot, &representation, &palette, LOSS, &mut marks[1]);
            plane::draw(&snapshot, &field, &palette, PLANE, &mut marks[2]);
            for marks in &marks {
                assert!(marks.is_finite(), "{link}");
            }
            assert_eq!(marks[0].iter().count() > 0, depth > 0, "{link}");
            assert_eq!(marks[1].iter().count() > 0, snapshot.network.shape().outputs == 1, "{link}");
        }
    }
}

#[test]
fn the_points_of_the_decision_lie_on_what_the_output_is() {
    let palette = Palette::new(Theme::Light);
    let drawn = |lab: &mut Lab| {
        let snapshot = lab.snapshot();
        let mut representation = Representation::new();
        representation.update(&snapshot);
        let mut marks = Marks::new();
        sigmoid::draw(&snapshot, &representation, &palette, LOSS, &mut marks);
        let nearest = |at| sigmoid::nearest(&snapshot, &representation, LOSS, at, 1e3);
        let mut heights: Vec<i32> = [Shape::Disc, Shape::TriangleUp]
            .into_iter()
            .flat_map(|shape| dots(&marks, shape))
            .map(|[_, y]| y.round() as i32)
            .collect();
        heights.sort_unstable();
        heights.dedup();
        (heights.len(), marks.iter().count(), nearest([200.0, 80.0]))
    };
    // A perceptron says 0 or 1, and nothing between them.
    let mut lab = Lab::opened("dataset=clouds&model=perceptron&view=decision");
    lab.apply("play").unwrap();
    lab.advance(20);
    assert_eq!(drawn(&mut lab).0, 2);
    let mut lab = Lab::opened("dataset=clouds&hidden=0&compare=model&view=decision");
    lab.apply("play").unwrap();
    lab.advance(20);
    let runs: Vec<usize> = (0..2)
        .map(|run| {
            lab.apply(&format!("front={}", run + 1)).unwrap();
            drawn(&mut lab).0
        })
        .collect();
    assert!(runs[0] == 2 && runs[1] > 2, "{runs:?}");
    // What fits a curve decides nothing.
    let mut lab = Lab::opened("task=regression&view=decision");
    assert_eq!(drawn(&mut lab), (0, 0, None));
}

#[test]
fn the_fold_leads_every_point_from_where_it_was_to_where_the_layer_puts_it() {
    let palette = Palette::new(Theme::Light);
    let mut lab = xor();
    let mut at = |warp: &str| {
        lab.apply(&format!("warp={warp}")).unwrap();
        let mut representation = Representation::new();
        representation.update(&lab.snapshot());
        let mut marks = Marks::new();
        representation::draw(&lab.snapshot(), &representation, &palette, PLANE, &mut marks);
        dots(&marks, Shape::TriangleUp)
    };
    let [start, half, end] = ["0", "0.5", "1"].map(&mut at);
    assert_eq!(start, [[100.0, 100.0], [300.0, 300.0]], "as in the plane");
    // One unit answers to each: they lie at two corners of the unit square.
    let near = |a: [f32; 2], b: [f32; 2]| (a[0] - b[0]).hypot(a[1] - b[1]) < 3.0;
    let corner = |z: [f32; 2]| {
        let share = |z: f32| (z + 0.09) / 1.18 * 400.0;
        [share(z[0]), 400.0 - share(z[1])]
    };
    assert!(near(end[0], corner([0.0, 1.0])) && near(end[1], corner([1.0, 0.0])), "{end:?}");
    for k in 0..2 {
        let middle = [0, 1].map(|axis| f32::midpoint(start[k][axis], end[k][axis]));
        assert!(near(half[k], middle), "{half:?}");
    }
}
