//! The site as one HTML file that needs no server: for a memory stick in a room without a network.
//!
//! A page that was opened from disk may fetch nothing, so all is in it: style and scripts inline, the worker as a text of which a
//! Blob is made, every other file as base64 of gzip in a table that `www/single.js` answers from. Other pages are left out.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use flate2::Compression;

use super::{Files, hashes, markup, naming, offline, references, script, sizes};

/// The name of the file.
pub const NAME: &str = "frontera.html";

/// What the one file allows: its own scripts and styles, known by their hashes, and nothing from anywhere else.
fn policy(scripts: &[String], styles: &[String]) -> String {
    let list = |hashes: &[String]| hashes.iter().map(|hash| ["'", hash, "' "].concat()).collect::<String>();
    format!(
        "default-src 'none'; script-src {}'wasm-unsafe-eval'; style-src {}; worker-src blob:; img-src data: blob:; \
         font-src data:; base-uri 'none'; form-action 'none'",
        list(scripts),
        list(styles).trim_end(),
    )
}

/// Makes the one file of a finished site. `server` is the script that answers what the page asks for.
///
/// # Errors
/// When the page refers to a file that the site does not have, or a script cannot stand in a page.
pub fn page(site: &Files, server: &str) -> Result<String> {
    let text = |name: &str| {
        let content = site.get(name).with_context(|| format!("the site has no file `{name}`"))?;
        str::from_utf8(content).with_context(|| format!("{name} is not UTF-8"))
    };
    let page = text("index.html")?;
    let inlined = vec!["index.html".into(), offline::NAME.into()];
    let mut single = Single { site, inlined, scripts: Vec::new(), styles: Vec::new() };
    let page = single.inline(page, text)?;

    let worker = value(&page, "data-worker").context("the page names no worker")?.to_owned();
    let waiting = inline_script("text/plain", "single-worker", text(&worker)?)?;
    single.inlined.push(worker);
    let server = script::strip(server)?;
    single.scripts.push(hashes::integrity(server.as_bytes()));
    let mut rest = site.clone();
    for (_, content) in rest.iter_mut().filter(|(name, _)| naming::kind(name) == Some("css")) {
        *content = single.style(&String::from_utf8_lossy(content))?.into_bytes();
    }
    rest.retain(|name, _| naming::kind(name) != Some("html") && !single.inlined.contains(name));
    let mut packed = BTreeMap::new();
    for (name, content) in &rest {
        packed.insert(name, BASE64.encode(&sizes::gzip(content, Compression::best())?));
    }
    let rest = serde_json::to_string(&packed)?;
    let rest = inline_script("application/json", "single-files", &rest)?;

    let (before, after) = page.rsplit_once("</body>").context("the page has no end")?;
    let page = format!("{before}{waiting}\n{rest}\n<script>{server}</script>\n</body>{after}");
    let old = tag(&page, "http-equiv=\"Content-Security-Policy\"").and_then(|tag| value(tag, "content"));
    let old = old.context("the page has no Content-Security-Policy")?;
    let page = page.replacen(old, &policy(&single.scripts, &single.styles), 1);
    Ok(page.replacen(&format!(" data-service-worker=\"{}\"", offline::NAME), "", 1))
}

/// What has been put into the page.
struct Single<'a> {
    site: &'a Files,
    inlined: Vec<String>,
    /// The hashes of what runs and what styles.
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Single<'_> {
    /// The page with what its links and scripts name in their place.
    fn inline<'s>(&mut self, page: &str, text: impl Fn(&str) -> Result<&'s str>) -> Result<String> {
        let mut single = String::with_capacity(page.len());
        let mut rest = page;
        while let Some(at) = ["<link ", "<script "].iter().filter_map(|start| rest.find(start)).min() {
            single.push_str(&rest[..at]);
            let length = markup::tag(&rest[at..]).context("a tag is not closed")?;
            let (tag, after) = rest[at..].split_at(length);
            rest = after;
            match (value(tag, "rel"), value(tag, "src"), value(tag, "href")) {
                (Some("icon"), _, Some(name)) => {
                    single.push_str(&tag.replacen(name, &self.data(name)?, 1));
                }
                (Some("stylesheet"), _, Some(name)) => {
                    let style = self.style(text(name)?)?;
                    ensure!(!style.contains("</style"), "{name} cannot stand in a page");
                    self.styles.push(hashes::integrity(style.as_bytes()));
                    self.inlined.push(name.to_owned());
                    single.extend(["<style>", &style, "</style>"]);
                }
                // What is fetched early is here already; what is installed has an address.
                (Some("preload"), ..) => {}
                (Some("manifest"), _, Some(name)) => self.leave_out(name)?,
                (None, Some(name), _) => {
                    let script = &self.script(text(name)?, &text)?;
                    let kind = value(tag, "type").map_or(String::new(), |kind| format!(" type=\"{kind}\""));
                    check(name, script)?;
                    self.scripts.push(hashes::integrity(script.as_bytes()));
                    self.inlined.push(name.to_owned());
                    single.extend(["<script", &kind, ">", script]);
                }
                _ => single.push_str(tag),
            }
        }
        single.push_str(rest);
        Ok(single)
    }

    /// A script with what it imports later in it: as a function, in a promise.
    fn script<'s>(&mut self, script: &str, text: &impl Fn(&str) -> Result<&'s str>) -> Result<String> {
        let mut single = String::with_capacity(script.len());
        let mut rest = script;
        while let Some((before, after)) = rest.split_once("import(\"./") {
            // Whatever is added to the name: here it always comes.
            let call = after
                .split_once('"')
                .and_then(|(name, after)| Some((name, after, script::end_of_call(after)?)));
            let (name, after, end) = call.context("an `import` is not closed")?;
            let module = text(name)?;
            let (body, exports) = module.rsplit_once("export{").unwrap_or((module, "}"));
            let (exports, _) =
                exports.split_once('}').with_context(|| format!("{name} does not end its exports"))?;
            self.inlined.push(name.to_owned());
            let body = self.script(body, text)?;
            single.extend([before, "Promise.resolve().then(()=>{", &body, "\nreturn{", exports, "}})"]);
            rest = &after[end..];
        }
        single.push_str(rest);
        Ok(single)
    }

    /// A style sheet with its files in it.
    fn style(&mut self, text: &str) -> Result<String> {
        let mut style = String::with_capacity(text.len());
        let mut end = 0;
        for reference in references::in_style(text) {
            style.push_str(&text[end..reference.start]);
            style.push_str(&self.data(&text[reference.clone()])?);
            end = reference.end;
        }
        style.push_str(&text[end..]);
        Ok(style)
    }

    /// A file as an address that holds it.
    fn data(&mut self, name: &str) -> Result<String> {
        let content = self.site.get(name).with_context(|| format!("the site has no file `{name}`"))?;
        let kind = match naming::kind(name) {
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("woff2") => "font/woff2",
            _ => "application/octet-stream",
        };
        self.inlined.push(name.to_owned());
        Ok(format!("data:{kind};base64,{}", BASE64.encode(content)))
    }

    /// Leaves a file out, and those that it alone leads to.
    fn leave_out(&mut self, manifest: &str) -> Result<()> {
        let content =
            self.site.get(manifest).with_context(|| format!("the site has no file `{manifest}`"))?;
        let manifest_text = String::from_utf8_lossy(content);
        self.inlined.extend(self.site.keys().filter(|name| manifest_text.contains(name.as_str())).cloned());
        self.inlined.push(manifest.to_owned());
        Ok(())
    }
}

/// An element that holds a text for a script.
fn inline_script(kind: &str, id: &str, text: &str) -> Result<String> {
    check(id, text)?;
    Ok(format!("<script type=\"{kind}\" id=\"{id}\">{text}</script>"))
}

/// Refuses what would end a script's element early, or would not let it end.
fn check(name: &str, script: &str) -> Result<()> {
    let ends = ["</script", "<script", "<!--"].iter().find(|end| script.to_lowercase().contains(**end));
    ensure!(ends.is_none(), "{name} cannot stand in a page: it has {}", ends.unwrap_or(&""));
    Ok(())
}

/// The first tag with these words in it.
fn tag<'t>(page: &'t str, words: &str) -> Option<&'t str> {
    let start = page[..page.find(words)?].rfind('<')?;
    Some(&page[start..start + markup::tag(&page[start..])?])
}

/// The value of the first attribute of that name.
fn value<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let start = text.find(&format!(" {name}=\""))? + name.len() + 3;
    let length = text[start..].find('"')?;
    Some(&text[start..start + length])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Files {
        let page = "<html><head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\n\
            <link rel=\"icon\" href=\"i.svg\">\n<link rel=\"manifest\" href=\"m.webmanifest\">\n\
            <link rel=\"stylesheet\" href=\"p.css\">\n<script type=\"module\" blocking=\"render\" src=\"p.js\"></script>\n\
            <script defer src=\"u.js\"></script>\n<link rel=\"preload\" href=\"f.wasm\">\n</head>\n\
            <body data-worker=\"w.js\" data-wasm=\"f.wasm\" data-service-worker=\"service-worker.js\">\n\
            <script type=\"application/json\" id=\"words\">{}</script>\n</body></html>";
        let files = [
            ("index.html", page),
            ("i.svg", "<svg/>"),
            ("m.webmanifest", "{\"icons\":[\"big.png\"]}"),
            ("big.png", "png"),
            ("p.css", "a{b:url(f.woff2)}"),
            ("f.woff2", "font"),
            ("p.js", "go();import(\"./l.js\"+ending()).then(more)"),
            ("l.js", "const a=1;\nfunction b(){}\nexport{a,b};"),
            ("l.css", "c{d:url(f.woff2)}"),
            ("lesson.html", "<p>"),
            ("u.js", "late()"),
            ("f.wasm", "\0asm"),
            ("w.js", "work()"),
            ("service-worker.js", "keep()"),
        ];
        files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into()
    }

    #[test]
    fn all_is_in_the_page() {
        let page = page(&site(), "/* */\nserve();").unwrap();
        for inline in [
            "href=\"data:image/svg+xml;base64,PHN2Zy8+\"",
            "<style>a{b:url(data:font/woff2;base64,Zm9udA==)}</style>",
            "<script type=\"module\">go();Promise.resolve().then(()=>{const a=1;\nfunction b(){}\n\nreturn{a,b}}).then(more)</script>",
            "<script>late()</script>",
            "<script type=\"text/plain\" id=\"single-worker\">work()</script>",
            "<script>serve();</script>\n</body>",
            "data-wasm=\"f.wasm\">",
        ] {
            assert!(page.contains(inline), "{inline} in {page}");
        }
        for gone in [" src=", "manifest", "preload", "keep()", "service-worker", "'self'"] {
            assert!(!page.contains(gone), "{gone} in {page}");
        }
        let packed = page.split_once("id=\"single-files\">").unwrap().1.split_once("</script>").unwrap().0;
        let packed: BTreeMap<String, String> = serde_json::from_str(packed).unwrap();
        assert_eq!(packed.keys().collect::<Vec<_>>(), ["f.wasm", "l.css"]);
        assert!(packed["f.wasm"].starts_with("H4sI"), "gzip in base64");
    }

    #[test]
    fn the_policy_knows_every_script_and_style_by_its_hash() {
        let page = page(&site(), "serve();").unwrap();
        let policy = value(tag(&page, "Content-Security-Policy").unwrap(), "content").unwrap();
        let script =
            page.split_once("<script type=\"module\">").unwrap().1.split_once("</script>").unwrap().0;
        for part in [script, "late()", "serve();", "a{b:url(data:font/woff2;base64,Zm9udA==)}"] {
            assert!(
                policy.contains(&format!("'{}'", hashes::integrity(part.as_bytes()))),
                "{part}: {policy}"
            );
        }
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe-inline"), "{policy}");
    }

    #[test]
    fn what_cannot_stand_in_a_page_is_refused() {
        let with = |name: &str, text: &str| {
            let mut site = site();
            site.insert(name.to_owned(), text.into());
            page(&site, "").unwrap_err().to_string()
        };
        assert!(with("p.js", "a('</script>')").contains("p.js cannot stand in a page"));
        assert!(with("p.css", "a{}</style>").contains("p.css cannot stand in a page"));
        assert!(with("w.js", "'<!--'").contains("single-worker cannot stand in a page"));
        let mut lacking = site();
        lacking.remove("p.js");
        assert_eq!(page(&lacking, "").unwrap_err().to_string(), "the site has no file `p.js`");
    }
}
