//! What stays from picture to picture: how far the axes reach. They grow with what they hold and never shrink, as long as it is the
//! same run that is looked at in the same way.

use super::Shown;
use crate::data::point::Window;
use crate::lab::snapshot::Snapshot;
use crate::nn::activation::Activation;
use crate::nn::shape::Shape;

/// The reach of the axes, and of what.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    subject: Option<Subject>,
    /// The last step of the run's past when it was last seen: a run that has fewer is another.
    last: u64,
    bounds: [f32; 2],
    reach: f32,
}

/// What the axes are of.
#[derive(Clone, Debug, PartialEq)]
struct Subject {
    shape: Shape,
    seed: u32,
    window: Window,
    shown: Option<(usize, Shown)>,
}

/// Numbers beyond are left out of the axes: a network that diverges must not take them along.
const LARGEST: f32 = 1e12;
/// The axis of the sigmoid goes at least so far: there it is all but flat.
const LEAST_REACH: f32 = 6.0;

impl Memory {
    /// Whether the snapshot is of another subject than the last; then nothing is remembered of that.
    pub(super) fn is_of_another(&mut self, snapshot: &Snapshot<'_>, shown: Option<(usize, Shown)>) -> bool {
        let shape = snapshot.network.shape();
        let subject =
            Subject { shape: shape.clone(), seed: snapshot.settings.seed, window: snapshot.window, shown };
        let last = snapshot.history.entries().last().map_or(0, |entry| entry.step).max(snapshot.step);
        let is_another = self.subject.as_ref() != Some(&subject) || last < self.last;
        if is_another {
            *self = Self { subject: Some(subject), ..Self::default() };
        }
        self.last = last;
        is_another
    }

    /// Makes room for these places and pre-activations.
    pub(super) fn grow(
        &mut self,
        shown: Option<Shown>,
        activation: Option<Activation>,
        places: [&[[f32; 2]]; 3],
        logits: &[f32],
    ) {
        for &a in logits.iter().filter(|a| a.abs() <= LARGEST) {
            self.reach = self.reach.max(a.abs());
        }
        let [mut low, mut high] = self.bounds;
        for &x in places.into_iter().flat_map(<[_]>::as_flattened).filter(|x| x.abs() <= LARGEST) {
            (low, high) = (low.min(x), high.max(x));
        }
        self.bounds = match (shown, activation) {
            (Some(Shown::Components), _) => {
                let reach = high.max(-low).max(1e-3);
                [-reach, reach]
            }
            (_, Some(Activation::Sigmoid)) => [0.0, 1.0],
            (_, Some(Activation::Tanh)) => [-1.0, 1.0],
            (_, Some(Activation::Relu)) => [low, high.max(1.0)],
            _ => [low.min(-1.0), high.max(1.0)],
        };
    }

    /// The lowest and the highest coordinate.
    pub(super) fn bounds(&self) -> [f32; 2] {
        self.bounds
    }

    /// The greatest pre-activation, of either sign.
    pub(super) fn reach(&self) -> f32 {
        self.reach.max(LEAST_REACH)
    }
}
