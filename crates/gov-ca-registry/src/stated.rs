//! What the law leaves to a person: facts that somebody stated, each with a name and a day.

use std::collections::BTreeMap;

use gov_ca_model::VietnamDay;
use regulation_rules::facts::Fact;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Facts that persons stated, by their names in data (`needs_transactions`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stated(BTreeMap<String, Statement>);

/// One fact that a person stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The value.
    pub value: Value,
    /// Who stated it.
    pub by: String,
    /// When.
    pub on: VietnamDay,
}

/// What cannot be stated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fact {name:?} cannot be stated so: {why}")]
pub struct NotAFact {
    /// Its name.
    pub name: String,
    /// What the sheet says.
    pub why: String,
}

impl Stated {
    /// States a fact of a sheet `F`, or states it anew.
    ///
    /// # Errors
    ///
    /// [`NotAFact`] when the sheet has no such fact, or not with such a value.
    pub fn state<F: DeserializeOwned>(
        &mut self,
        name: &str,
        statement: Statement,
    ) -> Result<(), NotAFact> {
        let alone = Value::Object(
            [(name.to_owned(), statement.value.clone())]
                .into_iter()
                .collect(),
        );
        serde_json::from_value::<F>(alone).map_err(|error| NotAFact {
            name: name.to_owned(),
            why: error.to_string(),
        })?;
        self.0.insert(name.to_owned(), statement);
        Ok(())
    }

    /// What `more` states is stated here too, in place of what was stated of the same facts before.
    pub fn add(&mut self, more: &Self) {
        self.0.extend(more.0.clone());
    }

    /// Another name in place of those that `is` names.
    pub(crate) fn rename(&mut self, is: impl Fn(&str) -> bool, name: &str) {
        for statement in self.0.values_mut().filter(|one| is(&one.by)) {
            name.clone_into(&mut statement.by);
        }
    }

    /// The sheet as stated, and who stated what.
    ///
    /// # Errors
    ///
    /// [`NotAFact`] when it was written by a program that knew other facts.
    pub(crate) fn sheet<F: DeserializeOwned>(&self) -> Result<F, NotAFact> {
        let values = self.0.iter();
        let values = values.map(|(name, one)| (name.clone(), one.value.clone()));
        serde_json::from_value(Value::Object(values.collect())).map_err(|error| NotAFact {
            name: self.0.keys().cloned().collect::<Vec<_>>().join(", "),
            why: error.to_string(),
        })
    }

    /// Each stated fact with the name of who stated it.
    pub(crate) fn names(&self) -> impl Iterator<Item = (Fact, &str)> {
        let facts = self.0.iter();
        facts.filter_map(|(name, one)| Some((Fact::with_key(name)?, one.by.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulation_rules::facts::RequestFacts;

    fn statement(value: Value) -> Statement {
        Statement {
            value,
            by: "Nguyễn Văn Mẫu".to_owned(),
            on: VietnamDay::new(2026, 3, 2),
        }
    }

    #[test]
    fn only_facts_of_the_sheet_are_stated() {
        let mut stated = Stated::default();
        stated
            .state::<RequestFacts>("needs_transactions", statement(Value::Bool(true)))
            .unwrap();
        let sheet: RequestFacts = stated.sheet().unwrap();
        assert_eq!(sheet.needs_transactions, Some(true));
        let names: Vec<_> = stated.names().collect();
        assert_eq!(names, [(Fact::NeedsTransactions, "Nguyễn Văn Mẫu")]);
        let unknown = stated.state::<RequestFacts>("needs", statement(Value::Bool(true)));
        assert_eq!(unknown.unwrap_err().name, "needs");
        let wrong = stated.state::<RequestFacts>("paper_sets", statement(Value::Bool(true)));
        assert_eq!(wrong.unwrap_err().name, "paper_sets");
    }
}
