//! Random numbers, without a package of their own.
//!
//! Owns where they come from. Must not know what they are for.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number that nobody can foresee: the standard library seeds its hash maps by the random numbers of the system. It is not for
/// secrets: who knows one may guess the next of the same thread.
pub fn number() -> u64 {
    RandomState::new().build_hasher().finish()
}
