//! A script without what only a person reads: comments, indentation, spaces between signs.
//!
//! Line breaks stay, one for many, as JavaScript may end a statement there; they also keep the script readable.

use anyhow::Result;

use super::tokens::{Kind, Token, is_break, tokens};

/// Takes comments and needless space out of a script.
///
/// # Errors
/// As [`tokens`].
pub fn strip(text: &str) -> Result<String> {
    let mut stripped = String::with_capacity(text.len());
    let mut gap = Gap::None;
    let mut last: Option<Token> = None;
    for token in tokens(text)? {
        let part = &text[token.range.clone()];
        if !token.is_said() {
            // A comment of several lines ends one, too.
            gap = gap.max(if part.contains(is_break) { Gap::Break } else { Gap::Space });
            continue;
        }
        match (last, gap) {
            (Some(_), Gap::Break) => stripped.push('\n'),
            (Some(last), Gap::Space) if must_part(text, &last, &token) => stripped.push(' '),
            _ => {}
        }
        stripped.push_str(part);
        (last, gap) = (Some(token), Gap::None);
    }
    Ok(stripped)
}

/// What stands between two tokens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Break,
}

/// Whether two tokens side by side could be read as something else without a space between them.
fn must_part(text: &str, left: &Token, right: &Token) -> bool {
    let is_sign = |token: &Token, sign: &str| token.kind == Kind::Sign && text[token.range.clone()] == *sign;
    let may_join = |token: &Token| match token.kind {
        Kind::Sign => !["(", ")", "[", "]", "{", "}", ";", ","].iter().any(|sign| is_sign(token, sign)),
        Kind::Regex => true,
        _ => false,
    };
    match (left.kind, right.kind) {
        // A regular expression ends with its flags.
        (Kind::Word | Kind::Regex, Kind::Word) => true,
        // `1 .toFixed()`: the point would be the number's.
        (Kind::Word, _) => is_sign(right, "."),
        (_, Kind::Word) => is_sign(left, "."),
        _ => may_join(left) && may_join(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::script::tokens::tokens;

    fn stripped(text: &str) -> String {
        let stripped = strip(text).unwrap();
        assert_eq!(parts(&stripped), parts(text), "{text}");
        assert_eq!(strip(&stripped).unwrap(), stripped, "{text}");
        stripped
    }

    /// The tokens of a script, and whether a line begins before each.
    fn parts(text: &str) -> Vec<(bool, String)> {
        let mut parts = Vec::new();
        let mut breaks = false;
        for token in tokens(text).unwrap() {
            let part = &text[token.range.clone()];
            if token.is_said() {
                parts.push((breaks && !parts.is_empty(), part.to_owned()));
                breaks = false;
            } else {
                breaks |= part.contains(is_break);
            }
        }
        parts
    }

    #[test]
    fn what_only_people_read_goes() {
        let text =
            "/** Adds. */\nexport function add(a, b = 1) {\n  // Both.\n\n  return { sum: a + b };\n}\n";
        assert_eq!(stripped(text), "export function add(a,b=1){\nreturn{sum:a+b};\n}");
        assert_eq!(
            stripped("const f = async (a) => (await a) ?? \"x\" in b; // end"),
            "const f=async(a)=>(await a)??\"x\"in b;"
        );
        assert_eq!(stripped(" // nothing\n /* at all */ "), "");
    }

    #[test]
    fn what_a_person_reads_elsewhere_stays() {
        for text in ["\" // a  b \"", "' /* a */ '", "`\n  a  ${b}  // c\n  `", "/  [/ ]  /"] {
            assert_eq!(stripped(&format!("x( {text} ) ;")), format!("x({text});"));
        }
    }

    #[test]
    fn tokens_that_would_join_stay_apart() {
        for text in [
            "a + +b",
            "a - -b",
            "a++ + b",
            "a - --b",
            "x / /y/",
            "1 .toFixed()",
            "a ? .5 : b",
            "/a/g in b",
            "return a",
            "typeof /a/",
            "a < !--b",
            "a = !b",
            "new A",
            "let [a] = b",
            "x = y ? z : w",
            "if (a) /b /.test(c)",
        ] {
            stripped(text);
        }
        assert_eq!(stripped("a + +b - -c / /d/"), "a+ +b- -c/ /d/");
        assert_eq!(stripped("1 .toFixed() + a . b"), "1 .toFixed()+a . b");
        assert_eq!(stripped("a /* b */ c"), "a c");
    }

    #[test]
    fn a_line_stays_a_line() {
        assert_eq!(stripped("let a = b\n\n  ++c"), "let a=b\n++c");
        assert_eq!(stripped("return /* a\n */ b"), "return\nb");
        assert_eq!(stripped("a // b\n(c)"), "a\n(c)");
        assert_eq!(stripped("a\u{2028}b"), "a\nb");
    }
}
