//! What a step of a lesson asks for or speaks of can be done and read on the projector.

use serde_json::json;

use browser::frontera::{Hand, assert_sound, wait_above, wait_state};
use browser::{Page, Result, Viewport, in_each_browser, site};

use crate::room_lesson::{assert_clear, follow, open_lesson};

#[test]
fn data_of_ones_own_are_made_beside_the_blank_plane_by_mouse_and_keyboard() -> Result<()> {
    for hand in [Hand::Mouse, Hand::Keyboard] {
        in_each_browser(|browser| {
            let mut page = open_lesson(browser, "es", "put-together")?;
            assert_eq!(page.eval("document.querySelector('.tools').checkVisibility()")?, json!(false));
            follow(&mut page, 4)?;
            page.wait_for("document.querySelector('.tools').checkVisibility() && document.querySelector('#train').checkVisibility()")?;
            hand.press(&mut page, ".class-button[value='1']")?;
            wait_state(&mut page, "class", "1")?;
            for place in [(0.3, 0.3), (0.5, 0.6), (0.7, 0.4)] {
                let plane = page.rect(".plane .plane-figure")?;
                page.click(plane.at(place.0, place.1))?;
            }
            page.wait_for("Number(heard.state['train-points']) + Number(heard.state['test-points']) === 3")?;
            page.fill("#train-value", "0.6")?;
            page.key("Enter")?;
            wait_state(&mut page, "train", "0.6")?;
            hand.press(&mut page, "#undo")?;
            wait_state(&mut page, "train", "0.7")?;
            assert_clear(&mut page, "a blank plane")?;
            // Data that are there already need no tools.
            follow(&mut page, 2)?;
            page.wait_for("!document.querySelector('.tools').checkVisibility() && !document.querySelector('#train').checkVisibility()")?;
            assert_sound(&mut page)
        })?;
    }
    Ok(())
}

/// What the table of the activations says of a layer: saturated, zero, dead.
fn layer(page: &mut Page, layer: usize) -> Result<String> {
    page.string(&format!(
        "[...document.querySelectorAll('#shares tbody tr')[{}].cells].slice(1, 4).map(({{ textContent }}) => textContent).join(' ')",
        layer - 1
    ))
}

#[test]
fn dead_and_saturated_units_are_counted_below_the_activations() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open_lesson(browser, "en", "activations")?;
        follow(&mut page, 3)?;
        page.wait_for("document.querySelector('#shares').checkVisibility()")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 50.0)?;
        page.click_on("#play")?;
        page.wait_for(
            "document.querySelector('#shares tbody tr:nth-child(2) td:nth-child(4)').textContent === '100 %'",
        )?;
        assert_clear(&mut page, "dead units")?;
        // All functions at once are not about these layers.
        follow(&mut page, 1)?;
        page.wait_for("!document.querySelector('#shares').checkVisibility()")?;
        assert_sound(&mut page)?;
        drop(page);
        let mut page = open_lesson(browser, "es", "initialisation")?;
        follow(&mut page, 3)?;
        page.wait_for("document.querySelectorAll('#shares tbody tr').length === 7")?;
        page.wait_for("document.querySelector('#shares tbody tr td').textContent === '13 %'")?;
        assert!(layer(&mut page, 6)?.starts_with("66 %"));
        assert_sound(&mut page)
    })
}

#[test]
fn where_the_lines_are_asked_for_the_plane_is_shown_with_them() -> Result<()> {
    in_each_browser(|browser| {
        for language in ["es", "en"] {
            let mut page = open_lesson(browser, language, "initialisation")?;
            follow(&mut page, 2)?;
            page.wait_for("document.documentElement.dataset.room === 'compare'")?;
            // A step about a part of the network shows the diagram.
            follow(&mut page, 1)?;
            page.wait_for("document.documentElement.dataset.room === 'network'")?;
            wait_state(&mut page, "select", "1.1")?;
            assert_clear(&mut page, "the network")?;
            follow(&mut page, 0)?;
            page.wait_for("document.documentElement.dataset.room === 'boundary'")?;
            wait_state(&mut page, "lines", "on")?;
            wait_state(&mut page, "view", "none")?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_long_notice_has_a_line_of_its_own_and_a_short_one_stays_beside_what_is_told() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open_lesson(browser, "es", "activations")?;
        follow(&mut page, 5)?;
        let [notice, told] = [page.rect("#notice")?, page.rect(".readouts")?];
        assert!(notice.x + notice.width < told.x && notice.y < told.y + told.height, "{notice:?} {told:?}");
        page.click_on("#play")?;
        page.wait_for("document.querySelector('#notice').dataset.kind === 'alert' && document.querySelector('#notice').hasAttribute('data-long')")?;
        let [notice, told] = [page.rect("#notice")?, page.rect(".readouts")?];
        assert!(notice.y + notice.height <= told.y, "{notice:?} {told:?}");
        assert!(notice.width > 1200.0 && notice.height < 100.0, "{notice:?}");
        assert_clear(&mut page, "diverged")?;
        assert_eq!(
            page.eval("[...document.querySelectorAll('#shares td:last-child')].every(({ textContent }) => textContent.length < 10)")?,
            json!(true)
        );
        page.click_on("#notice-close")?;
        page.wait_for("!document.querySelector('#notice').checkVisibility()")?;
        assert_sound(&mut page)
    })
}

#[test]
fn the_table_of_all_pairs_fills_the_projector_and_its_numbers_are_large() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open_lesson(browser, "es", "put-together")?;
        follow(&mut page, 0)?;
        page.wait_for("document.querySelectorAll('.pair-cell').length === 20")?;
        let large = "[...document.querySelectorAll('.pair-cell')].every((cell) => cell.clientHeight > 120 && cell.scrollWidth <= cell.clientWidth && cell.scrollHeight <= cell.clientHeight)";
        assert_eq!(page.eval(large)?, json!(true));
        let [table, bar] = [page.rect("#rival-table")?, page.rect("#room-bar")?];
        let keep = page.rect("#table-keep")?;
        assert!(table.height > 700.0 && bar.y - (keep.y + keep.height) < 40.0, "{table:?} {keep:?} {bar:?}");
        assert_clear(&mut page, "the table")?;
        page.click_on(".pair-cell[data-run='3']")?;
        wait_state(&mut page, "front", "4")?;
        // Without a lesson, and on a low screen.
        page.goto(&format!("{}?lang=es&room=compare#compare=table", site()?))?;
        page.wait_for("document.querySelectorAll('.pair-cell').length === 20")?;
        page.wait_for("document.querySelector('#room-bar')?.checkVisibility()")?;
        assert_eq!(page.eval(large)?, json!(true));
        page.set_viewport(Viewport { width: 1024, height: 576, ..Viewport::PROJECTOR })?;
        page.wait_for("innerWidth === 1024")?;
        let seen = "[...document.querySelectorAll('.pair-cell')].every((cell) => cell.scrollWidth <= cell.clientWidth && cell.scrollHeight <= cell.clientHeight + 1)";
        page.wait_for(seen)?;
        assert_sound(&mut page)
    })
}

#[test]
fn what_is_still_to_be_found_is_not_faint() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open_lesson(browser, "es", "perceptron")?;
        page.wait_for("document.querySelectorAll('#functions [data-known=false]').length === 15")?;
        let faint = "[...document.querySelectorAll('#functions .function')].filter((tile) => getComputedStyle(tile).opacity !== '1').length";
        assert_eq!(page.eval(faint)?, json!(0));
        assert_sound(&mut page)
    })
}
