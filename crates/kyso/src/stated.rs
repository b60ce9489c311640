//! What is stated in signed attributes: format, commitment, policy.

use cades::{Commitment, SignaturePolicy};
use cert_path::{CryptoProvider, DigestAlgorithm};
use pades_sign::{SignatureRequest, SubFilter};

use crate::args::{CommitmentArg, SignatureFormat, Stated};
use crate::exit::Failure;
use crate::failures;

/// Enters it into the request. The digest of a policy's text is SHA-256, whatever the signature's own is.
pub(crate) fn enter(args: &Stated, request: &mut SignatureRequest) -> Result<(), Failure> {
    request.sub_filter = match args.format {
        SignatureFormat::Pades => SubFilter::CadesDetached,
        SignatureFormat::Pkcs7 => SubFilter::Pkcs7Detached,
    };
    request.commitment = args.commitment.map(commitment);
    if let (Some(id), Some(file)) = (args.signature_policy, &args.signature_policy_file) {
        let text = std::fs::read(file)
            .map_err(|error| failures::io(&file.display().to_string(), &error))?;
        let digest = CryptoProvider::aws_lc()
            .digest(DigestAlgorithm::Sha256, &text)
            .expect("aws-lc has SHA-256");
        request.policy = Some(SignaturePolicy {
            id,
            digest,
            uri: args.signature_policy_url.clone(),
        });
    }
    Ok(())
}

const fn commitment(of: CommitmentArg) -> Commitment {
    match of {
        CommitmentArg::Origin => Commitment::ProofOfOrigin,
        CommitmentArg::Receipt => Commitment::ProofOfReceipt,
        CommitmentArg::Delivery => Commitment::ProofOfDelivery,
        CommitmentArg::Sender => Commitment::ProofOfSender,
        CommitmentArg::Approval => Commitment::ProofOfApproval,
        CommitmentArg::Creation => Commitment::ProofOfCreation,
    }
}
