use std::collections::BTreeSet;

use super::*;
use crate::figure::marks::{Mark, Runs};
use crate::figure::palette::{CLASS, Factor, Theme};
use crate::lab::Lab;

const SIZE: Size = Size { width: 700.0, height: 480.0 };
const FACTORS: [Factor; 4] = [Factor::Error, Factor::Weight, Factor::Slope, Factor::Signal];

/// What has one colour in the figure: the corners of rims and the two ends of links.
fn lit(marks: &Marks, colour: Colour) -> BTreeSet<String> {
    let lines = marks.iter().filter_map(|mark| match mark {
        // A link that is not lit may have the colour of a factor, and is thinner.
        Mark::Lines(stroke, runs) if stroke.colour == colour => Some((stroke.width > 7.0, runs)),
        _ => None,
    });
    let told = |(is_wide, runs): (bool, Runs<'_>)| -> Vec<String> {
        runs.iter().filter(|run| is_wide || run.len() > 2).map(|run| format!("{run:?}")).collect()
    };
    lines.flat_map(told).collect()
}

#[test]
fn each_factor_of_the_chain_rule_has_the_colour_of_the_part_that_it_comes_from() {
    for (link, depth) in [("hidden=0", 0), ("hidden=3", 1), ("hidden=2,3", 2), ("hidden=2,2,2&classes=3", 3)]
    {
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::new(theme);
            let mut lab = Lab::opened(&format!("view=backpropagation&{link}"));
            let weights: Vec<(usize, [usize; 3])> = {
                let snapshot = lab.snapshot();
                let stages = snapshot.walked.unwrap().walk.stages().iter().enumerate();
                stages.filter_map(|(at, stage)| Some((at, stage.weight()?))).collect()
            };
            for (at, [layer, unit, input]) in weights {
                lab.apply(&format!("walk-stage={}", at + 1)).unwrap();
                let snapshot = lab.snapshot();
                let network = snapshot.walked.unwrap().walk.network();
                let layout = Layout::new(network, SIZE);
                let mut marks = Marks::new();
                draw(&snapshot, &palette, SIZE, &mut marks);
                let last = network.layers().len() - 1;
                assert_eq!(last, depth);
                let rim = |column, unit| {
                    let corners: Vec<[f32; 2]> =
                        layout.unit(column, unit).grown(1.0).outline().into_iter().collect();
                    format!("{corners:?}")
                };
                let units = |layer: usize| 0..network.layers()[layer].units;
                let mut expected: [BTreeSet<String>; 4] = Default::default();
                if layer == last {
                    expected[0].insert(rim(layer + 1, unit));
                } else {
                    expected[0].extend(units(last).map(|unit| rim(last + 1, unit)));
                    expected[2].insert(rim(layer + 1, unit));
                    // All units between lie on a path, and so do all weights after the first.
                    for between in layer + 1..last {
                        expected[2].extend(units(between).map(|unit| rim(between + 1, unit)));
                    }
                    for after in layer + 1..=last {
                        for to in units(after) {
                            let inputs = network.layers()[after].inputs;
                            let from = (0..inputs).filter(|&from| after > layer + 1 || from == unit);
                            expected[1]
                                .extend(from.map(|from| format!("{:?}", layout.link(after, to, from))));
                        }
                    }
                }
                expected[3].extend(input.checked_sub(1).map(|input| rim(layer, input)));
                for (factor, expected) in FACTORS.into_iter().zip(expected) {
                    let found = lit(&marks, palette.factor(factor));
                    assert_eq!(found, expected, "{link} {theme:?} {layer}.{unit}.{input}: {factor:?}");
                }
            }
        }
    }
}

#[test]
fn the_formula_has_the_colours_of_the_figure() {
    let css = include_str!("../../../../www/walk.css");
    let names = ["delta", "weight", "slope", "signal"];
    for theme in [Theme::Light, Theme::Dark] {
        for (factor, name) in FACTORS.into_iter().zip(names) {
            let rule = css.lines().find(|line| line.starts_with(&format!(".from-{name} "))).unwrap();
            let (_, class) = rule.split_once("var(--class-").unwrap();
            let class: usize = class[..1].parse().unwrap();
            assert_eq!(Palette::new(theme).factor(factor), CLASS[class], "{name}");
        }
    }
}

#[test]
fn what_is_asked_for_is_not_told_before_it_is_answered() {
    let palette = Palette::new(Theme::Light);
    let mut lab = Lab::opened("view=backpropagation&hidden=2&walk-asks=on");
    let drawn = |lab: &mut Lab| {
        let mut marks = Marks::new();
        draw(&lab.snapshot(), &palette, SIZE, &mut marks);
        let asks = marks.iter().any(|mark| matches!(mark, Mark::Text(_, _, "?")));
        let rims: usize = FACTORS[..3].iter().map(|&factor| lit(&marks, palette.factor(factor)).len()).sum();
        (asks, rims)
    };
    let find = |lab: &mut Lab, wanted: Stage| {
        let at = lab.snapshot().walked.unwrap().walk.stages().iter().position(|&stage| stage == wanted);
        lab.apply(&format!("walk-stage={}", at.unwrap() + 1)).unwrap();
    };
    let delta = Stage::Delta { layer: 0, unit: 1 };
    let gradient = Stage::Gradient { layer: 0, unit: 1, input: 2 };
    find(&mut lab, delta);
    assert_eq!(drawn(&mut lab), (true, 0));
    lab.apply("walk-answered").unwrap();
    assert_eq!(drawn(&mut lab), (false, 0));
    find(&mut lab, gradient);
    assert_eq!(drawn(&mut lab), (false, 0), "not even which factors there are");
    lab.apply("walk-answered").unwrap();
    assert_eq!(drawn(&mut lab), (false, 3));
    find(&mut lab, delta);
    assert_eq!(drawn(&mut lab), (true, 0), "it is asked again");
    lab.apply("walk-asks=off").unwrap();
    assert_eq!(drawn(&mut lab), (false, 0));
}
