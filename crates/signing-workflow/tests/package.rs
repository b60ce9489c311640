//! The package, judged together: main document, attachments, and what was sent along.
#![allow(clippy::unwrap_used)]

mod common;

use common::{LETTER, Who, now, report, signed};
use pades_verify::DocumentReport;
use regulation_rules::facts::Role;
use signing_workflow::package::{
    MainUnclear, Metadata, Package, PackageFile, PackageReport, Printed, find_main, judge,
};
use signing_workflow::receive::{
    Completeness, Fact, Field, HoldReason, Note, ReceiveContext, Unread, UnreadBecause,
};

const PERSON_AND_AGENCY: [Role; 2] = [Role::AuthorisedPerson, Role::Agency];
const AGENCY: [Role; 1] = [Role::Agency];

/// Two files as they should be, and what came along.
struct Sent {
    main: DocumentReport,
    attachment: DocumentReport,
    metadata: Metadata,
    printed: Printed,
}

impl Sent {
    fn new() -> Self {
        Self {
            main: report(&signed(LETTER, &[Who::Leader, Who::Agency])),
            attachment: report(&signed(LETTER, &[Who::Agency])),
            metadata: stated("cong-van.pdf", "phu-luc.pdf"),
            printed: Printed::of_lines(["Số: 123/QĐ-UBND", "Lạc Hồng, ngày 22 tháng 11 năm 2026"]),
        }
    }

    fn files(&self) -> [PackageFile<'_>; 2] {
        let main = PackageFile {
            printed: Some(&self.printed),
            ..file("cong-van.pdf", "aa", &self.main, &PERSON_AND_AGENCY)
        };
        [main, file("phu-luc.pdf", "bb", &self.attachment, &AGENCY)]
    }

    fn judge(&self, change: impl FnOnce(&mut Package<'_>)) -> PackageReport {
        judged(&self.files(), Some(&self.metadata), change)
    }
}

fn file<'a>(
    name: &'a str,
    sha256: &'a str,
    report: &'a DocumentReport,
    roles: &'a [Role],
) -> PackageFile<'a> {
    PackageFile {
        name,
        content_id: None,
        sha256,
        other_kind: None,
        read: Ok(report),
        roles,
        law: None,
        printed: None,
    }
}

fn judged(
    files: &[PackageFile<'_>],
    metadata: Option<&Metadata>,
    change: impl FnOnce(&mut Package<'_>),
) -> PackageReport {
    let mut package = Package {
        files,
        main: 0,
        metadata,
        problems: &[],
        notes: &[],
        our_codes: &[],
        received: &[],
        completeness: Completeness::default(),
    };
    change(&mut package);
    let context = ReceiveContext {
        trust_configured: true,
        ..ReceiveContext::at(now())
    };
    judge(&package, &context)
}

fn stated(main: &str, attachment: &str) -> Metadata {
    let listed = |name: &str| signing_workflow::package::Listed {
        name: Some(name.to_owned()),
        ..Default::default()
    };
    Metadata {
        number: Some("123".to_owned()),
        symbol: Some("QĐ-UBND".to_owned()),
        date_as_written: Some("2026/11/22".to_owned()),
        date: Some("2026-11-22".parse().unwrap()),
        to: vec![signing_workflow::package::Organisation {
            code: Some("000.00.00.H61".to_owned()),
            name: None,
        }],
        listed: vec![listed(main), listed(attachment)],
        ..Metadata::default()
    }
}

fn codes(report: &PackageReport) -> Vec<&'static str> {
    report
        .reception
        .reasons
        .iter()
        .map(|reason| reason.code.code())
        .collect()
}

fn outcome(report: &PackageReport) -> (&'static str, Vec<&'static str>) {
    (report.reception.outcome.word(), codes(report))
}

#[test]
fn complete_and_right_is_accepted_with_the_agency_alone_on_the_attachment() {
    let sent = Sent::new();
    let report = sent.judge(|_| {});
    assert_eq!(outcome(&report), ("accept", vec![]));
    assert_eq!(report.main.unwrap().file, "cong-van.pdf");
    let attachment = report.attachments.first().unwrap();
    assert_eq!(
        (
            attachment.file.as_str(),
            attachment.reception.outcome.word()
        ),
        ("phu-luc.pdf", "accept")
    );
    assert!(
        report
            .reception
            .notes
            .iter()
            .all(|note| note.code != Note::NOT_COMPARED),
        "{:?}",
        report.reception.notes
    );
}

#[test]
fn a_missing_attachment_is_named() {
    let sent = Sent::new();
    let [main, _] = sent.files();
    let report = judged(&[main], Some(&sent.metadata), |_| {});
    assert_eq!(outcome(&report), ("refuse", vec!["R08"]));
    let fact = &report.reception.reasons[0].rests_on[0].fact;
    assert_eq!(
        *fact,
        Fact::PartMissing {
            listed: "phu-luc.pdf".to_owned()
        }
    );
    assert_eq!(
        report.main.unwrap().reception.outcome.word(),
        "accept",
        "the document itself is right"
    );
}

#[test]
fn an_unsigned_attachment_is_named() {
    let mut sent = Sent::new();
    sent.attachment = report(LETTER);
    let [main, attachment] = sent.files();
    let unsigned = PackageFile {
        roles: &[],
        ..attachment
    };
    let report = judged(&[main, unsigned], Some(&sent.metadata), |_| {});
    assert_eq!(outcome(&report), ("refuse", vec!["R08"]));
    assert_eq!(
        report.reception.reasons[0].rests_on[0]
            .place
            .file
            .as_deref(),
        Some("phu-luc.pdf")
    );
}

#[test]
fn the_main_document_lacks_a_signature() {
    let mut sent = Sent::new();
    sent.main = report(&signed(LETTER, &[Who::Leader]));
    let by = |roles: &[Role]| {
        let [main, attachment] = sent.files();
        outcome(&judged(
            &[PackageFile { roles, ..main }, attachment],
            Some(&sent.metadata),
            |_| {},
        ))
    };
    assert_eq!(by(&[Role::AuthorisedPerson]), ("refuse", vec!["R03"]));
    assert_eq!(by(&[Role::Agency]), ("refuse", vec!["R02"]));
    assert_eq!(
        by(&[Role::Initials]),
        ("refuse", vec!["R02", "R03"]),
        "initials alone are nobody's signature"
    );
    assert_eq!(by(&[Role::Unknown]), ("hold", vec![]));
}

#[test]
fn number_symbol_and_day_have_to_be_those_of_the_document() {
    let differs = |change: fn(&mut Metadata)| {
        let mut sent = Sent::new();
        change(&mut sent.metadata);
        let report = sent.judge(|_| {});
        assert_eq!(outcome(&report), ("refuse", vec!["R09"]));
        let shown = &report.reception.reasons[0].rests_on;
        assert_eq!(shown.len(), 1);
        match &shown[0].fact {
            Fact::Differs {
                field,
                stated,
                found,
            } => (*field, stated.clone(), found.clone()),
            other => panic!("{other:?}"),
        }
    };
    let told = |field, stated: &str, found: &str| (field, stated.to_owned(), found.to_owned());
    assert_eq!(
        differs(|m| m.number = Some("124".to_owned())),
        told(Field::Number, "124", "123")
    );
    assert_eq!(
        differs(|m| m.symbol = Some("KH-UBND".to_owned())),
        told(Field::Symbol, "KH-UBND", "QĐ-UBND")
    );
    assert_eq!(
        differs(|m| m.date = "2026-11-21".parse().ok()),
        told(Field::Date, "21/11/2026", "22/11/2026")
    );
    // However it is filled in, the same is the same.
    let mut sent = Sent::new();
    sent.metadata.number = Some("0123/qđ-ubnd".to_owned());
    sent.metadata.symbol = None;
    assert_eq!(outcome(&sent.judge(|_| {})), ("accept", vec![]));
}

#[test]
fn what_the_page_does_not_show_is_a_note() {
    let mut sent = Sent::new();
    sent.printed = Printed::default();
    let report = sent.judge(|_| {});
    assert_eq!(outcome(&report), ("accept", vec![]));
    let notes = report
        .reception
        .notes
        .iter()
        .filter(|note| note.code == Note::NOT_COMPARED);
    assert_eq!(notes.count(), 3);
    let [main, attachment] = sent.files();
    let without = judged(&[main, attachment], None, |_| {});
    assert_eq!(outcome(&without), ("accept", vec![]));
    assert!(
        without
            .reception
            .notes
            .iter()
            .any(|note| note.code == Note::NO_METADATA)
    );
}

#[test]
fn the_wrong_addressee_is_returned_only_to_who_said_who_it_is() {
    let sent = Sent::new();
    let to = |ours: &'static str| {
        outcome(&sent.judge(|package| package.our_codes = Box::leak(Box::new([ours]))))
    };
    assert_eq!(to("H49.15"), ("return", vec!["R11"]));
    for ours in ["000.00.00.H61", "H61", "h61", "H61.07"] {
        assert_eq!(to(ours), ("accept", vec![]), "{ours}");
    }
    let mut nobody = Sent::new();
    nobody.metadata.to[0].code = None;
    assert_eq!(
        outcome(&nobody.judge(|package| package.our_codes = &["H49.15"])),
        ("accept", vec![])
    );
}

#[test]
fn broken_unlisted_repeated_and_foreign_parts() {
    let sent = Sent::new();
    let undecodable: &'static [Fact] = vec![Fact::PartUndecodable {
        name: "phu-luc.pdf".to_owned(),
        text: "x".to_owned(),
    }]
    .leak();
    let [main, _] = sent.files();
    let broken = judged(&[main], Some(&sent.metadata), |package| {
        package.problems = undecodable
    });
    assert_eq!(
        outcome(&broken),
        ("refuse", vec!["R10"]),
        "it came, so it is not missing"
    );
    let unlisted: &'static [Fact] = vec![Fact::PartUnlisted {
        name: "x.pdf".to_owned(),
    }]
    .leak();
    assert_eq!(
        outcome(&sent.judge(|package| package.problems = unlisted)),
        ("refuse", vec!["R09"])
    );
    assert_eq!(
        outcome(&sent.judge(|package| package.received = &["AA"])),
        ("refuse", vec!["R15"])
    );
    let [main, attachment] = sent.files();
    let repeated = judged(
        &[main, attachment.clone(), attachment],
        Some(&sent.metadata),
        |_| {},
    );
    assert_eq!(outcome(&repeated), ("accept", vec![]));
    assert!(
        repeated
            .reception
            .notes
            .iter()
            .any(|note| note.code == Note::SAME_BYTES)
    );
    let [main, attachment] = sent.files();
    let malformed = PackageFile {
        read: Err(Unread {
            because: UnreadBecause::Malformed,
            offset: None,
            text: "x".to_owned(),
        }),
        ..attachment.clone()
    };
    assert_eq!(
        outcome(&judged(
            &[main.clone(), malformed],
            Some(&sent.metadata),
            |_| {}
        )),
        ("refuse", vec!["R10"])
    );
    let spreadsheet = PackageFile {
        other_kind: Some("zip"),
        ..attachment
    };
    let held = judged(&[main, spreadsheet], Some(&sent.metadata), |_| {});
    assert_eq!(
        outcome(&held),
        ("hold", vec![]),
        "what is not read is not called unsigned"
    );
    assert_eq!(
        held.reception.outcome.hold().unwrap().why[0].why,
        HoldReason::Unsupported
    );
}

#[test]
fn which_file_is_the_main_one() {
    let sent = Sent::new();
    let files = sent.files();
    assert_eq!(
        find_main(&files, None),
        Ok(0),
        "the only one with an authorised person's signature"
    );
    let [main, attachment] = sent.files();
    assert_eq!(find_main(&[attachment.clone(), main.clone()], None), Ok(1));
    assert_eq!(
        find_main(std::slice::from_ref(&attachment), None),
        Ok(0),
        "the only one"
    );
    assert_eq!(find_main(&files, Some("phu-luc.pdf")), Ok(1));
    let candidates = |files: &[PackageFile<'_>]| match find_main(files, None) {
        Err(MainUnclear::Several { candidates }) => candidates.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(candidates(&[attachment.clone(), attachment.clone()]), 2);
    assert_eq!(candidates(&[main.clone(), main, attachment]), 2);
    assert_eq!(find_main(&[], None), Err(MainUnclear::Empty));
    assert!(matches!(
        find_main(&files, Some("x.pdf")),
        Err(MainUnclear::NotThere { .. })
    ));
}

#[test]
fn a_signer_named_otherwise_is_a_note() {
    let mut sent = Sent::new();
    sent.metadata.signer.name = Some("Nguyễn Văn Khác".to_owned());
    let report = sent.judge(|_| {});
    assert_eq!(outcome(&report), ("accept", vec![]));
    assert!(
        report
            .reception
            .notes
            .iter()
            .any(|note| note.code == Note::SIGNER_DIFFERS)
    );
}
