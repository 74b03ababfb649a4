//! What the page is told of the question before the answer.

use core::fmt::{Display, Write};

use crate::data::decimal::Shortest;
use crate::lab::readout::Lines;
use crate::lab::settings::{Selection, Value};
use crate::nn::walk::{Answer, Said, Symbol, Written};

/// A sum of more terms than this is not written out.
const MOST: usize = 3;

/// Tells of each answer what is to be said of it, its number and how near to that is near; and of the formulas to choose from,
/// which the right one is, in an order that changes from stage to stage.
pub(super) fn put(answers: &[Answer], stage: usize, lines: &mut Lines<'_>) {
    let [mut numbers, mut formulas] = [String::new(), String::new()];
    let mut choices: Vec<(Said, &Written)> =
        answers.iter().filter_map(|answer| Some((answer.said, answer.written.as_ref()?))).collect();
    let count = choices.len();
    choices.rotate_left(stage.checked_rem(count).unwrap_or(0));
    for answer in answers {
        let [value, slack] = [answer.value, answer.slack].map(|number| Shortest(number as f32));
        put_one(&mut numbers, format_args!("{}:{value}:{slack}", code(answer.said)));
    }
    for (said, written) in choices {
        put_one(&mut formulas, format_args!("{}|{}", code(said), pieces(written)));
    }
    lines.put("walk-answers", numbers);
    lines.put("walk-choices", formulas);
}

fn put_one(list: &mut String, one: impl Display) {
    // Writing to a string cannot fail.
    let _ = write!(list, "{}{one}", if list.is_empty() { "" } else { "," });
}

/// A formula in pieces between bars: what stands there as it is, or a letter and the place of what the page has a name for.
fn pieces(written: &Written) -> String {
    let Written { is_negative, has_slope, terms } = written;
    let shown = if terms.len() > MOST { 1 } else { terms.len() };
    let mut sum = String::new();
    for (k, term) in terms.iter().take(shown).enumerate() {
        let sign = match (k, term.is_negative) {
            (0, false) => "",
            (0, true) => "−|",
            (_, false) => "| + |",
            (_, true) => "| − |",
        };
        sum.push_str(sign);
        for (k, &factor) in term.factors.iter().enumerate() {
            let between = match (k, factor) {
                (0, _) => "",
                (_, Symbol::Delta(..) | Symbol::Gradient(..)) => "| |",
                _ => "| · |",
            };
            sum.push_str(between);
            sum.push_str(&symbol(factor));
        }
    }
    if shown < terms.len() {
        sum.push_str("| + …");
    }
    let minus = if *is_negative { "−|" } else { "" };
    let is_difference = matches!(terms.first(), Some(term) if term.factors.len() == 1);
    match (has_slope, is_difference) {
        (false, _) => format!("{minus}{sum}"),
        (true, true) => format!("{minus}(|{sum}|) · g′"),
        (true, false) => format!("{minus}g′ · (|{sum}|)"),
    }
}

fn symbol(symbol: Symbol) -> String {
    let unit = |letter: char, layer, unit| format!("{letter}{}", Selection::Unit { layer, unit }.write());
    let weight = |letter: char, layer, unit, input| {
        format!("{letter}{}", Selection::Weight { layer, unit, input }.write())
    };
    match symbol {
        Symbol::PreActivation(layer, index) => unit('a', layer, index),
        Symbol::Output(layer, index) => unit('z', layer, index),
        Symbol::Input(layer, input) => format!("z{layer}.{input}"),
        Symbol::Target(index) => format!("y{}", index + 1),
        Symbol::Delta(layer, index) => unit('d', layer, index),
        Symbol::Weight(layer, index, input) => weight('w', layer, index, input),
        Symbol::Gradient(layer, index, input) => weight('e', layer, index, input),
        Symbol::Rate => "η".to_string(),
    }
}

/// What is to be said, as the page's words have it.
fn code(said: Said) -> &'static str {
    match said {
        Said::Right => "right",
        Said::Sign => "sign",
        Said::Slope => "slope",
        Said::Dead => "dead",
        Said::Function => "function",
        Said::Output => "output",
        Said::Own => "own",
        Said::Signal => "signal",
        Said::Bias => "bias",
        Said::Uphill => "uphill",
        Said::Rate => "rate",
        Said::Change => "change",
    }
}
