//! Whatever spelling makes a cell or a string quick to read, it means what any other spelling means.

use proptest::prelude::*;

use super::{RELS, STYLES, WORKBOOK, read, zip};

/// A workbook with these strings and these cells in one row; `blank` stands at the end of each tag.
fn spelt(strings: &[(String, bool)], cells: &[Spelt], blank: &str) -> Vec<u8> {
    let string = |(text, keep): &(String, bool)| {
        let keep = if *keep { " xml:space=\"preserve\"" } else { "" };
        format!("<si{blank}><t{keep}{blank}>{text}</t></si>")
    };
    let shared: Vec<String> = strings.iter().map(string).collect();
    let shared = shared.concat();
    let cells: Vec<String> = cells.iter().map(|it| it.spell(blank)).collect();
    let cells = cells.concat();
    zip(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst>{shared}</sst>").as_bytes()),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
        (
            "xl/worksheets/sheet2.xml",
            format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>")
                .as_bytes(),
        ),
    ])
}

#[derive(Debug, Clone)]
struct Spelt {
    reference: String,
    style: Option<u32>,
    kind: Option<&'static str>,
    value: String,
}

impl Spelt {
    fn spell(&self, blank: &str) -> String {
        let Self { reference, style, kind, value } = self;
        let style = style.map_or_else(String::new, |it| format!(" s=\"{it}\""));
        let kind_of = kind.map_or_else(String::new, |it| format!(" t=\"{it}\""));
        let value = match kind {
            Some("inlineStr") => format!("<is><t>{value}</t></is>"),
            _ => format!("<v>{value}</v>"),
        };
        format!("<c r=\"{reference}\"{style}{kind_of}{blank}>{value}</c>")
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,40}",
        "[ a-zé_x\r\t\n]{0,20}",
        "[a-z]{0,3}(_x0041_|&amp;|&#65;|_x|_|&)[a-z]{0,20}",
    ]
}

fn cell() -> impl Strategy<Value = Spelt> {
    let kinds = [None, Some("s"), Some("n"), Some("str"), Some("inlineStr"), Some("b"), Some("e")];
    let value =
        prop_oneof![text(), "[0-9]{1,3}", "-?[0-9]{1,18}(\\.[0-9]{1,4})?(E[+-][0-9])?", " [0-9] ",];
    let style = proptest::option::of(0_u32..6);
    ("[A-C]{1,2}(1|12345)", style, prop::sample::select(kinds.to_vec()), value)
        .prop_map(|(reference, style, kind, value)| Spelt { reference, style, kind, value })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_quick_spelling_means_what_any_other_means(
        strings in prop::collection::vec((text(), any::<bool>()), 0..5),
        cells in prop::collection::vec(cell(), 1..12),
    ) {
        let [quick, slow] = ["", " "].map(|it| read(&spelt(&strings, &cells, it), &[usize::MAX]));
        prop_assert!(quick.is_ok());
        prop_assert_eq!(quick, slow);
    }
}
