//! Browser contexts: what Chromium keeps apart, as a private window is kept apart from the others.

use serde_json::{Value, json};

use crate::Result;
use crate::wire::{Wire, text};

/// Where the tabs are that only look as if each had a browser to itself: a browser context whose window stays open. A window takes
/// longer to open than a page, and one with each context; a tab is there in half the time.
pub struct Shared {
    context: String,
}

impl Shared {
    /// Makes the context, with an empty tab that keeps the window open.
    pub fn new(wire: &mut Wire) -> Result<Self> {
        let context = new_context(wire)?;
        new_target(wire, &context)?;
        Ok(Self { context })
    }

    /// Opens an empty tab.
    pub fn target(&self, wire: &mut Wire) -> Result<String> {
        new_target(wire, &self.context)
    }
}

/// Makes a browser context, in which pages may read and write the clipboard.
pub fn new_context(wire: &mut Wire) -> Result<String> {
    let mut call = |method: &str, params: Value| wire.call(None, method, &params, |_, _| Ok(()));
    let context =
        text(&call("Target.createBrowserContext", json!({"disposeOnDetach": true}))?["browserContextId"]);
    let paste = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "browserContextId": context});
    call("Browser.grantPermissions", paste)?;
    Ok(context)
}

/// Opens an empty tab in a browser context, in a window of its own if it is the first.
pub fn new_target(wire: &mut Wire, context: &str) -> Result<String> {
    let blank = json!({"url": "about:blank", "browserContextId": context});
    Ok(text(&wire.call(None, "Target.createTarget", &blank, |_, _| Ok(()))?["targetId"]))
}
