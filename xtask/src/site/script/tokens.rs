//! The tokens of JavaScript, as far as they say where strings, templates, regular expressions and comments begin and end.
//!
//! What a slash means depends on what came before it, and JavaScript needs a whole parser to be sure. Here the few places
//! where the tokens before it do not tell are errors, so nothing is ever taken for what it is not.

use std::ops::Range;

use anyhow::{Error, Result, anyhow, bail};

use crate::site::line;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// White space, line breaks among it.
    Space,
    Comment,
    /// A name, a keyword or (a part of) a number.
    Word,
    String,
    /// A template, or its part before, between or after values; `${` and `}` belong to it.
    Template,
    Regex,
    /// One sign.
    Sign,
}

/// A part of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
    /// How many brackets are open around it; a bracket is outside of itself.
    pub depth: usize,
}

impl Token {
    /// Whether it is more than space or a comment.
    pub fn is_said(&self) -> bool {
        !matches!(self.kind, Kind::Space | Kind::Comment)
    }
}

/// Splits a script into tokens that lie side by side and leave nothing out.
///
/// # Errors
/// When something is not closed, or it is not known whether a slash divides; the error begins with the line.
pub fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut reader = Reader { text, at: 0, tokens: Vec::new(), open: Vec::new(), head_end: None };
    while reader.at < text.len() {
        reader.read()?;
    }
    match reader.open.last() {
        Some(open) => bail!("line {}: a bracket is not closed", line(text, open.at)),
        None => Ok(reader.tokens),
    }
}

/// What ends a line for JavaScript.
pub fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Keywords that a value follows, and thus never a division.
const BEFORE_VALUE: &str =
    "await case default delete do else extends in instanceof return throw typeof void yield";

/// Keywords with a head in parentheses that a statement follows.
const WITH_HEAD: [&str; 4] = ["for", "if", "while", "with"];

struct Reader<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    open: Vec<Open>,
    /// Where the last head of a statement ended.
    head_end: Option<usize>,
}

/// A bracket that is open.
struct Open {
    at: usize,
    closing: char,
    /// `${`: what closes it goes on with the template.
    in_template: bool,
    /// `if (` and the like.
    is_head: bool,
}

/// What a slash is after the tokens so far.
enum Slash {
    Division,
    Regex,
    Unknown,
}

impl<'a> Reader<'a> {
    /// Reads the token that begins here.
    fn read(&mut self) -> Result<()> {
        let (start, before) = (self.at, self.open.len());
        let rest = &self.text[start..];
        let first = rest.chars().next().unwrap_or_default();
        let kind = match first {
            _ if is_space(first) => self.take(Kind::Space, rest.find(|letter| !is_space(letter))),
            _ if is_word(first) => self.take(Kind::Word, rest.find(|letter| !is_word(letter))),
            '"' | '\'' => {
                let length = quoted(rest, first).ok_or_else(|| self.unclosed("string"))?;
                self.take(Kind::String, Some(length))
            }
            '`' => self.template()?,
            '/' => self.slash(rest)?,
            '(' | '[' | '{' => self.open(first, false),
            ')' | ']' | '}' => self.close(first)?,
            _ => self.take(Kind::Sign, Some(first.len_utf8())),
        };
        let depth = before.min(self.open.len());
        self.tokens.push(Token { kind, range: start..self.at, depth });
        Ok(())
    }

    /// Goes on by so many bytes, or to the end.
    fn take(&mut self, kind: Kind, length: Option<usize>) -> Kind {
        self.at += length.unwrap_or(self.text.len() - self.at);
        kind
    }

    fn open(&mut self, bracket: char, in_template: bool) -> Kind {
        let closing = match bracket {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        let is_head = bracket == '(' && self.keyword().is_some_and(|word| WITH_HEAD.contains(&word));
        self.open.push(Open { at: self.at, closing, in_template, is_head });
        self.take(Kind::Sign, Some(1))
    }

    fn close(&mut self, bracket: char) -> Result<Kind> {
        let Some(open) = self.open.pop().filter(|open| open.closing == bracket) else {
            bail!("line {}: `{bracket}` closes nothing", line(self.text, self.at));
        };
        if open.in_template {
            return self.template();
        }
        self.take(Kind::Sign, Some(1));
        if open.is_head {
            self.head_end = Some(self.at);
        }
        Ok(Kind::Sign)
    }

    /// Reads a template on from its first quote, or from the `}` after a value in it.
    fn template(&mut self) -> Result<Kind> {
        let mut letters = self.text[self.at..].char_indices().skip(1).peekable();
        while let Some((length, letter)) = letters.next() {
            match letter {
                '\\' => drop(letters.next()),
                '`' => return Ok(self.take(Kind::Template, Some(length + 1))),
                '$' if letters.peek().is_some_and(|&(_, next)| next == '{') => {
                    self.at += length + 1;
                    self.open('{', true);
                    return Ok(Kind::Template);
                }
                _ => {}
            }
        }
        Err(self.unclosed("template"))
    }

    fn slash(&mut self, rest: &str) -> Result<Kind> {
        if rest.starts_with("//") {
            return Ok(self.take(Kind::Comment, rest.find(is_break)));
        }
        if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").ok_or_else(|| self.unclosed("comment"))?;
            return Ok(self.take(Kind::Comment, Some(end + 4)));
        }
        match self.meaning_of_slash() {
            Slash::Division => Ok(self.take(Kind::Sign, Some(1))),
            Slash::Regex => {
                let length = regex(rest).ok_or_else(|| self.unclosed("regular expression"))?;
                Ok(self.take(Kind::Regex, Some(length)))
            }
            Slash::Unknown => bail!(
                "line {}: does this slash divide, or begin a regular expression? Put that into parentheses",
                line(self.text, self.at)
            ),
        }
    }

    fn meaning_of_slash(&self) -> Slash {
        let Some(last) = self.said().next() else { return Slash::Regex };
        let text = self.text_of(last);
        match last.kind {
            Kind::Word => match self.keyword() {
                // A keyword in a loop's head alone.
                Some("of") => Slash::Unknown,
                Some(word) if BEFORE_VALUE.split(' ').any(|keyword| keyword == word) => Slash::Regex,
                _ => Slash::Division,
            },
            Kind::Template if text.ends_with("${") => Slash::Regex,
            Kind::String | Kind::Template | Kind::Regex => Slash::Division,
            _ => match text {
                ")" if self.head_end == Some(last.range.end) => Slash::Regex,
                ")" | "]" => Slash::Division,
                // The end of a block, or of an object.
                "}" => Slash::Unknown,
                // `a++ / b`, as nothing else could follow; but `a + +/b/`.
                "+" | "-" if self.is_after(last, text) => Slash::Division,
                // `1. / b`, but `[.../b/.exec(c)]`.
                "." if !self.is_after(last, ".") => Slash::Division,
                _ => Slash::Regex,
            },
        }
    }

    /// The last token if it is a word and no property's name.
    fn keyword(&self) -> Option<&'a str> {
        let mut said = self.said();
        let word = said.next().filter(|token| token.kind == Kind::Word)?;
        let is_property = said.next().is_some_and(|dot| self.text_of(dot) == "." && !self.is_after(dot, "."));
        (!is_property).then(|| self.text_of(word))
    }

    /// Whether `sign` stands right before a token.
    fn is_after(&self, token: &Token, sign: &str) -> bool {
        self.text[..token.range.start].ends_with(sign)
    }

    /// The tokens so far that are more than space, the last one first.
    fn said(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().rev().filter(|token| token.is_said())
    }

    fn text_of(&self, token: &Token) -> &'a str {
        &self.text[token.range.clone()]
    }

    fn unclosed(&self, what: &str) -> Error {
        anyhow!("line {}: a {what} is not closed", line(self.text, self.at))
    }
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

/// Whether a letter can be in a name or number: names may hold most of Unicode, and escapes of it.
fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || matches!(letter, '_' | '$' | '#' | '\\')
        || (!letter.is_ascii() && !is_space(letter))
}

/// How many bytes a string takes with both its quotes.
pub fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '\n' | '\r' => return None,
            _ if letter == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// How many bytes a regular expression takes with its flags. A slash in brackets does not end it.
fn regex(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    let mut in_class = false;
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => {
                let flags = &text[at + 1..];
                return Some(at + 1 + flags.find(|letter| !is_word(letter)).unwrap_or(flags.len()));
            }
            _ if is_break(letter) => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;
