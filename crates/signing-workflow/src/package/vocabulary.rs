//! The elements that are known, second-hand, and those that are not.

use super::limits::PackageLimits;
use super::xml::Element;

/// Which children are known below which element. An element without a row is not looked into.
const KNOWN: &[(&str, &[&str])] = &[
    ("edXML", &["edXMLEnvelope", "AttachmentEncoded"]),
    (
        "edXMLEnvelope",
        &[
            "edXMLHeader",
            "edXMLBody",
            "Header",
            "Body",
            "AttachmentEncoded",
        ],
    ),
    (
        "EdXMLEnvelope",
        &["MessageHeader", "Manifest", "edXMLHeader", "edXMLBody"],
    ),
    ("Envelope", &["Header", "Body"]),
    ("edXMLHeader", HEADER),
    ("Header", HEADER),
    ("edXMLBody", &["edXMLManifest", "Manifest"]),
    ("Body", &["Manifest", "edXMLManifest"]),
    (
        "MessageHeader",
        &[
            "From",
            "To",
            "Code",
            "PromulgationInfo",
            "DocumentType",
            "Subject",
            "Content",
            "SignerInfo",
            "Author",
            "DueDate",
            "ToPlaces",
            "OtherInfo",
            "ResponseFor",
            "SteeringType",
            "DocumentId",
            "ResponseDate",
            "StatusCode",
            "Description",
            "Timestamp",
            "StaffInfo",
            "TraceHeaderList",
        ],
    ),
    (
        "Status",
        &[
            "ResponseFor",
            "From",
            "StatusCode",
            "Description",
            "Timestamp",
            "StaffInfo",
        ],
    ),
    (
        "ResponseFor",
        &["OrganId", "Code", "PromulgationDate", "DocumentId"],
    ),
    ("From", PARTY),
    ("To", PARTY),
    ("Code", &["CodeNumber", "CodeNotation"]),
    (
        "PromulgationInfo",
        &["Place", "PromulgationDate", "Promulgator"],
    ),
    ("DocumentType", &["Type", "TypeDetail", "TypeName"]),
    ("SignerInfo", SIGNER),
    ("Author", SIGNER),
    ("ToPlaces", &["Place"]),
    (
        "OtherInfo",
        &[
            "Priority",
            "SphereOfPromulgation",
            "TyperNotation",
            "PromulgationAmount",
            "PageAmount",
            "Appendixes",
            "Appendix",
            "Direction",
            "ReplyFors",
            "ReferenceCodes",
        ],
    ),
    ("Appendixes", &["Appendix"]),
    ("TraceHeaderList", &["TraceHeader", "Bussiness", "Business"]),
    ("TraceHeader", &["OrganId", "Timestamp", "Time", "Path"]),
    ("Bussiness", BUSINESS),
    ("Business", BUSINESS),
    ("edXMLManifest", MANIFEST),
    ("Manifest", MANIFEST),
    (
        "Reference",
        &["ContentId", "ContentType", "AttachmentName", "Description"],
    ),
    ("AttachmentEncoded", &["Attachment"]),
    (
        "Attachment",
        &[
            "ContentId",
            "ContentType",
            "AttachmentName",
            "Description",
            "ContentTransferEncoded",
            "Content",
        ],
    ),
];
const HEADER: &[&str] = &[
    "MessageHeader",
    "Status",
    "TraceHeaderList",
    "DigitalSignature",
    "Signature",
    "ErrorList",
];
const PARTY: &[&str] = &[
    "OrganId",
    "OrganizationInCharge",
    "OrganName",
    "OrganAdd",
    "Email",
    "Telephone",
    "Fax",
    "Website",
];
const SIGNER: &[&str] = &["Competence", "Position", "FullName", "Function", "Signer"];
const BUSINESS: &[&str] = &[
    "BussinessDocType",
    "BussinessDocReason",
    "BussinessDocumentInfo",
    "BusinessDocType",
    "BusinessDocReason",
    "DocumentId",
    "ReplacementInfoList",
    "StaffInfo",
    "Paper",
];
const MANIFEST: &[&str] = &["Reference", "Attachment"];

/// The paths of elements that are not known, each once, and how many there are.
pub(crate) fn unknown(root: &Element, limits: &PackageLimits) -> (Vec<String>, usize) {
    let mut found = (Vec::new(), 0);
    look(root, &root.name, limits, &mut found);
    found
}

fn look(element: &Element, path: &str, limits: &PackageLimits, found: &mut (Vec<String>, usize)) {
    let Some((_, known)) = KNOWN.iter().find(|(name, _)| *name == element.name) else {
        return;
    };
    for child in &element.children {
        let here = format!("{path}/{}", child.name.chars().take(60).collect::<String>());
        if known.contains(&child.name.as_str()) {
            look(child, &here, limits, found);
            continue;
        }
        found.1 = found.1.saturating_add(1);
        if found.0.len() < limits.unknown && !found.0.contains(&here) {
            found.0.push(here);
        }
    }
}
