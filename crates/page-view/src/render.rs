//! Pictures of pages.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use crate::{LimitReached, Limits, PageGeometry, PageViewError};

/// A part of the displayed page and how large it is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cutout {
    /// Of the displayed page, in points.
    area: [f64; 4],
    scale: f64,
    width: u16,
    height: u16,
}

impl Cutout {
    /// The part of the page within `area` (default user space), at `dpi` dots per inch.
    pub(crate) fn new(
        page: &PageGeometry,
        area: [f64; 4],
        dpi: f64,
        limits: &Limits,
    ) -> Result<Self, PageViewError> {
        let [x0, y0, x1, y1] = page.displayed(area);
        let (width, height) = page.size();
        let area = [x0.max(0.0), y0.max(0.0), x1.min(width), y1.min(height)];
        let scale = dpi / 72.0;
        Ok(Self {
            area,
            scale,
            width: side((area[2] - area[0]) * scale, limits)?,
            height: side((area[3] - area[1]) * scale, limits)?,
        })
        .and_then(|cutout| cutout.within(limits))
    }

    fn within(self, limits: &Limits) -> Result<Self, PageViewError> {
        if u64::from(self.width) * u64::from(self.height) > limits.pixels {
            return Err(PageViewError::Limit(LimitReached::Pixels));
        }
        Ok(self)
    }

    /// From the renderer's displayed page (its origin is the upper left corner, y goes down) to the picture.
    fn transform(&self, page: &PageGeometry) -> Affine {
        let (_, height) = page.size();
        let [left, _, _, top] = self.area;
        Affine::scale(self.scale) * Affine::translate((-left, top - height))
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "compared with the limit first"
)]
fn side(pixels: f64, limits: &Limits) -> Result<u16, PageViewError> {
    let pixels = pixels.ceil();
    if pixels.is_nan() || pixels < 1.0 {
        return Err(PageViewError::EmptyArea); // not a number, too
    }
    if pixels > f64::from(limits.side.min(u32::from(u16::MAX))) {
        return Err(PageViewError::Limit(LimitReached::Pixels));
    }
    Ok(pixels as u16)
}

/// Draws the cutout on white, with annotations, as PNG.
pub(crate) fn png(
    page: &Page<'_>,
    geometry: &PageGeometry,
    cutout: &Cutout,
) -> Result<Vec<u8>, PageViewError> {
    let mut context = RenderContext::new(cutout.width, cutout.height);
    let displayed = page.initial_transform(true);
    let transform = cutout.transform(geometry) * Affine::new(displayed.as_coeffs());
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let how = RenderSettings::default();
    render_into(page, &cache, &settings, &how, &mut context, transform);
    context.flush();
    let mut pixels = Pixmap::new(cutout.width, cutout.height);
    let on_white = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..RasterizerSettings::default()
    };
    context.render_with(&mut pixels, &mut Resources::default(), on_white);
    pixels
        .into_png()
        .map_err(|error| PageViewError::Panicked(error.to_string()))
}
