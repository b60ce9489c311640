//! The engine for several machines: a PostgreSQL server (docs/decisions/0048).

mod way;

use std::collections::HashMap;
use std::error::Error as _;
use std::io;
use std::ops::ControlFlow;
use std::time::Duration;

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Error, SimpleQueryMessage, Statement};

use super::{Dialect, Engine, Mode};
use crate::store::error::StoreError;
use crate::store::value::{Row, Value};
use way::Way;

/// How long a connection may take: ours; over that a server counts as not there.
const CONNECTING: Duration = Duration::from_secs(10);
/// Prepared statements that are kept: ours; the register has fewer different ones.
const STATEMENTS: usize = 128;
/// Rows of one `INSERT`: ours; with 60 columns they stay below the 65,535 values that the protocol can number.
const ROWS_AT_ONCE: usize = 256;

/// Who waits longer than that for the other writers is told so; a computer that went silent in the middle of a change keeps nobody
/// waiting longer; what was confirmed is on the disk. Both times are ours.
const SESSION: &str = "\
    SET lock_timeout = '30s'; \
    SET idle_in_transaction_session_timeout = '60s'; \
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'; \
    SHOW server_encoding";

/// A register on a server.
pub(crate) struct Postgres {
    way: Way,
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Postgres {
    /// Connects, by TLS where the address says so.
    pub(crate) fn connect(address: &str) -> Result<Self, StoreError> {
        let way = way(address)?;
        let client = connect(&way)?;
        Ok(Self {
            way,
            client,
            statements: HashMap::new(),
        })
    }

    /// After the server was started again nothing of the old connection holds.
    fn reconnect(&mut self) -> Result<(), StoreError> {
        self.statements.clear();
        self.client = connect(&self.way)?;
        Ok(())
    }

    fn start(&mut self, mode: Mode) -> Result<(), StoreError> {
        let started = self.batch(match mode {
            Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            // The one row of `head` is whose turn it is; each statement after that sees what was committed before.
            Mode::Write => {
                "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT seq FROM head FOR UPDATE"
            }
            Mode::Migrate => {
                "BEGIN; SELECT pg_advisory_xact_lock(hashtext('kyso register'), hashtext(coalesce(current_schema(), '')))"
            }
        });
        if started.is_err() {
            self.roll_back();
        }
        started
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(refused)?;
        if self.statements.len() == STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn way(address: &str) -> Result<Way, StoreError> {
    let mut way = Way::read(address)?;
    let config = way.config();
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECTING);
    }
    if config.get_application_name().is_none() {
        config.application_name("gov-ca-registry");
    }
    Ok(way)
}

fn connect(way: &Way) -> Result<Client, StoreError> {
    let mut client = way.connect().map_err(|error| match refused(error) {
        StoreError::StatementRefused { .. } => StoreError::UrlMalformed,
        other => other,
    })?;
    let answers = client.simple_query(SESSION).map_err(refused)?;
    let is_utf8 = answers.iter().any(|answer| {
        matches!(answer, SimpleQueryMessage::Row(row) if matches!(row.try_get("server_encoding"), Ok(Some("UTF8"))))
    });
    if is_utf8 {
        return Ok(client);
    }
    Err(StoreError::EncodingNotUtf8)
}

impl Engine for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        match self.start(mode) {
            // Nothing was done yet: a server that was started again since is simply asked again.
            Err(StoreError::ConnectionFailed { .. }) => {
                self.reconnect()?;
                self.start(mode)
            }
            other => other,
        }
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.batch("COMMIT").map_err(|error| match error {
            StoreError::ConnectionFailed { .. } => StoreError::OutcomeUnknown,
            other => other,
        })
    }

    fn roll_back(&mut self) {
        // Where there is no connection any more the server has rolled back.
        let _ = self.batch("ROLLBACK");
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.client.execute(&statement, &values).map_err(refused)
    }

    fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        each: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, values).map_err(refused)?;
        let mut values = Vec::with_capacity(statement.columns().len());
        while let Some(row) = rows.next().map_err(refused)? {
            values.clear();
            for column in 0..row.len() {
                values.push(row.try_get(column).map_err(refused)?);
            }
            if each(Row::new(&values)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.client.batch_execute(sql).map_err(refused)
    }

    fn defer_references(&mut self) -> Result<(), StoreError> {
        self.batch("SET CONSTRAINTS ALL DEFERRED")
    }

    fn tables(&mut self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        let sql = "SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()";
        self.query(sql, &[], &mut |row| {
            names.extend(row.text(0).map(str::to_owned));
            ControlFlow::Continue(())
        })?;
        Ok(names)
    }

    fn rows_at_once(&self) -> usize {
        ROWS_AT_ONCE
    }

    /// PostgreSQL has no check that its users may run; what it cannot read it says when it is asked.
    fn damages(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Text(text) => text.as_str().to_sql_checked(kind, out),
            Self::Blob(octets) => octets.as_slice().to_sql_checked(kind, out),
            Self::Integer(number) => match *kind {
                Type::INT4 => i32::try_from(*number)?.to_sql_checked(kind, out),
                Type::INT2 => i16::try_from(*number)?.to_sql_checked(kind, out),
                _ => number.to_sql_checked(kind, out),
            },
        }
    }

    fn accepts(_: &Type) -> bool {
        true // each value says so itself, above
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(
        kind: &Type,
        octets: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *kind {
            Type::BOOL => bool::from_sql(kind, octets)?.into(),
            Type::BYTEA => Self::Blob(octets.to_vec()),
            Type::INT2 => Self::Integer(i16::from_sql(kind, octets)?.into()),
            Type::INT4 => Self::Integer(i32::from_sql(kind, octets)?.into()),
            Type::INT8 => Self::Integer(i64::from_sql(kind, octets)?),
            _ => <&str>::from_sql(kind, octets)?.into(),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(kind: &Type) -> bool {
        const OTHERS: [Type; 5] = [Type::BOOL, Type::BYTEA, Type::INT2, Type::INT4, Type::INT8];
        OTHERS.contains(kind) || <&str as FromSql<'_>>::accepts(kind)
    }
}

/// The error without the words of the server, which may quote values, and without address and password.
#[allow(clippy::needless_pass_by_value, reason = "as map_err hands it")]
fn refused(error: Error) -> StoreError {
    if let Some(state) = error.code() {
        return of_state(state);
    }
    let of_tls = |cause: &io::Error| {
        cause
            .get_ref()
            .is_some_and(|inner| inner.is::<rustls::Error>())
    };
    let cause = error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>());
    if cause.is_some_and(of_tls) {
        return StoreError::ServerNotTrusted;
    }
    let of_the_network = cause.is_some();
    if error.is_closed() || of_the_network {
        return lost("it cannot be reached, or went away");
    }
    StoreError::StatementRefused {
        why: "values and results are numbers without fraction, texts, octets, as its places want them",
    }
}

fn of_state(state: &SqlState) -> StoreError {
    match state.code() {
        "23503" => StoreError::MissingReference { table: "" },
        "23505" => StoreError::NotUnique { table: "" },
        "25006" | "42501" => StoreError::PermissionDenied,
        "28000" | "28P01" => lost("it does not let this user in"),
        "3D000" => lost("it has no such database"),
        "40001" | "40P01" | "55P03" => StoreError::Busy,
        "53100" => StoreError::DiskFull,
        "53300" => lost("it has too many connections"),
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => {
            lost("it ended the connection, or is just starting")
        }
        "58030" => StoreError::Io {
            what: "the disk of the database server fails; nothing was changed",
            kind: io::ErrorKind::Other,
        },
        code if code.starts_with("08") => lost("the connection was lost"),
        code if code.starts_with("23") => StoreError::ConstraintViolated { table: "" },
        code => StoreError::Engine {
            code: format!("SQLSTATE {code}"),
        },
    }
}

const fn lost(reason: &'static str) -> StoreError {
    StoreError::ConnectionFailed { reason }
}
