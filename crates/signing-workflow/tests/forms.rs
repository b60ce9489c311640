//! Forms as their readers have them: text that can be copied out, structure that other programs read, stamps that survive signing.
#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods)]

mod common;
#[path = "../examples/forms/samples/mod.rs"]
mod samples;

use std::process::Command;
use std::sync::Arc;

use common::{Who, report, signed};
use pades_verify::Indication;
use pdf_revisions::{Object, PdfFile, Update};
use samples::{Change, Paper, REQUEST, papers, repeated};
use serde_json::Value;
use signature_appearance::Fonts;
use signing_workflow::forms::{
    ALL, AN_GIANG_03, AgencyRevocation, Filled, FormError, RequestMark, request_of,
};
use unicode_normalization::UnicodeNormalization as _;

fn made(change: Change<'_>) -> Vec<Paper> {
    papers(change, &Fonts::liberation()).unwrap()
}

/// What a program says to a file that lies somewhere.
fn told(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.pdf");
    std::fs::write(&path, pdf).unwrap();
    let mut command = Command::new(program);
    for argument in arguments {
        match *argument {
            "FILE" => command.arg(&path),
            other => command.arg(other),
        };
    }
    let output = command.output().unwrap_or_else(|error| {
        panic!("{program}: {error}; scripts/install-test-tools.sh installs it")
    });
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program}: {errors}");
    assert!(errors.is_empty(), "{program}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Letters alone: lines are broken where there is room, and cells stand beside each other.
fn letters(text: &str) -> String {
    let composed = text.nfc().filter(|letter| !letter.is_whitespace());
    composed.collect()
}

fn opens(filled: &Filled) -> PdfFile {
    let file = PdfFile::open(Arc::new(filled.pdf.clone())).unwrap();
    assert!(file.anomalies().is_empty(), "{:?}", file.anomalies());
    assert_eq!(file.newest().pages().unwrap().len(), filled.pages);
    file
}

/// Every signature's place is on a page, between the margins, and none lies over another.
fn places_are_apart(id: &str, filled: &Filled) {
    assert!(!filled.places.is_empty(), "{id}");
    for (index, place) in filled.places.iter().enumerate() {
        assert!((1..=filled.pages).contains(&(place.page as usize)), "{id}");
        let size = place.area.size();
        assert!(size.width > 120.0 && size.height > 70.0, "{id}: {size:?}");
        assert!(place.area.bottom > 56.0 && place.area.left > 85.0, "{id}");
        for other in &filled.places[..index] {
            let apart = other.page != place.page
                || other.area.right <= place.area.left
                || place.area.right <= other.area.left;
            assert!(apart, "{id}: {} over {}", place.name, other.name);
        }
    }
}

#[test]
fn every_form_is_blank_and_filled() {
    let fonts = Fonts::liberation();
    let filled = made(&|_| ());
    let ids: Vec<&str> = filled.iter().map(|paper| paper.id).collect();
    let described: Vec<&str> = ALL.iter().map(|form| form.id).collect();
    assert_eq!(ids, described, "a sample for each form, in their order");
    for (paper, form) in filled.iter().zip(ALL) {
        places_are_apart(paper.id, &paper.filled);
        opens(&paper.filled);
        let blank = (form.blank)(&fonts).unwrap();
        assert!(blank.pages <= 2, "{}: {} sheets", form.id, blank.pages);
        places_are_apart(form.id, &blank);
        assert_eq!(request_of(&opens(&blank)), None);
    }
}

#[test]
fn the_same_values_give_the_same_bytes() {
    for (one, other) in made(&|_| ()).iter().zip(made(&|_| ())) {
        assert!(one.filled.pdf == other.filled.pdf, "{}", one.id);
    }
}

#[test]
fn every_word_can_be_copied_out() {
    for paper in made(&|_| ()) {
        // in the order of the content: cell by cell
        let text = told("pdftotext", &["-raw", "FILE", "-"], &paper.filled.pdf);
        let flat = letters(&text);
        for wanted in &paper.texts {
            let day = wanted.parse::<gov_ca_model::VietnamDay>().ok();
            if day.is_some() || wanted.is_empty() || is_a_choice(wanted) {
                continue; // printed in words of the form
            }
            // letters end their lists in signs of their own
            let wanted = letters(wanted.trim_end_matches(['.', ';']));
            let is_there = flat.contains(&wanted)
                || flat.contains(&wanted.to_uppercase())
                || flat.contains(&format!("- {wanted}"));
            assert!(is_there, "{}: no “{wanted}” in\n{text}", paper.id);
        }
        assert!(flat.contains(&letters(REQUEST)), "{}", paper.id);
    }
}

fn is_a_choice(text: &str) -> bool {
    ["female", "male", "approved", "refused", "returned"].contains(&text)
}

#[test]
fn other_programs_find_nothing_wrong() {
    let fonts = Fonts::liberation();
    for form in ALL {
        let blank = (form.blank)(&fonts).unwrap();
        told("qpdf", &["--check", "FILE"], &blank.pdf);
    }
    for paper in made(&|_| ()) {
        told("qpdf", &["--check", "FILE"], &paper.filled.pdf);
        let fonts = told("pdffonts", &["FILE"], &paper.filled.pdf);
        for line in fonts.lines().skip(2) {
            assert!(
                line.contains("yes yes yes"),
                "embedded, subset, with meaning: {line}"
            );
        }
    }
}

#[test]
fn lists_flow_over_sheets_with_their_headings() {
    for rows in [1, 300] {
        for paper in made(&|json| repeated(json, rows)) {
            opens(&paper.filled);
            places_are_apart(paper.id, &paper.filled);
            let text = told("pdftotext", &["-layout", "FILE", "-"], &paper.filled.pdf);
            let pages: Vec<&str> = text
                .split('\u{c}')
                .filter(|page| !page.trim().is_empty())
                .collect();
            assert_eq!(pages.len(), paper.filled.pages, "{}", paper.id);
            if headings(&text) == 0 {
                continue;
            }
            if rows == 1 {
                assert!(
                    paper.filled.pages <= 2,
                    "{}: {} pages",
                    paper.id,
                    paper.filled.pages
                );
                continue;
            }
            assert!(
                paper.filled.pages > 10,
                "{}: {} pages",
                paper.id,
                paper.filled.pages
            );
            for (index, page) in pages.iter().enumerate() {
                // the signatures may stand on a sheet of their own with the last row
                assert_eq!(
                    headings(page),
                    1,
                    "{}, page {}\n{page}",
                    paper.id,
                    index + 1
                );
                let number = page.lines().find(|line| !line.trim().is_empty()).unwrap();
                let is_number = number.trim() == (index + 1).to_string();
                assert_eq!(
                    is_number,
                    index > 0,
                    "{}, page {}: {number}",
                    paper.id,
                    index + 1
                );
            }
            assert!(
                paper.filled.pdf.len() < 2 << 20,
                "{}: {}",
                paper.id,
                paper.filled.pdf.len()
            );
        }
    }
}

/// How many lists begin here.
fn headings(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| *word == "STT")
        .count()
}

/// Every text replaced by another.
fn replaced(json: &mut Value, text: &str) {
    match json {
        Value::Array(list) => list.iter_mut().for_each(|value| replaced(value, text)),
        Value::Object(fields) => fields.values_mut().for_each(|value| replaced(value, text)),
        Value::String(old) => {
            let is_day = old.parse::<gov_ca_model::VietnamDay>().is_ok();
            if !is_day && !is_a_choice(old) {
                text.clone_into(old);
            }
        }
        _ => {}
    }
}

/// What is printed where, page by page: the middle of each word, so that neighbours do not touch.
fn printed(pdf: &[u8]) -> Vec<Vec<([f64; 4], String)>> {
    let boxes = told("pdftotext", &["-bbox", "FILE", "-"], pdf);
    let number = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let mut pages = Vec::new();
    for line in boxes.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push(Vec::new());
        } else if line.starts_with("<word ") {
            let [left, right] = ["xMin", "xMax"].map(|name| number(line, name));
            let [top, bottom] = ["yMin", "yMax"].map(|name| number(line, name));
            let quarter = (bottom - top) / 4.0;
            let area = [left + 0.5, top + quarter, right - 0.5, bottom - quarter];
            pages.last_mut().unwrap().push((area, line.to_owned()));
        }
    }
    pages
}

/// Nothing is printed over anything else, or beyond the edge.
fn nothing_overlaps(id: &str, filled: &Filled) {
    let pages = printed(&filled.pdf);
    assert_eq!(pages.len(), filled.pages, "{id}");
    for words in pages {
        for (index, (area, word)) in words.iter().enumerate() {
            assert!(area[0] > 80.0 && area[1] > 20.0, "{id}: {word}");
            for (other, beside) in &words[..index] {
                let apart = area[2] <= other[0]
                    || other[2] <= area[0]
                    || area[3] <= other[1]
                    || other[3] <= area[1];
                assert!(apart, "{id}: {word} over {beside}");
            }
        }
    }
}

#[test]
fn nothing_is_printed_over_anything_else() {
    let fonts = Fonts::liberation();
    for form in ALL {
        nothing_overlaps(form.id, &(form.blank)(&fonts).unwrap());
    }
    for rows in [1, 12] {
        for paper in made(&|json| repeated(json, rows)) {
            nothing_overlaps(paper.id, &paper.filled);
        }
    }
    let long =
        "Ủy ban nhân dân xã Nghiêng Ngửa nghieng.ngua_kho.khan@xanghiengngua.lachong.gov.vn ";
    for text in [long.repeat(3), "Nghiêng".repeat(20)] {
        for paper in made(&|json| replaced(json, &text)) {
            nothing_overlaps(paper.id, &paper.filled);
        }
    }
}

#[test]
fn a_request_that_could_not_be_read_again_is_refused() {
    let values = AgencyRevocation::default();
    let fill = |request: &str| {
        let filled_on = gov_ca_model::VietnamDay::new(2026, 1, 5);
        let mark = RequestMark { request, filled_on };
        AN_GIANG_03.fill(&values, mark, &Fonts::liberation())
    };
    for request in ["", "  ", &"x".repeat(257)] {
        assert!(matches!(fill(request), Err(FormError::Request { .. })));
    }
    for request in ["Yêu cầu (1)\\)>>", &"x".repeat(256)] {
        let stamp = request_of(&opens(&fill(request).unwrap())).unwrap();
        assert_eq!(stamp.request, request);
    }
}

#[test]
fn the_longest_values_are_wrapped_and_none_is_lost() {
    let word = "Nghiêng".repeat(60);
    let sentence = "Ủy ban nhân dân xã Nghiêng Ngửa thuộc vùng đặc biệt khó khăn ".repeat(40);
    let nothing = "\t\u{1}  ";
    for text in [
        &word,
        &sentence,
        nothing,
        "(\\)<>%/[]{}",
        "=1+1",
        "<script>",
        "𠀀 越 \u{202e}",
    ] {
        for paper in made(&|json| replaced(json, text)) {
            opens(&paper.filled);
            places_are_apart(paper.id, &paper.filled);
            if text == word || text == sentence {
                let copied = told("pdftotext", &["-raw", "FILE", "-"], &paper.filled.pdf);
                let longest =
                    copied.matches("Ngửa").count() + letters(&copied).matches("Nghiêng").count();
                assert!(longest > 60, "{}: {longest}", paper.id);
            }
        }
    }
}

#[test]
fn a_stamp_is_found_again_after_a_revision_is_appended() {
    for paper in made(&|_| ()) {
        let stamp = request_of(&opens(&paper.filled)).unwrap();
        assert_eq!(stamp.request, REQUEST);
        assert_eq!(stamp.form, paper.id);
        assert_eq!(stamp.digest, paper.digest);
        assert_eq!(stamp.original, paper.filled.sha256);
        // as a signature does it: the catalog is written again
        let appended = with_catalog(&paper.filled, |_| ());
        assert_eq!(request_of(&appended), Some(stamp));
    }
}

#[test]
fn a_stamp_is_found_again_after_leader_and_agency_have_signed() {
    let paper = made(&|_| ()).swap_remove(3);
    let signed = signed(&paper.filled.pdf, &[Who::Leader, Who::Agency]);
    let report = report(&signed);
    let verdicts = report.signatures.iter().map(|one| one.indication());
    assert!(verdicts.eq([Indication::TotalPassed, Indication::TotalPassed]));
    let stamp = request_of(&PdfFile::open(Arc::new(signed)).unwrap()).unwrap();
    assert_eq!(stamp.original, paper.filled.sha256);
    assert_eq!([stamp.request, stamp.form], [REQUEST, "nd68-01"]);
}

#[test]
fn a_stamp_that_was_changed_is_none() {
    let papers = made(&|_| ());
    let [one, other] = [&papers[0].filled, &papers[1].filled];
    let another = opens(other)
        .newest()
        .catalog()
        .unwrap()
        .get(b"PieceInfo")
        .unwrap()
        .clone();
    let exchanged = with_catalog(one, |catalog| {
        catalog.insert("PieceInfo", another);
    });
    assert_eq!(request_of(&exchanged), None);
    let removed = with_catalog(one, |catalog| {
        catalog.remove(b"PieceInfo");
    });
    assert_eq!(request_of(&removed), None);
    for wrong in [Object::Integer(1), Object::Null, Object::Array(Vec::new())] {
        let crafted = with_catalog(one, |catalog| {
            catalog.insert("PieceInfo", wrong);
        });
        assert_eq!(request_of(&crafted), None);
    }
}

/// One more revision, in which the catalog is another.
fn with_catalog(filled: &Filled, change: impl FnOnce(&mut pdf_revisions::Dict)) -> PdfFile {
    let file = opens(filled);
    let mut catalog = file.newest().catalog().unwrap();
    change(&mut catalog);
    let root = file.newest().trailer().reference(b"Root").unwrap();
    let mut update = Update::new(&file).unwrap();
    update.put(root, catalog).unwrap();
    let mut bytes = filled.pdf.clone();
    bytes.extend_from_slice(&update.finish().unwrap().tail);
    PdfFile::open(Arc::new(bytes)).unwrap()
}
