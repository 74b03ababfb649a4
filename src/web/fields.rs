//! The fields of a message from the page, read without trusting that they are there.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

/// A JavaScript object whose fields are read by name. What is missing or of another type counts as nothing.
pub struct Fields<'a>(pub &'a JsValue);

impl Fields<'_> {
    /// The field itself.
    pub fn get(&self, name: &str) -> JsValue {
        Reflect::get(self.0, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    /// A field of a browser's type.
    pub fn object<T: JsCast>(&self, name: &str) -> Option<T> {
        self.get(name).dyn_into().ok()
    }

    /// A text; empty where there is none.
    pub fn text(&self, name: &str) -> String {
        self.get(name).as_string().unwrap_or_default()
    }

    /// A number; zero where there is none or it is not finite.
    pub fn number(&self, name: &str) -> f32 {
        self.get(name).as_f64().filter(|number| number.is_finite()).unwrap_or_default() as f32
    }

    /// True where the field is true, and not where it only counts as true in JavaScript.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name) == JsValue::TRUE
    }
}
