//! What is written is read: the identity over dialects, line ends and encodings, whatever the cells hold.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

mod support;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use gangway_contract::{Dialect, Format};
use gangway_core::table::{Choices, Layout, RowCells, Sniff, TableReader};
use proptest::prelude::*;
use support::{facts, run};

type Rows = Vec<Vec<String>>;

/// How a file is written.
#[derive(Debug, Clone)]
struct Writing {
    dialect: Dialect,
    line_end: &'static str,
    encoding: &'static Encoding,
    mark: bool,
    quote_all: bool,
}

/// Characters that an encoding has, those among them that are easily torn: the second byte of `表` and `ソ`
/// in Shift-JIS is a backslash, of `ﾄ`s neighbours a `|`.
const ALPHABETS: [(&str, &str); 8] = [
    ("UTF-8", "aZ9é表😀\u{a0}"),
    ("UTF-16LE", "aZ9é表😀\u{a0a}"),
    ("UTF-16BE", "aZ9é表😀\u{a0a}"),
    ("windows-1252", "aZ9é€ß"),
    ("Shift_JIS", "aZ9表ソ能ポ"),
    ("gb18030", "aZ9乗俓乘"),
    ("Big5", "aZ9功許蓋"),
    ("EUC-KR", "aZ9가힣각"),
];

fn writing() -> impl Strategy<Value = (Writing, Rows)> {
    let marks = (
        prop::sample::select(vec![',', ';', '\t', '|', '^', ':', ' ']),
        prop::sample::select(vec!['"', '\'']),
        prop::sample::select(vec![None, Some('\\')]),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(ALPHABETS.to_vec()),
        any::<(bool, bool)>(),
    );
    marks.prop_flat_map(|(delimiter, quote, escape, line_end, (label, letters), (mark, all))| {
        let encoding = Encoding::for_label(label.as_bytes()).expect("a label");
        let dialect =
            Dialect { delimiter: Some(delimiter), quote: Some(quote), escape, comment: None };
        let writing = Writing { dialect, line_end, encoding, mark, quote_all: all };
        (Just(writing), rows(letters))
    })
}

/// Cells of an encoding's letters and of everything that means something to some dialect.
fn rows(letters: &str) -> impl Strategy<Value = Rows> + use<> {
    let all: Vec<char> = letters.chars().chain(",;\t|^: \"'\\\r\n#=".chars()).collect();
    let cell = prop::collection::vec(prop::sample::select(all), 0..8);
    let row = prop::collection::vec(cell.prop_map(String::from_iter), 1..5);
    prop::collection::vec(row, 1..20)
}

fn cell(text: &str, it: &Writing) -> String {
    let quote = it.dialect.quote.expect("a quote");
    let marks = [it.dialect.delimiter, Some(quote), it.dialect.escape, Some('\r'), Some('\n')];
    let needs = text.contains(|it| marks.contains(&Some(it))) || text.starts_with(' ');
    if !it.quote_all && !needs {
        return text.to_owned();
    }
    let inner: String = match it.dialect.escape {
        None => text.replace(quote, &format!("{quote}{quote}")),
        Some(escape) => text
            .chars()
            .flat_map(|it| (it == quote || it == escape).then_some(escape).into_iter().chain([it]))
            .collect(),
    };
    format!("{quote}{inner}{quote}")
}

fn write(rows: &Rows, it: &Writing) -> Vec<u8> {
    let delimiter = it.dialect.delimiter.expect("a delimiter").to_string();
    let line = |row: &Vec<String>| {
        row.iter().map(|text| cell(text, it)).collect::<Vec<_>>().join(&delimiter) + it.line_end
    };
    let text: String = rows.iter().map(line).collect();
    encode(&text, it.encoding, it.mark)
}

fn encode(text: &str, encoding: &'static Encoding, mark: bool) -> Vec<u8> {
    let mark = if mark && encoding.name().starts_with("UTF") { "\u{feff}" } else { "" };
    let text = format!("{mark}{text}");
    if encoding == UTF_16LE {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else if encoding == UTF_16BE {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    } else {
        encoding.encode(&text).0.into_owned()
    }
}

fn read(bytes: &[u8], layout: &Layout, piece: usize) -> Rows {
    let mut rows = Rows::new();
    let mut take = |row: &RowCells<'_>| {
        assert_eq!(row.fault(), None, "nothing is wrong with row {}", row.number());
        rows.push(row.iter().map(|it| it.text.to_owned()).collect());
    };
    let mut reader = TableReader::new(&facts(bytes), layout).expect("a reader");
    while let Some(need) = reader.need() {
        let from = usize::try_from(need.offset).expect("small");
        let to = from + (need.len as usize).min(piece);
        reader.answer(&bytes[from..to], &mut take).expect("rows");
    }
    reader.finish(&mut take).expect("rows");
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_was_written_is_read_under_its_dialect((writing, rows) in writing(), piece in 1_usize..50) {
        let bytes = write(&rows, &writing);
        let layout = Layout {
            format: Format::Csv,
            encoding: writing.encoding.name().to_owned(),
            dialect: Some(writing.dialect.clone()),
            sheet: None,
            header_row: None,
            is_marked: false,
        };
        prop_assert_eq!(&read(&bytes, &layout, usize::MAX), &rows);
        prop_assert_eq!(&read(&bytes, &layout, piece), &rows);
    }
}

/// A row of people, with marks of every dialect in its remark.
fn person() -> impl Strategy<Value = Vec<String>> {
    let remark = "[a-zA-Zäöü]{1,8}([,;|\"\n]? [a-zA-Z0-9]{1,8}){0,4}";
    ("[A-Z][a-zéü表]{2,9}", "[a-z]{2,8}@[a-z]{2,8}\\.org", 0_u32..100_000, 1_u32..29, remark)
        .prop_map(|(name, mail, number, day, remark)| {
            vec![name, mail, number.to_string(), format!("2024-02-{day:02}"), remark]
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_written_is_told_and_read(
        people in prop::collection::vec(person(), 3..30),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        encoding in prop::sample::select(vec!["UTF-8", "UTF-16LE", "UTF-16BE"]),
        mark: bool,
        quote_all: bool,
    ) {
        let header = ["Last Name", "Email", "Employees", "Birthday", "Notes"].map(str::to_owned).to_vec();
        let rows: Rows = [header].into_iter().chain(people).collect();
        let dialect = Dialect { delimiter: Some(delimiter), quote: Some('"'), escape: None, comment: None };
        let encoding = Encoding::for_label(encoding.as_bytes()).expect("a label");
        let bytes = write(&rows, &Writing { dialect, line_end, encoding, mark, quote_all });
        let sniffed = run(Sniff::new(&facts(&bytes), Choices::default()), &bytes, |_| usize::MAX).expect("a table");
        prop_assert_eq!(&sniffed.header, &rows[0]);
        prop_assert_eq!(&read(&bytes, &sniffed.layout, usize::MAX), &rows[1..]);
    }
}
