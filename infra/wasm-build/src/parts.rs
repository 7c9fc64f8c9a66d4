//! Cuts off the parts that a browser loads when they are first needed (`gangway_core::part`), and writes down which
//! files each of them is made of. What two parts share and the rest does not lies in a file of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

const FOLDER: &str = "parts";
const LIST: &str = "gangway_parts.js";
const DECLARATION: &str = "/** The files of each part, in the order in which they are loaded. */\n\
    export const PARTS: Record<string, { name: string; url: URL }[]>;\n";

/// Cuts a module; says where what is left of it lies. Its parts are written beside the bindings.
pub(crate) fn cut(module: &Path, out: &Path, names: bool) -> Result<PathBuf> {
    let bytes = fs::read(module).with_context(|| format!("Failed to read {}", module.display()))?;
    let folder = out.join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).context("Failed to remove the parts of before")?;
    }
    let work = module.with_extension(FOLDER);
    fs::create_dir_all(&work).context("Failed to make a folder for the parts")?;
    fs::create_dir_all(&folder).context("Failed to make a folder for the parts")?;
    let main = work.join(module.file_name().context("a module has a name")?);
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = &work;
    options.main_out_path = &main;
    let cut = wasm_split_cli_support::transform(options)
        .map_err(|it| anyhow!("the module cannot be cut into parts: {it:#}"))?;
    for part in &cut.split_modules {
        let bytes = fs::read(part).with_context(|| format!("no part at {}", part.display()))?;
        let bytes = if names { bytes } else { without_names(&bytes)? };
        let name = part.file_name().context("a part has a name")?;
        fs::write(folder.join(name), bytes).context("Failed to write a part")?;
    }
    fs::write(out.join(LIST), list(cut.prefetch_map.into_iter().collect())?)?;
    fs::write(out.join(LIST).with_extension("d.ts"), DECLARATION)?;
    Ok(main)
}

/// A module of JavaScript in which bundlers find every file.
fn list(parts: BTreeMap<String, Vec<String>>) -> Result<String> {
    let mut text = String::from("export const PARTS = {\n");
    for (part, files) in parts {
        writeln!(text, "  {part}: [")?;
        for file in files {
            writeln!(
                text,
                "    {{ name: '{file}.wasm', url: new URL('./{FOLDER}/{file}.wasm', import.meta.url) }},"
            )?;
        }
        text += "  ],\n";
    }
    Ok(text + "};\n")
}

/// The module without its custom sections: nobody reads them in a browser.
fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let (header, mut rest) = module.split_at_checked(8).context("a module has a header")?;
    let mut kept = header.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let (length, body) = leb128(after).context("a section has a length")?;
        let (_, next) = body.split_at_checked(length).context("a section is whole")?;
        if *kind != 0 {
            kept.extend_from_slice(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    Ok(kept)
}

/// A number as WebAssembly writes it, and what follows.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let length = bytes.iter().position(|it| it & 0x80 == 0)? + 1;
    let (digits, rest) = bytes.split_at_checked(length)?;
    let number = digits.iter().rev().fold(0, |sum, it| (sum << 7) | usize::from(it & 0x7f));
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{list, without_names};

    #[test]
    fn custom_sections_are_left_out() {
        let header = *b"\0asm\x01\0\0\0";
        let module = [&header[..], &[0, 3, 1, b'n', 0], &[1, 1, 0], &[0, 2, 1, b'n']].concat();
        assert_eq!(without_names(&module).expect("a module"), [&header[..], &[1, 1, 0]].concat());
    }

    #[test]
    fn every_file_is_where_a_bundler_looks_for_it() {
        let parts = BTreeMap::from([("excel".to_owned(), vec!["chunk_5".to_owned()])]);
        let text = list(parts).expect("a list");
        assert!(text.contains("new URL('./parts/chunk_5.wasm', import.meta.url)"));
    }
}
