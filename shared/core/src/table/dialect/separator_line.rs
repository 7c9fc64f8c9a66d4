//! Excel's own first line, which names the delimiter.

/// The delimiter that Excel's first line `sep=;` names.
pub(super) fn tell(head: &str) -> Option<char> {
    let line = head.lines().next()?;
    let start = line.get(..4)?;
    let mut rest = line.get(4..)?.chars();
    let delimiter = rest.next()?;
    (start.eq_ignore_ascii_case("sep=") && rest.next().is_none()).then_some(delimiter)
}
