//! Writes the figures of a lab's activations as SVG files, to look at them:
//!
//!     cargo run --example activations -- 'hidden=4,4&activation=sigmoid' 2000 out/sigmoid [dark] [width] [height]

use std::env;
use std::fs;
use std::io::{Error, Result};

use frontera::figure::activation::{Curves, Plot};
use frontera::figure::field::{Field, Sampling};
use frontera::figure::frame::Size;
use frontera::figure::marks::Marks;
use frontera::figure::network::Look;
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::{activation, histograms, network, svg};
use frontera::lab::Lab;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |index: usize, default: f32| {
        arguments.get(index).and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let mut lab = Lab::opened(arguments.first().map_or("", String::as_str));
    if lab.apply("play").is_ok() {
        lab.advance(number(1, 1000.0) as u32);
    }
    let slope = lab.settings().slope;
    let one = Curves::One(lab.settings().activation_of(0));
    lab.count(lab.front());
    let snapshot = lab.snapshot();
    let counted = snapshot.counted.ok_or_else(|| Error::other("the lab did not count"))?;
    let census = counted.now();

    let prefix = arguments.get(2).map_or("figure", String::as_str);
    let dark = arguments.get(3).is_some_and(|text| text == "dark");
    let palette = Palette::new(if dark { Theme::Dark } else { Theme::Light });
    let size = Size { width: number(4, 560.0), height: number(5, 360.0) };
    let mut marks = Marks::new();
    let write = |name: &str, marks: &Marks| {
        fs::write(format!("{prefix}-{name}.svg"), svg::write(marks, size, palette.panel))
    };

    let preactivations = census.layers().first().map(|layer| &layer.preactivations);
    for (name, curves) in [("one", one), ("all", Curves::All), ("morph", Curves::Morph(0.5))] {
        let plot = Plot { curves, slope, preactivations };
        activation::draw(&plot, &palette, size, &mut marks);
        write(name, &marks)?;
    }
    histograms::draw(Some(counted.start()), census.layers(), &palette, size, &mut marks);
    write("histograms", &marks)?;

    let mut field = Field::new();
    field.update(&snapshot, Sampling::default());
    let gradient = census.gradient().parameters();
    for (name, gradient) in [("states", None), ("gradient", Some(gradient))] {
        let look = Look { gradient, states: Some(census.states()) };
        network::draw(&snapshot, &field, look, &palette, size, &mut marks);
        write(name, &marks)?;
    }
    Ok(())
}
