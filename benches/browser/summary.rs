//! From single measurements to medians and ratios.

use serde_json::Value;

use crate::plan::Work;

/// What all others are measured against.
const BASE: &str = "flat";

/// One measurement.
pub struct Run {
    /// Counted from 0.
    pub round: usize,
    /// The work's short name.
    pub work: String,
    /// Who did it.
    pub implementation: String,
    /// How it went.
    pub outcome: Outcome,
}

/// What the page said of one measurement.
pub struct Outcome {
    /// How much was done in a second; none if the page failed.
    pub figure: Option<f64>,
    /// The same of the fastest chunk alone, which other work on the machine disturbs least.
    pub fastest: Option<f64>,
    /// The page's whole answer, or its failure.
    pub answer: Result<Value, String>,
}

impl Outcome {
    /// From the page's answer.
    pub fn read(answer: Result<Value, String>) -> Self {
        let number = |name: &str| answer.as_ref().ok()?[name].as_f64();
        Self { figure: number("figure"), fastest: number("fastest"), answer }
    }

    /// Why it does not count: the page failed, or the guard found something.
    pub fn failure(&self) -> Option<String> {
        match &self.answer {
            Err(failure) => Some(failure.clone()),
            Ok(answer) => {
                let checks = answer["checks"].as_array().into_iter().flatten();
                let broken: Vec<_> = checks.filter(|check| check["holds"] != true).map(describe).collect();
                match (self.figure, broken.is_empty()) {
                    (Some(_), true) => None,
                    (None, true) => Some("no figure".to_owned()),
                    (_, false) => Some(broken.join("; ")),
                }
            }
        }
    }
}

fn describe(check: &Value) -> String {
    let name = check["name"].as_str().unwrap_or("a check");
    format!("{name}: {} is not at most {}", check["value"], check["limit"])
}

/// The middle of some numbers, and their ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The middle one, or the mean of the two in the middle.
    pub median: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// None of no numbers.
    pub fn of(mut numbers: Vec<f64>) -> Option<Self> {
        numbers.sort_by(f64::total_cmp);
        let (&min, &max) = (numbers.first()?, numbers.last()?);
        let (low, high) = (numbers.get((numbers.len() - 1) / 2)?, numbers.get(numbers.len() / 2)?);
        Some(Self { median: f64::midpoint(*low, *high), min, max })
    }
}

/// One work, and how each implementation did it.
pub struct Summary<'a> {
    /// The work.
    pub work: &'a Work,
    /// In the order that was asked for.
    pub lines: Vec<Line<'a>>,
}

/// How one implementation did one work.
pub struct Line<'a> {
    /// Who.
    pub implementation: &'a str,
    /// Done in a second.
    pub figure: Option<Spread>,
    /// Against the base in the same round.
    pub ratio: Option<Spread>,
    /// The fastest chunk of all rounds.
    pub fastest: Option<f64>,
    /// That, against the base's fastest of all rounds.
    pub fastest_ratio: Option<f64>,
    /// The first failure, if there was any.
    pub failure: Option<String>,
}

/// Summarises the runs of one work.
pub fn of<'a>(work: &'a Work, runs: &[Run]) -> Summary<'a> {
    let of_one = |name: &str| -> Vec<&Run> {
        runs.iter().filter(|run| run.work == work.id && run.implementation == name).collect()
    };
    let fastest = |runs: &[&Run]| runs.iter().filter_map(|run| run.outcome.fastest).reduce(f64::max);
    let base = of_one(BASE);
    let ratio = |run: &&Run| {
        let same_round = base.iter().find(|other| other.round == run.round)?;
        Some(run.outcome.figure? / same_round.outcome.figure?)
    };
    let line = |implementation: &'a String| {
        let runs = of_one(implementation);
        Line {
            implementation,
            figure: Spread::of(runs.iter().filter_map(|run| run.outcome.figure).collect()),
            ratio: Spread::of(runs.iter().filter_map(ratio).collect()),
            fastest: fastest(&runs),
            fastest_ratio: fastest(&runs).zip(fastest(&base)).map(|(this, base)| this / base),
            failure: runs.iter().find_map(|run| run.outcome.failure()),
        }
    };
    Summary { work, lines: work.implementations.iter().map(line).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn run(round: usize, implementation: &str, figure: f64, holds: bool) -> Run {
        let check = json!({"name": "weights", "value": 0.5, "limit": 0.001, "holds": holds});
        let answer = json!({"figure": figure, "fastest": 2.0 * figure, "checks": [check]});
        let outcome = Outcome::read(Ok(answer));
        Run { round, work: "W1".to_owned(), implementation: implementation.to_owned(), outcome }
    }

    #[test]
    fn the_middle_and_the_ends() {
        assert_eq!(Spread::of(vec![]), None);
        assert_eq!(Spread::of(vec![3.0, 1.0, 2.0]), Some(Spread { median: 2.0, min: 1.0, max: 3.0 }));
        assert_eq!(Spread::of(vec![4.0, 1.0]), Some(Spread { median: 2.5, min: 1.0, max: 4.0 }));
    }

    #[test]
    fn ratios_are_taken_within_a_round() {
        let names = ["flat", "other"].map(str::to_owned).to_vec();
        let work =
            Work { id: "W1".into(), title: String::new(), unit: String::new(), implementations: names };
        let runs = [
            run(0, "flat", 1.0, true),
            run(0, "other", 4.0, true),
            run(1, "other", 30.0, false),
            run(1, "flat", 10.0, true),
        ];
        let summary = of(&work, &runs);
        let other = &summary.lines[1];
        assert_eq!(other.ratio, Some(Spread { median: 3.5, min: 3.0, max: 4.0 }));
        assert_eq!((other.fastest, other.fastest_ratio), (Some(60.0), Some(3.0)));
        assert_eq!(other.failure.as_deref(), Some("weights: 0.5 is not at most 0.001"));
        assert_eq!(summary.lines[0].failure, None);
    }

    #[test]
    fn a_page_that_fails_has_no_figure() {
        let outcome = Outcome::read(Err("lost".to_owned()));
        assert_eq!((outcome.figure, outcome.failure()), (None, Some("lost".to_owned())));
        assert_eq!(Outcome::read(Ok(json!({"checks": []}))).failure(), Some("no figure".to_owned()));
    }

    #[test]
    fn every_round_begins_with_another() {
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        let work =
            Work { id: String::new(), title: String::new(), unit: String::new(), implementations: names };
        let order = |round| work.in_round(round).map(String::as_str).collect::<String>();
        assert_eq!([order(0), order(1), order(2), order(3)], ["abc", "bca", "cab", "abc"]);
    }
}
