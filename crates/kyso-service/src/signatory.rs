//! What the person of this machine signs with.

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::office::Made;
use crate::problem::{Problem, Words};

/// The devices and the screen of one person. Every call blocks, as those of an [`Office`](crate::Office) do.
pub trait Signatory: Send + Sync + 'static {
    /// The certificates that may sign, of every device that is there now. No PIN is asked for.
    ///
    /// # Errors
    /// [`Problem`], where the devices cannot be asked.
    fn certificates(&self) -> Result<Vec<Holder>, Problem>;

    /// What would be signed, where it would show, and what to look at first. Nothing is changed, no PIN is asked for.
    ///
    /// # Errors
    /// [`Problem`], where it may not or cannot be signed so.
    fn look(&self, document: &Document, wish: &Wish) -> Result<Looked, Problem>;

    /// A page (from 1) as it would be once signed: PNG.
    ///
    /// # Errors
    /// [`Problem`], where it cannot be drawn.
    fn page(&self, document: &Document, wish: &Wish, page: u32) -> Result<Vec<u8>, Problem>;

    /// Signs what was looked at, with one login: the PIN is tried once, however many documents there are.
    /// An answer for each, in their order.
    ///
    /// # Errors
    /// [`Problem`], where none could be signed: the device is gone, the PIN is wrong.
    fn sign(
        &self,
        work: &[(&Document, &Wish)],
        pin: SecretString,
    ) -> Result<Vec<Result<Made, Problem>>, Problem>;

    /// Signs octets that are no document: CMS `SignedData` without the content, DER.
    ///
    /// # Errors
    /// [`Problem`], as for [`sign`](Self::sign).
    fn sign_octets(
        &self,
        octets: &[u8],
        certificate: Option<&str>,
        pin: SecretString,
    ) -> Result<Vec<u8>, Problem>;

    /// Judges such a signature.
    ///
    /// # Errors
    /// [`Problem`], where there is no report.
    fn judge_octets(&self, octets: &[u8], signature: &[u8]) -> Result<Judged, Problem>;

    /// Judges the signatures of a document.
    ///
    /// # Errors
    /// [`Problem`], where there is no report.
    fn judge(&self, document: &Document) -> Result<Judged, Problem>;

    /// Fetches a document, at most `limit` octets, within a bounded time.
    ///
    /// # Errors
    /// [`Problem`]: an address that may not be reached, an answer that is none.
    fn fetch(&self, from: &Remote, limit: u64, into: &mut dyn Write) -> Result<(), Problem>;

    /// Sends a signed document as the part `uploadfile` of a form, with these fields beside it; what is answered.
    ///
    /// # Errors
    /// [`Problem`]: an address that may not be reached, an answer that is none.
    fn upload(
        &self,
        to: &Remote,
        fields: &[(String, String)],
        file: &Path,
        name: &str,
    ) -> Result<String, Problem>;

    /// Shows the person a page of this service.
    ///
    /// # Errors
    /// [`Problem`], where no browser can be started.
    fn show(&self, address: &str) -> Result<(), Problem>;
}

/// A judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether every signature passed, and there is one. What is undecided has not passed.
    pub is_accepted: bool,
    /// The verdict in a sentence, with its reason.
    pub text: Words,
    /// What `kyso verify --json` prints of it.
    pub report: String,
}

/// A certificate that may sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// SHA-256 of the certificate, hexadecimal.
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// The body it belongs to, where it says so.
    pub body: Option<String>,
    /// Whether it is a body's own, not a person's.
    pub is_agency: bool,
    /// Who issued it.
    pub issuer: String,
    /// Its serial number, hexadecimal.
    pub serial: String,
    /// The day after which it is over (RFC 3339).
    pub until: String,
    /// The device it is on, as a person knows it.
    pub device: String,
    /// What speaks against signing with it: over, withdrawn, few attempts left.
    pub warning: Option<Words>,
    /// The certificate, DER, Base64.
    pub certificate: String,
}

/// What is to be done with a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// As whom, and what it shows.
    pub act: Act,
    /// The certificate, by [`Holder::id`]; the one that fits best where none was chosen.
    pub certificate: Option<String>,
    /// The number of the document.
    pub number: Option<String>,
    /// The day it is dated.
    pub dated: Option<Date>,
    /// The place the person chose.
    pub place: Option<Spot>,
}

/// The acts of an office on a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// The authorised person signs.
    Approve,
    /// The records room numbers, dates and seals (NĐ 30/2020 Điều 32).
    Issue,
    /// The incoming stamp.
    Income,
    /// The agency signs an attachment in a file of its own.
    Appendix,
    /// The agency signs an electronic copy.
    Copy,
    /// Nothing is said about the part that the signature plays; it shows where the person says, else nowhere.
    Plain,
}

/// A place on a page, in millimetres from its lower left corner as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// The page, from 1.
    pub page: u32,
    /// From its left edge.
    pub left: f64,
    /// From its lower edge.
    pub bottom: f64,
}

/// What a person sees before they sign.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Looked {
    /// Width and height of each page as it is read, in millimetres.
    pub pages: Vec<[f64; 2]>,
    /// Where signatures will show.
    pub marks: Vec<Mark>,
    /// What to look at before signing.
    pub findings: Vec<Finding>,
    /// The signatures that are there already.
    pub signatures: Vec<Words>,
    /// Whether the person has to say where it shows.
    pub needs_place: bool,
    /// The certificate that would sign, by [`Holder::id`].
    pub certificate: Option<String>,
}

/// Where a signature will show.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Its lower left corner.
    pub at: Spot,
    /// Width and height, in millimetres.
    pub size: [f64; 2],
    /// What it says.
    pub lines: Vec<String>,
}

/// Something to look at before signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What programs compare.
    pub code: String,
    /// The sentence.
    pub text: Words,
    /// The page, from 1.
    pub page: Option<u32>,
}

/// An address of another machine, and what opens its door.
#[derive(Clone)]
pub struct Remote {
    /// `http:` or `https:`.
    pub address: String,
    /// For `Authorization: Bearer`.
    pub bearer: Option<SecretString>,
    /// For `Cookie`.
    pub cookie: Option<SecretString>,
    /// Whether the person allowed a page of a private network, so that its addresses may be reached.
    pub is_private_allowed: bool,
}
