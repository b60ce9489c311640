//! The keys of the service and who may use them: the file of `--keys`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

use clap::FromArgMatches as _;
use kyso_service::{Access, Client, KeyLimits};
use serde::Deserialize;

use super::command_line::Words;
use super::held::Held;
use crate::args::{Cli, Command, Sign};
use crate::exit::Failure;
use crate::failures;
use crate::help;
use crate::job::Job;
use crate::text::Text;

/// The keys, and the gate before them.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) access: Access,
    pub(super) held: BTreeMap<String, Held>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[serde(default)]
    require_access: bool,
    #[serde(default)]
    keys: BTreeMap<String, KeyEntry>,
    #[serde(default)]
    access: BTreeMap<String, ClientEntry>,
}

/// A key: the words of `kyso sign`, and how much it may be used.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct KeyEntry {
    token: Option<PathBuf>,
    token_label: Option<String>,
    token_serial: Option<String>,
    key_id: Option<String>,
    key_label: Option<String>,
    certificate_serial: Option<String>,
    p12: Option<PathBuf>,
    csc: Option<String>,
    csc_credential: Option<String>,
    csc_token_env: Option<String>,
    otp_env: Option<String>,
    #[serde(default)]
    chain: Vec<PathBuf>,
    #[serde(default)]
    pss: bool,
    pin_env: Option<String>,
    pin_file: Option<PathBuf>,
    level: Option<String>,
    appearance: Option<String>,
    profiles: Option<PathBuf>,
    images: Option<PathBuf>,
    signature_image: Option<String>,
    seal_image: Option<String>,
    at_once: Option<NonZeroUsize>,
    per_minute: Option<NonZeroU32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ClientEntry {
    token_sha256: String,
    #[serde(default)]
    keys: BTreeSet<String>,
    per_minute: Option<NonZeroU32>,
}

impl Keys {
    pub(super) fn read(path: &Path, job: &Job) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| failures::io(&path.display().to_string(), &error))?;
        // what TOML shows of a line is not repeated: it may be one of a token
        let file: File =
            toml::from_str(&text).map_err(|error| unusable(path, error.message().trim()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut keys = Self::default();
        keys.access.is_required = file.require_access;
        for (name, entry) in file.keys {
            let limits = KeyLimits {
                // what every device takes
                at_once: entry.at_once.map_or(1, NonZeroUsize::get),
                per_minute: entry.per_minute,
            };
            let held = held(&name, entry, folder, job)
                .map_err(|why| unusable(path, &format!("[keys.{name}]: {why}")))?;
            keys.access.keys.insert(name.clone(), limits);
            keys.held.insert(name, held);
        }
        for (name, entry) in file.access {
            let client = keys.client(&name, entry);
            let client =
                client.map_err(|why| unusable(path, &format!("[access.{name}]: {why}")))?;
            keys.access.clients.push(client);
        }
        Ok(keys)
    }

    fn client(&self, name: &str, entry: ClientEntry) -> Result<Client, String> {
        let token_sha256 = sha256(&entry.token_sha256)
            .ok_or("token-sha256: 64 chữ số hệ 16 (64 hexadecimal digits)")?;
        let mut clients = self.access.clients.iter();
        if clients.any(|client| client.token_sha256 == token_sha256) {
            return Err("token-sha256 đã có ở mục khác (stands in another entry)".to_owned());
        }
        if let Some(key) = entry.keys.iter().find(|key| !self.held.contains_key(*key)) {
            return Err(format!("keys: không có [keys.{key}] (there is none)"));
        }
        Ok(Client {
            name: name.to_owned(),
            token_sha256,
            keys: entry.keys,
            per_minute: entry.per_minute,
        })
    }
}

/// The words are read once as those of the command line, so that what cannot be is told before anybody asks.
fn held(name: &str, entry: KeyEntry, folder: &Path, job: &Job) -> Result<Held, String> {
    // a token may have a keypad of its own and a service its own way; a file is opened by its password alone
    let needs_pin = entry.p12.is_some() || entry.token.is_some();
    if needs_pin && entry.pin_env.is_none() && entry.pin_file.is_none() {
        return Err("cần pin-env hoặc pin-file (is needed)".to_owned());
    }
    let (key, shown, appearance) = words(entry, folder);
    let whole = |mut words: Words| {
        words.named("output", "out.pdf");
        words.0.push("in.pdf".into());
        sign(words, job).map_err(|failure| failure.text.in_lang(job.lang).to_owned())
    };
    let mut try_key = Words::new("sign");
    try_key.0.extend(key.iter().cloned());
    if let Some(appearance) = &appearance {
        try_key.named("appearance", appearance);
        try_key.0.extend(shown.iter().cloned());
    }
    whole(try_key)?;
    Ok(Held::new(name, key, shown, appearance))
}

/// The words of `kyso sign`, read.
pub(super) fn sign(words: Words, job: &Job) -> Result<Box<Sign>, Failure> {
    let matches = help::command(job.lang).try_get_matches_from(words.0);
    let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches));
    match cli.map_err(|error| help::usage_failure(&error))?.command {
        Command::Sign(mut args) => {
            args.key.pin.is_never_asked = true;
            Ok(args)
        }
        _ => unreachable!("the words are those of `sign`"),
    }
}

/// The words of the key, those of what it shows, and its appearance.
fn words(entry: KeyEntry, folder: &Path) -> (Vec<OsString>, Vec<OsString>, Option<String>) {
    // a library by name is one of `kyso token list`
    let library = |path: PathBuf| match path.components().count() {
        1 => path,
        _ => folder.join(path),
    };
    let (mut key, mut shown) = (Words(Vec::new()), Words(Vec::new()));
    key.maybe("token", entry.token.map(library));
    key.maybe("token-label", entry.token_label);
    key.maybe("token-serial", entry.token_serial);
    key.maybe("key-id", entry.key_id);
    key.maybe("key-label", entry.key_label);
    key.maybe("certificate-serial", entry.certificate_serial);
    key.maybe("p12", entry.p12.map(|path| folder.join(path)));
    key.maybe("csc", entry.csc);
    key.maybe("csc-credential", entry.csc_credential);
    key.maybe("csc-token-env", entry.csc_token_env);
    key.maybe("otp-env", entry.otp_env);
    for path in entry.chain {
        key.named("chain", folder.join(path));
    }
    if entry.pss {
        key.0.push("--pss".into());
    }
    key.maybe("pin-env", entry.pin_env);
    key.maybe("pin-file", entry.pin_file.map(|path| folder.join(path)));
    key.maybe("level", entry.level);
    shown.maybe("profiles", entry.profiles.map(|path| folder.join(path)));
    shown.maybe("images", entry.images.map(|path| folder.join(path)));
    shown.maybe("signature-image", entry.signature_image);
    shown.maybe("seal-image", entry.seal_image);
    (key.0, shown.0, entry.appearance)
}

fn sha256(digits: &str) -> Option<[u8; 32]> {
    let mut octets = [0; 32];
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    for (octet, pair) in octets.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).ok()?;
        // `from_str_radix` takes a sign
        let is_hex = pair.bytes().all(|digit| digit.is_ascii_hexdigit());
        *octet = is_hex.then(|| u8::from_str_radix(pair, 16).ok())??;
    }
    Some(octets)
}

fn unusable(path: &Path, why: &str) -> Failure {
    let file = path.display();
    Failure::environment(
        "keys-file",
        Text::new(
            format!("Tệp khóa của dịch vụ “{file}” không dùng được: {why}"),
            format!("The file of the service's keys “{file}” cannot be used: {why}"),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn a_digest_is_64_digits() {
        assert_eq!(sha256(&"0aF".repeat(22)[..64]).unwrap()[..2], [0x0a, 0xf0]);
        for wrong in [
            "",
            "00",
            &"0g".repeat(32),
            &"+1".repeat(32),
            &"é".repeat(32),
        ] {
            assert!(sha256(wrong).is_none(), "{wrong}");
        }
    }
}
