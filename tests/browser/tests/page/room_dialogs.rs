//! In the room: the list of keys, and the link as a QR code for the class.

use serde_json::{Value, json};

use browser::frontera::{Hand, PLANE, assert_sound, by_each_hand, command, wait_state};
use browser::{Page, Result, Viewport, in_each_browser, site};

use crate::native;
use crate::room::{assert_large, open};

#[test]
fn the_list_has_every_key_in_both_languages() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.key("?")?;
        page.wait_for("document.querySelector('#keys')?.open")?;
        let rows = |page: &mut Page| {
            page.eval(
                "[...document.querySelectorAll('#keys .keys > div')].map((row) =>
                    [[...row.querySelectorAll('kbd')].map((key) => key.textContent), row.querySelector('dd').textContent])",
            )
        };
        let english = rows(&mut page)?;
        let count = english.as_array().map_or(0, Vec::len);
        assert!(count > 35, "{count}");
        page.key("Escape")?;
        page.wait_for("!document.querySelector('#keys').open")?;
        page.click_on("button[data-language=es]")?;
        page.wait_for("document.documentElement.lang === 'es' && document.querySelector('#keys-title').textContent === 'Teclas'")?;
        Hand::Mouse.press(&mut page, "#help-open")?;
        page.wait_for("document.querySelector('#help').open")?;
        page.click_on("#keys-open")?;
        page.wait_for("document.querySelector('#keys').open && !document.querySelector('#help').open")?;
        let spanish = rows(&mut page)?;
        assert_eq!(spanish.as_array().map_or(0, Vec::len), count);
        let pairs = english.as_array().into_iter().flatten().zip(spanish.as_array().into_iter().flatten());
        for (here, there) in pairs {
            let told =
                |row: &Value| row[0].as_array().is_some_and(|keys| !keys.is_empty()) && row[1] != json!("");
            assert!(told(here) && told(there) && here[1] != there[1], "{here} {there}");
        }
        assert_sound(&mut page)
    })
}

#[test]
fn keys_of_one_letter_can_be_turned_off() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.key("?")?;
        page.wait_for("document.querySelector('#keys')?.open")?;
        page.click_on("#keys-letters")?;
        page.key("Escape")?;
        page.wait_for(
            "!document.querySelector('#keys').open && localStorage.getItem('frontera-letters') === 'off'",
        )?;
        page.key("p")?;
        page.key("g")?;
        page.key("Control+z")?;
        page.click_on("#step")?;
        wait_state(&mut page, "step", "1")?;
        assert_eq!(
            page.eval(
                "document.documentElement.dataset.room === undefined && !document.querySelector('#give').open"
            )?,
            json!(true)
        );
        assert_sound(&mut page)
    })
}

/// What the QR code opens, as the page says once the code is there.
pub fn given(page: &mut Page) -> Result<String> {
    page.wait_for("document.querySelector('#give')?.open && document.querySelector('#give-code path')?.getAttribute('d')")?;
    page.string("document.querySelector('#give').dataset.opens")
}

#[test]
fn each_hand_gives_the_state_to_the_class() -> Result<()> {
    by_each_hand("#dataset=blank&hidden=3", |hand, page| {
        let plane = page.rect(PLANE)?;
        if hand == Hand::Finger {
            page.tap(plane.at(0.3, 0.4))?;
        } else {
            page.click(plane.at(0.3, 0.4))?;
        }
        wait_state(page, "points", "1")?;
        if hand == Hand::Keyboard {
            page.key("g")?;
        } else {
            hand.press(page, "#share-open")?;
            page.wait_for("document.querySelector('#share').open")?;
            hand.press(page, "#give-open")?;
        }
        let opens = given(page)?;
        assert!(opens.starts_with(&format!("{}#", site()?)) && opens.contains("points="), "{opens}");
        assert_eq!(page.string("document.querySelector('#give-link').value")?, opens);
        assert_eq!(page.eval("document.querySelectorAll('dialog[open]').length")?, json!(1));
        let fills = "(({ width, height }) => width >= innerWidth - 1 && height >= innerHeight - 1)(document.querySelector('#give').getBoundingClientRect())";
        assert_eq!(page.eval(fills)?, json!(true));
        let shown = page.rect("#give-code svg")?;
        assert!((shown.width - shown.height).abs() < 2.0 && shown.width > 250.0, "{shown:?}");
        if hand == Hand::Keyboard {
            page.key("Escape")?;
        } else {
            hand.press(page, "#give [data-close]")?;
        }
        page.wait_for("!document.querySelector('dialog[open]')")?;
        Ok(())
    })
}

#[test]
fn a_code_that_would_hold_too_much_says_so_and_opens_the_preset() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PROJECTOR, "#dataset=moons&hidden=2&step=5")?;
        wait_state(&mut page, "step", "5")?;
        page.key("g")?;
        assert!(given(&mut page)?.ends_with("step=5"));
        page.wait_for("/everything|points, the network and the step/.test(document.querySelector('#give-note').textContent)")?;
        page.key("Escape")?;
        // Weights that a hand has changed are in the link: too many of them.
        command(&mut page, &["hidden=16,16", "weight=1.1.1,0.5", "release"])?;
        page.wait_for("heard.state['1.1.1'] !== '' && heard.state.hidden === '16,16'")?;
        page.key("g")?;
        page.wait_for("/with its weights/.test(document.querySelector('#give-note').textContent)")?;
        let opens = given(&mut page)?;
        assert!(!opens.contains("state=") && opens.contains("hidden=16,16"), "{opens}");
        assert!(page.string("document.querySelector('#give-link').value")?.contains("state="));
        page.key("Escape")?;
        // One point more makes two hundred of them hand-made.
        let corner = page.rect(PLANE)?.at(0.9, 0.1);
        page.click(corner)?;
        page.wait_for("heard.state.edited === '1'")?;
        page.key("g")?;
        page.wait_for("/preset “Moons”.*666/.test(document.querySelector('#give-note').textContent)")?;
        let opens = given(&mut page)?;
        assert!(
            opens.contains("dataset=moons") && !opens.contains("points=") && opens.len() <= 666,
            "{opens}"
        );
        assert!(page.string("document.querySelector('#give-link').value")?.contains("points="));
        assert_large(&mut page, "the dialog")?;
        assert_sound(&mut page)
    })
}

#[test]
fn a_code_for_points_of_one_input_opens_their_curve() -> Result<()> {
    let points: Vec<String> =
        (0..90).map(|k| format!("add={},0.317,0", f64::from(k) / 20.0 - 2.25)).collect();
    let points: Vec<&str> = points.iter().map(String::as_str).collect();
    let link = native::lab("task=regression&curve=sine", &points)?.link();
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PROJECTOR, &format!("#{link}"))?;
        page.key("g")?;
        page.wait_for("/preset “Sine”/.test(document.querySelector('#give-note')?.textContent)")?;
        let opens = given(&mut page)?;
        assert!(opens.contains("task=regression") && opens.contains("curve=sine"), "{opens}");
        Ok(())
    })
}

#[test]
fn words_that_come_late_do_not_replace_those_of_the_language_chosen_since() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.key("?")?;
        page.wait_for("document.querySelector('#keys')?.open")?;
        page.key("Escape")?;
        page.eval(
            "(() => {
                const fetched = fetch;
                heard.late = 0;
                window.fetch = async (...what) => {
                    const answer = await fetched(...what);
                    await new Promise((done) => setTimeout(done, 500));
                    heard.late += 1;
                    return answer;
                };
            })()",
        )?;
        for language in ["es", "en"] {
            page.click_on(&format!("button[data-language={language}]"))?;
        }
        page.wait_for("heard.late > 0")?;
        page.eval("new Promise((done) => setTimeout(done, 100)).then(() => 0)")?;
        assert_eq!(page.text("#keys-title")?, "Keys");
        assert_sound(&mut page)
    })
}

#[test]
fn what_could_not_be_copied_is_not_said_to_be() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        page.key("g")?;
        given(&mut page)?;
        page.eval("(() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false; })()")?;
        page.click_on("#give .buttons button")?;
        page.wait_for("document.querySelector('#give .buttons .note').textContent.includes('could not')")?;
        assert_sound(&mut page)
    })
}
