// The functions that pages of document systems call, answered by `kyso serve --local` of this machine. A classic script; no dependencies.
// Names and arguments are those of the client code in use (second-hand: docs/local-service.md); the code is ours.
(function (root) {
  "use strict";

  /** Where the service is; a page may set another address before it asks. */
  const kyso = { base: "wss://127.0.0.1:8987" };

  const NONE = "Không kết nối được dịch vụ ký số trên máy này. Đề nghị khởi động: kyso serve --local; lần đầu, xem: kyso serve trust.";
  const CUT = "Dịch vụ ký số trên máy này đã ngắt kết nối trước khi trả lời.";

  /** One operation: one message out, one back. `then` hears its text, always once. */
  function ask(operation, message, then) {
    let isOver = false;
    let isOpen = false;
    const over = (text) => {
      if (isOver) return;
      isOver = true;
      if (then) then(text);
    };
    const failed = () => over(JSON.stringify({ Status: 500, Message: isOpen ? CUT : NONE, Error: isOpen ? CUT : NONE }));
    let socket;
    try {
      socket = new root.WebSocket(`${kyso.base}/${operation}`);
    } catch {
      failed();
      return;
    }
    socket.onopen = () => {
      isOpen = true;
      socket.send(typeof message === "string" ? message : JSON.stringify(message));
    };
    socket.onmessage = (heard) => {
      over(heard.data);
      socket.close();
    };
    socket.onerror = failed;
    socket.onclose = failed;
  }

  /** `(json, callback)`: the callback hears the answer. */
  const PLAIN = {
    vgca_sign_approved: "SignApproved",
    vgca_sign_issued: "SignIssued",
    vgca_sign_income: "SignIncome",
    vgca_sign_appendix: "SignAppendix",
    vgca_sign_copy: "SignCopy",
    vgca_sign_pdf: "SignPDF",
    vgca_sign_pdfwp: "SignPDFWP",
    vgca_sign_office: "SignOffice",
    vgca_sign_file: "SignFile",
    vgca_sign_files: "SignFiles",
    vgca_sign_xml_wp12: "SignXMLP12",
    vgca_comment: "Comment",
    vgca_verify_pdf: "VerifyPDF",
    vgca_verify_office: "VerifyOffice",
    vgca_verify_xml: "VerifyXML",
    vgca_verify_msg: "VerifyMsg",
    vgca_verify_json: "VerifyJSON",
  };

  /** `(sender, message, callback)`: the callback hears the sender and the answer. */
  const SENT = {
    vgca_sign_msg: "SignMsg",
    vgca_sign_xml: "SignXML",
    vgca_sign_json: "SignJSON",
    vgca_auth: "Auth",
  };

  for (const [name, operation] of Object.entries(PLAIN)) {
    root[name] = (message, callback) => ask(operation, message, callback);
  }
  for (const [name, operation] of Object.entries(SENT)) {
    root[name] = (sender, message, callback) => ask(operation, message, callback && ((text) => callback(sender, text)));
  }
  root.vgca_get_certinfo = (callback) => ask("GetCertInfo", "get_cert_info", callback);
  root.vgca_show_config = (callback) => ask("Config", "config", callback);
  root.vgca_license_request = (callback) => ask("GetLicenseRequest", "request", callback);

  /** The same as a promise of the answer, read: `await kyso.ask("SignIssued", {…})`. */
  kyso.ask = (operation, message) => new Promise((done) => ask(operation, message ?? "", (text) => done(JSON.parse(text))));
  root.kyso = kyso;
})(typeof globalThis === "undefined" ? this : globalThis);
