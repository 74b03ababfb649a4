//! Settings: what starts training again and what does not, layers in place, number fields.

use browser::frontera::{
    Hand, assert_sound, by_each_hand, number, open, reveal, said, state, wait_above, wait_said, wait_state,
};
use browser::{Error, Page, Result, Viewport, in_each_browser};

/// A run of a few steps with its first weight selected.
const BEGUN: &str = "select=1.1.1&init=normal&step=5";

/// Chooses the next option of a `<select>` with the keyboard.
fn next_option(page: &mut Page, selector: &str) -> Result<()> {
    page.focus(selector)?;
    page.key("ArrowDown")
}

#[test]
fn another_activation_starts_again_from_the_same_draws() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "select=1.1.1")?;
        let first = state(&mut page, "selected-value")?;
        page.click_on("#epoch")?;
        wait_state(&mut page, "step", "14")?;
        next_option(&mut page, "#activation")?;
        wait_state(&mut page, "activation", "relu")?;
        wait_state(&mut page, "step", "0")?;
        assert_eq!(state(&mut page, "selected-value")?, first);
        page.key("Control+z")?;
        wait_state(&mut page, "activation", "tanh")?;
        wait_state(&mut page, "step", "14")?;
        assert_sound(&mut page)
    })
}

#[test]
fn another_initialisation_scales_the_same_draws() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, BEGUN)?;
        wait_state(&mut page, "step", "5")?;
        next_option(&mut page, "#init")?;
        wait_state(&mut page, "init", "fan-in")?;
        wait_state(&mut page, "step", "0")?;
        let scaled = number(&mut page, "selected-value")?;
        page.key("ArrowUp")?;
        wait_state(&mut page, "init", "normal")?;
        let plain = number(&mut page, "selected-value")?;
        // N(0, 1/n) with n = 2 inputs.
        assert!((plain / scaled - f64::sqrt(2.0)).abs() < 1e-5, "{plain} / {scaled}");
        page.choose("#init", "zeros")?;
        wait_state(&mut page, "init", "zeros")?;
        assert_eq!(state(&mut page, "selected-value")?, "0");
        assert_sound(&mut page)
    })
}

#[test]
fn hard_classes_and_the_log_scale_are_toggled_by_each_hand() -> Result<()> {
    by_each_hand("step=20", |hand, page| {
        wait_state(page, "step", "20")?;
        for (name, on, off) in [("field", "hard", "smooth"), ("loss-scale", "log", "linear")] {
            for value in [on, off] {
                let switch = format!("#{name}");
                if hand == Hand::Keyboard {
                    page.focus(&switch)?;
                    page.key(" ")?;
                } else {
                    hand.press(page, &switch)?;
                }
                wait_state(page, name, value)?;
            }
        }
        assert_eq!(state(page, "step")?, "20", "only the view has changed");
        Ok(())
    })
}

#[test]
fn activation_and_initialisation_can_be_chosen_on_a_phone() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "step=3")?;
        wait_state(&mut page, "step", "3")?;
        reveal(&mut page, "#activation")?;
        // The list of options that a tap opens is the system's: no driver reaches into it.
        page.choose("#activation", "sigmoid")?;
        wait_state(&mut page, "activation", "sigmoid")?;
        wait_state(&mut page, "step", "0")?;
        page.choose("#init", "he")?;
        wait_state(&mut page, "init", "he")?;
        assert_sound(&mut page)
    })
}

#[test]
fn rate_batch_optimizer_penalty_and_data_never_reset() -> Result<()> {
    let changes = [
        ("#rate", "ArrowRight", "rate", "0.3"),
        ("#batch", "ArrowRight", "batch", "20"),
        ("#optimizer", "ArrowDown", "optimizer", "momentum"),
        ("#momentum", "ArrowRight", "momentum", "0.95"),
        ("#l1", "ArrowRight", "l1", "0.0001"),
        ("#l2", "ArrowRight", "l2", "0.0001"),
        ("#count", "ArrowRight", "count", "300"),
        ("#noise", "ArrowRight", "noise", "0.15"),
        ("#train", "ArrowRight", "train", "0.8"),
        ("#data-seed-next", "Enter", "data-seed", "2"),
    ];
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "speed=100")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 10.0)?;
        let mut last = number(&mut page, "step")?;
        for (control, key, name, value) in changes {
            page.focus(control)?;
            page.key(key)?;
            wait_state(&mut page, name, value)?;
            let step = number(&mut page, "step")?;
            assert!(step >= last, "{name} went back from step {last} to {step}");
            wait_above(&mut page, "step", step)?;
            last = step;
        }
        assert_eq!(state(&mut page, "playing")?, "1");
        assert_sound(&mut page)
    })
}

#[test]
fn the_page_says_which_settings_start_again() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "activation=leaky&optimizer=momentum")?;
        let marked = page.eval(
            "[...document.querySelectorAll('label[data-restarts], h2[data-restarts], .control-name[data-restarts]')]
                .map((label) => label.id.replace('-label', '').replace('-title', '')).sort()",
        )?;
        assert_eq!(
            marked,
            serde_json::json!(["activation", "compare", "depth", "init", "layers", "seed", "slope"])
        );
        assert!(page.text(".marks")?.len() > 10, "and what the mark means");
        Ok(())
    })
}

#[test]
fn a_data_set_is_chosen_by_its_tile() -> Result<()> {
    by_each_hand("", |hand, page| {
        for (name, points, classes) in [("xor", "4", "2"), ("quadrants", "200", "4"), ("blank", "0", "2")] {
            hand.press(page, &format!("#data button[data-setting=dataset][value={name}]"))?;
            wait_state(page, "dataset", name)?;
            wait_state(page, "classes", classes)?;
            wait_state(page, "points", points)?;
            let pressed = format!(
                "document.querySelector('#data button[data-setting=dataset][value={name}]').ariaPressed === 'true'"
            );
            page.wait_for(&pressed)?;
        }
        Ok(())
    })
}

#[test]
fn units_are_added_and_removed_in_place_and_the_other_draws_stay() -> Result<()> {
    by_each_hand(BEGUN, |hand, page| {
        wait_state(page, "step", "5")?;
        hand.press(page, "#columns .more")?;
        wait_state(page, "layers", "2,5,1")?;
        wait_state(page, "step", "0")?;
        let value = state(page, "selected-value")?;
        hand.press(page, "#columns .fewer")?;
        wait_state(page, "layers", "2,4,1")?;
        assert_eq!(state(page, "selected-value")?, value);
        page.wait_for("document.querySelector('#columns .units').textContent === '4'")?;
        Ok(())
    })
}

#[test]
fn layers_are_added_and_removed_in_place_down_to_none() -> Result<()> {
    by_each_hand("", |hand, page| {
        hand.press(page, "#add-layer")?;
        wait_state(page, "layers", "2,4,4,1")?;
        page.wait_for("document.querySelectorAll('#columns .remove').length === 2")?;
        hand.press(page, "#columns .column:nth-child(3) .more")?;
        wait_state(page, "layers", "2,4,5,1")?;
        hand.press(page, "#columns .column:nth-child(2) .remove")?;
        wait_state(page, "layers", "2,5,1")?;
        hand.press(page, "#columns .remove")?;
        wait_state(page, "layers", "2,1")?;
        page.wait_for("document.querySelector('#layer-count').textContent === '0'")?;
        hand.press(page, "#step")?;
        wait_state(page, "step", "1")?;
        Ok(())
    })
}

#[test]
fn eight_layers_and_sixteen_units_are_the_most() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=15,1,1,1,1,1,1")?;
        page.click_on("#add-layer")?;
        wait_state(&mut page, "hidden", "15,1,1,1,1,1,1,1")?;
        page.wait_for("document.querySelector('#add-layer').ariaDisabled === 'true'")?;
        page.click_on("#add-layer")?;
        page.click_on("#columns .more")?;
        wait_state(&mut page, "hidden", "16,1,1,1,1,1,1,1")?;
        page.wait_for("document.querySelector('#columns .more').ariaDisabled === 'true'")?;
        page.click_on("#columns .more")?;
        page.click_on("#step")?;
        wait_state(&mut page, "step", "1")?;
        assert_eq!(state(&mut page, "hidden")?, "16,1,1,1,1,1,1,1");
        assert_eq!(said(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}

#[test]
fn each_layer_can_have_an_activation_of_its_own() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "hidden=3,3")?;
        page.wait_for("document.querySelectorAll('.layer-activation').length === 2")?;
        next_option(&mut page, ".column:nth-child(3) .layer-activation")?;
        wait_state(&mut page, "activation", "tanh,relu")?;
        assert_eq!(page.string("document.querySelector('#activation').value")?, "");
        assert!(!page.string("document.querySelector('#activation').selectedOptions[0].text")?.is_empty());
        page.choose("#activation", "sigmoid")?;
        wait_state(&mut page, "activation", "sigmoid")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_value_that_cannot_be_shows_an_error_and_changes_nothing() -> Result<()> {
    let fields = [
        ("#rate-value", "rate", "abc"),
        ("#rate-value", "rate", "11"),
        ("#rate-value", "rate", "-1"),
        ("#batch-value", "batch", "0"),
        ("#count-value", "count", "2001"),
        ("#noise-value", "noise", "1e9"),
        ("#seed", "seed", "1.5"),
        ("#seed", "seed", "4294967296"),
        ("#l2-value", "l2", ""),
    ];
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "step=3")?;
        wait_state(&mut page, "step", "3")?;
        for (field, name, typed) in fields {
            let before = state(&mut page, name)?;
            page.fill(field, typed)?;
            page.key("Enter")?;
            wait_said(&mut page, &format!("error error setting={name}"))?;
            page.eval("heard.said.length = 0")?;
            page.wait_for(&format!(
                "document.querySelector('{field}').getAttribute('aria-invalid') === 'true'"
            ))?;
            let shown = page.text(&format!("{field}-error"))?;
            assert!(shown.contains(typed) && !shown.contains('{'), "{shown}");
            assert!(name != "l2" || shown.contains("L2"), "{shown}");
            let described =
                page.string(&format!("document.querySelector('{field}').getAttribute('aria-describedby')"))?;
            assert!(described.contains("-error"), "{field} is described by {described}");
            assert_eq!(state(&mut page, name)?, before);
            assert_eq!(state(&mut page, "step")?, "3");
            // Leaving the field brings back what holds.
            page.focus("#play")?;
            let kept = page.string(&format!("document.querySelector('{field}').value"))?;
            assert_eq!(kept, before, "{field}");
        }
        assert_sound(&mut page)
    })
}

#[test]
fn what_was_wrong_with_a_value_is_told_until_the_field_is_changed_or_said_in_another_language() -> Result<()>
{
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        for (hand, other) in [("keys", ""), ("language", "button[data-language=es]")] {
            page.fill("#rate-value", "abc")?;
            page.key("Tab")?;
            page.wait_for("document.querySelector('#rate-value-error')?.textContent.includes('abc')")?;
            let marked = "document.querySelector('#rate-value').getAttribute('aria-invalid') === 'true'";
            assert_eq!(page.eval(marked)?, false, "what holds is in the field again");
            if other.is_empty() {
                page.focus("#rate")?;
                page.key("ArrowRight")?;
            } else {
                page.click_on(other)?;
            }
            page.wait_for("!document.querySelector('#rate-value-error')")
                .map_err(|error| Error::other(format!("{hand}: {error}")))?;
        }
        assert_sound(&mut page)
    })
}

#[test]
fn a_typed_value_is_taken_with_a_decimal_comma_too() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        for (field, typed, name, value) in [
            ("#rate-value", "0,05", "rate", "0.05"),
            ("#rate-value", " .25 ", "rate", "0.25"),
            ("#batch-value", "full", "batch", "full"),
            ("#batch-value", "7", "batch", "7"),
            ("#seed", "42", "seed", "42"),
        ] {
            page.fill(field, typed)?;
            page.key("Enter")?;
            wait_state(&mut page, name, value)?;
        }
        assert_eq!(said(&mut page)?, Vec::<String>::new());
        assert_sound(&mut page)
    })
}
