//! A lesson's text taken apart.

use anyhow::{Context, Result, bail, ensure};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use pulldown_latex::config::DisplayMode;
use toml::{Table, Value};

use super::sections::{self, Answer, Role, Section};
use super::{formula, held, links};
use crate::site::line;

/// How a lesson's file is named.
pub const NAMED: &str = "a lesson's file is named `03-hidden-layers.md`";

/// The mark around what stands before the text.
const FENCE: &str = "+++\n";

/// A lesson in one language.
#[derive(Default)]
pub struct Lesson {
    /// Its name in links: that of the file, without number.
    pub name: String,
    /// Its place, from 1.
    pub number: usize,
    pub title: String,
    /// The settings link that the lab is set to.
    pub link: String,
    /// Conditions `name=value`, `name<=number`, `name>=number` that all hold where the task is solved.
    pub task: Vec<String>,
    /// The paragraphs before the first section, as HTML.
    pub opening: String,
    pub sections: Vec<Section>,
    /// The footnotes, as HTML.
    pub notes: Vec<String>,
    /// The settings links in their order, and their lines.
    pub links: Vec<(String, usize)>,
    /// How many formulas stand alone on their line. Of those within the text a language may need more.
    pub formulas: usize,
}

/// An event and the line it is on.
type At<'a> = (Event<'a>, usize);

/// The name of the lesson in a file `03-hidden-layers.md`.
pub fn name(file: &str) -> Option<&str> {
    let (number, name) = file.strip_suffix(".md")?.split_once('-')?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_number = number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && name.starts_with(|letter: char| letter.is_ascii_lowercase()) && name.bytes().all(plain))
        .then_some(name)
}

impl Lesson {
    /// Reads the text of a file; `names` are all lessons, for the links to them.
    ///
    /// # Errors
    /// When it is not as the format has it; the error begins with the line.
    pub fn read(file: &str, text: &str, names: &[&str]) -> Result<Self> {
        let name = name(file).context(NAMED)?;
        let number = file[..2].parse()?;
        let (head, body) =
            text.strip_prefix(FENCE)
                .and_then(|rest| rest.split_once(&format!("\n{FENCE}")))
                .context("line 1: title, link and task stand before the text, between lines of +++")?;
        let mut lesson = Self { name: name.to_owned(), number, ..Self::default() };
        lesson.read_head(head).context("line 2")?;
        let before = line(text, text.len() - body.len()) - 1;
        let options = Options::ENABLE_MATH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_TABLES;
        let events = Parser::new_ext(body, options).into_offset_iter();
        let events: Vec<At> = events.map(|(event, at)| (event, before + line(body, at.start))).collect();
        let mut reader = Reader { lesson, names, marks: Vec::new() };
        let (text, notes) = part_notes(events)?;
        reader.read_text(&text)?;
        reader.read_notes(&notes)?;
        sections::check(&reader.lesson.sections)?;
        ensure!(!reader.lesson.opening.is_empty(), "a lesson opens with a paragraph");
        Ok(reader.lesson)
    }

    fn read_head(&mut self, head: &str) -> Result<()> {
        for (key, value) in head.parse::<Table>()? {
            match (key.as_str(), value) {
                ("title", Value::String(title)) => self.title = title,
                ("link", Value::String(link)) => {
                    links::check(&link)?;
                    self.link = link;
                }
                ("task", Value::Array(conditions)) => {
                    let text =
                        |value: Value| value.as_str().map(str::to_owned).context("a condition is a string");
                    self.task = conditions.into_iter().map(text).collect::<Result<_>>()?;
                }
                _ => bail!("`{key}` is none of title, link (strings) and task (a list)"),
            }
        }
        ensure!(!self.title.is_empty() && !self.link.is_empty(), "title and link are both there");
        ensure!(!self.task.is_empty(), "the task has a condition at least");
        self.task.iter().try_for_each(|text| condition(text).map(drop))
    }

    /// All that does not depend on the language, in words for an error.
    pub fn skeleton(&self) -> Vec<String> {
        let mut skeleton = vec![
            format!("link = {}", self.link),
            format!("task = {:?}", self.task),
            format!("{} formulas", self.formulas),
            format!("{} footnotes", self.notes.len()),
        ];
        skeleton.extend(self.sections.iter().map(|section| {
            let right: Vec<_> =
                section.answers.iter().map(|answer| if answer.is_right { "x" } else { "-" }).collect();
            format!("a section {} {}", section.role.word(), right.concat())
        }));
        skeleton.extend(self.links.iter().map(|(link, _)| format!("a link {link}")));
        skeleton
    }
}

/// A condition of a task: a name, `=`, `<=` or `>=`, and a value; with an order, the value is a number.
///
/// # Errors
/// When it is none.
pub fn condition(text: &str) -> Result<(&str, &str, &str)> {
    let at = text.find(['<', '>', '=']).with_context(|| format!("`{text}` compares nothing"))?;
    let (name, rest) = text.split_at(at);
    let sign = ["<=", ">=", "="].into_iter().find(|sign| rest.starts_with(sign));
    let sign = sign.with_context(|| format!("`{text}`: only =, <= and >= are known"))?;
    let value = &rest[sign.len()..];
    ensure!(!name.is_empty() && !value.is_empty(), "`{text}` lacks a name or a value");
    let is_number = value.parse::<f64>().is_ok_and(f64::is_finite);
    ensure!(sign == "=" || is_number, "`{text}`: `{value}` is no number");
    Ok((name, sign, value))
}

/// Footnotes, by their name in the text, apart from all else.
type Notes<'a> = Vec<(CowStr<'a>, Vec<At<'a>>)>;

fn part_notes(events: Vec<At<'_>>) -> Result<(Vec<At<'_>>, Notes<'_>)> {
    let (mut text, mut notes) = (Vec::new(), Notes::new());
    let mut in_note = false;
    for (event, line) in events {
        match (event, notes.last_mut().filter(|_| in_note)) {
            (Event::Start(Tag::FootnoteDefinition(name)), None) => {
                ensure!(
                    notes.iter().all(|(other, _)| *other != name),
                    "line {line}: [^{name}] is there twice"
                );
                notes.push((name, Vec::new()));
                in_note = true;
            }
            (Event::End(TagEnd::FootnoteDefinition), _) => in_note = false,
            (event, Some((_, note))) => note.push((event, line)),
            (event, None) => text.push((event, line)),
        }
    }
    Ok((text, notes))
}

struct Reader<'a> {
    lesson: Lesson,
    names: &'a [&'a str],
    /// The names of the footnotes, in the order of their marks.
    marks: Vec<String>,
}

impl Reader<'_> {
    fn read_text(&mut self, events: &[At]) -> Result<()> {
        let is_heading = |(event, _): &At| matches!(event, Event::Start(Tag::Heading { .. }));
        let first = events.iter().position(is_heading).unwrap_or(events.len());
        self.lesson.opening = self.html(&events[..first])?;
        let mut rest = &events[first..];
        while let [(Event::Start(Tag::Heading { level, classes, .. }), line), after @ ..] = rest {
            let line = *line;
            ensure!(*level == HeadingLevel::H2, "line {line}: a section's heading begins with ##");
            let classes: Vec<String> = classes.iter().map(ToString::to_string).collect();
            let role = Role::of(&classes).with_context(|| format!("line {line}"))?;
            let is_end = |(event, _): &At| matches!(event, Event::End(TagEnd::Heading(_)));
            let end = after.iter().position(is_end).context("a heading ends")?;
            let heading = self.html(&after[..end])?;
            let after = &after[end + 1..];
            let next = after.iter().position(is_heading).unwrap_or(after.len());
            let (body, answers) = match role {
                Role::Question => self.question(&after[..next]).with_context(|| format!("line {line}"))?,
                _ => (self.html(&after[..next])?, Vec::new()),
            };
            self.lesson.sections.push(Section { role, line, heading, body, answers });
            rest = &after[next..];
        }
        Ok(())
    }

    /// A question: what stands before its answers, and these.
    fn question(&mut self, events: &[At]) -> Result<(String, Vec<Answer>)> {
        let list = events.iter().position(|(event, _)| matches!(event, Event::Start(Tag::List(None))));
        let (before, list) = events.split_at(list.context("a question has a list of answers, `- [ ] …`")?);
        let [_, items @ .., (Event::End(TagEnd::List(_)), _)] = list else {
            bail!("nothing comes after the answers")
        };
        let mut answers = Vec::new();
        for item in items.split_inclusive(|(event, _)| matches!(event, Event::End(TagEnd::Item))) {
            let [(Event::Start(Tag::Item), _), (Event::TaskListMarker(is_right), line), said @ .., _] = item
            else {
                bail!("each answer begins with `- [ ]` or `- [x]`, with no empty line between them")
            };
            let is_break = |(event, _): &At| matches!(event, Event::SoftBreak | Event::HardBreak);
            let end = said.iter().position(is_break);
            let end = end.with_context(|| format!("line {line}: below each answer stands why"))?;
            let (text, why) = (self.html(&said[..end])?, self.html(&said[end + 1..])?);
            ensure!(!text.is_empty() && !why.is_empty(), "line {line}: an answer and why both have words");
            answers.push(Answer { is_right: *is_right, text, why });
        }
        Ok((self.html(before)?, answers))
    }

    fn read_notes(&mut self, notes: &Notes) -> Result<()> {
        // A note may have a mark of its own; nothing else adds marks now.
        let mut done = 0;
        while let Some(mark) = self.marks.get(done).cloned() {
            let note = notes.iter().find(|(name, _)| **name == *mark);
            let (_, events) = note.with_context(|| format!("[^{mark}] is nowhere explained"))?;
            let html = self.html(events)?;
            self.lesson.notes.push(html);
            done += 1;
        }
        match notes.iter().find(|(name, _)| !self.marks.iter().any(|mark| **mark == **name)) {
            Some((name, _)) => bail!("nothing leads to the footnote [^{name}]"),
            None => Ok(()),
        }
    }

    fn html(&mut self, events: &[At]) -> Result<String> {
        let written: Vec<Event> = events
            .iter()
            .map(|(event, line)| self.written(event, *line).with_context(|| format!("line {line}")))
            .collect::<Result<_>>()?;
        let mut text = String::new();
        html::push_html(&mut text, written.into_iter());
        Ok(held::formulas(text.trim_end()))
    }

    /// The event as it is to be written.
    fn written<'b>(&mut self, event: &Event<'b>, line: usize) -> Result<Event<'b>> {
        let html = |html: String| Ok(Event::InlineHtml(html.into()));
        match event {
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                let is_block = matches!(event, Event::DisplayMath(_));
                self.lesson.formulas += usize::from(is_block);
                let mode = if is_block { DisplayMode::Block } else { DisplayMode::Inline };
                let mathml = formula::mathml(latex, mode)?;
                // A wide formula can be scrolled; a narrow one can too, and does nothing.
                html(if is_block { format!("<span class=\"formula-line\">{mathml}</span>") } else { mathml })
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(settings) = dest_url.strip_prefix('#') {
                    self.lesson.links.push((settings.to_owned(), line));
                }
                html(links::tag(dest_url, &self.lesson.name, self.names)?)
            }
            Event::End(TagEnd::Link) => html("</a>".to_owned()),
            Event::FootnoteReference(name) => {
                ensure!(!self.marks.iter().any(|mark| **mark == **name), "[^{name}] is marked twice");
                self.marks.push(name.to_string());
                let number = self.marks.len();
                html(format!(
                    "<sup><a class=\"note-mark\" role=\"doc-noteref\" id=\"lesson-mark-{number}\" href=\"#lesson-note-{number}\">{number}</a></sup>"
                ))
            }
            Event::Text(text) if text.contains("[^") => bail!("`{text}`: a footnote is nowhere explained"),
            Event::Text(text) if text.contains('$') => bail!("`{text}`: a formula does not end"),
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
                bail!("HTML is not known here")
            }
            Event::Start(Tag::Image { .. }) => bail!("pictures are not known here: the lab is the picture"),
            Event::TaskListMarker(_) => bail!("only a question has answers"),
            Event::Text(text) => Ok(Event::Text(held::numbers(text).into())),
            other => Ok(other.clone()),
        }
    }
}
