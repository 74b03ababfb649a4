//! From the labels in a text to classes.

use super::{BadRow, Reason, row};
use crate::data::point::{CLASSES, Part, Point};

/// A row with good coordinates, its label still as written.
pub(super) struct Row {
    /// Its line, counted from 1.
    pub line: usize,
    /// The coordinates.
    pub x: [f32; 2],
    /// The label, not empty.
    pub label: String,
}

/// The points, and the rows of too many labels.
pub(super) fn classed(rows: Vec<Row>) -> (Vec<Point>, Vec<BadRow>) {
    let numbers: Option<Vec<u8>> = rows.iter().map(|row| class_number(&row.label)).collect();
    if let Some(numbers) = numbers {
        let point = |(row, class): (&Row, u8)| Point { x: row.x, class, part: Part::Train };
        return (rows.iter().zip(numbers).map(point).collect(), Vec::new());
    }
    let mut labels: Vec<String> = Vec::new();
    let (mut points, mut bad) = (Vec::with_capacity(rows.len()), Vec::new());
    for Row { line, x, label } in rows {
        let known = labels.iter().position(|other| *other == label);
        let class = known.unwrap_or(labels.len());
        if class == CLASSES {
            bad.push(BadRow { line, reason: Reason::Labels });
            continue;
        }
        if known.is_none() {
            labels.push(label);
        }
        points.push(Point { x, class: class as u8, part: Part::Train });
    }
    (points, bad)
}

/// The class that `label` names by its number, also where a script wrote it as 1.0.
fn class_number(label: &str) -> Option<u8> {
    let number = row::number(label)?;
    (0..CLASSES as u8).find(|&class| (number - f32::from(class)).abs() == 0.0)
}

#[cfg(test)]
mod tests {
    use crate::data::csv::{Reading, read};

    fn classes(reading: &Reading) -> Vec<u8> {
        reading.points.iter().map(|point| point.class).collect()
    }

    #[test]
    fn class_numbers_are_taken_as_they_are() {
        let reading = read("0,0,4\n0,0,1.0\n");
        assert_eq!(classes(&reading), [4, 1]);
    }

    #[test]
    fn other_labels_are_numbered_as_they_appear() {
        let reading = read("0,0,rojo\n0,0,azul\n0,0,rojo\n");
        assert_eq!(classes(&reading), [0, 1, 0]);
        assert_eq!(classes(&read("0,0,1\n0,0,-1\n")), [0, 1]);
        assert_eq!(classes(&read("0,0,6\n0,0,0\n")), [0, 1]);
    }

    #[test]
    fn a_seventh_label_is_too_many() {
        let reading = read("0,0,a\n0,0,b\n0,0,c\n0,0,d\n0,0,e\n0,0,f\n0,0,g\n0,x,a\n0,0,a\n0,0,h\n");
        assert_eq!(classes(&reading), [0, 1, 2, 3, 4, 5, 0]);
        let bad: Vec<_> = reading.bad.iter().map(|row| (row.line, row.reason.code())).collect();
        assert_eq!(bad, [(7, "labels"), (8, "number"), (10, "labels")]);
    }
}
