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

/// What a text holds: the good rows as points, and what is wrong with the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The good rows, in their order, all training points.
    pub points: Vec<Point>,
    /// The bad rows, in their order.
    pub bad: Vec<BadRow>,
    /// The number of classes the points need: the highest class and one, at least 2.
    pub classes: usize,
    /// The label of each class, where labels were numbered; empty where they are class numbers already.
    pub labels: Vec<String>,
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
    /// A coordinate is not finite, or is beyond [`LIMIT`].
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
    let (points, labels, mut late) = labels::classed(rows);
    late.extend(over);
    let bad = merged(bad, late);
    let highest = points.iter().map(|point| usize::from(point.class)).max().unwrap_or(0);
    Reading { points, bad, classes: (highest + 1).max(2), labels }
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
    let x = row::number(field).ok_or(Reason::Number { column })?;
    // False for NaN as well.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::point::{CLASSES, Part};
    use proptest::prelude::*;

    /// What is read, as (x₁, x₂, class).
    fn good(text: &str) -> Vec<(f32, f32, u8)> {
        read(text).points.iter().map(|point| (point.x[0], point.x[1], point.class)).collect()
    }

    /// The bad rows, as (line, reason).
    fn bad(text: &str) -> Vec<(usize, Reason)> {
        read(text).bad.iter().map(|row| (row.line, row.reason)).collect()
    }

    #[test]
    fn separators_decimal_commas_and_line_ends_are_understood() {
        let expected = [(1.5, 2.0, 1), (-0.25, 3.0, 0)];
        let texts = [
            "1.5,2,1\n-0.25,3,0\n",
            "x1;x2;label\r\n1,5;2,0;1\r\n-0,25;3;0",
            "\u{feff}x\ty\tclase\n\n1,5\t2.0\t1  \n \n-0,25\t3\t0\n\n",
            "\"x\",\"y\",\"label\"\n\"1,5\",\"2,0\",\"1\"\n-.25, 3, 0",
            "1.5;2;1;;\r-0.25;3;0;;\r;;;;\r",
        ];
        for text in texts {
            assert_eq!(good(text), expected, "{text:?}");
            assert_eq!(bad(text), [], "{text:?}");
        }
    }

    #[test]
    fn bad_rows_are_reported_by_line() {
        let text = "x,y,label\n1,2\n1,two,0\n\n1e9,2,0\n1,NaN,0\n3,4,5\n1,2,3,4\n,2,0\n";
        assert_eq!(
            bad(text),
            [
                (2, Reason::Columns { found: 2 }),
                (3, Reason::Number { column: 2 }),
                (5, Reason::Range { column: 1 }),
                (6, Reason::Range { column: 2 }),
                (8, Reason::Columns { found: 4 }),
                (9, Reason::Number { column: 1 }),
            ]
        );
        assert_eq!(good(text), [(3.0, 4.0, 5)]);
    }

    #[test]
    fn pairs_have_two_columns_and_a_third_is_read_over() {
        for text in ["x,y\n1.5,2\n-0.25,3", "1,5;2\n-0,25;3", "x\ty\n1,5\t2\n-0.25\t3", "1.5,2,7\n-0.25,3,a"]
        {
            let reading = read_pairs(text);
            let places: Vec<[f32; 2]> = reading.points.iter().map(|point| point.x).collect();
            assert_eq!(places, [[1.5, 2.0], [-0.25, 3.0]], "{text:?}");
            assert!(reading.bad.is_empty() && reading.points.iter().all(|point| point.class == 0));
            assert_eq!(read_pairs(&write_pairs(&reading.points)), reading);
        }
        let bad: Vec<_> = read_pairs("1\n1,2\n1,x\n1,2,3,4").bad.iter().map(|row| row.reason).collect();
        assert_eq!(
            bad,
            [Reason::Columns { found: 1 }, Reason::Number { column: 2 }, Reason::Columns { found: 4 }]
        );
    }

    #[test]
    fn only_a_first_row_is_a_header() {
        assert_eq!(bad("1,2,0\nx,y,label\n"), [(2, Reason::Number { column: 1 })]);
        assert_eq!(bad("x,2,0\n"), [(1, Reason::Number { column: 1 })]);
        assert_eq!(bad("hello\n"), [(1, Reason::Columns { found: 1 })]);
    }

    #[test]
    fn rows_over_the_capacity_are_counted_once() {
        let text = format!("{}oops\n{}", "1,2,0\n".repeat(CAPACITY), "3,4,1\n".repeat(7));
        assert_eq!(
            bad(&text),
            [(CAPACITY + 1, Reason::Columns { found: 1 }), (CAPACITY + 2, Reason::Capacity { rows: 7 })]
        );
        assert_eq!(read(&text).points.len(), CAPACITY);
    }

    #[test]
    fn empty_texts_hold_nothing() {
        for text in ["", "\n\n", "\u{feff}", "x,y,label", ";;;\n;;"] {
            let nothing = Reading { points: vec![], bad: vec![], classes: 2, labels: vec![] };
            assert_eq!(read(text), nothing, "{text:?}");
        }
    }

    #[test]
    fn codes_are_the_words_of_notices() {
        let reasons = [
            Reason::Columns { found: 2 },
            Reason::Number { column: 1 },
            Reason::Range { column: 1 },
            Reason::Labels,
            Reason::Capacity { rows: 1 },
        ];
        assert_eq!(reasons.map(Reason::code), ["columns", "number", "range", "labels", "capacity"]);
    }

    /// What holds of every reading.
    fn check(text: &str) -> Result<(), TestCaseError> {
        let reading = read(text);
        prop_assert!(reading.points.len() <= CAPACITY);
        prop_assert!((2..=CLASSES).contains(&reading.classes) && reading.labels.len() <= CLASSES);
        for point in &reading.points {
            prop_assert!(usize::from(point.class) < reading.classes);
            prop_assert!(point.x.iter().all(|x| x.abs() <= LIMIT));
        }
        prop_assert!(reading.bad.is_sorted_by(|a, b| a.line < b.line));
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "\\PC*") {
            check(&text)?;
        }

        #[test]
        fn any_text_like_rows_can_be_read(
            text in "\u{feff}?([-+0-9eE.,;\t\"\r\n ]|nan|inf|[a-c]|\u{e9}){0,200}",
        ) {
            check(&text)?;
        }

        #[test]
        fn what_is_written_reads_back(
            rows in prop::collection::vec((prop::array::uniform2(-LIMIT..=LIMIT), 0..CLASSES as u8), 0..50),
            tiny in -f32::MIN_POSITIVE..f32::MIN_POSITIVE,
        ) {
            let mut points: Vec<Point> =
                rows.into_iter().map(|(x, class)| Point { x, class, part: Part::Train }).collect();
            points.push(Point { x: [tiny, -0.0], class: 0, part: Part::Train });
            let reading = read(&write(&points));
            prop_assert_eq!(&reading.points, &points);
            prop_assert!(reading.bad.is_empty() && reading.labels.is_empty());
        }
    }
}
