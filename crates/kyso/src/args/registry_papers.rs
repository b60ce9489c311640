//! The words of `kyso registry` about papers: forms that come back signed, lost devices, hand-over and return records, permission slips.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gov_ca_model::VietnamDay;
use regulation_rules::facts::Channel;

use super::registry_words::Words;
use super::trust::Trust;

#[derive(Debug, Args)]
pub(crate) struct RequestSigned {
    /// Biểu mẫu đã ký số (PDF), lập bằng kyso registry request form
    #[arg(id = "signed_form", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Số của yêu cầu trong sổ; nêu để từ chối biểu mẫu của yêu cầu khác
    #[arg(long, id = "for_request", value_name = "N")]
    pub(crate) request: Option<i64>,
    #[command(flatten)]
    pub(crate) trust: Trust,
}

/// What befell a device.
#[derive(Debug, Args)]
pub(crate) struct DeviceMishap {
    /// Số hiệu thiết bị
    #[arg(id = "device_number", value_name = "NUMBER")]
    pub(crate) device: String,
    /// Phát hiện lúc nào; từ lúc này chứng thư trên thiết bị ngừng sử dụng (mặc định: bây giờ)
    #[arg(long, id = "mishap_since", value_name = "TIME", value_parser = crate::time::parse)]
    pub(crate) since: Option<jiff::Timestamp>,
    /// Lần sử dụng chắc chắn gần nhất của người giữ thiết bị
    #[arg(long, value_name = "TIME", value_parser = crate::time::parse)]
    pub(crate) last_use: Option<jiff::Timestamp>,
    /// Bộ văn bản, hoặc thư mục chứa các bộ văn bản, có nhật ký ký số; dùng nhiều lần (mặc định: mục outgoing của tệp cấu hình)
    #[arg(long, value_name = "FOLDER")]
    pub(crate) journal: Vec<PathBuf>,
    /// Nơi xảy ra
    #[arg(long, id = "mishap_place", value_name = "TEXT")]
    pub(crate) place: Option<String>,
    /// Diễn biến, hoàn cảnh
    #[arg(long, id = "mishap_note", value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Biên bản: số, ký hiệu
    #[arg(long, id = "handover_paper", value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
    /// Thư mục ghi biên bản, đề nghị thu hồi, danh sách văn bản đã ký
    #[arg(short, long, id = "papers_folder", value_name = "FOLDER")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DeviceExposed {
    #[command(flatten)]
    pub(crate) mishap: DeviceMishap,
    /// Mới nghi khóa bí mật bị lộ
    #[arg(long)]
    pub(crate) suspected: bool,
}

/// `kyso registry handover`.
#[derive(Debug, Subcommand)]
pub(crate) enum HandoverCommand {
    /// Bàn giao thiết bị cho thuê bao và lập biên bản (Mẫu số 07)
    Give(HandoverGive),
    /// Giao thiết bị của cơ quan, tổ chức cho người khác giữ và lập biên bản
    Assign(HandoverAssign),
    /// Trả thiết bị cho cơ quan cấp và lập biên bản (Mẫu số 08)
    Return(HandoverReturn),
    /// Lập giấy cho phép mang thiết bị ra ngoài trụ sở
    Out(HandoverOut),
    /// Ghi thiết bị đã được mang về trụ sở
    Back(HandoverBack),
}

/// A record to be written.
#[derive(Debug, Args)]
pub(crate) struct HandoverPaper {
    /// Tệp PDF được ghi
    #[arg(short, long, id = "form_output", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
    /// Biên bản, giấy cho phép: số, ký hiệu
    #[arg(long, id = "handover_paper", value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
    /// Nơi lập
    #[arg(long, id = "handover_place", value_name = "TEXT")]
    pub(crate) place: Option<String>,
    /// Người đại diện bên giao (số trong sổ)
    #[arg(long, id = "handover_giver", value_name = "N")]
    pub(crate) giver: Option<i64>,
    /// Nội dung khác
    #[arg(long, id = "handover_note", value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct HandoverGive {
    /// Số hiệu các thiết bị
    #[arg(id = "device_numbers", value_name = "NUMBER", required = true)]
    pub(crate) devices: Vec<String>,
    /// Giao cho cá nhân này giữ (số trong sổ)
    #[arg(long, id = "custodian", value_name = "N")]
    pub(crate) to: Option<i64>,
    /// Quyết định giao thiết bị: số, ký hiệu
    #[arg(long, value_name = "NUMBER")]
    pub(crate) assigned_by: Option<String>,
    #[command(flatten)]
    pub(crate) paper: HandoverPaper,
}

#[derive(Debug, Args)]
pub(crate) struct HandoverAssign {
    /// Số hiệu thiết bị
    #[arg(id = "device_number", value_name = "NUMBER")]
    pub(crate) device: String,
    /// Giao cho cá nhân này giữ (số trong sổ)
    #[arg(long, id = "new_custodian", value_name = "N")]
    pub(crate) to: i64,
    /// Quyết định giao thiết bị: số, ký hiệu
    #[arg(long, value_name = "NUMBER")]
    pub(crate) assigned_by: Option<String>,
    #[command(flatten)]
    pub(crate) paper: HandoverPaper,
}

#[derive(Debug, Args)]
pub(crate) struct HandoverReturn {
    /// Số hiệu các thiết bị
    #[arg(id = "device_numbers", value_name = "NUMBER", required = true)]
    pub(crate) devices: Vec<String>,
    /// Gửi bằng cách nào
    #[arg(long, id = "return_channel", value_parser = Words::<Channel>::all(), default_value = "in-person")]
    pub(crate) channel: Channel,
    #[command(flatten)]
    pub(crate) paper: HandoverPaper,
}

#[derive(Debug, Args)]
pub(crate) struct HandoverOut {
    /// Số hiệu thiết bị
    #[arg(id = "device_number", value_name = "NUMBER")]
    pub(crate) device: String,
    /// Người mang thiết bị (số trong sổ)
    #[arg(long, id = "slip_bearer", value_name = "N")]
    pub(crate) to: i64,
    /// Phải mang về trước khi hết ngày
    #[arg(long, id = "slip_until", value_name = "DATE")]
    pub(crate) until: VietnamDay,
    /// Để giải quyết công việc
    #[arg(long = "for", id = "slip_purpose", value_name = "TEXT")]
    pub(crate) purpose: String,
    /// Nơi sử dụng
    #[arg(long = "place", id = "slip_place", value_name = "TEXT")]
    pub(crate) at: Option<String>,
    /// Số, ký hiệu của giấy cho phép
    #[arg(long, id = "slip_number", value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
    /// Tệp PDF được ghi
    #[arg(short, long, id = "form_output", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct HandoverBack {
    /// Số hiệu thiết bị
    #[arg(id = "device_number", value_name = "NUMBER")]
    pub(crate) device: String,
}

#[derive(Debug, Args)]
pub(crate) struct NoticeRevocation {
    /// Số hiệu chứng thư
    #[arg(id = "revoked_certificate", value_name = "NUMBER")]
    pub(crate) certificate: String,
    /// Ngày chứng thư bị thu hồi (mặc định: ngày nhận thông báo, --on)
    #[arg(long, value_name = "DATE")]
    pub(crate) revoked_on: Option<VietnamDay>,
}
