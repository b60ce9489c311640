//! What a file holds of validation material, found by name: certificates, lists by their issuer, answers by serial number.

use std::collections::{BTreeSet, HashMap};

use cert_path::{
    CertId, Certificate, Crl, CryptoProvider, DigestAlgorithm, DistinguishedName, Evidence,
    OcspCertStatus, OcspResponse, ResponderId, SerialNumber,
};

/// SHA-256 of a piece of revocation data.
pub(super) type Fingerprint = [u8; 32];

/// The material of a file, and what else is known beside it.
pub(crate) struct Holdings<'e> {
    pub(super) provider: &'e CryptoProvider,
    by_subject: HashMap<&'e DistinguishedName, Vec<&'e Certificate>>,
    crls: HashMap<&'e DistinguishedName, Vec<&'e Crl>>,
    answers: HashMap<&'e SerialNumber, Vec<Answered<'e>>>,
    /// Certificates from outside the file: they tell what is missing inside it.
    outside: HashMap<&'e DistinguishedName, Vec<&'e Certificate>>,
    anchors: BTreeSet<Fingerprint>,
}

/// An answer about one certificate, and the response it stands in.
#[derive(Clone, Copy)]
pub(super) struct Answered<'e> {
    pub(super) response: &'e OcspResponse,
    id: &'e CertId,
}

/// Who must have signed an answer.
pub(super) enum Responder<'e> {
    /// The issuer of the certificate asked about.
    Issuer,
    /// A delegate whose certificate is at hand.
    Delegate(&'e Certificate),
    /// Nobody in the file.
    Unknown,
}

impl<'e> Holdings<'e> {
    /// `inside` holds what the file brings, `all` that and what is known beside it.
    pub(crate) fn new(
        inside: &'e Evidence,
        all: &'e Evidence,
        anchors: impl Iterator<Item = &'e Certificate>,
        provider: &'e CryptoProvider,
    ) -> Self {
        let mut holdings = Self {
            provider,
            by_subject: HashMap::new(),
            crls: HashMap::new(),
            answers: HashMap::new(),
            outside: HashMap::new(),
            anchors: BTreeSet::new(),
        };
        for certificate in inside.certificates() {
            let same = holdings.by_subject.entry(certificate.subject());
            same.or_default().push(certificate);
        }
        let anchors: Vec<&Certificate> = anchors.collect();
        holdings.anchors = anchors.iter().map(|anchor| anchor.fingerprint()).collect();
        for certificate in all.certificates().iter().chain(anchors) {
            let same = holdings.outside.entry(certificate.subject());
            same.or_default().push(certificate);
        }
        // What only tells changes since a complete list is no list (RFC 5280 §5.2.4).
        for crl in inside.crls().iter().filter(|crl| !crl.is_delta()) {
            holdings.crls.entry(crl.issuer()).or_default().push(crl);
        }
        for response in inside.ocsp_responses() {
            holdings.add_answers(response);
        }
        holdings
    }

    fn add_answers(&mut self, response: &'e OcspResponse) {
        let Some(basic) = response.basic() else {
            return;
        };
        for single in basic.responses() {
            // A responder that does not know the certificate says nothing of it (RFC 6960 §2.2).
            if matches!(single.status(), OcspCertStatus::Unknown) {
                continue;
            }
            let id = single.cert_id();
            let same = self.answers.entry(&id.serial).or_default();
            same.push(Answered { response, id });
        }
    }

    pub(super) fn is_anchor(&self, certificate: &Certificate) -> bool {
        self.anchors.contains(&certificate.fingerprint())
    }

    pub(super) fn has_anchors(&self) -> bool {
        !self.anchors.is_empty()
    }

    /// The certificate in the file that signed this one.
    pub(super) fn issuer_of(&self, certificate: &Certificate) -> Option<&'e Certificate> {
        self.signed_by(certificate, &self.by_subject)
    }

    /// The certificate that signed this one, from wherever it is known.
    pub(super) fn known_issuer_of(&self, certificate: &Certificate) -> Option<&'e Certificate> {
        self.signed_by(certificate, &self.outside)
    }

    #[allow(
        clippy::mutable_key_type,
        reason = "the cell in a name keeps its prepared form, by which names are compared and hashed"
    )]
    fn signed_by(
        &self,
        certificate: &Certificate,
        among: &HashMap<&'e DistinguishedName, Vec<&'e Certificate>>,
    ) -> Option<&'e Certificate> {
        let named = among.get(certificate.issuer())?;
        // One name may have many keys; nobody honest has more than a few.
        let mut named = named.iter().take(MOST_OF_ONE_NAME);
        named
            .find(|issuer| self.signed(issuer, certificate))
            .copied()
    }

    /// Whether the key of `issuer` signed `certificate`.
    pub(super) fn signed(&self, issuer: &Certificate, certificate: &Certificate) -> bool {
        let keys = certificate
            .authority_key_identifier()
            .and_then(|authority| authority.key_identifier.as_deref())
            .zip(issuer.subject_key_identifier());
        if keys.is_some_and(|(wanted, found)| wanted != found) {
            return false;
        }
        certificate.signature_algorithm().is_ok_and(|algorithm| {
            let (message, value) = (certificate.tbs_der(), certificate.signature());
            let verified = self
                .provider
                .verify(&algorithm, issuer.spki_der(), message, value);
            verified.is_ok()
        })
    }

    /// Whether one of the lists `in_force` is of the issuer of this certificate.
    pub(super) fn has_crl(
        &self,
        certificate: &Certificate,
        in_force: &BTreeSet<Fingerprint>,
    ) -> bool {
        self.lists(certificate)
            .any(|crl| in_force.contains(&crl.fingerprint()))
    }

    /// The lists of the issuer of this certificate.
    pub(super) fn lists(&self, certificate: &Certificate) -> impl Iterator<Item = &'e Crl> {
        let key = |authority: Option<&cert_path::AuthorityKeyIdentifier>| {
            authority.and_then(|authority| authority.key_identifier.clone())
        };
        let wanted = key(certificate.authority_key_identifier());
        let lists = self.crls.get(certificate.issuer()).into_iter().flatten();
        lists.copied().filter(move |crl| {
            let found = key(crl.authority_key_identifier());
            wanted.is_none() || found.is_none() || wanted == found
        })
    }

    /// The answers `in_force` about this certificate.
    pub(super) fn answers(
        &self,
        certificate: &Certificate,
        issuer: Option<&Certificate>,
        in_force: &BTreeSet<Fingerprint>,
    ) -> Vec<Answered<'e>> {
        let mut found = self.answers_about(certificate, issuer);
        found.retain(|answered| in_force.contains(&answered.response.fingerprint()));
        found
    }

    /// All answers about this certificate.
    pub(super) fn answers_about(
        &self,
        certificate: &Certificate,
        issuer: Option<&Certificate>,
    ) -> Vec<Answered<'e>> {
        let found = self.answers.get(certificate.serial());
        let found = found.into_iter().flatten().copied();
        found
            .filter(|answered| self.is_about(answered.id, certificate, issuer))
            .collect()
    }

    fn is_about(
        &self,
        id: &CertId,
        certificate: &Certificate,
        issuer: Option<&Certificate>,
    ) -> bool {
        let Some(hash) = DigestAlgorithm::from_oid(&id.hash_algorithm) else {
            return false;
        };
        // Without the issuer its key is not known; its name is (RFC 6960 §4.1.1).
        match issuer {
            Some(issuer) => CertId::new(certificate, issuer, hash, self.provider)
                .is_ok_and(|own| own.issuer_key_hash == id.issuer_key_hash),
            None => self
                .provider
                .digest(hash, certificate.issuer_der())
                .is_ok_and(|name| name.as_bytes() == id.issuer_name_hash),
        }
    }

    /// Who signed the answer (RFC 6960 §4.2.2.2).
    pub(super) fn responder(
        &self,
        answered: Answered<'e>,
        issuer: Option<&Certificate>,
    ) -> Responder<'e> {
        let Some(basic) = answered.response.basic() else {
            return Responder::Unknown;
        };
        if issuer.is_some_and(|issuer| self.is_responder(basic.responder(), issuer)) {
            return Responder::Issuer;
        }
        let carried = basic.certificates().iter();
        let mut carried = carried.filter(|one| self.is_responder(basic.responder(), one));
        match carried.next().or_else(|| self.stored(basic.responder())) {
            Some(delegate) => Responder::Delegate(delegate),
            None => Responder::Unknown,
        }
    }

    fn stored(&self, responder: &ResponderId) -> Option<&'e Certificate> {
        match responder {
            ResponderId::ByName(name) => self.by_subject.get(name)?.first().copied(),
            ResponderId::ByKey(_) => {
                let all = self.by_subject.values().flatten();
                let mut all = all.filter(|one| self.is_responder(responder, one));
                all.next().copied()
            }
        }
    }

    fn is_responder(&self, responder: &ResponderId, certificate: &Certificate) -> bool {
        match responder {
            ResponderId::ByName(name) => name == certificate.subject(),
            // Its own CertId has the hash of the key among its fields.
            ResponderId::ByKey(key) => CertId::new(
                certificate,
                certificate,
                DigestAlgorithm::Sha1,
                self.provider,
            )
            .is_ok_and(|id| id.issuer_key_hash == *key),
        }
    }
}

/// Certificates of one name that are tried as an issuer: renewals and cross-certificates of one CA, with room.
const MOST_OF_ONE_NAME: usize = 32;
