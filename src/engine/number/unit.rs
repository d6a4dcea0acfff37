//! The units of policies and answers, and their conversion.

use crate::engine::number::rational::Rational;
use std::fmt;

/// What a unit measures. Only amounts of one dimension can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Amounts of money; base 元.
    Money,
    /// Land or floor area; base 平方米.
    Area,
    /// Shares; base %.
    Share,
    /// People; base 人.
    People,
    /// Visits; base 人次.
    Visits,
    /// Beds; base 张.
    Beds,
    /// Organisations, people in a post, and things; base 个.
    Things,
    /// Periods in months and years; base 个月.
    Period,
    /// Money per area; base 元/平方米.
    MoneyPerArea,
    /// Days; base 日.
    Days,
}

impl Dimension {
    /// Whether amounts are whole numbers.
    pub fn is_counted(self) -> bool {
        match self {
            Dimension::People
            | Dimension::Visits
            | Dimension::Beds
            | Dimension::Things
            | Dimension::Days => true,
            Dimension::Money
            | Dimension::Area
            | Dimension::Share
            | Dimension::Period
            | Dimension::MoneyPerArea => false,
        }
    }
}

/// A unit of measurement: a row of the table below.
#[derive(Clone, Copy)]
pub struct Unit(&'static Row);

/// A row of the table: one of the unit is `base / parts` base units of its dimension.
struct Row {
    symbol: &'static str,
    dimension: Dimension,
    base: i64,
    parts: i64,
}

/// A unit that is a whole number of base units.
const fn whole(symbol: &'static str, dimension: Dimension, base: i64) -> Row {
    Row { symbol, dimension, base, parts: 1 }
}

/// Every unit. 1 公顷 = 15 亩 = 10000 平方米, so 亩 is 2000/3 平方米, exactly.
static UNITS: &[Row] = &[
    whole("元", Dimension::Money, 1),
    whole("千元", Dimension::Money, 1_000),
    whole("万元", Dimension::Money, 10_000),
    whole("百万元", Dimension::Money, 1_000_000),
    whole("亿元", Dimension::Money, 100_000_000),
    whole("平方米", Dimension::Area, 1),
    whole("万平方米", Dimension::Area, 10_000),
    Row { symbol: "亩", dimension: Dimension::Area, base: 2_000, parts: 3 },
    whole("公顷", Dimension::Area, 10_000),
    whole("平方公里", Dimension::Area, 1_000_000),
    whole("%", Dimension::Share, 1),
    whole("个百分点", Dimension::Share, 1),
    whole("人", Dimension::People, 1),
    whole("万人", Dimension::People, 10_000),
    whole("人次", Dimension::Visits, 1),
    whole("万人次", Dimension::Visits, 10_000),
    whole("张", Dimension::Beds, 1),
    whole("个", Dimension::Things, 1),
    whole("家", Dimension::Things, 1),
    whole("户", Dimension::Things, 1),
    whole("名", Dimension::Things, 1),
    whole("个月", Dimension::Period, 1),
    whole("年", Dimension::Period, 12),
    whole("元/平方米", Dimension::MoneyPerArea, 1),
    whole("日", Dimension::Days, 1),
];

/// Other symbols of units, which policy files may use as well.
const OTHER_SYMBOLS: &[(&str, &str)] = &[
    ("㎡", "平方米"),
    ("m²", "平方米"),
    ("万㎡", "万平方米"),
    ("元/㎡", "元/平方米"),
    ("％", "%"),
];

/// Other ways to write a unit, behind its symbol. A word that stands for several units is the one
/// that is asked for.
const ALIASES: &[&str] = &[
    "平方米 ㎡ m² 平米 平方 平 平方公尺",
    "公顷 ha hm²",
    "平方公里 平方千米 km² ㎢",
    "亩 市亩",
    "元 块 圆",
    "% 个点 百分点",
    "人 名 位 个人",
    "人次 人/次",
    "张 床 床位 个床位",
    "个 所 座 处 项 间 栋 幢 位 台 套 件",
    "个月 月",
    "年 周年",
    "元/平方米 元/㎡ 元/m² 元/平米 元/平 元每平方米 /平方米 /㎡",
    "日 天",
];

/// What people write behind a unit without changing it: 12家企业, 300亩地, 5亿元/年. The longest
/// come first.
const NOUNS: &[&str] = &[
    "人民币",
    "土地",
    "用地",
    "企业",
    "公司",
    "机构",
    "单位",
    "商户",
    "平台",
    "项目",
    "员工",
    "职工",
    "人员",
    "床位",
    "/年",
    "地",
    "钱",
    "整",
];

/// Whether a list, parted by blanks, has a word. Letters of measures may be upper-case.
fn has_word(list: &str, word: &str) -> bool {
    list.split(' ').any(|own| own.eq_ignore_ascii_case(word))
}

/// The row of a unit that a word stands for, where several units have it the one of this dimension.
fn row_of(word: &str, dimension: Dimension) -> Option<&'static Row> {
    let mut found = UNITS.iter().find(|row| row.symbol == word);
    for list in ALIASES.iter().filter(|list| has_word(list, word)) {
        let symbol = list.split(' ').next().unwrap_or_default();
        let row = UNITS.iter().find(|row| row.symbol == symbol);
        if found.is_none() || row.is_some_and(|row| row.dimension == dimension) {
            found = row;
        }
    }
    found
}

impl Unit {
    /// The unit with this symbol, as policy files write it.
    pub fn from_symbol(symbol: &str) -> Option<Unit> {
        let other = OTHER_SYMBOLS.iter().find(|(other, _)| *other == symbol);
        let symbol = other.map_or(symbol, |(_, symbol)| *symbol);
        UNITS.iter().find(|row| row.symbol == symbol).map(Unit)
    }

    /// The unit that a word stands for where an amount of `dimension` is asked for: its symbol,
    /// another way to write it (平米, 万㎡), or either before the name of what is counted. The word
    /// is plain, as [`plain_words`](super::half_width::plain_words) makes it.
    pub fn from_word(word: &str, dimension: Dimension) -> Option<Unit> {
        if let Some(row) = row_of(word, dimension) {
            return Some(Unit(row));
        }
        if let Some(of) = word.strip_prefix('万').and_then(|word| row_of(word, dimension)) {
            let scaled = UNITS.iter().find(|row| row.symbol.strip_prefix('万') == Some(of.symbol));
            return scaled.map(Unit);
        }
        let unit = NOUNS.iter().find_map(|noun| word.strip_suffix(noun))?;
        if unit.is_empty() { None } else { Unit::from_word(unit, dimension) }
    }

    /// The symbol.
    pub fn symbol(self) -> &'static str {
        self.0.symbol
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.0.dimension
    }

    /// The base units of the dimension that one of it equals.
    pub fn factor(self) -> Rational {
        Rational::new(self.0.base.into(), self.0.parts.into()).unwrap_or(Rational::ONE)
    }

    /// Whether its symbol starts with a multiplier (万元, 万平方米).
    pub fn is_scaled(self) -> bool {
        self.power() > 0
    }

    /// The power of ten of its multiplier: 4 for 万元, 0 for 元.
    pub fn power(self) -> u32 {
        let powers = [("百万", 6), ("千", 3), ("万", 4), ("亿", 8)];
        let found = powers.iter().find(|(word, _)| self.symbol().starts_with(word));
        found.map_or(0, |(_, power)| *power)
    }

    /// Whether amounts in either unit are the same: 家 and 个.
    pub fn equals(self, other: Unit) -> bool {
        self.dimension() == other.dimension() && self.factor() == other.factor()
    }

    /// The unit without its multiplier: 元 for 万元.
    #[must_use]
    pub fn unscaled(self) -> Unit {
        let plain = self.symbol().trim_start_matches(['千', '万', '百', '亿']);
        Unit::from_symbol(plain).unwrap_or(self)
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.symbol())
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Unit) -> bool {
        self.symbol() == other.symbol()
    }
}

impl Eq for Unit {}
