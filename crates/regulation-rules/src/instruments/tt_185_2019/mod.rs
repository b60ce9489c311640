//! Thông tư số 185/2019/TT-BQP on the services of the government CA.

pub mod request_on_wrong_form;

use gov_ca_model::{CertificateKind, VietnamDay};

use super::nd_68_2024::ND_68_2024;
use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Known, Yield};

/// Of 04/12/2019; its first day has not been read. NĐ 68/2024 sets its own forms from 15/08/2024; no clause of repeal has been seen.
pub static TT_185_2019: Instrument = Instrument {
    id: "tt-185-2019",
    number: Some("185/2019/TT-BQP"),
    title: Text::new(
        "Thông tư số 185/2019/TT-BQP",
        "Circular No. 185/2019/TT-BQP",
    ),
    issued: Some(VietnamDay::new(2019, 12, 4)),
    force: Force::issued_on(VietnamDay::new(2019, 12, 4)),
    text: Known::Little,
    yields: &[Yield {
        to: &ND_68_2024,
        from: VietnamDay::new(2024, 8, 15),
        kind: CertificateKind::Government,
        because: Text::new(
            "nghị định ban hành sau có mẫu riêng; chưa thấy điều khoản bãi bỏ",
            "the later decree has forms of its own; no clause of repeal has been seen",
        ),
    }],
    source: "its articles and forms known through the regulation of Bình Định only",
    ..Instrument::usual(InstrumentKind::Circular)
};
