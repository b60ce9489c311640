//! Who holds which post, and who has the body's key device, on which day: what the office keeps, read from TOML.
//!
//! Printed title and signature belong to whoever holds the post on the day (Tây Ninh Điều 12(4)); the body's device to whoever it was given
//! (NĐ 30/2020 Điều 32(2)(b), Bình Định Điều 13(4)). The list says who, since when, and by which paper.

use gov_ca_model::VietnamDay;
use serde::Deserialize;

use crate::roles::same_name;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posts {
    /// Who signs for the body, and under which title.
    #[serde(default, rename = "post")]
    pub posts: Vec<Post>,
    /// Who keeps the body's key device.
    #[serde(default, rename = "custodian")]
    pub custodians: Vec<Custodian>,
}

/// A post (chức vụ) and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Who.
    pub name: String,
    /// The title.
    pub title: String,
    /// The first day.
    pub from: VietnamDay,
    /// The first day on which it is held no more.
    pub until: Option<VietnamDay>,
    /// By which decision.
    pub by: String,
}

/// Who keeps a key device of the body (người được giao quản lý, sử dụng thiết bị).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Custodian {
    /// Who.
    pub name: String,
    /// SHA-256 of the certificate on the device, hexadecimal.
    pub certificate: String,
    /// The first day.
    pub from: VietnamDay,
    /// The first day on which somebody else has it.
    pub until: Option<VietnamDay>,
    /// By which paper it was handed over.
    pub by: String,
}

/// Why the list cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PostsError {
    /// Not readable, or with a key that is not known.
    #[error("the list of posts is not readable: {0}")]
    Toml(String),
    /// It ends before it begins.
    #[error("{0} ends before it begins")]
    Days(String),
}

impl Posts {
    /// Reads the list.
    ///
    /// # Errors
    /// [`PostsError`].
    pub fn from_toml(text: &str) -> Result<Self, PostsError> {
        let list: Self =
            toml::from_str(text).map_err(|error| PostsError::Toml(error.to_string()))?;
        let posts = list
            .posts
            .iter()
            .map(|post| (&post.name, post.from, post.until));
        let custodians = list
            .custodians
            .iter()
            .map(|one| (&one.name, one.from, one.until));
        let wrong = posts
            .chain(custodians)
            .find(|(_, from, until)| until.is_some_and(|end| end <= *from));
        match wrong {
            Some((name, ..)) => Err(PostsError::Days(name.clone())),
            None => Ok(list),
        }
    }

    /// The posts that this person holds that day.
    pub fn held_by<'a>(&'a self, name: &'a str, day: VietnamDay) -> impl Iterator<Item = &'a Post> {
        self.posts.iter().filter(move |post| {
            same_name(&post.name, name).is_some() && during(post.from, post.until, day)
        })
    }

    /// The post this person held last, where that is over.
    #[must_use]
    pub fn ended(&self, name: &str, day: VietnamDay) -> Option<&Post> {
        let over = |post: &&Post| post.until.is_some_and(|end| end <= day);
        let mine = self
            .posts
            .iter()
            .filter(|post| same_name(&post.name, name).is_some());
        mine.filter(over).max_by_key(|post| post.until)
    }

    /// Who keeps the device with this certificate that day; none where the list does not know it.
    #[must_use]
    pub fn custodian(&self, certificate: &str, day: VietnamDay) -> Option<&Custodian> {
        let it = |one: &&Custodian| {
            one.certificate.eq_ignore_ascii_case(certificate) && during(one.from, one.until, day)
        };
        self.custodians.iter().rfind(it)
    }
}

fn during(from: VietnamDay, until: Option<VietnamDay>, day: VietnamDay) -> bool {
    from <= day && until.is_none_or(|end| day < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"
        [[post]]
        name = "Nguyễn Văn Mẫu"
        title = "Giám đốc"
        from = "2024-01-01"
        until = "2026-07-01"
        by = "Quyết định số 01/QĐ-UBND"

        [[post]]
        name = "Trần Thị Thúy"
        title = "Giám đốc"
        from = "2026-07-01"
        by = "Quyết định số 99/QĐ-UBND"

        [[custodian]]
        name = "Lê Văn Thư"
        certificate = "AB01"
        from = "2025-01-01"
        by = "Biên bản số 03"
    "#;

    const fn day(year: i16, month: i8, day: i8) -> VietnamDay {
        VietnamDay::new(year, month, day)
    }

    #[test]
    fn a_post_is_held_from_its_first_day_to_the_day_before_its_end() {
        let posts = Posts::from_toml(LIST).unwrap();
        let held = |name, on| posts.held_by(name, on).next().is_some();
        assert!(!held("Nguyễn Văn Mẫu", day(2023, 12, 31)));
        assert!(held("Nguyễn Văn Mẫu", day(2024, 1, 1)));
        assert!(held("NGUYỄN VĂN MẪU", day(2026, 6, 30)));
        assert!(!held("Nguyễn Văn Mẫu", day(2026, 7, 1)));
        assert!(held("Trần Thị Thuý", day(2026, 7, 1)), "either tone habit");
        let ended = |on| {
            posts
                .ended("Nguyễn Văn Mẫu", on)
                .map(|post| post.title.as_str())
        };
        assert_eq!(ended(day(2026, 6, 30)), None);
        assert_eq!(ended(day(2026, 7, 1)), Some("Giám đốc"));
    }

    #[test]
    fn a_device_is_kept_by_whoever_it_was_given() {
        let posts = Posts::from_toml(LIST).unwrap();
        let keeps = |certificate, on| {
            posts
                .custodian(certificate, on)
                .map(|one| one.name.as_str())
        };
        assert_eq!(keeps("ab01", day(2025, 1, 1)), Some("Lê Văn Thư"));
        assert_eq!(keeps("ab01", day(2024, 12, 31)), None);
        assert_eq!(keeps("ab02", day(2025, 1, 1)), None);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert!(matches!(
            Posts::from_toml("[[chair]]"),
            Err(PostsError::Toml(_))
        ));
        let turned = LIST.replace(
            "2026-07-01\"\n        by = \"Quyết định số 01",
            "2023-07-01\"\n        by = \"Quyết định số 01",
        );
        assert_ne!(turned, LIST);
        assert_eq!(
            Posts::from_toml(&turned),
            Err(PostsError::Days("Nguyễn Văn Mẫu".to_owned()))
        );
    }
}
