//! The losses and gradients of a run over its steps, kept evenly and in bounded room.

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

/// Losses and gradients at every `stride`-th step. The stride doubles, and every second entry goes, when the room is full.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    entries: Vec<Entry>,
    /// `entries × layers`: what the step's batch said; zeros where there was none, as at the start.
    gradients: Vec<LayerGradient>,
    layers: usize,
    stride: u64,
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
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.gradients.clear();
        self.stride = 1;
    }

    /// Whether the losses after this step are among those to keep.
    pub fn wants(&self, step: u64) -> bool {
        step.is_multiple_of(self.stride) && self.entries.last().is_none_or(|last| last.step < step)
    }

    /// Keeps an entry if [`History::wants`] its step, with the gradients of the step's batch from the first layer on.
    pub fn keep(&mut self, entry: Entry, gradients: impl Iterator<Item = LayerGradient>) {
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
        self.entries.push(entry);
        self.gradients.extend(gradients.take(self.layers));
        self.gradients.resize(self.entries.len() * self.layers, LayerGradient::default());
    }

    /// How much room it takes, in bytes, to within a few.
    pub fn size(&self) -> usize {
        size_of_val(self.entries.as_slice()) + size_of_val(self.gradients.as_slice())
    }

    /// Forgets what was kept of the steps after this one.
    pub fn go_back_to(&mut self, step: u64) {
        self.retain(|kept| kept.step <= step);
    }

    fn retain(&mut self, keep: impl Fn(&Entry) -> bool) {
        let (layers, mut count) = (self.layers, 0);
        for index in 0..self.entries.len() {
            if keep(&self.entries[index]) {
                self.entries[count] = self.entries[index];
                self.gradients.copy_within(index * layers..(index + 1) * layers, count * layers);
                count += 1;
            }
        }
        self.entries.truncate(count);
        self.gradients.truncate(count * layers);
    }

    /// What is kept, from the first step on.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of layers, the output layer counted.
    pub fn layers(&self) -> usize {
        self.layers
    }

    /// The gradients of a layer over the steps, with the step: those of steps that a batch was taken in.
    pub fn gradients(&self, layer: usize) -> impl Iterator<Item = (u64, LayerGradient)> {
        let gradients = self.gradients.iter().skip(layer).step_by(self.layers.max(1)).copied();
        self.entries.iter().map(|entry| entry.step).zip(gradients).filter(|&(step, _)| step > 0)
    }

    /// The number of steps from one entry to the next.
    pub fn stride(&self) -> u64 {
        self.stride
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_is_kept_evenly_from_its_first_step_with_the_gradients_of_each() {
        let mut history = History::new(2);
        for step in 0..100_000 {
            let gradient = |layer: u64| LayerGradient { norm: (step * 2 + layer) as f32, delta: 1.0 };
            history.keep(Entry { step, train: 1.0, test: None }, (0..2).map(gradient));
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
    fn gradients_that_are_missing_are_zeros() {
        let mut history = History::new(3);
        for step in 0..3 {
            history.keep(Entry { step, train: 1.0, test: None }, core::iter::empty());
        }
        assert!(history.gradients(2).eq([(1, LayerGradient::default()), (2, LayerGradient::default())]));
    }
}
