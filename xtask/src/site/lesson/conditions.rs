//! The conditions of a task in words: what the page shows beside each, with whether it holds.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::parse;
use crate::site::words::Entries;

/// Where the words of conditions are among those of lessons.
const TABLE: &str = "condition.";

/// A condition for the page: itself, its words, and how the value that it compares is written now (empty: not at all).
///
/// A condition with words of its own says all by them; else the name of what is compared has words, and a value that is no number
/// is called as the lab's own controls call it.
///
/// # Errors
/// When a word is missing.
pub fn told(condition: &str, late: &Entries, page: &Entries) -> Result<Value> {
    let word = |key: &str| {
        let found = late.get(&format!("{TABLE}{key}"));
        found.with_context(|| format!("`{condition}`: there is no word `lesson.{TABLE}{key}`"))
    };
    if let Some(words) = late.get(&format!("{TABLE}{condition}")) {
        return Ok(json!({ "condition": condition, "words": words, "form": "" }));
    }
    let (name, sign, value) = parse::condition(condition)?;
    let form = form(name);
    let value = match value.parse::<f64>() {
        Ok(number) if form == "percent" => percent(number, value),
        Ok(_) => value.to_owned(),
        Err(_) => {
            let key = format!("{name}.{value}");
            page.get(&key).with_context(|| format!("`{condition}`: there is no word `{key}`"))?.clone()
        }
    };
    let bound = match sign {
        "<=" => word("most")?.replace("{value}", &value),
        ">=" => word("least")?.replace("{value}", &value),
        _ => value,
    };
    let words = word("line")?.replace("{name}", word(name)?).replace("{value}", &bound);
    let is_told = sign != "=";
    Ok(json!({ "condition": condition, "words": words, "form": if is_told { form } else { "" } }))
}

/// A share, which is written as `text`, as a percentage with all its digits.
fn percent(share: f64, text: &str) -> String {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{:.*}\u{a0}%", decimals.saturating_sub(2), share * 100.0)
}

/// How the page writes the values of this name.
fn form(name: &str) -> &'static str {
    match name {
        "train" => "percent",
        _ if name.ends_with("-accuracy") => "percent",
        _ if name.ends_with("-loss") => "loss",
        _ => "whole",
    }
}

/// The words of lessons that the page shows itself: those of whole conditions have become conditions.
pub fn shown(late: &Entries) -> Entries {
    let is_shown = |key: &str| match key.strip_prefix(TABLE) {
        Some(key) => ["now", "holds", "open"].contains(&key),
        None => true,
    };
    late.iter().filter(|(key, _)| is_shown(key)).map(|(key, words)| (key.clone(), words.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(words: &[(&str, &str)]) -> Entries {
        words.iter().map(|&(key, words)| (key.to_owned(), words.to_owned())).collect()
    }

    #[test]
    fn conditions_have_words() {
        let late = entries(&[
            ("condition.line", "{name}: {value}"),
            ("condition.least", "at least {value}"),
            ("condition.most", "at most {value}"),
            ("condition.train-accuracy", "Accuracy"),
            ("condition.train-loss", "Loss"),
            ("condition.dataset", "Data"),
            ("condition.edited=0", "As given"),
        ]);
        let page = entries(&[("dataset.xor", "XOR")]);
        for (condition, words, form) in [
            ("train-accuracy>=0.95", "Accuracy: at least 95\u{a0}%", "percent"),
            ("train-accuracy>=0.995", "Accuracy: at least 99.5\u{a0}%", "percent"),
            ("train-accuracy>=1", "Accuracy: at least 100\u{a0}%", "percent"),
            ("train-loss<=0.003", "Loss: at most 0.003", "loss"),
            ("dataset=xor", "Data: XOR", ""),
            ("edited=0", "As given", ""),
        ] {
            let expected = json!({ "condition": condition, "words": words, "form": form });
            assert_eq!(told(condition, &late, &page).unwrap(), expected);
        }
        for (condition, missing) in [
            ("edited=1", "`edited=1`: there is no word `lesson.condition.edited`"),
            ("step<=3", "`step<=3`: there is no word `lesson.condition.step`"),
            ("dataset=or", "`dataset=or`: there is no word `dataset.or`"),
        ] {
            assert_eq!(told(condition, &late, &page).unwrap_err().to_string(), missing);
        }
        assert!(shown(&late).is_empty());
    }
}
