//! Why a document is refused: a closed list, sent to the sender (office practice §3.4).

use serde::{Serialize, Serializer};

use super::fact::Shown;

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// The closed list of reasons. Codes are a public interface and never change; the words are in `kyso::present`.
        ///
        /// The list is the project's own (office practice §3.4): no instrument that was read prescribes one. It goes to the sender
        /// with status 02 of the exchange axis, one or more of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RefusalReason { $($(#[$doc])* $name,)* }

        impl RefusalReason {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// `R01` … `R15`, `R99`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

reasons! {
    /// The document has no digital signature.
    Unsigned = "R01";
    /// The signature of the person with authority is missing.
    AuthorisedPersonMissing = "R02";
    /// The signature of the agency is missing.
    AgencyMissing = "R03";
    /// The content was changed after signing.
    ChangedAfterSigning = "R04";
    /// The certificate was not in effect when it signed.
    CertificateNotInEffect = "R05";
    /// The certificate was revoked before it signed.
    RevokedBeforeSigning = "R06";
    /// No certification path was found.
    NoCertificationPath = "R07";
    /// An attachment is unsigned, or a file is missing.
    AttachmentUnsignedOrMissing = "R08";
    /// What was sent along does not match the document.
    MetadataMismatch = "R09";
    /// A file cannot be read.
    Unreadable = "R10";
    /// Sent to the wrong addressee.
    WrongAddressee = "R11";
    /// A copy is not as a copy has to be: its format, the signature of the copying agency.
    CopyIrregular = "R12";
    /// The signature is not of the person with authority whom the document names.
    NotThePersonNamed = "R13";
    /// A document marked secret came over a channel that is not for it.
    SecretOverWrongChannel = "R14";
    /// The same document was received before.
    Duplicate = "R15";
    /// Another reason, which then is told.
    Other = "R99";
}

impl RefusalReason {
    /// The reason with this code, upper or lower case.
    #[must_use]
    pub fn with_code(code: &str) -> Option<Self> {
        let known = Self::ALL.iter().copied();
        known
            .into_iter()
            .find(|reason| reason.code().eq_ignore_ascii_case(code))
    }
}

impl Serialize for RefusalReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// One reason, with everything it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// Which.
    pub code: RefusalReason,
    /// What shows it; never empty.
    pub rests_on: Vec<Shown>,
}

/// Adds what shows a reason; every code stands once, in the order of the list.
pub(crate) fn add(reasons: &mut Vec<Reason>, code: RefusalReason, shown: Shown) {
    match reasons.binary_search_by_key(&code, |reason| reason.code) {
        Ok(at) => {
            if let Some(reason) = reasons
                .get_mut(at)
                .filter(|one| !one.rests_on.contains(&shown))
            {
                reason.rests_on.push(shown);
            }
        }
        Err(at) => reasons.insert(
            at,
            Reason {
                code,
                rests_on: vec![shown],
            },
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_closed_and_in_order() {
        let codes: Vec<&str> = RefusalReason::ALL.iter().map(|one| one.code()).collect();
        let expected = [
            "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12",
            "R13", "R14", "R15", "R99",
        ];
        assert_eq!(codes, expected);
        for reason in RefusalReason::ALL {
            assert_eq!(
                RefusalReason::with_code(&reason.code().to_lowercase()),
                Some(*reason)
            );
        }
        assert_eq!(RefusalReason::with_code("R16"), None);
    }
}
