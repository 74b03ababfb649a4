//! What the page begins with, the plane's field and its points alone; and what it draws over them when the rest has come.

use frontera::figure::field::{Field, Sampling};
use frontera::figure::marks::{Mark, Marks, Shape};
use frontera::figure::palette::{Palette, Theme};
use frontera::figure::plane;
use frontera::lab::Lab;

use crate::figures::{PLANE, dots};

fn sampling() -> Sampling {
    Sampling::new(64, 4)
}

/// The field of a lab without its boundary, as slices between frames make it.
fn work(field: &mut Field, lab: &mut Lab) {
    while field.ask(&lab.snapshot(), sampling()) {
        while field.work(8) {}
    }
}

fn lines(field: &Field) -> Vec<Vec<[f32; 2]>> {
    field.shown().unwrap().contour().lines().map(<[_]>::to_vec).collect()
}

#[test]
fn the_first_picture_is_the_same_field_and_points_and_nothing_else() {
    let palette = Palette::new(Theme::Light);
    for link in ["", "count=2000", "dataset=three-clouds&field=hard", "select=1.2", "lines=on&separator=on"] {
        let mut lab = Lab::opened(link);
        let mut field = Field::new();
        work(&mut field, &mut lab);
        let (mut first, mut whole) = (Marks::new(), Marks::new());
        plane::begin(&lab.snapshot(), &field, &palette, PLANE, &mut first);
        plane::draw(&lab.snapshot(), &field, &palette, PLANE, &mut whole);
        assert!(first.iter().all(|mark| matches!(mark, Mark::Image { .. } | Mark::Dots(..))), "{link}");
        assert_eq!(first.sheet().pixels(), whole.sheet().pixels(), "{link}");
        for shape in [Shape::Disc, Shape::TriangleUp] {
            assert_eq!(dots(&first, shape), dots(&whole, shape), "{link}");
        }
        // The same marks drawn over once more: the field's colours are not computed again.
        let revision = first.sheet().revision();
        plane::draw(&lab.snapshot(), &field, &palette, PLANE, &mut first);
        assert_eq!(first.sheet().revision(), revision, "{link}");
    }
}

#[test]
fn a_boundary_is_there_when_it_is_traced_and_never_that_of_another_field() {
    let mut lab = Lab::opened("dataset=moons&step=200");
    lab.advance(200);
    let mut field = Field::new();
    for _ in 0..3 {
        work(&mut field, &mut lab);
        assert!(lines(&field).is_empty());
        field.trace();
        let mut whole = Field::new();
        whole.update(&lab.snapshot(), sampling());
        assert!(!lines(&field).is_empty());
        assert_eq!(lines(&field), lines(&whole));
        lab.apply("step").unwrap();
        assert_eq!(lab.advance(1), 1);
    }
}
