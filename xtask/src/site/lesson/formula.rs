//! LaTeX to MathML.

use anyhow::{Result, bail, ensure};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// The MathML of a formula, alone on its line or within a text.
///
/// # Errors
/// When the LaTeX is not understood, or has what would be printed as it is written.
pub fn mathml(latex: &str, mode: DisplayMode) -> Result<String> {
    for literal in ["\\ ", "~"] {
        ensure!(!latex.contains(literal), "`{literal}` would be printed: write `\\;` in `{latex}`");
    }
    let storage = Storage::new();
    if let Some(error) = Parser::new(latex, &storage).find_map(Result::err) {
        bail!("`{latex}`: {}", error.to_string().replace('\n', " "));
    }
    let config = RenderConfig { display_mode: mode, ..RenderConfig::default() };
    let mut mathml = String::new();
    push_mathml(&mut mathml, Parser::new(latex, &storage), config)?;
    ensure!(!mathml.contains("<merror"), "`{latex}` is not understood");
    // The crate writes `\mu` as the micro sign, which is another character than the Greek letter; leaves `<` as it is; and forgets a
    // space between two attributes.
    let mended =
        mathml.replace('\u{b5}', "\u{3bc}").replace("><<", ">&lt;<").replace("\"minsize", "\" minsize");
    Ok(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_mathml() {
        let mathml = mathml(r"\frac{1}{1 + e^{-a}}", DisplayMode::Block).unwrap();
        assert!(mathml.starts_with("<math display=\"block\"") && mathml.contains("<mfrac>"), "{mathml}");
    }

    #[test]
    fn what_the_crate_writes_amiss_is_mended() {
        let mathml = mathml(r"\bigl( \mu < 1 \bigr)", DisplayMode::Inline).unwrap();
        assert!(
            mathml.contains("<mi>\u{3bc}</mi><mo>&lt;</mo>") && mathml.contains("\" minsize"),
            "{mathml}"
        );
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for latex in [r"\frac{1}", r"\nosuchcommand", r"\left( x", r"x~y", r"x\ y", "}"] {
            assert!(mathml(latex, DisplayMode::Inline).is_err(), "{latex}");
        }
    }
}
