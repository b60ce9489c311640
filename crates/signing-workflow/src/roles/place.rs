//! Where a widget is, in the words of an official document.

use page_view::Origin;

use super::evidence::RoleFact;
use super::look::Look;
use super::name::{Known, fold};
use super::printed::{Printed, Region, SignerBlock, middle};
use super::thresholds::{
    BLANK_MARGIN, BLOCK_MARGIN, END_OF_LINE, INITIALS, LINE_MARGIN, NUMBER_STAMP, SEAL, SEAL_REACH,
    SIGNATURE, TOP,
};
use super::widgets::Widget;

/// A widget on the displayed page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) page: usize,
    pub(super) area: [f64; 4],
}

/// Where the widget is as displayed; `None` when its page was not read.
pub(super) fn spot(look: &Look, widget: &Widget) -> Option<Spot> {
    let page = look.pages.get(&widget.page)?;
    Some(Spot {
        page: widget.page,
        area: page.geometry.displayed(widget.area),
    })
}

impl Spot {
    pub(super) fn size(&self) -> [f64; 2] {
        let [x0, y0, x1, y1] = self.area;
        [x1 - x0, y1 - y0]
    }

    pub(super) fn is_within(&self, most: [f64; 2]) -> bool {
        let [width, height] = self.size();
        width <= most[0] && height <= most[1]
    }

    /// About as large as a seal.
    pub(super) fn is_like_a_seal(&self) -> bool {
        let [least, most] = SEAL;
        self.size().iter().all(|side| (least..=most).contains(side))
    }

    fn meets(&self, page: usize, area: [f64; 4]) -> bool {
        let [x0, y0, x1, y1] = self.area;
        self.page == page && x0 < area[2] && x1 > area[0] && y0 < area[3] && y1 > area[1]
    }

    /// Its middle is in the area widened by so much to the left, below, to the right, above.
    fn is_in(&self, page: usize, area: [f64; 4], more: [f64; 4]) -> bool {
        let [x, y] = middle(self.area);
        self.page == page
            && x >= area[0] - more[0]
            && x <= area[2] + more[2]
            && y >= area[1] - more[1]
            && y <= area[3] + more[3]
    }

    pub(super) fn meets_spot(&self, other: &Self) -> bool {
        self.meets(other.page, other.area)
    }

    /// The title between which and whose name it stands.
    pub(super) fn title<'p>(&self, printed: &'p Printed) -> Option<&'p SignerBlock> {
        let here = |block: &&SignerBlock| {
            let margin = [BLOCK_MARGIN, 0.0, BLOCK_MARGIN, 0.0];
            self.is_in(block.page, block.area, margin) && self.is_within(SIGNATURE)
        };
        printed.blocks.iter().find(here)
    }

    /// The title over whose left it stands as a seal does.
    pub(super) fn sealed_title<'p>(&self, printed: &'p Printed) -> Option<&'p SignerBlock> {
        let here = |block: &&SignerBlock| {
            let [x0, y0, x1, y1] = block.area;
            let reached = self.meets(block.page, [x0 - SEAL_REACH, y0, x1, y1]);
            let left = middle(self.area)[0] <= middle(block.area)[0] + BLOCK_MARGIN / 2.0;
            self.is_like_a_seal() && reached && left
        };
        printed.blocks.iter().find(here)
    }
}

/// What its place is called: blanks, ends of lines, corners.
pub(super) fn facts(spot: &Spot, printed: &Printed, look: &Look) -> Vec<RoleFact> {
    let [width, height] = spot.size();
    let mut facts = vec![RoleFact::Widget {
        page: spot.page + 1,
        width,
        height,
    }];
    let in_blank = |region: &&Region| spot.is_in(region.page, region.area, [BLANK_MARGIN; 4]);
    if spot.is_within(NUMBER_STAMP) {
        let line = |region: &Region| region.text.clone();
        let number = printed.number.iter().find(in_blank).map(line);
        facts.extend(number.map(|line| RoleFact::NumberBlank { line }));
        let date = printed.dates.iter().find(in_blank).map(line);
        facts.extend(date.map(|line| RoleFact::DateBlank { line }));
    }
    if spot.is_within(INITIALS) {
        let text = printed.text_ends.iter().find(|line| is_at_end(spot, line));
        facts.extend(text.map(|line| RoleFact::EndOfText {
            line: last_words(&line.text),
        }));
        let recipients = printed
            .recipients_end
            .iter()
            .find(|line| is_at_end(spot, line));
        facts.extend(recipients.map(|_| RoleFact::EndOfRecipients));
    }
    if let Some(block) = spot.title(printed) {
        let title = block.title.clone();
        facts.push(RoleFact::UnderTitle { title });
    }
    if let Some(block) = spot.sealed_title(printed) {
        let title = block.title.clone();
        facts.push(RoleFact::SealOfTitle { title });
    }
    facts.extend(corner(spot, look));
    facts.extend(appearance(spot, look).map(|text| RoleFact::AppearanceSays { text }));
    facts
}

fn is_at_end(spot: &Spot, line: &Region) -> bool {
    let [_, bottom, right, top] = line.area;
    let [before, after] = END_OF_LINE;
    let begins = spot.area[0];
    let [_, y] = middle(spot.area);
    spot.page == line.page
        && (right - before..=right + after).contains(&begins)
        && (bottom - LINE_MARGIN..=top + LINE_MARGIN).contains(&y)
}

fn last_words(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    words[words.len().saturating_sub(4)..].join(" ")
}

fn corner(spot: &Spot, look: &Look) -> Option<RoleFact> {
    let (width, height) = look.pages.get(&spot.page)?.geometry.size();
    let [x, y] = middle(spot.area);
    let top = spot.page == 0 && y > height * (1.0 - TOP);
    top.then_some(if x < width / 2.0 {
        RoleFact::TopLeft
    } else {
        RoleFact::TopRight
    })
}

/// Words in an appearance that say what the signature is: of a copy (NĐ 30/2020 Phụ lục I, “SAO Y”, “SAO LỤC”, “TRÍCH SAO”), or of
/// the incoming stamp (“ĐẾN”).
static SAYINGS: Known = Known::new(&["SAO Y", "SAO LỤC", "TRÍCH SAO", "ĐẾN"]);

fn appearance(spot: &Spot, look: &Look) -> Option<String> {
    let page = look.pages.get(&spot.page)?;
    let text = page.text.as_ref().ok()?;
    let inside = text.words.iter().filter(|word| {
        let here = Spot {
            page: spot.page,
            area: page.geometry.displayed(word.area),
        };
        word.visible
            && word.origin == Origin::Annotation
            && here.is_in(spot.page, spot.area, [1.0; 4])
    });
    let words: Vec<&str> = inside.map(|word| word.text.as_str()).collect();
    let said = format!(" {} ", fold(&words.join(" ")).replace([':', ',', '.'], " "));
    let mut sayings = SAYINGS.spelled().iter().zip(SAYINGS.folded());
    let (saying, _) = sayings.find(|(_, saying)| said.contains(&format!(" {saying} ")))?;
    Some((*saying).to_owned())
}

/// Whether it says that it is of a copy.
pub(super) fn is_copy(saying: &str) -> bool {
    saying != "ĐẾN"
}
