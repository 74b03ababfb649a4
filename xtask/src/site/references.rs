//! Where a script, a style sheet or a page names other files of the site.
//!
//! Each function returns the ranges of bytes that hold a file's bare name: `main.js`, without `./` or quotes. They look
//! for the few forms that the page uses, and the bundle refuses a name it does not know, so a slip is caught at build time.

use std::ops::Range;

/// In a script: every quoted string that begins with `./`, outside of comments. A comment may thus `import("./x.js")` a type.
///
/// A string ends with its line, so a quote in a regular expression misleads no further than that. Template strings are
/// read as code.
pub fn in_script(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or(rest.len(), |end| end + 4)
        } else if first == '"' || first == '\'' {
            let length = quoted_length(rest, first);
            let path = rest[1..length].strip_suffix(first).filter(|path| path.starts_with("./"));
            found.extend(path.and_then(|path| local(path, at + 1)));
            length
        } else {
            first.len_utf8()
        };
        at += length;
    }
    found
}

/// How many bytes a string takes with both its quotes; up to the line's end where the second one is missing.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// In a style sheet: `url(…)`, with quotes or without, and `@import "…"`.
pub fn in_style(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for opening in ["url(", "@import "] {
        for (at, _) in text.match_indices(opening) {
            let start = at + opening.len();
            let end = text[start..].find([')', ';', '\n']).map_or(text.len(), |length| start + length);
            let value = text[start..end].trim();
            if opening == "@import " && value.starts_with("url") {
                continue;
            }
            let path = value.trim_matches(['"', '\'']);
            found.extend(local(path, start + text[start..end].find(path).unwrap_or(0)));
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    found
}

/// In a page: the attributes `src="…"` and `href="…"`, unless a placeholder fills them.
pub fn in_page(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for attribute in ["src=\"", "href=\""] {
        for (at, _) in text.match_indices(attribute) {
            let start = at + attribute.len();
            let own_word = text[..at].ends_with(char::is_whitespace);
            if let Some(length) = text[start..].find('"').filter(|_| own_word) {
                found.extend(local(&text[start..start + length], start));
            }
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    found
}

/// The range of the file's name in a path that begins at `start`; nothing for other sites, data and places on the page.
fn local(path: &str, start: usize) -> Option<Range<usize>> {
    let name = path.strip_prefix("./").unwrap_or(path);
    let start = start + path.len() - name.len();
    let name = &name[..name.find(['#', '?']).unwrap_or(name.len())];
    let elsewhere = name.is_empty() || name.contains(':') || name.starts_with("{{");
    (!elsewhere).then_some(start..start + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(find: fn(&str) -> Vec<Range<usize>>, text: &str) -> Vec<&str> {
        find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn scripts() {
        let text = r#"
            import { a } from "./a.js"; import './b.js'
            export * from "./c.js"; // import "./comment.js"
            /** @type {import("./type.js").T} */
            const d = await import("./d.js"), e = new URL('./e.svg#part', import.meta.url);
            const no = ["a.js", "./", "../up.js", "it's \"./quoted.js\"", /["']/];
            const f = "./f.js", g = `${"./g.js"}'`;
            import "./h.js" /* "./i.js" "#;
        let expected = ["a.js", "b.js", "c.js", "d.js", "e.svg", "f.js", "g.js", "h.js"];
        assert_eq!(names(in_script, text), expected);
        assert_eq!(names(in_script, "'"), [""; 0]);
        assert_eq!(names(in_script, "\"./a.js"), [""; 0]);
    }

    #[test]
    fn styles() {
        let text = r#"@import "base.css"; @import url("./print.css");
            a { background: url(icon.svg) , url( './b.png' ); mask: url(#m); cursor: url(data:image/png;base64,AA==) }"#;
        assert_eq!(names(in_style, text), ["base.css", "print.css", "icon.svg", "b.png"]);
    }

    #[test]
    fn pages() {
        let text = r##"<link rel="icon" href="icon.svg"><script type="module" src="./main.js?x"></script>
            <a href="#plane"><a href="https://example.org/"><a href="?lang=en"><img data-src="no.png">
            <link href="{{file frontera.wasm}}"><svg><use
            href="./marks.svg#dot"/></svg>"##;
        assert_eq!(names(in_page, text), ["icon.svg", "main.js", "marks.svg"]);
    }
}
