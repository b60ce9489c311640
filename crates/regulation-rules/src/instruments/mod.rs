//! The instruments and the register of rules. A rule that is not listed here is not asked; a test shows that every file is.

mod alike;
pub mod an_giang_39_2014;
pub mod binh_dinh_2021;
mod conditions;
pub mod luat_20_2023;
pub mod luat_51_2005;
pub mod nd_130_2018;
pub mod nd_26_2007;
pub mod nd_30_2020;
pub mod nd_68_2024;
pub mod qcvn_102_2016;
pub mod qcvn_102_2016_sd1_2022;
pub mod qd_20_2020;
mod register;
mod scope;
pub mod tay_ninh_2025;
pub mod tt_01_2019;
pub mod tt_15_2025;
pub mod tt_185_2019;
pub mod tt_41_2017;
pub mod unnamed_fragment;
pub mod unread;
pub mod vinh_phuc_25_2020;

pub use register::{
    CERTIFICATE_ISSUE, CERTIFICATE_STANDING, DEVICE, DOCUMENT, ORGANISATION, PACKAGE, REQUEST,
    SIGNATURE, SUBSCRIBER,
};

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Instrument, Merger, Territory};
use crate::rule::Reading;

/// Instruments that have rules, oldest first.
pub static READ: &[&Instrument] = &[
    &luat_51_2005::LUAT_51_2005,
    &nd_26_2007::ND_26_2007,
    &an_giang_39_2014::AN_GIANG_39_2014,
    &qcvn_102_2016::QCVN_102_2016,
    &tt_41_2017::TT_41_2017,
    &nd_130_2018::ND_130_2018,
    &tt_01_2019::TT_01_2019,
    &tt_185_2019::TT_185_2019,
    &nd_30_2020::ND_30_2020,
    &vinh_phuc_25_2020::VINH_PHUC_25_2020,
    &qd_20_2020::QD_20_2020,
    &binh_dinh_2021::BINH_DINH_2021,
    &unnamed_fragment::UNNAMED_FRAGMENT,
    &qcvn_102_2016_sd1_2022::QCVN_102_2016_SD1,
    &luat_20_2023::LUAT_20_2023,
    &nd_68_2024::ND_68_2024,
    &tt_15_2025::TT_15_2025,
    &tay_ninh_2025::TAY_NINH_2025,
];

/// Every instrument known here: with rules, or only by name.
pub fn all() -> impl Iterator<Item = &'static Instrument> {
    READ.iter().chain(unread::UNREAD).copied()
}

const READ_DAY: VietnamDay = VietnamDay::new(2026, 11, 21);

/// The texts read for these rules were read on this day.
pub(crate) const READ_ON: Reading = Reading::Verified { on: READ_DAY };

/// What was read of an article whose copy broke off.
pub(crate) const READ_IN_PART_ON: Reading = Reading::Part { on: READ_DAY };

/// What was read through another text.
pub(crate) const HEARD_ON: Reading = Reading::Secondary { on: READ_DAY };

/// The day on which provinces were merged: decided on 12/06/2025, in working order from this day (news of both days; the resolution itself
/// has not been read).
const MERGED_ON: VietnamDay = VietnamDay::new(2025, 7, 1);

/// An Giang before the merger with Kiên Giang, under the same name.
pub static AN_GIANG: Territory = Territory {
    id: "an-giang",
    name: Text::new("tỉnh An Giang", "An Giang province"),
    merged: Some(Merger {
        on: MERGED_ON,
        into: "an-giang",
    }),
};

/// Bình Định before it became part of Gia Lai.
pub static BINH_DINH: Territory = Territory {
    id: "binh-dinh",
    name: Text::new("tỉnh Bình Định", "Bình Định province"),
    merged: Some(Merger {
        on: MERGED_ON,
        into: "gia-lai",
    }),
};

/// Vĩnh Phúc before it became part of Phú Thọ.
pub static VINH_PHUC: Territory = Territory {
    id: "vinh-phuc",
    name: Text::new("tỉnh Vĩnh Phúc", "Vĩnh Phúc province"),
    merged: Some(Merger {
        on: MERGED_ON,
        into: "phu-tho",
    }),
};

/// Tây Ninh before the merger with Long An, under the same name.
pub static OLD_TAY_NINH: Territory = Territory {
    id: "tay-ninh",
    name: Text::new("tỉnh Tây Ninh", "Tây Ninh province"),
    merged: Some(Merger {
        on: MERGED_ON,
        into: "tay-ninh",
    }),
};

/// Tây Ninh since then.
pub static TAY_NINH: Territory = Territory {
    id: "tay-ninh",
    name: Text::new("tỉnh Tây Ninh", "Tây Ninh province"),
    merged: None,
};

/// The key words of provinces whose regulations are known here, read or not, and of those they became part of.
pub fn provinces() -> Vec<&'static str> {
    let mut known: Vec<&'static str> = Vec::new();
    for territory in all().filter_map(|instrument| instrument.territory) {
        for id in [
            Some(territory.id),
            territory.merged.map(|merger| merger.into),
        ]
        .into_iter()
        .flatten()
        {
            if !known.contains(&id) {
                known.push(id);
            }
        }
    }
    known
}
