//! What the page is told of the question before the answer.

use core::fmt::Write;

use crate::data::decimal::Shortest;
use crate::lab::readout::Lines;
use crate::lab::settings::{Selection, Value};
use crate::nn::walk::{Answer, Said, Symbol, Written};

/// A sum of more terms than this is not written out.
const MOST: usize = 3;

/// Tells of each answer what is to be said of it, its number and how near to that is near; and of the formulas to choose from,
/// which the right one is, in an order that changes from stage to stage.
#[inline(never)]
pub(super) fn put(answers: &[Answer], stage: usize, lines: &mut Lines<'_>) {
    let [mut numbers, mut formulas] = [String::new(), String::new()];
    let count = answers.iter().filter(|answer| answer.written.is_some()).count();
    let turn = stage.checked_rem(count).unwrap_or(0);
    for answer in answers {
        let [value, slack] = [answer.value, answer.slack].map(|number| Shortest(number as f32));
        // Writing to a string cannot fail.
        let _ = write!(numbers, ",{}:{value}:{slack}", code(answer.said));
    }
    let choices = || answers.iter().filter(|answer| answer.written.is_some());
    for answer in choices().skip(turn).chain(choices().take(turn)) {
        formulas.push(',');
        formulas.push_str(code(answer.said));
        answer.written.iter().for_each(|written| put_formula(written, &mut formulas));
    }
    for (name, list) in [("walk-answers", numbers), ("walk-choices", formulas)] {
        lines.put(name, list.get(1..).unwrap_or_default());
    }
}

/// Puts a formula in pieces, each after a bar: what stands there as it is, or a letter and the place of what the page has a name for.
#[inline(never)]
fn put_formula(written: &Written, text: &mut String) {
    let is_long = written.term(MOST).is_some();
    let is_difference = matches!(written.term(0), Some((_, [_, Symbol::One])));
    if written.is_negative {
        text.push_str("|−");
    }
    if written.has_slope {
        text.push_str(if is_difference { "|(" } else { "|g′ · (" });
    }
    let mut index = 0;
    while let Some((is_negative, [first, second])) = written.term(index) {
        if index > 0 {
            text.push_str(if is_negative { "| − " } else { "| + " });
        }
        if is_long && index > 0 {
            text.push('…');
            break;
        }
        put_symbol(first, text);
        if second != Symbol::One {
            // Of δ that comes back by a weight, and η ∂E/∂w.
            let is_close = matches!(first, Symbol::Weight(..) | Symbol::Rate);
            text.push_str(if is_close { "| " } else { "| · " });
            put_symbol(second, text);
        }
        index += 1;
    }
    if written.has_slope {
        text.push_str(if is_difference { "|) · g′" } else { "|)" });
    }
}

#[inline(never)]
fn put_symbol(symbol: Symbol, text: &mut String) {
    let (letter, layer, unit, input) = match symbol {
        Symbol::One => return,
        Symbol::Rate => return text.push_str("|η"),
        Symbol::PreActivation(layer, unit) => ('a', layer, unit, None),
        Symbol::Output(layer, unit) => ('z', layer, unit, None),
        Symbol::Input(layer, input) => ('x', layer, input.saturating_sub(1), None),
        Symbol::Target(unit) => ('y', 0, unit, None),
        Symbol::Delta(layer, unit) => ('d', layer, unit, None),
        Symbol::Weight(layer, unit, input) => ('w', layer, unit, Some(input)),
        Symbol::Gradient(layer, unit, input) => ('e', layer, unit, Some(input)),
    };
    let [layer, unit] = [layer, unit].map(usize::from);
    let place = input.map_or(Selection::Unit { layer, unit }, |input| Selection::Weight {
        layer,
        unit,
        input: input.into(),
    });
    text.push('|');
    text.push(letter);
    text.push_str(&place.write());
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
