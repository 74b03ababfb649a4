//! Style sheets: those that one imports joined into it, and a sheet without what only a person reads.

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};

use super::line;
use super::script::quoted;

/// What a part of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Space,
    Comment,
    /// A string, or an address without quotes in `url(…)`.
    Verbatim,
    /// Names, numbers and all else that is no sign.
    Word,
    /// One sign.
    Sign,
}

const SIGNS: &str = "{}()[];:,>";

/// A part, and where it is.
type Part = (Kind, Range<usize>);

/// Joins the sheet `name` and those that it imports: each takes the place of its `@import "name.css";`. `source` gives the
/// text of a file.
///
/// # Errors
/// When a sheet is imported in another form, after a rule, or in a circle; the error begins with the names that lead there.
pub fn join<'a>(name: &str, source: impl Fn(&str) -> Result<&'a str>) -> Result<String> {
    join_into(name, &source, &mut Vec::new())
}

fn join_into<'a>(
    name: &str,
    source: &impl Fn(&str) -> Result<&'a str>,
    open: &mut Vec<String>,
) -> Result<String> {
    ensure!(!open.iter().any(|open| open == name), "is imported in a circle");
    open.push(name.to_owned());
    let text = source(name)?;
    let said: Vec<Part> = parts(text)?.into_iter().filter(is_said).collect();
    let mut joined = String::new();
    let mut rest = 0;
    for import in said.chunks(3) {
        let Some((from, end)) = imported(text, import) else { break };
        joined += &join_into(from, source, open).with_context(|| from.to_owned())?;
        rest = end;
    }
    if let Some((_, range)) =
        said.iter().find(|(_, range)| range.start >= rest && text[range.clone()] == *"@import")
    {
        bail!(
            "line {}: only `@import \"name.css\";` is known, and before all rules",
            line(text, range.start)
        );
    }
    open.pop();
    Ok(joined + &text[rest..])
}

/// The file of an `@import`, and where it ends.
fn imported<'a>(text: &'a str, parts: &[Part]) -> Option<(&'a str, usize)> {
    let [(_, at), (Kind::Verbatim, from), (_, end)] = parts else { return None };
    let from = text[from.clone()].strip_prefix('"')?.strip_suffix('"')?;
    (text[at.clone()] == *"@import" && text[end.clone()] == *";").then_some((from, end.end))
}

/// Takes comments and needless space out of a sheet. A line ends where a block does.
///
/// # Errors
/// When a comment, a string or a parenthesis is not closed; the error begins with the line.
pub fn strip(text: &str) -> Result<String> {
    let mut stripped = String::with_capacity(text.len());
    let mut gap = "";
    let mut last = Kind::Space;
    for (kind, range) in parts(text)? {
        let part = &text[range];
        match kind {
            Kind::Space if stripped.ends_with('}') && part.contains('\n') => gap = "\n",
            Kind::Space if gap != "\n" => gap = " ",
            // It parts two names, as no other gap does without being a space.
            Kind::Comment if gap.is_empty() => gap = "/**/",
            Kind::Space | Kind::Comment => {}
            _ => {
                let needless = match gap {
                    " " => stripped.ends_with(['{', '}', '(', ';', ':', ',', '>']) || "{});,>".contains(part),
                    // Names could become one.
                    "/**/" => (last, kind) != (Kind::Word, Kind::Word),
                    _ => false,
                };
                if !needless && !stripped.is_empty() {
                    stripped.push_str(gap);
                }
                stripped.push_str(part);
                (last, gap) = (kind, "");
            }
        }
    }
    Ok(stripped)
}

fn is_said((kind, _): &Part) -> bool {
    !matches!(kind, Kind::Space | Kind::Comment)
}

/// The parts of a sheet, side by side.
fn parts(text: &str) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let closed = |length: Option<usize>| {
            length.with_context(|| format!("line {}: `{first}` begins what is not closed", line(text, at)))
        };
        let (kind, length) = if first.is_ascii_whitespace() {
            (Kind::Space, run(rest, |letter| letter.is_ascii_whitespace()))
        } else if let Some(comment) = rest.strip_prefix("/*") {
            (Kind::Comment, closed(comment.find("*/"))? + 4)
        } else if first == '"' || first == '\'' {
            (Kind::Verbatim, closed(quoted(rest, first))?)
        } else if SIGNS.contains(first) {
            (Kind::Sign, 1)
        } else if text[..at].ends_with("url(") {
            (Kind::Verbatim, closed(rest.find(')'))?)
        } else {
            // A slash may begin a comment.
            let length = run(&rest[first.len_utf8()..], |letter| {
                !letter.is_ascii_whitespace() && !SIGNS.contains(letter) && !"\"'/".contains(letter)
            });
            (Kind::Word, first.len_utf8() + length)
        };
        parts.push((kind, at..at + length));
        at += length;
    }
    Ok(parts)
}

/// How many bytes of a text's beginning are such letters.
fn run(text: &str, is_such: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !is_such(letter)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(files: &[(&str, &str)]) -> Result<String> {
        let source = |name: &str| {
            let found = files.iter().find(|(file, _)| *file == name);
            found.map(|&(_, text)| text).context("is not there")
        };
        join(files[0].0, source)
    }

    #[test]
    fn sheets_take_the_place_of_their_imports() {
        let files = [
            ("a.css", "/* All. */\n@import \"b.css\";\n@import \"c.css\";\np { color: red }\n"),
            ("b.css", "@import \"c.css\"; b {}\n"),
            ("c.css", "/* @import */ c { content: \"@import\" }"),
        ];
        let c = files[2].1;
        assert_eq!(joined(&files).unwrap(), format!("{c} b {{}}\n{c}\np {{ color: red }}\n"));
        assert_eq!(joined(&files[2..]).unwrap(), c);
    }

    #[test]
    fn other_imports_are_errors() {
        let error = |files: &[(&str, &str)]| format!("{:#}", joined(files).unwrap_err());
        for text in [
            "@import \"b.css\" print;",
            "@import 'b.css';",
            "@import url(b.css);",
            "p {} @import \"b.css\";",
            "@import \"b.css\"; p {} @import \"b.css\";",
        ] {
            assert!(error(&[("a.css", text), ("b.css", "")]).starts_with("line 1: only"), "{text}");
        }
        assert_eq!(error(&[("a.css", "@import \"b.css\";")]), "b.css: is not there");
        let circle = [("a.css", "@import \"b.css\";"), ("b.css", "@import \"a.css\";")];
        assert_eq!(error(&circle), "b.css: a.css: is imported in a circle");
    }

    #[test]
    fn what_only_people_read_goes() {
        let text = "/* All. */\n:root[data-a=\"b c\"] > p,\n.d + p :is( b ) {\n  color: red;\n\n  --x: 1px 2px;\n}\n\n@media (min-width: 1px) and (a) { b { c: d !important } }\n";
        assert_eq!(
            strip(text).unwrap(),
            ":root[data-a=\"b c\"]>p,.d + p :is(b){color:red;--x:1px 2px;}\n@media (min-width:1px) and (a){b{c:d !important}}"
        );
        assert_eq!(strip(" /* */ ").unwrap(), "");
    }

    #[test]
    fn what_means_something_stays() {
        for text in [
            "a :hover",
            "a:hover",
            "a *",
            "* + *",
            "a ~ b",
            "a b",
            ".a.b",
            ".a .b",
            "#a [b]",
            "a [b=\"  c : d  \" i]",
            "a{b:calc((1px + 2px) * -3)}",
            "a{b:url(c; d.svg)}",
            "a{b:url('  ')}",
            "a{b:\"/* c */\"}",
            "a{font:1px/2 b}",
            "a{b:url()}",
            "@media not all and (b){}",
            "a{b:rgb(1 2 3 / 4%)}",
            "é{}",
            "a{b:\"\\\"  \"}",
        ] {
            assert_eq!(strip(text).unwrap(), text);
        }
    }

    #[test]
    fn a_comment_joins_no_names() {
        assert_eq!(strip("a/* b */c").unwrap(), "a/**/c");
        assert_eq!(strip("a /* b */c").unwrap(), "a c");
        assert_eq!(strip("a/* b */ c").unwrap(), "a c");
        assert_eq!(strip("a{/* b */c:d}/* e */f{}").unwrap(), "a{c:d}f{}");
    }

    #[test]
    fn what_is_not_closed_is_an_error_with_its_line() {
        let error = |text: &str| strip(text).unwrap_err().to_string();
        for text in ["/* a", "'a", "\"a\n\"", "url(a"] {
            assert!(error(&format!("a\n{text}")).starts_with("line 2: "), "{text}");
        }
    }
}
