//! Where a redirection leads (RFC 9110 §15.4).

use signing_workflow::fetch::FetchError;
use ureq::Body;
use ureq::http::{Response, Uri, header};

/// The longest address shown of a redirection.
const SHOWN: usize = 200;

/// The next address, if the answer is a redirection. A POST is repeated where the status says so; OCSP requests do no
/// harm when repeated, so 301 and 302 repeat it too.
pub(crate) fn of(answer: &Response<Body>, from: &Uri) -> Result<Option<Uri>, FetchError> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 307 | 308) {
        return Ok(None);
    }
    let named = answer.headers().get(header::LOCATION);
    let named = named.and_then(|value| value.to_str().ok());
    let next = named.and_then(|to| joined(from, to));
    next.map(Some)
        .ok_or(FetchError::NotAnAddress("redirected to nowhere"))
}

/// What happened at a place that the certificate did not name itself.
pub(crate) fn led_to(uri: &Uri, why: FetchError) -> FetchError {
    let to = without_credentials(uri).chars().take(SHOWN).collect();
    FetchError::Redirected {
        to,
        why: Box::new(why),
    }
}

fn without_credentials(uri: &Uri) -> String {
    let whole = uri.to_string();
    match whole.split_once("://") {
        Some((scheme, rest))
            if rest
                .split('/')
                .next()
                .is_some_and(|host| host.contains('@')) =>
        {
            let host = rest.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}")
        }
        _ => whole,
    }
}

/// RFC 3986 §5.2.2, without removing dot segments: servers do that.
fn joined(from: &Uri, to: &str) -> Option<Uri> {
    let scheme = from.scheme_str()?;
    let authority = from.authority()?;
    let text = if to.contains("://") {
        to.to_owned()
    } else if to.starts_with("//") {
        format!("{scheme}:{to}")
    } else if to.starts_with('/') {
        format!("{scheme}://{authority}{to}")
    } else {
        let (folder, _) = from.path().rsplit_once('/')?;
        format!("{scheme}://{authority}{folder}/{to}")
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_address_is_seen_from_the_last_one() {
        let from: Uri = "http://ca.example:8080/a/b.crl?x=1".parse().unwrap();
        let to = |to| joined(&from, to).unwrap().to_string();
        assert_eq!(to("http://other.example/c"), "http://other.example/c");
        assert_eq!(to("//other.example/c"), "http://other.example/c");
        assert_eq!(to("/c"), "http://ca.example:8080/c");
        assert_eq!(to("c?y=2"), "http://ca.example:8080/a/c?y=2");
        assert!(joined(&from, "http://a b/").is_none());
    }

    #[test]
    fn credentials_of_a_redirection_are_not_shown() {
        let uri = "http://user:secret@ca.example/a".parse().unwrap();
        let said = led_to(&uri, FetchError::TimedOut).to_string();
        assert_eq!(said, "redirected to http://ca.example/a: no answer in time");
    }
}
