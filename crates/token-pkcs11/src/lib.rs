//! A signing key on a PKCS#11 token, and nothing else of PKCS#11.
