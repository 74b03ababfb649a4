//! The chain rule of a weight that is chosen in the diagram: its factors, and where in the network they come from.

use browser::frontera::{Hand, assert_sound, number, open, reveal, wait_state};
use browser::{Result, Viewport, in_each_browser};
use frontera::figure::palette::{Factor, Palette, Theme};

use crate::reckoned::{assert_shown, chained};

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
            assert_sound(&mut page)
        })
    })
}

/// The factors in symbols that are marked as from a part of the network, and in which colour.
fn marked(part: &str) -> String {
    format!(
        "[...document.querySelector('#walk-chain-lines').children[1].querySelectorAll('.from-{part}')]
            .map((one) => one.textContent).join(' ')"
    )
}

#[test]
fn each_factor_is_coloured_as_the_part_of_the_network_that_it_comes_from() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::LAPTOP, Viewport::LAPTOP.dark()] {
            let link = "view=backpropagation&hidden=2,2&train=1&walk-stage=1";
            let mut page = open(browser, viewport, link)?;
            wait_state(&mut page, "walk-at", "1")?;
            // To the gradient of a weight of the first layer, which reaches the error by two paths.
            page.click_on("[data-part=gradients]")?;
            wait_state(&mut page, "walk-kind", "gradient")?;
            for place in
                ["3.1.1", "3.1.2", "2.1.0", "2.1.1", "2.1.2", "2.2.0", "2.2.1", "2.2.2", "1.1.0", "1.1.1"]
            {
                page.click_on("#walk-next")?;
                wait_state(&mut page, "walk-place", place)?;
            }
            let theme = if viewport.dark { Theme::Dark } else { Theme::Light };
            for (part, factor, expected) in [
                ("delta", Factor::Error, "μ y μ y"),
                ("weight", Factor::Weight, "w₁ v₁₁⁽²⁾ w₂ v₂₁⁽²⁾"),
                ("slope", Factor::Slope, "g′(a₁⁽²⁾) g′(a₂⁽²⁾) g′(a₁⁽¹⁾)"),
                ("signal", Factor::Signal, "x₁"),
            ] {
                page.wait_for(&format!("{} === '{expected}'", marked(part)))?;
                let [red, green, blue, _] = Palette::new(theme).factor(factor).0;
                let colour = page.string(&format!(
                    "getComputedStyle(document.querySelector('#walk-chain-lines .from-{part}')).borderBlockEndColor"
                ))?;
                assert_eq!(colour, format!("rgb({red}, {green}, {blue})"), "{part}");
                // Told by the key below, too.
                let key = page.string(&format!(
                    "getComputedStyle(document.querySelector('.walk-key .from-{part}')).borderBlockEndColor"
                ))?;
                assert_eq!(key, colour);
            }
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}
