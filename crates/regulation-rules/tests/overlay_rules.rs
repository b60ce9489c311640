//! What an office states itself: its own regulation, and a number in an article that has not been read here.
#![allow(clippy::unwrap_used, missing_docs)]

use regulation_rules::facts::Sheets;
use regulation_rules::{Finding, Lang, LawBook, OverlayError, Severity, Worst, assess_sheets};

/// The 30 days are no law: nobody here has read Điều 12, and the test only shows what an office could state.
const NUMBER: &str = r#"
[[rule]]
code = "stated/renewal-too-late"
sheet = "request"
instrument = "nd-68-2024"
article = "12"
duty = "must"
asks = { vi = "Chứng thư còn thời hạn tối thiểu khi đề nghị gia hạn?", en = "Is enough validity left when renewal is asked for?" }
fails = { vi = "Chứng thư không còn đủ thời hạn tối thiểu", en = "Too little validity is left" }
read_by = "Trần Thị Mẫu"
read_on = "2026-11-20"
when = { asked_for = "renew" }
limit = [{ fact = "expires_on", at_least = { after = "sent_on", days = 30 } }]
"#;

const OWN: &str = r#"
[[instrument]]
id = "so-mau-2026"
title = { vi = "Quy chế của Sở Mẫu", en = "Regulation of the sample department" }
from = "2026-01-01"
province = "ha-noi"
source = "bản của cơ quan"

[[rule]]
code = "stated/paper-request"
sheet = "request"
instrument = "so-mau-2026"
article = "3"
clause = "2"
point = "a"
duty = "should"
asks = { vi = "Yêu cầu gửi qua hệ thống?", en = "Was the request sent through a system?" }
fails = { vi = "Yêu cầu không gửi qua hệ thống", en = "The request was not sent through a system" }
read_by = "Lê Văn Mẫu"
read_on = "2026-11-20"
must = { channel = ["request-system", "document-system"] }
limit = [{ fact = "processed_on", at_most = { after = "sent_on", working_days = 2 } }]
"#;

fn findings(overlay: &str, request: &str, code: &str) -> Vec<Finding> {
    let law = LawBook::with_overlay(overlay).unwrap();
    let sheets = Sheets::from_toml(&format!("[[request]]\n{request}")).unwrap();
    let report = assess_sheets(&sheets, &law);
    report
        .findings()
        .filter(|finding| finding.code() == code)
        .cloned()
        .collect()
}

fn word(overlay: &str, request: &str, code: &str) -> &'static str {
    findings(overlay, request, code)[0].verdict.word()
}

#[test]
fn a_number_of_an_unread_article_is_shown_as_stated() {
    let asked = |expires: &str| {
        format!("asked_for = \"renew\"\nsent_on = \"2026-03-01\"\nexpires_on = \"{expires}\"\n")
    };
    let code = "stated/renewal-too-late";
    assert_eq!(word(NUMBER, &asked("2026-03-31"), code), "satisfied");
    let late = findings(NUMBER, &asked("2026-03-30"), code).remove(0);
    assert_eq!(
        (late.verdict.word(), late.severity()),
        ("violated", Severity::Error)
    );
    let ground = late.ground(Lang::Vi);
    assert!(
        ground.starts_with("Điều 12 Nghị định số 68/2024/NĐ-CP"),
        "{ground}"
    );
    assert!(
        ground.contains("theo khai báo của Trần Thị Mẫu")
            && ground.contains("cơ quan đọc ngày 20/11/2026"),
        "{ground}"
    );
    assert!(
        late.reasons(Lang::Vi)[0].contains("theo khai báo của cơ quan"),
        "{:?}",
        late.reasons(Lang::Vi)
    );
    assert_eq!(
        word(
            NUMBER,
            "asked_for = \"revoke\"\nsent_on = \"2026-03-01\"\n",
            code
        ),
        "not-applicable"
    );
    assert_eq!(
        word(
            NUMBER,
            "asked_for = \"renew\"\nsent_on = \"2026-03-01\"\n",
            code
        ),
        "undetermined"
    );
    assert_eq!(
        word(
            NUMBER,
            &asked("2024-12-31").replace("2026-03-01", "2024-08-14"),
            code
        ),
        "not-in-force"
    );
}

#[test]
fn an_office_states_its_own_regulation() {
    let sent = |channel: &str, processed: &str, province: &str| {
        format!(
            "province = \"{province}\"\nsent_on = \"2026-03-05\"\nchannel = \"{channel}\"\nprocessed_on = \"{processed}\"\n"
        )
    };
    let code = "stated/paper-request";
    assert_eq!(
        word(OWN, &sent("request-system", "2026-03-09", "ha-noi"), code),
        "satisfied"
    );
    assert_eq!(
        word(OWN, &sent("request-system", "2026-03-10", "ha-noi"), code),
        "violated"
    );
    let paper = findings(OWN, &sent("paper", "2026-03-09", "ha-noi"), code).remove(0);
    assert_eq!(
        (paper.verdict.word(), paper.severity()),
        ("violated", Severity::Warning)
    );
    assert!(
        paper
            .ground(Lang::Vi)
            .starts_with("điểm a khoản 2 Điều 3 Quy chế của Sở Mẫu")
    );
    assert_eq!(paper.reasons(Lang::Vi), ["phương thức gửi: văn bản giấy"]);
    assert_eq!(
        word(OWN, &sent("paper", "2026-03-09", "tay-ninh"), code),
        "not-applicable"
    );
}

#[test]
fn a_stated_violation_counts() {
    let law = LawBook::with_overlay(NUMBER).unwrap();
    let request = "[[request]]\nasked_for = \"renew\"\nsent_on = \"2026-03-01\"\nexpires_on = \"2026-03-02\"\n";
    let sheets = Sheets::from_toml(request).unwrap();
    assert_eq!(assess_sheets(&sheets, &law).worst(false), Worst::Violated);
    assert_eq!(
        assess_sheets(&sheets, &LawBook::as_read()).worst(false),
        Worst::CannotDecide
    );
}

#[test]
fn what_cannot_be_asked_is_refused_with_its_code() {
    let refused = |from: &str, to: &str| {
        let overlay = NUMBER.replace(from, to);
        assert_ne!(overlay, NUMBER);
        LawBook::with_overlay(&overlay).unwrap_err()
    };
    let why = |error: OverlayError| match error {
        OverlayError::Rule { code, why } => format!("{code}: {why}"),
        other => panic!("{other}"),
    };
    assert!(why(refused("nd-68-2024", "nd-99-2024")).contains("nd-99-2024"));
    assert!(why(refused("stated/renewal", "nd-68-2024/renewal")).contains("begins with"));
    assert!(why(refused("expires_on", "expires_at")).contains("expires_at"));
    assert!(why(refused("asked_for", "asked_fro")).contains("asked_fro"));
    assert!(why(refused(", days = 30", "")).contains("either"));
    assert!(why(refused("at_least = { after = \"sent_on\", days = 30 }", "")).contains("neither"));
    let limit = NUMBER
        .lines()
        .find(|line| line.starts_with("limit"))
        .unwrap();
    assert!(why(refused(limit, "")).contains("asks nothing"));
    assert!(matches!(
        refused("duty = \"must\"", "duty = \"perhaps\""),
        OverlayError::Toml { .. }
    ));
    let twice = LawBook::with_overlay(&format!("{NUMBER}{NUMBER}")).unwrap_err();
    assert_eq!(
        twice,
        OverlayError::Twice {
            id: "stated/renewal-too-late".to_owned()
        }
    );
    let same = OWN.replace("so-mau-2026", "nd-68-2024");
    assert!(matches!(
        LawBook::with_overlay(&same),
        Err(OverlayError::Twice { .. })
    ));
}

/// A number from both sides, as an office may set it for itself.
#[test]
fn a_number_is_held_between_its_bounds() {
    let limit = NUMBER
        .lines()
        .find(|line| line.starts_with("limit"))
        .unwrap();
    let years = NUMBER.replace(
        limit,
        "limit = [{ fact = \"years_asked\", at_least = 2, at_most = 3 }]",
    );
    let asked = |years: u8| {
        format!("asked_for = \"renew\"\nsent_on = \"2026-03-01\"\nyears_asked = {years}\n")
    };
    let said = |number| word(&years, &asked(number), "stated/renewal-too-late");
    assert_eq!(
        [1, 2, 3, 4].map(said),
        ["violated", "satisfied", "satisfied", "violated"]
    );
    let late = findings(&years, &asked(4), "stated/renewal-too-late").remove(0);
    assert!(
        late.reasons(Lang::Vi)[0].contains("giới hạn 3"),
        "{:?}",
        late.reasons(Lang::Vi)
    );
}

/// The copy of the regulation that was read leaves the number blank; an office that knows it states it, and every finding shows who did.
#[test]
fn a_stated_number_is_shown_with_who_stated_it() {
    let overlay = "[[force]]\ninstrument = \"tay-ninh-2025\"\nnumber = \"00/2025/QĐ-UBND\"\nfrom = \"2025-12-01\"\n\
                   read_by = \"Trần Thị Mẫu\"\nread_on = \"2026-11-20\"\nsource = \"Công báo\"\n";
    let request = "province = \"tay-ninh\"\nasked_for = \"issue\"\nsent_on = \"2026-03-02\"\n";
    let finding = findings(overlay, request, "tay-ninh-2025/information-unconfirmed").remove(0);
    let ground = finding.ground(Lang::En);
    assert!(
        ground.contains("No. 00/2025/QĐ-UBND, ") && ground.contains("(as stated by Trần Thị Mẫu)"),
        "{ground}"
    );
    let data = finding.data(Lang::Vi);
    assert_eq!(data.force_stated_by.as_deref(), Some("Trần Thị Mẫu"));
    assert_eq!(data.number_stated.as_deref(), Some("00/2025/QĐ-UBND"));
}

/// A Saturday that is worked in place of a Monday moves the end of a limit of working days.
#[test]
fn an_office_states_days_off_and_days_worked() {
    let days = "[[day]]\non = \"2026-03-07\"\nworking = true\nsource = \"Thông báo\"\n\
                [[day]]\non = \"2026-03-09\"\nworking = false\nsource = \"Thông báo\"\n";
    let friday = gov_ca_model::VietnamDay::new(2026, 3, 6);
    let after = |law: &LawBook, days| law.working_days_after(friday, days).to_string();
    let stated = LawBook::with_overlay(days).unwrap();
    assert_eq!(
        [1, 2].map(|days| after(&stated, days)),
        ["2026-03-07", "2026-03-10"]
    );
    assert_eq!(
        [1, 2].map(|days| after(&LawBook::as_read(), days)),
        ["2026-03-09", "2026-03-10"]
    );
}

/// What a sheet says is shown in words, on each kind of sheet.
#[test]
fn a_stated_rule_shows_what_the_sheet_says_in_words() {
    let overlay = |sheet: &str| {
        NUMBER
            .replace("\"request\"", &format!("\"{sheet}\""))
            .replace(
                "when = { asked_for = \"renew\" }\n",
                "must = { status = \"active\" }\n",
            )
            .lines()
            .filter(|line| !line.starts_with("limit"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    for (sheet, facts) in [
        (
            "certificate",
            "[[signature]]\nfield = \"A\"\n[signature.signature]\nsigning_time = \"2025-03-01T02:00:00Z\"\n[signature.certificate]\nnot_before = \"2025-02-01T00:00:00Z\"\nconsidered_on = \"2025-03-01\"\nstatus = \"suspended\"\n",
        ),
        (
            "signature",
            "[[signature]]\nfield = \"A\"\n[signature.signature]\nsigning_time = \"2025-03-01T02:00:00Z\"\nsigning_time_proof = \"signature-timestamp\"\nstatus = \"suspended\"\n",
        ),
    ] {
        let law = LawBook::with_overlay(&overlay(sheet))
            .unwrap_or_else(|error| panic!("{sheet}: {error}"));
        let report = assess_sheets(&Sheets::from_toml(facts).unwrap(), &law);
        let finding = report
            .findings()
            .find(|finding| finding.code() == "stated/renewal-too-late")
            .unwrap();
        let why = finding.reasons(Lang::Vi).join("; ");
        assert!(
            why.contains("tạm dừng"),
            "{sheet}: {} {why}",
            finding.verdict.word()
        );
    }
}

/// What the office says of its own regulation stands with it.
#[test]
fn a_stated_instrument_is_kept_as_stated() {
    use regulation_rules::law::{InstrumentKind, Known};
    let own = OWN.replace(
        "id = \"so-mau-2026\"",
        "id = \"so-mau-2026\"\nnumber = \"01/2026/QC-SM\"",
    );
    let request = "province = \"ha-noi\"\nasked_for = \"issue\"\nsent_on = \"2026-03-02\"\n";
    let instrument = findings(&own, request, "stated/paper-request")[0]
        .meta
        .instrument();
    assert_eq!(instrument.kind, InstrumentKind::ProvincialDecision);
    assert_eq!(
        (instrument.number, instrument.source),
        (Some("01/2026/QC-SM"), "bản của cơ quan")
    );
    assert_eq!(
        (instrument.id, instrument.text),
        ("so-mau-2026", Known::Articles)
    );
}
