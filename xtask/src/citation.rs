//! The grammar of citations in comments: a document, then a clause.
//!
//! `RFC 5280 §6.1.3(a)(1)`, `ISO 32000-2 §12.8.1`, `EN 319 102-1 §5.1`, `NĐ 68/2024 Điều 9.2`. A further clause of the same
//! document may follow on the line: `RFC 5652 §5.3, §5.4`.

/// One citation found on a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Citation {
    pub(crate) document: String,
    pub(crate) clause: String,
}

/// Words that open the name of a document. What follows, up to the clause mark, is its number.
const PUBLISHERS: &[&str] = &[
    "RFC", "ISO", "EN", "TS", "TR", "ETSI", "FIPS", "X.509", "X.680", "X.690", "PKCS#11", "SEC",
    "NIST", "CVE",
];
const LAWS: &[&str] = &[
    "Luật", "NĐ", "TT", "QĐ", "Luat", "Tây", "Vĩnh", "An", "Bình",
];

/// Every citation in one comment.
pub(crate) fn citations(comment: &str) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut document: Option<String> = None;
    let mut rest = comment;
    while let Some((position, mark)) = next_mark(rest) {
        let (before, after) = rest.split_at(position);
        if let Some(named) = document_before(before) {
            document = Some(named);
        }
        let after = after.get(mark.len()..).unwrap_or_default();
        let clause = clause_at(after.trim_start());
        if let (Some(document), false) = (&document, clause.is_empty()) {
            let clause = if mark == "§" {
                format!("§{clause}")
            } else {
                format!("{mark} {clause}")
            };
            found.push(Citation {
                document: document.clone(),
                clause,
            });
        }
        rest = after;
    }
    found
}

fn next_mark(text: &str) -> Option<(usize, &'static str)> {
    ["§", "Điều"]
        .into_iter()
        .filter_map(|mark| text.find(mark).map(|position| (position, mark)))
        .min()
}

/// The document named right before a clause mark: the last publisher word and the numbers after it.
fn document_before(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let start = words
        .iter()
        .rposition(|word| is_opener(word.trim_start_matches(['/', '!', '(', '`', '"', ':'])))?;
    let name: Vec<&str> = words
        .get(start..)?
        .iter()
        .map(|word| word.trim_matches(['(', '`', ',', ':', ';', '"']))
        .collect();
    let short_enough = name.len() <= 4;
    let numbered = name.iter().skip(1).all(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) || is_opener(word) || PLACES.contains(word)
    });
    (short_enough && numbered).then(|| name.join(" "))
}

/// Second words of provinces, and of standards with a published edition.
const PLACES: &[&str] = &["Ninh", "Phúc", "Giang", "Định"];

fn is_opener(word: &str) -> bool {
    PUBLISHERS.contains(&word) || LAWS.contains(&word)
}

/// `6.1.3(a)(1)`, `A.2`, `9.2`, `22(3)(d)`; a full stop that ends the sentence is not part of it.
fn clause_at(text: &str) -> String {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '(' | ')' | '-')))
        .unwrap_or(text.len());
    let clause = text.get(..end).unwrap_or_default();
    let balanced = if clause.matches(')').count() > clause.matches('(').count() {
        clause.trim_end_matches(')')
    } else {
        clause
    };
    let trimmed = balanced.trim_end_matches(['.', '-', '(']);
    if trimmed.contains(|c: char| c.is_ascii_digit()) || trimmed.len() == 1 {
        trimmed.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(comment: &str) -> Vec<String> {
        citations(comment)
            .into_iter()
            .map(|c| format!("{} {}", c.document, c.clause))
            .collect()
    }

    #[test]
    fn the_forms_of_the_house() {
        assert_eq!(texts("// RFC 5280 §6.1.3(a)(1)"), ["RFC 5280 §6.1.3(a)(1)"]);
        assert_eq!(
            texts("//! as ISO 32000-2 §12.8.1 says."),
            ["ISO 32000-2 §12.8.1"]
        );
        assert_eq!(texts("// EN 319 102-1 §5.1."), ["EN 319 102-1 §5.1"]);
        assert_eq!(texts("/// (RFC 5652 §5.3)"), ["RFC 5652 §5.3"]);
        assert_eq!(texts("// NĐ 68/2024 Điều 9.2"), ["NĐ 68/2024 Điều 9.2"]);
        assert_eq!(
            texts("// Luật 20/2023 Điều 22(3)(d)"),
            ["Luật 20/2023 Điều 22(3)(d)"]
        );
    }

    #[test]
    fn further_clauses_belong_to_the_same_document() {
        assert_eq!(
            texts("// RFC 5652 §5.3, §5.4"),
            ["RFC 5652 §5.3", "RFC 5652 §5.4"]
        );
        assert_eq!(
            texts("// RFC 5652 §5.3 and RFC 3161 §2.4.2"),
            ["RFC 5652 §5.3", "RFC 3161 §2.4.2"]
        );
    }

    #[test]
    fn a_clause_of_nothing_is_no_citation() {
        assert!(texts("// see §2.3 of the design").is_empty());
        assert!(texts("// design.md §1").is_empty());
        assert!(texts("// RFC 5280 says so").is_empty());
        assert!(texts("// Điều kiện").is_empty());
    }
}
