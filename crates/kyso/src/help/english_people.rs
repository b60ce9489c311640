//! The English words of the register's short records, of what it knows about one thing, and of changes.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "registry record",
        "Short records: training, inspections, incidents, proposals, permissions, applications, delegations, focal persons, internal regulations",
    ),
    ("record add", "Write something down"),
    ("record list", "List what was written down"),
    (
        "record close",
        "It is done: the device is back, the proposal answered, the delegation over",
    ),
    ("record_kind", "Of which kind it is"),
    ("record_kind_listed", "Of this kind only"),
    ("record_text", "What is to be known"),
    (
        "record_until",
        "The last day: of a delegation, of a permission, for a remedy",
    ),
    ("record_paper", "The paper: decision, minutes, slip"),
    ("record_open", "Only what holds on the day"),
    ("record_number", "The number of the record"),
    ("about_organisation", "About this body (its number)"),
    ("about_person", "About this person (the number)"),
    ("about_device", "About this device (the number on it)"),
    ("about_certificate", "About this certificate (its number)"),
    (
        "within_application",
        "Registered in this application (the number of its record)",
    ),
    (
        "registry show",
        "Everything about one person, body, device, certificate or subscriber",
    ),
    ("sought", "What is looked for"),
    (
        "sought_by",
        "A number in the register, of a device, a certificate or a citizen, an electronic code, an official mail address, or a name",
    ),
    (
        "person export",
        "Write everything the register holds about a person to a file",
    ),
    (
        "person erase",
        "Erase the personal data that no regulation wants kept",
    ),
    ("person_number", "The number of the person"),
    ("export_output", "The file to write: .json or .xlsx"),
    ("tree", "The tree of bodies on a day"),
    ("code", "Note a new electronic code"),
    ("coded_body", "The number of the body"),
    ("new_code", "The electronic code, from the day on"),
    ("position", "A person takes another post in the same body"),
    (
        "change contact",
        "A person or a body has another address, official mail or telephone",
    ),
    ("new_address", "The new address"),
    ("new_mail", "The new official mail address"),
    ("new_telephone", "The new telephone number"),
    ("under", "A body comes under another one"),
    (
        "new_above",
        "The number of the body directly above from now on; none without it",
    ),
    (
        "manage",
        "A subscriber comes under another directly managing body",
    ),
    ("changed_subscriber", "The number of the subscriber"),
    (
        "managed_from_now",
        "The number of the new directly managing body",
    ),
    (
        "new_manager",
        "The directly managing body from now on; needed where the person holds certificates",
    ),
    ("position_title", "The new position or title"),
    (
        "heir",
        "The body that takes over the people, the managed subscribers and the bodies below",
    ),
];
