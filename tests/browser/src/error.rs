//! What can go wrong between a test and a browser.

use std::fmt;
use std::time::Duration;

/// What the driver's calls return.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a call of the driver failed. Prints as a sentence, in `Debug` too, because that is what a failed test shows.
pub enum Error {
    /// The browser could not be found or did not start.
    Launch(String),
    /// The websocket to the browser broke, or the browser did not answer in time.
    Connection(String),
    /// The browser refused a command.
    Refused {
        /// The protocol's name of the command.
        method: String,
        /// The browser's own words.
        message: String,
    },
    /// A script given to the page threw.
    Script {
        /// The start of the script.
        source: String,
        /// The exception.
        message: String,
    },
    /// A condition did not come true.
    Timeout {
        /// The condition as it was given.
        condition: String,
        /// How long it was waited for.
        waited: Duration,
        /// Its last value, or the last exception.
        last: String,
        /// The last lines of the page's console.
        console: String,
    },
    /// Anything else, in a sentence.
    Other(String),
}

impl Error {
    /// An error that is only a sentence: for scenarios.
    pub fn other(text: impl Into<String>) -> Self {
        Self::Other(text.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Launch(text) => write!(f, "the browser did not start: {text}"),
            Self::Connection(text) => write!(f, "the browser does not answer: {text}"),
            Self::Refused { method, message } => write!(f, "the browser refused {method}: {message}"),
            Self::Script { source, message } => write!(f, "the page threw: {message}\n  in: {source}"),
            Self::Timeout { condition, waited, last, console } => {
                write!(f, "not true after {:.1} s: {condition}\n  last: {last}", waited.as_secs_f64())?;
                write!(f, "\n  console:{}", if console.is_empty() { " (empty)" } else { console })
            }
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.to_string())
    }
}
