//! The package of the issuing office: its journal, its state, and what stops a step.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use regulation_rules::LawBook;
use regulation_rules::facts::{Role, SecrecyLevel};
use regulation_rules::orders::{self, Act, Subject};
use regulation_rules::profiles::Purpose;
use signing_workflow::outgoing::{
    About, Before, Earlier, LogError, Mark, Outgoing, OutgoingError, PartKind, Posts, Refusal,
    Remedy, Shelf, Standing, State, key_uses, refusals, secrecy,
};
use signing_workflow::package::Printed;
use signing_workflow::roles::Holder;
use tempfile::TempDir;

const TODAY: VietnamDay = VietnamDay::new(2026, 11, 23);
const NATIONAL: &str = "nd30.person-then-agency";

fn now() -> Timestamp {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

fn about(order: &str) -> About {
    let order = orders::by_id(order).unwrap();
    About {
        order: order.id.to_owned(),
        subject: order.subject,
        agency: "SỞ MẪU".to_owned(),
        province: None,
        symbol: Some("QĐ-SKHCN".to_owned()),
        dated_on: Some(TODAY),
        title: None,
        secrecy: SecrecyLevel::None,
        parts: Vec::new(),
    }
}

/// A desk with a decision, an annex, and the package opened from them.
struct Desk {
    folder: TempDir,
    outgoing: Option<Outgoing>,
}

impl Desk {
    fn new(order: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("quyet-dinh.pdf"), "%PDF-1.7 decision").unwrap();
        std::fs::write(at("phu-luc.pdf"), "%PDF-1.7 annex").unwrap();
        let (main, annex) = (at("quyet-dinh.pdf"), at("phu-luc.pdf"));
        let files = [
            (main.as_path(), PartKind::Pdf),
            (annex.as_path(), PartKind::Pdf),
        ];
        let outgoing = Outgoing::create(&at("bo"), about(order), &files, now()).unwrap();
        Self {
            folder,
            outgoing: Some(outgoing),
        }
    }

    fn bo(&self) -> PathBuf {
        self.folder.path().join("bo")
    }

    fn package(&mut self) -> &mut Outgoing {
        self.outgoing.as_mut().unwrap()
    }

    /// As after a power cut: closed, and opened again.
    fn again(&mut self) -> &mut Outgoing {
        self.outgoing = None;
        self.outgoing = Some(Outgoing::open(&self.bo()).unwrap());
        self.package()
    }

    /// Does a step, or so many signatures of it.
    fn step(&mut self, act: Act, on_main: &[Purpose], count: usize) {
        let package = self.package();
        if package.state().unfinished().is_none() {
            let marks = package.marks(act, on_main);
            package.begin(act, marks, now()).unwrap();
        }
        for _ in 0..count {
            let task = package.task().unwrap().unwrap();
            let mut bytes = std::fs::read(&task.input).unwrap();
            bytes.extend(format!(" {:?}", task.mark.purpose).bytes());
            std::fs::write(&task.output, bytes).unwrap();
            package
                .signed(&task, Some("F"), ("Mẫu", &[1, 2]), now())
                .unwrap();
        }
    }

    fn state(&self) -> &State {
        self.outgoing.as_ref().unwrap().state()
    }
}

fn words(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_package_goes_from_the_draft_to_the_issued_files() {
    let mut desk = Desk::new(NATIONAL);
    let next = |desk: &Desk| {
        let order = orders::by_id(NATIONAL).unwrap();
        let next = desk.state().next_steps(order);
        next.iter().map(|step| step.act).collect::<Vec<_>>()
    };
    assert_eq!(next(&desk), [Act::Initials, Act::AuthorisedPerson]);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    assert_eq!(next(&desk), [Act::NumberAndDate, Act::Agency]);
    desk.step(
        Act::NumberAndDate,
        &[Purpose::Number, Purpose::Day, Purpose::Month],
        3,
    );
    assert_eq!(next(&desk), [Act::Agency]);
    desk.step(Act::Agency, &[Purpose::Agency], 2);
    assert!(next(&desk).is_empty());
    let out = desk.folder.path().join("phat-hanh");
    desk.again().issue(&out, now()).unwrap();
    assert_eq!(
        words(&out.join("quyet-dinh.pdf")),
        "%PDF-1.7 decision AuthorisedPerson Number Day Month Agency"
    );
    assert_eq!(words(&out.join("phu-luc.pdf")), "%PDF-1.7 annex Attachment");
    assert!(matches!(desk.state().standing, Standing::Issued { .. }));
    let names: Vec<_> = std::fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    assert_eq!(
        names.len(),
        4,
        "{names:?}: two drafts, the package, what was issued"
    );
}

#[test]
fn what_a_power_cut_left_is_continued_or_taken_back() {
    let mut desk = Desk::new(NATIONAL);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    desk.step(Act::Agency, &[Purpose::Agency], 1);
    let package = desk.again();
    let step = package.state().unfinished().unwrap();
    assert_eq!(
        (step.act, step.signed.len(), step.marks.len()),
        (Act::Agency, 1, 2)
    );
    let order = package.order();
    assert!(
        package.state().next_steps(order).is_empty(),
        "nothing before it is finished"
    );
    let out = desk.folder.path().join("phat-hanh");
    assert!(matches!(
        desk.package().issue(&out, now()),
        Err(OutgoingError::NotNow)
    ));
    assert!(matches!(
        desk.package().number(number(), now()),
        Err(OutgoingError::NotNow)
    ));
    desk.step(Act::Agency, &[], 1);
    assert!(desk.state().unfinished().is_none() && desk.state().is_complete(order));

    let mut desk = Desk::new(NATIONAL);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    desk.step(Act::Agency, &[Purpose::Agency], 1);
    let sealed = desk.package().current(0).unwrap();
    desk.again().undo("nhầm", now()).unwrap();
    assert!(!sealed.exists());
    let leader = desk.package().current(0).unwrap();
    assert_eq!(words(&leader), "%PDF-1.7 decision AuthorisedPerson");
    assert!(matches!(
        desk.package().undo("nhầm", now()),
        Err(OutgoingError::NotNow)
    ));
    assert!(!desk.state().is_done(Act::Agency));
    let uses = key_uses(&desk.folder.path().join("bo")).unwrap();
    let parts: Vec<&str> = uses.iter().map(|one| one.part.as_str()).collect();
    assert_eq!(
        parts,
        ["quyet-dinh.pdf", "quyet-dinh.pdf"],
        "the key was used, although the step was taken back"
    );
    assert_eq!(uses[1].output, sealed);
    assert!(matches!(
        key_uses(desk.folder.path()),
        Err(OutgoingError::Missing(_))
    ));
}

fn number() -> signing_workflow::outgoing::Number {
    signing_workflow::outgoing::Number {
        series: "QĐ".to_owned(),
        year: 2026,
        number: 7,
    }
}

#[test]
fn a_file_that_was_changed_is_not_signed() {
    let mut desk = Desk::new(NATIONAL);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    let file = desk.package().current(0).unwrap();
    std::fs::write(&file, "%PDF-1.7 another").unwrap();
    assert!(matches!(desk.package().current(0), Err(OutgoingError::Changed(path)) if path == file));
    let marks = desk.package().marks(Act::Agency, &[Purpose::Agency]);
    desk.package().begin(Act::Agency, marks, now()).unwrap();
    assert!(matches!(
        desk.package().task(),
        Err(OutgoingError::Changed(_))
    ));
}

#[test]
fn void_before_issue_and_remedied_after_it() {
    let mut desk = Desk::new("angiang.person");
    assert!(matches!(
        desk.package()
            .remedy(Remedy::Corrected, "Công văn 1", "sai thể thức", now()),
        Err(OutgoingError::NotNow)
    ));
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    let out = desk.folder.path().join("ra");
    desk.package().issue(&out, now()).unwrap();
    assert!(matches!(
        desk.package().void("sai", now()),
        Err(OutgoingError::NotNow)
    ));
    desk.package()
        .remedy(Remedy::Recalled, "Công văn 2", "sai nội dung", now())
        .unwrap();
    assert!(
        matches!(&desk.state().standing, Standing::Remedied { remedy: Remedy::Recalled, by, .. } if by == "Công văn 2")
    );

    let mut desk = Desk::new(NATIONAL);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    desk.package().void("sai số liệu", now()).unwrap();
    let marks = desk.package().marks(Act::Agency, &[Purpose::Agency]);
    assert!(matches!(
        desk.package().begin(Act::Agency, marks, now()),
        Err(OutgoingError::NotNow)
    ));
    assert!(matches!(
        desk.again().state().standing,
        Standing::Voided { .. }
    ));
}

#[test]
fn nothing_is_issued_without_its_required_steps() {
    let mut desk = Desk::new(NATIONAL);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    let out = desk.folder.path().join("ra");
    assert!(matches!(
        desk.package().issue(&out, now()),
        Err(OutgoingError::NotNow)
    ));
    desk.step(Act::Agency, &[Purpose::Agency], 2);
    std::fs::create_dir(&out).unwrap();
    assert!(matches!(
        desk.package().issue(&out, now()),
        Err(OutgoingError::Exists(_))
    ));
}

#[test]
fn a_folder_is_opened_once_and_names_are_plain() {
    let desk = Desk::new(NATIONAL);
    let again = Outgoing::open(&desk.bo());
    assert!(matches!(
        again,
        Err(OutgoingError::Journal(LogError::InUse))
    ));
    let file = desk.folder.path().join("phu-luc.pdf");
    let twice = [(file.as_path(), PartKind::Pdf); 2];
    let new = |files: &[(&Path, PartKind)], folder: &Path| {
        Outgoing::create(folder, about(NATIONAL), files, now())
    };
    let elsewhere = desk.folder.path().join("khac");
    assert!(matches!(
        new(&twice, &elsewhere),
        Err(OutgoingError::Name(_))
    ));
    assert!(matches!(new(&[], &elsewhere), Err(OutgoingError::Name(_))));
    assert!(!elsewhere.exists());
    assert!(matches!(
        new(&twice[..1], &desk.bo()),
        Err(OutgoingError::Exists(_))
    ));
    assert!(matches!(
        Outgoing::open(&elsewhere),
        Err(OutgoingError::Missing(_))
    ));
}

#[test]
fn a_journal_that_does_not_fit_is_told() {
    let mut desk = Desk::new(NATIONAL);
    desk.outgoing = None;
    let journal = desk.bo().join("journal.jsonl");
    let text = words(&journal);
    std::fs::write(&journal, text.replace(NATIONAL, "nd31")).unwrap();
    assert!(matches!(
        Outgoing::open(&desk.bo()),
        Err(OutgoingError::Order(_))
    ));
    std::fs::write(&journal, text.replace("\"opened\"", "\"begun\"")).unwrap();
    assert!(matches!(
        Outgoing::open(&desk.bo()),
        Err(OutgoingError::Journal(LogError::Changed { line: 1, .. }))
    ));
    std::fs::write(&journal, "").unwrap();
    assert!(matches!(
        Outgoing::open(&desk.bo()),
        Err(OutgoingError::Entry(1))
    ));
}

/// What is known before the agency seals a decision that is as it should be.
struct Case {
    desk: Desk,
    order: &'static str,
    act: Act,
    earlier: Vec<Earlier>,
    printed: Printed,
    secrecy: SecrecyLevel,
    holder: Holder,
    name: Option<&'static str>,
    posts: Option<Posts>,
    operator: Option<&'static str>,
    today: VietnamDay,
}

impl Case {
    fn sealing() -> Self {
        let mut desk = Desk::new(NATIONAL);
        desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
        Self {
            desk,
            order: NATIONAL,
            act: Act::Agency,
            earlier: vec![Earlier {
                role: Role::AuthorisedPerson,
                passed: Some(true),
            }],
            printed: Printed {
                number: Some("7".to_owned()),
                symbol: Some("QĐ-SKHCN".to_owned()),
                date: Some(TODAY),
            },
            secrecy: SecrecyLevel::None,
            holder: Holder::Body,
            name: Some("SỞ MẪU"),
            posts: None,
            operator: None,
            today: TODAY,
        }
    }

    fn of(order: &'static str, act: Act) -> Self {
        Self {
            desk: Desk::new(order),
            order,
            act,
            earlier: Vec::new(),
            holder: if act == Act::Agency {
                Holder::Body
            } else {
                Holder::Person
            },
            name: Some("Nguyễn Văn Mẫu"),
            ..Self::sealing()
        }
    }

    fn refused(&self) -> Vec<Refusal> {
        refusals(&Before {
            state: self.desk.state(),
            order: orders::by_id(self.order).unwrap(),
            act: self.act,
            today: self.today,
            earlier: &self.earlier,
            printed: &self.printed,
            blocks: &[],
            secrecy: self.secrecy,
            holder: self.holder,
            name: self.name,
            certificate: "ab01",
            posts: self.posts.as_ref(),
            operator: self.operator,
            law: &LawBook::as_read(),
        })
    }

    fn codes(&self) -> Vec<&'static str> {
        self.refused().iter().map(Refusal::code).collect()
    }
}

#[test]
fn the_seal_waits_for_the_leader() {
    assert_eq!(Case::sealing().codes(), [""; 0]);
    let unsigned = Case::of(NATIONAL, Act::Agency);
    assert_eq!(unsigned.codes(), ["not-yet"]);
    let set = unsigned.refused()[0].set().unwrap();
    assert_eq!(
        set.cites()[0].to_string(),
        "điểm d khoản 2 Điều 32 Nghị định số 30/2020/NĐ-CP"
    );
    let mut case = Case::of(NATIONAL, Act::Agency);
    case.earlier = Case::sealing().earlier;
    assert_eq!(
        case.codes(),
        [""; 0],
        "signed elsewhere, and told so by the document"
    );
    for (passed, undecided) in [(Some(false), false), (None, true)] {
        let mut case = Case::sealing();
        case.earlier[0].passed = passed;
        assert!(
            matches!(case.refused()[..], [Refusal::EarlierNotValid { undecided: told, .. }] if told == undecided)
        );
    }
    let mut initials = Case::of(NATIONAL, Act::Agency);
    initials.earlier = vec![Earlier {
        role: Role::Initials,
        passed: Some(true),
    }];
    assert_eq!(
        initials.codes(),
        ["not-yet"],
        "initials are nobody's approval"
    );
}

#[test]
fn a_step_is_done_once_and_in_its_turn() {
    let mut late = Case::sealing();
    late.act = Act::Initials;
    late.holder = Holder::Person;
    assert_eq!(late.codes(), ["not-in-order"]);
    late.act = Act::AuthorisedPerson;
    assert_eq!(late.codes(), ["not-in-order"]);
    let mut alone = Case::of("angiang.person", Act::Agency);
    assert_eq!(
        alone.codes(),
        ["not-in-order"],
        "the regulation knows no agency's signature there"
    );
    alone.act = Act::AuthorisedPerson;
    alone.holder = Holder::Person;
    assert_eq!(alone.codes(), [""; 0]);
    let mut void = Case::sealing();
    void.desk.package().void("sai", now()).unwrap();
    assert_eq!(void.codes(), ["not-open"]);
    let mut unfinished = Case::sealing();
    unfinished.desk.step(Act::Agency, &[Purpose::Agency], 1);
    assert_eq!(unfinished.codes(), ["not-open"]);
    let mut done = Case::sealing();
    done.desk.step(Act::Agency, &[Purpose::Agency], 2);
    assert_eq!(done.codes(), ["not-in-order"]);
}

#[test]
fn the_certificate_is_of_the_class_of_the_step() {
    for (act, holder, fits) in [
        (Act::Agency, Holder::Body, true),
        (Act::Agency, Holder::RecordsRoom, false),
        (Act::Agency, Holder::Person, false),
        (Act::Agency, Holder::Untold, true),
        (Act::NumberAndDate, Holder::Body, true),
        (Act::NumberAndDate, Holder::RecordsRoom, true),
        (Act::NumberAndDate, Holder::Person, false),
    ] {
        let mut case = Case::sealing();
        case.act = act;
        case.holder = holder;
        let expected: &[&str] = if fits { &[] } else { &["certificate-class"] };
        assert_eq!(case.codes(), expected, "{act:?} {holder:?}");
    }
    let mut leader = Case::of(NATIONAL, Act::AuthorisedPerson);
    leader.holder = Holder::Body;
    assert_eq!(leader.codes(), ["certificate-class"]);
}

#[test]
fn an_giang_signs_on_the_printed_day_only() {
    for (order, act) in [
        ("angiang.person", Act::AuthorisedPerson),
        ("angiang.collective", Act::Agency),
    ] {
        let mut case = Case::of(order, act);
        assert_eq!(case.codes(), [""; 0], "{order}");
        case.today = TODAY.next();
        assert_eq!(case.codes(), ["other-day"], "{order}");
        assert!(
            case.refused()[0].set().unwrap().cites()[0]
                .to_string()
                .contains("Điều 8")
        );
    }
    let mut case = Case::sealing();
    case.today = TODAY.next();
    assert_eq!(case.codes(), [""; 0], "the decree asks for no such day");
}

#[test]
fn number_and_day_are_there_when_the_law_wants_them() {
    let mut case = Case::sealing();
    case.printed.number = None;
    assert_eq!(case.codes(), ["not-numbered"]);
    case.desk.step(Act::NumberAndDate, &[Purpose::Number], 1);
    assert_eq!(case.codes(), [""; 0], "stamped");
    let mut case = Case::of(NATIONAL, Act::AuthorisedPerson);
    case.printed = Printed::default();
    assert_eq!(case.codes(), [""; 0], "the clerk stamps afterwards");
    let mut case = Case::of("angiang.person", Act::AuthorisedPerson);
    case.printed.date = None;
    assert_eq!(
        case.codes(),
        ["not-numbered"],
        "filled in before (the day was said)"
    );
    let mut case = Case::sealing();
    case.printed.symbol = Some("QĐ-UBND".to_owned());
    assert_eq!(case.codes(), ["symbol"]);
}

#[test]
fn a_secret_document_is_signed_by_nobody() {
    let mut case = Case::sealing();
    case.secrecy = SecrecyLevel::Secret;
    assert_eq!(case.codes(), ["secret"]);
    assert!(
        matches!(&case.refused()[..], [Refusal::Secret { findings, .. }] if findings.is_empty())
    );
    let day = VietnamDay::new(2025, 12, 15);
    let mut tay_ninh = Case::sealing();
    tay_ninh.secrecy = SecrecyLevel::Confidential;
    tay_ninh.today = day;
    tay_ninh.printed.date = Some(day);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    std::fs::write(&file, "%PDF-1.7").unwrap();
    let about = About {
        province: Some("tay-ninh".to_owned()),
        ..about(NATIONAL)
    };
    let package = Outgoing::create(
        &folder.path().join("bo"),
        about,
        &[(&file, PartKind::Pdf)],
        now(),
    );
    tay_ninh.desk.outgoing = Some(package.unwrap());
    let refused = tay_ninh.refused();
    let found = refused.iter().find_map(|refusal| match refusal {
        Refusal::Secret { findings, .. } => Some(findings),
        _ => None,
    });
    let codes: Vec<&str> = found
        .unwrap()
        .iter()
        .map(|finding| finding.code())
        .collect();
    assert_eq!(codes, ["tay-ninh-2025/secret-document"]);
}

#[test]
fn marks_of_secrecy_are_lines_of_their_own() {
    assert_eq!(secrecy(["MẬT"]), SecrecyLevel::Confidential);
    assert_eq!(secrecy(["Số: 1/QĐ", " TỐI  MẬT "]), SecrecyLevel::Secret);
    assert_eq!(
        secrecy(["MẬT", "TUYỆT MẬT", "TỐI MẬT"]),
        SecrecyLevel::TopSecret
    );
    assert_eq!(
        secrecy(["MA\u{302}\u{323}T"]),
        SecrecyLevel::Confidential,
        "decomposed"
    );
    assert_eq!(
        secrecy(["VỀ BẢO VỆ BÍ MẬT", "Mật", "MẬT KHẨU"]),
        SecrecyLevel::None
    );
    assert_eq!(secrecy([]), SecrecyLevel::None);
}

const POSTS: &str = r#"
    [[post]]
    name = "Nguyễn Văn Mẫu"
    title = "Giám đốc"
    from = "2024-01-01"
    until = "2026-11-23"
    by = "Quyết định số 01"

    [[custodian]]
    name = "Trần Thị Thử"
    certificate = "ab01"
    from = "2026-01-01"
    by = "Biên bản số 03"
"#;

#[test]
fn whoever_signs_holds_the_post_and_whoever_seals_has_the_device() {
    let posts = || Some(Posts::from_toml(POSTS).unwrap());
    let mut leader = Case::of(NATIONAL, Act::AuthorisedPerson);
    leader.posts = posts();
    assert!(
        matches!(&leader.refused()[..], [Refusal::NotInPost { ended: Some(post), .. }] if post.title == "Giám đốc")
    );
    leader.today = TODAY.previous();
    assert_eq!(leader.codes(), [""; 0]);
    leader.name = Some("Lê Thị Khác");
    assert!(matches!(
        &leader.refused()[..],
        [Refusal::NotInPost { ended: None, .. }]
    ));
    let mut seal = Case::sealing();
    seal.posts = posts();
    seal.operator = Some("Trần Thị Thử");
    assert_eq!(seal.codes(), [""; 0]);
    seal.operator = Some("Lê Thị Khác");
    assert!(
        matches!(&seal.refused()[..], [Refusal::NotCustodian { custodian: Some(one), .. }] if one.name == "Trần Thị Thử")
    );
    seal.today = VietnamDay::new(2025, 12, 31);
    assert!(matches!(
        &seal.refused()[..],
        [Refusal::NotCustodian {
            custodian: None,
            ..
        }]
    ));
}

#[test]
fn attachments_are_signed_where_the_order_says_so() {
    let mut desk = Desk::new(NATIONAL);
    let marks = desk.package().marks(Act::Agency, &[Purpose::Agency]);
    let attachment = Mark {
        part: 1,
        purpose: Purpose::Attachment,
    };
    assert_eq!(
        marks,
        [
            Mark {
                part: 0,
                purpose: Purpose::Agency
            },
            attachment
        ]
    );
    assert_eq!(
        desk.package()
            .marks(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson])
            .len(),
        1
    );
    let mut desk = Desk::new("angiang.collective");
    assert_eq!(
        desk.package().marks(Act::Agency, &[Purpose::Agency]).len(),
        1
    );
    assert_eq!(desk.state().about.subject, Subject::SignedOnPaper);
}

fn sha256(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let digest = cert_path::CryptoProvider::aws_lc()
        .digest(cert_path::DigestAlgorithm::Sha256, &bytes)
        .unwrap();
    let digits = digest.as_bytes().iter().map(|byte| format!("{byte:02x}"));
    digits.collect()
}

#[test]
fn what_became_of_an_issued_file_is_told_by_its_hash() {
    let mut desk = Desk::new(NATIONAL);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    desk.step(Act::Agency, &[Purpose::Agency], 2);
    let leaders = sha256(&desk.bo().join("signed/01-quyet-dinh.pdf"));
    let sent = desk.folder.path().join("phat-hanh");
    desk.package().issue(&sent, now()).unwrap();
    let (main, annex) = (
        sha256(&sent.join("quyet-dinh.pdf")),
        sha256(&sent.join("phu-luc.pdf")),
    );

    // the package is still open here: the shelf is read all the same
    let shelf = |desk: &Desk| Shelf::open(desk.folder.path()).unwrap();
    let found = shelf(&desk).packages().len();
    assert_eq!(found, 1, "what was sent has no journal");
    let became = |desk: &Desk, hash: &str| shelf(desk).aftermath(|known| known == hash);
    assert_eq!(became(&desk, &main), None, "it stands as issued");
    desk.package()
        .remedy(Remedy::Recalled, "Công văn 2", "sai nội dung", now())
        .unwrap();
    let files = [
        (&main, "quyet-dinh.pdf"),
        (&annex, "phu-luc.pdf"),
        (&leaders, "quyet-dinh.pdf"),
    ];
    for (hash, file) in files {
        let told = became(&desk, hash).unwrap();
        assert_eq!(
            (told.file.as_str(), told.symbol.as_deref()),
            (file, Some("QĐ-SKHCN"))
        );
        assert!(matches!(
            told.standing,
            Standing::Remedied {
                remedy: Remedy::Recalled,
                ..
            }
        ));
    }
    assert_eq!(became(&desk, "00"), None, "nobody signed that here");
}

#[test]
fn a_journal_that_was_changed_is_told_and_hides_no_other_package() {
    let mut desk = Desk::new(NATIONAL);
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    let signed = sha256(&desk.bo().join("signed/01-quyet-dinh.pdf"));
    desk.package().void("sai số liệu", now()).unwrap();
    let other = desk.folder.path().join("bo-1");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("journal.jsonl"), "{}\n").unwrap();

    let shelf = Shelf::open(desk.folder.path()).unwrap();
    let read: Vec<bool> = shelf
        .packages()
        .iter()
        .map(|package| package.state.is_ok())
        .collect();
    assert_eq!(read, [true, false]);
    let told = shelf.aftermath(|known| known == signed).unwrap();
    assert!(matches!(told.standing, Standing::Voided { .. }));
}

#[test]
fn a_half_written_line_is_left_where_a_package_is_only_read() {
    let desk = Desk::new(NATIONAL);
    let journal = desk.bo().join("journal.jsonl");
    let mut text = words(&journal);
    text.push_str("{\"previous\":");
    std::fs::write(&journal, &text).unwrap();
    assert_eq!(Outgoing::glance(&desk.bo()).unwrap(), *desk.state());
    assert_eq!(words(&journal), text);
}

#[test]
fn what_an_interrupted_issue_left_is_taken_and_another_folder_is_not() {
    let mut desk = Desk::new("angiang.person");
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    let out = desk.folder.path().join("ra");
    // the power went after the files had their place and before the journal said so
    std::fs::create_dir(&out).unwrap();
    desk.package().gather(&out).unwrap();
    assert!(desk.package().was_handed_over(&out).unwrap());
    let other = out.join("khac.txt");
    std::fs::write(&other, "x").unwrap();
    assert!(!desk.package().was_handed_over(&out).unwrap());
    assert!(matches!(
        desk.package().issue(&out, now()),
        Err(OutgoingError::Exists(_))
    ));
    std::fs::remove_file(&other).unwrap();
    std::fs::write(out.join("phu-luc.pdf"), "%PDF-1.7 changed").unwrap();
    assert!(matches!(
        desk.package().issue(&out, now()),
        Err(OutgoingError::Exists(_))
    ));
    std::fs::remove_file(out.join("phu-luc.pdf")).unwrap();
    assert!(matches!(
        desk.package().issue(&out, now()),
        Err(OutgoingError::Exists(_))
    ));
    std::fs::write(out.join("phu-luc.pdf"), "%PDF-1.7 annex").unwrap();
    desk.package().issue(&out, now()).unwrap();
    assert!(matches!(desk.state().standing, Standing::Issued { .. }));
}

#[cfg(unix)]
#[test]
fn an_issued_folder_is_as_readable_as_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new("angiang.person");
    desk.step(Act::AuthorisedPerson, &[Purpose::AuthorisedPerson], 1);
    let [out, usual] = ["ra", "thuong"].map(|name| desk.folder.path().join(name));
    desk.package().issue(&out, now()).unwrap();
    std::fs::create_dir(&usual).unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode();
    assert_eq!(mode(&out), mode(&usual));
}
