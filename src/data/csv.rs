//! Points from CSV text and back: columns x₁, x₂ and label, as a spreadsheet or a script writes them.
//!
//! Own code, not the crate `csv`: the page has to be small, and the hard parts (to find the separator, the
//! decimal comma, to report every bad row by its line) would be left to do.

use super::decimal::Shortest;
use super::point::{CAPACITY, LIMIT, Point};
use core::fmt::Write;
use labels::Row;

mod labels;
mod row;
#[cfg(test)]
mod tests;

/// What a text holds: the good rows as points, and what is wrong with the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The good rows, in their order, all training points.
    pub points: Vec<Point>,
    /// The bad rows, in their order.
    pub bad: Vec<BadRow>,
}

impl Reading {
    /// How many rows are good in themselves and too many.
    pub fn over(&self) -> usize {
        let rows = self.bad.iter().find_map(|row| match row.reason {
            Reason::Capacity { rows } => Some(rows),
            _ => None,
        });
        rows.unwrap_or(0)
    }
}

/// A row that cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line it is in, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a row cannot be taken. Columns are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has not three columns but `found`.
    Columns {
        /// How many it has.
        found: usize,
    },
    /// A coordinate is not a number.
    Number {
        /// The column of the coordinate.
        column: usize,
    },
    /// A coordinate is infinite, or is beyond [`LIMIT`].
    Range {
        /// The column of the coordinate.
        column: usize,
    },
    /// Its label would be one more than there may be [classes](super::point::CLASSES).
    Labels,
    /// [`CAPACITY`] rows came before it. Reported once, for the first such row.
    Capacity {
        /// How many rows are too many.
        rows: usize,
    },
}

impl Reason {
    /// The word for it in notices.
    pub fn code(self) -> &'static str {
        match self {
            Self::Columns { .. } => "columns",
            Self::Number { .. } => "number",
            Self::Range { .. } => "range",
            Self::Labels => "labels",
            Self::Capacity { .. } => "capacity",
        }
    }
}

/// Reads points from `text`, whatever it is: what cannot be understood is reported, row by row.
///
/// The separator (comma, semicolon or tab) is found out; decimal commas, a header, blank lines, quoted
/// fields, a byte order mark and any line ends are understood. The first row is a header if neither of its
/// first two columns is a number. Labels that are all whole numbers from 0 to 5 are the classes; otherwise
/// the distinct labels are numbered in the order they appear.
pub fn read(text: &str) -> Reading {
    reading(text, Target::Label)
}

/// The same for regression: two columns x and y. A third one is read over, so that a file of labelled points serves too.
pub fn read_pairs(text: &str) -> Reading {
    reading(text, Target::Number)
}

/// What the last column that counts is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// The label in the third one.
    Label,
    /// The number y in the second one.
    Number,
}

fn reading(text: &str, target: Target) -> Reading {
    let (rows, bad, over) = rows(text, target);
    let (points, mut late) = labels::classed(rows);
    late.extend(over);
    Reading { points, bad: merged(bad, late) }
}

/// The rows of `text` with good coordinates, no more than there may be points; the bad ones; and the first one too many.
fn rows(text: &str, target: Target) -> (Vec<Row>, Vec<BadRow>, Option<BadRow>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A line may end with LF, CR LF or CR alone; fields lose a CR with the white space around them.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let separator = row::separator(text.split(end).filter(|line| !line.trim().is_empty()));
    let filled = text.split(end).zip(1..).map(|(line, number)| (number, row::fields(line, separator)));
    let mut filled = filled.filter(|(_, fields)| !fields.is_empty()).peekable();
    filled.next_if(|(_, fields)| is_header(fields));

    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    // The line of the first row too many, and the number of such rows.
    let mut over = None;
    for (line, fields) in filled {
        match coordinates(&fields, target) {
            Err(reason) => bad.push(BadRow { line, reason }),
            Ok((x, label)) if rows.len() < CAPACITY => rows.push(Row { line, x, label: label.to_owned() }),
            Ok(_) => over.get_or_insert((line, 0)).1 += 1,
        }
    }
    let over = over.map(|(line, rows)| BadRow { line, reason: Reason::Capacity { rows } });
    (rows, bad, over)
}

/// Bad rows in the order of their lines, from two lists that are in it.
fn merged(first: Vec<BadRow>, second: Vec<BadRow>) -> Vec<BadRow> {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let mut second = second.into_iter().peekable();
    for row in first {
        while let Some(earlier) = second.next_if(|other| other.line < row.line) {
            merged.push(earlier);
        }
        merged.push(row);
    }
    merged.extend(second);
    merged
}

/// Whether the first row holds the names of columns.
fn is_header(fields: &[String]) -> bool {
    let is_word = |field: &String| !field.is_empty() && row::number(field).is_none();
    fields.len() >= 2 && fields.iter().take(2).all(is_word)
}

/// The coordinates and the label of a row.
fn coordinates(fields: &[String], target: Target) -> Result<([f32; 2], &str), Reason> {
    let (x, y, label) = match (fields, target) {
        ([x, y, label], Target::Label) => (x, y, label.as_str()),
        ([x, y] | [x, y, _], Target::Number) => (x, y, "0"),
        _ => return Err(Reason::Columns { found: fields.len() }),
    };
    Ok(([coordinate(x, 1)?, coordinate(y, 2)?], label))
}

/// The coordinate in `field`.
fn coordinate(field: &str, column: usize) -> Result<f32, Reason> {
    // NaN says of itself that it is not one.
    let x = row::number(field).filter(|x| !x.is_nan()).ok_or(Reason::Number { column })?;
    if x.abs() <= LIMIT { Ok(x) } else { Err(Reason::Range { column }) }
}

/// `points` as CSV: a header, commas, decimal points, and the shortest digits that read back as the same
/// numbers.
///
/// [`read`] gives back the same points, but for their parts, if they are valid ([`Point`]) and no more than
/// [`CAPACITY`].
pub fn write(points: &[Point]) -> String {
    let mut text = String::from("x1,x2,label\n");
    for Point { x: [x1, x2], class, .. } in points {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{},{},{class}", Shortest(*x1), Shortest(*x2));
    }
    text
}

/// The same for regression: two columns, which [`read_pairs`] reads.
pub fn write_pairs(points: &[Point]) -> String {
    let mut text = String::from("x,y\n");
    for Point { x: [x, y], .. } in points {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{},{}", Shortest(*x), Shortest(*y));
    }
    text
}
