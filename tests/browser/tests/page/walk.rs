//! Backpropagation, one step at a time: a whole step is walked by each hand, and what stands on the page is what a calculator
//! finds from the numbers beside it.

use browser::frontera::{
    Hand, assert_sound, command, number, on_plane, open, reveal, state, wait_above, wait_state,
};
use browser::{Page, Result, Viewport, in_each_browser};

/// What the numbers of the formula on the page come to, and what the page says, as text; none where a stage has no result.
fn calculated(page: &mut Page) -> Result<Option<(f64, String)>> {
    let result = page.text("#walk-result")?;
    let Some((_, shown)) = result.split_once(['=', '←']) else { return Ok(None) };
    let line = page.string("document.querySelector('#walk-formula').lastChild.textContent")?;
    let value = page.eval(&plain(line.trim_start_matches("= ")))?;
    Ok(value.as_f64().map(|value| (value, shown.trim().to_owned())))
}

/// What the numbers of the chain rule on the page come to, and the gradient that it says they come to.
fn chained(page: &mut Page) -> Result<(f64, String)> {
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
fn assert_shown(value: f64, shown: &str, what: &str) {
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

/// One move forward.
fn forward(hand: Hand, page: &mut Page) -> Result<()> {
    match hand {
        Hand::Keyboard => page.key("ArrowRight"),
        _ => hand.press(page, "#walk-next"),
    }
}

#[test]
fn a_whole_step_is_walked_by_each_hand_and_a_calculator_agrees() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "view=backpropagation&hidden=2&train=1&batch=1")?;
            wait_state(&mut page, "walk-at", "1")?;
            reveal(&mut page, "#walk-next")?;
            if hand == Hand::Keyboard {
                page.focus("#walk-stage")?;
            }
            let stages = number(&mut page, "walk-stages")? as usize;
            let (mut checked, point) = (0, state(&mut page, "walk-point")?);
            for at in 1..=stages {
                wait_state(&mut page, "walk-at", &at.to_string())?;
                page.wait_for(&format!(
                    "document.querySelector('#walk-place').textContent.startsWith('{at} ')"
                ))?;
                let title = page.text("#walk-title")?;
                assert!(title.len() > 4);
                if let Some((value, shown)) = calculated(&mut page)? {
                    assert_shown(value, &shown, &title);
                    checked += 1;
                }
                forward(hand, &mut page)?;
            }
            assert_eq!(checked, stages - 2, "all but the two ends have a result");
            wait_state(&mut page, "step", "1")?;
            wait_state(&mut page, "walk-at", "1")?;
            assert_ne!(state(&mut page, "walk-point")?, point, "the next sample");
            hand.press(&mut page, "#undo")?;
            wait_state(&mut page, "step", "0")?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn a_weight_chosen_in_the_diagram_shows_its_chain_rule() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let link = "view=backpropagation&hidden=1&train=1";
            let mut page = open(browser, hand.viewport(), link)?;
            wait_state(&mut page, "walk-at", "1")?;
            reveal(&mut page, "#view-canvas")?;
            let place = if hand == Hand::Keyboard {
                page.focus("#view-canvas")?;
                for key in ["ArrowRight", "Enter", "ArrowDown", "ArrowDown"] {
                    page.key(key)?;
                }
                "1.1.2"
            } else {
                // The middle of the link from the hidden unit to the output.
                let at = page.rect("#view-canvas")?.at(4.0 / 6.0, 0.5);
                if hand == Hand::Finger {
                    page.tap(at)?;
                } else {
                    page.click(at)?;
                }
                "2.1.1"
            };
            wait_state(&mut page, "walk-place", place)?;
            wait_state(&mut page, "walk-kind", "gradient")?;
            page.wait_for("document.querySelector('#walk-chain').checkVisibility()")?;
            let (value, shown) = chained(&mut page)?;
            assert_shown(value, &shown, place);
            assert_shown(number(&mut page, "walk-value")?, &shown, place);
            // Each factor has the colour of a part of the diagram, told by the key below.
            for part in ["delta", "signal"] {
                page.wait_for(&format!("document.querySelector('#walk-chain-lines .from-{part}')"))?;
            }
            assert_sound(&mut page)
        })
    })
}

#[test]
fn the_walk_goes_back_jumps_and_plays_by_itself() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=backpropagation&walk-stage=5")?;
        wait_state(&mut page, "walk-at", "5")?;
        page.click_on("#walk-back")?;
        wait_state(&mut page, "walk-at", "4")?;
        page.focus("#walk-stage")?;
        page.key("ArrowLeft")?;
        wait_state(&mut page, "walk-at", "3")?;
        page.click_on("[data-part=gradients]")?;
        wait_state(&mut page, "walk-kind", "gradient")?;
        page.wait_for("document.querySelector('#walk-check').checkVisibility()")?;
        let stated = page.text("#walk-stated")?;
        assert!(stated.len() > 1);
        let apart = number(&mut page, "walk-measured")? - number(&mut page, "walk-value")?;
        assert!(apart.abs() < 1e-5, "{apart}");
        page.choose("#walk-pace", "0.25")?;
        let from = number(&mut page, "walk-at")?;
        page.click_on("#walk-play")?;
        wait_above(&mut page, "walk-at", from + 3.0)?;
        page.click_on("#walk-play")?;
        page.wait_for("document.querySelector('#walk-play').ariaPressed === 'false'")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_sample_is_tapped_in_the_plane_or_given_by_number() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "view=backpropagation&dataset=xor&train=1")?;
        wait_state(&mut page, "points", "4")?;
        let plane = page.rect("#plane-canvas")?;
        page.tap(on_plane(plane, (-0.5, 1.5), 1.0, 0.0))?;
        page.wait_for("/^[0-3]$/.test(heard.state.walk)")?;
        assert_eq!(state(&mut page, "points")?, "4", "a tap on a point adds none");
        let chosen = state(&mut page, "walk-numbers")?;
        assert!(chosen.starts_with("1,0,1"), "{chosen}");
        reveal(&mut page, "#walk-sample")?;
        page.fill("#walk-sample", "77")?;
        page.key("Enter")?;
        page.wait_for("document.querySelector('#walk-sample').ariaInvalid === 'true'")?;
        page.fill("#walk-sample", "0")?;
        page.key("Enter")?;
        wait_state(&mut page, "walk", "0")?;
        assert_sound(&mut page)
    })
}

#[test]
fn long_sums_are_folded_and_unfold_and_every_kind_of_network_can_be_walked() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=backpropagation&hidden=6")?;
        command(&mut page, &["walk-stage=14"])?;
        wait_state(&mut page, "walk-place", "2.1")?;
        page.wait_for("document.querySelector('#walk-formula .fold')")?;
        assert!(!page.text("#walk-formula")?.contains("w₃"));
        page.click_on("#walk-formula .fold")?;
        page.wait_for("document.querySelector('#walk-formula').textContent.includes('w₃')")?;
        for settings in [
            "optimizer=adam",
            "optimizer=momentum",
            "l2=0.1",
            "classes=3",
            "activation=leaky",
            "hidden=2,2,2",
        ] {
            command(&mut page, &[settings])?;
            let (name, value) = settings.split_once('=').unwrap_or_default();
            wait_state(&mut page, name, value)?;
            let stages = number(&mut page, "walk-stages")? as usize;
            for at in (1..=stages).step_by(3) {
                command(&mut page, &[&format!("walk-stage={at}")])?;
                wait_state(&mut page, "walk-at", &at.to_string())?;
                page.wait_for(&format!(
                    "document.querySelector('#walk-place').textContent.startsWith('{at} ')"
                ))?;
                assert!(page.text("#walk-title")?.len() > 4);
                let text = page.text("#walk-stage")?;
                assert!(!text.contains("undefined") && !text.contains("NaN"), "{settings} {at}: {text}");
            }
        }
        assert_sound(&mut page)
    })
}

#[test]
fn a_question_tells_right_from_wrong_with_the_reason() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let link = "view=backpropagation&hidden=2&train=1&walk-asks=on";
            let mut page = open(browser, hand.viewport(), link)?;
            wait_state(&mut page, "walk-at", "1")?;
            hand.press(&mut page, "[data-part=updates]")?;
            wait_state(&mut page, "walk-kind", "update")?;
            page.wait_for("document.querySelector('#walk-question').checkVisibility()")?;
            assert_eq!(page.text("#walk-result")?, "", "the answer is not told before");
            assert_eq!(
                page.eval("document.querySelector('#walk-chain').checkVisibility()")?.as_bool(),
                Some(false)
            );
            let numbers = state(&mut page, "walk-numbers")?;
            let numbers: Vec<f64> = numbers.split(',').filter_map(|number| number.parse().ok()).collect();
            let [before, gradient, rate, ..] = numbers[..] else { panic!("{numbers:?}") };
            let mut verdicts = Vec::new();
            for answer in
                [before + rate * gradient, before - gradient, before - 7.0, before - rate * gradient]
            {
                page.fill("#walk-answer", &format!("{answer:.6}"))?;
                page.key("Enter")?;
                page.wait_for("document.querySelector('#walk-verdict').textContent !== ''")?;
                verdicts.push(page.text("#walk-verdict")?);
            }
            verdicts.dedup();
            assert_eq!(verdicts.len(), 4, "{verdicts:?}");
            page.wait_for("document.querySelector('#walk-verdict').dataset.right === 'true'")?;
            page.wait_for("document.querySelector('#walk-result').textContent !== ''")?;
            assert!(!page.text("#walk-formula")?.is_empty());
            page.wait_for("document.querySelector('#walk-chain').checkVisibility()")?;
            hand.press(&mut page, "#walk-next")?;
            page.wait_for("document.querySelector('#walk-question').checkVisibility()")?;
            assert_eq!(page.text("#walk-verdict")?, "");
            hand.press(&mut page, "#walk-show")?;
            page.wait_for("document.querySelector('#walk-result').textContent !== ''")?;
            assert_sound(&mut page)
        })
    })
}

#[test]
fn a_formula_can_be_chosen_and_a_wrong_one_is_told_why() -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let link = "view=backpropagation&hidden=2&train=1&walk-asks=on";
            let mut page = open(browser, hand.viewport(), link)?;
            wait_state(&mut page, "walk-at", "1")?;
            hand.press(&mut page, "[data-part=gradients]")?;
            wait_state(&mut page, "walk-kind", "gradient")?;
            for place in ["2.1.1", "2.1.2", "1.1.0"] {
                hand.press(&mut page, "#walk-next")?;
                wait_state(&mut page, "walk-place", place)?;
            }
            // The bias of a hidden unit, of which the slide says what holds for the output's.
            page.wait_for("document.querySelectorAll('.walk-choice').length === 4")?;
            let mut reasons = Vec::new();
            for wrong in ["μ − y", "−δ₁", "δ₁ · v₁₀", "δ₁"] {
                let place = page.number(&format!(
                    "[...document.querySelectorAll('.walk-choice')].findIndex((one) => one.textContent === '{wrong}') + 1"
                ))?;
                assert!(place > 0.0, "{wrong}: {}", page.text("#walk-choices")?);
                hand.press(&mut page, &format!(".walk-choice:nth-child({place})"))?;
                page.wait_for(&format!(
                    "!['', {:?}].includes(document.querySelector('#walk-verdict').textContent)",
                    reasons.last().map_or("", String::as_str)
                ))?;
                reasons.push(page.text("#walk-verdict")?);
            }
            assert!(reasons[0].contains("chain"), "{reasons:?}");
            assert!(reasons[1].contains("sign"), "{reasons:?}");
            page.wait_for("document.querySelector('#walk-verdict').dataset.right === 'true'")?;
            page.wait_for("document.querySelector('#walk-chain').checkVisibility()")?;
            page.wait_for("!document.querySelector('#walk-question').checkVisibility()")?;
            assert_sound(&mut page)
        })
    })
}
