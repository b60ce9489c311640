//! What the service is handed: the work itself.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::document::Document;
use crate::problem::{Language, Problem};

/// What is done with documents. Every call blocks as long as the work takes, and is made on a thread of its own;
/// [`Limits::at_once`](crate::Limits::at_once) of them run at a time. What is said in words is in the `language` asked for.
pub trait Office: Send + Sync + 'static {
    /// Judges the signatures of a document. A negative verdict is an answer.
    ///
    /// # Errors
    /// [`Problem`], where there is no report.
    fn verify(
        &self,
        document: &Document,
        asked: &VerifyAsked,
        language: Language,
    ) -> Result<Answer, Problem>;

    /// The same, and judges it by the law in force on its days.
    ///
    /// # Errors
    /// [`Problem`], where there is no report.
    fn check(
        &self,
        document: &Document,
        asked: &CheckAsked,
        language: Language,
    ) -> Result<Answer, Problem>;

    /// Its pages: their sizes, where signatures show, and what was changed after each.
    ///
    /// # Errors
    /// [`Problem`], where the pages cannot be read.
    fn pages(
        &self,
        document: &Document,
        asked: &PagesAsked,
        language: Language,
    ) -> Result<Answer, Problem>;

    /// A page as it is shown, now or as it was signed.
    ///
    /// # Errors
    /// [`Problem`], where there is no such page, or it cannot be drawn.
    fn page(&self, document: &Document, asked: &PageAsked) -> Result<Picture, Problem>;

    /// Which level an archived document has, and by which day something must be done.
    ///
    /// # Errors
    /// [`Problem`], where there is no report.
    fn archive_status(
        &self,
        document: &Document,
        asked: &Named,
        language: Language,
    ) -> Result<Answer, Problem>;

    /// Signs with a key of this service. Who asks may use it.
    ///
    /// # Errors
    /// [`Problem`], where it may not or cannot be signed.
    fn sign(&self, document: &Document, asked: &SignAsked) -> Result<Made, Problem>;

    /// The first half of signing with a key elsewhere: what that key signs, and the state for the second half.
    ///
    /// # Errors
    /// [`Problem`], where it may not or cannot be signed.
    fn prepare(&self, document: &Document, asked: &PrepareAsked) -> Result<PrepareAnswer, Problem>;

    /// The second half: the document signed.
    ///
    /// # Errors
    /// [`Problem`], where document, state and value do not belong together, or it may not be signed any more.
    fn finish(&self, document: &Document, asked: &FinishAsked) -> Result<Made, Problem>;

    /// Raises a signed document to a level.
    ///
    /// # Errors
    /// [`Problem`], where it cannot be raised.
    fn extend(&self, document: &Document, asked: &ExtendAsked) -> Result<Made, Problem>;
}

/// What the pages are wanted for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PagesAsked {
    /// What the answer calls the document.
    #[serde(default)]
    #[param(max_length = 255)]
    pub name: Option<String>,
    /// Which changes after a signature are accepted.
    #[serde(default)]
    #[param(inline)]
    pub policy: Option<Changes>,
}

/// Which page is to be drawn, and how.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageAsked {
    /// Which page of the document as it is now, from 1.
    #[param(minimum = 1)]
    pub number: u32,
    /// Dots per inch.
    #[serde(default = "PageAsked::dpi")]
    #[param(minimum = 18, maximum = 200, default = 96)]
    pub dpi: u16,
    /// The signature, from 1, whose signer saw the page so; as the page is now where none is named.
    #[serde(default)]
    #[param(minimum = 1)]
    pub signature: Option<u32>,
}

impl PageAsked {
    /// Pixels of a screen (CSS Values 4 §6.2).
    const fn dpi() -> u16 {
        96
    }
}

/// A picture: PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture(
    /// The octets.
    pub Vec<u8>,
);

/// A file that was made, in the room of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub file: PathBuf,
}

/// How a document is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Named {
    /// What the answer calls the document.
    #[serde(default)]
    #[param(max_length = 255)]
    pub name: Option<String>,
}

/// How a document is to be checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CheckAsked {
    /// What the answer calls the document.
    #[serde(default)]
    #[param(max_length = 255)]
    pub name: Option<String>,
    /// The moment at which it is judged (RFC 3339); now where none is named.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// The province whose regulation applies.
    #[serde(default)]
    pub province: Option<String>,
    /// Whether rules that are kept, or not in force, are told too.
    #[serde(default)]
    pub explain: bool,
}

/// What is asked of a signature by a key of this service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignAsked {
    /// The key, by its name.
    pub key: String,
    /// An empty field of the document, or the name of a new one.
    pub field: Option<String>,
    /// The reason.
    pub reason: Option<String>,
    /// The place.
    pub location: Option<String>,
    /// What it shows on the page, instead of what the key shows.
    pub appearance: Option<String>,
    /// The number of the document, shown.
    pub number: Option<String>,
    /// The symbol of the document, shown.
    pub symbol: Option<String>,
    /// The day it is dated, shown.
    pub dated: Option<String>,
    /// Where it shows: `PAGE:LEFT,BOTTOM` in millimetres.
    pub place: Option<String>,
}

/// What is asked of a signature whose key is elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrepareAsked {
    /// The signer's certificate, PEM or DER.
    pub certificate: Vec<u8>,
    /// The other certificates of its path, PEM.
    pub chain: Option<Vec<u8>>,
    /// An empty field of the document, or the name of a new one.
    pub field: Option<String>,
    /// The reason.
    pub reason: Option<String>,
    /// The place.
    pub location: Option<String>,
    /// Whether an RSA key signs by RSASSA-PSS.
    pub pss: bool,
}

/// What a key elsewhere is given.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, ToSchema)]
pub struct PrepareAnswer {
    /// DER of the signed attributes, which the key hashes and signs (RFC 5652 §5.4); Base64.
    pub to_be_signed: String,
    /// To be sent back as it is, with the document and the value; it holds no secret.
    pub state: String,
}

/// A signature value made elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishAsked {
    /// The state that [`Office::prepare`] gave.
    pub state: String,
    /// The value: of RSA its octets, of ECDSA its DER.
    pub signature: Vec<u8>,
}

/// To which level a document is to be raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExtendAsked {
    /// The level.
    #[param(inline)]
    pub to: Level,
}

/// A baseline level (EN 319 142-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// B-T: a signature time-stamp.
    T,
    /// B-LT: all that validating needs.
    Lt,
    /// B-LTA: a document time-stamp over it.
    Lta,
}

impl Level {
    /// The word of the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::T => "t",
            Self::Lt => "lt",
            Self::Lta => "lta",
        }
    }
}

/// A JSON text, given on as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer(
    /// The text.
    pub String,
);

/// How a document is to be verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VerifyAsked {
    /// What the answer calls the document.
    #[serde(default)]
    #[param(max_length = 255)]
    pub name: Option<String>,
    /// The moment at which it is judged (RFC 3339); now where none is named.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// Which changes after a signature are accepted.
    #[serde(default)]
    #[param(inline)]
    pub policy: Option<Changes>,
    /// In whose words it is told beside the data; a file that cannot be read is then an answer too.
    #[serde(default)]
    #[param(inline)]
    pub report: Option<Reader>,
}

/// Who reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    /// The clerk who receives a document (văn thư).
    Clerk,
}

/// A policy on changes after a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Changes {
    /// What ISO 32000-2 and PAdES allow.
    Pades,
    /// Nothing but further signatures and time-stamps.
    Strict,
    /// What offices do.
    VnOffice,
}

impl Changes {
    /// The word of the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pades => "pades",
            Self::Strict => "strict",
            Self::VnOffice => "vn-office",
        }
    }
}
