//! The look before signing: each finding from a document made for it, nothing from the samples, and the shadow attacks of the corpus.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read files and say what did not run"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pades_verify::Severity;
use pdf_revisions::PdfFile;
use signing_workflow::lint::{LintKind, LintLimits, LintReport, lint};

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
                    /Resources << /Font << /F1 5 0 R >> >> >>";
const TEXT: &str = "BT /F1 14 Tf 72 700 Td (Quyet dinh) Tj ET";
/// Glyphs that are drawn in the file: nothing to embed, nothing to miss.
const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Own /FontDescriptor 6 0 R >>";
const DESCRIPTOR: &str = "<< /Type /FontDescriptor /FontName /Own /FontFile3 7 0 R >>";

/// A document of one page; `changed` replaces objects or adds some.
fn document(changed: &[(usize, &str)]) -> Vec<u8> {
    let content = stream("", TEXT);
    let program = stream("/Subtype /Type1C", "x");
    let mut objects: Vec<String> = [CATALOG, PAGES, PAGE, &content, FONT, DESCRIPTOR, &program]
        .map(str::to_owned)
        .to_vec();
    for (number, text) in changed {
        objects.resize(objects.len().max(*number), "null".to_owned());
        objects[number - 1] = (*text).to_owned();
    }
    written("%PDF-1.7\n", &objects)
}

fn stream(entries: &str, data: &str) -> String {
    format!(
        "<< {entries} /Length {} >>\nstream\n{data}\nendstream",
        data.len()
    )
}

fn written(header: &str, objects: &[String]) -> Vec<u8> {
    let (mut out, mut table) = (header.to_owned(), String::new());
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let (start, size) = (out.len(), objects.len() + 1);
    let _ = write!(out, "xref\n0 {size}\n0000000000 65535 f \n{table}");
    let _ = write!(
        out,
        "trailer\n<< /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n"
    );
    out.into_bytes()
}

fn look(bytes: Vec<u8>) -> LintReport {
    lint(
        &PdfFile::open(Arc::new(bytes)).unwrap(),
        &LintLimits::default(),
    )
    .unwrap()
}

fn codes(report: &LintReport) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code).collect()
}

/// What one change of the clean document brings, and nothing else.
fn brings(expected: &str, changed: &[(usize, &str)]) {
    assert_eq!(codes(&look(document(changed))), [expected]);
}

#[test]
fn the_document_that_all_others_are_made_of_is_clean() {
    assert_eq!(codes(&look(document(&[]))), [""; 0]);
}

#[test]
fn what_happens_by_itself() {
    let opening = |action: &str| format!("<< /Type /Catalog /Pages 2 0 R /OpenAction {action} >>");
    brings(
        "action-automatic",
        &[(1, &opening("<< /S /Named /N /Print >>"))],
    );
    for harmless in ["<< /S /GoTo /D [3 0 R /Fit] >>", "[3 0 R /Fit]"] {
        assert!(codes(&look(document(&[(1, &opening(harmless))]))).is_empty());
    }
    let leaving = format!(
        "{} /AA << /C << /S /Named /N /Print >> >> >>",
        &PAGE[..PAGE.len() - 2]
    );
    brings("action-automatic", &[(3, &leaving)]);
}

/// An annotation on the page, with further entries.
fn annotated(entries: &str) -> Vec<u8> {
    let page = format!("{} /Annots [8 0 R] >>", &PAGE[..PAGE.len() - 2]);
    let annotation = format!("<< /Type /Annot /Rect [10 10 90 30] {entries} >>");
    document(&[(3, &page), (8, &annotation)])
}

#[test]
fn what_a_click_does() {
    for action in [
        "/S /Launch /F (calc.exe)",
        "/S /GoToR /F (b.pdf) /D [0 /Fit]",
        "/S /GoToE /D [0 /Fit]",
        "/S /SubmitForm /F (http://a.example)",
        "/S /ImportData /F (a.fdf)",
    ] {
        let report = look(annotated(&format!("/Subtype /Link /A << {action} >>")));
        assert_eq!(codes(&report), ["action-external"], "{action}");
    }
    let script = look(annotated(
        "/Subtype /Link /A << /S /JavaScript /JS (app.alert\\(1\\)) >>",
    ));
    assert_eq!(codes(&script), ["javascript"]);
    let film = look(annotated("/Subtype /Screen"));
    assert_eq!(codes(&film), ["multimedia"]);
    let web = look(annotated(
        "/Subtype /Link /A << /S /URI /URI (https://tayninh.gov.vn) >>",
    ));
    assert!(
        codes(&web).is_empty(),
        "a web address in a letter is no finding"
    );
}

#[test]
fn other_files() {
    let names =
        "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 8 0 R] >> >> >>";
    let held = stream("/Type /EmbeddedFile", "x");
    let file = "<< /Type /Filespec /F (a.txt) /EF << /F 9 0 R >> >>";
    brings("embedded-file", &[(1, names), (8, file), (9, &held)]);
    brings("external-data", &[(4, &stream("/F (b.bin)", ""))]);
}

#[test]
fn text_under_something_later() {
    let covered = |more: &str| look(document(&[(4, &stream("", &format!("{TEXT} {more}")))]));
    for cover in [
        "1 g 60 690 200 40 re f",
        "0 g 60 690 m 260 690 l 260 730 l 60 730 l f",
    ] {
        assert_eq!(codes(&covered(cover)), ["covered-text"], "{cover}");
    }
    for harmless in [
        "1 g 60 600 200 40 re f",         // elsewhere
        "60 690 200 40 re S",             // a frame
        "1 g 60 690 10 40 re f",          // a bar over the first sign
        "60 690 m 160 790 l 260 690 l f", // no rectangle: what it hides is not known
    ] {
        assert!(codes(&covered(harmless)).is_empty(), "{harmless}");
    }
    let before = format!("1 g 60 690 200 40 re f 0 g {TEXT}");
    assert!(
        codes(&look(document(&[(4, &stream("", &before))]))).is_empty(),
        "a background"
    );
}

#[test]
fn text_under_an_annotation() {
    let page = format!("{} /Annots [8 0 R] >>", &PAGE[..PAGE.len() - 2]);
    let look_of = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 40]",
        "1 g 0 0 200 40 re f",
    );
    let note = |flags: u8| {
        format!(
            "<< /Type /Annot /Subtype /Square /F {flags} /Rect [60 690 260 730] /AP << /N 9 0 R >> >>"
        )
    };
    brings("covered-text", &[(3, &page), (8, &note(4)), (9, &look_of)]);
    let hidden = look(document(&[(3, &page), (8, &note(2)), (9, &look_of)]));
    assert!(
        codes(&hidden).is_empty(),
        "an annotation that is hidden hides nothing"
    );
}

/// A form with one text field.
fn form(field: &str, shown: &str, form: &str) -> Vec<u8> {
    let catalog =
        format!("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] {form} >> >>");
    let page = format!("{} /Annots [8 0 R] >>", &PAGE[..PAGE.len() - 2]);
    let widget = format!(
        "<< /Type /Annot /Subtype /Widget /T (amount) /Rect [10 10 90 30] {field} /AP << /N 9 0 R >> >>"
    );
    let look = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 80 20] /Resources << /Font << /F1 5 0 R >> >>",
        &format!("/Tx BMC BT /F1 9 Tf ({shown}) Tj ET EMC"),
    );
    document(&[(1, &catalog), (3, &page), (8, &widget), (9, &look)])
}

#[test]
fn fields_show_what_they_hold() {
    let text =
        |value: &str, shown: &str| codes(&look(form(&format!("/FT /Tx /V ({value})"), shown, "")));
    assert!(text("10 USD", "10  USD").is_empty());
    assert_eq!(text("10 USD", "1000 USD"), ["field-shows-other-value"]);
    assert_eq!(
        codes(&look(form("/FT /Tx", "10 USD", ""))),
        ["field-shows-other-value"]
    );
    let password = look(form("/FT /Tx /Ff 8192 /V (secret)", "******", ""));
    assert!(codes(&password).is_empty());
    assert_eq!(
        codes(&look(form("/FT /Tx /V (a)", "a", "/XFA (x)"))),
        ["xfa"]
    );
    let anew = look(form("/FT /Tx /V (a)", "a", "/NeedAppearances true"));
    assert_eq!(codes(&anew), ["need-appearances"]);
}

#[test]
fn check_boxes_are_in_the_state_of_their_field() {
    let boxed = |state: &str| {
        let catalog = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] >> >>";
        let page = format!("{} /Annots [8 0 R] >>", &PAGE[..PAGE.len() - 2]);
        let widget = format!(
            "<< /Type /Annot /Subtype /Widget /FT /Btn /T (yes) /Rect [10 10 20 20] {state} /AP << /N << /Yes 9 0 R /Off 9 0 R >> >> >>"
        );
        let look_of = stream("/Type /XObject /Subtype /Form /BBox [0 0 10 10]", "");
        codes(&look(document(&[
            (1, catalog),
            (3, &page),
            (8, &widget),
            (9, &look_of),
        ])))
    };
    assert!(boxed("/V /Yes /AS /Yes").is_empty());
    assert!(boxed("/V /Off /AS /Off").is_empty());
    assert_eq!(boxed("/V /Off /AS /Yes"), ["field-shows-other-value"]);
    assert_eq!(boxed("/V /Yes /AS /Off"), ["field-shows-other-value"]);
}

#[test]
fn layers_that_are_off_or_switched() {
    let layers = |configuration: &str| {
        let catalog = format!(
            "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [8 0 R] /D << {configuration} >> >> >>"
        );
        codes(&look(document(&[
            (1, &catalog),
            (8, "<< /Type /OCG /Name (a) >>"),
        ])))
    };
    for hides in [
        "/OFF [8 0 R]",
        "/BaseState /OFF",
        "/AS [<< /Event /Print /OCGs [8 0 R] /Category [/Print] >>]",
    ] {
        assert_eq!(layers(hides), ["layer-hidden"], "{hides}");
    }
    assert_eq!(layers("/ON [8 0 R] /OFF []"), ["layers"]);
}

#[test]
fn fonts_that_are_not_there_or_not_what_they_are_called() {
    let bare = |name: &str| format!("<< /Type /Font /Subtype /TrueType /BaseFont /{name} >>");
    // The glyphs of the base document are then used by nobody.
    let fonts = |font: &str| codes(&look(document(&[(5, font), (6, "null"), (7, "null")])));
    assert_eq!(fonts(&bare("TimesNewRomanPSMT")), ["font-not-embedded"]);
    assert_eq!(fonts(&bare("Times-Roman")), ["standard-font-not-embedded"]);
    let other = DESCRIPTOR.replace("/Own", "/Other");
    brings("font-name-differs", &[(6, &other)]);
}

#[test]
fn what_nothing_refers_to() {
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 80 20]",
        "1 g 0 0 80 20 re f",
    );
    brings("unused-content", &[(8, &form)]);
    brings(
        "unused-content",
        &[(
            8,
            "<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << >> >>",
        )],
    );
    brings(
        "unused-content",
        &[(8, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")],
    );
    brings("unused-object", &[(8, "<< /Type /Font /Subtype /Type3 >>")]);
    brings("hidden-page", &[(8, PAGE)]);
    brings(
        "dangling-reference",
        &[(3, &PAGE.replace("/Parent", "/B [99 0 R] /Parent"))],
    );
}

/// `bytes` with another revision behind it, which adds object `number`.
fn updated(mut bytes: Vec<u8>, number: usize, object: &str, gap: &str) -> Vec<u8> {
    let text: String = bytes.iter().copied().map(char::from).collect();
    let prev = text[text.rfind("startxref\n").unwrap() + 10..]
        .split('\n')
        .next()
        .unwrap()
        .to_owned();
    bytes.extend(gap.bytes());
    let offset = bytes.len();
    bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    let start = bytes.len();
    bytes.extend(
        format!(
            "xref\n{number} 1\n{offset:010} 00000 n \ntrailer\n<< /Root 1 0 R /Size 20 /Prev {prev} >>\nstartxref\n{start}\n%%EOF\n",
        )
        .bytes(),
    );
    bytes
}

#[test]
fn bytes_that_nobody_lists() {
    assert!(codes(&look(updated(document(&[]), 4, &stream("", TEXT), ""))).is_empty());
    let hidden = "9 0 obj\n<< /Type /Page >>\nendobj\n";
    let report = look(updated(document(&[]), 4, &stream("", TEXT), hidden));
    assert!(codes(&report).contains(&"objects-in-gaps"), "{report:?}");
    let behind = [document(&[]), b"9 0 obj null endobj".to_vec()].concat();
    assert_eq!(codes(&look(behind)), ["bytes-after-last-eof"]);
}

#[test]
fn a_first_table_in_pieces() {
    let text = String::from_utf8(document(&[])).unwrap();
    let whole = "xref\n0 8\n0000000000 65535 f \n";
    assert!(text.contains(whole));
    let pieces = text.replace(whole, "xref\n0 1\n0000000000 65535 f \n1 7\n");
    assert_eq!(codes(&look(pieces.into_bytes())), ["first-table-segmented"]);
}

/// The document with a cross-reference stream instead of the table, or beside it.
fn with_stream(version: &str, hybrid: bool) -> Vec<u8> {
    let text = String::from_utf8(document(&[]))
        .unwrap()
        .replace("%PDF-1.7", version);
    let at = text.rfind("xref\n0 8").unwrap();
    let (body, table) = text.split_at(at);
    let mut rows: Vec<u8> = vec![0, 0, 0, 0];
    for line in table.lines().skip(3).take(7) {
        let offset: u16 = line[..10].parse().unwrap();
        rows.extend([1, offset.to_be_bytes()[0], offset.to_be_bytes()[1], 0]);
    }
    let start = body.len();
    rows.extend([1, start.to_be_bytes()[6], start.to_be_bytes()[7], 0]);
    let mut bytes = body.as_bytes().to_vec();
    let entries = "/Type /XRef /W [1 2 1] /Size 9 /Root 1 0 R";
    bytes.extend(format!("8 0 obj\n<< {entries} /Length {} >>\nstream\n", rows.len()).bytes());
    bytes.extend(rows);
    bytes.extend(b"\nendstream\nendobj\n");
    let last = if hybrid {
        let place = bytes.len();
        let table = table.replace("/Size 8", &format!("/Size 9 /XRefStm {start}"));
        let table = &table[..table.rfind("startxref").unwrap()];
        bytes.extend(table.bytes());
        place
    } else {
        start
    };
    bytes.extend(format!("startxref\n{last}\n%%EOF\n").bytes());
    bytes
}

#[test]
fn what_divides_readers() {
    assert!(codes(&look(with_stream("%PDF-1.5", false))).is_empty());
    assert_eq!(
        codes(&look(with_stream("%PDF-1.4", false))),
        ["version-unfit"]
    );
    assert_eq!(
        codes(&look(with_stream("%PDF-1.5", true))),
        ["hybrid-cross-reference"]
    );
    let mixed = updated(with_stream("%PDF-1.5", false), 4, &stream("", TEXT), "");
    assert_eq!(codes(&look(mixed)), ["mixed-cross-reference"]);
}

#[test]
fn a_certifying_signature_comes_first() {
    let signed = |certifying: usize| {
        let catalog = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R 9 0 R] >> >>";
        let page = format!("{} /Annots [8 0 R 9 0 R] >>", &PAGE[..PAGE.len() - 2]);
        let field = |name: &str, value: usize| {
            format!(
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /Rect [0 0 0 0] /V {value} 0 R >>"
            )
        };
        let signature = |index: usize| {
            let reference = "/Reference [<< /Type /SigRef /TransformMethod /DocMDP >>]";
            let reference = if index == certifying { reference } else { "" };
            format!(
                "<< /Type /Sig /ByteRange [0 10 20 {}] /Contents <00> {reference} >>",
                (index + 1) * 100
            )
        };
        codes(&look(document(&[
            (1, catalog),
            (3, &page),
            (8, &field("a", 10)),
            (9, &field("b", 11)),
            (10, &signature(0)),
            (11, &signature(1)),
        ])))
    };
    assert!(signed(0).is_empty());
    assert_eq!(signed(1), ["certification-after-approval"]);
}

#[test]
fn what_is_too_large_is_not_looked_at_and_says_so() {
    let file = PdfFile::open(Arc::new(document(&[]))).unwrap();
    let with = |change: &dyn Fn(&mut LintLimits)| {
        let mut limits = LintLimits::default();
        change(&mut limits);
        codes(&lint(&file, &limits).unwrap())
    };
    let expected = ["not-looked-at-whole"];
    assert_eq!(with(&|limits| limits.objects.objects = 3), expected);
    assert_eq!(with(&|limits| limits.objects.steps = 10), expected);
    assert_eq!(with(&|limits| limits.pages = 0), expected);
    assert_eq!(with(&|limits| limits.content_bytes = 10), expected);
    assert_eq!(with(&|limits| limits.fonts = 0), expected);
}

#[test]
fn codes_are_told_apart_and_never_errors() {
    let codes: std::collections::BTreeSet<_> =
        LintKind::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes.len(), LintKind::ALL.len());
    assert!(
        LintKind::ALL
            .iter()
            .all(|kind| kind.severity() < Severity::Error)
    );
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

#[test]
fn the_samples_are_clean() {
    let mut looked = 0;
    for entry in std::fs::read_dir(examples()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            let report = look(std::fs::read(&path).unwrap());
            assert!(codes(&report).is_empty(), "{}: {report:?}", path.display());
            looked += 1;
        }
    }
    assert!(looked >= 7);
}

/// Rows of `pdf.tsv` that are no official document: what they hold on purpose is what the lint is for.
const MADE_TO_BE_FOUND: [&str; 4] = [
    "pdf/pdf101/",                               // attacks by actions and scripts
    "pdf/itext5/",                               // forms with scripts, fonts left out
    "pdf/pyhanko/safedocs/",                     // a script that opens itself
    "pdf/pyhanko/minimal-with-nonexistent-refs", // its name says so
];

#[test]
fn the_corpus_every_prepared_shadow_is_found_and_no_clean_file() {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS").map(PathBuf::from) else {
        println!("not run: KYSO_CORPUS is not set");
        return;
    };
    let table = std::fs::read_to_string(corpus.join("pdf.tsv")).unwrap();
    let (mut prepared, mut clean) = (0, 0);
    for row in table.lines().skip(1) {
        let mut cells = row.split('\t');
        let (Some(path), Some(expected)) = (cells.next(), cells.next()) else {
            continue;
        };
        let is = |word: &str| expected.split(';').any(|one| one == word);
        let file = || PdfFile::open(Arc::new(std::fs::read(corpus.join(path)).unwrap()));
        if is("SHADOW_PREPARED") {
            let report = lint(&file().unwrap(), &LintLimits::default()).unwrap();
            assert!(!report.is_clean(), "{path}");
            prepared += 1;
        } else if is("UNSIGNED") && !MADE_TO_BE_FOUND.iter().any(|one| path.starts_with(one)) {
            // Encrypted for others, or malformed.
            let Ok(report) = file().and_then(|file| lint(&file, &LintLimits::default())) else {
                continue;
            };
            // Odd cross-references on purpose, which other readers trip over.
            let divides = ["hybrid-cross-reference", "xref-entry-zero-offset"];
            let mut warnings = report.warnings().filter(|one| !divides.contains(&one.code));
            assert_eq!(warnings.next(), None, "{path}");
            clean += 1;
        }
    }
    assert!(
        prepared >= 7 && clean >= 14,
        "{prepared} prepared, {clean} clean"
    );
}
