//! Drivers in a SQLite database.
//!
//! Owns the tables and what is atomic. Must not know HTTP.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use chargeapi::models::{Driver, DriverPreferences, DriverRequired, DriverStatus};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::{Map, Value};

/// `sequence` orders the lists: creation times repeat, it does not.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS drivers (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL UNIQUE,
        phone TEXT,
        license_number TEXT,
        preferences TEXT NOT NULL,
        metadata TEXT NOT NULL,
        status TEXT NOT NULL,
        wallet_balance INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS links (
        driver TEXT NOT NULL REFERENCES drivers (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('fleet', 'vehicle')),
        target TEXT NOT NULL,
        PRIMARY KEY (driver, kind, target)
    );
";

/// The drivers.
pub struct Store {
    connection: Mutex<Connection>,
}

/// Why the store did not do what was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The database failed.
    Database(rusqlite::Error),
    /// No driver has this ID.
    NoDriver(String),
    /// Another driver has this email address.
    EmailTaken(String),
    /// The driver is in this fleet.
    AlreadyLinked(String),
    /// The driver is not in this fleet.
    NotLinked(String),
    /// The cursor of this parameter names no driver.
    NoCursor(&'static str, String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// What is set on a driver; what is `None` stays as it is.
pub struct Changes {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub license_number: Option<String>,
    /// Any value: the API leaves open what it is.
    pub preferences: Option<Value>,
    pub metadata: Option<Map<String, Value>>,
}

/// Which drivers are listed.
pub enum Listing {
    All,
    Fleet(String),
    Vehicle(String),
}

/// A part of a list, newest first.
pub struct Page {
    limit: usize,
    starting_after: Option<String>,
    ending_before: Option<String>,
}

impl Page {
    /// A page after or before a driver; ten drivers where no limit is given.
    pub fn new(limit: Option<i64>, starting_after: Option<String>, ending_before: Option<String>) -> Self {
        Self { limit: limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(10), starting_after, ending_before }
    }
}

impl Store {
    /// Opens the database in a file, or one in memory.
    pub fn open(file: Option<&Path>) -> Result<Self, rusqlite::Error> {
        let connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        // What is committed is in the file of the log, and a reader does not wait for a writer.
        connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL;")?;
        connection.execute_batch(TABLES)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// A panic while the lock was held left no transaction behind: dropping one rolls it back.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a driver.
    pub fn create(&self, changes: Changes) -> Result<Driver, StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let id = format!("drv_{}", uuid::Uuid::new_v4().simple());
        transaction.execute(
            "INSERT INTO drivers (id, created, updated, name, email, preferences, metadata, status, wallet_balance)
             VALUES (?1, ?2, ?2, '', ?1, '{}', '{}', 'active', 0)",
            params![id, now()],
        )?;
        apply(&transaction, &id, changes)?;
        let driver = find(&transaction, &id)?;
        transaction.commit()?;
        Ok(driver)
    }

    /// Changes a driver.
    pub fn update(&self, id: &str, changes: Changes) -> Result<Driver, StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        find(&transaction, id)?;
        apply(&transaction, id, changes)?;
        let driver = find(&transaction, id)?;
        transaction.commit()?;
        Ok(driver)
    }

    /// One driver.
    pub fn retrieve(&self, id: &str) -> Result<Driver, StoreError> {
        find(&self.lock(), id)
    }

    /// Removes a driver.
    pub fn delete(&self, id: &str) -> Result<(), StoreError> {
        match self.lock().execute("DELETE FROM drivers WHERE id = ?1", [id])? {
            0 => Err(StoreError::NoDriver(id.to_owned())),
            _ => Ok(()),
        }
    }

    /// Links a driver to a fleet.
    pub fn attach(&self, id: &str, fleet: &str) -> Result<Driver, StoreError> {
        self.link(id, "INSERT OR IGNORE INTO links (driver, kind, target) VALUES (?1, 'fleet', ?2)", fleet, || {
            StoreError::AlreadyLinked(fleet.to_owned())
        })
    }

    /// Ends a driver's link to a fleet.
    pub fn detach(&self, id: &str, fleet: &str) -> Result<Driver, StoreError> {
        self.link(id, "DELETE FROM links WHERE driver = ?1 AND kind = 'fleet' AND target = ?2", fleet, || {
            StoreError::NotLinked(fleet.to_owned())
        })
    }

    fn link(&self, id: &str, sql: &str, fleet: &str, unchanged: impl Fn() -> StoreError) -> Result<Driver, StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        find(&transaction, id)?;
        if transaction.execute(sql, [id, fleet])? == 0 {
            return Err(unchanged());
        }
        transaction.execute("UPDATE drivers SET updated = ?2 WHERE id = ?1", params![id, now()])?;
        let driver = find(&transaction, id)?;
        transaction.commit()?;
        Ok(driver)
    }

    /// A page of drivers, newest first, and whether there are more in its direction.
    pub fn list(&self, listing: &Listing, page: &Page) -> Result<(Vec<Driver>, bool), StoreError> {
        let connection = self.lock();
        let after = sequence(&connection, "starting_after", page.starting_after.as_deref())?;
        let before = sequence(&connection, "ending_before", page.ending_before.as_deref())?;
        let (kind, target) = match listing {
            Listing::All => (None, None),
            Listing::Fleet(fleet) => (Some("fleet"), Some(fleet)),
            Listing::Vehicle(vehicle) => (Some("vehicle"), Some(vehicle)),
        };
        // Going back, the drivers nearest to the cursor are wanted, so they are read towards it and turned round.
        let backwards = before.is_some();
        let order = if backwards { "ASC" } else { "DESC" };
        let sql = format!(
            "SELECT * FROM drivers
             WHERE (?1 IS NULL OR sequence < ?1) AND (?2 IS NULL OR sequence > ?2)
               AND (?3 IS NULL OR EXISTS
                   (SELECT 1 FROM links WHERE driver = drivers.id AND kind = ?3 AND target = ?4))
             ORDER BY sequence {order} LIMIT ?5"
        );
        // One more than asked for tells whether there are more.
        let most = i64::try_from(page.limit + 1).unwrap_or(i64::MAX);
        let mut statement = connection.prepare(&sql)?;
        let rows = statement.query_map(params![after, before, kind, target, most], |row| driver(&connection, row))?;
        let mut drivers = rows.collect::<Result<Vec<Driver>, _>>()?;
        let has_more = drivers.len() > page.limit;
        drivers.truncate(page.limit);
        if backwards {
            drivers.reverse();
        }
        Ok((drivers, has_more))
    }
}

/// The place of the driver that a cursor names.
fn sequence(connection: &Connection, name: &'static str, cursor: Option<&str>) -> Result<Option<i64>, StoreError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let found = connection.query_row("SELECT sequence FROM drivers WHERE id = ?1", [cursor], |row| row.get(0));
    match found.optional()? {
        Some(sequence) => Ok(Some(sequence)),
        None => Err(StoreError::NoCursor(name, cursor.to_owned())),
    }
}

fn apply(transaction: &Transaction<'_>, id: &str, changes: Changes) -> Result<(), StoreError> {
    if let Some(email) = &changes.email {
        let sql = "SELECT 1 FROM drivers WHERE email = ?1 AND id <> ?2";
        if transaction.query_row(sql, [email, id], |_| Ok(())).optional()?.is_some() {
            return Err(StoreError::EmailTaken(email.clone()));
        }
    }
    let preferences = changes.preferences.map(|preferences| text(&preferences)).transpose()?;
    let metadata = changes.metadata.map(|metadata| text(&metadata)).transpose()?;
    transaction.execute(
        "UPDATE drivers SET
             name = coalesce(?2, name), email = coalesce(?3, email), phone = coalesce(?4, phone),
             license_number = coalesce(?5, license_number), preferences = coalesce(?6, preferences),
             metadata = coalesce(?7, metadata), updated = ?8
         WHERE id = ?1",
        params![id, changes.name, changes.email, changes.phone, changes.license_number, preferences, metadata, now()],
    )?;
    Ok(())
}

fn text(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Database(rusqlite::Error::ToSqlConversionFailure(error.into())))
}

fn find(connection: &Connection, id: &str) -> Result<Driver, StoreError> {
    let sql = "SELECT * FROM drivers WHERE id = ?1";
    let found = connection.query_row(sql, [id], |row| driver(connection, row)).optional()?;
    found.ok_or_else(|| StoreError::NoDriver(id.to_owned()))
}

fn driver(connection: &Connection, row: &Row<'_>) -> Result<Driver, rusqlite::Error> {
    let id: String = row.get("id")?;
    let preferences: String = row.get("preferences")?;
    let status: String = row.get("status")?;
    Ok(Driver::new(DriverRequired {
        created: row.get("created")?,
        email: row.get("email")?,
        fleets: linked(connection, &id, "fleet")?,
        license_number: row.get("license_number")?,
        name: row.get("name")?,
        phone: row.get("phone")?,
        preferences: shown(&preferences),
        status: DriverStatus::from(status.as_str()),
        updated: row.get("updated")?,
        vehicles: linked(connection, &id, "vehicle")?,
        wallet_balance: row.get("wallet_balance")?,
        id,
    }))
}

/// The preferences of a driver, of which the API names seven properties. It shows one that was never set as null, and of a value
/// that is no object it shows nothing.
fn shown(preferences: &str) -> DriverPreferences {
    // serde alone would read an array as the properties in their order.
    let value = serde_json::from_str(preferences).ok().filter(Value::is_object);
    let mut preferences: DriverPreferences =
        value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default();
    for property in [
        &mut preferences.charging_speed,
        &mut preferences.currency,
        &mut preferences.default_payment_method,
        &mut preferences.max_price_per_kwh,
        &mut preferences.notifications,
        &mut preferences.preferred_charging_stations,
        &mut preferences.preferred_cpos,
    ] {
        property.get_or_insert(Value::Null);
    }
    preferences
}

fn linked(connection: &Connection, id: &str, kind: &str) -> Result<Vec<String>, rusqlite::Error> {
    let mut statement =
        connection.prepare_cached("SELECT target FROM links WHERE driver = ?1 AND kind = ?2 ORDER BY rowid")?;
    statement.query_map([id, kind], |row| row.get(0))?.collect()
}

/// Seconds since 1970.
fn now() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX)
}
