//! What a page said and asked for: console lines, exceptions, failed loads, requested addresses.

use std::fmt;

/// How serious a console line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `console.debug`, `console.trace`.
    Debug,
    /// `console.log`, `console.info` and the like.
    Info,
    /// `console.warn` and the browser's warnings.
    Warning,
    /// `console.error`, uncaught exceptions, failed loads, violations of the Content-Security-Policy.
    Error,
}

impl Level {
    /// From the words of the two protocols.
    pub(crate) fn parse(word: &str) -> Self {
        match word {
            "error" | "assert" => Self::Error,
            "warning" | "warn" => Self::Warning,
            "debug" | "trace" | "verbose" => Self::Debug,
            _ => Self::Info,
        }
    }
}

/// One line of the page's console, or of one of its workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLine {
    /// How serious it is.
    pub level: Level,
    /// What it says; for failed loads, with the address.
    pub text: String,
}

impl fmt::Display for ConsoleLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.level, self.text)
    }
}

/// Everything heard from one page since it was opened.
#[derive(Default)]
pub(crate) struct Log {
    pub console: Vec<ConsoleLine>,
    pub requests: Vec<String>,
}

impl Log {
    pub fn say(&mut self, level: Level, text: impl Into<String>) {
        self.console.push(ConsoleLine { level, text: text.into() });
    }

    /// The last `count` lines, each on a line of its own, indented.
    pub fn tail(&self, count: usize) -> String {
        let first = self.console.len().saturating_sub(count);
        self.console.iter().skip(first).fold(String::new(), |all, line| format!("{all}\n    {line}"))
    }
}
