//! The bars that the page has to meet, and the table that says whether it does.

use crate::report::Measured;

/// What has to be reached.
#[derive(Clone, Copy)]
enum Bar {
    AtLeast(f64),
    AtMost(f64),
}

use Bar::{AtLeast, AtMost};

/// A row of the table.
struct Row {
    name: &'static str,
    of: fn(&Measured) -> f64,
    /// The bars, and the share of a core that each is for.
    bars: &'static [(f64, Bar)],
}

/// Two cores: the browser's own processes need not wait for the page's.
const TWO: f64 = 2.0;
const WHOLE: f64 = 1.0;
const HALF: f64 = 0.5;
const QUARTER: f64 = 0.25;

/// 60 frames a second, as a clock that is not the screen's counts them.
const SIXTY: f64 = 59.0;

const SHORT_TASK: &[(f64, Bar)] = &[(WHOLE, AtMost(50.0)), (HALF, AtMost(50.0)), (QUARTER, AtMost(50.0))];
const SOON: &[(f64, Bar)] = &[(WHOLE, AtMost(100.0)), (HALF, AtMost(100.0)), (QUARTER, AtMost(100.0))];

const ROWS: [Row; 12] = [
    Row {
        name: "painted frames a second",
        of: |all| all.run.frames,
        bars: &[(WHOLE, AtLeast(SIXTY)), (HALF, AtLeast(55.0)), (QUARTER, AtLeast(30.0))],
    },
    Row {
        name: "painted frames a second, four runs compared",
        of: |all| all.run.compared,
        bars: &[(WHOLE, AtLeast(SIXTY))],
    },
    Row {
        name: "training samples a second, thousands",
        of: |all| all.run.samples / 1e3,
        bars: &[(WHOLE, AtLeast(2000.0)), (HALF, AtLeast(200.0))],
    },
    Row { name: "training steps a second", of: |all| all.run.steps, bars: &[] },
    Row { name: "longest task of the main thread, ms", of: |all| all.run.longest, bars: SHORT_TASK },
    Row { name: "press to picture, median, ms", of: |all| all.run.press_median, bars: &[] },
    Row { name: "press to picture, 95th percentile, ms", of: |all| all.run.press_95, bars: SOON },
    Row {
        name: "start to first decision field, ms",
        of: |all| all.start.field,
        bars: &[(WHOLE, AtMost(250.0)), (QUARTER, AtMost(700.0))],
    },
    Row { name: "start to ready, ms", of: |all| all.start.ready, bars: &[] },
    Row { name: "start to first words, ms", of: |all| all.start.readable, bars: &[] },
    Row {
        name: "longest task of the main thread at start, ms",
        of: |all| all.start.longest,
        bars: SHORT_TASK,
    },
    // Of the machine's cores: the more they use, the less the rest means.
    Row { name: "cores used by others", of: |all| all.run.others.unwrap_or(f64::NAN), bars: &[] },
];

/// Prints what was measured at each share beside its bar.
pub fn print(all: &[Measured]) {
    println!("\nA task of 50 ms or less counts as 0. In parentheses: the bar, and whether it is met.");
    print!("{:<46}", "");
    for measured in all {
        let name = match measured.share {
            None => "not held".to_owned(),
            Some(TWO) => "two cores".to_owned(),
            Some(share) => format!("{share} of a core"),
        };
        print!("{name:>10}{:14}", "");
    }
    println!();
    for row in &ROWS {
        print!("{:<46}", row.name);
        for measured in all {
            let value = (row.of)(measured);
            print!("{:>10} {:<13}", short(value), verdict(row, measured.share.unwrap_or(WHOLE), value));
        }
        println!();
    }
}

/// The bar in parentheses and whether the value meets it; nothing where there is no bar.
fn verdict(row: &Row, share: f64, value: f64) -> String {
    // Two cores have the bars of a whole one.
    let Some((_, bar)) = row.bars.iter().find(|(of, _)| (of - share.min(WHOLE)).abs() < 0.01) else {
        return String::new();
    };
    let (sign, bound, is_met) = match *bar {
        AtLeast(bound) => ('≥', bound, value >= bound),
        AtMost(bound) => ('≤', bound, value <= bound),
    };
    format!("({sign} {bound} {})", if is_met { "met" } else { "MISSED" })
}

/// A number with as many digits as matter.
fn short(value: f64) -> String {
    if value.abs() < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}
