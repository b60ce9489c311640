//! Why a CRL or an OCSP response gives no statement.

use super::status::Unusable;
use crate::budget::BudgetItem;

/// Why a CRL or an OCSP response gives no statement.
pub(crate) enum Stop {
    Budget(BudgetItem),
    Unusable(Unusable),
}

impl From<BudgetItem> for Stop {
    fn from(item: BudgetItem) -> Self {
        Self::Budget(item)
    }
}

impl From<Unusable> for Stop {
    fn from(why: Unusable) -> Self {
        Self::Unusable(why)
    }
}
