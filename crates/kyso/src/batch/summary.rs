//! The last line of a batch.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::json;

use super::Done;
use crate::exit::Exit;
use crate::job::Job;
use crate::text::{Words, words};

/// Every word of the key `verdict`, as the summary counts them (README, “JSON”).
const VERDICTS: [(&str, Words); 9] = [
    ("passed", words("hợp lệ", "valid")),
    ("indeterminate", words("chưa đủ căn cứ", "undecided")),
    ("failed", words("không hợp lệ", "not valid")),
    ("unsigned", words("không có chữ ký số", "unsigned")),
    ("malformed", words("sai cấu trúc", "malformed")),
    ("unsupported", words("chưa hỗ trợ", "unsupported")),
    ("limit", words("vượt giới hạn", "over a limit")),
    ("unreadable", words("không đọc được", "unreadable")),
    ("defect", words("lỗi của chương trình", "defect of kyso")),
];

/// How many files ended how.
pub(super) struct Summary {
    began: Instant,
    files: u64,
    verdicts: BTreeMap<&'static str, u64>,
    pub(super) exit: Exit,
    pub(super) interrupted: bool,
}

impl Summary {
    pub(super) fn begin() -> Self {
        Self {
            began: Instant::now(),
            files: 0,
            verdicts: BTreeMap::new(),
            exit: Exit::Passed,
            interrupted: false,
        }
    }

    pub(super) fn add(&mut self, done: &Done) {
        self.files += 1;
        *self.verdicts.entry(done.verdict).or_default() += 1;
        self.exit = self.exit.max(done.exit);
    }

    /// `{"summary":{…}}` (design.md 4), or a line for a person.
    pub(super) fn tell(&self, job: &Job) {
        let exit = match self.interrupted {
            true => Exit::Interrupted,
            false => self.exit,
        };
        let seconds = self.began.elapsed().as_secs_f64();
        let count = |word| self.verdicts.get(word).copied().unwrap_or_default();
        if job.json {
            let mut summary = json!({
                "files": self.files,
                "exit": exit.code(),
                "interrupted": self.interrupted,
                "seconds": (seconds * 1000.0).round() / 1000.0,
            });
            for (word, _) in VERDICTS {
                summary[word] = json!(count(word));
            }
            return job.value(&json!({ "summary": summary }));
        }
        let counted: Vec<String> = VERDICTS
            .iter()
            .filter(|(word, _)| count(word) > 0)
            .map(|(word, words)| format!("{} {}", count(word), words.in_lang(job.lang)))
            .collect();
        let label = match self.interrupted {
            true => words("Dừng theo yêu cầu sau", "Interrupted after"),
            false => words("Tổng hợp", "Summary"),
        };
        let files = words("tệp", "files").in_lang(job.lang);
        let label = label.in_lang(job.lang);
        let counted = counted.join(", ");
        job.line(&format!(
            "{label}: {} {files}: {counted} ({seconds:.1} s)",
            self.files
        ));
    }
}
