//! `kyso sign` of many files.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Many {
    /// Các văn bản khác, hoặc thư mục; khi đó --output là thư mục kết quả, đăng nhập thiết bị một lần, mỗi tệp một dòng, cuối cùng là tổng hợp
    #[arg(id = "more_inputs", value_name = "FILE|DIR", conflicts_with_all = ["detached", "record"])]
    pub(crate) more: Vec<PathBuf>,
    /// Ký hàng loạt, bao nhiêu tệp cùng lúc (mặc định: số nhân của máy)
    #[arg(long = "jobs", id = "signing_jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256), conflicts_with_all = ["detached", "record"])]
    pub(crate) jobs: Option<u16>,
    /// Ghi xuống đĩa cùng một lượt cho cả loạt (batch, mặc định) hoặc từng tệp (each, chậm hơn); không tệp nào có tên trước khi đã ghi xuống đĩa
    #[arg(long = "sync", id = "sync_when", value_enum, default_value = "batch")]
    pub(crate) sync: SyncArg,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SyncArg {
    #[default]
    Batch,
    Each,
}
