//! The English words of `kyso registry report`.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "registry report",
        "Reports of quarters, half-years, years, and when asked: make, import, add up, who has not reported",
    ),
    (
        "report make",
        "Report on a body and everything below it, with the reports imported for that period",
    ),
    ("report import", "Take in report files of other bodies"),
    ("report list", "List the reports that were imported"),
    (
        "report missing",
        "Bodies below that have not reported, by which rule; write reminders",
    ),
    (
        "report template",
        "Print this program's template (TOML), to be made an office's own",
    ),
    (
        "report_period",
        "The period: 2025, 2025-H1, 2025-Q3, 2025-01-10..2025-03-02",
    ),
    (
        "report_body",
        "The body that is counted, with everything below it (default: the one at the top of the register)",
    ),
    (
        "report_from",
        "The body that reports, where it is another: the department about its province",
    ),
    (
        "report_output",
        "What to write, by its ending: .pdf, .xlsx, .csv, .json (the file to be sent upwards); may be repeated",
    ),
    ("report_template", "The office's own template (TOML)"),
    (
        "journal",
        "A folder of outgoing packages (kyso outgoing) or of arrivals (kyso receive), to count use; may be repeated",
    ),
    (
        "stated_figure",
        "A figure that no register has, stated by a person: need.new-posts=12, use.signed=340; may be repeated",
    ),
    ("report_files", "Report files (.json)"),
    (
        "replace_report",
        "Put it in the place of the imported report of the same body and period",
    ),
    ("letters", "Write a reminder for each body into this folder"),
    ("report_until", "The last day that the reminder names"),
];
