//! How the samples of a batch add up to one update: what each of them would have of the weight that the walk is at.

use crate::lab::Lab;
use crate::lab::readout::Lines;
use crate::lab::run::Summed;
use crate::lab::settings::{Place, write_place};

/// So many samples are told one by one; of the others their number and the sum of what they have.
const MOST: usize = 24;

/// The sum at hand, and what it is of.
#[derive(Clone, Debug)]
pub(in crate::lab) struct Batched {
    revision: u64,
    place: Place,
    summed: Option<Summed>,
}

impl Lab {
    /// Tells of each sample of the next step's batch its ∂E/∂w, w being the weight at `place`, their mean as training computes it,
    /// and by how much that step changes w. All empty without such a weight, and while it trains: numbers that change faster
    /// cannot be added up.
    pub(super) fn put_batch(&mut self, place: Option<Place>, lines: &mut Lines<'_>) {
        let revision = self.revision();
        let place = place.filter(|_| !self.is_training());
        if self.batched.as_ref().map(|batched| (batched.revision, batched.place))
            != place.map(|place| (revision, place))
        {
            let front = self.runs.front();
            self.batched = place.map(|place| Batched {
                revision,
                place,
                summed: front.run.summed(&front.settings, place),
            });
        }
        let summed = self.batched.as_ref().and_then(|batched| batched.summed.as_ref());
        let terms = summed.map_or(&[][..], |summed| &summed.terms);
        let points = summed.map_or(&[][..], |summed| &summed.points);
        let (shown, rest) = terms.split_at(terms.len().min(MOST));
        lines.put("batch-place", place.filter(|_| summed.is_some()).map_or_else(String::new, write_place));
        lines.put_list("batch-points", points.iter().take(MOST).map(u32::to_string));
        lines.put_numbers("batch-terms", shown.iter().copied());
        lines.put("batch-rest", if rest.is_empty() { String::new() } else { rest.len().to_string() });
        let sum = (!rest.is_empty()).then(|| rest.iter().copied().map(f64::from).sum::<f64>() as f32);
        lines.put_number("batch-rest-sum", sum);
        lines.put_number("batch-gradient", summed.map(|summed| summed.mean));
        lines.put_number("batch-step", summed.map(|summed| summed.step));
    }
}
