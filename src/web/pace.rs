//! How much time training has in each frame: what the frames leave it, found by trying.
//!
//! A worker that trains without a pause takes a slow machine's time from those who put its pictures on the screen, and from the
//! page. So training begins with the least, is given more as long as frames come as often as they did then, and less as soon as
//! they do not: well below what was too much, so that a press and what the page does of itself need not wait for it. How often they
//! come with the least is looked at again from time to time where they are not smooth: what a start says of it, or a moment at
//! which others were at work, need not hold for a lesson. Plain numbers: the clock is read elsewhere.

/// The share of a smooth frame that training has at least. Of one that is late it is no more: what a thread takes while it waits for its
/// share of a slow machine counts as well.
const LEAST: f64 = 0.05;
/// The most in a frame, in milliseconds: as much as there is.
const MOST: f64 = 50.0;
/// How much later than at best frames may come.
const LATE: f64 = 1.04;
/// The frames that are judged together, while the first limit is looked for and later.
const FEW: u32 = 8;
const MANY: u32 = 30;
/// Of what was too much for the frames training has so much.
const ROOM: f64 = 0.7;
/// After so many judgements without a late frame, it is tried whether more is too much still; where it is, after twice as many.
const PROBE: u32 = 4;
const PROBE_SELDOM: u32 = 64;
/// Less than this for training in a frame, in milliseconds, is little.
const LITTLE: f64 = 5.0;
/// Frames that come as often as this, in milliseconds, are smooth: 57 a second.
const SMOOTH: f64 = 17.5;
/// Frames that come less often than this, in milliseconds, 45 a second, are seen to jump.
const JUMPY: f64 = 22.0;
/// How many times as long as usual the rest of the page waits for frames that are late, and for those that are seen to jump.
const LONG: f64 = 4.0;
const LONGEST: f64 = 6.0;
/// Where they are not, training has the least again after so many frames; where that showed nothing new, after twice as many.
const SOON: u32 = 60;
const SELDOM: u32 = 2400;
/// A longer time between frames, in milliseconds, is a pause and says nothing.
const PAUSE: f64 = 1000.0;

/// The time that training has, and what led to it.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What training has in each frame, in milliseconds.
    budget: f64,
    /// What is left of it in this frame.
    left: f64,
    /// Whether it has the least.
    has_least: bool,
    /// The frame before, in milliseconds; none after a pause.
    last: Option<f64>,
    /// The time from frame to frame when training had the least.
    best: f64,
    /// What it had before it was given the least, to see how often frames come then.
    before: Option<f64>,
    /// Frames since training last had the least, and how many there are before it has it again.
    since: u32,
    patience: u32,
    /// The budget that was last found too large; none before there was one.
    limit: Option<f64>,
    /// How often in a row nothing was late near that, and how often it has to be before more is tried.
    good: u32,
    wait: u32,
    /// Of the frames that are judged next: how many, over what time, and what training took of it.
    frames: u32,
    time: f64,
    trained: f64,
}

impl Pace {
    /// Nothing known yet.
    pub fn new() -> Self {
        Self {
            budget: 2.0,
            left: 2.0,
            has_least: false,
            before: None,
            last: None,
            best: f64::INFINITY,
            since: 0,
            patience: SOON,
            limit: None,
            good: 0,
            wait: PROBE,
            frames: 0,
            time: 0.0,
            trained: 0.0,
        }
    }

    /// A frame is shown at this moment: training has its time again.
    pub fn frame(&mut self, at: f64) {
        if let Some(interval) = self.last.replace(at).map(|last| at - last)
            && interval < PAUSE
        {
            self.frames += 1;
            self.time += interval;
            let many = if self.limit.is_none() { FEW } else { MANY };
            // What is late already will not be in time at the end: no need to wait for it.
            let lost = self.time - f64::from(self.frames) * self.best;
            if self.frames >= many || lost > f64::from(many) * self.best * (self.tolerance() - 1.0) {
                self.judge();
            }
        }
        self.left = self.budget;
    }

    /// No frames are shown, or they show no training: what is between two of them says nothing.
    pub fn rest(&mut self) {
        self.last = None;
        self.left = self.budget;
        (self.frames, self.time, self.trained) = (0, 0.0, 0.0);
    }

    /// Training has nothing of this frame.
    pub fn pass(&mut self) {
        self.left = 0.0;
    }

    /// Training took so many milliseconds.
    pub fn spend(&mut self, time: f64) {
        self.left -= time;
        self.trained += time;
    }

    /// The time that training still has in this frame, in milliseconds.
    pub fn left(&self) -> f64 {
        self.left.max(0.0)
    }

    /// The time from frame to frame as it was last seen, in milliseconds; nothing before that.
    pub fn interval(&self) -> Option<f64> {
        (self.frames > 0).then(|| self.time / f64::from(self.frames))
    }

    /// Whether frames come late even where training has the least of them.
    pub fn is_late(&self) -> bool {
        self.best.is_finite() && self.best > SMOOTH
    }

    /// How many times as long as usual what need not be in every frame waits: longer where frames come late though training has little
    /// of them, and longest where they come so seldom that what moves is seen to jump.
    pub fn leisure(&self) -> f64 {
        match self.limit {
            Some(_) if self.best > JUMPY => LONGEST,
            Some(limit) if limit < LITTLE => LONG,
            _ => 1.0,
        }
    }

    /// How much later than at best the frames that are judged together may come. One of few that is late is no rule.
    fn tolerance(&self) -> f64 {
        if self.limit.is_none() { LATE + 1.0 / f64::from(FEW) } else { LATE }
    }

    fn judge(&mut self) {
        let frames = f64::from(self.frames);
        let (interval, trained) = (self.time / frames, self.trained / frames);
        self.since += self.frames;
        (self.frames, self.time, self.trained) = (0, 0.0, 0.0);
        let least = LEAST * interval.min(self.best).min(SMOOTH);
        if self.has_least {
            let is_better = interval * LATE < self.best;
            self.patience = if is_better { SOON } else { SELDOM.min(2 * self.patience) };
            self.since = 0;
            // Frames do not come more often than this, whatever training leaves them.
            self.best = interval;
            let before = self.before.take();
            if is_better {
                // What was too much when frames were late anyway need not be.
                self.limit = None;
            } else if let Some(before) = before {
                (self.budget, self.has_least) = (before, false);
                return;
            }
        } else if interval < self.best {
            self.best = if self.best.is_finite() { 0.7 * self.best + 0.3 * interval } else { interval };
        }
        if interval > self.best * self.tolerance() {
            let limit = self.budget.min(trained.max(least));
            self.wait = match self.limit {
                Some(before) if limit > ROOM * before => PROBE_SELDOM.min(2 * self.wait),
                _ => PROBE,
            };
            (self.good, self.limit) = (0, Some(limit));
            self.budget = ROOM * self.budget.min(trained);
        } else if self.best > SMOOTH && (self.limit.is_none() || self.since >= self.patience) {
            self.limit = self.limit.or(Some(self.budget));
            self.before = Some(self.budget);
            self.budget = least;
        } else {
            let step = match self.limit {
                None => 2.0,
                // Near what was too much no more for a while, then little by little: it may have been too much for a moment only.
                Some(limit) if (0.99 * ROOM * limit..1.05 * limit).contains(&self.budget) => {
                    self.good += 1;
                    if self.good < self.wait { 1.0 } else { 1.05 }
                }
                Some(limit) if self.budget < limit => (ROOM * limit / self.budget).min(1.2),
                Some(_) => 1.2,
            };
            // More than is used would not be noticed before it is far too much.
            let used = 2.0 * trained + least;
            if step * self.budget > used {
                self.limit = self.limit.or(Some(used));
            }
            self.budget = used.min(step * self.budget);
        }
        self.has_least = self.budget <= least;
        self.budget = self.budget.max(least).min(MOST);
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A screen of 60 frames a second.
    const REFRESH: f64 = 1000.0 / 60.0;

    /// A machine on which a frame is `others` milliseconds of work besides training, all of it on a share of one core; or, with
    /// cores to spare, beside it. Gives frames a second and the share of the time that training had, over the last half.
    fn run(pace: &mut Pace, seconds: f64, others: f64, share: f64, beside: bool) -> (f64, f64) {
        let (mut now, mut frames, mut trained) = (0.0, 0.0, 0.0);
        while now < 1000.0 * seconds {
            let time = pace.left();
            let room = if beside { REFRESH - 3.0 } else { MOST };
            let time = time.min(room);
            pace.spend(time);
            let work = if beside { (others / share).max(time) } else { others / share + time };
            now += (work / REFRESH).ceil().max(1.0) * REFRESH;
            if now > 500.0 * seconds {
                frames += 1.0;
                trained += time;
            }
            pace.frame(now);
        }
        (2.0 * frames / seconds, 2.0 * trained / (1000.0 * seconds))
    }

    #[test]
    fn with_cores_to_spare_training_has_all_there_is() {
        let (frames, trained) = run(&mut Pace::new(), 20.0, 5.0, 1.0, true);
        assert!(frames > 59.0 && trained > 0.75, "{frames}, {trained}");
    }

    #[test]
    fn on_one_core_training_has_what_frames_leave() {
        let mut pace = Pace::new();
        let (frames, trained) = run(&mut pace, 60.0, 6.0, 1.0, false);
        assert!(frames > 57.0 && trained > 0.45, "{frames}, {trained}");
        assert!(pace.leisure() < 2.0 && !pace.is_late());
    }

    #[test]
    fn on_a_slow_machine_frames_come_as_often_as_they_can_and_training_goes_on() {
        // 4 ms of work take 16: it can just be done.
        let (frames, trained) = run(&mut Pace::new(), 60.0, 3.5, 0.25, false);
        assert!(frames > 50.0 && trained > 0.05, "{frames}, {trained}");
        // Frames come at 30 a second whatever training does.
        let mut pace = Pace::new();
        let (frames, trained) = run(&mut pace, 60.0, 6.0, 0.25, false);
        assert!(frames > 28.0 && trained > 0.1, "{frames}, {trained}");
        assert!(pace.leisure() > 2.0 && pace.is_late());
    }

    #[test]
    fn a_slow_start_is_not_held_to_be_the_machine() {
        let mut pace = Pace::new();
        run(&mut pace, 3.0, 8.0, 0.25, false);
        // 6 ms of work take 12.
        let (frames, trained) = run(&mut pace, 40.0, 6.0, 0.5, false);
        assert!(frames > 55.0 && trained > 0.08, "{frames}, {trained}");
        assert!(pace.leisure() > 1.0);
    }

    #[test]
    fn it_follows_a_machine_that_changes() {
        let mut pace = Pace::new();
        run(&mut pace, 20.0, 5.0, 1.0, true);
        pace.rest();
        let (frames, trained) = run(&mut pace, 60.0, 10.0, 1.0, false);
        assert!(frames > 56.0 && trained > 0.25, "{frames}, {trained}");
        pace.rest();
        let (frames, trained) = run(&mut pace, 60.0, 3.0, 1.0, true);
        assert!(frames > 59.0 && trained > 0.7, "{frames}, {trained}");
    }

    #[test]
    fn a_pause_says_nothing() {
        let mut pace = Pace::new();
        for frame in 0..1000 {
            pace.frame(f64::from(frame) * 2000.0);
        }
        assert_eq!(pace.interval(), None);
        assert!(pace.left() > 0.0);
    }
}
