//! Runs side by side: chosen, looked at, kept; by mouse, finger and keyboard.

use browser::frontera::{
    Hand, PLANE, assert_sound, by_each_hand, link, number, open, reveal, state, wait_above, wait_said,
    wait_state,
};
use browser::{Page, Result, Viewport, in_each_browser};

#[test]
fn activations_are_compared_looked_at_and_one_is_kept_by_each_hand() -> Result<()> {
    by_each_hand("count=50", |hand, page| {
        hand.press(page, "#compare button[value=activation]")?;
        wait_state(page, "runs", "sigmoid,tanh,relu,leaky")?;
        wait_state(page, "front", "2")?;
        page.click_on("#play")?;
        wait_above(page, "step", 20.0)?;
        page.click_on("#play")?;
        wait_state(page, "playing", "0")?;
        let step = state(page, "step")?;
        hand.press(page, "#rival-3 .rival-front")?;
        wait_state(page, "activation", "relu")?;
        assert_eq!(state(page, "step")?, step, "looking starts nothing again");
        page.wait_for("document.querySelector('#rival-3').dataset.front === 'true'")?;
        assert!(page.text("#rival-3 .rival-loss")?.contains('.'));
        hand.press(page, "#rival-1 .rival-keep")?;
        wait_state(page, "compare", "none")?;
        wait_state(page, "activation", "sigmoid")?;
        assert_eq!(state(page, "step")?, step, "it goes on from where it is");
        page.wait_for("document.querySelector('#rivals').hidden")?;
        if hand == Hand::Keyboard {
            page.wait_for("document.activeElement.value === 'none'")?;
        }
        hand.press(page, "#undo")?;
        wait_state(page, "compare", "activation")?;
        assert_eq!(state(page, "step")?, step);
        Ok(())
    })
}

#[test]
fn every_run_has_a_plane_and_its_gradients() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::PHONE, Viewport::LAPTOP, Viewport::PROJECTOR] {
            let mut page = open(browser, viewport, "compare=init&step=30")?;
            wait_state(&mut page, "step", "30")?;
            reveal(&mut page, "#rivals")?;
            for run in 1..=5 {
                for figure in ["plane", "gradient"] {
                    page.wait_colours(&format!("[data-figure=rival-{figure}-{run}] canvas"), 4)?;
                }
            }
            assert_eq!(page.eval("document.querySelectorAll('.rival:not([hidden])').length")?, 5);
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_network_of_one_layer_has_no_first_and_last_layer_to_compare() -> Result<()> {
    in_each_browser(|browser| {
        let ratios = "[...document.querySelectorAll('.rival:not([hidden]) .rival-ratio')].map(({ textContent }) => textContent)";
        let mut page = open(browser, Viewport::LAPTOP, "dataset=clouds&hidden=0&compare=model&step=5")?;
        wait_state(&mut page, "step", "5")?;
        page.wait_for("/[0-9]/.test(document.querySelector('#rival-2 .rival-loss').textContent)")?;
        assert_eq!(page.eval(ratios)?, serde_json::json!(["", ""]));
        assert_sound(&mut page)?;
        drop(page);
        let mut page = open(browser, Viewport::LAPTOP, "hidden=3&compare=activation&step=5")?;
        wait_state(&mut page, "step", "5")?;
        page.wait_for(&format!("{ratios}.length === 4 && {ratios}.every((text) => /[0-9]/.test(text))"))?;
        assert_sound(&mut page)
    })
}

#[test]
fn without_hidden_layers_activations_are_not_compared_and_the_page_says_why() -> Result<()> {
    const SAME: &str = "document.querySelector('#compare-same').checkVisibility()";
    let off = |page: &mut Page| {
        page.eval("[...document.querySelectorAll('#compare [data-setting=compare]:disabled')].map(({ value }) => value)")
    };
    in_each_browser(|browser| {
        for link in ["hidden=0", "dataset=and&model=perceptron&hidden=4", "task=regression&hidden=0"] {
            let mut page = open(browser, Viewport::LAPTOP, link)?;
            page.wait_for("document.querySelector('#compare-help').textContent.includes('changes nothing')")?;
            assert_eq!(off(&mut page)?, serde_json::json!(["activation", "table"]), "{link}");
            assert_eq!(page.eval(SAME)?, false, "{link}: nothing is compared");
            assert_sound(&mut page)?;
        }
        // A link may ask for it all the same.
        let mut page = open(browser, Viewport::LAPTOP, "hidden=0&compare=table")?;
        page.wait_for(SAME)?;
        assert!(page.text("#compare-same")?.contains("all the same"));
        page.click_on("#add-layer")?;
        wait_state(&mut page, "hidden", "4")?;
        page.wait_for(&format!("!{SAME}"))?;
        assert_eq!(off(&mut page)?, serde_json::json!([]));
        page.click_on("#compare button[value=activation]")?;
        wait_state(&mut page, "compare", "activation")?;
        assert_eq!(page.eval(SAME)?, false);
        page.click_on("#columns .remove")?;
        page.wait_for(SAME)?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_table_of_all_pairs_says_what_its_numbers_are() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PROJECTOR, "compare=table&count=40")?;
        page.wait_for("document.querySelector('#table-legend').checkVisibility()")?;
        let legend = page.text("#table-legend")?;
        assert!(legend.contains("accuracy") && legend.contains("first / last layer"), "{legend}");
        let help = page.string("document.querySelector('#compare-help').textContent")?;
        assert!(help.contains("gradient of the first layer"), "{help}");
        page.key("p")?;
        page.wait_for(
            "document.documentElement.dataset.room === 'compare' || document.querySelector('#room-compare')",
        )?;
        page.click_on("#room-compare")?;
        page.wait_for("document.documentElement.dataset.room === 'compare'")?;
        page.wait_for("document.querySelector('#table-legend').checkVisibility()")?;
        assert!(
            page.number("parseFloat(getComputedStyle(document.querySelector('#table-legend')).fontSize)")?
                >= 28.0
        );
        browser::frontera::command(&mut page, &["task=regression"])?;
        page.wait_for("document.querySelector('#table-legend').textContent.includes('loss')")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_table_of_all_pairs_fills_in_live_and_brings_any_of_them_to_the_front() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "compare=table&count=40&speed=max")?;
        page.wait_for("document.querySelectorAll('.pair-cell').length === 20")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 30.0)?;
        page.wait_for(
            "[...document.querySelectorAll('.pair-accuracy')].every((cell) => /\\d/.test(cell.textContent))",
        )?;
        page.focus("[data-run='14']")?;
        page.key("Enter")?;
        wait_state(&mut page, "activation", "relu")?;
        wait_state(&mut page, "init", "he")?;
        page.wait_for("document.activeElement.dataset.run === '14'")?;
        page.click_on("#table-keep")?;
        wait_state(&mut page, "runs", "")?;
        assert!(number(&mut page, "step")? > 30.0);
        assert_sound(&mut page)
    })
}

#[test]
fn a_link_opens_the_comparison_at_its_step() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "compare=rate&view=gradients&measure=delta&step=25")?;
        wait_state(&mut page, "step", "25")?;
        wait_state(&mut page, "runs", "0.01,0.03,0.1,0.3,1")?;
        assert_eq!(link(&mut page)?, "compare=rate&view=gradients&measure=delta&step=25");
        page.click_on("#rival-5 .rival-keep")?;
        wait_state(&mut page, "rate", "1")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_run_that_is_not_there_is_refused_and_changes_nothing() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "compare=activation&step=3")?;
        wait_state(&mut page, "step", "3")?;
        let before = link(&mut page)?;
        browser::frontera::command(&mut page, &["keep=9", "front=0", "keep=x"])?;
        wait_said(&mut page, "error bad-arguments")?;
        assert_eq!(link(&mut page)?, before);
        assert_sound(&mut page)
    })
}

#[test]
fn no_number_of_a_card_is_broken_beside_a_lesson() -> Result<()> {
    in_each_browser(|browser| {
        let viewport = Viewport { width: 1440, height: 900, ..Viewport::LAPTOP };
        let mut page = open(browser, viewport, "lesson=activations&compare=activation&hidden=4,4")?;
        page.wait_for(
            "'lesson' in document.body.dataset && document.querySelector('#rival-4').checkVisibility()",
        )?;
        page.wait_for("document.querySelector('#rival-4 .rival-accuracy').textContent.includes('%')")?;
        let lines = "[...document.querySelectorAll('.rival-numbers dd')].filter((number) => number.checkVisibility()).map((number) => {
            const range = document.createRange();
            range.selectNodeContents(number);
            return range.getClientRects().length;
        })";
        assert_eq!(page.eval(lines)?, serde_json::json!([1, 1, 1, 1, 1, 1, 1, 1]));
        assert_sound(&mut page)
    })
}

#[test]
fn the_crosshair_moves_in_every_runs_plane() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "compare=init&step=30")?;
        wait_state(&mut page, "step", "30")?;
        reveal(&mut page, "#rivals")?;
        let planes: Vec<String> =
            (1..=5).map(|run| format!("[data-figure=rival-plane-{run}] canvas")).collect();
        for plane in &planes {
            page.wait_colours(plane, 4)?;
        }
        page.focus(PLANE)?;
        page.key("ArrowRight")?;
        page.wait_for("heard.state.probe !== ''")?;
        reveal(&mut page, "#rivals")?;
        let before: Vec<f64> = planes.iter().map(|plane| page.picture(plane)).collect::<Result<_>>()?;
        let probe = state(&mut page, "probe")?;
        page.key("Shift+ArrowUp")?;
        page.wait_for(&format!("heard.state.probe !== {probe:?}"))?;
        for (plane, picture) in planes.iter().zip(before) {
            page.wait_other_picture(plane, picture)?;
        }
        assert_sound(&mut page)
    })
}
