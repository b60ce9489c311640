//! Every PDF of the corpus: no panic, no hang, and every good one readable.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    missing_docs
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pdf_revisions::{FileSource, Object, PdfError, PdfFile, PdfString, Update, View};

/// Good rows whose signatures cannot be listed here, and why.
const EXCEPTIONS: [(&str, &str); 0] = [];

/// Words of `expected` that mean: the signature is as it was made.
const GOOD: [&str; 7] = [
    "INTACT",
    "INTACT_EXT",
    "VALID",
    "VALID_UNDER",
    "VALID_WITH_ITS_ROOT",
    "VALID_WITH_POE",
    "CHANGES_ALLOWED",
];

struct Row {
    path: String,
    word: String,
}

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("KYSO_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("corpus tests did not run: KYSO_CORPUS is not set");
    }
    folder
}

fn rows(folder: &Path) -> Vec<Row> {
    let table = std::fs::read_to_string(folder.join("pdf.tsv")).unwrap();
    let row = |line: &str| {
        let mut fields = line.split('\t');
        let (path, expected) = (fields.next().unwrap(), fields.next().unwrap());
        let word = expected
            .split([';', ':', ' ', '('])
            .next()
            .unwrap()
            .to_owned();
        Row {
            path: path.to_owned(),
            word,
        }
    };
    table.lines().skip(1).map(row).collect()
}

/// Opens the file, looks at it as of every revision, and counts signature values.
fn signatures(path: &Path) -> Result<usize, PdfError> {
    let file = PdfFile::open(Arc::new(FileSource::open(path)?))?;
    let mut start = 0;
    for revision in file.revisions() {
        assert_eq!(revision.range.start, start);
        assert!(revision.range.end > start && revision.range.end <= file.len());
        assert!(revision.ends_at(revision.range.end));
        start = revision.range.end;
        let view = file.at(revision.index);
        view.changed_references()?;
        view.catalog()?;
    }
    let view = file.newest();
    let _ = (file.version(), view.page(0), file.reading_anomalies());
    if std::env::var_os("KYSO_CORPUS_LIST").is_some() {
        for anomaly in file
            .anomalies()
            .iter()
            .copied()
            .chain(file.reading_anomalies())
        {
            println!(
                "  {:?} {anomaly}: {}",
                anomaly.kind.severity(),
                path.display()
            );
        }
    }
    let signed = view
        .signature_fields()?
        .into_iter()
        .filter_map(|field| field.value);
    Ok(signed.filter(|(_, dict)| has_contents(&view, dict)).count())
}

fn has_contents(view: &View<'_>, dict: &pdf_revisions::Dict) -> bool {
    matches!(view.value(dict, b"Contents"), Ok(Object::String(string)) if string.span.is_some())
}

#[test]
fn every_file_is_read_or_refused_and_good_ones_show_their_signatures() {
    let Some(folder) = corpus() else { return };
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut excepted = 0;
    for row in rows(&folder) {
        let started = std::time::Instant::now();
        let result = signatures(&folder.join(&row.path));
        assert!(
            started.elapsed().as_secs() < 10,
            "{} took {:?}",
            row.path,
            started.elapsed()
        );
        let count = counts.entry(row.word.clone()).or_default();
        match &result {
            Ok(_) => count.0 += 1,
            Err(_) => count.1 += 1,
        }
        let good = GOOD.contains(&row.word.as_str());
        let exception = EXCEPTIONS.iter().any(|(path, _)| *path == row.path);
        let as_expected = !good || matches!(result, Ok(1..));
        if exception {
            excepted += 1;
            assert!(
                !matches!(result, Ok(1..)),
                "{} works now: take it off the list",
                row.path
            );
        } else if !as_expected {
            wrong.push(format!("{} {}: {result:?}", row.word, row.path));
        }
        if std::env::var_os("KYSO_CORPUS_LIST").is_some() {
            println!(
                "{} {}: {}",
                row.word,
                row.path,
                result.map_or_else(|error| error.to_string(), |n| n.to_string())
            );
        }
    }
    for (word, (read, refused)) in counts {
        println!("{word}: {read} read, {refused} refused");
    }
    println!("{excepted} excepted");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is appended to a real file can be read again, and nothing earlier has changed.
#[test]
fn every_readable_file_can_be_extended() {
    let Some(folder) = corpus() else { return };
    let (mut extended, mut encrypted) = (0, 0);
    for row in rows(&folder) {
        let bytes: Arc<[u8]> = std::fs::read(folder.join(&row.path)).unwrap().into();
        let Ok(file) = PdfFile::open(Arc::new(Arc::clone(&bytes))) else {
            continue;
        };
        encrypted += u32::from(file.is_encrypted());
        let mut update = Update::new(&file).unwrap();
        let added = update.allocate().unwrap();
        update.put(added, PdfString::literal(*b"42")).unwrap();
        let appended = update
            .finish()
            .unwrap_or_else(|error| panic!("{}: {error}", row.path));
        let after = PdfFile::open(Arc::new([&bytes[..], &appended.tail].concat()));
        let after = after.unwrap_or_else(|error| panic!("{}: {error}", row.path));
        let read = after.newest().resolve(added).unwrap();
        let read = read.as_string().map(|string| string.bytes.as_slice());
        assert_eq!(read, Some(&b"42"[..]), "{}", row.path);
        assert_eq!(
            after.revisions().len(),
            file.revisions().len() + 1,
            "{}",
            row.path
        );
        for (before, now) in file.revisions().iter().zip(after.revisions()) {
            // Where the file did not end in a line end, the one added now counts to the revision before.
            let line_end = now.range.end - before.range.end;
            assert!(
                line_end <= 1 && now.ends_at(before.range.end),
                "{}",
                row.path
            );
            assert_eq!(
                (before.startxref, before.marker_end),
                (now.startxref, now.marker_end),
                "{}",
                row.path
            );
        }
        assert_eq!(
            after.newest().catalog().ok(),
            file.newest().catalog().ok(),
            "{}",
            row.path
        );
        extended += 1;
    }
    println!("{extended} extended, {encrypted} of them encrypted");
    assert!(encrypted > 0, "{encrypted}");
    assert!(extended > 200);
}
