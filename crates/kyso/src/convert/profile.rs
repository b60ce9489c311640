//! The profile a run begins with: nothing of the user's, no macros, no links, no network.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Path and property of LibreOffice's configuration, and the value. What a version does not know it ignores.
const SETTINGS: [(&str, &str, &str); 13] = [
    (
        "org.openoffice.Office.Common/Security/Scripting",
        "DisableMacrosExecution",
        "true",
    ),
    (
        "org.openoffice.Office.Common/Security/Scripting",
        "MacroSecurityLevel",
        "3",
    ),
    (
        "org.openoffice.Office.Common/Security/Scripting",
        "DisableActiveContent",
        "true",
    ),
    (
        "org.openoffice.Office.Common/Security/Scripting",
        "DisableOLEAutomation",
        "true",
    ),
    (
        "org.openoffice.Office.Common/Security/Scripting",
        "BlockUntrustedRefererLinks",
        "true",
    ),
    ("org.openoffice.Office.Common/Misc", "UseLocking", "false"),
    // 2: never
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    // 2: by hand, to where nothing listens
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    (
        "org.openoffice.Inet/Settings",
        "ooInetHTTPProxyName",
        "127.0.0.1",
    ),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    (
        "org.openoffice.Inet/Settings",
        "ooInetHTTPSProxyName",
        "127.0.0.1",
    ),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    (
        "org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
        "AutoCheckEnabled",
        "false",
    ),
];

/// Writes the profile into a folder that is not there yet.
pub(super) fn write(folder: &Path) -> io::Result<()> {
    let user = folder.join("user");
    fs::create_dir_all(&user)?;
    fs::write(user.join("registrymodifications.xcu"), settings())
}

fn settings() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" \
         xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n",
    );
    for (path, property, value) in SETTINGS {
        let path = path.replace('\'', "&apos;");
        let _ = writeln!(
            text,
            "<item oor:path=\"/{path}\"><prop oor:name=\"{property}\" oor:op=\"fuse\"><value>{value}</value></prop></item>"
        );
    }
    text.push_str("</oor:items>\n");
    text
}

/// A folder as a `file:` address (RFC 8089), whatever its name.
pub(super) fn address(folder: &Path) -> String {
    let mut text = String::from("file://");
    let path = folder.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        text.push('/'); // C:/…
    }
    for byte in path.bytes() {
        // RFC 3986 §2.3, and what divides a path
        match byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            true => text.push(char::from(byte)),
            false => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_any_name_has_an_address() {
        let address = |path: &str| address(Path::new(path));
        assert_eq!(address("/tmp/a-b_c.d~e"), "file:///tmp/a-b_c.d~e");
        assert_eq!(address("/tmp/ký số"), "file:///tmp/k%C3%BD%20s%E1%BB%91");
        assert_eq!(address("C:/Temp"), "file:///C:/Temp");
    }

    #[test]
    fn the_settings_are_well_formed_and_forbid_macros() {
        let text = settings();
        assert_eq!(text.matches("<item ").count(), SETTINGS.len());
        assert!(text.contains("DisableMacrosExecution\" oor:op=\"fuse\"><value>true<"));
        assert!(!text.contains('\''));
    }
}
