//! The scenarios: what a person does on Frontera's page and what the page promises, in real browsers.
//!
//! One module a subject, one binary, so that each browser starts once.

mod access;
mod batch;
mod compare;
mod csv;
mod embed;
mod explain;
mod explanations;
mod failure;
mod hostile;
mod keep;
mod language;
mod layout;
mod lesson;
mod lesson_link;
mod lesson_paper;
mod lesson_task;
mod missing;
mod native;
mod network;
mod offline;
mod points;
mod quiet;
mod reckoned;
mod regression;
mod room;
mod room_dialogs;
mod room_lesson;
mod room_steps;
mod save;
mod separable;
mod separable_degenerate;
mod server;
mod settings;
mod share;
mod softmax;
mod space;
mod surface;
mod theme;
mod time;
mod touch;
mod training;
mod walk;
mod walk_chain;
mod walk_question;
