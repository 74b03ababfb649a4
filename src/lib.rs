//! Frontera: a web page that teaches neural networks by letting a class train one.
//!
//! This crate is all of it but the page's controls: the mathematics, the points, the lab that a person works in, the
//! figures, and the shell that runs them in a browser's worker. `www/` holds the page, `qr/` makes QR codes for it,
//! `xtask/` builds and serves it.
//!
//! # The house
//!
//! | module | knows | is |
//! |---|---|---|
//! | [`nn`] | nothing here | the lecture's mathematics: activations, networks, losses, gradients, optimizers |
//! | [`data`] | `nn` (its seeded draws) | points and where they come from: presets, the split, CSV |
//! | [`lab`] | `data`, `nn` | the one state machine: settings, commands, the runs and their past, studies, undo, links |
//! | [`figure`] | `lab`, `data`, `nn` | snapshot in, marks out |
//! | [`web`] | everything | the worker's shell, almost all of it for wasm32 alone |
//!
//! There is no other arrow. Only `web` may name `web-sys`, `js-sys` or `wasm-bindgen`, which are dependencies of the wasm32
//! target alone: a stray use fails a native `cargo check`.
//!
//! # How a click becomes a picture
//!
//! 1. The page posts what happened to the worker: a command of the grammar, or a pointer on a figure.
//! 2. `web` turns it into a command and gives it to [`lab::Lab::apply`], which changes the state, or says why not and
//!    changes nothing.
//! 3. Between messages, [`lab::Lab::advance`] takes whole steps for as long as the frame leaves time.
//! 4. Once a frame, [`lab::Lab::snapshot`] is lent to the figures; they fill [`figure::marks::Marks`], which `web` paints on
//!    an `OffscreenCanvas`.
//! 5. Read-outs, notices and errors go back to the page as lines `name=value`, codes and no prose.
//!
//! What the page can begin without is linked into a second wasm with the memory of the first, which comes when the first picture is
//! there (`web::later`): all commands but those that train, and all that is painted but the field of a classification with its
//! points. Nothing below `web` knows of it; what it must not drag into the first part has an entry of its own
//! ([`lab::Lab::read_out_first`], [`lab::Lab::evaluated`], [`lab::Lab::obey_transport`], [`figure::plane::begin`]). The page's script,
//! its words and the HTML of its explanations and dialogs come in the same two parts (`www/later.js`, `www/parts/later.html`).
//!
//! # Runs and time
//!
//! A lab holds one run, or several that are compared ([`lab::compare::Compare`]): each has settings of its own that differ in
//! what is compared alone, all start from the same draws and step together. The figures see one of them at a time, the one in
//! front, or each in turn ([`lab::Lab::snapshot_of`]).
//!
//! The past is kept as sparse snapshots between which every step is taken again to the bit: at most 16 MiB of them, by halving
//! their number, and as much again for the past that an undo of "go on from here" brings back. While the past is shown,
//! the lab's settings, points and runs *are* those of that step, and the present is put by; so no figure knows of time.
//!
//! What training is to leave alone is a setting ([`lab::settings::Hold`]): so links, undo and the past know of it. A parameter that a
//! hand is on is held in the same way until it is let go.
//!
//! What is measured apart from the live network (the spread by depth, the variance of sums) is a study: resumable, begun when
//! its explanation is open, taken forward in pieces of about a millisecond ([`lab::study::Study`]). The loss surface is surveyed in such pieces too, and follows
//! training with a share of each frame ([`lab::surface`]). So is the search for the line
//! that gets fewest of many points wrong, where it is shown; whether one gets all of them right is known at once
//! ([`data::separable`]).
//!
//! # One grammar
//!
//! A setting is `name=value`. The same words are the share link, the command that a control posts, the read-out, and what is
//! kept across reloads. [`lab::settings::TABLE`] lists every setting once; nothing else knows the list.
//!
//! # Invariants
//!
//! - Below `web` there is no clock, no source of randomness, no I/O and no DOM. Seeds and budgets come in as arguments.
//! - A run is a function of its points, settings and step, to the bit, on every machine: f32, IEEE operations in a fixed
//!   order, [own exp, ln and tanh](nn::scalar::Lanes), [a fixed generator](nn::draws::Draws), `libm` elsewhere.
//! - No command, link, file or training step can panic. NaN and infinity never reach a figure: a step that would end in one
//!   is not taken ([`nn::trainer::Diverged`]).
//! - Drawing runs a network forward over a set of places once for each state, and keeps what comes of it: over the plane in
//!   [`figure::field::Field`], over the points and a coarser boundary of its own in [`figure::representation::Representation`],
//!   which only figures of a hidden layer or of the output's sigmoid ask for. The losses of the points come from a pass of the lab's own.
//!
//! # Deliberately absent
//!
//! - nalgebra: its products pick their instructions at run time, so other bits come out on other machines, and a layer of
//!   sixteen units needs no blocking. The kernels are a few loops over lanes ([`nn::network`], [`nn::gradient`]).
//! - Threads, shared memory: static hosts cannot send the headers that they need.
//! - Words: whatever a person reads stands in `www/text`.

pub mod data;
pub mod figure;
pub mod lab;
pub mod nn;
pub mod web;
