//! English words of a key behind a remote signing service.

pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "csc",
        "Remote signing service by CSC API v2: its address up to /csc/v2",
    ),
    (
        "csc_credential",
        "The service's identifier of the key (credentialID)",
    ),
    (
        "csc_token_env",
        "Environment variable with the access token of the service (OAuth 2.0)",
    ),
    (
        "otp_env",
        "Environment variable with the one-time password (OTP)",
    ),
];
