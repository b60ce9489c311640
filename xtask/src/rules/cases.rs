//! The cases of a rule as a table.

use std::collections::BTreeSet;
use std::path::Path;

use regulation_rules::facts::Fact;
use regulation_rules::law::InForce;
use regulation_rules::{By, Evidence, Lang, Missing, RuleEntry, SheetKind, Text, Verdict, Why};
use toml::{Table, Value};

use super::CRATE;
use super::words::{both, cell};

/// What the texts of a case file are about, in the order they are told.
const REMARKS: [(&str, Text); 4] = [
    (
        "force_from",
        Text::new(
            "Ngày có hiệu lực do cơ quan khai báo",
            "First day of force as an operator states it",
        ),
    ),
    (
        "conforms",
        Text::new("Khi mọi dữ kiện phù hợp", "When all is well"),
    ),
    (
        "always_applies",
        Text::new("Luôn áp dụng", "Always applies"),
    ),
    (
        "never_violated",
        Text::new("Không tự kết luận không đạt", "Never finds a violation"),
    ),
];

/// One case file.
pub(super) struct Cases {
    file: Table,
}

impl Cases {
    pub(super) fn read(folder: &Path, entry: &RuleEntry) -> Result<Self, String> {
        let path = folder.join(format!("{}.toml", entry.meta.code));
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|error| told(&error))?;
        let file: Table = toml::from_str(&text).map_err(|error| told(&error))?;
        let cases = Self { file };
        let unfit = cases.list().find_map(|case| row(case).err());
        unfit.map_or(Ok(cases), |reason| Err(told(&reason)))
    }

    /// The table with what stands before it, and the names of the facts that occur in it.
    pub(super) fn table(&self, entry: &RuleEntry) -> String {
        let mut out = format!(
            "\n## Các trường hợp · Cases\n\n{}\n",
            self.start(entry.sheet)
        );
        for (key, label) in REMARKS {
            if let Some(said) = self.file.get(key) {
                out += &format!("- {}: {}\n", both(label), plain(said));
            }
        }
        out += "\n| Trường hợp · Case | Dữ kiện thay đổi · Changed | Kết luận · Answer |\n|---|---|---|\n";
        out.extend(self.list().filter_map(|case| row(case).ok()));
        out + &self.legend()
    }

    fn list(&self) -> impl Iterator<Item = &Table> {
        let cases = self.file.get("case").and_then(Value::as_array);
        cases.into_iter().flatten().filter_map(Value::as_table)
    }

    /// The sheet every case starts from.
    fn start(&self, sheet: SheetKind) -> String {
        let base = match sheet {
            SheetKind::Signature => Some("conforming-signature.toml"),
            SheetKind::Certificate => Some("conforming-certificate.toml"),
            _ => None,
        };
        let base = base.map(|file| format!("[{file}](../../../{CRATE}/cases/{file})"));
        let own = self
            .file
            .get("conforming")
            .and_then(Value::as_table)
            .map(given);
        let parts: Vec<String> = base.into_iter().chain(own).collect();
        format!("- Dữ kiện ban đầu · Starting from: {}", parts.join("; "))
    }

    fn legend(&self) -> String {
        let mut facts: BTreeSet<Fact> = BTreeSet::new();
        let mut add = |key: &str| facts.extend(Fact::with_key(key));
        let tables = self
            .list()
            .chain(self.file.get("conforming").and_then(Value::as_table));
        for table in tables {
            let given = table
                .get("given")
                .and_then(Value::as_table)
                .unwrap_or(table);
            given.keys().for_each(|key| add(key));
            missing(table).for_each(&mut add);
            table
                .get("names")
                .and_then(Value::as_str)
                .into_iter()
                .for_each(&mut add);
        }
        let mut out = "\n| Dữ kiện · Fact | |\n|---|---|\n".to_owned();
        for fact in facts {
            let (vi, en) = (fact.name(Lang::Vi), fact.name(Lang::En));
            out += &format!("| `{}` | {} · {} |\n", fact.key(), cell(&vi), cell(&en));
        }
        out
    }
}

fn row(case: &Table) -> Result<String, String> {
    let text = |key: &str| case.get(key).and_then(Value::as_str);
    let name = text("name").ok_or("a case without name")?;
    let word = text("expect").ok_or_else(|| format!("{name}: without expect"))?;
    let answer = answer(word).ok_or_else(|| format!("{name}: {word:?} is no verdict"))?;
    let named = text("names").or_else(|| missing(case).next());
    let named = named.filter(|_| word == "undetermined");
    let named = named.map_or_else(String::new, |key| format!(": `{key}`"));
    let changed = changed(case);
    Ok(format!(
        "| {} | {} | {}{named} |\n",
        cell(name),
        cell(&changed),
        both(answer)
    ))
}

fn changed(case: &Table) -> String {
    let given = case.get("given").and_then(Value::as_table).map(given);
    let missing: Vec<String> = missing(case).map(|key| format!("`{key}`")).collect();
    let missing = (!missing.is_empty()).then(|| format!("thiếu · missing {}", missing.join(", ")));
    let parts: Vec<String> = given.into_iter().chain(missing).collect();
    match parts.is_empty() {
        true => "–".to_owned(),
        false => parts.join("; "),
    }
}

/// `key = value`, in the order of the keys.
fn given(table: &Table) -> String {
    let mut facts: Vec<String> = table
        .iter()
        .map(|(key, value)| format!("`{key}` = {}", plain(value)))
        .collect();
    facts.sort();
    facts.join(", ")
}

fn missing(case: &Table) -> impl Iterator<Item = &str> {
    let keys = case.get("missing").and_then(Value::as_array);
    keys.into_iter().flatten().filter_map(Value::as_str)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => format!("({})", given(table)),
        other => other.to_string(),
    }
}

/// The words of a verdict; a case file does not tell whether force has not begun or has ended.
fn answer(word: &str) -> Option<Text> {
    let reason = Text::new("", "");
    let verdicts = [
        Verdict::NotApplicable(Why::Scope(reason)),
        Verdict::Undetermined(Missing::of(Fact::Force)),
        Verdict::Satisfied(Evidence::default()),
        Verdict::Violated(Evidence::default()),
        Verdict::Review(Evidence::default(), reason),
        Verdict::Overridden(By::Rule("")),
    ];
    let not_in_force = Verdict::NotInForce(InForce::NotYet).word();
    if word == not_in_force {
        return Some(Text::new(
            "không có hiệu lực vào ngày đó",
            "not in force on that day",
        ));
    }
    verdicts
        .iter()
        .find(|verdict| verdict.word() == word)
        .map(Verdict::text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_of(text: &str) -> Result<String, String> {
        row(&toml::from_str(text).unwrap())
    }

    #[test]
    fn a_case_is_a_row() {
        let row =
            row_of("name = \"a | b\"\ngiven = { z = [1, \"x\"], a = true }\nexpect = \"violated\"")
                .unwrap();
        assert_eq!(
            row,
            "| a \\| b | `a` = true, `z` = [1, x] | không đạt · not fulfilled |\n"
        );
        let row = row_of("name = \"all\"\nexpect = \"satisfied\"").unwrap();
        assert_eq!(row, "| all | – | đạt · fulfilled |\n");
    }

    #[test]
    fn what_is_undetermined_names_the_fact() {
        let row =
            row_of("name = \"n\"\nmissing = [\"status\"]\nexpect = \"undetermined\"").unwrap();
        assert!(row.ends_with("| thiếu · missing `status` | chưa đủ căn cứ để kết luận · not enough to decide: `status` |\n"), "{row}");
        let named =
            row_of("name = \"n\"\nmissing = [\"a\"]\nnames = \"b\"\nexpect = \"undetermined\"")
                .unwrap();
        assert!(named.contains(": `b` |"), "{named}");
        let na = row_of("name = \"n\"\nmissing = [\"a\"]\nexpect = \"not-applicable\"").unwrap();
        assert!(na.ends_with("not applicable |\n"), "{na}");
    }

    #[test]
    fn a_case_out_of_form_is_refused() {
        assert!(row_of("expect = \"satisfied\"").is_err());
        assert!(row_of("name = \"n\"").is_err());
        assert!(row_of("name = \"n\"\nexpect = \"fine\"").is_err());
    }
}
