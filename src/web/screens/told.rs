//! What lies at a place of a figure, and what is told of the figures in numbers.

use core::fmt::Write;

use super::{Figure, Screens};
use crate::data::decimal::Shortest;
use crate::figure::representation::{self, Representation};
use crate::figure::{regression, sigmoid, surface};
use crate::lab::Lab;
use crate::lab::settings::View;

impl Screens {
    /// The handle of the regression figure at a place in its pixels.
    pub fn handle(&mut self, lab: &Lab, at: [f32; 2], reach: f32) -> Option<regression::Placed> {
        let snapshot = lab.sketch_of(lab.front());
        self.curves.update(&snapshot);
        let frame = regression::frame(lab.window(), self.size(Figure::Plane));
        regression::hit(&regression::all(&snapshot, &self.curves), frame, at, reach)
    }

    /// The point at a place of a figure that shows the points where the hidden layer or the output puts them.
    pub fn point_at(&mut self, lab: &Lab, figure: Figure, at: [f32; 2], reach: f32) -> Option<usize> {
        let (snapshot, size) = (lab.sketch_of(lab.front()), self.size(figure));
        self.representation.update(&snapshot);
        let shows_space = figure == Figure::View && lab.settings().view == View::Hidden;
        let nearest = if shows_space { representation::nearest } else { sigmoid::nearest };
        nearest(&snapshot, &self.representation, size, at, reach)
    }

    /// Writes what is told of these figures in numbers, in lines `name=value`: which share of the plane each class wins and in how many
    /// pieces, where the hidden layer puts the probe, the output's
    /// pre-activation there, where in its figure the network lies on the loss surface, and the shares of the variance along the
    /// components. A value that there is none of is empty.
    pub fn tell(&mut self, lab: &Lab, out: &mut String) {
        self.divide(lab);
        let representation = Some(&self.representation).filter(|_| lab.settings().view.links_points());
        let probe = representation.and_then(Representation::probe);
        let space = probe.filter(|_| representation.is_some_and(|one| one.shown().is_some()));
        let shares = representation.and_then(Representation::components).map(|components| components.shares);
        let mut put = |name: &str, values: &[f32]| {
            let mut separator = '=';
            out.push_str(name);
            for value in values {
                // Writing to a string cannot fail.
                let _ = write!(out, "{separator}{}", Shortest(*value));
                separator = ',';
            }
            out.push_str(if values.is_empty() { "=\n" } else { "\n" });
        };
        put("hidden-place", space.as_ref().map_or(&[], |(place, _)| place));
        put("hidden-logit", probe.as_ref().map_or(&[], |(_, logit)| core::slice::from_ref(logit)));
        let surface = lab.surfaced().map(|surfaced| {
            let frame = surface::frame(surfaced.window, self.size(Figure::View));
            frame.pixel(surfaced.at)
        });
        put("surface-place", surface.as_ref().map_or(&[], |place| place));
        let parts = &self.divided.1;
        put("field-shares", &parts.iter().map(|part| part.share).collect::<Vec<_>>());
        put("field-pieces", &parts.iter().map(|part| part.pieces as f32).collect::<Vec<_>>());
        let shares = shares.map(|shares| shares.map(|share| share as f32));
        put("hidden-shares", shares.as_ref().map_or(&[], |shares| shares));
    }
}
