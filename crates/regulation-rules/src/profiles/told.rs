//! A profile as a page that a lawyer can read: every value with who set it.

use core::fmt::Write;

use gov_ca_model::VietnamDay;

use super::{Bounds, Governed, Lettering, Line, Pictures, Piece, Profile, Set, Size, Value, all};
use crate::facts::{InkColour, Millimetres};
use crate::{Lang, Text, text};

/// All profiles of this program, one after the other.
pub fn page(lang: Lang) -> String {
    let told: Vec<String> = all().iter().map(|profile| profile.told(lang)).collect();
    told.join("\n")
}

impl Profile {
    /// The profile as lines of Markdown: what is wanted, and in brackets who set it.
    pub fn told(&self, lang: Lang) -> String {
        let mut page = format!("## {}\n\n{}\n\n", self.id, self.title.in_language(lang));
        for (label, told) in self.rows(lang) {
            let _ = writeln!(page, "- {}: {told}", label.in_language(lang));
        }
        page
    }

    fn rows(&self, lang: Lang) -> Vec<(Text, String)> {
        let mut rows = vec![
            (PURPOSE, self.purpose.text().in_language(lang).to_owned()),
            (FORCE, self.force_told(lang)),
        ];
        let remark = self.remark.map(|it| it.in_language(lang).to_owned());
        rows.extend(remark.map(|it| (REMARK, it)));
        rows.push((CLASS, told(self.class, |it| it.text(), lang)));
        rows.extend(picture_rows(&self.pictures, lang));
        let bounds = |it: Value<Bounds>| behind(&bounds_text(it.value, lang), it.set, lang);
        rows.extend(self.bounds.map(|it| (BOUNDS, bounds(it))));
        let size = size_text(self.size.value, lang);
        rows.push((SIZE, behind(&size, self.size.set, lang)));
        let lines = lines_text(self.text.value, lang);
        rows.push((LINES, behind(&lines, self.text.set, lang)));
        rows.extend(
            self.lettering
                .iter()
                .flat_map(|it| lettering_rows(it, lang)),
        );
        rows.push((FRAME, behind(&self.frame_text(lang), self.frame.set, lang)));
        let place = self.placement.value.text(lang);
        rows.push((PLACE, behind(&place, self.placement.set, lang)));
        rows
    }

    /// Days and territory as read; an office's own law book may add to them.
    fn force_told(&self, lang: Lang) -> String {
        let said = match self.governed {
            Governed::Law(instrument) => {
                let place = instrument
                    .territory
                    .map_or(COUNTRY, |territory| territory.name);
                let title = instrument.title.in_language(lang);
                let force = instrument.force.text(lang);
                format!("{title}, {force}; {}", place.in_language(lang))
            }
            Governed::Practice => PRACTICE.in_language(lang).to_owned(),
            Governed::Office {
                name,
                from,
                until,
                province,
            } => office_told(name, from, until, province, lang),
        };
        let way = self.gives_way.map_or_else(String::new, |way| {
            format!("; {}", way.because.in_language(lang))
        });
        let bars: String = self
            .barred
            .iter()
            .map(|bar| format!("; {} {}", BARRED.in_language(lang), bar.by.text(lang)))
            .collect();
        format!("{said}{way}{bars}")
    }

    fn frame_text(&self, lang: Lang) -> String {
        match self.frame.value {
            None => Text::new("không", "none").in_language(lang).to_owned(),
            Some(frame) => {
                let colour = frame.colour.text().in_language(lang);
                match lang {
                    Lang::Vi => {
                        format!("hình chữ nhật, nét {}, màu {colour}", mm(frame.line, lang))
                    }
                    Lang::En => format!("a rectangle, {} line, {colour}", mm(frame.line, lang)),
                }
            }
        }
    }
}

fn office_told(
    name: &str,
    from: Option<VietnamDay>,
    until: Option<VietnamDay>,
    province: Option<&str>,
    lang: Lang,
) -> String {
    let mut said = vec![name.to_owned()];
    let labelled = |label: Text, it: String| format!("{} {it}", label.in_language(lang));
    said.extend(from.map(|it| labelled(FROM, text::day(it, lang))));
    said.extend(until.map(|it| labelled(TO, text::day(it.previous(), lang))));
    said.extend(province.map(str::to_owned));
    said.join("; ")
}

const FROM: Text = Text::new("từ", "since");
const TO: Text = Text::new("đến hết", "to the end of");
const PURPOSE: Text = Text::new("Dùng cho", "For");
const FORCE: Text = Text::new("Căn cứ, thời gian, địa bàn", "Ground, days, territory");
const REMARK: Text = Text::new("Lưu ý", "Note");
const CLASS: Text = Text::new("Chứng thư chữ ký số", "Certificate");
const SHOWN: Text = Text::new("Hình ảnh", "Pictures");
const SIGNATURE_INK: Text = Text::new("Màu chữ ký", "Colour of the signature");
const SEAL_INK: Text = Text::new("Màu con dấu", "Colour of the seal");
const FILE: Text = Text::new("Định dạng hình ảnh", "Format of pictures");
const BOUNDS: Text = Text::new("Khoảng kích thước", "Range of the size");
const SIZE: Text = Text::new("Kích thước", "Size");
const LINES: Text = Text::new("Dòng chữ", "Lines");
const FACE: Text = Text::new("Phông chữ", "Typeface");
const POINTS: Text = Text::new("Cỡ chữ", "Type size");
const STYLE: Text = Text::new("Kiểu chữ", "Type style");
const COLOUR: Text = Text::new("Màu chữ", "Type colour");
const ALIGN: Text = Text::new("Căn dòng", "Alignment");
const FRAME: Text = Text::new("Khung", "Frame");
const PLACE: Text = Text::new("Vị trí", "Place");
const COUNTRY: Text = Text::new("cả nước", "the whole country");
const PRACTICE: Text = Text::new(
    "thực tế, không văn bản nào đã đọc quy định",
    "practice; no text read sets it",
);
const BARRED: Text = Text::new("không dùng nơi áp dụng", "not where this applies:");

fn told<T: Copy>(value: Value<T>, name: impl Fn(T) -> Text, lang: Lang) -> String {
    behind(name(value.value).in_language(lang), value.set, lang)
}

fn behind(said: &str, set: Set, lang: Lang) -> String {
    format!("{said} ({})", set.text(lang))
}

fn picture_rows(pictures: &Pictures, lang: Lang) -> Vec<(Text, String)> {
    let mut rows = vec![(SHOWN, told(pictures.shown, |it| it.text(), lang))];
    let ink = |label, ink: Option<Value<InkColour>>| {
        ink.map(|ink| (label, told(ink, |it| it.text(), lang)))
    };
    rows.extend(ink(SIGNATURE_INK, pictures.signature_ink));
    rows.extend(ink(SEAL_INK, pictures.seal_ink));
    rows.extend(
        pictures
            .file
            .map(|file| (FILE, told(file, |it| it.text(), lang))),
    );
    rows
}

fn lettering_rows(it: &Lettering, lang: Lang) -> [(Text, String); 5] {
    [
        (FACE, told(it.face, |face| face.text(), lang)),
        (
            POINTS,
            behind(&it.size.value.to_string(), it.size.set, lang),
        ),
        (STYLE, told(it.style, |style| style.text(), lang)),
        (COLOUR, told(it.colour, |colour| colour.text(), lang)),
        (ALIGN, told(it.align, |align| align.text(), lang)),
    ]
}

fn mm(length: Millimetres, lang: Lang) -> String {
    format!("{} mm", text::decimal(length.get(), lang))
}

fn bounds_text(bounds: Bounds, lang: Lang) -> String {
    let range = |(from, to): (Millimetres, Millimetres)| {
        let number = |it: Millimetres| text::decimal(it.get(), lang);
        format!("{}–{} mm", number(from), number(to))
    };
    format!("{} × {}", range(bounds.width), range(bounds.height))
}

fn size_text(size: Size, lang: Lang) -> String {
    match size {
        Size::Registered => Text::new(
            "kích thước thực tế của con dấu, đã đăng ký",
            "the seal's real size, as registered",
        )
        .in_language(lang)
        .to_owned(),
        Size::Millimetres { width, height } => {
            format!("{} × {}", mm(width, lang), mm(height, lang))
        }
    }
}

fn lines_text(lines: &[Line], lang: Lang) -> String {
    if lines.is_empty() {
        return Text::new("không", "none").in_language(lang).to_owned();
    }
    let line =
        |pieces: &Line| -> String { pieces.iter().map(|it: &Piece| it.text(lang)).collect() };
    let lines: Vec<String> = lines.iter().map(line).collect();
    lines.join(" | ")
}
