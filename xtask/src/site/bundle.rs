//! Publishing: every file gets its final content, then a name with the hash of it, and those who refer to it that name.
//!
//! A script comes with the modules that it imports, a style sheet with its sheets, and each without what only people read.
//! Nothing is published that no page leads to.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};

use super::template::Asked;
use super::words::Entries;
use super::{Files, markup, naming, references, script, style, template};

/// What the site is made from.
pub struct Sources {
    pub files: Files,
    /// What goes before the script of that name: no references are looked for in it.
    pub heads: BTreeMap<String, String>,
}

impl Sources {
    fn content(&self, name: &str) -> Result<&[u8]> {
        self.files.get(name).map(Vec::as_slice).with_context(|| format!("there is no file `{name}`"))
    }

    pub fn text(&self, name: &str) -> Result<&str> {
        str::from_utf8(self.content(name)?).context("this is not UTF-8")
    }
}

/// Makes the site from its sources: pages keep their name, all other files get one with a hash.
///
/// # Errors
/// When a file refers to one that is not there or, over others, to itself (a hash cannot contain itself), or when a
/// page's placeholder cannot be filled.
pub fn bundle(sources: &Sources, words: &Entries) -> Result<Files> {
    let mut bundle = Bundle {
        sources,
        words,
        names: BTreeMap::new(),
        site: Files::new(),
        open: Vec::new(),
        modules: BTreeMap::new(),
    };
    for name in sources.files.keys().filter(|name| is_page(name)) {
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
    /// The modules of each script, by its name.
    modules: BTreeMap<String, script::Modules>,
}

impl Bundle<'_> {
    /// Publishes a file after those it refers to, and returns its published name.
    fn publish(&mut self, name: &str) -> Result<String> {
        if let Some(published) = self.names.get(name) {
            return Ok(published.clone());
        }
        self.sources.content(name)?;
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
        let content = self.finish(name).with_context(|| name.to_owned())?;
        self.open.pop();
        let published = if is_page(name) { name.to_owned() } else { naming::hashed(name, &content) };
        self.names.insert(name.to_owned(), published.clone());
        self.site.insert(published.clone(), content);
        Ok(published)
    }

    /// The final content: joined, with the published names of others in it, and stripped.
    fn finish(&mut self, name: &str) -> Result<Vec<u8>> {
        let sources = self.sources;
        let source = |name: &str| sources.text(name);
        let text = match naming::kind(name) {
            Some("js") => {
                let there = self.fetching().and_then(|script| self.modules.get(script));
                let there = there.map_or(&[][..], |modules| &modules.has);
                let (text, modules) = script::join(name, there, source)?;
                self.modules.insert(name.to_owned(), modules);
                let text = self.rewrite(&text, references::in_script(&text)?)?;
                let head = sources.heads.get(name).map_or("", String::as_str);
                script::strip(&[head, &text].concat())?
            }
            Some("css") => {
                let text = style::join(name, source)?;
                style::strip(&self.rewrite(&text, references::in_style(&text))?)?
            }
            Some("html") => {
                let text = source(name)?;
                let text = self.rewrite(text, references::in_page(text))?;
                markup::strip(&template::fill(&text, self.words, |asked, file| self.tell(asked, file))?)?
            }
            Some("webmanifest") => {
                template::fill(source(name)?, self.words, |asked, file| self.tell(asked, file))?
            }
            _ => return sources.content(name).map(<[u8]>::to_vec),
        };
        Ok(text.into_bytes())
    }

    /// The file that led to the one that is being published.
    fn fetching(&self) -> Option<&String> {
        self.open.iter().nth_back(1)
    }

    /// What a placeholder asks of a file.
    fn tell(&mut self, asked: Asked, file: &str) -> Result<String> {
        match asked {
            Asked::Name => self.publish(file),
            Asked::Content => Ok(self.sources.text(file)?.to_owned()),
        }
    }

    fn rewrite(&mut self, text: &str, references: Vec<Range<usize>>) -> Result<String> {
        let mut rewritten = String::with_capacity(text.len());
        let mut end = 0;
        for reference in references {
            let name = &text[reference.clone()];
            rewritten.push_str(&text[end..reference.start]);
            rewritten.push_str(&self.publish(name)?);
            end = reference.end;
            let given = self.modules.get(name).map_or(&[][..], |modules| &modules.given);
            if !given.is_empty() {
                let fetching = self.open.last().and_then(|script| self.modules.get(script));
                let can_give =
                    fetching.is_some_and(|fetching| given.iter().all(|module| fetching.has.contains(module)));
                let call_end = end_of_import(text, &reference).filter(|_| can_give).with_context(|| {
                    format!("`{name}` needs {given:?} of who fetches it by `import(\"./{name}\")`")
                })?;
                rewritten.push_str(&text[end..call_end]);
                rewritten.push_str(&script::giving(given));
                end = call_end;
            }
        }
        rewritten.push_str(&text[end..]);
        Ok(rewritten)
    }
}

/// Where the call `import("./name.js")` ends that has this name, something added to it or not; none where it is no such call.
fn end_of_import(text: &str, name: &Range<usize>) -> Option<usize> {
    let is_import = text[..name.start].ends_with("import(\"./");
    script::end_of_call(&text[name.end..]).filter(|_| is_import).map(|length| name.end + length)
}

fn is_page(name: &str) -> bool {
    naming::kind(name) == Some("html")
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
                "<link href=\"style.css\"><b data-w=\"{{file frontera.wasm}}\">{{words.play}}</b> <script src=\"./a.js\"></script>",
            ),
            ("a.js", "import { b } from \"./b.js\";\nb();"),
            ("b.js", "export function b() {} // \"./no\""),
            ("unused.js", "b();"),
            ("style.css", "@import \"rest.css\";"),
            ("rest.css", "a { background: url(icon.svg) }"),
            ("icon.svg", "<svg/>"),
            ("frontera.wasm", "\0asm"),
        ])
    }

    fn bundled(sources: &Files) -> Result<Files> {
        let heads = BTreeMap::from([("a.js".into(), "'./no-reference';\n".into())]);
        let sources = Sources { files: sources.clone(), heads };
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
        assert_eq!(site.len(), 5);
        let page = text(&site, "index.html");
        assert!(page.contains(&format!("<link href=\"{}\">", named(&site, "style"))));
        assert!(page.contains(&format!("<script src=\"./{}\"></script>", named(&site, "a"))));
        assert!(page.contains(&format!("data-w=\"{}\">Entrenar<", named(&site, "frontera"))));
        assert_eq!(
            text(&site, named(&site, "a")),
            "'./no-reference';\nconst $b=(()=>{\nfunction b(){}\nreturn{b};\n})();\nconst{b}=$b;\nb();"
        );
        assert_eq!(
            text(&site, named(&site, "style")),
            format!("a{{background:url({})}}", named(&site, "icon"))
        );
    }

    #[test]
    fn a_script_that_comes_later_shares_the_modules_of_the_one_that_fetches_it() {
        let site = bundled(&files(&[
            ("index.html", "<script src=\"./a.js\"></script>"),
            ("a.js", "import { b } from \"./b.js\";\nimport(\"./later.js\" + b()).then(b);"),
            ("b.js", "export const b = 1;"),
            ("later.js", "import { b } from \"./b.js\";\nexport const c = b;"),
        ]));
        let site = site.unwrap();
        let fetching = format!(
            "import(\"./{}\"+b()).then(({{joined}})=>joined({{$b}})).then(b);",
            named(&site, "later")
        );
        assert!(text(&site, named(&site, "a")).ends_with(&fetching));
        let later = "const joined=({$b})=>{\nconst{b}=$b;\nconst c=b;\nreturn{c};\n};\nexport{joined};";
        assert_eq!(text(&site, named(&site, "later")), later);
        let otherwise = bundled(&files(&[
            ("index.html", "<script src=\"./a.js\"></script>"),
            ("a.js", "import { b } from \"./b.js\";\nb(\"./later.js\");"),
            ("b.js", "export const b = 1;"),
            ("later.js", "import { b } from \"./b.js\";"),
        ]));
        assert!(format!("{:#}", otherwise.unwrap_err()).contains("`later.js` needs [\"b.js\"]"));
    }

    #[test]
    fn a_change_renames_the_file_and_all_that_lead_to_it() {
        let before = bundled(&sample()).unwrap();
        let mut sources = sample();
        sources.insert("icon.svg".into(), b"<svg><path/></svg>".to_vec());
        let after = bundled(&sources).unwrap();
        for stem in ["icon", "style"] {
            assert_ne!(named(&before, stem), named(&after, stem));
        }
        assert_eq!(named(&before, "a"), named(&after, "a"));
        assert_ne!(text(&before, "index.html"), text(&after, "index.html"));
    }

    #[test]
    fn a_circle_is_an_error_that_names_it() {
        let sources =
            files(&[("index.html", "<a src=\"a.js\">"), ("a.js", "f('./b.js')"), ("b.js", "f('./a.js')")]);
        let error = format!("{:#}", bundled(&sources).unwrap_err());
        assert!(error.ends_with("in a circle: a.js -> b.js -> a.js"), "{error}");
    }

    #[test]
    fn pages_may_lead_to_each_other() {
        let sources = files(&[("a.html", "<a href=\"b.html\">"), ("b.html", "<a href=\"a.html\">")]);
        assert_eq!(bundled(&sources).unwrap(), sources);
    }

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        let error = |page, name, text| {
            format!("{:#}", bundled(&files(&[("index.html", page), (name, text)])).unwrap_err())
        };
        let missing = |page| error(page, "", "");
        assert_eq!(missing("{{file x}}"), "index.html: line 1: there is no file `x`");
        assert_eq!(missing("<a href=\"/x\">"), "index.html: there is no file `/x`");
        assert_eq!(missing("{{words.x}}"), "index.html: line 1: there is no word `x`");
        let script = |text| error("<script src=\"a.js\"></script>", "a.js", text);
        assert!(script("\nimport './b.js'").starts_with("index.html: a.js: line 2: only `import"));
        assert_eq!(script("f('./b.js')"), "index.html: a.js: there is no file `b.js`");
        let style = |text| error("<link href=\"a.css\">", "a.css", text);
        assert_eq!(style("a { b: url(x.svg) }"), "index.html: a.css: there is no file `x.svg`");
        assert_eq!(style("@import \"b.css\";"), "index.html: a.css: b.css: there is no file `b.css`");
    }
}
