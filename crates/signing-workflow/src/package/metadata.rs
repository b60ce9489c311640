//! What is sent along with a document, as the sender states it.

use gov_ca_model::VietnamDay;
use serde::Serialize;

use super::written;
use super::xml::Element;

/// The header of an exchange message. Claims of the sender, all of them: nobody signed them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Metadata {
    /// Who sends (`From`).
    pub from: Organisation,
    /// To whom (`To`).
    pub to: Vec<Organisation>,
    /// The number (`Code/CodeNumber`).
    pub number: Option<String>,
    /// The symbol (`Code/CodeNotation`).
    pub symbol: Option<String>,
    /// Where it was issued (`PromulgationInfo/Place`).
    pub place: Option<String>,
    /// When, as written (`PromulgationInfo/PromulgationDate`).
    pub date_as_written: Option<String>,
    /// When: the day in Vietnam, where it can be read.
    pub date: Option<VietnamDay>,
    /// What kind of document (`DocumentType/TypeName`).
    pub type_name: Option<String>,
    /// What it is about (`Subject`).
    pub subject: Option<String>,
    /// Who signed (`SignerInfo`).
    pub signer: Signer,
    /// Names of appendixes (`OtherInfo/Appendixes`): they need not be files.
    pub appendixes: Vec<String>,
    /// How urgent (`OtherInfo/Priority`), as written.
    pub priority: Option<String>,
    /// The document's identifier (`DocumentId`).
    pub document_id: Option<String>,
    /// What is done with it (`Bussiness`).
    pub business: Business,
    /// The files, as listed (`Manifest`).
    pub listed: Vec<Listed>,
}

/// A party of the exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Its code (`OrganId`).
    pub code: Option<String>,
    /// Its name (`OrganName`).
    pub name: Option<String>,
}

/// Who signed, as stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// `FullName`.
    pub name: Option<String>,
    /// `Position`.
    pub position: Option<String>,
    /// `Competence`: TM., KT. and the like.
    pub competence: Option<String>,
}

/// What the message asks for. The numbers are second-hand: 0 new, 1 recall, 2 update, 3 replacement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Business {
    /// As written.
    pub kind: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A file in the list of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// What binds it to a content, without `cid:`.
    pub content_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its media type.
    pub content_type: Option<String>,
    /// What the sender calls it.
    pub description: Option<String>,
}

impl Metadata {
    pub(crate) fn of(root: &Element) -> Self {
        let empty = Element::default();
        let header = root.find(&["MessageHeader"]).unwrap_or(&empty);
        let part = |name: &str| header.child(name).unwrap_or(&empty);
        let (code, issue, other) = (part("Code"), part("PromulgationInfo"), part("OtherInfo"));
        let date_as_written = issue.value("PromulgationDate");
        let signer = header
            .child("SignerInfo")
            .or_else(|| header.child("Author"))
            .unwrap_or(&empty);
        Self {
            from: organisation(part("From")),
            to: header.each("To").map(organisation).collect(),
            number: code.value("CodeNumber"),
            symbol: code.value("CodeNotation"),
            place: issue.value("Place"),
            date: date_as_written.as_deref().and_then(written::day),
            date_as_written,
            type_name: part("DocumentType").value("TypeName"),
            subject: header.value("Subject"),
            signer: Signer {
                name: signer.value("FullName").or_else(|| signer.value("Signer")),
                position: signer
                    .value("Position")
                    .or_else(|| signer.value("Function")),
                competence: signer.value("Competence"),
            },
            appendixes: appendixes(other),
            priority: other.value("Priority"),
            document_id: header.value("DocumentId"),
            business: Business::of(root),
            listed: listed(root),
        }
    }
}

impl Business {
    /// Programs write the word with two s.
    fn of(root: &Element) -> Self {
        let Some(element) = root.find(&["Bussiness", "Business"]) else {
            return Self::default();
        };
        let either = |one: &str, other: &str| element.value(one).or_else(|| element.value(other));
        Self {
            kind: either("BussinessDocType", "BusinessDocType"),
            reason: either("BussinessDocReason", "BusinessDocReason"),
        }
    }
}

fn organisation(element: &Element) -> Organisation {
    Organisation {
        code: element.value("OrganId"),
        name: element.value("OrganName"),
    }
}

fn appendixes(other: &Element) -> Vec<String> {
    let Some(list) = other.child("Appendixes") else {
        return Vec::new();
    };
    let named = list.each("Appendix").map(Element::text);
    named
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

fn listed(root: &Element) -> Vec<Listed> {
    let Some(manifest) = root.find(&["edXMLManifest", "Manifest"]) else {
        return Vec::new();
    };
    manifest
        .each("Reference")
        .map(|reference| Listed {
            content_id: reference
                .value("ContentId")
                .or_else(|| reference.attribute("href").map(str::to_owned))
                .map(|id| without_scheme(&id)),
            name: reference
                .value("AttachmentName")
                .map(|name| written::shown_name(&name)),
            content_type: reference.value("ContentType"),
            description: reference.value("Description"),
        })
        .collect()
}

/// RFC 2392: `cid:` before a content identifier; programs write it on one side only.
pub(crate) fn without_scheme(id: &str) -> String {
    let id = id.trim();
    id.strip_prefix("cid:")
        .unwrap_or(id)
        .trim_matches(['<', '>'])
        .to_owned()
}
