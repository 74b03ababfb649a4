//! A websocket that carries numbered JSON commands, their answers, and events.
//!
//! Both protocols have this in common: a command is `{id, method, params}`, its answer has the same id and a
//! `result` or an `error`, and a message without id is an event.

use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Message, WebSocket};

use crate::{Error, Result};

/// How long the browser may take for one command. Long, because a loaded machine is no failure.
const PATIENCE: Duration = Duration::from_secs(60);

/// The connection to one browser.
pub struct Wire {
    socket: WebSocket<TcpStream>,
    last_id: u64,
}

impl Wire {
    /// Connects to `ws://127.0.0.1:port/path`.
    pub fn connect(port: u16, path: &str) -> Result<Self> {
        let failed = |error: String| Error::Connection(format!("port {port}: {error}"));
        let stream = TcpStream::connect(("127.0.0.1", port)).map_err(|error| failed(error.to_string()))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        // A screenshot is one large frame.
        let config = WebSocketConfig::default().max_frame_size(None).max_message_size(None);
        let url = format!("ws://127.0.0.1:{port}{path}");
        let (socket, _) = tungstenite::client::client_with_config(url, stream, Some(config))
            .map_err(|error| failed(error.to_string()))?;
        Ok(Self { socket, last_id: 0 })
    }

    /// Sends a command, to a CDP session if one is named, and returns its id without waiting for the answer.
    pub fn send(&mut self, session: Option<&str>, method: &str, params: &Value) -> Result<u64> {
        self.last_id += 1;
        let mut command = json!({"id": self.last_id, "method": method, "params": params});
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        self.socket
            .send(Message::text(command.to_string()))
            .map_err(|error| Error::Connection(format!("{method}: {error}")))?;
        Ok(self.last_id)
    }

    /// The next message of the browser.
    pub fn receive(&mut self) -> Result<Value> {
        loop {
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    return serde_json::from_str(&text).map_err(|error| Error::Connection(error.to_string()));
                }
                Ok(_) => {}
                // A process that was stopped for a while, as by a debugger, goes on where it was.
                Err(tungstenite::Error::Io(error)) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::Connection(error.to_string())),
            }
        }
    }

    /// Sends a command and waits for its result. Events that come before it go to `on_event`, which may send commands.
    pub fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        params: &Value,
        mut on_event: impl FnMut(&mut Self, &Value) -> Result<()>,
    ) -> Result<Value> {
        let id = self.send(session, method, params)?;
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let mut message = self
                .receive()
                .map_err(|error| Error::Connection(format!("waiting for {method}: {error}")))?;
            if message["id"].is_null() {
                on_event(self, &message)?;
            } else if message["id"] == id {
                return match error_of(&message) {
                    Some(message) => Err(Error::Refused { method: method.into(), message }),
                    None => Ok(message["result"].take()),
                };
            }
        }
        Err(Error::Connection(format!("{method}: no answer in {} s", PATIENCE.as_secs())))
    }
}

/// The words of an error answer: CDP has an object with a message, BiDi a code with a message beside it.
fn error_of(answer: &Value) -> Option<String> {
    let error = answer.get("error")?;
    Some(match error.as_str() {
        Some(code) => format!("{code}: {}", text(&answer["message"])),
        None => text(&error["message"]),
    })
}

/// A JSON string's text; any other value as JSON.
pub fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
