//! What is read from many texts, and that what is written reads back.

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
            (6, Reason::Number { column: 2 }),
            (8, Reason::Columns { found: 4 }),
            (9, Reason::Number { column: 1 }),
        ]
    );
    assert_eq!(good(text), [(3.0, 4.0, 5)]);
}

#[test]
fn what_says_that_it_is_no_number_is_not_told_as_too_large() {
    for (field, reason) in [
        ("NaN", Reason::Number { column: 1 }),
        ("-nan", Reason::Number { column: 1 }),
        ("inf", Reason::Range { column: 1 }),
        ("-1e39", Reason::Range { column: 1 }),
    ] {
        assert_eq!(bad(&format!("{field},0,1\n")), [(1, reason)], "{field}");
    }
}

#[test]
fn pairs_have_two_columns_and_a_third_is_read_over() {
    for text in ["x,y\n1.5,2\n-0.25,3", "1,5;2\n-0,25;3", "x\ty\n1,5\t2\n-0.25\t3", "1.5,2,7\n-0.25,3,a"] {
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
    assert_eq!(read(&text).over(), 7);
    assert_eq!(read("1,2,0\noops\n").over(), 0);
}

#[test]
fn empty_texts_hold_nothing() {
    for text in ["", "\n\n", "\u{feff}", "x,y,label", ";;;\n;;"] {
        let nothing = Reading { points: vec![], bad: vec![] };
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
    for point in &reading.points {
        prop_assert!(usize::from(point.class) < CLASSES);
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
        prop_assert!(reading.bad.is_empty());
    }
}
