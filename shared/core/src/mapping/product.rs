//! The product that exported a file, told by headers that only it writes.

use super::vocabulary::{Product, Vocabulary};
use crate::field::fold;

pub(super) fn recognise<'a>(vocabulary: &'a Vocabulary, header: &[String]) -> Option<&'a Product> {
    let spellings: Vec<_> = header.iter().map(|it| fold(it.trim()).into_owned()).collect();
    let has = |it: &&String| spellings.contains(it);
    let score = |it: &Product| {
        let marks = it.any.iter().filter(has).count();
        let whole = it.all.iter().all(|it| has(&it)) && marks >= it.at_least;
        if whole { marks + it.all.len() } else { 0 }
    };
    let scored =
        vocabulary.products.iter().map(|it| (score(it), it)).filter(|(score, _)| *score > 0);
    // The first of the best: the order of the data settles ties.
    scored
        .fold(None, |best: Option<(usize, &Product)>, it| match best {
            Some(best) if best.0 >= it.0 => Some(best),
            _ => Some(it),
        })
        .map(|(_, it)| it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::default_modules;

    #[test]
    fn a_product_is_told_by_what_only_it_writes() {
        let vocabulary = Vocabulary::load(&default_modules()[1]);
        let of = |headers: &str| {
            let headers: Vec<_> = headers.split(',').map(str::to_owned).collect();
            recognise(&vocabulary, &headers).map(|it| it.name.clone())
        };
        assert_eq!(of("First Name,Last Name,URL,Connected On").as_deref(), Some("LinkedIn"));
        assert_eq!(of("Person - Name,Person - Owner").as_deref(), Some("Pipedrive"));
        assert_eq!(of("First Name,Last Name,Email"), None);
    }
}
