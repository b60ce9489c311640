//! Lists recognised and taken, with all that is wrong in them.
#![allow(clippy::unwrap_used)]

mod workbooks;

use gov_ca_registry::sheet::lists::{
    BodyRequest, CertificateRenewal, DepartmentList, LAYOUTS, ListedBody, ListedCertificate,
    PersonRequest,
};
use gov_ca_registry::sheet::{
    self, Content, Fault, Given, Listed, Note, NoteKind, Repeats, SheetError, SheetLimits, Table,
    Taken, recognise,
};
use workbooks::{Book, row};

fn take<R: Listed>(bytes: &[u8]) -> Result<Taken<R>, SheetError> {
    let tables = sheet::read(bytes, &SheetLimits::DEFAULT)?;
    sheet::take(&tables, &SheetLimits::DEFAULT)
}

fn errors<R>(taken: &Taken<R>) -> Vec<(String, &'static str)> {
    let told = taken
        .errors
        .iter()
        .map(|error| (error.place.to_string(), error.fault.code()));
    told.collect()
}

fn notes<R>(taken: &Taken<R>) -> Vec<(u32, &'static str)> {
    taken
        .notes
        .iter()
        .map(|note| (note.place.row, note.kind.code()))
        .collect()
}

/// An Giang form 02 as its Word original looks in Excel: a title, headings in two rows with merged cells, numbered columns, a body over
/// several rows, a foot.
fn an_giang() -> Book {
    let group = "Thông tin người quản lý chứng thư số";
    let body = "Thông tin đăng ký chứng thư số";
    let rows = [
        row(
            1,
            &[
                "UBND TỈNH AN GIANG",
                "",
                "",
                "",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ],
        ),
        row(
            4,
            &["DANH SÁCH ĐỀ NGHỊ CẤP CHỨNG THƯ SỐ CHO CƠ QUAN, ĐƠN VỊ"],
        ),
        row(
            6,
            &[
                "STT",
                group,
                "",
                "",
                "",
                "",
                body,
                "",
                "",
                "Số chứng thư số cũ (nếu có)",
            ],
        ),
        row(
            7,
            &[
                "",
                "Họ tên",
                "Ngày sinh",
                "Số CMTND/ Ngày cấp/ Nơi cấp",
                "Cơ quan, đơn vị công tác (*)",
                "Địa chỉ thư điện tử",
                "Tên cơ quan, đơn vị (*)",
                "Tỉnh/ Thành phố",
                "Địa chỉ thư điện tử",
            ],
        ),
        row(
            8,
            &[
                "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)",
            ],
        ),
        row(
            9,
            &[
                "1",
                "Nguyễn Văn Mẫu",
                "05/09/1980",
                "351234567/ 01/02/2010/ CA An Giang",
                "Sở Ví dụ",
                "nvmau@angiang.gov.vn",
                "Sở Ví dụ",
                "An Giang",
                "sovidu@angiang.gov.vn",
                "0a:1b",
            ],
        ),
        row(
            10,
            &[
                "2",
                "Trần Thị Thử",
                "31/02/1985",
                "35123456/ 01/02/2010",
                "",
                "ttthu@angiang",
                "",
                "An Giang",
                "sovidu@angiang.gov.vn",
            ],
        ),
        row(11, &["", "", "", "Tổng số: 02"]),
        row(13, &["", "Người lập", "", "", "", "", "GIÁM ĐỐC"]),
    ];
    let merged = [
        "A4:J4", "A6:A7", "B6:F6", "G6:I6", "J6:J7", "E9:E10", "G9:G10", "D11:J11",
    ];
    let merged: String = merged
        .iter()
        .map(|area| format!("<mergeCell ref=\"{area}\"/>"))
        .collect();
    Book::of(format!(
        "<sheetData>{}</sheetData><mergeCells>{merged}</mergeCells>",
        rows.concat()
    ))
}

#[test]
fn the_form_of_an_giang_is_read_with_its_merged_cells() {
    let taken = take::<DepartmentList>(&an_giang().bytes()).unwrap();
    let [first] = taken.rows.as_slice() else {
        panic!("{taken:?}")
    };
    assert_eq!(
        (
            first.row,
            first.manager.value.as_str(),
            first.manager.place.to_string().as_str()
        ),
        (9, "Nguyễn Văn Mẫu", "B9")
    );
    assert_eq!(first.born.value.vietnamese(), "05/09/1980");
    assert_eq!(first.identity.value.place.as_deref(), Some("CA An Giang"));
    assert_eq!(first.manager_mail.value.as_str(), "nvmau@angiang.gov.vn");
    assert_eq!(first.body_mail.value.as_str(), "sovidu@angiang.gov.vn");
    assert_eq!(
        first.old_certificate.as_ref().unwrap().value.as_str(),
        "0A1B"
    );
    let expected = [("C10", "no-such-day"), ("D10", "number"), ("F10", "number")];
    assert_eq!(
        errors(&taken),
        expected.map(|(place, code)| (place.to_owned(), code))
    );
    assert_eq!(
        taken.errors[0].vietnamese(),
        "dòng 10, cột C (Ngày sinh): ngày không có trong lịch; cần ghi ngày trước, tháng sau (ví dụ 05/09/2026)"
    );
    assert_eq!(
        notes(&taken),
        [(10, "repeated"), (11, "skipped-row"), (13, "skipped-row")]
    );
    assert_eq!(taken.sheet, "DS");
}

#[test]
fn groups_tell_equal_headings_apart_in_any_order() {
    let rows = [
        row(
            1,
            &[
                "Thông tin đăng ký chứng thư số",
                "",
                "",
                "Thông tin người quản lý chứng thư số",
            ],
        ),
        row(
            2,
            &[
                "Email",
                "Tên cơ quan",
                "Tỉnh",
                "Email",
                "Họ tên",
                "Ngày sinh",
                "Số CMTND",
                "Đơn vị công tác",
            ],
        ),
        row(
            3,
            &[
                "so@angiang.gov.vn",
                "Sở Ví dụ",
                "An Giang",
                "nguoi@angiang.gov.vn",
                "Người",
                "1.2.1990",
                "351234567",
                "Sở Ví dụ",
            ],
        ),
    ];
    // without merged cells, as in CSV: a heading of the upper row holds to the right
    let taken = take::<DepartmentList>(
        &Book::of(format!("<sheetData>{}</sheetData>", rows.concat())).bytes(),
    )
    .unwrap();
    assert_eq!(taken.errors, []);
    assert_eq!(taken.rows[0].body_mail.value.as_str(), "so@angiang.gov.vn");
    assert_eq!(
        taken.rows[0].manager_mail.value.as_str(),
        "nguoi@angiang.gov.vn"
    );
}

const PERSONS: &str = "DANH SÁCH\r\n\r\nTT;Họ và tên;Ngày sinh;Số CCCD;Thư điện tử công vụ;Cơ quan công tác;Tỉnh/TP;Chức vụ;Điện thoại;Ghi chú\r\n";

#[test]
fn every_error_of_every_row_is_told() {
    let file = format!(
        "{PERSONS}1;Lê Hòa;1/2/1990;001099123456;lhoa@tinh.gov.vn;Sở A;Tây Ninh;Chuyên viên;912345678;\r\n2;;x;1099123456;lhoa@gmail;;;;;\r\n3;Lê Hoà;1/2/1990;001099123456;LHOA@tinh.gov.vn;Sở A;Tây Ninh;Chuyên viên;0912345678;xem lại\r\nTổng số: 3\r\n"
    );
    let taken = take::<PersonRequest>(file.as_bytes()).unwrap();
    let expected = [
        ("I4", "number"),
        ("B5", "blank"),
        ("C5", "not-a-day"),
        ("D5", "number"),
        ("E5", "number"),
        ("F5", "blank"),
        ("G5", "blank"),
        ("H5", "blank"),
        ("I5", "blank"),
    ];
    assert_eq!(
        errors(&taken),
        expected.map(|(place, code)| (place.to_owned(), code))
    );
    assert!(
        taken.errors[0].vietnamese().contains("mất số 0"),
        "{}",
        taken.errors[0].vietnamese()
    );
    assert!(
        !taken
            .errors
            .iter()
            .any(|error| format!("{error:?}{}", error.vietnamese()).contains("1099123456"))
    );
    assert_eq!(taken.rows.len(), 1);
    assert_eq!(
        notes(&taken),
        [
            (3, "unknown-column"),
            (6, "repeated"),
            (6, "repeated"),
            (7, "skipped-row")
        ]
    );
    let told = serde_json::to_value(&taken).unwrap();
    assert_eq!(told["errors"][0]["place"], "I4");
    assert_eq!(told["errors"][0]["code"], "number");
    assert_eq!(told["rows"][0]["mobile"]["value"], "0912345678");
}

#[test]
fn errors_are_kept_up_to_a_limit_and_counted_beyond() {
    let rows: String = (1..=2000).map(|number| format!("{number};Lê Hòa;sai;001099123456;lhoa@tinh.gov.vn;Sở A;Tây Ninh;Chuyên viên;0912345678;\r\n")).collect();
    let taken = take::<PersonRequest>(format!("{PERSONS}{rows}").as_bytes()).unwrap();
    assert_eq!(
        (taken.errors.len(), taken.more_errors, taken.rows.len()),
        (1000, 1000, 0)
    );
    // mail and number of all but the first, and the column of notes
    assert_eq!(
        (taken.notes.len(), taken.more_notes),
        (1001, 2 * 1999 - 1000)
    );
}

#[test]
fn sections_are_skipped_and_rows_with_too_little_are_errors() {
    let file = "STT,Tên cơ quan,Mã định danh\nA,B,1\nI,Cấp tỉnh,\n1,Sở A,H53.1\n2,Sở B,h53.2\n,,\n3,Sở C,H53.1\n4,,\nCộng,,3\n";
    let taken = take::<ListedBody>(file.as_bytes()).unwrap();
    assert_eq!(
        errors(&taken),
        [
            ("C5".to_owned(), "organisation-code"),
            ("C7".to_owned(), "repeated")
        ]
    );
    assert_eq!(
        (taken.rows.len(), notes(&taken)),
        (1, vec![(3, "skipped-row"), (9, "skipped-row")])
    );
    let codes = "Tên cơ quan;Mã định danh;Mã cũ\nSở A;H53.1;000.00.01.H53\nSở B;H53.2;H53.2\n";
    let taken = take::<ListedBody>(codes.as_bytes()).unwrap();
    assert_eq!(
        (taken.rows.len(), errors(&taken)),
        (1, vec![("C3".to_owned(), "older-code")])
    );
    let without = "Tên chứng thư số;Số hiệu chứng thư số;Ngày cấp;Ngày hết hạn\nNgười A;0A;1/1/2025;1/1/2030\nĐợt 2\nNgười B;0B;1/1/2025;1/1/2030\nNgười lập\n";
    let taken = take::<ListedCertificate>(without.as_bytes()).unwrap();
    assert_eq!(errors(&taken), [("A3".to_owned(), "not-a-row")]);
    assert_eq!(
        (taken.rows.len(), notes(&taken)),
        (2, vec![(5, "skipped-row")])
    );
}

#[test]
fn hidden_rows_are_read_and_told() {
    let hidden = row(2, &["1", "Sở A", "H53.1"]).replace("<row", "<row hidden=\"1\"");
    let book = Book::of(format!(
        "<sheetData>{}{hidden}</sheetData>",
        row(1, &["STT", "Tên cơ quan", "Mã cơ quan"])
    ));
    let taken = take::<ListedBody>(&book.bytes()).unwrap();
    assert_eq!(taken.rows.len(), 1);
    assert!(matches!(
        taken.notes.as_slice(),
        [Note {
            kind: NoteKind::HiddenRow,
            ..
        }]
    ));
}

#[test]
fn formulas_and_long_numbers_are_errors_where_they_are_needed() {
    let cells = "<c r=\"A2\"><f>X1</f></c><c r=\"B2\"><v>12345678901234567890</v></c><c r=\"C2\" t=\"e\"><v>#N/A</v></c><c r=\"D2\"><v>45519</v></c>";
    let headings = row(1, &["Tên chứng thư", "Serial", "Từ ngày", "Đến ngày"]);
    let book = Book::of(format!(
        "<sheetData>{headings}<row r=\"2\">{cells}</row></sheetData>"
    ));
    let taken = take::<ListedCertificate>(&book.bytes()).unwrap();
    let expected = [("A2", "formula"), ("B2", "digits-lost"), ("C2", "formula")];
    assert_eq!(
        errors(&taken),
        expected.map(|(place, code)| (place.to_owned(), code))
    );
}

#[test]
fn a_number_that_may_have_had_letters_is_told() {
    let cells = "<c r=\"A2\" t=\"str\"><v>A</v></c><c r=\"B2\"><v>54000</v></c><c r=\"C2\" t=\"d\"><v>2025-01-01</v></c><c r=\"D2\" t=\"d\"><v>2030-01-01</v></c>";
    let headings = row(1, &["Tên chứng thư", "Serial", "Từ ngày", "Đến ngày"]);
    let book = Book::of(format!(
        "<sheetData>{headings}<row r=\"2\">{cells}</row></sheetData>"
    ));
    let taken = take::<ListedCertificate>(&book.bytes()).unwrap();
    assert_eq!(taken.rows[0].certificate.value.as_str(), "054000");
    assert_eq!(notes(&taken), [(2, "stored-as-number")]);
}

#[test]
fn a_file_without_the_headings_says_what_is_missing() {
    let missing =
        take::<BodyRequest>("Tên cơ quan;Địa chỉ;MST\nA;B;0101234567\n".as_bytes()).unwrap_err();
    let expected = SheetError::MissingColumns {
        title: BodyRequest::LAYOUT.title,
        row: 1,
        columns: vec!["Tỉnh/Thành phố", "Địa chỉ thư điện tử công vụ"],
    };
    assert_eq!(missing, expected);
    assert!(
        missing
            .vietnamese()
            .contains("thiếu cột: Tỉnh/Thành phố, Địa chỉ thư điện tử công vụ")
    );
    assert!(matches!(
        take::<BodyRequest>(b"a;b\nc;d\n"),
        Err(SheetError::NoHeadings { .. })
    ));
    assert!(matches!(
        take::<BodyRequest>(b""),
        Err(SheetError::NoHeadings { .. })
    ));
}

#[test]
fn of_several_sheets_the_caller_chooses() {
    let sheet = format!(
        "<sheetData>{}{}</sheetData>",
        row(1, &["Tên cơ quan", "Mã cơ quan"]),
        row(2, &["Sở A", "H53.1"])
    );
    let mut book = Book::of(sheet.clone());
    book.sheets.push(("Cũ", "", sheet.clone()));
    book.sheets.push(("Ẩn", "state=\"hidden\"", sheet));
    let both = SheetError::SeveralSheets {
        sheets: vec!["DS".into(), "Cũ".into()],
    };
    assert_eq!(take::<ListedBody>(&book.bytes()), Err(both));
    let tables = sheet::read(&book.bytes(), &SheetLimits::DEFAULT).unwrap();
    let chosen = sheet::take::<ListedBody>(&tables[1..2], &SheetLimits::DEFAULT).unwrap();
    assert_eq!(chosen.sheet, "Cũ");
}

#[test]
fn two_wishes_in_one_form_are_boxes() {
    let file = "Tên chứng thư số\tSố hiệu chứng thư số\tThư điện tử công vụ\tThông tin thay đổi\tThông tin mới\tGia hạn\tTĐTT\nNgười A\t0A1B; 0912345678\ta@tinh.gov.vn\tSở A\tSở B\tx\tX\nNgười B\t0C\tb@tinh.gov.vn\t\t\tx\t\n";
    let taken = take::<CertificateRenewal>(file.as_bytes()).unwrap();
    assert_eq!(taken.errors, []);
    let [a, b] = taken.rows.as_slice() else {
        panic!("{taken:?}")
    };
    assert!(a.renew.as_ref().unwrap().value.0 && a.change.as_ref().unwrap().value.0);
    assert_eq!(
        a.certificate.value.telephone.as_ref().unwrap().as_str(),
        "0912345678"
    );
    assert!(b.change.is_none());
}

#[test]
fn the_form_of_a_file_is_recognised() {
    for layout in LAYOUTS {
        let table = layout.table([]);
        let known = recognise(&[table]);
        assert_eq!(known.first().map(|first| first.id), Some(layout.id));
    }
    assert_eq!(
        recognise(&sheet::read(&an_giang().bytes(), &SheetLimits::DEFAULT).unwrap())[0].id,
        "an-giang-39-2014-02"
    );
    assert!(recognise(&[Table::default()]).is_empty());
}

#[test]
fn no_heading_belongs_to_two_columns_of_a_list_but_by_its_group() {
    for layout in LAYOUTS {
        for (at, one) in layout.columns.iter().enumerate() {
            for other in &layout.columns[at + 1..] {
                let shared = one
                    .headings
                    .iter()
                    .any(|heading| other.headings.contains(heading));
                assert!(
                    !shared || one.under != other.under,
                    "{}: {} and {}",
                    layout.id,
                    one.name,
                    other.name
                );
            }
            assert!(
                !one.headings.is_empty()
                    && (one.needed
                        || one.repeats != Repeats::Told
                        || layout.id.starts_with("kyso"))
            );
        }
        let ids = LAYOUTS.iter().filter(|other| other.id == layout.id);
        assert_eq!(ids.count(), 1);
    }
}

#[test]
fn what_we_write_to_be_filled_in_is_read_back() {
    let row: Vec<Content> = [
        "Sở Ví dụ",
        "1 Phố Mẫu",
        "0101234567-001",
        "1234567",
        "Tây Ninh",
        "so@tayninh.gov.vn",
    ]
    .map(Content::from)
    .into();
    let table = BodyRequest::LAYOUT.table([row]);
    for bytes in [
        sheet::xlsx::write(core::slice::from_ref(&table)),
        sheet::csv::write(&table, sheet::csv::CsvStyle::EXCEL).into_bytes(),
        sheet::csv::write(&table, sheet::csv::CsvStyle::PLAIN).into_bytes(),
    ] {
        let taken = take::<BodyRequest>(&bytes).unwrap();
        assert_eq!((taken.errors.len(), taken.notes.len()), (0, 0));
        let Given { value, place } = taken.rows[0].tax_code.clone().unwrap();
        assert_eq!(
            (value.as_str(), place.to_string().as_str()),
            ("0101234567-001", "D2")
        );
    }
    assert!(Fault::Blank.english().contains("empty"));
}
