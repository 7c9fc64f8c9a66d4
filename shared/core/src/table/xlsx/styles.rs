//! The styles, as far as they change what a person reads: number formats.

use gangway_contract::Refusal;

use super::xml::{self, Token};
use crate::table::format::Styles;

/// Reads `styles.xml`.
pub(super) fn read(bytes: &[u8]) -> Result<Styles, Refusal> {
    let mut custom: Vec<(u32, String)> = Vec::new();
    let mut ids: Vec<u32> = Vec::new();
    let mut in_cell_styles = false;
    xml::each(bytes, |token| {
        match token {
            Token::Open { name: b"numFmt", attributes, .. } => {
                let id = xml::number(attributes, b"numFmtId");
                custom.extend(id.zip(xml::text_attribute(attributes, b"formatCode")));
            }
            Token::Open { name: b"cellXfs", empty, .. } => in_cell_styles = !empty,
            Token::Close(b"cellXfs") => in_cell_styles = false,
            Token::Open { name: b"xf", attributes, .. } if in_cell_styles => {
                ids.push(xml::number(attributes, b"numFmtId").unwrap_or(0));
            }
            _ => {}
        }
        Ok(())
    })?;
    // The last one of an id counts; sorting keeps that order within an id.
    custom.sort_by_key(|(id, _)| *id);
    Ok(Styles::resolve(&custom, &ids))
}
