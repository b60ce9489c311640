//! Title and name: quyền hạn, chức vụ, họ và tên của người ký (NĐ 30/2020 Phụ lục I, box 7).

use page_view::PageGeometry;
use serde::Serialize;

use super::row::{Placed, Row, area, around, middle, text};
use crate::roles::name::{Known, is_personal, without_degree};
use crate::roles::thresholds::{COLUMN, HEAD, TITLE_TO_NAME};

/// How the signer signs (NĐ 30/2020 Điều 13 and Phụ lục I).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Prefix {
    /// TM., thay mặt tập thể: on behalf of the body's members.
    Tm,
    /// KT., ký thay: the deputy for the head.
    Kt,
    /// TL., thừa lệnh: by order.
    Tl,
    /// TUQ., thừa ủy quyền: by delegation.
    Tuq,
    /// Q., quyền: acting.
    Q,
}

/// A printed title and the name below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SignerBlock {
    /// 0 for the first page.
    pub page: usize,
    /// The lines of the title, joined: “KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC”.
    pub title: String,
    /// How the signer signs, the last where several are printed.
    pub prefix: Option<Prefix>,
    /// The name, degree and rank taken off.
    pub name: Option<String>,
    /// Of the title, on the displayed page.
    pub(crate) title_area: [f64; 4],
    /// Of the name, where one is printed.
    #[serde(skip)]
    pub(crate) name_area: Option<[f64; 4]>,
    /// Of title and name; where no name is, down to where one may stand.
    pub(crate) area: [f64; 4],
}

const PREFIXES: [(&str, Prefix); 5] = [
    ("TM.", Prefix::Tm),
    ("KT.", Prefix::Kt),
    ("TL.", Prefix::Tl),
    ("TUQ.", Prefix::Tuq),
    ("Q.", Prefix::Q),
];

/// How printed titles begin. Ours; grows with what is met.
static TITLES: Known = Known::new(&[
    "CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "TỔNG GIÁM ĐỐC",
    "PHÓ TỔNG GIÁM ĐỐC",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "THỦ TƯỚNG",
    "PHÓ THỦ TƯỚNG",
    "CỤC TRƯỞNG",
    "PHÓ CỤC TRƯỞNG",
    "TỔNG CỤC TRƯỞNG",
    "PHÓ TỔNG CỤC TRƯỞNG",
    "VỤ TRƯỞNG",
    "PHÓ VỤ TRƯỞNG",
    "CHI CỤC TRƯỞNG",
    "PHÓ CHI CỤC TRƯỞNG",
    "CHÁNH VĂN PHÒNG",
    "PHÓ CHÁNH VĂN PHÒNG",
    "CHÁNH THANH TRA",
    "PHÓ CHÁNH THANH TRA",
    "TRƯỞNG PHÒNG",
    "PHÓ TRƯỞNG PHÒNG",
    "TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN",
    "HIỆU TRƯỞNG",
    "PHÓ HIỆU TRƯỞNG",
    "VIỆN TRƯỞNG",
    "PHÓ VIỆN TRƯỞNG",
    "CHÁNH ÁN",
    "PHÓ CHÁNH ÁN",
    "CHỦ NHIỆM",
    "PHÓ CHỦ NHIỆM",
    "TỔNG KIỂM TOÁN",
    "THỐNG ĐỐC",
    "PHÓ THỐNG ĐỐC",
    "BÍ THƯ",
    "PHÓ BÍ THƯ",
    "TỔNG THANH TRA",
    "TRƯỞNG ĐOÀN",
    "CHỈ HUY TRƯỞNG",
    "CHÍNH ỦY",
    "NGƯỜI ĐỨNG ĐẦU",
]);

/// How many times its size the next line of a title may be below.
const NEXT_LINE: f64 = 2.2;

/// The titles of a page.
pub(super) fn find(page: usize, geometry: &PageGeometry, rows: &[Row]) -> Vec<SignerBlock> {
    let columns: Vec<&[Placed]> = rows.iter().flat_map(Row::columns).collect();
    let mut blocks = Vec::new();
    let mut used: Vec<&[Placed]> = Vec::new();
    for column in &columns {
        if used.contains(column) || !is_title(&text(column)) {
            continue;
        }
        let lines = title_lines(column, &columns);
        used.extend(&lines);
        let block = block(page, &lines, &columns);
        if block.name.is_some() || stands_for_a_signer(geometry, &block) {
            blocks.push(block);
        }
    }
    blocks
}

/// Without a name, a title is one when it stands low on the right, as in the layout; heads of decisions name titles, too.
fn stands_for_a_signer(geometry: &PageGeometry, block: &SignerBlock) -> bool {
    let (width, height) = geometry.size();
    let [x, y] = middle(block.title_area);
    x > width / 2.0 && y < height * (1.0 - HEAD)
}

fn is_title(line: &str) -> bool {
    let capitals = !line.chars().any(char::is_lowercase);
    capitals && line.chars().count() <= 80 && (prefix(line).is_some() || TITLES.begin(line))
}

fn prefix(line: &str) -> Option<Prefix> {
    let known = PREFIXES.iter().find(|(word, _)| line.starts_with(word));
    known.map(|(_, prefix)| *prefix)
}

/// The first line and those right below it, all in capitals.
fn title_lines<'c>(first: &'c [Placed], columns: &[&'c [Placed]]) -> Vec<&'c [Placed]> {
    let mut lines = vec![first];
    while let Some(last) = lines.last().map(|line| area(line)) {
        let size = first.first().map_or(12.0, |word| word.size);
        let next = columns.iter().find(|column| {
            let here = area(column);
            let below = last[1] - here[1];
            let is_next = || {
                let line = text(column);
                let capitals = !line.chars().any(char::is_lowercase);
                capitals && (!is_personal(&line) || is_title(&line))
            };
            below > size * 0.5 && below < size * NEXT_LINE && is_below(last, here) && is_next()
        });
        match next {
            Some(next) => lines.push(next),
            None => break,
        }
    }
    lines
}

fn is_below(title: [f64; 4], other: [f64; 4]) -> bool {
    (middle(title)[0] - middle(other)[0]).abs() < COLUMN
}

fn block(page: usize, lines: &[&[Placed]], columns: &[&[Placed]]) -> SignerBlock {
    let texts: Vec<String> = lines.iter().map(|line| text(line)).collect();
    let areas = lines.iter().map(|line| area(line));
    let title_area = areas.reduce(around).unwrap_or_default();
    let printed = columns.iter().find(|column| {
        let here = area(column);
        let line = text(column);
        let below = title_area[1] - here[3];
        below > 0.0
            && below < TITLE_TO_NAME
            && is_below(title_area, here)
            && is_personal(without_degree(&line))
            && !is_title(&line)
    });
    let [x0, y0, x1, y1] = title_area;
    SignerBlock {
        page,
        title: texts.join(" "),
        prefix: texts.iter().rev().find_map(|line| prefix(line)),
        name_area: printed.map(|name| area(name)),
        name: printed.map(|name| without_degree(&text(name)).to_owned()),
        title_area,
        area: match printed {
            Some(name) => around(title_area, area(name)),
            None => [x0, y0 - TITLE_TO_NAME, x1, y1],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_in_capitals_and_known_or_marked() {
        for title in [
            "GIÁM ĐỐC",
            "KT. GIÁM ĐỐC",
            "TUQ. CHỦ TỊCH",
            "TM. ỦY BAN NHÂN DÂN",
            "Q. CỤC TRƯỞNG",
        ] {
            assert!(is_title(title), "{title}");
        }
        for other in [
            "Giám đốc",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "- Giám đốc, các Phó Giám đốc;",
            "QUYẾT ĐỊNH",
        ] {
            assert!(!is_title(other), "{other}");
        }
        assert_eq!(prefix("TUQ. CHỦ TỊCH"), Some(Prefix::Tuq));
        assert_eq!(prefix("TL. CHỦ TỊCH"), Some(Prefix::Tl));
    }
}
