//! How many checks passed, failed and were left out.

use std::ops::AddAssign;

/// Numbers of checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Counts {
    /// One check that passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    /// One check that failed.
    pub const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Adds up the lines `test result: ok. 3 passed; 0 failed; 1 ignored; …`, one for each test program and for the doc tests.
pub fn of_cargo_test(said: &str) -> Counts {
    let mut counts = Counts::default();
    for line in said.lines() {
        let Some((_, numbers)) = line.split_once("test result: ").and_then(|(_, line)| line.split_once(". "))
        else {
            continue;
        };
        for part in numbers.split(';') {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => counts.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => counts.failed += number.parse().unwrap_or(0),
                Some((number, "ignored")) => counts.skipped += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_test_programs_are_added_up() {
        let said = "\
running 3 tests
test a ... ok
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests frontera
test result: FAILED. 1 passed; 2 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.30s";
        assert_eq!(of_cargo_test(said), Counts { passed: 4, failed: 2, skipped: 4 });
        assert_eq!(of_cargo_test("error: could not compile"), Counts::default());
    }
}
