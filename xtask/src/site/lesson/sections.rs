//! The sections of a lesson: what they are, in which order they come, and what each must hold.

use anyhow::{Result, bail, ensure};

/// What a section is, by the class of its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Predict,
    Do,
    Explain,
    Question,
    Task,
    Remember,
    Sources,
}

impl Role {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Predict, "predict"),
        (Self::Do, "do"),
        (Self::Explain, "explain"),
        (Self::Question, "question"),
        (Self::Task, "task"),
        (Self::Remember, "remember"),
        (Self::Sources, "sources"),
    ];

    /// The role that a heading's classes name: one, and no other.
    pub fn of(classes: &[String]) -> Result<Self> {
        let found = match classes {
            [class] => Self::ALL.iter().find(|(_, word)| word == class),
            _ => None,
        };
        if let Some(&(role, _)) = found {
            return Ok(role);
        }
        let words: Vec<_> = Self::ALL.iter().map(|(_, word)| format!("{{.{word}}}")).collect();
        bail!("a heading ends with one of {}", words.join(" "))
    }

    /// The class.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("", |&(_, word)| word)
    }
}

/// A section: its HTML, and where its heading stands.
pub struct Section {
    pub role: Role,
    pub line: usize,
    pub heading: String,
    pub body: String,
    pub answers: Vec<Answer>,
}

/// An answer to a question: whether it is right, and why.
pub struct Answer {
    pub is_right: bool,
    pub text: String,
    pub why: String,
}

/// Refuses sections that are not all there, in their order and with what they must hold.
///
/// # Errors
/// A sentence that begins with the line.
pub fn check(sections: &[Section]) -> Result<()> {
    let mut rest = sections;
    for (role, word) in Role::ALL {
        let (least, most) = if role == Role::Question { (2, 3) } else { (1, 1) };
        let count = rest.iter().take_while(|section| section.role == role).count();
        let line = rest.first().map_or(1, |section| section.line);
        ensure!(
            (least..=most).contains(&count),
            "line {line}: {count} sections {{.{word}}} are here: {least} to {most} belong there, in the order predict, do, explain, \
             questions, task, remember, sources"
        );
        rest = &rest[count..];
    }
    if let Some(section) = rest.first() {
        bail!("line {}: nothing comes after the sources", section.line);
    }
    sections.iter().try_for_each(check_content)
}

fn check_content(section: &Section) -> Result<()> {
    let Section { role, line, heading, body, answers } = section;
    ensure!(!heading.is_empty(), "line {line}: a heading has words");
    match role {
        Role::Question => {
            ensure!((2..=5).contains(&answers.len()), "line {line}: a question has two to five answers");
            let right = answers.iter().filter(|answer| answer.is_right).count();
            ensure!(right == 1, "line {line}: one answer is right, not {right}");
        }
        Role::Remember => {
            let is_one =
                body.starts_with("<p>") && body.matches("<p>").count() == 1 && !body.contains("<li>");
            ensure!(is_one, "line {line}: what to remember is one paragraph");
        }
        Role::Sources => {
            let sources: Vec<_> = body.split("<li>").skip(1).collect();
            ensure!(!sources.is_empty(), "line {line}: the sources are a list");
            let has_year = |source: &str| {
                source.split_once('(').is_some_and(|(_, rest)| {
                    rest.len() > 4 && rest.bytes().take(4).all(|byte| byte.is_ascii_digit())
                })
            };
            ensure!(
                sources.iter().all(|source| has_year(source)),
                "line {line}: a source has its year, `(1958)`"
            );
        }
        Role::Do => {
            ensure!(body.contains("class=\"try\""), "line {line}: what to do begins with a settings link");
        }
        Role::Predict | Role::Explain | Role::Task => {
            ensure!(!body.is_empty(), "line {line}: the section is empty");
        }
    }
    Ok(())
}
