//! Spanish and English: the switch changes every word and nothing else.

use browser::frontera::{Hand, assert_sound, open, open_prepared, state, wait_above, wait_state};
use browser::{Page, Result, Viewport, in_each_browser};

/// Every visible text, label and title of the page.
const WORDS: &str =
    "[...document.querySelectorAll('[data-text], [data-label], [data-title]')].flatMap((element) => [
    element.dataset.text && element.textContent,
    element.dataset.label && element.getAttribute('aria-label'),
    element.dataset.title && element.title,
].filter((words) => words !== undefined))";

/// Nothing on the page is left without words, or with a name in braces.
fn assert_worded(page: &mut Page) -> Result<()> {
    let bad = page.eval(&format!(
        "{WORDS}.concat(document.body.innerText, document.title).filter((words) => !words || /[{{}}]|undefined|NaN/.test(words))"
    ))?;
    assert_eq!(bad, serde_json::json!([]));
    Ok(())
}

fn switch(page: &mut Page, hand: Hand, language: &str) -> Result<()> {
    hand.press(page, &format!("button[data-language={language}]"))?;
    page.wait_for(&format!("document.documentElement.lang === '{language}'")).map(drop)
}

#[test]
fn the_switch_changes_the_words_and_keeps_the_state() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Finger] {
        in_each_browser(|browser| {
            let mut page = open(
                browser,
                hand.viewport(),
                "dataset=moons&hidden=3,2&activation=leaky&select=1.1&step=20",
            )?;
            wait_state(&mut page, "step", "20")?;
            assert_worded(&mut page)?;
            let before = browser::frontera::link(&mut page)?;
            let (english, title) = (page.eval(WORDS)?, page.string("document.title")?);
            switch(&mut page, hand, "es")?;
            assert_worded(&mut page)?;
            let spanish = page.eval(WORDS)?;
            let (english, spanish) = (english.as_array().unwrap(), spanish.as_array().unwrap());
            assert_eq!(english.len(), spanish.len());
            let same = english.iter().zip(spanish).filter(|(a, b)| a == b).count();
            assert!(same * 4 < english.len(), "{same} of {} texts are the same", english.len());
            assert_ne!(page.string("document.title")?, title);
            assert_eq!(browser::frontera::link(&mut page)?, before);
            switch(&mut page, hand, "en")?;
            assert_eq!(&page.eval(WORDS)?.as_array().unwrap(), &english);
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

#[test]
fn training_goes_on_through_the_switch() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "speed=50")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 3.0)?;
        switch(&mut page, Hand::Mouse, "es")?;
        let step = browser::frontera::number(&mut page, "step")?;
        wait_above(&mut page, "step", step + 3.0)?;
        assert_eq!(page.text("#play-word")?, "Pausar");
        page.click_on("#play")?;
        wait_state(&mut page, "playing", "0")?;
        assert_eq!(page.text("#play-word")?, "Entrenar");
        assert_sound(&mut page)
    })
}

#[test]
fn notices_and_errors_change_their_words_too() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "rate=abc")?;
        page.wait_for("document.querySelector('#notice').checkVisibility()")?;
        let english = page.text("#notice-text")?;
        switch(&mut page, Hand::Mouse, "es")?;
        let spanish = page.text("#notice-text")?;
        assert_ne!(english, spanish);
        assert!(spanish.contains("enlace"), "{spanish}");
        assert_sound(&mut page)
    })
}

#[test]
fn the_page_begins_in_the_language_of_the_browser() -> Result<()> {
    in_each_browser(|browser| {
        for (wanted, language) in
            [("['es-EC', 'en']", "es"), ("['en-GB']", "en"), ("['fr', 'en']", "en"), ("['fr']", "es")]
        {
            let script = format!("Object.defineProperty(navigator, 'languages', {{ get: () => {wanted} }});");
            let mut page = open_prepared(browser, Viewport::LAPTOP, "", &script)?;
            assert_eq!(page.string("document.documentElement.lang")?, language, "for {wanted}");
            let pressed = page.string(
                "document.querySelector('button[data-language][aria-pressed=true]').dataset.language",
            )?;
            assert_eq!(pressed, language);
            assert_eq!(state(&mut page, "step")?, "0");
        }
        Ok(())
    })
}
