//! The law of government digital signatures in Vietnam as dated, cited, tested rules.
