//! Many write at the same time: nothing that was confirmed is lost, and nothing is there twice.

use gov_ca_registry::store::{Register, StoreError};

use crate::home::{Home, on_both, open};
use crate::records::{Counter, Folder, SCHEMA, by};

#[test]
fn eight_writers_share_a_file() {
    lose_nothing(&Home::sqlite(), 8, 20);
}

#[cfg(feature = "postgres")]
#[test]
fn fifty_writers_share_a_server() {
    lose_nothing(&Home::postgres(), 50, 20);
}

#[test]
fn a_new_file_is_opened_by_many() {
    open_together(&Home::sqlite());
}

#[cfg(feature = "postgres")]
#[test]
fn a_new_schema_is_opened_by_many() {
    open_together(&Home::postgres());
}

on_both! {
    who_waits_too_long_is_told
    a_reader_waits_for_nobody
}

/// Half a minute: a writer that hangs does not make the others hang.
fn who_waits_too_long_is_told(home: &Home) {
    let (mut first, mut second) = (home.open(), home.open());
    first
        .change(&by("pkt01"), |change| {
            let refused = second.change(&by("pkt02"), |change| change.insert(Counter { value: 2 }));
            assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
            change.insert(Counter { value: 1 })
        })
        .unwrap();
    second
        .change(&by("pkt02"), |change| change.insert(Counter { value: 2 }))
        .unwrap();
    assert!(second.audit().unwrap().is_clean());
}

fn a_reader_waits_for_nobody(home: &Home) {
    let (mut writer, mut reader) = (home.open(), home.open());
    writer
        .change(&by("pkt01"), |change| {
            change.insert(Counter { value: 1 })?;
            assert_eq!(reader.read(|view| view.count::<Counter>("", &[]))?, 0);
            assert!(reader.audit()?.is_clean());
            drop(home.open());
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(
        reader.read(|view| view.count::<Counter>("", &[])).unwrap(),
        1
    );
}

/// Each counts the same counter up, half of the time from a state that it read before, as a clerk does; and adds a folder.
fn lose_nothing(home: &Home, writers: i64, rounds: i64) {
    let mut register = home.open();
    register
        .change(&by("pkt00"), |change| change.insert(Counter { value: 0 }))
        .unwrap();
    let address = home.address();
    let refused: i64 = std::thread::scope(|scope| {
        let writer = |number| scope.spawn(move || count_up(address, number, rounds));
        let threads: Vec<_> = (0..writers).map(writer).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    let (counter, folders) = register
        .read(|view| {
            Ok::<_, StoreError>((
                view.get::<Counter>(1)?.unwrap(),
                view.count::<Folder>("", &[])?,
            ))
        })
        .unwrap();
    assert_eq!(counter.record().value, writers * rounds);
    assert_eq!(counter.version(), writers * rounds + 1);
    assert_eq!(folders, writers * rounds);
    let report = register.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(
        i64::try_from(report.events).unwrap(),
        2 * writers * rounds + 1
    );
    println!(
        "{writers} writers: {} changes, {refused} told that somebody was first",
        writers * rounds
    );
}

/// How often somebody else was first.
fn count_up(address: &str, writer: i64, rounds: i64) -> i64 {
    let mut register = open(address, &SCHEMA).unwrap();
    let who = by(&format!("pkt{writer}"));
    let mut refused = 0;
    for round in 0..rounds {
        let folder = Folder::new(&format!("{writer}.{round}"), "");
        while !once(&mut register, &who, &folder, round % 2 == 0) {
            refused += 1;
        }
    }
    refused
}

fn once(
    register: &mut Register,
    who: &gov_ca_registry::store::By,
    folder: &Folder,
    read_before: bool,
) -> bool {
    let before = read_before.then(|| {
        register
            .read(|view| view.get::<Counter>(1))
            .unwrap()
            .unwrap()
    });
    let done = register.change(who, |change| {
        let counter = match before {
            Some(counter) => counter,
            None => change.get::<Counter>(1)?.unwrap(),
        };
        let value = counter.record().value + 1;
        change.insert(folder.clone())?;
        change.update(&counter, Counter { value })
    });
    match done {
        Ok(_) => true,
        Err(StoreError::Changed { .. }) if read_before => false,
        Err(error) => panic!("{error}"),
    }
}

/// Whoever comes first makes the tables; the others wait for it.
fn open_together(home: &Home) {
    let address = home.address();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut register = open(address, &SCHEMA).unwrap();
                register
                    .change(&by("pkt01"), |change| change.insert(Counter { value: 1 }))
                    .unwrap();
            });
        }
    });
    let report = home.open().audit().unwrap();
    assert!(report.is_clean());
    assert_eq!(report.records, 8);
}
