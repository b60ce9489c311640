//! All sheets that are judged together.

use serde::{Deserialize, Serialize};

use super::{
    CertificateFacts, DeviceFacts, DocumentFacts, OrganisationFacts, PackageFacts, RequestFacts,
    Role, SignatureFacts, SubscriberFacts,
};

/// Everything that is to be judged together, and what `kyso rules check --facts` reads: the signatures of a document in order, each with
/// the certificate behind it, and sheets about anything else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sheets {
    /// One entry per signature of a person or body. Document time-stamps and usage rights are none.
    #[serde(rename = "signature")]
    pub signatures: Vec<SignedFacts>,
    /// Certificates by themselves.
    #[serde(rename = "certificate")]
    pub certificates: Vec<CertificateFacts>,
    /// Files.
    #[serde(rename = "document")]
    pub documents: Vec<DocumentFacts>,
    /// Documents with all that belongs to them.
    #[serde(rename = "package")]
    pub packages: Vec<PackageFacts>,
    /// Requests.
    #[serde(rename = "request")]
    pub requests: Vec<RequestFacts>,
    /// Events in the life of key devices.
    #[serde(rename = "device")]
    pub devices: Vec<DeviceFacts>,
    /// Subscribers.
    #[serde(rename = "subscriber")]
    pub subscribers: Vec<SubscriberFacts>,
    /// Bodies.
    #[serde(rename = "organisation")]
    pub organisations: Vec<OrganisationFacts>,
}

/// Why a file of sheets could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not readable: {message}")]
pub struct SheetsError {
    message: String,
}

impl Sheets {
    /// Reads sheets from TOML: `[[request]]`, `[[device]]`, `[[signature]]`, …
    ///
    /// # Errors
    ///
    /// [`SheetsError`] names the line, an unknown fact or a value that a fact cannot have.
    pub fn from_toml(text: &str) -> Result<Self, SheetsError> {
        toml::from_str(text).map_err(|error| SheetsError {
            message: error.to_string(),
        })
    }

    /// Every sheet that names no province is about this one.
    pub fn in_province(&mut self, province: &str) {
        let of_signatures = self.signatures.iter_mut().flat_map(|signed| {
            [
                &mut signed.signature.province,
                &mut signed.certificate.province,
            ]
        });
        let others = of_signatures
            .chain(
                self.certificates
                    .iter_mut()
                    .map(|sheet| &mut sheet.province),
            )
            .chain(self.documents.iter_mut().map(|sheet| &mut sheet.province))
            .chain(self.packages.iter_mut().map(|sheet| &mut sheet.province))
            .chain(self.requests.iter_mut().map(|sheet| &mut sheet.province))
            .chain(self.devices.iter_mut().map(|sheet| &mut sheet.province))
            .chain(self.subscribers.iter_mut().map(|sheet| &mut sheet.province))
            .chain(
                self.organisations
                    .iter_mut()
                    .map(|sheet| &mut sheet.province),
            );
        for named in others {
            named.get_or_insert_with(|| province.to_owned());
        }
    }
}

/// One signature of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignedFacts {
    /// The name of its field.
    pub field: String,
    /// The part it plays, as stated.
    pub role: Role,
    /// About the signature.
    pub signature: SignatureFacts,
    /// About the signer's certificate.
    pub certificate: CertificateFacts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_filled_in_where_none_is_named() {
        let text = "[[request]]\nasked_for = \"renew\"\n[[device]]\nprovince = \"an-giang\"\n[[signature]]\nfield = \"S\"\n";
        let mut sheets = Sheets::from_toml(text).unwrap();
        sheets.in_province("tay-ninh");
        assert_eq!(sheets.requests[0].province.as_deref(), Some("tay-ninh"));
        assert_eq!(sheets.devices[0].province.as_deref(), Some("an-giang"));
        let signed = &sheets.signatures[0];
        assert_eq!(signed.signature.province.as_deref(), Some("tay-ninh"));
        assert_eq!(signed.certificate.province.as_deref(), Some("tay-ninh"));
    }

    #[test]
    fn what_no_sheet_holds_is_refused_with_its_place() {
        let refused = Sheets::from_toml("[[request]]\nasked_fro = \"renew\"\n").unwrap_err();
        assert!(refused.to_string().contains("line 2"), "{refused}");
        assert!(Sheets::from_toml("[[request]]\nasked_for = \"borrow\"\n").is_err());
        assert!(Sheets::from_toml("[[requests]]\n").is_err());
    }
}
