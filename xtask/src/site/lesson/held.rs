//! What does not come apart at the end of a line: a formula and the comma after it, a number and its percent, the digits of a number.

/// What ends a formula's tag.
const END: &str = "</math>";

/// HTML in which a formula keeps the punctuation that follows it: a browser may break a line on either side of a formula.
pub fn formulas(html: &str) -> String {
    let mut held = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(end) = rest.find(END).map(|at| at + END.len()) {
        let (formula, after) = rest.split_at(end);
        let signs =
            after.len() - after.trim_start_matches([',', '.', ';', ':', '?', '!', ')', '»', '”']).len();
        let start = formula.rfind("<math").filter(|_| signs > 0);
        if let Some(start) = start {
            let (before, formula) = formula.split_at(start);
            held.extend([before, "<span class=\"held\">", formula, &after[..signs], "</span>"]);
        } else {
            held += &rest[..end + signs];
        }
        rest = &after[signs..];
    }
    held + rest
}

/// Text whose numbers keep their percent, their thousands that stand apart, what they are equal to, and the number before them in brackets.
pub fn numbers(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let after = &text[at + letter.len_utf8()..];
        held.push(match letter {
            ' ' if before.is_ascii_digit() && after.starts_with('%') => '\u{a0}',
            ' ' if before.is_ascii_digit() && is_group(after) => '\u{202f}',
            ' ' if before == ',' && is_last(after) => '\u{a0}',
            ' ' if before == '=' && is_number(after) => '\u{a0}',
            ' ' if after.strip_prefix("= ").is_some_and(is_number) => '\u{a0}',
            _ => letter,
        });
        before = letter;
    }
    held
}

/// Whether a text begins with a number.
fn is_number(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '−')
}

/// Whether a text begins with digits that a bracket closes: those of N(0, 1).
fn is_last(text: &str) -> bool {
    text.trim_start_matches(|letter: char| letter.is_ascii_digit()).starts_with(')')
}

/// Whether a text begins with three digits and no more.
fn is_group(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_keeps_what_follows_it() {
        assert_eq!(
            formulas("If <math>a</math>, then <math>b</math> and (<math>c</math>)."),
            "If <span class=\"held\"><math>a</math>,</span> then <math>b</math> and (<span class=\"held\"><math>c</math>).</span>"
        );
        assert_eq!(formulas("no formula."), "no formula.");
    }

    #[test]
    fn a_number_is_one_word() {
        assert_eq!(numbers("100 % de 20 000 en 3 de 4"), "100\u{a0}% de 20\u{202f}000 en 3 de 4");
        assert_eq!(numbers("step 19 1000"), "step 19 1000");
        assert_eq!(numbers("near x = −1, a = b"), "near x\u{a0}=\u{a0}−1, a = b");
        assert_eq!(numbers("N(0, 1), 2 (a, b)"), "N(0,\u{a0}1), 2 (a, b)");
    }
}
