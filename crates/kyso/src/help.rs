//! Help and usage errors in both languages. The command tree is written in Vietnamese in `args`; the English
//! words are laid over it here, and a test sees to it that none is missing.

mod english;
mod english_clerk;
mod english_csc;
mod english_files;
mod english_long_term;
mod english_people;
mod english_registry;
mod english_registry_desk;
mod english_report;
mod english_request;
mod english_serve;
mod english_token;
mod receiving;

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};

use crate::args::Cli;
use crate::args::registry_words::Misread;
use crate::exit::Failure;
use crate::text::{Lang, Text};
use crate::time::BadTime;

fn english(id: &str) -> Option<&'static str> {
    [
        english::ENGLISH,
        english_clerk::ENGLISH,
        english_csc::ENGLISH,
        english_files::ENGLISH,
        english_request::ENGLISH,
        english_long_term::ENGLISH,
        english_registry::ENGLISH,
        english_registry_desk::ENGLISH,
        english_report::ENGLISH,
        english_people::ENGLISH,
        english_serve::ENGLISH,
        english_token::ENGLISH,
        receiving::RECEIVING,
    ]
    .into_iter()
    .flatten()
    .find(|(key, _)| *key == id)
    .map(|(_, text)| *text)
}

/// What a command does: under the name of the command above it, where commands of one name do different things.
fn about(above: &str, name: &str) -> Option<&'static str> {
    english(&format!("{above} {name}")).or_else(|| english(name))
}

/// The command tree with its words in the language asked for.
pub(crate) fn command(lang: Lang) -> Command {
    // who only looks at a scan needs no key
    let mut command = Cli::command().mut_subcommand("copy", |copy| {
        copy.mut_group("key_source", |group| group.required(false))
    });
    command.build();
    dress(command, "", lang)
}

fn dress(mut command: Command, above: &str, lang: Lang) -> Command {
    let (usage, arguments, options, commands) = match lang {
        Lang::Vi => ("Cách dùng", "Tham số", "Tùy chọn", "Lệnh"),
        Lang::En => ("Usage", "Arguments", "Options", "Commands"),
    };
    if lang == Lang::En
        && let Some(about) = about(above, command.get_name())
    {
        command = command.about(about).long_about(None);
    }
    command = command
        .subcommand_help_heading(commands)
        .help_template(format!(
            "{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}"
        ));
    command = command.mut_args(|argument| {
        let heading = if argument.is_positional() {
            arguments
        } else {
            options
        };
        let text = match (lang, argument.get_id().as_str()) {
            (Lang::En, id) => english(id).map(str::to_owned),
            (Lang::Vi, "help") => Some("Hiển thị trợ giúp".to_owned()),
            (Lang::Vi, "version") => Some("Hiển thị phiên bản".to_owned()),
            (Lang::Vi, _) => None,
        };
        let argument = argument.help_heading(heading);
        match text {
            Some(text) => dress_values(argument, text, lang),
            None => argument,
        }
    });
    let name = command.get_name().to_owned();
    command.mut_subcommands(|sub| dress(sub, &name, lang))
}

/// The words of a value are English; where their names are Vietnamese, English help does with the words.
fn dress_values(argument: Arg, text: String, lang: Lang) -> Arg {
    let values = argument.get_possible_values();
    let named = |value: &PossibleValue| {
        value
            .get_help()
            .is_some_and(|name| !name.to_string().is_ascii())
    };
    if lang == Lang::Vi || !values.iter().any(named) {
        return argument.help(text).long_help(None);
    }
    let words: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let text = format!("{text} [{}]", words.join(", "));
    argument
        .hide_possible_values(true)
        .help(text)
        .long_help(None)
}

/// A usage error of clap as one of ours: exit 64, in both languages.
pub(crate) fn usage_failure(error: &clap::Error) -> Failure {
    let what = [
        ContextKind::InvalidArg,
        ContextKind::InvalidSubcommand,
        ContextKind::InvalidValue,
    ]
    .into_iter()
    .filter_map(|kind| error.get(kind))
    .map(shown)
    .chain(
        error
            .get(ContextKind::ValidValue)
            .map(|values| format!("({})", shown(values))),
    )
    .collect::<Vec<_>>()
    .join(" ");
    if let Some(bad) =
        std::error::Error::source(error).and_then(|why| why.downcast_ref::<BadTime>())
    {
        return Failure::usage(
            "usage",
            Text::new(
                format!("Dòng lệnh không đúng: {}.", bad.vietnamese()),
                format!("Wrong usage: {bad}."),
            ),
        );
    }
    if let Some(Misread(fault)) =
        std::error::Error::source(error).and_then(|why| why.downcast_ref())
    {
        return Failure::usage(
            "usage",
            Text::new(
                format!("Dòng lệnh không đúng: {what}: {}.", fault.vietnamese()),
                format!("Wrong usage: {what}: {}.", fault.english()),
            ),
        );
    }
    let (vi, en) = match error.kind() {
        ErrorKind::MissingRequiredArgument => ("thiếu tham số", "missing argument"),
        ErrorKind::UnknownArgument => ("tham số không có", "unknown argument"),
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            ("lệnh không có hoặc còn thiếu", "unknown or missing command")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            ("giá trị không hợp lệ", "value not accepted")
        }
        ErrorKind::ArgumentConflict => {
            ("các tham số loại trừ nhau", "arguments exclude each other")
        }
        _ => ("dòng lệnh không đúng", "wrong command line"),
    };
    Failure::usage(
        "usage",
        Text::new(
            format!("Dòng lệnh không đúng: {vi} {what}. Xem: kyso --help"),
            format!("Wrong usage: {en} {what}. See: kyso --lang en --help"),
        ),
    )
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(command: &Command, path: &str, found: &mut Vec<String>) {
        let above = path.rsplit(' ').next().unwrap_or_default();
        if about(above, command.get_name()).is_none() {
            found.push(format!("{path} {}", command.get_name()));
        }
        for argument in command.get_arguments() {
            if english(argument.get_id().as_str()).is_none() {
                found.push(format!(
                    "{path} {} --{}",
                    command.get_name(),
                    argument.get_id()
                ));
            }
            let vietnamese = argument
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            let built_in = matches!(argument.get_id().as_str(), "help" | "version");
            if vietnamese.is_empty() && !built_in {
                found.push(format!("no Vietnamese: {}", argument.get_id()));
            }
        }
        for sub in command.get_subcommands() {
            missing(sub, &format!("{path} {}", command.get_name()), found);
        }
    }

    #[test]
    fn every_word_of_help_exists_in_both_languages() {
        let mut found = Vec::new();
        missing(&Cli::command(), "", &mut found);
        assert!(found.is_empty(), "{found:#?}");
    }

    fn vietnamese_in(command: &Command, found: &mut Vec<String>) {
        let help = command.clone().render_long_help().to_string();
        let letters = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";
        let lines = help.lines();
        let vietnamese = lines.filter(|line| line.contains(|letter| letters.contains(letter)));
        found.extend(vietnamese.map(|line| format!("{}: {line}", command.get_name())));
        for sub in command.get_subcommands() {
            vietnamese_in(sub, found);
        }
    }

    #[test]
    fn english_help_is_english_to_the_last_value() {
        let mut found = Vec::new();
        vietnamese_in(&command(Lang::En), &mut found);
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn the_command_tree_is_consistent() {
        command(Lang::En).debug_assert();
        command(Lang::Vi).debug_assert();
    }
}
