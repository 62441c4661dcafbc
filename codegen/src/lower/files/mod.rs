//! Decides which source files are split, and which file each operation, type and schema table stands in.
//!
//! Owns the rule: an operation stands in the file of its first tag, a type in that of its operation or of the first letter of its
//! component. Must not know how a file is written. The file of one thing follows from that thing alone. Only whether a file is split
//! at all depends on the others.

mod features;
mod lines;
mod module_names;

use std::collections::{BTreeMap, HashMap};

use crate::api::{self, Api};
use crate::at::{At, FileId};
use crate::bounds::FILE_LINES;
use crate::config::Config;
use crate::diagnostic::Sink;
use crate::product::Product;
use crate::rust::{Item, Krate, Layout, Name, Part, SchemaTable, SchemaTableUse, Split, Splits};

use module_names::ModuleNames;

/// The files that the source files are split into.
///
/// The lines are estimated from what is written. The exact number is known only when a file is laid out, and a file that is laid out
/// twice costs as much as everything before it.
pub(in crate::lower) fn splits(api: &Api, krate: &Krate, config: &Config, sink: &mut Sink) -> Splits {
    let by_features = features::are_wanted(config, krate, sink);
    if krate.layout == Layout::Module {
        return Splits::default();
    }
    let most = config.file_lines.unwrap_or(FILE_LINES);
    let files = Files::new(api, ModuleNames::new(krate, config));
    let operations: Vec<&Name> = krate.operations.iter().map(|operation| files.of_operation(&operation.at)).collect();
    let of_operations = |lines: usize, product: Option<Product>| {
        let is_written = product.map_or(krate.products.use_operations(), |product| krate.products.has(product));
        let is_split = is_written && lines > most;
        grouped(operations.iter().copied().enumerate().filter(|_| is_split))
    };
    let sum = |of: fn(&crate::rust::Operation) -> usize| krate.operations.iter().map(of).sum::<usize>();
    let tables =
        |needed_by: SchemaTableUse| krate.schema_tables.iter().filter(move |table| table.needed_by == needed_by);
    let of_tables = |needed_by: SchemaTableUse, others: usize| {
        let lines = tables(needed_by).map(lines::of_table).sum::<usize>() + others;
        let tables = krate.schema_tables.iter().enumerate().filter(|(_, table)| table.needed_by == needed_by);
        let names = tables.filter(|_| lines > most).map(|(index, table)| (index, files.of_table(table)));
        grouped(names.collect::<Vec<_>>().iter().map(|(index, name)| (*index, name)))
    };
    let items = krate.items.iter().map(lines::of_item).sum::<usize>() + krate.reexports.len();
    let models: Vec<(usize, Name)> = krate
        .items
        .iter()
        .enumerate()
        .filter(|_| items > most)
        .map(|(index, item)| (index, files.of_item(item)))
        .collect();
    let tables_of_operations = tables(SchemaTableUse::Operations).map(lines::of_table).sum::<usize>();
    let mut client = of_operations(sum(lines::of_client), Some(Product::Client));
    if by_features && krate.products.has(Product::Client) {
        client = grouped(operations.iter().copied().enumerate());
        features::switch(&mut client, krate);
        features::report_number(&client, krate, sink);
    }
    Splits {
        models: grouped(models.iter().map(|(index, name)| (*index, name))),
        client,
        server: of_operations(sum(lines::of_server), Some(Product::Server)),
        operations: of_operations(sum(lines::of_operation) + tables_of_operations, None),
        schemas_of_operations: of_tables(SchemaTableUse::Operations, 0),
        schemas: of_tables(SchemaTableUse::Both, 0),
        validate: of_tables(SchemaTableUse::Models, krate.validated.len() * lines::OF_VALIDATED),
    }
}

/// The parts of a file, by name.
fn grouped<'n>(names: impl Iterator<Item = (usize, &'n Name)>) -> Split {
    let mut parts: BTreeMap<&Name, Vec<usize>> = BTreeMap::new();
    for (index, name) in names {
        parts.entry(name).or_default().push(index);
    }
    let parts = parts.into_iter().map(|(name, indices)| Part { name: name.clone(), feature: None, indices });
    Split { parts: parts.collect() }
}

/// Where an operation or a component stands in the description.
type Place<'a> = (FileId, &'a str);

/// The names of the files of operations, and of what stands in an operation or a component.
struct Files<'a> {
    names: ModuleNames,
    operations: HashMap<Place<'a>, Name>,
    components: HashMap<Place<'a>, Name>,
    /// The file of an operation that the description does not have; there is none.
    root: Name,
}

impl<'a> Files<'a> {
    fn new(api: &'a Api, names: ModuleNames) -> Self {
        let operations = api.operations.iter().map(|operation| (place(&operation.at), names.of(group(operation))));
        let components = api.components.iter().filter_map(|component| {
            let last = component.name.rsplit('.').find(|part| !part.is_empty())?;
            Some((place(&api.schemas[component.schema].at), names.of(&first_letter(last))))
        });
        Self { operations: operations.collect(), components: components.collect(), root: names.of(ROOT), names }
    }

    fn of_operation(&self, at: &'a At) -> &Name {
        self.operations.get(&place(at)).unwrap_or(&self.root)
    }

    fn of_item(&self, item: &'a Item) -> Name {
        self.of(item.at(), item.name())
    }

    fn of_table(&self, table: &'a SchemaTable) -> Name {
        self.of(&table.at, &table.name)
    }

    /// The file of the operation or the component that something stands in, else that of its own first letter.
    fn of(&self, at: &'a At, name: &Name) -> Name {
        let mut around = std::iter::successors(Some(&*at.pointer), |pointer| Some(pointer.rsplit_once('/')?.0));
        let found = around.find_map(|pointer| {
            let place = (at.file, pointer);
            self.operations.get(&place).or_else(|| self.components.get(&place))
        });
        found.cloned().unwrap_or_else(|| self.names.of(&first_letter(name.as_str())))
    }
}

fn place(at: &At) -> Place<'_> {
    (at.file, &at.pointer)
}

/// The name of the file of operations with neither a tag nor a literal segment.
const ROOT: &str = "root";

/// The first tag of an operation, else the first literal segment of its path.
fn group(operation: &api::Operation) -> &str {
    let segments = operation.path.split('/').filter(|segment| !segment.is_empty());
    let literal = || segments.clone().find(|segment| !segment.contains('{'));
    operation.tags.first().map(String::as_str).or_else(literal).unwrap_or(ROOT)
}

fn first_letter(name: &str) -> String {
    let first = name.chars().find(|letter| letter.is_alphanumeric());
    first.map_or_else(|| ROOT.to_owned(), |letter| letter.to_lowercase().collect())
}
