//! Places: a draft is read, and each mark goes where a clerk would put it.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::drafts::{self, LETTER, Line, letter_with};
use common::looks::look_at;
use pades_sign::{PageFrame, Place};
use page_view::PageGeometry;
use pdf_revisions::PdfFile;
use regulation_rules::profiles::{self, Corner, Placement};
use signature_appearance::{Area, Size, millimetres};
use signing_workflow::placing::{Anchor, Found, Mark, Placing, PlacingError, Wanted};
use signing_workflow::roles::Printed;

/// A draft and what was read of it.
struct Draft {
    printed: Printed,
    frames: BTreeMap<u32, PageFrame>,
}

impl Draft {
    fn read(lines: &[Line<'_>], entries: &str, geometry: PageGeometry) -> Self {
        let bytes = drafts::document(lines, &[], entries);
        let file = PdfFile::open(Arc::new(bytes.clone())).unwrap();
        Self {
            printed: Printed::read(&look_at(&bytes, lines, geometry)),
            frames: BTreeMap::from([(1, PageFrame::of(&file, 1).unwrap())]),
        }
    }

    fn of(lines: &[Line<'_>]) -> Self {
        Self::read(lines, "", upright())
    }

    fn placing(&self) -> Placing<'_> {
        Placing {
            printed: &self.printed,
            frames: &self.frames,
        }
    }
}

fn upright() -> PageGeometry {
    PageGeometry {
        visible: [0.0, 0.0, 595.0, 842.0],
        rotation: 0,
    }
}

fn middle(found: &Found) -> (f64, f64) {
    let area = found.place.area;
    (
        (area.left + area.right) / 2.0,
        (area.bottom + area.top) / 2.0,
    )
}

fn is_about(one: Size, other: Size) -> bool {
    (one.width - other.width).abs() < 1e-9 && (one.height - other.height).abs() < 1e-9
}

fn line(found: &Found) -> &str {
    match &found.anchor {
        Anchor::Line { text } => text,
        other => panic!("{other:?}"),
    }
}

const PICTURE: Size = Size::millimetres(40.0, 20.0);

#[test]
fn a_signature_goes_between_title_and_name() {
    let draft = Draft::of(LETTER);
    let found = draft.placing().person(None, PICTURE, 0.0).unwrap();
    let expected = Anchor::TitleAndName {
        title: "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC".to_owned(),
        name: "Nguyễn Văn Mẫu".to_owned(),
    };
    assert_eq!(found.anchor, expected);
    assert!(is_about(found.place.area.size(), PICTURE));
    // the title's letters reach from 375 to 466, its last baseline is at 533, the name's at 420
    let (x, y) = middle(&found);
    assert!((x - 420.5).abs() < 3.0, "{x}");
    let (floor, ceiling) = (420.0 + 0.9 * 14.0, 533.0 - 0.22 * 14.0);
    assert!((y - (floor + ceiling) / 2.0).abs() < 0.5, "{y}");
}

#[test]
fn a_seal_covers_a_third_of_the_signature_from_its_left() {
    let draft = Draft::of(LETTER);
    let person = draft.placing().person(None, PICTURE, 0.0).unwrap();
    let round = Size::millimetres(36.0, 36.0);
    let seal = draft
        .placing()
        .seal(person.place, round, 1.0 / 3.0)
        .unwrap();
    let (over, under) = (seal.place.area, person.place.area);
    assert!(is_about(over.size(), round));
    assert!(((over.right - under.left) / under.size().width - 1.0 / 3.0).abs() < 1e-9);
    assert!((middle(&seal).1 - middle(&person).1).abs() < 1e-9);
    // too far left on the page there is no third to cover
    let left = Place {
        page: 1,
        area: Area::at(10.0, 400.0, PICTURE),
    };
    assert!(matches!(
        draft.placing().seal(left, round, 1.0 / 3.0),
        Err(PlacingError::NoRoom { page: 1, .. })
    ));
}

#[test]
fn low_rooms_take_smaller_pictures_down_to_half() {
    // the name so far below the title's last baseline, at 533
    let room = |down: f64| {
        let mut lines = LETTER.to_vec();
        let name = lines
            .iter_mut()
            .find(|line| line.3 == "Nguyễn Văn Mẫu")
            .unwrap();
        name.1 = 533.0 - down;
        Draft::of(&lines).placing().person(None, PICTURE, 0.0)
    };
    let letters = (0.9 + 0.22) * 14.0;
    let half = PICTURE.height / 2.0;
    let found = room(letters + half + 1.0).unwrap().place.area.size();
    assert!(
        found.height < PICTURE.height * 0.55 && found.height >= half,
        "{found:?}"
    );
    assert!(
        (found.width / found.height - 2.0).abs() < 1e-9,
        "proportions are kept"
    );
    assert_eq!(
        room(letters + half - 1.5).unwrap_err(),
        PlacingError::NoRoom {
            page: 1,
            room_mm: 9,
            needed_mm: 10
        }
    );
}

#[test]
fn where_several_sign_the_name_decides() {
    let mut lines = LETTER.to_vec();
    lines.extend([
        (100.0, 330.0, 14.0, "CHỦ TỊCH"),
        (90.0, 220.0, 14.0, "Trần Thị Thử"),
    ]);
    let draft = Draft::of(&lines);
    let Err(PlacingError::Several { wanted, choices }) = draft.placing().person(None, PICTURE, 0.0)
    else {
        panic!("guessed");
    };
    assert_eq!(wanted, Wanted::Signer);
    assert_eq!(
        choices,
        [
            "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC / Nguyễn Văn Mẫu",
            "CHỦ TỊCH / Trần Thị Thử"
        ]
    );
    let found = draft
        .placing()
        .person(Some("TRẦN THỊ THỬ"), PICTURE, 0.0)
        .unwrap();
    assert!(found.place.area.top < 330.0, "{found:?}");
    let nobody = draft
        .placing()
        .person(Some("Lê Văn Khác"), PICTURE, 0.0)
        .unwrap_err();
    assert_eq!(
        nobody,
        PlacingError::NotFound {
            wanted: Wanted::Signer,
            unread: Vec::new()
        }
    );
}

#[test]
fn stamps_fill_the_blanks() {
    let draft = Draft::of(LETTER);
    let stamp = Size::points(30.0, 14.0);
    let [number, day, month] = [Wanted::Number, Wanted::Day, Wanted::Month]
        .map(|wanted| draft.placing().blank(wanted, stamp, 2.0).unwrap());
    assert_eq!(line(&number), "Số: /SKHCN-VP Lạc Hồng, ngày tháng năm 2026");
    // “Số:” ends at 85.5, “ngày” at 401, “tháng” at 472.5; the stamps are 30 wide and begin 2 further
    let expected = [102.5, 418.0, 489.5];
    for (found, expected) in [&number, &day, &month].into_iter().zip(expected) {
        let (x, y) = middle(found);
        assert!((x - expected).abs() < 1.0, "{x} for {expected}");
        assert!((y - (735.0 + 0.34 * 13.0)).abs() < 0.1, "{y}");
    }
    let none = Draft::of(&LETTER[12..]);
    for wanted in [Wanted::Number, Wanted::Day, Wanted::Month, Wanted::LastLine] {
        assert!(matches!(
            none.placing().blank(wanted, stamp, 2.0),
            Err(PlacingError::NotFound { .. })
        ));
    }
}

#[test]
fn what_is_filled_in_is_not_stamped_over() {
    let mut lines = letter_with("/SKHCN-VP", "12/SKHCN-VP");
    lines.push((410.0, 735.0, 13.0, "05"));
    let draft = Draft::of(&lines);
    let stamp = Size::points(30.0, 14.0);
    for wanted in [Wanted::Number, Wanted::Day] {
        let error = draft.placing().blank(wanted, stamp, 2.0).unwrap_err();
        assert!(matches!(error, PlacingError::Filled { .. }), "{error}");
    }
    assert!(draft.placing().blank(Wanted::Month, stamp, 2.0).is_ok());
}

#[test]
fn initials_stand_at_the_end_of_the_text() {
    let draft = Draft::of(LETTER);
    let found = draft
        .placing()
        .initials(Size::points(40.0, 20.0), 0.0)
        .unwrap();
    assert_eq!(line(&found), "Trân trọng./.");
    assert!(
        (found.place.area.left - (90.0 + 13.0 * 7.0)).abs() < 0.1,
        "{found:?}"
    );
    let nothing = Draft::of(&LETTER[..9])
        .placing()
        .initials(Size::points(40.0, 20.0), 0.0)
        .unwrap_err();
    assert!(matches!(
        nothing,
        PlacingError::NotFound {
            wanted: Wanted::LastLine,
            ..
        }
    ));
}

const ANNEX: &[Line<'_>] = &[
    (250.0, 770.0, 14.0, "PHỤ LỤC"),
    (
        160.0,
        750.0,
        13.0,
        "(Kèm theo Công văn số 12/SKHCN-VP ngày 05/11/2026)",
    ),
    (70.0, 700.0, 14.0, "Danh sách các phòng báo cáo."),
];

#[test]
fn an_annex_is_sealed_over_its_title_and_stamped_in_its_corner() {
    let draft = Draft::of(ANNEX);
    let seal = draft
        .placing()
        .over_annex_title((10.0, 20.0), Size::millimetres(36.0, 36.0))
        .unwrap();
    assert!(
        line(&seal).contains("Kèm theo") || line(&seal).contains("PHỤ LỤC"),
        "{seal:?}"
    );
    let letter = Draft::of(LETTER);
    assert!(matches!(
        letter
            .placing()
            .over_annex_title((10.0, 20.0), Size::millimetres(36.0, 36.0)),
        Err(PlacingError::NotFound {
            wanted: Wanted::AnnexTitle,
            ..
        })
    ));
    let stamp = Size::millimetres(60.0, 10.6);
    let margins = (millimetres(15.0), millimetres(6.0));
    let corner = |corner, size| draft.placing().corner(corner, margins, size);
    let found = corner(Corner::TopRight, stamp).unwrap();
    assert_eq!(found.anchor, Anchor::Corner);
    let area = found.place.area;
    assert!(
        (595.0 - area.right - margins.0).abs() < 1e-9
            && (842.0 - area.top - margins.1).abs() < 1e-9
    );
    assert!(
        842.0 - area.bottom < millimetres(20.0),
        "inside the top margin"
    );
    let area = corner(Corner::BottomLeft, stamp).unwrap().place.area;
    assert!((area.left - margins.0).abs() < 1e-9 && (area.bottom - margins.1).abs() < 1e-9);
    let wide = Size::points(600.0, 10.0);
    assert!(matches!(
        corner(Corner::TopRight, wide),
        Err(PlacingError::NoRoom { .. })
    ));
}

/// An Giang's frame is never drawn smaller than the law's millimetres, and stays on the page.
#[test]
fn a_frame_in_the_boxes_keeps_its_size() {
    let frame = Size::millimetres(70.0, 37.0);
    let low = Draft::of(LETTER)
        .placing()
        .in_boxes(None, frame, 0.0)
        .unwrap_err();
    assert_eq!(
        low,
        PlacingError::NoRoom {
            page: 1,
            room_mm: 34,
            needed_mm: 37
        }
    );
    let mut lines = LETTER.to_vec();
    let name = lines
        .iter_mut()
        .find(|line| line.3 == "Nguyễn Văn Mẫu")
        .unwrap();
    name.1 = 400.0;
    let found = Draft::of(&lines)
        .placing()
        .in_boxes(None, frame, 0.0)
        .unwrap();
    assert!(is_about(found.place.area.size(), frame));
    for line in &mut lines {
        if line.0 > 350.0 && line.1 < 560.0 {
            line.0 += 80.0;
        }
    }
    let found = Draft::of(&lines)
        .placing()
        .in_boxes(None, frame, 0.0)
        .unwrap();
    assert!((found.place.area.right - 595.0).abs() < 1e-9, "{found:?}");
}

/// Every profile of the law finds its place on the documents it is for, or says who has to choose.
#[test]
fn every_profile_has_its_place() {
    let letter = Draft::of(LETTER);
    let annex = Draft::of(ANNEX);
    for profile in profiles::all() {
        let mut mark = Mark {
            signer: None,
            person: letter
                .placing()
                .person(None, PICTURE, 0.0)
                .ok()
                .map(|found| found.place),
            blank: Wanted::Number,
            size: Size::points(40.0, 14.0),
        };
        if let profiles::Purpose::Month = profile.purpose {
            mark.blank = Wanted::Month;
        }
        let draft = if matches!(profile.placement.value, Placement::OverTitle { .. }) {
            &annex
        } else {
            &letter
        };
        let found = draft.placing().of(profile.placement.value, &mark);
        match profile.placement.value {
            Placement::ForAPerson { .. } => {
                assert_eq!(found, Err(PlacingError::ForAPerson), "{}", profile.id)
            }
            _ => assert!(found.is_ok(), "{}: {found:?}", profile.id),
        }
    }
    let nobody = Mark {
        signer: None,
        person: None,
        blank: Wanted::Number,
        size: Size::points(99.0, 99.0),
    };
    let seal = profiles::by_id("nd30.agency").unwrap().placement.value;
    assert!(matches!(
        letter.placing().of(seal, &nobody),
        Err(PlacingError::NotFound {
            wanted: Wanted::Person,
            ..
        })
    ));
}

/// The same page on its side, and counted in half points: the mark stands where it stood.
#[test]
fn turned_pages_and_other_units_change_nothing() {
    let expected = Draft::of(LETTER)
        .placing()
        .person(None, PICTURE, 0.0)
        .unwrap();
    let turned = PageGeometry {
        visible: [0.0, 0.0, 842.0, 595.0],
        rotation: 270,
    };
    let entries = "/Rotate 270/CropBox[0 0 842 595]";
    let draft = Draft::read(LETTER, entries, turned);
    // the draft's media box is upright: the crop box is clipped to it
    assert!(draft.placing().person(None, PICTURE, 0.0).is_ok());
    let halved: Vec<Line<'_>> = LETTER
        .iter()
        .map(|(x, y, size, text)| (x / 2.0, y / 2.0, size / 2.0, *text))
        .collect();
    let small = PageGeometry {
        visible: [0.0, 0.0, 297.5, 421.0],
        rotation: 0,
    };
    let draft = Draft::read(&halved, "/UserUnit 2/CropBox[0 0 297.5 421]", small);
    let found = draft.placing().person(None, PICTURE, 0.0);
    let found = found.unwrap_or_else(|error| panic!("{error}: {:?}", draft.printed.blocks));
    let apart = |one: f64, other: f64| (one - other).abs();
    assert!(
        apart(found.place.area.left, expected.place.area.left) < 0.1,
        "{found:?}"
    );
    assert!(
        apart(found.place.area.bottom, expected.place.area.bottom) < 0.1,
        "{found:?}"
    );
}

#[test]
fn a_name_that_is_not_there_leaves_the_room_below_the_title() {
    let mut lines = LETTER.to_vec();
    lines.retain(|line| line.0 < 350.0 || line.1 > 560.0);
    lines.push((380.0, 300.0, 14.0, "GIÁM ĐỐC"));
    let found = Draft::of(&lines)
        .placing()
        .person(None, PICTURE, 0.0)
        .unwrap();
    assert_eq!(
        found.anchor,
        Anchor::Title {
            title: "GIÁM ĐỐC".to_owned()
        }
    );
    assert!(found.place.area.top < 300.0);
}
