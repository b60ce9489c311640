//! What the forms of NĐ 68/2024 ask of a device and its certificates, under the names they use there.
//!
//! Of forms 04, 05 and 06 only what other texts tell of them is known here (`FormNumber::number_was_read`); An Giang's forms of
//! 2014 (Mẫu số 01, 03) ask for number, first and last day of a certificate too.

use gov_ca_model::FormNumber::{self, F01, F02, F04, F05, F06};
use gov_ca_model::{GovCertificate, UserId};
use serde_json::{Map, Value};
use token_pkcs11::{TokenCertificate, TokenInfo};

use crate::present;
use crate::text::{Lang, Words, words};

/// One field as a form names it.
pub(super) struct Field {
    key: &'static str,
    name: Words,
    forms: &'static [FormNumber],
    value: String,
}

/// Of the device. The number it reports may differ from the one printed on it.
pub(super) fn of_device(token: &TokenInfo) -> Field {
    Field {
        key: "device_number",
        name: words("Số hiệu thiết bị", "Device number"),
        forms: &[F05, F06],
        value: token.serial.clone(),
    }
}

/// A field that a certificate may state.
type Row = (&'static str, Words, &'static [FormNumber], Option<String>);

/// Of a certificate: what it states, nothing else.
pub(super) fn of_certificate(entry: &TokenCertificate) -> Vec<Field> {
    let certificate = GovCertificate::from(&entry.certificate);
    let identifier = certificate.user_id.clone().map(identifier);
    let rows = subscriber(entry, certificate).into_iter();
    let rows = rows.chain(identifier).chain(validity(entry));
    rows.filter_map(|(key, name, forms, value)| {
        let value = value?;
        Some(Field {
            key,
            name,
            forms,
            value,
        })
    })
    .collect()
}

#[rustfmt::skip] // a table
fn subscriber(entry: &TokenCertificate, stated: GovCertificate) -> [Row; 6] {
    let subject = entry.certificate.subject();
    let province = subject.state().or(subject.locality()).map(str::to_owned);
    let position = subject.title().map(str::to_owned);
    [
        ("certificate_name", words("Tên chứng thư", "Certificate name"), &[F04, F05, F06], stated.common_name),
        ("certificate_number", words("Số hiệu chứng thư", "Certificate number"), &[F04, F05], Some(stated.serial)),
        ("body", words("Cơ quan, tổ chức", "Body"), &[F01, F02, F06], stated.organisation),
        ("position", words("Chức vụ", "Position"), &[F01], position),
        ("province", words("Tỉnh, thành phố", "Province"), &[F01, F02], province),
        ("email", words("Thư điện tử công vụ", "Official e-mail"), &[F01, F02, F04, F05, F06], stated.email),
    ]
}

/// The number of the subscriber, by its prefix.
#[rustfmt::skip] // a table
fn identifier(id: UserId) -> Row {
    match id {
        UserId::BudgetUnit(number) => {
            ("budget_code", words("Mã quan hệ ngân sách", "Budget-relation code"), &[F02, F05], Some(number))
        }
        UserId::TaxNumber(number) => ("tax_code", words("Mã số thuế", "Tax code"), &[F02, F05], Some(number)),
        UserId::CitizenNumber(number) => {
            ("personal_id", words("Số căn cước", "Personal identity number"), &[F01, F05], Some(number))
        }
        UserId::Other(text) => ("user_id", words("Định danh khác", "Other identifier"), &[], Some(text)),
        _ => ("user_id", words("Định danh khác", "Other identifier"), &[], None),
    }
}

#[rustfmt::skip] // a table
fn validity(entry: &TokenCertificate) -> [Row; 3] {
    let certificate = &entry.certificate;
    let issuer = certificate.issuer().common_name().map(str::to_owned);
    let day = |at| Some(present::day(at));
    [
        ("valid_from", words("Ngày bắt đầu hiệu lực", "Valid from"), &[], day(certificate.not_before())),
        ("valid_until", words("Ngày hết hạn", "Valid until"), &[], day(certificate.not_after())),
        ("issuer", words("Tổ chức cấp", "Issuer"), &[], issuer),
    ]
}

impl Field {
    /// Whether this form asks for it.
    pub(super) fn is_on(&self, form: FormNumber) -> bool {
        self.forms.contains(&form)
    }

    /// `Số hiệu thiết bị (Mẫu số 05, 06): 0a14…`
    pub(super) fn line(&self, lang: Lang) -> String {
        let numbers: Vec<_> = self.forms.iter().map(|form| form.number()).collect();
        let forms = match (numbers.as_slice(), lang) {
            ([], _) => String::new(),
            (_, Lang::Vi) => format!(" (Mẫu số {})", numbers.join(", ")),
            (_, Lang::En) => format!(" (form {})", numbers.join(", ")),
        };
        format!("{}{forms}: {}", self.name.in_lang(lang), self.value)
    }
}

/// The fields by their keys: a public interface.
pub(super) fn json(fields: impl IntoIterator<Item = Field>) -> Value {
    let pairs = fields
        .into_iter()
        .map(|field| (field.key.to_owned(), Value::from(field.value)));
    Value::Object(pairs.collect::<Map<_, _>>())
}
