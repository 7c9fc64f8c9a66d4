//! The number format of each style that a workbook's cells name.

use super::NumberFormat;

/// The number format of each cell style.
#[derive(Debug, Default)]
pub(in crate::table) struct Styles {
    formats: Vec<NumberFormat>,
    /// For each style, its place in `formats`.
    places: Vec<u32>,
    general: NumberFormat,
}

impl Styles {
    /// Many styles share a format; each is parsed once. `custom` are the workbook's own formats by their numbers,
    /// sorted; `ids` says of each style the number of its format.
    pub(in crate::table) fn resolve(custom: &[(u32, String)], ids: &[u32]) -> Self {
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
        Self {
            places: ids.iter().map(place).collect(),
            formats: distinct.iter().copied().map(format).collect(),
            general: NumberFormat::default(),
        }
    }

    /// The format of the style that a cell names; general if it names none that is there.
    #[inline]
    pub(in crate::table) fn format(&self, style: u32) -> &NumberFormat {
        let index = self.places.get(style as usize);
        index.and_then(|it| self.formats.get(*it as usize)).unwrap_or(&self.general)
    }
}
