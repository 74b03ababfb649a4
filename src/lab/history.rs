//! The losses and gradients of a run over its steps, and the way of two of its parameters, kept evenly and in bounded room.

use super::settings::Place;

/// The losses of the network after a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// The step, 0 being the start.
    pub step: u64,
    /// The mean loss over the training points.
    pub train: f32,
    /// The mean loss over the test points, where there are any.
    pub test: Option<f32>,
}

/// What the batch of a step says of one layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LayerGradient {
    /// ‖∂E/∂W‖, the Euclidean norm over the layer's weights.
    pub norm: f32,
    /// The mean of |∂E/∂a| over the layer's units and the batch's samples.
    pub delta: f32,
}

/// Where two parameters are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The parameters.
    pub of: [Place; 2],
    /// Their values.
    pub at: [f32; 2],
}

/// A place on the way of the two parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// The step after which they were there.
    pub step: u64,
    /// Their values.
    pub at: [f32; 2],
    /// Whether a hand put them there: no step led to it.
    pub by_hand: bool,
}

/// The most places where a hand put the two parameters that are kept.
const BY_HAND: usize = 64;
/// Where the two parameters were is not known: they were not looked at then.
const UNKNOWN: [f32; 2] = [f32::NAN; 2];

/// What a batch said is not known: none was taken, or not by this run. No norm is negative; unlike NaN it equals itself, as histories do.
const NO_BATCH: LayerGradient = LayerGradient { norm: -1.0, delta: -1.0 };

/// Losses and gradients at every `stride`-th step. The stride doubles, and every second entry goes, when the room is full.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    entries: Vec<Entry>,
    /// `entries × layers`: what the step's batch said; [`NO_BATCH`] where there was none, as at the start.
    gradients: Vec<LayerGradient>,
    layers: usize,
    stride: u64,
    /// The two parameters whose way is kept; none before the first entry.
    watched: Option<[Place; 2]>,
    /// Where they were at each entry.
    places: Vec<[f32; 2]>,
    /// Where a hand put them, and after which step.
    by_hand: Vec<(u64, [f32; 2])>,
}

impl History {
    /// The most entries that are kept.
    pub const ROOM: usize = 1024;

    /// Nothing kept yet, of a network of so many layers.
    pub fn new(layers: usize) -> Self {
        Self {
            entries: Vec::with_capacity(Self::ROOM),
            gradients: Vec::with_capacity(Self::ROOM * layers),
            layers,
            stride: 1,
            watched: None,
            places: Vec::with_capacity(Self::ROOM),
            by_hand: Vec::new(),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.gradients.clear();
        self.places.clear();
        self.by_hand.clear();
        self.stride = 1;
    }

    /// Whether the losses after this step are among those to keep.
    pub fn wants(&self, step: u64) -> bool {
        step.is_multiple_of(self.stride) && self.entries.last().is_none_or(|last| last.step < step)
    }

    /// Keeps an entry if [`History::wants`] its step, with the place of the two parameters that are looked at and the gradients of
    /// the step's batch from the first layer on, if they are known.
    pub fn keep(&mut self, entry: Entry, pair: Pair, gradients: impl Iterator<Item = LayerGradient>) {
        if !self.wants(entry.step) {
            return;
        }
        if self.entries.len() == Self::ROOM {
            self.stride *= 2;
            let stride = self.stride;
            self.retain(|kept| kept.step.is_multiple_of(stride));
            if !self.wants(entry.step) {
                return;
            }
        }
        self.watch(pair.of, |_| None);
        self.entries.push(entry);
        self.places.push(pair.at);
        self.gradients.extend(gradients.take(self.layers));
        self.gradients.resize(self.entries.len() * self.layers, NO_BATCH);
    }

    /// Forgets what was kept of the steps after this one.
    pub fn go_back_to(&mut self, step: u64) {
        self.retain(|kept| kept.step <= step);
        self.by_hand.retain(|&(after, _)| after <= step);
    }

    fn retain(&mut self, keep: impl Fn(&Entry) -> bool) {
        let (layers, mut count) = (self.layers, 0);
        for index in 0..self.entries.len() {
            if keep(&self.entries[index]) {
                self.entries[count] = self.entries[index];
                self.places[count] = self.places[index];
                self.gradients.copy_within(index * layers..(index + 1) * layers, count * layers);
                count += 1;
            }
        }
        self.entries.truncate(count);
        self.places.truncate(count);
        self.gradients.truncate(count * layers);
    }

    /// Looks at these two parameters from now on. Where they were at earlier steps is what `known` says of a step.
    pub fn watch(&mut self, pair: [Place; 2], known: impl Fn(u64) -> Option<[f32; 2]>) {
        if self.watched != Some(pair) {
            self.watched = Some(pair);
            self.by_hand.clear();
            self.places.clear();
            let place = |entry: &Entry| known(entry.step).unwrap_or(UNKNOWN);
            self.places.extend(self.entries.iter().map(place));
        }
    }

    /// A hand puts the two parameters elsewhere after this step.
    pub fn note_hand(&mut self, step: u64, pair: Pair) {
        if self.watched != Some(pair.of) {
            return;
        }
        self.by_hand.retain(|&(after, _)| after != step);
        if self.by_hand.len() == BY_HAND {
            self.by_hand.remove(0);
        }
        self.by_hand.push((step, pair.at));
    }

    /// The two parameters whose way is kept.
    pub fn watched(&self) -> Option<[Place; 2]> {
        self.watched
    }

    /// Their way: where they were after each step that is kept, and where a hand put them in between.
    pub fn way(&self) -> impl Iterator<Item = Stop> {
        let steps = self.entries.iter().zip(&self.places);
        let mut steps = steps.map(|(entry, &at)| Stop { step: entry.step, at, by_hand: false }).peekable();
        let mut hands = self.by_hand.iter().map(|&(step, at)| Stop { step, at, by_hand: true }).peekable();
        core::iter::from_fn(move || {
            let is_step = match (steps.peek(), hands.peek()) {
                (Some(step), Some(hand)) => step.step <= hand.step,
                (step, _) => step.is_some(),
            };
            if is_step { steps.next() } else { hands.next() }
        })
        .filter(|stop| stop.at.iter().all(|x| x.is_finite()))
    }

    /// What is kept, from the first step on.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of layers, the output layer counted.
    pub fn layers(&self) -> usize {
        self.layers
    }

    /// The gradients of a layer over the steps, with the step: those whose batch is known, which that of the start is not, nor that of the step
    /// which a link or a checkpoint begins with.
    pub fn gradients(&self, layer: usize) -> impl Iterator<Item = (u64, LayerGradient)> {
        let gradients = self.gradients.iter().skip(layer).step_by(self.layers.max(1)).copied();
        self.entries
            .iter()
            .map(|entry| entry.step)
            .zip(gradients)
            .filter(|&(_, gradient)| gradient != NO_BATCH)
    }

    /// How much room it takes, in bytes, to within a few.
    pub fn size(&self) -> usize {
        let places = size_of_val(self.places.as_slice()) + size_of_val(self.by_hand.as_slice());
        size_of::<Self>()
            + size_of_val(self.entries.as_slice())
            + size_of_val(self.gradients.as_slice())
            + places
    }

    /// The number of steps from one entry to the next.
    pub fn stride(&self) -> u64 {
        self.stride
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF: [Place; 2] = [[0, 0, 1], [0, 0, 2]];

    fn pair(x: f32) -> Pair {
        Pair { of: OF, at: [x, -x] }
    }

    #[test]
    fn the_way_goes_with_the_entries_and_a_hand_puts_it_elsewhere() {
        let mut history = History::new(1);
        for step in 0..3000_u32 {
            let entry = Entry { step: step.into(), train: 1.0, test: None };
            history.keep(entry, pair(step as f32), core::iter::empty());
        }
        history.note_hand(2999, pair(7.0));
        history.note_hand(2999, pair(8.0));
        history.note_hand(1, Pair { of: [[0; 3]; 2], at: [0.0; 2] });
        let way: Vec<Stop> = history.way().collect();
        let (hand, steps) = way.split_last().unwrap();
        assert_eq!(*hand, Stop { step: 2999, at: [8.0, -8.0], by_hand: true });
        assert_eq!(steps.len(), history.entries().len());
        for (stop, entry) in steps.iter().zip(history.entries()) {
            assert_eq!((stop.step, stop.at, stop.by_hand), (entry.step, pair(entry.step as f32).at, false));
        }
        let mut other = history.clone();
        other.watch([[1, 0, 0], [0; 3]], |step| step.is_multiple_of(16).then_some([step as f32; 2]));
        assert!(other.way().all(|stop| stop.step.is_multiple_of(16) && !stop.by_hand));
        assert!(other.way().count() > 100);
        history.go_back_to(100);
        assert_eq!(history.way().last().map(|stop| stop.step), Some(100));
    }

    #[test]
    fn a_long_run_is_kept_evenly_from_its_first_step_with_the_gradients_of_each() {
        let mut history = History::new(2);
        for step in 0..100_000 {
            let gradient = |layer: u64| LayerGradient { norm: (step * 2 + layer) as f32, delta: 1.0 };
            history.keep(
                Entry { step, train: 1.0, test: None },
                pair(0.0),
                (0..2).map(gradient).filter(|_| step > 0),
            );
        }
        let steps: Vec<u64> = history.entries().iter().map(|entry| entry.step).collect();
        assert!(steps.len() > History::ROOM / 2 && steps.len() <= History::ROOM);
        assert_eq!(steps[0], 0);
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == history.stride()));
        for layer in 0..2 {
            let kept: Vec<(u64, f32)> =
                history.gradients(layer).map(|(step, gradient)| (step, gradient.norm)).collect();
            let expected: Vec<(u64, f32)> =
                steps[1..].iter().map(|&step| (step, (step * 2 + layer as u64) as f32)).collect();
            assert_eq!(kept, expected);
        }
        history.go_back_to(steps[3]);
        assert_eq!(history.gradients(1).count(), 3);
    }

    #[test]
    fn gradients_that_are_missing_are_left_out() {
        let mut history = History::new(3);
        let known = LayerGradient { norm: 2.0, delta: 1.0 };
        for step in 5..8 {
            let gradients = core::iter::repeat_n(known, if step == 6 { 3 } else { 0 });
            history.keep(Entry { step, train: 1.0, test: None }, pair(0.0), gradients);
        }
        assert!(history.gradients(2).eq([(6, known)]));
    }
}
