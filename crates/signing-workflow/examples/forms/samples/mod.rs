//! Every form of the register, filled with people and agencies of a province that does not exist.
#![allow(dead_code, reason = "the example and the tests use what they need")]

mod letters;
mod records;
mod requests;

use gov_ca_model::VietnamDay;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use signature_appearance::Fonts;
use signing_workflow::forms::{self, Filled, Form, FormError, RequestMark};

/// The request that the samples belong to.
pub(crate) const REQUEST: &str = "YC-2026-000127";

/// A form and what became of it.
pub(crate) struct Paper {
    /// [`Form::id`].
    pub(crate) id: &'static str,
    /// The file.
    pub(crate) filled: Filled,
    /// The digest of its values.
    pub(crate) digest: String,
    /// Every text of its values.
    pub(crate) texts: Vec<String>,
}

/// What is done to the values before a form is filled.
pub(crate) type Change<'c> = &'c dyn Fn(&mut Value);

/// Every form with its sample values, changed.
///
/// # Errors
/// What the forms say.
pub(crate) fn papers(change: Change<'_>, fonts: &Fonts<'_>) -> Result<Vec<Paper>, FormError> {
    let paper = Maker { change, fonts };
    Ok(vec![
        paper.of(&forms::AN_GIANG_01, &requests::agency())?,
        paper.of(&forms::AN_GIANG_02, &requests::agencies())?,
        paper.of(&forms::AN_GIANG_03, &requests::agency_ends())?,
        paper.of(&forms::ND68_01, &requests::persons())?,
        paper.of(&forms::ND68_02, &requests::bodies())?,
        paper.of(&forms::ND68_04, &requests::changes())?,
        paper.of(&forms::ND68_05, &requests::revocations())?,
        paper.of(&forms::ND68_06, &requests::recoveries())?,
        paper.of(&forms::HAND_OVER, &records::hand_over())?,
        paper.of(&forms::RETURN, &records::given_back())?,
        paper.of(&forms::LOST_DEVICE, &records::lost())?,
        paper.of(&forms::PERMISSION, &records::permission())?,
        paper.of(&forms::APPROVAL, &records::approval())?,
        paper.of(&forms::RETURNED, &letters::returned())?,
        paper.of(&forms::REFUSAL, &letters::refusal())?,
        paper.of(&forms::REMINDER, &letters::reminder())?,
        paper.of(&forms::REVOCATION_NOTICE, &letters::revoked())?,
    ])
}

struct Maker<'m> {
    change: Change<'m>,
    fonts: &'m Fonts<'m>,
}

impl Maker<'_> {
    fn of<D: Serialize + DeserializeOwned + Default>(
        &self,
        form: &Form<D>,
        values: &D,
    ) -> Result<Paper, FormError> {
        let mut json = serde_json::to_value(values)?;
        (self.change)(&mut json);
        let mut texts = Vec::new();
        gather(&json, &mut texts);
        let values: D = serde_json::from_value(json)?;
        let mark = RequestMark {
            request: REQUEST,
            filled_on: day(1, 5),
        };
        Ok(Paper {
            id: form.id,
            filled: form.fill(&values, mark, self.fonts)?,
            digest: form.digest(&values)?,
            texts,
        })
    }
}

/// Every text in there.
fn gather(json: &Value, texts: &mut Vec<String>) {
    match json {
        Value::Array(values) => values.iter().for_each(|value| gather(value, texts)),
        Value::Object(values) => values.values().for_each(|value| gather(value, texts)),
        Value::String(text) => texts.push(text.clone()),
        _ => {}
    }
}

/// Lists of so many rows, made of those that are there.
pub(crate) fn repeated(json: &mut Value, rows: usize) {
    match json {
        Value::Array(list) if list.iter().any(Value::is_object) => {
            let few = core::mem::take(list);
            list.extend(few.into_iter().cycle().take(rows));
        }
        Value::Object(fields) => fields.values_mut().for_each(|value| repeated(value, rows)),
        _ => {}
    }
}

/// A day of 2026.
fn day(month: i8, day: i8) -> VietnamDay {
    VietnamDay::new(2026, month, day)
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}
