//! `kyso serve token`: an access token for a client.

use aws_lc_rs::digest::{SHA256, digest};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::json;

use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::text::{Text, words};

/// Nobody guesses 256 bits, so that their digest may lie open.
const OCTETS: usize = 32;

pub(super) fn token(job: &Job) -> Outcome {
    let mut octets = [0; OCTETS];
    aws_lc_rs::rand::fill(&mut octets).map_err(|_| no_randomness())?;
    let token = format!("kyso_{}", Base64UrlUnpadded::encode_string(&octets));
    let digest = digest(&SHA256, token.as_bytes());
    let digest: String = digest
        .as_ref()
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect();
    if job.json {
        job.value(&json!({ "token": token, "token-sha256": digest }));
        return Ok(Exit::Passed);
    }
    job.say(&Text::new(
        format!("Mã truy cập, giao cho phần mềm gọi dịch vụ, không hiện lại: {token}"),
        format!("The access token, for the client alone; it is not shown again: {token}"),
    ));
    job.say(&Text::new(
        "Dòng cho [access.TÊN] trong tệp --keys:",
        "The line for [access.NAME] in the file of --keys:",
    ));
    job.line(&format!("token-sha256 = \"{digest}\""));
    Ok(Exit::Passed)
}

fn no_randomness() -> Failure {
    Failure::environment(
        "randomness",
        words(
            "Hệ thống không cho số ngẫu nhiên.",
            "The system gives no random numbers.",
        ),
    )
}
