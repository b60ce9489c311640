//! The page in both languages, from made-up receptions and reports.
