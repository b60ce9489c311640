//! The orders.

use super::{Act, Attachments, Need, Numbering, Order, Step, Subject};
use crate::Text;
use crate::instruments::READ_ON;
use crate::instruments::an_giang_39_2014::AN_GIANG_39_2014;
use crate::instruments::nd_30_2020::ND_30_2020;
use crate::law::Citation;
use crate::profiles::{Class, GivesWay, Governed, Set};

static BOTH_SIGN: [Citation; 1] = [ND_30_2020.article("5").clause("1")];
static AFTER_PERSON: [Citation; 1] = [ND_30_2020.article("32").clause("2").point("d")];
static BODY_SIGNS: [Citation; 1] = [ND_30_2020.article("33").clause("2")];
static ANNEX_I: [Citation; 1] = [ND_30_2020.annex("I")];
static CLERK_FILLS: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("1").point("a").dash(1)];
static CLERK_SIGNS: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("1").point("a").dash(2)];
static FILLED_FIRST: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("1").point("b").dash(1)];
static PERSON_SIGNS: [Citation; 1] = [AN_GIANG_39_2014.article("8").clause("1").point("b").dash(2)];
static NOTHING_APART: [Citation; 1] =
    [AN_GIANG_39_2014.article("8").clause("2").point("c").dash(2)];

const SEEN: Set = Set::ours(
    "theo thực tế đã quan sát ở văn bản của các bộ (tháng 7/2026)",
    "as seen in files of ministries (July 2026)",
);
const OURS: Set = Set::ours("không văn bản nào đã đọc quy định", "no text read sets it");
const BY_BOTH: Set = Set::law(&BOTH_SIGN, READ_ON);
const AG_PERSON: Set = Set::law(&PERSON_SIGNS, READ_ON);
const AG_CLERK: Set = Set::law(&CLERK_SIGNS, READ_ON);

pub(super) const ALL: &[&Order] = &[
    &PERSON_THEN_AGENCY,
    &COPY,
    &AN_GIANG_PERSON,
    &AN_GIANG_COLLECTIVE,
    &BY_HAND,
];

const INITIALS: Step = Step {
    act: Act::Initials,
    class: SEEN.on(Class::Person),
    need: SEEN.on(Need::Possible),
    on_day_of_issue: None,
};

/// Ministries stamp number, day and month after the leader and before the seal; the decree's text read says neither before nor after.
const NUMBER: Step = Step {
    act: Act::NumberAndDate,
    class: SEEN.on(Class::Body),
    need: SEEN.on(Need::UnlessPrinted),
    on_day_of_issue: None,
};

/// The authorised person, then the agency (NĐ 30/2020 Điều 5(1), 32(2)(d)).
static PERSON_THEN_AGENCY: Order = Order {
    id: "nd30.person-then-agency",
    title: Text::new(
        "Người có thẩm quyền ký số, sau đó cơ quan, tổ chức ký số, theo Nghị định số 30/2020/NĐ-CP",
        "The authorised person, then the agency, under Decree 30/2020/NĐ-CP",
    ),
    subject: Subject::BornElectronic,
    governed: Governed::Law(&ND_30_2020),
    gives_way: None,
    preferred: true,
    steps: &[
        INITIALS,
        Step {
            act: Act::AuthorisedPerson,
            class: BY_BOTH.on(Class::Person),
            need: Set::law(&AFTER_PERSON, READ_ON).on(Need::Required),
            on_day_of_issue: None,
        },
        NUMBER,
        Step {
            act: Act::Agency,
            class: Set::law(&BODY_SIGNS, READ_ON).on(Class::Body),
            need: BY_BOTH.on(Need::Required),
            on_day_of_issue: None,
        },
    ],
    numbering: SEEN.on(Numbering::BeforeOrStamped),
    attachments: Set::law(&ANNEX_I, READ_ON).on(Attachments::ByAgency),
};

/// The agency alone (NĐ 30/2020 Điều 32(2)(d) excepts copies; 33(2)).
static COPY: Order = Order {
    id: "nd30.copy",
    title: Text::new(
        "Cơ quan, tổ chức ký số trên bản sao điện tử do mình thực hiện, theo Nghị định số 30/2020/NĐ-CP",
        "The agency alone, on an electronic copy it made, under Decree 30/2020/NĐ-CP",
    ),
    subject: Subject::Copy,
    governed: Governed::Law(&ND_30_2020),
    gives_way: None,
    preferred: true,
    steps: &[Step {
        act: Act::Agency,
        class: Set::law(&BODY_SIGNS, READ_ON).on(Class::Body),
        need: Set::law(&AFTER_PERSON, READ_ON).on(Need::Required),
        on_day_of_issue: None,
    }],
    numbering: OURS.on(Numbering::BeforeOrStamped),
    attachments: Set::law(&ANNEX_I, READ_ON).on(Attachments::ByAgency),
};

const HIGHER_TEXT: Text = Text::new(
    "từ khi Nghị định số 30/2020/NĐ-CP có hiệu lực, văn bản có hiệu lực pháp lý cao hơn được chọn (theo chương trình); chưa đọc được Quyết định số 39/2014/QĐ-UBND đã bị bãi bỏ hay chưa",
    "since Decree 30/2020/NĐ-CP the higher text is chosen (ours); whether Decision 39/2014/QĐ-UBND was repealed has not been read",
);
const GIVES_WAY: Option<GivesWay> = Some(GivesWay {
    to: &ND_30_2020,
    because: HIGHER_TEXT,
});

/// Number and date filled in, then the authorised person alone, on the day of issue (An Giang Điều 8(1)(b)).
static AN_GIANG_PERSON: Order = Order {
    id: "angiang.person",
    title: Text::new(
        "Người có thẩm quyền ký số bằng chứng thư cá nhân, theo Quyết định số 39/2014/QĐ-UBND của tỉnh An Giang",
        "The authorised person with a personal certificate, under Decision 39/2014/QĐ-UBND of An Giang",
    ),
    subject: Subject::BornElectronic,
    governed: Governed::Law(&AN_GIANG_39_2014),
    gives_way: GIVES_WAY,
    preferred: true,
    steps: &[Step {
        act: Act::AuthorisedPerson,
        class: AG_PERSON.on(Class::Person),
        need: AG_PERSON.on(Need::Required),
        on_day_of_issue: Some(AG_PERSON),
    }],
    numbering: Set::law(&FILLED_FIRST, READ_ON).on(Numbering::BeforeSigning),
    attachments: Set::law(&NOTHING_APART, READ_ON).on(Attachments::WithMain),
};

/// The clerk with the collective certificate, on the day of issue (An Giang Điều 8(1)(a)).
static AN_GIANG_COLLECTIVE: Order = Order {
    id: "angiang.collective",
    title: Text::new(
        "Văn thư ký số bằng chứng thư của tập thể, theo Quyết định số 39/2014/QĐ-UBND của tỉnh An Giang",
        "The clerk with the collective certificate, under Decision 39/2014/QĐ-UBND of An Giang",
    ),
    subject: Subject::SignedOnPaper,
    governed: Governed::Law(&AN_GIANG_39_2014),
    gives_way: GIVES_WAY,
    preferred: true,
    steps: &[Step {
        act: Act::Agency,
        class: AG_CLERK.on(Class::Body),
        need: AG_CLERK.on(Need::Required),
        on_day_of_issue: Some(AG_CLERK),
    }],
    numbering: Set::law(&CLERK_FILLS, READ_ON).on(Numbering::BeforeSigning),
    attachments: Set::law(&NOTHING_APART, READ_ON).on(Attachments::WithMain),
};

/// For days and places of which no order was read: only where a person chooses it.
static BY_HAND: Order = Order {
    id: "person-then-agency",
    title: Text::new(
        "Người có thẩm quyền ký số, sau đó cơ quan, tổ chức ký số (chưa đọc được quy định áp dụng)",
        "The authorised person, then the agency (no text that applies was read)",
    ),
    subject: Subject::BornElectronic,
    governed: Governed::Practice,
    gives_way: None,
    preferred: false,
    steps: &[
        INITIALS,
        Step {
            act: Act::AuthorisedPerson,
            class: OURS.on(Class::Person),
            need: OURS.on(Need::Required),
            on_day_of_issue: None,
        },
        NUMBER,
        Step {
            act: Act::Agency,
            class: OURS.on(Class::Body),
            need: OURS.on(Need::Required),
            on_day_of_issue: None,
        },
    ],
    numbering: OURS.on(Numbering::BeforeOrStamped),
    attachments: OURS.on(Attachments::ByAgency),
};
