//! What was measured, as JSON.

use serde_json::{Value, json};

/// Start-up, in milliseconds since the navigation.
pub struct Start {
    /// The first words are on the page.
    pub readable: f64,
    /// The worker says that it is ready.
    pub ready: f64,
    /// The decision field is on the plane.
    pub field: f64,
    /// The main thread's longest task, 0 where none took over 50 ms.
    pub longest: f64,
    /// The field, of each start.
    pub fields: Vec<f64>,
}

/// The page while it trains.
pub struct Run {
    /// Painted frames a second.
    pub frames: f64,
    /// The same with four runs side by side.
    pub compared: f64,
    /// Training steps a second.
    pub steps: f64,
    /// Training samples a second.
    pub samples: f64,
    /// The main thread's longest task in milliseconds, 0 where none took over 50.
    pub longest: f64,
    /// Milliseconds from a press to its point on the plane: the middle, and what 95 in 100 stay below.
    pub press_median: f64,
    pub press_95: f64,
    /// Each press.
    pub presses: Vec<f64>,
    /// How many cores the rest of the machine used while frames were counted.
    pub others: Option<f64>,
}

/// All of one share of a core.
pub struct Measured {
    /// None where the browser could not be held.
    pub share: Option<f64>,
    pub start: Start,
    pub run: Run,
}

impl Measured {
    pub fn json(&self) -> Value {
        let Self { share, start, run } = self;
        json!({
            "share": share,
            "start": {
                "readable": start.readable,
                "ready": start.ready,
                "field": start.field,
                "longestTask": start.longest,
                "fields": start.fields,
            },
            "run": {
                "framesPerSecond": run.frames,
                "framesPerSecondOfFourRuns": run.compared,
                "stepsPerSecond": run.steps,
                "samplesPerSecond": run.samples,
                "longestTask": run.longest,
                "pressMedian": run.press_median,
                "press95": run.press_95,
                "presses": run.presses,
                "othersCores": run.others,
            },
        })
    }
}

/// The middle of some numbers.
pub fn median(numbers: Vec<f64>) -> f64 {
    quantile(numbers, 0.5)
}

/// What a share of the numbers stays at or below; NaN where there are none.
pub fn quantile(mut numbers: Vec<f64>, share: f64) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let last = numbers.len().saturating_sub(1);
    numbers.get((share * last as f64).round() as usize).copied().unwrap_or(f64::NAN)
}
