//! The archive around a workbook: which part is where (ECMA-376 Part 2).

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::rc::Rc;

use zip::ZipArchive;

use super::super::error::SheetError;
use super::super::limits::SheetLimits;
use super::part::{Node, Part, Unpacked};

/// An opened archive.
pub(super) struct Package<'b, 'l> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// By name in small letters, without `/` at the start: some programs write other letters than they refer to.
    names: HashMap<String, usize>,
    limits: &'l SheetLimits,
    unpacked: Rc<Unpacked>,
}

/// What the workbook says of its parts.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    /// Whether days are counted from 1904 on (older Excel for the Macintosh).
    pub(super) from_1904: bool,
}

/// One worksheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) path: String,
}

/// A reference from one part to another.
struct Relation {
    id: String,
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    path: String,
}

impl<'b, 'l> Package<'b, 'l> {
    pub(super) fn open(bytes: &'b [u8], limits: &'l SheetLimits) -> Result<Self, SheetError> {
        /// Ours: every file in an archive takes memory before any is read, and a workbook with pictures has some hundreds.
        const PARTS: usize = 10_000;
        // APPNOTE.TXT 4.3.12: how each entry of the directory begins
        let entries = bytes.windows(4).filter(|four| *four == b"PK\x01\x02");
        if entries.count() > PARTS {
            return Err(SheetError::Limit {
                what: "parts",
                limit: PARTS,
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| broken_archive(&error.to_string()))?;
        // a name that is no text is nobody's target
        let names = archive
            .file_names()
            .enumerate()
            .filter_map(|(at, name)| Some((key(&name.ok()?), at)));
        let names = names.collect();
        Ok(Self {
            names,
            archive,
            limits,
            unpacked: Rc::new(Unpacked::at_most(limits.unpacked)),
        })
    }

    /// One part, to be read.
    pub(super) fn part(&mut self, path: &str) -> Result<Part<'_>, SheetError> {
        let at = *self
            .names
            .get(&key(path))
            .ok_or_else(|| SheetError::Malformed {
                part: path.to_owned(),
                reason: "missing".to_owned(),
            })?;
        let file = self
            .archive
            .by_index(at)
            .map_err(|error| broken_archive(&error.to_string()))?;
        let source: Box<dyn Read + '_> = Box::new(file);
        Ok(Part::new(
            path.to_owned(),
            source,
            Rc::clone(&self.unpacked),
        ))
    }

    /// Where sheets, strings and styles are.
    pub(super) fn workbook(&mut self) -> Result<Workbook, SheetError> {
        let main = self
            .relations("_rels/.rels", "")
            .map_err(|_| SheetError::NotXlsx)?;
        let main = main
            .into_iter()
            .find(|relation| relation.kind == "officeDocument");
        let path = main.ok_or(SheetError::NotXlsx)?.path;
        if path.ends_with(".bin") {
            return Err(SheetError::NotXlsx);
        }
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let relations = self.relations(&format!("{folder}/_rels/{file}.rels"), folder)?;
        let of = |kind: &str| {
            relations
                .iter()
                .find(|one| one.kind == kind)
                .map(|one| one.path.clone())
        };
        let mut workbook = Workbook {
            strings: of("sharedStrings"),
            styles: of("styles"),
            ..Workbook::default()
        };
        self.sheets(&path, &relations, &mut workbook)?;
        Ok(workbook)
    }

    fn sheets(
        &mut self,
        path: &str,
        relations: &[Relation],
        workbook: &mut Workbook,
    ) -> Result<(), SheetError> {
        let limit = self.limits.sheets;
        let mut part = self.part(path)?;
        let mut seen = false;
        loop {
            let tag = match part.next()? {
                Node::Start(tag) => tag,
                Node::End(_) | Node::Text(_) => continue,
                Node::Finished if seen => return Ok(()),
                Node::Finished => return Err(SheetError::NotXlsx),
            };
            match tag.name() {
                "workbook" => seen = true,
                "workbookPr" => workbook.from_1904 = tag.is("date1904"),
                "sheet" => {
                    let id = tag.attribute("id").unwrap_or_default();
                    let relation = relations
                        .iter()
                        .find(|one| one.id == id && one.kind == "worksheet");
                    if let Some(relation) = relation {
                        workbook.sheets.push(Sheet {
                            name: tag.attribute("name").unwrap_or_default(),
                            hidden: tag
                                .attribute("state")
                                .is_some_and(|state| state != "visible"),
                            path: relation.path.clone(),
                        });
                    }
                    if workbook.sheets.len() > limit {
                        return Err(SheetError::Limit {
                            what: "sheets",
                            limit,
                        });
                    }
                }
                _ => {}
            }
        }
    }

    fn relations(&mut self, path: &str, folder: &str) -> Result<Vec<Relation>, SheetError> {
        /// Ours: a workbook has one for each sheet and a few more.
        const LIMIT: usize = 4096;
        let mut part = self.part(path)?;
        let mut relations = Vec::new();
        loop {
            match part.next()? {
                Node::Start(tag) if tag.name() == "Relationship" => {
                    let kind = tag.attribute("Type").unwrap_or_default();
                    let target = tag.attribute("Target").unwrap_or_default();
                    relations.push(Relation {
                        id: tag.attribute("Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        path: resolved(folder, &target),
                    });
                }
                Node::Finished => return Ok(relations),
                _ => {}
            }
            if relations.len() > LIMIT {
                return Err(part.broken("too many relations"));
            }
        }
    }
}

/// A target seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let (base, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut steps: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn key(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}

fn broken_archive(reason: &str) -> SheetError {
    SheetError::Malformed {
        part: "ZIP".to_owned(),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved() {
        assert_eq!(
            resolved("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl/a", "../b/./c.xml"), "xl/b/c.xml");
        assert_eq!(resolved("", "../../x"), "x");
    }
}
