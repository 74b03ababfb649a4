//! Firefox by WebDriver BiDi (<https://www.w3.org/TR/webdriver-bidi/>), spoken straight to the browser.
//!
//! A tab lives in a user context of its own, so that storage is empty each time. BiDi has no command for the media
//! preferences and for touch screens yet; those are set on the tab from Firefox's own chrome scope, which the
//! flag `--remote-allow-system-access` opens.

use std::path::Path;
use std::{ffi::OsString, fs};

use serde_json::{Value, json};

use crate::keys::Key;
use crate::log::{Level, Log};
use crate::process::{Process, find};
use crate::tab::{Button, Finger, Mouse, Tab, decode_png, excerpt};
use crate::wire::{Wire, text};
use crate::{Error, Point, Result, Viewport};

const FLAGS: [&str; 6] = [
    "--headless",
    "--no-remote",
    "--remote-debugging-port",
    "0",
    "--remote-allow-system-access",
    "--profile",
];

/// Firefox itself sets the preferences that tests need when it is driven; this adds the language.
const PREFERENCES: &str = r#"
user_pref("intl.accept_languages", "en-US");
user_pref("remote.prefs.recommended", true);
"#;

const EVENTS: [&str; 4] =
    ["log.entryAdded", "network.beforeRequestSent", "network.responseCompleted", "network.fetchError"];

/// Starts Firefox with a fresh profile, in a control group where one is given, connects to it and begins its one session.
pub(crate) fn launch(group: Option<&Path>) -> Result<(Process, Wire)> {
    let executable = find("FIREFOX", &["firefox-esr", "firefox"])?;
    let process = Process::start(&executable, group, |profile| {
        fs::write(profile.join("user.js"), PREFERENCES)?;
        Ok(FLAGS.iter().map(OsString::from).chain([profile.into()]).collect())
    })?;
    let port = process.wait_for_file("WebDriverBiDiServer.json", |text| {
        let server: Value = serde_json::from_str(text).ok()?;
        u16::try_from(server["ws_port"].as_u64()?).ok()
    })?;
    let mut wire = Wire::connect(port, "/session")?;
    let capabilities =
        json!({"capabilities": {"alwaysMatch": {"unhandledPromptBehavior": {"default": "accept"}}}});
    wire.call(None, "session.new", &capabilities, |_, _| Ok(()))?;
    Ok((process, wire))
}

/// One tab of Firefox.
pub(crate) struct FirefoxTab<'w> {
    wire: &'w mut Wire,
    user: String,
    context: String,
    log: Log,
}

impl<'w> FirefoxTab<'w> {
    pub fn open(wire: &'w mut Wire) -> Result<Self> {
        let mut call = |method: &str, params: Value| wire.call(None, method, &params, |_, _| Ok(()));
        let user = text(&call("browser.createUserContext", json!({}))?["userContext"]);
        let context =
            text(&call("browsingContext.create", json!({"type": "tab", "userContext": user}))?["context"]);
        call("session.subscribe", json!({"events": EVENTS, "contexts": [context]}))?;
        Ok(Self { wire, user, context, log: Log::default() })
    }

    fn call(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.wire.call(None, method, params, |_, event| {
            hear(&mut self.log, event);
            Ok(())
        })
    }

    fn evaluate(&mut self, context: &str, source: &str) -> Result<Value> {
        let params = json!({"expression": source, "target": {"context": context}, "awaitPromise": true,
            "userActivation": true});
        let mut answer = self.call("script.evaluate", &params)?;
        if answer["type"] == "exception" {
            let message = text(&answer["exceptionDetails"]["text"]);
            return Err(Error::Script { source: excerpt(source), message });
        }
        Ok(answer["result"].take())
    }

    fn act(&mut self, source: &Value) -> Result<()> {
        let params = json!({"context": self.context, "actions": [source]});
        self.call("input.performActions", &params).map(drop)
    }
}

impl Tab for FirefoxTab<'_> {
    fn navigate(&mut self, url: &str) -> Result<()> {
        let params = json!({"context": self.context, "url": url, "wait": "complete"});
        self.call("browsingContext.navigate", &params).map(drop)
    }

    fn reload(&mut self) -> Result<()> {
        let params = json!({"context": self.context, "wait": "complete"});
        self.call("browsingContext.reload", &params).map(drop)
    }

    fn run(&mut self, source: &str) -> Result<Option<String>> {
        let context = self.context.clone();
        let result = self.evaluate(&context, source)?;
        Ok(if result["type"] == "string" { result["value"].as_str().map(str::to_owned) } else { None })
    }

    fn preload(&mut self, statements: &str) -> Result<()> {
        let function = format!("() => {{{statements}\n}}");
        let params = json!({"functionDeclaration": function, "contexts": [self.context]});
        self.call("script.addPreloadScript", &params).map(drop)
    }

    fn set_viewport(&mut self, v: &Viewport) -> Result<()> {
        let size = json!({"width": v.width, "height": v.height});
        let params = json!({"context": self.context, "viewport": size, "devicePixelRatio": v.ratio});
        self.call("browsingContext.setViewport", &params)?;
        let windows = self.call("browsingContext.getTree", &json!({"moz:scope": "chrome", "maxDepth": 0}))?;
        let source = format!(
            r#"{{
                const manager = "chrome://remote/content/shared/NavigableManager.sys.mjs";
                const {{ NavigableManager }} = ChromeUtils.importESModule(manager);
                const tab = NavigableManager.getBrowsingContextById({});
                tab.prefersColorSchemeOverride = "{}";
                tab.prefersReducedMotionOverride = "{}";
                tab.touchEventsOverride = "{}";
                if ("forcedColorsOverride" in tab) tab.forcedColorsOverride = "{}";
            }}"#,
            json!(self.context),
            if v.dark { "dark" } else { "light" },
            if v.reduced_motion { "reduce" } else { "no-preference" },
            if v.touch { "enabled" } else { "disabled" },
            if v.forced_colours { "active" } else { "none" },
        );
        self.evaluate(&text(&windows["contexts"][0]["context"]), &source).map(drop)
    }

    fn set_offline(&mut self, offline: bool) -> Result<()> {
        let conditions = if offline { json!({"type": "offline"}) } else { Value::Null };
        let params = json!({"contexts": [self.context], "networkConditions": conditions});
        self.call("emulation.setNetworkConditions", &params).map(drop)
    }

    fn mouse(&mut self, action: Mouse, at: Point) -> Result<()> {
        let number = |button| if button == Button::Left { 0 } else { 2 };
        let place = json!({"type": "pointerMove", "x": at.x, "y": at.y, "duration": 0});
        let actions = match action {
            Mouse::Move => json!([place]),
            Mouse::Press(button) => json!([place, {"type": "pointerDown", "button": number(button)}]),
            Mouse::Release(button) => json!([place, {"type": "pointerUp", "button": number(button)}]),
        };
        self.act(&pointer("mouse", &actions))
    }

    fn finger(&mut self, action: Finger) -> Result<()> {
        let place = |at: Point| json!({"type": "pointerMove", "x": at.x, "y": at.y, "duration": 0});
        let actions = match action {
            Finger::Down(at) => json!([place(at), {"type": "pointerDown", "button": 0}]),
            Finger::Move(at) => json!([place(at)]),
            Finger::Up => json!([{"type": "pointerUp", "button": 0}]),
        };
        self.act(&pointer("touch", &actions))
    }

    fn key(&mut self, key: &Key, down: bool) -> Result<()> {
        let kind = if down { "keyDown" } else { "keyUp" };
        self.act(
            &json!({"type": "key", "id": "keyboard", "actions": [{"type": kind, "value": key.webdriver}]}),
        )
    }

    fn screenshot(&mut self) -> Result<Vec<u8>> {
        decode_png(&self.call("browsingContext.captureScreenshot", &json!({"context": self.context}))?)
    }

    fn set_file(&mut self, selector: &str, path: &Path) -> Result<()> {
        let locator = json!({"context": self.context, "locator": {"type": "css", "value": selector}});
        let found = self.call("browsingContext.locateNodes", &locator)?;
        let Some(id) = found["nodes"][0]["sharedId"].as_str() else {
            return Err(Error::other(format!("no element matches {selector}")));
        };
        let params = json!({"context": self.context, "element": {"sharedId": id}, "files": [path]});
        self.call("input.setFiles", &params).map(drop)
    }

    fn heap(&mut self) -> Result<u64> {
        Err(Error::other("Firefox does not tell how large its heap is"))
    }

    fn command(&mut self, method: &str, params: &Value) -> Result<Value> {
        self.call(method, params)
    }

    fn log(&self) -> &Log {
        &self.log
    }
}

impl Drop for FirefoxTab<'_> {
    fn drop(&mut self) {
        // A browser that is gone has no tab left to close.
        let _ = self.call("browsingContext.close", &json!({"context": self.context}));
        let _ = self.call("browser.removeUserContext", &json!({"userContext": self.user}));
    }
}

fn pointer(kind: &str, actions: &Value) -> Value {
    json!({"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions})
}

fn hear(log: &mut Log, event: &Value) {
    const FIRST_FAILURE: u64 = 400;
    let params = &event["params"];
    let url = || text(&params["request"]["url"]);
    match event["method"].as_str().unwrap_or_default() {
        "log.entryAdded" => log.say(Level::parse(&text(&params["level"])), text(&params["text"])),
        "network.beforeRequestSent" => log.requests.push(url()),
        "network.responseCompleted" => {
            let status = params["response"]["status"].as_u64().unwrap_or_default();
            if status >= FIRST_FAILURE {
                log.say(Level::Error, format!("failed to load, status {status}: {}", url()));
            }
        }
        // A load that a navigation cut short is no failure.
        "network.fetchError" if params["errorText"] != "NS_BINDING_ABORTED" => {
            log.say(Level::Error, format!("failed to load, {}: {}", text(&params["errorText"]), url()));
        }
        _ => {}
    }
}
