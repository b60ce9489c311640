//! What speaks for a role, or against one.

use regulation_rules::facts::Role;
use serde::Serialize;

/// How two names are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameMatch {
    /// Letter by letter, but for composed and decomposed forms.
    Exact,
    /// But for case, the place of the tone mark (hòa, hoà), and i for y (Lý, Lí).
    Habit,
}

/// One thing found. The order in a list is the order in which sources are asked: caller, certificate, place, print, order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RoleFact {
    /// The caller says so.
    Caller,

    /// The certificate names the signer with a number of a budget unit, `UID=MNS:…`: seen with bodies.
    BudgetUnit {
        /// The number.
        number: String,
    },
    /// Common name and organisation of the certificate are the same: seen with bodies.
    NameIsOrganisation {
        /// The name.
        name: String,
        /// Whether it is in capitals, as the names of bodies are.
        capitals: bool,
    },
    /// The certificate names the records room or the office: seen with number and date stamps.
    RecordsRoom {
        /// The words that say so.
        unit: String,
    },
    /// The certificate carries a citizen's number: a person.
    CitizenNumber,
    /// The common name has the form of a person's name.
    PersonalName {
        /// The name.
        name: String,
    },
    /// The container shows no certificate of the signer.
    NoCertificate,
    /// It is a time-stamp or a usage rights signature: no part in the document.
    NotOfASigner,
    /// Nothing in the certificate is Vietnamese: roles are told of documents in Vietnamese practice only.
    NotVietnamese,

    /// It stands in a file of its own, beside one that has no pages: of a document, that can only be an attachment. The
    /// conclusion is ours.
    BesideOtherFile,
    /// No page shows the signature.
    Invisible,
    /// Where its widget is, on the displayed page.
    Widget {
        /// 1 for the first.
        page: usize,
        /// Width, in points.
        width: f64,
        /// Height, in points.
        height: f64,
    },
    /// At the end of the last line of the text, where initials stand.
    EndOfText {
        /// The end of that line.
        line: String,
    },
    /// At the end of the list of recipients, where initials stand, too.
    EndOfRecipients,
    /// In the blank of the number, or over the number.
    NumberBlank {
        /// The line.
        line: String,
    },
    /// In a blank of the date, or over it.
    DateBlank {
        /// The line.
        line: String,
    },
    /// Between a printed title and the name below it.
    UnderTitle {
        /// The title.
        title: String,
    },
    /// Over the left of a printed title and name, where a seal stands.
    SealOfTitle {
        /// The title.
        title: String,
    },
    /// Over the widget of the authorised person's signature.
    OverSignature {
        /// That signature's field.
        field: String,
    },
    /// At the top of the first page, on the left.
    TopLeft,
    /// At the top of the first page, on the right.
    TopRight,
    /// Its appearance says what it is: “SAO Y”, “ĐẾN”.
    AppearanceSays {
        /// The words.
        text: String,
    },

    /// The name printed under the title is the certificate's.
    PrintedName {
        /// As printed.
        printed: String,
        /// How it is the same.
        how: NameMatch,
    },
    /// The name printed under the title is another than the certificate's.
    OtherNamePrinted {
        /// As printed.
        printed: String,
    },
    /// A title without a name below it.
    NoNamePrinted,
    /// The signer's name is printed under a title elsewhere: this is not the signature there.
    NamePrintedElsewhere {
        /// The title.
        title: String,
    },
    /// The head of the document names the body of the certificate.
    OrganisationPrinted,
    /// The head of the document names another body.
    OtherOrganisationPrinted {
        /// As printed.
        printed: String,
    },
    /// The file is an annex of a document: it has an annex title and neither a title nor a number of its own.
    IsAnnex {
        /// The line that says so.
        line: String,
    },
    /// The text of a page could not be read, or too little of it.
    TextUnread {
        /// 1 for the first; absent where no page could be read.
        #[serde(skip_serializing_if = "Option::is_none")]
        page: Option<usize>,
        /// Why.
        why: String,
    },

    /// Its place in the order of the signatures.
    Order {
        /// 1 for the first.
        position: usize,
        /// Of how many.
        of: usize,
    },
    /// It certifies the document.
    Certifies,
    /// It follows the authorised person's signature, which initials do not.
    AfterAuthorisedPerson,
    /// Other signatures, by other certificates, have the same claim to the role.
    Rivals {
        /// The role.
        role: Role,
        /// Their fields.
        fields: Vec<String>,
    },
    /// What was found points to more than one role.
    Conflict {
        /// To which.
        roles: Vec<Role>,
    },
}
