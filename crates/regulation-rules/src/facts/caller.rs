//! What only people can say: kind of certificate, role, attestations.

use std::collections::BTreeMap;

use gov_ca_model::{CertificateKind, IssuerKind, SubscriberClass, VietnamDay};
use serde::{Deserialize, Serialize};

use super::sheet::Said;
use super::{DocumentFacts, Fact, IssueKind, Nature, PackageFacts, Role, SignedFacts};

/// What the person who runs the check states, read from TOML (`--facts`) and added to by `--attest NAME=yes`.
///
/// ```
/// use regulation_rules::facts::{CallerFacts, Role};
///
/// let mut facts = CallerFacts::from_toml(r#"
///     province = "tay-ninh"
///     by = "Nguyễn Văn Mẫu"
///
///     [every_signature]
///     certificate_kind = "government"
///     issuer = "government-ca"
///
///     [signature.Signature1]
///     role = "authorised-person"
/// "#)?;
/// facts.attest("sole-control=yes")?;
/// assert_eq!(facts.role_of("Signature1"), Role::AuthorisedPerson);
/// # Ok::<(), regulation_rules::facts::CallerError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallerFacts {
    /// The province whose regulation is to be applied as well: `tay-ninh`.
    pub province: Option<String>,
    /// Who states all this.
    pub by: Option<String>,
    /// What holds for every signature of the document.
    pub every_signature: Statement,
    /// What holds for one signature, by the name of its field; it wins over `every_signature`.
    pub signature: BTreeMap<String, Statement>,
    /// About the file itself. Where it is given, the file is judged too, with what the report shows added.
    pub document: Option<DocumentFacts>,
    /// About the package the file belongs to, likewise.
    pub package: Option<PackageFacts>,
}

/// What a person states about a signature and the certificate behind it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statement {
    /// The part the signature plays.
    pub role: Option<Role>,
    /// Government, public or specialised.
    pub certificate_kind: Option<CertificateKind>,
    /// Which kind of CA issued the certificate.
    pub issuer: Option<IssuerKind>,
    /// New, renewed or changed.
    pub issue_kind: Option<IssueKind>,
    /// The day of issue.
    pub issued_on: Option<VietnamDay>,
    /// Within the scope of the certificate and the signer's responsibility.
    pub within_scope: Option<bool>,
    /// The private key was under the signer's control alone.
    pub sole_control: Option<bool>,
    /// Key and content were bound to the signer alone.
    pub unique_link: Option<bool>,
    /// The certificate was checked before the key was used.
    pub certificate_checked_first: Option<bool>,
    /// The path was checked before the key was used.
    pub path_checked_first: Option<bool>,
    /// The law wants a time-stamp on this document.
    pub timestamp_required: Option<bool>,
    /// The CA published the address of the time-stamp server.
    pub timestamp_server_published: Option<bool>,
    /// The time in the time-stamp is when the service received the message.
    pub timestamp_time_of_receipt: Option<bool>,
    /// The signature is of a person, a body, or a system.
    pub signer_class: Option<SubscriberClass>,
    /// The law wants the body's seal on the document.
    pub seal_required: Option<bool>,
    /// The signature confirms the signer and the signer's approval.
    pub approval_confirmed: Option<bool>,
    /// The creation data is linked to the approved content alone.
    pub creation_data_of_content_only: Option<bool>,
    /// The means of creation is safe.
    pub creation_means_safe: Option<bool>,
    /// The day the certificate was published as in effect.
    pub certificate_published_on: Option<VietnamDay>,
    #[serde(skip)]
    said_by: BTreeMap<Fact, String>,
}

/// Why a statement could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallerError {
    /// Not `NAME=yes` or `NAME=no`.
    #[error("not of the form NAME=yes, NAME=no, NAME=yes:WHO: {text:?}")]
    Form {
        /// The text.
        text: String,
    },
    /// No fact of this name can be attested.
    #[error("no fact named {name:?} can be attested; known: {known}")]
    NotAttestable {
        /// The name.
        name: String,
        /// Those that can.
        known: String,
    },
    /// The TOML is not readable, or names something unknown.
    #[error("facts are not readable: {message}")]
    Toml {
        /// What the reader says, with line and column.
        message: String,
    },
}

impl CallerFacts {
    /// Reads the TOML of `--facts`.
    ///
    /// # Errors
    ///
    /// [`CallerError::Toml`] names the line.
    pub fn from_toml(text: &str) -> Result<Self, CallerError> {
        toml::from_str(text).map_err(|error| CallerError::Toml {
            message: error.to_string(),
        })
    }

    /// Takes one attestation: `sole-control=yes`, `sole-control@Signature1=no`, `sole-control=yes:Nguyễn Văn Mẫu`.
    ///
    /// # Errors
    ///
    /// When it is not of that form, or nobody can attest such a fact.
    pub fn attest(&mut self, text: &str) -> Result<(), CallerError> {
        let form = || CallerError::Form {
            text: text.to_owned(),
        };
        let (target, value) = text.split_once('=').ok_or_else(form)?;
        let (name, field) = target
            .split_once('@')
            .map_or((target, None), |(name, field)| (name, Some(field)));
        let (answer, by) = value
            .split_once(':')
            .map_or((value, None), |(answer, by)| (answer, Some(by)));
        let answer = yes_or_no(answer).ok_or_else(form)?;
        let statement = match field {
            Some(field) => self.signature.entry(field.to_owned()).or_default(),
            None => &mut self.every_signature,
        };
        statement.attest(name, answer, by)
    }

    /// The names that `attest` takes.
    pub fn attestable() -> Vec<&'static str> {
        let mut probe = Statement::default();
        Fact::ALL
            .iter()
            .filter(|fact| probe.slot(**fact).is_some())
            .map(|fact| fact.key())
            .collect()
    }

    /// The part a signature plays, as stated.
    pub fn role_of(&self, field: &str) -> Role {
        let own = self
            .signature
            .get(field)
            .and_then(|statement| statement.role);
        own.or(self.every_signature.role).unwrap_or_default()
    }

    /// Writes what is stated into the sheets of the signature in `field`.
    pub fn apply(&self, signed: &mut SignedFacts) {
        signed.role = self.role_of(&signed.field);
        signed.signature.role = Some(signed.role).filter(|role| *role != Role::Unknown);
        signed.signature.province.clone_from(&self.province);
        signed.certificate.province.clone_from(&self.province);
        self.every_signature.apply(signed, self.by.as_deref());
        if let Some(own) = self.signature.get(&signed.field) {
            own.apply(signed, self.by.as_deref());
        }
    }
}

impl Statement {
    fn attest(&mut self, name: &str, answer: bool, by: Option<&str>) -> Result<(), CallerError> {
        let fact = Fact::with_key(name).filter(|fact| fact.nature() == Nature::Attested);
        let refused = || CallerError::NotAttestable {
            name: name.to_owned(),
            known: CallerFacts::attestable().join(", "),
        };
        let fact = fact.ok_or_else(refused)?;
        *self.slot(fact).ok_or_else(refused)? = Some(answer);
        match by {
            Some(by) => self.said_by.insert(fact, by.trim().to_owned()),
            None => self.said_by.remove(&fact),
        };
        Ok(())
    }

    /// The place of a yes-or-no fact that a person can attest.
    fn slot(&mut self, fact: Fact) -> Option<&mut Option<bool>> {
        match fact {
            Fact::WithinScope => Some(&mut self.within_scope),
            Fact::SoleControl => Some(&mut self.sole_control),
            Fact::UniqueLink => Some(&mut self.unique_link),
            Fact::CertificateCheckedFirst => Some(&mut self.certificate_checked_first),
            Fact::PathCheckedFirst => Some(&mut self.path_checked_first),
            Fact::TimestampRequired => Some(&mut self.timestamp_required),
            Fact::TimestampServerPublished => Some(&mut self.timestamp_server_published),
            Fact::TimestampTimeOfReceipt => Some(&mut self.timestamp_time_of_receipt),
            Fact::SealRequired => Some(&mut self.seal_required),
            Fact::ApprovalConfirmed => Some(&mut self.approval_confirmed),
            Fact::CreationDataOfContentOnly => Some(&mut self.creation_data_of_content_only),
            Fact::CreationMeansSafe => Some(&mut self.creation_means_safe),
            _ => None,
        }
    }

    fn apply(&self, signed: &mut SignedFacts, by: Option<&str>) {
        let SignedFacts {
            signature,
            certificate,
            ..
        } = signed;
        let mut pen = Pen {
            statement: self,
            by,
            said: &mut signature.said,
        };
        pen.write(
            Fact::CertificateKind,
            self.certificate_kind,
            &mut signature.certificate_kind,
        );
        pen.write(Fact::Issuer, self.issuer, &mut signature.issuer);
        pen.write(
            Fact::WithinScope,
            self.within_scope,
            &mut signature.within_scope,
        );
        pen.write(
            Fact::SoleControl,
            self.sole_control,
            &mut signature.sole_control,
        );
        pen.write(
            Fact::UniqueLink,
            self.unique_link,
            &mut signature.unique_link,
        );
        let checked = &mut signature.certificate_checked_first;
        pen.write(
            Fact::CertificateCheckedFirst,
            self.certificate_checked_first,
            checked,
        );
        pen.write(
            Fact::PathCheckedFirst,
            self.path_checked_first,
            &mut signature.path_checked_first,
        );
        pen.write(
            Fact::TimestampRequired,
            self.timestamp_required,
            &mut signature.timestamp_required,
        );
        let published = &mut signature.timestamp_server_published;
        pen.write(
            Fact::TimestampServerPublished,
            self.timestamp_server_published,
            published,
        );
        let received = &mut signature.timestamp_time_of_receipt;
        pen.write(
            Fact::TimestampTimeOfReceipt,
            self.timestamp_time_of_receipt,
            received,
        );
        pen.write(
            Fact::SignerClass,
            self.signer_class,
            &mut signature.signer_class,
        );
        pen.write(
            Fact::SealRequired,
            self.seal_required,
            &mut signature.seal_required,
        );
        pen.write(
            Fact::ApprovalConfirmed,
            self.approval_confirmed,
            &mut signature.approval_confirmed,
        );
        let of_content = &mut signature.creation_data_of_content_only;
        pen.write(
            Fact::CreationDataOfContentOnly,
            self.creation_data_of_content_only,
            of_content,
        );
        pen.write(
            Fact::CreationMeansSafe,
            self.creation_means_safe,
            &mut signature.creation_means_safe,
        );
        let published_on = &mut signature.certificate_published_on;
        pen.write(
            Fact::CertificatePublishedOn,
            self.certificate_published_on,
            published_on,
        );
        let mut pen = Pen {
            statement: self,
            by,
            said: &mut certificate.said,
        };
        pen.write(
            Fact::CertificateKind,
            self.certificate_kind,
            &mut certificate.certificate_kind,
        );
        pen.write(
            Fact::IssueKind,
            self.issue_kind,
            &mut certificate.issue_kind,
        );
        pen.write(Fact::IssuedOn, self.issued_on, &mut certificate.issued_on);
    }
}

/// Writes stated facts into a sheet and remembers who stated them.
struct Pen<'a> {
    statement: &'a Statement,
    by: Option<&'a str>,
    said: &'a mut Said,
}

impl Pen<'_> {
    fn write<T>(&mut self, fact: Fact, stated: Option<T>, into: &mut Option<T>) {
        if stated.is_some() {
            *into = stated;
            let own = self.statement.said_by.get(&fact).map(String::as_str);
            self.said.insert(fact, own.or(self.by).map(str::to_owned));
        }
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "có" | "co" => Some(true),
        "no" | "false" | "không" | "khong" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{FactSheet, Origin};

    const FILE: &str = r#"
        province = "tay-ninh"
        by = "Trần Thị Mẫu"
        [every_signature]
        certificate_kind = "government"
        sole_control = true
        issued_on = "2024-08-15"
        [signature.Sig2]
        role = "agency"
        sole_control = false
        issuer = "government-ca"
    "#;

    fn applied(facts: &CallerFacts, field: &str) -> SignedFacts {
        let mut signed = SignedFacts {
            field: field.to_owned(),
            ..SignedFacts::default()
        };
        facts.apply(&mut signed);
        signed
    }

    #[test]
    fn one_signature_wins_over_every_signature() {
        let facts = CallerFacts::from_toml(FILE).unwrap();
        let (first, second) = (applied(&facts, "Sig1"), applied(&facts, "Sig2"));
        assert_eq!((first.role, second.role), (Role::Unknown, Role::Agency));
        assert_eq!(
            (first.signature.sole_control, second.signature.sole_control),
            (Some(true), Some(false))
        );
        assert_eq!(
            (first.signature.issuer, second.signature.issuer),
            (None, Some(IssuerKind::GovernmentCa))
        );
        assert_eq!(
            first.certificate.issued_on,
            Some(VietnamDay::new(2024, 8, 15))
        );
        assert_eq!(
            first.certificate.certificate_kind,
            Some(CertificateKind::Government)
        );
        assert_eq!(first.signature.province(), Some("tay-ninh"));
        assert_eq!(first.certificate.province(), Some("tay-ninh"));
    }

    #[test]
    fn who_said_it_stays_with_the_fact() {
        let mut facts = CallerFacts::from_toml(FILE).unwrap();
        facts.attest("unique-link@Sig2=có: Lê Văn Mẫu").unwrap();
        let signed = applied(&facts, "Sig2");
        assert_eq!(signed.signature.unique_link, Some(true));
        let by = |name: &str| Origin::Person {
            by: Some(name.to_owned()),
        };
        assert_eq!(signed.signature.origin(Fact::UniqueLink), by("Lê Văn Mẫu"));
        assert_eq!(
            signed.signature.origin(Fact::SoleControl),
            by("Trần Thị Mẫu")
        );
        assert_eq!(signed.signature.origin(Fact::NotAfter), Origin::Observed);
        assert_eq!(
            signed.certificate.origin(Fact::IssuedOn),
            by("Trần Thị Mẫu")
        );
        assert_eq!(applied(&facts, "Sig1").signature.unique_link, None);
    }

    #[test]
    fn every_attestation_reaches_its_fact() {
        for name in CallerFacts::attestable() {
            let mut facts = CallerFacts::default();
            facts.attest(&format!("{name}=no")).unwrap();
            let sheet = toml::Value::try_from(applied(&facts, "x").signature).unwrap();
            let table = sheet.as_table().unwrap();
            assert_eq!(table.len(), 1, "{name}");
            assert_eq!(table[name].as_bool(), Some(false), "{name}");
        }
        assert_eq!(CallerFacts::attestable().len(), 12);
    }

    #[test]
    fn answers_come_in_both_languages() {
        for (text, expected) in [
            ("yes", true),
            ("TRUE", true),
            (" có", true),
            ("co", true),
            ("no", false),
            ("Không", false),
        ] {
            assert_eq!(yes_or_no(text), Some(expected), "{text}");
        }
        assert_eq!(
            (yes_or_no("khong"), yes_or_no("false"), yes_or_no("maybe")),
            (Some(false), Some(false), None)
        );
    }

    #[test]
    fn what_cannot_be_attested_is_refused() {
        let mut facts = CallerFacts::default();
        assert!(matches!(
            facts.attest("sole-control"),
            Err(CallerError::Form { .. })
        ));
        assert!(matches!(
            facts.attest("sole-control=perhaps"),
            Err(CallerError::Form { .. })
        ));
        for name in ["status", "certificate_kind", "issued_on", "nothing"] {
            let refused = facts.attest(&format!("{name}=yes"));
            assert!(
                matches!(refused, Err(CallerError::NotAttestable { .. })),
                "{name}"
            );
        }
        assert!(matches!(
            CallerFacts::from_toml("provinz = 1"),
            Err(CallerError::Toml { .. })
        ));
        assert_eq!(facts, CallerFacts::default());
    }
}
