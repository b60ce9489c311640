//! The rules for what follows signing: structure, annotations at P=3, default resources, objects that leave together. Each with the twin that
//! goes one step too far.
#![allow(clippy::unwrap_used)]

mod common;

use common::forge::prepared::{Entry, append};
use common::rules::{allowed, reasons, refused};
use common::{accepted, base, dict, edit, edit_form, join_page, reference, report, sign, update};
use pades_sign::Permissions;
use pades_verify::{ChangeVerdict, ModificationLevel, Reason};
use pdf_revisions::{Dict, Name, Object, PdfFile, PdfString, Reference, Update};

fn name(name: &str) -> Object {
    Name::new(name).into()
}

fn numbers(numbers: [i64; 4]) -> Object {
    Object::Array(numbers.map(Object::Integer).to_vec())
}

/// Takes the text field out of the page and of the form.
fn remove_field(file: &PdfFile, update: &mut Update) {
    edit(file, update, 3, |page| drop_item(page, "Annots", 6));
    edit_form(file, update, |form| drop_item(form, "Fields", 6));
}

fn drop_item(dict: &mut Dict, key: &str, number: u32) {
    let mut all = dict.array(key.as_bytes()).unwrap().to_vec();
    all.retain(|item| *item != reference(number));
    dict.insert(key, all);
}

fn note() -> Dict {
    dict([
        ("Type", name("Annot")),
        ("Subtype", name("Text")),
        ("Rect", numbers([200, 200, 220, 220])),
        ("Contents", PdfString::text("ghi chu").into()),
    ])
}

fn with_annotation(permissions: Option<Permissions>, annotation: Dict) -> Vec<u8> {
    update(&sign(&base(), permissions), |file, update| {
        let own = update.allocate().unwrap();
        update.put(own, annotation).unwrap();
        join_page(file, update, own);
    })
}

#[test]
fn annotations_join_where_the_certification_lets_them() {
    let bytes = with_annotation(Some(Permissions::Annotations), note());
    allowed("note at P=3", &bytes, ModificationLevel::Annotations);
    for lower in [
        None,
        Some(Permissions::FormFilling),
        Some(Permissions::NoChanges),
    ] {
        let bytes = with_annotation(lower, note());
        refused("note below P=3", &bytes, |reason| {
            *reason == Reason::AnnotationsChanged
        });
    }
}

#[test]
fn annotations_bring_nothing_that_runs() {
    let with = |key: &'static str, value: Object| {
        let mut annotation = note();
        annotation.insert(key, value);
        with_annotation(Some(Permissions::Annotations), annotation)
    };
    let script = dict([
        ("S", name("JavaScript")),
        ("JS", PdfString::text("1").into()),
    ]);
    for (what, key, value) in [
        (
            "additional actions",
            "AA",
            dict([("E", script.clone().into())]).into(),
        ),
        ("an action on a note", "A", script.clone().into()),
        ("optional content", "OC", Dict::new().into()),
        ("another kind", "Subtype", name("Screen")),
        ("a file", "Subtype", name("FileAttachment")),
    ] {
        refused(what, &with(key, value), |reason| {
            *reason == Reason::AnnotationsChanged
        });
    }
    let link = |action: Dict| {
        let mut annotation = note();
        annotation.insert("Subtype", Name::new("Link"));
        annotation.insert("A", action);
        with_annotation(Some(Permissions::Annotations), annotation)
    };
    let address = dict([
        ("S", name("URI")),
        ("URI", PdfString::text("https://a.vn").into()),
    ]);
    allowed(
        "link",
        &link(address.clone()),
        ModificationLevel::Annotations,
    );
    let mut more = address;
    more.insert("Next", script.clone());
    for (what, action) in [("script", script), ("script after an address", more)] {
        refused(what, &link(action), |reason| {
            *reason == Reason::AnnotationsChanged
        });
    }
}

/// P=3 lets annotations be written, and nothing be hidden by them (the evil annotation attack).
#[test]
fn annotations_hide_no_content() {
    let overlay = |area: [i64; 4]| {
        update(
            &sign(&base(), Some(Permissions::Annotations)),
            |file, update| {
                let looks = update.allocate().unwrap();
                let form = dict([
                    ("Type", name("XObject")),
                    ("Subtype", name("Form")),
                    ("BBox", numbers([0, 0, 200, 40])),
                ]);
                update.put_stream(looks, form, *b"1 g 0 0 200 40 re f");
                let own = update.allocate().unwrap();
                let mut annotation = note();
                annotation.insert("Subtype", Name::new("Square"));
                annotation.insert("Rect", numbers(area));
                annotation.insert("AP", dict([("N", looks.into())]));
                update.put(own, annotation).unwrap();
                join_page(file, update, own);
            },
        )
    };
    let over = overlay([10, 240, 210, 280]);
    refused(
        "overlay",
        &over,
        |reason| matches!(reason, Reason::AnnotationHidesContent { kind } if kind == "Square"),
    );
    let beside = overlay([10, 20, 210, 60]);
    allowed("beside", &beside, ModificationLevel::Annotations);
}

/// A page with a note, certified; then the note changes or leaves.
fn after_note(
    permissions: Permissions,
    change: impl FnOnce(&PdfFile, &mut Update, u32),
) -> Vec<u8> {
    let mut number = 0;
    let noted = update(&base(), |file, update| {
        let own = update.allocate().unwrap();
        number = own.number;
        update.put(own, note()).unwrap();
        join_page(file, update, own);
    });
    update(&sign(&noted, Some(permissions)), |file, update| {
        change(file, update, number)
    })
}

#[test]
fn annotations_change_and_leave_at_level_3_only() {
    let reword = |file: &PdfFile, update: &mut Update, number: u32| {
        edit(file, update, number, |note| {
            drop(note.insert("Contents", PdfString::text("khac")))
        })
    };
    let remove = |file: &PdfFile, update: &mut Update, number: u32| {
        edit(file, update, 3, |page| drop_item(page, "Annots", number));
    };
    let bytes = after_note(Permissions::Annotations, reword);
    allowed("changed", &bytes, ModificationLevel::Annotations);
    let bytes = after_note(Permissions::Annotations, remove);
    allowed("removed", &bytes, ModificationLevel::Annotations);
    assert!(!accepted(&after_note(Permissions::FormFilling, reword)));
    assert!(!accepted(&after_note(Permissions::FormFilling, remove)));
    let becomes = after_note(Permissions::Annotations, |file, update, number| {
        edit(file, update, number, |note| {
            drop(note.insert("Subtype", Name::new("Stamp")))
        })
    });
    refused("another kind", &becomes, |reason| {
        *reason == Reason::AnnotationsChanged
    });
}

/// A form field may be taken away where annotations may; a signature field never.
#[test]
fn fields_leave_at_level_3_only() {
    let without_field = |permissions| update(&sign(&base(), permissions), remove_field);
    let bytes = without_field(Some(Permissions::Annotations));
    allowed(
        "field removed at P=3",
        &bytes,
        ModificationLevel::Annotations,
    );
    for lower in [None, Some(Permissions::FormFilling)] {
        refused("field removed", &without_field(lower), |reason| {
            *reason == Reason::FieldRemoved
        });
    }
}

/// A tagged page: one paragraph, one element for the text field.
fn tagged() -> Vec<u8> {
    update(&base(), |file, update| {
        let [root, document, paragraph, parents] = [(); 4].map(|()| update.allocate().unwrap());
        let tree = dict([
            ("Type", name("StructTreeRoot")),
            ("K", vec![document.into()].into()),
            ("ParentTree", parents.into()),
            ("ParentTreeNextKey", Object::Integer(1)),
        ]);
        update.put(root, tree).unwrap();
        let element = |kind: &str, parent: Reference, kids: Object| {
            dict([
                ("Type", name("StructElem")),
                ("S", name(kind)),
                ("P", parent.into()),
                ("K", kids),
            ])
        };
        let kids = Object::Array(vec![paragraph.into()]);
        update
            .put(document, element("Document", root, kids))
            .unwrap();
        let text = element("P", document, Object::Integer(0));
        update.put(paragraph, text).unwrap();
        let entries = vec![Object::Integer(0), vec![paragraph.into()].into()];
        update
            .put(parents, dict([("Nums", entries.into())]))
            .unwrap();
        edit(file, update, 1, |catalog| {
            drop(catalog.insert("StructTreeRoot", root))
        });
        edit(file, update, 3, |page| {
            drop(page.insert("StructParents", 0_i64))
        });
    })
}

const ROOT: u32 = 7;
const DOCUMENT: u32 = 8;
const PARAGRAPH: u32 = 9;
const PARENTS: u32 = 10;

/// A note that joins the tagged page with an element of its own; `change` may go further.
fn tagged_note(change: impl FnOnce(&PdfFile, &mut Update, &mut Dict)) -> Vec<u8> {
    update(
        &sign(&tagged(), Some(Permissions::Annotations)),
        |file, update| {
            let (own, element) = (update.allocate().unwrap(), update.allocate().unwrap());
            let mut annotation = note();
            annotation.insert("StructParent", 1_i64);
            update.put(own, annotation).unwrap();
            join_page(file, update, own);
            let object = dict([("Type", name("OBJR")), ("Obj", own.into())]);
            let mut described = dict([
                ("Type", name("StructElem")),
                ("S", name("Annot")),
                ("P", reference(DOCUMENT)),
                ("K", object.into()),
            ]);
            edit(file, update, DOCUMENT, |document| {
                drop(document.insert("K", vec![reference(PARAGRAPH), element.into()]))
            });
            edit(file, update, PARENTS, |parents| {
                let mut entries = parents.array(b"Nums").unwrap().to_vec();
                entries.extend([Object::Integer(1), element.into()]);
                parents.insert("Nums", entries);
            });
            edit(file, update, ROOT, |root| {
                drop(root.insert("ParentTreeNextKey", 2_i64))
            });
            change(file, update, &mut described);
            update.put(element, described).unwrap();
        },
    )
}

#[test]
fn the_structure_follows_what_joins_a_page() {
    let bytes = tagged_note(|_, _, _| {});
    allowed("tagged note", &bytes, ModificationLevel::Annotations);
    let report = report(&bytes).unwrap();
    let rules: Vec<&str> = report.signatures[0]
        .changes
        .iter()
        .filter_map(|change| match &change.verdict {
            ChangeVerdict::Allowed { rule, .. } => Some(*rule),
            ChangeVerdict::Disallowed(_) => None,
        })
        .collect();
    assert!(
        rules.contains(&"structure") && rules.contains(&"annotations"),
        "{rules:?}"
    );
}

#[test]
fn the_structure_gives_earlier_content_no_other_meaning() {
    let structure: fn(&Reason) -> bool = |reason| matches!(reason, Reason::StructureChanged { .. });
    let text = tagged_note(|_, _, element| {
        element.insert("ActualText", PdfString::text("khong"));
    });
    refused("replacement text", &text, structure);
    let content = tagged_note(|_, _, element| {
        let mark = dict([
            ("Type", name("MCR")),
            ("Pg", reference(3)),
            ("MCID", 0_i64.into()),
        ]);
        let object = element.get(b"K").unwrap().clone();
        element.insert("K", vec![object, mark.into()]);
    });
    refused("marked content of the page", &content, structure);
    let parent = tagged_note(|_, _, element| {
        element.insert("P", reference(ROOT));
    });
    refused("another parent", &parent, structure);
    let moved = tagged_note(|file, update, _| {
        edit(file, update, PARENTS, |parents| {
            let entries = vec![Object::Integer(0), vec![reference(DOCUMENT)].into()];
            parents.insert("Nums", entries);
        })
    });
    refused("content moved to another element", &moved, structure);
}

#[test]
fn earlier_elements_stay_what_they_were() {
    let later = |number: u32, change: fn(&mut Dict)| {
        update(
            &sign(&tagged(), Some(Permissions::Annotations)),
            |file, update| edit(file, update, number, change),
        )
    };
    let structure: fn(&Reason) -> bool = |reason| matches!(reason, Reason::StructureChanged { .. });
    let kind = later(PARAGRAPH, |element| {
        drop(element.insert("S", Name::new("Artifact")))
    });
    refused("another kind", &kind, structure);
    let text = later(PARAGRAPH, |element| {
        drop(element.insert("ActualText", PdfString::text("khong")))
    });
    refused("replacement text", &text, structure);
    let gone = later(DOCUMENT, |element| {
        drop(element.insert("K", Vec::<Object>::new()))
    });
    refused("an element removed", &gone, structure);
    let roles = later(ROOT, |root| {
        drop(root.insert("RoleMap", dict([("P", name("Artifact"))])))
    });
    refused("another role", &roles, structure);
}

/// `/DR` may gain fonts, also in a dictionary of its own; none is exchanged, and no page uses that dictionary.
#[test]
fn default_resources_only_grow() {
    let own_resources = |extra: fn(&mut Dict)| {
        update(&base(), |file, update| {
            let resources = update.allocate().unwrap();
            let fonts = dict([("Font", dict([("F1", reference(5))]).into())]);
            update.put(resources, fonts).unwrap();
            edit_form(file, update, |form| drop(form.insert("DR", resources)));
            edit(file, update, 3, extra);
        })
    };
    let fonts = |base: &[u8], change: fn(&mut Dict)| {
        update(&sign(base, None), |file, update| {
            let font = update.allocate().unwrap();
            assert_eq!(font.number, 10, "the font that `change` names");
            let helvetica = dict([
                ("Type", name("Font")),
                ("Subtype", name("Type1")),
                ("BaseFont", name("Helvetica")),
            ]);
            update.put(font, helvetica).unwrap();
            edit(file, update, 7, |resources| {
                let mut fonts = resources.dict(b"Font").unwrap().clone();
                change(&mut fonts);
                resources.insert("Font", fonts);
            });
        })
    };
    let plain = own_resources(|_| {});
    let gained = fonts(&plain, |fonts| drop(fonts.insert("F2", reference(10))));
    assert!(accepted(&gained), "{:?}", reasons(&gained));
    let swapped = fonts(&plain, |fonts| drop(fonts.insert("F1", reference(10))));
    refused(
        "font exchanged",
        &swapped,
        |reason| matches!(reason, Reason::FormChanged { key } if key == "DR"),
    );
    let shared = own_resources(|page| drop(page.insert("Resources", reference(7))));
    let gained = fonts(&shared, |fonts| drop(fonts.insert("F2", reference(10))));
    refused("the page uses the same resources", &gained, |reason| {
        matches!(reason, Reason::UsedElsewhere { .. })
    });
}

/// One more revision that frees objects, written by hand: our own writer never does.
fn free(base: &[u8], numbers: &[usize]) -> Vec<u8> {
    let entries: Vec<_> = numbers.iter().map(|number| Entry::Free(*number)).collect();
    append(base, &entries, "")
}

/// Objects may be freed with what used them; not alone.
#[test]
fn objects_leave_with_what_used_them() {
    let with_piece = update(&base(), |file, update| {
        let (outer, inner) = (update.allocate().unwrap(), update.allocate().unwrap());
        update.put(inner, Dict::new()).unwrap();
        update.put(outer, dict([("Next", inner.into())])).unwrap();
        edit(file, update, 6, |field| drop(field.insert("DV", outer)));
    });
    let signed = sign(&with_piece, Some(Permissions::Annotations));
    refused("freed in use", &free(&signed, &[8]), |reason| {
        *reason == Reason::ObjectFreed
    });
    let removed = update(&signed, remove_field);
    allowed("removed", &removed, ModificationLevel::Annotations);
    let freed = free(&removed, &[6, 7, 8]);
    allowed("freed afterwards", &freed, ModificationLevel::Annotations);
}
