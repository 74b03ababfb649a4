//! A lesson as HTML: the fragment that the page shows beside the lab, and the body of a page of its own.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::links;
use super::parse::Lesson;
use super::sections::{Role, Section};
use crate::site::template::escape;
use crate::site::words::Entries;

/// What a lesson's page leads to.
pub struct Around<'a> {
    pub language: &'a str,
    /// The same lesson in each language.
    pub others: Vec<(&'a str, String)>,
    pub before: Option<(String, &'a Lesson)>,
    pub after: Option<(String, &'a Lesson)>,
}

/// Words with `{name}` filled, and escaped.
fn say(words: &Entries, key: &str, fill: &[(&str, String)]) -> Result<String> {
    let found = words.get(key).with_context(|| format!("there is no word `lesson.{key}`"))?;
    let filled =
        fill.iter().fold(found.clone(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
    Ok(escape(&filled))
}

/// The lesson beside the lab, whose links set it. Its heading is the second of the page.
///
/// # Errors
/// When a word is missing.
pub fn fragment(lesson: &Lesson, language: &str, words: &Entries, count: usize) -> Result<String> {
    Ok(format!(
        "<article class=\"lesson-text\" lang=\"{language}\">{}</article>\n",
        article(lesson, words, count, 2)?
    ))
}

/// The lesson as the body of a page, whose links lead to the lab.
///
/// # Errors
/// When a word is missing.
pub fn whole(lesson: &Lesson, words: &Entries, count: usize, around: &Around) -> Result<String> {
    let mut html = String::from("<nav class=\"lesson-nav\">");
    write!(html, "<a href=\"./#lesson={}\">{}</a>", lesson.name, say(words, "to-lab", &[])?)?;
    for (language, page) in &around.others {
        if *language != around.language {
            let name = say(words, &format!("in-{language}"), &[])?;
            write!(html, "<a href=\"{page}\" lang=\"{language}\" hreflang=\"{language}\">{name}</a>")?;
        }
    }
    let article =
        article(lesson, words, count, 1)?.replace("class=\"try\" href=\"#", "class=\"try\" href=\"./#");
    write!(html, "</nav><main class=\"lesson-text\">{article}</main><nav class=\"lesson-nav\">")?;
    for (key, beside) in [("previous", &around.before), ("next", &around.after)] {
        if let Some((page, other)) = beside {
            let title = [("title", other.title.clone())];
            write!(html, "<a href=\"{page}\">{}</a>", say(words, &format!("{key}-title"), &title)?)?;
        }
    }
    html += "</nav>";
    Ok(html)
}

/// The lesson with its title at a level of headings, and its sections one below.
fn article(lesson: &Lesson, words: &Entries, count: usize, level: u8) -> Result<String> {
    let below = level + 1;
    let place = [("n", lesson.number.to_string()), ("all", count.to_string())];
    let mut html = format!(
        "<p class=\"lesson-number\">{}</p>\n<h{level} id=\"lesson-title\">{}</h{level}>\n{}\n",
        say(words, "number", &place)?,
        escape(&lesson.title),
        lesson.opening
    );
    let link = links::within(&lesson.link, &lesson.name).replace('&', "&amp;");
    writeln!(html, "<p><a class=\"try\" href=\"#{link}\">{}</a></p>", say(words, "set", &[])?)?;
    let mut questions = 0;
    for section in &lesson.sections {
        let word = section.role.word();
        if section.role == Role::Question {
            questions += 1;
            question(&mut html, section, questions, below, words)?;
            continue;
        }
        let Section { heading, body, .. } = section;
        write!(
            html,
            "<section class=\"{word}\" aria-labelledby=\"lesson-{word}\"><h{below} id=\"lesson-{word}\">{heading}</h{below}>\n{body}\n</section>\n"
        )?;
    }
    if !lesson.notes.is_empty() {
        let title = say(words, "notes", &[])?;
        write!(
            html,
            "<section class=\"notes\" aria-labelledby=\"lesson-notes\"><h{below} id=\"lesson-notes\">{title}</h{below}><ol>"
        )?;
        for (index, note) in lesson.notes.iter().enumerate() {
            let (number, back) = (index + 1, say(words, "back", &[])?);
            write!(
                html,
                "<li id=\"lesson-note-{number}\" tabindex=\"-1\">{note}<a class=\"note-mark\" role=\"doc-backlink\" href=\"#lesson-mark-{number}\" aria-label=\"{back}\">↩</a></li>"
            )?;
        }
        html += "</ol></section>\n";
    }
    Ok(html)
}

/// A question: the style sheet shows why beside the answer that is chosen, so no script is needed.
fn question(html: &mut String, section: &Section, number: usize, level: u8, words: &Entries) -> Result<()> {
    let Section { heading, body, answers, .. } = section;
    let id = format!("lesson-question-{number}");
    write!(
        html,
        "<section class=\"question\" aria-labelledby=\"{id}\"><h{level} id=\"{id}\">{heading}</h{level}>\n{body}<fieldset aria-labelledby=\"{id}\">"
    )?;
    for (index, answer) in answers.iter().enumerate() {
        let (key, is_right) = if answer.is_right { ("right", "true") } else { ("wrong", "false") };
        write!(
            html,
            "<div class=\"answer\" data-right=\"{is_right}\"><label><input type=\"radio\" name=\"{id}\" value=\"{}\"><span><b>{})</b> {}</span></label>\n<p class=\"why\"><b>{}</b> {}</p></div>\n",
            index + 1,
            // A name in letters, where the answer is nothing but a formula.
            ["a", "b", "c", "d", "e"][index % 5],
            answer.text,
            say(words, key, &[])?,
            answer.why
        )?;
    }
    *html += "</fieldset></section>\n";
    Ok(())
}
