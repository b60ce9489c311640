//! `kyso diff`: files whose later changes are known are told change by change, and shown.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran, pdf};
use serde_json::{Value, json};

fn diff(desk: &Desk, file: &str, more: &[&str]) -> Ran {
    desk.run(&[&["diff", file, "--signature", "1"], more].concat())
}

/// A letter that the leader signed, and one more revision of it.
fn changed(desk: &Desk, objects: &[(u32, Option<&str>)]) {
    desk.write("two-pages.pdf", &pdf::letter_of_two_pages());
    desk.sign(
        "two-pages.pdf",
        "signed.pdf",
        "leader",
        &["--field", "LanhDao", "--force"],
    )
    .exits(0);
    desk.write(
        "changed.pdf",
        &pdf::revised(&desk.read("signed.pdf"), objects),
    );
}

/// Path, object, what was done, and the rule or `✗`.
fn told(line: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let all = line["changes"].as_array().unwrap().iter();
    all.map(|one| {
        let rule = match one["allowed"].as_bool().unwrap() {
            true => word(&one["rule"]),
            false => "✗".to_owned(),
        };
        let [path, object, how] = ["path", "object", "how"].map(|key| word(&one[key]));
        format!("{path} ({object}) {how}: {rule}")
    })
    .collect()
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R /Metadata 10 0 R";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 7 0 R >> >> /Contents 6 0 R";

struct Case {
    name: &'static str,
    objects: Vec<(u32, Option<String>)>,
    exit: i32,
    told: &'static [&'static str],
    /// Page and side (before, after) of each picture.
    shown: &'static [&'static str],
}

fn cases() -> Vec<Case> {
    let own = |text: &str| Some(text.to_owned());
    vec![
        Case {
            name: "content of the first page",
            objects: vec![(5, Some(pdf::content("Cong van so 12", "900 000 dong")))],
            exit: 1,
            told: &["Root/Pages/Kids[0]/Contents (5 0) replaced: ✗"],
            shown: &["1 both"],
        },
        Case {
            name: "content of the second page, freed",
            objects: vec![(6, None)],
            exit: 1,
            told: &["Root/Pages/Kids[1]/Contents (6 0) freed: ✗"],
            shown: &["2 both"],
        },
        Case {
            name: "form filling",
            objects: vec![
                (
                    9,
                    own(
                        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (GhiChu) /Rect [100 400 300 420] /F 4 /P 3 0 R /DA (/F 12 Tf 0 g) /V (Da xem) /AP << /N 40 0 R >> >>",
                    ),
                ),
                (
                    40,
                    Some(pdf::stream(
                        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 7 0 R >> >>",
                        "/Tx BMC BT /F 12 Tf 2 5 Td (Da xem) Tj ET EMC",
                    )),
                ),
            ],
            exit: 0,
            told: &[
                "Root/Pages/Kids[0]/Annots[0] (9 0) replaced: form-filling",
                "Root/Pages/Kids[0]/Annots[0]/AP/N (40 0) added: form-filling",
            ],
            shown: &["1 both"],
        },
        Case {
            name: "information that is no text",
            objects: vec![(
                11,
                own("<< /Title [(Cong van khac)] /Producer (kyso tests) >>"),
            )],
            exit: 1,
            told: &["Info/Title (11 0) replaced: ✗"],
            shown: &[],
        },
        Case {
            name: "metadata",
            objects: vec![(
                10,
                Some(pdf::stream(
                    "/Type /Metadata /Subtype /XML",
                    "<x:xmpmeta xmlns:x='adobe:ns:meta/' a='b'/>",
                )),
            )],
            exit: 0,
            told: &["Root/Metadata (10 0) replaced: metadata"],
            shown: &[],
        },
        Case {
            name: "open action",
            objects: vec![(
                1,
                Some(format!(
                    "{CATALOG} /OpenAction << /S /URI /URI (http://example.com/) >> >>"
                )),
            )],
            exit: 1,
            told: &[
                "Root/OpenAction (1 0) replaced: ✗",
                "Root/Extensions (-) replaced: ✗",
            ],
            shown: &[],
        },
        Case {
            name: "a page more",
            objects: vec![
                (
                    2,
                    own("<< /Type /Pages /Kids [3 0 R 4 0 R 41 0 R] /Count 3 >>"),
                ),
                (
                    41,
                    own(
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 7 0 R >> >> /Contents 42 0 R >>",
                    ),
                ),
                (42, Some(pdf::content("Phu luc 2", "them"))),
            ],
            exit: 1,
            told: &[
                "Root/Pages (2 0) replaced: ✗",
                "Root/Pages/Kids[2] (41 0) added: ✗",
                "Root/Pages/Kids[2]/Contents (42 0) added: ✗",
            ],
            shown: &["3 after"],
        },
        Case {
            name: "a page less",
            objects: vec![(2, own("<< /Type /Pages /Kids [4 0 R] /Count 1 >>"))],
            exit: 1,
            told: &["Root/Pages (2 0) replaced: ✗"],
            shown: &["1 before"],
        },
        Case {
            name: "an object that nothing uses",
            objects: vec![(43, own("(nothing refers to this)"))],
            exit: 0,
            told: &["object 43 (43 0) added: unreferenced"],
            shown: &[],
        },
        Case {
            name: "an annotation over the text",
            objects: vec![
                (4, Some(format!("{PAGE} /Annots [44 0 R] >>"))),
                (
                    44,
                    own(
                        "<< /Type /Annot /Subtype /Square /Rect [72 600 292 660] /F 4 /IC [1 1 1] /C [1 1 1] /AP << /N 45 0 R >> >>",
                    ),
                ),
                (
                    45,
                    Some(pdf::stream(
                        "/Type /XObject /Subtype /Form /BBox [0 0 220 60]",
                        "1 g 0 0 220 60 re f",
                    )),
                ),
            ],
            exit: 1,
            told: &[
                "Root/Pages/Kids[1]/Annots (4 0) replaced: ✗",
                "Root/Pages/Kids[1]/Annots[0] (44 0) added: ✗",
                "Root/Pages/Kids[1]/Annots[0]/AP/N (45 0) added: ✗",
            ],
            shown: &["2 both"],
        },
    ]
}

fn prepared(case: &Case) -> Desk {
    let desk = Desk::new();
    let objects: Vec<_> = case
        .objects
        .iter()
        .map(|(number, body)| (*number, body.as_deref()))
        .collect();
    changed(&desk, &objects);
    desk
}

#[test]
fn ten_files_whose_changes_are_known_are_told_exactly() {
    let cases = cases();
    assert_eq!(cases.len(), 10);
    for case in cases {
        let desk = prepared(&case);
        let line = diff(&desk, "changed.pdf", &["--json"])
            .exits(case.exit)
            .line();
        assert_eq!(told(&line), case.told, "{}", case.name);
        assert_eq!(line["more"], 0);
        assert_eq!(
            (&line["revision"], &line["revisions"]),
            (&2.into(), &3.into())
        );
        assert_eq!(line["signature"]["field"], "LanhDao");
        for one in line["changes"].as_array().unwrap() {
            assert_eq!(one["revision"], 3, "{one}");
            assert!(
                one["before"].is_string() || one["after"].is_string(),
                "{one}"
            );
            let refused = one["allowed"] == false;
            assert_eq!(refused, one["reason"].is_string(), "{one}");
            assert_eq!(refused, one["level"].is_null(), "{one}");
        }
        for lang in ["vi", "en"] {
            let text = diff(&desk, "changed.pdf", &["--lang", lang]).exits(case.exit);
            let changes = text
                .out
                .lines()
                .filter(|line| line.starts_with("    ✓ ") || line.starts_with("    ✗ "));
            assert_eq!(changes.count(), case.told.len(), "{text}");
        }
    }
}

/// The code of a refused change leads to its page, for programs as for people.
#[test]
fn a_refused_change_names_the_page_of_its_code() {
    let desk = prepared(&cases()[0]);
    let line = desk.run(&["verify", "changed.pdf", "--json"]).line();
    let change = &line["signatures"][0]["changes"][0];
    let code = change["reason"].as_str().unwrap();
    assert!(code.starts_with("change-"), "{line}");
    let page = format!("docs/codes/detail/{code}.md");
    assert_eq!(change["code_page"], page);
    desk.run(&["verify", "changed.pdf", "--report", "detailed"])
        .says(&page);
    let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    assert!(std::path::Path::new(repository).join(&page).is_file());
    let allowed = prepared(&cases()[4]);
    let line = allowed.run(&["verify", "changed.pdf", "--json"]).line();
    let change = &line["signatures"][0]["changes"][0];
    assert!(change.get("code_page").is_none(), "{change}");
}

#[test]
fn values_are_told_before_and_after() {
    let case = &cases()[3];
    let desk = prepared(case);
    let line = diff(&desk, "changed.pdf", &["--json"]).line();
    let one = &line["changes"][0];
    assert_eq!(
        (&one["before"], &one["after"]),
        (&"(Cong van)".into(), &"[(Cong van khac)]".into())
    );
    diff(&desk, "changed.pdf", &[])
        .says("trước  (Cong van)")
        .says("sau    [(Cong van khac)]")
        .says("1 thay đổi, 1 không được chấp nhận");
}

#[test]
fn a_signature_that_nothing_follows_has_no_changes() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let line = diff(&desk, "signed.pdf", &["--json"]).exits(0).line();
    assert_eq!(line["modifications"], "none");
    assert!(told(&line).is_empty());
}

/// The later signature is what came after the first; nothing came after the second.
#[test]
fn each_signature_has_the_changes_after_it() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    let line = diff(&desk, "two.pdf", &["--json"]).exits(0).line();
    assert_eq!(line["modifications"], "signatures");
    let changes = line["changes"].as_array().unwrap();
    assert!(changes.len() >= 3, "the field, its value, the form: {line}");
    assert!(changes.iter().all(|one| one["allowed"] == true), "{line}");
    assert!(
        told(&line)
            .iter()
            .any(|one| one.ends_with("added: new-signature")),
        "{:?}",
        told(&line)
    );
    let second = desk.run(&["diff", "two.pdf", "--signature", "CoQuan", "--json"]);
    assert!(told(&second.exits(0).line()).is_empty());
}

#[test]
fn a_signature_without_a_signed_revision_has_no_list() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    desk.write("wrong.pdf", &pdf::covering_from_1(&desk.read("signed.pdf")));
    diff(&desk, "wrong.pdf", &[])
        .exits(1)
        .says("không phải đầu tệp");
    diff(&desk, "letter.pdf", &[])
        .exits(2)
        .says("không có chữ ký số");
}

/// What a stranger wrote into the file does not steer the terminal.
#[test]
fn values_of_the_file_are_shown_harmlessly() {
    let desk = Desk::new();
    let objects = [(11, Some("<< /Title (a\u{1b}[2Jb\u{202e}c) >>"))];
    changed(&desk, &objects);
    let ran = diff(&desk, "changed.pdf", &[]);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'),
        "{ran}"
    );
}

/// With the feature `pages`: a picture of every region that looks different, before and after, under names that tell which.
#[test]
fn what_looks_different_is_shown_before_and_after() {
    for case in cases() {
        let desk = prepared(&case);
        let ran = diff(&desk, "changed.pdf", &["--json", "--images", "images"]);
        let line = ran.exits(case.exit).line();
        assert!(line.get("images_error").is_none(), "{line}");
        assert_eq!(line["images_left_out"], json!({ "pages": 0 }));
        let images = line["images"].as_array().unwrap();
        let mut sides: Vec<String> = images.iter().map(side).collect();
        sides.dedup();
        assert_eq!(sides, case.shown, "{}", case.name);
        let mut named = Vec::new();
        for image in images {
            for file in [&image["before"], &image["after"]] {
                let Some(file) = file.as_str() else { continue };
                assert!(file.starts_with("signature-1-revision-3-page-"), "{file}");
                let png = desk.read(&format!("images/{file}"));
                assert!(png.starts_with(b"\x89PNG\r\n"), "{file}");
                named.push(file.to_owned());
            }
            if let (Some(before), Some(after)) = (image["before"].as_str(), image["after"].as_str())
            {
                let read = |file: &str| desk.read(&format!("images/{file}"));
                assert_ne!(read(before), read(after), "{}", case.name);
            }
        }
        named.sort();
        let entries = std::fs::read_dir(desk.file("images")).unwrap();
        let mut there: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        assert_eq!(there, named, "nothing else is written");
        keep(&desk, case.name);
    }
}

/// Pages that nobody compared are told and not passed over.
#[test]
fn what_the_pictures_do_not_show_is_told() {
    let desk = Desk::new();
    desk.write("long.pdf", &pdf::of_pages(302));
    desk.sign("long.pdf", "signed.pdf", "leader", &[]).exits(0);
    let note = (400, Some("(nothing refers to this)"));
    desk.write(
        "later.pdf",
        &pdf::revised(&desk.read("signed.pdf"), &[note]),
    );
    let line = diff(&desk, "later.pdf", &["--json", "--images", "images"]).line();
    assert!(line.get("images_error").is_none(), "{line}");
    assert_eq!(line["images_left_out"], json!({ "pages": 2 }));
    diff(&desk, "later.pdf", &["--images", "images"])
        .says("Hình các trang đã so sánh không khác nhau.")
        .says("2 trang chưa được so sánh hình");
}

/// Page, and which pictures it has.
fn side(image: &Value) -> String {
    let which = match (image["before"].is_string(), image["after"].is_string()) {
        (true, true) => "both",
        (true, false) => "before",
        _ => "after",
    };
    format!("{} {which}", image["page"])
}

/// For looking at: `KYSO_KEEP_IMAGES=DIR`.
fn keep(desk: &Desk, name: &str) {
    let Some(folder) = std::env::var_os("KYSO_KEEP_IMAGES") else {
        return;
    };
    let to = std::path::Path::new(&folder).join(name.replace([' ', ','], "-"));
    std::fs::create_dir_all(&to).unwrap();
    for entry in std::fs::read_dir(desk.file("images")).unwrap().flatten() {
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn pictures_name_the_changes_they_show_and_are_not_overwritten() {
    let case = &cases()[2];
    let desk = prepared(case);
    let images = ["--json", "--images", "images"];
    let line = diff(&desk, "changed.pdf", &images).exits(0).line();
    let image = &line["images"][0];
    assert!(!image["changes"].as_array().unwrap().is_empty(), "{line}");
    let area: Vec<f64> = image["area"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_f64().unwrap())
        .collect();
    assert!(
        area[0] < 100.0 && area[1] < 405.0 && area[2] > 140.0 && area[3] > 412.0,
        "{area:?}"
    );
    let again = diff(&desk, "changed.pdf", &images).exits(4).line();
    assert_eq!(again["images_error"]["code"], "exists");
    diff(&desk, "changed.pdf", &[&images[..], &["--force"]].concat()).exits(0);
}
