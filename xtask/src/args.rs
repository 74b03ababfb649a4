//! The command line: what may be asked for, and the text of `help`.

use std::path::PathBuf;

use anyhow::{Context, Error, Result, anyhow, bail};

use crate::bench::{self, Subject};

/// What `cargo xtask` prints when asked for help, or when it was asked for something it does not know.
pub const HELP: &str = "\
cargo xtask build [--out DIR]             builds the static site into dist/, or into DIR
    --single         instead: all of it as the one file frontera.html, to be opened from disk
cargo xtask serve [--port N] [--no-open]  builds, serves on this machine, rebuilds when a source changes
cargo xtask test  [--no-browser]          checks everything; installs browsers where it can
cargo xtask bench [options]               measures the page's kernels beside others, in Chromium
    --works NAMES    of works: W1 to W5 (`works`: all of them; the default), relu, sigmoid, … (`shapes`: all other shapes)
    --shapes         the same as `--works shapes`; with --works, besides them
    --with NAMES     of implementations: frontera,flat,convnetjs,tfjs-cpu,tfjs-wasm (the default)
    --rounds N       how often everything is measured; 5
    --seconds S      how long each time; 3
    --quick          one round of 0.2 s: whether the guard holds, no more
    --out FILE       the JSON; bench.json or bench-page.json in cargo's target folder
    --page           instead: the whole page, its browser held to so many cores; 10 s each
    --shares LIST    how many: shares of one, or up to 2; 2,1,0.5,0.25
    --bare           instead: the same page with a worker that computes nothing, so what the browser itself takes
    --play [MINUTES] instead: the page's memory while it trains and points come and go; 2
cargo xtask help                          prints this
";

const FIRST_PORT: u16 = 8390;

/// A command and its options.
#[derive(Debug, PartialEq)]
pub enum Command {
    Help,
    /// `out` is relative to the folder the command was given in.
    Build {
        out: Option<PathBuf>,
        single: bool,
    },
    /// `port` is the first one to try.
    Serve {
        port: u16,
        open: bool,
    },
    Test {
        browsers: bool,
    },
    Bench(bench::Options),
}

/// Reads the words after `cargo xtask`; none at all asks for help.
///
/// # Errors
/// A sentence that names the word that was not understood.
pub fn parse(words: impl Iterator<Item = String>) -> Result<Command> {
    let mut words = Words::new(words);
    let Some(name) = words.next() else { return Ok(Command::Help) };
    let mut command = match name.as_str() {
        "help" | "--help" | "-h" => Command::Help,
        "build" => Command::Build { out: None, single: false },
        "serve" => Command::Serve { port: FIRST_PORT, open: true },
        "test" => Command::Test { browsers: true },
        "bench" => Command::Bench(bench::Options::default()),
        _ => bail!("There is no command `{name}`."),
    };
    while let Some(option) = words.next() {
        match (option.as_str(), &mut command) {
            ("--help" | "-h", _) => return Ok(Command::Help),
            ("--out", Command::Build { out, .. }) => *out = Some(words.value("--out")?.into()),
            ("--single", Command::Build { single, .. }) => *single = true,
            ("--port", Command::Serve { port, .. }) => *port = parse_port(&words.value("--port")?)?,
            ("--no-open", Command::Serve { open, .. }) => *open = false,
            ("--no-browser", Command::Test { browsers }) => *browsers = false,
            (_, Command::Bench(options)) => read_bench_option(options, &option, &mut words)?,
            _ => return Err(no_option(&name, &option)),
        }
    }
    Ok(command)
}

fn no_option(command: &str, option: &str) -> Error {
    anyhow!("`{command}` has no option `{option}`.")
}

fn read_bench_option(options: &mut bench::Options, option: &str, words: &mut Words) -> Result<()> {
    let list = |text: String| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    match option {
        "--works" => options.works.extend(list(words.value(option)?)),
        "--shapes" => options.works.push(bench::SHAPES.to_owned()),
        "--with" => options.implementations = list(words.value(option)?),
        "--rounds" => options.rounds = parse_rounds(&words.value(option)?)?,
        "--seconds" => options.seconds = Some(parse_seconds(&words.value(option)?)?),
        "--quick" => (options.rounds, options.seconds) = (bench::QUICK.0, Some(bench::QUICK.1)),
        "--page" => options.subject = Subject::Page,
        "--bare" => options.subject = Subject::Bare,
        "--shares" => options.shares = parse_shares(&words.value(option)?)?,
        "--play" => options.subject = Subject::Play(parse_minutes(words)?),
        "--out" => options.out = Some(words.value(option)?.into()),
        _ => return Err(no_option("bench", option)),
    }
    Ok(())
}

fn parse_rounds(text: &str) -> Result<u16> {
    match text.parse() {
        Ok(rounds) if rounds > 0 => Ok(rounds),
        _ => bail!("--rounds takes a whole number from 1 to 65535, not `{text}`."),
    }
}

fn parse_seconds(text: &str) -> Result<f64> {
    match text.parse() {
        Ok(seconds) if seconds > 0.0 && seconds <= bench::MOST_SECONDS => Ok(seconds),
        _ => bail!("--seconds takes a number above 0 and up to {}, not `{text}`.", bench::MOST_SECONDS),
    }
}

fn parse_shares(text: &str) -> Result<Vec<f64>> {
    let share = |text: &str| match text.parse() {
        // The kernel has no quota below a quarter of its period.
        Ok(share) if (0.25..=2.0).contains(&share) => Ok(share),
        _ => bail!("--shares takes numbers from 0.25 to 2 with commas between, not `{text}`."),
    };
    text.split(',').map(share).collect()
}

/// The number of minutes, where one follows.
fn parse_minutes(words: &mut Words) -> Result<f64> {
    match words.peek().map(str::parse) {
        None | Some(Err(_)) => Ok(bench::MINUTES),
        Some(Ok(minutes)) if minutes > 0.0 && minutes <= bench::MOST_MINUTES => {
            words.next();
            Ok(minutes)
        }
        Some(Ok(minutes)) => {
            bail!("--play takes a number above 0 and up to {}, not {minutes}.", bench::MOST_MINUTES)
        }
    }
}

fn parse_port(text: &str) -> Result<u16> {
    match text.parse() {
        Ok(port) if port > 0 => Ok(port),
        _ => bail!("--port takes a number from 1 to 65535, not `{text}`."),
    }
}

/// The words of the command line, with `--name=value` taken apart.
struct Words {
    words: std::vec::IntoIter<String>,
}

impl Words {
    fn new(words: impl Iterator<Item = String>) -> Self {
        let split = |word: String| match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => vec![name.to_owned(), value.to_owned()],
            _ => vec![word],
        };
        Self { words: words.flat_map(split).collect::<Vec<_>>().into_iter() }
    }

    fn next(&mut self) -> Option<String> {
        self.words.next()
    }

    fn peek(&self) -> Option<&str> {
        self.words.as_slice().first().map(String::as_str)
    }

    fn value(&mut self, option: &str) -> Result<String> {
        self.next().with_context(|| format!("{option} needs a value."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn commands_and_their_options() {
        assert_eq!(parsed("").unwrap(), Command::Help);
        assert_eq!(parsed("serve --help").unwrap(), Command::Help);
        let build = |line: &str| match parsed(line).unwrap() {
            Command::Build { out, single } => (out, single),
            other => panic!("{other:?}"),
        };
        assert_eq!(build("build"), (None, false));
        assert_eq!(build("build --out=site"), (Some("site".into()), false));
        assert_eq!(build("build --single --out site"), (Some("site".into()), true));
        assert_eq!(
            parsed("serve --port 9000 --no-open").unwrap(),
            Command::Serve { port: 9000, open: false }
        );
        assert_eq!(parsed("test --no-browser").unwrap(), Command::Test { browsers: false });
    }

    #[test]
    fn what_to_measure() {
        let options = |line: &str| match parsed(line).unwrap() {
            Command::Bench(options) => options,
            other => panic!("{other:?}"),
        };
        assert_eq!(options("bench"), bench::Options::default());
        assert_eq!(options("bench --works W1,adam --shapes").works, ["W1", "adam", "shapes"]);
        assert_eq!(options("bench --with frontera,flat").implementations, ["frontera", "flat"]);
        let quick = options("bench --quick --rounds 2 --out=x.json");
        assert_eq!(
            (quick.rounds, quick.seconds, quick.out),
            (2, Some(bench::QUICK.1), Some("x.json".into()))
        );
        let page = options("bench --page --shares 0.5,0.25");
        assert_eq!((page.subject, page.shares), (Subject::Page, vec![0.5, 0.25]));
        assert_eq!(options("bench --play").subject, Subject::Play(bench::MINUTES));
        assert_eq!(options("bench --play --quick").subject, Subject::Play(bench::MINUTES));
        let day = options("bench --play=30 --out x.json");
        assert_eq!((day.subject, day.out), (Subject::Play(30.0), Some("x.json".into())));
        for line in [
            "bench --rounds 0",
            "bench --seconds 0",
            "bench --seconds 31",
            "bench --port 1",
            "bench --shares 0.1",
            "bench --shares 2.5",
            "bench --play 0",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(parsed("paint").unwrap_err().to_string(), "There is no command `paint`.");
        assert_eq!(parsed("test --port 1").unwrap_err().to_string(), "`test` has no option `--port`.");
        assert_eq!(parsed("build --out").unwrap_err().to_string(), "--out needs a value.");
        assert!(parsed("serve --port 70000").unwrap_err().to_string().contains("`70000`"));
    }
}
