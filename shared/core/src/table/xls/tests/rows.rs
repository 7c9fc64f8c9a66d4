//! What a workbook's rows are. Its records are built here, so that each test says what is in them.

use gangway_contract::{Format, Refusal, RefusalCode};

use super::SECTOR;
use crate::table::{CellKind, FileFacts, Layout, OwnedCell, TableReader};

/// A record.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).expect("short");
    [&kind.to_le_bytes(), &len.to_le_bytes(), data].concat()
}

/// A record of a cell: row, column, style, and what it holds.
fn cell(kind: u16, row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    let place = [row, column, style].map(u16::to_le_bytes).concat();
    record(kind, &[&place, value].concat())
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    cell(0x0203, row, column, style, &value.to_le_bytes())
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    cell(0x0204, row, column, 0, &narrow(text))
}

/// A text of one byte a character, with its length.
fn narrow(text: &str) -> Vec<u8> {
    let bytes: Vec<u8> = text.chars().map(|it| u8::try_from(it).expect("narrow")).collect();
    let len = u16::try_from(bytes.len()).expect("short").to_le_bytes();
    [&len[..], &[0], &bytes].concat()
}

fn formula(row: u16, column: u16, value: [u8; 8]) -> Vec<u8> {
    cell(0x0006, row, column, 0, &[&value[..], &[0; 8]].concat())
}

const BOF_8: [u8; 4] = [0, 6, 5, 0];
const BOF_5: [u8; 4] = [0, 5, 5, 0];

/// The stream of a workbook with one sheet.
fn stream(bof: [u8; 4], globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let listed = |at: u32| {
        let name: &[u8] = if bof == BOF_8 { b"\x06\0People" } else { b"\x06People" };
        record(0x0085, &[&at.to_le_bytes()[..], &[0, 0], name].concat())
    };
    let begin = [record(0x0809, &bof), globals.concat()].concat();
    let at = u32::try_from(begin.len() + listed(0).len() + 4).expect("small");
    let end = record(0x000a, &[]);
    [begin, listed(at), end.clone(), record(0x0809, &bof), sheet.concat(), end].concat()
}

/// A compound file of that stream: table of sectors, directory, and the stream's sectors in this order.
fn file(stream: &[u8], scattered: bool) -> Vec<u8> {
    let count = stream.len().div_ceil(SECTOR);
    let mut order: Vec<usize> = (0..count).collect();
    if scattered {
        order.reverse();
    }
    let sector = |at: usize| u32::try_from(2 + order[at]).expect("small");
    let mut fat = vec![0xffff_fffd_u32, 0xffff_fffe];
    fat.resize(2 + count, 0xffff_fffe);
    (1..count).for_each(|at| fat[sector(at - 1) as usize] = sector(at));
    fat.resize(SECTOR / 4, 0xffff_ffff);

    let mut file = vec![0; (3 + count) * SECTOR];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file[30] = 9;
    file[48..52].copy_from_slice(&1_u32.to_le_bytes());
    file[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    file[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    file[76..512].fill(0xff);
    file[76..80].fill(0);
    file[SECTOR..2 * SECTOR]
        .copy_from_slice(&fat.iter().flat_map(|it| it.to_le_bytes()).collect::<Vec<_>>());
    let entry = &mut file[2 * SECTOR..2 * SECTOR + 128];
    for (at, letter) in b"Workbook".iter().enumerate() {
        entry[2 * at] = *letter;
    }
    entry[64] = 18;
    entry[66] = 2;
    entry[116..120].copy_from_slice(&sector(0).to_le_bytes());
    entry[120..124].copy_from_slice(&u32::try_from(stream.len()).expect("small").to_le_bytes());
    for (at, piece) in stream.chunks(SECTOR).enumerate() {
        let from = (1 + sector(at) as usize) * SECTOR;
        file[from..from + piece.len()].copy_from_slice(piece);
    }
    file
}

type Rows = Vec<(u32, Vec<OwnedCell>)>;

fn read(file: &[u8]) -> Result<Rows, Refusal> {
    let facts = FileFacts { name: "test.xls".to_owned(), size: file.len() as u64 };
    let layout = Layout {
        format: Format::Xls,
        encoding: "UTF-8".to_owned(),
        dialect: None,
        sheet: Some("People".to_owned()),
        header_row: None,
        is_marked: false,
    };
    let mut reader = TableReader::new(&facts, &layout)?;
    while let Some(need) = reader.need() {
        let from = usize::try_from(need.offset).expect("small");
        reader.answer(&file[from..from + need.len as usize], &mut |_| {})?;
    }
    let mut rows = Rows::new();
    reader.finish(&mut |row| {
        rows.push((row.number(), row.iter().map(|it| it.to_owned()).collect()));
    })?;
    Ok(rows)
}

/// Reads a sheet's records; each row as its number and its cells' texts between bars.
fn texts(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<String> {
    texts_of(&stream(BOF_8, globals, sheet))
}

fn texts_of(stream: &[u8]) -> Vec<String> {
    let [rows, scattered] = [false, true].map(|it| read(&file(stream, it)).expect("reads"));
    assert_eq!(rows, scattered, "where its sectors lie changes nothing");
    let text =
        |cells: &[OwnedCell]| cells.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join("|");
    rows.iter().map(|(number, cells)| format!("{number} {}", text(cells))).collect()
}

#[test]
fn cells_are_read_as_people_see_them() {
    let style = |format: u8| record(0x00e0, &[0, 0, format, 0]);
    let zeros = record(0x041e, &[&[164, 0][..], &narrow("00000")].concat());
    let sheet = [
        label(0, 0, "Å"),
        cell(0x0204, 0, 1, 0, &[2, 0, 1, 0x2c, 0x21, b'm', 0]),
        number(0, 3, 1, 45351.0),
        number(0, 4, 2, 1234.0),
        number(0, 5, 0, 0.1 + 0.2),
        cell(0x027e, 1, 0, 0, &((12_345_i32 << 2) | 3).to_le_bytes()),
        record(0x00bd, &[1, 0, 1, 0, 0, 0, 6, 0, 0, 0, 1, 0, 0x9a, 0xc4, 2, 0, 2, 0]),
        cell(0x0205, 1, 3, 0, &[1, 0]),
        cell(0x0205, 1, 4, 0, &[0x2a, 1]),
    ];
    let rows = texts(&[zeros, style(0), style(14), style(164)], &sheet);
    assert_eq!(rows, ["1 Å|ℬm||2024-02-29|01234|0.3", "2 123.45|1|2024-02-28|TRUE|#N/A"]);
}

#[test]
fn a_formula_is_what_it_came_to() {
    let sheet = [
        formula(0, 0, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
        record(0x04bc, &[0; 12]),
        record(0x0207, &narrow("Ada")),
        formula(0, 1, [1, 0, 1, 0, 0, 0, 0xff, 0xff]),
        formula(0, 2, [2, 0, 7, 0, 0, 0, 0xff, 0xff]),
        formula(0, 3, [3, 0, 0, 0, 0, 0, 0xff, 0xff]),
        formula(0, 4, 2.5_f64.to_le_bytes()),
    ];
    assert_eq!(texts(&[], &sheet), ["1 Ada|TRUE|#DIV/0!||2.5"]);
}

#[test]
fn shared_strings_go_on_in_further_records_with_letters_of_another_width() {
    let begin =
        [&[0; 8][..], &narrow("Ada"), &[6, 0, 0x0c, 1, 0, 3, 0, 0, 0, b'L', b'o', b'v']].concat();
    let strings = [
        record(0x00fc, &begin),
        record(0x003c, &[1, b'e', 0, 0x42, 0x01]),
        record(0x003c, &[0, b'e', 9, 9, 9, 9, 7, 7]),
        record(0x003c, &[7, 2, 0, 0, b'o', b'k']),
    ];
    let shared = |column, index: u8| cell(0x00fd, 0, column, 0, &[index, 0, 0, 0]);
    let sheet = [shared(0, 2), shared(1, 1), shared(2, 0), shared(3, 9)];
    assert_eq!(texts(&strings, &sheet), ["1 ok|Lovełe|Ada|"]);
}

#[test]
fn rows_come_in_order_and_a_later_cell_takes_the_place_of_an_earlier_one() {
    let sheet = [label(2, 0, "late"), label(0, 1, "first"), label(0, 1, "again"), label(2, 1, "r")];
    assert_eq!(texts(&[], &sheet), ["1 |again", "2 ", "3 late|r"]);
}

#[test]
fn a_chart_within_a_sheet_has_cells_of_its_own() {
    let chart = [record(0x0809, &BOF_8), number(0, 0, 0, 1.0), record(0x000a, &[])].concat();
    assert_eq!(texts(&[], &[chart, label(0, 0, "cell")]), ["1 cell"]);
}

#[test]
fn texts_of_excel_5_are_in_their_code_page() {
    let cyrillic = record(0x0042, &1251_u16.to_le_bytes());
    let sheet = [cell(0x0204, 0, 0, 0, &[2, 0, 0xc4, 0xe0])];
    assert_eq!(texts_of(&stream(BOF_5, &[cyrillic], &sheet)), ["1 Да"]);
}

#[test]
fn a_long_text_goes_on_in_the_next_record() {
    let begin = [&narrow("abcdefgh")[..5], b"..."].concat();
    let sheet = [
        cell(0x0204, 0, 0, 0, &begin[..5]),
        record(0x003c, &[1, b'c', 0, b'd', 0, b'e', 0]),
        record(0x003c, b"\0fgh"),
    ];
    assert_eq!(texts(&[], &sheet), ["1 abcdefgh"]);
}

#[test]
fn numbers_are_numbers_and_days_are_days() {
    let style = |format: u8| record(0x00e0, &[0, 0, format, 0]);
    let sheet = [number(0, 0, 0, 7.0), number(0, 1, 1, 45351.0)];
    let rows = read(&file(&stream(BOF_8, &[style(0), style(14)], &sheet), false)).expect("reads");
    let cells: Vec<_> = rows[0].1.iter().map(|it| it.as_cell().kind).collect();
    assert_eq!(cells, [CellKind::Number("7"), CellKind::Date("2024-02-29")]);
}

#[test]
fn what_is_cut_short_or_too_wide_is_refused() {
    #[track_caller]
    fn check(sheet: &[Vec<u8>], code: RefusalCode) {
        let refusal = read(&file(&stream(BOF_8, &[], sheet), false)).expect_err("a refusal");
        assert_eq!(refusal.code, code, "{refusal}");
    }
    check(&[cell(0x0203, 0, 0, 0, &[0; 3])], RefusalCode::Corrupt);
    check(&[vec![0x03, 0x02, 0xff, 0xff]], RefusalCode::Corrupt);
    check(&[label(0, 0, "a"), label(0xffff, 0xffff, "z")], RefusalCode::LimitExceeded);
}
