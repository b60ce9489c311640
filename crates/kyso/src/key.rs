//! The signing key: in a PKCS#12 or PEM file, on a token, or behind a service. One joint for all: `ExternalSigner`.

use std::path::Path;

use cades::{ExternalSigner, SignatureValue, SignerError, SoftwareSigner, ToBeSigned};
use cert_path::{Certificate, Curve, DigestAlgorithm, PublicKeyKind, SignatureAlgorithm};
use secrecy::SecretString;

use crate::args::{Digest, Key};
use crate::certificates;
use crate::csc;
use crate::exit::Failure;
use crate::failures;
use crate::secret;
use crate::text::{Lang, Text};
use crate::token;

/// A key of any kind, which several threads may use.
pub(crate) type Device = Box<dyn ExternalSigner + Send + Sync>;

/// Opens the key the user named. A token is not asked for its PIN yet.
pub(crate) fn open(key: &Key, digest: Digest, lang: Lang) -> Result<Device, Failure> {
    let service = key.on_service.csc.as_ref();
    let signer = match (service, &key.token, &key.p12, &key.key, &key.certificate) {
        (Some(address), ..) => csc::signing_key(address, key, digest, lang)?,
        (_, Some(module), ..) => token::signing_key(module, key, digest, lang)?,
        (_, _, Some(file), ..) => software(from_p12(file, key, lang)?, file, key, digest)?,
        (.., Some(file), Some(certificate)) => {
            software(from_pem(file, certificate)?, file, key, digest)?
        }
        _ => {
            return Err(Failure::usage(
                "key",
                Text::new(
                    "Thiếu khóa ký: --p12, --key, --token hoặc --csc.",
                    "No key: --p12, --key, --token or --csc.",
                ),
            ));
        }
    };
    let mut chain = signer.chain().to_vec();
    chain.extend(self::chain(&key.chain)?);
    Ok(Box::new(WithChain { signer, chain }))
}

fn software(
    signer: SoftwareSigner,
    file: &Path,
    key: &Key,
    digest: Digest,
) -> Result<Device, Failure> {
    let algorithm = algorithm(signer.certificate().public_key_kind(), digest, key.pss)?;
    Ok(Box::new(signer.with_algorithm(algorithm).map_err(
        |error| failures::key_file(&file.display().to_string(), &error),
    )?))
}

/// A signer that also knows the certificates of `--chain`.
struct WithChain {
    signer: Device,
    chain: Vec<Certificate>,
}

impl ExternalSigner for WithChain {
    fn certificate(&self) -> &Certificate {
        self.signer.certificate()
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.signer.algorithm()
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        self.signer.sign(to_be_signed)
    }
}

/// Every certificate of the files named by `--chain`.
pub(crate) fn chain(files: &[std::path::PathBuf]) -> Result<Vec<Certificate>, Failure> {
    let mut all = Vec::new();
    for file in files {
        all.extend(certificates::read(file)?);
    }
    Ok(all)
}

fn from_p12(file: &Path, key: &Key, lang: Lang) -> Result<SoftwareSigner, Failure> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| failures::io(&name, &error))?;
    let prompt = Text::new(
        format!("Nhập mật khẩu của tệp “{name}”:"),
        format!("Password of “{name}”:"),
    );
    let password = secret::read(&key.pin, &prompt, lang)?;
    SoftwareSigner::from_pkcs12(&bytes, &password)
        .map_err(|error| failures::key_file(&name, &error))
}

fn from_pem(file: &Path, certificate: &Path) -> Result<SoftwareSigner, Failure> {
    let name = file.display().to_string();
    let pem = SecretString::from(
        std::fs::read_to_string(file).map_err(|error| failures::io(&name, &error))?,
    );
    let certificate = one_certificate(certificate)?;
    SoftwareSigner::from_pem_key(&pem, certificate, Vec::new())
        .map_err(|error| failures::key_file(&name, &error))
}

/// The first certificate of a file; a file without any is refused when it is read.
pub(crate) fn one_certificate(file: &Path) -> Result<Certificate, Failure> {
    Ok(certificates::read(file)?.swap_remove(0))
}

/// The algorithm for a kind of key. ECDSA takes at least the digest that matches its curve (FIPS 186-5 §6.1.1).
pub(crate) fn algorithm(
    kind: PublicKeyKind,
    digest: Digest,
    pss: bool,
) -> Result<SignatureAlgorithm, Failure> {
    let digest = match digest {
        Digest::Sha256 => DigestAlgorithm::Sha256,
        Digest::Sha384 => DigestAlgorithm::Sha384,
        Digest::Sha512 => DigestAlgorithm::Sha512,
    };
    match kind {
        PublicKeyKind::Rsa { .. } if pss => {
            let salt_length = u32::try_from(digest.output_length()).unwrap_or(u32::MAX);
            Ok(SignatureAlgorithm::RsaPss {
                digest,
                mgf_digest: digest,
                salt_length,
            })
        }
        PublicKeyKind::Rsa { .. } => Ok(SignatureAlgorithm::RsaPkcs1(digest)),
        PublicKeyKind::Ec { curve: Curve::P384 } if digest == DigestAlgorithm::Sha256 => {
            Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384))
        }
        PublicKeyKind::Ec { curve: Curve::P521 } if digest == DigestAlgorithm::Sha256 => {
            Ok(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha512))
        }
        PublicKeyKind::Ec { .. } => Ok(SignatureAlgorithm::Ecdsa(digest)),
        PublicKeyKind::Ed25519 => Ok(SignatureAlgorithm::Ed25519),
        other => Err(failures::unsupported("", &format!("{other}"))),
    }
}
