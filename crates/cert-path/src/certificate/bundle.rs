//! Files with certificates: one in DER, several in PEM, a certs-only CMS message in either.

use core::fmt;

use der::asn1::ObjectIdentifier;

use super::{Certificate, pem};
use crate::asn1::{self, Element, Elements, context};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::pem::{Encoding, der_or_pem};

/// How the certificates of a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BundleForm {
    /// As certificates: one in DER, or any number in PEM.
    Certificates(Encoding),
    /// In a certs-only CMS message (`.p7b`, `.p7c`; RFC 5652 §5.1, RFC 8551 §3.2.2).
    CertsOnly(Encoding),
}

impl fmt::Display for BundleForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificates(encoding) => write!(f, "{encoding}"),
            Self::CertsOnly(encoding) => write!(f, "P7B in {encoding}"),
        }
    }
}

/// `id-signedData` (RFC 5652 §5.1).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// Labels of a CMS message in PEM (RFC 7468 §8, §9).
pub(super) const LABELS: [&str; 2] = ["PKCS7", "CMS"];

impl Certificate {
    /// Reads the certificates of a file in whatever form certificates are handed out: DER, PEM (with text around it), or
    /// P7B in DER or PEM. In the order of the file, and never empty.
    ///
    /// A CMS message with a signer or with content is no bundle and refused, so that a signature is not taken for a list
    /// of certificates. BER with indefinite lengths is not read.
    ///
    /// # Errors
    /// The first defect; its offset is that in the file for DER, and that in the decoded block for PEM.
    pub fn read_bundle(bytes: &[u8]) -> Result<(Vec<Self>, BundleForm), CertificateError> {
        let labels = [pem::LABELS, LABELS].concat();
        let (blocks, encoding) = der_or_pem(bytes, &labels)?;
        let mut form = BundleForm::Certificates(encoding);
        let mut all = Vec::new();
        for block in &blocks {
            if is_content_info(block) {
                form = BundleForm::CertsOnly(encoding);
                all.extend(SignedData::read(block)?.certs_only()?);
            } else {
                all.push(Self::from_der(block)?);
            }
        }
        Ok((all, form))
    }
}

/// One certificate, or those of a SignedData, whatever it signs. Never empty.
pub(super) fn certificates(der: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    if is_content_info(der) {
        SignedData::read(der)?.certificates()
    } else {
        Certificate::from_der(der).map(|certificate| vec![certificate])
    }
}

/// A ContentInfo begins with an identifier where a certificate has its first SEQUENCE.
fn is_content_info(der: &[u8]) -> bool {
    let first = Element::only_as(der, 0, asn1::SEQUENCE).and_then(|outer| outer.children().any());
    first.is_ok_and(|first| first.tag == asn1::OBJECT_IDENTIFIER)
}

/// ```text
/// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT SignedData }
/// SignedData ::= SEQUENCE {
///     version          CMSVersion,
///     digestAlgorithms DigestAlgorithmIdentifiers,
///     encapContentInfo EncapsulatedContentInfo,
///     certificates [0] IMPLICIT CertificateSet OPTIONAL,
///     crls         [1] IMPLICIT RevocationInfoChoices OPTIONAL,
///     signerInfos      SignerInfos }
/// ```
struct SignedData<'a> {
    content: Element<'a>,
    certificates: Option<Element<'a>>,
    signers: Element<'a>,
}

impl<'a> SignedData<'a> {
    fn read(der: &'a [u8]) -> Result<Self, CertificateError> {
        let mut info = Element::only_as(der, 0, asn1::SEQUENCE)?.children();
        let kind = info.any()?;
        if kind.object_identifier()? != SIGNED_DATA {
            return Err(kind.error(Kind::NotABundle));
        }
        let wrapper = info.expect(context(0))?;
        info.finish()?;
        let offset = wrapper.content_offset();
        let mut fields = Element::only_as(wrapper.content, offset, asn1::SEQUENCE)?.children();
        fields.expect(asn1::INTEGER)?;
        fields.expect(asn1::SET)?;
        let content = fields.expect(asn1::SEQUENCE)?;
        let certificates = fields.optional(context(0))?;
        fields.optional(context(1))?;
        let signers = fields.expect(asn1::SET)?;
        fields.finish()?;
        Ok(Self {
            content,
            certificates,
            signers,
        })
    }

    /// "There is no content and there are no signers" (RFC 5652 §5.1: a degenerate case, for certificates).
    fn certs_only(&self) -> Result<Vec<Certificate>, CertificateError> {
        let mut parts = self.content.children();
        parts.any()?.object_identifier()?;
        if !parts.is_empty() {
            return Err(self.content.error(Kind::NotCertsOnly));
        }
        if !self.signers.content.is_empty() {
            return Err(self.signers.error(Kind::NotCertsOnly));
        }
        self.certificates()
    }

    fn certificates(&self) -> Result<Vec<Certificate>, CertificateError> {
        let mut all = Vec::new();
        if let Some(set) = self.certificates {
            members(set.children(), &mut all)?;
        }
        if all.is_empty() {
            return Err(self.content.error(Kind::EmptyList));
        }
        Ok(all)
    }
}

/// `CertificateSet ::= SET OF CertificateChoices`: what is not an X.509 certificate is passed over.
fn members(mut set: Elements<'_>, all: &mut Vec<Certificate>) -> Result<(), CertificateError> {
    while !set.is_empty() {
        let member = set.any()?;
        if member.tag == asn1::SEQUENCE {
            let read = Certificate::from_der(member.whole);
            all.push(read.map_err(|error| CertificateError {
                offset: error.offset + member.offset,
                ..error
            })?);
        }
    }
    Ok(())
}
