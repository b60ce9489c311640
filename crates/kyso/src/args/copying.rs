//! The words of `kyso copy`.

use std::path::PathBuf;

use clap::Args;
use gov_ca_model::VietnamDay;

use super::showing::Shown;
use super::{Key, Request, Showing, Signing, Trust};

#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// Bản quét của văn bản giấy (PDF); tệp này không bị thay đổi
    #[arg(value_name = "SCAN.pdf")]
    pub(crate) scan: PathBuf,
    /// Tệp kết quả
    #[arg(short, long, value_name = "OUT.pdf", required_unless_present = "look")]
    pub(crate) output: Option<PathBuf>,
    /// Chỉ kiểm tra bản quét, không ký, không cần khóa
    #[arg(long)]
    pub(crate) look: bool,
    /// Hình thức sao: sao-y, sao-luc, trich-sao
    #[arg(long, value_name = "FORM", value_parser = ["sao-y", "sao-luc", "trich-sao"], default_value = "sao-y")]
    pub(crate) form_of_copy: String,
    #[command(flatten)]
    pub(crate) stamp: Stamp,
    #[command(flatten)]
    pub(crate) key: Key,
    #[command(flatten)]
    pub(crate) request: Request,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) signing: Signing,
}

/// What the stamp of a copy shows beside the form, and where it stands.
#[derive(Clone, Debug, Args)]
pub(crate) struct Stamp {
    /// Hiển thị chữ ký số theo mẫu (xem kyso appearance list), ví dụ nd30.person
    #[arg(long, value_name = "PROFILE", default_value = "nd30.copy")]
    appearance: String,
    /// Mẫu riêng của cơ quan (TOML), thêm vào mẫu có sẵn
    #[arg(long = "profiles", id = "own_profiles", value_name = "FILE")]
    profiles: Option<PathBuf>,
    /// Vị trí do người ký chọn: TRANG:TRÁI,DƯỚI tính bằng mm từ góc dưới bên trái của trang
    #[arg(long, value_name = "PAGE:LEFT,BOTTOM")]
    place: Option<String>,
    /// Số văn bản hiển thị
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// Ký hiệu văn bản hiển thị
    #[arg(long, value_name = "SYMBOL")]
    symbol: Option<String>,
    /// Ngày ban hành hiển thị
    #[arg(long, value_name = "DAY")]
    dated: Option<VietnamDay>,
    /// Tên cơ quan, tổ chức hiển thị (mặc định: tên trong chứng thư)
    #[arg(long, value_name = "TEXT")]
    agency: Option<String>,
    /// Địa chỉ thư điện tử hiển thị (mặc định: địa chỉ trong chứng thư)
    #[arg(long, value_name = "MAIL")]
    mail: Option<String>,
}

impl Copy {
    /// What `kyso sign` would have been told.
    pub(crate) fn showing(&self) -> Showing {
        let stamp = self.stamp.clone();
        Showing {
            appearance: Some(stamp.appearance),
            profiles: stamp.profiles,
            place: stamp.place,
            values: Shown {
                number: stamp.number,
                symbol: stamp.symbol,
                dated: stamp.dated,
                agency: stamp.agency,
                mail: stamp.mail,
                form_of_copy: Some(self.form_of_copy.clone()),
            },
            ..Showing::default()
        }
    }
}
