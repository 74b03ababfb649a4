//! Chromium by the Chrome DevTools Protocol (<https://chromedevtools.github.io/devtools-protocol/>).
//!
//! A tab is a target in a browser context of its own, or in a shared one that is emptied, so that storage is empty each time. Workers are attached as
//! sessions of the same socket; the module `events` listens to them.

mod context;
mod events;

use std::path::Path;

use serde_json::{Value, json};

pub(crate) use self::context::Shared;
use self::context::{new_context, new_target};
use self::events::{Ears, auto_attach, exception, network};
use crate::keys::Key;
use crate::log::Log;
use crate::process::{Process, find};
use crate::tab::{Button, Finger, Mouse, Tab, decode_png, excerpt};
use crate::wire::{Wire, text};
use crate::{Error, Point, Result, Viewport};

const FLAGS: [&str; 14] = [
    "--headless",
    "--no-sandbox", // Chromium's sandbox refuses to run as root, as tests in containers do.
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--lang=en-US",
    "about:blank",
];

/// Starts Chromium with a fresh profile and connects to it; in a control group, where one is given.
pub(crate) fn launch(group: Option<&Path>) -> Result<(Process, Wire)> {
    let executable = find("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?;
    let process = Process::start(&executable, group, |profile| {
        let mut folder = std::ffi::OsString::from("--user-data-dir=");
        folder.push(profile);
        Ok(FLAGS.iter().map(Into::into).chain([folder]).collect())
    })?;
    let (port, path) = process.wait_for_file("DevToolsActivePort", |text| {
        let (port, path) = text.split_once('\n')?;
        (!path.is_empty()).then_some((port.parse().ok()?, path.trim().to_owned()))
    })?;
    Ok((process, Wire::connect(port, &path)?))
}

/// How a tab is closed.
enum Close {
    /// With its browser context.
    Context(String),
    /// Alone.
    Target(String),
}

/// One tab of Chromium.
pub(crate) struct ChromiumTab<'w> {
    wire: &'w mut Wire,
    close: Close,
    session: String,
    ears: Ears,
    modifiers: u8,
    pressed: Option<Button>,
}

impl<'w> ChromiumTab<'w> {
    /// A tab in a browser context of its own.
    pub fn open(wire: &'w mut Wire) -> Result<Self> {
        let context = new_context(wire)?;
        let target = new_target(wire, &context)?;
        Self::attach(wire, &target, Close::Context(context))
    }

    /// A tab in the shared browser context, which is made if there is none, and emptied of all that the tabs before left in it.
    pub fn open_shared(wire: &'w mut Wire, shared: &mut Option<Shared>) -> Result<Self> {
        let shared = match shared {
            Some(shared) => shared,
            none => none.insert(Shared::new(wire)?),
        };
        let target = shared.target(wire)?;
        let mut tab = Self::attach(wire, &target, Close::Target(target.clone()))?;
        tab.call("Network.clearBrowserCache", &json!({}))?;
        tab.call("Storage.clearDataForOrigin", &json!({"origin": "*", "storageTypes": "all"}))?;
        Ok(tab)
    }

    fn attach(wire: &'w mut Wire, target: &str, close: Close) -> Result<Self> {
        let attach = json!({"targetId": target, "flatten": true});
        let session = text(&wire.call(None, "Target.attachToTarget", &attach, |_, _| Ok(()))?["sessionId"]);
        let mut tab = Self { wire, close, session, ears: Ears::default(), modifiers: 0, pressed: None };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            tab.call(&format!("{domain}.enable"), &json!({}))?;
        }
        tab.call("Page.setLifecycleEventsEnabled", &json!({"enabled": true}))?;
        tab.call("Target.setAutoAttach", &auto_attach())?;
        tab.call("Emulation.setFocusEmulationEnabled", &json!({"enabled": true}))?;
        Ok(tab)
    }

    fn call(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.wire.call(Some(&self.session), method, params, |wire, event| self.ears.hear(wire, event))
    }

    fn evaluate(&mut self, source: &str, by_value: bool) -> Result<Value> {
        let params = json!({"expression": source, "awaitPromise": true, "returnByValue": by_value, "userGesture": true});
        let mut answer = self.call("Runtime.evaluate", &params)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(Error::Script { source: excerpt(source), message: exception(details) }),
            None => Ok(answer["result"].take()),
        }
    }

    /// Closes the tab and waits until it is gone: what it leaves is to be removed after it, not before its last words.
    fn close_target(&mut self, target: &Value) -> Result<()> {
        let Self { wire, ears, .. } = self;
        wire.call(None, "Target.closeTarget", target, |wire, event| ears.hear(wire, event))?;
        while !ears.ended.contains(&self.session) {
            let message = wire.receive()?;
            ears.hear(wire, &message)?;
        }
        Ok(())
    }

    /// Listens until `loaded` names another document than `before`, or the one that is wanted.
    fn wait_for_load(&mut self, done: impl Fn(&str) -> bool) -> Result<()> {
        while !done(&self.ears.loaded) {
            let message = self.wire.receive()?;
            self.ears.hear(self.wire, &message)?;
        }
        Ok(())
    }
}

impl Tab for ChromiumTab<'_> {
    fn navigate(&mut self, url: &str) -> Result<()> {
        let answer = self.call("Page.navigate", &json!({"url": url}))?;
        if let Some(error) = answer["errorText"].as_str() {
            return Err(Error::other(format!("{url} did not load: {error}")));
        }
        match answer["loaderId"].as_str() {
            Some(loader) => self.wait_for_load(|loaded| loaded == loader),
            None => Ok(()),
        }
    }

    fn reload(&mut self) -> Result<()> {
        let before = self.ears.loaded.clone();
        self.call("Page.reload", &json!({}))?;
        self.wait_for_load(|loaded| loaded != before)
    }

    fn run(&mut self, source: &str) -> Result<Option<String>> {
        let result = self.evaluate(source, true)?;
        Ok(result["value"].as_str().map(str::to_owned))
    }

    fn preload(&mut self, statements: &str) -> Result<()> {
        let params = json!({"source": format!("{{{statements}\n}}")});
        self.call("Page.addScriptToEvaluateOnNewDocument", &params).map(drop)
    }

    fn set_viewport(&mut self, v: &Viewport) -> Result<()> {
        let metrics =
            json!({"width": v.width, "height": v.height, "deviceScaleFactor": v.ratio, "mobile": v.touch});
        self.call("Emulation.setDeviceMetricsOverride", &metrics)?;
        self.call("Emulation.setTouchEmulationEnabled", &json!({"enabled": v.touch, "maxTouchPoints": 5}))?;
        let scheme = if v.dark { "dark" } else { "light" };
        let motion = if v.reduced_motion { "reduce" } else { "no-preference" };
        let (forced, contrast) =
            if v.forced_colours { ("active", "more") } else { ("none", "no-preference") };
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
            {"name": "forced-colors", "value": forced},
            {"name": "prefers-contrast", "value": contrast},
        ]);
        self.call("Emulation.setEmulatedMedia", &json!({"features": features}))?;
        Ok(())
    }

    fn set_offline(&mut self, offline: bool) -> Result<()> {
        self.ears.offline = offline;
        self.call("Network.emulateNetworkConditions", &network(offline))?;
        for worker in &self.ears.workers {
            // A worker may have ended meanwhile, so its answer does not matter.
            self.wire.send(Some(worker), "Network.emulateNetworkConditions", &network(offline))?;
        }
        Ok(())
    }

    fn mouse(&mut self, action: Mouse, at: Point) -> Result<()> {
        let kind = match action {
            Mouse::Move => "mouseMoved",
            Mouse::Press(button) => {
                self.pressed = Some(button);
                "mousePressed"
            }
            Mouse::Release(_) => "mouseReleased",
        };
        let (button, held) = match self.pressed {
            None => ("none", 0),
            Some(Button::Left) => ("left", 1),
            Some(Button::Right) => ("right", 2),
        };
        let held = if matches!(action, Mouse::Release(_)) { 0 } else { held };
        let count = u8::from(action != Mouse::Move);
        let params = json!({"type": kind, "x": at.x, "y": at.y, "button": button, "buttons": held,
            "clickCount": count, "modifiers": self.modifiers});
        if matches!(action, Mouse::Release(_)) {
            self.pressed = None;
        }
        self.call("Input.dispatchMouseEvent", &params).map(drop)
    }

    fn finger(&mut self, action: Finger) -> Result<()> {
        let (kind, points) = match action {
            Finger::Down(at) => ("touchStart", json!([{"x": at.x, "y": at.y}])),
            Finger::Move(at) => ("touchMove", json!([{"x": at.x, "y": at.y}])),
            Finger::Up => ("touchEnd", json!([])),
        };
        let params = json!({"type": kind, "touchPoints": points, "modifiers": self.modifiers});
        self.call("Input.dispatchTouchEvent", &params).map(drop)
    }

    fn key(&mut self, key: &Key, down: bool) -> Result<()> {
        const CONTROL: u8 = 2;
        self.modifiers = if down { self.modifiers | key.modifier } else { self.modifiers & !key.modifier };
        let types = key.text.as_ref().filter(|_| down && self.modifiers & CONTROL == 0);
        let kind = match (down, types) {
            (false, _) => "keyUp",
            (true, None) => "rawKeyDown",
            (true, Some(_)) => "keyDown",
        };
        let mut params = json!({"type": kind, "key": key.name, "code": key.code,
            "windowsVirtualKeyCode": key.number, "modifiers": self.modifiers});
        if let Some(text) = types {
            params["text"] = text.as_str().into();
        }
        // Headless Chromium has no keyboard shortcuts for editing; the command is named beside the key.
        if down && self.modifiers == CONTROL && key.code == "KeyV" {
            params["commands"] = json!(["paste"]);
        }
        self.call("Input.dispatchKeyEvent", &params).map(drop)
    }

    fn screenshot(&mut self) -> Result<Vec<u8>> {
        decode_png(&self.call("Page.captureScreenshot", &json!({"format": "png"}))?)
    }

    fn set_file(&mut self, selector: &str, path: &Path) -> Result<()> {
        let element = self.evaluate(&format!("document.querySelector({})", json!(selector)), false)?;
        let Some(object) = element["objectId"].as_str() else {
            return Err(Error::other(format!("no element matches {selector}")));
        };
        self.call("DOM.setFileInputFiles", &json!({"files": [path], "objectId": object})).map(drop)
    }

    fn heap(&mut self) -> Result<u64> {
        let mut used = 0;
        for session in self.ears.workers.clone().iter().chain([&self.session]) {
            let mut ask = |method: &str| {
                self.wire.call(Some(session), method, &json!({}), |wire, event| self.ears.hear(wire, event))
            };
            ask("HeapProfiler.collectGarbage")?;
            used += ask("Runtime.getHeapUsage")?["usedSize"].as_f64().unwrap_or_default() as u64;
        }
        Ok(used)
    }

    fn command(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.call(method, params)
    }

    fn log(&self) -> &Log {
        &self.ears.log
    }
}

impl Drop for ChromiumTab<'_> {
    fn drop(&mut self) {
        // A browser that is gone has no tab left to close.
        let _ = match &self.close {
            Close::Context(context) => {
                let params = json!({"browserContextId": context});
                self.wire.call(None, "Target.disposeBrowserContext", &params, |_, _| Ok(())).map(drop)
            }
            Close::Target(target) => self.close_target(&json!({"targetId": target})),
        };
    }
}
