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

/// Other ways to write a unit, and the symbol each stands for.
const ALIASES: &[(&str, &str)] = &[
    ("㎡", "平方米"),
    ("m²", "平方米"),
    ("万㎡", "万平方米"),
    ("元/㎡", "元/平方米"),
    ("％", "%"),
];

impl Unit {
    /// The unit written `symbol` or an alias of it.
    pub fn from_symbol(symbol: &str) -> Option<Unit> {
        let symbol = ALIASES
            .iter()
            .find(|(alias, _)| *alias == symbol)
            .map_or(symbol, |(_, canonical)| *canonical);
        UNITS.iter().find(|row| row.symbol == symbol).map(Unit)
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
        self.symbol().starts_with(['千', '万', '百', '亿'])
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
