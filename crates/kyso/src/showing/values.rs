//! What the lines of a profile are filled with: said on the command line, else as the certificate says.

use gov_ca_model::GovCertificate;
use regulation_rules::profiles::{FormOfCopy, Values};

use super::Wanted;

/// What a certificate says of its holder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holder {
    pub(crate) name: Option<String>,
    agency: Option<String>,
    mail: Option<String>,
}

impl Holder {
    /// A person's certificate names the body as organisation; a body's own name is its common name.
    pub(crate) fn of(certificate: &cert_path::Certificate) -> Self {
        let shown = GovCertificate::from(certificate);
        let mut mails = certificate.subject_alt_emails().into_iter();
        Self {
            agency: shown.organisation.or_else(|| shown.common_name.clone()),
            mail: mails.next().or(shown.email),
            name: shown.common_name,
        }
    }

    /// Nothing but a name, for a preview.
    pub(crate) fn named(name: Option<String>) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

pub(super) fn of(wanted: &Wanted<'_>) -> Values {
    let said = &wanted.args.values;
    let holder = &wanted.holder;
    let or =
        |said: &Option<String>, holder: &Option<String>| said.clone().or_else(|| holder.clone());
    Values {
        number: said.number.clone(),
        symbol: said.symbol.clone(),
        signed_at: Some(wanted.at),
        dated_on: said.dated,
        name: holder.name.clone(),
        mail: or(&said.mail, &holder.mail),
        agency: or(&said.agency, &holder.agency),
        form_of_copy: said.form_of_copy.as_deref().and_then(form),
    }
}

fn form(word: &str) -> Option<FormOfCopy> {
    match word {
        "sao-y" => Some(FormOfCopy::SaoY),
        "sao-luc" => Some(FormOfCopy::SaoLuc),
        "trich-sao" => Some(FormOfCopy::TrichSao),
        _ => None,
    }
}
