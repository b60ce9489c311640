//! The device that paints nothing and notes every glyph.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::object::Dict;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2};
use unicode_normalization::char::is_combining_mark;

use crate::isolate::{Stop, halt};
use crate::{LimitReached, Limits};

/// A glyph as it stands on the page, in default user space.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// What it means; `None` where the file does not tell.
    pub(crate) text: Option<String>,
    pub(crate) start: Point,
    pub(crate) end: Point,
    /// From the baseline up by one em.
    pub(crate) up: Vec2,
    pub(crate) visible: bool,
}

/// Notes glyphs while a page is interpreted.
pub(crate) struct Collector<'l> {
    pub(crate) glyphs: Vec<Placed>,
    limits: &'l Limits,
    stop: &'l Stop,
    drawings: usize,
    clips: Vec<Rect>,
    opacities: Vec<f32>,
}

/// The font's design grid: glyph coordinates are thousandths of an em (ISO 32000-2 §9.2.4).
const EM: f64 = 1000.0;

impl<'l> Collector<'l> {
    pub(crate) fn new(visible: Rect, limits: &'l Limits, stop: &'l Stop) -> Self {
        Self {
            glyphs: Vec::new(),
            limits,
            stop,
            drawings: 0,
            clips: vec![visible],
            opacities: vec![1.0],
        }
    }

    fn count(&mut self) {
        self.drawings += 1;
        if self.drawings > self.limits.drawings {
            halt(LimitReached::Drawings);
        }
        if self.stop.is_set() {
            halt(LimitReached::Time);
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(Rect::ZERO)
    }

    fn note(&mut self, placed: Placed) {
        // A combining mark belongs to the glyph shown before it, wherever its own origin is.
        let mark = placed.text.as_deref().filter(|text| only_marks(text));
        if let (Some(mark), Some(base)) = (mark, self.glyphs.last_mut())
            && let Some(text) = &mut base.text
            && base.start.distance(placed.start) < 2.0 * base.up.hypot()
        {
            text.push_str(mark);
            return;
        }
        if self.glyphs.len() >= self.limits.glyphs {
            halt(LimitReached::Glyphs);
        }
        self.glyphs.push(placed);
    }
}

fn only_marks(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_combining_mark)
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        let opaque = alpha(&props.paint) * self.opacities.last().copied().unwrap_or(1.0) > 0.0;
        let drawn = opaque && !matches!(mode, DrawMode::Invisible);
        let clip = self.clip();
        let mut earlier: Option<Placed> = None;
        for glyph in run.glyphs() {
            let mut here = place(glyph, props.transform * glyph.transform());
            here.visible = drawn && clip.contains(middle(&here));
            if let Some(mut earlier) = earlier.replace(here.clone()) {
                end_at(&mut earlier, here.start);
                self.note(earlier);
            }
        }
        if let Some(last) = earlier {
            self.note(last);
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        self.count();
        self.push_clip_rect(&clip_path.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clips.push(self.clip().intersect(*rect));
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
        let around = self.opacities.last().copied().unwrap_or(1.0);
        self.opacities.push(around * opacity);
    }

    fn pop_transparency_group(&mut self) {
        if self.opacities.len() > 1 {
            self.opacities.pop();
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count();
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn begin_marked_content(&mut self, _: &[u8], _: Option<&Dict<'_>>) {
        self.count();
    }
}

fn alpha(paint: &Paint<'_>) -> f32 {
    match paint {
        Paint::Color(color) => color.to_rgba().components()[3],
        Paint::Pattern(_) => 1.0,
    }
}

fn place(glyph: &Glyph<'_>, transform: Affine) -> Placed {
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(drawn) => drawn.advance_width(),
    };
    let advance = f64::from(advance.unwrap_or(0.0)).max(0.0);
    let start = transform * Point::ORIGIN;
    Placed {
        text: glyph.as_unicode().map(|text| match text {
            BfString::Char(character) => character.to_string(),
            BfString::String(text) => text,
        }),
        start,
        end: transform * Point::new(advance, 0.0),
        up: transform * Point::new(0.0, EM) - start,
        visible: false,
    }
}

/// The middle of the lower case letters: what a reader would have to see.
fn middle(placed: &Placed) -> Point {
    placed.start.midpoint(placed.end) + placed.up * 0.25
}

/// A font that stands in for another has glyphs of other widths: the next glyph of the run says where this one ends.
fn end_at(placed: &mut Placed, next: Point) {
    let (whole, part) = (placed.end - placed.start, next - placed.start);
    let ahead = whole.dot(part) > 0.0 && part.hypot2() < whole.hypot2();
    if ahead {
        placed.end = next;
    }
}
