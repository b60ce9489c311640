//! The first signature is made alone, and the first failure of the key is the last use of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use cades::{ExternalSigner, SignatureValue, SignerError, ToBeSigned};
use cert_path::{Certificate, SignatureAlgorithm};

/// The key is not used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the batch was stopped")]
pub struct Stopped;

#[derive(Debug, Default)]
pub(super) struct Gate {
    /// Whether one signature was made: the PIN is right, the key is there.
    opened: Mutex<bool>,
    stopped: AtomicBool,
}

impl Gate {
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// The key, behind this gate.
    pub(super) fn guarding<'g>(&'g self, device: &'g (dyn ExternalSigner + Sync)) -> Guarded<'g> {
        Guarded { gate: self, device }
    }
}

pub(super) struct Guarded<'g> {
    gate: &'g Gate,
    device: &'g (dyn ExternalSigner + Sync),
}

impl Guarded<'_> {
    fn use_key(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        if self.gate.is_stopped() {
            return Err(Box::new(Stopped));
        }
        let signed = self.device.sign(to_be_signed);
        if signed.is_err() {
            self.gate.stop();
        }
        signed
    }
}

impl ExternalSigner for Guarded<'_> {
    fn certificate(&self) -> &Certificate {
        self.device.certificate()
    }

    fn chain(&self) -> &[Certificate] {
        self.device.chain()
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.device.algorithm()
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        let mut opened = self
            .gate
            .opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if *opened {
            drop(opened);
            return self.use_key(to_be_signed);
        }
        let signed = self.use_key(to_be_signed)?;
        *opened = true;
        Ok(signed)
    }
}
