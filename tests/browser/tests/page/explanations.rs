//! The short explanations: every control has one, and any hand opens and closes it.

use browser::frontera::{Hand, by_each_hand, open};
use browser::{Result, Viewport, in_each_browser};

#[test]
fn every_explanation_opens_and_closes() -> Result<()> {
    by_each_hand("activation=leaky&optimizer=momentum", |hand, page| {
        let asks = page.eval(
            "[...document.querySelectorAll('.ask')].filter((ask) => !ask.closest('#explain-body, #morph-control, #truth, .for-regression'))
                .map((ask) => ask.id)",
        )?;
        let asks: Vec<_> = asks.as_array().into_iter().flatten().filter_map(|id| id.as_str()).collect();
        assert!(asks.len() >= 22, "{asks:?}");
        // All by mouse, a few by the slower hands.
        for ask in asks.into_iter().step_by(if hand == Hand::Mouse { 1 } else { 6 }) {
            let ask = format!("#{ask}");
            hand.press(page, &ask)?;
            let text =
                page.string(&format!("document.querySelector('{ask}').getAttribute('aria-controls')"))?;
            let open = format!(
                "document.querySelector('{ask}').ariaExpanded === 'true'
                && document.getElementById('{text}').checkVisibility()"
            );
            page.wait_for(&open)?;
            assert!(page.text(&format!("#{text}"))?.len() > 20);
            if hand == Hand::Keyboard {
                page.key("Escape")?;
            } else {
                hand.press(page, &ask)?;
            }
            page.wait_for(&format!("!({open})"))?;
        }
        Ok(())
    })
}

#[test]
fn every_control_has_an_explanation() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "activation=leaky&optimizer=momentum")?;
        let without = page.eval(
            "[...document.querySelectorAll('.control')].filter((control) => !control.querySelector('.ask'))
                .map((control) => control.textContent.trim())",
        )?;
        assert_eq!(without, serde_json::json!([]));
        Ok(())
    })
}
