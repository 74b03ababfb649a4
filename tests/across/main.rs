//! What crosses modules. One module a subject, one binary, so that what all of them use is compiled and linked once.
//!
//! `read`, `tell` and `oracle` are what the others share.
#![expect(clippy::unwrap_used, reason = "a test that fails says so by panicking")]

mod activation_figures;
mod any_past;
mod batch;
mod beside;
mod borders;
mod census;
mod colour_vision;
mod commands;
mod compare;
mod components;
mod explanation_figures;
mod figures;
mod first_picture;
mod golden;
mod gradients;
mod held;
mod learning;
mod links;
mod measured;
mod optimizers;
mod oracle;
mod output_figures;
mod perceptron;
mod points;
mod question;
mod read;
mod regression;
mod regression_figures;
mod softmax;
mod spread;
mod surface;
mod surfaced;
mod tell;
mod time;
mod trials;
mod undo;
mod walk;
mod walked;
