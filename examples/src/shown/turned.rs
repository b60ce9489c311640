//! The same document with its pages stored on their side: what a reader sees does not change.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use crate::people::AnyError;

/// The document with `/Rotate` on every page, and the content turned back.
pub(super) fn turned(document: &[u8], rotation: i64) -> Result<Vec<u8>, AnyError> {
    if rotation == 0 {
        return Ok(document.to_vec());
    }
    let mut document = Document::load_mem(document)?;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for page in pages {
        turn(&mut document, page, rotation)?;
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

fn turn(document: &mut Document, page: ObjectId, rotation: i64) -> Result<(), AnyError> {
    let numbers = document
        .get_dictionary(page)?
        .get(b"MediaBox")?
        .as_array()?;
    let [_, _, width, height] = numbers.as_slice() else {
        return Err("a media box of four numbers".into());
    };
    let (width, height) = (width.as_float()?, height.as_float()?);
    let old = document.get_dictionary(page)?.get(b"Contents")?.clone();
    // where a point of the displayed page lies on the stored one (ISO 32000-2 §8.3.2.3, table 31 `/Rotate`)
    let (matrix, (across, up)) = match rotation {
        90 => (format!("0 1 -1 0 {height} 0"), (height, width)),
        180 => (format!("-1 0 0 -1 {width} {height}"), (width, height)),
        270 => (format!("0 -1 1 0 0 {width}"), (height, width)),
        other => return Err(format!("a page cannot be turned by {other}").into()),
    };
    let stream = |content: String| Stream::new(dictionary! {}, content.into_bytes());
    let before = document.add_object(stream(format!("q {matrix} cm\n")));
    let after = document.add_object(stream("\nQ".to_owned()));
    let dict = document.get_dictionary_mut(page)?;
    dict.set(
        "Contents",
        vec![Object::Reference(before), old, Object::Reference(after)],
    );
    dict.set("Rotate", rotation);
    dict.set(
        "MediaBox",
        vec![0.into(), 0.into(), Object::Real(across), Object::Real(up)],
    );
    Ok(())
}
