//! Puts the generated TypeScript types in the order of their names.
//!
//! The linker leaves them in an order that differs between profiles; sorted, the committed file changes only
//! when an agreement does, and a review shows just that.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Sorts the types of a declaration file in place; functions and classes stay behind them, as they are.
pub(crate) fn sort(file: &Path) -> Result<()> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("wasm-bindgen left no {}", file.display()))?;
    fs::write(file, sorted(&text)).with_context(|| format!("Failed to write {}", file.display()))
}

fn sorted(text: &str) -> String {
    let mut blocks = blocks(text);
    let is_type = |block: &str| name(block).is_some();
    let first = blocks.iter().position(|it| is_type(it)).unwrap_or(blocks.len());
    let end =
        blocks[first..].iter().position(|it| !is_type(it)).map_or(blocks.len(), |it| first + it);
    blocks[first..end].sort_by(|a, b| name(a).cmp(&name(b)));
    let trimmed: Vec<&str> = blocks.iter().map(|it| it.trim_end()).collect();
    trimmed.join("\n\n") + "\n"
}

/// Cuts the file where a declaration or its comment begins.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut in_comment = false;
    for line in text.lines() {
        let begins = line.starts_with("/**") || (line.starts_with("export ") && !in_comment);
        if begins {
            blocks.push(String::new());
        }
        in_comment = (in_comment || line.starts_with("/**")) && !line.starts_with("export ");
        if let Some(block) = blocks.last_mut() {
            block.push_str(line);
            block.push('\n');
        }
    }
    blocks
}

/// The name of the type that a block declares, if it declares one.
fn name(block: &str) -> Option<&str> {
    let declared = block.lines().find_map(|line| line.strip_prefix("export "))?;
    let rest = declared.strip_prefix("type ").or_else(|| declared.strip_prefix("interface "))?;
    rest.split(|it: char| !it.is_alphanumeric()).next()
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn types_are_sorted_with_their_comments_and_functions_stay_behind() {
        let text = "/* eslint-disable */\n/**\n * Bees.\n */\nexport type B = string;\n\n\
                    export interface A {\n    /**\n     * Inside.\n     */\n    b: B;\n}\n\n\
                    /**\n * Runs.\n */\nexport function run(): A;\n\nexport type Init = string;\n";
        let expected = "/* eslint-disable */\n\nexport interface A {\n    /**\n     * Inside.\n     */\n    b: B;\n}\n\n\
                        /**\n * Bees.\n */\nexport type B = string;\n\n\
                        /**\n * Runs.\n */\nexport function run(): A;\n\nexport type Init = string;\n";
        assert_eq!(sorted(text), expected);
    }
}
