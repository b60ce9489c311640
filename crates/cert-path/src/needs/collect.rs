//! Gathering needs, each once, and not too many.

use super::{Missing, Need};
use crate::certificate::Certificate;
use crate::checks;
use crate::request::PathRequest;
use crate::revocation::{
    Basis, BasisKind, CertificateStatus, Crl, RevocationState, Unusable, UnusableEvidence,
    WhyNotChecked,
};

/// The most that is asked for at once: three for each certificate of the longest path of the default budget, and as much
/// again for signers of evidence. Asking again, with what was found, gives the rest.
const MOST_NEEDS: usize = 96;
/// The most addresses of one need; certificates of the corpora have up to three.
const MOST_ADDRESSES: usize = 8;
/// The longest address: RFC 9110 §4.1 recommends that 8 000 octets be supported, and nobody publishes longer ones.
const LONGEST_ADDRESS: usize = 8_000;
/// What can be fetched from (RFC 5280 §4.2.1.13, §4.2.2.1 name http and ldap).
const SCHEMES: [&str; 4] = ["http://", "https://", "ldap://", "ldaps://"];

pub(super) struct Collection<'r> {
    request: &'r PathRequest<'r>,
    needs: Vec<Need>,
}

impl<'r> Collection<'r> {
    pub(super) fn new(request: &'r PathRequest<'r>) -> Self {
        Self {
            request,
            needs: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Vec<Need> {
        self.needs
    }

    fn add(&mut self, certificate: &Certificate, what: Missing, addresses: Vec<String>) {
        let need = Need {
            certificate: certificate.clone(),
            what,
            addresses: usable(addresses),
        };
        if self.needs.len() < MOST_NEEDS && !self.needs.contains(&need) {
            self.needs.push(need);
        }
    }

    pub(super) fn issuer(&mut self, certificate: &Certificate) {
        self.add(certificate, Missing::Issuer, certificate.aia_ca_issuers());
    }

    /// `statuses` are those of the first certificates of `chain`; the one after a certificate is its issuer.
    pub(super) fn revocation_of_chain(
        &mut self,
        chain: &[Certificate],
        statuses: &[CertificateStatus],
    ) {
        for (index, (certificate, status)) in chain.iter().zip(statuses).enumerate() {
            let above = chain.get(index.saturating_add(1)).cloned();
            if let Some(issuer) = above.or_else(|| self.issuer_of(certificate)) {
                self.status(certificate, &issuer, status);
            }
        }
    }

    fn status(
        &mut self,
        certificate: &Certificate,
        issuer: &Certificate,
        status: &CertificateStatus,
    ) {
        match status.state {
            RevocationState::Unknown(WhyNotChecked::Skipped) => {}
            RevocationState::Unknown(_) => {
                self.revocation(certificate, issuer);
                if let Some(basis) = &status.basis {
                    self.delta(certificate, basis);
                }
                for one in &status.unusable {
                    self.signer(certificate, issuer, *one);
                }
            }
            _ => {}
        }
    }

    fn revocation(&mut self, certificate: &Certificate, issuer: &Certificate) {
        let responders = usable(certificate.aia_ocsp());
        let lists = usable(certificate.crl_distribution_points());
        let nowhere = responders.is_empty() && lists.is_empty();
        if !responders.is_empty() {
            let issuer = Box::new(issuer.clone());
            self.add(certificate, Missing::Ocsp { issuer }, responders);
        }
        // Without an address, too: somebody may have the CRL all the same.
        if !lists.is_empty() || nowhere {
            self.add(certificate, Missing::Crl, lists);
        }
    }

    /// Where the certificate (RFC 5280 §4.2.1.15) or the complete CRL (§5.2.6) says that its deltas are.
    fn delta(&mut self, certificate: &Certificate, basis: &Basis) {
        let BasisKind::Crl { .. } = basis.kind else {
            return;
        };
        let mut addresses = certificate.freshest_crl();
        if let Some(complete) = self.crl(&basis.fingerprint) {
            addresses.extend(complete.delta_addresses());
        }
        let addresses = usable(addresses);
        if !addresses.is_empty() {
            self.add(certificate, Missing::DeltaCrl, addresses);
        }
    }

    fn crl(&self, fingerprint: &[u8; 32]) -> Option<&'r Crl> {
        let mut crls = self.request.evidence.crls().iter();
        crls.find(|crl| crl.fingerprint() == *fingerprint)
    }

    /// Evidence is at hand whose signer is not known, or whose signer's own revocation is not.
    fn signer(&mut self, certificate: &Certificate, issuer: &Certificate, one: UnusableEvidence) {
        match one.why {
            Unusable::SignerNotTrusted => self.crl_signer(certificate, &one.fingerprint),
            Unusable::SignerRevocationUnknown => {
                self.delegates(issuer, &one.fingerprint);
                self.crl_issuers(&one.fingerprint);
            }
            _ => {}
        }
    }

    fn crl_signer(&mut self, certificate: &Certificate, fingerprint: &[u8; 32]) {
        if let Some(crl) = self.crl(fingerprint) {
            let what = Missing::CrlSigner { crl: *fingerprint };
            self.add(certificate, what, crl.aia_ca_issuers().to_vec());
        }
    }

    /// RFC 6960 §4.2.2.2: delegates are issued by the issuer of the certificate in question.
    fn delegates(&mut self, issuer: &Certificate, fingerprint: &[u8; 32]) {
        let responses = self.request.evidence.ocsp_responses().iter();
        let of_it = responses.filter(|response| response.fingerprint() == *fingerprint);
        let came_along = of_it.filter_map(|response| response.basic());
        for delegate in came_along.flat_map(|basic| basic.certificates()) {
            if delegate.issuer() == issuer.subject() && delegate != issuer {
                self.revocation(delegate, issuer);
            }
        }
    }

    fn crl_issuers(&mut self, fingerprint: &[u8; 32]) {
        let evidence = self.request.evidence;
        let Some(crl) = self.crl(fingerprint) else {
            return;
        };
        let named = |one: &&Certificate| one.subject() == crl.issuer();
        for signer in evidence
            .certificates()
            .iter()
            .filter(named)
            .take(MOST_ADDRESSES)
        {
            if let Some(issuer) = self.issuer_of(signer) {
                self.revocation(signer, &issuer);
            }
        }
    }

    /// The issuer by name and signature, among the anchors and the evidence; of few, for names cost nothing to claim.
    fn issuer_of(&self, certificate: &Certificate) -> Option<Certificate> {
        let anchors = self.request.anchors.iter();
        let anchors = anchors.filter_map(|anchor| anchor.certificate());
        let mut candidates = anchors
            .chain(self.request.evidence.certificates())
            .filter(|one| one.subject() == certificate.issuer())
            .take(MOST_ADDRESSES);
        let signed = |issuer: &&Certificate| {
            checks::signature(certificate, issuer.spki_der(), self.request.provider).is_ok()
        };
        candidates.find(signed).cloned()
    }
}

/// An answer about a certificate, where somebody gives one; else the list.
pub(super) fn revocation_data(certificate: &Certificate, issuer: &Certificate) -> Need {
    let responders = usable(certificate.aia_ocsp());
    let (what, addresses) = match responders.is_empty() {
        true => (Missing::Crl, usable(certificate.crl_distribution_points())),
        false => {
            let issuer = Box::new(issuer.clone());
            (Missing::Ocsp { issuer }, responders)
        }
    };
    Need {
        certificate: certificate.clone(),
        what,
        addresses,
    }
}

/// Each once, of the schemes above, as they stand.
fn usable(addresses: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for address in addresses {
        let fits = address.len() <= LONGEST_ADDRESS && has_scheme(&address);
        if fits && kept.len() < MOST_ADDRESSES && !kept.contains(&address) {
            kept.push(address);
        }
    }
    kept
}

/// Schemes are compared without regard to case (RFC 3986 §3.1).
fn has_scheme(address: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_filtered_and_kept_once_as_they_stand() {
        let given = [
            "HTTP://a",
            "file:///etc/passwd",
            "http://b",
            "HTTP://a",
            "ldap:///CN=x",
            "",
            "é",
        ];
        let given = given.map(str::to_owned).to_vec();
        assert_eq!(usable(given), ["HTTP://a", "http://b", "ldap:///CN=x"]);
        assert_eq!(
            usable((0..100).map(|n| format!("http://{n}")).collect()).len(),
            MOST_ADDRESSES
        );
        assert!(usable(vec![format!("http://{}", "a".repeat(LONGEST_ADDRESS))]).is_empty());
    }
}
