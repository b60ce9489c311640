//! Instruments known to have been in force and not read, or not far enough. No rule may rest on what was not read; a report names them
//! instead of keeping silent.

use gov_ca_model::{CertificateKind, VietnamDay};

use super::{
    BINH_DINH, OLD_TAY_NINH, nd_26_2007, nd_68_2024::ND_68_2024, nd_130_2018, tt_01_2019,
    tt_185_2019,
};
use crate::Text;
use crate::law::{End, Force, Instrument, InstrumentKind, Known, Start, Yield};
use crate::register::SheetKind;

/// All of which nothing was read, or a few places that no rule rests on.
pub static UNREAD: &[&Instrument] = &[
    &TAY_NINH_07_2016,
    &BINH_DINH_13_2017,
    &BINH_DINH_71_2020,
    &BINH_DINH_5114_2020,
    &ND_64_2007,
    &ND_72_2013,
    &ND_01_2013,
    &ND_106_2011,
    &ND_170_2013,
    &TTLT_55_2005,
    &TT_01_2011,
    &TT_05_2010,
    &ND_42_2022,
    &LUAT_86_2015,
    &QD_28_2018,
    &LUAT_BVBMNN_2018,
    &TT_08_2016,
    &ND_48_2024,
    &ND_23_2025,
    &QD_09_2025,
    &LUAT_BVDLCN_2025,
];

/// The instruments that may say something about such a sheet and have not been read, or only in a few places.
pub(crate) fn concerning(kind: SheetKind) -> impl Iterator<Item = &'static Instrument> {
    use SheetKind::{
        Certificate, Device, Document, Organisation, Package, Request, Signature, Subscriber,
    };
    let instruments = match kind {
        Signature => ON_SIGNATURES,
        Certificate | Request | Device | Subscriber | Organisation => ON_THE_REGISTER,
        Document => ON_DOCUMENTS,
        Package => ON_PACKAGES,
    };
    instruments.iter().copied()
}

static ON_SIGNATURES: &[&Instrument] = &[
    &nd_26_2007::ND_26_2007,
    &ND_48_2024,
    &ND_23_2025,
    &TAY_NINH_07_2016,
    &BINH_DINH_13_2017,
];
static ON_THE_REGISTER: &[&Instrument] = &[
    &nd_26_2007::ND_26_2007,
    &TT_05_2010,
    &TT_08_2016,
    &tt_185_2019::TT_185_2019,
    &ND_48_2024,
    &TAY_NINH_07_2016,
    &BINH_DINH_13_2017,
];
static ON_DOCUMENTS: &[&Instrument] = &[
    &TT_01_2011,
    &tt_01_2019::TT_01_2019,
    &BINH_DINH_71_2020,
    &TAY_NINH_07_2016,
    &BINH_DINH_13_2017,
];
static ON_PACKAGES: &[&Instrument] = &[
    &QD_28_2018,
    &BINH_DINH_71_2020,
    &TAY_NINH_07_2016,
    &BINH_DINH_13_2017,
];

const fn unread(kind: InstrumentKind) -> Instrument {
    Instrument {
        text: Known::Nothing,
        ..Instrument::usual(kind)
    }
}

/// Since some day that was not read, this one at the earliest; still in force as far as is known.
const fn since_some_day_from(issued: VietnamDay) -> Force {
    Force {
        start: Start::Unknown {
            issued: Some(issued),
        },
        end: End::Unknown,
    }
}

/// The same of a text known by the year in its number or name only.
const fn since_some_day_of(year: i16) -> Force {
    since_some_day_from(VietnamDay::new(year, 1, 1))
}

/// The forms of NĐ 68/2024 took the place of those of the circulars before it.
const TO_THE_FORMS_OF_2024: Yield = Yield {
    to: &ND_68_2024,
    from: VietnamDay::new(2024, 8, 15),
    kind: CertificateKind::Government,
    because: Text::new(
        "nghị định ban hành sau có mẫu riêng; chưa thấy điều khoản bãi bỏ",
        "the later decree has forms of its own; no clause of repeal has been seen",
    ),
};

/// What the Decision of 2025 replaces in Tây Ninh; its own first day has not been read.
pub static TAY_NINH_07_2016: Instrument = Instrument {
    id: "tay-ninh-07-2016",
    number: Some("07/2016/QĐ-UBND"),
    title: Text::new(
        "Quyết định số 07/2016/QĐ-UBND của Ủy ban nhân dân tỉnh Tây Ninh",
        "Decision No. 07/2016/QĐ-UBND of the People's Committee of Tây Ninh province",
    ),
    issued: Some(VietnamDay::new(2016, 3, 9)),
    force: Force::issued_on(VietnamDay::new(2016, 3, 9)).until(VietnamDay::new(2025, 12, 1)),
    territory: Some(&OLD_TAY_NINH),
    source: "named in Điều 3 of the Decision of Tây Ninh province of November 2025, which replaces it",
    ..unread(InstrumentKind::ProvincialDecision)
};

/// What the Decision of 2021 replaces in Bình Định.
pub static BINH_DINH_13_2017: Instrument = Instrument {
    id: "binh-dinh-13-2017",
    number: Some("13/2017/QĐ-UBND"),
    title: Text::new(
        "Quyết định số 13/2017/QĐ-UBND của Ủy ban nhân dân tỉnh Bình Định",
        "Decision No. 13/2017/QĐ-UBND of the People's Committee of Bình Định province",
    ),
    issued: Some(VietnamDay::new(2017, 3, 29)),
    force: since_some_day_from(VietnamDay::new(2017, 3, 29)),
    territory: Some(&BINH_DINH),
    source: "named in Điều 3 of the Decision of Bình Định province of 2021, which replaces it on a day left blank",
    ..unread(InstrumentKind::ProvincialDecision)
};

/// Records work in Bình Định: place, picture, layout and checking of signatures.
pub static BINH_DINH_71_2020: Instrument = Instrument {
    id: "binh-dinh-71-2020",
    number: Some("71/2020/QĐ-UBND"),
    title: Text::new(
        "Quyết định số 71/2020/QĐ-UBND của Ủy ban nhân dân tỉnh Bình Định",
        "Decision No. 71/2020/QĐ-UBND of the People's Committee of Bình Định province",
    ),
    issued: Some(VietnamDay::new(2020, 11, 9)),
    force: since_some_day_from(VietnamDay::new(2020, 11, 9)),
    territory: Some(&BINH_DINH),
    source: "named in khoản 2 Điều 9 of the regulation of Bình Định: place, picture, layout and checking of signatures",
    ..unread(InstrumentKind::ProvincialDecision)
};

/// The delegation that the regulation of Bình Định names.
pub static BINH_DINH_5114_2020: Instrument = Instrument {
    id: "binh-dinh-5114-2020",
    number: Some("5114/QĐ-UBND"),
    title: Text::new(
        "Quyết định số 5114/QĐ-UBND của Chủ tịch Ủy ban nhân dân tỉnh Bình Định",
        "Decision No. 5114/QĐ-UBND of the chairman of the People's Committee of Bình Định province",
    ),
    issued: Some(VietnamDay::new(2020, 12, 15)),
    force: since_some_day_from(VietnamDay::new(2020, 12, 15)),
    territory: Some(&BINH_DINH),
    source: "named in Điều 3 of the regulation of Bình Định as the delegation",
    ..unread(InstrumentKind::ProvincialDecision)
};

/// Information technology in state agencies.
pub static ND_64_2007: Instrument = Instrument {
    id: "nd-64-2007",
    number: Some("64/2007/NĐ-CP"),
    title: Text::new("Nghị định số 64/2007/NĐ-CP", "Decree No. 64/2007/NĐ-CP"),
    issued: Some(VietnamDay::new(2007, 4, 10)),
    force: since_some_day_from(VietnamDay::new(2007, 4, 10)),
    source: "named in Điều 3(15) and 4(3) of the regulation of An Giang (its Điều 3 and 35)",
    ..unread(InstrumentKind::Decree)
};

/// Internet services and information on the network.
pub static ND_72_2013: Instrument = Instrument {
    id: "nd-72-2013",
    number: Some("72/2013/NĐ-CP"),
    title: Text::new("Nghị định số 72/2013/NĐ-CP", "Decree No. 72/2013/NĐ-CP"),
    issued: Some(VietnamDay::new(2013, 7, 15)),
    force: since_some_day_from(VietnamDay::new(2013, 7, 15)),
    source: "named in Điều 3(16) of the regulation of An Giang for a definition",
    ..unread(InstrumentKind::Decree)
};

/// Archives, with a chapter on electronic documents.
pub static ND_01_2013: Instrument = Instrument {
    id: "nd-01-2013",
    number: Some("01/2013/NĐ-CP"),
    title: Text::new("Nghị định số 01/2013/NĐ-CP", "Decree No. 01/2013/NĐ-CP"),
    issued: Some(VietnamDay::new(2013, 1, 3)),
    force: since_some_day_from(VietnamDay::new(2013, 1, 3)),
    source: "named in Điều 5 of the regulation of An Giang (its chapter 2 on electronic archives)",
    ..unread(InstrumentKind::Decree)
};

/// Amends NĐ 26/2007.
pub static ND_106_2011: Instrument = Instrument {
    id: "nd-106-2011",
    number: Some("106/2011/NĐ-CP"),
    title: Text::new("Nghị định số 106/2011/NĐ-CP", "Decree No. 106/2011/NĐ-CP"),
    issued: Some(VietnamDay::new(2011, 11, 23)),
    force: Force::issued_on(VietnamDay::new(2011, 11, 23)).until(VietnamDay::new(2018, 11, 15)),
    source: "amends NĐ 26/2007; replaced with it by NĐ 130/2018",
    ..unread(InstrumentKind::Decree)
};

/// Amends NĐ 26/2007 and 106/2011.
pub static ND_170_2013: Instrument = Instrument {
    id: "nd-170-2013",
    number: Some("170/2013/NĐ-CP"),
    title: Text::new("Nghị định số 170/2013/NĐ-CP", "Decree No. 170/2013/NĐ-CP"),
    issued: Some(VietnamDay::new(2013, 11, 13)),
    force: Force::issued_on(VietnamDay::new(2013, 11, 13)).until(VietnamDay::new(2018, 11, 15)),
    source: "amends NĐ 26/2007 and 106/2011; a few added definitions were seen",
    ..unread(InstrumentKind::Decree)
};

/// Layout of documents.
pub static TTLT_55_2005: Instrument = Instrument {
    id: "ttlt-55-2005",
    number: Some("55/2005/TTLT-BNV-VPCP"),
    title: Text::new(
        "Thông tư liên tịch số 55/2005/TTLT-BNV-VPCP",
        "Joint Circular No. 55/2005/TTLT-BNV-VPCP",
    ),
    issued: Some(VietnamDay::new(2005, 5, 6)),
    force: since_some_day_from(VietnamDay::new(2005, 5, 6)),
    source: "named in Điều 4(1) of the regulation of An Giang",
    ..unread(InstrumentKind::Circular)
};

/// Layout of administrative documents until NĐ 30/2020.
pub static TT_01_2011: Instrument = Instrument {
    id: "tt-01-2011",
    number: Some("01/2011/TT-BNV"),
    title: Text::new("Thông tư số 01/2011/TT-BNV", "Circular No. 01/2011/TT-BNV"),
    issued: Some(VietnamDay::new(2011, 1, 19)),
    force: Force::issued_on(VietnamDay::new(2011, 1, 19)).until(VietnamDay::new(2020, 6, 15)),
    source: "the boxes of its Phụ lục II read; the rest was not; its first day has not been read; repealed from 15/06/2020 by TT 01/2020/TT-BNV",
    ..unread(InstrumentKind::Circular)
};

/// Services of the government CA; its forms are known through An Giang.
pub static TT_05_2010: Instrument = Instrument {
    id: "tt-05-2010",
    number: Some("05/2010/TT-BNV"),
    title: Text::new("Thông tư số 05/2010/TT-BNV", "Circular No. 05/2010/TT-BNV"),
    issued: Some(VietnamDay::new(2010, 7, 1)),
    force: since_some_day_from(VietnamDay::new(2010, 7, 1)),
    yields: &[TO_THE_FORMS_OF_2024],
    source: "its forms 01 to 05 known through the regulation of An Giang",
    ..unread(InstrumentKind::Circular)
};

/// Services of the government CA between TT 05/2010 and TT 185/2019.
pub static TT_08_2016: Instrument = Instrument {
    id: "tt-08-2016",
    number: Some("08/2016/TT-BQP"),
    title: Text::new("Thông tư số 08/2016/TT-BQP", "Circular No. 08/2016/TT-BQP"),
    force: since_some_day_of(2016),
    yields: &[TO_THE_FORMS_OF_2024],
    source: "its Điều 18 (cases of revocation) read; the rest and its days were not",
    ..unread(InstrumentKind::Circular)
};

/// Amends NĐ 130/2018.
pub static ND_48_2024: Instrument = Instrument {
    id: "nd-48-2024",
    number: Some("48/2024/NĐ-CP"),
    title: Text::new("Nghị định số 48/2024/NĐ-CP", "Decree No. 48/2024/NĐ-CP"),
    force: Force::since(VietnamDay::new(2024, 5, 9)).until(VietnamDay::new(2025, 4, 10)),
    yields: nd_130_2018::ND_130_2018.yields,
    source: "amends NĐ 130/2018 from 09/05/2024 and was replaced with it; not read",
    ..unread(InstrumentKind::Decree)
};

/// Amends QĐ 20/2020 on the codes of bodies.
pub static QD_09_2025: Instrument = Instrument {
    id: "qd-09-2025",
    number: Some("09/2025/QĐ-TTg"),
    title: Text::new(
        "Quyết định số 09/2025/QĐ-TTg",
        "Decision No. 09/2025/QĐ-TTg",
    ),
    issued: Some(VietnamDay::new(2025, 4, 14)),
    force: since_some_day_from(VietnamDay::new(2025, 4, 14)),
    source: "amends QĐ 20/2020/QĐ-TTg; not read",
    ..unread(InstrumentKind::PrimeMinisterDecision)
};

/// Personal data.
pub static LUAT_BVDLCN_2025: Instrument = Instrument {
    id: "luat-bvdlcn-2025",
    title: Text::new(
        "Luật Bảo vệ dữ liệu cá nhân năm 2025",
        "Law on the Protection of Personal Data of 2025",
    ),
    force: since_some_day_of(2025),
    source: "at work every day and known from memory only: neither its number nor its days have been read",
    ..unread(InstrumentKind::Law)
};

/// Information and services on portals of state agencies.
pub static ND_42_2022: Instrument = Instrument {
    id: "nd-42-2022",
    number: Some("42/2022/NĐ-CP"),
    title: Text::new("Nghị định số 42/2022/NĐ-CP", "Decree No. 42/2022/NĐ-CP"),
    issued: Some(VietnamDay::new(2022, 6, 24)),
    force: since_some_day_from(VietnamDay::new(2022, 6, 24)),
    source: "named in khoản 2 Điều 5 of the regulation of Tây Ninh (its Điều 4)",
    ..unread(InstrumentKind::Decree)
};

/// Network information security.
pub static LUAT_86_2015: Instrument = Instrument {
    id: "luat-86-2015",
    number: Some("86/2015/QH13"),
    title: Text::new(
        "Luật An toàn thông tin mạng số 86/2015/QH13",
        "Law on Network Information Security No. 86/2015/QH13",
    ),
    force: since_some_day_of(2015),
    source: "named among the grounds of the Decision of Tây Ninh",
    ..unread(InstrumentKind::Law)
};

/// Exchange of electronic documents, with the statuses 01 to 16.
pub static QD_28_2018: Instrument = Instrument {
    id: "qd-28-2018",
    number: Some("28/2018/QĐ-TTg"),
    title: Text::new(
        "Quyết định số 28/2018/QĐ-TTg",
        "Decision No. 28/2018/QĐ-TTg",
    ),
    force: since_some_day_of(2018),
    source: "exchange of electronic documents and their statuses; used every day, not read",
    ..unread(InstrumentKind::PrimeMinisterDecision)
};

/// State secrets.
pub static LUAT_BVBMNN_2018: Instrument = Instrument {
    id: "luat-bvbmnn-2018",
    title: Text::new(
        "Luật Bảo vệ bí mật nhà nước năm 2018",
        "Law on the Protection of State Secrets of 2018",
    ),
    force: since_some_day_of(2018),
    source: "named by practice; not read",
    ..unread(InstrumentKind::Law)
};

/// Signatures of public and specialised CAs since NĐ 130/2018 was replaced.
pub static ND_23_2025: Instrument = Instrument {
    id: "nd-23-2025",
    number: Some("23/2025/NĐ-CP"),
    title: Text::new("Nghị định số 23/2025/NĐ-CP", "Decree No. 23/2025/NĐ-CP"),
    force: Force::since(VietnamDay::new(2025, 4, 10)),
    not_for: Some(CertificateKind::Government),
    source: "its Điều 1, which excludes government signatures, and single places read for comparison; in force since 10/04/2025 by the Government's own summary",
    ..unread(InstrumentKind::Decree)
};
