//! What documents, their parts and their signatures are.

use super::macros::values;

values! {
    /// What a file is within a package.
    DocumentPart {
        Main "main" "văn bản chính" "main document";
        SeparateAttachment "separate-attachment" "văn bản kèm theo, tệp riêng" "attachment in a separate file";
        DigitisedCopy "digitised-copy" "bản sao từ văn bản giấy sang điện tử" "electronic copy of a paper document";
    }
}

values! {
    /// The colour of an image.
    InkColour {
        Blue "blue" "xanh" "blue";
        Red "red" "đỏ" "red";
        Black "black" "đen" "black";
        Other "other" "màu khác" "another colour";
    }
}

values! {
    /// What changed after signing.
    LaterChange {
        None "none" "không thay đổi" "nothing";
        Permitted "permitted" "thay đổi được phép" "permitted changes";
        NotPermitted "not-permitted" "thay đổi không được phép" "changes not permitted";
    }
}

values! {
    /// Whether a document goes out or comes in.
    Direction {
        Outgoing "outgoing" "văn bản đi" "outgoing";
        Incoming "incoming" "văn bản đến" "incoming";
    }
}

values! {
    /// Which certificate a document is signed with (An Giang Điều 8(1)).
    SigningRoute {
        Collective "collective" "chứng thư số cấp cho tập thể" "collective certificate";
        Personal "personal" "chứng thư số cấp cho cá nhân" "personal certificate";
    }
}

values! {
    /// The authority that stands before a title (NĐ 30/2020 Phụ lục I).
    TitlePrefix {
        None "none" "không ghi" "none";
        Tm "tm" "TM. (thay mặt)" "TM. (for a collective)";
        Q "q" "Q. (quyền)" "Q. (acting)";
        Kt "kt" "KT. (ký thay)" "KT. (for the head)";
        Tl "tl" "TL. (thừa lệnh)" "TL. (by order)";
        Tuq "tuq" "TUQ. (thừa ủy quyền)" "TUQ. (under sub-delegation)";
    }
}

values! {
    /// What is wrong with an issued document.
    ErrorIn {
        Nothing "nothing" "không có sai sót" "nothing";
        Content "content" "nội dung" "content";
        Form "form" "thể thức, kỹ thuật trình bày, thủ tục ban hành" "form, technique or procedure";
    }
}

values! {
    /// What was done about it.
    Remedy {
        Nothing "nothing" "chưa khắc phục" "nothing yet";
        Replaced "replaced" "sửa đổi, thay thế bằng văn bản có hình thức tương đương" "amended or replaced by one of equal form";
        Corrected "corrected" "đính chính bằng công văn" "corrected by an official letter";
    }
}

values! {
    /// What the receiving clerk decided.
    ReceivingDecision {
        Pending "pending" "chưa quyết định" "not decided yet";
        Accepted "accepted" "tiếp nhận" "accepted";
        Refused "refused" "từ chối tiếp nhận" "refused";
        Held "held" "chờ kiểm tra lại" "held";
        Returned "returned" "trả lại" "returned";
    }
}

values! {
    /// The algorithm of a key.
    KeyAlgorithm {
        Rsa "rsa" "RSA" "RSA";
        Ecdsa "ecdsa" "ECDSA" "ECDSA";
        Other "other" "thuật toán khác" "another algorithm";
    }
}

values! {
    /// How an RSA signature is padded.
    RsaScheme {
        Pss "pss" "RSASSA-PSS" "RSASSA-PSS";
        Pkcs1 "pkcs1" "RSASSA-PKCS1-v1_5" "RSASSA-PKCS1-v1_5";
    }
}

values! {
    /// A digest.
    Digest {
        Sha1 "sha-1" "SHA-1" "SHA-1";
        Sha224 "sha-224" "SHA-224" "SHA-224";
        Sha256 "sha-256" "SHA-256" "SHA-256";
        Sha384 "sha-384" "SHA-384" "SHA-384";
        Sha512 "sha-512" "SHA-512" "SHA-512";
        Sha512Of224 "sha-512/224" "SHA-512/224" "SHA-512/224";
        Sha512Of256 "sha-512/256" "SHA-512/256" "SHA-512/256";
        Sha3Of224 "sha3-224" "SHA3-224" "SHA3-224";
        Sha3Of256 "sha3-256" "SHA3-256" "SHA3-256";
        Sha3Of384 "sha3-384" "SHA3-384" "SHA3-384";
        Sha3Of512 "sha3-512" "SHA3-512" "SHA3-512";
        Shake128 "shake128" "SHAKE128" "SHAKE128";
        Shake256 "shake256" "SHAKE256" "SHAKE256";
        Other "other" "hàm băm khác" "another digest";
    }
}

impl Digest {
    /// Those that TT 15/2025 Phụ lục I lists: neither SHA-1 nor SHA-224.
    pub const LISTED: [Self; 11] = [
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Sha512Of224,
        Self::Sha512Of256,
        Self::Sha3Of224,
        Self::Sha3Of256,
        Self::Sha3Of384,
        Self::Sha3Of512,
        Self::Shake128,
        Self::Shake256,
    ];
}
