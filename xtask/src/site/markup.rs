//! A page without what only a person reads: comments and indentation.

use anyhow::{Context, Result};

use super::line;

/// Elements whose text is taken as it is.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];

/// Takes comments and the beginnings of lines out of a page. Every line stays a line: a break between two words, or two
/// elements that stand in a line, is the space between them.
///
/// # Errors
/// When a comment, a tag or an element is not closed; the error begins with the line.
pub fn strip(text: &str) -> Result<String> {
    let mut stripped = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let closed = |length: Option<usize>, what: &str| {
            length.with_context(|| format!("line {}: {what} is not closed", line(text, at)))
        };
        if rest.starts_with("<!--") {
            at += closed(rest.find("-->"), "a comment")? + 3;
        } else if rest.starts_with('<') {
            let mut length = closed(tag(rest), "a tag")?;
            if let Some(name) = VERBATIM.iter().find(|name| is_element(rest, name)) {
                let end = format!("</{name}");
                length = closed(rest.find(&end), "an element")? + end.len();
            }
            stripped.push_str(&rest[..length]);
            at += length;
        } else {
            let length = rest.find('<').unwrap_or(rest.len());
            write_lines(&mut stripped, &rest[..length]);
            at += length;
        }
    }
    Ok(stripped)
}

/// Writes text, with each run of white space that breaks a line as one break.
fn write_lines(stripped: &mut String, text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_whitespace()) {
        stripped.push_str(&rest[..start]);
        let space = &rest[start..];
        let length = space.find(|letter: char| !letter.is_ascii_whitespace()).unwrap_or(space.len());
        let space = &space[..length];
        let is_break = space.contains('\n');
        // A comment that stood alone leaves no line.
        if !(stripped.is_empty() || is_break && stripped.ends_with('\n')) {
            stripped.push_str(if is_break { "\n" } else { space });
        }
        rest = &rest[start + length..];
    }
    stripped.push_str(rest);
}

/// How many bytes a tag takes; a `>` in an attribute does not end it.
pub fn tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether a text begins with the opening tag of an element.
fn is_element(text: &str, name: &str) -> bool {
    let after = text.strip_prefix('<').and_then(|text| text.strip_prefix(name));
    after.is_some_and(|text| text.starts_with(|letter: char| letter == '>' || letter.is_ascii_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go() {
        let page = "<!doctype html>\n<html>\n  <!-- a > b -->\n\n  <p  class=\"a\n  b\">one\n    two  three</p> <b>x</b>\n</html>\n";
        assert_eq!(
            strip(page).unwrap(),
            "<!doctype html>\n<html>\n<p  class=\"a\n  b\">one\ntwo  three</p> <b>x</b>\n</html>\n"
        );
        assert_eq!(strip("a<!-- b -->c <!-- d --> e").unwrap(), "ac  e");
        assert_eq!(strip("  a").unwrap(), "a");
    }

    #[test]
    fn what_is_shown_or_read_as_it_is_stays() {
        for text in [
            "<pre>\n  a\n    <b>c</b>\n</pre>",
            "<textarea rows=\"8\">\n  a\n</textarea>",
            "<script>\n  \"<!-- a -->\"\n</script>",
            "<style>\n  a\n</style>",
            "<a title=\"b > c\n  <!-- d -->\">e</a>",
        ] {
            assert_eq!(strip(text).unwrap(), text);
        }
        assert_eq!(strip("<prefix>\n  a").unwrap(), "<prefix>\na");
    }

    #[test]
    fn what_is_not_closed_is_an_error_with_its_line() {
        for text in ["<!-- a", "<a b=\">", "<pre>a", "<script>"] {
            assert!(strip(&format!("a\n{text}")).unwrap_err().to_string().starts_with("line 2: "), "{text}");
        }
    }
}
