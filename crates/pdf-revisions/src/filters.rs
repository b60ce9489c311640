//! Stream filters that any kind of data may have (ISO 32000-2 §7.4): FlateDecode and LZWDecode with predictors, RunLengthDecode, ASCIIHexDecode,
//! ASCII85Decode. Those of images alone are not decoded here.

mod ascii;
mod lzw;
mod runs;

use std::ops::Range;

use flate2::{Decompress, FlushDecompress, Status};

use crate::encryption::Decryptor;
use crate::object::{Dict, Name, Object};
use crate::source::Reader;
use crate::{Feature, Limit, Malformed, PdfError, predictor};

/// One step of decoding.
struct Step {
    filter: Name,
    parameters: Dict,
}

/// Where the encoded data of a stream are, and what undoes their encryption.
pub(crate) struct Encoded<'r> {
    pub(crate) reader: &'r Reader,
    pub(crate) data: Range<u64>,
    pub(crate) cipher: Decryptor,
}

/// Decodes data as the stream dictionary says. All values are already direct.
pub(crate) fn decode(encoded: Encoded<'_>, dict: &Dict, cap: usize) -> Result<Vec<u8>, PdfError> {
    let (place, decrypted) = (encoded.data.start, !encoded.cipher.is_identity());
    let mut steps = steps(dict)?;
    if decrypted && crypt_filter(dict).is_some() {
        // Its work is that of the cipher.
        steps.remove(0);
    }
    let mut input = FileInput::new(encoded);
    let Some((first, rest)) = steps.split_first() else {
        return collect(&mut input, cap, place);
    };
    let mut bytes = first.apply(&mut input, cap, place)?;
    if decrypted {
        // The padding at the end counts, though the decoder needs it no more.
        while input.next()?.is_some() {}
    }
    for step in rest {
        bytes = step.apply(&mut Once(Some(bytes)), cap, place)?;
    }
    Ok(bytes)
}

/// The name of the crypt filter that a stream asks for itself (ISO 32000-2 §7.4.10): that filter comes first, and without a name it is the
/// identity.
pub(crate) fn crypt_filter(dict: &Dict) -> Option<Name> {
    let steps = steps(dict).ok()?;
    let first = steps.first().filter(|step| step.filter == "Crypt")?;
    let name = first.parameters.name(b"Name").cloned();
    Some(name.unwrap_or_else(|| Name::from("Identity")))
}

/// `/Filter` is a name or an array of names, `/DecodeParms` accordingly (ISO 32000-2 table 5).
fn steps(dict: &Dict) -> Result<Vec<Step>, PdfError> {
    let wrong = || PdfError::malformed_somewhere(Malformed::WrongType);
    let filters: Vec<&Object> = match dict.get(b"Filter") {
        None => Vec::new(),
        Some(Object::Array(filters)) => filters.iter().collect(),
        Some(filter) => vec![filter],
    };
    // Every filter decodes the one before; more than a few only serve to blow data up.
    if filters.len() > 4 {
        return Err(PdfError::unsupported(Feature::Filter));
    }
    let step = |(index, filter): (usize, &&Object)| {
        let parameters = match dict.get(b"DecodeParms") {
            Some(Object::Array(all)) => all.get(index).and_then(Object::as_dict).cloned(),
            Some(Object::Dictionary(dict)) if index == 0 => Some(dict.clone()),
            _ => None,
        };
        let filter = filter.as_name().ok_or_else(wrong)?.clone();
        Ok(Step {
            filter,
            parameters: parameters.unwrap_or_default(),
        })
    };
    filters.iter().enumerate().map(step).collect()
}

impl Step {
    fn apply(&self, input: &mut dyn Input, cap: usize, place: u64) -> Result<Vec<u8>, PdfError> {
        match self.filter.as_bytes() {
            b"FlateDecode" => predictor::undo(inflate(input, cap, place)?, &self.parameters, place),
            b"LZWDecode" => {
                let decode = |data: &[u8]| lzw::decode(data, &self.parameters, cap);
                predictor::undo(whole(input, cap, place, decode)?, &self.parameters, place)
            }
            b"RunLengthDecode" => whole(input, cap, place, |data| runs::decode(data, cap)),
            b"ASCIIHexDecode" => whole(input, cap, place, ascii::hexadecimal),
            b"ASCII85Decode" => whole(input, cap, place, ascii::base85),
            // §7.4.10: the identity filter, which signers of encrypted files name for metadata.
            b"Crypt"
                if self
                    .parameters
                    .name(b"Name")
                    .is_none_or(|name| *name == "Identity") =>
            {
                collect(input, cap, place)
            }
            _ => Err(PdfError::unsupported(Feature::Filter)),
        }
    }
}

/// Encoded bytes in pieces, so that a large stream is not held twice.
trait Input {
    fn next(&mut self) -> Result<Option<Vec<u8>>, PdfError>;
}

/// Reads and decrypts.
struct FileInput<'r> {
    reader: &'r Reader,
    range: Range<u64>,
    /// Taken when it has given its last bytes.
    cipher: Option<Decryptor>,
    place: u64,
}

impl<'r> FileInput<'r> {
    fn new(encoded: Encoded<'r>) -> Self {
        Self {
            reader: encoded.reader,
            place: encoded.data.start,
            range: encoded.data,
            cipher: Some(encoded.cipher),
        }
    }
}

impl Input for FileInput<'_> {
    fn next(&mut self) -> Result<Option<Vec<u8>>, PdfError> {
        let end = self
            .range
            .end
            .min(self.range.start.saturating_add(64 << 10));
        if self.range.start >= end {
            let last = self.cipher.take().map(Decryptor::finish);
            return last
                .map(|last| last.ok_or_else(|| self.undecryptable()))
                .transpose();
        }
        let chunk = self.reader.read(self.range.start..end)?;
        self.range.start = end;
        Ok(self.cipher.as_mut().map(|cipher| cipher.update(chunk)))
    }
}

impl FileInput<'_> {
    fn undecryptable(&self) -> PdfError {
        PdfError::malformed(Malformed::EncryptedData, self.place)
    }
}

struct Once(Option<Vec<u8>>);

impl Input for Once {
    fn next(&mut self) -> Result<Option<Vec<u8>>, PdfError> {
        Ok(self.0.take())
    }
}

fn collect(input: &mut dyn Input, cap: usize, place: u64) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = input.next()? {
        check(bytes.len().saturating_add(chunk.len()), cap, place)?;
        bytes.extend(chunk);
    }
    Ok(bytes)
}

/// Decodes data that are read as a whole. Encoded, they may be somewhat longer than decoded: digits, and runs of one byte.
fn whole(
    input: &mut dyn Input,
    cap: usize,
    place: u64,
    decode: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Result<Vec<u8>, PdfError> {
    let encoded = collect(input, cap.saturating_mul(4), place)?;
    let decoded =
        decode(&encoded).ok_or_else(|| PdfError::malformed(Malformed::EncodedData, place))?;
    check(decoded.len(), cap, place)?;
    Ok(decoded)
}

/// RFC 1950, RFC 1951. Bytes after the end of the compressed data are ignored, as all readers do.
fn inflate(input: &mut dyn Input, cap: usize, place: u64) -> Result<Vec<u8>, PdfError> {
    let malformed = || PdfError::malformed(Malformed::EncodedData, place);
    let mut decoder = Decompress::new(true);
    let mut out = Vec::new();
    while let Some(chunk) = input.next()? {
        let mut rest = chunk.as_slice();
        loop {
            if out.len() == out.capacity() {
                check(out.len(), cap, place)?;
                out.reserve((32 << 10).max(out.len() / 2));
            }
            let (read_before, written_before) = (decoder.total_in(), out.len());
            let status = decoder
                .decompress_vec(rest, &mut out, FlushDecompress::None)
                .map_err(|_| malformed())?;
            let read =
                usize::try_from(decoder.total_in() - read_before).map_err(|_| malformed())?;
            rest = rest.get(read..).unwrap_or_default();
            if status == Status::StreamEnd {
                check(out.len(), cap, place)?;
                return Ok(out);
            }
            let stuck = read == 0 && out.len() == written_before && out.len() < out.capacity();
            if stuck || (rest.is_empty() && out.len() < out.capacity()) {
                break;
            }
        }
        if !rest.is_empty() {
            return Err(malformed());
        }
    }
    Err(malformed())
}

fn check(length: usize, cap: usize, place: u64) -> Result<(), PdfError> {
    if length <= cap {
        Ok(())
    } else {
        Err(PdfError::limit(Limit::DecodedBytes, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PdfErrorKind;
    use std::io::Write;
    use std::sync::Arc;

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn decode_all(bytes: Vec<u8>, dict: &Dict, cap: usize) -> Result<Vec<u8>, PdfError> {
        let range = 0..bytes.len() as u64;
        let encoded = Encoded {
            reader: &Reader::new(Arc::new(bytes)),
            data: range,
            cipher: Decryptor::identity(),
        };
        decode(encoded, dict, cap)
    }

    fn flate() -> Dict {
        [("Filter", Name::from("FlateDecode"))]
            .into_iter()
            .collect()
    }

    #[test]
    fn flate_decodes_small_and_large() {
        for length in [0_usize, 1, 100, 1 << 20] {
            let bytes: Vec<u8> = (0..length)
                .map(|index| (index * index / 7).to_le_bytes()[0])
                .collect();
            assert_eq!(
                decode_all(deflate(&bytes), &flate(), 2 << 20).unwrap(),
                bytes
            );
            let twice: Dict = [(
                "Filter",
                Object::Array(vec![
                    Name::from("FlateDecode").into(),
                    Name::from("FlateDecode").into(),
                ]),
            )]
            .into_iter()
            .collect();
            assert_eq!(
                decode_all(deflate(&deflate(&bytes)), &twice, 2 << 20).unwrap(),
                bytes
            );
        }
    }

    #[test]
    fn a_bomb_stops_at_the_cap() {
        let error = decode_all(deflate(&vec![0; 10 << 20]), &flate(), 1 << 20).unwrap_err();
        assert!(
            matches!(error.kind, PdfErrorKind::Limit(Limit::DecodedBytes)),
            "{error}"
        );
    }

    #[test]
    fn broken_and_cut_data_are_errors() {
        let good = deflate(&[7; 1000]);
        assert!(decode_all(good[..good.len() - 6].to_vec(), &flate(), 1 << 20).is_err());
        assert!(decode_all(b"not zlib at all".to_vec(), &flate(), 1 << 20).is_err());
        assert!(decode_all(Vec::new(), &flate(), 1 << 20).is_err());
        let mut trailing = good;
        trailing.extend_from_slice(b"\r\n");
        assert_eq!(decode_all(trailing, &flate(), 1 << 20).unwrap(), [7; 1000]);
    }

    fn named(filters: &[&str]) -> Dict {
        let filters = filters.iter().map(|filter| Name::from(*filter).into());
        [("Filter", Object::Array(filters.collect()))]
            .into_iter()
            .collect()
    }

    #[test]
    fn filters_follow_each_other() {
        let text: String = deflate(b"Cong van")
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        for (filters, data, decoded) in [
            (
                &["ASCIIHexDecode", "FlateDecode"][..],
                text.as_bytes(),
                Some(&b"Cong van"[..]),
            ),
            (&["ASCII85Decode"], b"87cURDZ~>", Some(b"Hello")),
            (&["RunLengthDecode"], b"\xFEx\x80", Some(b"xxx")),
            (
                &["LZWDecode"],
                &[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01],
                Some(b"-----A---B"),
            ),
            (&["ASCIIHexDecode", "FlateDecode"], b"00", None),
            (&["ASCII85Decode"], b"\x7f", None),
            (&["RunLengthDecode"], b"\x09", None),
        ] {
            let found = decode_all(data.to_vec(), &named(filters), 100).ok();
            assert_eq!(found.as_deref(), decoded, "{filters:?}");
        }
        let error = decode_all(vec![0x81, 0], &named(&["RunLengthDecode"]), 100).unwrap_err();
        assert!(matches!(
            error.kind,
            PdfErrorKind::Limit(Limit::DecodedBytes)
        ));
    }

    #[test]
    fn other_filters_are_unsupported_and_none_is_the_identity() {
        let fax: Dict = named(&["CCITTFaxDecode"]);
        let error = decode_all(vec![1], &fax, 10).unwrap_err();
        assert!(matches!(
            error.kind,
            PdfErrorKind::Unsupported(Feature::Filter)
        ));
        assert_eq!(decode_all(vec![1, 2], &Dict::new(), 10).unwrap(), [1, 2]);
        assert!(decode_all(vec![1; 11], &Dict::new(), 10).is_err());
    }
}
