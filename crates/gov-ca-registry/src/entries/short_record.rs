//! Short records: what an office writes down in a line or two.

use gov_ca_model::{Paper, VietnamDay};
use serde::{Deserialize, Serialize};

use super::{Body, Certificate, Device, Person};
use crate::{Id, Record, Value};

/// Something an office writes down: a training, an inspection, a permission slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortRecord {
    /// What it is.
    pub kind: ShortKind,
    /// The day, or the first of several.
    pub on: VietnamDay,
    /// The last day: of a delegation, of a permission to take a device outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<VietnamDay>,
    /// The body it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Id<Body>>,
    /// The person it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Id<Person>>,
    /// The device it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Id<Device>>,
    /// The certificate it concerns: one that is registered in an application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Id<Certificate>>,
    /// The application in which a certificate is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Id<Self>>,
    /// The paper: decision, minutes, slip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// What is to be known.
    pub text: String,
    /// The day it was done with: the device is back, the finding followed up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<VietnamDay>,
}

/// The kinds of short record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShortKind {
    /// An information system that certificates are used in (Vĩnh Phúc Điều 2(2), Điều 8).
    Application,
    /// A delegation of managing subscribers (An Giang Điều 6, Bình Định Điều 3, Tây Ninh Điều 7(2)).
    Delegation,
    /// A focal person or unit (Bình Định Điều 11(1), Vĩnh Phúc Điều 7(4)).
    FocalPoint,
    /// An incident (Bình Định Điều 10(3)).
    Incident,
    /// An inspection (Bình Định Điều 10(4), Tây Ninh Điều 17(5)).
    Inspection,
    /// The body's own regulation on devices (An Giang Điều 13(4)).
    InternalRegulation,
    /// Permission to take a device outside the premises (An Giang Điều 13(3)).
    Permission,
    /// A difficulty or proposal reported upwards (An Giang Điều 19(2), Tây Ninh Điều 22(2)).
    Proposal,
    /// That a certificate is registered in an application (Bình Định Điều 6(2)): it has to be registered anew there once another takes its place.
    Registration,
    /// A training (An Giang Điều 12(2), Tây Ninh Điều 17(4)).
    Training,
}

impl ShortRecord {
    /// What is written down of a day, about nothing in particular yet.
    pub const fn of(kind: ShortKind, on: VietnamDay, text: String) -> Self {
        Self {
            kind,
            on,
            until: None,
            body: None,
            person: None,
            device: None,
            certificate: None,
            within: None,
            paper: None,
            text,
            closed_on: None,
        }
    }

    /// Whether it holds on a day: begun, not over, not closed.
    pub fn holds_on(&self, day: VietnamDay) -> bool {
        let open = self.closed_on.is_none_or(|closed| day < closed);
        self.on <= day && open && self.until.is_none_or(|until| day <= until)
    }
}

impl ShortKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Application,
        Self::Delegation,
        Self::FocalPoint,
        Self::Incident,
        Self::Inspection,
        Self::InternalRegulation,
        Self::Permission,
        Self::Proposal,
        Self::Registration,
        Self::Training,
    ];

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Delegation => "delegation",
            Self::FocalPoint => "focal-point",
            Self::Incident => "incident",
            Self::Inspection => "inspection",
            Self::InternalRegulation => "internal-regulation",
            Self::Permission => "permission",
            Self::Proposal => "proposal",
            Self::Registration => "registration",
            Self::Training => "training",
        }
    }

    /// The Vietnamese term.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Application => "ứng dụng tích hợp chữ ký số",
            Self::Delegation => "ủy quyền quản lý thuê bao",
            Self::FocalPoint => "đầu mối",
            Self::Incident => "sự cố",
            Self::Inspection => "kiểm tra",
            Self::InternalRegulation => "quy định nội bộ",
            Self::Permission => "giấy cho phép mang thiết bị ra ngoài trụ sở",
            Self::Proposal => "khó khăn, kiến nghị",
            Self::Registration => "chứng thư đăng ký tại ứng dụng",
            Self::Training => "tập huấn",
        }
    }
}

impl Record for ShortRecord {
    const TABLE: &'static str = "short_record";
    const COLUMNS: &'static [&'static str] = &[
        "kind",
        "on_day",
        "until_day",
        "closed_on",
        "organisation",
        "person",
        "device",
        "certificate",
        "within",
    ];

    fn columns(&self) -> Vec<Value> {
        vec![
            self.kind.word().into(),
            self.on.into(),
            self.until.into(),
            self.closed_on.into(),
            self.body.map(Id::number).into(),
            self.person.map(Id::number).into(),
            self.device.map(Id::number).into(),
            self.certificate.map(Id::number).into(),
            self.within.map(Id::number).into(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_data() {
        for kind in ShortKind::ALL {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{}\"", kind.word()));
        }
    }
}
