//! The lines a new rule adds to files that exist, each at its place.

use regulation_rules::instruments::READ;

use super::{NewRule, folder};

/// The name of the instrument in its `mod.rs`: `ND_68_2024`.
pub(super) fn constant(module: &str) -> Result<&str, String> {
    let statics = module
        .lines()
        .filter_map(|line| line.strip_prefix("pub static "));
    let mut names = statics.filter_map(|rest| rest.strip_suffix(": Instrument = Instrument {"));
    names
        .next()
        .ok_or_else(|| "mod.rs: no `pub static … : Instrument`".to_owned())
}

/// `pub mod …;`, in the order of the names.
pub(super) fn in_module(text: &str, rule: &NewRule) -> Result<String, String> {
    let line = format!("pub mod {};", rule.module());
    if text.lines().any(|known| known == line) {
        return Err(format!("mod.rs: {line} exists"));
    }
    let is_module = |known: &&str| known.starts_with("pub mod ");
    let later = text
        .lines()
        .position(|known| is_module(&known) && known > line.as_str());
    let after_last = || {
        text.lines()
            .rev()
            .position(|known| is_module(&known))
            .map(|from_end| text.lines().count() - from_end)
    };
    let at = later.or_else(after_last).ok_or("mod.rs: no `pub mod`")?;
    Ok(inserted(text, at, &line))
}

/// A line in the list of the sheet: after the last rule of the same instrument, else before the first rule of a later one.
pub(super) fn in_register(text: &str, rule: &NewRule) -> Result<String, String> {
    let line = format!("    &{}::{}::RULE,", rule.folder, rule.module());
    if text.lines().any(|known| known == line) {
        return Err(format!("register.rs: {line} exists"));
    }
    let head = format!("pub static {}: ", rule.sheet.list);
    let start = text.lines().position(|known| known.starts_with(&head));
    let start = start.ok_or_else(|| format!("register.rs: no {head}"))? + 1;
    let list: Vec<&str> = text
        .lines()
        .skip(start)
        .take_while(|known| *known != "];")
        .collect();
    let age = |folder_name: &str| READ.iter().position(|known| folder(known) == folder_name);
    let of = |entry: &str| entry_parts(entry).and_then(|(module, _)| age(module));
    let own = age(&rule.folder);
    let at = list
        .iter()
        .rposition(|entry| of(entry) == own)
        .map(|last| last + 1);
    let at = at
        .or_else(|| list.iter().position(|entry| of(entry) > own))
        .unwrap_or(list.len());
    Ok(inserted(text, start + at, &line))
}

/// All codes in the order of `kyso rules list`, as the changed register gives them.
pub(super) fn in_codes(text: &str, register: &str, rule: &NewRule) -> Result<String, String> {
    let mut rules: Vec<(String, String)> = register
        .lines()
        .filter_map(entry_parts)
        .map(|(module, slug)| (module.replace('_', "-"), slug.replace('_', "-")))
        .collect();
    rules.sort_by(|(one, _), (other, _)| one.cmp(other)); // stable, as the register sorts
    let codes: Vec<String> = rules
        .iter()
        .map(|(id, slug)| format!("{id}/{slug}"))
        .collect();
    let without: Vec<&str> = codes
        .iter()
        .map(String::as_str)
        .filter(|code| *code != rule.code())
        .collect();
    if without != text.lines().collect::<Vec<_>>() {
        return Err(
            "tests/codes.txt is not what register.rs lists, or has the code already".to_owned(),
        );
    }
    Ok(codes.join("\n") + "\n")
}

/// `&nd_68_2024::certificate_expired::RULE,` → module and file.
fn entry_parts(line: &str) -> Option<(&str, &str)> {
    line.trim()
        .strip_prefix('&')?
        .strip_suffix("::RULE,")?
        .split_once("::")
}

fn inserted(text: &str, at: usize, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(at, line);
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTER: &str = "pub static SIGNATURE: &[&Rule<SignatureFacts>] = &[\n    &luat_51_2005::a_b::RULE,\n    &nd_68_2024::c_d::RULE,\n];\npub static DEVICE: &[&Rule<DeviceFacts>] = &[\n    &nd_68_2024::e_f::RULE,\n];\n";

    fn rule(instrument: &str, slug: &str, sheet: &str) -> NewRule {
        NewRule::named(instrument, slug, sheet).unwrap()
    }

    #[test]
    fn the_register_is_in_the_order_of_age() {
        let list = |instrument, sheet| {
            let text = in_register(REGISTER, &rule(instrument, "x-y", sheet)).unwrap();
            let entries: Vec<String> = text
                .lines()
                .filter_map(entry_parts)
                .map(|(module, slug)| format!("{module}/{slug}"))
                .collect();
            entries.join(" ")
        };
        assert_eq!(
            list("nd_30_2020", "signature"),
            "luat_51_2005/a_b nd_30_2020/x_y nd_68_2024/c_d nd_68_2024/e_f"
        );
        assert_eq!(
            list("luat_51_2005", "signature"),
            "luat_51_2005/a_b luat_51_2005/x_y nd_68_2024/c_d nd_68_2024/e_f"
        );
        assert_eq!(
            list("tay_ninh_2025", "signature"),
            "luat_51_2005/a_b nd_68_2024/c_d tay_ninh_2025/x_y nd_68_2024/e_f"
        );
        assert_eq!(
            list("nd_130_2018", "device"),
            "luat_51_2005/a_b nd_68_2024/c_d nd_130_2018/x_y nd_68_2024/e_f"
        );
        assert!(in_register(REGISTER, &rule("nd_68_2024", "c-d", "signature")).is_err());
        assert!(in_register(REGISTER, &rule("nd_68_2024", "x-y", "package")).is_err());
    }

    #[test]
    fn modules_are_in_the_order_of_their_names() {
        let text = "//! x\n\npub mod b_b;\npub mod d_d;\n\nuse a;\n";
        let added = |slug| in_module(text, &rule("nd_68_2024", slug, "signature"));
        assert_eq!(
            added("a-a").unwrap(),
            "//! x\n\npub mod a_a;\npub mod b_b;\npub mod d_d;\n\nuse a;\n"
        );
        assert_eq!(
            added("c-c").unwrap(),
            "//! x\n\npub mod b_b;\npub mod c_c;\npub mod d_d;\n\nuse a;\n"
        );
        assert_eq!(
            added("e-e").unwrap(),
            "//! x\n\npub mod b_b;\npub mod d_d;\npub mod e_e;\n\nuse a;\n"
        );
        assert!(added("b-b").is_err());
        assert!(in_module("use a;\n", &rule("nd_68_2024", "a-a", "signature")).is_err());
    }

    #[test]
    fn codes_that_are_not_those_of_the_register_are_refused() {
        let new = rule("luat_51_2005", "x-y", "device");
        let register = in_register(REGISTER, &new).unwrap();
        let codes = "luat-51-2005/a-b\nnd-68-2024/c-d\nnd-68-2024/e-f\n";
        let expected = "luat-51-2005/a-b\nluat-51-2005/x-y\nnd-68-2024/c-d\nnd-68-2024/e-f\n";
        assert_eq!(in_codes(codes, &register, &new).unwrap(), expected);
        assert!(in_codes(expected, &register, &new).is_err());
        assert!(in_codes("luat-51-2005/a-b\n", &register, &new).is_err());
    }

    #[test]
    fn the_constant_of_an_instrument_is_found() {
        assert_eq!(
            constant("x\npub static ND_1: Instrument = Instrument {\n").unwrap(),
            "ND_1"
        );
        assert!(constant("pub static A: u8 = 1;\n").is_err());
    }
}
