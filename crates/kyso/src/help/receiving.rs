//! The English words of `kyso receive`.

/// English words, by the identifier of the argument or command.
pub(super) const RECEIVING: &[(&str, &str)] = &[
    (
        "receive",
        "Receive what arrived: check, decide, answer, keep a record, register",
    ),
    (
        "again",
        "Check again what arrived, for example what is held",
    ),
    ("due", "Arrivals whose sender has not been told yet"),
    (
        "replay",
        "Replay a record: the files are as kept and the conclusion is the same",
    ),
    (
        "stamp",
        "Put the incoming stamp on a copy of the main document; the original stays as it is",
    ),
    (
        "told",
        "Note that the sender was told that the document arrived",
    ),
    ("records_folder", "Folder of the records of what arrived"),
    (
        "received_at",
        "When it was received (RFC 3339 or a day); default: the time of judging",
    ),
    (
        "decide",
        "What the clerk decides; without it: only a check and a proposal, nothing is written",
    ),
    ("why", "Why the decision is not what the program proposes"),
    ("received_by", "Who receives"),
    ("office", "Name of the receiving body, for answer and stamp"),
    ("arrival", "An arrival, e.g. 2026-11-23-0001"),
    ("year", "Only arrivals of this year"),
    ("check_number", "Which check of it (default: the last)"),
    ("told_at", "When the sender was told (default: now)"),
    ("told_by", "Who told the sender"),
    ("how", "How the sender was told, e.g. exchange axis, mail"),
    (
        "more_stated",
        "A further reason stated by the clerk, e.g. R14=…",
    ),
];
