//! The words of the page: one TOML file a language, all with the same keys.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use toml::Table;

use super::Files;

/// The language in which the page can be read before any script has run.
const FIRST: &str = "es";

/// The words that come with what needs them, after the lab has started: those of these tables. The first ones have their explanations
/// themselves.
const LATE: [&str; 3] = ["lesson", "room", LATER];

/// The table of the words that the page begins without.
pub const LATER: &str = "later";
/// What the key of an explanation ends with that a `?` opens: they are among those words, in whatever table.
const EXPLANATION: &str = "help";

/// What marks an element with the key of its words; `www/words.js` looks for the same.
const MARKS: [&str; 3] = ["data-text=\"", "data-label=\"", "data-title=\""];

/// Words by their key; a key in a table is `table.key`.
pub type Entries = BTreeMap<String, String>;

/// The words of every language, by its code.
pub struct Words {
    languages: BTreeMap<String, Entries>,
    /// The words that come later, by language and table.
    late: BTreeMap<(String, &'static str), Entries>,
}

impl Words {
    /// Reads every `<language>.toml` of a folder.
    ///
    /// # Errors
    /// When a file is not TOML, holds anything but words, or lacks a key that another one has.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut languages = BTreeMap::new();
        for (name, content) in super::read(folder)? {
            let Some(language) = name.strip_suffix(".toml") else { continue };
            let text = String::from_utf8(content).with_context(|| format!("{name} is not UTF-8"))?;
            languages
                .insert(language.to_owned(), entries(&text).with_context(|| format!("www/text/{name}"))?);
        }
        let words = Self { languages, late: BTreeMap::new() };
        words.check_keys()?;
        words.parted()
    }

    /// The codes of the languages.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The words of a table that come later, by their key in it.
    ///
    /// # Errors
    /// When there is no such table in that language.
    pub fn late(&self, language: &str, table: &'static str) -> Result<&Entries> {
        let found = self.late.get(&(language.to_owned(), table));
        found.with_context(|| format!("www/text/{language}.toml has no table `{table}`"))
    }

    /// The words of the page in a language, without those that come later.
    ///
    /// # Errors
    /// When there is no such language.
    pub fn page(&self, language: &str) -> Result<&Entries> {
        self.languages.get(language).with_context(|| format!("www/text/{language}.toml is missing"))
    }

    /// The same, with the words that come later apart.
    ///
    /// # Errors
    /// When a word of the page has the key of one that comes later.
    fn parted(mut self) -> Result<Self> {
        for (language, words) in &mut self.languages {
            for table in LATE {
                let mut late = Entries::new();
                let mut twice = Vec::new();
                words.retain(|key, said| match late_key(table, key) {
                    Some(late_key) => {
                        twice.extend(
                            late.insert(late_key.to_owned(), said.clone()).map(|_| late_key.to_owned()),
                        );
                        false
                    }
                    None => true,
                });
                // Those of the page and those that come later are kept together.
                twice.extend(late.keys().filter(|&key| table == LATER && words.contains_key(key)).cloned());
                ensure!(twice.is_empty(), "`{}` is there twice", twice.join("`, `"));
                self.late.insert((language.clone(), table), late);
            }
        }
        Ok(self)
    }

    /// The words of the first language.
    ///
    /// # Errors
    /// When that language has no file.
    pub fn first(&self) -> Result<&Entries> {
        self.page(FIRST)
    }

    /// `text-<language>.json` for each language but the first, whose words are in the page: an object of words by their key.
    ///
    /// # Errors
    /// None that is known: a map of strings can always be JSON.
    pub fn texts(&self) -> Result<Files> {
        let file = |(language, words)| Ok((format!("text-{language}.json"), serde_json::to_vec(words)?));
        self.languages.iter().filter(|(language, _)| *language != FIRST).map(file).collect()
    }

    /// `<table>-<language>.json` for each language: the words of a table that come later.
    ///
    /// # Errors
    /// When there is no such table.
    pub fn late_texts(&self, table: &'static str) -> Result<Files> {
        let file = |language: &String| {
            Ok((format!("{table}-{language}.json"), serde_json::to_vec(self.late(language, table)?)?))
        };
        self.languages.keys().map(file).collect()
    }

    /// Checks that there are words for whatever a page marks with their key, for now or for later.
    ///
    /// # Errors
    /// When there are none.
    pub fn check_marks(&self, page: &str) -> Result<()> {
        let (first, later) = (self.first()?, self.late(FIRST, LATER)?);
        let marked =
            MARKS.iter().flat_map(|mark| page.split(mark).skip(1)).filter_map(|rest| rest.split('"').next());
        let unknown: Vec<_> =
            marked.filter(|&key| !first.contains_key(key) && !later.contains_key(key)).collect();
        ensure!(unknown.is_empty(), "there are no words for {}", unknown.join(", "));
        Ok(())
    }

    fn check_keys(&self) -> Result<()> {
        let mut complaints = Vec::new();
        for (language, words) in &self.languages {
            let others = self.languages.values().flat_map(BTreeMap::keys);
            let mut missing: Vec<_> =
                others.filter(|key| !words.contains_key(*key)).map(String::as_str).collect();
            missing.sort_unstable();
            missing.dedup();
            if !missing.is_empty() {
                complaints.push(format!("www/text/{language}.toml lacks {}", missing.join(", ")));
            }
        }
        ensure!(complaints.is_empty(), "{}", complaints.join("\n"));
        Ok(())
    }
}

/// The key in a late table of what has this key among all words; none where it is not in that table.
fn late_key<'a>(table: &str, key: &'a str) -> Option<&'a str> {
    let explains = || (table == LATER && key.rsplit(['.', '-']).next() == Some(EXPLANATION)).then_some(key);
    key.strip_prefix(table).and_then(|key| key.strip_prefix('.')).or_else(explains)
}

fn entries(text: &str) -> Result<Entries> {
    let mut entries = Entries::new();
    flatten("", &text.parse::<Table>()?, &mut entries)?;
    Ok(entries)
}

fn flatten(prefix: &str, table: &Table, entries: &mut Entries) -> Result<()> {
    for (name, value) in table {
        let key = format!("{prefix}{name}");
        match value {
            toml::Value::Table(inner) => flatten(&format!("{key}."), inner, entries)?,
            toml::Value::String(words) => {
                if entries.insert(key.clone(), words.clone()).is_some() {
                    bail!("`{key}` is there twice");
                }
            }
            _ => bail!("`{key}` is not a string"),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(languages: &[(&str, &str)]) -> Words {
        let read = |&(language, text): &(&str, &str)| (language.to_owned(), entries(text).unwrap());
        Words { languages: languages.iter().map(read).collect(), late: BTreeMap::new() }
    }

    #[test]
    fn tables_become_keys_with_a_dot() {
        let entries =
            entries("play = \"Entrenar\"\n\"seed.help\" = \"Semilla\"\n[rate]\nhelp = \"Tasa\"").unwrap();
        let keys: Vec<_> = entries.keys().map(String::as_str).collect();
        assert_eq!(keys, ["play", "rate.help", "seed.help"]);
        assert_eq!(entries["rate.help"], "Tasa");
    }

    #[test]
    fn only_words_and_each_once() {
        assert!(entries("a = 1").unwrap_err().to_string().contains("`a` is not a string"));
        assert!(
            entries("\"a.b\" = \"x\"\n[a]\nb = \"y\"")
                .unwrap_err()
                .to_string()
                .contains("`a.b` is there twice")
        );
        assert!(entries("a = ").is_err());
    }

    #[test]
    fn every_language_has_every_key() {
        let both = words(&[("es", "a = \"x\"\nb = \"x\""), ("en", "b = \"x\"\nc = \"x\"")]);
        let error = both.check_keys().unwrap_err().to_string();
        assert_eq!(error, "www/text/en.toml lacks a\nwww/text/es.toml lacks c");
        assert!(words(&[("es", "a = \"x\""), ("en", "a = \"y\"")]).check_keys().is_ok());
    }

    #[test]
    fn texts_are_flat_json() {
        let texts = words(&[("es", "[a]\nb = \"x\""), ("en", "[a]\nb = \"\\\"Yes\\\"?\"")]).texts().unwrap();
        assert_eq!(texts.keys().collect::<Vec<_>>(), ["text-en.json"]);
        assert_eq!(String::from_utf8_lossy(&texts["text-en.json"]), r#"{"a.b":"\"Yes\"?"}"#);
    }

    #[test]
    fn the_words_of_lessons_are_apart() {
        let words = words(&[("es", "[a]\nb = \"x\"\n[lesson]\nc = \"y\"")]).parted().unwrap();
        assert_eq!(words.first().unwrap(), &Entries::from([("a.b".into(), "x".into())]));
        assert_eq!(words.late("es", "lesson").unwrap(), &Entries::from([("c".into(), "y".into())]));
        assert!(words.late("en", "lesson").is_err());
    }

    #[test]
    fn what_a_question_mark_opens_comes_later() {
        let words = words(&[(
            "es",
            "[rate]\nlabel = \"x\"\nhelp = \"y\"\n[later.walk]\ntext = \"z\"\n[room]\nhelp = \"r\"",
        )])
        .parted()
        .unwrap();
        assert_eq!(words.first().unwrap(), &Entries::from([("rate.label".into(), "x".into())]));
        let later = Entries::from([("rate.help".into(), "y".into()), ("walk.text".into(), "z".into())]);
        assert_eq!(words.late("es", LATER).unwrap(), &later);
        let page = "<p data-text=\"rate.label\">x</p><b data-label=\"walk.text\"></b><p data-text=\"rate.help\"></p>";
        assert!(words.check_marks(page).is_ok());
        let twice = [("es", "[rate]\nhelp = \"y\"\n[later.rate]\nhelp = \"z\"")];
        assert_eq!(self::words(&twice).parted().err().unwrap().to_string(), "`rate.help` is there twice");
        let error = words.check_marks("<p data-title=\"no\"></p>").unwrap_err().to_string();
        assert_eq!(error, "there are no words for no");
    }

    #[test]
    fn the_first_language_has_to_be_there() {
        assert!(words(&[("en", "")]).first().is_err());
    }
}
