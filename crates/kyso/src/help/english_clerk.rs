//! The English words of what the clerk of the issuing office does.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "outgoing",
        "The outgoing package: from the draft until every signature of the order is there",
    ),
    (
        "orders",
        "The orders of signing, who set each step, those that may be used on a day",
    ),
    (
        "open",
        "Open a package: the main document and its attachments, unsigned",
    ),
    ("status", "Where each one stands, and what is due next"),
    ("take-number", "Take a number from the ledger"),
    (
        "step",
        "Do a step of the order, or continue the unfinished one",
    ),
    (
        "undo",
        "Take the unfinished step back; what it signed does not count",
    ),
    ("void", "Make void what was not issued or used"),
    (
        "remedy",
        "Note that an issued document was replaced, corrected or recalled",
    ),
    ("issue", "Issue a package that has all its signatures"),
    ("numbers", "The number ledger of the office"),
    ("package_folder", "The folder of the package"),
    (
        "package_folders",
        "The folders of packages (default: all that are not issued yet in the folder outgoing of the configuration)",
    ),
    ("main_draft", "The main document (PDF)"),
    (
        "attach",
        "An attachment in a file of its own; may be repeated",
    ),
    ("issuing_agency", "The issuing body"),
    (
        "outgoing_symbol",
        "The symbol of the document, e.g. QĐ-UBND",
    ),
    ("outgoing_dated", "The day of issue"),
    ("title", "What the document is about"),
    (
        "order",
        "The order of signing (see kyso outgoing orders; default: that of the law in force)",
    ),
    (
        "outgoing_subject",
        "What is signed: an electronic document, one signed on paper, a copy",
    ),
    ("secrecy", "The mark of secrecy"),
    ("ledger", "The number ledger of the office"),
    ("ledger_file", "The number ledger of the office"),
    ("series", "The series of numbers, e.g. QĐ"),
    (
        "take",
        "The number that stands on the document (default: the next one)",
    ),
    ("act", "The step"),
    (
        "posts",
        "Who holds which post and keeps the body's key device (TOML)",
    ),
    ("operator", "Who works the body's key device"),
    ("invisible", "The signatures show nothing on the page"),
    (
        "step_appearance",
        "A profile (default: that of the law in force); may be repeated",
    ),
    (
        "main_place",
        "The place on the main document: PAGE:LEFT,BOTTOM in mm from the lower left corner of the page",
    ),
    (
        "block_name",
        "The name printed on the document, where several sign (default: that of the certificate)",
    ),
    ("why", "Why"),
    (
        "void_number_in",
        "Make the number void in this ledger, too (default: kept for signing anew)",
    ),
    (
        "remedy_done",
        "What was done: replaced or amended, corrected, recalled",
    ),
    ("by", "By which document"),
    (
        "package_out",
        "The new folder that receives the signed package",
    ),
    (
        "message_out",
        "Also write an exchange message (edXML) with these files",
    ),
    ("from_code", "The code of the sending body"),
    ("recipients", "A receiving body: CODE=NAME; may be repeated"),
    ("year", "The year"),
    ("void_number", "The number"),
];
