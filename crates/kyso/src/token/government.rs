//! Whether a device may be changed: not if it carries, or may carry, a certificate of the government CA.
//!
//! A certificate is cleared only by a proof: a chain to an accepted or built-in root that is not the government's. A name that
//! speaks of the government CA refuses even against such a chain. Everything else is held to be possibly one.

use cert_path::Certificate;
use gov_ca_model::FormNumber::F06;
use gov_ca_model::Hierarchy;
use jiff::Timestamp;
use regulation_rules::instruments::binh_dinh_2021::BINH_DINH_2021;
use token_pkcs11::{ChangeableToken, Inventory, Seen, TokenCertificate};

use super::forms;
use super::material::Material;
use crate::exit::{Exit, Failure};
use crate::text::{Lang, Text};
use crate::trust::Ground;

/// Words in the names of the government CA's own certificates (`gov_ca_model`'s roots, and the CAs below them), without diacritics
/// too. That a name is too common only refuses more.
const NAMES: &[&str] = &[
    "ban cơ yếu chính phủ",
    "ban co yeu chinh phu",
    "chuyên dùng chính phủ",
    "chuyen dung chinh phu",
    "chuyên dùng công vụ",
    "chuyen dung cong vu",
];

/// The leave to change a device, or the refusal.
pub(super) fn release(
    inventory: Inventory,
    ground: &Ground,
    now: Timestamp,
) -> Result<ChangeableToken, Failure> {
    let cleared = cleared(&inventory, ground, now);
    inventory
        .release(|certificate| cleared.contains(certificate))
        .map_err(|kept| refusal(&kept, &cleared))
}

/// The certificates on a device that are proven to be of another hierarchy, those of their issuers among them.
fn cleared(inventory: &Inventory, ground: &Ground, now: Timestamp) -> Vec<Certificate> {
    let list = inventory.certificates();
    let material = Material::new(ground, list);
    let own = list.certificates.iter().map(|entry| &entry.certificate);
    let paths = own.filter_map(|certificate| material.path(certificate, now).ok());
    paths
        .filter(|path| Hierarchy::of_path(path) != Hierarchy::Government)
        .filter(|path| !path.chain().iter().any(is_named_government))
        .flat_map(|path| path.chain().to_vec())
        .collect()
}

/// Whether subject or issuer speak of the government CA.
pub(crate) fn is_named_government(certificate: &Certificate) -> bool {
    let names = format!("{}\n{}", certificate.subject(), certificate.issuer()).to_lowercase();
    NAMES.iter().any(|name| names.contains(name))
}

/// Why not, on which ground, and what to do instead.
fn refusal(kept: &Inventory, cleared: &[Certificate]) -> Failure {
    let list = kept.certificates();
    let entries = list.certificates.iter();
    let open: Vec<&TokenCertificate> = entries
        .filter(|entry| !cleared.contains(&entry.certificate))
        .collect();
    let is_government = open
        .iter()
        .any(|entry| is_named_government(&entry.certificate));
    let names: Vec<_> = open.iter().map(|entry| entry.summary()).collect();
    let names = names.join("; ");
    let (code, why) = if is_government {
        (
            "government-device",
            Text::new(
                format!("thiết bị có chứng thư chữ ký số chuyên dùng công vụ: {names}"),
                format!("it carries a government certificate: {names}"),
            ),
        )
    } else if !open.is_empty() {
        (
            "device-not-cleared",
            Text::new(
                format!(
                    "chưa chứng minh được chứng thư trên thiết bị không phải chứng thư chuyên dùng công vụ (nêu chứng thư gốc và trung gian bằng --trust, --intermediates): {names}"
                ),
                format!(
                    "its certificates are not proven to be none of the government CA (name root and intermediates with --trust, --intermediates): {names}"
                ),
            ),
        )
    } else if !list.unreadable.is_empty() {
        (
            "device-not-cleared",
            Text::new(
                "thiết bị có chứng thư không đọc được, có thể là chứng thư chuyên dùng công vụ",
                "it carries a certificate that cannot be read, which may be one of the government CA",
            ),
        )
    } else {
        debug_assert_eq!(kept.seen(), Seen::Public);
        (
            "device-not-cleared",
            Text::new(
                "thiết bị không cho xem chứng thư khi chưa nhập mật khẩu, có thể có chứng thư chuyên dùng công vụ",
                "it shows no certificate without a login, and may carry one of the government CA",
            ),
        )
    };
    let (vi, en) = (
        ground_and_request(kept, &open, Lang::Vi),
        ground_and_request(kept, &open, Lang::En),
    );
    Failure::new(
        Exit::Negative,
        code,
        Text::new(
            format!(
                "Không thay đổi dữ liệu trên thiết bị này: {}.\n{vi}",
                why.vi
            ),
            format!("Nothing on this token is changed: {}.\n{en}", why.en),
        ),
    )
}

/// The two clauses in their own words, and the request that the law offers instead (form 06).
fn ground_and_request(kept: &Inventory, open: &[&TokenCertificate], lang: Lang) -> String {
    let articles = [("7", "2"), ("12", "5")];
    let [prohibited, duty] = articles.map(|(article, clause)| {
        let citation = BINH_DINH_2021.article(article).clause(clause);
        citation.place(lang.into())
    });
    let titles = BINH_DINH_2021.attached.unwrap_or(BINH_DINH_2021.title);
    let whole = match lang {
        Lang::Vi => titles.vi,
        Lang::En => titles.en,
    };
    let mut lines = match lang {
        Lang::Vi => vec![
            format!("Căn cứ: {whole}:"),
            format!("  {prohibited}: “Không được dùng các công cụ, chương trình hay bất cứ hình thức nào khác làm thay đổi dữ liệu hoặc làm hư hỏng thiết bị lưu khóa bí mật.”"),
            format!("  {duty}: “Không được dùng các công cụ, chương trình hay bất cứ hình thức nào khác làm thay đổi dữ liệu khi chưa có sự đồng ý của Ban Cơ yếu Chính phủ hoặc làm hư hỏng thiết bị lưu khóa bí mật.”"),
            "Khôi phục thiết bị là một yêu cầu gửi cơ quan có thẩm quyền: đề nghị cơ quan, tổ chức quản lý trực tiếp gửi văn bản đề nghị khôi phục thiết bị lưu khóa bí mật (Mẫu số 06), ghi:".to_owned(),
        ],
        Lang::En => vec![
            format!("Ground: {whole}:"),
            format!("  {prohibited}: no tool or program may change data on a key device or damage it."),
            format!("  {duty}: nor without the consent of the Government Cipher Committee (Ban Cơ yếu Chính phủ)."),
            "Recovery is a request to the authority: ask the managing body for the request to recover the device (form 06), with:".to_owned(),
        ],
    };
    let of_certificates = open.iter().flat_map(|entry| forms::of_certificate(entry));
    let fields = [forms::of_device(kept.token().info())]
        .into_iter()
        .chain(of_certificates);
    let asked = fields.filter(|field| field.is_on(F06));
    lines.extend(asked.map(|field| format!("  {}", field.line(lang))));
    lines.join("\n")
}
