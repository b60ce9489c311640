//! What a report of anybody is asked before it is believed.

use std::collections::BTreeSet;

use super::Figures;
use super::figures::counted;
use super::file::{Content, FileFault, LARGEST, Named, Row};
use super::tree::key;

/// More bodies than any province has; nor are there more remarks, sources, conflicts. Ours.
const MANY: usize = 50_000;
/// More levels than any administration has: no row stands deeper. Ours.
const DEEPEST: usize = 32;
/// Longer than any name or remark that was seen, in bytes. Ours.
const LONGEST: usize = 4_000;
/// A code of QĐ 20/2020/QĐ-TTg is shorter.
const LONGEST_CODE: usize = 35;

impl Content {
    pub(super) fn check(&self) -> Result<(), FileFault> {
        let known = counted();
        if self.rows.is_empty() {
            return Err(impossible("rows".to_owned(), "none"));
        }
        self.is_bounded()?;
        for (index, row) in self.rows.iter().enumerate() {
            row.check(index, &known, &format!("rows[{index}]"))?;
        }
        self.is_a_tree()?;
        if self.rows.first().map(|row| &row.body) != Some(&self.about.body) {
            return Err(impossible(
                "rows[0].body".to_owned(),
                "another body than the report is about",
            ));
        }
        self.about_is_plain()?;
        self.words_are_plain(&known)?;
        possible(&self.totals, &known, "totals")?;
        self.adds_up()
    }

    fn is_bounded(&self) -> Result<(), FileFault> {
        let counts = [
            ("rows", self.rows.len()),
            ("remarks", self.remarks.len()),
            ("stated", self.stated.len()),
            ("sources", self.sources.len()),
            ("conflicts", self.conflicts.len()),
        ];
        match counts.into_iter().find(|(_, count)| *count > MANY) {
            Some((place, _)) => Err(impossible(place.to_owned(), "too many")),
            None => Ok(()),
        }
    }

    /// No row is too deep, no body has two; all keys together are no longer than a file.
    fn is_a_tree(&self) -> Result<(), FileFault> {
        let mut depths: Vec<usize> = Vec::new();
        let mut keys: Vec<String> = Vec::new();
        let mut length = 0;
        for (index, row) in self.rows.iter().enumerate() {
            let above = |place: usize| (depths.get(place), keys.get(place));
            let (depth, above) = row.above.map_or((None, None), above);
            let depth = depth.map_or(0, |above| above + 1);
            let key = key(&row.body, above.map(String::as_str));
            length += key.len();
            if depth > DEEPEST || length > LARGEST {
                return Err(impossible(format!("rows[{index}].above"), "too deep"));
            }
            depths.push(depth);
            keys.push(key);
        }
        let mut named = BTreeSet::new();
        match keys.iter().position(|key| !named.insert(key)) {
            Some(index) => Err(impossible(
                format!("rows[{index}]"),
                "a body that has a row already",
            )),
            None => Ok(()),
        }
    }

    fn about_is_plain(&self) -> Result<(), FileFault> {
        let about = &self.about;
        about.from.check("about.from")?;
        for text in [&about.template, &about.made_by, &about.program] {
            plain(text, "about")?;
        }
        Ok(())
    }

    fn words_are_plain(&self, known: &[String]) -> Result<(), FileFault> {
        for (index, remark) in self.remarks.iter().enumerate() {
            let place = format!("remarks[{index}]");
            if remark.row >= self.rows.len() {
                return Err(impossible(place, "of no row"));
            }
            // somebody may have written lines
            for line in remark.text.split('\n') {
                plain(line, &place)?;
            }
            if remark.text.len() > LONGEST {
                return Err(impossible(place, "too long"));
            }
        }
        for (index, source) in self.sources.iter().enumerate() {
            let place = format!("sources[{index}]");
            source.body.check(&place)?;
            plain(&source.sha256, &place)?;
        }
        for (index, conflict) in self.conflicts.iter().enumerate() {
            let place = format!("conflicts[{index}]");
            let bodies = [&conflict.body, &conflict.counted];
            for body in bodies.into_iter().chain(&conflict.left_out) {
                body.check(&place)?;
            }
            are_known(&conflict.figures, known, &place)?;
        }
        are_known(&self.stated, known, "stated")
    }

    /// The rows give the totals, each class for itself.
    fn adds_up(&self) -> Result<(), FileFault> {
        let mut sum = Figures::default();
        for row in &self.rows {
            sum.add_all(&row.figures);
        }
        if sum == self.totals {
            return Ok(());
        }
        let names = sum.iter().chain(self.totals.iter());
        for (what, _) in names {
            let (rows, told) = (sum.of(what), self.totals.of(what));
            if rows != told {
                return Err(FileFault::Sum {
                    what: what.to_owned(),
                    rows: rows.all(),
                    told: told.all(),
                });
            }
        }
        Err(impossible("totals".to_owned(), "a figure that no row has"))
    }
}

impl Row {
    fn check(&self, index: usize, known: &[String], place: &str) -> Result<(), FileFault> {
        let follows = match self.above {
            None => index == 0,
            Some(above) => above < index,
        };
        if !follows {
            return Err(impossible(
                format!("{place}.above"),
                "a row that does not come before it",
            ));
        }
        self.body.check(&format!("{place}.body"))?;
        possible(&self.figures, known, &format!("{place}.figures"))
    }
}

impl Named {
    fn check(&self, place: &str) -> Result<(), FileFault> {
        let code = self.code.as_deref().unwrap_or_default();
        if self.name.trim().is_empty() || code.len() > LONGEST_CODE {
            return Err(impossible(place.to_owned(), "no name, or a code too long"));
        }
        plain(&self.name, place)?;
        plain(code, place)
    }
}

/// Figures that are known, none greater than any count.
fn possible(figures: &Figures, known: &[String], place: &str) -> Result<(), FileFault> {
    for (what, counts) in figures.iter() {
        if !is_known(what, known) {
            return Err(impossible(place.to_owned(), "a figure that is not known"));
        }
        if !counts.is_possible() {
            return Err(impossible(
                format!("{place}.{what}"),
                "greater than any count",
            ));
        }
    }
    Ok(())
}

fn are_known(names: &[String], known: &[String], place: &str) -> Result<(), FileFault> {
    let all = names.len() <= MANY && names.iter().all(|what| is_known(what, known));
    all.then_some(())
        .ok_or_else(|| impossible(place.to_owned(), "a figure that is not known"))
}

fn is_known(what: &str, known: &[String]) -> bool {
    let found = known.binary_search_by(|one| one.as_str().cmp(what));
    found.is_ok()
}

/// A text that a terminal and a paper show as it is, and not too much of it.
fn plain(text: &str, place: &str) -> Result<(), FileFault> {
    if text.len() > LONGEST {
        return Err(impossible(place.to_owned(), "too long"));
    }
    match text.chars().any(is_unseen) {
        true => Err(impossible(place.to_owned(), "a control character")),
        false => Ok(()),
    }
}

/// Controls of terminals, and those that turn the direction of what follows (UAX #9 §2).
pub(super) fn is_unseen(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn impossible(place: String, what: &'static str) -> FileFault {
    FileFault::Impossible { place, what }
}
