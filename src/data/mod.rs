//! Points and data sets: what a point is, the presets, the split into training and test points, CSV in and
//! out, and whether a line separates two classes.
//!
//! Everything here is a function of its arguments: the same recipe gives the same points, to the bit, on
//! every machine.

pub mod base64;
pub mod csv;
pub mod curve;
pub mod decimal;
pub mod point;
pub mod preset;
pub mod separable;
pub mod split;

mod scatter;
mod shape;
