//! What is printed, and the JSON.

use browser::Result;
use serde_json::{Value, json};

use crate::machine;
use crate::plan::Plan;
use crate::summary::{Line, Run, Spread, Summary};

/// Says what machine and browser this is, and how to read the tables.
pub fn heading(plan: &Plan, product: &str) {
    let Plan { rounds, seconds, .. } = plan;
    machine::heading(product);
    println!(
        "Rounds: {rounds}, seconds each: {}. In a line: the median (smallest to largest) of what was done",
        seconds.as_secs_f64()
    );
    println!(
        "in a second; the same against flat in the same round; the fastest chunk of all, and against flat's fastest."
    );
}

/// Prints one work's table.
pub fn table(summary: &Summary) {
    let work = summary.work;
    println!("\n{}  {}; {} a second", work.id, work.title, work.unit);
    for line in &summary.lines {
        let figure = line.figure.map_or_else(String::new, |spread| spread_of(spread, count));
        let ratio = line.ratio.map_or_else(String::new, |spread| spread_of(spread, times));
        let fastest = line.fastest.map_or_else(String::new, count);
        let fastest_ratio = line.fastest_ratio.map_or_else(String::new, times);
        let name = line.implementation;
        println!(
            "  {name:<10} {figure:<28}  {ratio:<26}  {fastest:>7} {fastest_ratio:>7}  {}",
            verdict(line)
        );
    }
}

/// The first line of a failure: the JSON has all of it.
fn verdict(line: &Line) -> String {
    let first = |failure: &String| failure.lines().next().unwrap_or_default().to_owned();
    line.failure
        .as_ref()
        .map_or_else(|| "guard holds".to_owned(), |failure| format!("FAILED: {}", first(failure)))
}

/// Writes everything there is to know as JSON.
///
/// # Errors
/// When the file cannot be written.
pub fn write(plan: &Plan, product: &str, summaries: &[Summary], runs: &[Run]) -> Result<()> {
    let measured = [
        ("rounds", plan.rounds.into()),
        ("seconds", plan.seconds.as_secs_f64().into()),
        ("works", summaries.iter().map(summary_json).collect()),
        ("runs", runs.iter().map(run_json).collect()),
    ];
    machine::write(&plan.out, product, measured)
}

fn summary_json(summary: &Summary) -> Value {
    let line = |line: &Line| {
        json!({
            "implementation": line.implementation,
            "figure": line.figure.map(spread_json),
            "ratio": line.ratio.map(spread_json),
            "fastest": line.fastest,
            "fastestRatio": line.fastest_ratio,
            "failure": line.failure,
        })
    };
    json!({
        "id": summary.work.id,
        "title": summary.work.title,
        "unit": summary.work.unit,
        "implementations": summary.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn run_json(run: &Run) -> Value {
    json!({
        "round": run.round + 1,
        "work": run.work,
        "implementation": run.implementation,
        "answer": run.outcome.answer.as_ref().ok(),
        "failure": run.outcome.failure(),
    })
}

fn spread_json(spread: Spread) -> Value {
    json!({"median": spread.median, "min": spread.min, "max": spread.max})
}

fn spread_of(spread: Spread, format: fn(f64) -> String) -> String {
    let Spread { median, min, max } = spread;
    format!("{:>7} ({:>6} to {:>6})", format(median), format(min), format(max))
}

/// Three digits and a unit.
fn count(number: f64) -> String {
    match number {
        1e6.. => format!("{} M", digits(number / 1e6)),
        1e3.. => format!("{} k", digits(number / 1e3)),
        _ => digits(number),
    }
}

fn times(number: f64) -> String {
    format!("{}×", digits(number))
}

/// Three digits that matter, four before the point.
fn digits(number: f64) -> String {
    match number {
        100.0.. => format!("{number:.0}"),
        10.0.. => format!("{number:.1}"),
        1.0.. => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    }
}
