//! Looking closer: every explanation shows its figure and its numbers, by mouse, finger and keyboard.

use browser::frontera::{assert_sound, by_each_hand, number, open, reveal, state, wait_above, wait_state};
use browser::{Result, Viewport, in_each_browser};

/// The figures that are looked at closer, by their names in the setting `view`.
pub const VIEWS: [&str; 10] = [
    "decision",
    "softmax",
    "hidden",
    "gradients",
    "activations",
    "layers",
    "spread",
    "variance",
    "backpropagation",
    "surface",
];

#[test]
fn every_explanation_has_a_figure_and_words_by_each_hand() -> Result<()> {
    by_each_hand("step=20&hidden=4,4&spread-units=20", |hand, page| {
        wait_state(page, "step", "20")?;
        for view in VIEWS {
            hand.press(page, &format!("#closer button[data-setting=view][value={view}]"))?;
            wait_state(page, "view", view)?;
            page.wait_for(&format!(
                "document.querySelector('.view-part[data-view={view}]').checkVisibility()"
            ))?;
            assert!(page.text(&format!(".view-part[data-view={view}] p"))?.len() > 40);
            page.wait_colours("#view-canvas", 4)?;
        }
        assert_eq!(state(page, "step")?, "20", "looking changes nothing");
        hand.press(page, "#closer button[data-setting=view][value=none]")?;
        page.wait_for("document.querySelector('#explain-body').hidden")?;
        Ok(())
    })
}

#[test]
fn a_deep_sigmoid_network_is_told_in_a_number_and_the_depth_is_a_slider() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=gradients&hidden=8&activation=sigmoid&step=10")?;
        wait_state(&mut page, "step", "10")?;
        page.focus("#depth")?;
        for _ in 0..5 {
            page.key("ArrowRight")?;
        }
        wait_state(&mut page, "hidden", "8,8,8,8,8,8")?;
        page.click_on("#epoch")?;
        wait_state(&mut page, "step", "14")?;
        let ratio: f64 = state(&mut page, "run-ratios")?.parse().unwrap_or(1.0);
        assert!(ratio < 0.02, "{ratio}");
        page.wait_for("/0\\.00|10⁻/.test(document.querySelector('#gradient-ratio').textContent)")?;
        page.click_on("button[data-setting=measure][value=delta]")?;
        wait_state(&mut page, "measure", "delta")?;
        page.click_on("#links")?;
        wait_state(&mut page, "links", "gradient")?;
        assert_sound(&mut page)
    })
}

#[test]
fn dead_units_are_counted_and_the_reason_is_told_on_selection() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=activations&activation=relu&hidden=2")?;
        for command in ["weight=1.1.0,-50", "select=1.1"] {
            browser::frontera::command(&mut page, &[command])?;
        }
        wait_state(&mut page, "selected-state", "dead")?;
        page.wait_for(
            "document.querySelector('#shares tbody').rows[0].cells[3].textContent.startsWith('50')",
        )?;
        page.wait_for("document.querySelector('[data-fact=state]').textContent.length > 10")?;
        browser::frontera::command(&mut page, &["select=1.2"])?;
        wait_state(&mut page, "selected-state", "live")?;
        assert_sound(&mut page)
    })
}

#[test]
fn without_hidden_layers_the_output_is_looked_at_and_is_named_so() -> Result<()> {
    in_each_browser(|browser| {
        for (link, what) in [
            ("hidden=0", "sigmoid"),
            ("hidden=0&dataset=arms", "softmax"),
            ("model=perceptron&hidden=4&dataset=and", "threshold"),
            ("task=regression&hidden=0", "linear"),
        ] {
            let mut page = open(browser, Viewport::LAPTOP, &format!("{link}&view=activations"))?;
            page.wait_for("document.querySelector('#shares tbody').rows.length === 1")?;
            for name in
                ["document.querySelector('#shares tbody th')", "document.querySelector('#layer-shown')"]
            {
                assert_eq!(page.string(&format!("{name}.textContent"))?, "μ", "{link}");
            }
            let note = page.text("#activations-output")?;
            assert!(note.contains(what), "{link}: {note}");
            page.click_on("#add-layer")?;
            page.wait_for("!document.querySelector('#activations-output').checkVisibility()")?;
            page.wait_for("document.querySelector('#layer-shown').textContent === '1'")?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn the_trials_are_links_that_open_what_they_say() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=layers")?;
        let past = page.eval("history.length")?;
        page.click_on("#try-zeros")?;
        wait_state(&mut page, "init", "zeros")?;
        assert_eq!(page.eval("history.length")?, past, "a trial is no step of the browser's past");
        page.wait_for("document.querySelector('#twins').textContent.includes('z₁ = z₂ = z₃ = z₄')")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 5.0)?;
        page.click_on("#play")?;
        wait_state(&mut page, "twins", "1:1+2+3+4")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_long_measurement_shows_its_progress_and_can_be_stopped_and_gone_on_with() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "view=spread&spread-layers=50&spread-units=500")?;
        wait_above(&mut page, "study-progress", 0.0)?;
        page.wait_for("document.querySelector('#study').checkVisibility()")?;
        page.click_on("#study-stop")?;
        wait_state(&mut page, "study-stopped", "1")?;
        let progress = number(&mut page, "study-progress")?;
        assert!(progress < 1.0);
        page.click_on("#study-stop")?;
        wait_above(&mut page, "study-progress", progress + 0.001)?;
        browser::frontera::command(&mut page, &["spread-units=10"])?;
        wait_state(&mut page, "study-progress", "1")?;
        page.wait_for("!document.querySelector('#study').checkVisibility()")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_sigmoid_is_morphed_into_tanh_by_finger() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "view=activations")?;
        reveal(&mut page, "#closer")?;
        page.tap_on("button[data-setting=curves][value=morph]")?;
        wait_state(&mut page, "curves", "morph")?;
        let place = page.rect("#morph")?;
        page.tap(place.at(0.75, 0.5))?;
        wait_above(&mut page, "morph", 0.6)?;
        assert_sound(&mut page)
    })
}
