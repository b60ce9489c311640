//! Which signature is whose: said by the caller, or told by what the file shows, never guessed.

use pades_verify::DocumentReport;
use pdf_revisions::PdfFile;
#[cfg(feature = "pages")]
use pdf_revisions::Reference;
use regulation_rules::facts::{CallerFacts, Role};
use signing_workflow::roles::{self, Look, ToldRole};

use crate::exit::Failure;
use crate::text::Text;

/// The roles of a file's signatures.
pub(crate) struct Told {
    /// One for each signature, in the order of the report.
    pub(crate) roles: Vec<ToldRole>,
    /// What the caller states, with these roles written in.
    pub(crate) facts: CallerFacts,
}

/// The roles by the caller's word, and where it is silent by what the file shows.
pub(crate) fn told(report: &DocumentReport, look: &Look, caller: &CallerFacts) -> Told {
    let mut facts = caller.clone();
    let roles = roles::tell(report, look, caller);
    roles::state(&roles, &mut facts);
    Told { roles, facts }
}

/// Where roles are told by nothing but the caller's word.
pub(crate) fn stated(report: &DocumentReport, caller: &CallerFacts) -> Told {
    told(report, &Look::default(), caller)
}

impl Told {
    /// Who says which role a signature has: the caller, the document, or nobody; and all that was found.
    pub(crate) fn of(&self, field: &str) -> Option<&ToldRole> {
        self.roles.iter().find(|one| one.field == field)
    }
}

/// Who says so, in a word.
pub(crate) fn evidence(told: &ToldRole) -> Option<&'static str> {
    match (told.is_stated(), told.role) {
        (true, _) => Some("caller"),
        (false, Role::Unknown) => None,
        (false, _) => Some("document"),
    }
}

/// Looks at the pages that roles are told from.
#[cfg(feature = "pages")]
pub(crate) fn look(report: &DocumentReport, file: &PdfFile, pages: &crate::pages::Pages) -> Look {
    let mut look = Look::default();
    if !Look::is_worthwhile(report) {
        return look;
    }
    look.widgets = roles::widgets(&file.newest()).unwrap_or_default();
    if look.needs_pages(report)
        && let Err(why) = read_pages(file, pages, &mut look)
    {
        look.unread = Some(why.to_string());
    }
    look
}

/// Without a reader of pages: places are known, and nothing of what is printed.
#[cfg(not(feature = "pages"))]
pub(crate) fn look(report: &DocumentReport, file: &PdfFile) -> Look {
    let mut look = Look::default();
    if Look::is_worthwhile(report) {
        look.widgets = roles::widgets(&file.newest()).unwrap_or_default();
        if look.needs_pages(report) {
            look.unread = Some("built without a reader of pages".to_owned());
        }
    }
    look
}

/// Reads the pages that roles are told from.
#[cfg(feature = "pages")]
fn read_pages(
    file: &PdfFile,
    pages: &crate::pages::Pages,
    look: &mut Look,
) -> Result<(), crate::pages::PagesError> {
    let all = file.newest().pages()?;
    let wanted = Look::wanted(&look.widgets, all.len());
    read_of(file, &all, pages, wanted, look)
}

/// Reads these pages, 0 for the first.
#[cfg(feature = "pages")]
pub(crate) fn read_these(
    file: &PdfFile,
    pages: &crate::pages::Pages,
    wanted: Vec<usize>,
    look: &mut Look,
) -> Result<(), crate::pages::PagesError> {
    read_of(file, &file.newest().pages()?, pages, wanted, look)
}

/// The same of a list of pages that is walked once.
#[cfg(feature = "pages")]
fn read_of(
    file: &PdfFile,
    all: &[Reference],
    pages: &crate::pages::Pages,
    wanted: Vec<usize>,
    look: &mut Look,
) -> Result<(), crate::pages::PagesError> {
    let of_use: Vec<_> = wanted
        .iter()
        .filter_map(|page| all.get(*page).copied())
        .collect();
    let texts = pages.texts(file.newest(), &of_use)?;
    for (page, (geometry, text)) in wanted.into_iter().zip(texts) {
        let text = text.map_err(|error| error.to_string());
        look.pages.insert(page, roles::PageLook { geometry, text });
    }
    Ok(())
}

const ROLES: [Role; 8] = [
    Role::AuthorisedPerson,
    Role::Agency,
    Role::Initials,
    Role::NumberDateStamp,
    Role::Attachment,
    Role::Copy,
    Role::IncomingStamp,
    Role::Unknown,
];

/// Adds the `FIELD=ROLE` pairs of `--role` to what the caller states.
pub(crate) fn state(pairs: &[String], facts: &mut CallerFacts) -> Result<(), Failure> {
    for pair in pairs {
        let (field, role) = read(pair).ok_or_else(|| not_a_role(pair))?;
        facts.signature.entry(field.to_owned()).or_default().role = Some(role);
    }
    Ok(())
}

fn read(pair: &str) -> Option<(&str, Role)> {
    let (field, word) = pair.rsplit_once('=')?;
    let role = ROLES.into_iter().find(|role| role.word() == word)?;
    Some((field, role))
}

fn not_a_role(pair: &str) -> Failure {
    let known = ROLES.map(Role::word).join(", ");
    Failure::usage(
        "role",
        Text::new(
            format!("Vai trò “{pair}” không đúng dạng TRƯỜNG=VAI-TRÒ ({known})."),
            format!("Role “{pair}” is not FIELD=ROLE ({known})."),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_what_the_caller_says_and_unknown_otherwise() {
        let mut facts = CallerFacts::default();
        state(&["Chữ ký=1=authorised-person".to_owned()], &mut facts).unwrap();
        assert_eq!(facts.role_of("Chữ ký=1"), Role::AuthorisedPerson);
        assert_eq!(facts.role_of("Signature2"), Role::Unknown);
        assert!(state(&["Signature1=chief".to_owned()], &mut facts).is_err());
        assert!(state(&["authorised-person".to_owned()], &mut facts).is_err());
    }
}
