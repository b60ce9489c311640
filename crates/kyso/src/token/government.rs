//! Whether a device may be changed: not if it carries, or may carry, a certificate of the government CA.
//!
//! A certificate is cleared only by a proof: a chain to an accepted or built-in root that is not the government's. A name that
//! speaks of the government CA refuses even against such a chain. Everything else is held to be possibly one.

use cert_path::{Certificate, TrustedPath};
use gov_ca_model::FormNumber::F06;
use gov_ca_model::Hierarchy;
use jiff::Timestamp;
use regulation_rules::instruments::binh_dinh_2021::BINH_DINH_2021;
use token_pkcs11::{ChangeableToken, Inventory, TokenCertificate};

use super::forms;
use super::material::Material;
use crate::exit::{Exit, Failure};
use crate::text::{Lang, Text, words};
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
    let known = Known::of(&inventory, ground, now);
    inventory
        .release(|certificate| known.clears(certificate))
        .map_err(|kept| refusal(&kept, &known))
}

/// What is known of the certificates on a device.
#[derive(Default)]
struct Known {
    /// Proven to be of another hierarchy, those of their issuers among them.
    cleared: Vec<Certificate>,
    /// Proven to be of the government's, or saying so.
    government: Vec<Certificate>,
}

impl Known {
    fn of(inventory: &Inventory, ground: &Ground, now: Timestamp) -> Self {
        let list = inventory.certificates();
        let material = Material::new(ground, list);
        let mut known = Self::default();
        for entry in &list.certificates {
            let certificate = &entry.certificate;
            match material.path(certificate, now) {
                Ok(path) if is_of_the_government(&path) => {
                    known.government.push(certificate.clone());
                }
                Ok(path) => known.cleared.extend_from_slice(path.chain()),
                Err(_) if is_named_government(certificate) => {
                    known.government.push(certificate.clone());
                }
                Err(_) => {}
            }
        }
        known
    }

    fn clears(&self, certificate: &Certificate) -> bool {
        self.cleared.contains(certificate) && !self.government.contains(certificate)
    }
}

fn is_of_the_government(path: &TrustedPath) -> bool {
    Hierarchy::of_path(path) == Hierarchy::Government
        || path.chain().iter().any(is_named_government)
}

/// Whether subject or issuer speak of the government CA.
pub(super) fn is_named_government(certificate: &Certificate) -> bool {
    let names = format!("{}\n{}", certificate.subject(), certificate.issuer()).to_lowercase();
    NAMES.iter().any(|name| names.contains(name))
}

fn refusal(kept: &Inventory, known: &Known) -> Failure {
    let entries = kept.certificates().certificates.iter();
    let open: Vec<&TokenCertificate> = entries
        .filter(|entry| !known.clears(&entry.certificate))
        .collect();
    let has_government = !known.government.is_empty();
    let code = match has_government {
        true => "government-device",
        false => "device-not-cleared",
    };
    let why = why(kept, &open, has_government);
    let [vi, en] = [Lang::Vi, Lang::En].map(|lang| ground_and_request(kept, &open, lang));
    let text = Text::new(
        format!(
            "Không thay đổi dữ liệu trên thiết bị này: {}.\n{vi}",
            why.vi
        ),
        format!("Nothing on this token is changed: {}.\n{en}", why.en),
    );
    Failure::new(Exit::Negative, code, text)
}

/// Why not.
fn why(kept: &Inventory, open: &[&TokenCertificate], has_government: bool) -> Text {
    let names: Vec<_> = open.iter().map(|entry| entry.summary()).collect();
    let names = names.join("; ");
    if has_government {
        return Text::new(
            format!("thiết bị có chứng thư chữ ký số chuyên dùng công vụ: {names}"),
            format!("it carries a government certificate: {names}"),
        );
    }
    if !open.is_empty() {
        return Text::new(
            format!(
                "chưa chứng minh được chứng thư trên thiết bị không phải chứng thư chuyên dùng công vụ (nêu chứng thư gốc và trung gian bằng --trust, --intermediates): {names}"
            ),
            format!(
                "its certificates are not proven to be none of the government CA (name root and intermediates with --trust, --intermediates): {names}"
            ),
        );
    }
    match kept.certificates().unreadable.is_empty() {
        false => words(
            "thiết bị có chứng thư không đọc được, có thể là chứng thư chuyên dùng công vụ",
            "it carries a certificate that cannot be read, which may be one of the government CA",
        ),
        true => words(
            "thiết bị không cho xem chứng thư khi chưa nhập mật khẩu, có thể có chứng thư chuyên dùng công vụ",
            "it shows no certificate without a login, and may carry one of the government CA",
        ),
    }
    .into()
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
