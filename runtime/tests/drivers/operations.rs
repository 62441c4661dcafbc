//! Operations of the drivers API, as data.

use super::runtime::operation::{
    Body, Location, Media, Operation, Outcome, Parameter, Requirement, Scheme, SchemeKind, Segment, Style, status,
};
use super::runtime::schema::{Keyword, Number, Schema, Types};

pub static BEARER_AUTH: Scheme = Scheme { name: "bearerAuth", kind: SchemeKind::Bearer };
pub static BASIC_AUTH: Scheme = Scheme { name: "basicAuth", kind: SchemeKind::Basic };
pub static KEY_AUTH: Scheme = Scheme { name: "keyAuth", kind: SchemeKind::ApiKey(Location::Header, "X-API-Key") };
pub static QUERY_KEY_AUTH: Scheme = Scheme { name: "queryKeyAuth", kind: SchemeKind::ApiKey(Location::Query, "key") };
pub static COOKIE_KEY_AUTH: Scheme =
    Scheme { name: "cookieKeyAuth", kind: SchemeKind::ApiKey(Location::Cookie, "sid") };

pub static CREATE_DRIVER: Operation = Operation {
    id: "createDriver",
    method: "POST",
    path: &[Segment::Literal("/drivers")],
    parameters: &[],
    body: Some(Body { required: true, media: &[Media::json(&schemas::CREATE_DRIVER)] }),
    security: &[Requirement(&[(&BEARER_AUTH, &["drivers:write"])])],
    outcomes: &[Outcome::json(&[200]), Outcome::json(&[409])],
    success: &[200],
};

pub static LIST_DRIVERS: Operation = Operation {
    id: "listDrivers",
    method: "GET",
    path: &[Segment::Literal("/drivers")],
    parameters: &[
        Parameter::query("limit", &schemas::LIST_DRIVERS_LIMIT),
        Parameter::query("status", &schemas::STATUSES).style(Style::Form, false),
        Parameter::query("filter", &schemas::FILTER).style(Style::DeepObject, true),
        Parameter::header("X-Request-Id", &Schema::STRING),
        Parameter::cookie("session", &Schema::STRING),
    ],
    body: None,
    security: &[],
    outcomes: &[Outcome::json(&[200]), Outcome::new(&[status::range(4)], &["application/json"])],
    success: &[200],
};

pub static RETRIEVE_DRIVER: Operation = Operation {
    id: "retrieveDriver",
    method: "GET",
    path: &[Segment::Literal("/drivers/"), Segment::Parameter("driver")],
    parameters: &[Parameter::path("driver", &Schema::STRING)],
    body: None,
    security: &[
        Requirement(&[(&BEARER_AUTH, &[])]),
        Requirement(&[(&KEY_AUTH, &[]), (&QUERY_KEY_AUTH, &[])]),
        Requirement(&[(&BASIC_AUTH, &[])]),
        Requirement(&[(&COOKIE_KEY_AUTH, &[])]),
    ],
    outcomes: &[Outcome::json(&[200]), Outcome::json(&[404])],
    success: &[200],
};

/// Shares a segment of its template with [`RETRIEVE_DRIVER`]; takes a token, but does not require one.
pub static EXPORT_DRIVER: Operation = Operation {
    id: "exportDriver",
    method: "GET",
    path: &[Segment::Literal("/drivers/"), Segment::Parameter("driver"), Segment::Literal(".csv")],
    parameters: &[Parameter::path("driver", &Schema::STRING)],
    body: None,
    security: &[Requirement(&[(&BEARER_AUTH, &[])]), Requirement(&[])],
    outcomes: &[Outcome::new(&[200], &["text/csv"])],
    success: &[200],
};

pub static DELETE_DRIVER: Operation = Operation {
    id: "deleteDriver",
    method: "DELETE",
    path: &[Segment::Literal("/drivers/"), Segment::Parameter("id")],
    parameters: &[Parameter::path("id", &Schema::STRING)],
    body: None,
    security: &[],
    outcomes: &[Outcome::empty(&[204])],
    success: &[204],
};

mod schemas {
    use super::{Keyword, Number, Schema, Types};

    pub(super) static CREATE_DRIVER: Schema = Schema(&[
        Keyword::Type(Types::OBJECT),
        Keyword::Properties(&[("name", &NAME), ("email", &Schema::STRING), ("phone", &Schema::STRING)]),
        Keyword::Required(&["name", "email"]),
    ]);
    static NAME: Schema = Schema(&[Keyword::Type(Types::STRING), Keyword::MaxLength(20)]);
    pub(super) static LIST_DRIVERS_LIMIT: Schema = Schema(&[
        Keyword::Type(Types::INTEGER),
        Keyword::Minimum(Number::Integer(1)),
        Keyword::Maximum(Number::Integer(100)),
    ]);
    pub(super) static STATUSES: Schema = Schema(&[Keyword::Type(Types::ARRAY), Keyword::Items(&STATUS)]);
    static STATUS: Schema = Schema(&[Keyword::Type(Types::STRING), Keyword::Enum(&["active", "suspended"])]);
    pub(super) static FILTER: Schema =
        Schema(&[Keyword::Type(Types::OBJECT), Keyword::AdditionalProperties(&Schema::INTEGER)]);
}
