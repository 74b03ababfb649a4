//! Notices: what one says is so for as long as it is there.

use browser::Result;
use browser::frontera::{by_each_hand, command, wait_said, wait_state};

#[test]
fn a_notice_goes_when_what_it_says_is_no_longer_so() -> Result<()> {
    const GONE: &str = "document.querySelector('#notice').hidden";
    by_each_hand("dataset=clouds", |hand, page| {
        command(page, &["add=-2.5,2.5,2"])?;
        wait_said(page, "notice classes-raised classes=3")?;
        wait_state(page, "classes", "3")?;
        page.wait_for(&format!("!{GONE}"))?;
        hand.press(page, "#undo")?;
        wait_state(page, "classes", "2")?;
        assert_eq!(page.eval(GONE)?, true, "there are two classes again");
        hand.press(page, "#clear")?;
        wait_state(page, "points", "0")?;
        hand.press(page, "#play")?;
        wait_said(page, "notice no-training-points")?;
        page.wait_for(&format!("!{GONE}"))?;
        hand.press(page, "#undo")?;
        wait_state(page, "points", "200")?;
        assert_eq!(page.eval(GONE)?, true, "there are points again");
        let live = |kind: &str| format!("document.querySelector('#notice-{kind}').textContent");
        command(page, &["no such command"])?;
        page.wait_for(&live("alert"))?;
        command(page, &["add=-2.5,2.5,2"])?;
        page.wait_for(&live("status"))?;
        assert_eq!(page.string(&live("alert"))?, "", "what was said before is not read as if it were so");
        Ok(())
    })
}
