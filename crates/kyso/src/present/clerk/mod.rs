//! The page for the receiving clerk (văn thư): what to do, what to answer the sender, and for every signature the seven fields
//! that TT 15/2025/TT-BKHCN Điều 6 asks a checking program to show.
//!
//! One page: at most [`LINES`] lines of [`WIDTH`](super::lay::WIDTH) columns, in the register of `office-practice` §3.1. First the
//! result, then the reason, then what to do, last the ground. Technical words are in the detailed report.

mod answer;
mod conclusion;
mod data;
mod fact;
mod field;
mod heading;
mod reply;

use std::fmt::Write as _;

use jiff::Timestamp;
use pades_verify::DocumentReport;
use regulation_rules::facts::Role;
use signing_workflow::outgoing::Aftermath;
use signing_workflow::receive::Reception;

pub(crate) use data::data;
pub(crate) use reply::{Reply, reply};

use super::lay::hang;
use super::moment_in;
use crate::text::{Lang, words};

/// What a page of paper takes in 10 pt with its margins. Ours.
pub(crate) const LINES: usize = 60;

/// Everything a page tells.
pub(crate) struct Page<'a> {
    /// What arrived: the file, or the folder or package.
    pub(crate) name: &'a str,
    /// When it was looked at.
    pub(crate) at: Timestamp,
    /// Whether the network was not asked for what is missing.
    pub(crate) offline: bool,
    /// The files, the main document first.
    pub(crate) parts: Vec<Part<'a>>,
    /// What to do with it.
    pub(crate) reception: &'a Reception,
    /// How the document calls itself, where that is known.
    pub(crate) document: Document,
}

/// One file of it.
pub(crate) struct Part<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// What was found in it; `None` where it could not be read.
    pub(crate) report: Option<&'a DocumentReport>,
    /// Of each signature, in the order of the report.
    pub(crate) roles: &'a [Role],
    /// What became of it after it was signed here.
    pub(crate) aftermath: Option<&'a Aftermath>,
}

/// How a document calls itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// Number and symbol: `12/SNV-VP`.
    pub(crate) number: Option<String>,
    /// Its day as printed: `05/09/2026`.
    pub(crate) day: Option<String>,
    /// Who issued it.
    pub(crate) agency: Option<String>,
}

/// How much is told of each signature.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// A line for each of the seven fields.
    Full,
    /// The seven fields in as few lines as they take.
    Tight,
}

/// The page, with as much as it holds.
pub(crate) fn page(page: &Page<'_>, lang: Lang) -> String {
    let attempts = [
        (3, Room::Full),
        (1, Room::Full),
        (3, Room::Tight),
        (1, Room::Tight),
    ];
    let mut lines = Vec::new();
    for (facts, room) in attempts {
        lines = head(page, facts, lang);
        lines.extend(signatures(page, room, lang));
        if lines.len() <= LINES {
            break;
        }
    }
    cut(&mut lines, lang);
    let mut out = String::new();
    for line in lines {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// What does not fit is in the detailed report, and the page says so.
fn cut(lines: &mut Vec<String>, lang: Lang) {
    if lines.len() <= LINES {
        return;
    }
    lines.truncate(LINES - 1);
    let more = words(
        "… Trang không đủ chỗ cho các chữ ký số còn lại; xem báo cáo chi tiết: kyso verify --report detailed",
        "… the page has no room for the other signatures; see the detailed report: kyso verify --report detailed",
    );
    lines.push(more.in_lang(lang).to_owned());
}

fn head(page: &Page<'_>, facts: usize, lang: Lang) -> Vec<String> {
    let title = words(
        "KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ",
        "RESULT OF CHECKING DIGITAL SIGNATURES",
    );
    let at = moment_in(page.at, lang);
    let file = match page.parts.as_slice() {
        [_, _, ..] => words("Bộ văn bản: ", "Package: "),
        _ => words("Tệp: ", "File: "),
    };
    let mut lines = vec![title.in_lang(lang).to_owned()];
    lines.extend(hang(file.in_lang(lang), &fact::name(page.name)));
    let label = words("Thời điểm kiểm tra: ", "Checked at: ").in_lang(lang);
    lines.push(format!("{label}{at}"));
    for told in page.parts.iter().filter_map(|part| part.aftermath) {
        lines.extend(hang("", &super::aftermath::told(told, lang)));
    }
    lines.push(String::new());
    lines.extend(conclusion::told(page, facts, lang));
    lines
}

fn signatures(page: &Page<'_>, room: Room, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let several = page.parts.len() > 1;
    for part in &page.parts {
        let Some(report) = part.report else { continue };
        if several {
            lines.push(String::new());
            let label = words("TỆP: ", "FILE: ").in_lang(lang);
            lines.extend(hang(label, &fact::name(part.name)));
        }
        for one in ones(part, report, page.at) {
            if room == Room::Full || one.number == 1 && !several {
                lines.push(String::new());
            }
            lines.extend(heading::told(&one, lang));
            lines.extend(field::told(&one, room, lang));
        }
    }
    lines
}

/// The signatures of a file.
fn ones<'a>(
    part: &'a Part<'_>,
    report: &'a DocumentReport,
    at: Timestamp,
) -> impl Iterator<Item = field::One<'a>> {
    (0..)
        .zip(&report.signatures)
        .map(move |(index, signature)| field::One {
            number: index + 1,
            signature,
            role: part.roles.get(index).copied().unwrap_or_default(),
            report,
            at,
        })
}
