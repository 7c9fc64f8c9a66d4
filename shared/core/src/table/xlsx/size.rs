//! How many rows a sheet has, as far as its head tells: it claims a range, or it ends within its head.

use super::xml::{self, Token};

/// How much of a sheet is fetched at first.
pub(super) const LOOK: u64 = 4096;
/// How far into a sheet its size is looked for, unpacked.
const WITHIN: usize = 64 << 10;

/// Collects a sheet's head, exactly as far as it is looked at; says whether more is wanted.
pub(super) fn take(head: &mut Vec<u8>, piece: &[u8]) -> bool {
    let room = WITHIN.saturating_sub(head.len());
    head.extend_from_slice(piece.get(..room).unwrap_or(piece));
    head.len() < WITHIN && tell(head).is_none()
}

/// The rows of the sheet whose head this is, if it tells. A claim of one cell is not believed: writers that
/// stream do not know better when they write it.
pub(super) fn tell(head: &[u8]) -> Option<u32> {
    let (mut rows, mut at) = (0, 0);
    while let Ok(Some((token, next))) = xml::next(head, at) {
        match token {
            Token::Open { name: b"dimension", attributes, .. } => {
                let claimed = xml::text_attribute(attributes, b"ref").and_then(|it| rows_of(&it));
                if claimed.is_some() {
                    return claimed;
                }
            }
            Token::Open { name: b"row", .. } => rows += 1,
            Token::Close(b"sheetData") | Token::Open { name: b"sheetData", empty: true, .. } => {
                return Some(rows);
            }
            _ => {}
        }
        at = next;
    }
    None
}

/// The rows of a range such as `A1:D100`.
fn rows_of(range: &str) -> Option<u32> {
    let row = |it: &str| it.trim_start_matches(|it: char| !it.is_ascii_digit()).parse::<u32>().ok();
    let (first, last) = range.split_once(':')?;
    row(last)?.checked_sub(row(first)?)?.checked_add(1)
}

#[cfg(test)]
mod tests {
    use super::tell;

    #[track_caller]
    fn check(head: &str, rows: Option<u32>) {
        assert_eq!(tell(head.as_bytes()), rows, "{head}");
    }

    #[test]
    fn a_claimed_range_is_believed_and_a_claimed_cell_is_not() {
        check("<worksheet><dimension ref=\"A1:D100\"/><sheetData>", Some(100));
        check("<worksheet><dimension ref=\"B3:D3\"/><sheetData>", Some(1));
        check("<worksheet><dimension ref=\"A1\"/><sheetData><row/><row/></sheetData>", Some(2));
        check("<worksheet><dimension ref=\"A1\"/><sheetData><row/><row/>", None);
        check("<worksheet><dimension ref=\"D9:A1\"/><sheetData/>", Some(0));
    }

    #[test]
    fn rows_are_counted_where_nothing_is_claimed() {
        check("<x:worksheet><x:sheetData><x:row r=\"5\"/></x:sheetData>", Some(1));
        check("<worksheet><sheetData/>", Some(0));
        check("<worksheet><cols>", None);
    }
}
