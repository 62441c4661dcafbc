//! How a JSON value is read as one of the alternatives of a union.
//!
//! Owns the steps: [`discriminator`] selects an alternative by the value of a property, [`score`] says how well a value fits a
//! type, [`select`] tries the alternatives in that order, and [`buffer`] holds what was read before the alternative was known.
//! Must not know any union.

pub mod buffer;
pub mod discriminator;
pub mod score;
pub mod select;
