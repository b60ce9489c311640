//! What was signed with the key of a device: read from the journals of the packages that an office signs.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use base64ct::{Base64, Encoding as _};
use cert_path::{Certificate as X509, CryptoProvider, DigestAlgorithm, Evidence, RevocationMode};
use gov_ca_registry::entries::Certificate;
use gov_ca_registry::sheet::csv::{CsvStyle, write};
use gov_ca_registry::sheet::{Content, Table};
use jiff::Timestamp;
use pades_verify::Policy;
use pdf_revisions::PdfFile;
use serde_json::{Value, json};
use signing_workflow::outgoing::{KeyUse, key_uses};

use super::super::journals;
use crate::certificates::hex;
use crate::documents;
use crate::exit::Failure;
use crate::job::Job;
use crate::present::{moment, moment_en};
use crate::text::{Lang, Text, Words, words};

/// The signatures of the journals.
#[derive(Default)]
pub(super) struct Journals {
    uses: Vec<KeyUse>,
    /// The numbers of their certificates, by SHA-256; those that are not in it could not be told.
    numbers: HashMap<String, String>,
    /// Journals that could not be read.
    pub(super) unread: Vec<PathBuf>,
    /// How many packages were read.
    pub(super) packages: usize,
}

/// One signature with a key of the device.
pub(super) struct Signed {
    pub(super) made: KeyUse,
    /// The number of the certificate.
    pub(super) number: String,
    /// Whether it was made after the device was gone.
    pub(super) is_after: bool,
}

impl Journals {
    /// Reads packages, and folders of packages.
    pub(super) fn read(folders: &[PathBuf], job: &Job) -> Result<Self, Failure> {
        let packages = match (folders, &job.config.outgoing) {
            ([], None) => BTreeSet::new(),
            ([], Some(own)) => journals::packages_of(own)?,
            _ => journals::packages(folders)?,
        };
        let mut journals = Self::default();
        for folder in &packages {
            journals.package(folder, job);
        }
        journals.uses.sort_by_key(|one| one.at);
        journals.identify(job);
        Ok(journals)
    }

    fn package(&mut self, folder: &Path, job: &Job) {
        match key_uses(folder) {
            Ok(uses) => {
                self.packages += 1;
                self.uses.extend(uses);
            }
            Err(error) => {
                let name = folder.display();
                job.note(&Text::new(
                    format!("Không đọc được nhật ký của bộ văn bản “{name}”: {error}."),
                    format!("The journal of the package “{name}” cannot be read: {error}."),
                ));
                self.unread.push(folder.to_path_buf());
            }
        }
    }

    /// A journal knows a certificate by its digest; its number stands in the file that was signed.
    fn identify(&mut self, job: &Job) {
        let mut wanted: Vec<&KeyUse> = self.uses.iter().collect();
        wanted.sort_by_key(|one| one.certificate.clone());
        let mut numbers = HashMap::new();
        for one in wanted {
            if !numbers.contains_key(&one.certificate)
                && let Some(number) = number_in(&one.output, &one.certificate, job)
            {
                numbers.insert(one.certificate.clone(), number);
            }
        }
        self.numbers = numbers;
    }

    /// Signatures with these certificates, after a moment where one is given.
    pub(super) fn with(
        &self,
        certificates: &[Certificate],
        (last_use, since): (Option<Timestamp>, Timestamp),
    ) -> Vec<Signed> {
        let known = fingerprints(certificates);
        let uses = self.uses.iter();
        let uses = uses.filter(|one| last_use.is_none_or(|last| last < one.at));
        let of_device = uses.filter_map(|one| {
            let number = known.get(&one.certificate);
            let number = number.or_else(|| self.numbers.get(&one.certificate))?;
            let is_ours = certificates.iter().any(|known| known.number == *number);
            is_ours.then(|| Signed {
                made: one.clone(),
                number: number.clone(),
                is_after: since <= one.at,
            })
        });
        of_device.collect()
    }

    /// How many signatures after that moment are of certificates whose numbers cannot be told.
    pub(super) fn untold(
        &self,
        certificates: &[Certificate],
        last_use: Option<Timestamp>,
    ) -> usize {
        let known = fingerprints(certificates);
        let uses = self.uses.iter();
        let uses = uses.filter(|one| last_use.is_none_or(|last| last < one.at));
        let is_told = |one: &&KeyUse| {
            known.contains_key(&one.certificate) || self.numbers.contains_key(&one.certificate)
        };
        uses.filter(|one| !is_told(one)).count()
    }

    /// SHA-256 of a certificate, where the register has it or it signed something.
    pub(super) fn fingerprint(&self, certificate: &Certificate) -> Option<String> {
        let own = fingerprints(std::slice::from_ref(certificate))
            .into_keys()
            .next();
        let seen = || {
            let mut seen = self.numbers.iter();
            let found = seen.find(|(_, number)| **number == certificate.number);
            found.map(|(fingerprint, _)| fingerprint.clone())
        };
        own.or_else(seen)
    }
}

/// The numbers of those that the register has as X.509, by SHA-256.
fn fingerprints(certificates: &[Certificate]) -> HashMap<String, String> {
    let known = certificates.iter().filter_map(|one| {
        let der = Base64::decode_vec(one.x509.as_deref()?).ok()?;
        let digest = CryptoProvider::aws_lc()
            .digest(DigestAlgorithm::Sha256, &der)
            .ok()?;
        Some((hex(digest.as_bytes()).to_lowercase(), one.number.clone()))
    });
    known.collect()
}

/// The number of the certificate with this digest, from a PDF that it signed. Whether the signature holds is another question.
fn number_in(path: &Path, fingerprint: &str, job: &Job) -> Option<String> {
    let file = PdfFile::open(documents::source(path).ok()?).ok()?;
    let policy = Policy {
        revocation: RevocationMode::Skip,
        ..Policy::default()
    };
    let report = pades_verify::verify(&file, &Evidence::new(), &[], &policy, job.now).ok()?;
    let signers = report
        .signatures
        .iter()
        .filter_map(|one| one.signer.as_ref());
    let is_it = |one: &&X509| hex(&one.fingerprint()).eq_ignore_ascii_case(fingerprint);
    let mut found = signers.filter(is_it);
    found.next().map(|one| one.serial().to_string())
}

impl Signed {
    /// Its number and symbol, as far as they are known.
    pub(super) fn document(&self) -> String {
        let number = self.made.number.as_ref().map(|number| number.number);
        match (number, &self.made.symbol) {
            (Some(number), Some(symbol)) => format!("{number:02}/{symbol}"),
            (Some(number), None) => format!("{number:02}"),
            (None, Some(symbol)) => format!("/{symbol}"),
            (None, None) => String::new(),
        }
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "at": self.made.at,
            "document": self.document(),
            "title": self.made.title,
            "file": self.made.part,
            "output": self.made.output.display().to_string(),
            "certificate": self.number,
            "signer": self.made.signer,
            "after": self.is_after,
        })
    }

    pub(super) fn say(&self, job: &Job) {
        let what = self.made.title.as_deref().unwrap_or(&self.made.part);
        let (document, number, remark) = (self.document(), &self.number, self.remark());
        let (vi, en) = (moment(self.made.at), moment_en(self.made.at));
        job.say(&Text::new(
            format!(
                "- {vi}: {document} {what}, chứng thư {number} ({})",
                remark.vi
            ),
            format!(
                "- {en}: {document} {what}, certificate {number} ({})",
                remark.en
            ),
        ));
    }

    /// What is said of when it was made.
    const fn remark(&self) -> Words {
        match self.is_after {
            true => words("sau khi ngừng sử dụng", "after the block"),
            false => words("cần xác minh", "to be looked into"),
        }
    }
}

/// The list as CSV that Excel opens.
pub(super) fn csv(signed: &[Signed]) -> String {
    let heading = [
        "STT",
        "Thời điểm ký",
        "Số, ký hiệu",
        "Trích yếu",
        "Tệp",
        "Số hiệu chứng thư",
        "Ghi chú",
    ];
    let text = |text: &str| Content::Text(text.to_owned());
    let rows = (1..).zip(signed).map(|(number, one): (u32, _)| {
        vec![
            text(&number.to_string()),
            text(&moment(one.made.at)),
            text(&one.document()),
            text(one.made.title.as_deref().unwrap_or_default()),
            text(&one.made.part),
            text(&one.number),
            text(one.remark().in_lang(Lang::Vi)),
        ]
    });
    let rows = std::iter::once(heading.map(text).to_vec()).chain(rows);
    write(&Table::of("Văn bản đã ký", rows), CsvStyle::EXCEL)
}
