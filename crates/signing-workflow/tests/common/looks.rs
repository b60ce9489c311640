//! What a reader of pages makes of a draft: `kyso`'s own tests read real pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use page_view::PageGeometry;
use pdf_revisions::PdfFile;
use serde_json::{Value, json};
use signing_workflow::roles::{self, Look, PageLook};

use super::drafts::{Line, WIDTH};

/// The look of one upright page of A4.
pub fn look(bytes: &[u8], lines: &[Line<'_>]) -> Look {
    let upright = PageGeometry {
        visible: [0.0, 0.0, 595.0, 842.0],
        rotation: 0,
    };
    look_at(bytes, lines, upright)
}

pub fn look_at(bytes: &[u8], lines: &[Line<'_>], geometry: PageGeometry) -> Look {
    let file = PdfFile::open(Arc::new(bytes.to_vec())).unwrap();
    let words: Vec<Value> = lines
        .iter()
        .flat_map(|line| words(*line, &geometry))
        .collect();
    let text = json!({ "words": words, "read": 1000, "unread": 0 });
    let page = PageLook {
        geometry,
        text: Ok(serde_json::from_value(text).unwrap()),
    };
    Look {
        widgets: roles::widgets(&file.newest()).unwrap(),
        pages: BTreeMap::from([(0, page)]),
        unread: None,
    }
}

/// The words of a line of the displayed page, in the user space of the page.
fn words((x, y, size, text): Line<'_>, page: &PageGeometry) -> Vec<Value> {
    let mut left = x;
    let word = |text: &str| {
        let letters = u32::try_from(text.chars().count()).unwrap();
        let width = f64::from(letters) * WIDTH * size;
        let shown = [left, y - 0.22 * size, left + width, y + 0.9 * size];
        left += width + WIDTH * size;
        json!({
            "text": text, "area": page.from_displayed(shown), "size": size, "direction": page.rotation,
            "baseline": [[shown[0], y], [shown[2], y]], "origin": "page", "visible": true, "unread": 0
        })
    };
    text.split(' ').map(word).collect()
}
