//! What was concluded, in a form that can be compared: the same file, evidence and moment give the same.

use regulation_rules::Lang;
use regulation_rules::facts::Role;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::signature::SignatureRecord;
use crate::package::{PackageFile, PackageReport, PartReport};

/// Everything concluded about one arrival.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Conclusion {
    /// What was proposed for all of it: [`Reception`](crate::receive::Reception) as data.
    pub reception: Value,
    /// Each file, the main document first.
    pub parts: Vec<PartConclusion>,
}

/// What was concluded about one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartConclusion {
    /// What it is called.
    pub file: String,
    /// `main`, `attachment`.
    pub part: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// What would be proposed for it alone.
    pub reception: Value,
    /// `passed`, `failed`, `indeterminate`, `unsigned`; nothing where it was not read.
    pub verdict: Option<String>,
    /// Why it was not read.
    pub unread: Option<String>,
    /// Its signatures.
    pub signatures: Vec<SignatureRecord>,
    /// What the law says of them: findings that are fulfilled or do not apply are left out.
    pub law: Value,
}

impl Conclusion {
    /// Of a judged package; `files` are those it was made of.
    #[must_use]
    pub fn of(report: &PackageReport, files: &[PackageFile<'_>]) -> Self {
        let parts = report.main.iter().chain(&report.attachments);
        Self {
            reception: data(&report.reception),
            parts: parts.map(|part| PartConclusion::of(part, files)).collect(),
        }
    }

    /// Every signature with the file it is in.
    pub fn signatures(&self) -> impl Iterator<Item = (&str, &SignatureRecord)> {
        self.parts.iter().flat_map(|part| {
            let signatures = part.signatures.iter();
            signatures.map(move |signature| (part.file.as_str(), signature))
        })
    }
}

impl PartConclusion {
    fn of(part: &PartReport, files: &[PackageFile<'_>]) -> Self {
        let is_it = |file: &&PackageFile<'_>| file.name == part.file && file.sha256 == part.sha256;
        let mut new = Self {
            file: part.file.clone(),
            part: data(&part.part).as_str().unwrap_or_default().to_owned(),
            sha256: part.sha256.clone(),
            reception: data(&part.reception),
            ..Self::default()
        };
        let Some(file) = files.iter().find(is_it) else {
            return new;
        };
        if let Some(law) = file.law {
            new.law = data(&law.data(Lang::Vi, false));
        }
        match &file.read {
            Err(unread) => new.unread = Some(unread.text.clone()),
            Ok(report) => {
                new.verdict = Some(report.verdict().as_str().to_owned());
                let roles = file.roles.iter().copied();
                let roles = roles.chain(core::iter::repeat(Role::Unknown));
                let signatures = (1..).zip(&report.signatures).zip(roles);
                new.signatures = signatures
                    .map(|((number, signature), role)| {
                        SignatureRecord::of(number, signature, role, &report.evidence)
                    })
                    .collect();
            }
        }
        new
    }
}

/// Our reports are plain data with text keys: this cannot fail.
fn data(report: &impl Serialize) -> Value {
    serde_json::to_value(report).unwrap_or_default()
}
