//! Walks SignedData over the original bytes.

use cert_path::Certificate;
use der::Decode;
use der::asn1::ObjectIdentifier;
use spki::AlgorithmIdentifierRef;

use crate::attribute_set::AttributeSet;
use crate::ber::{self, Elements, Tlv};
use crate::error::{CadesError, CadesErrorKind, Limit, Malformed, Unsupported};
use crate::limits::Limits;
use crate::oids;
use crate::parsed::{ParsedContainer, SignerIdentifier, SignerInfo, UnreadableCertificate};
use crate::tolerance::Tolerance;

/// `[0]`, constructed: content, certificates, signed attributes.
const CONTEXT_0: u8 = 0xa0;
/// `[1]`, constructed: crls, unsigned attributes.
const CONTEXT_1: u8 = 0xa1;
/// `[0] IMPLICIT SubjectKeyIdentifier`, primitive.
const KEY_IDENTIFIER: u8 = 0x80;

struct Reader<'l> {
    limits: &'l Limits,
    ber: bool,
    tolerances: Vec<Tolerance>,
}

pub(crate) fn container(input: &[u8], limits: &Limits) -> Result<ParsedContainer, CadesError> {
    if input.len() > limits.length {
        return Err(CadesErrorKind::Limit(Limit::Length).into());
    }
    let mut reader = Reader {
        limits,
        ber: false,
        tolerances: Vec::new(),
    };
    let mut elements = Elements::new(input);
    let content_info = elements.expect(ber::SEQUENCE, Malformed::ContentInfo, limits)?;
    only_zeros(elements.rest(), elements.position())?;
    let mut container = reader.content_info(&content_info)?;
    if reader.ber {
        reader.tolerances.push(Tolerance::BerEncoding);
    }
    reader.tolerances.sort();
    reader.tolerances.dedup();
    container.tolerances = reader.tolerances;
    Ok(container)
}

/// ISO 32000-2 §12.8.3.3.1: what is left of the hole is padded with zeros. The end comes from the length octets, never from the
/// zeros: a signature may end in one.
fn only_zeros(rest: &[u8], position: usize) -> Result<(), CadesError> {
    match rest.iter().position(|byte| *byte != 0) {
        None => Ok(()),
        Some(index) => Err(malformed(Malformed::TrailingBytes, position + index)),
    }
}

fn malformed(what: Malformed, position: usize) -> CadesError {
    CadesError::at(CadesErrorKind::Malformed(what), position)
}

impl Reader<'_> {
    fn note(&mut self, tlv: &Tlv<'_>) {
        self.ber |= !tlv.der_header;
    }

    /// `ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }`, RFC 5652 §3.
    fn content_info(&mut self, info: &Tlv<'_>) -> Result<ParsedContainer, CadesError> {
        self.note(info);
        let mut fields = info.children();
        let content_type = self.oid(&mut fields, Malformed::ContentInfo)?;
        if content_type != oids::SIGNED_DATA {
            let kind = CadesErrorKind::Unsupported(Unsupported::ContentType(content_type));
            return Err(CadesError::at(kind, info.content_position));
        }
        let explicit = fields.expect(CONTEXT_0, Malformed::ContentInfo, self.limits)?;
        fields.finish()?;
        self.note(&explicit);
        let mut content = explicit.children();
        let signed_data = content.expect(ber::SEQUENCE, Malformed::SignedData, self.limits)?;
        content.finish()?;
        let mut container = self.signed_data(&signed_data)?;
        container.encoded = info.raw.to_vec();
        Ok(container)
    }

    /// RFC 5652 §5.1.
    fn signed_data(&mut self, signed_data: &Tlv<'_>) -> Result<ParsedContainer, CadesError> {
        self.note(signed_data);
        let mut fields = signed_data.children();
        let version = self.version(&mut fields, Malformed::SignedData)?;
        let digests = fields.expect(ber::SET, Malformed::SignedData, self.limits)?;
        let digests = self.digest_algorithms(&digests)?;
        let encapsulated = fields.expect(ber::SEQUENCE, Malformed::SignedData, self.limits)?;
        let (content_type, content) = self.encapsulated(&encapsulated)?;
        let certificates = fields.optional(CONTEXT_0, self.limits)?;
        let (certificates, unreadable_certificates) = self.certificates(certificates)?;
        let revocation = fields.optional(CONTEXT_1, self.limits)?;
        let revocation = self.revocation(revocation)?;
        let signers = fields.expect(ber::SET, Malformed::SignedData, self.limits)?;
        fields.finish()?;
        let (signer, signer_version) = self.only_signer(&signers)?;
        if !digests.contains(&signer.digest_algorithm_oid()) {
            self.tolerances.push(Tolerance::DigestAlgorithmNotListed);
        }
        // RFC 5652 §5.1: 3 when the content is not id-data or a signer has version 3, else 1; 4 and 5 need certificates
        // or CRLs of other formats.
        let plain = content_type == oids::DATA && signer_version == [1];
        let expected: &[&[u8]] = if plain {
            &[&[1], &[4], &[5]]
        } else {
            &[&[3], &[4], &[5]]
        };
        if !expected.contains(&version) {
            self.tolerances.push(Tolerance::VersionNumber);
        }
        Ok(ParsedContainer {
            encoded: Vec::new(),
            content_type,
            content,
            certificates,
            unreadable_certificates,
            revocation,
            signer,
            tolerances: Vec::new(),
        })
    }

    fn oid(
        &mut self,
        fields: &mut Elements<'_>,
        what: Malformed,
    ) -> Result<ObjectIdentifier, CadesError> {
        let oid = fields.expect(ber::OBJECT_IDENTIFIER, what, self.limits)?;
        self.note(&oid);
        ObjectIdentifier::from_bytes(oid.content).map_err(|_| malformed(what, oid.position))
    }

    fn version<'a>(
        &mut self,
        fields: &mut Elements<'a>,
        what: Malformed,
    ) -> Result<&'a [u8], CadesError> {
        let version = fields.expect(ber::INTEGER, what, self.limits)?;
        self.note(&version);
        Ok(version.content)
    }

    fn digest_algorithms(&mut self, set: &Tlv<'_>) -> Result<Vec<ObjectIdentifier>, CadesError> {
        self.note(set);
        let mut elements = set.children();
        let mut out = Vec::new();
        while !elements.is_empty() {
            if out.len() >= self.limits.attributes {
                let kind = CadesErrorKind::Limit(Limit::Attributes);
                return Err(CadesError::at(kind, elements.position()));
            }
            out.push(identifier_oid(&self.algorithm(&mut elements)?));
        }
        Ok(out)
    }

    /// An `AlgorithmIdentifier`, in DER.
    fn algorithm(&mut self, fields: &mut Elements<'_>) -> Result<Vec<u8>, CadesError> {
        let what = Malformed::AlgorithmIdentifier;
        let element = fields.expect(ber::SEQUENCE, what, self.limits)?;
        let transcoded = ber::to_der(&element, self.limits)?;
        self.ber |= transcoded.changed;
        AlgorithmIdentifierRef::from_der(&transcoded.der)
            .map_err(|_| malformed(what, element.position))?;
        Ok(transcoded.der)
    }

    /// RFC 5652 §5.2. Content octets in one piece.
    fn encapsulated(
        &mut self,
        encapsulated: &Tlv<'_>,
    ) -> Result<(ObjectIdentifier, Option<Vec<u8>>), CadesError> {
        self.note(encapsulated);
        let what = Malformed::EncapsulatedContent;
        let mut fields = encapsulated.children();
        let content_type = self.oid(&mut fields, what)?;
        let explicit = fields.optional(CONTEXT_0, self.limits)?;
        fields.finish()?;
        let Some(explicit) = explicit else {
            return Ok((content_type, None));
        };
        self.note(&explicit);
        let mut content = explicit.children();
        let octets = content.next(self.limits)?;
        content.finish()?;
        self.note(&octets);
        match octets.tag {
            ber::OCTET_STRING => Ok((content_type, Some(octets.content.to_vec()))),
            tag if tag == ber::OCTET_STRING | ber::CONSTRUCTED => {
                self.ber = true;
                Ok((content_type, Some(ber::octets(&octets, self.limits)?)))
            }
            // RFC 5652 §5.2.1: PKCS #7 1.5 put any type here; its contents octets were digested, without the header.
            _ => {
                self.tolerances.push(Tolerance::Pkcs7Content);
                Ok((content_type, Some(octets.content.to_vec())))
            }
        }
    }

    /// Element by element: one odd certificate among them does not spoil the container.
    fn certificates(
        &mut self,
        set: Option<Tlv<'_>>,
    ) -> Result<(Vec<Certificate>, Vec<UnreadableCertificate>), CadesError> {
        let (mut readable, mut unreadable) = (Vec::new(), Vec::new());
        let Some(set) = set else {
            return Ok((readable, unreadable));
        };
        self.note(&set);
        let mut elements = set.children();
        while !elements.is_empty() {
            if readable.len() + unreadable.len() >= self.limits.certificates {
                let kind = CadesErrorKind::Limit(Limit::Certificates);
                return Err(CadesError::at(kind, elements.position()));
            }
            let element = elements.next(self.limits)?;
            match self.certificate(&element) {
                Some(certificate) => readable.push(certificate),
                None => unreadable.push(UnreadableCertificate {
                    position: element.position,
                    der: element.raw.to_vec(),
                }),
            }
        }
        Ok((readable, unreadable))
    }

    fn certificate(&mut self, element: &Tlv<'_>) -> Option<Certificate> {
        if element.tag != ber::SEQUENCE {
            return None;
        }
        if let Ok(certificate) = Certificate::from_der(element.raw) {
            return Some(certificate);
        }
        // A certificate's signature is over DER whatever it travels in (X.509 §6.1), so DER can be restored.
        let transcoded = ber::to_der(element, self.limits).ok()?;
        let certificate = Certificate::from_der(&transcoded.der).ok()?;
        self.tolerances.push(Tolerance::BerCertificate);
        Some(certificate)
    }

    /// `RevocationInfoChoices`, RFC 5652 §10.2.1, each element as found.
    fn revocation(&mut self, set: Option<Tlv<'_>>) -> Result<Vec<Vec<u8>>, CadesError> {
        let Some(set) = set else {
            return Ok(Vec::new());
        };
        self.note(&set);
        let mut elements = set.children();
        let mut out = Vec::new();
        while !elements.is_empty() {
            if out.len() >= self.limits.certificates {
                let kind = CadesErrorKind::Limit(Limit::Certificates);
                return Err(CadesError::at(kind, elements.position()));
            }
            out.push(elements.next(self.limits)?.raw.to_vec());
        }
        Ok(out)
    }

    /// RFC 5652 §5.1 allows any number of signers; here exactly one is (ISO 32000-2 §12.8.3.3.1, RFC 3161 §2.4.2).
    fn only_signer<'a>(&mut self, set: &Tlv<'a>) -> Result<(SignerInfo, &'a [u8]), CadesError> {
        self.note(set);
        let mut elements = set.children();
        let mut signers = Vec::new();
        while !elements.is_empty() {
            if signers.len() >= self.limits.certificates {
                break;
            }
            signers.push(elements.next(self.limits)?);
        }
        match signers.as_slice() {
            [only] if only.tag == ber::SEQUENCE => self.signer_info(only),
            [other] => Err(malformed(Malformed::SignerInfo, other.position)),
            many => {
                let kind = CadesErrorKind::NotOneSigner(many.len());
                Err(CadesError::at(kind, set.position))
            }
        }
    }

    /// RFC 5652 §5.3.
    fn signer_info<'a>(&mut self, info: &Tlv<'a>) -> Result<(SignerInfo, &'a [u8]), CadesError> {
        self.note(info);
        let what = Malformed::SignerInfo;
        let mut fields = info.children();
        let version = self.version(&mut fields, what)?;
        let identifier = self.signer_identifier(&mut fields)?;
        // RFC 5652 §5.3: 1 with issuerAndSerialNumber, 3 with subjectKeyIdentifier.
        let expected: &[u8] = match identifier {
            SignerIdentifier::IssuerAndSerial { .. } => &[1],
            SignerIdentifier::SubjectKeyIdentifier(_) => &[3],
        };
        if version != expected {
            self.tolerances.push(Tolerance::VersionNumber);
        }
        let digest_algorithm = self.algorithm(&mut fields)?;
        let signed = fields.optional(CONTEXT_0, self.limits)?;
        let signed_attributes = signed.map(|set| self.signed_attributes(&set)).transpose()?;
        let signature_algorithm = self.algorithm(&mut fields)?;
        let signature = fields.next(self.limits)?;
        if signature.tag & !ber::CONSTRUCTED != ber::OCTET_STRING {
            return Err(malformed(what, signature.position));
        }
        self.note(&signature);
        self.ber |= signature.is_constructed();
        let unsigned = fields.optional(CONTEXT_1, self.limits)?;
        fields.finish()?;
        let unsigned = unsigned.map(|set| AttributeSet::read(&set, self.limits));
        let info = SignerInfo {
            identifier,
            digest_algorithm,
            signed_attributes,
            signature_algorithm,
            signature: ber::octets(&signature, self.limits)?,
            unsigned_attributes: unsigned.transpose()?.unwrap_or_default(),
        };
        Ok((info, version))
    }

    fn signed_attributes(&mut self, set: &Tlv<'_>) -> Result<AttributeSet, CadesError> {
        let attributes = AttributeSet::read(set, self.limits)?;
        self.ber |= attributes.is_ber();
        if attributes.as_sent().is_some() && !attributes.is_ber() {
            self.tolerances.push(Tolerance::UnsortedSignedAttributes);
        }
        Ok(attributes)
    }

    fn signer_identifier(
        &mut self,
        fields: &mut Elements<'_>,
    ) -> Result<SignerIdentifier, CadesError> {
        let what = Malformed::SignerInfo;
        let element = fields.next(self.limits)?;
        self.note(&element);
        match element.tag {
            ber::SEQUENCE => {
                let mut fields = element.children();
                let issuer = fields.expect(ber::SEQUENCE, what, self.limits)?;
                let serial = fields.expect(ber::INTEGER, what, self.limits)?;
                fields.finish()?;
                let issuer = ber::to_der(&issuer, self.limits)?;
                self.ber |= issuer.changed;
                Ok(SignerIdentifier::IssuerAndSerial {
                    issuer: issuer.der,
                    serial: serial.content.to_vec(),
                })
            }
            tag if tag & !ber::CONSTRUCTED == KEY_IDENTIFIER => Ok(
                SignerIdentifier::SubjectKeyIdentifier(ber::octets(&element, self.limits)?),
            ),
            _ => Err(malformed(what, element.position)),
        }
    }
}

fn identifier_oid(der: &[u8]) -> ObjectIdentifier {
    AlgorithmIdentifierRef::from_der(der)
        .expect("decoded just before")
        .oid
}

impl SignerInfo {
    fn digest_algorithm_oid(&self) -> ObjectIdentifier {
        identifier_oid(&self.digest_algorithm)
    }
}
