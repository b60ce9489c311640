//! What rules read about one signature.

use gov_ca_model::{CertificateKind, IssuerKind, SubscriberClass, VietnamDay};
use jiff::Timestamp;

use super::sheet::{self, sheet};
use super::{
    CertificateStatus, Digest, Fact, FactSheet, KeyAlgorithm, LegalDay, Origin, Role, RsaScheme,
    TimeProof,
};
use crate::evidence::{Found, Missing};
use crate::rule::Basis;

sheet! {
    /// Facts about one signature (chữ ký số). Each may be missing.
    SignatureFacts {
        /// When it was made: the proven time where there is one, else the claimed one.
        signing_time: Timestamp = SigningTime,
        /// What stands behind that time.
        signing_time_proof: TimeProof = SigningTimeProof,
        /// When this check takes place.
        checked_at: Timestamp = CheckedAt,
        /// Government, public or specialised.
        certificate_kind: CertificateKind = CertificateKind,
        /// Which kind of CA issued the certificate.
        issuer: IssuerKind = Issuer,
        /// First instant of the certificate's validity.
        not_before: Timestamp = NotBefore,
        /// Last instant of the certificate's validity.
        not_after: Timestamp = NotAfter,
        /// The signature verifies, over this document, with the certificate's public key.
        verifies_with_key: bool = VerifiesWithKey,
        /// It covers the whole revision it signs.
        covers_entire_revision: bool = CoversEntireRevision,
        /// Its digest algorithm resists collisions.
        digest_resists_collisions: bool = DigestResistsCollisions,
        /// The certificate's status as published, and read by somebody.
        status: CertificateStatus = Status,
        /// Since when the certificate is revoked or suspended.
        status_changed_at: Timestamp = StatusChangedAt,
        /// A path from the certificate to an accepted anchor holds.
        path_trusted: bool = PathTrusted,
        /// Every certificate of the path was active.
        path_active: bool = PathActive,
        /// The certificate's key usages allow signatures.
        usage_allows_signing: bool = UsageAllowsSigning,
        /// Attested: within the scope of the certificate and the signer's responsibility.
        within_scope: bool = WithinScope,
        /// Attested: the private key was under the signer's control alone.
        sole_control: bool = SoleControl,
        /// Attested: key and content were bound to the signer alone.
        unique_link: bool = UniqueLink,
        /// The record of signing shows, or somebody attests, that the certificate was checked before the key was used: its period, its
        /// scope, and its status by CRL or OCSP (NĐ 68/2024 Điều 31).
        certificate_checked_first: bool = CertificateCheckedFirst,
        /// The same for the path.
        path_checked_first: bool = PathCheckedFirst,
        /// Attested: the law wants a time-stamp on this document.
        timestamp_required: bool = TimestampRequired,
        /// A time-stamp over this signature is there and holds.
        timestamp_matches: bool = TimestampMatches,
        /// Attested: the CA published the address of the time-stamp server.
        timestamp_server_published: bool = TimestampServerPublished,
        certificate_issued_on: VietnamDay = CertificateIssuedOn,
        certificate_published_on: VietnamDay = CertificatePublishedOn,
        seal_required: bool = SealRequired,
        role: Role = Role,
        approval_confirmed: bool = ApprovalConfirmed,
        creation_data_of_content_only: bool = CreationDataOfContentOnly,
        creation_means_safe: bool = CreationMeansSafe,
        has_timestamp: bool = HasTimestamp,
        timestamp_signed: bool = TimestampSigned,
        timestamp_time_of_receipt: bool = TimestampTimeOfReceipt,
        information_shown: bool = InformationShown,
        key_algorithm: KeyAlgorithm = KeyAlgorithm,
        key_bits: u32 = KeyBits,
        digest: Digest = Digest,
        rsa_scheme: RsaScheme = RsaScheme,
        pades_profile: bool = PadesProfile,
        crl_latest_at_signing: bool = CrlLatestAtSigning,
        signer_class: SubscriberClass = SignerClass,
    }
}

impl FactSheet for SignatureFacts {
    fn legal_day(&self, basis: Basis) -> Result<LegalDay, Missing> {
        match basis {
            Basis::SignedOn => {
                let day = VietnamDay::of(self.signing_time()?);
                let proof = self.signing_time_proof()?;
                // a claimed day still to come is not the day it was signed, whatever it claims
                if !proof.is_proof() && self.checked_at.is_some_and(|now| day > VietnamDay::of(now))
                {
                    return Err(Missing::of(Fact::ProvenSigningTime));
                }
                Ok(LegalDay::of_signing(day, proof))
            }
            other => Err(Missing::of(other.fact())),
        }
    }

    fn kind(&self) -> Result<CertificateKind, Missing> {
        self.certificate_kind()
    }

    fn province(&self) -> Option<&str> {
        self.province.as_deref()
    }

    fn origin(&self, fact: Fact) -> Origin {
        sheet::origin(&self.said, fact)
    }

    fn found(&self, fact: Fact) -> Option<Found> {
        self.held(fact)
    }
}
