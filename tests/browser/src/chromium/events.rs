//! What Chromium tells without being asked: console, exceptions, requests, load events, dialogs, new workers.
//!
//! A new worker is paused until its session has its events enabled, so that nothing it says or fetches is missed.

use serde_json::{Value, json};

use crate::Result;
use crate::log::{Level, Log};
use crate::wire::{Wire, text};

/// What changes when an event arrives.
#[derive(Default)]
pub struct Ears {
    pub log: Log,
    /// The loader whose document last fired its load event.
    pub loaded: String,
    /// The sessions of the workers that are running.
    pub workers: Vec<String>,
    /// The sessions that have ended.
    pub ended: Vec<String>,
    /// Whether new workers start without network.
    pub offline: bool,
}

impl Ears {
    /// Takes in one event, and answers it where it wants an answer.
    pub fn hear(&mut self, wire: &mut Wire, event: &Value) -> Result<()> {
        let params = &event["params"];
        let log = &mut self.log;
        match event["method"].as_str().unwrap_or_default() {
            "Runtime.consoleAPICalled" => {
                let words: Vec<_> =
                    params["args"].as_array().into_iter().flatten().map(remote_text).collect();
                log.say(Level::parse(&text(&params["type"])), words.join(" "));
            }
            "Runtime.exceptionThrown" => log.say(Level::Error, exception(&params["exceptionDetails"])),
            "Log.entryAdded" => {
                let entry = &params["entry"];
                let words = format!("{} {}", text(&entry["text"]), entry["url"].as_str().unwrap_or_default());
                log.say(Level::parse(&text(&entry["level"])), words.trim_end());
            }
            "Inspector.targetCrashed" => log.say(Level::Error, "the tab crashed"),
            "Network.requestWillBeSent" => log.requests.push(text(&params["request"]["url"])),
            "Page.lifecycleEvent" if params["name"] == "load" => self.loaded = text(&params["loaderId"]),
            "Page.javascriptDialogOpening" => {
                log.say(Level::Info, format!("dialog: {}", text(&params["message"])));
                wire.send(
                    event["sessionId"].as_str(),
                    "Page.handleJavaScriptDialog",
                    &json!({"accept": true}),
                )?;
            }
            "Target.attachedToTarget" => self.listen_to(wire, &text(&params["sessionId"]))?,
            "Target.detachedFromTarget" => {
                let session = text(&params["sessionId"]);
                self.workers.retain(|worker| *worker != session);
                self.ended.push(session);
            }
            _ => {}
        }
        Ok(())
    }

    /// Enables the events of a new worker and lets it run. Not every kind of worker knows every domain, so answers
    /// are not awaited.
    fn listen_to(&mut self, wire: &mut Wire, session: &str) -> Result<()> {
        for domain in ["Runtime", "Log", "Network"] {
            wire.send(Some(session), &format!("{domain}.enable"), &json!({}))?;
        }
        wire.send(Some(session), "Target.setAutoAttach", &auto_attach())?;
        if self.offline {
            wire.send(Some(session), "Network.emulateNetworkConditions", &network(true))?;
        }
        wire.send(Some(session), "Runtime.runIfWaitingForDebugger", &json!({}))?;
        self.workers.push(session.to_owned());
        Ok(())
    }
}

/// The parameters that have new workers attached, and paused until they are listened to.
pub fn auto_attach() -> Value {
    json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true})
}

/// The parameters that cut or restore the network.
pub fn network(offline: bool) -> Value {
    json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
}

/// A console argument in words.
fn remote_text(object: &Value) -> String {
    let known = ["value", "unserializableValue", "description"].iter().find_map(|field| object.get(*field));
    text(known.unwrap_or(&object["type"]))
}

/// An exception in words, with the place it was thrown at.
pub fn exception(details: &Value) -> String {
    let thrown = &details["exception"];
    let what = if thrown.is_null() { String::new() } else { remote_text(thrown) };
    let place =
        details["url"].as_str().map(|url| format!(" ({url}:{})", details["lineNumber"])).unwrap_or_default();
    format!("{} {what}{place}", text(&details["text"]))
}
