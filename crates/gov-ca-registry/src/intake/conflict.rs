//! What speaks against taking a row.

use gov_ca_model::VietnamDay;

use crate::Id;
use crate::entries::{Person, Request, Subscriber};
use crate::sheet::Place;

/// Why a row was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The cell.
    pub place: Place,
    /// What is wrong with it.
    pub kind: ConflictKind,
}

/// Somebody of the same name in the same body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// In the register.
    Person(Id<Person>),
    /// In an earlier row of this list.
    Row(u32),
}

/// What speaks against a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConflictKind {
    /// The way up from the body leads round in a circle: something on it stands above what it stands below.
    BelowItself,
    /// The certificate is already on another device.
    CertificateOnOtherDevice,
    /// The register has another name under this code.
    CodeOfAnother {
        /// The name in the register.
        name: String,
    },
    /// The certificate's number is in the register already, for another subscriber.
    CertificateOfAnother,
    /// A certificate without its first or last day.
    DaysMissing,
    /// The device's number is in the register already, for another subscriber.
    DeviceOfAnother,
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// A lost device with a certificate in effect: that is a step, not a row.
    LostInUse,
    /// Neither renewal nor change is ticked or told.
    NothingAsked,
    /// The request does not wait for this decision.
    NotWaiting,
    /// The number is in the register already, for a person of another name.
    NumberOfAnother {
        /// Who.
        person: Id<Person>,
    },
    /// The person it is said to be has another number.
    NumberUnlike {
        /// Who.
        person: Id<Person>,
    },
    /// A request of this kind is open already.
    OpenRequest {
        /// Which.
        request: Id<Request>,
    },
    /// Somebody of this name is in this body already: the same person, or another one?
    PersonInQuestion {
        /// Who.
        alike: Vec<Alike>,
    },
    /// A request that is sent back or refused without a reason.
    ReasonMissing,
    /// Several bodies of the register have this name; a code tells them apart.
    SeveralBodies,
    /// Several subscribers of the register have this name; the body tells them apart.
    SeveralSubscribers,
    /// A SIM without the number it signs with.
    SimWithoutNumber,
    /// Whom or what it is about is a subscriber already.
    SubscriberAlready {
        /// Which.
        subscriber: Id<Subscriber>,
    },
    /// Neither the register nor the list knows this body.
    UnknownBody,
    /// The register does not have this certificate.
    UnknownCertificate,
    /// The register does not have this device.
    UnknownDevice,
    /// No kind of device has this name.
    UnknownDeviceKind,
    /// No state of a device has this name.
    UnknownDeviceState,
    /// The register does not have the person that a row is said to be about.
    UnknownPerson {
        /// Who.
        person: Id<Person>,
    },
    /// The register does not have this request.
    UnknownRequest,
    /// The register does not have this subscriber.
    UnknownSubscriber,
    /// A day after the day of the intake.
    YetToCome {
        /// The day of the intake.
        on: VietnamDay,
    },
}

impl Conflict {
    /// `dòng 7, cột C: …`.
    pub fn vietnamese(&self) -> String {
        format!("{}: {}", self.place.vietnamese(), self.kind.vietnamese())
    }

    /// `row 7, column C: …`.
    pub fn english(&self) -> String {
        format!("{}: {}", self.place.english(), self.kind.english())
    }
}

impl ConflictKind {
    /// In Vietnamese.
    pub fn vietnamese(&self) -> String {
        let told = match self {
            Self::CodeOfAnother { name } => {
                return format!("mã định danh này trong sổ đăng ký là của “{name}”");
            }
            Self::NumberOfAnother { person } => {
                return format!("số định danh này đã có, của cá nhân số {person} có họ tên khác");
            }
            Self::NumberUnlike { person } => {
                return format!("cá nhân số {person} có số định danh khác");
            }
            Self::OpenRequest { request } => {
                return format!("yêu cầu số {request} cùng loại đang được giải quyết");
            }
            Self::PersonInQuestion { alike } => {
                let alike = told(alike, "cá nhân số", "người ở dòng");
                return format!(
                    "cùng họ tên, cùng cơ quan với {alike}; cần nêu rõ là cùng một người hay người khác"
                );
            }
            Self::SubscriberAlready { subscriber } => {
                return format!("đã là thuê bao số {subscriber}");
            }
            Self::UnknownPerson { person } => {
                return format!("chưa có cá nhân số {person} trong sổ đăng ký");
            }
            Self::YetToCome { on } => {
                return format!("sau ngày nhập danh sách ({})", on.vietnamese());
            }
            Self::BelowItself => "các cơ quan cấp trên nối thành vòng, không tới cơ quan cao nhất",
            Self::CertificateOfAnother => "số hiệu chứng thư này đã có, của thuê bao khác",
            Self::CertificateOnOtherDevice => "chứng thư này đã ghi ở thiết bị khác",
            Self::DaysMissing => "chứng thư thiếu ngày hiệu lực",
            Self::DeviceOfAnother => "số hiệu thiết bị này đã có, của thuê bao khác",
            Self::EndsBeforeItBegins => "ngày cuối trước ngày đầu",
            Self::LostInUse => {
                "thiết bị thất lạc mà chứng thư còn hiệu lực: ghi bằng “device step … lose” để khóa chứng thư"
            }
            Self::NothingAsked => "không đánh dấu gia hạn hay thay đổi thông tin",
            Self::NotWaiting => "yêu cầu này không chờ quyết định đó",
            Self::ReasonMissing => "trả lại hoặc không chấp thuận thì phải nêu lý do",
            Self::UnknownRequest => "chưa có yêu cầu này trong sổ đăng ký",
            Self::SeveralBodies => "nhiều cơ quan trong sổ đăng ký cùng tên; cần mã định danh",
            Self::SeveralSubscribers => "nhiều thuê bao trong sổ đăng ký cùng tên; cần nêu cơ quan",
            Self::SimWithoutNumber => "SIM PKI thiếu số điện thoại ký",
            Self::UnknownBody => "chưa có cơ quan này trong sổ đăng ký",
            Self::UnknownCertificate => "chưa có chứng thư này trong sổ đăng ký",
            Self::UnknownDevice => "chưa có thiết bị này trong sổ đăng ký",
            Self::UnknownDeviceKind => "không rõ loại thiết bị; ghi PKI Token hoặc SIM PKI",
            Self::UnknownDeviceState => {
                "không rõ tình trạng; ghi trong kho, đã bàn giao, bị khóa, hỏng, thất lạc, đã thu lại hoặc đã trả"
            }
            Self::UnknownSubscriber => "chưa có thuê bao này trong sổ đăng ký",
        };
        told.to_owned()
    }

    /// In English.
    pub fn english(&self) -> String {
        let told = match self {
            Self::CodeOfAnother { name } => {
                return format!("in the register this code is that of “{name}”");
            }
            Self::NumberOfAnother { person } => {
                return format!("this number is that of person {person}, who has another name");
            }
            Self::NumberUnlike { person } => {
                return format!("person {person} has another personal number");
            }
            Self::OpenRequest { request } => {
                return format!("request {request} of this kind is open");
            }
            Self::PersonInQuestion { alike } => {
                let alike = told(alike, "person", "the person of row");
                return format!(
                    "the same name and body as {alike}; say whether it is the same person or another"
                );
            }
            Self::SubscriberAlready { subscriber } => {
                return format!("this is subscriber {subscriber} already");
            }
            Self::UnknownPerson { person } => {
                return format!("the register has no person {person}");
            }
            Self::YetToCome { on } => return format!("after the day of the intake ({on})"),
            Self::BelowItself => "the bodies above it lead round in a circle",
            Self::CertificateOfAnother => "this certificate number is another subscriber's",
            Self::CertificateOnOtherDevice => "this certificate is on another device",
            Self::DaysMissing => "a certificate without its days",
            Self::DeviceOfAnother => "this device number is another subscriber's",
            Self::EndsBeforeItBegins => "the last day is before the first",
            Self::LostInUse => {
                "a lost device with a certificate in effect: use “device step … lose”, which blocks the certificate"
            }
            Self::NothingAsked => "neither renewal nor change is ticked",
            Self::NotWaiting => "the request does not wait for this decision",
            Self::ReasonMissing => "sent back or refused without a reason",
            Self::UnknownRequest => "the register has no such request",
            Self::SeveralBodies => "several bodies of the register have this name; give the code",
            Self::SeveralSubscribers => {
                "several subscribers of the register have this name; give the body"
            }
            Self::SimWithoutNumber => "a SIM PKI without the number that signs",
            Self::UnknownBody => "the register has no such body",
            Self::UnknownCertificate => "the register has no such certificate",
            Self::UnknownDevice => "the register has no such device",
            Self::UnknownDeviceKind => "no such kind of device; PKI Token or SIM PKI",
            Self::UnknownDeviceState => "no such state of a device",
            Self::UnknownSubscriber => "the register has no such subscriber",
        };
        told.to_owned()
    }
}

fn told(alike: &[Alike], person: &str, row: &str) -> String {
    let each = alike.iter().map(|one| match one {
        Alike::Person(id) => format!("{person} {id}"),
        Alike::Row(number) => format!("{row} {number}"),
    });
    each.collect::<Vec<_>>().join(", ")
}
