//! Where a signature stands on the page.

use serde::{Deserialize, Serialize};

use crate::facts::values::macros::values;
use crate::facts::{Millimetres, Share};
use crate::{Lang, Text, text};

/// Where it stands. Lengths are measured on the page as it is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Placement {
    /// Centred between the line of the signer's title and the printed name.
    BetweenTitleAndName {
        /// The least distance from either line.
        clearance: Millimetres,
    },
    /// Over the left part of the authorised person's picture, centred on its height.
    OverLeftOfSignature {
        /// How much of the width of that picture is covered.
        share: Share,
    },
    /// In a corner of the first page.
    Corner {
        /// Which.
        corner: Corner,
        /// From the nearer side of the page.
        from_side: Millimetres,
        /// From the nearer of top and bottom.
        from_edge: Millimetres,
    },
    /// Over the beginning of a title: the annex's own, on its first page.
    OverTitle {
        /// How far it begins left of the title's first letter.
        left_of_title: Millimetres,
        /// How far it begins above the title's line.
        above_title: Millimetres,
    },
    /// After the end of the last line of the text.
    EndOfLastLine {
        /// The distance from the last letter.
        gap: Millimetres,
    },
    /// Across boxes of a layout.
    InBoxes {
        /// The first.
        from: LayoutBox,
        /// The last.
        to: LayoutBox,
        /// The least distance from what is printed around.
        clearance: Millimetres,
    },
    /// Filled into the blank of a box.
    FilledInto {
        /// Which.
        layout_box: LayoutBox,
        /// The distance from the word before it.
        gap: Millimetres,
    },
    /// A person says where.
    ForAPerson {
        /// The least distance from what is printed around.
        clearance: Millimetres,
    },
}

values! {
    /// A corner of the page.
    Corner {
        TopRight "top-right" "góc trên, bên phải" "top right corner";
        TopLeft "top-left" "góc trên, bên trái" "top left corner";
        BottomRight "bottom-right" "góc dưới, bên phải" "bottom right corner";
        BottomLeft "bottom-left" "góc dưới, bên trái" "bottom left corner";
    }
}

values! {
    /// A box (ô số) of a layout. Boxes of the same number are other things in other layouts.
    LayoutBox {
        Tt01Box7c "tt01-2011.7c" "ô số 7c của Phụ lục II Thông tư số 01/2011/TT-BNV" "box 7c of Annex II of Circular 01/2011/TT-BNV";
        Tt01Box8 "tt01-2011.8" "ô số 8 của Phụ lục II Thông tư số 01/2011/TT-BNV" "box 8 of Annex II of Circular 01/2011/TT-BNV";
        Nd30Box3 "nd30.3" "ô số 3 (số, ký hiệu) của Phụ lục I Nghị định số 30/2020/NĐ-CP" "box 3 (number and symbol) of Annex I of Decree 30/2020/NĐ-CP";
        Nd30Box4 "nd30.4" "ô số 4 (địa danh, thời gian) của Phụ lục I Nghị định số 30/2020/NĐ-CP" "box 4 (place and date) of Annex I of Decree 30/2020/NĐ-CP";
    }
}

impl Corner {
    /// The nearer edge.
    const fn edge(self) -> Text {
        match self {
            Self::TopRight | Self::TopLeft => Text::new("trên", "top"),
            Self::BottomRight | Self::BottomLeft => Text::new("dưới", "bottom"),
        }
    }
}

impl Placement {
    /// In a sentence, with its numbers.
    pub fn text(self, lang: Lang) -> String {
        let mut said = self.sentence().in_language(lang).to_owned();
        for (mark, words) in self.words() {
            said = said.replace(mark, words.in_language(lang));
        }
        for (key, length) in self.lengths() {
            let mark = format!("<{}>", key.trim_start_matches("placement."));
            said = said.replace(&mark, &format!("{} mm", text::decimal(length.get(), lang)));
        }
        if let Self::OverLeftOfSignature { share } = self {
            said = said.replace("<share>", &text::decimal(share.get(), lang));
        }
        said
    }

    /// With marks for its words and numbers.
    const fn sentence(self) -> Text {
        match self {
            Self::BetweenTitleAndName { .. } => Text::new(
                "ở giữa chức vụ và họ tên của người ký, cách mỗi dòng ít nhất <clearance>",
                "centred between the signer's title and name, at least <clearance> from each",
            ),
            Self::OverLeftOfSignature { .. } => Text::new(
                "trùm lên <share> chiều rộng hình ảnh chữ ký của người có thẩm quyền, về bên trái",
                "over the left <share> of the width of the authorised person's picture",
            ),
            Self::Corner { .. } => Text::new(
                "<corner>, trang đầu: cách mép bên <from_side>, cách mép <edge> <from_edge>",
                "<corner> of page 1: <from_side> from the side, <from_edge> from the <edge>",
            ),
            Self::OverTitle { .. } => Text::new(
                "phía trên, bên trái, trùm lên tên phụ lục: trước chữ đầu <left_of_title>, trên dòng tên <above_title>",
                "top left over the annex title: <left_of_title> before its first letter, <above_title> above its line",
            ),
            Self::EndOfLastLine { .. } => Text::new(
                "sau chữ cuối của dòng cuối, cách <gap>",
                "after the last letter of the last line, at <gap>",
            ),
            Self::InBoxes { .. } => Text::new(
                "tại <from> và <to>, cách chữ in ít nhất <clearance>",
                "in <from> and <to>, at least <clearance> from print",
            ),
            Self::FilledInto { .. } => Text::new(
                "điền vào <box>, cách chữ trước <gap>",
                "filled into <box>, <gap> from the word before",
            ),
            Self::ForAPerson { .. } => Text::new(
                "do người có trách nhiệm bố trí, cách chữ in ít nhất <clearance>",
                "where a person puts it, at least <clearance> from print",
            ),
        }
    }

    fn words(self) -> Vec<(&'static str, Text)> {
        match self {
            Self::Corner { corner, .. } => {
                vec![("<corner>", corner.text()), ("<edge>", corner.edge())]
            }
            Self::InBoxes { from, to, .. } => vec![("<from>", from.text()), ("<to>", to.text())],
            Self::FilledInto { layout_box, .. } => vec![("<box>", layout_box.text())],
            _ => Vec::new(),
        }
    }

    /// Its lengths by their keys.
    pub(super) fn lengths(self) -> Vec<(&'static str, Millimetres)> {
        match self {
            Self::BetweenTitleAndName { clearance }
            | Self::InBoxes { clearance, .. }
            | Self::ForAPerson { clearance } => vec![("placement.clearance", clearance)],
            Self::OverLeftOfSignature { .. } => Vec::new(),
            Self::Corner {
                from_side,
                from_edge,
                ..
            } => vec![
                ("placement.from_side", from_side),
                ("placement.from_edge", from_edge),
            ],
            Self::OverTitle {
                left_of_title,
                above_title,
            } => vec![
                ("placement.left_of_title", left_of_title),
                ("placement.above_title", above_title),
            ],
            Self::EndOfLastLine { gap } | Self::FilledInto { gap, .. } => {
                vec![("placement.gap", gap)]
            }
        }
    }
}
