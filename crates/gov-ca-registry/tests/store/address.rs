//! Addresses of servers: what is refused, and that no message tells a password.

use gov_ca_registry::store::{Register, StoreError};

use crate::home::server;
use crate::server::Server;

fn refused(address: &str) -> StoreError {
    let error = Register::postgres(address).unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(
        !told.contains("geheim") && !told.contains("127.0.0.1"),
        "{told}"
    );
    error
}

#[test]
fn over_a_network_the_address_says_whether_it_is_encrypted() {
    for silent in ["", "?sslmode=prefer"] {
        let error = refused(&format!(
            "postgresql://kyso:geheim@192.0.2.7:1/register{silent}"
        ));
        assert!(matches!(error, StoreError::TlsUndecided), "{error:?}");
    }
}

#[test]
fn a_server_is_trusted_by_its_certificate_and_its_name() {
    let server = Server::start();
    let address = server.with_tls();
    let root = server.root().replace('/', "%2F");
    for mode in ["verify-full", "verify-ca", "require"] {
        let address = format!("{address}?sslmode={mode}&sslrootcert={root}");
        let mut register = Register::postgres(&address).unwrap();
        assert!(register.audit().unwrap().is_clean(), "{mode}");
    }
    // Not under a root of the system; and not for that name.
    let unknown = refused(&format!("{address}?sslmode=verify-full"));
    assert!(
        matches!(
            unknown,
            StoreError::ServerNotTrusted | StoreError::RootsUnreadable
        ),
        "{unknown:?}"
    );
    let address = address.replacen("localhost", "127.0.0.1", 1);
    let other = refused(&format!("{address}?sslmode=verify-full&sslrootcert={root}"));
    assert!(matches!(other, StoreError::ServerNotTrusted), "{other:?}");
    let plain = refused(&format!("{address}?sslmode=disable"));
    assert!(
        matches!(plain, StoreError::ConnectionFailed { .. }),
        "{plain:?}"
    );
}

#[test]
fn over_a_socket_there_is_no_tls() {
    let error = refused(&format!("{}?sslmode=verify-full", server()));
    assert!(matches!(error, StoreError::UrlMalformed), "{error:?}");
}

#[test]
fn what_is_no_address_is_told() {
    for address in [
        "geheim",
        "postgresql://kyso:geheim@127.0.0.1:port/x",
        "postgresql://kyso:geheim@/x?what=1",
        "",
    ] {
        let error = refused(address);
        assert!(
            matches!(error, StoreError::UrlMalformed),
            "{address}: {error:?}"
        );
    }
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let error = refused("postgresql://kyso:geheim@127.0.0.1:1/register");
    assert!(
        matches!(error, StoreError::ConnectionFailed { .. }),
        "{error:?}"
    );
    let (before, _) = server()
        .rsplit_once('/')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let error = refused(&format!("{before}/geheim"));
    assert!(
        matches!(
            error,
            StoreError::ConnectionFailed {
                reason: "it has no such database"
            }
        ),
        "{error:?}"
    );
}

#[test]
fn a_database_in_another_encoding_is_refused() {
    let mut client = postgres::Client::connect(&server(), postgres::NoTls).unwrap();
    let name = format!("ascii_{}", std::process::id());
    client
        .batch_execute(&format!("CREATE DATABASE {name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"))
        .unwrap();
    let (before, _) = server()
        .rsplit_once('/')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let error = refused(&format!("{before}/{name}"));
    client
        .batch_execute(&format!("DROP DATABASE {name}"))
        .unwrap();
    assert!(matches!(error, StoreError::EncodingNotUtf8), "{error:?}");
}

#[test]
fn a_user_without_rights_is_told() {
    let mut client = postgres::Client::connect(&server(), postgres::NoTls).unwrap();
    let name = format!("guest_{}", std::process::id());
    client
        .batch_execute(&format!(
            "CREATE SCHEMA {name}; CREATE ROLE {name} LOGIN; GRANT USAGE ON SCHEMA {name} TO {name}"
        ))
        .unwrap();
    let address = server().replacen("kyso@", &format!("{name}@"), 1);
    let error = refused(&format!("{address}?options=-csearch_path%3D{name}"));
    client
        .batch_execute(&format!("DROP SCHEMA {name} CASCADE; DROP ROLE {name}"))
        .unwrap();
    assert!(matches!(error, StoreError::PermissionDenied), "{error:?}");
}
