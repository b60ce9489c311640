//! Of which class each subscriber is, and which body managed it when.

use std::collections::HashMap;

use gov_ca_model::{SubscriberClass, Timeline, VietnamDay};

use super::super::ReportError;
use super::super::tree::first_or;
use crate::entries::{Body, Subscriber};
use crate::{Id, View};

/// All subscribers: two numbers each, and a line of days for those that moved.
pub(super) struct Subscribers {
    all: HashMap<i64, (Option<SubscriberClass>, Option<i64>)>,
    moved: HashMap<i64, Timeline<Id<Body>>>,
}

impl Subscribers {
    pub(super) fn of(view: &mut View<'_>) -> Result<Self, ReportError> {
        let mut all = HashMap::new();
        let sql = "SELECT id, class, managed_by FROM subscriber";
        view.select(sql, &[], |row| {
            let class = row.optional_text(1)?.and_then(class);
            all.insert(row.integer(0)?, (class, row.optional_integer(2)?));
            Ok::<_, ReportError>(())
        })?;
        let mut moved = HashMap::new();
        view.each::<Subscriber, ReportError>("WHERE managers > 1", &[], |stored| {
            moved.insert(stored.id(), stored.into_record().managed_by);
            Ok(())
        })?;
        Ok(Self { all, moved })
    }

    /// The body that managed it on a day, and its class.
    pub(super) fn on(
        &self,
        subscriber: Option<i64>,
        day: VietnamDay,
    ) -> (Option<i64>, Option<SubscriberClass>) {
        let Some(id) = subscriber else {
            return (None, None);
        };
        let (class, latest) = self.all.get(&id).copied().unwrap_or_default();
        let then = self.moved.get(&id).map(|line| first_or(line, day).number());
        (then.or(latest), class)
    }
}

/// The class by its word in the column.
pub(super) fn class(word: &str) -> Option<SubscriberClass> {
    Some(match word {
        "individual" => SubscriberClass::Individual,
        "authorised-person" => SubscriberClass::AuthorisedPerson,
        "body" => SubscriberClass::Body,
        "device-service-software" => SubscriberClass::DeviceServiceSoftware,
        _ => return None,
    })
}
