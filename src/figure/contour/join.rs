//! Segments that share an end become one line.

use core::ops::Range;

use super::Segment;

/// The room that joining needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Join {
    /// The ends of all segments by place: a place's bits, and 2 · segment + end.
    ends: Vec<(u64, u32)>,
    /// For each end of each segment the end that continues it, or itself.
    next: Vec<u32>,
    used: Vec<bool>,
}

impl Join {
    /// Writes `segments`, joined, into `points` and `lines`. Where exactly two segments end in the same place
    /// (to the bit), the line goes on; elsewhere it ends.
    pub(super) fn run(
        &mut self,
        segments: &[Segment],
        points: &mut Vec<[f32; 2]>,
        lines: &mut Vec<Range<usize>>,
    ) {
        points.clear();
        lines.clear();
        self.pair(segments);
        self.used.clear();
        self.used.resize(segments.len(), false);
        // Lines with ends first, from either end; what is left are rings.
        for open in [true, false] {
            for end in 0..segments.len() * 2 {
                if !self.used[end / 2] && (!open || self.next[end] == end as u32) {
                    self.follow(segments, end, points, lines);
                }
            }
        }
    }

    fn pair(&mut self, segments: &[Segment]) {
        self.ends.clear();
        self.ends.extend(segments.iter().flatten().zip(0..).map(|(&[x, y], end)| {
            // Adding zero makes one of the two zeros.
            let (x, y) = ((x + 0.0).to_bits(), (y + 0.0).to_bits());
            (u64::from(x) << 32 | u64::from(y), end)
        }));
        self.ends.sort_unstable();
        self.next.clear();
        self.next.extend(0..segments.len() as u32 * 2);
        for shared in self.ends.chunk_by(|a, b| a.0 == b.0) {
            if let &[(_, a), (_, b)] = shared {
                self.next[a as usize] = b;
                self.next[b as usize] = a;
            }
        }
    }

    /// Writes the line that begins at this end of a segment.
    fn follow(
        &mut self,
        segments: &[Segment],
        start: usize,
        points: &mut Vec<[f32; 2]>,
        lines: &mut Vec<Range<usize>>,
    ) {
        let first = points.len();
        points.push(segments[start / 2][start % 2]);
        let mut end = start;
        loop {
            let other = end ^ 1;
            self.used[end / 2] = true;
            points.push(segments[other / 2][other % 2]);
            let next = self.next[other] as usize;
            if next == other || self.used[next / 2] {
                break;
            }
            end = next;
        }
        lines.push(first..points.len());
    }
}
