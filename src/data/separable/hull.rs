//! Convex hulls, whether two of them meet, and the widest margin between two that do not.

use super::exact::{Place, orientation};
use super::{Line, Margin};

/// The convex hull of places in lexicographic order without repetition: its corners counter-clockwise from the first place on,
/// none of them on the line between its neighbours (Andrew, 1979). One place is a hull of one corner, places on a line have two.
pub(super) fn hull(places: &[Place]) -> Vec<Place> {
    let Some((&first, rest)) = places.split_first() else { return Vec::new() };
    let mut corners = vec![first];
    if rest.is_empty() {
        return corners;
    }
    let back = places.iter().rev().skip(1);
    // There along the lower side, back along the upper one.
    let mut base = 0;
    for (index, &place) in rest.iter().chain(back).enumerate() {
        while corners.len() > base + 1 {
            let [.., a, b] = corners[..] else { break };
            if orientation(a, b, place) > 0.0 {
                break;
            }
            corners.pop();
        }
        corners.push(place);
        if index + 1 == rest.len() {
            base = corners.len() - 1;
        }
    }
    // The way back ends where the way there began.
    corners.pop();
    corners
}

/// The edges of a hull, counter-clockwise; a hull of two corners has one there and one back.
fn edges(hull: &[Place]) -> impl Iterator<Item = (Place, Place)> {
    let ends = hull.iter().skip(1).chain(hull.first());
    hull.iter().copied().zip(ends.copied()).filter(|_| hull.len() > 1)
}

/// Whether no place belongs to both hulls, so that a line has them strictly on its two sides.
///
/// Two convex polygons that do not meet have the line of an edge of one of them between them; only where all corners lie on one
/// line it is their order there that counts.
pub(super) fn are_apart(a: &[Place], b: &[Place]) -> bool {
    let (Some(&first), Some(&other)) = (a.first(), b.first()) else { return true };
    let all = || a.iter().chain(b).copied();
    let second = all().find(|&place| place != first);
    if all().all(|place| second.is_none_or(|second| orientation(first, second, place) == 0.0)) {
        let last = |hull: &[Place]| hull.last().copied();
        return last(a) < Some(other) || last(b) < Some(first);
    }
    is_behind_an_edge(a, b) || is_behind_an_edge(b, a)
}

/// Whether all of `b` lies strictly on the outer side of an edge of `a`.
fn is_behind_an_edge(a: &[Place], b: &[Place]) -> bool {
    // A corner that lies before one edge often lies before the next one too.
    let mut suspect = 0;
    edges(a).any(|(from, to)| {
        let is_before = |place: &Place| orientation(from, to, *place) >= 0.0;
        if is_before(&b[suspect]) {
            return false;
        }
        match b.iter().position(is_before) {
            Some(index) => {
                suspect = index;
                false
            }
            None => true,
        }
    })
}

/// The line halfway between two hulls that are apart, across the shortest way from one to the other: no line has a wider margin
/// (Vapnik and Lerner, 1963; as closest points: Bennett and Bredensteiner, 2000). `high` lies where the normal points to.
pub(super) fn widest(low: &[Place], high: &[Place]) -> Option<Margin> {
    let mut best = Way::None;
    for &a in low {
        for &b in high {
            best = best.shorter(Way::between(a, b));
        }
        for (from, to) in edges(high) {
            best = best.shorter(Way::to_edge(a, from, to, 1.0));
        }
    }
    for &b in high {
        for (from, to) in edges(low) {
            best = best.shorter(Way::to_edge(b, from, to, -1.0));
        }
    }
    best.margin()
}

/// A way from the hull of the low class to that of the high one.
#[derive(Clone, Copy)]
enum Way {
    None,
    /// With the square of its length: from corner to corner.
    Corners(f64, Place, Place),
    /// From a corner to an edge, square to it. `towards` is 1 where the edge is the high class's, −1 where the corner is.
    Edge {
        square: f64,
        from: Place,
        to: Place,
        height: f64,
        towards: f64,
    },
}

impl Way {
    fn between(a: Place, b: Place) -> Self {
        Self::Corners(square(minus(b, a)), a, b)
    }

    /// The way from a corner to where it stands square on an edge, if that is between the edge's ends.
    fn to_edge(corner: Place, from: Place, to: Place, towards: f64) -> Self {
        let (edge, out) = (minus(to, from), minus(corner, from));
        let along = dot(edge, out);
        if along <= 0.0 || along >= square(edge) {
            return Self::None;
        }
        let height = orientation(from, to, corner) / square(edge).sqrt();
        Self::Edge { square: height * height, from, to, height, towards }
    }

    fn square(self) -> f64 {
        match self {
            Self::None => f64::INFINITY,
            Self::Corners(square, ..) | Self::Edge { square, .. } => square,
        }
    }

    fn shorter(self, other: Self) -> Self {
        if other.square() < self.square() { other } else { self }
    }

    fn margin(self) -> Option<Margin> {
        let (normal, near, width) = match self {
            Self::None => return None,
            Self::Corners(_, a, b) => (minus(b, a), f64s(a), square(minus(b, a)).sqrt()),
            Self::Edge { from, to, height, towards, .. } => {
                let edge = minus(to, from);
                // From the edge to the corner.
                let up = if height < 0.0 { -1.0 } else { 1.0 };
                let sign = -up * towards;
                let normal = [-edge[1] * sign, edge[0] * sign];
                let width = height.abs();
                // The edge is on the far side where it is the high class's.
                let length = square(edge).sqrt();
                let back = if towards > 0.0 { width / length } else { 0.0 };
                let near = f64s(from);
                (normal, [near[0] - normal[0] * back, near[1] - normal[1] * back], width)
            }
        };
        let length = square(normal).sqrt();
        let normal = normal.map(|x| x / length);
        let margin = width / 2.0;
        Some(Margin { line: Line { normal, offset: dot(normal, near) + margin }, margin })
    }
}

fn f64s(place: Place) -> [f64; 2] {
    place.map(f64::from)
}

fn minus(a: Place, b: Place) -> [f64; 2] {
    [f64::from(a[0]) - f64::from(b[0]), f64::from(a[1]) - f64::from(b[1])]
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

fn square(a: [f64; 2]) -> f64 {
    dot(a, a)
}
