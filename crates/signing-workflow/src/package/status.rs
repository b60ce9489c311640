//! The status message that goes back over the exchange axis.

use serde::Serialize;

use super::metadata::Organisation;
use super::xml::Element;

/// What became of a document that was sent. Second-hand, as all of edXML here: the element `Status` and its children are those of
/// one public integration program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StatusMessage {
    /// Which document is meant.
    pub response_for: ResponseFor,
    /// Who answers (`From`).
    pub from: Organisation,
    /// Two digits (`StatusCode`): see [`ExchangeStatus`](crate::receive::ExchangeStatus).
    pub code: String,
    /// In words (`Description`): of a refusal, the reasons.
    pub description: Option<String>,
    /// When, as written (`Timestamp`).
    pub timestamp: Option<String>,
    /// Who of the staff (`StaffInfo/Staff`).
    pub staff: Option<String>,
}

/// The document a status is about, as its sender called it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ResponseFor {
    /// The code of the body that sent it (`OrganId`).
    pub organisation: Option<String>,
    /// Number and symbol (`Code`): `12/QĐ-UBND`.
    pub code: Option<String>,
    /// Its day, as written (`PromulgationDate`).
    pub date_as_written: Option<String>,
    /// Its identifier (`DocumentId`).
    pub document_id: Option<String>,
}

impl StatusMessage {
    /// The message in this document, if it is one.
    pub(crate) fn of(root: &Element) -> Option<Self> {
        let status = root.find(&["Status"])?;
        let empty = Element::default();
        let part = |name: &str| status.child(name).unwrap_or(&empty);
        let (of, from) = (part("ResponseFor"), part("From"));
        Some(Self {
            response_for: ResponseFor {
                organisation: of.value("OrganId"),
                code: of.value("Code"),
                date_as_written: of.value("PromulgationDate"),
                document_id: of.value("DocumentId"),
            },
            from: Organisation {
                code: from.value("OrganId"),
                name: from.value("OrganName"),
            },
            code: status.value("StatusCode")?,
            description: status.value("Description"),
            timestamp: status.value("Timestamp"),
            staff: part("StaffInfo").value("Staff"),
        })
    }
}
