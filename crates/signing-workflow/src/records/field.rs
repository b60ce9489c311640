//! Which fields a record is asked to have, by what, and whether it has them.
//!
//! What is asked is what the notes on the law hold. TT 15/2025/TT-BKHCN Điều 5(4), 6(2), 6(4) was read in an unofficial copy and is a
//! technical reference for government signatures; of TT 41/2017/TT-BTTTT Điều 9 (until 14/11/2026) the list for outgoing documents
//! was read in part, and that for incoming ones was cut off; the columns of the register (NĐ 30/2020 Điều 22) have not been read.

use gov_ca_model::VietnamDay;
use regulation_rules::Lang;
use regulation_rules::instruments::nd_30_2020::ND_30_2020;
use regulation_rules::instruments::tt_15_2025::TT_15_2025;
use regulation_rules::instruments::tt_41_2017::TT_41_2017;
use regulation_rules::law::{Citation, InForce};
use serde::{Deserialize, Serialize};

use super::record::Record;
use super::signature::{CertificateRecord, SignatureRecord};

macro_rules! all_fields {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A field. The words in data are a public interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Field { $($(#[$doc])* $name,)* }

        impl Field {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

all_fields! {
    /// When it was received. Ours.
    ReceivedAt,
    /// By whom. Ours.
    ReceivedBy,
    /// Who sent it. Ours.
    Sender,
    /// Number, symbol and day of the document. Ours.
    DocumentNumber,
    /// The certificate of every signer, as at signing.
    SignerCertificate,
    /// The CRL or OCSP response on which its status rests.
    RevocationData,
    /// The result of the check of that status.
    StatusResult,
    /// Who issued the certificate.
    Issuer,
    /// Who signed.
    Signer,
    /// The unit that manages the certificate.
    ManagingUnit,
    /// The time of signing, or of its time-stamp.
    SigningTime,
    /// Whether the content is as it was signed.
    Integrity,
    /// Whether the signature was valid at the time of signing.
    ValidityAtSigning,
    /// From when until when the certificate is valid.
    CertificateValidity,
    /// A valid time-stamp.
    Timestamp,
    /// What the circular of 2017 lists for incoming documents.
    IncomingList,
    /// The columns of the register of incoming documents.
    RegisterColumns,
}

/// Whether a record has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is there.
    Kept,
    /// It is not there, or not for every signature.
    Missing,
    /// What exactly is asked has not been read: nothing is said.
    Unread,
}

/// One field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldState {
    /// Which.
    pub field: Field,
    /// Whether it is there.
    pub standing: Standing,
    /// For which signatures it is missing: `cong-van.pdf#2`.
    pub missing_for: Vec<String>,
    /// The clauses that ask for it and are in force on the day of arrival; none where it is ours.
    pub asked_by: Vec<String>,
}

/// The fields of a record, each with its standing.
#[must_use]
pub fn fields(record: &Record) -> Vec<FieldState> {
    let day = record.id.day();
    let of = |field: &Field| {
        let (standing, missing_for) = standing(*field, record);
        FieldState {
            field: *field,
            standing,
            missing_for,
            asked_by: asked_by(*field, day),
        }
    };
    Field::ALL.iter().map(of).collect()
}

fn asked_by(field: Field, day: VietnamDay) -> Vec<String> {
    use Field as F;
    let software = [
        TT_15_2025.article("5").clause("4"),
        TT_15_2025.article("6").clause("2"),
    ];
    let report = TT_15_2025.article("6").clause("4");
    let outgoing = TT_41_2017.article("9").clause("1");
    let citations: Vec<Citation> = match field {
        F::ReceivedAt | F::ReceivedBy | F::Sender | F::DocumentNumber => Vec::new(),
        F::SignerCertificate => vec![software[0], software[1], outgoing],
        F::RevocationData | F::StatusResult => software.to_vec(),
        F::Issuer
        | F::Signer
        | F::ManagingUnit
        | F::SigningTime
        | F::Integrity
        | F::ValidityAtSigning
        | F::CertificateValidity => vec![report],
        F::Timestamp => vec![outgoing],
        F::IncomingList => vec![TT_41_2017.article("9").clause("2")],
        F::RegisterColumns => vec![ND_30_2020.own_article("22")],
    };
    let in_force = |one: &&Citation| one.instrument.force.on(day) == InForce::Yes;
    citations
        .iter()
        .filter(in_force)
        .map(|one| one.text(Lang::Vi))
        .collect()
}

fn standing(field: Field, record: &Record) -> (Standing, Vec<String>) {
    use Field as F;
    let there = |is_there: bool| match is_there {
        true => (Standing::Kept, Vec::new()),
        false => (Standing::Missing, Vec::new()),
    };
    let each = |has: &dyn Fn(&SignatureRecord) -> bool| of_each(record, has);
    let certificate = |has: fn(&CertificateRecord) -> bool| {
        move |one: &SignatureRecord| one.certificate.as_ref().is_some_and(has)
    };
    match field {
        F::ReceivedAt => there(true),
        F::ReceivedBy => there(record.received_by.is_some()),
        F::Sender => there(record.from.name.is_some() || record.from.code.is_some()),
        F::DocumentNumber => {
            let document = &record.document;
            there(document.code().is_some() && document.date.is_some())
        }
        F::SignerCertificate | F::Signer | F::CertificateValidity => each(&certificate(|_| true)),
        F::Issuer => each(&certificate(|one| !one.issuer.is_empty())),
        F::ManagingUnit => each(&certificate(|one| one.managed_by.is_some())),
        F::RevocationData => each(&|one| has_data(one)),
        F::StatusResult => each(&|one| one.status.is_some()),
        F::SigningTime => each(&|one| one.signing_time.is_some()),
        F::Integrity | F::ValidityAtSigning => each(&|one| !one.indication.is_empty()),
        F::Timestamp => each(&|one| one.timestamps.iter().any(|stamp| stamp.is_trusted)),
        F::IncomingList | F::RegisterColumns => (Standing::Unread, Vec::new()),
    }
}

fn has_data(signature: &SignatureRecord) -> bool {
    let status = signature.status.as_ref();
    status.is_some_and(|status| status.sha256.is_some())
}

/// A file without signatures has nothing to keep of them: then the field is missing, and the verdict says why.
fn of_each(record: &Record, has: &dyn Fn(&SignatureRecord) -> bool) -> (Standing, Vec<String>) {
    let mut of_somebody = 0_usize;
    let mut missing_for = Vec::new();
    for (file, signature) in record.conclusion.signatures() {
        if !signature.is_of_somebody() {
            continue;
        }
        of_somebody = of_somebody.saturating_add(1);
        if !has(signature) {
            missing_for.push(format!("{file}#{}", signature.number));
        }
    }
    match of_somebody > 0 && missing_for.is_empty() {
        true => (Standing::Kept, missing_for),
        false => (Standing::Missing, missing_for),
    }
}
