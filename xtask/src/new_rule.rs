//! `cargo xtask new-rule INSTRUMENT SLUG SHEET`: the files and lines of a new rule, with the word `TODO-RULE` wherever an author has to say
//! something. A test of `regulation-rules` fails as long as one is left. Nothing that exists is ever overwritten.

mod lines;
mod templates;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use regulation_rules::Basis;
use regulation_rules::instruments::READ;
use regulation_rules::law::Instrument;

use crate::Outcome;
use crate::source_tree::root;

/// One list of the register: the word on the command line, the list, the sheet it is about, and the usual day that picks the law.
#[derive(Debug)]
struct Sheet {
    word: &'static str,
    list: &'static str,
    facts: &'static str,
    basis: Basis,
}

const fn sheet(word: &'static str, list: &'static str, facts: &'static str, basis: Basis) -> Sheet {
    Sheet {
        word,
        list,
        facts,
        basis,
    }
}

static SHEETS: [Sheet; 9] = [
    sheet("signature", "SIGNATURE", "SignatureFacts", Basis::SignedOn),
    sheet(
        "certificate-issue",
        "CERTIFICATE_ISSUE",
        "CertificateFacts",
        Basis::CertificateIssuedOn,
    ),
    sheet(
        "certificate-standing",
        "CERTIFICATE_STANDING",
        "CertificateFacts",
        Basis::ConsideredOn,
    ),
    sheet("document", "DOCUMENT", "DocumentFacts", Basis::DatedOn),
    sheet("package", "PACKAGE", "PackageFacts", Basis::DatedOn),
    sheet("request", "REQUEST", "RequestFacts", Basis::SentOn),
    sheet("device", "DEVICE", "DeviceFacts", Basis::EventOn),
    sheet(
        "subscriber",
        "SUBSCRIBER",
        "SubscriberFacts",
        Basis::ConsideredOn,
    ),
    sheet(
        "organisation",
        "ORGANISATION",
        "OrganisationFacts",
        Basis::ConsideredOn,
    ),
];

/// A rule somebody wants to write; its names are in the right form and nobody has them yet.
#[derive(Debug)]
struct NewRule {
    instrument: &'static Instrument,
    /// The folder of the instrument, which is its module too.
    folder: String,
    slug: String,
    sheet: &'static Sheet,
}

pub(crate) fn run([instrument, slug, sheet]: [&str; 3]) -> Outcome {
    let rule = NewRule::named(instrument, slug, sheet)?;
    let crate_folder = root().join("crates/regulation-rules");
    for path in rule.write(&crate_folder)? {
        println!("{}", path.strip_prefix(root()).unwrap_or(&path).display());
    }
    println!(
        "Now replace every TODO-RULE: cargo test -p regulation-rules --no-default-features says what is left. See CONTRIBUTING.md."
    );
    Ok(true)
}

impl NewRule {
    fn named(instrument: &str, slug: &str, sheet: &str) -> Result<Self, String> {
        let known = READ.iter().find(|known| folder(known) == instrument);
        let instrument = known.ok_or_else(|| {
            let folders: Vec<String> = READ.iter().map(|known| folder(known)).collect();
            format!(
                "{instrument}: no instrument with rules is called so, add it first; there are {}",
                folders.join(", ")
            )
        })?;
        let found = SHEETS.iter().find(|known| known.word == sheet);
        let sheet = found.ok_or_else(|| {
            let words = SHEETS.each_ref().map(|known| known.word);
            format!("{sheet}: no such sheet; there are {}", words.join(", "))
        })?;
        if !is_slug(slug) {
            return Err(format!(
                "{slug}: not in the form of signed-outside-validity: two or more words that say what is wrong"
            ));
        }
        Ok(Self {
            instrument,
            folder: folder(instrument),
            slug: slug.to_owned(),
            sheet,
        })
    }

    fn code(&self) -> String {
        format!("{}/{}", self.instrument.id, self.slug)
    }

    fn module(&self) -> String {
        self.slug.replace('-', "_")
    }

    /// Creates two files and adds to four; says which. All is read and made ready before anything is written.
    fn write(&self, crate_folder: &Path) -> Result<Vec<PathBuf>, String> {
        let instruments = crate_folder.join("src/instruments");
        let own = instruments.join(&self.folder);
        let (module, register) = (own.join("mod.rs"), instruments.join("register.rs"));
        let (codes, coverage) = (
            crate_folder.join("tests/codes.txt"),
            own.join("coverage.toml"),
        );
        let module_text = read(&module)?;
        let register_text = lines::in_register(&read(&register)?, self)?;
        let created = [
            (
                own.join(format!("{}.rs", self.module())),
                templates::rule(self, lines::constant(&module_text)?),
            ),
            (
                crate_folder.join(format!("cases/{}.toml", self.code())),
                templates::cases(self),
            ),
        ];
        let changed = [
            (module, lines::in_module(&module_text, self)?),
            (
                codes.clone(),
                lines::in_codes(&read(&codes)?, &register_text, self)?,
            ),
            (register, register_text),
            (
                coverage.clone(),
                read(&coverage)? + &templates::coverage(self),
            ),
        ];
        if let Some((path, _)) = created.iter().find(|(path, _)| path.exists()) {
            return Err(format!("{}: exists", path.display()));
        }
        created
            .iter()
            .try_for_each(|(path, text)| create(path, text))?;
        changed.iter().try_for_each(|(path, text)| {
            std::fs::write(path, text).map_err(|error| told(path, &error))
        })?;
        Ok(created
            .into_iter()
            .chain(changed)
            .map(|(path, _)| path)
            .collect())
    }
}

fn folder(instrument: &Instrument) -> String {
    instrument.id.replace('-', "_")
}

/// `signed-outside-validity`: small letters and digits in words, the first letter no digit, two words or more.
fn is_slug(slug: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    slug.starts_with(|first: char| first.is_ascii_lowercase())
        && slug.contains('-')
        && slug.split('-').all(word)
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| told(path, &error))
}

/// A new file; one that exists stays as it is.
fn create(path: &Path, text: &str) -> Result<(), String> {
    let parent = path.parent().unwrap_or(path);
    std::fs::create_dir_all(parent).map_err(|error| told(parent, &error))?;
    let mut file = std::fs::File::create_new(path).map_err(|error| told(path, &error))?;
    file.write_all(text.as_bytes())
        .map_err(|error| told(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source_tree::files;

    /// What the task reads of the crate, copied.
    fn copied() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let source = root().join("crates/regulation-rules");
        for name in [
            "src/instruments/register.rs",
            "src/instruments/nd_130_2018/mod.rs",
            "src/instruments/nd_130_2018/coverage.toml",
            "src/instruments/binh_dinh_2021/mod.rs",
            "src/instruments/binh_dinh_2021/coverage.toml",
            "src/instruments/nd_130_2018/title_outdated.rs",
            "tests/codes.txt",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::copy(source.join(name), path).unwrap();
        }
        folder
    }

    fn all(folder: &Path) -> Vec<(String, String)> {
        let found = files(folder, "").unwrap();
        found
            .into_iter()
            .map(|file| (file.path, file.text))
            .collect()
    }

    #[test]
    fn a_rule_gets_two_files_and_a_line_in_four() {
        let folder = copied();
        let before = all(folder.path());
        let rule = NewRule::named("nd_130_2018", "signed-by-night", "signature").unwrap();
        assert_eq!(rule.write(folder.path()).unwrap().len(), 6);
        let text = |name: &str| read(&folder.path().join(name)).unwrap();
        assert!(
            text("src/instruments/nd_130_2018/mod.rs")
                .contains("pub mod signed_by_night;\npub mod title_outdated;\n")
        );
        assert!(text("src/instruments/register.rs").contains("&nd_130_2018::recipient_check_failed::RULE,\n    &nd_130_2018::signed_by_night::RULE,\n    &luat_20_2023::"));
        let codes = text("tests/codes.txt");
        assert!(codes.contains("nd-130-2018/recipient-check-failed\nnd-130-2018/signed-by-night\nnd-130-2018/certificate-not-effective\n"), "{codes}");
        let coverage: toml::Table =
            toml::from_str(&text("src/instruments/nd_130_2018/coverage.toml")).unwrap();
        let last = coverage["article"].as_array().unwrap().last().unwrap();
        assert_eq!(
            last["rules"].as_array().unwrap()[0].as_str(),
            Some("signed-by-night")
        );
        let file = text("src/instruments/nd_130_2018/signed_by_night.rs");
        for part in [
            "use super::ND_130_2018;",
            "pub static RULE: Rule<SignatureFacts>",
            "basis: Basis::SignedOn",
            "TODO-RULE",
        ] {
            assert!(file.contains(part), "{part}\n{file}");
        }
        assert_eq!(all(folder.path()).len(), before.len() + 2);
    }

    #[test]
    fn a_second_time_is_refused_and_changes_nothing() {
        let folder = copied();
        let rule = || NewRule::named("nd_130_2018", "signed-by-night", "signature").unwrap();
        rule().write(folder.path()).unwrap();
        let once = all(folder.path());
        assert!(rule().write(folder.path()).is_err());
        assert_eq!(all(folder.path()), once);
    }

    #[test]
    fn a_file_that_exists_is_never_overwritten() {
        let folder = copied();
        let case = folder.path().join("cases/nd-130-2018/signed-by-night.toml");
        create(&case, "mine").unwrap();
        assert!(create(&case, "yours").is_err());
        let before = all(folder.path());
        let rule = NewRule::named("nd_130_2018", "signed-by-night", "signature").unwrap();
        assert!(rule.write(folder.path()).unwrap_err().ends_with("exists"));
        assert_eq!(all(folder.path()), before);
    }

    #[test]
    fn names_are_in_their_form() {
        for slug in [
            "signed",
            "Signed-late",
            "signed_late",
            "signed--late",
            "signed-",
            "-late",
            "2-late",
            "đã-ký",
            "../a-b",
        ] {
            assert!(!is_slug(slug), "{slug}");
        }
        assert!(is_slug("csca-outlives-27-years"));
        let refused =
            |instrument, slug, sheet| NewRule::named(instrument, slug, sheet).unwrap_err();
        assert!(refused("nd-68-2024", "signed-late", "signature").starts_with("nd-68-2024:"));
        assert!(refused("nd_1_1999", "signed-late", "signature").contains("nd_68_2024"));
        assert!(refused("nd_68_2024", "late", "signature").starts_with("late:"));
        assert!(refused("nd_68_2024", "signed-late", "certificate").contains("certificate-issue"));
    }

    #[test]
    fn cases_know_the_days_of_their_instrument() {
        let cases = |instrument, sheet| {
            templates::cases(&NewRule::named(instrument, "signed-late", sheet).unwrap())
        };
        let old = cases("nd_130_2018", "signature");
        let parsed: toml::Table = toml::from_str(&old).unwrap();
        assert_eq!(parsed["case"].as_array().unwrap().len(), 11, "{old}");
        for part in [
            "2018-11-14T05",
            "2018-11-15T05",
            "2024-08-14T05",
            "2024-08-15T05",
            "2025-04-09T05",
            "2025-04-10T05",
        ] {
            assert!(old.contains(part), "{part}\n{old}");
        }
        let province = cases("binh_dinh_2021", "device");
        let parsed: toml::Table = toml::from_str(&province).unwrap();
        assert_eq!(parsed["force_from"].as_str(), Some("TODO-RULE"));
        assert_eq!(parsed["conforming"]["province"].as_str(), Some("binh-dinh"));
        for part in [
            "event_on = \"2025-06-30\"",
            "event_on = \"2025-07-01\"",
            "names = \"territory\"",
        ] {
            assert!(province.contains(part), "{part}\n{province}");
        }
        let attached = NewRule::named("binh_dinh_2021", "signed-late", "device").unwrap();
        assert!(templates::coverage(&attached).contains("part = \"attached\""));
        let example = cases("unnamed_fragment", "organisation");
        assert!(example.contains("province = \"TODO-RULE\""), "{example}");
    }
}
