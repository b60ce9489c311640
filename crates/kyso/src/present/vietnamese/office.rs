//! What is wrong with the lists that an office keeps itself: pictures, profiles, posts. What the reader of TOML says stays as it is: it
//! names key, line and column.

use regulation_rules::profiles::ProfileError;
use signing_workflow::images::{Impossible, RegisterError};
use signing_workflow::outgoing::PostsError;

/// The register of pictures.
pub(crate) fn register(error: &RegisterError) -> String {
    match error {
        RegisterError::Twice(id) => format!("có hai mục cùng tên “{id}”"),
        RegisterError::Impossible { id, what } => {
            let what = match what {
                Impossible::Size => "kích thước không thể có",
                Impossible::Days => "thời hạn sử dụng kết thúc trước khi bắt đầu",
                Impossible::Approval => "ngày phê duyệt sau ngày bắt đầu sử dụng",
                Impossible::File => {
                    "tên tệp không dùng được (chỉ nêu tên tệp nằm cạnh sổ, không nêu đường dẫn)"
                }
            };
            format!("mục “{id}” có {what}")
        }
        RegisterError::Toml(message) => format!("không đọc được: {message}"),
        other => other.to_string(),
    }
}

/// The office's own profiles.
pub(crate) fn profiles(error: &ProfileError) -> String {
    match error {
        ProfileError::Twice { id } => format!("tên mẫu “{id}” đã được dùng"),
        ProfileError::Defaults { id, other } => format!(
            "mẫu “{id}” và mẫu “{other}” cùng là mẫu mặc định cho một mục đích trong cùng thời gian"
        ),
        ProfileError::Profile { id, message } => format!("mẫu “{id}”: {message}"),
        ProfileError::Value { id, key, why } => format!("mẫu “{id}”, khóa {key}: {why}"),
        ProfileError::Toml { message } => format!("không đọc được: {message}"),
        ProfileError::TooLarge { most, .. } => format!("tệp quá lớn (tối đa {most})"),
        other => other.to_string(),
    }
}

/// The list of posts.
pub(crate) fn posts(error: &PostsError) -> String {
    match error {
        PostsError::Days(name) => format!("thời gian của “{name}” kết thúc trước khi bắt đầu"),
        PostsError::Toml(message) => format!("không đọc được: {message}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use regulation_rules::profiles::Profiles;
    use signing_workflow::images::ImageRegister;
    use signing_workflow::outgoing::Posts;

    use super::*;

    const IMAGE: &str = "[[image]]\nid = \"dau\"\nkind = \"seal\"\nfile = \"a.png\"\nsha256 = \"00\"\nowner = \"A\"\napproved_by = \"A\"\n\
         approved_on = \"2024-01-02\"\nfrom = \"2024-01-03\"\nwidth_mm = 36.0\nheight_mm = 36.0\n";

    #[test]
    fn what_is_wrong_with_a_picture_is_said_in_vietnamese() {
        let said = |text: &str| register(&ImageRegister::from_toml(text).unwrap_err());
        let changed = |from: &str, to: &str| said(&IMAGE.replace(from, to));
        assert_eq!(said(&IMAGE.repeat(2)), "có hai mục cùng tên “dau”");
        let cases = [
            ("width_mm = 36.0", "width_mm = 0.0", "kích thước"),
            ("a.png", "../a.png", "tên tệp"),
            (
                "from = \"2024-01-03\"",
                "from = \"2024-01-01\"",
                "ngày phê duyệt",
            ),
            (
                "from = \"2024-01-03\"",
                "from = \"2024-01-03\"\nuntil = \"2024-01-03\"",
                "thời hạn sử dụng",
            ),
        ];
        for (from, to, words) in cases {
            let said = changed(from, to);
            assert!(
                said.starts_with("mục “dau” có ") && said.contains(words),
                "{said}"
            );
        }
        assert!(changed("owner", "ownr").starts_with("không đọc được: "));
    }

    #[test]
    fn so_is_what_is_wrong_with_profiles_and_posts() {
        let error = Profiles::from_toml("set_by = \"A\"\n[[profile]]\nid = 1\n").unwrap_err();
        assert!(profiles(&error).starts_with("mẫu “"), "{error}");
        let error = Posts::from_toml("posts = 1").unwrap_err();
        assert!(posts(&error).starts_with("không đọc được: "), "{error}");
    }
}
