//! The law as one office reads it: the instruments of this program, and what its own overlay adds.

use gov_ca_model::VietnamDay;

use crate::calendar::Calendar;
use crate::law::{Force, Instrument};
use crate::overlay::{Overlay, OverlayError, StatedForce, StatedRule};
use crate::register::SheetKind;
use crate::rule::Meta;

/// The instruments with their days of force as read, the calendar of working days, and what an operator adds to both.
///
/// ```
/// use regulation_rules::LawBook;
///
/// let law = LawBook::with_overlay(r#"
///     [[force]]
///     instrument = "binh-dinh-2021"
///     from = "2021-09-20"
///     read_by = "Nguyễn Văn Mẫu"
///     read_on = "2026-11-20"
///     source = "Công báo tỉnh"
/// "#)?;
/// # let _ = law;
/// # Ok::<(), regulation_rules::OverlayError>(())
/// ```
#[derive(Clone, Debug)]
pub struct LawBook {
    overlay: Overlay,
    calendar: Calendar,
}

impl LawBook {
    /// As this program read the law, with nothing added.
    pub fn as_read() -> Self {
        Self {
            overlay: Overlay::default(),
            calendar: Calendar::default(),
        }
    }

    /// With what an operator's overlay (TOML) adds.
    ///
    /// # Errors
    ///
    /// [`OverlayError`] names the place: an unknown key or instrument, a day that contradicts what was read.
    pub fn with_overlay(toml: &str) -> Result<Self, OverlayError> {
        let overlay = Overlay::from_toml(toml)?;
        let calendar = Calendar::with(overlay.days());
        Ok(Self { overlay, calendar })
    }

    /// The calendar of working days.
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// What the overlay says of the days of force of an instrument.
    pub fn stated_force(&self, instrument: &Instrument) -> Option<&StatedForce> {
        self.overlay.force_of(instrument.id)
    }

    /// When an instrument is in force: as read, with the first day that an overlay states where none was read, and its end where
    /// none was read either.
    pub fn force(&self, instrument: &Instrument) -> Force {
        let Some(stated) = self.stated_force(instrument) else {
            return instrument.force;
        };
        match instrument.force.first_day_without() {
            Some(end) => stated.force().until(end),
            None => stated.force(),
        }
    }

    /// When a rule is in force: as long as its instrument, unless it says otherwise itself.
    pub fn rule_force(&self, meta: &Meta) -> Force {
        meta.force.unwrap_or_else(|| self.force(meta.instrument()))
    }

    /// The office's own rules about such a sheet.
    pub(crate) fn stated_rules(&self, sheet: SheetKind) -> impl Iterator<Item = &StatedRule> {
        self.overlay.rules_about(sheet)
    }

    /// Whether an operator adopted an example for this province.
    pub fn adopts(&self, instrument: &Instrument, province: Option<&str>) -> bool {
        self.stated_force(instrument)
            .and_then(|stated| stated.province.as_deref())
            .is_some_and(|adopting| province == Some(adopting))
    }

    /// The first day after `event` on which `days` working days have passed: the end of a time limit of so many working days.
    pub fn working_days_after(&self, event: VietnamDay, days: u16) -> VietnamDay {
        self.calendar.working_days_after(event, days)
    }
}
