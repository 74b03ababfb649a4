//! The walk's questions: a number or a formula is told right from wrong, with the reason.

use browser::Result;
use browser::frontera::{by_each_hand, state, wait_state};

#[test]
fn a_question_tells_right_from_wrong_with_the_reason() -> Result<()> {
    by_each_hand("view=backpropagation&hidden=2&train=1&walk-asks=on", |hand, page| {
        wait_state(page, "walk-at", "1")?;
        hand.press(page, "[data-part=updates]")?;
        wait_state(page, "walk-kind", "update")?;
        page.wait_for("document.querySelector('#walk-question').checkVisibility()")?;
        assert_eq!(page.text("#walk-result")?, "", "the answer is not told before");
        assert_eq!(
            page.eval("document.querySelector('#walk-chain').checkVisibility()")?.as_bool(),
            Some(false)
        );
        let numbers = state(page, "walk-numbers")?;
        let numbers: Vec<f64> = numbers.split(',').filter_map(|number| number.parse().ok()).collect();
        let [before, gradient, rate, ..] = numbers[..] else { panic!("{numbers:?}") };
        let mut verdicts = Vec::new();
        for answer in [before + rate * gradient, before - gradient, before - 7.0, before - rate * gradient] {
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
        hand.press(page, "#walk-next")?;
        page.wait_for("document.querySelector('#walk-question').checkVisibility()")?;
        assert_eq!(page.text("#walk-verdict")?, "");
        page.focus("#walk-answer")?;
        page.key("Enter")?;
        page.wait_for("document.querySelector('#walk-verdict').textContent.includes('number')")?;
        assert_eq!(page.string("document.querySelector('#walk-verdict').dataset.right")?, "false");
        hand.press(page, "#walk-show")?;
        page.wait_for("document.querySelector('#walk-result').textContent !== ''")?;
        assert_eq!(page.text("#walk-verdict")?, "", "beside the answer nothing asks for one");
        Ok(())
    })
}

#[test]
fn a_formula_can_be_chosen_and_a_wrong_one_is_told_why() -> Result<()> {
    by_each_hand("view=backpropagation&hidden=2&train=1&walk-asks=on", |hand, page| {
        wait_state(page, "walk-at", "1")?;
        hand.press(page, "[data-part=gradients]")?;
        wait_state(page, "walk-kind", "gradient")?;
        for place in ["2.1.1", "2.1.2", "1.1.0"] {
            hand.press(page, "#walk-next")?;
            wait_state(page, "walk-place", place)?;
        }
        // The bias of a hidden unit, of which the slide says what holds for the output's.
        page.wait_for("document.querySelectorAll('.walk-choice').length === 4")?;
        let mut reasons = Vec::new();
        for wrong in ["μ − y", "−δ₁", "δ₁ · v₁₀", "δ₁"] {
            let place = page.number(&format!(
                "[...document.querySelectorAll('.walk-choice')].findIndex((one) => one.textContent === '{wrong}') + 1"
            ))?;
            assert!(place > 0.0, "{wrong}: {}", page.text("#walk-choices")?);
            hand.press(page, &format!(".walk-choice:nth-child({place})"))?;
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
        Ok(())
    })
}
