//! The labels of the pages, and how days and rules are written.

use gov_ca_model::VietnamDay;
use regulation_rules::{Lang, RuleEntry, Text};

pub(super) const LANGS: [Lang; 2] = [Lang::Vi, Lang::En];

pub(super) const FAILS: Text = Text::new("Khi không đạt", "When not fulfilled");
pub(super) const GROUNDS: Text = Text::new("Căn cứ", "Grounds");
pub(super) const READING: Text = Text::new("Mức độ đọc", "How well it is known");
pub(super) const SHEET: Text = Text::new("Đối tượng xét", "Sheet");
pub(super) const BASIS: Text = Text::new("Luật áp dụng tính theo", "The law is that of the");
pub(super) const DUTY: Text = Text::new("Nghĩa vụ", "Duty");
pub(super) const FORCE: Text = Text::new("Thời gian áp dụng", "Days of force");
pub(super) const TERRITORY: Text = Text::new("Địa bàn", "Territory");
pub(super) const SETS_ASIDE: Text = Text::new("Áp dụng thay cho", "Sets aside");
pub(super) const SET_ASIDE_BY: Text = Text::new("Nhường cho", "Set aside by");
pub(super) const SAME_QUESTION: Text = Text::new(
    "Cùng câu hỏi ở văn bản khác",
    "The same question in other texts",
);
pub(super) const HISTORY: Text = Text::new("Diễn biến", "History");
pub(super) const WHOLE_COUNTRY: Text = Text::new("cả nước", "the whole country");
pub(super) const EXAMPLE: Text = Text::new(
    "văn bản mẫu, chỉ áp dụng khi cơ quan khai báo",
    "an example that binds nobody until an operator adopts it",
);

/// A day as a reader of the language expects it.
pub(super) fn day(day: VietnamDay, lang: Lang) -> String {
    match lang {
        Lang::Vi => day.vietnamese(),
        Lang::En => day.to_string(),
    }
}

/// Both languages on one line.
pub(super) fn both(text: Text) -> String {
    format!("{} · {}", text.vi, text.en)
}

/// A link to the page of a rule, from a page in a folder of an instrument.
pub(super) fn link(code: &str) -> String {
    format!("[`{code}`](../{code}.md)")
}

/// The second half of a code.
pub(super) fn slug(entry: &RuleEntry) -> &'static str {
    let code = entry.meta.code;
    code.split_once('/').map_or(code, |(_, slug)| slug)
}

/// A text that may stand in a cell of a table.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
