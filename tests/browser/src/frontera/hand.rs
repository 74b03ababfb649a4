//! What a person presses and drags with: each way has to lead everywhere.

use std::fmt;

use super::{assert_sound, open, reveal};
use crate::{Error, Page, Point, Result, Viewport, in_each_browser};

/// What a person presses buttons with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A mouse at a laptop.
    Mouse,
    /// A finger on a phone, whose panels are tabs.
    Finger,
    /// The keyboard of a laptop.
    Keyboard,
}

impl Hand {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Mouse, Self::Finger, Self::Keyboard];

    /// The screen that is in front of the hand.
    pub fn viewport(self) -> Viewport {
        if self == Self::Finger { Viewport::PHONE } else { Viewport::LAPTOP }
    }

    /// Presses the button that a CSS selector finds; on a phone, opens its panel first.
    pub fn press(self, page: &mut Page, selector: &str) -> Result<()> {
        match self {
            Self::Mouse => page.click_on(selector),
            Self::Finger => {
                reveal(page, selector)?;
                page.tap_on(selector)
            }
            Self::Keyboard => {
                page.focus(selector)?;
                page.key("Enter")
            }
        }
    }

    /// Drags along a straight line in that many moves, and rests before letting go: from a finger that was still moving,
    /// Chromium expects that the page slides on, and takes the next tap for what stops it.
    pub fn drag(self, page: &mut Page, from: Point, to: Point, steps: u32) -> Result<()> {
        if self != Self::Finger {
            return page.drag(from, to, steps);
        }
        page.touch_down(from)?;
        for step in 1..=steps {
            page.touch_move(from.towards(to, f64::from(step) / f64::from(steps)))?;
        }
        page.eval("new Promise((resolve) => setTimeout(resolve, 120))")?;
        page.touch_up()
    }

    /// Runs a scenario with each hand; an error names it.
    pub fn each(scenario: impl Fn(Self) -> Result<()>) -> Result<()> {
        let named = |hand: Self| scenario(hand).map_err(|error| Error::other(format!("by {hand}: {error}")));
        Self::ALL.into_iter().try_for_each(named)
    }
}

impl fmt::Display for Hand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mouse => "mouse",
            Self::Finger => "finger",
            Self::Keyboard => "keyboard",
        })
    }
}

/// Runs a scenario with each hand, in each browser, on a page that was opened with a link; at its end the page must be sound.
pub fn by_each_hand(link: &str, scenario: impl Fn(Hand, &mut Page) -> Result<()>) -> Result<()> {
    Hand::each(|hand| {
        in_each_browser(|browser| {
            let mut page = open(browser, hand.viewport(), link)?;
            scenario(hand, &mut page)?;
            assert_sound(&mut page)
        })
    })
}
