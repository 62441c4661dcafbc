//! What the settings may choose for models, what is refused, and that what is refused leaves the old output.

#![allow(missing_docs)]

use std::fs;

use oasmith::project::{Generation, Project};

const DESCRIPTION: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
components:
  schemas:
    Pet: {type: object, required: [weight], properties: {weight: {type: number}, owner: {type: object, properties: {name: {type: string}}}}}
    Owner: {type: object, properties: {pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    Ids: {type: array, items: {type: integer}}
    Size: {type: string, enum: [small, large]}
    Any: true
    shoe-size: {type: string, enum: [small]}
    Offered: {anyOf: [{type: string, enum: [one]}, {type: string}]}
    Money: {type: integer, x-rust-type: 'billing::Money'}
    Lots: {type: array, items: {type: number}}
    More: {type: array, items: {type: number}}
    Either: {oneOf: [{$ref: '#/components/schemas/Lots'}, {$ref: '#/components/schemas/More'}]}
";

/// What is generated with these settings, or the report of why nothing is.
fn generated(settings: &str) -> Result<Generation, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), DESCRIPTION).unwrap();
    let path = folder.path().join("oasmith.toml");
    fs::write(&path, format!("description = 'api.yaml'\n{settings}\n")).unwrap();
    fs::create_dir(folder.path().join("generated")).unwrap();
    fs::write(folder.path().join("generated/models.rs"), "// old").unwrap();
    let project = Project::open(&path).and_then(|project| project.generate(oasmith::generate));
    assert_eq!(fs::read_to_string(folder.path().join("generated/models.rs")).unwrap(), "// old");
    project.map_err(|failure| failure.to_string().replace(&*folder.path().to_string_lossy(), ""))
}

fn models(settings: &str) -> String {
    generated(settings).unwrap().output.files["models.rs"].clone()
}

/// What is reported about the settings of types.
fn ledger(settings: &str) -> Vec<String> {
    let entries = generated(settings).unwrap().ledger;
    let told = |entry: &oasmith::diagnostic::Diagnostic| {
        let at = entry.at.as_ref().map(|at| at.pointer.to_string()).unwrap_or_default();
        format!("{} {at} {} ({})", entry.code.id(), entry.message, entry.help.clone().unwrap_or_default())
    };
    entries.iter().map(told).filter(|told| told.contains(" /types/")).collect()
}

#[test]
fn what_is_no_derive_or_attribute_is_refused() {
    for (setting, message) in [
        ("[models]\nderive = ['Clone']", "`Clone` is not a derive that can be chosen"),
        ("[models]\nderive = ['self::Mine']", "`self::Mine` is not a derive that can be chosen"),
        ("[models]\nderive = ['a::B<C>']", "`a::B<C>` is not a derive that can be chosen"),
        ("[types]\nPet = { derive = ['Eq)] struct X;'] }", "`Eq)] struct X;` is not a derive that can be chosen"),
        ("[types]\nPet = { attributes = ['cfg_attr('] }", "`cfg_attr(` is not an attribute"),
        ("[types]\nPet = { attributes = ['a] struct X; #[b'] }", "`a] struct X; #[b` is not an attribute"),
        ("[types]\nPet = { attributes = ['a] #[b'] }", "`a] #[b` is not an attribute"),
        ("[types]\nPet = { attributes = [''] }", "`` is not an attribute"),
        ("[models]\nderive = ['serde::Serialize']", "every type has serde's two traits already"),
        ("[models]\nderive = ['std::fmt::Debug']", "traits of std are chosen by their names alone"),
        ("[models]\nattributes = ['derive(Debug)']", "write its traits under `derive`"),
        ("[types]\nPet = { attributes = ['cfg(feature = \"x\")'] }", "it would leave out the type"),
        ("[types]\nPet = { attributes = ['cfg_attr(a, cfg_attr(b, repr(C)))'] }", "the compiler chooses the layout"),
        ("[types]\nPet = { path = 'a::B', closed = true }", "a type with a `path` is yours"),
        ("[types]\nPet = { implements = ['Eq'] }", "`implements` is about a type of yours"),
        ("[types]\nPet = { path = 'a::B', implements = ['c::D'] }", "`c::D` has no effect here"),
        ("[formats]\nuuid = { path = 'B' }", "`B` is not the path of a type"),
    ] {
        let report = generated(setting).unwrap_err();
        assert!(report.contains("E-config") && report.contains(message), "{report}");
        let line = setting.lines().last().unwrap();
        assert!(report.contains(line), "{report}");
    }
    let report = generated("[types]\nPet = { derives = ['Eq'] }").unwrap_err();
    assert!(report.contains("did you mean `derive`?"), "{report}");
}

#[test]
fn what_a_type_cannot_be_is_refused_with_its_position() {
    for (setting, message) in [
        ("[types]\nPet = { derive = ['Eq'] }", "`Pet` cannot have `Eq`, because `weight` does not have it"),
        ("[types]\nOwner = { derive = ['Hash'] }", "`Owner` cannot have `Hash`, because `pets` does not have it"),
        ("[types]\nPet = { derive = ['Default'] }", "`Pet` cannot have `Default`, because some of it is required"),
        (
            "[types]\nSize = { derive = ['Default'] }",
            "`Size` cannot have `Default`, because nothing says which value that is",
        ),
        ("[types]\nOffered = { closed = true }", "`Offered` also allows any other string, so it stays open"),
        ("[types]\nIds = { derive = ['Eq'] }", "`Ids` is another name for a type, and derives nothing itself"),
        ("[types]\nPet = { closed = true }", "`Pet` is not an enum of strings or numbers"),
        ("[types]\nPet = { newtype = true }", "`Pet` is a type of its own already"),
        ("[types]\nAny = { newtype = true }", "`Any` is another name for a type that no newtype is made of"),
    ] {
        let report = generated(setting).unwrap_err();
        assert!(
            report.contains("E-config") && report.contains(message) && report.contains("oasmith.toml:3:"),
            "{report}"
        );
    }
}

/// rustc knows no attribute that belongs to a derive which is not there.
#[test]
fn an_attribute_without_a_meaning_is_refused_with_its_position() {
    let serde = "models are read and written by tables, and not by serde's derives";
    let other = "write the derive that it belongs to under `derive`, by its path, or delete it";
    for (setting, attribute, help) in [
        ("[models]\nattributes = ['serde(deny_unknown_fields)']", "serde(deny_unknown_fields)", serde),
        ("[types]\nPet = { attributes = ['doc(hidden)', 'serde(default)'] }", "serde(default)", serde),
        ("[types]\nSize = { attributes = ['serde(default)'], derive = ['Ord'] }", "serde(default)", serde),
        ("[types]\nIds = { newtype = true, attributes = ['serde(default)'] }", "serde(default)", serde),
        ("[types]\nPet = { attributes = ['strum(crate = \"x\")'] }", "strum(crate = \"x\")", other),
        ("[models]\nattributes = ['cfg_attr(feature = \"a\", builder)']", "cfg_attr(feature = \"a\", builder)", other),
    ] {
        let report = generated(setting).unwrap_err();
        let message = format!("`{attribute}` has no effect");
        assert!(
            report.contains("E-config") && report.contains(&message) && report.contains("oasmith.toml:3:"),
            "{report}"
        );
        assert!(report.contains(help), "{report}");
    }
    for setting in [
        "[models]\nattributes = ['allow(dead_code)', 'doc = \"x\"', 'must_use', 'clippy::msrv = \"1.90\"']",
        "[models]\nderive = ['strum::EnumIter']\nattributes = ['strum(crate = \"x\")']",
        "[models]\nderive = ['strum::EnumIter']\n[types]\nPet = { attributes = ['strum(crate = \"x\")'] }",
    ] {
        generated(setting).unwrap();
    }
}

#[test]
fn a_type_is_chosen_for_once() {
    let report = generated("[types]\nshoe-size = { closed = true }\nShoeSize = { closed = false }");
    let report = report.map(|_| ()).unwrap_err();
    assert!(report.contains("`shoe-size` and `ShoeSize` are the same type"), "{report}");
}

#[test]
fn what_another_type_stands_for_is_not_written() {
    let settings = "[models]\nrust_types_from_description = true\n[types]\nMoney = { derive = ['Eq'] }";
    let message = "W-unused-mapping /types/Money `Money` under `[types]` in oasmith.toml is not a generated type: another type is used for `Money` ()";
    assert_eq!(ledger(settings), [message]);
}

#[test]
fn newtypes_of_equal_values_are_told_apart() {
    let models = models("[types]\nLots = { newtype = true }\nMore = { newtype = true, derive = ['Default'] }");
    assert!(models.contains("Lots(Lots)") && models.contains("More(More)"), "{models}");
}

#[test]
fn a_name_that_no_type_has_is_reported_with_the_one_that_was_meant() {
    assert_eq!(
        ledger("[types]\nOwnr = { derive = ['PartialOrd'] }"),
        [
            "W-unused-mapping /types/Ownr `Ownr` under `[types]` in oasmith.toml is not a type of this description (did you mean `Owner`?)"
        ]
    );
    assert_eq!(
        ledger("[types]\nOwnr = 'a::B'"),
        [
            "W-unused-mapping /types/Ownr `Ownr` under `[types]` in oasmith.toml is not a schema under `components` (did you mean `Owner`?)"
        ]
    );
}

#[test]
fn types_are_named_by_their_schemas_or_as_in_rust() {
    let models = models("[types]\nPetOwner = { derive = ['Eq'] }");
    assert!(models.contains("#[derive(Clone, PartialEq, Eq)]\n#[non_exhaustive]\npub struct PetOwner"));
    assert_eq!(models.matches(", Eq").count(), 1);
}

#[test]
fn a_whole_crate_depends_on_the_packages_of_its_derives() {
    for setting in ["[models]\nderive = ['strum::EnumIter']", "[types]\nSize = { derive = ['strum::EnumIter'] }"] {
        let report = generated(&format!("layout = 'crate'\n{setting}")).unwrap_err();
        assert!(report.contains("the crate would not depend on `strum`: write it under `[dependencies]`"), "{report}");
        generated(&format!("layout = 'crate'\n{setting}\n[dependencies]\nstrum = '0.27'")).unwrap();
        generated(setting).unwrap();
    }
}

/// The ledger of a description with a type of the user, by these settings.
fn ledger_of_rust_type(settings: &str) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let schema = "components: { schemas: { Money: { type: integer, x-rust-type: 'billing::Money' }, Price: { type: object, \
                  properties: { of: { $ref: '#/components/schemas/Money' } } } } }";
    let description = format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\n{schema}\n");
    fs::write(folder.path().join("api.yaml"), description).unwrap();
    fs::write(folder.path().join("oasmith.toml"), format!("description = 'api.yaml'\n{settings}\n")).unwrap();
    let project = Project::open(&folder.path().join("oasmith.toml")).unwrap();
    let generation = project.generate(oasmith::generate).unwrap();
    let models = generation.output.files.iter().find(|(path, _)| path.ends_with("models.rs")).unwrap().1.clone();
    let told = generation.ledger.iter().map(|entry| format!("{} {}", entry.code.id(), entry.message));
    (models, told.collect())
}

#[test]
fn a_description_names_types_only_where_the_settings_allow_it() {
    let (models, told) = ledger_of_rust_type("");
    assert!(!models.contains("billing"), "{models}");
    let message = "`billing::Money` is not used: a description names types only where the settings allow it";
    assert_eq!(told, [format!("W-rust-type {message}")]);

    let allowed = "[models]\nrust_types_from_description = true";
    let (models, told) = ledger_of_rust_type(allowed);
    assert!(models.contains("pub of: Option<billing::Money>"), "{models}");
    assert_eq!(told, [""; 0]);

    let (models, told) = ledger_of_rust_type(&format!("layout = 'crate'\n{allowed}"));
    assert!(!models.contains("billing"), "{models}");
    assert_eq!(told, ["W-rust-type `billing::Money` is not used: the crate would not depend on `billing`"]);
    let (models, told) = ledger_of_rust_type(&format!("layout = 'crate'\n{allowed}\n[dependencies]\nbilling = '1'"));
    assert!(models.contains("billing::Money"), "{models}");
    assert_eq!(told, [""; 0]);
}

const SHARED: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
components:
  schemas:
    User: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {$ref: '#/components/schemas/User'}}}
    NullableUser: {type: [object, 'null'], properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {$ref: '#/components/schemas/NullableUser'}}}
    Account: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {type: string}}}
    Person: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {type: string, description: Home.}}}
    Member: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {type: string}}}
    Pet: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
    Cat: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
";

/// What is generated of a description with locations that say the same, or the report of why nothing is.
fn shared(settings: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), SHARED).unwrap();
    let path = folder.path().join("oasmith.toml");
    fs::write(&path, format!("description = 'api.yaml'\n{settings}\n")).unwrap();
    let project = Project::open(&path).and_then(|project| project.generate(oasmith::generate));
    project.map(|generation| generation.output.files["models.rs"].clone()).map_err(|failure| failure.to_string())
}

#[test]
fn two_components_that_say_the_same_are_joined() {
    let models = shared("[types]\nMember = { same_as = 'Account' }").unwrap();
    assert!(models.contains("pub use self::Account as Member;"), "{models}");
    assert!(!models.contains("struct Member"), "{models}");
    // Through as many names as there are, and whichever is the shorter.
    let models = shared("[types]\nAccount = { same_as = 'Member' }").unwrap();
    assert!(models.contains("pub use self::Member as Account;"), "{models}");
}

#[test]
fn two_components_that_contain_themselves_are_joined() {
    // A user that may hold `null` or a user is not the same as one that holds a user.
    let report = shared("[types]\nNullableUser = { same_as = 'User' }").unwrap_err();
    assert!(report.contains("`NullableUser` cannot be the same as `User`, because `e` has another type"), "{report}");
}

#[test]
fn two_components_that_differ_are_not_joined() {
    let report = shared("[types]\nPerson = { same_as = 'Account' }").unwrap_err();
    let message = "`Person` cannot be the same as `Account`, because `e` is documented in another way";
    assert!(report.contains("E-config") && report.contains(message), "{report}");
    assert!(report.contains("oasmith.toml:3:"), "{report}");
    for (setting, message) in [
        ("Member = { same_as = 'Acount' }", "`Acount` is not a schema of `components`"),
        ("Member = { same_as = 'Acount' }", "did you mean `Account`?"),
        ("PetOwner = { same_as = 'Account' }", "`PetOwner` is not a schema of `components`"),
        ("Member = { same_as = 'Member' }", "`Member` and `Member` have each other's type"),
        (
            "Member = { same_as = 'Account' }\nAccount = { same_as = 'Member' }",
            "`Member` and `Account` have each other's type",
        ),
        ("Member = { same_as = 'Account', share = false }", "a type that is the same as `Account` is shared"),
        ("Member = { share = true }", "`share = true` is a setting of `[models]`"),
    ] {
        let report = shared(&format!("[types]\n{setting}")).unwrap_err();
        assert!(report.contains("E-config") && report.contains(message), "{report}");
    }
    let report = generated("[types]\nLots = { same_as = 'More' }\n[models]\nshare = false").map(|_| ()).unwrap_err();
    assert!(report.contains("because no types are shared"), "{report}");
}

#[test]
fn settings_under_any_name_of_a_type_are_about_the_type() {
    for name in ["CatOwner", "PetOwner"] {
        let models = shared(&format!("[types]\n{name} = {{ derive = ['Hash'] }}")).unwrap();
        let before = models.split("pub struct CatOwner {").next().unwrap();
        assert!(before.lines().rev().take(3).any(|line| line.contains("Hash")), "{models}");
    }
    let report = shared("[types]\nCatOwner = { derive = ['Hash'] }\nPetOwner = { derive = ['Eq'] }").unwrap_err();
    assert!(report.contains("`PetOwner` and `CatOwner` are the same type"), "{report}");
    let joined = "[types]\nAccount = { derive = ['Hash'] }\nMember = { same_as = 'Account', derive = ['Eq'] }";
    let report = shared(joined).unwrap_err();
    assert!(report.contains("`Member` and `Account` are the same type"), "{report}");
    // What is taken out has settings of its own.
    shared("[types]\nCatOwner = { derive = ['Hash'] }\nPetOwner = { share = false, derive = ['Eq'] }").unwrap();
}
