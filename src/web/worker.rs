//! The worker's event loop: frames when there is something to show, and slices of training in between.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel};

use super::fields::Fields;
use super::shell::Shell;

/// The lab in a worker, as the worker's script sees it.
#[wasm_bindgen]
pub struct Worker(Rc<Tasks>);

/// What the worker does and what it has asked the browser to call it back for.
struct Tasks {
    shell: RefCell<Shell>,
    scope: DedicatedWorkerGlobalScope,
    /// A message sent through it comes back as a task of its own, after the messages of the page that wait already.
    channel: MessageChannel,
    asked: RefCell<Asked>,
    callbacks: RefCell<Option<Callbacks>>,
}

/// Which tasks are on their way.
#[derive(Default)]
struct Asked {
    frame: bool,
    slice: bool,
}

/// What the browser calls back; kept here because the browser does not keep it alive.
struct Callbacks {
    frame: Closure<dyn FnMut(f64)>,
    slice: Closure<dyn FnMut()>,
}

#[wasm_bindgen]
impl Worker {
    /// Begins with the page's start message.
    ///
    /// # Errors
    /// Where this is no worker.
    #[wasm_bindgen(constructor)]
    pub fn new(start: &JsValue) -> Result<Self, JsValue> {
        std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
        let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
        let clock = scope.performance().ok_or("no clock")?;
        let shell = Shell::new(scope.clone(), clock, &Fields(start));
        let tasks = Rc::new(Tasks {
            shell: RefCell::new(shell),
            scope,
            channel: MessageChannel::new()?,
            asked: RefCell::default(),
            callbacks: RefCell::default(),
        });
        let (for_frame, for_slice) = (Rc::downgrade(&tasks), Rc::downgrade(&tasks));
        let callbacks = Callbacks {
            frame: Closure::new(move |at| {
                if let Some(tasks) = for_frame.upgrade() {
                    tasks.frame(at);
                }
            }),
            slice: Closure::new(move || {
                if let Some(tasks) = for_slice.upgrade() {
                    tasks.slice();
                }
            }),
        };
        tasks.channel.port1().set_onmessage(Some(callbacks.slice.as_ref().unchecked_ref()));
        tasks.callbacks.replace(Some(callbacks));
        tasks.ask();
        Ok(Self(tasks))
    }

    /// The second wasm is there.
    pub fn complete(&self) {
        self.0.shell.borrow_mut().complete();
        self.0.ask();
    }

    /// Takes in a message of the page; gives false where it has to wait for the second wasm.
    ///
    /// # Errors
    /// Where a canvas came that cannot be drawn on.
    pub fn message(&self, message: &JsValue) -> Result<bool, JsValue> {
        let is_taken = self.0.shell.borrow_mut().receive(&Fields(message))?;
        self.0.ask();
        Ok(is_taken)
    }
}

impl Tasks {
    fn frame(&self, at: f64) {
        self.asked.borrow_mut().frame = false;
        let painted = self.shell.borrow_mut().frame(at);
        if let Err(error) = painted {
            web_sys::console::error_1(&error);
        }
        self.ask();
    }

    fn slice(&self) {
        self.asked.borrow_mut().slice = false;
        self.shell.borrow_mut().slice();
        self.ask();
    }

    /// Asks the browser for the tasks that are wanted and not yet on their way. A paused or hidden page wants none.
    fn ask(&self) {
        let (shell, mut asked) = (self.shell.borrow(), self.asked.borrow_mut());
        if shell.wants_frame() && !asked.frame {
            let callbacks = self.callbacks.borrow();
            let request = |callbacks: &Callbacks| {
                self.scope.request_animation_frame(callbacks.frame.as_ref().unchecked_ref())
            };
            asked.frame = callbacks.as_ref().is_some_and(|callbacks| request(callbacks).is_ok());
        }
        if shell.wants_slices() && !asked.slice {
            asked.slice = self.channel.port2().post_message(&JsValue::NULL).is_ok();
        }
    }
}
