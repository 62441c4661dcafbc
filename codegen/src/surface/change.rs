//! A change of a surface, and how much of users' code it can break.
//!
//! Owns the kinds of changes and their ids. Must not know how they are found.

/// Which version a change asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    /// Code that names what the old surface has compiles as before.
    Patch,
    /// It does, and there is more to name.
    Minor,
    /// Some of it does not compile, or means something else.
    Major,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Something is gone: the feature, module, type, trait, function, static, constant or re-export.
    Removed,
    /// Something is new.
    Added,
    /// A path names another kind of item, such as a struct instead of an alias.
    KindChanged,
    /// A struct or an enum may not be written or matched as a whole any more.
    Opened,
    /// A struct or an enum may now be written or matched as a whole.
    Closed,
    /// A field is gone.
    FieldRemoved,
    /// A struct has a field more.
    FieldAdded,
    /// A struct that users write with all its fields has a field more.
    RequiredFieldAdded,
    /// A field has another type.
    FieldTypeChanged,
    /// A variant is gone.
    VariantRemoved,
    /// An enum has a variant more.
    VariantAdded,
    /// An enum that users match as a whole has a variant more.
    ExhaustiveVariantAdded,
    /// A variant holds something else.
    VariantChanged,
    /// A function takes a parameter more.
    ParameterAdded,
    /// A function takes a parameter less.
    ParameterRemoved,
    /// A parameter has another type.
    ParameterTypeChanged,
    /// A parameter takes what it took, and more.
    ParameterWidened,
    /// A parameter is called something else.
    ParameterRenamed,
    /// Parameters of one type changed places: calls compile and send other values.
    ParametersReordered,
    /// A function has another receiver, other type parameters or another result.
    SignatureChanged,
    /// A trait provides a method that had to be written.
    MethodProvided,
    /// A method that the trait provided must be written.
    MethodNotProvided,
    /// A trait has a method or a type more that must be written.
    RequiredMethodAdded,
    /// A trait asks for other traits.
    BoundsChanged,
    /// An alias, a constant or a static has another type, or an impl other associated types.
    TypeChanged,
    /// A type does not implement a trait any more.
    ImplRemoved,
    /// A type implements a trait more.
    ImplAdded,
}

impl ChangeKind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 27] = [
        Self::Removed,
        Self::Added,
        Self::KindChanged,
        Self::Opened,
        Self::Closed,
        Self::FieldRemoved,
        Self::FieldAdded,
        Self::RequiredFieldAdded,
        Self::FieldTypeChanged,
        Self::VariantRemoved,
        Self::VariantAdded,
        Self::ExhaustiveVariantAdded,
        Self::VariantChanged,
        Self::ParameterAdded,
        Self::ParameterRemoved,
        Self::ParameterTypeChanged,
        Self::ParameterWidened,
        Self::ParameterRenamed,
        Self::ParametersReordered,
        Self::SignatureChanged,
        Self::MethodProvided,
        Self::MethodNotProvided,
        Self::RequiredMethodAdded,
        Self::BoundsChanged,
        Self::TypeChanged,
        Self::ImplRemoved,
        Self::ImplAdded,
    ];

    /// The id, which does not change.
    pub fn id(self) -> &'static str {
        match self {
            Self::Removed => "rust-removed",
            Self::Added => "rust-added",
            Self::KindChanged => "rust-kind-changed",
            Self::Opened => "rust-opened",
            Self::Closed => "rust-closed",
            Self::FieldRemoved => "rust-field-removed",
            Self::FieldAdded => "rust-field-added",
            Self::RequiredFieldAdded => "rust-required-field-added",
            Self::FieldTypeChanged => "rust-field-type-changed",
            Self::VariantRemoved => "rust-variant-removed",
            Self::VariantAdded => "rust-variant-added",
            Self::ExhaustiveVariantAdded => "rust-exhaustive-variant-added",
            Self::VariantChanged => "rust-variant-changed",
            Self::ParameterAdded => "rust-parameter-added",
            Self::ParameterRemoved => "rust-parameter-removed",
            Self::ParameterTypeChanged => "rust-parameter-type-changed",
            Self::ParameterWidened => "rust-parameter-widened",
            Self::ParameterRenamed => "rust-parameter-renamed",
            Self::ParametersReordered => "rust-parameters-reordered",
            Self::SignatureChanged => "rust-signature-changed",
            Self::MethodProvided => "rust-method-provided",
            Self::MethodNotProvided => "rust-method-not-provided",
            Self::RequiredMethodAdded => "rust-required-method-added",
            Self::BoundsChanged => "rust-bounds-changed",
            Self::TypeChanged => "rust-type-changed",
            Self::ImplRemoved => "rust-impl-removed",
            Self::ImplAdded => "rust-impl-added",
        }
    }

    /// Which version it asks for.
    pub fn impact(self) -> Impact {
        match self {
            Self::Removed
            | Self::KindChanged
            | Self::Opened
            | Self::FieldRemoved
            | Self::RequiredFieldAdded
            | Self::FieldTypeChanged
            | Self::VariantRemoved
            | Self::ExhaustiveVariantAdded
            | Self::VariantChanged
            | Self::ParameterAdded
            | Self::ParameterRemoved
            | Self::ParameterTypeChanged
            | Self::ParametersReordered
            | Self::SignatureChanged
            | Self::MethodNotProvided
            | Self::RequiredMethodAdded
            | Self::BoundsChanged
            | Self::TypeChanged
            | Self::ImplRemoved => Impact::Major,
            Self::Added
            | Self::Closed
            | Self::FieldAdded
            | Self::VariantAdded
            | Self::ParameterWidened
            | Self::MethodProvided
            | Self::ImplAdded => Impact::Minor,
            Self::ParameterRenamed => Impact::Patch,
        }
    }
}

/// A difference between two surfaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurfaceChange {
    /// The path that it is about; the new one where something is new.
    pub path: String,
    /// What changed.
    pub kind: ChangeKind,
    /// The line of the old surface.
    pub old: Option<String>,
    /// The line of the new surface.
    pub new: Option<String>,
    /// Which version it asks for.
    pub impact: Impact,
    /// What it is, in a sentence.
    pub sentence: String,
}
