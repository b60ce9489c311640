//! A letter as Vietnamese ministries sign it today (shared law notes, office practice §5; standards, "How Vietnamese agencies sign today"), and
//! what an attacker could add to it. Everybody in it is fictional.
//!
//! `adbe.pkcs7.detached`, the leaf certificate alone, a signature time-stamp; the first signature, an official's initials, certifies with
//! `P = 2` and stands in `/Perms`; leader, number, day, month and seal each bring a field of their own.

pub mod looks;

use std::sync::LazyLock;

use demo_pki::{DemoHierarchy, Issued, KeyKind, Profile, SubjectAttribute};
use jiff::Timestamp;
use pdf_revisions::{PdfFile, Reference, Update};

use self::looks::Look;
use super::cms::{DATA, attribute, signed_data};
use super::signed::{dictionary, fill_with_range};
use super::token::Stamp;
use super::{hierarchy, join, rules, update};

/// id-aa-timeStampToken (RFC 3161 appendix A).
const SIGNATURE_TIME_STAMP: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e";

/// Who signs.
pub struct People {
    pub official: Issued,
    pub leader: Issued,
    pub records_room: Issued,
    pub agency: Issued,
    pub time_stamps: Issued,
    /// The leader's names from a CA of the same name with another key.
    pub twin: Issued,
    /// Somebody from another CA.
    pub stranger: Issued,
}

static PEOPLE: LazyLock<People> = LazyLock::new(|| {
    let issue = |profile: Profile| hierarchy().issue(&profile.with_key(KeyKind::P256)).unwrap();
    let mut official = hierarchy().leader();
    official
        .subject
        .push((SubjectAttribute::CommonName, "Lê Thị Nháy".to_owned()));
    let twins: DemoHierarchy = hierarchy().untrusted_twin().unwrap();
    let other = demo_pki::Authority::self_signed(&Profile::authority(
        "CA khác",
        "2026-01-01T00:00:00Z".parse().unwrap(),
        "2031-01-01T00:00:00Z".parse().unwrap(),
    ))
    .unwrap();
    People {
        official: issue(official),
        leader: issue(hierarchy().leader()),
        records_room: issue(hierarchy().records_room()),
        agency: issue(hierarchy().agency()),
        time_stamps: issue(hierarchy().timestamp_authority()),
        twin: twins
            .issue(&twins.leader().with_key(KeyKind::P256))
            .unwrap(),
        stranger: other
            .issue(&hierarchy().leader().with_key(KeyKind::P256))
            .unwrap(),
    }
});

pub fn people() -> &'static People {
    &PEOPLE
}

/// The boxes of a real letter, in points.
pub const INITIALS: [f64; 4] = [430.0, 556.0, 470.0, 576.0];
pub const LEADER: [f64; 4] = [320.0, 400.0, 500.0, 490.0];
pub const NUMBER: [f64; 4] = [84.0, 736.0, 124.0, 750.0];
pub const DAY: [f64; 4] = [396.0, 736.0, 420.0, 750.0];
pub const MONTH: [f64; 4] = [452.0, 736.0, 469.0, 750.0];
/// 38.8 mm; a third of the leader's width.
pub const SEAL: [f64; 4] = [270.0, 390.0, 380.0, 500.0];

/// A text of the body that somebody may want to hide, and where it stands: the amount.
pub const AMOUNT: [f64; 4] = [262.0, 637.0, 340.0, 650.0];

/// The page as it was drafted: blanks for number, day and month.
pub fn letter() -> Vec<u8> {
    let lines: &[(f64, f64, f64, &str)] = &[
        (
            70.0,
            800.0,
            8.0,
            "BAN THU NGHIEM - KHONG CO GIA TRI PHAP LY",
        ),
        (70.0, 780.0, 12.0, "UBND TINH LAC HONG"),
        (60.0, 765.0, 12.0, "SO KHOA HOC VA CONG NGHE"),
        (300.0, 780.0, 12.0, "CONG HOA XA HOI CHU NGHIA VIET NAM"),
        (350.0, 765.0, 13.0, "Doc lap - Tu do - Hanh phuc"),
        (66.0, 740.0, 13.0, "So:            /SKHCN-VP"),
        (
            300.0,
            740.0,
            13.0,
            "Lac Hong, ngay ........ thang ...... nam 2026",
        ),
        (200.0, 700.0, 14.0, "Kinh gui: Cac phong chuyen mon"),
        (
            85.0,
            660.0,
            14.0,
            "Thuc hien ke hoach cong tac nam 2026, So Khoa hoc va Cong nghe",
        ),
        (
            70.0,
            640.0,
            14.0,
            "phan bo kinh phi voi tong so tien la 1.250.000.000 dong cho cac",
        ),
        (
            70.0,
            620.0,
            14.0,
            "nhiem vu chuyen doi so, bat dau tu quy III nam 2026.",
        ),
        (
            85.0,
            600.0,
            14.0,
            "De nghi cac phong trien khai thuc hien va bao cao ket qua truoc",
        ),
        (70.0, 580.0, 14.0, "ngay 15 thang 12 hang nam."),
        (
            85.0,
            560.0,
            14.0,
            "Tren day la noi dung de nghi cac phong thuc hien./.",
        ),
        (70.0, 500.0, 12.0, "Noi nhan:"),
        (70.0, 486.0, 11.0, "- Nhu tren;"),
        (70.0, 472.0, 11.0, "- Luu: VT, VP."),
        (380.0, 500.0, 13.0, "GIAM DOC"),
        (365.0, 392.0, 13.0, "Nguyen Van Mau"),
    ];
    let mut content = String::from("0.5 w 90 760 m 150 760 l S\n");
    for (x, y, size, text) in lines {
        content.push_str(&format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"));
    }
    document(&content)
}

/// One page with this content and the font F1.
pub fn document(content: &str) -> Vec<u8> {
    document_with(content, "", "", &[])
}

/// The same with more resources, more entries of the page, and objects from 6 on.
pub fn document_with(content: &str, resources: &str, page: &str, more: &[String]) -> Vec<u8> {
    let second = if more.is_empty() { "" } else { "/F2 6 0 R" };
    let widths: Vec<String> = looks::TIMES.iter().map(ToString::to_string).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{page}/Resources<</Font<</F1 5 0 R{second}>>{resources}>>>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        format!(
            "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 32/LastChar 126/Widths[{}]>>",
            widths.join(" ")
        ),
    ];
    objects.extend_from_slice(more);
    let mut bytes = rules::document(&objects);
    bytes[..8].copy_from_slice(b"%PDF-1.4");
    bytes
}

/// A visible signature to be added.
#[derive(Clone)]
pub struct Visible<'a> {
    pub field: &'a str,
    pub area: [f64; 4],
    pub look: Look,
    pub signer: &'a Issued,
    /// `/P` of a certification.
    pub certifies: Option<u8>,
    pub time: Timestamp,
    /// Further entries of the widget, as they stand in the file.
    pub more: &'a str,
}

impl<'a> Visible<'a> {
    pub fn new(field: &'a str, area: [f64; 4], look: Look, signer: &'a Issued) -> Self {
        Self {
            field,
            area,
            look,
            signer,
            certifies: None,
            time: "2026-05-20T02:00:00Z".parse().unwrap(),
            more: "",
        }
    }

    pub fn certifying(self, level: u8) -> Self {
        Self {
            certifies: Some(level),
            ..self
        }
    }

    pub fn at(self, time: &str) -> Self {
        Self {
            time: time.parse().unwrap(),
            ..self
        }
    }

    /// One more revision with a field of its own.
    pub fn added_to(&self, base: &[u8]) -> Vec<u8> {
        let bytes = update(base, |file, update| {
            let [field, value] = [(); 2].map(|()| update.allocate().unwrap());
            let look = self.look.put(update, self.area);
            let reference = format!("/V {} 0 R", value.number);
            update.put_raw(field, self.widget(&reference, look));
            update.put_raw(value, self.dictionary());
            join(file, update, field, self.certifies.map(|_| value));
        });
        self.signed(bytes, base.len())
    }

    /// The field alone, for somebody to sign later.
    pub fn prepared_on(&self, base: &[u8]) -> Vec<u8> {
        update(base, |file, update| {
            let field = update.allocate().unwrap();
            update.put_raw(field, self.widget("", None));
            join(file, update, field, None);
        })
    }

    /// One more revision whose signature the caller puts where it belongs.
    pub fn signed_with(
        &self,
        base: &[u8],
        place: impl FnOnce(&PdfFile, &mut Update, Reference, Reference),
    ) -> Vec<u8> {
        let bytes = update(base, |file, update| {
            let value = update.allocate().unwrap();
            let look = self.look.put(update, self.area).unwrap();
            update.put_raw(value, self.dictionary());
            place(file, update, value, look);
        });
        self.signed(bytes, base.len())
    }

    /// Signs the field that was prepared.
    pub fn signed_in_prepared(&self, base: &[u8]) -> Vec<u8> {
        self.signed_with(base, |file, update, value, look| {
            let fields = file.newest().acro_form().unwrap().unwrap().dict;
            let named = fields.array(b"Fields").unwrap().iter().find_map(|item| {
                let reference = item.as_reference()?;
                let field = file.newest().resolve(reference).unwrap();
                let name = field.as_dict()?.string(b"T")?.to_text();
                (name == self.field).then_some(reference)
            });
            let reference = format!("/V {} 0 R", value.number);
            update.put_raw(named.unwrap(), self.widget(&reference, Some(look)));
        })
    }

    /// The signature fills the newest hole: nothing but what must be is signed, the leaf certificate alone goes with it, a time-stamp is
    /// unsigned (RFC 3161 appendix A).
    fn signed(&self, mut bytes: Vec<u8>, from: usize) -> Vec<u8> {
        let stamp = Stamp::new(&people().time_stamps, self.time);
        let stamped = |value: &[u8]| attribute(SIGNATURE_TIME_STAMP, &stamp.over(value));
        fill_with_range(&mut bytes, from, |covered| {
            signed_data(self.signer, (DATA, covered), Vec::new(), stamped, &[])
        });
        bytes
    }

    fn widget(&self, value: &str, look: Option<Reference>) -> Vec<u8> {
        let [left, bottom, right, top] = self.area;
        let look = look.map_or(String::new(), |look| {
            format!("/AP<</N {} 0 R>>", look.number)
        });
        format!(
            "<</FT/Sig/T({})/Type/Annot/Subtype/Widget/F 132/P 3 0 R/Rect[{left} {bottom} {right} {top}]{value}{look}{}>>",
            self.field, self.more
        )
        .into_bytes()
    }

    fn dictionary(&self) -> Vec<u8> {
        let reference = self.certifies.map_or(String::new(), |level| {
            format!(
                "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P {level}/V/1.2>>>>]"
            )
        });
        let time = self
            .time
            .to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7)))
            .strftime("%Y%m%d%H%M%S");
        dictionary(&format!(
            "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/M(D:{time}+07'00'){reference}"
        ))
    }
}

pub fn initials() -> Visible<'static> {
    Visible::new("KyNhay", INITIALS, Look::pen(), &people().official)
        .certifying(2)
        .at("2026-05-19T16:51:00Z")
}

pub fn leader() -> Visible<'static> {
    Visible::new("LanhDao", LEADER, Look::pen(), &people().leader).at("2026-05-20T11:12:00Z")
}

pub fn stamps() -> [Visible<'static>; 3] {
    [
        ("So", NUMBER, "1234"),
        ("Ngay", DAY, "21"),
        ("Thang", MONTH, "5"),
    ]
    .map(|(field, area, text)| {
        Visible::new(field, area, Look::text(text), &people().records_room)
            .at("2026-05-21T01:30:00Z")
    })
}

pub fn seal() -> Visible<'static> {
    Visible::new("DauCoQuan", SEAL, Look::seal(), &people().agency).at("2026-05-21T01:36:00Z")
}

/// Initials and leader.
pub fn signed_by_the_leader() -> Vec<u8> {
    leader().added_to(&initials().added_to(&letter()))
}

/// All but the seal.
pub fn stamped() -> Vec<u8> {
    stamps()
        .iter()
        .fold(signed_by_the_leader(), |bytes, stamp| {
            stamp.added_to(&bytes)
        })
}

/// The whole letter: six signatures.
pub fn issued() -> Vec<u8> {
    seal().added_to(&stamped())
}
