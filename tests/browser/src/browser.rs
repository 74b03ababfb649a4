//! A running browser, which opens pages one at a time.

use std::fmt;

use crate::chromium::{self, ChromiumTab, Shared};
use crate::firefox::{self, FirefoxTab};
use crate::process::Process;
use crate::share::Share;
use crate::tab::Tab;
use crate::wire::Wire;
use crate::{Page, Result, Viewport};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, or a browser made of it.
    Chromium,
    /// Firefox, the ESR release or a newer one.
    Firefox,
}

impl Kind {
    /// Both, in the order in which tests visit them.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        })
    }
}

/// A browser process with an empty profile. Dropping it ends the process.
pub struct Browser {
    kind: Kind,
    wire: Wire,
    shared: Option<Shared>,
    _process: Process,
}

impl Browser {
    /// Starts the browser that the environment names (`CHROMIUM`, `FIREFOX`), else the one on the PATH.
    ///
    /// # Errors
    /// If there is none, or it does not open its debugging port within a minute.
    pub fn launch(kind: Kind) -> Result<Self> {
        Self::launch_in(kind, None)
    }

    /// The same, with all its processes held to a share of the processor, if one is given.
    ///
    /// # Errors
    /// As [`Browser::launch`].
    pub fn launch_in(kind: Kind, share: Option<&Share>) -> Result<Self> {
        let group = share.map(Share::folder);
        let (process, wire) = match kind {
            Kind::Chromium => chromium::launch(group)?,
            Kind::Firefox => firefox::launch(group)?,
        };
        Ok(Self { kind, wire, shared: None, _process: process })
    }

    /// Which browser this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Opens an empty page on the given screen, with empty storage. Dropping the page closes it.
    ///
    /// # Errors
    /// If the browser is gone.
    pub fn page(&mut self, viewport: Viewport) -> Result<Page<'_>> {
        let tab: Box<dyn Tab + '_> = match self.kind {
            Kind::Chromium => Box::new(ChromiumTab::open(&mut self.wire)?),
            Kind::Firefox => Box::new(FirefoxTab::open(&mut self.wire)?),
        };
        Page::new(self.kind, tab, viewport)
    }

    /// The same, but sooner: in Chromium the page is a tab beside others, in a storage that is emptied before. For all pages but those
    /// that are about the browser's storage itself, such as that of a service worker.
    ///
    /// # Errors
    /// If the browser is gone.
    pub fn quick_page(&mut self, viewport: Viewport) -> Result<Page<'_>> {
        if self.kind != Kind::Chromium {
            return self.page(viewport);
        }
        let tab = ChromiumTab::open_shared(&mut self.wire, &mut self.shared)?;
        Page::new(self.kind, Box::new(tab), viewport)
    }

    /// Opens an address in a new page.
    ///
    /// # Errors
    /// If the browser is gone or the address does not load.
    pub fn open(&mut self, url: &str, viewport: Viewport) -> Result<Page<'_>> {
        let mut page = self.page(viewport)?;
        page.goto(url)?;
        Ok(page)
    }
}
