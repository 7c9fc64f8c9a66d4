//! A sheet is read on from any place in it as it was read from its first row.

use gangway_contract::Format;

use super::{Rows, book, facts};
use crate::table::{Layout, Place, RowCells, TableReader};

/// Rows of texts that repeat and numbers that do not, with blank rows in between.
fn sheet(rows: u32) -> String {
    let row = |at: u32| {
        let number = at.wrapping_mul(2_654_435_761);
        format!(
            "<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>{}</v></c><c r=\"B{at}\"><v>{number}</v></c>\
             <c r=\"C{at}\" t=\"inlineStr\"><is><t>Row &amp; {at}</t></is></c></row>",
            at % 3
        )
    };
    let rows: String = (1..=rows).filter(|at| at % 50 != 7).map(row).collect();
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn layout() -> Layout {
    Layout {
        format: Format::Xlsx,
        encoding: "UTF-8".to_owned(),
        dialect: None,
        sheet: Some("People".to_owned()),
        header_row: None,
        is_marked: false,
    }
}

/// The rows that a reader still has, and the places on the way with how many rows came before each.
fn read(mut reader: TableReader, bytes: &[u8], piece: usize) -> (Rows, Vec<(Place, usize)>) {
    let (mut rows, mut places) = (Rows::new(), Vec::new());
    while let Some(need) = reader.need() {
        let from = usize::try_from(need.offset).expect("small");
        let to = (from + (need.len as usize).min(piece)).min(bytes.len());
        let mut keep = |row: &RowCells<'_>| {
            rows.push((row.number(), row.iter().map(|it| it.to_owned()).collect()));
        };
        reader.answer(&bytes[from..to], &mut keep).expect("a workbook");
        places.extend(reader.place().map(|it| (it, rows.len())));
    }
    (rows, places)
}

#[test]
fn a_sheet_goes_on_from_every_place() {
    let bytes = book(&sheet(30_000));
    let new = || TableReader::new(&facts(&bytes), &layout()).expect("a reader");
    let (all, none) = read(new(), &bytes, usize::MAX);
    assert!(none.is_empty(), "nobody asked for places");
    for piece in [usize::MAX, 40_000, 997] {
        let mut reader = new();
        reader.remember(64 << 10);
        let (rows, places) = read(reader, &bytes, piece);
        assert!(rows == all, "places change no row");
        assert!(places.len() > 5, "{} places", places.len());
        for (place, before) in &places {
            let reader = TableReader::from(&facts(&bytes), &layout(), place).expect("a reader");
            let (rest, _) = read(reader, &bytes, piece);
            assert!(rest == all[*before..], "from row {before} in pieces of {piece}");
        }
    }
}
