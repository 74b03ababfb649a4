//! Writes the three figures of a lab as SVG files, to look at them:
//!
//!     cargo run --example figures -- 'dataset=moons&hidden=8,8' 2000 out/moons [dark] [plane] [network width] [network height]

use std::env;
use std::fs;
use std::io::Result;

use frontera::figure::field::{Field, Sampling};
use frontera::figure::frame::Size;
use frontera::figure::marks::Marks;
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::{loss, network, plane, svg};
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
    let prefix = arguments.get(2).map_or("figure", String::as_str);
    let dark = arguments.get(3).is_some_and(|text| text == "dark");
    let palette = Palette::new(if dark { Theme::Dark } else { Theme::Light });
    let side = number(4, 560.0);
    let sizes = [
        Size { width: side, height: side },
        Size { width: number(5, 640.0), height: number(6, 360.0) },
        Size { width: side, height: 180.0 },
    ];

    let snapshot = lab.snapshot();
    let mut field = Field::new();
    field.update(&snapshot, Sampling::default());
    let mut marks = [Marks::new(), Marks::new(), Marks::new()];
    plane::draw(&snapshot, &field, &palette, sizes[0], &mut marks[0]);
    network::draw(&snapshot, &field, network::Look::default(), &palette, sizes[1], &mut marks[1]);
    loss::draw(&snapshot, &palette, sizes[2], &mut marks[2]);
    for ((name, marks), size) in ["plane", "network", "loss"].iter().zip(&marks).zip(sizes) {
        fs::write(format!("{prefix}-{name}.svg"), svg::write(marks, size, palette.panel))?;
    }
    Ok(())
}
