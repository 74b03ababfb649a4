//! Where a script, a style sheet or a page names other files of the site.
//!
//! Each function returns the ranges of bytes that hold a file's bare name: `main.js`, without `./` or quotes. They look
//! for the few forms that the page uses, and the bundle refuses a name it does not know, so a slip is caught at build time.

use std::ops::Range;

use anyhow::Result;

use super::script::{self, Kind, Token};

/// In a script: every quoted string that begins with `./`. A comment may thus `import("./x.js")` a type.
///
/// # Errors
/// When the script is not understood.
pub fn in_script(text: &str) -> Result<Vec<Range<usize>>> {
    let path = |token: &Token| {
        let path = token.range.start + 1..token.range.end - 1;
        let is_path = token.kind == Kind::String && text[path.clone()].starts_with("./");
        is_path.then(|| local(&text[path.clone()], path.start)).flatten()
    };
    Ok(script::tokens(text)?.iter().filter_map(path).collect())
}

/// In a style sheet: `url(…)`, with quotes or without.
pub fn in_style(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, opening) in text.match_indices("url(") {
        let start = at + opening.len();
        let end = text[start..].find([')', '\n']).map_or(text.len(), |length| start + length);
        let path = text[start..end].trim().trim_matches(['"', '\'']);
        found.extend(local(path, start + text[start..end].find(path).unwrap_or(0)));
    }
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

    fn names(text: &str, found: Vec<Range<usize>>) -> Vec<&str> {
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn scripts() {
        let text = r#"
            const a = fetch("./a.js"), b = './b.js'; // "./comment.js"
            /** @type {import("./type.js").T} */
            const d = await import("./d.js"), e = new URL('./e.svg#part', import.meta.url);
            const no = ["a.js", "./", "../up.js", "it's \"./quoted.js\"", /"[.]\/regex.js"/, `"./template.js"`];
            const f = "./f.js", g = `${"./g.js"}'`; /* "./i.js" */"#;
        let expected = ["a.js", "b.js", "d.js", "e.svg", "f.js", "g.js"];
        assert_eq!(names(text, in_script(text).unwrap()), expected);
        assert!(in_script("\"./a.js").is_err());
    }

    #[test]
    fn styles() {
        let text = r"
            a { background: url(icon.svg) , url( './b.png' ); mask: url(#m); cursor: url(data:image/png;base64,AA==) }";
        assert_eq!(names(text, in_style(text)), ["icon.svg", "b.png"]);
    }

    #[test]
    fn pages() {
        let text = r##"<link rel="icon" href="icon.svg"><script type="module" src="./main.js?x"></script>
            <a href="#plane"><a href="https://example.org/"><a href="?lang=en"><img data-src="no.png">
            <link href="{{file frontera.wasm}}"><svg><use
            href="./marks.svg#dot"/></svg>"##;
        assert_eq!(names(text, in_page(text)), ["icon.svg", "main.js", "marks.svg"]);
    }
}
