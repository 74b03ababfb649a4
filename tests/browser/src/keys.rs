//! Keys by their DOM names, as each protocol wants them.
//!
//! Names and codes: W3C UI Events `KeyboardEvent` key and code values; WebDriver's table of private-use characters.

use crate::{Error, Result};

/// A key of a US keyboard.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    /// `KeyboardEvent.key`.
    pub name: String,
    /// `KeyboardEvent.code`.
    pub code: String,
    /// The virtual key code that CDP wants.
    pub number: u32,
    /// The text it types, if any.
    pub text: Option<String>,
    /// What BiDi calls it.
    pub webdriver: String,
    /// Its bit among CDP's modifiers; 0 for all other keys.
    pub modifier: u8,
}

/// Name, code, virtual key code, typed text, WebDriver's character, CDP modifier.
type Row = (&'static str, &'static str, u32, Option<&'static str>, char, u8);

const NAMED: [Row; 19] = [
    ("Backspace", "Backspace", 8, None, '\u{E003}', 0),
    ("Tab", "Tab", 9, None, '\u{E004}', 0),
    ("Enter", "Enter", 13, Some("\r"), '\u{E007}', 0),
    ("Shift", "ShiftLeft", 16, None, '\u{E008}', 8),
    ("Control", "ControlLeft", 17, None, '\u{E009}', 2),
    ("Alt", "AltLeft", 18, None, '\u{E00A}', 1),
    ("Meta", "MetaLeft", 91, None, '\u{E03D}', 4),
    ("Escape", "Escape", 27, None, '\u{E00C}', 0),
    (" ", "Space", 32, Some(" "), ' ', 0),
    ("PageUp", "PageUp", 33, None, '\u{E00E}', 0),
    ("PageDown", "PageDown", 34, None, '\u{E00F}', 0),
    ("End", "End", 35, None, '\u{E010}', 0),
    ("Home", "Home", 36, None, '\u{E011}', 0),
    ("ArrowLeft", "ArrowLeft", 37, None, '\u{E012}', 0),
    ("ArrowUp", "ArrowUp", 38, None, '\u{E013}', 0),
    ("ArrowRight", "ArrowRight", 39, None, '\u{E014}', 0),
    ("ArrowDown", "ArrowDown", 40, None, '\u{E015}', 0),
    ("Insert", "Insert", 45, None, '\u{E016}', 0),
    ("Delete", "Delete", 46, None, '\u{E017}', 0),
];

impl Key {
    /// The key with this `KeyboardEvent.key`; `Space` is another name for the space bar. Any single character is a key.
    pub fn named(name: &str) -> Result<Self> {
        let wanted = if name == "Space" { " " } else { name };
        if let Some(&(name, code, number, text, webdriver, modifier)) =
            NAMED.iter().find(|row| row.0 == wanted)
        {
            let text = text.map(str::to_owned);
            let webdriver = webdriver.to_string();
            return Ok(Self { name: name.into(), code: code.into(), number, text, webdriver, modifier });
        }
        let mut characters = wanted.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(Self::of_character(character)),
            _ => {
                Err(Error::other(format!("no key is called {name:?}; names are those of KeyboardEvent.key")))
            }
        }
    }

    fn of_character(character: char) -> Self {
        let upper = character.to_ascii_uppercase();
        let (code, number) = match upper {
            'A'..='Z' => (format!("Key{upper}"), upper as u32),
            '0'..='9' => (format!("Digit{upper}"), upper as u32),
            _ => (String::new(), 0),
        };
        let text = character.to_string();
        Self { name: text.clone(), code, number, text: Some(text.clone()), webdriver: text, modifier: 0 }
    }
}

/// The keys of a chord such as `Control+Shift+z`, modifiers first. A plus sign alone is the key `+`.
pub(crate) fn chord(names: &str) -> Result<Vec<Key>> {
    if names == "+" { Ok(vec![Key::named(names)?]) } else { names.split('+').map(Key::named).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_has_its_modifiers_first() {
        let keys = chord("Control+Shift+z").unwrap();
        assert_eq!(keys.iter().map(|key| key.modifier).collect::<Vec<_>>(), [2, 8, 0]);
        assert_eq!(keys[2].code, "KeyZ");
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        assert!(chord("Arrow").is_err());
        assert!(chord("").is_err());
    }
}
