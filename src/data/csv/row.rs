//! One line of text as fields: the separator, quotes, and numbers with a decimal comma.

use crate::data::decimal;

/// The separators, the likeliest last: a comma may also be a decimal comma, a tab is nothing else.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// How many lines are looked at to find the separator.
const LOOKED_AT: usize = 100;

/// The separator of `lines`: the one by which most of them are two numbers and a label; failing that, the one
/// most of them contain.
pub(super) fn separator<'a>(lines: impl Iterator<Item = &'a str>) -> char {
    let lines: Vec<&str> = lines.take(LOOKED_AT).collect();
    let fits = |line: &str, separator| match fields(line, separator).as_slice() {
        [x, y, _] => number(x).is_some() && number(y).is_some(),
        _ => false,
    };
    let score = |separator: char| {
        let fitting = lines.iter().filter(|line| fits(line, separator)).count();
        (fitting, lines.iter().filter(|line| line.chars().any(|letter| letter == separator)).count())
    };
    // Of equals, the last one is taken.
    SEPARATORS.into_iter().max_by_key(|&separator| score(separator)).unwrap_or(',')
}

/// The fields of a line, without the white space around them and without empty fields at the end.
///
/// A field in double quotes may hold the separator, and a double quote written twice (RFC 4180). It ends with
/// its line at the latest: a quote left open spoils one row, not the rest of the text.
pub(super) fn fields(line: &str, separator: char) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut after_quote = false;
    for c in line.chars() {
        let closes = c == '"' && quoted;
        match c {
            '"' if quoted => quoted = false,
            '"' if after_quote => {
                field.push('"');
                quoted = true;
            }
            '"' if field.trim().is_empty() => quoted = true,
            _ if c == separator && !quoted => fields.push(core::mem::take(&mut field).trim().to_owned()),
            _ => field.push(c),
        }
        after_quote = closes;
    }
    fields.push(field.trim().to_owned());
    let filled = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1);
    fields.truncate(filled);
    fields
}

/// The number that `field` is, with a decimal point or a decimal comma; `None` if it is none.
///
/// A comma can only be a decimal comma here: where commas separate, the field was in quotes. A number with
/// both is not understood, because 1.234,5 and 1,234.5 are easily mistaken. Infinities and NaN are numbers by
/// this definition.
pub(super) fn number(field: &str) -> Option<f32> {
    if field.contains('.') {
        return decimal::read(field);
    }
    decimal::read(&field.replacen(',', ".", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separator_of(text: &str) -> char {
        separator(text.lines())
    }

    #[test]
    fn the_separator_is_found() {
        assert_eq!(separator_of("x,y,label\n1,2,0"), ',');
        assert_eq!(separator_of("x;y;label\n1;2;0"), ';');
        assert_eq!(separator_of("1\t2\t0"), '\t');
        assert_eq!(separator_of("1,2,red; bright"), ',');
        assert_eq!(separator_of("1;2"), ';');
        assert_eq!(separator_of(""), '\t');
    }

    #[test]
    fn decimal_commas_do_not_mislead() {
        assert_eq!(separator_of("1,5;2,0;1"), ';');
        assert_eq!(separator_of("1,5\t2,0\t1"), '\t');
        assert_eq!(separator_of("1,5;2,5"), ';');
        assert_eq!(separator_of("1;2;0\n1,5;2,5;0"), ';');
    }

    #[test]
    fn fields_are_trimmed_and_unquoted() {
        assert_eq!(fields(" 1 , 2,\tred \r", ','), ["1", "2", "red"]);
        assert_eq!(fields(r#""1,5", "2,0" ,"a ""b"" c""#, ','), ["1,5", "2,0", r#"a "b" c"#]);
        assert_eq!(fields(r#"1,2,5" disc"#, ','), ["1", "2", r#"5" disc"#]);
        assert_eq!(fields(r#"1,"2,3"#, ','), ["1", "2,3"]);
        assert_eq!(fields("1,,2,,", ','), ["1", "", "2"]);
        assert_eq!(fields(";;", ';'), [""; 0]);
    }

    #[test]
    fn numbers_have_a_point_or_a_comma() {
        assert_eq!(["1.5", "1,5", "-2e3", "+.5"].map(number), [1.5, 1.5, -2000.0, 0.5].map(Some));
        assert_eq!(["", "x", "1.234,5", "1,234.5", "1,2,3", "1 5"].map(number), [None; 6]);
        assert_eq!(number("-inf"), Some(f32::NEG_INFINITY));
    }
}
