//! What the network says over the plane: its outputs, the boundary between classes, and a thumbnail of every
//! unit, all from one forward pass over a grid of points.
//!
//! The pass works through a copy of the network, so that training may go on between two slices of it, and
//! what is shown is always a whole field of one network: the next one replaces it when it is ready.

mod division;
mod grid;
mod sampler;

pub use division::{Part, division};
pub use grid::{Grid, Large, Layout};

use crate::data::point::Window;
use crate::lab::settings::Selection;
use crate::lab::snapshot::Snapshot;
use crate::nn::network::Network;
use sampler::Sampler;

/// How finely the plane is sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    points: usize,
    tile: usize,
}

impl Sampling {
    /// A grid of `points` × `points`, the outermost ones on the window's border. A thumbnail's pixel is the
    /// mean over `tile` × `tile` of them.
    ///
    /// `points` is brought between 8 and 512 and up to a multiple of 4, the lanes of a register; `tile`
    /// between 1 and `points`.
    pub fn new(points: usize, tile: usize) -> Self {
        let points = points.clamp(8, 512).next_multiple_of(4);
        Self { points, tile: tile.clamp(1, points) }
    }

    /// The points along one side.
    pub fn points(self) -> usize {
        self.points
    }

    /// The pixels along one side of a thumbnail.
    pub fn thumbnail(self) -> usize {
        self.points / self.tile
    }
}

impl Default for Sampling {
    fn default() -> Self {
        Self::new(128, 4)
    }
}

/// What a field depends on: fields with equal keys are equal.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    revision: u64,
    window: Window,
    sampling: Sampling,
    /// What is wanted large in the place of the outputs.
    large: Option<Large>,
    /// The temperature of the outputs, where it is not the network's own.
    temperature: Option<f32>,
}

/// The field that is shown, and the next one in the making.
#[derive(Clone, Debug, Default)]
pub struct Field {
    shown: Grid,
    shown_key: Option<Key>,
    next: Grid,
    /// The key of the field in the making.
    next_key: Option<Key>,
    /// The network and the buffers of the pass; none before the first.
    sampler: Option<Sampler>,
    serial: u64,
}

impl Field {
    /// No field yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the field of this snapshot; gives whether there is work to do for it.
    ///
    /// A pass over an older network of the same kind is finished first, so that a field gets done however
    /// fast the network changes.
    pub fn ask(&mut self, snapshot: &Snapshot<'_>, sampling: Sampling) -> bool {
        let network = snapshot.network;
        let key = key(snapshot, sampling);
        if let (Some(next), Some(sampler)) = (self.next_key, &self.sampler)
            && (Key { revision: key.revision, ..next }) == key
            && sampler.network().shape() == network.shape()
        {
            return true;
        }
        self.next_key = None;
        if self.shown_key == Some(key) {
            return false;
        }
        Sampler::start(&mut self.sampler, network, &mut self.next, snapshot.window, sampling, key.large);
        self.next.temperature = key.temperature;
        self.next_key = Some(key);
        true
    }

    /// Takes the pass forward by some rows of the grid; gives whether there is more to do.
    pub fn work(&mut self, rows: usize) -> bool {
        let (Some(key), Some(sampler)) = (self.next_key, &mut self.sampler) else { return false };
        if sampler.rows(&mut self.next, rows) {
            return true;
        }
        self.next.finish();
        core::mem::swap(&mut self.shown, &mut self.next);
        self.shown_key = Some(key);
        self.next_key = None;
        self.serial += 1;
        false
    }

    /// Finds the boundary of the field that is shown, if that has not been done.
    pub fn trace(&mut self) {
        self.shown.trace();
    }

    /// The field of this snapshot at once, with its boundary. A pass under way is finished and then, if it was of an older
    /// network, made again.
    pub fn update(&mut self, snapshot: &Snapshot<'_>, sampling: Sampling) {
        while self.ask(snapshot, sampling) {
            while self.work(sampling.points) {}
        }
        self.trace();
    }

    /// Whether a pass is under way.
    pub fn is_busy(&self) -> bool {
        self.next_key.is_some()
    }

    /// Whether what is shown is of this snapshot, however finely sampled.
    pub fn is_of(&self, snapshot: &Snapshot<'_>) -> bool {
        self.shown_key.is_some_and(|shown| shown == key(snapshot, shown.sampling))
    }

    /// What is shown: a whole field of one network. None before the first is done.
    pub fn shown(&self) -> Option<&Grid> {
        self.shown_key.map(|_| &self.shown)
    }

    /// The revision of the network that is shown.
    pub fn revision(&self) -> Option<u64> {
        self.shown_key.map(|key| key.revision)
    }

    /// A number that changes with what is shown; 0 before there is anything.
    pub fn serial(&self) -> u64 {
        self.serial
    }
}

/// What the field of a snapshot depends on.
fn key(snapshot: &Snapshot<'_>, sampling: Sampling) -> Key {
    Key {
        revision: snapshot.network_revision,
        window: snapshot.window,
        sampling,
        large: large(snapshot.settings.select, snapshot.network),
        temperature: snapshot.settings.temperature_shown(),
    }
}

/// What a selection shows large: a hidden unit's output; of a weight from a hidden unit to an output, what the unit puts into it.
fn large(selection: Selection, network: &Network<f32>) -> Option<Large> {
    let (output, hidden) = network.layers().split_last()?;
    let (layer, unit, into) = match selection {
        Selection::Weight { layer, unit, input }
            if input > 0 && layer == hidden.len() && unit < output.units =>
        {
            (layer.checked_sub(1)?, input - 1, Some(unit))
        }
        Selection::Unit { layer, unit } | Selection::Weight { layer, unit, .. } => (layer, unit, None),
        Selection::None => return None,
    };
    hidden.get(layer).filter(|layer| unit < layer.units).map(|_| Large { layer, unit, into })
}

#[cfg(test)]
mod tests;
