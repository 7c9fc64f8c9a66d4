//! What encoding bytes are told to have.

use encoding_rs::{
    Encoding, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252,
};
use proptest::prelude::*;

use super::tell;

const GERMAN: &str =
    "Vorname;Nachname;Ort\nJürgen;Größer;München\nZoë;Müller;Köln\nBjörn;Weiß;Lübeck\n";

#[track_caller]
fn check(bytes: &[u8], expected: &'static Encoding) {
    assert_eq!(tell(bytes, true), expected, "{}", String::from_utf8_lossy(bytes));
}

#[test]
fn legacy_encodings_are_told_by_the_words_they_make() {
    for encoding in [UTF_8, WINDOWS_1252] {
        check(&encoding.encode(GERMAN).0, encoding);
    }
    // "Jürgen;Größer;München" as Excel for Mac saves it.
    check(
        b"Vorname;Nachname;Ort\nJ\x9frgen;Gr\x9a\xa7er;M\x9fnchen\nBj\x9arn;Wei\xa7;L\x9fbeck\n",
        MACINTOSH,
    );
    let russian = "Имя,Фамилия,Город\nИван,Петров,Москва\nМария,Иванова,Казань\n";
    check(&WINDOWS_1251.encode(russian).0, WINDOWS_1251);
    let japanese = "名前,会社,住所\n山田太郎,株式会社サンプル,東京都千代田区\n鈴木花子,有限会社テスト,大阪市北区\n";
    check(&SHIFT_JIS.encode(japanese).0, SHIFT_JIS);
}

#[test]
fn utf_16_needs_no_mark() {
    let units = || GERMAN.encode_utf16();
    check(&units().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), UTF_16LE);
    check(&units().flat_map(u16::to_be_bytes).collect::<Vec<_>>(), UTF_16BE);
}

#[test]
fn a_character_cut_by_the_samples_end_is_no_flaw() {
    let bytes = "Größe".as_bytes();
    assert_eq!(tell(&bytes[..3], false), UTF_8);
}

proptest! {
    #[test]
    fn any_bytes_have_some_encoding(bytes in proptest::collection::vec(any::<u8>(), 0..600), whole: bool) {
        tell(&bytes, whole);
    }
}
