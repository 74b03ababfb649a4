//! What the lab says to a person: errors and notices, as codes with values, never prose. The page has the words.

use core::fmt::{self, Write};

/// Why a command was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A setting was given a value that it cannot have.
    Value {
        /// The setting.
        setting: &'static str,
        /// What was given.
        given: String,
        /// What is allowed.
        allowed: String,
    },
    /// Neither a setting nor a verb has this name.
    Name {
        /// The name.
        given: String,
    },
    /// A verb was given arguments that it cannot take.
    Arguments {
        /// The verb.
        verb: &'static str,
        /// What was given.
        given: String,
        /// What it takes.
        allowed: &'static str,
    },
    /// There is no point, unit, weight or run of this number.
    Missing {
        /// The verb.
        verb: &'static str,
        /// The number given.
        given: String,
    },
    /// There are as many points as there may be.
    Full {
        /// How many that is.
        limit: usize,
    },
    /// A CSV text has no row that can be taken.
    Empty,
    /// There is nothing to undo or redo.
    Nothing {
        /// The verb.
        verb: &'static str,
    },
}

/// Something a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A number came out infinite or NaN: training stopped at this step, the last finite one. A smaller learning rate
    /// may help.
    Diverged {
        /// The step.
        step: u64,
    },
    /// A perceptron made no mistake in a whole pass: it is through.
    Converged {
        /// How often it was corrected on the way.
        updates: u64,
    },
    /// There are no training points, so there is nothing to train on.
    NoTrainingPoints,
    /// A point of a new class came in: there are now this many classes, and training started again.
    ClassesRaised {
        /// How many classes there are.
        classes: usize,
    },
    /// Hand-made points gave way to those that the settings describe; undo brings them back.
    PointsReplaced {
        /// How many points there were.
        points: usize,
    },
    /// A CSV text has bad rows, and nothing was taken.
    BadRows {
        /// The first bad rows: their lines, and what is wrong with each, a code of [`crate::data::csv::Reason`].
        rows: Vec<(usize, &'static str)>,
        /// How many rows are bad in themselves.
        bad: usize,
        /// How many rows are good.
        good: usize,
        /// How many rows come after as many good ones as there may be points.
        over: usize,
    },
    /// A CSV text was taken.
    Imported {
        /// How many points came in.
        points: usize,
    },
    /// Parts of a link could not be read; the rest was.
    Unreadable {
        /// The names of those parts, with commas between.
        names: String,
    },
}

/// `code name=value name=value…`, values percent-encoded.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Value { setting, given, allowed } => {
                write!(f, "error setting={setting} given={} allowed={}", excerpt(given), encode(allowed))
            }
            Self::Name { given } => write!(f, "unknown-name given={}", excerpt(given)),
            Self::Arguments { verb, given, allowed } => {
                write!(f, "bad-arguments verb={verb} given={} allowed={}", excerpt(given), encode(allowed))
            }
            Self::Missing { verb, given } => write!(f, "missing verb={verb} given={}", excerpt(given)),
            Self::Full { limit } => write!(f, "full limit={limit}"),
            Self::Empty => f.write_str("import-empty"),
            Self::Nothing { verb } => write!(f, "nothing-to-{verb}"),
        }
    }
}

impl core::error::Error for Error {}

/// `code name=value name=value…`, values percent-encoded.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Diverged { step } => write!(f, "diverged step={step}"),
            Self::Converged { updates } => write!(f, "converged updates={updates}"),
            Self::NoTrainingPoints => f.write_str("no-training-points"),
            Self::ClassesRaised { classes } => write!(f, "classes-raised classes={classes}"),
            Self::PointsReplaced { points } => write!(f, "points-replaced points={points}"),
            Self::BadRows { rows, bad, good, over } => {
                let rows: Vec<String> =
                    rows.iter().map(|(line, reason)| format!("{line}:{reason}")).collect();
                write!(f, "import-bad rows={} total={bad} good={good} over={over}", rows.join(","))
            }
            Self::Imported { points } => write!(f, "imported points={points}"),
            Self::Unreadable { names } => write!(f, "link-unreadable names={}", encode(names)),
        }
    }
}

/// What a person gave, to be told back: percent-encoded, and cut where it is long.
fn excerpt(given: &str) -> String {
    const LONGEST: usize = 60;
    encode(&given.chars().take(LONGEST).collect::<String>())
}

/// Percent-encodes all but letters, digits and a few signs that mean nothing in a link or a message.
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '-' | '_' | ':') {
            encoded.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Undoes percent-encoding; what is no such code stays as it is, and bytes that are not UTF-8 become U+FFFD.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                hex(*high).zip(hex(*low)).map(|(high, low)| (high << 4 | low, after))
            }
            _ => None,
        };
        let (byte, after) = code.unwrap_or((*first, tail));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_decoded() {
        let text = "a=b&c d%25 ñ ∂E/∂w «», 100 %";
        assert_eq!(decode(&encode(text)), text);
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%ff"), "\u{fffd}");
    }

    #[test]
    fn a_message_is_a_code_with_values() {
        let error = Error::Value { setting: "rate", given: "a b".into(), allowed: "0..1".into() };
        assert_eq!(error.to_string(), "error setting=rate given=a%20b allowed=0..1");
        let error = Error::Name { given: "ñ".repeat(1000) };
        assert_eq!(error.to_string(), format!("unknown-name given={}", "%C3%B1".repeat(60)));
    }
}
