//! Each row stands at two places of the page: what is judged are distances.

use std::rc::Rc;

use super::super::painting::Alpha;
use super::*;

const PLACES: [[f64; 2]; 2] = [[0.0, 0.0], [256.0, 512.0]];
const WIDGET: Area = [-1000.0, -1000.0, 2000.0, 2000.0];
const OPAQUE: Option<Covered> = Some((Cover::Opaque, Beneath::Text));
const DENSE: Option<Covered> = Some((Cover::DenseImage, Beneath::Text));
const TEXT: Option<Covered> = Some((Cover::Text, Beneath::Text));
const LINES: Option<Covered> = Some((Cover::Lines, Beneath::Text));

fn mark(area: Area, ink: Ink) -> Mark {
    faint(1.0, area, ink)
}

fn faint(alpha: f64, area: Area, ink: Ink) -> Mark {
    Mark { area, ink, alpha }
}

fn solid(area: Area) -> Mark {
    mark(area, Ink::Solid)
}

fn line(area: Area) -> Mark {
    mark(area, Ink::Line { density: 1.0 })
}

fn glyph(area: Area) -> Mark {
    mark(area, Ink::Glyph)
}

fn picture(area: Area) -> Mark {
    mark(area, Ink::Picture)
}

/// An image of so many cells; `ink` says by column and row from below how much alpha there is, and whether it has colour.
fn image(area: Area, cells: [usize; 2], ink: impl Fn(usize, usize) -> (f64, bool)) -> Mark {
    let alpha = Alpha::of(cells, |column, row| ink(column, cells[1] - 1 - row));
    let [left, bottom, right, top] = area;
    let place = [right - left, 0.0, 0.0, top - bottom, left, bottom];
    mark(area, Ink::Image(Rc::new(alpha), place))
}

fn black(alpha: f64, area: Area) -> Mark {
    image(area, [1, 1], |_, _| (alpha, false))
}

fn red(alpha: f64, area: Area) -> Mark {
    image(area, [1, 1], |_, _| (alpha, true))
}

fn moved(marks: &[Mark], [x, y]: [f64; 2]) -> Painting {
    let marks = marks.iter().cloned().map(|mut mark| {
        let [left, bottom, right, top] = mark.area;
        mark.area = [left + x, bottom + y, right + x, top + y];
        if let Ink::Image(_, place) = &mut mark.ink {
            place[4] += x;
            place[5] += y;
        }
        mark
    });
    painting(marks.collect())
}

fn painting(marks: Vec<Mark>) -> Painting {
    Painting { marks, doubt: None }
}

fn at(place: [f64; 2], above: &[Mark], beneath: &[Mark], allowed: OverContent) -> Option<Covered> {
    let (above, beneath) = (moved(above, place), moved(beneath, place));
    judge(&above, &beneath, &WIDGET, allowed)
}

#[track_caller]
fn rows(beneath: &[Mark], rows: &[(&str, Vec<Mark>, Option<Covered>)]) {
    for (name, above, expected) in rows {
        for place in PLACES {
            let found = at(place, above, beneath, OverContent::NotHidden);
            assert_eq!(found, *expected, "{name} at {place:?}");
        }
    }
}

#[track_caller]
fn touches(beneath: &Mark, rows: &[(&str, Mark, bool)]) {
    for (name, above, expected) in rows {
        let found = at(
            PLACES[0],
            std::slice::from_ref(above),
            std::slice::from_ref(beneath),
            OverContent::Untouched,
        );
        assert_eq!(
            found.map(|one| one.0),
            expected.then_some(Cover::Anything),
            "{name}"
        );
    }
}

/// A word of letters six points wide and twelve high: their bodies reach from 2.4 to 9.48.
fn word_of(letters: u32) -> Vec<Mark> {
    let letter = |index| {
        let left = f64::from(index) * 6.0;
        glyph([left, 0.0, left + 6.0, 12.0])
    };
    (0..letters).map(letter).collect()
}

fn word() -> Painting {
    painting(word_of(5))
}

#[test]
fn an_area_hides_a_quarter_of_a_letter() {
    rows(
        &word_of(5),
        &[
            ("all", vec![solid([0.0, 0.0, 6.0, 12.0])], OPAQUE),
            ("a quarter", vec![solid([-9.0, 0.0, 1.5, 12.0])], OPAQUE),
            ("less", vec![solid([-9.0, 0.0, 1.4, 12.0])], None),
            ("beside it", vec![solid([31.0, 0.0, 60.0, 12.0])], None),
            ("the edge", vec![solid([0.0, 11.0, 60.0, 30.0])], None),
            (
                "half of it faintly",
                vec![faint(0.5, [0.0, 0.0, 3.0, 12.0], Ink::Solid)],
                OPAQUE,
            ),
            (
                "faintly",
                vec![faint(0.2, [0.0, 0.0, 30.0, 12.0], Ink::Solid)],
                None,
            ),
            (
                "faintly, twice",
                vec![faint(0.2, [0.0, 0.0, 30.0, 12.0], Ink::Solid); 2],
                OPAQUE,
            ),
            (
                "two small ones",
                vec![solid([0.0, 0.0, 0.8, 12.0]), solid([4.0, 0.0, 4.8, 12.0])],
                OPAQUE,
            ),
            (
                "two smaller ones",
                vec![solid([0.0, 0.0, 0.7, 12.0]), solid([4.0, 0.0, 4.7, 12.0])],
                None,
            ),
        ],
    );
}

#[test]
fn lines_and_faint_areas_together_hide_a_body() {
    // Of the box 0.236, of the body 0.4.
    let body = faint(0.4, [0.0, 2.4, 6.0, 9.48], Ink::Solid);
    let upright = |from: f64, to: f64| line([from, 0.0, to, 12.0]);
    let slanted = |density, alpha, to| faint(alpha, [0.0, 0.0, to, 12.0], Ink::Line { density });
    rows(
        &word_of(1),
        &[
            ("an area", vec![body.clone()], None),
            ("and a line", vec![body.clone(), upright(0.0, 1.5)], DENSE),
            ("and a thin line", vec![body, upright(0.0, 0.9)], None),
            (
                "two lines",
                vec![upright(0.0, 1.86), upright(3.0, 4.86)],
                DENSE,
            ),
            (
                "two thin lines",
                vec![upright(0.0, 1.74), upright(3.0, 4.74)],
                None,
            ),
            ("so dense", vec![slanted(0.6, 1.0, 6.0)], DENSE),
            ("less dense", vec![slanted(0.59, 1.0, 6.0)], None),
            ("fainter", vec![slanted(0.6, 0.9, 6.0)], None),
            ("a bar", vec![slanted(1.0, 1.0, 4.1)], OPAQUE),
            ("a bar of dots", vec![slanted(0.6, 1.0, 4.1)], None),
            ("a denser bar", vec![slanted(0.61, 1.0, 4.1)], OPAQUE),
            ("just a line", vec![slanted(1.0, 1.0, 4.0)], DENSE),
            ("a thin line", vec![slanted(1.0, 1.0, 1.0)], None),
            ("a low line", vec![line([0.0, 4.0, 6.0, 7.9])], None),
        ],
    );
}

#[test]
fn an_image_hides_by_its_ink() {
    let box_of_one = [0.0, 0.0, 6.0, 12.0];
    let halves = |colour| {
        image([0.0, 0.0, 6.0, 12.0], [2, 1], move |x, _| {
            (f64::from(u8::from(x == 0)), colour)
        })
    };
    let three = [0.0, 0.0, 18.0, 12.0];
    rows(
        &word_of(5),
        &[
            ("black", vec![black(0.6, box_of_one)], DENSE),
            ("grey", vec![black(0.59, box_of_one)], None),
            ("half of it", vec![halves(false)], None),
            ("half, twice", vec![halves(false), halves(false)], DENSE),
            (
                "half, beside",
                vec![black(1.0, [-3.0, 0.0, 3.5, 12.0])],
                None,
            ),
            (
                "more, beside",
                vec![black(1.0, [-3.0, 0.0, 3.7, 12.0])],
                DENSE,
            ),
            (
                "faint",
                vec![faint(0.5, box_of_one, black(1.0, box_of_one).ink)],
                None,
            ),
            (
                "half, and a line",
                vec![halves(true), line([3.0, 0.0, 4.0, 12.0])],
                None,
            ),
            (
                "half, and lines",
                vec![
                    halves(true),
                    line([2.9, 0.0, 4.9, 12.0]),
                    line([4.0, 0.0, 6.0, 12.0]),
                ],
                DENSE,
            ),
            (
                "a star on two",
                vec![red(1.0, [0.0, 0.0, 12.0, 12.0])],
                None,
            ),
            ("red on three", vec![red(0.91, three)], DENSE),
            ("light red on three", vec![red(0.89, three)], None),
            ("red on four", vec![red(1.0, [0.0, 0.0, 24.0, 12.0])], DENSE),
            (
                "faint red on three",
                vec![faint(0.89, three, red(1.0, three).ink)],
                None,
            ),
            (
                "light red and lines on three",
                vec![
                    red(0.5, three),
                    line([0.0, 0.0, 2.7, 12.0]),
                    line([6.0, 0.0, 8.7, 12.0]),
                    line([12.0, 0.0, 14.7, 12.0]),
                ],
                DENSE,
            ),
            (
                "red that is pieced together",
                vec![
                    red(1.0, [0.0, 0.0, 18.0, 6.0]),
                    red(1.0, [0.0, 6.0, 18.0, 12.0]),
                ],
                DENSE,
            ),
        ],
    );
}

#[test]
fn a_line_through_the_middle_of_three_letters_strikes_them_out() {
    rows(
        &word_of(5),
        &[
            ("three", vec![line([0.0, 5.0, 18.0, 6.0])], LINES),
            (
                "half of the third",
                vec![line([0.0, 5.0, 15.0, 6.0])],
                LINES,
            ),
            ("less", vec![line([0.0, 5.0, 14.9, 6.0])], None),
            ("two", vec![line([0.0, 5.0, 10.0, 6.0])], None),
            ("along the foot", vec![line([0.0, 2.9, 30.0, 3.4])], None),
            ("above the foot", vec![line([0.0, 3.0, 30.0, 3.5])], LINES),
            ("below the head", vec![line([0.0, 8.4, 30.0, 8.9])], LINES),
            ("along the head", vec![line([0.0, 8.5, 30.0, 9.0])], None),
            (
                "a frame down through",
                vec![line([3.0, -50.0, 4.0, 50.0])],
                None,
            ),
            (
                "one each",
                vec![
                    line([0.0, 5.0, 6.0, 5.5]),
                    line([12.0, 5.0, 18.0, 5.5]),
                    line([24.0, 5.0, 30.0, 5.5]),
                ],
                LINES,
            ),
        ],
    );
}

#[test]
fn text_lies_beside_text() {
    let upper = |left: f64, right: f64| vec![glyph([left, 0.0, right, 12.0])];
    rows(
        &word_of(6),
        &[
            ("in its place", upper(0.0, 6.0), TEXT),
            ("in its place, nearly", upper(2.3, 8.3), TEXT),
            ("between two", upper(2.5, 8.5), None),
            ("inside", vec![glyph([1.5, 3.0, 4.5, 9.0])], TEXT),
            ("mostly inside", upper(-0.8, 2.2), TEXT),
            ("half inside", upper(-1.0, 2.0), None),
            ("beside", upper(34.5, 40.0), None),
            ("over two", upper(0.0, 13.0), None),
            ("over half of a third", upper(0.0, 15.1), TEXT),
            ("over less of a third", upper(0.0, 14.9), None),
            ("over five", upper(0.0, 31.0), TEXT),
            (
                "narrow letters, half of each together",
                (0..3)
                    .flat_map(|index| {
                        let left = f64::from(index) * 6.0;
                        [
                            glyph([left - 1.0, 0.0, left + 1.6, 12.0]),
                            glyph([left + 4.4, 0.0, left + 7.0, 12.0]),
                        ]
                    })
                    .collect(),
                TEXT,
            ),
            // Descenders and accents reach further than the body.
            ("the line above", vec![glyph([0.0, 9.0, 30.0, 21.0])], None),
            ("the line below", vec![glyph([0.0, -9.0, 30.0, 3.0])], None),
        ],
    );
}

#[test]
fn a_row_of_dots_is_there_to_be_written_on() {
    let row = mark([0.0, 0.0, 60.0, 12.0], Ink::Filler);
    let all = [0.0, 0.0, 60.0, 12.0];
    let rows_of = [
        ("text", vec![glyph(all)], None),
        ("an area", vec![solid(all)], None),
        ("an image", vec![black(1.0, all)], None),
    ];
    rows(std::slice::from_ref(&row), &rows_of);
    touches(&row, &[("text", glyph(all), true)]);
}

#[test]
fn a_line_is_hidden_by_an_area_over_its_middle() {
    let opaque = Some((Cover::Opaque, Beneath::Drawing));
    let veil = faint(0.2, [10.0, -5.0, 20.0, 5.0], Ink::Solid);
    rows(
        &[line([0.0, 0.0, 100.0, 0.0])],
        &[
            ("over it", vec![solid([10.0, -5.0, 20.0, 5.0])], opaque),
            (
                "over its middle",
                vec![solid([10.0, -0.5, 20.0, 5.0])],
                opaque,
            ),
            ("beside it", vec![solid([10.0, 0.0, 20.0, 5.0])], None),
            ("faintly", vec![veil.clone()], None),
            ("faintly, twice", vec![veil.clone(), veil.clone()], opaque),
            (
                "a faint quarter",
                vec![faint(0.25, veil.area, Ink::Solid)],
                opaque,
            ),
            ("an image", vec![black(1.0, veil.area)], None),
            ("a line", vec![line([10.0, -1.0, 20.0, 1.0])], None),
            ("text", vec![glyph([10.0, -5.0, 20.0, 5.0])], None),
        ],
    );
}

#[test]
fn shares_so_small_are_rounding() {
    // A fiftieth of it.
    let wide = glyph([0.0, 0.0, 50.0, 12.0]);
    let [edge, more] = [[0.0, 0.0, 1.0, 12.0], [0.0, 0.0, 1.1, 12.0]];
    let accents = [0.0, 9.6, 50.0, 12.0];
    touches(
        &wide,
        &[
            ("text at the edge", glyph([-49.0, 0.0, 1.0, 12.0]), false),
            ("text", glyph([-49.0, 0.0, 1.1, 12.0]), true),
            ("a line at the edge", line(edge), false),
            ("a line", line(more), true),
            ("an area at the edge", solid(edge), false),
            ("an area over the body", solid([0.0, 2.4, 1.0, 99.0]), false),
            ("an area", solid([0.0, 0.0, 10.0, 12.0]), true),
            ("a narrow area", solid([0.0, 5.0, 50.0, 5.9]), true),
            ("an image at the edge", black(1.0, edge), false),
            ("an image", black(1.0, more), true),
            ("half an image", black(0.5, [0.0, 0.0, 1.5, 12.0]), false),
            (
                "an image without ink",
                black(0.0, [0.0, 0.0, 50.0, 12.0]),
                false,
            ),
            ("an area on the accents", solid(accents), true),
            (
                "a faint area on the accents",
                faint(0.2, accents, Ink::Solid),
                false,
            ),
            (
                "a quarter of an area on the accents",
                faint(0.25, accents, Ink::Solid),
                true,
            ),
            ("beside it", solid([60.0, 0.0, 70.0, 12.0]), false),
        ],
    );
}

#[test]
fn what_cannot_be_read_is_taken_to_hide() {
    let doubtful = |marks| Painting {
        marks,
        doubt: Some("why"),
    };
    let widget = [0.0, 0.0, 100.0, 100.0];
    let judged = |above: &Painting, beneath: &Painting, widget: &Area| {
        judge(above, beneath, widget, OverContent::NotHidden)
    };
    let unknown = |beneath| Some((Cover::Unreadable("why"), beneath));
    let nothing = doubtful(Vec::new());
    for (beneath, widget, expected) in [
        (word(), widget, unknown(Beneath::Text)),
        (word(), [200.0, 0.0, 300.0, 100.0], None),
        (painting(vec![mark(widget, Ink::Filler)]), widget, None),
        (
            painting(vec![picture(widget)]),
            widget,
            unknown(Beneath::Image),
        ),
        (
            painting(vec![line(widget)]),
            widget,
            unknown(Beneath::Drawing),
        ),
    ] {
        assert_eq!(judged(&nothing, &beneath, &widget), expected);
    }
    let anything = Some((Cover::Anything, Beneath::Unreadable));
    let ink = painting(vec![glyph(widget)]);
    assert_eq!(judged(&ink, &nothing, &widget), anything);
    assert_eq!(judged(&nothing, &nothing, &widget), anything);
    // Nothing is painted on it.
    assert_eq!(judged(&painting(Vec::new()), &nothing, &widget), None);
}

#[test]
fn too_much_is_not_compared() {
    let marks = |count| painting(vec![glyph([0.0, 0.0, 1.0, 1.0]); count]);
    let apart = painting(vec![solid([10.0, 10.0, 11.0, 11.0]); 4001]);
    let judged = |above: &Painting, beneath: &Painting| {
        judge(above, beneath, &WIDGET, OverContent::NotHidden)
    };
    let much = (
        Cover::Unreadable("too much is painted"),
        Beneath::Unreadable,
    );
    assert_eq!(judged(&apart, &marks(5000)), Some(much));
    assert_eq!(judged(&apart, &marks(10)), None);
}

#[test]
fn nothing_is_touched_where_that_is_asked() {
    let above = painting(vec![line([3.0, 0.0, 4.0, 12.0])]);
    let judged = |allowed| judge(&above, &word(), &WIDGET, allowed);
    assert_eq!(judged(OverContent::NotHidden), None);
    let touched = Some((Cover::Anything, Beneath::Text));
    assert_eq!(judged(OverContent::Untouched), touched);
}

/// What lies on a scan of a page: pieces of 7 × 9 points of black, and of 24 × 10 of any colour.
#[test]
fn an_image_hides_a_piece_of_an_image() {
    let dense = Some((Cover::DenseImage, Beneath::Image));
    let opaque = Some((Cover::Opaque, Beneath::Image));
    // Half a point to a cell, 100 points square; the patch in points from its corner.
    let patch = |colour: bool, [left, bottom, right, top]: [f64; 4]| {
        vec![image(
            [10.0, 20.0, 110.0, 120.0],
            [200, 200],
            move |x, y| {
                let [x, y] = [x, y].map(|at| f64::from(u8::try_from(at).unwrap()) / 2.0);
                let inside = left <= x && x < right && bottom <= y && y < top;
                (f64::from(u8::from(inside)), colour)
            },
        )]
    };
    let whole = [10.0, 20.0, 17.0, 29.0];
    rows(
        &[picture([0.0, 0.0, 200.0, 200.0])],
        &[
            ("an area", vec![solid([0.0, 0.0, 2.0, 2.0])], opaque),
            (
                "the edge of an area",
                vec![solid([-9.0, 0.0, 1.0, 9.0])],
                None,
            ),
            ("a bar", vec![line([0.0, 0.0, 50.0, 5.0])], opaque),
            ("a line", vec![line([0.0, 0.0, 50.0, 4.0])], None),
            ("text", vec![glyph([0.0, 0.0, 50.0, 12.0])], None),
            ("a patch", vec![black(0.8, whole)], dense),
            ("a light patch", vec![black(0.79, whole)], None),
            (
                "a faint patch",
                vec![faint(0.79, whole, black(1.0, whole).ink)],
                None,
            ),
            (
                "a small patch",
                vec![black(1.0, [10.0, 20.0, 12.0, 22.0])],
                dense,
            ),
            ("a dot", vec![black(1.0, [10.0, 20.0, 11.0, 22.0])], None),
            (
                "a low dot",
                vec![black(1.0, [10.0, 20.0, 12.0, 21.0])],
                None,
            ),
            ("at the corner", patch(false, [0.0, 0.0, 7.0, 9.0]), dense),
            (
                "half a step on",
                patch(false, [3.5, 4.5, 10.5, 13.5]),
                dense,
            ),
            ("far", patch(false, [49.0, 45.0, 56.0, 54.0]), dense),
            (
                "at the end",
                patch(false, [93.0, 91.0, 100.0, 100.0]),
                dense,
            ),
            (
                "at the right",
                patch(false, [93.0, 45.0, 100.0, 54.0]),
                dense,
            ),
            ("at the top", patch(false, [49.0, 91.0, 56.0, 100.0]), dense),
            ("narrow", patch(false, [49.0, 45.0, 54.0, 54.0]), None),
            ("low", patch(false, [49.0, 45.0, 56.0, 52.0]), None),
            (
                "as wide as it must be",
                patch(false, [49.0, 45.0, 55.0, 54.0]),
                dense,
            ),
            (
                "a patch in a low image",
                vec![image([10.0, 20.0, 50.0, 26.0], [40, 1], |x, _| {
                    (f64::from(u8::from((6..14).contains(&x))), false)
                })],
                dense,
            ),
            (
                "a patch in a narrow image",
                vec![image([10.0, 20.0, 15.0, 60.0], [1, 40], |_, y| {
                    (f64::from(u8::from((6..17).contains(&y))), false)
                })],
                dense,
            ),
            ("a star", patch(true, [12.0, 5.0, 34.0, 15.0]), dense),
            ("a small star", patch(true, [12.0, 5.0, 33.0, 15.0]), None),
            ("a high star", patch(true, [12.0, 5.0, 33.0, 50.0]), None),
            ("a long line", patch(true, [0.0, 5.0, 100.0, 13.5]), None),
            ("a red patch", patch(true, [49.0, 45.0, 56.0, 54.0]), None),
        ],
    );
}

#[test]
fn small_marks_together_hide_a_piece_of_an_image() {
    let dense = Some((Cover::DenseImage, Beneath::Image));
    let stripes = |count: u32, step: f64, one: fn(Area) -> Mark| -> Vec<Mark> {
        let left = |index: u32| 10.0 + f64::from(index) * step;
        let stripe = |index| one([left(index), 20.0, left(index) + 1.0, 40.0]);
        (0..count).map(stripe).collect()
    };
    let veils = |count: usize| vec![faint(0.2, [10.0, 20.0, 30.0, 40.0], Ink::Solid); count];
    rows(
        &[picture([0.0, 0.0, 200.0, 200.0])],
        &[
            (
                "strips of an image",
                stripes(10, 1.0, |area| black(1.0, area)),
                dense,
            ),
            (
                "few of them",
                stripes(6, 1.0, |area| black(1.0, area)),
                None,
            ),
            ("hatching", stripes(10, 1.2, line), dense),
            ("wide hatching", stripes(10, 1.4, line), None),
            ("red strips", stripes(24, 1.0, |area| red(1.0, area)), dense),
            (
                "few red strips",
                stripes(23, 1.0, |area| red(1.0, area)),
                None,
            ),
            (
                "light strips",
                stripes(10, 1.0, |area| black(0.7, area)),
                None,
            ),
            (
                "strokes on each other",
                vec![line([10.0, 20.0, 12.0, 40.0]); 30],
                None,
            ),
            (
                "strokes on each other beside one",
                [
                    vec![line([10.0, 20.0, 13.0, 40.0]); 30],
                    vec![line([16.0, 20.0, 17.0, 40.0])],
                ]
                .concat(),
                None,
            ),
            (
                "slanted strokes",
                stripes(10, 1.0, |area| mark(area, Ink::Line { density: 0.5 })),
                None,
            ),
            (
                "denser strokes",
                stripes(10, 1.0, |area| mark(area, Ink::Line { density: 0.81 })),
                dense,
            ),
            (
                "low strips",
                stripes(10, 1.0, |[left, bottom, right, _]| {
                    black(1.0, [left, bottom, right, bottom + 8.0])
                }),
                None,
            ),
            ("veils", veils(5), dense),
            ("fewer veils", veils(3), None),
            (
                "letters and a line",
                vec![
                    glyph([10.0, 20.0, 30.0, 40.0]),
                    line([10.0, 20.0, 30.0, 22.0]),
                ],
                None,
            ),
        ],
    );
}

/// Scanners write a page as strips, lower than its letters.
#[test]
fn a_patch_hides_strips_of_a_scan() {
    let dense = Some((Cover::DenseImage, Beneath::Image));
    let strips = |height: f64| -> Vec<Mark> {
        let strip = |index: u32| {
            let bottom = f64::from(index) * height;
            picture([0.0, bottom, 200.0, bottom + height])
        };
        (0..60).map(strip).collect()
    };
    let patch = |[left, bottom, right, top]: [f64; 4]| {
        vec![image([10.0, 20.0, 110.0, 70.0], [200, 100], move |x, y| {
            let [x, y] = [x, y].map(|at| f64::from(u8::try_from(at).unwrap()) / 2.0);
            let inside = left <= x && x < right && bottom <= y && y < top;
            (f64::from(u8::from(inside)), false)
        })]
    };
    rows(
        &strips(2.0),
        &[
            ("a patch", patch([21.0, 10.0, 31.0, 22.0]), dense),
            ("a stroke", patch([21.0, 10.0, 61.0, 12.0]), None),
            (
                "a line from side to side",
                patch([0.0, 10.0, 100.0, 12.0]),
                dense,
            ),
            ("at the lower edge", patch([21.0, 0.0, 31.0, 9.0]), dense),
            ("at the upper edge", patch([21.0, 41.0, 31.0, 50.0]), dense),
            (
                "hatching",
                (0..10)
                    .map(|index| {
                        let left = 10.0 + f64::from(index) * 1.1;
                        line([left, 20.0, left + 1.0, 40.0])
                    })
                    .collect(),
                dense,
            ),
        ],
    );
    rows(
        &[picture([50.0, 0.0, 52.0, 200.0])],
        &[
            (
                "a line from end to end",
                patch([40.0, 0.0, 42.0, 50.0]),
                dense,
            ),
            ("a part of it", patch([40.0, 0.0, 42.0, 39.0]), None),
        ],
    );
    // What is dense beside an image does not hide it.
    rows(
        &[picture([0.0, 0.0, 13.0, 200.0])],
        &[
            ("beside it", patch([4.0, 0.0, 20.0, 30.0]), None),
            ("on it", patch([0.0, 0.0, 20.0, 30.0]), dense),
        ],
    );
}

#[test]
fn what_reports_say() {
    let words = [
        (Beneath::Text, "text"),
        (Beneath::Image, "an image"),
        (Beneath::Drawing, "lines"),
        (Beneath::Unreadable, "content that cannot be read"),
    ];
    assert!(
        words
            .iter()
            .all(|(beneath, word)| beneath.as_str() == *word)
    );
    let said = [Cover::Text, Cover::Unreadable("why")].map(|cover| cover.to_string());
    assert_eq!(said, ["with text on it", "as far as can be told (why)"]);
}
