//! The styles, as far as they change what a person reads: number formats.

use gangway_contract::Refusal;

use super::xml::{self, Token};
use crate::table::format::NumberFormat;

/// The number format of each cell style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<NumberFormat>,
    /// For each style, its place in `formats`.
    places: Vec<u32>,
    general: NumberFormat,
}

impl Styles {
    /// The format of the style that a cell names; general if it names none that is there.
    pub(super) fn format(&self, style: u32) -> &NumberFormat {
        let index = self.places.get(style as usize);
        index.and_then(|it| self.formats.get(*it as usize)).unwrap_or(&self.general)
    }
}

/// Reads `styles.xml`.
pub(super) fn styles(bytes: &[u8]) -> Result<Styles, Refusal> {
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
    Ok(resolve(&custom, &ids))
}

/// Many styles share a format; each is parsed once.
fn resolve(custom: &[(u32, String)], ids: &[u32]) -> Styles {
    let mut distinct: Vec<u32> = ids.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let format = |id: u32| {
        let after = custom.partition_point(|(it, _)| *it <= id);
        match after.checked_sub(1).and_then(|it| custom.get(it)).filter(|(it, _)| *it == id) {
            Some((_, code)) => NumberFormat::parse(code),
            None => NumberFormat::built_in(id),
        }
    };
    let place = |id: &u32| u32::try_from(distinct.binary_search(id).unwrap_or(0)).unwrap_or(0);
    Styles {
        places: ids.iter().map(place).collect(),
        formats: distinct.iter().copied().map(format).collect(),
        general: NumberFormat::default(),
    }
}
