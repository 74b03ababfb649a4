//! The walk's formulas as a calculator finds them from the numbers on the page.

use browser::{Page, Result};

/// What the numbers of the formula on the page come to, and what the page says, as text; none where a stage has no result.
pub fn calculated(page: &mut Page) -> Result<Option<(f64, String)>> {
    let result = page.text("#walk-result")?;
    let Some((_, shown)) = result.split_once(['=', '←']) else { return Ok(None) };
    let line = page.string("document.querySelector('#walk-formula').lastChild.textContent")?;
    let value = page.eval(&plain(line.trim_start_matches("= ")))?;
    Ok(value.as_f64().map(|value| (value, shown.trim().to_owned())))
}

/// What the numbers of the chain rule on the page come to, and the gradient that it says they come to.
pub fn chained(page: &mut Page) -> Result<(f64, String)> {
    let line = page.string("document.querySelector('#walk-chain-lines').lastChild.textContent")?;
    let (numbers, shown) = line.trim_start_matches("= ").rsplit_once(['=', '≈']).unwrap_or_default();
    let value = page.eval(&plain(numbers.trim()))?;
    Ok((value.as_f64().unwrap_or(f64::NAN), shown.trim().to_owned()))
}

/// A written formula as an expression that can be computed.
fn plain(written: &str) -> String {
    let mut plain = String::new();
    for sign in written.chars() {
        match sign {
            '−' => plain.push('-'),
            '·' => plain.push('*'),
            '½' => plain.push_str("0.5"),
            '√' => plain.push_str("Math.sqrt"),
            '⁻' => plain.push_str("**-"),
            '²' if plain.ends_with(')') => plain.push_str("**2"),
            sign => {
                let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().zip('0'..).find(|&(raised, _)| raised == sign);
                if digit.is_some() && !plain.ends_with("**-") {
                    plain.push_str("**");
                }
                plain.push(digit.map_or(sign, |(_, digit)| digit));
            }
        }
    }
    let plain =
        plain.replace("exp(", "Math.exp(").replace("tanh(", "Math.tanh(").replace("max(", "Math.max(");
    match plain.strip_prefix("-ln ") {
        Some(rest) => format!("-Math.log({rest})"),
        None => plain.replace("ln(", "Math.log("),
    }
}

/// Fails unless a number rounded as the text is gives the text.
pub fn assert_shown(value: f64, shown: &str, what: &str) {
    let text = plain(shown);
    let (mantissa, exponent) = text.split_once("*10**").unwrap_or((&text, "0"));
    let scale = 10f64.powi(exponent.parse().unwrap_or(99));
    let stated: f64 = mantissa.parse().unwrap_or(f64::NAN);
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    // A zero at the end is not shown: with as many decimals as there are, the number is at most half a unit off.
    let unit = 10f64.powi(-(i32::try_from(decimals).unwrap_or(0)));
    let off = (value / scale - stated).abs();
    assert!(off <= 0.5 * unit + 1e-6, "{what}: {shown} is shown and {value} is calculated");
}
