//! An order as a page that a lawyer can read: every step with who set it.

use core::fmt::Write;

use super::{Order, Step, all};
use crate::profiles::{Governed, Value};
use crate::{Lang, Text};

/// All orders of this program, one after the other.
pub fn page(lang: Lang) -> String {
    let told: Vec<String> = all().iter().map(|order| order.told(lang)).collect();
    told.join("\n")
}

const SUBJECT: Text = Text::new("Dùng cho", "For");
const GROUND: Text = Text::new("Căn cứ", "Ground");
const PRACTICE: Text = Text::new(
    "không văn bản nào đã đọc; chỉ khi người sử dụng chọn",
    "no text read; only where a person chooses it",
);
const NUMBERING: Text = Text::new("Số, ngày ban hành", "Number and date of issue");
const ATTACHMENTS: Text = Text::new(
    "Văn bản kèm theo, tệp riêng",
    "Attachments in files of their own",
);
const SAME_DAY: Text = Text::new("vào ngày ban hành", "on the day of issue");

impl Order {
    /// The order as lines of Markdown: step by step, and in brackets who set it.
    pub fn told(&self, lang: Lang) -> String {
        let mut page = format!("## {}\n\n{}\n\n", self.id, self.title.in_language(lang));
        let mut row = |label: Text, told: &str| {
            let _ = writeln!(page, "- {}: {told}", label.in_language(lang));
        };
        row(SUBJECT, self.subject.text().in_language(lang));
        let ground = match self.governed {
            Governed::Law(instrument) => instrument.title.in_language(lang),
            Governed::Practice => PRACTICE.in_language(lang),
            Governed::Office { name, .. } => name,
        };
        row(GROUND, ground);
        row(NUMBERING, &value(self.numbering, |it| it.text(), lang));
        row(ATTACHMENTS, &value(self.attachments, |it| it.text(), lang));
        page.push('\n');
        for (index, step) in self.steps.iter().enumerate() {
            let _ = writeln!(page, "{}. {}", index + 1, step.told(lang));
        }
        page
    }
}

impl Step {
    /// What is done, whose certificate signs, whether it must be.
    pub fn told(&self, lang: Lang) -> String {
        let mut told = format!(
            "{}: {}; {}",
            self.act.text().in_language(lang),
            value(self.class, |it| it.text(), lang),
            value(self.need, |it| it.text(), lang),
        );
        if let Some(set) = self.on_day_of_issue {
            let _ = write!(
                told,
                "; {} ({})",
                SAME_DAY.in_language(lang),
                set.text(lang)
            );
        }
        told
    }
}

fn value<T: Copy>(value: Value<T>, text: impl Fn(T) -> Text, lang: Lang) -> String {
    let told = text(value.value).in_language(lang).to_owned();
    format!("{told} ({})", value.set.text(lang))
}
