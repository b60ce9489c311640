//! The words of `kyso registry desk`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gov_ca_model::VietnamDay;

#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Yêu cầu đang chờ: từ ngày nào, hạn trả lời, căn cứ, điều còn thiếu
    Inbox(DeskInbox),
    /// Chấp thuận, trả lại, không chấp thuận từng yêu cầu; lập danh sách phê duyệt và văn bản trả lời
    Decide(Box<DeskDecide>),
    /// Lập danh sách đề nghị cấp chứng thư cho cơ quan, đơn vị gửi Ban Cơ yếu (An Giang, Mẫu số 02; PDF, để ký)
    Forward(DeskForward),
    /// Lập thông báo thu hồi chứng thư gửi cơ quan quản lý (PDF, để ký)
    Notify(DeskNotify),
    /// Lập văn bản đôn đốc cơ quan có việc quá hạn (PDF, để ký)
    Remind(DeskRemind),
}

#[derive(Debug, Args)]
pub(crate) struct DeskForward {
    /// Số của các yêu cầu cấp mới cho cơ quan, đơn vị
    #[arg(id = "forwarded_requests", value_name = "N", required = true)]
    pub(crate) requests: Vec<i64>,
    #[command(flatten)]
    pub(crate) letter: Letter,
}

#[derive(Debug, Args)]
pub(crate) struct DeskNotify {
    /// Số hiệu các chứng thư đã bị thu hồi, của một cơ quan
    #[arg(id = "revoked_numbers", value_name = "NUMBER", required = true)]
    pub(crate) certificates: Vec<String>,
    #[command(flatten)]
    pub(crate) letter: Letter,
}

#[derive(Debug, Args)]
pub(crate) struct DeskRemind {
    /// Cơ quan được đôn đốc: số trong sổ
    #[arg(id = "reminded_body", value_name = "N")]
    pub(crate) body: i64,
    /// Đề nghị thực hiện trước ngày
    #[arg(long, id = "reminded_until", value_name = "DATE")]
    pub(crate) until: Option<VietnamDay>,
    #[command(flatten)]
    pub(crate) letter: Letter,
}

// a letter of the department: where it is written, and who signs
#[derive(Debug, Args)]
pub(crate) struct Letter {
    /// Tệp PDF được ghi
    #[arg(short, long, id = "form_output", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Người ký: họ tên
    #[arg(long, id = "letter_signer", value_name = "NAME")]
    pub(crate) signer: Option<String>,
    /// Cơ quan trả lời: số trong sổ
    #[arg(long, id = "answering_office", value_name = "N")]
    pub(crate) office: Option<i64>,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DeskInbox {
    /// Chỉ các yêu cầu của văn bản này: số, ký hiệu
    #[arg(long, id = "desk_letter", value_name = "NUMBER")]
    pub(crate) letter: Option<String>,
    /// Ghi thành danh sách (.xlsx, .csv) để điền kết quả rồi dùng với desk decide
    #[arg(short, long, id = "desk_list", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DeskDecide {
    /// Danh sách đã điền kết quả và lý do (XLSX, CSV)
    #[arg(id = "decisions_file", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Chấp thuận yêu cầu này; dùng nhiều lần
    #[arg(long, value_name = "N")]
    pub(crate) approve: Vec<i64>,
    /// Trả lại yêu cầu này vì lý do; dùng nhiều lần
    #[arg(long = "return", id = "return_request", value_name = "N=REASON", value_parser = reasoned)]
    pub(crate) returned: Vec<(i64, String)>,
    /// Không chấp thuận yêu cầu này vì lý do; dùng nhiều lần
    #[arg(long = "refuse", id = "refuse_request", value_name = "N=REASON", value_parser = reasoned)]
    pub(crate) refused: Vec<(i64, String)>,
    /// Chấp thuận mọi yêu cầu còn lại đang chờ của văn bản này: số, ký hiệu
    #[arg(long, value_name = "NUMBER")]
    pub(crate) approve_rest_of: Option<String>,
    /// Ghi danh sách phê duyệt và văn bản trả lời (PDF, để ký) vào thư mục này
    #[arg(long, value_name = "DIR")]
    pub(crate) papers: Option<PathBuf>,
    /// Người phê duyệt: họ tên; được ghi vào sổ và in ở chỗ ký
    #[arg(long, value_name = "NAME")]
    pub(crate) approved_by: Option<String>,
    /// Cơ quan trả lời: số trong sổ
    #[arg(long, id = "answering_office", value_name = "N")]
    pub(crate) office: Option<i64>,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

fn reasoned(text: &str) -> Result<(i64, String), String> {
    let halves = text.split_once('=');
    let read = halves.and_then(|(number, reason)| {
        let reason = reason.trim();
        (!reason.is_empty()).then_some((number.trim().parse().ok()?, reason.to_owned()))
    });
    read.ok_or_else(|| text.to_owned())
}
