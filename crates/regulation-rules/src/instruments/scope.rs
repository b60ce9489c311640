//! Why a rule does not concern a case, in words that several rules share.

use crate::Text;

pub(super) const NOT_GOVERNMENT: Text = Text::new(
    "không phải chữ ký số chuyên dùng công vụ; áp dụng quy định về loại chữ ký đó",
    "not a government signature; the law of that kind of signature governs",
);

pub(super) const OTHER_REQUEST: Text =
    Text::new("không phải loại yêu cầu này", "another kind of request");

pub(super) const OTHER_CLASS: Text = Text::new(
    "không phải loại thuê bao này",
    "another class of subscriber",
);

pub(super) const OTHER_SENDER: Text = Text::new("bên gửi khác", "another sender");

pub(super) const OTHER_EVENT: Text = Text::new("không phải sự việc này", "another event");

pub(super) const OTHER_PART: Text = Text::new("không phải loại tệp này", "another kind of file");

pub(super) const OTHER_ROUTE: Text = Text::new("trình tự ký số khác", "another way of signing");

pub(super) const OTHER_ROLE: Text = Text::new(
    "vai trò khác của chữ ký số",
    "another role of the signature",
);

pub(super) const OTHER_PREFIX: Text =
    Text::new("không ký thừa ủy quyền", "not signed under sub-delegation");

pub(super) const OTHER_PERIOD: Text = Text::new("kỳ báo cáo khác", "another period");

pub(super) const OTHER_TIER: Text = Text::new("cơ quan thuộc cấp khác", "a body of another tier");

pub(super) const OTHER_CHANNEL: Text = Text::new("phương thức khác", "another channel");

pub(super) const OTHER_CARD_ROLE: Text = Text::new(
    "không phải loại chứng thư này",
    "another kind of certificate",
);

pub(super) const OPEN_LIST: Text = Text::new(
    "danh mục để mở (khoản 3 Điều 2); cần người có trách nhiệm xem xét",
    "the list is open (clause 3 of Article 2): for a person to judge",
);

pub(super) const NOT_A_CA: Text = Text::new(
    "không phải chứng thư của tổ chức cung cấp dịch vụ",
    "not the certificate of a CA",
);

pub(super) const A_CA: Text = Text::new(
    "chứng thư của tổ chức cung cấp dịch vụ",
    "the certificate of a CA",
);

pub(super) const NOT_A_RENEWAL: Text = Text::new("không phải gia hạn", "not a renewal");

pub(super) const NO_SEAL_REQUIRED: Text =
    Text::new("pháp luật không yêu cầu đóng dấu", "the law wants no seal");

pub(super) const NO_CONFIRMATION_REQUIRED: Text = Text::new(
    "pháp luật không yêu cầu cơ quan, tổ chức xác nhận",
    "the law wants no confirmation by a body",
);

pub(super) const NO_TIMESTAMP: Text = Text::new("không có dấu thời gian", "no time-stamp");

pub(super) const DEVICE_LOST: Text = Text::new("thiết bị bị thất lạc", "the device is lost");

pub(super) const DEVICE_NOT_LOST: Text =
    Text::new("thiết bị không bị thất lạc", "the device is not lost");

pub(super) const A_COPY: Text = Text::new("bản sao", "a copy");

pub(super) const BORN_ON_PAPER: Text = Text::new(
    "văn bản đã được ký trên giấy",
    "the document was signed on paper",
);

pub(super) const NOT_OUTGOING: Text =
    Text::new("không phải văn bản đi", "not an outgoing document");

pub(super) const NOT_INCOMING: Text =
    Text::new("không phải văn bản đến", "not an incoming document");

pub(super) const NOT_RECALLED: Text =
    Text::new("văn bản không bị thu hồi", "the document was not recalled");

pub(super) const NOT_ACCEPTED: Text = Text::new(
    "văn bản chưa được tiếp nhận",
    "the document has not been accepted",
);

pub(super) const NOT_SIGNED_BY_BODY: Text =
    Text::new("cơ quan, tổ chức chưa ký số", "the body has not signed");

pub(super) const NO_ATTACHMENT: Text = Text::new(
    "không có văn bản kèm theo là tệp riêng",
    "no attachment in a separate file",
);

pub(super) const NOT_RSA: Text = Text::new("không phải chữ ký RSA", "not an RSA signature");

pub(super) const SEVERAL_SIGNERS: Text =
    Text::new("văn bản có nhiều người ký", "several persons sign");

pub(super) const ONE_SIGNER: Text = Text::new("văn bản có một người ký", "one person signs");

pub(super) const OUT_OF_SCOPE: Text = Text::new(
    "không thuộc đối tượng áp dụng của quy chế",
    "outside the scope of the regulation",
);

pub(super) const PARTY_BODY: Text = Text::new(
    "cơ quan Đảng không thuộc đối tượng áp dụng",
    "Party bodies are outside the scope",
);

pub(super) const SECRET: Text = Text::new(
    "văn bản có độ mật không thuộc phạm vi áp dụng",
    "a secret document is out of scope",
);

pub(super) const A_CARD_CERTIFICATE: Text = Text::new(
    "chứng thư phục vụ hộ chiếu, thẻ căn cước có thời hạn riêng (khoản 4 Điều 9)",
    "certificates for passports and identity cards have periods of their own (clause 4 of Article 9)",
);

pub(super) const NOT_LISTED: Text = Text::new(
    "không thuộc loại văn bản phải ký số",
    "not of a type that must be signed",
);

pub(super) const NOT_ON_PORTAL: Text = Text::new(
    "văn bản không cung cấp trên cổng, trang thông tin điện tử",
    "not published on a portal",
);

pub(super) const NO_APPLICATION: Text = Text::new(
    "cơ quan không triển khai ứng dụng chuyên ngành tích hợp chữ ký số",
    "the body runs no such application",
);
