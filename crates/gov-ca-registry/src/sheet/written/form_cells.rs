//! Cells of forms that hold more than one thing.

use gov_ca_model::{CertificateNumber, CitizenNumber, MobileNumber, VietnamDay};
use serde::Serialize;

use super::super::fault::Fault;
use super::super::table::Content;
use super::{Written, day, text};
use crate::names::plain;

/// A number of a person with the day and the place of issue, as in “Số CMTND/ Ngày cấp/ Nơi cấp” (An Giang Mẫu số 02). Day and place may
/// stand in columns of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentityPaper {
    /// The number.
    pub number: CitizenNumber,
    /// When it was issued.
    pub issued: Option<VietnamDay>,
    /// Who issued it.
    pub place: Option<String>,
}

impl Written for IdentityPaper {
    fn read(content: &Content) -> Result<Self, Fault> {
        let lines = Content::Text(content.shown().replace(['\r', '\n'], " ; "));
        let content = if content.as_text().is_some() {
            &lines
        } else {
            content
        };
        let text = text(content)?;
        let (number, rest) = number_first(&text);
        let (issued, place) = day_and_place(rest)?;
        Ok(Self {
            number: number.parse()?,
            issued,
            place,
        })
    }

    fn spelling(&self) -> String {
        self.number.to_string()
    }
}

/// The digits at the start, spaced or not, and what stands behind them. A day behind them has digits, too.
fn number_first(text: &str) -> (&str, &str) {
    let mut end = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        let digits = bare.len()
            - bare
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        let only_marks_behind = bare[digits..].chars().all(|c| matches!(c, ',' | ';' | '/'));
        let is_part = digits > 0 && day::of_text(bare).is_err() && (only_marks_behind || end == 0);
        if !is_part {
            break;
        }
        if digits < bare.len() {
            end += digits;
            break;
        }
        end += word.len();
    }
    text.split_at(end)
}

/// A day, if there is one, and what stands around it.
fn day_and_place(text: &str) -> Result<(Option<VietnamDay>, Option<String>), Fault> {
    let Some(start) = text.find(|c: char| c.is_ascii_digit()) else {
        return Ok((None, place(text)));
    };
    let after =
        text[start..].find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ' ')));
    let end = start + after.unwrap_or(text.len() - start);
    let written = text[start..end].trim_end_matches(['/', '-', '.', ' ']);
    let issued = day::of_text(written)?;
    let around = format!("{} {}", &text[..start], &text[end..]);
    Ok((Some(issued), place(&around)))
}

/// Without the words of the heading and the marks around.
fn place(text: &str) -> Option<String> {
    let mark =
        |c: char| matches!(c, ',' | ';' | '/' | ':' | '(' | ')' | '-' | '.') || c.is_whitespace();
    let mut words: Vec<&str> = text.split(mark).filter(|word| !word.is_empty()).collect();
    for heading in [["cap", "ngay"], ["ngay", "cap"], ["noi", "cap"]] {
        let at = words
            .windows(2)
            .position(|pair| plain(pair[0]) == heading[0] && plain(pair[1]) == heading[1]);
        if let Some(at) = at {
            words.drain(at..at + 2);
        }
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// The number of a certificate, for a SIM PKI with the telephone number that signs (NĐ 68/2024 form 04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CertificateAndPhone {
    /// The certificate.
    pub certificate: CertificateNumber,
    /// The telephone number.
    pub telephone: Option<MobileNumber>,
}

impl Written for CertificateAndPhone {
    fn read(content: &Content) -> Result<Self, Fault> {
        let text = text(content)?;
        let (certificate, telephone) = text.split_once(['/', ';', ',', '(']).unwrap_or((&text, ""));
        let telephone = telephone.trim_end_matches(')').trim();
        Ok(Self {
            certificate: certificate.parse()?,
            telephone: if telephone.is_empty() {
                None
            } else {
                Some(telephone.parse()?)
            },
        })
    }

    fn spelling(&self) -> String {
        self.certificate.to_string()
    }

    fn is_doubtful(content: &Content) -> bool {
        CertificateNumber::is_doubtful(content)
    }
}

/// The carrier of a SIM PKI, with `/cs` where a number in use is moved onto it (NĐ 68/2024 form 01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SimPki {
    /// The carrier's name.
    pub carrier: String,
    /// Whether a number in use is moved.
    pub keeps_number: bool,
}

impl Written for SimPki {
    fn read(content: &Content) -> Result<Self, Fault> {
        let text = text(content)?;
        let moved = text
            .rsplit_once('/')
            .filter(|(_, suffix)| suffix.trim().eq_ignore_ascii_case("cs"));
        let carrier = moved.map_or(text.as_str(), |(carrier, _)| carrier).trim();
        if carrier.is_empty() {
            return Err(Fault::Unknown {
                known: "tên nhà mạng, hoặc tên nhà mạng/cs",
            });
        }
        Ok(Self {
            carrier: carrier.to_owned(),
            keeps_number: moved.is_some(),
        })
    }

    fn spelling(&self) -> String {
        plain(&self.carrier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_in_one_cell() {
        let paper = |text: &str| IdentityPaper::read(&text.into());
        let whole = IdentityPaper {
            number: "351234567".parse().unwrap(),
            issued: Some(VietnamDay::new(2010, 2, 1)),
            place: Some("CA An Giang".to_owned()),
        };
        for text in [
            "351234567/ 01/02/2010/ CA An Giang",
            "351234567; 1/2/2010; CA An Giang",
            "351234567, ngày cấp: 01/02/2010, nơi cấp: CA An Giang",
            "351234567\n01/02/2010\nCA An Giang",
            "351234567 cấp ngày 01-02-2010, CA An Giang",
            "351234567 (01/02/2010, CA An Giang)",
        ] {
            assert_eq!(paper(text), Ok(whole.clone()), "{text}");
        }
        let bare = paper("001099123456").unwrap();
        assert_eq!((bare.issued, bare.place), (None, None));
        assert_eq!(
            paper("351234567/ 31/02/2010/ CA An Giang"),
            Err(Fault::NoSuchDay)
        );
        assert_eq!(
            paper("351234567/CA An Giang").unwrap().place.as_deref(),
            Some("CA An Giang")
        );
        assert!(matches!(
            paper("1099123456/ 01/02/2020"),
            Err(Fault::Number(_))
        ));
        assert_eq!(
            paper("001 099 123 456 01.02.2010").unwrap().number.as_str(),
            "001099123456"
        );
        assert_eq!(paper("351234567/01/02/2010/CA An Giang"), Ok(whole));
        assert!(matches!(paper("CA An Giang"), Err(Fault::Number(_))));
    }

    #[test]
    fn a_certificate_with_its_telephone() {
        let read = |text: &str| CertificateAndPhone::read(&text.into());
        assert_eq!(read("0a 1b").unwrap().telephone, None);
        for text in [
            "0A1B; 0912345678",
            "0A1B/0912345678",
            "0a1b (+84 912 345 678)",
        ] {
            let read = read(text).unwrap();
            assert_eq!(read.certificate.as_str(), "0A1B");
            assert_eq!(read.telephone.unwrap().as_str(), "0912345678");
        }
        assert!(read("0A1B; 12").is_err());
    }

    #[test]
    fn a_carrier_and_whether_the_number_moves() {
        let read = |text: &str| SimPki::read(&text.into()).unwrap();
        assert_eq!(
            read("Viettel/CS"),
            SimPki {
                carrier: "Viettel".into(),
                keeps_number: true
            }
        );
        assert_eq!(
            read("VNPT"),
            SimPki {
                carrier: "VNPT".into(),
                keeps_number: false
            }
        );
        assert!(SimPki::read(&"/cs".into()).is_err());
    }
}
