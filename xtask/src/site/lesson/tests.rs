//! What the format asks for, and that the lessons which are there say something to the lab.

use std::fs;

use frontera::lab::Lab;
use frontera::lab::settings::row;

use super::*;
use crate::shell;

const LESSON: &str = r#"+++
title = "A & B"
link = "dataset=xor&hidden=2"
task = ["dataset=xor", "train-accuracy>=1"]
+++

Opening, $x$.

## Predict {.predict}

What?

## Do {.do}

1. [Try](#dataset=xor). Then [go on](#lesson=b).

## Happened {.explain}

$$\mu = \tfrac{1}{2}$$ and more.[^note]

## Is it? {.question}

- [ ] No, $y$.
  Why not.
- [x] Yes.
  Why.

## And this? {.question}

Look.

- [x] Yes.
  Why.
- [ ] No.
  Why not.

## Task {.task}

Solve.

## Remember {.remember}

One line.

## Sources {.sources}

- Rosenblatt, F. (1958). *X*.

[^note]: The deck errs.
"#;

fn lesson(text: &str) -> Result<Lesson> {
    Lesson::read("01-a.md", text, &["a", "b"])
}

fn own() -> (Words, Lessons) {
    let www = shell::root().join("www");
    let words = Words::read(&www.join("text")).unwrap();
    let lessons = Lessons::read(&www.join("lessons"), words.languages()).unwrap();
    (words, lessons)
}

#[test]
fn the_files_of_a_language_are_numbered_from_one_on_and_named_apart() {
    let check = |files: &[&str]| {
        let files: Vec<_> = files.iter().map(|&file| file.to_owned()).collect();
        check_numbers(files.iter()).map_err(|error| error.to_string())
    };
    assert_eq!(check(&["01-a.md", "02-b.md"]), Ok(()));
    for (files, expected) in [
        (["01-a.md", "03-b.md"], "03-b.md: lessons are numbered from 01 on, and this is the number 02"),
        (["01-a.md", "01-b.md"], "01-b.md: lessons are numbered from 01 on, and this is the number 02"),
        (["00-a.md", "01-b.md"], "00-a.md: lessons are numbered from 01 on, and this is the number 01"),
        (["01-a.md", "02-a.md"], "02-a.md: another lesson is called `a` too"),
        (["01-a.md", "b.md"], "b.md: a lesson's file is named `03-hidden-layers.md`"),
    ] {
        assert_eq!(check(&files), Err(expected.to_owned()));
    }
}

/// Every lesson in every language, with where it is.
fn each(lessons: &Lessons) -> impl Iterator<Item = (String, &Lesson)> {
    lessons.languages.iter().flat_map(|(language, lessons)| {
        lessons.iter().map(move |lesson| (format!("{language}/{:02}-{}", lesson.number, lesson.name), lesson))
    })
}

fn read_out(lab: &mut Lab) -> BTreeMap<String, String> {
    let mut text = String::new();
    lab.read_out(&mut text);
    text.lines().filter_map(|line| line.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

#[test]
fn a_lesson_is_taken_apart() {
    let lesson = lesson(LESSON).unwrap();
    let roles: Vec<_> = lesson.sections.iter().map(|section| section.role.word()).collect();
    assert_eq!(roles.join(" "), "predict do explain question question task remember sources");
    assert_eq!(lesson.links, [("dataset=xor".to_owned(), 15), ("lesson=b".to_owned(), 15)]);
    assert_eq!((lesson.formulas, lesson.notes.len()), (1, 1));
    let question = &lesson.sections[3];
    assert_eq!(question.answers.iter().map(|answer| answer.is_right).collect::<Vec<_>>(), [false, true]);
    assert_eq!((question.answers[1].text.as_str(), question.answers[1].why.as_str()), ("Yes.", "Why."));
    assert_eq!(lesson.sections[4].body, "<p>Look.</p>");
    assert!(lesson.opening.starts_with("<p>Opening, <span class=\"held\"><math"), "{}", lesson.opening);
}

#[test]
fn what_is_not_as_the_format_has_it_is_an_error_with_its_line() {
    for (from, to, expected) in [
        ("{.predict}", "", "line 9: a heading ends with one of"),
        ("## Predict {.predict}\n\nWhat?\n\n", "", "sections {.predict} are here"),
        ("## Task {.task}\n\nSolve.\n\n", "", "sections {.task} are here"),
        (
            "## And this? {.question}",
            "### And this? {.question}",
            "line 28: a section's heading begins with ##",
        ),
        (
            "- [x] Yes.\n  Why.\n\n## And",
            "- [ ] Yes.\n  Why.\n\n## And",
            "line 21: one answer is right, not 0",
        ),
        ("- [ ] No, $y$.\n  Why not.", "- [ ] No, $y$.", "below each answer stands why"),
        ("(#dataset=xor)", "(#dataset)", "line 15: `dataset` is no `name=value`"),
        ("(#lesson=b)", "(#lesson=c)", "line 15: `#lesson=c`: there is no such lesson"),
        ("(#dataset=xor)", "(xor.html)", "line 15: `xor.html` is neither"),
        ("\\tfrac{1}{2}", "\\tfrac{1}", "line 19: `\\mu = \\tfrac{1}`"),
        ("$x$.", "$x.", "line 7: `$`: a formula does not end"),
        ("[^note]: The", "[^other]: The", "nothing leads to the footnote [^other]"),
        (".[^note]", ".", "nothing leads to the footnote [^note]"),
        ("Solve.", "<b>Solve</b>.", "line 39: HTML is not known here"),
        ("One line.", "- One line.", "line 41: what to remember is one paragraph"),
        ("(1958)", "", "line 45: a source has its year"),
        ("title = ", "name = ", "line 2: `name` is none of"),
        (">=1", ">=all", "line 2: `train-accuracy>=all`: `all` is no number"),
        ("task = [\"dataset=xor\", \"train-accuracy>=1\"]", "task = []", "line 2: the task has a condition"),
        ("Opening, $x$.\n", "", "a lesson opens with a paragraph"),
    ] {
        let changed = LESSON.replacen(from, to, 1);
        assert_ne!(changed, LESSON, "{from} is not there");
        let error =
            format!("{:#}", lesson(&changed).err().unwrap_or_else(|| panic!("{from} -> {to} was taken")));
        assert!(error.contains(expected), "{from} -> {to}: {error}");
    }
    for file in ["one.md", "1-a.md", "01-A.md", "01-.md", "01-a.txt"] {
        assert!(Lesson::read(file, LESSON, &[]).is_err(), "{file}");
    }
}

#[test]
fn languages_differ_in_words_alone() {
    let lessons = |other: &str| Lessons {
        languages: BTreeMap::from([
            ("en".to_owned(), vec![lesson(LESSON).unwrap()]),
            ("es".to_owned(), vec![lesson(other).unwrap()]),
        ]),
    };
    assert!(lessons(&LESSON.replace("What", "Qué")).check_languages().is_ok());
    for (from, to) in [
        ("(#dataset=xor)", "(#dataset=and)"),
        (">=1", ">=0.9"),
        ("$$\\mu = \\tfrac{1}{2}$$ and", "And"),
        ("&hidden=2", ""),
        ("- [x] Yes.\n  Why.\n- [ ] No.\n  Why not.", "- [ ] No.\n  Why not.\n- [x] Yes.\n  Why."),
    ] {
        let changed = LESSON.replacen(from, to, 1);
        assert_ne!(changed, LESSON, "{from} is not there");
        assert!(lessons(&changed).check_languages().is_err(), "{from} -> {to}");
    }
    let mut lacking = lessons(LESSON);
    lacking.languages.get_mut("es").unwrap().clear();
    assert!(lacking.check_languages().is_err());
}

#[test]
fn the_lessons_have_both_forms_in_every_language() {
    let (words, lessons) = own();
    let fragments = lessons.fragments(&words).unwrap();
    let lists = lessons.lists(&words, &fragments).unwrap();
    let site = ["page.css", "lesson.css", "icon.svg"].map(|name| (naming::hashed(name, b""), vec![])).into();
    let template = fs::read_to_string(shell::root().join("www/lessons/page.html")).unwrap();
    let pages = lessons.pages(&template, &words, &site).unwrap();
    let count = each(&lessons).count();
    assert_eq!((fragments.len(), pages.len(), lists.len()), (count, count, 2));
    for (name, content) in &pages {
        let text = str::from_utf8(content).unwrap();
        assert!(
            !text.contains("{{") && !text.contains(PLACE) && text.contains("<h1 id=\"lesson-title\">"),
            "{name}"
        );
        for (at, _) in text.match_indices("href=\"lesson-") {
            let to = text[at + 6..].split('"').next().unwrap_or_default();
            assert!(pages.contains_key(to) || naming::unhashed(to) == "lesson.css", "{name} leads to {to}");
        }
    }
}

#[test]
fn every_settings_link_says_something_to_the_lab() {
    let (_, lessons) = own();
    for (place, lesson) in each(&lessons) {
        let first = (lesson.link.clone(), 3);
        for (link, line) in lesson.links.iter().chain([&first]) {
            if link.starts_with("lesson=") {
                continue;
            }
            let mut lab = Lab::opened(&links::within(link, &lesson.name));
            let notices = lab.take_notices();
            assert!(notices.is_empty(), "{place}.md:{line}: {link}: {}", notices[0]);
            let said = read_out(&mut lab);
            assert_eq!(said["lesson"], lesson.name);
            for (name, value) in link.split('&').filter_map(|part| part.split_once('=')) {
                if let Some(row) = row(name) {
                    let mut given = frontera::lab::settings::Settings::default();
                    assert!((row.read)(&mut given, value).is_some(), "{place}.md:{line}: {name}={value}");
                    assert_eq!(
                        said[name],
                        (row.write)(&given),
                        "{place}.md:{line}: {name} was not taken over"
                    );
                }
            }
        }
    }
}

#[test]
fn every_task_is_of_what_the_lab_tells_and_is_not_solved_from_the_first() {
    let (_, lessons) = own();
    for (place, lesson) in each(&lessons) {
        let mut lab = Lab::opened(&lesson.link);
        let said = read_out(&mut lab);
        let mut holds = Vec::new();
        for text in &lesson.task {
            let (name, sign, value) = parse::condition(text).unwrap();
            let here = said.get(name).unwrap_or_else(|| panic!("{place}: {text}: the lab tells no {name}"));
            if let Some(row) = row(name).filter(|_| sign == "=") {
                let mut settings = frontera::lab::settings::Settings::default();
                assert!((row.read)(&mut settings, value).is_some(), "{place}: {text} can never hold");
                assert_eq!((row.write)(&settings), value, "{place}: {text} can never hold");
            }
            let numbers = || Some((here.parse::<f64>().ok()?, value.parse::<f64>().ok()?));
            holds.push(match sign {
                "=" => here == value,
                "<=" => numbers().is_some_and(|(here, bound)| here <= bound),
                _ => numbers().is_some_and(|(here, bound)| here >= bound),
            });
        }
        assert!(holds.contains(&false), "{place}: the task is solved before anything was done");
    }
}

#[test]
fn the_font_has_every_sign_of_every_formula() {
    let (words, lessons) = own();
    let manifest = fs::read_to_string(shell::root().join("www/frontera-math.txt")).unwrap();
    let (_, ranges) = manifest.rsplit_once("\n\n").unwrap();
    let code = |text: &str| u32::from_str_radix(text, 16).unwrap();
    let ranges: Vec<_> = ranges
        .split_whitespace()
        .map(|range| range.split_once('-').unwrap_or((range, range)))
        .map(|(first, last)| code(first)..=code(last))
        .collect();
    for (name, content) in lessons.fragments(&words).unwrap() {
        let text = String::from_utf8(content).unwrap();
        for formula in text.split("<math").skip(1) {
            let formula = formula.split("</math>").next().unwrap_or_default();
            // Between tags; `<` and `&` are entities there.
            let formula = formula.replace("&lt;", "");
            for part in formula.split('>').filter_map(|part| part.split('<').next()) {
                let lacking =
                    part.chars().find(|&sign| !ranges.iter().any(|range| range.contains(&(sign as u32))));
                assert_eq!(lacking, None, "{name}: {formula}");
            }
        }
    }
}

/// The colours that a style sheet sets after a selector.
fn colours<'a>(sheet: &'a str, selector: &str) -> Vec<&'a str> {
    let rule = sheet.split_once(selector).and_then(|(_, rest)| rest.split_once('}')).unwrap().0;
    rule.split(';')
        .map(|line| line.trim().trim_start_matches('{').trim())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn a_page_of_a_lesson_is_as_dark_as_the_lab() {
    let read = |file: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../www").join(file)).unwrap()
    };
    let (lab, lesson) = (read("style.css"), read("lesson.css"));
    let (lab, lesson) =
        (colours(&lab, ":root[data-theme=\"dark\"]"), colours(&lesson, "dark) {\n  :root:not([data-theme])"));
    assert!(lesson.len() > 8, "{lesson:?}");
    let others: Vec<_> = lesson.iter().filter(|colour| !lab.contains(colour)).collect();
    assert!(others.is_empty(), "not in style.css: {others:?}");
}
