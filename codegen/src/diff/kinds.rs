//! The table of kinds of changes: what each is called, and what it means on the wire.
//!
//! Owns the ids, the verdicts and the sentences. Must not know how changes are found. Ids are public and are never reused for
//! another meaning, because users accept changes by them. docs/changes.md is made of this table.

use std::fmt;

use Area::{Document, Flow, Metadata, Security, Server, Webhook};
use Wire::{Breaking, Compatible, Undecidable};

/// What a change means for programs that were written for the old description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wire {
    /// Requests and responses are understood as before.
    Compatible,
    /// The descriptions do not say whether they are.
    Undecidable,
    /// Something that was valid is refused, or something comes that was not possible.
    Breaking,
}

impl Wire {
    /// The word for it in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Undecidable => "undecidable",
            Self::Breaking => "breaking",
        }
    }
}

/// The part of a description that a kind of change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// What is sent and received. The verdict depends on which of the two it is.
    Flow,
    /// Credentials.
    Security,
    /// Addresses.
    Server,
    /// Requests that the provider sends.
    Webhook,
    /// What no request and no response shows.
    Metadata,
    /// The comparison itself, or the document as a whole.
    Document,
}

/// The name of a kind of change; the values stand in this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(&'static str);

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The kind.
    pub kind: Kind,
    /// What it is about.
    pub area: Area,
    /// The verdict where the value is sent: requests and parameters, and responses to webhooks.
    pub sent: Wire,
    /// The verdict where the value is received: responses and their headers, and webhooks.
    pub received: Wire,
    /// The sentence, in which `{what}`, `{old}` and `{new}` are replaced.
    pub(super) sentence: &'static str,
    /// Why the verdict is what it is.
    pub reason: &'static str,
}

impl Kind {
    /// The name, such as `property-became-required`.
    pub fn id(self) -> &'static str {
        self.0
    }

    /// The kind of this name.
    pub fn find(id: &str) -> Option<Self> {
        ALL.iter().find(|row| row.kind.0 == id).map(|row| row.kind)
    }

    /// Its row of the table.
    pub fn row(self) -> Row {
        let unknown = Row {
            kind: self,
            area: Document,
            sent: Undecidable,
            received: Undecidable,
            sentence: "{what} changed",
            reason: "",
        };
        ALL.iter().find(|row| row.kind == self).copied().unwrap_or(unknown)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

macro_rules! kinds {
    ($($name:ident = $id:literal, $area:ident, $sent:ident, $received:ident, $sentence:literal, $reason:literal;)*) => {
        $(
            #[doc = $reason]
            pub const $name: Kind = Kind($id);
        )*
        /// Every kind, in the order of the table.
        pub const ALL: &[Row] = &[$(Row {
            kind: $name, area: $area, sent: $sent, received: $received, sentence: $sentence, reason: $reason,
        }),*];
    };
}

kinds! {
    // Operations.
    OPERATION_ADDED = "operation-added", Flow, Compatible, Compatible, "The operation {what} was added", "Nobody calls it yet.";
    OPERATION_REMOVED = "operation-removed", Flow, Breaking, Breaking, "The operation {what} was removed", "Clients that call it fail, deprecated or not.";
    OPERATION_PATH_CHANGED = "operation-path-changed", Flow, Breaking, Breaking, "The operation {what} has another path: `{old}` became `{new}`", "Clients call the old path.";
    OPERATION_METHOD_CHANGED = "operation-method-changed", Flow, Breaking, Breaking, "The operation {what} has another method: {old} became {new}", "Clients use the old method.";
    PATH_VARIABLE_RENAMED = "path-variable-renamed", Metadata, Compatible, Compatible, "A variable in the path of {what} was renamed from `{old}` to `{new}`", "The name of a path variable is not sent.";
    OPERATION_ID_CHANGED = "operation-id-changed", Metadata, Compatible, Compatible, "The `operationId` of {what} changed from {old} to {new}", "An `operationId` is not sent. Functions of generated code have its name.";
    OPERATION_TAGS_CHANGED = "operation-tags-changed", Metadata, Compatible, Compatible, "The tags of {what} changed from {old} to {new}", "Tags are not sent.";
    NAME_HINT_CHANGED = "name-hint-changed", Metadata, Compatible, Compatible, "The name that {what} asks for in code changed from {old} to {new}", "Extensions such as `x-rust-name` are not sent.";

    // Parameters.
    PARAMETER_ADDED = "parameter-added", Flow, Compatible, Compatible, "{what} was added; it is optional", "Requests without it are still valid.";
    REQUIRED_PARAMETER_ADDED = "required-parameter-added", Flow, Breaking, Compatible, "{what} was added; it is required", "Requests without it are refused.";
    PARAMETER_REMOVED = "parameter-removed", Flow, Undecidable, Breaking, "{what} was removed", "A server may ignore the parameter or refuse it; its effect is lost.";
    PARAMETER_BECAME_REQUIRED = "parameter-became-required", Flow, Breaking, Compatible, "{what} became required", "Requests without it are refused.";
    PARAMETER_BECAME_OPTIONAL = "parameter-became-optional", Flow, Compatible, Breaking, "{what} became optional", "Requests with it are still valid.";
    PARAMETER_LOCATION_CHANGED = "parameter-location-changed", Flow, Breaking, Breaking, "{what} is sent in another part of the request: {old} became {new}", "Clients send it where it is not read.";
    PARAMETER_STYLE_CHANGED = "parameter-style-changed", Flow, Breaking, Breaking, "{what} is written in another way: {old} became {new}", "The same value is another text on the wire.";
    PARAMETER_RESERVED_CHANGED = "parameter-reserved-changed", Flow, Undecidable, Undecidable, "`allowReserved` of {what} changed from {old} to {new}", "Most servers decode both forms to the same value.";
    EMPTY_PARAMETER_REFUSED = "empty-parameter-refused", Flow, Breaking, Compatible, "{what} may no longer be given without a value", "Requests with an empty value are refused.";
    EMPTY_PARAMETER_ALLOWED = "empty-parameter-allowed", Flow, Compatible, Compatible, "{what} may be given without a value", "Requests with a value are still valid.";
    PARAMETER_ORDER_CHANGED = "parameter-order-changed", Metadata, Compatible, Compatible, "The parameters of {what} have another order: {old} became {new}", "The order is not sent. Arguments of generated code may have it.";

    // Bodies.
    BODY_ADDED = "body-added", Flow, Compatible, Compatible, "{what} was added; it is optional", "Requests without a body are still valid.";
    REQUIRED_BODY_ADDED = "required-body-added", Flow, Breaking, Compatible, "{what} was added; it is required", "Requests without a body are refused.";
    BODY_REMOVED = "body-removed", Flow, Breaking, Breaking, "{what} was removed", "Clients send a body that has no meaning any more.";
    BODY_BECAME_REQUIRED = "body-became-required", Flow, Breaking, Compatible, "{what} became required", "Requests without a body are refused.";
    BODY_BECAME_OPTIONAL = "body-became-optional", Flow, Compatible, Breaking, "{what} became optional", "Requests with a body are still valid.";
    MEDIA_TYPE_ADDED = "media-type-added", Flow, Compatible, Compatible, "{what} may have the media type `{new}`", "Clients send and accept the media types that they know.";
    MEDIA_TYPE_REMOVED = "media-type-removed", Flow, Breaking, Breaking, "{what} no longer has the media type `{old}`", "Clients send it, or accept nothing else.";
    BODY_SCHEMA_ADDED = "body-schema-added", Flow, Breaking, Compatible, "{what} has a schema; it had none", "Values that the schema refuses were valid.";
    BODY_SCHEMA_REMOVED = "body-schema-removed", Flow, Compatible, Breaking, "{what} has no schema any more", "Any value may come.";
    ENCODING_CHANGED = "encoding-changed", Flow, Undecidable, Undecidable, "The parts of {what} are written in another way", "Whether the receiver understands both is not described.";

    // Responses.
    RESPONSE_ADDED = "response-added", Flow, Compatible, Compatible, "{what} was added", "Clients are lenient: a status that they do not know is an error with its body.";
    SUCCESS_RESPONSE_REMOVED = "success-response-removed", Flow, Breaking, Breaking, "{what} was removed", "Clients expect this status.";
    FAILURE_RESPONSE_REMOVED = "failure-response-removed", Flow, Compatible, Compatible, "{what} was removed", "Clients that handle it are not disturbed when it does not come.";
    RESPONSE_STATUS_COVERED = "response-status-covered", Flow, Compatible, Compatible, "{what} is described by `{new}`; it was described by `{old}`", "The same statuses may come.";
    RESPONSE_BODY_ADDED = "response-body-added", Flow, Compatible, Compatible, "{what} has a body; it had none", "Clients ignore a body that they do not expect.";
    RESPONSE_BODY_REMOVED = "response-body-removed", Flow, Breaking, Breaking, "{what} has no body any more", "Clients expect a body.";
    HEADER_ADDED = "header-added", Flow, Compatible, Compatible, "{what} was added", "Clients ignore headers that they do not know.";
    HEADER_REMOVED = "header-removed", Flow, Undecidable, Undecidable, "{what} was removed; it was optional", "Clients have to expect that it does not come, but its content is lost.";
    REQUIRED_HEADER_REMOVED = "required-header-removed", Flow, Breaking, Breaking, "{what} was removed; it was required", "Clients rely on it.";
    HEADER_BECAME_REQUIRED = "header-became-required", Flow, Breaking, Compatible, "{what} became required", "Clients that can do without it are not disturbed when it comes.";
    HEADER_BECAME_OPTIONAL = "header-became-optional", Flow, Compatible, Breaking, "{what} became optional", "Clients rely on it.";
    HEADER_STYLE_CHANGED = "header-style-changed", Flow, Breaking, Breaking, "{what} is written in another way: {old} became {new}", "The same value is another text on the wire.";
    LINKS_CHANGED = "links-changed", Metadata, Compatible, Compatible, "The links of {what} changed", "Links change nothing on the wire.";

    // Credentials.
    CREDENTIALS_REQUIRED = "credentials-required", Security, Breaking, Compatible, "Credentials are required for {what}: {new}", "Clients send none.";
    CREDENTIALS_NOT_REQUIRED = "credentials-not-required", Security, Compatible, Compatible, "Credentials are no longer required for {what}", "Credentials that are sent are not read.";
    SECURITY_ALTERNATIVE_ADDED = "security-alternative-added", Security, Compatible, Compatible, "Other credentials are accepted for {what} as well: {new}", "The old credentials are still accepted.";
    SECURITY_ALTERNATIVE_REMOVED = "security-alternative-removed", Security, Breaking, Compatible, "Credentials are no longer accepted for {what}: {old}", "Clients send them.";
    SCOPES_ADDED = "scopes-added", Security, Breaking, Compatible, "Other scopes are required for {what}: {old} became {new}", "Tokens lack the new scopes.";
    SCOPES_REMOVED = "scopes-removed", Security, Compatible, Compatible, "Fewer scopes are required for {what}: {old} became {new}", "Tokens have what is required.";
    SECURITY_SCHEME_ADDED = "security-scheme-added", Security, Compatible, Compatible, "{what} was added", "It matters where an operation requires it, which is told there.";
    SECURITY_SCHEME_REMOVED = "security-scheme-removed", Security, Compatible, Compatible, "{what} was removed", "It matters where an operation requires it, which is told there.";
    SECURITY_SCHEME_CHANGED = "security-scheme-changed", Security, Breaking, Compatible, "{what} is of another kind: {old} became {new}", "Clients send other credentials.";
    OAUTH_FLOW_CHANGED = "oauth-flow-changed", Security, Undecidable, Compatible, "The addresses, flows or scopes of {what} changed", "Whether the old ones still give tokens is not described.";

    // Addresses.
    SERVER_ADDED = "server-added", Server, Compatible, Compatible, "The server `{new}` was added", "Clients use the address that they know.";
    SERVER_REMOVED = "server-removed", Server, Undecidable, Compatible, "The server `{old}` was removed", "Whether it still runs is not described.";
    FIRST_SERVER_CHANGED = "first-server-changed", Server, Compatible, Compatible, "The first server is `{new}`; it was `{old}`, which is still listed", "New clients use another address by default.";
    SERVER_VALUE_REMOVED = "server-value-removed", Server, Undecidable, Compatible, "A variable of the server {what} no longer has the values {old}", "Whether these addresses still work is not described.";
    SERVER_VALUE_ADDED = "server-value-added", Server, Compatible, Compatible, "A variable of the server {what} has other values: {new}", "Clients use the values that they know.";
    SERVER_DEFAULT_CHANGED = "server-default-changed", Server, Compatible, Compatible, "The default of a variable of the server {what} changed from `{old}` to `{new}`", "Old clients use the old value.";

    // Webhooks and callbacks.
    WEBHOOK_ADDED = "webhook-added", Webhook, Compatible, Compatible, "{what} was added", "Receivers that do not know it are not sent it before they ask for it.";
    WEBHOOK_REMOVED = "webhook-removed", Webhook, Breaking, Breaking, "{what} was removed", "Receivers wait for it.";
    CALLBACK_EXPRESSION_CHANGED = "callback-expression-changed", Webhook, Breaking, Breaking, "The address of {what} is `{new}`; it was `{old}`", "The request goes to another address.";

    // Types and values.
    TYPE_CHANGED = "type-changed", Flow, Breaking, Breaking, "{what} has another type: {old} became {new}", "Values of one type are not values of the other.";
    TYPE_WIDENED = "type-widened", Flow, Compatible, Breaking, "{what} allows more types: {old} became {new}", "All old values are valid; values of other types may come.";
    TYPE_NARROWED = "type-narrowed", Flow, Breaking, Compatible, "{what} allows fewer types: {old} became {new}", "Values of other types are refused.";
    NULL_ALLOWED = "null-allowed", Flow, Compatible, Breaking, "{what} may be `null`", "`null` may come where a value was certain.";
    NULL_REFUSED = "null-refused", Flow, Breaking, Compatible, "{what} may no longer be `null`", "`null` is refused.";
    FORMAT_ADDED = "format-added", Flow, Breaking, Compatible, "{what} has the format `{new}`", "Values that do not have the format are refused.";
    FORMAT_REMOVED = "format-removed", Flow, Compatible, Breaking, "{what} no longer has the format `{old}`", "Values without the format may come.";
    FORMAT_NARROWED = "format-narrowed", Flow, Breaking, Compatible, "{what} has a narrower format: `{old}` became `{new}`", "Large values are refused.";
    FORMAT_WIDENED = "format-widened", Flow, Compatible, Breaking, "{what} has a wider format: `{old}` became `{new}`", "Larger values may come.";
    FORMAT_CHANGED = "format-changed", Flow, Breaking, Breaking, "{what} has another format: `{old}` became `{new}`", "Values of one format are not of the other.";
    FORMAT_NOTE_CHANGED = "format-note-changed", Metadata, Compatible, Compatible, "The format of {what} changed from {old} to {new}; neither is defined for it", "A format that no specification defines refuses no value.";
    ENUM_VALUE_ADDED = "enum-value-added", Flow, Compatible, Compatible, "{what} has more values: {new}", "Clients are lenient: generated enums hold a value that they do not know.";
    ENUM_VALUE_REMOVED = "enum-value-removed", Flow, Breaking, Compatible, "{what} has fewer values, without {old}", "The removed values are refused.";
    ENUM_ADDED = "enum-added", Flow, Breaking, Compatible, "{what} is limited to {new}", "Other values are refused.";
    ENUM_REMOVED = "enum-removed", Flow, Compatible, Compatible, "{what} is no longer limited to {old}", "Clients are lenient: generated enums hold a value that they do not know.";
    CONSTANT_ADDED = "constant-added", Flow, Breaking, Compatible, "{what} is always {new}", "Other values are refused.";
    CONSTANT_REMOVED = "constant-removed", Flow, Compatible, Breaking, "{what} is no longer always {old}", "Other values may come.";
    CONSTANT_CHANGED = "constant-changed", Flow, Breaking, Breaking, "{what} is always {new}; it was always {old}", "The old value is refused, and no longer comes.";
    DEFAULT_CHANGED = "default-changed", Flow, Undecidable, Compatible, "The default of {what} changed from {old} to {new}", "Requests without the value are valid, but mean something else.";

    // Constraints.
    MINIMUM_RAISED = "minimum-raised", Flow, Breaking, Compatible, "The minimum of {what} was raised from {old} to {new}", "Smaller numbers are refused.";
    MINIMUM_LOWERED = "minimum-lowered", Flow, Compatible, Breaking, "The minimum of {what} was lowered from {old} to {new}", "Smaller numbers may come.";
    MAXIMUM_LOWERED = "maximum-lowered", Flow, Breaking, Compatible, "The maximum of {what} was lowered from {old} to {new}", "Larger numbers are refused.";
    MAXIMUM_RAISED = "maximum-raised", Flow, Compatible, Breaking, "The maximum of {what} was raised from {old} to {new}", "Larger numbers may come.";
    MULTIPLE_OF_NARROWED = "multiple-of-narrowed", Flow, Breaking, Compatible, "{what} must be a multiple of {new}; before: {old}", "Other numbers are refused.";
    MULTIPLE_OF_WIDENED = "multiple-of-widened", Flow, Compatible, Breaking, "{what} must be a multiple of {new}; before: {old}", "Other numbers may come.";
    MULTIPLE_OF_CHANGED = "multiple-of-changed", Flow, Breaking, Breaking, "{what} must be a multiple of {new}; before: {old}", "Neither set of numbers contains the other.";
    MIN_LENGTH_RAISED = "min-length-raised", Flow, Breaking, Compatible, "`minLength` of {what} was raised from {old} to {new}", "Shorter strings are refused.";
    MIN_LENGTH_LOWERED = "min-length-lowered", Flow, Compatible, Breaking, "`minLength` of {what} was lowered from {old} to {new}", "Shorter strings may come.";
    MAX_LENGTH_LOWERED = "max-length-lowered", Flow, Breaking, Compatible, "`maxLength` of {what} was lowered from {old} to {new}", "Longer strings are refused.";
    MAX_LENGTH_RAISED = "max-length-raised", Flow, Compatible, Breaking, "`maxLength` of {what} was raised from {old} to {new}", "Longer strings may come.";
    PATTERN_ADDED = "pattern-added", Flow, Breaking, Compatible, "{what} must match `{new}`", "Strings that do not match are refused.";
    PATTERN_REMOVED = "pattern-removed", Flow, Compatible, Breaking, "{what} need not match `{old}` any more", "Other strings may come.";
    PATTERN_CHANGED = "pattern-changed", Flow, Undecidable, Undecidable, "{what} must match `{new}`; it had to match `{old}`", "Whether one pattern contains the other cannot be computed in general.";
    CONTENT_ENCODING_CHANGED = "content-encoding-changed", Flow, Breaking, Breaking, "`contentEncoding` of {what} changed from {old} to {new}", "The string holds its bytes in another form.";
    CONTENT_MEDIA_TYPE_CHANGED = "content-media-type-changed", Flow, Breaking, Breaking, "`contentMediaType` of {what} changed from {old} to {new}", "The string holds something else.";
    CONTENT_SCHEMA_ADDED = "content-schema-added", Flow, Breaking, Compatible, "The content of the string {what} has a schema", "Content that the schema refuses was valid.";
    CONTENT_SCHEMA_REMOVED = "content-schema-removed", Flow, Compatible, Breaking, "The content of the string {what} has no schema any more", "Any content may come.";

    // Arrays.
    MIN_ITEMS_RAISED = "min-items-raised", Flow, Breaking, Compatible, "`minItems` of {what} was raised from {old} to {new}", "Shorter arrays are refused.";
    MIN_ITEMS_LOWERED = "min-items-lowered", Flow, Compatible, Breaking, "`minItems` of {what} was lowered from {old} to {new}", "Shorter arrays may come.";
    MAX_ITEMS_LOWERED = "max-items-lowered", Flow, Breaking, Compatible, "`maxItems` of {what} was lowered from {old} to {new}", "Longer arrays are refused.";
    MAX_ITEMS_RAISED = "max-items-raised", Flow, Compatible, Breaking, "`maxItems` of {what} was raised from {old} to {new}", "Longer arrays may come.";
    UNIQUE_ITEMS_ADDED = "unique-items-added", Flow, Breaking, Compatible, "The items of {what} must differ from each other", "Arrays with equal items are refused.";
    UNIQUE_ITEMS_REMOVED = "unique-items-removed", Flow, Compatible, Breaking, "The items of {what} may be equal", "Arrays with equal items may come.";
    ITEMS_TYPED = "items-typed", Flow, Breaking, Compatible, "The items of {what} have a schema", "Items that the schema refuses were valid.";
    ITEMS_UNTYPED = "items-untyped", Flow, Compatible, Breaking, "The items of {what} have no schema any more", "Any items may come.";
    PREFIX_ITEM_ADDED = "prefix-item-added", Flow, Undecidable, Breaking, "{what} has a schema for the item at position {new}", "Whether old items satisfy it is not compared.";
    PREFIX_ITEM_REMOVED = "prefix-item-removed", Flow, Breaking, Undecidable, "{what} has no schema for the item at position {old} any more", "The item is of the kind of all others, or is refused.";
    CONTAINS_ADDED = "contains-added", Flow, Breaking, Compatible, "{what} must contain certain items", "Arrays without them are refused.";
    CONTAINS_REMOVED = "contains-removed", Flow, Compatible, Breaking, "{what} need not contain certain items any more", "Arrays without them may come.";
    CONTAINS_CHANGED = "contains-changed", Flow, Undecidable, Undecidable, "{what} must contain other items", "Whether one set of items contains the other is not compared.";
    MIN_CONTAINS_RAISED = "min-contains-raised", Flow, Breaking, Compatible, "`minContains` of {what} was raised from {old} to {new}", "Arrays with fewer such items are refused.";
    MIN_CONTAINS_LOWERED = "min-contains-lowered", Flow, Compatible, Breaking, "`minContains` of {what} was lowered from {old} to {new}", "Arrays with fewer such items may come.";
    MAX_CONTAINS_LOWERED = "max-contains-lowered", Flow, Breaking, Compatible, "`maxContains` of {what} was lowered from {old} to {new}", "Arrays with more such items are refused.";
    MAX_CONTAINS_RAISED = "max-contains-raised", Flow, Compatible, Breaking, "`maxContains` of {what} was raised from {old} to {new}", "Arrays with more such items may come.";
    UNEVALUATED_ITEMS_LIMITED = "unevaluated-items-limited", Flow, Breaking, Compatible, "Items of {what} that no keyword describes are limited", "Other items are refused.";
    UNEVALUATED_ITEMS_FREE = "unevaluated-items-free", Flow, Compatible, Breaking, "Items of {what} that no keyword describes are not limited any more", "Other items may come.";

    // Objects.
    PROPERTY_ADDED = "property-added", Flow, Compatible, Compatible, "{what} was added; it is optional", "Objects without it are valid, and clients ignore properties that they do not know.";
    REQUIRED_PROPERTY_ADDED = "required-property-added", Flow, Breaking, Compatible, "{what} was added; it is required", "Objects without it are refused.";
    PROPERTY_REMOVED = "property-removed", Flow, Undecidable, Undecidable, "{what} was removed; it was optional", "The object is open, so that the property may still be sent. Its meaning is lost.";
    REQUIRED_PROPERTY_REMOVED = "required-property-removed", Flow, Undecidable, Breaking, "{what} was removed; it was required", "Clients rely on it in a response. In a request it may still be sent, because the object is open; its meaning is lost.";
    PROPERTY_REFUSED = "property-refused", Flow, Breaking, Compatible, "{what} was removed, and the object allows no other properties", "Objects with it are refused.";
    PROPERTY_BECAME_REQUIRED = "property-became-required", Flow, Breaking, Compatible, "{what} became required", "Objects without it are refused.";
    PROPERTY_BECAME_OPTIONAL = "property-became-optional", Flow, Compatible, Breaking, "{what} became optional", "Objects without it may come.";
    PROPERTY_BECAME_READ_ONLY = "property-became-read-only", Flow, Undecidable, Compatible, "{what} became `readOnly`", "A server may ignore it in a request or refuse it.";
    PROPERTY_BECAME_WRITABLE = "property-became-writable", Flow, Compatible, Compatible, "{what} is no longer `readOnly`; it is optional", "Requests without it are valid.";
    REQUIRED_PROPERTY_BECAME_WRITABLE = "required-property-became-writable", Flow, Breaking, Compatible, "{what} is no longer `readOnly`; it is required", "Requests without it are refused.";
    PROPERTY_BECAME_WRITE_ONLY = "property-became-write-only", Flow, Compatible, Breaking, "{what} became `writeOnly`", "It no longer comes in a response.";
    PROPERTY_BECAME_READABLE = "property-became-readable", Flow, Compatible, Compatible, "{what} is no longer `writeOnly`", "Clients ignore properties that they do not know.";
    ADDITIONAL_PROPERTIES_REFUSED = "additional-properties-refused", Flow, Breaking, Compatible, "{what} allows no other properties", "Objects with other properties are refused.";
    ADDITIONAL_PROPERTIES_ALLOWED = "additional-properties-allowed", Flow, Compatible, Compatible, "{what} allows other properties", "Clients ignore properties that they do not know.";
    ADDITIONAL_PROPERTIES_TYPED = "additional-properties-typed", Flow, Breaking, Compatible, "Other properties of {what} have a schema", "Values that the schema refuses were valid.";
    ADDITIONAL_PROPERTIES_UNTYPED = "additional-properties-untyped", Flow, Compatible, Breaking, "Other properties of {what} have no schema any more", "Any values may come.";
    MIN_PROPERTIES_RAISED = "min-properties-raised", Flow, Breaking, Compatible, "`minProperties` of {what} was raised from {old} to {new}", "Smaller objects are refused.";
    MIN_PROPERTIES_LOWERED = "min-properties-lowered", Flow, Compatible, Breaking, "`minProperties` of {what} was lowered from {old} to {new}", "Smaller objects may come.";
    MAX_PROPERTIES_LOWERED = "max-properties-lowered", Flow, Breaking, Compatible, "`maxProperties` of {what} was lowered from {old} to {new}", "Larger objects are refused.";
    MAX_PROPERTIES_RAISED = "max-properties-raised", Flow, Compatible, Breaking, "`maxProperties` of {what} was raised from {old} to {new}", "Larger objects may come.";
    PATTERN_PROPERTY_ADDED = "pattern-property-added", Flow, Breaking, Compatible, "Properties of {what} whose names match `{new}` have a schema", "Values that the schema refuses were valid.";
    PATTERN_PROPERTY_REMOVED = "pattern-property-removed", Flow, Compatible, Breaking, "Properties of {what} whose names match `{old}` have no schema any more", "Any values may come.";
    PROPERTY_NAMES_LIMITED = "property-names-limited", Flow, Breaking, Compatible, "The names of properties of {what} are limited", "Objects with other names are refused.";
    PROPERTY_NAMES_FREE = "property-names-free", Flow, Compatible, Breaking, "The names of properties of {what} are not limited any more", "Other names may come.";
    DEPENDENT_REQUIRED_ADDED = "dependent-required-added", Flow, Breaking, Compatible, "{what} requires {new} where it is present", "Objects without it are refused.";
    DEPENDENT_REQUIRED_REMOVED = "dependent-required-removed", Flow, Compatible, Breaking, "{what} no longer requires {old} where it is present", "Objects without it may come.";
    DEPENDENT_SCHEMA_ADDED = "dependent-schema-added", Flow, Breaking, Compatible, "An object with {what} must satisfy another schema", "Objects that do not are refused.";
    DEPENDENT_SCHEMA_REMOVED = "dependent-schema-removed", Flow, Compatible, Breaking, "An object with {what} need not satisfy another schema any more", "Other objects may come.";
    UNEVALUATED_PROPERTIES_LIMITED = "unevaluated-properties-limited", Flow, Breaking, Compatible, "Properties of {what} that no keyword describes are limited", "Objects with other properties are refused.";
    UNEVALUATED_PROPERTIES_FREE = "unevaluated-properties-free", Flow, Compatible, Breaking, "Properties of {what} that no keyword describes are not limited any more", "Other properties may come.";

    // Combinations of schemas.
    ALTERNATIVE_ADDED = "alternative-added", Flow, Compatible, Breaking, "{what} has another alternative: {new}", "Values may come that no old alternative describes.";
    ALTERNATIVE_REMOVED = "alternative-removed", Flow, Breaking, Compatible, "{what} no longer has the alternative {old}", "Its values are refused.";
    BECAME_ONE_OF = "became-one-of", Flow, Undecidable, Breaking, "{what} became a `oneOf`; what it was is one of the alternatives", "Values of other alternatives may come, and `oneOf` refuses a value of two alternatives.";
    BECAME_ANY_OF = "became-any-of", Flow, Compatible, Breaking, "{what} became an `anyOf`; what it was is one of the alternatives", "Values of other alternatives may come.";
    BECAME_ONE_ALTERNATIVE = "became-one-alternative", Flow, Breaking, Compatible, "{what} is one of its alternatives: {new}", "Values of the other alternatives are refused.";
    REPLACED_BY_ALTERNATIVES = "replaced-by-alternatives", Flow, Breaking, Breaking, "{what} is replaced by alternatives", "None of the alternatives is what it was.";
    ALTERNATIVES_REPLACED = "alternatives-replaced", Flow, Breaking, Breaking, "The alternatives of {what} are replaced by something else", "It is none of the alternatives.";
    ALTERNATIVES_BECAME_EXCLUSIVE = "alternatives-became-exclusive", Flow, Undecidable, Compatible, "{what} is a `oneOf`; it was an `anyOf`", "A value of two alternatives is refused, if there is any.";
    ALTERNATIVES_BECAME_INCLUSIVE = "alternatives-became-inclusive", Flow, Compatible, Undecidable, "{what} is an `anyOf`; it was a `oneOf`", "A value of two alternatives may come, if there is any.";
    DISCRIMINATOR_ADDED = "discriminator-added", Flow, Compatible, Compatible, "{what} has the discriminator `{new}`", "A discriminator refuses no value that the alternatives allow.";
    DISCRIMINATOR_REMOVED = "discriminator-removed", Flow, Compatible, Compatible, "{what} no longer has the discriminator `{old}`", "A discriminator refuses no value that the alternatives allow.";
    DISCRIMINATOR_CHANGED = "discriminator-changed", Flow, Breaking, Breaking, "The discriminator of {what} is `{new}`; it was `{old}`", "Another property selects the alternative.";
    DISCRIMINATOR_VALUE_ADDED = "discriminator-value-added", Flow, Compatible, Compatible, "The discriminator of {what} has the value {new}", "It is one more way to select an alternative.";
    DISCRIMINATOR_VALUE_REMOVED = "discriminator-value-removed", Flow, Breaking, Compatible, "The discriminator of {what} no longer has the value {old}", "Values that have it select nothing.";
    DISCRIMINATOR_VALUE_MOVED = "discriminator-value-moved", Flow, Breaking, Breaking, "A value of the discriminator of {what} selects another alternative: {old} became {new}", "The same value is read as another alternative.";
    NOT_ADDED = "not-added", Flow, Breaking, Compatible, "{what} has the keyword `not`", "Values that it excludes are refused.";
    NOT_REMOVED = "not-removed", Flow, Compatible, Breaking, "{what} no longer has the keyword `not`", "Values that it excluded may come.";
    NOT_CHANGED = "not-changed", Flow, Undecidable, Undecidable, "The keyword `not` of {what} excludes other values", "Whether it excludes more is not compared.";
    CONDITION_ADDED = "condition-added", Flow, Breaking, Compatible, "{what} has a condition (`if`)", "Values that break it are refused.";
    CONDITION_REMOVED = "condition-removed", Flow, Compatible, Breaking, "{what} no longer has a condition (`if`)", "Values that broke it may come.";
    CONDITION_CHANGED = "condition-changed", Flow, Undecidable, Undecidable, "The condition (`if`) of {what} changed", "Whether it refuses more is not compared.";

    // What no request and no response shows.
    DESCRIPTION_CHANGED = "description-changed", Metadata, Compatible, Compatible, "The documentation of {what} changed", "It is for readers.";
    TITLE_CHANGED = "title-changed", Metadata, Compatible, Compatible, "The title of {what} changed from {old} to {new}", "A title is not sent. Types of generated code may have its name.";
    EXAMPLES_CHANGED = "examples-changed", Metadata, Compatible, Compatible, "The examples of {what} changed", "They are for readers.";
    DEPRECATION_ADDED = "deprecation-added", Metadata, Compatible, Compatible, "{what} is deprecated", "It works as before.";
    DEPRECATION_REMOVED = "deprecation-removed", Metadata, Compatible, Compatible, "{what} is no longer deprecated", "It works as before.";
    SCHEMA_ADDED = "schema-added", Metadata, Compatible, Compatible, "The schema {what} was added", "It matters where it is used, which is told there.";
    SCHEMA_REMOVED = "schema-removed", Metadata, Compatible, Compatible, "The schema {what} was removed", "It matters where it was used, which is told there.";
    SCHEMA_RENAMED = "schema-renamed", Metadata, Compatible, Compatible, "The schema {old} was renamed to {new}", "The name of a schema is not sent. Types of generated code have it.";
    TAG_ADDED = "tag-added", Metadata, Compatible, Compatible, "The tag {what} was added", "Tags are not sent.";
    TAG_REMOVED = "tag-removed", Metadata, Compatible, Compatible, "The tag {what} was removed", "Tags are not sent.";
    INFO_CHANGED = "info-changed", Metadata, Compatible, Compatible, "`info` changed: {what}", "It is for readers.";
    VERSION_CHANGED = "version-changed", Metadata, Compatible, Compatible, "The version of the API changed from {old} to {new}", "It is for readers.";
    OPENAPI_CHANGED = "openapi-changed", Metadata, Compatible, Compatible, "The description is written in OpenAPI {new}; it was {old}", "Both versions are read to the same meaning.";
    GENERATED_CODE_CHANGED = "generated-code-changed", Document, Compatible, Compatible, "{what} of the generated code changed", "The settings or oasmith differ, or a change elsewhere in the description has this effect.";
    NOT_COMPARED = "not-compared", Document, Undecidable, Undecidable, "The descriptions have so many combinations of schemas that not all were compared", "What was not compared may have changed.";
}
