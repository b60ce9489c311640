//! Draws one of everything on a page and writes it as a PDF, to be looked at.
//!
//! `cargo run -p signature-appearance --example sheet -- OUT.pdf [SEAL.png]`
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program writes its file and says what it did

use std::error::Error;

use signature_appearance::{
    Align, Area, Colour, Drawing, Fonts, Frame, Picture, PictureLimits, Size, Style, Text,
    millimetres,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: sheet OUT.pdf [SEAL.png]")?;
    let seal = arguments.next().map(std::fs::read).transpose()?;
    let seal = seal
        .map(|file| Picture::read(&file, PictureLimits::default()))
        .transpose()?;
    let fonts = Fonts::liberation();
    let mut drawing = Drawing::new(Size::millimetres(80.0, 40.0));
    let area = drawing.area();
    drawing.fill(area, Colour::new(250, 250, 240)).frame(Frame {
        area,
        width: 0.8,
        colour: Colour::new(200, 0, 0),
    });
    if let Some(seal) = &seal {
        let left = Area {
            right: millimetres(40.0),
            ..area
        };
        drawing.picture(seal, left.inside(4.0).fitting(Size::points(1.0, 1.0)));
    }
    drawing.text(Text {
        lines: vec![
            "Người ký: Nguyễn Thị Thùy Dương".to_owned(),
            "Cơ quan: ỦY BAN NHÂN DÂN TỈNH MẪU".to_owned(),
            "Thời gian ký: 2026-11-21T14:30:05+07:00".to_owned(),
            "Decomposed: Nguye\u{302}\u{303}n Đu\u{31b}\u{301}c; thiếu: 越".to_owned(),
        ],
        style: Style::Upright,
        align: Align::Left,
        size: 8.0,
        ..Text::in_area(area.inside(6.0))
    });
    let drawn = drawing.draw(&fonts)?;
    println!(
        "missing: {:?}; lines: {:#?}",
        drawn.missing(),
        drawn.lines()
    );
    std::fs::write(out, page(&drawn)?)?;
    Ok(())
}

/// A page with the drawing on it, upright and on its side.
fn page(drawn: &signature_appearance::Drawn) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut next = 4;
    let mut allocate = || {
        next += 1;
        Ok::<i32, Box<dyn Error>>(next)
    };
    let upright = drawn.objects(0, &mut allocate)?;
    let turned = drawn.objects(90, &mut allocate)?;
    let content = "q 1 0 0 1 50 600 cm /A Do Q q 1 0 0 1 400 300 cm /B Do Q";
    let mut objects = vec![
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()),
        (
            3,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A {} 0 R/B {} 0 R>>>>>>",
                upright.form, turned.form
            )
            .into_bytes(),
        ),
        (4, format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()).into_bytes()),
    ];
    objects.extend(upright.objects);
    objects.extend(turned.objects);
    objects.sort();
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut xref = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, body) in &objects {
        xref += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(body);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(xref.bytes());
    file.extend(
        format!(
            "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    Ok(file)
}
