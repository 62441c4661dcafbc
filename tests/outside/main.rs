//! The project as others meet it: crates outside this workspace, and cargo run on them.
//!
//! These tests share one target folder and take turns in it, so that what the crates have in common is compiled once.

mod build_script;
mod cargo;
mod documentation;
mod downstream;
mod ground;
mod module;
mod package;
mod vendored;
