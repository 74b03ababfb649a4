//! What `cargo xtask test` prints: one line a step, all that was said by a step that failed, and the counts.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use super::counts::Counts;

/// The widths of the columns, in letters.
const NAME: usize = 18;
const OUTCOME: usize = 44;

/// Runs steps, prints a line for each, and counts.
pub struct Report {
    counts: Counts,
    start: Instant,
}

impl Report {
    pub fn new() -> Self {
        Self { counts: Counts::default(), start: Instant::now() }
    }

    /// A step that counts as one check.
    pub fn check(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        announce(name);
        let start = Instant::now();
        let result = step();
        self.end_one(&result, start);
    }

    /// A step that runs tests and returns their counts and what they said.
    pub fn tests(&mut self, name: &str, step: impl FnOnce() -> Result<(Counts, String)>) {
        announce(name);
        let start = Instant::now();
        let (counts, said) = step().unwrap_or_else(|error| (Counts::FAILED, format!("{error:#}")));
        self.end(counts, start, &summary(counts), &said);
    }

    /// Something that later steps need. It counts as one check; unlike other steps it may print lines of its own on the way.
    pub fn needs<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Option<T> {
        let start = Instant::now();
        let result = step();
        announce(name);
        self.end_one(&result, start);
        result.ok()
    }

    /// A step that is left out, and why. It counts as skipped.
    pub fn skip(&mut self, name: &str, why: impl Display) {
        println!("{name:NAME$}SKIPPED: {why}");
        self.counts.skipped += 1;
    }

    /// Prints the counts; the exit code says whether nothing failed.
    pub fn finish(self) -> ExitCode {
        println!("{:NAME$}{:OUTCOME$}{:>8.1} s", "all", "", self.start.elapsed().as_secs_f64());
        println!("{}", summary(self.counts));
        if self.counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    /// Ends the line of a step that is one check.
    fn end_one<T>(&mut self, result: &Result<T>, start: Instant) {
        match result {
            Ok(_) => self.end(Counts::PASSED, start, "", ""),
            Err(error) => self.end(Counts::FAILED, start, "", &format!("{error:#}")),
        }
    }

    fn end(&mut self, counts: Counts, start: Instant, remark: &str, said: &str) {
        println!("{}", end_of_line(counts, remark, start.elapsed().as_secs_f64(), said));
        self.counts += counts;
    }
}

/// Begins a step's line before the work, so that whoever waits knows for what.
fn announce(name: &str) {
    print!("{name:NAME$}");
    // A terminal that is gone is no reason to stop checking.
    let _ = io::stdout().flush();
}

/// The end of a step's line, and below it what was said if the step failed.
fn end_of_line(counts: Counts, remark: &str, seconds: f64, said: &str) -> String {
    let passed = counts.failed == 0;
    let outcome = format!("{:<8}{remark}", if passed { "ok" } else { "FAILED" });
    let told = if passed { String::new() } else { format!("\n\n{}\n", said.trim()) };
    format!("{outcome:OUTCOME$}{seconds:>8.1} s{told}")
}

fn summary(counts: Counts) -> String {
    let Counts { passed, failed, skipped } = counts;
    if skipped == 0 {
        format!("{passed} passed, {failed} failed")
    } else {
        format!("{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted() {
        let mut report = Report::new();
        report.check("a", || Ok(()));
        report.check("b", || anyhow::bail!("no"));
        report.tests("c", || Ok((Counts { passed: 5, ..Counts::default() }, String::new())));
        assert_eq!(report.needs("d", || Ok(7)), Some(7));
        report.skip("e", "not now");
        assert_eq!(summary(report.counts), "7 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn a_line_says_how_a_step_ended_and_what_was_said_where_it_failed() {
        let passed = Counts { passed: 5, ..Counts::default() };
        assert_eq!(
            end_of_line(passed, "5 passed, 0 failed", 1.25, "much"),
            format!("{:OUTCOME$}     1.2 s", "ok      5 passed, 0 failed")
        );
        assert_eq!(
            end_of_line(Counts::FAILED, "", 0.0, " why \n"),
            format!("{:OUTCOME$}     0.0 s\n\nwhy\n", "FAILED")
        );
    }

    #[test]
    fn nothing_is_said_of_what_was_not_skipped() {
        assert_eq!(summary(Counts { passed: 2, ..Counts::default() }), "2 passed, 0 failed");
    }
}
