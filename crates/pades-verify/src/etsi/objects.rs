//! `SignatureValidationObjects` (TS 119 102-2 §4.4): the certificates, CRLs, OCSP responses and time-stamps the verdict rests on.

use core::fmt::Write as _;
use std::collections::{BTreeMap, BTreeSet};

use base64ct::{Base64, Encoding as _};
use cert_path::{
    BasisKind, Certificate, CertificateStatus, DigestAlgorithm, Evidence, OcspResponse, Origin,
    ProofsOfExistence, TrustedPath,
};

use super::timestamps;
use super::uri::{self, object};
use super::xml::Xml;
use crate::report::{Axis, DocumentReport};

/// What is referred to, by SHA-256; in this order it is written.
#[derive(Default)]
pub(super) struct Objects {
    certificates: BTreeMap<[u8; 32], Certificate>,
    crls: BTreeSet<[u8; 32]>,
    /// With the response, where it is at hand.
    ocsp: BTreeMap<[u8; 32], Option<OcspResponse>>,
}

/// Identifiers of what the document security store brings.
pub(super) struct FromStore {
    pub(super) certificates: Vec<String>,
    pub(super) crls: Vec<String>,
    pub(super) ocsp: Vec<String>,
}

impl Objects {
    /// Everything that any path of the report is made of.
    pub(super) fn of(report: &DocumentReport) -> Self {
        let mut objects = Self::default();
        for signature in &report.signatures {
            signature
                .signer
                .iter()
                .for_each(|one| objects.certificate(one));
            match &signature.trust {
                Axis::Proven(path) => objects.path(path, report),
                Axis::Refuted(failure) => {
                    objects.add(&failure.chain, &failure.record.statuses, report);
                }
                Axis::NotReached(_) => {}
            }
        }
        let stamps = report.signatures.iter().flat_map(|one| &one.timestamps);
        stamps.for_each(|stamp| objects.certificate(&stamp.authority));
        for judged in &report.paths {
            objects.certificate(&judged.certificate);
            if let Ok(path) = &judged.outcome {
                objects.path(path, report);
            }
        }
        objects
    }

    fn path(&mut self, path: &TrustedPath, report: &DocumentReport) {
        self.add(path.chain(), path.statuses(), report);
        self.certificate(path.anchor_certificate());
    }

    fn add(
        &mut self,
        chain: &[Certificate],
        statuses: &[CertificateStatus],
        report: &DocumentReport,
    ) {
        chain.iter().for_each(|one| self.certificate(one));
        for basis in statuses.iter().filter_map(|status| status.basis.as_ref()) {
            self.certificate(&basis.signer);
            let fingerprint = basis.fingerprint;
            if let BasisKind::Ocsp { .. } = basis.kind {
                let all = report.evidence.ocsp_responses();
                let found = all.iter().find(|one| one.fingerprint() == fingerprint);
                self.ocsp.insert(fingerprint, found.cloned());
            } else {
                self.crls.insert(fingerprint);
            }
        }
    }

    fn certificate(&mut self, certificate: &Certificate) {
        self.certificates
            .entry(certificate.fingerprint())
            .or_insert_with(|| certificate.clone());
    }

    /// Those of them that the document security store brings.
    pub(super) fn in_store(&self, evidence: &Evidence) -> FromStore {
        let ids = |all: &mut dyn Iterator<Item = &[u8; 32]>| -> Vec<String> {
            all.filter(|one| evidence.origin(one) == Some(&Origin::Document))
                .map(id)
                .collect()
        };
        FromStore {
            certificates: ids(&mut self.certificates.keys()),
            crls: ids(&mut self.crls.iter()),
            ocsp: ids(&mut self.ocsp.keys()),
        }
    }

    /// Nothing at all where there is nothing: the schema does not allow an empty list. A time-stamp has an authority, so there is no list
    /// of time-stamps alone.
    pub(super) fn write(&self, xml: &mut Xml, report: &DocumentReport) {
        if self.certificates.is_empty() && self.crls.is_empty() && self.ocsp.is_empty() {
            return;
        }
        let proofs = &report.proofs;
        xml.element("SignatureValidationObjects", &[], |xml| {
            for (fingerprint, certificate) in &self.certificates {
                let bytes = Some(certificate.der());
                one(xml, object::CERTIFICATE, fingerprint, bytes, proofs);
            }
            for fingerprint in &self.crls {
                // Lists of revoked certificates run to megabytes: told by their digest.
                one(xml, object::CRL, fingerprint, None, proofs);
            }
            for (fingerprint, response) in &self.ocsp {
                let bytes = response.as_ref().map(OcspResponse::der);
                one(xml, object::OCSP, fingerprint, bytes, proofs);
            }
            timestamps::write(xml, report);
        });
    }
}

fn one(
    xml: &mut Xml,
    kind: &str,
    fingerprint: &[u8; 32],
    bytes: Option<&[u8]>,
    proofs: &ProofsOfExistence,
) {
    xml.element("ValidationObject", &[("id", &id(fingerprint))], |xml| {
        xml.text("ObjectType", kind);
        xml.element("ValidationObjectRepresentation", &[], |xml| match bytes {
            Some(bytes) => xml.text("base64", &Base64::encode_string(bytes)),
            None => digest(xml, DigestAlgorithm::Sha256, fingerprint),
        });
        if let Some(at) = proofs.earliest(fingerprint) {
            xml.element("POE", &[], |xml| {
                xml.text("POETime", &at.to_string());
                xml.text("TypeOfProof", uri::POE_BY_VALIDATION);
            });
        }
    });
}

/// `XAdES:DigestAlgAndValueType`.
pub(super) fn digest(xml: &mut Xml, algorithm: DigestAlgorithm, value: &[u8]) {
    xml.element("DigestAlgAndValue", &[], |xml| {
        let algorithm = uri::digest(algorithm);
        xml.empty("ds:DigestMethod", &[("Algorithm", &algorithm)]);
        xml.text("ds:DigestValue", &Base64::encode_string(value));
    });
}

/// The identifier of an object: its SHA-256, so that it is the same in every report.
pub(super) fn id(fingerprint: &[u8; 32]) -> String {
    let mut id = String::from("V-");
    for byte in fingerprint {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// The same of a certificate.
pub(super) fn id_of(certificate: &Certificate) -> String {
    id(&certificate.fingerprint())
}
