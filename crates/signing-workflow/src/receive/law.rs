//! The clauses an outcome rests on.

use gov_ca_model::VietnamDay;
use regulation_rules::instruments::TAY_NINH;
use regulation_rules::instruments::nd_30_2020::ND_30_2020;
use regulation_rules::instruments::tay_ninh_2025::TAY_NINH_2025;
use regulation_rules::law::{Citation, InForce, Instrument};

use super::outcome::Outcome;

/// The clauses for an outcome on the day a document is received. A province's regulation speaks only where the caller names the
/// province and only while it is in force; before NĐ 30/2020 there are none that were read.
///
/// The unnamed fragment Điều 15(2) is an example that nobody has adopted, so it is never cited; An Giang, Bình Định and Vĩnh Phúc
/// have no clause on receiving.
#[must_use]
pub fn grounds(outcome: &Outcome, province: Option<&str>, day: VietnamDay) -> Vec<Citation> {
    let mut all = Vec::new();
    let of_province = province == Some(TAY_NINH.id) && in_force(&TAY_NINH_2025, day);
    if of_province && matches!(outcome, Outcome::Refuse) {
        all.push(TAY_NINH_2025.article("20").clause("3"));
    }
    if in_force(&ND_30_2020, day) {
        let point = match outcome {
            Outcome::Accept | Outcome::Hold(_) => "a",
            Outcome::Refuse | Outcome::Return | Outcome::Report => "b",
        };
        all.push(ND_30_2020.own_article("21").clause("2").point(point));
    }
    all
}

fn in_force(instrument: &Instrument, day: VietnamDay) -> bool {
    instrument.force.on(day) == InForce::Yes
}

#[cfg(test)]
mod tests {
    use regulation_rules::Lang;

    use super::*;

    #[test]
    fn a_province_speaks_where_it_is_named_and_in_force() {
        let cited = |outcome: &Outcome, province, day| {
            let all = grounds(outcome, province, day);
            all.iter()
                .map(|one| one.place(Lang::Vi))
                .collect::<Vec<_>>()
        };
        let day = VietnamDay::new(2026, 11, 22);
        let decree = "điểm b khoản 2 Điều 21";
        assert_eq!(cited(&Outcome::Refuse, None, day), [decree]);
        assert_eq!(
            cited(&Outcome::Refuse, Some("tay-ninh"), day),
            ["khoản 3 Điều 20", decree]
        );
        assert_eq!(cited(&Outcome::Return, Some("tay-ninh"), day), [decree]);
        assert_eq!(
            cited(
                &Outcome::Refuse,
                Some("tay-ninh"),
                VietnamDay::new(2025, 11, 30)
            ),
            [decree]
        );
        assert_eq!(
            cited(&Outcome::Accept, None, day),
            ["điểm a khoản 2 Điều 21"]
        );
        assert!(cited(&Outcome::Refuse, None, VietnamDay::new(2020, 3, 4)).is_empty());
    }
}
