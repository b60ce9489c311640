//! A certificate on a token with its private key.

use std::fmt;
use std::sync::{Arc, Mutex};

use cades::{ExternalSigner, SignatureValue, SignerError, ToBeSigned};
use cert_path::{Certificate, Curve, DigestAlgorithm, PublicKeyKind, SignatureAlgorithm};

use crate::error::{ErrorCode, TokenError};
use crate::inspect::{CertificateList, TokenCertificate};
use crate::interaction::Interaction;
use crate::locate;
use crate::mechanism::{self, Plan};
use crate::module::lock;
use crate::objects::Objects;
use crate::public_key::PublicKeyMatch;
use crate::session::Session;
use crate::signer::Connection;
use crate::token::Token;

/// Which certificate on the token is meant. Empty means: the only one that can sign. All that is given must fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyQuery {
    /// `CKA_ID` of the certificate or its key.
    pub id: Option<Vec<u8>>,
    /// `CKA_LABEL` of the certificate or its key, exactly.
    pub label: Option<String>,
    /// The certificate's serial number in hexadecimal, as any program writes it.
    pub certificate_serial: Option<String>,
}

/// How the private key is known to be the certificate's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyProof {
    /// The token showed the public key without a PIN, and it is the certificate's.
    BeforePin,
    /// The token showed the public key only after login; compared before the first signature.
    AfterLogin,
    /// The token never shows it. Every signature is verified under the certificate before it is handed out.
    FirstSignature,
}

/// A private key on a token with its certificate: the [`ExternalSigner`] for documents.
///
/// Made without a PIN where the token shows its certificates to everybody; the PIN is asked for at the first
/// signature. The login lasts as long as the value.
///
/// Threads that share one value share its login and sign beside each other, each in a session of its own that is kept for
/// the next signature (PKCS#11 v3.0 §2.6.8: a login is the application's, for all its sessions with the token). A token that
/// allows one session only is used in turn. Batches say [`Self::with_one_attempt`].
pub struct SigningKey {
    token: Token,
    chosen: TokenCertificate,
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
    connection: Mutex<Connection>,
}

impl SigningKey {
    /// Finds the certificate and, where the token shows the public key, proves that the key is its own.
    ///
    /// A PIN is asked for here only if the token shows no certificate at all without one.
    ///
    /// # Errors
    /// [`ErrorCode::CertificateNotFound`], [`ErrorCode::SeveralCertificates`], [`ErrorCode::KeyMismatch`],
    /// or what the token answered. Whether the token has a mechanism is said by [`Self::with_algorithm`], at the latest
    /// by [`Self::log_in`], before a PIN is asked for.
    pub fn find(
        token: &Token,
        query: &KeyQuery,
        interaction: Arc<dyn Interaction>,
    ) -> Result<Self, TokenError> {
        let (list, session) = visible(token, interaction.as_ref())?;
        let chosen = query.choose(&list)?;
        if chosen.public_key == PublicKeyMatch::Differs {
            return Err(ErrorCode::KeyMismatch {
                certificate: chosen.certificate.subject().to_string(),
            }
            .into());
        }
        let certificate = &chosen.certificate;
        let algorithm = default_algorithm(certificate)?;
        let chain = locate::chain_of(certificate, &list);
        let plans = plans_for(token, &algorithm);
        let connection = Mutex::new(Connection::new(interaction, session, plans));
        Ok(Self {
            token: token.clone(),
            chosen,
            chain,
            algorithm,
            connection,
        })
    }

    /// Asks for another algorithm than the key's usual one (RSA PKCS#1 v1.5 with SHA-256; ECDSA with the hash of the
    /// curve's size), for instance PSS.
    ///
    /// # Errors
    /// [`ErrorCode::AlgorithmMismatch`] when the key is of another kind, [`ErrorCode::MechanismMissing`].
    pub fn with_algorithm(mut self, algorithm: SignatureAlgorithm) -> Result<Self, TokenError> {
        check_kind(&algorithm, self.chosen.certificate.public_key_kind())?;
        let plans = plans_for(&self.token, &algorithm)?;
        lock(&self.connection).replace_plans(Ok(plans));
        self.algorithm = algorithm;
        Ok(self)
    }

    /// For a batch: the first login that is refused, or not made, is the last. Every later signature fails with the same
    /// error; nobody is asked again and the token is left alone.
    #[must_use]
    pub fn with_one_attempt(self) -> Self {
        lock(&self.connection).one_attempt = true;
        self
    }

    /// Adds certificates to the chain that came from elsewhere; those already known are left out.
    #[must_use]
    pub fn with_chain(mut self, certificates: Vec<Certificate>) -> Self {
        for certificate in certificates {
            if certificate != self.chosen.certificate && !self.chain.contains(&certificate) {
                self.chain.push(certificate);
            }
        }
        self
    }

    /// The token the key is on.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// Certificate, `CKA_ID` and label as they stand on the token.
    #[must_use]
    pub fn entry(&self) -> &TokenCertificate {
        &self.chosen
    }

    /// How key and certificate are known to belong together; `None` while only a login can tell.
    #[must_use]
    pub fn proof(&self) -> Option<KeyProof> {
        match self.chosen.public_key {
            PublicKeyMatch::Matches if !self.found_by_login() => Some(KeyProof::BeforePin),
            _ => lock(&self.connection).proof(),
        }
    }

    fn found_by_login(&self) -> bool {
        lock(&self.connection).logged_in_to_find()
    }

    /// Logs in and finds the private key now, instead of at the first signature.
    ///
    /// # Errors
    /// Whatever keeps the key from being used: [`ErrorCode::PinIncorrect`], [`ErrorCode::PinLocked`],
    /// [`ErrorCode::Cancelled`], [`ErrorCode::KeyMismatch`], [`ErrorCode::KeyNotFound`], …
    pub fn log_in(&self) -> Result<KeyProof, TokenError> {
        lock(&self.connection).ready(&self.token, &self.chosen)
    }
}

impl ExternalSigner for SigningKey {
    fn certificate(&self) -> &Certificate {
        &self.chosen.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        if to_be_signed.algorithm() != self.algorithm
            || to_be_signed.signer_certificate() != self.certificate()
        {
            return Err(Box::new(TokenError::from(ErrorCode::DataForAnotherKey)));
        }
        Ok(Connection::sign(
            &self.connection,
            &self.token,
            &self.chosen,
            &self.algorithm,
            to_be_signed.as_der(),
        )?)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("token", &self.token.info().label)
            .field("certificate", &self.chosen.summary())
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

/// What the token shows; logs in only if it shows nothing to strangers.
fn visible(
    token: &Token,
    interaction: &dyn Interaction,
) -> Result<(CertificateList, Option<Session>), TokenError> {
    let list = token.certificates()?;
    if !list.is_empty() || !token.info().login_required {
        return Ok((list, None));
    }
    let session = Session::log_in(token, interaction, None)?;
    let list = CertificateList::read(Objects::of(session.raw()))?;
    Ok((list, Some(session)))
}

fn plans_for(token: &Token, algorithm: &SignatureAlgorithm) -> Result<Vec<Plan>, TokenError> {
    let offered = mechanism::offered(&token.module.loaded.context, token.slot)?;
    mechanism::plans(algorithm, &offered)
}

/// The hash is chosen by the size of the curve (FIPS 186-5 §6.1.1: at least as strong).
fn default_algorithm(certificate: &Certificate) -> Result<SignatureAlgorithm, TokenError> {
    match certificate.public_key_kind() {
        PublicKeyKind::Rsa { .. } => Ok(SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256)),
        PublicKeyKind::Ec { curve: Curve::P384 } => {
            Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384))
        }
        PublicKeyKind::Ec { curve: Curve::P521 } => {
            Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512))
        }
        PublicKeyKind::Ec { .. } => Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256)),
        PublicKeyKind::Ed25519 => Ok(SignatureAlgorithm::Ed25519),
        other => Err(ErrorCode::AlgorithmMismatch {
            algorithm: "no algorithm".to_owned(),
            key: format!("{other:?}"),
        }
        .into()),
    }
}

fn check_kind(algorithm: &SignatureAlgorithm, key: PublicKeyKind) -> Result<(), TokenError> {
    let fits = match algorithm {
        SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss { .. } => {
            matches!(key, PublicKeyKind::Rsa { .. })
        }
        SignatureAlgorithm::Ecdsa(_) => matches!(key, PublicKeyKind::Ec { .. }),
        SignatureAlgorithm::Ed25519 => matches!(key, PublicKeyKind::Ed25519),
        _ => false,
    };
    if fits {
        return Ok(());
    }
    Err(ErrorCode::AlgorithmMismatch {
        algorithm: algorithm.to_string(),
        key: format!("{key:?}"),
    }
    .into())
}
