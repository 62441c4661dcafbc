//! Passes over the finished types, each on plain data: boxes, conversions, constants, defaults, derives.
//!
//! Owns what can only be decided once all types are known, and the order of these decisions. Must not know schemas.

pub(super) mod aliases;
pub(super) mod attributes;
pub(super) mod choices;
pub(super) mod closed_enums;
pub(super) mod constants;
pub(super) mod conversions;
pub(super) mod defaults;
pub(super) mod derives;
pub(super) mod discriminator_properties;
pub(super) mod foreign;
pub(super) mod large_unions;
pub(super) mod recursion;

use crate::config::Config;
use crate::diagnostic::Sink;
use crate::rust::Item;

use crate::lower::items::aliases::Aliases;
use crate::lower::items::closed_enums::ClosedEnums;
use crate::lower::items::large_unions::Sizes;
use crate::lower::types::Made;
use crate::lower::types::choices::Choices;

/// Decides the rest of every type. What an alias names is found once: no pass after the first changes it.
pub(in crate::lower) fn finish(
    made: Made,
    choices: &Choices,
    config: &Config,
    sink: &mut Sink,
) -> (Vec<Item>, Aliases) {
    let Made { mut items, defaults, constants } = made;
    recursion::break_cycles(&mut items, sink);
    let aliases = Aliases::among(&items);
    finish_each(&mut items, &aliases);
    constants::set(&mut items, &constants, &aliases);
    defaults::set(&mut items, &defaults, &aliases, sink);
    discriminator_properties::set(&mut items, &aliases);
    choices::check(&items, choices, sink);
    attributes::check(config, choices, sink);
    derives::set(&mut items, choices, config, &aliases, sink);
    (items, aliases)
}

/// Decides in one walk what follows from a type alone and from what its parts are.
fn finish_each(items: &mut [Item], aliases: &Aliases) {
    let sizes = Sizes::of(items);
    let closed = ClosedEnums::among(items);
    for item in items {
        match item {
            Item::OneOf(item) => {
                large_unions::set_boxes(item, &sizes, aliases);
                conversions::set(item, aliases);
                foreign::set_of_union(item, aliases);
            }
            Item::Tuple(item) => foreign::set_of_tuple(item, aliases),
            Item::Newtype(item) => foreign::set_of_newtype(item, aliases),
            Item::Struct(item) => closed.set_variants(item, aliases),
            Item::StringEnum(_) | Item::NumberEnum(_) | Item::Alias(_) => {}
        }
    }
}
