//! Unicode's normal forms and marks, from the tables that domain names need anyway (ICU4X). Whoever asks has looked
//! whether there is anything beyond ASCII: a browser loads the tables when there first is.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::part::part;

part! { "unicode", "01",
    /// Composed, with what merely looks different (full-width, ligatures) made alike.
    pub(crate) fn nfkc(text: &str) -> String {
        const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();
        NFKC.normalize(text).into_owned()
    }
}

part! { "unicode", "02",
    /// The same with letters and their marks apart, and without the marks.
    pub(crate) fn unmarked(text: &str) -> String {
        nfkd(text).filter(|it| !belongs_to_the_one_before(*it)).collect()
    }
}

part! { "unicode", "03",
    /// Whether the character belongs to the one before it.
    pub(crate) fn is_mark(it: char) -> bool {
        belongs_to_the_one_before(it)
    }
}

fn nfkd(text: &str) -> impl Iterator<Item = char> {
    const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
    NFKD.normalize_iter(text.chars())
}

fn belongs_to_the_one_before(it: char) -> bool {
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
            let text = it.to_string();
            assert!(nfkc(&text).chars().eq([it].into_iter().nfkc()), "{it:?}");
            assert!(nfkd(&text).eq([it].into_iter().nfkd()), "{it:?}");
            assert_eq!(is_mark(it), is_combining_mark(it), "{it:?}");
        }
    }

    proptest! {
        #[test]
        fn texts_have_the_forms_that_unicode_rs_gives_them(text in "(\\PC|[a-e]|\\pM|[가-힣ᄀ-ᇿ]){0,12}") {
            prop_assert!(nfkc(&text).chars().eq(text.nfkc()));
            let unmarked: String = text.nfkd().filter(|it| !is_combining_mark(*it)).collect();
            prop_assert_eq!(super::unmarked(&text), unmarked);
        }
    }
}
