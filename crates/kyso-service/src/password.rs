//! The password of an encrypted document: a header field, as addresses and forms are written into logs by many.

use axum::http::{HeaderMap, HeaderName};
use secrecy::SecretString;
use utoipa::IntoParams;

use crate::problem::{Code, Problem};

const FIELD: HeaderName = HeaderName::from_static("kyso-document-password");
/// ISO 32000-2 §7.6.4.3.3: what is beyond is not looked at.
const LONGEST: usize = 127;

/// How the field is described.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "a description: `of` reads it")]
pub(crate) struct Password {
    /// The password of an encrypted document: UTF-8, percent-encoded (RFC 3986 §2.1), at most 127 octets before that.
    #[param(
        rename = "Kyso-Document-Password",
        max_length = 381,
        pattern = "^([!-$&-~]|%[0-9A-Fa-f]{2})*$"
    )]
    password: Option<String>,
}

/// The password that a request brings. No error repeats it.
pub(crate) fn of(headers: &HeaderMap) -> Result<Option<SecretString>, Problem> {
    let mut given = headers.get_all(FIELD).iter();
    let Some(first) = given.next() else {
        return Ok(None);
    };
    let decoded = match given.next() {
        None => decoded(first.as_bytes()),
        Some(_) => None,
    };
    decoded.map(Some).ok_or_else(wrong)
}

fn decoded(written: &[u8]) -> Option<SecretString> {
    let mut octets = Vec::with_capacity(LONGEST);
    let mut rest = written;
    while let Some((first, behind)) = rest.split_first() {
        let octet;
        (octet, rest) = match first {
            b'%' => (pair(behind)?, behind.get(2..)?),
            b' '..=b'~' => (*first, behind),
            _ => return None,
        };
        if octets.len() == LONGEST {
            return None;
        }
        octets.push(octet);
    }
    String::from_utf8(octets).ok().map(SecretString::from)
}

/// Two hexadecimal digits.
fn pair(octets: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*octets.get(at)?).to_digit(16);
    u8::try_from(digit(0)? << 4 | digit(1)?).ok()
}

fn wrong() -> Problem {
    Problem::ours(
        Code::Parameter,
        "Kyso-Document-Password: một lần, tối đa 127 octet UTF-8, mã hóa phần trăm.",
        "Kyso-Document-Password: once, at most 127 octets of UTF-8, percent-encoded.",
    )
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn read(fields: &[&[u8]]) -> Result<Option<String>, Problem> {
        let mut headers = HeaderMap::new();
        for field in fields {
            headers.append(FIELD, (*field).try_into().unwrap());
        }
        let read = of(&headers)?;
        Ok(read.map(|password| password.expose_secret().to_owned()))
    }

    #[test]
    fn any_password_fits() {
        let is = |text: &str| Ok(Some(text.to_owned()));
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[b""]), is(""));
        assert_eq!(read(&[b"a+b c"]), is("a+b c"));
        assert_eq!(read(&[b"%25%20m%e1%ba%ADt"]), is("% mật"));
        let longest = "%C3%B4".repeat(63) + "x";
        assert_eq!(read(&[longest.as_bytes()]), is(&("ô".repeat(63) + "x")));
    }

    #[test]
    fn what_cannot_be_one_is_refused_and_not_repeated() {
        let long = "secret".repeat(22);
        let wrong: [&[&[u8]]; 7] = [
            &[b"secret%"],
            &[b"secret%2"],
            &[b"secret%+2"],
            &[b"secret%FF"],
            &["secret ô".as_bytes()],
            &[b"secret", b"secret"],
            &[long.as_bytes()],
        ];
        for fields in wrong {
            let problem = read(fields).unwrap_err();
            assert_eq!(problem.code(), "parameter");
            assert!(!format!("{problem:?}").contains("secret"));
        }
    }
}
