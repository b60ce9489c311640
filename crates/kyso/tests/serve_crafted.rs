//! `kyso serve` and pages that are made to take their reader down: the reader goes, the service stays.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and open connections"
)]

mod common;
#[path = "common/served.rs"]
mod served;

use common::{Desk, LETTER};
use served::{PDF, Served};

/// A document of one page with this content and these resources.
fn document(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>"
        ),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
    ];
    objects.extend_from_slice(more);
    let mut octets = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", octets.len());
        octets.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = octets.len();
    let size = objects.len() + 1;
    octets.extend(
        format!("{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    octets
}

/// A form that draws itself twice, and so on: more than any machine draws.
fn without_end() -> Vec<u8> {
    let form = |next: usize| {
        let content = "/F Do ".repeat(64);
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F {next} 0 R >> >> /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let forms: Vec<String> = (0..40).map(|index| form(6 + index)).collect();
    let last = "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 24 >>\nstream\n0 0 m 595 842 l S 0 0 m \nendstream";
    document(
        "/F Do",
        "/XObject << /F 5 0 R >>",
        &[forms, vec![last.to_owned()]].concat(),
    )
}

/// A picture that claims to be larger than any memory.
fn without_bound() -> Vec<u8> {
    let image = "<< /Type /XObject /Subtype /Image /Width 2000000000 /Height 2000000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Length 3 >>\nstream\nabc\nendstream";
    document(
        "595 0 0 842 0 0 cm /I Do",
        "/XObject << /I 5 0 R >>",
        &[image.to_owned()],
    )
}

/// Processes that this service started.
fn readers(served: &Served) -> usize {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", served.child.id())).unwrap();
    let of_task = |task: std::fs::DirEntry| {
        let children = std::fs::read_to_string(task.path().join("children"));
        children.unwrap_or_default().split_whitespace().count()
    };
    tasks.map(|task| of_task(task.unwrap())).sum()
}

#[test]
fn a_crafted_page_takes_down_its_reader_at_most() {
    let desk = Desk::new();
    let served = Served::new(&desk, &[]);
    for (name, crafted) in [
        ("without end", without_end()),
        ("without bound", without_bound()),
    ] {
        for what in ["page?number=1&dpi=200", "pages", "verify"] {
            let (status, answer) = served.ask(what, PDF, "", &crafted);
            assert!(
                [200, 422].contains(&status),
                "{name}, {what}: {status} {}",
                String::from_utf8_lossy(&answer)
            );
            let (status, png) = served.ask("page?number=1", PDF, "", LETTER);
            assert_eq!(
                (status, &png[1..4]),
                (200, b"PNG".as_slice()),
                "after {name}, {what}"
            );
        }
    }
    let (status, _) = served.ask("page?number=1&dpi=200", PDF, "", &without_end());
    assert_eq!(status, 422, "nobody draws that page");
    let cores = std::thread::available_parallelism().unwrap().get();
    assert!(readers(&served) <= cores, "{} readers", readers(&served));
}
