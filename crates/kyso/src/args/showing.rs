//! The words of what a signature shows: profile, pictures, values, place; `kyso appearance`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::time;

/// What the signature shows on the page. Nothing without `--appearance`.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Showing {
    /// Hiển thị chữ ký số theo mẫu (xem kyso appearance list), ví dụ nd30.person
    #[arg(long, value_name = "PROFILE")]
    pub(crate) appearance: Option<String>,
    /// Mẫu riêng của cơ quan (TOML), thêm vào mẫu có sẵn
    #[arg(long = "profiles", id = "own_profiles", value_name = "FILE")]
    pub(crate) profiles: Option<PathBuf>,
    /// Sổ hình ảnh chữ ký, con dấu của cơ quan (TOML)
    #[arg(
        long = "images",
        id = "image_register",
        value_name = "FILE",
        requires = "appearance"
    )]
    pub(crate) images: Option<PathBuf>,
    /// Hình ảnh chữ ký trong sổ
    #[arg(long, value_name = "ID", requires = "image_register")]
    pub(crate) signature_image: Option<String>,
    /// Hình ảnh con dấu trong sổ
    #[arg(long, value_name = "ID", requires = "image_register")]
    pub(crate) seal_image: Option<String>,
    /// Vị trí do người ký chọn: TRANG:TRÁI,DƯỚI tính bằng mm từ góc dưới bên trái của trang
    #[arg(long, value_name = "PAGE:LEFT,BOTTOM", requires = "appearance")]
    pub(crate) place: Option<String>,
    /// Họ tên in trên văn bản, khi nhiều người ký (mặc định: tên trong chứng thư)
    #[arg(long, value_name = "NAME", requires = "appearance")]
    pub(crate) printed_name: Option<String>,
    /// Trường chữ ký đã có của người có thẩm quyền mà con dấu trùm lên
    #[arg(long, value_name = "FIELD", requires = "appearance")]
    pub(crate) over: Option<String>,
    #[command(flatten)]
    pub(crate) values: Shown,
}

/// What the lines of a profile are filled with.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Shown {
    /// Số văn bản hiển thị
    #[arg(long, value_name = "NUMBER", requires = "appearance")]
    pub(crate) number: Option<String>,
    /// Ký hiệu văn bản hiển thị
    #[arg(long, value_name = "SYMBOL", requires = "appearance")]
    pub(crate) symbol: Option<String>,
    /// Ngày ban hành hiển thị
    #[arg(long, value_name = "DAY", requires = "appearance")]
    pub(crate) dated: Option<gov_ca_model::VietnamDay>,
    /// Tên cơ quan, tổ chức hiển thị (mặc định: tên trong chứng thư)
    #[arg(long, value_name = "TEXT", requires = "appearance")]
    pub(crate) agency: Option<String>,
    /// Địa chỉ thư điện tử hiển thị (mặc định: địa chỉ trong chứng thư)
    #[arg(long, value_name = "MAIL", requires = "appearance")]
    pub(crate) mail: Option<String>,
    /// Hình thức sao: sao-y, sao-luc, trich-sao
    #[arg(long, value_name = "FORM", requires = "appearance", value_parser = ["sao-y", "sao-luc", "trich-sao"])]
    pub(crate) form_of_copy: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Appearance {
    /// Các mẫu hiển thị, căn cứ của từng giá trị, mẫu dùng được vào một ngày
    List(AppearanceList),
    /// Vẽ trang như khi đã ký, không cần khóa
    Preview(Box<AppearancePreview>),
}

#[derive(Debug, Args)]
pub(crate) struct AppearanceList {
    /// Ngày xét (mặc định: hôm nay)
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<gov_ca_model::VietnamDay>,
    /// Tỉnh, thành phố có quy chế áp dụng, ví dụ an-giang
    #[arg(long, value_name = "P")]
    pub(crate) province: Option<String>,
    /// Mẫu riêng của cơ quan (TOML), thêm vào mẫu có sẵn
    #[arg(long = "profiles", id = "own_profiles", value_name = "FILE")]
    pub(crate) profiles: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct AppearancePreview {
    /// Văn bản; tệp này không bị thay đổi
    #[arg(value_name = "IN.pdf")]
    pub(crate) input: PathBuf,
    /// Hình của trang (PNG)
    #[arg(short, long, value_name = "PREVIEW.png")]
    pub(crate) output: PathBuf,
    /// Trường chữ ký: tên trường trống có sẵn, hoặc tên của trường mới
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,
    /// Tên người ký hiển thị
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// Tỉnh, thành phố có quy chế áp dụng, ví dụ an-giang
    #[arg(long, value_name = "P")]
    pub(crate) province: Option<String>,
    /// Thời gian ký hiển thị (RFC 3339 hoặc ngày); mặc định: đồng hồ máy
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(crate) at: Option<jiff::Timestamp>,
    /// Độ phân giải
    #[arg(long, value_name = "DPI", default_value = "150", value_parser = clap::value_parser!(u16).range(36..=600))]
    pub(crate) dpi: u16,
    /// Ghi đè tệp kết quả đã có
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) showing: Showing,
}
