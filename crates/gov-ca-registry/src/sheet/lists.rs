//! The lists that are read: those of the regulations as far as their columns are known, and our own.

mod forms;
mod ours;

pub use forms::{
    BodyRequest, CertificateRenewal, CertificateRevocation, DepartmentList, DeviceRecovery,
    PersonRequest,
};
pub use ours::{
    ListedBody, ListedCertificate, ListedDecision, ListedDevice, ListedRequest, ListedSubscriber,
};

use super::layout::Layout;
use super::take::Listed as _;

/// All of them.
pub static LAYOUTS: &[Layout] = &[
    DepartmentList::LAYOUT,
    PersonRequest::LAYOUT,
    BodyRequest::LAYOUT,
    CertificateRenewal::LAYOUT,
    CertificateRevocation::LAYOUT,
    DeviceRecovery::LAYOUT,
    ListedBody::LAYOUT,
    ListedSubscriber::LAYOUT,
    ListedDevice::LAYOUT,
    ListedCertificate::LAYOUT,
    ListedDecision::LAYOUT,
    ListedRequest::LAYOUT,
];

/// A list from one description: a struct of texts with their places, and the layout by which it is found.
///
/// `must` is needed in every row, `may` is not; `_told` notes a repetition, `_once` refuses it.
macro_rules! list {
    (
        $(#[$doc:meta])*
        $name:ident: $id:literal, $title:literal, $english:literal, $source:ident;
        $( $(#[$field_doc:meta])* $field:ident: $need:ident $type:ty, [$($heading:literal),+] $(under [$($under:literal),+])?; )+
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        pub struct $name {
            /// The number of the row.
            pub row: u32,
            $( $(#[$field_doc])* pub $field: $crate::sheet::lists::list!(@type $need $type), )+
        }

        impl $crate::sheet::Listed for $name {
            const LAYOUT: $crate::sheet::Layout = $crate::sheet::Layout {
                id: $id,
                title: $title,
                english: $english,
                source: $crate::sheet::LayoutSource::$source,
                columns: &[$( $crate::sheet::Column {
                    name: stringify!($field),
                    headings: &[$($heading),+],
                    under: &[$($($under),+)?],
                    needed: $crate::sheet::lists::list!(@needed $need),
                    repeats: $crate::sheet::lists::list!(@repeats $need),
                }, )+],
            };

            fn take(cells: &mut $crate::sheet::Cells<'_, '_>) -> Option<Self> {
                // all are read before one that is wrong leaves the row out
                $( let $field = $crate::sheet::lists::list!(@take $need cells, $field); )+
                Some(Self { row: cells.number(), $( $field: $field?, )+ })
            }
        }
    };
    (@type must $type:ty) => { $crate::sheet::Given<$type> };
    (@type must_told $type:ty) => { $crate::sheet::Given<$type> };
    (@type must_once $type:ty) => { $crate::sheet::Given<$type> };
    (@type $may:ident $type:ty) => { Option<$crate::sheet::Given<$type>> };
    (@take must $cells:ident, $field:ident) => { $cells.needed(stringify!($field)) };
    (@take must_told $cells:ident, $field:ident) => { $cells.needed(stringify!($field)) };
    (@take must_once $cells:ident, $field:ident) => { $cells.needed(stringify!($field)) };
    (@take $may:ident $cells:ident, $field:ident) => { $cells.optional(stringify!($field)) };
    (@needed must) => { true };
    (@needed must_told) => { true };
    (@needed must_once) => { true };
    (@needed $may:ident) => { false };
    (@repeats must_told) => { $crate::sheet::Repeats::Told };
    (@repeats may_told) => { $crate::sheet::Repeats::Told };
    (@repeats must_once) => { $crate::sheet::Repeats::Refused };
    (@repeats may_once) => { $crate::sheet::Repeats::Refused };
    (@repeats $need:ident) => { $crate::sheet::Repeats::Fine };
}
use list;
