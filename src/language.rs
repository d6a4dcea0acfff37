//! The languages of the product.

/// A language of the screens and sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese, the product's language.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of a BCP 47 tag: English for `en` and `en-…`, else Chinese.
    pub fn of_tag(tag: &str) -> Language {
        let english = tag.get(..2).is_some_and(|it| it.eq_ignore_ascii_case("en"));
        if english && !tag.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) {
            Language::English
        } else {
            Language::Chinese
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }
}
