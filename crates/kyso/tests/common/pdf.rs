//! Small documents of our own making.

/// A file of these bodies as objects 1, 2, 3, …, with a classic cross-reference table; object 1 is the catalog.
pub fn document(bodies: &[&str], trailer_entries: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for (index, body) in bodies.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", bodies.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let id = "<30313233343536373839616263646566>";
    file.extend(format!("trailer\n<< /Size {} /Root 1 0 R /ID [{id} {id}] {trailer_entries} >>\nstartxref\n{start}\n%%EOF\n", bodies.len() + 1).bytes());
    file
}

/// One empty page.
pub fn blank() -> Vec<u8> {
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE,
        ],
        "",
    )
}

/// One page with two empty signature fields, made beforehand.
pub fn with_fields(first: &str, second: &str) -> Vec<u8> {
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 5 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Annots [4 0 R 5 0 R] >>",
            &empty_field(first),
            &empty_field(second),
        ],
        "",
    )
}

fn empty_field(name: &str) -> String {
    format!(
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /Rect [0 0 0 0] /F 132 /P 3 0 R >>"
    )
}

/// Protected by a password (a standard security handler's dictionary is there; nothing more is needed to say so).
pub fn encrypted() -> Vec<u8> {
    let zeros = "0".repeat(64);
    let handler =
        format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{zeros}> /U <{zeros}> >>");
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE,
            &handler,
        ],
        "/Encrypt 4 0 R",
    )
}

const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";
