//! One layer: the verdict on the points, the best line, the perceptron, and the Boolean functions, by mouse, finger and keyboard.

use browser::frontera::{
    Hand, PLANE, assert_sound, by_each_hand, command, link, number, on_plane, open, reveal, said, state,
    wait_above, wait_said, wait_state,
};
use browser::{Page, Result, Viewport, in_each_browser};

use crate::lesson::{decide, wait_lesson};

/// Turns a switch, which the keyboard does with the space bar.
fn turn(page: &mut Page, hand: Hand, switch: &str) -> Result<()> {
    if hand == Hand::Keyboard {
        page.focus(switch)?;
        page.key(" ")
    } else {
        hand.press(page, switch)
    }
}

fn english(page: &mut Page) -> Result<()> {
    page.click_on("button[data-language=en]")?;
    page.wait_for("document.documentElement.lang === 'en'").map(drop)
}

/// Waits until an element's text has these words.
fn wait_words(page: &mut Page, selector: &str, words: &str) -> Result<()> {
    page.wait_for(&format!("document.querySelector('{selector}').textContent.includes('{words}')")).map(drop)
}

#[test]
fn a_student_finds_boolean_functions_with_each_hand() -> Result<()> {
    by_each_hand("dataset=and", |hand, page| {
        english(page)?;
        wait_words(page, "#found-shown", "1 of 14")?;
        wait_words(page, "#verdict", "separable: yes; widest margin 0.35")?;
        // From AND, which the link gave and nobody found: x₂, OR, XOR.
        for (output, truth) in [(2, "0101"), (3, "0111"), (4, "0110")] {
            hand.press(page, &format!("#truth-table button:nth-child({output})"))?;
            wait_state(page, "truth", truth)?;
        }
        wait_words(page, "#verdict", "separable: no; the best line gets 3 of 4 right")?;
        // What is spoken waits until it rests.
        wait_words(page, "#verdict-status", "3 of 4")?;
        wait_words(page, "#found-shown", "2 of 14")?;
        let marks = page.string("document.querySelector('#functions').textContent")?;
        assert_eq!(marks.matches(['✓', '✗']).collect::<String>(), "✓✗✓", "{marks}");
        hand.press(page, "#functions button:nth-child(8)")?;
        wait_state(page, "truth", "0111")?;
        // What was not found yet leads nowhere.
        hand.press(page, "#functions button:nth-child(15)")?;
        hand.press(page, "#undo")?;
        wait_state(page, "truth", "0110")?;
        page.wait_for("document.querySelector('#functions button:nth-child(7)').ariaPressed === 'true'")?;
        assert!(link(page)?.contains("found=224"), "what was found is in the link");
        Ok(())
    })
}

#[test]
fn what_a_lesson_or_an_undo_puts_on_the_table_is_not_found() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "lesson=perceptron&dataset=and&model=perceptron")?;
        wait_lesson(&mut page, "perceptron", "en")?;
        decide(&mut page, Hand::Mouse)?;
        page.click_on("#lesson .do li:nth-child(2) .try")?;
        wait_state(&mut page, "dataset", "xor")?;
        page.click_on("#truth-table button:nth-child(1)")?;
        wait_state(&mut page, "truth", "1110")?;
        wait_state(&mut page, "found", "16384")?;
        page.click_on("#undo")?;
        wait_state(&mut page, "truth", "0110")?;
        page.click_on("#truth-table button:nth-child(2)")?;
        wait_state(&mut page, "truth", "0010")?;
        // NAND and x₁ ∧ ¬x₂; neither AND nor XOR.
        wait_state(&mut page, "found", "16388")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_names_of_the_tables_buttons_begin_with_what_is_seen() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=xor&found=65534")?;
        for language in ["en", "es"] {
            page.click_on(&format!("button[data-language={language}]"))?;
            page.wait_for(&format!("document.documentElement.lang === '{language}'"))?;
            let others = page.eval(
                "[...document.querySelectorAll('#truth-table button, #functions button')]
                    .filter((button) => !button.getAttribute('aria-label').startsWith(button.textContent.trim() + ' ')).length",
            )?;
            assert_eq!(others, serde_json::json!(0), "{language}");
        }
        assert_sound(&mut page)
    })
}

#[test]
fn all_fourteen_are_praised() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=xor&found=65534")?;
        english(&mut page)?;
        wait_words(&mut page, "#found-shown", "13 of 14")?;
        for (output, truth) in [(2, "0010"), (3, "0000")] {
            page.click_on(&format!("#truth-table button:nth-child({output})"))?;
            wait_state(&mut page, "truth", truth)?;
        }
        wait_state(&mut page, "found", "65535")?;
        wait_words(&mut page, "#found-shown", "All 14")?;
        wait_words(&mut page, "#verdict", "one class only")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_perceptron_stops_by_itself_or_says_that_it_never_will_by_each_hand() -> Result<()> {
    by_each_hand("dataset=or", |hand, page| {
        english(page)?;
        reveal(page, "#model")?;
        if hand == Hand::Keyboard {
            page.focus("#model")?;
            page.key("ArrowDown")?;
        } else {
            page.choose("#model", "perceptron")?;
        }
        wait_state(page, "model", "perceptron")?;
        wait_state(page, "layers", "2,1")?;
        wait_words(page, "#columns", "threshold")?;
        hand.press(page, "#step")?;
        wait_state(page, "step", "1")?;
        assert!(!state(page, "turn")?.is_empty(), "the point whose turn it was is known");
        command(page, &["speed=max"])?;
        hand.press(page, "#play")?;
        wait_said(page, "notice converged")?;
        wait_state(page, "playing", "0")?;
        wait_words(page, "#verdict", "has stopped")?;
        wait_words(page, "#train-accuracy", "100")?;
        let updates = number(page, "updates")?;
        wait_words(page, "#updates-shown", &updates.to_string())?;
        for (output, truth) in [(4, "0110"), (1, "1110"), (1, "0110")] {
            hand.press(page, &format!("#truth-table button:nth-child({output})"))?;
            wait_state(page, "truth", truth)?;
        }
        wait_words(page, "#verdict", "will never stop")?;
        hand.press(page, "#play")?;
        wait_above(page, "step", 200.0)?;
        hand.press(page, "#play")?;
        wait_state(page, "playing", "0")?;
        assert!(number(page, "pass-mistakes")? > 0.0);
        Ok(())
    })
}

#[test]
fn the_verdict_follows_a_point_that_is_dragged() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), "dataset=and&separator=show")?;
            wait_state(&mut page, "separable", "yes")?;
            let plane = page.rect(PLANE)?;
            let at = |x1, x2| on_plane(plane, (-0.5, 1.5), x1, x2);
            hand.drag(&mut page, at(1.0, 1.0), at(0.2, 0.3), 8)?;
            wait_state(&mut page, "separable", "no")?;
            wait_state(&mut page, "fewest-errors", "1")?;
            hand.drag(&mut page, at(0.2, 0.3), at(0.7, 1.2), 8)?;
            wait_state(&mut page, "separable", "yes")?;
            // It is separable on the way there already, by less.
            wait_above(&mut page, "margin", 0.1)?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn the_best_line_is_a_switch_and_is_searched_for_while_the_page_goes_on() -> Result<()> {
    by_each_hand("dataset=moons&count=500&noise=0.3", |hand, page| {
        english(page)?;
        wait_words(page, "#verdict", "separable: no.")?;
        assert_eq!(state(page, "fewest-errors")?, "", "nobody asked");
        turn(page, hand, "#separator")?;
        wait_state(page, "separator", "show")?;
        wait_above(page, "fewest-errors", 0.0)?;
        wait_state(page, "searching", "0")?;
        wait_words(page, "#verdict", "the best line gets")?;
        turn(page, hand, "#separator")?;
        wait_state(page, "separator", "hide")?;
        Ok(())
    })
}

#[test]
fn a_perceptron_trains_beside_logistic_regression() -> Result<()> {
    by_each_hand("dataset=clouds&count=50", |hand, page| {
        english(page)?;
        hand.press(page, "#compare button[value=model]")?;
        wait_state(page, "runs", "perceptron,logistic")?;
        wait_words(page, "#rival-1 .rival-name", "Perceptron")?;
        wait_words(page, "#rival-2 .rival-name", "Logistic regression")?;
        page.click_on("#play")?;
        wait_above(page, "step", 20.0)?;
        page.click_on("#play")?;
        wait_state(page, "playing", "0")?;
        hand.press(page, "#rival-1 .rival-front")?;
        wait_state(page, "model", "perceptron")?;
        hand.press(page, "#rival-1 .rival-keep")?;
        wait_state(page, "compare", "none")?;
        wait_state(page, "model", "perceptron")?;
        Ok(())
    })
}

#[test]
fn a_link_brings_all_of_it_back() -> Result<()> {
    in_each_browser(|browser| {
        let all = "dataset=xor&model=perceptron&separator=show&found=64&step=25";
        let mut page = open(browser, Viewport::LAPTOP, all)?;
        wait_state(&mut page, "step", "25")?;
        assert_eq!(link(&mut page)?, all);
        let updates = number(&mut page, "updates")?;
        page.eval("document.querySelector('#scrub').focus()")?;
        page.key("ArrowLeft")?;
        wait_state(&mut page, "step", "24")?;
        assert!(number(&mut page, "updates")? <= updates);
        page.key("ArrowRight")?;
        wait_state(&mut page, "in-past", "0")?;
        wait_state(&mut page, "updates", &updates.to_string())?;
        // Hidden layers make it a network again.
        page.click_on("#add-layer")?;
        wait_state(&mut page, "model", "network")?;
        assert!(said(&mut page)?.is_empty(), "{:?}", said(&mut page)?);
        assert_sound(&mut page)
    })
}
