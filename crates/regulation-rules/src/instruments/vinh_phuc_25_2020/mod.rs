//! The regulation of Vĩnh Phúc province on working together, attached to its Decision 25/2020.

pub mod application_figures_missing;
pub mod communes_missing_in_figures;
pub mod departments_report_missing;
pub mod focal_unit_missing;
pub mod loss_not_told_in_time;
pub mod yearly_report_and_plan_missing;

use gov_ca_model::VietnamDay;

use super::VINH_PHUC;
use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Known};

/// Of 11/06/2020; its first day is not in the copy read. The province was merged on 01/07/2025.
pub static VINH_PHUC_25_2020: Instrument = Instrument {
    id: "vinh-phuc-25-2020",
    number: Some("25/2020/QĐ-UBND"),
    title: Text::new(
        "Quyết định số 25/2020/QĐ-UBND của Ủy ban nhân dân tỉnh Vĩnh Phúc",
        "Decision No. 25/2020/QĐ-UBND of the People's Committee of Vĩnh Phúc province",
    ),
    attached: Some(Text::new(
        "Quy chế ban hành kèm theo Quyết định số 25/2020/QĐ-UBND của Ủy ban nhân dân tỉnh Vĩnh Phúc",
        "Regulation attached to Decision No. 25/2020/QĐ-UBND of the People's Committee of Vĩnh Phúc province",
    )),
    issued: Some(VietnamDay::new(2020, 6, 11)),
    force: Force::issued_on(VietnamDay::new(2020, 6, 11)),
    text: Known::Whole,
    territory: Some(&VINH_PHUC),
    // Điều 7(2)
    department: Some("Sở Thông tin và Truyền thông"),
    source: "the complete text of the regulation, read; the articles of the Decision itself were not at hand",
    ..Instrument::usual(InstrumentKind::ProvincialDecision)
};
