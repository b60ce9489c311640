//! The codes inside findings: the reason of a refused coverage, integrity or change, and what was forgiven.

use cades::{IntegrityFailure as CmsFailure, TimestampFailure, Tolerance};

use super::{CodeKind, Registered};
use crate::anomaly::Severity;
use crate::coverage::CoverageFailure;
use crate::integrity::IntegrityFailure;
use crate::modifications::Reason;

/// Something with a code of its own inside a finding.
pub trait Detailed {
    /// The stable code, kebab case.
    fn code(&self) -> &'static str;
}

/// A match of every variant to its code, and the list of those codes. Enums of this crate have no default arm: a new variant
/// does not compile before it has a code. Those of other crates are open to grow, and have one.
macro_rules! details {
    ($list:ident, $kind:ty, $severity:ident, $($variant:ident = $code:literal),+ $(; else $other:literal)?) => {
        const $list: &[Registered] = &[
            $(Registered { code: $code, kind: CodeKind::Detail, severities: &[Severity::$severity] },)+
            $(Registered { code: $other, kind: CodeKind::Detail, severities: &[Severity::$severity] },)?
        ];
        impl Detailed for $kind {
            fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)+
                    $(_ => $other,)?
                }
            }
        }
    };
}

details! { COVERAGE, CoverageFailure, Error,
    ByteRangeMalformed = "coverage-byte-range-malformed",
    ByteRangeMissing = "coverage-byte-range-missing",
    ContentsMissing = "coverage-contents-missing",
    ContentsNotHexadecimal = "coverage-contents-not-hexadecimal",
    ContentsElsewhere = "coverage-contents-elsewhere",
    Disordered = "coverage-disordered",
    DuplicateKey = "coverage-duplicate-key",
    EndsInsideRevision = "coverage-ends-inside-revision",
    GapHoldsOtherBytes = "coverage-gap-holds-other-bytes",
    GapIsNotContents = "coverage-gap-is-not-contents",
    Negative = "coverage-negative-number",
    NotFromStart = "coverage-not-from-start",
    OutOfBounds = "coverage-out-of-bounds",
    NotTwoRanges = "coverage-not-two-ranges"
}

details! { CONTAINER, IntegrityFailure, Error,
    Container = "integrity-container-unreadable",
    ContentDigestMismatch = "integrity-content-digest-mismatch",
    EncapsulatedContent = "integrity-encapsulated-content",
    EncapsulatedDigestMissing = "integrity-encapsulated-digest-missing",
    Signature = "integrity-signature",
    Timestamp = "integrity-timestamp"
}

details! { CMS, CmsFailure, Error,
    AlgorithmMismatch = "integrity-algorithm-mismatch",
    AlgorithmProtection = "integrity-algorithm-protection",
    AttributeDuplicate = "integrity-attribute-duplicate",
    AttributeMalformed = "integrity-attribute-malformed",
    AttributeMissing = "integrity-attribute-missing",
    AttributeNotSingleValued = "integrity-attribute-not-single-valued",
    BadKey = "integrity-bad-key",
    BindingMismatch = "integrity-binding-mismatch",
    ContentTypeMismatch = "integrity-content-type-mismatch",
    DigestMismatch = "integrity-digest-mismatch",
    NoSignerCertificate = "integrity-no-signer-certificate",
    SignatureMismatch = "integrity-signature-mismatch",
    SignedAttributesMissing = "integrity-signed-attributes-missing"
    ; else "integrity-other"
}

details! { TOKEN, TimestampFailure, Error,
    BindingAbsent = "integrity-token-names-no-certificate",
    ImprintMismatch = "integrity-imprint-mismatch",
    UnknownCriticalExtension = "integrity-token-unknown-extension"
    ; else "integrity-token-other"
}

details! { CHANGES, Reason, Error,
    AnnotationHidesContent = "change-annotation-hides-content",
    AnnotationsChanged = "change-annotations",
    CatalogChanged = "change-catalog",
    CertificationNotFirst = "change-certification-not-first",
    DanglingReferenceDefined = "change-dangling-reference-defined",
    DssChanged = "change-validation-material",
    DuplicateKeys = "change-duplicate-keys",
    FieldAdded = "change-field-added",
    FieldChanged = "change-field",
    FieldLocked = "change-field-locked",
    FieldNameTaken = "change-field-name-taken",
    FieldRemoved = "change-field-removed",
    FormChanged = "change-form",
    GenerationChanged = "change-generation",
    InformationChanged = "change-information",
    ObjectFreed = "change-object-freed",
    PageChanged = "change-page",
    PermissionExceeded = "change-permission-exceeded",
    SignatureChanged = "change-signature",
    SignatureTooLarge = "change-signature-too-large",
    SignatureOverSignature = "change-signature-over-signature",
    SignatureCoversContent = "change-signature-covers-content",
    SignatureRenamed = "change-signature-renamed",
    SignatureNotIntact = "change-signature-not-intact",
    SignatureOfOtherIssuer = "change-signature-of-other-issuer",
    StructureChanged = "change-structure",
    TooManyObjects = "change-too-many-objects",
    TrailerChanged = "change-trailer",
    Unexplained = "change-unexplained",
    Unreadable = "change-unreadable",
    UsedElsewhere = "change-used-elsewhere"
}

details! { TOLERANCES, Tolerance, Info,
    BerCertificate = "tolerance-ber-certificate",
    BerEncoding = "tolerance-ber-encoding",
    DigestAlgorithmNotListed = "tolerance-digest-algorithm-not-listed",
    KeyTypeAsSignatureAlgorithm = "tolerance-key-type-as-signature-algorithm",
    MaskDigestDiffers = "tolerance-mask-digest-differs",
    Pkcs7Content = "tolerance-pkcs7-content",
    SignedAttributesNotDerWhenSigned = "tolerance-signed-attributes-not-der-when-signed",
    UnsortedSignedAttributes = "tolerance-unsorted-signed-attributes",
    VersionNumber = "tolerance-version-number"
    ; else "tolerance-other"
}

/// The code of the innermost reason.
pub(crate) fn of_integrity(failure: &IntegrityFailure) -> &'static str {
    match failure {
        IntegrityFailure::Signature(failure)
        | IntegrityFailure::Timestamp(TimestampFailure::Integrity(failure)) => failure.code(),
        IntegrityFailure::Timestamp(failure) => failure.code(),
        other => other.code(),
    }
}

/// All of them.
pub(super) fn all() -> impl Iterator<Item = Registered> {
    let lists = [COVERAGE, CONTAINER, CMS, TOKEN, CHANGES, TOLERANCES];
    let all = lists.into_iter().flatten().copied();
    // Only their inner reasons are ever told.
    all.filter(|one| !["integrity-signature", "integrity-timestamp"].contains(&one.code))
}
