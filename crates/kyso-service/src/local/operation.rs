//! What a document system asks for, by its address.

use crate::signatory::Act;

/// An operation of the drop-in protocol (docs/local-service.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// One document is signed.
    Sign(Act),
    /// Several, with one PIN.
    SignFiles,
    /// A text is signed.
    SignText(Text),
    /// A document is judged.
    Verify,
    /// The signature of a text is judged.
    VerifyText,
    /// Which certificate is there.
    Certificate,
    /// The person looks at the service.
    Show,
    /// Known by name, and not done.
    NotDone,
}

/// Where the text of a signature comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// Base64 of it, as `SignMsg` sends it.
    Base64,
    /// The message itself, as `Auth` sends it.
    Plain,
}

/// All that is known by name, as pages in use spell it.
pub(super) const ALL: [(&str, Operation); 24] = [
    ("Auth", Operation::SignText(Text::Plain)),
    ("Comment", Operation::NotDone),
    ("Config", Operation::Show),
    ("GetCertInfo", Operation::Certificate),
    ("GetLicenseRequest", Operation::NotDone),
    ("SignAppendix", Operation::Sign(Act::Appendix)),
    ("SignApproved", Operation::Sign(Act::Approve)),
    ("SignCopy", Operation::Sign(Act::Copy)),
    ("SignFile", Operation::Sign(Act::Plain)),
    ("SignFiles", Operation::SignFiles),
    ("SignIncome", Operation::Sign(Act::Income)),
    ("SignIssued", Operation::Sign(Act::Issue)),
    ("SignJSON", Operation::NotDone),
    ("SignMsg", Operation::SignText(Text::Base64)),
    ("SignOffice", Operation::NotDone),
    ("SignPDF", Operation::Sign(Act::Plain)),
    ("SignPDFWP", Operation::NotDone),
    ("SignXML", Operation::NotDone),
    ("SignXMLP12", Operation::NotDone),
    ("VerifyJSON", Operation::NotDone),
    ("VerifyMsg", Operation::VerifyText),
    ("VerifyOffice", Operation::NotDone),
    ("VerifyPDF", Operation::Verify),
    ("VerifyXML", Operation::NotDone),
];

impl Operation {
    /// The operation of this name and how it is spelt.
    pub(super) fn named(name: &str) -> Option<(&'static str, Self)> {
        ALL.into_iter().find(|(known, _)| *known == name)
    }

    /// The part that a signature plays; none where no document is signed.
    pub(super) const fn act(self) -> Option<Act> {
        match self {
            Self::Sign(act) => Some(act),
            Self::SignFiles => Some(Act::Approve),
            _ => None,
        }
    }
}
