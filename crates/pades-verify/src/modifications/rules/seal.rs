//! A new visible signature in a certified document, on the widget of an earlier one: as a seal lies on the leader's signature (NĐ 30/2020,
//! phụ lục I: about a third of it, to the left; docs/decisions/0018).

use super::beneath::Earlier;
use crate::anomaly::Finding;
use crate::codes;
use crate::modifications::painting::{Area, Ink, Painting, common, grown, overlaps};
use crate::policy::OverSignatures;

/// How the new widget lies on an earlier one.
#[derive(Debug)]
pub(super) enum Lies {
    /// On nothing of it: at most the empty margins of the boxes overlap.
    Beside,
    /// As a seal does; the share of the earlier widget's width that its box covers.
    AsSeal { share: f64 },
    /// With something that is no image with alpha.
    Otherwise,
}

/// Compares what is painted with what the earlier signature shows.
pub(super) fn lies(above: &Painting, widget: &Area, earlier: &Earlier, upright: bool) -> Lies {
    if above.doubt.is_some() {
        return Lies::Otherwise;
    }
    let mut seal = false;
    for mark in &above.marks {
        let area = match mark.ink {
            Ink::Line { .. } => grown(&mark.area),
            _ => mark.area,
        };
        if !overlaps(&area, &earlier.rectangle) {
            continue;
        }
        if matches!(mark.ink, Ink::Image(..)) {
            seal = true;
        } else if shows_at(earlier, &area) {
            return Lies::Otherwise;
        }
    }
    if seal {
        Lies::AsSeal {
            share: width_share(widget, &earlier.rectangle, upright),
        }
    } else {
        Lies::Beside
    }
}

/// Whether the earlier signature shows anything there.
fn shows_at(earlier: &Earlier, area: &Area) -> bool {
    let painting = &earlier.painting;
    painting.doubt.is_some() || painting.marks.iter().any(|mark| overlaps(&mark.area, area))
}

/// The width that both boxes share, of the earlier one's width: what ministries' files show as 0.38. On a page turned by a quarter (`upright`
/// is false) what the reader sees as width is the height of the boxes.
fn width_share(widget: &Area, earlier: &Area, upright: bool) -> f64 {
    let (low, high) = if upright { (0, 2) } else { (1, 3) };
    let whole = earlier[high] - earlier[low];
    common(widget, earlier).map_or(0.0, |shared| (shared[high] - shared[low]) / whole)
}

/// Whether the earlier signature is a number or date stamp: text alone, on one line.
fn is_stamp(earlier: &Earlier, height: f64, upright: bool) -> bool {
    let (low, high) = if upright { (1, 3) } else { (0, 2) };
    let marks = &earlier.painting.marks;
    earlier.rectangle[high] - earlier.rectangle[low] <= height
        && !marks.is_empty()
        && marks
            .iter()
            .all(|mark| matches!(mark.ink, Ink::Glyph | Ink::Filler))
}

/// Whether the new widget takes more of the page than any stamp; `page` is its area.
pub(super) fn too_large(widget: &Area, page: f64, rule: OverSignatures) -> bool {
    let area = (widget[2] - widget[0]) * (widget[3] - widget[1]);
    match rule {
        OverSignatures::AsSeal { largest, .. } => area > largest * page,
        OverSignatures::AsContent => false,
    }
}

/// What a person should look at: more of the leader's signature than is usual, or a number stamp.
pub(super) fn warning(
    field: &str,
    earlier: &Earlier,
    share: f64,
    rule: OverSignatures,
    upright: bool,
) -> Option<Finding> {
    let OverSignatures::AsSeal {
        usual,
        stamp_height,
        ..
    } = rule
    else {
        return None;
    };
    let over = &earlier.field;
    if is_stamp(earlier, stamp_height, upright) {
        let text = format!("the seal {field} lies on the number or date stamp {over}");
        return Some(Finding::warning(codes::SEAL_OVER_STAMP, text));
    }
    (share > usual).then(|| {
        let text = format!(
            "the seal {field} covers {share:.2} of the width of the signature {over}; up to {usual:.2} is usual"
        );
        Finding::warning(codes::SEAL_OVERLAP_LARGE, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modifications::painting::Mark;

    #[test]
    fn the_share_is_of_the_width_of_the_earlier_box() {
        let leader = [300.0, 100.0, 480.0, 190.0];
        let seal = [258.4, 90.0, 368.4, 200.0];
        assert!((width_share(&seal, &leader, true) - 0.38).abs() < 1e-9);
        assert!((width_share(&seal, &leader, false) - 1.0).abs() < 1e-9);
        assert!(width_share(&[0.0, 0.0, 10.0, 10.0], &leader, true) < 1e-9);
    }

    fn earlier(rectangle: Area, inks: Vec<Ink>) -> Earlier {
        let mark = |ink| Mark {
            area: rectangle,
            ink,
            alpha: 1.0,
        };
        Earlier {
            field: "So".to_owned(),
            rectangle,
            painting: Painting {
                marks: inks.into_iter().map(mark).collect(),
                doubt: None,
            },
        }
    }

    const RULE: OverSignatures = OverSignatures::AsSeal {
        usual: 0.5,
        stamp_height: 20.0,
        largest: 0.05,
    };

    #[test]
    fn a_stamp_is_text_alone_on_one_line() {
        let box_of = |width: f64, height: f64| [90.0, 100.0, 90.0 + width, 100.0 + height];
        let text = || vec![Ink::Glyph, Ink::Filler];
        let is = |area: Area, inks, upright| is_stamp(&earlier(area, inks), 20.0, upright);
        assert!(is(box_of(60.0, 20.0), text(), true));
        assert!(is(box_of(20.0, 60.0), text(), false));
        assert!(!is(box_of(20.0, 60.0), text(), true));
        assert!(!is(box_of(60.0, 20.0), Vec::new(), true));
        assert!(!is(box_of(60.0, 20.0), vec![Ink::Glyph, Ink::Solid], true));
    }

    #[test]
    fn limits_are_reached_before_they_are_passed() {
        let page = 100_000.0;
        assert!(!too_large(&[10.0, 20.0, 110.0, 70.0], page, RULE));
        assert!(too_large(&[10.0, 20.0, 111.0, 70.0], page, RULE));
        assert!(!too_large(
            &[0.0, 0.0, 900.0, 900.0],
            page,
            OverSignatures::AsContent
        ));
        let leader = earlier([0.0, 0.0, 180.0, 90.0], vec![Ink::Glyph]);
        let said = |share| warning("Dau", &leader, share, RULE, true).map(|said| said.code);
        assert_eq!(said(0.5), None);
        assert_eq!(said(0.51), Some("seal-overlap-larger-than-usual"));
    }

    /// A line is as thick as it is drawn, whatever its box says; only what is shown below it is lain on.
    #[test]
    fn a_mark_lies_on_what_is_shown() {
        let below = |doubt| {
            let mut below = earlier([100.0, 100.0, 200.0, 150.0], vec![Ink::Glyph]);
            below.painting.marks[0].area = [100.0, 100.0, 120.0, 110.0];
            below.painting.doubt = doubt;
            below
        };
        let lain = |area: Area, doubt| {
            let above = earlier(area, vec![Ink::Glyph]).painting;
            matches!(lies(&above, &area, &below(doubt), true), Lies::Otherwise)
        };
        assert!(lain([110.0, 105.0, 130.0, 120.0], None));
        assert!(!lain([150.0, 120.0, 170.0, 140.0], None));
        assert!(lain([150.0, 120.0, 170.0, 140.0], Some("unreadable")));
    }
}
