//! The fewest points that any line gets wrong, found by turning a line around each of them (Johnson and Preparata, 1978).
//!
//! Whatever parts two sets of points can be moved, without a point changing its side, until it rests on one point and lies in the
//! direction of another. So for each place as the pivot a line turns around it; the points that it passes change sides one
//! direction after the other, and those on it can be parted at the pivot. That is O(n² log n) in all, pivot by pivot.

use super::exact::{Place, orientation};
use super::hull::{hull, widest};
use super::sort::sort;
use super::{Line, Margin, Site};
use crate::nn::draws::Draws;

/// How many places the pivots of one piece of work have to pass.
const PIECE: usize = 8192;

/// A way of parting the places in two: by a line through a pivot.
#[derive(Clone, Copy, Debug)]
struct Cut {
    pivot: usize,
    /// A place that the line goes through besides, in the direction [`is_ahead`] of the pivot or opposite to it.
    through: usize,
    /// Of what lies on the line, whether the part ahead of the pivot goes to the left, and the part behind to the right.
    ahead_left: bool,
    /// Whether the pivot goes to the left.
    pivot_left: bool,
    /// Whether the left is called the high class.
    left_high: bool,
}

/// The search, as far as it has come.
#[derive(Clone, Debug)]
pub(super) struct Search {
    sites: Vec<Site>,
    /// The pivots, in an order that meets the middle of a cloud early.
    pivots: Vec<u32>,
    /// How many of them have been tried.
    tried: usize,
    /// The best way so far; none where nothing is better than to call all places one class.
    best: Option<Cut>,
    errors: u32,
    /// No line can get fewer wrong than this.
    least: u32,
    order: Vec<u32>,
    scratch: Vec<u32>,
}

impl Search {
    /// Nothing tried yet. The sites are those of two classes that no line parts.
    pub(super) fn new(sites: Vec<Site>) -> Self {
        let totals = total(sites.iter());
        let mixed: u32 = sites.iter().map(|site| site.counts[0].min(site.counts[1])).sum();
        let mut pivots: Vec<u32> = (0..sites.len() as u32).collect();
        Draws::new(0, 0).shuffle(&mut pivots);
        Self {
            sites,
            pivots,
            tried: 0,
            best: None,
            errors: totals[0].min(totals[1]),
            least: mixed.max(1),
            order: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Whether the number found is the least there can be.
    pub(super) fn is_done(&self) -> bool {
        self.tried == self.pivots.len() || self.errors <= self.least
    }

    /// The fewest wrong points so far.
    pub(super) fn errors(&self) -> usize {
        self.errors as usize
    }

    /// Tries some more pivots; gives whether a better line was among theirs.
    pub(super) fn work(&mut self) -> bool {
        let before = self.errors;
        let end = (self.tried + PIECE / self.sites.len().max(1) + 1).min(self.pivots.len());
        while self.tried < end && !self.is_done() {
            self.turn(self.pivots[self.tried] as usize);
            self.tried += 1;
        }
        self.errors < before
    }

    /// Turns a line around a place by half a turn.
    fn turn(&mut self, pivot: usize) {
        let Self { sites, order, scratch, .. } = self;
        let from = sites[pivot].place;
        let sign = |index: u32| if is_ahead(from, sites[index as usize].place) { 1.0 } else { -1.0 };
        let turned = |i: u32, j: u32| {
            sign(i) * sign(j) * orientation(from, sites[i as usize].place, sites[j as usize].place)
        };
        order.clear();
        order.extend((0..sites.len() as u32).filter(|&index| index as usize != pivot));
        sort(order, scratch, &mut |i, j| turned(i, j) > 0.0);
        // Before the first direction, all that is ahead lies to the left.
        let of = |is: bool| total(sites.iter().filter(|site| is_ahead(from, site.place) == is));
        let (mut left, mut right) = (of(true), minus(of(false), sites[pivot].counts));
        let at = sites[pivot].counts;
        let (mut errors, mut best) = (self.errors, None);
        let mut rest = &order[..];
        while let Some(&through) = rest.first() {
            let many = rest.iter().take_while(|&&index| turned(through, index) == 0.0).count();
            let (on_line, after) = rest.split_at(many);
            rest = after;
            let on = |is: bool| {
                let places = on_line.iter().map(|&index| &sites[index as usize]);
                total(places.filter(|site| is_ahead(from, site.place) == is))
            };
            let (ahead, behind) = (on(true), on(false));
            (left, right) = (minus(left, ahead), minus(right, behind));
            for (ahead_left, pivot_left) in [(true, true), (true, false), (false, true), (false, false)] {
                let none = [0; 2];
                let (more_left, more_right) = if ahead_left { (ahead, behind) } else { (behind, ahead) };
                let (pivot_to_left, pivot_to_right) = if pivot_left { (at, none) } else { (none, at) };
                let left = plus(plus(left, more_left), pivot_to_left);
                let right = plus(plus(right, more_right), pivot_to_right);
                for left_high in [true, false] {
                    let wrong = left[usize::from(!left_high)] + right[usize::from(left_high)];
                    if wrong < errors {
                        errors = wrong;
                        best =
                            Some(Cut { pivot, through: through as usize, ahead_left, pivot_left, left_high });
                    }
                }
            }
            (left, right) = (plus(left, behind), plus(right, ahead));
        }
        if best.is_some() {
            (self.errors, self.best) = (errors, best);
        }
    }

    /// The best line so far, and the places of the points that it gets wrong.
    pub(super) fn line(&self) -> (Line, Vec<Place>) {
        let is_high = |site: &Site| self.best.map_or(self.are_mostly_high(), |cut| self.is_high(cut, site));
        let side = |high: bool| -> Vec<Place> {
            self.sites.iter().filter(|site| is_high(site) == high).map(|site| site.place).collect()
        };
        let (low, high) = (hull(&side(false)), hull(&side(true)));
        let line = widest(&low, &high).map_or_else(|| self.aside(), |Margin { line, .. }| line);
        let is_wrong = |site: &&Site| site.counts[usize::from(!is_high(site))] > 0;
        (line, self.sites.iter().filter(is_wrong).map(|site| site.place).collect())
    }

    fn are_mostly_high(&self) -> bool {
        let [low, high] = total(self.sites.iter());
        high > low
    }

    /// On which side of a cut a place lies.
    fn is_high(&self, cut: Cut, site: &Site) -> bool {
        let (pivot, through) = (self.sites[cut.pivot].place, self.sites[cut.through].place);
        let direction = if is_ahead(pivot, through) { 1.0 } else { -1.0 };
        let height = direction * orientation(pivot, through, site.place);
        let is_left = if site.place == pivot {
            cut.pivot_left
        } else if height == 0.0 {
            is_ahead(pivot, site.place) == cut.ahead_left
        } else {
            height > 0.0
        };
        is_left == cut.left_high
    }

    /// A line beside all points, which calls them what most of them are.
    fn aside(&self) -> Line {
        // Sites are in the order of x₁.
        let ends = [self.sites.first(), self.sites.last()];
        let [low, high] = ends.map(|site| site.map_or(0.0, |site| f64::from(site.place[0])));
        let room = if high > low { 0.05 * (high - low) } else { 0.5 };
        let sign = if self.are_mostly_high() { 1.0 } else { -1.0 };
        Line { normal: [sign, 0.0], offset: sign * (low - room) }
    }
}

/// Whether a place lies in the half of the directions from `from` that a turning line begins with: [0, π).
fn is_ahead(from: Place, place: Place) -> bool {
    place[1] > from[1] || place[1] == from[1] && place[0] > from[0]
}

fn total<'a>(sites: impl Iterator<Item = &'a Site>) -> [u32; 2] {
    sites.fold([0; 2], |sum, site| plus(sum, site.counts))
}

fn plus(a: [u32; 2], b: [u32; 2]) -> [u32; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

fn minus(a: [u32; 2], b: [u32; 2]) -> [u32; 2] {
    [a[0] - b[0], a[1] - b[1]]
}
