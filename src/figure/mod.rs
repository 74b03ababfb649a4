//! Pictures of a lab: a snapshot goes in, or a measurement as far as it has come, and marks come out.
//!
//! A figure never trains, never reads the page and knows no words: it draws numerals and symbols, so that no
//! picture needs translating. What a network says over the plane is computed once, in [`field`], and every
//! figure draws from that.

pub mod activation;
mod axes;
mod bars;
mod clip;
pub mod contour;
mod curve;
pub mod field;
pub mod frame;
pub mod gradient;
mod hash;
mod heights;
pub mod histograms;
pub mod lines;
pub mod loss;
pub mod marks;
pub mod network;
pub mod palette;
mod parameter;
pub mod plane;
mod png;
pub mod regression;
pub mod representation;
mod schemes;
pub mod sigmoid;
mod simplified;
pub mod softmax;
pub mod spread;
pub mod surface;
pub mod svg;
mod ticks;
pub mod variance;
