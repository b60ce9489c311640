//! Two hundred names with every mark that Vietnamese stacks, half of them decomposed: what a stamp shows must be read back the same.

use unicode_normalization::UnicodeNormalization;

const FAMILY: [&str; 10] = [
    "Nguyễn", "Đặng", "Huỳnh", "Vũ", "Phạm", "Lữ", "Trịnh", "Ưng", "Ngụy", "Ỷ Lan",
];

const GIVEN: [&str; 20] = [
    "Thị Thùy Dương",
    "Đức Thắng",
    "Ngọc Ẩn",
    "Thế Vỹ",
    "Hữu Nghĩa",
    "Quỳnh Như",
    "Bảo Ngọc Ánh",
    "Văn Ửng",
    "Kỳ Ỷ",
    "Thị Ổi",
    "Đình Khuông",
    "Thị Mỹ Diễm",
    "Xuân Hưởng",
    "Tuyết Ngần",
    "Đăng Ngữ",
    "Thị Yến Oanh",
    "Hoàng Ẵm",
    "Nhật Ợn",
    "Thị Ẫm",
    "Phượng Ẹo",
];

/// The names as they are given to the stamp.
pub(super) fn all() -> Vec<String> {
    let mut names = Vec::new();
    for (at, family) in FAMILY.iter().enumerate() {
        for (of, given) in GIVEN.iter().enumerate() {
            let name = format!("{family} {given}");
            names.push(if (at + of) % 2 == 0 {
                name
            } else {
                name.nfd().collect()
            });
        }
    }
    names
}
