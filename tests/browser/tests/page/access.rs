//! For everybody: axe-core finds nothing serious, the keyboard reaches everything and the focus can be seen.

use browser::frontera::{Hand, PLANE, assert_sound, axe, command, follow, open, reveal, state, wait_state};
use browser::{Page, Result, Viewport, in_each_browser};

/// A state that shows every control there is.
const ALL: &str = "hidden=3,2&activation=leaky&optimizer=momentum&select=1.1.1";

fn assert_axe(page: &mut Page, what: &str) -> Result<()> {
    assert_eq!(axe(page)?, Vec::<String>::new(), "{what} on {:?}", page.viewport());
    Ok(())
}

#[test]
fn axe_finds_nothing_serious_in_either_language_light_and_dark() -> Result<()> {
    in_each_browser(|browser| {
        let (laptop, phone) = (Viewport::LAPTOP, Viewport::PHONE);
        // Words do not depend on colours.
        let seen: [(Viewport, &[&str]); 4] =
            [(laptop, &["es", "en"]), (laptop.dark(), &["en"]), (phone, &["es"]), (phone.dark(), &["en"])];
        for (viewport, languages) in seen {
            let mut page = open(browser, viewport, ALL)?;
            for language in languages {
                page.click_on(&format!("button[data-language={language}]"))?;
                page.wait_for(&format!("document.documentElement.lang === '{language}'"))?;
                for panel in ["data", "network", "training", "loss", "compare", "closer"] {
                    reveal(&mut page, &format!("#{panel} h2"))?;
                    if viewport.touch || panel == "data" {
                        assert_axe(&mut page, panel)?;
                    }
                }
            }
        }
        Ok(())
    })
}

#[test]
fn axe_finds_nothing_serious_in_comparisons_and_explanations() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::LAPTOP, Viewport::PHONE.dark()] {
            let mut page = open(browser, viewport, "")?;
            for (panel, link) in [
                ("compare", "compare=activation&view=gradients&step=30"),
                ("closer", "view=activations&curves=morph&activation=relu&step=30"),
                ("compare", "compare=table&view=layers&init=zeros"),
                ("closer", "view=spread&spread-layers=50&spread-units=500"),
                ("closer", "view=variance"),
                ("closer", "view=hidden&hidden=4&axes=units&lines=on&step=30"),
                ("closer", "view=decision&hidden=0&lines=on&step=30"),
                ("closer", "view=softmax&dataset=three-clouds&temperature=2&cell=train.1.1&step=30"),
                ("closer", "view=surface&step=30"),
                ("closer", "view=backpropagation&hidden=6&walk-stage=34&walk-asks=on"),
            ] {
                follow(&mut page, link)?;
                reveal(&mut page, &format!("#{panel} h2"))?;
                assert_axe(&mut page, link)?;
            }
        }
        Ok(())
    })
}

#[test]
fn axe_finds_nothing_serious_in_dialogs_and_with_errors_shown() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::LAPTOP, Viewport::LAPTOP.dark()] {
            let mut page = open(browser, viewport, "rate=abc")?;
            page.wait_for("document.querySelector('#notice').checkVisibility()")?;
            page.fill("#rate-value", "abc")?;
            page.key("Enter")?;
            page.wait_for("document.querySelector('#rate-value-error')?.checkVisibility()")?;
            page.click_on("#rate-ask")?;
            assert_axe(&mut page, "a notice, an error and an explanation")?;
            for dialog in ["share", "import", "help"] {
                page.click_on(&format!("#{dialog}-open"))?;
                page.wait_for(&format!("document.querySelector('#{dialog}').open"))?;
                if dialog == "import" {
                    page.fill("#import-text", "1,2,0\nx")?;
                    page.click_on("#import-take")?;
                    page.wait_for("document.querySelector('#import-bad').checkVisibility()")?;
                }
                assert_axe(&mut page, dialog)?;
                page.key("Escape")?;
            }
            page.click_on("#play")?;
            page.eval("heard.worker.postMessage(null)")?;
            page.wait_for("document.querySelector('#failure').checkVisibility()")?;
            assert_axe(&mut page, "the failure")?;
        }
        Ok(())
    })
}

/// Something that the keyboard can reach, by a name of its own.
const NAME: &str = "const name = (element) => {
    const all = [...document.querySelectorAll(`${element.tagName}`)];
    return element.id || `${element.tagName} ${all.indexOf(element)} ${element.className} ${element.value ?? ''}`;
};";

/// What can have the focus by Tab now.
fn reachable(page: &mut Page) -> Result<Vec<String>> {
    let found = page.eval(&format!(
        "(() => {{
            {NAME}
            return [...document.querySelectorAll('button, select, input, textarea, a[href], [tabindex]')]
                .filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0 && !element.closest('dialog'))
                .map(name);
        }})()"
    ))?;
    Ok(found.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

/// The element that has the focus, and what is wrong with how that shows; empty where nothing is.
fn focused(page: &mut Page) -> Result<(String, String)> {
    let found = page.eval(&format!(
        "(() => {{
            {NAME}
            const element = document.activeElement;
            if (!element || element === document.body) return ['', ''];
            const box = element.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const hit = document.elementFromPoint(x, y);
            const style = getComputedStyle(element);
            const wrong = [];
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no outline');
            if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) wrong.push('out of view');
            else if (!hit || !(element.contains(hit) || hit.contains(element) || hit.closest('label')?.control === element))
                wrong.push(`covered by ${{hit?.id || hit?.className}}`);
            return [name(element), wrong.join(', ')];
        }})()"
    ))?;
    Ok((crate::native::word(&found[0]), crate::native::word(&found[1])))
}

#[test]
fn the_tab_key_reaches_every_control_and_the_focus_is_seen() -> Result<()> {
    in_each_browser(|browser| {
        for viewport in [Viewport::LAPTOP, Viewport { touch: false, ..Viewport::PHONE }] {
            let mut page = open(browser, viewport, ALL)?;
            page.wait_for("document.querySelectorAll('#inspector .chip').length > 0")?;
            let (mut reached, mut wrong) = (Vec::new(), Vec::new());
            let expected = reachable(&mut page)?;
            for _ in 0..expected.len() + 5 {
                page.key("Tab")?;
                let (name, fault) = focused(&mut page)?;
                if name.is_empty() || reached.contains(&name) {
                    break;
                }
                if !fault.is_empty() {
                    wrong.push(format!("{name}: {fault}"));
                }
                reached.push(name);
            }
            let missed: Vec<_> = expected.iter().filter(|name| !reached.contains(name)).collect();
            assert!(missed.is_empty(), "not reached: {missed:?} on {viewport:?}");
            assert!(wrong.is_empty(), "{wrong:#?} on {viewport:?}");
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn the_arrow_keys_go_through_the_tabs_of_a_phone() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::PHONE, "")?;
        page.focus("#tab-data")?;
        for (key, tab) in [
            ("ArrowRight", "network"),
            ("ArrowRight", "training"),
            ("ArrowRight", "loss"),
            ("ArrowRight", "compare"),
            ("ArrowRight", "closer"),
            ("ArrowRight", "data"),
            ("ArrowLeft", "closer"),
        ] {
            page.key(key)?;
            page.wait_for(&format!(
                "document.activeElement.id === 'tab-{tab}' && document.querySelector('#{tab}').checkVisibility()
                    && document.activeElement.ariaSelected === 'true'
                    && document.querySelectorAll('[role=tabpanel]:not([hidden])').length === 1"
            ))?;
        }
        assert_sound(&mut page)
    })
}

#[test]
fn a_dialog_takes_the_focus_and_gives_it_back() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        for dialog in ["share", "import", "help"] {
            Hand::Keyboard.press(&mut page, &format!("#{dialog}-open"))?;
            page.wait_for(&format!("document.querySelector('#{dialog}').contains(document.activeElement)"))?;
            page.key("Escape")?;
            page.wait_for(&format!("document.activeElement.id === '{dialog}-open'"))?;
        }
        assert_sound(&mut page)
    })
}

#[test]
fn figures_have_names_and_numbers_are_told_once_they_rest() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        let nameless = page.eval(
            "[...document.querySelectorAll('canvas')].filter((canvas) => !canvas.ariaLabel || !canvas.role).map((canvas) => canvas.id)",
        )?;
        assert_eq!(nameless, serde_json::json!([]));
        page.click_on("#epoch")?;
        wait_state(&mut page, "step", "14")?;
        page.wait_for("/\\b14\\b/.test(document.querySelector('#summary').textContent)")?;
        // Of XOR's four quarters, which a network of no hidden layer cannot cut, it cuts one straight piece for each class.
        command(&mut page, &["dataset=xor", "hidden=none"])?;
        page.wait_for("/[01] wins \\d+ % of the plane\\. .*[01] wins \\d+ % of the plane\\.$/.test(document.querySelector('#summary').textContent)")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_skip_link_leads_to_the_plane() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        page.key("Tab")?;
        page.wait_for("document.activeElement.id === 'skip'")?;
        page.key("Enter")?;
        page.wait_for("document.activeElement.id === 'plane-canvas'")?;
        page.key("Enter")?;
        wait_state(&mut page, "points", "1")?;
        assert_ne!(
            page.string("location.hash")?,
            "#plane-canvas",
            "the address is for links to a laboratory"
        );
        assert_sound(&mut page)
    })
}

#[test]
fn the_plane_has_keys_for_tools_and_classes() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        page.focus(PLANE)?;
        for (key, name, value) in [
            ("s", "tool", "spray"),
            ("e", "tool", "erase"),
            ("a", "tool", "add"),
            ("2", "class", "2"),
            ("0", "class", "0"),
        ] {
            page.key(key)?;
            wait_state(&mut page, name, value)?;
        }
        command(&mut page, &["probe=none"])?;
        page.key("ArrowRight")?;
        page.wait_for("heard.state.probe !== ''")?;
        page.key("Escape")?;
        page.wait_for("heard.state.probe === ''")?;
        assert_eq!(state(&mut page, "points")?, "0");
        assert_sound(&mut page)
    })
}
