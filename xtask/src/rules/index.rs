//! The first page: every instrument with its counts, then every rule, sheet by sheet.

use regulation_rules::instruments::{READ, all};
use regulation_rules::law::Instrument;
use regulation_rules::{Lang, RuleEntry, SheetKind, coverage};

use super::words::{LANGS, both};
use super::{SITE, instrument_page};

const SHEETS: [SheetKind; 8] = [
    SheetKind::Signature,
    SheetKind::Certificate,
    SheetKind::Document,
    SheetKind::Package,
    SheetKind::Request,
    SheetKind::Device,
    SheetKind::Subscriber,
    SheetKind::Organisation,
];

pub(super) fn page(rules: &[RuleEntry]) -> String {
    let mut out = format!(
        "{}# Quy tắc pháp luật · Rules of law\n\n{} quy tắc, {} văn bản đã đọc, {} văn bản chưa đọc. Không phải tư vấn pháp luật; \
         bản tiếng Việt của văn bản là bản có giá trị.\n\n{} rules, {} instruments read, {} not read. Not legal advice; the Vietnamese \
         text of an instrument is the authoritative one.\n\n[Hình ảnh, vị trí chữ ký số · What signatures show](profiles.md)\n\n\
         [Trình tự ký số · Signing orders](orders.md)\n",
        SITE.mark(),
        rules.len(),
        READ.len(),
        unread().count(),
        rules.len(),
        READ.len(),
        unread().count()
    );
    out += &read(rules);
    out += &not_read();
    for sheet in SHEETS {
        out += &of_sheet(rules, sheet);
    }
    out
}

fn read(rules: &[RuleEntry]) -> String {
    let mut out = "\n## Văn bản · Instruments\n\n\
         | Văn bản · Instrument | Áp dụng · Force | Quy tắc · Rules | rule | manual | ours | out-of-scope | unread |\n\
         |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for file in coverage() {
        let Some(instrument) = READ.iter().find(|known| known.id == file.instrument) else {
            continue;
        };
        let count = rules
            .iter()
            .filter(|entry| entry.instrument().id == instrument.id)
            .count();
        let shares: Vec<String> = file
            .shares()
            .iter()
            .map(|(_, count)| count.to_string())
            .collect();
        out += &format!(
            "| [{}]({}/README.md) | {} | {count} | {} |\n",
            instrument.title.vi,
            instrument.id,
            instrument.force.text(Lang::Vi),
            shares.join(" | ")
        );
    }
    out
}

fn unread() -> impl Iterator<Item = &'static Instrument> {
    all().filter(|instrument| READ.iter().all(|read| read.id != instrument.id))
}

fn not_read() -> String {
    let mut out = "\n## Văn bản chưa đọc · Not read\n\nKhông có quy tắc nào dựa vào các văn bản này · No rule rests on these.\n\n".to_owned();
    for instrument in unread() {
        let (title, known) = (
            both(instrument.title),
            both(instrument_page::known(instrument.text)),
        );
        let end = instrument.force.first_day_without().is_some();
        let days = LANGS.map(|lang| instrument.force.text(lang)).join(" · ");
        let days = if end {
            format!("; {days}")
        } else {
            String::new()
        };
        out += &format!("- `{}`: {title}{days}; {known}\n", instrument.id);
    }
    out
}

fn of_sheet(rules: &[RuleEntry], sheet: SheetKind) -> String {
    let text = sheet.text();
    let mut out = format!(
        "\n## Đối tượng xét: {} · Sheet: {}\n\n| Quy tắc · Rule | Câu hỏi · Question | Căn cứ · Ground |\n|---|---|---|\n",
        text.vi, text.en
    );
    for entry in rules.iter().filter(|entry| entry.sheet == sheet) {
        let code = entry.meta.code;
        let places: Vec<String> = entry
            .meta
            .cites
            .iter()
            .map(|cited| cited.place(Lang::Vi))
            .collect();
        let asks = LANGS.map(|lang| entry.asks(lang)).join(" · ");
        out += &format!(
            "| [`{code}`]({code}.md) | {asks} | {} |\n",
            places.join("; ")
        );
    }
    out
}
