//! The links of a lesson: settings links, other lessons, other sites.

use anyhow::{Result, bail, ensure};

/// The opening tag of a link in the lesson of this name; `names` are all lessons.
///
/// A settings link also says which lesson it is in, so that this stays open; so does one that is opened in another window.
///
/// # Errors
/// When the link has none of the known forms.
pub fn tag(to: &str, name: &str, names: &[&str]) -> Result<String> {
    if let Some(settings) = to.strip_prefix('#') {
        if let Some(other) = settings.strip_prefix("lesson=") {
            ensure!(names.contains(&other), "`{to}`: there is no such lesson");
            return Ok(format!("<a class=\"try\" href=\"#lesson={other}\">"));
        }
        check(settings)?;
        return Ok(format!("<a class=\"try\" href=\"#{}\">", within(settings, name).replace('&', "&amp;")));
    }
    if to.starts_with("https://") && !to.contains(['"', '<', '>', '\'']) {
        return Ok(format!("<a href=\"{}\">", to.replace('&', "&amp;")));
    }
    bail!("`{to}` is neither a settings link, `#name=value&…`, nor an address, `https://…`")
}

/// A settings link that leaves the lesson of this name open.
pub fn within(settings: &str, name: &str) -> String {
    format!("lesson={name}&{settings}")
}

/// Refuses what is no settings link: `name=value`, joined by `&`, each name once.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn check(settings: &str) -> Result<()> {
    let mut seen = Vec::new();
    for part in settings.split('&') {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.,%".contains(letter);
        let Some((name, value)) = part.split_once('=') else { bail!("`{part}` is no `name=value`") };
        ensure!(!name.is_empty() && !value.is_empty(), "`{part}` is no `name=value`");
        ensure!(name.chars().chain(value.chars()).all(plain), "`{part}` has a sign that no link has");
        ensure!(name != "lesson", "`{part}`: a lesson's own links stay in it");
        ensure!(!seen.contains(&name), "`{name}` is there twice");
        seen.push(name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_in_their_lesson() {
        let tag = |to| tag(to, "here", &["here", "there"]);
        let own = "<a class=\"try\" href=\"#lesson=here&amp;dataset=xor&amp;hidden=2,2\">";
        assert_eq!(tag("#dataset=xor&hidden=2,2").unwrap(), own);
        assert_eq!(tag("#lesson=there").unwrap(), "<a class=\"try\" href=\"#lesson=there\">");
        assert_eq!(tag("https://a.org/?b&c").unwrap(), "<a href=\"https://a.org/?b&amp;c\">");
        for bad in [
            "#",
            "#xor",
            "#a=",
            "#a=1&a=2",
            "#lesson=nowhere",
            "#a=1&lesson=there",
            "#a=<b>",
            "x.html",
            "http://a.org",
            "javascript:x",
            "https://\"x",
        ] {
            assert!(tag(bad).is_err(), "{bad}");
        }
    }
}
