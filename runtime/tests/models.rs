//! What models rely on: null and absence kept apart, secrets that do not print, integers written with a fraction.

use oasmith_runtime::secret::Secret;
use oasmith_runtime::wire;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Model {
    #[serde(deserialize_with = "wire::nullable")]
    license: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "wire::present")]
    phone: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "wire::present")]
    preferences: Option<Value>,
}

#[test]
fn null_and_absence_are_kept_apart() {
    for (json, model) in [
        (json!({ "license": null }), Model { license: None, phone: None, preferences: None }),
        (
            json!({ "license": "L", "phone": null, "preferences": null }),
            Model { license: Some("L".to_owned()), phone: Some(None), preferences: Some(Value::Null) },
        ),
        (
            json!({ "license": null, "phone": "1", "preferences": { "a": 1 } }),
            Model { license: None, phone: Some(Some("1".to_owned())), preferences: Some(json!({ "a": 1 })) },
        ),
    ] {
        assert_eq!(serde_json::to_value(&model).unwrap(), json);
        assert_eq!(serde_json::from_value::<Model>(json).unwrap(), model);
    }
    let error = serde_json::from_value::<Model>(json!({})).unwrap_err();
    assert_eq!(error.to_string(), "missing field `license`");
}

#[test]
fn a_secret_is_text_that_does_not_print() {
    let secret: Secret = serde_json::from_str("\"hush\"").unwrap();
    assert_eq!(secret.expose(), "hush");
    assert_eq!(secret, Secret::from("hush"));
    assert_eq!(serde_json::to_string(&secret).unwrap(), "\"hush\"");
    assert_eq!(format!("{secret:?}"), "Secret(..)");
}

#[cfg(any(feature = "client", feature = "server"))]
#[test]
fn a_fraction_of_zero_is_an_integer() {
    use oasmith_runtime::json::decode;

    assert_eq!(decode::<Vec<i64>>(b"[1.0, 1e2, -3]").unwrap(), [1, 100, -3]);
    assert_eq!(decode::<Vec<f64>>(b"[1.0, 1.5]").unwrap(), [1.0, 1.5]);
    assert_eq!(decode::<i64>(b"9007199254740993").unwrap(), 9_007_199_254_740_993);
    assert_eq!(
        decode::<i64>(b"1.5").unwrap_err().to_string(),
        "invalid type: floating point `1.5`, expected i64 at line 1 column 3"
    );
    assert!(decode::<i64>(b"9223372036854775808").is_err());
    assert_eq!(decode::<i64>(b"").unwrap_err().to_string(), "EOF while parsing a value at line 1 column 0");
}
