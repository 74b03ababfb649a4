//! Whether a line separates the points of two classes, and which line does it best: exactly, not by training.
//!
//! Two classes are linearly separable where a line has each of them strictly on a side of its own: where their convex hulls have
//! no place in common. Then there is a line with the widest margin; else there is a fewest number of points that any line gets
//! wrong, and a line that gets no more of them wrong.

#![expect(clippy::float_cmp, reason = "places are given, not computed: two are the same or they are not")]

mod exact;
mod fewest;
mod hull;
mod sort;

use exact::Place;
use fewest::Search;
use hull::{are_apart, hull, widest};
use sort::sort;

/// Up to so many points the fewest errors are known at once; beyond, there is a bound at first, which [`Separability::work`]
/// turns into the number.
pub const AT_ONCE: usize = 60;

/// A line {x : n·x = c}: class `high` of the two is where n·x > c.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The unit normal n.
    pub normal: [f64; 2],
    /// Its distance c from the origin, along n.
    pub offset: f64,
}

/// A separating line, and how far the nearest points of both classes are from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// The line.
    pub line: Line,
    /// The distance, in data units: half the width of the band between the classes.
    pub margin: f64,
}

/// What can be said of some points.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There are no points.
    NoPoints,
    /// All points are of one class: there is nothing to separate.
    OneClass,
    /// There are points of more than two classes, which one line cannot be asked to separate.
    ManyClasses,
    /// A line separates the two classes; this one has the widest margin.
    Separable(Margin),
    /// No line does.
    Inseparable {
        /// A line that gets `errors` points wrong.
        line: Line,
        /// How many points it gets wrong.
        errors: usize,
        /// Whether no line gets fewer wrong; else `errors` is a bound, the best that was found so far.
        is_fewest: bool,
        /// Where the wrong points lie, each place once.
        wrong: Vec<[f32; 2]>,
    },
}

/// All points of one place: how many of the lower class, and how many of the higher one.
#[derive(Clone, Copy, Debug)]
struct Site {
    place: Place,
    counts: [u32; 2],
}

/// The verdict on some points, and the search for the fewest errors as far as it has come.
#[derive(Clone, Debug)]
pub struct Separability {
    verdict: Verdict,
    search: Option<Search>,
}

impl Separability {
    /// The verdict on points, each a place and a class; all coordinates are finite. O(n log n), and for up to [`AT_ONCE`] points
    /// that no line separates, O(n² log n).
    pub fn of(points: &[([f32; 2], u8)]) -> Self {
        let known = |verdict| Self { verdict, search: None };
        let Some(&(_, first)) = points.first() else { return known(Verdict::NoPoints) };
        let Some(&(_, other)) = points.iter().find(|&&(_, class)| class != first) else {
            return known(Verdict::OneClass);
        };
        if points.iter().any(|&(_, class)| class != first && class != other) {
            return known(Verdict::ManyClasses);
        }
        let sites = sites(points, first.max(other));
        let of_class = |class: usize| -> Vec<Place> {
            sites.iter().filter(|site| site.counts[class] > 0).map(|site| site.place).collect()
        };
        let (low, high) = (hull(&of_class(0)), hull(&of_class(1)));
        if are_apart(&low, &high)
            && let Some(margin) = widest(&low, &high)
        {
            return known(Verdict::Separable(margin));
        }
        let mut search = Search::new(sites);
        while points.len() <= AT_ONCE && !search.is_done() {
            search.work();
        }
        Self { verdict: inseparable(&search), search: Some(search).filter(|search| !search.is_done()) }
    }

    /// What is known.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Whether the search for the fewest errors is not through.
    pub fn has_work(&self) -> bool {
        self.search.is_some()
    }

    /// Takes the search forward by about a millisecond; gives whether the verdict is another now.
    pub fn work(&mut self) -> bool {
        let Some(search) = &mut self.search else { return false };
        let is_better = search.work();
        let is_done = search.is_done();
        if is_better || is_done {
            self.verdict = inseparable(search);
        }
        if is_done {
            self.search = None;
        }
        is_better || is_done
    }
}

fn inseparable(search: &Search) -> Verdict {
    let (line, wrong) = search.line();
    Verdict::Inseparable { line, errors: search.errors(), is_fewest: search.is_done(), wrong }
}

/// The places of the points in lexicographic order, with the numbers of points there.
fn sites(points: &[([f32; 2], u8)], high: u8) -> Vec<Site> {
    let mut order: Vec<u32> = (0..points.len() as u32).collect();
    let place = |index: u32| points[index as usize].0;
    sort(&mut order, &mut Vec::new(), &mut |a, b| place(a) < place(b));
    let mut sites: Vec<Site> = Vec::new();
    for index in order {
        let (place, class) = points[index as usize];
        let counts = if class == high { [0, 1] } else { [1, 0] };
        match sites.last_mut() {
            Some(last) if last.place == place => {
                last.counts = [last.counts[0] + counts[0], last.counts[1] + counts[1]];
            }
            _ => sites.push(Site { place, counts }),
        }
    }
    sites
}

#[cfg(test)]
mod tests;
