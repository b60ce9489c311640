//! The data of streams: decrypted, then decoded (ISO 32000-2 §7.3.8, §7.4).

use crate::encryption::Decryptor;
use crate::filters::{self, Encoded};
use crate::{Anomaly, AnomalyKind, Dict, Malformed, Object, PdfError, Stream, View};

impl View<'_> {
    /// A stream's decoded data, of every filter but those of images alone and of public-key encryption; decrypted. At most
    /// [`crate::Limits::stream_bytes`].
    ///
    /// # Errors
    ///
    /// For other filters, broken data, and data over the limit.
    pub fn stream_data(&self, stream: &Stream) -> Result<Vec<u8>, PdfError> {
        self.decode(stream, self.file.inner.limits.stream_bytes)
    }

    /// A stream's data as its filters left them, decrypted: two streams of an encrypted file hold the same when these are the same,
    /// whatever their bytes in the file. At most [`crate::Limits::stream_bytes`].
    ///
    /// # Errors
    ///
    /// For data that do not decrypt, and data over the limit.
    pub fn encoded_data(&self, stream: &Stream) -> Result<Vec<u8>, PdfError> {
        let cipher = self.cipher(&self.with_direct_filters(&stream.dict)?, stream)?;
        self.read_data(
            stream,
            &Dict::new(),
            cipher,
            self.file.inner.limits.stream_bytes,
        )
    }

    pub(crate) fn decode(&self, stream: &Stream, cap: usize) -> Result<Vec<u8>, PdfError> {
        let dict = self.with_direct_filters(&stream.dict)?;
        let cipher = self.cipher(&dict, stream)?;
        self.read_data(stream, &dict, cipher, cap)
    }

    fn read_data(
        &self,
        stream: &Stream,
        dict: &Dict,
        cipher: Decryptor,
        cap: usize,
    ) -> Result<Vec<u8>, PdfError> {
        let inner = &self.file.inner;
        let encoded = Encoded {
            reader: &inner.reader,
            data: stream.data.clone(),
            cipher,
        };
        let bytes = filters::decode(encoded, dict, cap)?;
        inner.charge(bytes.len() as u64, stream.data.start)?;
        Ok(bytes)
    }

    /// What undoes the encryption of `stream`, whose filters in `dict` are direct.
    fn cipher(&self, dict: &Dict, stream: &Stream) -> Result<Decryptor, PdfError> {
        let inner = &self.file.inner;
        let Some(handler) = &inner.handler else {
            // Before the file is opened nothing in it can be read but the encryption dictionary, which is in no stream.
            return if self.file.is_encrypted() {
                Err(PdfError::malformed(
                    Malformed::EncryptionDictionary,
                    stream.data.start,
                ))
            } else {
                Ok(Decryptor::identity())
            };
        };
        let place = |error: PdfError| PdfError {
            offset: error.offset.or(Some(stream.data.start)),
            ..error
        };
        let asked = filters::crypt_filter(dict);
        let cipher = handler
            .stream(dict, asked.as_ref(), stream.owner)
            .map_err(place)?;
        if cipher.is_aes() && stream.data.end.saturating_sub(stream.data.start) <= 16 {
            inner.note(Anomaly {
                kind: AnomalyKind::EncryptedDataEmpty,
                offset: stream.data.start,
            });
        }
        Ok(cipher)
    }

    fn with_direct_filters(&self, dict: &Dict) -> Result<Dict, PdfError> {
        let mut dict = dict.clone();
        for key in [&b"Filter"[..], b"DecodeParms"] {
            if let Some(value) = dict.get(key) {
                let direct = self.direct(value)?;
                dict.insert(key, direct);
            }
        }
        Ok(dict)
    }

    /// `value` without references, two levels deep: `/DecodeParms [5 0 R]`.
    fn direct(&self, value: &Object) -> Result<Object, PdfError> {
        Ok(match self.deref(value)?.into_owned() {
            Object::Array(items) => {
                let items = items
                    .iter()
                    .take(16)
                    .map(|item| Ok(self.deref(item)?.into_owned()));
                Object::Array(items.collect::<Result<_, PdfError>>()?)
            }
            other => other,
        })
    }
}
