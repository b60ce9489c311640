//! Appearances of signatures: honest ones, and ones that hide.

use pdf_revisions::{Dict, Name, Object, Reference, Update};

/// Widths of Times-Roman, from the space on.
pub const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// What a signature shows.
#[derive(Clone)]
pub enum Look {
    /// No appearance.
    None,
    /// A content stream, with these resources, in a box of the size of the rectangle.
    Content {
        content: String,
        resources: String,
        image: Option<Image>,
    },
}

/// An image named `/Im`.
#[derive(Clone)]
pub struct Image {
    pub size: usize,
    pub pixels: Vec<u8>,
    /// One byte for each pixel.
    pub alpha: Option<Vec<u8>>,
    /// `/Filter` of the image, as a name, whatever the bytes are.
    pub filter: Option<&'static str>,
    pub mask_filter: Option<&'static str>,
    /// What the dictionary says instead, with `pixels` as they are.
    pub entries: Option<String>,
}

pub type Pixel = ([u8; 3], u8);

const RED: [u8; 3] = [214, 30, 40];
const BLUE: [u8; 3] = [20, 40, 160];
pub const WHITE: [u8; 3] = [255, 255, 255];

impl Image {
    /// A square of pixels, each by its place from -1 to 1 in both directions.
    pub fn drawn(size: usize, pixel: impl Fn(f64, f64) -> Pixel) -> Self {
        let (mut pixels, mut alpha) = (Vec::new(), Vec::new());
        #[expect(clippy::cast_precision_loss)]
        let place = |index: usize| (index as f64 + 0.5) / size as f64 * 2.0 - 1.0;
        for y in 0..size {
            for x in 0..size {
                let (colour, opacity) = pixel(place(x), -place(y));
                pixels.extend(colour);
                alpha.push(opacity);
            }
        }
        Self {
            size,
            pixels,
            alpha: Some(alpha),
            filter: None,
            mask_filter: None,
            entries: None,
        }
    }

    /// The round red seal of an agency: two rings and a star, nothing between them.
    pub fn seal() -> Self {
        Self::drawn(220, |x, y| {
            let radius = x.hypot(y);
            let inked = (0.92..0.99).contains(&radius)
                || (0.62..0.64).contains(&radius)
                || radius < 0.35 && in_star(x, y);
            (RED, if inked { 255 } else { 0 })
        })
    }

    /// A signature in blue ink.
    pub fn pen() -> Self {
        Self::drawn(160, |x, y| {
            let inked = (y - 0.5 * (6.0 * x).sin() * (1.0 - x * x)).abs() < 0.06;
            (BLUE, if inked { 230 } else { 0 })
        })
    }

    pub fn without_alpha(self) -> Self {
        Self {
            alpha: None,
            ..self
        }
    }
}

/// A star with five points of radius 0.35.
fn in_star(x: f64, y: f64) -> bool {
    let turn = std::f64::consts::TAU / 5.0;
    let angle = (x.atan2(y).rem_euclid(turn) - turn / 2.0).abs();
    // Between the inner corner at half a turn and the point at none.
    let (inner, outer) = (0.35 * 0.382, 0.35);
    let along = angle / (turn / 2.0);
    let edge = 1.0 / (along / outer + (1.0 - along) / inner);
    x.hypot(y) < edge
}

impl Look {
    pub fn content(content: &str) -> Self {
        Self::Content {
            content: content.to_owned(),
            resources: String::new(),
            image: None,
        }
    }

    pub fn with(content: &str, resources: &str) -> Self {
        Self::Content {
            content: content.to_owned(),
            resources: resources.to_owned(),
            image: None,
        }
    }

    /// A number in the middle of a small box.
    pub fn text(text: &str) -> Self {
        Self::content(&format!("BT /F1 13 Tf 0 g 2 4 Td ({text}) Tj ET"))
    }

    pub fn image(image: Image) -> Self {
        Self::Content {
            content: "q {width} 0 0 {height} 0 0 cm /Im Do Q".to_owned(),
            resources: String::new(),
            image: Some(image),
        }
    }

    pub fn seal() -> Self {
        Self::image(Image::seal())
    }

    pub fn pen() -> Self {
        Self::image(Image::pen())
    }

    /// The seal in a palette of which one colour is not painted: what iText makes of such a PNG.
    pub fn seal_in_a_palette() -> Self {
        let seal = Image::seal();
        let packed: Vec<u8> = seal
            .alpha
            .as_ref()
            .unwrap()
            .chunks(2)
            .map(|pair| u8::from(pair[0] > 0) << 4 | u8::from(pair[1] > 0))
            .collect();
        let entries = format!(
            "/Width {0}/Height {0}/BitsPerComponent 4/ColorSpace[/Indexed/DeviceRGB 1<FFFFFFD61E28>]/Mask[0 0]",
            seal.size
        );
        Self::image(Image {
            alpha: None,
            pixels: packed,
            entries: Some(entries),
            ..seal
        })
    }

    /// Writes the form, inside another one as iText does; its reference.
    pub(super) fn put(&self, update: &mut Update, area: [f64; 4]) -> Option<Reference> {
        let Self::Content {
            content,
            resources,
            image,
        } = self
        else {
            return None;
        };
        let [width, height] = [area[2] - area[0], area[3] - area[1]];
        let content = content
            .replace("{width}", &width.to_string())
            .replace("{height}", &height.to_string());
        let image = image.as_ref().map_or(String::new(), |image| {
            format!("/XObject<</Im {} 0 R>>", image.put(update).number)
        });
        let [outer, inner] = [(); 2].map(|()| update.allocate().unwrap());
        let form = |resources: &str, content: &str| {
            format!(
                "<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<<{resources}>>/Length {}>>stream\n{content}\nendstream",
                content.len()
            )
            .into_bytes()
        };
        let own = format!("/Font<</F1 5 0 R>>{image}{resources}");
        update.put_raw(inner, form(&own, &content));
        let frame = format!("/XObject<</FRM {} 0 R>>", inner.number);
        update.put_raw(outer, form(&frame, "q 1 0 0 1 0 0 cm /FRM Do Q"));
        Some(outer)
    }
}

impl Image {
    fn put(&self, update: &mut Update) -> Reference {
        let size = i64::try_from(self.size).unwrap();
        let dictionary = |space: &str, filter: Option<&str>| {
            let mut dict: Dict = [
                ("Type", Object::Name(Name::new("XObject"))),
                ("Subtype", Object::Name(Name::new("Image"))),
                ("ColorSpace", Object::Name(Name::new(space))),
                ("Width", Object::from(size)),
                ("Height", Object::from(size)),
                ("BitsPerComponent", Object::from(8_i64)),
            ]
            .into_iter()
            .collect();
            if let Some(filter) = filter {
                dict.insert("Filter", Object::Name(Name::new(filter)));
            }
            dict
        };
        if let Some(entries) = &self.entries {
            let image = update.allocate().unwrap();
            let length = self.pixels.len();
            let head = format!("<</Type/XObject/Subtype/Image{entries}/Length {length}>>stream\n");
            let body = [head.as_bytes(), &self.pixels, b"\nendstream"].concat();
            update.put_raw(image, body);
            return image;
        }
        let mut own = dictionary("DeviceRGB", self.filter);
        if let Some(alpha) = &self.alpha {
            let mask = update.allocate().unwrap();
            update.put_stream(mask, dictionary("DeviceGray", self.mask_filter), alpha);
            own.insert("SMask", mask);
        }
        let image = update.allocate().unwrap();
        update.put_stream(image, own, &self.pixels);
        image
    }
}
