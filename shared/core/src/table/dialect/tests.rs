//! What dialect a text is told to have.

use gangway_contract::Dialect;
use proptest::prelude::*;

use super::tell;
use crate::table::csv::sample_rows;

#[track_caller]
fn check(text: &str, delimiter: Option<char>, quote: char, escape: Option<char>) {
    let found = tell(text, true);
    let told = (found.delimiter, found.quote, found.escape);
    assert_eq!(told, (delimiter, Some(quote), escape), "{text}");
}

#[test]
fn the_delimiter_makes_a_table() {
    check("a,b\n1,2\n", Some(','), '"', None);
    check("name;amount\nAda;1,50\nBob;2,75\n", Some(';'), '"', None);
    check("a\tb\tc\nx, y\tz\tw\n", Some('\t'), '"', None);
    check("a|b|c\n1|2|3\n", Some('|'), '"', None);
    check("id^name^mail\n1^Ada^ada@example.org\n2^Bob^bob@example.org\n", Some('^'), '"', None);
    check("name;mail\nDoe, John;j@example.org\nRoe, Ann;a@example.org\n", Some(';'), '"', None);
}

#[test]
fn a_separator_line_is_believed() {
    check("sep=^\na^b\n1^2\n", Some('^'), '"', None);
}

#[test]
fn one_column_has_no_delimiter() {
    check("email\nada@example.com\nbob@example.com\n", None, '"', None);
    check("when\n2024-01-31 10:00\n2024-02-01 11:30\n", None, '"', None);
    check("name\nAda Lovelace\nBob Builder\nCid Campeador\n", None, '"', None);
}

#[test]
fn quotes_and_escapes_are_told_by_their_use() {
    check("a,'b, c',d\ne,'f',h\ni,'j, k, l',m\n", Some(','), '\'', None);
    check("a,\"say \\\"hi\\\" now\",c\nd,\"e\",f\n", Some(','), '"', Some('\\'));
    check("it's,mine\nisn't,his\n", Some(','), '"', None);
    check("path,note\n\"C:\\dir\\\",x\n\"D:\\dir\\\",y\n", Some(','), '"', None);
}

#[test]
fn a_preamble_hides_no_table() {
    let text =
        "Report of all leads\n# made by hand\n\nname;mail\nAda;a@example.org\nBob;b@example.org\n";
    check(text, Some(';'), '"', None);
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}", whole: bool) {
        tell(&text, whole);
    }

    #[test]
    fn no_text_of_marks_panics(text in "[,;|\t\"'\\\\ \r\na1é]{0,200}", whole: bool) {
        tell(&text, whole);
    }

    #[test]
    fn what_a_dialect_wrote_is_read_back(
        rows in proptest::collection::vec(row(), 3..30),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        quote_all: bool,
    ) {
        let text = write(&rows, delimiter, line_end, quote_all);
        let found = tell(&text, true);
        prop_assert_eq!(found.delimiter, Some(delimiter));
        prop_assert_eq!(read(&text, &found), rows);
    }
}

/// A row of a plain table: a name, an address, a number, a day and a remark with marks in it.
fn row() -> impl Strategy<Value = Vec<String>> {
    let remark = "[a-zA-Zäöü]{1,8}([,;|\"]? [a-zA-Z0-9]{1,8}){0,4}";
    ("[A-Z][a-zé]{2,9}", "[a-z]{2,8}@[a-z]{2,8}\\.org", 0_u32..100_000, 1_u32..29, remark).prop_map(
        |(name, mail, number, day, remark)| {
            vec![name, mail, number.to_string(), format!("2024-02-{day:02}"), remark]
        },
    )
}

fn write(rows: &[Vec<String>], delimiter: char, line_end: &str, quote_all: bool) -> String {
    let cell = |it: &String| {
        let needs = it.contains([delimiter, '"', '\n', '\r']);
        if quote_all || needs { format!("\"{}\"", it.replace('"', "\"\"")) } else { it.clone() }
    };
    let line =
        |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string());
    rows.iter().map(|it| line(it) + line_end).collect()
}

fn read(text: &str, dialect: &Dialect) -> Vec<Vec<String>> {
    let rows = sample_rows(text, true, dialect);
    rows.rows.into_iter().map(|row| row.cells.into_iter().map(|it| it.text).collect()).collect()
}
