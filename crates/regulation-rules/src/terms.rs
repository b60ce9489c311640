//! The terms of the law, which changed twice: a sentence uses those of the day that counts.

use gov_ca_model::VietnamDay;

use crate::{Dated, Entry, Lang, Text};

/// The words for the nouns of the law in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The signature.
    pub signature: Text,
    /// The certificate, in full.
    pub certificate_in_full: Text,
    /// The certificate, short: what sentences use.
    pub certificate: Text,
    /// The CA.
    pub authority: Text,
    /// Who manages subscribers.
    pub managing_side: Text,
    /// Who signs.
    pub signer: Text,
    /// The device that keeps the key.
    pub device: Text,
    /// The provincial department in charge. It was renamed in 2025; the day has not been read, so both names are given
    /// for the last period.
    pub department: Text,
    /// What is asked of the CA.
    pub request: Text,
}

const GOVERNMENT_SIGNATURE: &str = "government signature";
const GOVERNMENT_CERTIFICATE: &str = "government certificate";
const DEPARTMENT: Text = Text {
    vi: "Sở Thông tin và Truyền thông",
    en: "Department of Information and Communications",
};
const DEVICE: Text = Text {
    vi: "thiết bị lưu khóa bí mật",
    en: "key device",
};

static TERMS: Dated<Terms> = Dated::new(&[
    Entry {
        from: VietnamDay::new(1, 1, 1),
        value: Terms {
            signature: Text {
                vi: "chữ ký số (chuyên dùng)",
                en: GOVERNMENT_SIGNATURE,
            },
            certificate_in_full: Text {
                vi: "chứng thư số chuyên dùng",
                en: GOVERNMENT_CERTIFICATE,
            },
            certificate: Text {
                vi: "chứng thư số",
                en: "certificate",
            },
            authority: Text {
                vi: "tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng phục vụ các cơ quan thuộc hệ thống chính trị (Ban \
                     Cơ yếu Chính phủ)",
                en: "government CA (Government Cipher Committee)",
            },
            managing_side: Text {
                vi: "người quản lý thuê bao",
                en: "subscriber manager",
            },
            signer: Text {
                vi: "người ký",
                en: "signer",
            },
            device: DEVICE,
            department: DEPARTMENT,
            request: Text {
                vi: "đề nghị cấp, thu hồi",
                en: "request",
            },
        },
        cites: None,
    },
    Entry {
        from: VietnamDay::new(2018, 11, 15),
        value: Terms {
            signature: Text {
                vi: "chữ ký số chuyên dùng Chính phủ",
                en: GOVERNMENT_SIGNATURE,
            },
            certificate_in_full: Text {
                vi: "chứng thư số chuyên dùng Chính phủ",
                en: GOVERNMENT_CERTIFICATE,
            },
            certificate: Text {
                vi: "chứng thư số",
                en: "certificate",
            },
            authority: Text {
                vi: "tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ (Ban Cơ yếu Chính phủ)",
                en: "government CA (Government Cipher Committee)",
            },
            managing_side: Text {
                vi: "cơ quan, tổ chức quản lý trực tiếp",
                en: "directly managing body",
            },
            signer: Text {
                vi: "người ký",
                en: "signer",
            },
            device: DEVICE,
            department: DEPARTMENT,
            request: Text {
                vi: "đề nghị",
                en: "request",
            },
        },
        cites: None,
    },
    Entry {
        from: VietnamDay::new(2024, 8, 15),
        value: Terms {
            signature: Text {
                vi: "chữ ký số chuyên dùng công vụ",
                en: GOVERNMENT_SIGNATURE,
            },
            certificate_in_full: Text {
                vi: "chứng thư chữ ký số chuyên dùng công vụ",
                en: GOVERNMENT_CERTIFICATE,
            },
            certificate: Text {
                vi: "chứng thư chữ ký số",
                en: "certificate",
            },
            authority: Text {
                vi: "tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng công vụ (Cục Chứng thực số và Bảo mật thông tin, \
                     Ban Cơ yếu Chính phủ)",
                en: "government CA (Authority of Digital Certification and Information Security, Government Cipher Committee)",
            },
            managing_side: Text {
                vi: "cơ quan, tổ chức quản lý trực tiếp",
                en: "directly managing body",
            },
            signer: Text {
                vi: "chủ thể ký số",
                en: "signer",
            },
            device: DEVICE,
            department: Text {
                vi: "Sở Thông tin và Truyền thông (từ năm 2025: Sở Khoa học và Công nghệ)",
                en: "Department of Information and Communications (since 2025: of Science and Technology)",
            },
            request: Text {
                vi: "yêu cầu chứng thực",
                en: "certification request",
            },
        },
        cites: None,
    },
]);

/// The terms of the law on `day`.
///
/// # Panics
///
/// Never: the first period has no beginning.
pub fn at(day: VietnamDay) -> &'static Terms {
    TERMS
        .at(day)
        .expect("the first period begins with the calendar")
}

/// The terms of the law as read last.
pub fn latest() -> &'static Terms {
    at(VietnamDay::new(9999, 12, 31))
}

impl Terms {
    /// A sentence: it begins with a capital, also where a term stands first.
    pub(crate) fn sentence(&self, text: Text, lang: Lang) -> String {
        crate::text::capital(&self.fill(text, lang))
    }

    /// Fills `{certificate}` and `{signature}` in a text.
    pub fn fill(&self, text: Text, lang: Lang) -> String {
        let raw = text.in_language(lang);
        let raw = raw.replace("{certificate}", self.certificate.in_language(lang));
        raw.replace("{signature}", self.signature.in_language(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_change_on_the_days_of_the_decrees() {
        let signature = |y, m, d| at(VietnamDay::new(y, m, d)).signature.vi;
        assert_eq!(signature(2005, 1, 1), "chữ ký số (chuyên dùng)");
        assert_eq!(signature(2018, 11, 14), "chữ ký số (chuyên dùng)");
        assert_eq!(signature(2018, 11, 15), "chữ ký số chuyên dùng Chính phủ");
        assert_eq!(signature(2024, 8, 14), "chữ ký số chuyên dùng Chính phủ");
        assert_eq!(signature(2024, 8, 15), "chữ ký số chuyên dùng công vụ");
        assert_eq!(latest(), at(VietnamDay::new(2024, 8, 15)));
    }

    #[test]
    fn sentences_take_the_term_of_their_day() {
        let sentence = Text {
            vi: "{certificate} của {signature}",
            en: "{certificate} of a {signature}",
        };
        let before = at(VietnamDay::new(2024, 8, 14));
        assert_eq!(
            before.fill(sentence, Lang::Vi),
            "chứng thư số của chữ ký số chuyên dùng Chính phủ"
        );
        assert_eq!(
            latest().fill(sentence, Lang::Vi),
            "chứng thư chữ ký số của chữ ký số chuyên dùng công vụ"
        );
        assert_eq!(
            latest().fill(sentence, Lang::En),
            "certificate of a government signature"
        );
    }
}
