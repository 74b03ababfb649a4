//! Marks as SVG text: for tests, the README and saved figures.

use core::fmt::{Display, Formatter, Result, Write};

use super::frame::{Rect, Size};
use super::marks::{Align, Dot, HALO, Mark, Marks, NUMERALS, SYMBOLS, Shape, Sheet, Stroke, Type, corners};
use super::palette::Colour;
use super::png;
use crate::data::decimal::{Scaled, Shortest};

/// A whole SVG document of these marks on a ground.
pub fn write(marks: &Marks, size: Size, ground: Colour) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = document(&mut text, marks, size, ground);
    text
}

fn document(out: &mut String, marks: &Marks, size: Size, ground: Colour) -> Result {
    let (width, height) = (Shortest(size.width), Shortest(size.height));
    write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#
    )?;
    write!(out, "<rect width=\"100%\" height=\"100%\" ")?;
    paint(out, "fill", Some(ground))?;
    out.write_str("/>\n")?;
    all(out, marks)?;
    out.write_str("</svg>\n")
}

/// Every mark, those of layers in their place.
fn all(out: &mut String, marks: &Marks) -> Result {
    for mark in marks.iter() {
        match mark {
            Mark::Lines(style, runs) => {
                out.write_str("<path d=\"")?;
                for run in runs.iter() {
                    path(out, run, [0.0, 0.0], 1.0, run.len() > 2 && run.first() == run.last())?;
                }
                out.write_str("\" fill=\"none\" stroke-linecap=\"butt\" stroke-linejoin=\"round\" ")?;
                stroke(out, style)?;
            }
            Mark::Areas(colour, runs) => {
                out.write_str("<path d=\"")?;
                for run in runs.iter() {
                    path(out, run, [0.0, 0.0], 1.0, true)?;
                }
                out.write_str("\" ")?;
                paint(out, "fill", Some(colour))?;
            }
            Mark::Dots(dot, centres) => dots(out, &dot, centres)?,
            Mark::Image { source, target, smooth } => {
                image(out, marks.sheet(), source, target, smooth)?;
                continue;
            }
            Mark::Text(style, place, words) => {
                text(out, &style, place, words)?;
                continue;
            }
            Mark::Layer(_, layer) => {
                all(out, layer.marks())?;
                continue;
            }
        }
        out.write_str("/>\n")?;
    }
    Ok(())
}

/// A place or a length in pixels, written to the hundredth.
struct Hundredths(f32);

impl Display for Hundredths {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(if self.0 < 0.0 { "-" } else { "" })?;
        Scaled::fixed(f64::from(self.0.abs()), 2).fmt(f)
    }
}

fn path(out: &mut String, run: &[[f32; 2]], at: [f32; 2], scale: f32, closed: bool) -> Result {
    for (index, [x, y]) in run.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        write!(out, "{command}{} {}", Hundredths(at[0] + scale * x), Hundredths(at[1] + scale * y))?;
    }
    out.write_str(if closed { "Z" } else { "" })
}

fn dots(out: &mut String, dot: &Dot, centres: &[[f32; 2]]) -> Result {
    out.write_str("<path d=\"")?;
    for &centre in centres {
        if dot.shape == Shape::Disc {
            let (x, y, r) =
                (Hundredths(centre[0] - dot.radius), Hundredths(centre[1]), Hundredths(dot.radius));
            let d = Hundredths(2.0 * dot.radius);
            write!(out, "M{x} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z")?;
        } else {
            path(out, corners(dot.shape), centre, dot.radius, true)?;
        }
    }
    out.write_str("\" ")?;
    paint(out, "fill", dot.fill)?;
    match dot.outline {
        Some((colour, width)) => stroke(out, Stroke::solid(width, colour)),
        None => Ok(()),
    }
}

fn image(out: &mut String, sheet: &Sheet, source: Rect, target: Rect, smooth: bool) -> Result {
    // Whole pixels around the source; the inner viewport cuts off what is too much.
    let (x, y) = (source.x.floor() as usize, source.y.floor() as usize);
    let (right, bottom) = (source.right().ceil() as usize, source.bottom().ceil() as usize);
    if right > sheet.width() || bottom > sheet.height() {
        return Ok(());
    }
    let (width, height) = (right - x, bottom - y);
    write!(
        out,
        r#"<svg x="{}" y="{}" width="{}" height="{}" viewBox="{} {} {} {}" preserveAspectRatio="none">"#,
        Shortest(target.x),
        Shortest(target.y),
        Shortest(target.width),
        Shortest(target.height),
        Shortest(source.x - x as f32),
        Shortest(source.y - y as f32),
        Shortest(source.width),
        Shortest(source.height)
    )?;
    let uri = png::data_uri(sheet.pixels(), sheet.width(), [x, y, width, height]);
    let rendering = if smooth { "auto" } else { "pixelated" };
    writeln!(
        out,
        r#"<image width="{width}" height="{height}" image-rendering="{rendering}" href="{uri}"/></svg>"#
    )
}

fn text(out: &mut String, style: &Type, [x, y]: [f32; 2], words: &str) -> Result {
    let anchor = match style.align {
        Align::Left => "start",
        Align::Centre => "middle",
        Align::Right => "end",
    };
    let (fonts, slant) = if style.symbol { (SYMBOLS, " font-style=\"italic\"") } else { (NUMERALS, "") };
    let (x, y, size) = (Hundredths(x), Hundredths(y), Shortest(style.size));
    write!(
        out,
        r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" dominant-baseline="central" font-family="{fonts}"{slant} "#
    )?;
    if let Some(halo) = style.halo {
        out.write_str("paint-order=\"stroke\" stroke-linejoin=\"round\" ")?;
        stroke(out, Stroke::solid(HALO, halo))?;
    }
    paint(out, "fill", Some(style.colour))?;
    writeln!(out, ">{words}</text>")
}

fn stroke(out: &mut String, Stroke { width, colour, dash }: Stroke) -> Result {
    paint(out, "stroke", Some(colour))?;
    write!(out, "stroke-width=\"{}\" ", Shortest(width))?;
    match dash {
        Some([dash, gap]) => write!(out, "stroke-dasharray=\"{} {}\" ", Shortest(dash), Shortest(gap)),
        None => Ok(()),
    }
}

fn paint(out: &mut String, what: &str, colour: Option<Colour>) -> Result {
    let Some(Colour([red, green, blue, alpha])) = colour else { return write!(out, "{what}=\"none\" ") };
    write!(out, "{what}=\"#{red:02x}{green:02x}{blue:02x}\" ")?;
    if alpha < 255 {
        write!(out, "{what}-opacity=\"{}\" ", Scaled::fixed(f64::from(alpha) / 255.0, 3))
    } else {
        Ok(())
    }
}
