//! The report as one HTML file that needs nothing else and may do nothing else.

use crate::text::report::check_code::digest;
use crate::text::report::document::Report;
use crate::text::report::page::{Child, Element, page};
use std::fmt::Write as _;

const STYLESHEET: &str = include_str!("../../../www/report/report.css");

/// Elements that have no end tag.
const VOID_ELEMENTS: [&str; 1] = ["col"];

/// The report as an HTML file. Its content security policy allows its own stylesheet alone.
pub fn html_file(report: &Report) -> String {
    let footer = css_text(&report.footer);
    let style = format!("{STYLESHEET}:root {{ --drc-report-foot: {footer}; }}\n");
    let style_digest = base64(&digest(&style));
    let lang = report.language.tag();
    let title = escaped(&report.title);
    let mut body = String::new();
    write_element(&mut body, &page(report));
    format!(
        "<!DOCTYPE html>\n\
        <html lang=\"{lang}\">\n\
        <head>\n\
        <meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
        style-src 'sha256-{style_digest}'; base-uri 'none'; form-action 'none'\">\n\
        <title>{title}</title>\n\
        <style>{style}</style>\n\
        </head>\n\
        {body}\n\
        </html>\n"
    )
}

/// A text as a string of CSS: browsers that print margin boxes repeat the footer on every page.
pub(crate) fn css_text(text: &str) -> String {
    let mut css = String::from("\"");
    for character in text.chars() {
        match character {
            '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{4e00}'..='\u{9fff}' => css.push(character),
            _ => {
                // Writing to a String cannot fail, here and below.
                let _ = write!(css, "\\{:x} ", u32::from(character));
            }
        }
    }
    css.push('"');
    css
}

fn write_element(html: &mut String, element: &Element) {
    let name = element.name;
    html.push('<');
    html.push_str(name);
    for (key, value) in &element.attributes {
        let _ = write!(html, " {key}=\"{}\"", escaped(value));
    }
    html.push('>');
    if VOID_ELEMENTS.contains(&name) {
        return;
    }
    for child in &element.children {
        match child {
            Child::Element(element) => write_element(html, element),
            Child::Text(text) => html.push_str(&escaped(text)),
        }
    }
    let _ = write!(html, "</{name}>");
}

/// A text that stands between tags or inside double quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Bytes as content security policies write a digest.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    // Three bytes are four digits of six bits each.
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let value = usize::try_from((bits >> shift) & 63).unwrap_or(0);
            let digit = DIGITS.get(value).copied().unwrap_or(b'=');
            // Digits behind the last byte are padding.
            text.push(if place > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        // RFC 4648, section 10.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }

    #[test]
    fn a_text_of_css_holds_nothing_that_could_end_it() {
        assert_eq!(css_text("日期 1\"<"), "\"日期\\20 1\\22 \\3c \"");
    }
}
