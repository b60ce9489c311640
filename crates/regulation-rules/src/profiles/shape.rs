//! What a profile is made of: purpose, certificate, pictures, size, type, frame.

use gov_ca_model::SubscriberClass;
use serde::{Deserialize, Serialize};

use super::{Set, Value};
use crate::facts::values::macros::values;
use crate::facts::{InkColour, Millimetres, Role};

values! {
    /// What a profile is for. Each has at most one default on any day in any province.
    Purpose {
        AuthorisedPerson "authorised-person" "chữ ký số của người có thẩm quyền" "authorised person's signature";
        SeveralSigners "several-signers" "chữ ký số trên văn bản có nhiều người ký" "signature on a document of several signers";
        Agency "agency" "chữ ký số của cơ quan, tổ chức ban hành" "issuing agency's signature";
        Initials "initials" "chữ ký nháy" "initials";
        Number "number" "số văn bản" "number of the document";
        Date "date" "ngày, tháng, năm ban hành" "date of issue";
        Day "day" "ngày ban hành" "day of issue";
        Month "month" "tháng ban hành" "month of issue";
        Attachment "attachment" "chữ ký số trên văn bản kèm theo, tệp riêng" "signature on an attachment in a separate file";
        Copy "copy" "chữ ký số trên bản sao điện tử" "signature on an electronic copy";
        Incoming "incoming" "dấu đến" "incoming stamp";
    }
}

impl Purpose {
    /// The part such a signature plays, as the rules call it.
    pub const fn role(self) -> Role {
        match self {
            Self::AuthorisedPerson | Self::SeveralSigners => Role::AuthorisedPerson,
            Self::Agency => Role::Agency,
            Self::Initials => Role::Initials,
            Self::Number | Self::Date | Self::Day | Self::Month => Role::NumberDateStamp,
            Self::Attachment => Role::Attachment,
            Self::Copy => Role::Copy,
            Self::Incoming => Role::IncomingStamp,
        }
    }
}

values! {
    /// Whose certificate signs.
    Class {
        Person "person" "của cá nhân" "a person's";
        Body "body" "của cơ quan, tổ chức" "a body's";
    }
}

impl Class {
    /// Whether a certificate of this class of subscriber is meant.
    pub const fn accepts(self, class: SubscriberClass) -> bool {
        match class {
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson => {
                matches!(self, Self::Person)
            }
            SubscriberClass::Body => matches!(self, Self::Body),
            SubscriberClass::DeviceServiceSoftware => false,
        }
    }
}

values! {
    /// Which pictures are shown.
    Shown {
        Nothing "nothing" "không có hình ảnh" "none";
        Signature "signature" "hình ảnh chữ ký" "the handwritten signature";
        Seal "seal" "hình ảnh con dấu" "the seal";
        Both "both" "hình ảnh chữ ký và hình ảnh con dấu" "the handwritten signature and the seal";
    }
}

impl Shown {
    /// Whether the handwritten signature is shown.
    pub const fn has_signature(self) -> bool {
        matches!(self, Self::Signature | Self::Both)
    }

    /// Whether the seal is shown.
    pub const fn has_seal(self) -> bool {
        matches!(self, Self::Seal | Self::Both)
    }
}

values! {
    /// What file a picture is.
    PictureFile {
        TransparentPng "transparent-png" "PNG, nền trong suốt" "PNG with a transparent background";
    }
}

/// The pictures wanted.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Pictures {
    /// Which.
    pub shown: Value<Shown>,
    /// The colour of the handwritten signature, where it is shown.
    pub signature_ink: Option<Value<InkColour>>,
    /// The colour of the seal, where it is shown.
    pub seal_ink: Option<Value<InkColour>>,
    /// What file a picture is.
    pub file: Option<Value<PictureFile>>,
}

/// The size drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Size {
    /// The real size of the seal, as the agency registered it with its picture. No text read sets a diameter.
    Registered,
    /// So many millimetres.
    Millimetres {
        /// From left to right.
        width: Millimetres,
        /// From top to bottom.
        height: Millimetres,
    },
}

/// From and to, both included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Narrowest and widest.
    pub width: (Millimetres, Millimetres),
    /// Lowest and highest.
    pub height: (Millimetres, Millimetres),
}

impl Bounds {
    /// Whether a size keeps within; the registered size of a seal is known only to its agency.
    pub fn hold(self, size: Size) -> Option<bool> {
        let within =
            |(from, to): (Millimetres, Millimetres), it: Millimetres| from <= it && it <= to;
        match size {
            Size::Registered => None,
            Size::Millimetres { width, height } => {
                Some(within(self.width, width) && within(self.height, height))
            }
        }
    }
}

values! {
    /// A typeface. Whoever draws may use one of the same widths.
    Face {
        TimesNewRoman "times-new-roman" "Times New Roman" "Times New Roman";
    }
}

values! {
    /// How letters stand.
    Style {
        Upright "upright" "kiểu chữ đứng" "upright";
        Italic "italic" "kiểu chữ nghiêng" "italic";
        Bold "bold" "kiểu chữ đứng, đậm" "bold";
        BoldItalic "bold-italic" "kiểu chữ nghiêng, đậm" "bold italic";
    }
}

values! {
    /// To which side lines are set.
    Align {
        Left "left" "căn trái" "to the left";
        Centre "centre" "căn giữa" "centred";
        Right "right" "căn phải" "to the right";
    }
}

/// The type of the text. A size that a law sets is not made smaller for a long line: the box is ours, and grows.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Lettering {
    /// The typeface.
    pub face: Value<Face>,
    /// The size, in points of 1/72 inch.
    pub size: Value<u8>,
    /// How letters stand.
    pub style: Value<Style>,
    /// Their colour.
    pub colour: Value<InkColour>,
    /// To which side lines are set.
    pub align: Value<Align>,
}

impl Lettering {
    pub(super) const fn sets(&self) -> [(&'static str, Set); 5] {
        [
            ("lettering.face", self.face.set),
            ("lettering.size", self.size.set),
            ("lettering.style", self.style.set),
            ("lettering.colour", self.colour.set),
            ("lettering.align", self.align.set),
        ]
    }
}

/// A frame.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// How thick its line is.
    pub line: Millimetres,
    /// The colour of the line.
    pub colour: InkColour,
}
