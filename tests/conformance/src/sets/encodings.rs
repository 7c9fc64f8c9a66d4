//! Texts in known encodings, from the tests of chardet and `charset_normalizer`.

use std::path::Path;

use anyhow::Result;
use encoding_rs::Encoding;

use crate::corpora::{bytes, files, name};
use crate::load;
use crate::score::{Score, Share};

/// What `charset_normalizer`'s own tests say of its samples; the others are UTF-8.
const SAMPLES: &[(&str, &str)] = &[
    ("sample-arabic-1.txt", "windows-1256"),
    ("sample-chinese.txt", "big5"),
    ("sample-french-1.txt", "windows-1252"),
    ("sample-greek-2.txt", "windows-1253"),
    ("sample-greek.txt", "windows-1253"),
    ("sample-hebrew-2.txt", "windows-1255"),
    ("sample-hebrew-3.txt", "windows-1255"),
    ("sample-korean.txt", "euc-kr"),
    ("sample-russian.txt", "x-mac-cyrillic"),
    ("sample-turkish.txt", "windows-1254"),
];

/// The share of files that are decoded to the same text as under their true encoding. Encodings that no
/// browser knows (UTF-32, IBM855, Johab, EUC-TW, ISO-2022-KR) are left out.
pub(crate) fn score(folder: &Path) -> Result<Vec<Score>> {
    let mut share = Share::default();
    for path in files(folder, &[""])? {
        let file = name(&path);
        let parent = path.parent().map(name).unwrap_or_default();
        if path.extension().is_some_and(|it| it == "md") || file == "README.txt" {
            continue;
        }
        let Some(truth) = truth(&parent, &file) else { continue };
        share.count(&format!("{parent}/{file}"), check(&bytes(&path)?, truth));
    }
    Ok(vec![share.score("encodings", "none published for this subset")])
}

/// The encoding that a file's folder or its project's tests name.
fn truth(folder: &str, file: &str) -> Option<&'static Encoding> {
    let label = match SAMPLES.iter().find(|(known, _)| *known == file) {
        Some((_, label)) => *label,
        None if folder == "charset_normalizer" => "utf-8",
        None => folder,
    };
    let known = match label.to_ascii_lowercase().as_str() {
        "cp932" => "shift_jis",
        "cp949" => "euc-kr",
        "utf-8-sig" => "utf-8",
        "maccyrillic" => "x-mac-cyrillic",
        "tis-620" => "windows-874",
        // The standard maps this label to a decoder that gives one U+FFFD.
        "iso-2022-kr" => return None,
        other => return encoding(other),
    };
    Encoding::for_label(known.as_bytes())
}

/// The label, without the language that some folders add to it.
fn encoding(label: &str) -> Option<&'static Encoding> {
    let without_language = label.rsplit_once('-').map_or(label, |(it, _)| it);
    [label, without_language].into_iter().find_map(|it| Encoding::for_label(it.as_bytes()))
}

fn check(bytes: &[u8], truth: &'static Encoding) -> Result<(), String> {
    let label = load::encoding(bytes);
    let found = Encoding::for_label(label.as_bytes()).ok_or(format!("no encoding {label}"))?;
    let found_text = found.decode_with_bom_removal(bytes).0;
    // A mark decides between the two kinds of UTF-16, which the folder's name leaves open.
    if found_text == truth.decode(bytes).0 {
        Ok(())
    } else {
        Err(format!("{label} instead of {}", truth.name()))
    }
}
