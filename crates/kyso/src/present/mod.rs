//! Three readers, one report: the clerk (a page), whoever looks closely (text), a program (JSON, XML).

pub(crate) mod aftermath;
pub(crate) mod axes;
pub(crate) mod certificate;
pub(crate) mod clerk;
pub(crate) mod codes;
pub(crate) mod evidence;
pub(crate) mod json;
pub(crate) mod law;
pub(crate) mod lay;
pub(crate) mod layout;
pub(crate) mod path;
pub(crate) mod path_json;
pub(crate) mod revocation;
mod role;
mod terms;
pub(crate) mod text;
mod trust;
pub(crate) mod vietnamese;
pub(crate) mod xml;

use cert_path::Certificate;
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::text::Lang;

/// The common name of a certificate's subject, else the whole name.
pub(crate) fn display_name(certificate: &Certificate) -> String {
    let subject = certificate.subject();
    let name = subject.common_name();
    name.map_or_else(|| subject.to_string(), str::to_owned)
}

/// A moment as people in Vietnam read it; never UTC on screen (`office-practice` §2.2).
pub(crate) fn moment(moment: Timestamp) -> String {
    Offset::constant(7)
        .to_datetime(moment)
        .strftime("%H:%M:%S ngày %d/%m/%Y")
        .to_string()
}

/// The same in English.
pub(crate) fn moment_en(moment: Timestamp) -> String {
    Offset::constant(7)
        .to_datetime(moment)
        .strftime("%Y-%m-%d %H:%M:%S +07:00")
        .to_string()
}

/// A moment in the reader's language.
pub(crate) fn moment_in(at: Timestamp, lang: Lang) -> String {
    match lang {
        Lang::Vi => moment(at),
        Lang::En => moment_en(at),
    }
}

/// A calendar day in Vietnam.
pub(crate) fn day(moment: Timestamp) -> String {
    Offset::constant(7)
        .to_datetime(moment)
        .strftime("%d/%m/%Y")
        .to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_evening_in_utc_is_the_next_day_in_vietnam() {
        let evening = "2024-08-14T18:30:00Z".parse().unwrap();
        assert_eq!(super::moment(evening), "01:30:00 ngày 15/08/2024");
        assert_eq!(super::day(evening), "15/08/2024");
    }
}
