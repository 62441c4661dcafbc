//! Leaves out the servers that only operations have which are not selected, and the methods that set their variables.
//!
//! Owns the passage from the indices of all operations to those that are written. Must not know how a server is chosen.

use std::collections::HashMap;

use crate::rust::Servers;

/// Leaves them out; for each operation of the description, whether it is selected.
pub(super) fn retain(servers: &mut Servers, is_selected: &[bool]) {
    let selected = is_selected.iter().enumerate().filter(|(_, is_selected)| **is_selected).map(|(old, _)| old);
    let written: HashMap<usize, usize> = selected.enumerate().map(|(new, old)| (old, new)).collect();
    for (_, operations) in &mut servers.own {
        *operations = operations.iter().filter_map(|old| written.get(old).copied()).collect();
    }
    servers.own.retain(|(_, operations)| !operations.is_empty());
    let all = || servers.declared.iter().chain(servers.own.iter().flat_map(|(own, _)| own));
    servers
        .setters
        .retain(|setter| all().flat_map(|server| &server.variables).any(|variable| variable.wire == setter.wire));
}
