//! Where a provincial instrument applies, and what became of provinces that were merged.

use gov_ca_model::VietnamDay;

use crate::Text;

/// A territory a provincial instrument applies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Territory {
    /// The key word used in files and on the command line: `tay-ninh`.
    pub id: &'static str,
    /// Its name.
    pub name: Text,
    /// When it became part of another one, which may bear the same name.
    pub merged: Option<Merger>,
}

/// A merger of provinces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merger {
    /// The first day of the new province.
    pub on: VietnamDay,
    /// The key word of the new province.
    pub into: &'static str,
}

/// Whether an instrument of one territory applies to a case of a province on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// It does.
    Yes,
    /// It does not: another province, or none was named.
    Elsewhere,
    /// The province was merged; whether the old one's text still applied there has not been read.
    AfterMerger,
}

impl Territory {
    /// Whether an instrument of this territory applies to a case of `province` on `day`.
    pub fn applies(&self, province: Option<&str>, day: VietnamDay) -> Applies {
        let named = |id: &str| province == Some(id);
        match self.merged {
            Some(merger) if day >= merger.on => {
                if named(self.id) || named(merger.into) {
                    Applies::AfterMerger
                } else {
                    Applies::Elsewhere
                }
            }
            _ if named(self.id) => Applies::Yes,
            _ => Applies::Elsewhere,
        }
    }

    /// Whether a case of `province` may be its case on some day.
    pub fn may_be(&self, province: Option<&str>) -> bool {
        province.is_some_and(|named| {
            named == self.id || self.merged.is_some_and(|merger| merger.into == named)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MERGED: VietnamDay = VietnamDay::new(2025, 7, 1);
    const OLD: Territory = Territory {
        id: "binh-dinh",
        name: Text::new("tỉnh Bình Định", "Bình Định province"),
        merged: Some(Merger {
            on: MERGED,
            into: "gia-lai",
        }),
    };

    #[test]
    fn a_merged_province_leaves_its_law_open() {
        let on = |province, day| OLD.applies(province, day);
        let before = MERGED.previous();
        assert_eq!(on(Some("binh-dinh"), before), Applies::Yes);
        assert_eq!(on(Some("gia-lai"), before), Applies::Elsewhere);
        assert_eq!(on(Some("binh-dinh"), MERGED), Applies::AfterMerger);
        assert_eq!(on(Some("gia-lai"), MERGED), Applies::AfterMerger);
        assert_eq!(on(Some("tay-ninh"), MERGED), Applies::Elsewhere);
        assert_eq!(on(None, before), Applies::Elsewhere);
        assert_eq!(on(None, MERGED), Applies::Elsewhere);
        let whole = Territory {
            merged: None,
            ..OLD
        };
        assert_eq!(whole.applies(Some("binh-dinh"), MERGED), Applies::Yes);
        assert!(OLD.may_be(Some("gia-lai")) && OLD.may_be(Some("binh-dinh")));
        assert!(
            !OLD.may_be(Some("tay-ninh")) && !OLD.may_be(None) && !whole.may_be(Some("gia-lai"))
        );
    }
}
