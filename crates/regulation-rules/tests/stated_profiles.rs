//! An office's own profiles, in TOML: the same shape, bounded, each refusal naming profile and key.
#![allow(clippy::unwrap_used, missing_docs)]

use gov_ca_model::VietnamDay;
use regulation_rules::profiles::{
    self, Availability, Offer, ProfileError, Profiles, Purpose, Set, Values,
};
use regulation_rules::{Lang, LawBook};

const FILE: &str = r#"
set_by = "Văn phòng Ủy ban nhân dân tỉnh Mẫu"

[[profile]]
id = "mau.attachment"
title = { vi = "Chữ ký số trên phụ lục", en = "Signature on an annex" }
purpose = "attachment"
class = "body"
default = true
from = "2026-01-01"
until = "2027-01-01"
province = "tay-ninh"
pictures = { shown = "seal", seal_ink = "red", file = "transparent-png" }
bounds = { width = [65, 80], height = [10, 14.5] }
size = { millimetres = { width = 70, height = 12.5 } }
lines = [[{ words = "Số: " }, "number-and-symbol"], ["signing-time"]]
lettering = { face = "times-new-roman", size = 10, style = "upright", colour = "black", align = "right" }
frame = { line = 0.2, colour = "red" }
placement = { at = "corner", corner = "top-right", from_side = 15, from_edge = 5.5 }
"#;

fn refused(from: &str, to: &str) -> String {
    assert!(FILE.contains(from), "{from}");
    Profiles::from_toml(&FILE.replacen(from, to, 1))
        .unwrap_err()
        .to_string()
}

fn on(year: i16, month: i8, day: i8) -> VietnamDay {
    VietnamDay::new(year, month, day)
}

#[test]
fn every_value_is_set_by_the_office() {
    let profiles = Profiles::from_toml(FILE).unwrap();
    let mine = profiles.by_id("mau.attachment").unwrap();
    let office = "Văn phòng Ủy ban nhân dân tỉnh Mẫu";
    assert_eq!(mine.sets().len(), 14);
    for (key, set) in mine.sets() {
        assert_eq!(set, Set::Office(office), "{key}");
        assert!(set.cites().is_empty());
    }
    let lines = mine.lines(&Values {
        number: Some("7".to_owned()),
        symbol: Some("TB-VP".to_owned()),
        signed_at: Some("2026-11-22T07:30:05Z".parse().unwrap()),
        ..Values::default()
    });
    assert_eq!(lines.unwrap(), ["Số: 7/TB-VP", "2026-11-22T14:30:05+07:00"]);
    insta::assert_snapshot!("told", mine.told(Lang::Vi));
    assert_eq!(profiles.iter().count(), profiles::all().len() + 1);
    assert!(profiles.by_id("nd30.person").is_some());
}

#[test]
fn an_offices_default_takes_the_place_of_the_laws_within_its_days_and_province() {
    let profiles = Profiles::from_toml(FILE).unwrap();
    let law = LawBook::as_read();
    let default = |day, province| {
        let profile = profiles.default_for(Purpose::Attachment, day, province, &law);
        profile.unwrap().id
    };
    let here = Some("tay-ninh");
    assert_eq!(default(on(2025, 12, 31), here), "nd30.attachment");
    assert_eq!(default(on(2026, 1, 1), here), "mau.attachment");
    assert_eq!(default(on(2026, 12, 31), here), "mau.attachment");
    assert_eq!(default(on(2027, 1, 1), here), "nd30.attachment");
    assert_eq!(default(on(2026, 1, 1), None), "nd30.attachment");
    let offers = profiles.at(on(2026, 1, 1), here, &law);
    let offer = |id: &str| -> &Offer { offers.iter().find(|it| it.profile.id == id).unwrap() };
    assert_eq!(offer("mau.attachment").availability, Availability::Office);
    assert_eq!(offer("nd30.attachment").availability, Availability::InForce);
    assert!(!offer("nd30.attachment").is_default);
    assert!(offer("nd30.person").is_default);
    let modest = FILE.replace("default = true\n", "");
    let profiles = Profiles::from_toml(&modest).unwrap();
    let kept = profiles.default_for(Purpose::Attachment, on(2026, 1, 1), here, &law);
    assert_eq!(kept.unwrap().id, "nd30.attachment");
}

#[test]
fn a_key_that_is_unknown_or_missing_is_named_with_its_profile() {
    for (from, to, key) in [
        ("lettering = {", "leterring = {", "leterring"),
        ("seal_ink", "seal_inc", "seal_inc"),
        ("from_side = 15", "from_sides = 15", "from_side"),
        ("class = \"body\"\n", "", "class"),
        ("purpose = \"attachment\"", "purpose = \"annex\"", "purpose"),
        ("size = 10", "size = 1000", "size"),
        ("from_edge = 5.5", "from_edge = 5.5, above = 1", "above"),
        ("height = 12.5", "height = 12.5, depth = 1", "depth"),
        ("line = 0.2", "line = 0.2, dash = 1", "dash"),
        ("[65, 80]", "[65, 80, 90]", "bounds"),
        ("en = \"Signature on an annex\"", "fr = \"\"", "fr"),
        ("words = ", "word = ", "lines"),
        ("from = \"2026-01-01\"", "from = \"1/1/2026\"", "from"),
    ] {
        let message = refused(from, to);
        assert!(message.contains("mau.attachment"), "{message}");
        assert!(message.contains(key), "{key}: {message}");
    }
    assert!(refused("set_by", "by").contains("`by`"));
    assert!(refused("id = \"mau.attachment\"\n", "").contains("#1"));
    let message = refused("placement = ", "lines_ours = 1\nplacement = ");
    assert!(message.contains("lines_ours"), "{message}");
}

#[test]
fn refusals_as_an_office_reads_them() {
    let told = [
        refused("lettering = {", "leterring = {"),
        refused("colour = \"red\"", "colour = \"pink\""),
        refused("from_side = 15, ", ""),
        refused("width = 70", "width = 64.9"),
        refused("\"signing-time\"", "\"signing_time\""),
        refused("[[profile]]", "[[profile]"),
    ];
    insta::assert_snapshot!("refusals", told.join("\n---\n"));
}

#[test]
fn a_value_that_cannot_be_is_named_with_its_profile() {
    let seal = "pictures = { shown = \"seal\", seal_ink = \"red\", file = \"transparent-png\" }";
    let long = format!("words = \"{}\"", "ố".repeat(201));
    let long_id = format!("id = \"{}\"", "a".repeat(41));
    let many_lines = format!("lines = [{}", "[\"number\"], ".repeat(7));
    let many_pieces = format!("lines = [[{}", "\"number\", ".repeat(11));
    for (from, to, key) in [
        ("id = \"mau.attachment\"", "id = \"Mẫu\"", "id"),
        ("id = \"mau.attachment\"", "id = \"\"", "id"),
        ("id = \"mau.attachment\"", &long_id, "id"),
        (
            "vi = \"Chữ ký số trên phụ lục\"",
            "vi = \" \"",
            "title or remark",
        ),
        ("until = \"2027-01-01\"", "until = \"2026-01-01\"", "until"),
        ("province = \"tay-ninh\"", "province = \"\"", "province"),
        ("seal_ink = \"red\", ", "", "pictures.seal_ink"),
        (
            "seal_ink = \"red\"",
            "seal_ink = \"red\", signature_ink = \"blue\"",
            "pictures.signature_ink",
        ),
        (", file = \"transparent-png\"", "", "pictures.file"),
        ("seal_ink = \"red\"", "seal_ink = \"other\"", "pictures"),
        ("width = 70", "width = 64.9", "size"),
        ("width = 70", "width = 0.5", "size"),
        ("width = 70", "width = nan", "size"),
        ("height = 12.5", "height = 298", "size"),
        ("[65, 80]", "[80, 65]", "bounds"),
        ("[65, 80]", "[65, 211]", "bounds"),
        ("\"signing-time\"", "\"signing_time\"", "lines"),
        ("[\"signing-time\"]", "[]", "lines"),
        ("words = \"Số: \"", "words = \"\"", "lines"),
        ("words = \"Số: \"", "words = \"Số\\n\"", "lines"),
        ("words = \"Số: \"", &long, "lines"),
        ("lines = [", &many_lines, "lines"),
        ("lines = [[", &many_pieces, "lines"),
        (
            "lines = [[{ words = \"Số: \" }, \"number-and-symbol\"], [\"signing-time\"]]",
            "lines = []",
            "lettering",
        ),
        (
            "lettering = { face = \"times-new-roman\", size = 10, style = \"upright\", colour = \"black\", align = \"right\" }",
            "",
            "lettering",
        ),
        ("size = 10", "size = 5", "lettering.size"),
        (
            "colour = \"black\"",
            "colour = \"other\"",
            "lettering.colour",
        ),
        ("line = 0.2", "line = 5.1", "frame.line"),
        ("colour = \"red\" }", "colour = \"other\" }", "frame.colour"),
        ("from_edge = 5.5", "from_edge = -1", "placement.from_edge"),
        ("from_side = 15", "from_side = inf", "placement.from_side"),
        (
            "at = \"corner\", corner = \"top-right\", from_side = 15, from_edge = 5.5",
            "at = \"over-left-of-signature\", share = 1.1",
            "placement.share",
        ),
    ] {
        let message = refused(from, to);
        let expected = format!("`{key}`: ");
        assert!(message.contains(&expected), "{from} → {to}: {message}");
        assert_eq!(message.contains("mau.attachment"), key != "id", "{message}");
    }
    let unbounded = FILE.replacen(
        "bounds = { width = [65, 80], height = [10, 14.5] }\n",
        "",
        1,
    );
    let too_wide = unbounded.replacen("width = 70", "width = 210.1", 1);
    assert!(Profiles::from_toml(&unbounded).is_ok());
    let message = Profiles::from_toml(&too_wide).unwrap_err().to_string();
    assert!(message.contains("`size`: is not 1 mm to"), "{message}");
    let unseen = FILE.replacen(seal, "pictures = { shown = \"nothing\" }", 1);
    let unseen = unseen.replacen(
        "size = { millimetres = { width = 70, height = 12.5 } }",
        "size = \"registered\"",
        1,
    );
    let message = Profiles::from_toml(&unseen).unwrap_err().to_string();
    assert!(message.contains("`size`: \"registered\""), "{message}");
    assert!(refused("\"Văn phòng Ủy ban nhân dân tỉnh Mẫu\"", "\"\"").contains("set_by"));
}

#[test]
fn what_is_at_the_limit_is_read() {
    let whole = |from: &str, to: &str| Profiles::from_toml(&FILE.replacen(from, to, 1)).is_ok();
    let id = format!("id = \"{}\"", "a".repeat(40));
    assert!(whole("id = \"mau.attachment\"", &id));
    let size = "size = { millimetres = { width = 70, height = 12.5 } }";
    assert!(whole(size, "size = \"registered\""), "a seal is shown");
    assert!(whole("width = 70", "width = 65"));
    assert!(whole("width = 70", "width = 80"));
    assert!(whole("size = 10", "size = 6"));
    assert!(whole("size = 10", "size = 72"));
    assert!(whole("line = 0.2", "line = 5"));
    assert!(whole(
        "words = \"Số: \"",
        &format!("words = \"{}\"", "ố".repeat(200))
    ));
    assert!(whole(
        "lines = [",
        &format!("lines = [{}", "[\"number\"], ".repeat(6))
    ));
    assert!(whole(
        "lines = [[",
        &format!("lines = [[{}", "\"number\", ".repeat(10))
    ));
    assert!(whole("from_edge = 5.5", "from_edge = 0"));
    let corner = "at = \"corner\", corner = \"top-right\", from_side = 15, from_edge = 5.5";
    for share in ["0.05", "1"] {
        let over = format!("at = \"over-left-of-signature\", share = {share}");
        assert!(whole(corner, &over), "{share}");
    }
}

#[test]
fn ids_and_defaults_stand_once() {
    let second = |id: &str, rest: &str| {
        let profile = FILE.split_once("[[profile]]").unwrap().1;
        let profile = profile.replacen("mau.attachment", id, 1);
        let days = "from = \"2026-01-01\"\nuntil = \"2027-01-01\"\nprovince = \"tay-ninh\"\n";
        let profile = profile.replacen(days, rest, 1);
        Profiles::from_toml(&format!("{FILE}\n[[profile]]{profile}"))
    };
    let later = "from = \"2027-01-01\"\n";
    let earlier = "until = \"2026-01-01\"\n";
    let elsewhere = "province = \"gia-lai\"\n";
    assert!(second("mau.later", later).is_ok());
    assert!(second("mau.earlier", earlier).is_ok());
    assert!(second("mau.elsewhere", elsewhere).is_ok());
    for overlapping in ["", "until = \"2026-01-02\"\n", "from = \"2026-12-31\"\n"] {
        let refused = second("mau.other", overlapping).unwrap_err();
        let defaults = ProfileError::Defaults {
            id: "mau.other".to_owned(),
            other: "mau.attachment".to_owned(),
        };
        assert_eq!(refused, defaults);
    }
    for taken in ["mau.attachment", "nd30.person"] {
        let refused = second(taken, later).unwrap_err();
        let twice = ProfileError::Twice {
            id: taken.to_owned(),
        };
        assert_eq!(refused, twice);
    }
}

#[test]
fn a_file_is_bounded() {
    let padded = |bytes: usize| format!("{FILE}#{}", "x".repeat(bytes - FILE.len() - 1));
    assert!(Profiles::from_toml(&padded(64 * 1024)).is_ok());
    let large = Profiles::from_toml(&padded(64 * 1024 + 1)).unwrap_err();
    assert!(
        matches!(large, ProfileError::TooLarge { what: "bytes", .. }),
        "{large}"
    );
    let many = |count: usize| format!("set_by = \"Mẫu\"\n{}", "[[profile]]\n".repeat(count));
    let many_read = Profiles::from_toml(&many(64)).unwrap_err();
    assert!(
        matches!(many_read, ProfileError::Profile { .. }),
        "{many_read}"
    );
    let too_many = Profiles::from_toml(&many(65)).unwrap_err();
    assert!(matches!(
        too_many,
        ProfileError::TooLarge {
            what: "profiles",
            ..
        }
    ));
    assert_eq!(
        Profiles::from_toml("set_by = \"Mẫu\"")
            .unwrap()
            .iter()
            .count(),
        profiles::all().len()
    );
}

/// Each place can be written as it is read back as data.
#[test]
fn a_place_is_written_as_data_shows_it() {
    for profile in profiles::all() {
        let data = serde_json::to_value(profile.placement.value).unwrap();
        let read: profiles::Placement = serde_json::from_value(data).unwrap();
        assert_eq!(read, profile.placement.value, "{}", profile.id);
        let size = serde_json::to_value(profile.size.value).unwrap();
        let read: profiles::Size = serde_json::from_value(size).unwrap();
        assert_eq!(read, profile.size.value, "{}", profile.id);
    }
}
