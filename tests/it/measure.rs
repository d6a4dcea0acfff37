//! The oracle's own arithmetic and calendar: whole numbers over one fixed denominator, and days
//! since 1970-01-01.

/// The denominator: twelve decimal places, and thirds for 亩.
const SCALE: i128 = 3_000_000_000_000;

/// What a unit measures, and how many base units it is, times three.
pub(crate) fn unit(symbol: &str) -> (&'static str, i128) {
    find_unit(symbol).unwrap_or_else(|| panic!("no unit {symbol}"))
}

/// The same; `None` for an unknown unit.
pub(crate) fn find_unit(symbol: &str) -> Option<(&'static str, i128)> {
    Some(match symbol {
        "元" => ("money", 3),
        "千元" => ("money", 3_000),
        "万元" => ("money", 30_000),
        "百万元" => ("money", 3_000_000),
        "亿元" => ("money", 300_000_000),
        "平方米" | "㎡" => ("area", 3),
        "万平方米" => ("area", 30_000),
        "亩" => ("area", 2_000),
        "公顷" => ("area", 30_000),
        "平方公里" => ("area", 3_000_000),
        "%" | "个百分点" => ("share", 3),
        "人" => ("people", 3),
        "万人" => ("people", 30_000),
        "人次" => ("visits", 3),
        "万人次" => ("visits", 30_000),
        "张" => ("beds", 3),
        "家" | "个" | "户" | "名" => ("things", 3),
        "个月" => ("months", 3),
        "年" => ("months", 36),
        "元/平方米" => ("yield", 3),
        "日" => ("days", 3),
        _ => return None,
    })
}

/// The units of a dimension in which answers are tried.
pub(crate) fn units_of(dimension: &str) -> &'static [&'static str] {
    match dimension {
        "money" => &["亿元", "万元", "元", "千元", "百万元"],
        "area" => &["亩", "公顷", "平方米", "万平方米", "平方公里"],
        "share" => &["%", "个百分点"],
        "people" => &["人", "万人"],
        "visits" => &["人次", "万人次"],
        "beds" => &["张"],
        "things" => &["家", "个", "户", "名"],
        "months" => &["年", "个月"],
        "yield" => &["元/平方米"],
        "days" => &["日"],
        other => panic!("no dimension {other}"),
    }
}

/// A plain decimal and its unit as an amount.
pub(crate) fn amount(number: &str, symbol: &str) -> i128 {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits: i128 =
        format!("{whole}{fraction:0<12}").parse().expect("a decimal of at most 12 places");
    digits * unit(symbol).1
}

/// An amount as a decimal in a unit, truncated to 12 places, and whether this is exact.
pub(crate) fn decimal(amount: i128, symbol: &str) -> (String, bool) {
    let (_, factor) = unit(symbol);
    let places = amount / factor;
    let exact = places * factor == amount;
    let text = format!("{}.{:012}", places / 1_000_000_000_000, places % 1_000_000_000_000);
    (text.trim_end_matches('0').trim_end_matches('.').to_owned(), exact)
}

/// How a decimal that does not end is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Up,
    Down,
}

/// An amount in a unit as in output: exact, or rounded to four places where the decimal does not end.
pub(crate) fn shown(amount: i128, symbol: &str, cut: Cut) -> String {
    plain(amount, unit(symbol).1 * (SCALE / 3), cut)
}

/// The same for an amount divided by an area. `amount` is over the square of the denominator.
pub(crate) fn shown_per(amount: i128, area: i128, cut: Cut) -> String {
    plain(amount, area * SCALE, cut)
}

fn plain(part: i128, whole: i128, cut: Cut) -> String {
    let (part, whole) = lowest(part, whole);
    let (mut rest, mut places) = (whole, 0_u32);
    while rest > 1 && places < 30 {
        let factor = lowest(rest, 10);
        if factor.0 == rest {
            break;
        }
        (rest, places) = (factor.0, places + 1);
    }
    let places = if rest == 1 { places } else { 4 };
    let scaled = part * 10_i128.pow(places);
    let up = cut == Cut::Up && scaled.rem_euclid(whole) > 0;
    let digits = scaled.div_euclid(whole) + i128::from(up);
    let point = 10_i128.pow(places);
    let width = usize::try_from(places).expect("a few places");
    let text = format!("{}.{:0width$}", digits / point, digits % point);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A fraction in lowest terms.
pub(crate) fn lowest(part: i128, whole: i128) -> (i128, i128) {
    let (mut a, mut b) = (part, whole);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (part / a, whole / a)
}

/// Whether a dimension is counted in whole things.
pub(crate) fn is_counted(dimension: &str) -> bool {
    matches!(dimension, "people" | "visits" | "beds" | "things")
}

/// One base unit.
pub(crate) const ONE: i128 = SCALE;

/// The day as a number of days since 1970-01-01.
pub(crate) fn day(year: i64, month: i64, date: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and date of a day.
pub(crate) fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, date)
}

/// The same date some years later; 28 February where there is no 29.
pub(crate) fn anniversary(from: i64, years: i64) -> i64 {
    let (year, month, date) = civil(from);
    let later = day(year + years, month, date);
    if civil(later).1 == month { later } else { day(year + years, 2, 28) }
}

/// A day written 2026-11-22.
pub(crate) fn parse_day(text: &str) -> i64 {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().expect("a number")).collect();
    day(parts[0], parts[1], parts[2])
}

/// A day as it is written.
pub(crate) fn show_day(number: i64) -> String {
    let (year, month, date) = civil(number);
    format!("{year:04}-{month:02}-{date:02}")
}

/// A number, a blank and a unit, as policies write amounts.
pub(crate) fn stated(text: &str) -> (i128, String) {
    let (number, unit) = text.split_once(' ').expect("number and unit");
    (amount(number, unit), unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Cut, ONE, amount, anniversary, civil, day, decimal, shown, shown_per};

    #[test]
    fn the_calendar_of_the_oracle_counts_days() {
        assert_eq!(day(1970, 1, 1), 0);
        assert_eq!(day(2000, 3, 1) - day(2000, 2, 28), 2);
        assert_eq!(civil(day(2026, 11, 22)), (2026, 11, 22));
        assert_eq!(anniversary(day(2024, 2, 29), 5), day(2029, 2, 28));
        assert_eq!(anniversary(day(2024, 2, 29), 4), day(2028, 2, 29));
    }

    #[test]
    fn decimals_that_end_are_exact_and_others_are_rounded() {
        let shown =
            |number: &str, of: &str, symbol: &str, cut| shown(amount(number, of), symbol, cut);
        assert_eq!(shown("0.001", "元", "万元", Cut::Up), "0.0000001");
        assert_eq!(shown("1", "亩", "公顷", Cut::Up), "0.0667");
        assert_eq!(shown("1", "亩", "公顷", Cut::Down), "0.0666");
        assert_eq!(shown("300", "亩", "公顷", Cut::Up), "20");
        assert_eq!(shown_per(amount("1", "元") * ONE, amount("3", "平方米"), Cut::Up), "0.3334");
        assert_eq!(shown_per(amount("1", "元") * ONE, amount("8", "平方米"), Cut::Up), "0.125");
    }

    #[test]
    fn areas_are_converted_exactly() {
        assert_eq!(amount("300", "亩"), amount("20", "公顷"));
        assert_eq!(amount("300", "亩"), amount("200000", "平方米"));
        assert_eq!(decimal(amount("300", "亩"), "公顷"), ("20".to_owned(), true));
        assert!(!decimal(amount("1", "亩"), "平方米").1);
    }
}
