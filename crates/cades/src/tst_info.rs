//! TSTInfo, declared (RFC 3161 §2.4.2).

use der::asn1::{Any, Int, ObjectIdentifier, OctetString};
use der::{DecodeValue, EncodeValue, FixedTag, Header, Length, Reader, Sequence, Tag, Writer};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;

use crate::time;

/// ```text
/// TSTInfo ::= SEQUENCE {
///     version        INTEGER { v1(1) },
///     policy         TSAPolicyId,
///     messageImprint MessageImprint,
///     serialNumber   INTEGER,
///     genTime        GeneralizedTime,
///     accuracy       Accuracy OPTIONAL,
///     ordering       BOOLEAN DEFAULT FALSE,
///     nonce          INTEGER OPTIONAL,
///     tsa            [0] GeneralName OPTIONAL,
///     extensions     [1] IMPLICIT Extensions OPTIONAL }
/// ```
#[derive(Clone, Debug, Sequence)]
pub(crate) struct TstInfo {
    pub(crate) version: Int,
    pub(crate) policy: ObjectIdentifier,
    pub(crate) message_imprint: MessageImprint,
    pub(crate) serial_number: Int,
    pub(crate) gen_time: GenTime,
    #[asn1(optional = "true")]
    pub(crate) accuracy: Option<AccuracyDer>,
    /// `Some(false)` is not DER (X.690 §11.5) and met.
    #[asn1(optional = "true")]
    pub(crate) ordering: Option<bool>,
    #[asn1(optional = "true")]
    pub(crate) nonce: Option<Int>,
    /// Explicit, because GeneralName is a CHOICE.
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub(crate) tsa: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub(crate) extensions: Option<Vec<Extension>>,
}

/// `MessageImprint ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, hashedMessage OCTET STRING }`.
#[derive(Clone, Debug, Sequence)]
pub(crate) struct MessageImprint {
    pub(crate) hash_algorithm: AlgorithmIdentifierOwned,
    pub(crate) hashed_message: OctetString,
}

/// `Accuracy ::= SEQUENCE { seconds INTEGER OPTIONAL, millis [0] INTEGER (1..999) OPTIONAL, micros [1] INTEGER (1..999) OPTIONAL }`.
#[derive(Clone, Copy, Debug, Sequence)]
pub(crate) struct AccuracyDer {
    #[asn1(optional = "true")]
    pub(crate) seconds: Option<u32>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub(crate) millis: Option<u16>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub(crate) micros: Option<u16>,
}

/// `Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue }`, RFC 5280 §4.1.
#[derive(Clone, Debug, Sequence)]
pub(crate) struct Extension {
    pub(crate) id: ObjectIdentifier,
    #[asn1(optional = "true")]
    pub(crate) critical: Option<bool>,
    pub(crate) value: OctetString,
}

/// GeneralizedTime with fractions of seconds, which RFC 3161 §2.4.2 allows and `der`'s own type refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GenTime {
    text: Vec<u8>,
    pub(crate) time: Timestamp,
}

impl FixedTag for GenTime {
    const TAG: Tag = Tag::GeneralizedTime;
}

impl<'a> DecodeValue<'a> for GenTime {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        let text = reader.read_vec(header.length())?;
        // RFC 3161 §2.4.2: "The encoding MUST terminate with a "Z"".
        let time = time::generalized(&text).filter(|_| text.ends_with(b"Z"));
        let time = time.ok_or_else(|| reader.error(Self::TAG.value_error()))?;
        Ok(Self { text, time })
    }
}

impl EncodeValue for GenTime {
    fn value_len(&self) -> der::Result<Length> {
        Length::try_from(self.text.len())
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(&self.text)
    }
}
