//! The English words for what is asked of a signature.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[(
    "lock",
    "Lock form fields by this signature (FieldMDP): all, NAME,NAME or except:NAME,NAME",
)];
