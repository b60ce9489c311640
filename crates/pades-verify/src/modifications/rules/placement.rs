//! Where a new visible signature may stand, and whose it may be (docs/decisions/0018).

use pdf_revisions::{Dict, Object, PdfError, View};

use super::beneath::{self, Ground};
use super::seal::{self, Lies};
use super::{Reason, Shared};
use crate::anomaly::Finding;
use crate::codes;
use crate::modifications::Known;
use crate::modifications::covering::{self, Beneath, Cover};
use crate::modifications::fields::Field;
use crate::modifications::graph::Node;
use crate::modifications::painting::{Area, Ink, Mark, Painting, Purpose, overlaps, rectangle};
use crate::policy::{NewFields, OverSignatures};

/// Whether a widget shows anything: a rectangle with an area, and not hidden (ISO 32000-2 Table 167, bit 2).
pub(in crate::modifications) fn is_visible(widget: &Dict) -> bool {
    let hidden = widget.integer(b"F").unwrap_or(0) & 0b10 != 0;
    !hidden && widget.get(b"Rect").is_some_and(has_area)
}

fn has_area(rectangle: &Object) -> bool {
    let Some(items) = rectangle.as_array() else {
        return true;
    };
    let numbers: Vec<f64> = items.iter().filter_map(Object::as_number).collect();
    match numbers.as_slice() {
        [left, bottom, right, top] => (right - left).abs() > 0.0 && (top - bottom).abs() > 0.0,
        _ => true,
    }
}

/// The pages that show a widget: those whose annotations list it, in an array of their own or not.
fn listing(shared: &Shared<'_, '_>, number: u32, in_old: bool) -> Vec<u32> {
    let mut pages = Vec::new();
    for edge in shared.pair.graph.edges(number) {
        let Node::Object(from) = edge.from else {
            continue;
        };
        // What stands in an object that did not change stands there in both revisions.
        let in_both = edge.in_old && !shared.pair.changed.contains_key(&from);
        if edge.in_old != in_old && !in_both {
            continue;
        }
        match edge.keys.last() {
            Some(key) if key.as_ref() == b"Annots" => pages.push(from),
            Some(_) => {}
            // An array that is an object: the pages that refer to it.
            None => {
                let holders = shared.pair.graph.edges(from).iter();
                pages.extend(holders.filter_map(|holder| match holder.from {
                    Node::Object(page) => Some(page),
                    Node::Trailer => None,
                }));
            }
        }
    }
    pages
}

/// Whether a page lists the widget that did not before.
pub(super) fn joins_a_page(shared: &Shared<'_, '_>, number: u32) -> bool {
    let before = listing(shared, number, true);
    let after = listing(shared, number, false);
    after.iter().any(|page| !before.contains(page))
}

/// The pages that show a widget in the newer revision; `/P` is only a hint.
pub(super) fn pages_of(shared: &Shared<'_, '_>, number: u32, part: &Field) -> Vec<u32> {
    let mut pages = listing(shared, number, false);
    pages.extend(part.dict.reference(b"P").map(|page| page.number));
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// Visible widgets that one revision may bring: a signature on the edge of every page has some hundred.
pub(super) const PLACEMENTS: usize = 1_000;

/// A visible part of a signature that was added: what it paints must leave what was there, and under certification the policy says whose it
/// may be. `is_new`: the signed revisions had no such field.
pub(super) fn judge(
    shared: &mut Shared<'_, '_>,
    number: u32,
    part: &Field,
    known: &Known,
    is_new: bool,
) -> Result<(), PdfError> {
    let Some(left) = shared.placements_left.checked_sub(1) else {
        shared.refuse(number, Reason::TooManyObjects);
        return Ok(());
    };
    shared.placements_left = left;
    let objections = shared.ledger.objections.len();
    let notes = appearance(shared, number, part, is_new)?;
    if !(is_new && shared.certifier().is_some()) {
        return Ok(());
    }
    let issuer = issuer(shared, number, part, known);
    if shared.ledger.objections.len() == objections {
        let text = explanation(part, &issuer, &notes);
        let finding = Finding::info(codes::SIGNATURE_ADDED_UNDER_CERTIFICATION, text);
        shared.ledger.note(known.place, finding);
    }
    for finding in notes.into_iter().filter_map(|note| note.warning) {
        shared.ledger.note(known.place, finding);
    }
    Ok(())
}

/// How a new signature lies on an earlier one.
struct Note {
    over: String,
    share: f64,
    warning: Option<Finding>,
}

fn explanation(part: &Field, issuer: &str, notes: &[Note]) -> String {
    let mut text = format!(
        "the new visible signature {} is allowed in the certified document: {issuer}; it hides no earlier content",
        part.name
    );
    for note in notes {
        text.push_str(&format!(
            "; it lies on {:.2} of the width of {} as a seal does",
            note.share, note.over
        ));
    }
    text
}

/// Holds what the appearance paints against everything below it, on every page that shows it.
fn appearance(
    shared: &mut Shared<'_, '_>,
    number: u32,
    part: &Field,
    is_new: bool,
) -> Result<Vec<Note>, PdfError> {
    let pair = shared.pair;
    let mut notes = Vec::new();
    let Some(widget) = rectangle(pair.new, &part.dict)? else {
        let doubt = (
            Cover::Unreadable("it has no rectangle"),
            Beneath::Unreadable,
        );
        covers(shared, number, part, doubt);
        return Ok(notes);
    };
    let mut above = above(pair.new, part, &widget)?;
    for page in pages_of(shared, number, part) {
        let Some(reference) = pair.old.reference_to(page)? else {
            continue;
        };
        let object = pair.old.resolve(reference)?;
        // Readers show pages that forget their /Type.
        let Some(page) = object.as_dict() else {
            continue;
        };
        if is_new && shared.certifier().is_some() {
            let size = size(pair.old, page)?;
            if !above.marks.is_empty()
                && seal::too_large(&widget, size, shared.context.policy.over_signatures)
            {
                let field = part.name.clone();
                shared.refuse(number, Reason::SignatureTooLarge { field });
            }
        }
        let turns = quarter_turns(pair.old, page)?;
        if let Some(doubt) = stands_apart(&part.dict, turns) {
            above.doubt.get_or_insert(doubt);
        }
        // Content that cannot be read may be anything.
        let ground =
            beneath::read(shared, page, number, part, &widget).unwrap_or_else(|_| Ground {
                painting: Painting {
                    marks: Vec::new(),
                    doubt: Some("it cannot be read"),
                },
                signatures: Vec::new(),
            });
        let policy = shared.context.policy;
        if let Some(covered) =
            covering::judge(&above, &ground.painting, &widget, policy.over_content)
        {
            covers(shared, number, part, covered);
        } else {
            notes.extend(over_signatures(
                shared, number, part, &above, &widget, &ground, turns,
            ));
        }
    }
    Ok(notes)
}

fn covers(shared: &mut Shared<'_, '_>, number: u32, part: &Field, (by, what): covering::Covered) {
    let field = part.name.clone();
    shared.refuse(number, Reason::SignatureCoversContent { field, by, what });
}

/// What the new widget paints.
fn above(view: View<'_>, part: &Field, widget: &Area) -> Result<Painting, PdfError> {
    let everywhere = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];
    if part.dict.contains(b"AP") {
        let shown = beneath::shown(view, &part.dict, widget, Purpose::Above, &everywhere);
        return Ok(shown.unwrap_or_else(|_| Painting {
            marks: Vec::new(),
            doubt: Some("its appearance cannot be read"),
        }));
    }
    // Without an appearance, readers may draw the background that it asks for (ISO 32000-2 Table 192).
    let background = match view.value(&part.dict, b"MK")? {
        Object::Dictionary(looks) => looks.contains(b"BG"),
        _ => false,
    };
    let mark = Mark {
        area: *widget,
        ink: Ink::Solid,
        alpha: 1.0,
    };
    Ok(Painting {
        marks: background.then_some(mark).into_iter().collect(),
        doubt: None,
    })
}

/// Whether a widget shows anything on a page, or may.
pub(super) fn paints(shared: &Shared<'_, '_>, number: u32, part: &Field) -> Result<bool, PdfError> {
    if !is_visible(&part.dict) {
        return Ok(false);
    }
    let view = shared.pair.new;
    let Some(widget) = rectangle(view, &part.dict)? else {
        return Ok(true);
    };
    let pages = pages_of(shared, number, part);
    let mut beside = !pages.is_empty();
    for page in pages {
        let page = shared.pair.new_object(page)?;
        let sheet = match page.as_dict() {
            Some(page) => sheet(view, page)?,
            None => None,
        };
        beside &= sheet.is_some_and(|sheet| !overlaps(&sheet, &widget));
    }
    let above = above(view, part, &widget)?;
    Ok(!beside && (!above.marks.is_empty() || above.doubt.is_some()))
}

/// `/MediaBox` of a page.
fn sheet(view: View<'_>, page: &Dict) -> Result<Option<Area>, PdfError> {
    let mut holder = Dict::new();
    holder.insert("Rect", view.inherited(page, b"MediaBox")?);
    rectangle(view, &holder)
}

/// The area of the page; A4 where it does not say.
fn size(view: View<'_>, page: &Dict) -> Result<f64, PdfError> {
    let [left, bottom, right, top] = sheet(view, page)?.unwrap_or([0.0, 0.0, 595.0, 842.0]);
    Ok((right - left) * (top - bottom))
}

/// `/Rotate` of the page in quarters.
pub(super) fn quarter_turns(view: View<'_>, page: &Dict) -> Result<i64, PdfError> {
    let rotate = view.inherited(page, b"Rotate")?.as_integer().unwrap_or(0);
    Ok((rotate / 90).rem_euclid(4))
}

/// ISO 32000-2 Table 167, bits 4 and 5: an annotation that does not zoom or turn with its page shows itself elsewhere than it says.
pub(super) fn stands_apart(widget: &Dict, turns: i64) -> Option<&'static str> {
    const NO_ZOOM: i64 = 1 << 3;
    const NO_ROTATE: i64 = 1 << 4;
    let flags = widget.integer(b"F").unwrap_or(0);
    if flags & NO_ZOOM != 0 {
        Some("it does not zoom with the page")
    } else if flags & NO_ROTATE != 0 && turns != 0 {
        Some("it does not turn with the page")
    } else {
        None
    }
}

/// In a certified document the policy may want a new signature to lie on an earlier one as a seal does.
fn over_signatures(
    shared: &mut Shared<'_, '_>,
    number: u32,
    part: &Field,
    above: &Painting,
    widget: &Area,
    ground: &Ground,
    turns: i64,
) -> Vec<Note> {
    let rule = shared.context.policy.over_signatures;
    if rule == OverSignatures::AsContent || shared.certifier().is_none() {
        return Vec::new();
    }
    let upright = turns % 2 == 0;
    let mut notes = Vec::new();
    for earlier in &ground.signatures {
        match seal::lies(above, widget, earlier, upright) {
            Lies::Beside => {}
            Lies::AsSeal { share } => notes.push(Note {
                over: earlier.field.clone(),
                share,
                warning: seal::warning(&part.name, earlier, share, rule, upright),
            }),
            Lies::Otherwise => {
                let (field, over) = (part.name.clone(), earlier.field.clone());
                shared.refuse(number, Reason::SignatureOverSignature { field, over });
            }
        }
    }
    notes
}

/// Whose a new visible signature may be; the words say whose it is.
fn issuer(shared: &mut Shared<'_, '_>, number: u32, part: &Field, known: &Known) -> String {
    let same = shared
        .certifier()
        .is_some_and(|certifier| same_issuer(certifier, known));
    if !same && shared.context.policy.new_fields_when_certified == NewFields::SameIssuer {
        let field = part.name.clone();
        shared.refuse(number, Reason::SignatureOfOtherIssuer { field });
    }
    let name = known
        .signer
        .as_ref()
        .map(|signer| signer.issuer().to_string());
    let name = name.unwrap_or_default();
    if same {
        format!("its certificate names the certifier's issuer and authority key ({name})")
    } else {
        format!("the policy asks for no issuer (its own is {name})")
    }
}

/// The same issuer name and the same authority key identifier, or the same certificate; decided without anchors, trust stays its own axis.
fn same_issuer(one: &Known, other: &Known) -> bool {
    let (Some(one), Some(other)) = (&one.signer, &other.signer) else {
        return false;
    };
    let key = one
        .authority_key_identifier()
        .and_then(|key| key.key_identifier.as_ref());
    let same_key =
        key.is_some() && one.authority_key_identifier() == other.authority_key_identifier();
    one.der() == other.der() || one.issuer_der() == other.issuer_der() && same_key
}
