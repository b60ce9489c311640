//! Which signature is whose: said by the caller, never guessed.

use regulation_rules::facts::{CallerFacts, Role};

use crate::exit::Failure;
use crate::text::Text;

const ROLES: [Role; 8] = [
    Role::AuthorisedPerson,
    Role::Agency,
    Role::Initials,
    Role::NumberDateStamp,
    Role::Attachment,
    Role::Copy,
    Role::IncomingStamp,
    Role::Unknown,
];

/// Adds the `FIELD=ROLE` pairs of `--role` to what the caller states.
pub(crate) fn state(pairs: &[String], facts: &mut CallerFacts) -> Result<(), Failure> {
    for pair in pairs {
        let (field, role) = read(pair).ok_or_else(|| not_a_role(pair))?;
        facts.signature.entry(field.to_owned()).or_default().role = Some(role);
    }
    Ok(())
}

fn read(pair: &str) -> Option<(&str, Role)> {
    let (field, word) = pair.rsplit_once('=')?;
    let role = ROLES.into_iter().find(|role| role.word() == word)?;
    Some((field, role))
}

/// What says so: the caller, or nobody.
pub(crate) fn evidence(facts: &CallerFacts, field: &str) -> Option<&'static str> {
    (facts.role_of(field) != Role::Unknown).then_some("caller")
}

fn not_a_role(pair: &str) -> Failure {
    let known = ROLES.map(Role::word).join(", ");
    Failure::usage(
        "role",
        Text::new(
            format!("Vai trò “{pair}” không đúng dạng TRƯỜNG=VAI-TRÒ ({known})."),
            format!("Role “{pair}” is not FIELD=ROLE ({known})."),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_what_the_caller_says_and_unknown_otherwise() {
        let mut facts = CallerFacts::default();
        state(&["Chữ ký=1=authorised-person".to_owned()], &mut facts).unwrap();
        assert_eq!(facts.role_of("Chữ ký=1"), Role::AuthorisedPerson);
        assert_eq!(evidence(&facts, "Chữ ký=1"), Some("caller"));
        assert_eq!(
            (facts.role_of("Signature2"), evidence(&facts, "Signature2")),
            (Role::Unknown, None)
        );
        assert!(state(&["Signature1=chief".to_owned()], &mut facts).is_err());
        assert!(state(&["authorised-person".to_owned()], &mut facts).is_err());
    }
}
