//! A plain letter as a PDF: what the office answers a sender, as a draft for it to number, date and sign.
//!
//! The parts stand where NĐ 30/2020 Phụ lục I puts them (head, addressee, text, signer on the right, recipients on the left). Margins are
//! within its ranges; sizes are those of the table of Phụ lục I, read second-hand; distances are ours. It knows no words: the caller
//! brings them. The same letter gives the same bytes.

mod page;

use signature_appearance::{AppearanceError, DrawnPages, Fonts};

use crate::sheets::{About, write};

/// What a letter says. An empty text leaves its place out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Above everything: that it is a draft.
    pub mark: String,
    /// The office that writes.
    pub agency: String,
    /// The line of the number, with room for it.
    pub number: String,
    /// What it is about: `V/v …`.
    pub about: String,
    /// The line of place and day, with room for it.
    pub place_and_date: String,
    /// To whom.
    pub addressee: String,
    /// The text.
    pub paragraphs: Vec<String>,
    /// Who signs: authority and title, then, below the room for the signature, the name.
    pub signer: [String; 2],
    /// `Nơi nhận:` and its lines.
    pub recipients: Vec<String>,
    /// What the file calls itself.
    pub title: String,
}

/// The letter as a PDF 1.7 file.
///
/// # Errors
/// What the drawing says. A letter that no font has is no error: a white square stands for it.
pub fn typeset(letter: &Letter, fonts: &Fonts<'_>) -> Result<Vec<u8>, AppearanceError> {
    let drawn = DrawnPages::draw(&page::set(letter, fonts), fonts)?;
    let about = About {
        title: &letter.title,
        ..About::default()
    };
    Ok(write(&drawn, &about))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use pdf_revisions::PdfFile;

    use super::*;

    fn letter(paragraphs: Vec<String>) -> Letter {
        Letter {
            mark: "DỰ THẢO".to_owned(),
            agency: "SỞ NỘI VỤ".to_owned(),
            number: "Số:        /".to_owned(),
            about: "V/v từ chối tiếp nhận văn bản".to_owned(),
            place_and_date: "Lạc Hồng, ngày    tháng    năm 2026".to_owned(),
            addressee: "Kính gửi: Ủy ban nhân dân tỉnh Lạc Hồng".to_owned(),
            paragraphs,
            signer: ["GIÁM ĐỐC".to_owned(), "Nguyễn Thị Ngọc Ánh".to_owned()],
            recipients: vec!["Nơi nhận:".to_owned(), "- Như trên;".to_owned()],
            title: "Trả lời “R04”".to_owned(),
        }
    }

    fn pages(letter: &Letter) -> usize {
        let bytes = typeset(letter, &Fonts::liberation()).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7\n"));
        assert_eq!(
            bytes,
            typeset(letter, &Fonts::liberation()).unwrap(),
            "the same bytes"
        );
        let file = PdfFile::open(Arc::new(bytes)).unwrap();
        assert!(file.anomalies().is_empty(), "{:?}", file.anomalies());
        file.newest().pages().unwrap().len()
    }

    #[test]
    fn a_short_letter_is_one_page_and_a_long_one_flows_over() {
        assert_eq!(pages(&letter(vec!["Từ chối tiếp nhận.".to_owned()])), 1);
        let long = "Nội dung văn bản đã thay đổi sau khi ký số. ".repeat(200);
        let long = pages(&letter(vec![long]));
        assert!((3..8).contains(&long), "{long}");
        assert_eq!(pages(&Letter::default()), 1);
    }

    #[test]
    fn no_word_is_lost() {
        let text = "Nội dung văn bản đã thay đổi sau khi ký số. ".repeat(60);
        let letter = letter(vec![text.clone(), "Đề nghị gửi lại.".to_owned()]);
        let fonts = Fonts::liberation();
        let mut lines = Vec::new();
        for page in page::set(&letter, &fonts) {
            let drawn = page.draw(&fonts).unwrap();
            assert!(drawn.missing().is_empty());
            lines.extend(drawn.lines().to_vec());
        }
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = plain(&lines.join(" "));
        let [office, name] = &letter.signer;
        let head = [&letter.mark, &letter.agency, &letter.number, &letter.about];
        let rest = [
            &letter.place_and_date,
            &letter.addressee,
            &text,
            office,
            name,
        ];
        for text in head.into_iter().chain(rest).chain(&letter.recipients) {
            assert!(shown.contains(&plain(text)), "{text}");
        }
    }

    #[test]
    fn a_word_wider_than_the_page_is_broken() {
        assert_eq!(pages(&letter(vec!["W".repeat(400)])), 1);
        assert_eq!(
            pages(&Letter {
                agency: "Ủ".repeat(300),
                about: "x".repeat(300),
                ..letter(Vec::new())
            }),
            1
        );
    }
}
