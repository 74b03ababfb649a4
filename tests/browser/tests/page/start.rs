//! How the page's start goes on, in whichever order the browser does what it is asked for.

use browser::frontera::open_at;
use browser::{Error, Result, Viewport, in_each_browser};

use crate::server::{Server, site_files};

/// What the worker does between frames comes late, as on a machine where frames come first.
const LATE_SLICES: &[u8] = b"const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (...given) { setTimeout(() => post.apply(this, given), 300); };\n";

#[test]
fn a_first_field_that_comes_after_a_frame_starts_the_page_all_the_same() -> Result<()> {
    in_each_browser(|browser| {
        let mut files = site_files()?;
        let worker = files.iter_mut().find(|(name, _)| name.starts_with("worker-"));
        let (_, script) = worker.ok_or_else(|| Error::other("the site has no worker"))?;
        script.splice(0..0, LATE_SLICES.iter().copied());
        let server = Server::start(files)?;
        for link in ["", "#view=backpropagation&hidden=2&train=1&batch=1"] {
            for viewport in [Viewport::LAPTOP, Viewport::PHONE] {
                open_at(browser, viewport, &format!("{}?lang=en{link}", server.page()))?;
            }
        }
        Ok(())
    })
}
