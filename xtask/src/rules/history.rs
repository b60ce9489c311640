//! On which days a rule begins, ends, gives way, and what becomes of its territory.

use gov_ca_model::VietnamDay;
use regulation_rules::law::{End, Force, Instrument, Merger, Start, Territory, Yield};
use regulation_rules::{Lang, Text};

use super::words;

const ISSUED: Text = Text::new("ban hành", "issued");
const BEGINS: Text = Text::new("bắt đầu có hiệu lực", "in force from this day");
const BEGINS_UNKNOWN: Text = Text::new(
    "ngày có hiệu lực không ghi trong bản đã đọc; chưa khai báo thì không kết luận",
    "the first day is not in the text read; nothing is decided until an operator states it",
);
const ENDS: Text = Text::new("ngày cuối còn hiệu lực", "the last day of force");
const END_UNKNOWN: Text = Text::new(
    "có thể đã hết hiệu lực, chưa rõ ngày",
    "it may have ended; the day is not known",
);
const AFTER_MERGER: Text = Text::new(
    "sáp nhập, từ ngày này chưa đọc được văn bản nói quy chế cũ còn áp dụng hay không",
    "merged; whether the old text still applies from this day has not been read",
);

/// One line per event, oldest first; what has no day comes first or, for an unknown end, last.
pub(super) fn lines(instrument: &Instrument, force: Force, lang: Lang) -> Vec<String> {
    let mut events: Vec<(VietnamDay, String)> = Vec::new();
    let said = |text: Text| text.in_language(lang).to_owned();
    events.extend(instrument.issued.map(|day| (day, said(ISSUED))));
    events.extend(force.first_day().map(|day| (day, said(BEGINS))));
    events.extend(
        instrument
            .yields
            .iter()
            .map(|to| (to.from, gives_way(to, lang))),
    );
    events.extend(
        instrument
            .territory
            .and_then(|territory| merged(territory, force, lang)),
    );
    let last = force.first_day_without().map(VietnamDay::previous);
    events.extend(last.map(|day| (day, said(ENDS))));
    events.sort_by_key(|(day, _)| *day); // stable: issue before force on the same day
    let unknown_start = matches!(force.start, Start::Unknown { .. }).then(|| said(BEGINS_UNKNOWN));
    let unknown_end = (force.end == End::Unknown).then(|| said(END_UNKNOWN));
    let dated = events
        .into_iter()
        .map(|(day, what)| format!("{}: {what}", words::day(day, lang)));
    unknown_start
        .into_iter()
        .chain(dated)
        .chain(unknown_end)
        .collect()
}

fn gives_way(to: &Yield, lang: Lang) -> String {
    let title = to.to.title.in_language(lang);
    let because = to.because.in_language(lang);
    match lang {
        Lang::Vi => format!(
            "áp dụng {title} đối với {}: {because}",
            to.kind.vietnamese()
        ),
        Lang::En => format!("{title} governs {} signatures: {because}", to.kind.word()),
    }
}

fn merged(territory: &Territory, force: Force, lang: Lang) -> Option<(VietnamDay, String)> {
    let Merger { on, into } = territory.merged?;
    let ended = force.first_day_without().is_some_and(|end| end <= on);
    let name = territory.name.in_language(lang);
    (!ended).then(|| {
        (
            on,
            format!("{name} → `{into}`: {}", AFTER_MERGER.in_language(lang)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulation_rules::instruments::READ;

    fn of(id: &str, lang: Lang) -> Vec<String> {
        let instrument = READ.iter().find(|known| known.id == id).unwrap();
        lines(instrument, instrument.force, lang)
    }

    #[test]
    fn events_stand_in_the_order_of_their_days() {
        let told = of("nd-130-2018", Lang::En);
        assert_eq!(told[0], "2018-09-27: issued");
        assert_eq!(told[1], "2018-11-15: in force from this day");
        assert!(told[2].starts_with("2024-08-15: Decree No. 68/2024/NĐ-CP governs government"));
        assert_eq!(told[3], "2025-04-09: the last day of force");
        assert_eq!(told.len(), 4);
    }

    #[test]
    fn days_nobody_has_read_are_said_to_be_open() {
        let told = of("binh-dinh-2021", Lang::Vi);
        assert_eq!(told[0], BEGINS_UNKNOWN.vi);
        assert!(told[1].starts_with("01/07/2025: tỉnh Bình Định → `gia-lai`"));
        let told = of("unnamed-fragment", Lang::En);
        assert_eq!(told, [BEGINS_UNKNOWN.en, END_UNKNOWN.en]);
    }

    #[test]
    fn a_merger_after_the_end_is_no_event() {
        let instrument = READ
            .iter()
            .find(|known| known.id == "an-giang-39-2014")
            .unwrap();
        let ended = |day| instrument.force.until(day);
        let merger = VietnamDay::new(2025, 7, 1);
        assert_eq!(lines(instrument, ended(merger), Lang::En).len(), 3);
        assert_eq!(lines(instrument, ended(merger.next()), Lang::En).len(), 4);
    }
}
