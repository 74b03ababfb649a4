//! The losses of a run over its steps, kept evenly and in bounded room.

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

/// Losses at every `stride`-th step. The stride doubles, and every second entry goes, when the room is full.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    entries: Vec<Entry>,
    stride: u64,
}

impl History {
    /// The most entries that are kept.
    pub const ROOM: usize = 1024;

    /// Nothing kept yet.
    pub fn new() -> Self {
        Self { entries: Vec::with_capacity(Self::ROOM), stride: 1 }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.stride = 1;
    }

    /// Whether the losses after this step are among those to keep.
    pub fn wants(&self, step: u64) -> bool {
        step.is_multiple_of(self.stride) && self.entries.last().is_none_or(|last| last.step < step)
    }

    /// Keeps an entry if [`History::wants`] its step.
    pub fn keep(&mut self, entry: Entry) {
        if !self.wants(entry.step) {
            return;
        }
        if self.entries.len() == Self::ROOM {
            self.stride *= 2;
            let stride = self.stride;
            self.entries.retain(|kept| kept.step.is_multiple_of(stride));
            if !self.wants(entry.step) {
                return;
            }
        }
        self.entries.push(entry);
    }

    /// Forgets what was kept of the steps after this one.
    pub fn go_back_to(&mut self, step: u64) {
        self.entries.retain(|kept| kept.step <= step);
    }

    /// What is kept, from the first step on.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of steps from one entry to the next.
    pub fn stride(&self) -> u64 {
        self.stride
    }
}

impl Default for History {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_is_kept_evenly_from_its_first_step() {
        let mut history = History::new();
        for step in 0..100_000 {
            history.keep(Entry { step, train: 1.0, test: None });
        }
        let steps: Vec<u64> = history.entries().iter().map(|entry| entry.step).collect();
        assert!(steps.len() > History::ROOM / 2 && steps.len() <= History::ROOM);
        assert_eq!(steps[0], 0);
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == history.stride()));
    }
}
