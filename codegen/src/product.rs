//! The products: what can be generated besides the models.
//!
//! Owns one row for each product: its name, its file, what it requires. Must not know how a product is written.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The Cargo features of a client that are reqwest's, with what its transport can do by each. The first is on by default.
pub const TRANSPORT_FEATURES: &[(&str, &str)] = &[
    ("rustls", "TLS by rustls"),
    ("native-tls", "TLS by the library of the system"),
    ("rustls-no-provider", "TLS by rustls, with a crypto provider of your choice"),
    ("http2", "HTTP/2"),
    ("gzip", "Compressed responses"),
];

/// Something that is generated besides the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Product {
    /// A client.
    Client,
    /// Server stubs.
    Server,
    /// Webhooks and callbacks.
    Webhooks,
    /// `value.validate()`.
    Validate,
    /// `schemars::JsonSchema`.
    Schemars,
    /// `proptest::arbitrary::Arbitrary`.
    Proptest,
    /// A transport for tests of programs that use the client.
    Mock,
}

/// What is to be known of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its name in the settings, which is the name of its Cargo feature in a generated crate and in the runtime.
    pub name: &'static str,
    /// Its source file.
    pub file: &'static str,
    /// What the help of the command says of it.
    pub help: &'static str,
    /// What the description of a generated crate calls it, where it stands there.
    pub title: Option<&'static str>,
    /// What it is made of.
    pub source: Source,
    /// The product that it is built on.
    pub requires: Option<Product>,
    /// Whether it is generated, and its feature is on, where nothing else is said.
    pub is_default: bool,
}

/// What a product is made of. Without it there is nothing to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Operations.
    Operations,
    /// Webhooks, and callbacks of operations.
    Webhooks,
    /// Types that are not other names of types.
    Models,
}

impl Source {
    /// Whether it is of requests and responses.
    pub const fn is_operations(self) -> bool {
        match self {
            Self::Operations | Self::Webhooks => true,
            Self::Models => false,
        }
    }
}

impl Product {
    /// All products, in the order in which they are written.
    pub const ALL: &[Self] =
        &[Self::Client, Self::Server, Self::Webhooks, Self::Validate, Self::Schemars, Self::Proptest, Self::Mock];

    /// The row of the product.
    pub const fn row(self) -> Row {
        match self {
            Self::Client => Row {
                name: "client",
                file: "client.rs",
                help: "The client",
                title: Some("client"),
                source: Source::Operations,
                requires: None,
                is_default: true,
            },
            Self::Server => Row {
                name: "server",
                file: "server.rs",
                help: "The server stubs",
                title: Some("server stubs"),
                source: Source::Operations,
                requires: None,
                is_default: true,
            },
            Self::Webhooks => Row {
                name: "webhooks",
                file: "webhooks.rs",
                help: "Webhooks and callbacks, received and sent",
                title: Some("webhooks"),
                source: Source::Webhooks,
                requires: None,
                is_default: false,
            },
            Self::Validate => Row {
                name: "validate",
                file: "validate.rs",
                help: "`value.validate()`, behind a feature of this name",
                title: None,
                source: Source::Models,
                requires: None,
                is_default: false,
            },
            Self::Schemars => Row {
                name: "schemars",
                file: "json_schema.rs",
                help: "`schemars::JsonSchema`, behind a feature of this name; with `validate`",
                title: None,
                source: Source::Models,
                requires: Some(Self::Validate),
                is_default: false,
            },
            Self::Proptest => Row {
                name: "proptest",
                file: "arbitrary.rs",
                help: "`proptest::arbitrary::Arbitrary`, behind a feature of this name; with `validate`",
                title: None,
                source: Source::Models,
                requires: Some(Self::Validate),
                is_default: false,
            },
            Self::Mock => Row {
                name: "mock",
                file: "mock.rs",
                help: "A transport that responds in tests, behind a feature of this name; with `client`",
                title: None,
                source: Source::Operations,
                requires: Some(Self::Client),
                is_default: false,
            },
        }
    }

    /// The products that are generated where nothing else is said.
    pub fn defaults() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|product| product.row().is_default)
    }
}

/// A set of products. Each is there together with the product that it requires.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Products(BTreeSet<Product>);

impl Products {
    /// The wanted products that can be made of these sources, and the products that they require.
    pub fn wanted(wanted: &[Product], has: impl Fn(Source) -> bool) -> Self {
        let possible = wanted.iter().filter(|product| has(product.row().source));
        Self(possible.flat_map(|product| [Some(*product), product.row().requires]).flatten().collect())
    }

    /// Whether a product is one of them.
    pub fn has(&self, product: Product) -> bool {
        self.0.contains(&product)
    }

    /// The products, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Product> {
        self.0.iter().copied()
    }

    /// Whether some are made of operations, or of webhooks, which are operations too.
    pub fn use_operations(&self) -> bool {
        self.iter().any(|product| product.row().source.is_operations())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_all_that_the_settings_may_name_in_the_order_of_the_set() {
        let names: Vec<&str> = Product::ALL.iter().map(|product| product.row().name).collect();
        let message = format!("expected one of `{}`", names.join("`, `"));
        let unknown = serde_json::from_str::<Product>("\"none\"");
        assert!(unknown.is_err_and(|error| error.to_string().contains(&message)), "{message}");
        assert!(Product::ALL.is_sorted());
    }

    #[test]
    fn a_product_is_there_with_what_it_requires_and_only_where_it_has_a_source() {
        let wanted = [Product::Proptest, Product::Client];
        let products = |has: fn(Source) -> bool| Products::wanted(&wanted, has).iter().collect::<Vec<_>>();
        assert_eq!(products(|_| true), [Product::Client, Product::Validate, Product::Proptest]);
        assert_eq!(products(|source| source == Source::Operations), [Product::Client]);
        assert_eq!(products(|_| false), []);
    }
}
