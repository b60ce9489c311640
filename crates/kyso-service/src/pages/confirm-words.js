// What the page of a request says, Vietnamese first.

const VI = {
  title: "Xác nhận ký số",
  service: "Dịch vụ ký số trên máy này",
  asks: "Trang web yêu cầu",
  program: "Một chương trình trên máy này",
  programAsks: "Yêu cầu từ",
  number: (number) => `Số: ${number}`,
  dated: (day) => `Ngày ban hành: ${day}`,
  document: "Văn bản",
  originTitle: "Cho phép trang này dùng dịch vụ ký số?",
  first: "Trang này chưa được phép dùng dịch vụ ký số của máy này. Khi được phép, mỗi lần ký vẫn mở trang xác nhận; không có gì được ký khi chưa xem và nhập mã PIN.",
  firstProgram: "Chương trình không phải là trang web nên phải hỏi mỗi lần. Chỉ cho phép khi vừa tự tay bắt đầu việc này.",
  hosts: (hosts) => `Văn bản được lấy từ và gửi đến máy chủ: ${hosts}.`,
  private: "Trang hoặc máy chủ văn bản nằm trong mạng nội bộ: cho phép thì dịch vụ được kết nối tới địa chỉ nội bộ vì trang này.",
  plain: "Kết nối của trang không mã hóa (http): người khác trên mạng có thể giả làm trang này.",
  foreignLetters: "Tên miền có chữ cái ngoài ASCII (xn--); cần so kỹ với tên miền của cơ quan.",
  allow: "Cho phép",
  forbid: "Không cho phép",
  documentTitle: "Chọn văn bản",
  choose: "Hệ thống không nêu văn bản nào. Chọn tệp PDF trên máy này.",
  drop: "Chọn tệp PDF, hoặc kéo thả vào đây",
  fetchingTitle: "Đang lấy văn bản",
  fetching: "Đang lấy văn bản và xem trước khi ký…",
  signingTitle: "Đang ký",
  signing: "Đang ký bằng thiết bị và gửi văn bản đã ký; không rút thiết bị.",
  sending: "Đang xử lý…",
  readyTitle: "Xem và ký",
  look: "Nội dung sẽ ký",
  digest: "SHA-256",
  decide: "Trước khi ký",
  findings: "Cần xem lại",
  signatures: "Chữ ký đã có",
  certificate: "Ký bằng chứng thư",
  noCertificate: "Không thấy chứng thư nào. Cắm thiết bị lưu khóa bí mật, từ chối yêu cầu này rồi yêu cầu ký lại.",
  issuer: (issuer) => `Nơi cấp: ${issuer}`,
  untilDay: (day) => `hết hạn ${day}`,
  serial: (serial) => `Số sê-ri: ${serial}`,
  agency: "chứng thư của cơ quan, tổ chức",
  pin: "Mã PIN của thiết bị",
  once: "Mã PIN chỉ chuyển tới thiết bị trên máy này và chỉ thử một lần: nhập sai thì yêu cầu này kết thúc.",
  go: "Ký số",
  refuse: "Từ chối",
  expires: (time) => `Yêu cầu hết hạn lúc ${time}.`,
  before: "Trang trước",
  after: "Trang sau",
  page: "Trang văn bản: phím PageUp, PageDown để sang trang khác",
  where: (page, pages) => `Trang ${page}/${pages}`,
  larger: "Phóng to",
  move: "Dời chữ ký",
  found: "Về vị trí đã tìm",
  placing: "Bấm vào chỗ đặt chữ ký trên trang, hoặc dùng phím mũi tên dời khung (Shift: từng mm) rồi nhấn Enter.",
  picture: (page, name) => `Trang ${page} của ${name}, như sau khi ký`,
  unmarked: "Chữ ký không có hình hiển thị trên văn bản.",
  mark: (mark) => `Trang ${mark.page}, cách mép trái ${mark.left} mm, mép dưới ${mark.bottom} mm, cỡ ${mark.width} × ${mark.height} mm`,
  shows: (lines) => `, ghi: “${lines}”`,
  ghost: (left, bottom) => `Khung chữ ký: cách mép trái ${left} mm, mép dưới ${bottom} mm. Mũi tên: dời; Enter: đặt.`,
  toPage: (page) => `Xem trang ${page}`,
  toSee: (page, name) => name ? `Cần xem trang ${page} của “${name}” trước khi ký.` : `Cần xem trang ${page} trước khi ký.`,
  text: "Đoạn văn bản sẽ ký",
  toRead: "Cần xem hết đoạn văn bản trước khi ký.",
  toPlace: (name) => name ? `Cần chọn vị trí chữ ký trên “${name}”.` : "Cần chọn vị trí chữ ký.",
  unsignable: "Không ký được văn bản này:",
  toSign: "Có văn bản không ký được; từ chối yêu cầu này và xử lý văn bản đó trước.",
  noPin: "Cần nhập mã PIN.",
  doneTitle: "Đã ký",
  done: "Đã ký xong; hệ thống quản lý văn bản đã nhận văn bản.",
  doneText: "Đã ký xong; kết quả đã trả về nơi yêu cầu.",
  doneElse: "Đã xong; kết quả đã trả về nơi yêu cầu.",
  doneElseTitle: "Đã xong",
  doneNext: "Có thể đóng cửa sổ này và trở lại hệ thống quản lý văn bản.",
  refusedTitle: "Đã từ chối",
  refused: "Không ký gì.",
  refusedNext: "Có thể đóng cửa sổ này. Muốn ký, yêu cầu lại từ hệ thống quản lý văn bản.",
  failedTitle: "Không thực hiện được",
  failedNext: "Khắc phục theo lý do trên rồi yêu cầu lại từ hệ thống quản lý văn bản. Yêu cầu này đã kết thúc.",
  expiredTitle: "Yêu cầu đã hết hạn",
  expired: "Hết thời gian chờ; không ký gì.",
  expiredNext: "Đóng cửa sổ này và yêu cầu lại từ hệ thống quản lý văn bản.",
  unsentTitle: "Đã ký, chưa gửi được",
  unsent: "Văn bản đã ký, nhưng hệ thống quản lý văn bản chưa nhận.",
  unsentNext: "Gửi lại; nếu vẫn không được, tải văn bản đã ký về máy rồi tự đưa vào hệ thống. Không cần ký lại.",
  resend: "Gửi lại",
  leave: "Kết thúc, không gửi",
  download: "Tải về",
  signed: "đã ký",
  elsewhereTitle: "Không mở được yêu cầu này",
  elsewhere: "Yêu cầu đang mở ở cửa sổ khác, đã kết thúc, hoặc dịch vụ vừa khởi động lại.",
  elsewhereNext: "Xem các cửa sổ đang mở của trình duyệt; nếu không có, yêu cầu lại từ hệ thống quản lý văn bản.",
  none: "Trang này tự mở khi hệ thống quản lý văn bản yêu cầu ký.",
  unreachable: "Không liên lạc được với dịch vụ ký số trên máy này. Chưa có gì được ký. Khởi động lại dịch vụ (kyso serve --local) rồi yêu cầu ký lại.",
  lost: "Mất liên lạc với dịch vụ khi đang ký: chưa rõ văn bản đã ký và gửi hay chưa. Xem văn bản trong hệ thống quản lý văn bản trước khi yêu cầu ký lại.",
  other: "English",
  operations: {
    Auth: "Đăng nhập bằng chữ ký số",
    Config: "Mở trang của dịch vụ ký số",
    GetCertInfo: "Đọc chứng thư số trên thiết bị (không ký)",
    SignAppendix: "Cơ quan ký phụ lục kèm theo văn bản",
    SignApproved: "Người có thẩm quyền ký văn bản",
    SignCopy: "Cơ quan ký bản sao điện tử",
    SignFile: "Ký tệp PDF",
    SignFiles: "Ký nhiều văn bản, nhập mã PIN một lần",
    SignIncome: "Ký số đến trên văn bản đến",
    SignIssued: "Văn thư cấp số, ngày và ký số của cơ quan",
    SignMsg: "Ký một đoạn văn bản",
    SignPDF: "Ký tệp PDF",
    VerifyMsg: "Kiểm tra chữ ký của một đoạn văn bản (không ký)",
    VerifyPDF: "Kiểm tra chữ ký trên văn bản (không ký)",
  },
};

const EN = {
  title: "Confirm signing",
  service: "The signing service of this machine",
  asks: "A web page asks",
  program: "A program on this machine",
  programAsks: "Asked by",
  number: (number) => `Number: ${number}`,
  dated: (day) => `Dated: ${day}`,
  document: "Document",
  originTitle: "May this page use the signing service?",
  first: "This page has not been allowed to use the signing service of this machine. Once allowed, every signing still opens this page; nothing is signed that was not seen and given a PIN.",
  firstProgram: "A program is no web page, so it is asked about each time. Allow it only where you have just begun this yourself.",
  hosts: (hosts) => `Documents are fetched from and sent to: ${hosts}.`,
  private: "The page or the server of its documents is on a private network: once allowed, the service may reach private addresses for this page.",
  plain: "The connection of the page is not encrypted (http): others on the network can pass for it.",
  foreignLetters: "The name has letters beyond ASCII (xn--); compare it with that of the agency.",
  allow: "Allow",
  forbid: "Do not allow",
  documentTitle: "Choose the document",
  choose: "The document system named no document. Choose a PDF file of this machine.",
  drop: "Choose a PDF file, or drop it here",
  fetchingTitle: "Fetching the document",
  fetching: "The document is fetched and looked at…",
  signingTitle: "Signing",
  signing: "The device signs and the signed document is sent; do not pull out the device.",
  sending: "At work…",
  readyTitle: "Look and sign",
  look: "What will be signed",
  digest: "SHA-256",
  decide: "Before signing",
  findings: "To look at",
  signatures: "Signatures already there",
  certificate: "Sign with the certificate",
  noCertificate: "No certificate was found. Plug in the device, refuse this request, and ask again.",
  issuer: (issuer) => `Issued by: ${issuer}`,
  untilDay: (day) => `until ${day}`,
  serial: (serial) => `Serial number: ${serial}`,
  agency: "certificate of an agency",
  pin: "PIN of the device",
  once: "The PIN goes to the device on this machine and nowhere else, and is tried once: a wrong one ends this request.",
  go: "Sign",
  refuse: "Refuse",
  expires: (time) => `The request expires at ${time}.`,
  before: "Page before",
  after: "Page after",
  page: "Page of the document: PageUp and PageDown turn it",
  where: (page, pages) => `Page ${page} of ${pages}`,
  larger: "Enlarge",
  move: "Move the signature",
  found: "Back to where it was found",
  placing: "Click where the signature is to be, or move the frame with the arrow keys (Shift: by 1 mm) and press Enter.",
  picture: (page, name) => `Page ${page} of ${name}, as it will be once signed`,
  unmarked: "The signature does not show on the document.",
  mark: (mark) => `Page ${mark.page}, ${mark.left} mm from the left, ${mark.bottom} mm from below, ${mark.width} × ${mark.height} mm`,
  shows: (lines) => `, saying “${lines}”`,
  ghost: (left, bottom) => `Frame of the signature: ${left} mm from the left, ${bottom} mm from below. Arrows move it, Enter places it.`,
  toPage: (page) => `See page ${page}`,
  toSee: (page, name) => name ? `Page ${page} of “${name}” has to be seen before signing.` : `Page ${page} has to be seen before signing.`,
  text: "The text that will be signed",
  toRead: "The text has to be seen to its end before signing.",
  toPlace: (name) => name ? `The place of the signature on “${name}” has to be chosen.` : "The place of the signature has to be chosen.",
  unsignable: "This document cannot be signed:",
  toSign: "A document cannot be signed; refuse this request and mend that document first.",
  noPin: "The PIN is missing.",
  doneTitle: "Signed",
  done: "Signed; the document system has the document.",
  doneText: "Signed; who asked has the result.",
  doneElse: "Done; who asked has the result.",
  doneElseTitle: "Done",
  doneNext: "You can close this window and go back to the document system.",
  refusedTitle: "Refused",
  refused: "Nothing was signed.",
  refusedNext: "You can close this window. To sign, ask again from the document system.",
  failedTitle: "It could not be done",
  failedNext: "Mend what is said above and ask again from the document system. This request is over.",
  expiredTitle: "The request has expired",
  expired: "Nobody answered in time; nothing was signed.",
  expiredNext: "Close this window and ask again from the document system.",
  unsentTitle: "Signed, and not sent",
  unsent: "The document is signed, but the document system has not taken it.",
  unsentNext: "Send it again; where that does not help, download the signed document and put it there yourself. It need not be signed again.",
  resend: "Send again",
  leave: "End without sending",
  download: "Download",
  signed: "signed",
  elsewhereTitle: "This request cannot be opened",
  elsewhere: "The request is open in another window, is over, or the service was started anew.",
  elsewhereNext: "Look for the window among those of the browser; where it is not there, ask again from the document system.",
  none: "This page opens by itself when a document system asks for a signature.",
  unreachable: "The signing service of this machine cannot be reached. Nothing was signed. Start it again (kyso serve --local) and ask again.",
  lost: "The service went away while signing: it is not known whether the document was signed and sent. Look in the document system before asking again.",
  other: "Tiếng Việt",
  operations: {
    Auth: "Log in by a digital signature",
    Config: "Open the page of the signing service",
    GetCertInfo: "Read the certificate on the device (nothing is signed)",
    SignAppendix: "The agency signs an appendix of a document",
    SignApproved: "The authorised person signs the document",
    SignCopy: "The agency signs an electronic copy",
    SignFile: "Sign a PDF file",
    SignFiles: "Sign several documents with one PIN",
    SignIncome: "Stamp an incoming document",
    SignIssued: "The records room numbers, dates and signs for the agency",
    SignMsg: "Sign a text",
    SignPDF: "Sign a PDF file",
    VerifyMsg: "Check the signature of a text (nothing is signed)",
    VerifyPDF: "Check the signatures of a document (nothing is signed)",
  },
};

const ALL = { vi: VI, en: EN };
const KEPT = "kyso-language";
let spoken = localStorage.getItem(KEPT) === "en" ? "en" : "vi";

/** The language of now. */
export const language = () => spoken;

/** A sentence in it. */
export function say(key, ...values) {
  const words = ALL[spoken][key];
  return typeof words === "function" ? words(...values) : words;
}

/** An operation in words. */
export const operation = (name) => ALL[spoken].operations[name] ?? name;

/** `{vi, en}` in the language of now. */
export const told = (text) => text[spoken];

/** A day or a moment, as people write it. */
export function day(text) {
  const [year, month, date] = text.slice(0, 10).split("-");
  return `${date}/${month}/${year}`;
}

/** The other language from now on. */
export function turn() {
  spoken = spoken === "vi" ? "en" : "vi";
  localStorage.setItem(KEPT, spoken);
}

/** Writes the words of the page itself: of `data-say` the text, of `data-hint` the name. */
export function write() {
  document.documentElement.lang = spoken;
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-hint]")) {
    one.setAttribute("aria-label", say(one.dataset.hint));
    if (one.tagName === "BUTTON") one.title = say(one.dataset.hint);
  }
  const other = document.getElementById("language");
  other.textContent = say("other");
  other.lang = spoken === "vi" ? "en" : "vi";
}
