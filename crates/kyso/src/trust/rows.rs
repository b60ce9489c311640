//! Every root at hand as one row: built in, configured or added, in use or not.

use cert_path::{Purpose, TrustAnchor};
use gov_ca_model::{KnownAnchor, Standing, TRUST_PROFILES, TrustProfile};
use serde::Serialize;

use super::profiles::Profiles;
use crate::certificates::hex;
use crate::config::Config;
use crate::exit::Failure;
use crate::text::{Lang, words};

/// A root and what it is trusted for. These keys are a public interface; more may be added.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    /// The profile it belongs to; none for `trust = […]` of the configuration.
    pub(super) profile: Option<String>,
    /// `built-in`, `config`, `store`.
    pub(super) place: &'static str,
    /// SHA-256, upper-case hexadecimal.
    pub(super) fingerprint: String,
    /// The subject, or its common name where only that is known.
    pub(super) subject: Option<String>,
    /// `signing`, `timestamping`.
    pub(super) purposes: Vec<&'static str>,
    /// Trusted from then on.
    pub(super) from: Option<String>,
    /// Trusted until before then.
    pub(super) until: Option<String>,
    /// `verified`: accepted when the profile is named. `secondary`: known second-hand, never accepted. None: the user's own.
    pub(super) standing: Option<&'static str>,
    /// Where to compare the fingerprint.
    pub(super) compare_with: Option<&'static str>,
    pub(super) note: Option<String>,
    pub(super) source: Option<String>,
    /// Whether it is accepted when the command line names no root.
    pub(super) in_use: bool,
}

/// All of them. A configured file that cannot be read is an error: what is trusted must be known.
pub(super) fn all(config: &Config) -> Result<Vec<Row>, Failure> {
    let profiles = Profiles::new(config)?;
    let mut rows = Vec::new();
    for profile in TRUST_PROFILES {
        let in_use = config.use_profiles.iter().any(|name| name == profile.name);
        let known = profile.anchors.iter();
        rows.extend(known.map(|anchor| of_known(profile, anchor, in_use)));
    }
    for path in &config.trust {
        let anchors = super::of_file(path)?;
        rows.extend(
            anchors
                .iter()
                .map(|anchor| of_anchor(anchor, "config", true)),
        );
    }
    for name in profiles.names() {
        if TrustProfile::named(&name).is_some() {
            continue;
        }
        let in_use = config.use_profiles.contains(&name);
        let place = match profiles.stored(&name).next() {
            Some(_) => "store",
            None => "config",
        };
        let anchors = profiles.anchors(&name)?;
        rows.extend(
            anchors
                .iter()
                .map(|anchor| of_anchor(anchor, place, in_use)),
        );
    }
    Ok(rows)
}

fn of_known(profile: &TrustProfile, anchor: &KnownAnchor, in_use: bool) -> Row {
    let verified = matches!(anchor.standing, Standing::Verified { .. });
    Row {
        profile: Some(profile.name.to_owned()),
        place: "built-in",
        fingerprint: hex(&anchor.fingerprint),
        subject: Some(anchor.name.to_owned()),
        purposes: anchor.purposes.iter().filter_map(purpose).collect(),
        from: anchor.validity.map(|days| days.0.to_string()),
        until: anchor.validity.map(|days| days.1.next().to_string()),
        standing: Some(if verified { "verified" } else { "secondary" }),
        compare_with: profile.compare_with,
        note: None,
        source: Some(anchor.source.to_owned()),
        in_use: in_use && verified,
    }
}

pub(super) fn of_anchor(anchor: &TrustAnchor, place: &'static str, in_use: bool) -> Row {
    let certificate = anchor.certificate();
    let both = [Purpose::DocumentSigning, Purpose::Timestamping];
    let served = both.iter().filter(|one| anchor.serves(**one));
    Row {
        profile: anchor.profile().map(str::to_owned),
        place,
        fingerprint: hex(&anchor.fingerprint()),
        subject: certificate.map(|one| one.subject().to_string()),
        purposes: served.filter_map(purpose).collect(),
        from: anchor.trusted_from().map(|time| time.to_string()),
        until: anchor.trusted_until().map(|time| time.to_string()),
        standing: None,
        compare_with: None,
        note: anchor.note().map(str::to_owned),
        source: anchor.source().map(str::to_owned),
        in_use,
    }
}

fn purpose(purpose: &Purpose) -> Option<&'static str> {
    match purpose {
        Purpose::DocumentSigning => Some("signing"),
        Purpose::Timestamping => Some("timestamping"),
        _ => None,
    }
}

impl Row {
    /// A few lines for a person.
    pub(super) fn told(&self, lang: Lang) -> String {
        let pinned = words("(chỉ biết SHA-256)", "(known by its SHA-256 only)");
        let subject = self.subject.as_deref().unwrap_or(pinned.in_lang(lang));
        let mut lines = vec![format!("  {subject}{}", self.remark(lang))];
        let mut line = |vi, en, value: &str| {
            lines.push(format!("      {:<12} {value}", words(vi, en).in_lang(lang)));
        };
        line("SHA-256", "SHA-256", &self.fingerprint);
        line("dùng cho", "serves", &self.serves(lang));
        if self.from.is_some() || self.until.is_some() {
            let open = |time: &Option<String>| time.clone().unwrap_or_else(|| "…".to_owned());
            let dates = format!("[{}, {})", open(&self.from), open(&self.until));
            line("thời gian", "dates", &dates);
        }
        if let Some(source) = &self.source {
            line("nguồn", "source", source);
        }
        if let Some(note) = &self.note {
            line("ghi chú", "note", note);
        }
        if let Some(address) = self.compare_with {
            line("đối chiếu", "compare", address);
        }
        lines.join("\n")
    }

    fn serves(&self, lang: Lang) -> String {
        let word = |purpose: &&str| match *purpose {
            "signing" => words("ký văn bản", "signing documents").in_lang(lang),
            _ => words("dấu thời gian", "time-stamps").in_lang(lang),
        };
        let all: Vec<_> = self.purposes.iter().map(word).collect();
        all.join(", ")
    }

    fn remark(&self, lang: Lang) -> &'static str {
        match (self.standing, self.in_use) {
            (Some("secondary"), _) => words(
                " — chỉ biết qua nguồn khác, không được chấp nhận",
                " — known second-hand, not accepted",
            )
            .in_lang(lang),
            (_, true) => words(" — đang dùng", " — in use").in_lang(lang),
            _ => "",
        }
    }
}

/// The heading of a profile.
pub(super) fn heading(row: &Row, lang: Lang) -> String {
    let place = match row.place {
        "built-in" => words(
            "có sẵn, chỉ dùng khi nêu tên",
            "built in, used only when named",
        ),
        "config" => words("tệp cấu hình", "configuration"),
        _ => words("đã thêm", "added"),
    };
    let fallback = words("(không đặt tên)", "(no name)").in_lang(lang);
    let name = row.profile.as_deref().unwrap_or(fallback);
    let title = row.profile.as_deref().and_then(TrustProfile::named);
    let title = title.map(|profile| match lang {
        Lang::Vi => profile.title_vi,
        Lang::En => profile.title_en,
    });
    let title = title.map(|title| format!(": {title}")).unwrap_or_default();
    format!("{name} ({}){title}", place.in_lang(lang))
}
