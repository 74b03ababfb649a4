//! The placeholders of a page: `{{words.play}}` for a word, `{{words}}` for those that the page does not show as JSON,
//! `{{file worker.js}}` for a file's published name, `{{json text-en.json}}` for what is in a file.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::line;
use super::words::Entries;

/// What a placeholder asks for.
#[derive(Debug, PartialEq, Eq)]
enum Placeholder<'a> {
    Word(&'a str),
    Words,
    File(&'a str),
    Json(&'a str),
}

/// What a page asks of a file.
#[derive(Clone, Copy)]
pub enum Asked {
    /// Its published name.
    Name,
    /// What is in it.
    Content,
}

/// Fills every placeholder of a page: with words, escaped for where they stand, and with what `file` says of a file.
///
/// # Errors
/// When a placeholder is not understood or what it names is not there; the error begins with the line.
pub fn fill(
    page: &str,
    words: &Entries,
    mut file: impl FnMut(Asked, &str) -> Result<String>,
) -> Result<String> {
    let mut filled = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let line = line(page, page.len() - after.len());
        let (inside, next) =
            after.split_once("}}").with_context(|| format!("line {line}: `{{{{` is not closed"))?;
        let value = value(inside, page, words, &mut file);
        filled.push_str(&value.with_context(|| format!("line {line}"))?);
        rest = next;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn value(
    inside: &str,
    page: &str,
    words: &Entries,
    file: &mut impl FnMut(Asked, &str) -> Result<String>,
) -> Result<String> {
    match parse(inside)? {
        Placeholder::Word(key) => words
            .get(key)
            .map(String::as_str)
            .map(escape)
            .with_context(|| format!("there is no word `{key}`")),
        Placeholder::Words => {
            let others: BTreeMap<_, _> = words.iter().filter(|(key, _)| !is_shown(page, key)).collect();
            Ok(in_script(&serde_json::to_string(&others)?))
        }
        Placeholder::File(name) => Ok(escape(&file(Asked::Name, name)?)),
        Placeholder::Json(name) => Ok(in_script(&file(Asked::Content, name)?)),
    }
}

/// JSON in a script element: only `<` could end the element, or begin a comment.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Whether the page's script finds a word in an element that is marked with its key: `www/words.js` looks for the same marks.
fn is_shown(page: &str, key: &str) -> bool {
    [
        format!("data-text=\"{key}\">{{{{words.{key}}}}}<"),
        format!("data-label=\"{key}\" aria-label=\"{{{{words.{key}}}}}\""),
        format!("data-title=\"{key}\" title=\"{{{{words.{key}}}}}\""),
    ]
    .iter()
    .any(|marked| page.contains(marked))
}

fn parse(inside: &str) -> Result<Placeholder<'_>> {
    let inside = inside.trim();
    if inside == "words" {
        return Ok(Placeholder::Words);
    }
    if let Some(key) = inside.strip_prefix("words.") {
        return Ok(Placeholder::Word(key));
    }
    if let Some(name) = inside.strip_prefix("file ") {
        return Ok(Placeholder::File(name.trim()));
    }
    if let Some(name) = inside.strip_prefix("json ") {
        return Ok(Placeholder::Json(name.trim()));
    }
    bail!("`{{{{{inside}}}}}` is none of `{{{{words.key}}}}`, `{{{{file name}}}}` and `{{{{json name}}}}`")
}

/// Makes words safe between tags and inside quoted attributes.
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(page: &str) -> Result<String> {
        let words = Entries::from([("play".into(), "¿\"Sí\" & <no>?".into())]);
        fill(page, &words, |asked, name| match (asked, name) {
            (Asked::Name, "worker.js") => Ok("worker-0.js".into()),
            (Asked::Content, "text.json") => Ok(r#"{"a":"<b>"}"#.into()),
            _ => bail!("no file `{name}`"),
        })
    }

    #[test]
    fn words_are_escaped_and_files_are_named() {
        assert_eq!(filled("<b>{{words.play}}</b>").unwrap(), "<b>¿&quot;Sí&quot; &amp; &lt;no&gt;?</b>");
        assert_eq!(filled("{{ words.play }}").unwrap(), filled("{{words.play}}").unwrap());
        assert_eq!(
            filled(r#"<main data-worker="{{file worker.js}}">"#).unwrap(),
            r#"<main data-worker="worker-0.js">"#
        );
        assert_eq!(
            filled("<script>{{words}}</script>").unwrap(),
            r#"<script>{"play":"¿\"Sí\" & \u003cno>?"}</script>"#
        );
        assert_eq!(
            filled("<script>{{json text.json}}</script>").unwrap(),
            r#"<script>{"a":"\u003cb>"}</script>"#
        );
        assert_eq!(filled("none").unwrap(), "none");
    }

    #[test]
    fn words_that_marked_elements_show_come_once() {
        let words = ["a", "b", "c", "d", "e.f"].map(|key| (key.to_owned(), key.to_uppercase())).into();
        let page = "<script>{{words}}</script><p data-text=\"a\">{{words.a}}</p><p data-text=\"e.f\"><b>{{words.e.f}}</b></p>\
            <b data-label=\"b\" aria-label=\"{{words.b}}\" data-title=\"c\" title=\"{{words.c}}\">{{words.d}}</b>";
        let filled = fill(page, &words, |_, _| bail!("no file")).unwrap();
        assert!(filled.starts_with("<script>{\"d\":\"D\",\"e.f\":\"E.F\"}</script>"), "{filled}");
    }

    #[test]
    fn what_cannot_be_filled_is_named_with_its_line() {
        let error = |page| format!("{:#}", filled(page).unwrap_err());
        assert_eq!(error("a\n{{words.stop}}"), "line 2: there is no word `stop`");
        assert_eq!(error("\n\n{{file x.js}}"), "line 3: no file `x.js`");
        assert!(error("{{play}}").contains("`{{play}}` is none of"));
        assert!(error("{{words.play").contains("is not closed"));
    }
}
