//! The words of `kyso receive`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use signing_workflow::records::{ArrivalId, Decision};

use super::package::Known;
use super::{DocumentPassword, Judging, Key, Signing, Trust};
use crate::time;

/// `kyso receive`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Receive {
    #[command(subcommand)]
    pub(crate) command: Option<ReceiveCommand>,
    #[command(flatten)]
    pub(crate) arrived: ReceiveArrived,
}

/// Something arrives.
#[derive(Debug, Args)]
pub(crate) struct ReceiveArrived {
    /// Bộ văn bản đã đến: thư mục, tệp edXML hoặc một tệp PDF
    #[arg(id = "package", value_name = "DIR|FILE", required = true)]
    pub(crate) package: Option<PathBuf>,
    /// Thư mục lưu hồ sơ văn bản đến
    #[arg(id = "records_folder", long = "records", value_name = "DIR")]
    pub(crate) records: Option<PathBuf>,
    /// Thời điểm nhận (RFC 3339 hoặc ngày); mặc định: thời điểm xét
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(crate) received_at: Option<jiff::Timestamp>,
    #[command(flatten)]
    pub(crate) deciding: Deciding,
    #[command(flatten)]
    pub(crate) known: Known,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

/// What the clerk decides.
#[derive(Clone, Debug, Args)]
pub(crate) struct Deciding {
    /// Quyết định của văn thư; không nêu: chỉ kiểm tra và đề xuất, không ghi gì
    #[arg(long, value_enum, value_name = "DECISION", requires = "records_folder")]
    pub(crate) decide: Option<Decide>,
    /// Vì sao quyết định khác đề xuất của chương trình
    #[arg(long, value_name = "TEXT", requires = "decide")]
    pub(crate) why: Option<String>,
    /// Người tiếp nhận
    #[arg(id = "received_by", long = "by", value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Tên cơ quan nhận, ghi trong văn bản trả lời
    #[arg(long, value_name = "TEXT")]
    pub(crate) office: Option<String>,
}

/// The decision, or the word for taking what is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Decide {
    Proposal,
    Accept,
    Hold,
    Refuse,
    Return,
    Report,
}

impl Decide {
    /// The decision, given what is proposed.
    pub(crate) const fn decision(self, proposed: Decision) -> Decision {
        match self {
            Self::Proposal => proposed,
            Self::Accept => Decision::Accept,
            Self::Hold => Decision::Hold,
            Self::Refuse => Decision::Refuse,
            Self::Return => Decision::Return,
            Self::Report => Decision::Report,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReceiveCommand {
    /// Kiểm tra lại văn bản đã đến, ví dụ văn bản đang chờ
    Again(Box<ReceiveAgain>),
    /// Văn bản đến chưa thông báo cho cơ quan gửi
    Due(ReceiveDue),
    /// Sổ đăng ký văn bản đến
    #[command(name = "list")]
    Register(ReceiveRegister),
    /// Xem lại hồ sơ: tệp còn nguyên và kết luận vẫn như đã lưu
    Replay(ReceiveReplay),
    /// Đóng dấu đến lên một bản của văn bản chính; bản gốc giữ nguyên
    Stamp(Box<ReceiveStamp>),
    /// Ghi nhận đã thông báo cho cơ quan gửi việc đã nhận văn bản
    Told(ReceiveTold),
}

#[derive(Debug, Args)]
pub(crate) struct ReceiveAgain {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) deciding: Deciding,
    /// Lý do do văn thư xác định thêm, ví dụ R14=…
    #[arg(
        id = "more_stated",
        long = "stated",
        alias = "reason",
        value_name = "CODE=TEXT"
    )]
    pub(crate) stated: Vec<String>,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

/// An arrival.
#[derive(Clone, Debug, Args)]
pub(crate) struct Which {
    /// Văn bản đến, ví dụ 2026-11-23-0001
    #[arg(id = "arrival", value_name = "ARRIVAL")]
    pub(crate) id: ArrivalId,
    /// Thư mục lưu hồ sơ văn bản đến
    #[arg(id = "records_folder", long = "records", value_name = "DIR")]
    pub(crate) records: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ReceiveDue {
    /// Thư mục lưu hồ sơ văn bản đến
    #[arg(id = "records_folder", long = "records", value_name = "DIR")]
    pub(crate) records: PathBuf,
    /// Ngày xét (mặc định: hôm nay)
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<gov_ca_model::VietnamDay>,
}

#[derive(Debug, Args)]
pub(crate) struct ReceiveRegister {
    /// Thư mục lưu hồ sơ văn bản đến
    #[arg(id = "records_folder", long = "records", value_name = "DIR")]
    pub(crate) records: PathBuf,
    /// Chỉ văn bản đến của năm này
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i16>,
}

#[derive(Debug, Args)]
pub(crate) struct ReceiveReplay {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Lần kiểm tra (mặc định: lần cuối)
    #[arg(id = "check_number", long = "check", value_name = "N")]
    pub(crate) check: Option<u32>,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
}

#[derive(Debug, Args)]
pub(crate) struct ReceiveStamp {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Tên cơ quan nhận, ghi trong dấu đến (mặc định: tên trong chứng thư)
    #[arg(long, value_name = "TEXT")]
    pub(crate) office: Option<String>,
    #[command(flatten)]
    pub(crate) key: Key,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) signing: Signing,
}

#[derive(Debug, Args)]
pub(crate) struct ReceiveTold {
    #[command(flatten)]
    pub(crate) which: Which,
    /// Thời điểm đã thông báo (mặc định: hiện tại)
    #[arg(id = "told_at", long = "at", value_name = "TIME", value_parser = time::parse)]
    pub(crate) at: Option<jiff::Timestamp>,
    /// Người đã thông báo
    #[arg(id = "told_by", long = "by", value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Đã thông báo bằng cách nào, ví dụ trục liên thông, thư điện tử
    #[arg(long, value_name = "TEXT")]
    pub(crate) how: Option<String>,
}
