//! Publishing: every file gets its final content, then a name with the hash of it, and those who refer to it that name.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};

use super::words::Entries;
use super::{Files, naming, references, template};

/// What the site is made from.
pub struct Sources {
    pub files: Files,
    /// What goes before a file of that name, as it is: no references are looked for in it.
    pub heads: Files,
}

/// Makes the site from its sources: pages keep their name, all other files get one with a hash.
///
/// # Errors
/// When a file refers to one that is not there or, over others, to itself (a hash cannot contain itself), or when a
/// page's placeholder cannot be filled.
pub fn bundle(sources: &Sources, words: &Entries) -> Result<Files> {
    let mut bundle = Bundle { sources, words, names: BTreeMap::new(), site: Files::new(), open: Vec::new() };
    for name in sources.files.keys() {
        bundle.publish(name)?;
    }
    Ok(bundle.site)
}

struct Bundle<'a> {
    sources: &'a Sources,
    words: &'a Entries,
    /// Published names by source name.
    names: BTreeMap<String, String>,
    site: Files,
    /// The files being published: each refers to the next.
    open: Vec<String>,
}

impl Bundle<'_> {
    /// Publishes a file after those it refers to, and returns its published name.
    fn publish(&mut self, name: &str) -> Result<String> {
        if let Some(published) = self.names.get(name) {
            return Ok(published.clone());
        }
        let content = self.sources.files.get(name).with_context(|| format!("there is no file `{name}`"))?;
        if is_page(name) && !self.open.is_empty() {
            return Ok(name.to_owned());
        }
        if let Some(first) = self.open.iter().position(|open| open == name) {
            bail!(
                "these files refer to each other in a circle: {} -> {name}",
                self.open[first..].join(" -> ")
            );
        }
        self.open.push(name.to_owned());
        let content = self.finish(name, content)?;
        self.open.pop();
        let published = if is_page(name) { name.to_owned() } else { naming::hashed(name, &content) };
        self.names.insert(name.to_owned(), published.clone());
        self.site.insert(published.clone(), content);
        Ok(published)
    }

    /// The final content: with the published names of others in it.
    fn finish(&mut self, name: &str, content: &[u8]) -> Result<Vec<u8>> {
        let find = match kind(name) {
            Some("js") => references::in_script,
            Some("css") => references::in_style,
            Some("html") => references::in_page,
            _ => return Ok(content.to_owned()),
        };
        let text = str::from_utf8(content).with_context(|| format!("{name} is not UTF-8"))?;
        let mut text = self.rewrite(text, find(text)).with_context(|| name.to_owned())?;
        if is_page(name) {
            text = template::fill(&text, self.words, |file| self.publish(file))
                .with_context(|| name.to_owned())?;
        }
        let head = self.sources.heads.get(name).cloned().unwrap_or_default();
        Ok([head, text.into_bytes()].concat())
    }

    fn rewrite(&mut self, text: &str, references: Vec<Range<usize>>) -> Result<String> {
        let mut rewritten = String::with_capacity(text.len());
        let mut end = 0;
        for reference in references {
            rewritten.push_str(&text[end..reference.start]);
            rewritten.push_str(&self.publish(&text[reference.clone()])?);
            end = reference.end;
        }
        rewritten.push_str(&text[end..]);
        Ok(rewritten)
    }
}

/// What follows the last dot of a name.
fn kind(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, kind)| kind)
}

fn is_page(name: &str) -> bool {
    kind(name) == Some("html")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|&(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn sample() -> Files {
        files(&[
            (
                "index.html",
                "<link href=\"style.css\"><b data-w=\"{{file frontera.wasm}}\">{{words.play}}</b> <script src=\"./a.js\">",
            ),
            ("a.js", "import \"./b.js\""),
            ("b.js", "export {}"),
            ("style.css", "a { background: url(icon.svg) }"),
            ("icon.svg", "<svg/>"),
            ("frontera.wasm", "\0asm"),
        ])
    }

    fn bundled(sources: &Files) -> Result<Files> {
        let sources = Sources { files: sources.clone(), heads: files(&[("a.js", "'./no-reference';")]) };
        bundle(&sources, &Entries::from([("play".into(), "Entrenar".into())]))
    }

    /// The published name of a file.
    fn named<'a>(site: &'a Files, stem: &str) -> &'a str {
        let prefix = format!("{stem}-");
        site.keys().find(|name| name.starts_with(&prefix)).unwrap()
    }

    fn text(site: &Files, name: &str) -> String {
        String::from_utf8(site[name].clone()).unwrap()
    }

    #[test]
    fn everything_is_named_by_its_hash_and_found_by_that_name() {
        let site = bundled(&sample()).unwrap();
        assert_eq!(site.len(), 6);
        let page = text(&site, "index.html");
        assert!(page.contains(&format!("<link href=\"{}\">", named(&site, "style"))));
        assert!(page.contains(&format!("<script src=\"./{}\">", named(&site, "a"))));
        assert!(page.contains(&format!("data-w=\"{}\">Entrenar<", named(&site, "frontera"))));
        assert_eq!(
            text(&site, named(&site, "a")),
            format!("'./no-reference';import \"./{}\"", named(&site, "b"))
        );
        assert!(text(&site, named(&site, "style")).contains(named(&site, "icon")));
    }

    #[test]
    fn a_change_renames_the_file_and_all_that_lead_to_it() {
        let before = bundled(&sample()).unwrap();
        let mut sources = sample();
        sources.insert("b.js".into(), b"export { } // changed".to_vec());
        let after = bundled(&sources).unwrap();
        for stem in ["a", "b"] {
            assert_ne!(named(&before, stem), named(&after, stem));
        }
        assert_eq!(named(&before, "style"), named(&after, "style"));
        assert_ne!(text(&before, "index.html"), text(&after, "index.html"));
    }

    #[test]
    fn a_circle_is_an_error_that_names_it() {
        let sources =
            files(&[("a.js", "import './b.js'"), ("b.js", "import './c.js'"), ("c.js", "import './b.js'")]);
        let error = format!("{:#}", bundled(&sources).unwrap_err());
        assert!(error.ends_with("in a circle: b.js -> c.js -> b.js"), "{error}");
    }

    #[test]
    fn pages_may_lead_to_each_other() {
        let sources = files(&[("a.html", "<a href=\"b.html\">"), ("b.html", "<a href=\"a.html\">")]);
        assert_eq!(bundled(&sources).unwrap(), sources);
    }

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        let missing = |name, text| format!("{:#}", bundled(&files(&[(name, text)])).unwrap_err());
        assert_eq!(missing("a.js", "import './b.js'"), "a.js: there is no file `b.js`");
        assert_eq!(missing("style.css", "url(x.svg)"), "style.css: there is no file `x.svg`");
        assert_eq!(missing("index.html", "{{file x}}"), "index.html: line 1: there is no file `x`");
        assert_eq!(missing("index.html", "<a href=\"/x\">"), "index.html: there is no file `/x`");
        assert_eq!(missing("index.html", "{{words.x}}"), "index.html: line 1: there is no word `x`");
    }
}
