//! The past of the runs: sparse snapshots, between which every step can be taken again to the bit.
//!
//! A stretch of steps in which neither points nor settings nor weights were changed by hand is a [`Segment`]. Within one, a
//! run's state is a function of any earlier state and the number of steps: a snapshot now and then is enough. The snapshots
//! take at most [`Past::BUDGET`] bytes: when there are more, every second one goes, and from then on only half as many are
//! taken; where the first ones of all segments fill more than half of it, the oldest segments are forgotten instead.

use std::collections::VecDeque;
use std::rc::Rc;

use super::run::State;
use super::settings::Settings;
use crate::data::point::Point;

/// What all runs were like after a step.
#[derive(Debug)]
struct Moment {
    step: u64,
    states: Vec<State>,
}

impl Moment {
    fn size(&self) -> usize {
        self.states.iter().map(State::size).sum()
    }
}

/// Steps under the same settings and on the same points.
#[derive(Clone, Debug)]
pub struct Segment {
    /// All settings.
    pub settings: Settings,
    /// All points.
    pub points: Rc<Vec<Point>>,
    /// Whether the points differed from the preset's.
    pub edited: bool,
    /// Never empty; the first one is the state at the segment's beginning. Shared with the pasts that undo keeps.
    moments: Vec<Rc<Moment>>,
    /// The last step that belongs to it.
    end: u64,
}

impl Segment {
    fn start(&self) -> u64 {
        self.moments.first().map_or(self.end, |moment| moment.step)
    }

    /// How much room it takes with at most so many of its snapshots, in bytes; points that several share are counted for each.
    fn size(&self, most: usize) -> usize {
        let moments: usize = self.moments.iter().take(most).map(|moment| moment.size()).sum();
        moments + size_of_val(self.points.as_slice()) + size_of::<Self>()
    }
}

/// Where to begin so as to reach a step.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// The number of the segment, from 0.
    pub index: usize,
    /// The segment.
    pub segment: &'a Segment,
    /// The states to begin from, one a run.
    pub states: &'a [State],
    /// The step to go on to from there: the one asked for, or the nearest that the past reaches.
    pub step: u64,
}

/// Everything that is remembered.
#[derive(Clone, Debug, Default)]
pub struct Past {
    segments: VecDeque<Segment>,
    /// A snapshot is taken every so many steps; less than [`Past::STRIDE`] stands for that.
    stride: u64,
    size: usize,
}

impl Past {
    /// The most bytes that the snapshots and the points of all segments take.
    pub const BUDGET: usize = 16 << 20;

    /// The least number of steps from one snapshot to the next: so few are taken again in no time, and to remember more would
    /// take as long as to train.
    pub const STRIDE: u64 = 16;

    /// A segment begins here; one that has not gone a step is replaced.
    pub fn begin(
        &mut self,
        settings: &Settings,
        points: &Rc<Vec<Point>>,
        edited: bool,
        step: u64,
        states: Vec<State>,
    ) {
        if self.segments.back().is_some_and(|last| last.end == last.start() && last.end == step) {
            self.segments.pop_back();
        }
        let moments = vec![Rc::new(Moment { step, states })];
        let (settings, points) = (settings.clone(), Rc::clone(points));
        self.segments.push_back(Segment { settings, points, edited, moments, end: step });
        self.fit();
    }

    /// Notes a step of the segment at hand; `states` are asked for where a snapshot is due.
    pub fn note(&mut self, step: u64, states: impl FnOnce() -> Vec<State>) {
        let stride = self.stride();
        let Some(last) = self.segments.back_mut() else { return };
        last.end = step;
        if step.is_multiple_of(stride) {
            let moment = Moment { step, states: states() };
            self.size += moment.size();
            last.moments.push(Rc::new(moment));
            if self.size > Self::BUDGET {
                self.fit();
            }
        }
    }

    /// The number of steps from one snapshot to the next.
    pub fn stride(&self) -> u64 {
        self.stride.max(Self::STRIDE)
    }

    /// How much room all segments take with at most so many snapshots each.
    fn total(&self, most: usize) -> usize {
        self.segments.iter().map(|segment| segment.size(most)).sum()
    }

    /// Brings the snapshots back within the budget.
    fn fit(&mut self) {
        self.size = self.total(usize::MAX);
        while self.size > Self::BUDGET {
            if self.segments.len() > 1 && self.total(1) > Self::BUDGET / 2 {
                // To thin out would leave the newest segment without snapshots before it made room.
                self.segments.pop_front();
            } else if self.segments.iter().any(|segment| segment.moments.len() > 1) {
                self.stride = self.stride() * 2;
                for segment in &mut self.segments {
                    let start = segment.start();
                    segment
                        .moments
                        .retain(|moment| moment.step == start || moment.step.is_multiple_of(self.stride));
                }
            } else {
                return;
            }
            self.size = self.total(usize::MAX);
        }
    }

    /// The first step that can be gone back to.
    pub fn first(&self) -> Option<u64> {
        self.segments.front().map(Segment::start)
    }

    /// Where to begin so as to reach `step` with the gradient of its own batch, as near as the past reaches.
    pub fn find(&self, step: u64) -> Option<Spot<'_>> {
        let first = self.segments.front()?;
        let step = step.max(first.start());
        let (index, segment) =
            self.segments.iter().enumerate().rfind(|(_, segment)| segment.start() <= step)?;
        let step = step.min(segment.end);
        // The step before, so that the step itself is taken again and leaves its gradient.
        let moment = segment.moments.iter().rfind(|moment| moment.step < step).or(segment.moments.first())?;
        Some(Spot { index, segment, states: &moment.states, step })
    }

    /// The state of the run of this number after a step, where a snapshot was taken right then.
    pub fn state(&self, step: u64, run: usize) -> Option<&State> {
        let segment = self.segments.iter().rfind(|segment| segment.start() <= step)?;
        let index = segment.moments.partition_point(|moment| moment.step < step);
        let moment = segment.moments.get(index).filter(|moment| moment.step == step)?;
        moment.states.get(run)
    }

    /// The end of a segment, and the first step of the one after it, if there is one.
    pub fn border(&self, index: usize) -> Option<(u64, Option<u64>)> {
        let end = self.segments.get(index)?.end;
        Some((end, self.segments.get(index + 1).map(Segment::start)))
    }

    /// Forgets what came after a step, and what begins there: another segment will.
    pub fn forget_after(&mut self, step: u64) {
        self.segments.retain(|segment| segment.start() < step);
        if let Some(last) = self.segments.back_mut() {
            last.moments.retain(|moment| moment.step <= step);
            last.end = last.end.min(step);
        }
        self.size = self.total(usize::MAX);
    }

    /// Forgets all runs but one; `settings` turns each segment's settings into that run's.
    pub fn keep_only(&mut self, index: usize, settings: impl Fn(&Settings) -> Settings) {
        for segment in &mut self.segments {
            segment.settings = settings(&segment.settings);
            for moment in &mut segment.moments {
                let states = moment.states.get(index).cloned().into_iter().collect();
                *moment = Rc::new(Moment { step: moment.step, states });
            }
        }
        self.fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::runs::Runs;

    #[test]
    fn many_segments_leave_room_for_the_snapshots_of_the_last_one() {
        let settings = Settings { count: 2000, ..Settings::default() };
        let (mut past, points) = (Past::default(), Rc::new(settings.generate()));
        let states = Runs::new(&settings, &points).states();
        for step in 0..1500 {
            past.begin(&settings, &points, true, step, states.clone());
            past.note(step + 1, || states.clone());
        }
        for step in 1500..4000 {
            past.note(step + 1, || states.clone());
        }
        assert!(past.size <= Past::BUDGET && past.first() > Some(0), "{} from {:?}", past.size, past.first());
        assert_eq!(past.stride(), Past::STRIDE);
        assert!(past.state(3200, 0).is_some());
        // No more is forgotten than makes room.
        assert!(past.first() < Some(1200), "{:?}", past.first());
    }
}
