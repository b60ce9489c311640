//! Drafts of official documents with text that can be read and empty signature fields. Fonts are not embedded: the text
//! means what it means, and is not made to be looked at.

/// A line of text: left, baseline, size, text.
pub type Line<'a> = (f64, f64, f64, &'a str);
/// An empty signature field: name and rectangle.
pub type Field<'a> = (&'a str, [f64; 4]);

/// How wide every glyph is, in ems.
pub const WIDTH: f64 = 0.5;

/// A letter with blanks for number, day and month.
pub const LETTER: &[Line<'_>] = &[
    (70.0, 780.0, 13.0, "UBND TỈNH LẠC HỒNG"),
    (60.0, 765.0, 13.0, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    (300.0, 780.0, 12.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (340.0, 765.0, 13.0, "Độc lập - Tự do - Hạnh phúc"),
    (66.0, 735.0, 13.0, "Số:"),
    (140.0, 735.0, 13.0, "/SKHCN-VP"),
    (310.0, 735.0, 13.0, "Lạc Hồng, ngày"),
    (440.0, 735.0, 13.0, "tháng"),
    (505.0, 735.0, 13.0, "năm 2026"),
    (200.0, 690.0, 14.0, "Kính gửi: Các phòng chuyên môn."),
    (
        90.0,
        640.0,
        14.0,
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026 của",
    ),
    (
        70.0,
        620.0,
        14.0,
        "UBND tỉnh, Sở đề nghị các phòng báo cáo kết quả thực hiện.",
    ),
    (90.0, 590.0, 14.0, "Trân trọng./."),
    (70.0, 550.0, 12.0, "Nơi nhận:"),
    (70.0, 536.0, 11.0, "- Như trên;"),
    (70.0, 522.0, 11.0, "- Lưu: VT, VP."),
    (380.0, 550.0, 14.0, "KT. GIÁM ĐỐC"),
    (375.0, 533.0, 14.0, "PHÓ GIÁM ĐỐC"),
    (370.0, 420.0, 14.0, "Nguyễn Văn Mẫu"),
];

pub const INITIALS: Field<'_> = ("KyNhay", [186.0, 586.0, 226.0, 606.0]);
pub const LEADER: Field<'_> = ("LanhDao", [330.0, 436.0, 510.0, 526.0]);
pub const NUMBER: Field<'_> = ("So", [95.0, 732.0, 135.0, 746.0]);
pub const DAY: Field<'_> = ("Ngay", [408.0, 732.0, 432.0, 746.0]);
pub const MONTH: Field<'_> = ("Thang", [480.0, 732.0, 497.0, 746.0]);
/// 38.8 mm, over a third of the leader's width.
pub const SEAL: Field<'_> = ("DauCoQuan", [280.0, 420.0, 390.0, 530.0]);

/// The letter with one line replaced.
pub fn letter_with(old: &str, new: &'static str) -> Vec<Line<'static>> {
    let mut lines = LETTER.to_vec();
    let line = lines.iter_mut().find(|line| line.3 == old).expect(old);
    line.3 = new;
    lines
}

/// One page of A4 with these lines and fields; `entries` go into the page.
pub fn document(lines: &[Line<'_>], fields: &[Field<'_>], entries: &str) -> Vec<u8> {
    let mut content = String::new();
    for (x, y, size, text) in lines {
        let code: String = text
            .encode_utf16()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        content += &format!("BT /F {size} Tf {x} {y} Td <{code}> Tj ET\n");
    }
    let to_unicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
        256 beginbfrange\n"
        .to_owned()
        + &(0..256)
            .map(|high| format!("<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n"))
            .collect::<String>()
        + "endbfrange endcmap end end";
    let numbers: Vec<String> = (0..fields.len())
        .map(|index| format!("{} 0 R", 8 + index))
        .collect();
    let numbers = numbers.join(" ");
    let stream = |data: &str| format!("<</Length {}>>stream\n{data}\nendstream", data.len());
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{numbers}]/SigFlags 3>>>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[{numbers}]/Resources<</Font<</F 5 0 R>>>>{entries}>>"),
        stream(&content),
        "<</Type/Font/Subtype/Type0/BaseFont/Draft/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Draft/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500\
         /FontDescriptor<</Type/FontDescriptor/FontName/Draft/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>>>".to_owned(),
        stream(&to_unicode),
    ];
    for (name, [x0, y0, x1, y1]) in fields {
        objects.push(format!(
            "<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/Rect[{x0} {y0} {x1} {y1}]/P 3 0 R/F 132>>"
        ));
    }
    written(&objects)
}

fn written(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, body) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        bytes.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    bytes.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    bytes
}
