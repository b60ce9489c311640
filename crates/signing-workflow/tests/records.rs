//! The folder of records and its register, without a program around them.
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

use std::path::Path;

use cert_path::EvidenceFile;
use gov_ca_model::VietnamDay;
use signing_workflow::records::{
    ArrivalId, CheckFiles, Conclusion, Decided, Decision, Difference, DocumentName, Entry, Field,
    Party, Record, RecordsError, RecordsFolder, Standing, Told, Wanted, fields,
};

const DAY: VietnamDay = VietnamDay::new(2026, 11, 23);

fn record(id: ArrivalId) -> Record {
    let (format, version) = Record::format();
    Record {
        format: format.to_owned(),
        version,
        program: "test".to_owned(),
        id,
        check: 1,
        received_at: "2026-11-23T03:00:00Z".parse().unwrap(),
        received_by: Some("Trần Thị B".to_owned()),
        checked_at: "2026-11-23T03:00:00Z".parse().unwrap(),
        from: Party::default(),
        to: Vec::new(),
        document: DocumentName::default(),
        kept: Vec::new(),
        wanted: Wanted::default(),
        conclusion: Conclusion::default(),
        decided: Decided {
            decision: Decision::Hold,
            proposal: Decision::Hold,
            reasons: Vec::new(),
            why: None,
            grounds: Vec::new(),
            exchange_status: None,
            exchange_status_source: None,
        },
        fields: Vec::new(),
        beside: Vec::new(),
    }
}

fn keep(folder: &RecordsFolder, day: VietnamDay) -> Result<ArrivalId, RecordsError> {
    let mut staging = folder.staging()?;
    staging.take("a.pdf", &mut b"%PDF".as_slice())?;
    let mut desk = folder.lock()?;
    let id = desk.next(day)?;
    let evidence = EvidenceFile::default();
    let files = CheckFiles {
        record: record(id),
        evidence: &evidence,
        answers: vec![("reply.txt", b"x".to_vec())],
    };
    desk.keep(staging, files)?;
    Ok(id)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_kept_is_read_back_with_its_digests() {
    let root = tempfile::tempdir().unwrap();
    let folder = RecordsFolder::create(&root.path().join("so")).unwrap();
    let id = keep(&folder, DAY).unwrap();
    assert_eq!(id.to_string(), "2026-11-23-0001");
    let stored = folder.stored(id, None).unwrap();
    assert_eq!(stored.record.kept[0].name, "a.pdf");
    assert_eq!(stored.record.kept[0].bytes, 4);
    let beside: Vec<&str> = stored
        .record
        .beside
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(beside, ["evidence.json", "reply.txt"]);
    assert!(
        stored
            .unlike(&folder.register().unwrap())
            .unwrap()
            .is_empty()
    );
    let arrivals = folder.register().unwrap().arrivals();
    assert_eq!((arrivals.len(), arrivals[0].number), (1, 1));
    assert_eq!(arrivals[0].arrived.record, stored.sha256);
    let missing = folder.stored("2026-11-23-0002".parse().unwrap(), None);
    assert!(matches!(missing, Err(RecordsError::NotThere { .. })));
}

#[test]
fn numbers_begin_anew_with_the_year_and_never_come_twice() {
    let root = tempfile::tempdir().unwrap();
    let folder = RecordsFolder::create(root.path()).unwrap();
    let numbers = |days: &[VietnamDay]| -> Vec<String> {
        let kept = days.iter().map(|day| keep(&folder, *day).unwrap());
        kept.map(|id| id.to_string()).collect()
    };
    let new_year = VietnamDay::new(2027, 1, 1);
    assert_eq!(
        numbers(&[DAY, DAY, new_year, DAY, new_year]),
        [
            "2026-11-23-0001",
            "2026-11-23-0002",
            "2027-01-01-0001",
            "2026-11-23-0003",
            "2027-01-01-0002"
        ]
    );
    // a folder that went does not set its number free
    std::fs::remove_dir_all(folder.arrival("2026-11-23-0003".parse().unwrap())).unwrap();
    assert_eq!(numbers(&[DAY]), ["2026-11-23-0004"]);
}

#[test]
fn threads_get_numbers_of_their_own() {
    let root = tempfile::tempdir().unwrap();
    let folder = RecordsFolder::create(root.path()).unwrap();
    let mut ids: Vec<u32> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| keep(&folder, DAY).unwrap().number()))
            .collect();
        threads.into_iter().map(|one| one.join().unwrap()).collect()
    });
    ids.sort_unstable();
    assert_eq!(ids, (1..=8).collect::<Vec<u32>>());
    assert!(folder.register().unwrap().broken().is_empty());
}

#[test]
fn what_is_not_kept_leaves_nothing() {
    let root = tempfile::tempdir().unwrap();
    let folder = RecordsFolder::create(root.path()).unwrap();
    let mut staging = folder.staging().unwrap();
    staging.take("a.pdf", &mut b"%PDF".as_slice()).unwrap();
    for name in ["", ".", "..", "a/b", "a\\b", "a\0b"] {
        let refused = staging.take(name, &mut b"x".as_slice());
        assert!(
            matches!(refused, Err(RecordsError::Name { .. })),
            "{name:?}"
        );
    }
    let twice = staging.take("a.pdf", &mut b"x".as_slice());
    assert!(matches!(twice, Err(RecordsError::Exists { .. })));
    drop(staging);
    assert!(names(root.path()).is_empty());
    // an answer that would overwrite the record
    let staging = folder.staging().unwrap();
    let mut desk = folder.lock().unwrap();
    let evidence = EvidenceFile::default();
    let files = CheckFiles {
        record: record(desk.next(DAY).unwrap()),
        evidence: &evidence,
        answers: vec![("evidence.json", b"x".to_vec())],
    };
    assert!(desk.keep(staging, files).is_err());
    assert_eq!(names(root.path()), [".lock"]);
}

#[test]
fn a_record_of_a_later_program_or_another_arrival_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let folder = RecordsFolder::create(root.path()).unwrap();
    let id = keep(&folder, DAY).unwrap();
    let path = folder.arrival(id).join("check-1/record.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"version\": 1", "\"version\": 2")).unwrap();
    assert!(matches!(
        folder.stored(id, None),
        Err(RecordsError::Version {
            found: 2,
            ours: 1,
            ..
        })
    ));
    std::fs::write(&path, text.replace("2026-11-23-0001", "2026-11-23-0002")).unwrap();
    assert!(matches!(
        folder.stored(id, None),
        Err(RecordsError::Malformed { .. })
    ));
    std::fs::write(&path, "{\"format\": \"x\", \"version\": 1}").unwrap();
    assert!(matches!(
        folder.stored(id, None),
        Err(RecordsError::Malformed { .. })
    ));
}

/// Whoever writes a record anew cannot make a replay open another file.
#[test]
fn a_record_that_names_other_files_opens_none() {
    let root = tempfile::tempdir().unwrap();
    let folder = RecordsFolder::create(root.path()).unwrap();
    let id = keep(&folder, DAY).unwrap();
    let mut stored = folder.stored(id, None).unwrap();
    let register = folder.register().unwrap();
    let mut is_gone = |name: &str| {
        stored.record.kept[0].name = name.to_owned();
        let shown = format!("originals/{name}");
        let found = stored.unlike(&register).unwrap();
        found.iter().any(|one| {
            matches!(one, Difference::File { kept: Some(_), found: None, name } if *name == shown)
        })
    };
    for name in ["../../../../../dev/zero", "/dev/zero", "..", ""] {
        assert!(is_gone(name), "{name}");
    }
    #[cfg(unix)]
    {
        let link = folder.arrival(id).join("originals/b.pdf");
        std::os::unix::fs::symlink("/dev/zero", link).unwrap();
        assert!(is_gone("b.pdf"));
    }
}

#[test]
fn a_torn_line_is_cut_off_and_the_next_one_follows() {
    let root = tempfile::tempdir().unwrap();
    let folder = RecordsFolder::create(root.path()).unwrap();
    let id = keep(&folder, DAY).unwrap();
    let path = root.path().join("register.jsonl");
    let whole = std::fs::read_to_string(&path).unwrap();
    let told = || {
        Entry::Told(Told {
            id,
            at: "2026-11-23T09:00:00Z".parse().unwrap(),
            by: None,
            how: None,
        })
    };
    for torn in ["{\"after\":\"", "{\"after\":\"x\",\"entry\":\"to"] {
        std::fs::write(&path, format!("{whole}{torn}")).unwrap();
        assert_eq!(folder.register().unwrap().arrivals().len(), 1);
        folder.lock().unwrap().append(told()).unwrap();
        let register = folder.register().unwrap();
        assert!(register.broken().is_empty());
        assert!(register.arrivals()[0].told.is_some());
        assert!(register.due(DAY).is_empty());
    }
    // only the end of the last line is lost: the line counts
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.trim_end()).unwrap();
    assert!(folder.register().unwrap().arrivals()[0].told.is_some());
    folder.lock().unwrap().append(told()).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 3);
    assert!(folder.register().unwrap().broken().is_empty());
}

#[test]
fn the_circular_of_2017_is_cited_while_it_was_in_force() {
    let of = |day: VietnamDay| {
        let root = tempfile::tempdir().unwrap();
        let folder = RecordsFolder::create(root.path()).unwrap();
        let id = keep(&folder, day).unwrap();
        fields(&folder.stored(id, None).unwrap().record)
    };
    let asked = |day, field: Field| {
        let all = of(day);
        let one = all.into_iter().find(|one| one.field == field).unwrap();
        (one.standing, one.asked_by.join("; "))
    };
    let (standing, cited) = asked(VietnamDay::new(2026, 11, 14), Field::SignerCertificate);
    assert_eq!(standing, Standing::Missing, "no signature, no certificate");
    assert!(
        cited.contains("khoản 1 Điều 9") && cited.contains("41/2017"),
        "{cited}"
    );
    let (standing, cited) = asked(VietnamDay::new(2026, 11, 14), Field::IncomingList);
    assert_eq!(standing, Standing::Unread);
    assert!(cited.contains("khoản 2 Điều 9"), "{cited}");
    let (_, cited) = asked(VietnamDay::new(2026, 11, 15), Field::IncomingList);
    assert!(cited.is_empty(), "{cited}");
    let (_, cited) = asked(VietnamDay::new(2025, 8, 14), Field::StatusResult);
    assert!(cited.is_empty(), "{cited}");
    let (_, cited) = asked(VietnamDay::new(2025, 8, 15), Field::StatusResult);
    assert!(cited.contains("khoản 4 Điều 5"), "{cited}");
}
