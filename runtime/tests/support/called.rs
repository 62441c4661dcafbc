//! A call, as generated code has one for each operation.

use oasmith_runtime::client::{Call, CallExt, Core, Operation};

pub struct Called(pub Call);

impl CallExt for Called {
    fn call(&mut self) -> &mut Call {
        &mut self.0
    }

    fn try_clone(&self) -> Option<Self> {
        self.0.try_clone().map(Self)
    }
}

pub fn called(core: &Core, operation: &'static Operation) -> Called {
    Called(core.call(operation))
}
