//! Nghị định số 130/2018/NĐ-CP on digital signatures and their certification services.

pub mod authorised_person_not_entitled;
pub mod certificate_not_effective;
pub mod change_not_allowed;
pub mod device_returned_late;
pub mod dossier_not_confirmed;
pub mod key_not_of_listed_issuer;
pub mod key_not_under_sole_control;
pub mod locked_device_used_unrecovered;
pub mod made_without_effective_certificate;
pub mod parameters;
pub mod person_information_outdated;
pub mod person_not_entitled;
pub mod recipient_check_failed;
pub mod renewal_answered_late;
pub mod renewal_not_allowed;
pub mod title_outdated;

use gov_ca_model::{CertificateKind, VietnamDay};

use super::nd_68_2024::ND_68_2024;
use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Yield};

/// In force from 15/11/2018 and replaced as a whole on 10/04/2025; for government signatures it gave way to the later and
/// special decree on 15/08/2024. The day of replacement is known through a publisher's comparison; the closing article of
/// NĐ 23/2025 has not been read. No text read says that the later decree repealed it, so it is set aside, not ended.
pub static ND_130_2018: Instrument = Instrument {
    id: "nd-130-2018",
    number: Some("130/2018/NĐ-CP"),
    title: Text {
        vi: "Nghị định số 130/2018/NĐ-CP",
        en: "Decree No. 130/2018/NĐ-CP",
    },
    issued: Some(VietnamDay::new(2018, 9, 27)),
    force: Force::since(VietnamDay::new(2018, 11, 15)).until(VietnamDay::new(2025, 4, 10)),
    yields: &[Yield {
        to: &ND_68_2024,
        from: VietnamDay::new(2024, 8, 15),
        kind: CertificateKind::Government,
        because: Text {
            vi: "văn bản ban hành sau, quy định riêng về chữ ký số chuyên dùng công vụ",
            en: "the later text, made specially for government signatures",
        },
    }],
    source: "Điều 9 read in three full copies, among them the CA's own answer; coverage.toml says which articles; amended by NĐ 48/2024 from 09/05/2024, which has not been read; its last day is known through a comparison of NĐ 23/2025 with it",
    ..Instrument::usual(InstrumentKind::Decree)
};
