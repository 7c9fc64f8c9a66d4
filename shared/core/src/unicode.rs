//! Unicode's normal forms and marks, from the tables that domain names need anyway (ICU4X): a second set of them
//! would be a tenth of what a browser loads.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// Composed, with what merely looks different (full-width, ligatures) made alike.
pub(crate) fn nfkc(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();
    NFKC.normalize_iter(text)
}

/// The same with letters and their marks apart.
pub(crate) fn nfkd(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
    NFKD.normalize_iter(text)
}

/// Whether the character belongs to the one before it.
pub(crate) fn is_mark(it: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(it))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    use super::*;

    #[test]
    fn every_character_has_the_forms_that_unicode_rs_gives_it() {
        for it in '\0'..=char::MAX {
            assert!(nfkc([it].into_iter()).eq([it].into_iter().nfkc()), "{it:?}");
            assert!(nfkd([it].into_iter()).eq([it].into_iter().nfkd()), "{it:?}");
            assert_eq!(is_mark(it), is_combining_mark(it), "{it:?}");
        }
    }

    proptest! {
        #[test]
        fn texts_have_the_forms_that_unicode_rs_gives_them(text in "(\\PC|[a-e]|\\pM|[가-힣ᄀ-ᇿ]){0,12}") {
            prop_assert!(nfkc(text.chars()).eq(text.nfkc()));
            prop_assert!(nfkd(text.chars()).eq(text.nfkd()));
        }
    }
}
