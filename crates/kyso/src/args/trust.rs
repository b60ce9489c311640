//! The words of trust and evidence: which roots, which CRLs, how fresh; `kyso path` and `kyso trust`.

use std::path::PathBuf;

use cert_path::Freshness;
use clap::{Args, Subcommand, ValueEnum};

use crate::freshness;
use crate::time;

/// Which roots are accepted, and on which evidence a certificate is judged.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Trust {
    /// Chứng thư gốc được chấp nhận: tệp PEM, DER, P7B hoặc thư mục
    #[arg(long = "trust", value_name = "FILE|DIR")]
    pub(crate) anchors: Vec<PathBuf>,
    /// Nhóm chứng thư gốc: vgca, public (có sẵn), hoặc tên đặt trong tệp cấu hình, bằng kyso trust add
    #[arg(long = "trust-profile", value_name = "NAME")]
    pub(crate) profiles: Vec<String>,
    /// Chứng thư trung gian để lập đường dẫn (PEM, DER, P7B hoặc thư mục); không phải chứng thư gốc
    #[arg(long = "intermediates", value_name = "FILE|DIR")]
    pub(crate) intermediates: Vec<PathBuf>,
    /// Kiểm tra thu hồi: mặc định if-available khi ký, require khi kiểm tra
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) revocation: Option<Revocation>,
    /// Danh sách chứng thư bị thu hồi (CRL): tệp DER, PEM hoặc thư mục
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) crl: Vec<PathBuf>,
    /// Câu trả lời OCSP đã lưu: tệp DER, PEM hoặc thư mục
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) ocsp: Vec<PathBuf>,
    /// Bằng chứng của lần kiểm tra trước (ghi bằng --save-evidence), để xem lại khi không có mạng
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Vec<PathBuf>,
    /// CRL, OCSP phải mới đến đâu: issuers-window (đến hạn cập nhật), after-time (phát hành sau thời điểm xét), hoặc tuổi, ví dụ 24h, 7d
    #[arg(long, value_name = "RULE", value_parser = freshness::parse)]
    pub(crate) freshness: Option<Freshness>,
    /// Thuật toán bị từ chối từ ngày nào (TOML), thay cho danh sách có sẵn
    #[arg(long, value_name = "FILE")]
    pub(crate) algorithm_policy: Option<PathBuf>,
    /// Danh sách chứng thư được báo mất, lộ tại cơ quan (TOML): không dùng để ký từ lúc báo
    #[arg(long, value_name = "FILE")]
    pub(crate) blocked: Vec<PathBuf>,
    /// Tải chứng thư, CRL, OCSP còn thiếu từ các địa chỉ http ghi trong chứng thư (tên cũ: --fetch)
    #[arg(long, alias = "fetch", conflicts_with = "offline")]
    pub(crate) online: bool,
    /// Không truy cập mạng (mặc định), kể cả khi tệp cấu hình cho phép; nêu những gì còn thiếu và nơi có thể tải
    #[arg(long)]
    pub(crate) offline: bool,
    /// Không dùng, không ghi dữ liệu lưu tạm đã tải (mặc định: lưu trong thư mục cache của người dùng đến khi hết hạn)
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Máy chủ (tên hoặc IP) được phép tải dù ở mạng nội bộ; dùng được nhiều lần
    #[arg(long, value_name = "HOST")]
    pub(crate) fetch_allow: Vec<String>,
    /// Thời gian chờ mỗi địa chỉ, tính bằng giây; CRL được chờ gấp 20 lần (mặc định: 15)
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) fetch_timeout: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Revocation {
    Require,
    IfAvailable,
    Skip,
}

/// `kyso path`.
#[derive(Debug, Args)]
pub(crate) struct PathArgs {
    /// Tệp chứng thư (PEM, DER, P7B); chứng thư đầu tiên của mỗi tệp được xét, các chứng thư khác giúp lập đường dẫn
    #[arg(value_name = "CERT", required = true)]
    pub(crate) certificates: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// Thời điểm được hỏi (RFC 3339 hoặc ngày); mặc định: hiện tại. CRL, OCSP phát hành sau thời điểm này vẫn được xét
    #[arg(long = "at", id = "path_at", value_name = "TIME", value_parser = time::parse)]
    pub(crate) at: Option<jiff::Timestamp>,
    /// Xét như đang ở thời điểm này: CRL, OCSP phát hành muộn hơn không được dùng; mặc định: hiện tại, không sớm hơn --at
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(crate) as_of: Option<jiff::Timestamp>,
    /// Chính sách chứng thư phải có (OID), dùng được nhiều lần
    #[arg(long = "policy-oid", value_name = "OID")]
    pub(crate) policy_oids: Vec<String>,
    /// Chứng thư dùng để làm gì
    #[arg(
        long,
        id = "path_purpose",
        value_enum,
        value_name = "PURPOSE",
        default_value = "signing"
    )]
    pub(crate) purpose: PurposeArg,
    /// Ghi toàn bộ bằng chứng đã dùng (JSON), để xem lại bằng --evidence (tên cũ: --evidence-out)
    #[arg(long = "save-evidence", alias = "evidence-out", value_name = "FILE")]
    pub(crate) evidence_out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PurposeArg {
    Signing,
    Timestamping,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Purposes {
    Signing,
    Timestamping,
    Both,
}

/// `kyso trust`.
#[derive(Debug, Subcommand)]
#[command(rename_all = "kebab-case")]
pub(crate) enum TrustCommand {
    /// Liệt kê các nhóm chứng thư gốc: có sẵn, trong tệp cấu hình, đã thêm; và các CRL đã lưu
    #[command(name = "list")]
    List,
    /// Xem một nhóm, một chứng thư gốc (SHA-256) hoặc nội dung một tệp trước khi chấp nhận
    #[command(name = "show")]
    Show(TrustShow),
    /// Thêm chứng thư gốc vào một nhóm (chỉ khi nêu đúng SHA-256), hoặc lưu CRL dùng khi không có mạng
    #[command(name = "add")]
    Add(TrustAdd),
    /// Bỏ một chứng thư gốc đã thêm, hoặc một CRL đã lưu
    #[command(name = "remove")]
    Remove(TrustRemove),
}

#[derive(Debug, Args)]
pub(crate) struct TrustShow {
    /// Tên nhóm, SHA-256 của chứng thư, hoặc tệp
    #[arg(value_name = "NAME|SHA256|FILE")]
    pub(crate) what: String,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("added").required(true).multiple(true).args(["added_file", "fingerprint", "added_crl"]))]
pub(crate) struct TrustAdd {
    /// Tệp chứng thư gốc; không có --fingerprint thì chỉ hiển thị, chưa lưu
    #[arg(id = "added_file", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// SHA-256 đã đối chiếu với nơi công bố (64 chữ số hệ 16)
    #[arg(long, value_name = "SHA256")]
    pub(crate) fingerprint: Option<String>,
    /// Nhóm nhận chứng thư gốc
    #[arg(long, id = "to_profile", value_name = "NAME", default_value = "local")]
    pub(crate) profile: String,
    /// Chấp nhận cho việc gì
    #[arg(
        long,
        id = "anchor_purpose",
        value_enum,
        value_name = "PURPOSE",
        default_value = "both"
    )]
    pub(crate) purpose: Purposes,
    /// Chấp nhận từ thời điểm này
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(crate) from: Option<jiff::Timestamp>,
    /// Chấp nhận đến trước thời điểm này
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(crate) until: Option<jiff::Timestamp>,
    /// Ghi chú
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Nguồn của chứng thư gốc, ví dụ nơi đã đối chiếu
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    /// Lưu CRL (DER hoặc PEM) để kiểm tra và ký khi không có mạng
    #[arg(long = "crl", id = "added_crl", value_name = "FILE", conflicts_with_all = ["added_file", "fingerprint"])]
    pub(crate) crl: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TrustRemove {
    /// SHA-256 của chứng thư gốc hoặc CRL
    #[arg(id = "removed", value_name = "SHA256")]
    pub(crate) fingerprint: String,
    /// Chỉ bỏ khỏi nhóm này (mặc định: mọi nhóm)
    #[arg(long, id = "from_profile", value_name = "NAME")]
    pub(crate) profile: Option<String>,
}
