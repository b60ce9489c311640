//! What a rule of the office's own says of a sheet.

use gov_ca_model::VietnamDay;
use toml::{Table, Value};

use super::stated::{StatedBound, StatedLimit, StatedRule};
use crate::Text;
use crate::evidence::{Evidence, Found, Missing, SetBy};
use crate::facts::{Fact, FactSheet};
use crate::law_book::LawBook;
use crate::rule::{Answer, Outcome, Stop};

impl StatedRule {
    /// What the rule says of a sheet.
    pub(crate) fn check<F: FactSheet>(&self, facts: &F, law: &LawBook) -> Answer {
        let sheet = Sheet::of(facts);
        for (fact, values) in &self.when {
            if !values.contains(sheet.value(*fact)?) {
                return Err(Stop::NotApplicable(OTHER_CASE));
            }
        }
        let mut evidence = Evidence::default();
        for (fact, values) in &self.must {
            let value = sheet.value(*fact)?;
            let found = Evidence::of(*fact, facts.found(*fact).unwrap_or_else(|| plain(value)));
            if !values.contains(value) {
                return Ok(Outcome::Violated(found));
            }
            evidence = evidence.and(found);
        }
        for limit in &self.limits {
            match limit.check(&sheet, law)? {
                Outcome::Satisfied(more) => evidence = evidence.and(more),
                other => return Ok(other),
            }
        }
        Ok(Outcome::Satisfied(evidence))
    }
}

const OTHER_CASE: Text = Text::new(
    "không thuộc trường hợp quy tắc nêu",
    "not the case the rule is about",
);
const STATED: SetBy = SetBy::Ours(Text::new(
    "theo khai báo của cơ quan",
    "as the office states it",
));

/// A sheet as data.
struct Sheet(Table);

impl Sheet {
    fn of<F: FactSheet>(facts: &F) -> Self {
        Self(Table::try_from(facts).unwrap_or_default())
    }

    fn value(&self, fact: Fact) -> Result<&Value, Missing> {
        self.0.get(fact.key()).ok_or(Missing::of(fact))
    }

    fn day(&self, fact: Fact) -> Result<VietnamDay, Missing> {
        let text = self.value(fact)?.as_str().unwrap_or_default();
        let instant = || text.parse().map(VietnamDay::of).ok();
        text.parse().ok().or_else(instant).ok_or(Missing::of(fact))
    }

    fn number(&self, fact: Fact) -> Result<u32, Missing> {
        let number = self.value(fact)?.as_integer();
        number
            .and_then(|number| u32::try_from(number).ok())
            .ok_or(Missing::of(fact))
    }
}

fn plain(value: &Value) -> Found {
    Found::Plain(
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    )
}

impl StatedLimit {
    fn check(&self, sheet: &Sheet, law: &LawBook) -> Answer {
        let mut evidence = Evidence::default();
        let bounds = [(&self.at_least, true), (&self.at_most, false)];
        for (bound, at_least) in bounds {
            let Some(bound) = bound else { continue };
            let (holds, found) = self.compare(bound, at_least, sheet, law)?;
            if !holds {
                return Ok(Outcome::Violated(found));
            }
            evidence = evidence.and(found);
        }
        Ok(Outcome::Satisfied(evidence))
    }

    fn compare(
        &self,
        bound: &StatedBound,
        at_least: bool,
        sheet: &Sheet,
        law: &LawBook,
    ) -> Result<(bool, Evidence), Missing> {
        if let StatedBound::Number(limit) = bound {
            let found = sheet.number(self.fact)?;
            let holds = if at_least {
                found >= *limit
            } else {
                found <= *limit
            };
            return Ok((
                holds,
                Evidence::of(self.fact, found).against(*limit, STATED),
            ));
        }
        let limit = match bound {
            StatedBound::Days(after, days) => sheet.day(*after)?.plus_days((*days).into()),
            StatedBound::WorkingDays(after, days) => {
                law.working_days_after(sheet.day(*after)?, *days)
            }
            StatedBound::Number(_) => return Err(Missing::of(self.fact)),
        };
        let found = sheet.day(self.fact)?;
        let holds = if at_least {
            found >= limit
        } else {
            found <= limit
        };
        Ok((holds, Evidence::of(self.fact, found).against(limit, STATED)))
    }
}
