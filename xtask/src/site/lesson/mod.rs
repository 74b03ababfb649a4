//! The lessons: Markdown with LaTeX, one file a lesson and language, `www/lessons/<language>/<number>-<name>.md`.
//!
//! Each becomes a fragment that the page fetches when the lesson is opened, and a page of its own that is read and printed
//! without script. What the format asks for is checked here, and an error names its file and line; whether a link or a task
//! says something to the lab is for the tests, which know the lab.

mod conditions;
mod formula;
mod held;
mod links;
mod page;
mod parse;
mod sections;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::words::Words;
use super::{Files, naming, template};
use parse::Lesson;

/// The table of the words that only lessons need.
const WORDS: &str = "lesson";

/// Where the lesson goes in the template of its page.
const PLACE: &str = "<!-- The lesson. -->";

/// The lessons in their order, by language; all languages have the same.
pub struct Lessons {
    languages: BTreeMap<String, Vec<Lesson>>,
}

impl Lessons {
    /// Reads a folder with a folder of lessons for each of `languages`.
    ///
    /// # Errors
    /// When a lesson is not as the format has it, or the languages differ in more than their words.
    pub fn read<'a>(folder: &Path, languages: impl Iterator<Item = &'a str>) -> Result<Self> {
        let mut lessons = Self { languages: BTreeMap::new() };
        for language in languages {
            let files = super::read(&folder.join(language))?;
            check_numbers(files.keys()).with_context(|| format!("www/lessons/{language}"))?;
            let names: Vec<_> = files.keys().filter_map(|file| parse::name(file)).collect();
            let read = |(file, content): (&String, &Vec<u8>)| {
                let text = str::from_utf8(content).with_context(|| format!("{file} is not UTF-8"))?;
                let place = format!("www/lessons/{language}/{file}");
                Lesson::read(file, text, &names).with_context(|| place)
            };
            lessons.languages.insert(language.to_owned(), files.iter().map(read).collect::<Result<_>>()?);
        }
        lessons.check_languages()?;
        Ok(lessons)
    }

    /// The lessons as the page fetches them, by their published names.
    ///
    /// # Errors
    /// When a word is missing.
    pub fn fragments(&self, words: &Words) -> Result<Files> {
        let mut fragments = Files::new();
        for (language, lessons) in &self.languages {
            for lesson in lessons {
                let html = page::fragment(lesson, language, words.late(language, WORDS)?, lessons.len())?;
                fragments.insert(published(language, lesson, html.as_bytes()), html.into_bytes());
            }
        }
        Ok(fragments)
    }

    /// `lessons-<language>.json` for each language: the words that only lessons need, and what there is of lessons.
    ///
    /// # Errors
    /// When a word or one of the `fragments` is missing.
    pub fn lists(&self, words: &Words, fragments: &Files) -> Result<Files> {
        let mut lists = Files::new();
        for (language, lessons) in &self.languages {
            let (late, page) = (words.late(language, WORDS)?, words.page(language)?);
            let mut list = Vec::new();
            for lesson in lessons {
                let told = |condition: &String| conditions::told(condition, late, page);
                let task: Vec<_> = lesson
                    .task
                    .iter()
                    .map(told)
                    .collect::<Result<_>>()
                    .with_context(|| format!("www/lessons: the task of {} in {language}", lesson.name))?;
                let own = unhashed(language, lesson);
                let file = fragments.keys().find(|file| naming::unhashed(file) == own);
                list.push(json!({
                    "name": lesson.name,
                    "title": lesson.title,
                    "link": lesson.link,
                    "task": task,
                    "file": file.with_context(|| format!("there is no {own}"))?,
                    "page": own,
                }));
            }
            let content = json!({ "words": conditions::shown(late), "lessons": list });
            lists.insert(format!("lessons-{language}.json"), serde_json::to_vec(&content)?);
        }
        Ok(lists)
    }

    /// A page for each lesson, from the text of a template: `lesson-<language>-<name>.html`. The site tells the published
    /// names of the style sheets.
    ///
    /// # Errors
    /// When the template asks for what is not there.
    pub fn pages(&self, template: &str, words: &Words, site: &Files) -> Result<Files> {
        let mut pages = Files::new();
        for (language, lessons) in &self.languages {
            for (place, lesson) in lessons.iter().enumerate() {
                let beside = |by: Option<usize>| {
                    by.and_then(|by| lessons.get(by)).map(|lesson| (unhashed(language, lesson), lesson))
                };
                let around = page::Around {
                    language,
                    others: self
                        .languages
                        .keys()
                        .map(|other| (other.as_str(), unhashed(other, lesson)))
                        .collect(),
                    before: beside(place.checked_sub(1)),
                    after: beside(Some(place + 1)),
                };
                let late = words.late(language, WORDS)?;
                let mut entries = late.clone();
                entries.insert("page.language".into(), language.clone());
                entries.insert("page.title".into(), lesson.title.clone());
                let filled = template::fill(template, &entries, |_, file| {
                    let found = site.keys().find(|name| naming::unhashed(name) == file);
                    found.cloned().with_context(|| format!("there is no file `{file}`"))
                });
                let body = page::whole(lesson, late, lessons.len(), &around)?;
                let html = filled.context("www/lessons/page.html")?.replace(PLACE, &body);
                pages.insert(unhashed(language, lesson), html.into_bytes());
            }
        }
        Ok(pages)
    }

    /// Refuses languages that differ in more than their words.
    fn check_languages(&self) -> Result<()> {
        let mut languages = self.languages.iter();
        let Some((first, lessons)) = languages.next() else { return Ok(()) };
        for (language, others) in languages {
            let names = |lessons: &[Lesson]| lessons.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
            let (here, there) = (names(lessons), names(others));
            ensure!(here == there, "www/lessons: {first} has {here:?}, {language} has {there:?}");
            for (one, other) in lessons.iter().zip(others) {
                let (here, there) = (one.skeleton(), other.skeleton());
                let differs = here.iter().zip(&there).find(|(a, b)| a != b);
                if let Some((a, b)) = differs {
                    anyhow::bail!("www/lessons: {}: in {first}: {a}; in {language}: {b}", one.name);
                }
                ensure!(here.len() == there.len(), "www/lessons: {}: one language has more", one.name);
            }
        }
        Ok(())
    }
}

/// Refuses files, in their order, that are not numbered from 1 on, or of which two would be the same page.
fn check_numbers<'a>(files: impl Iterator<Item = &'a String>) -> Result<()> {
    let mut names: Vec<&str> = Vec::new();
    for file in files {
        let name = parse::name(file).with_context(|| format!("{file}: {}", parse::NAMED))?;
        ensure!(!names.contains(&name), "{file}: another lesson is called `{name}` too");
        names.push(name);
        ensure!(
            file.starts_with(&format!("{:02}-", names.len())),
            "{file}: lessons are numbered from 01 on, and this is the number {:02}",
            names.len()
        );
    }
    Ok(())
}

/// The name of a lesson's page, and of its fragment before the hash.
fn unhashed(language: &str, lesson: &Lesson) -> String {
    format!("lesson-{language}-{}.html", lesson.name)
}

fn published(language: &str, lesson: &Lesson, content: &[u8]) -> String {
    naming::hashed(&unhashed(language, lesson), content)
}

#[cfg(test)]
mod tests;
