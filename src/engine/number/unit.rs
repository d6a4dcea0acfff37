//! The units of policies and answers, and their conversion.
//!
//! Besides the units of the table there are compound ones (万元/亩) and the measure words that a policy
//! declares (场次). Their rows are made on first use and live as long as the program, one for each
//! unit, so that a unit is as small and as easily compared as one of the table. All threads share
//! them: an answer that one thread reads may be in a unit of a policy that another has read.

use crate::engine::number::rational::Rational;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

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
    /// Days; base 日.
    Days,
    /// Points of a rating; base 分.
    Points,
    /// What a measure word that a policy declares counts or measures; the base word, and whether
    /// amounts are whole numbers.
    Declared(&'static str, bool),
    /// One dimension per another, by the symbol of its base unit: 元/平方米, 人/个.
    Compound(&'static str),
}

impl Dimension {
    /// Whether amounts are sums of money, or money per something else.
    pub fn is_money(self) -> bool {
        if let Dimension::Compound(base) = self {
            return base.starts_with("元/");
        }
        self == Dimension::Money
    }

    fn is_compound(self) -> bool {
        matches!(self, Dimension::Compound(_))
    }

    /// The symbol of its base unit.
    pub fn base_symbol(self) -> &'static str {
        if let Dimension::Compound(symbol) = self {
            return symbol;
        }
        base_symbol(self).unwrap_or_default()
    }

    /// Whether amounts are whole numbers.
    pub fn is_counted(self) -> bool {
        match self {
            Dimension::People
            | Dimension::Visits
            | Dimension::Beds
            | Dimension::Things
            | Dimension::Days => true,
            Dimension::Declared(_, is_counted) => is_counted,
            Dimension::Money
            | Dimension::Area
            | Dimension::Share
            | Dimension::Period
            | Dimension::Points
            | Dimension::Compound(_) => false,
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

/// A row of a compound or declared unit, and where the one made after it goes.
struct Made {
    row: Row,
    next: OnceLock<Box<Made>>,
}

/// The rows of compound and declared units: a list that only grows, so that reading it locks nothing.
static MADE: OnceLock<Box<Made>> = OnceLock::new();

/// The rows of compound and declared units, in the order in which they were made.
fn made_rows() -> impl Iterator<Item = &'static Row> {
    let rows = std::iter::successors(MADE.get(), |made| made.next.get());
    rows.map(|made| &made.row)
}

/// A unit that is a whole number of base units.
const fn whole(symbol: &'static str, dimension: Dimension, base: i64) -> Row {
    Row { symbol, dimension, base, parts: 1 }
}

static YUAN: Row = whole("元", Dimension::Money, 1);
static SQUARE_KILOMETRE: Row = whole("平方公里", Dimension::Area, 1_000_000);
static PERCENT: Row = whole("%", Dimension::Share, 1);
static THING: Row = whole("个", Dimension::Things, 1);
static MONTH: Row = whole("个月", Dimension::Period, 1);
static DAY: Row = whole("日", Dimension::Days, 1);

/// Every unit. 1 公顷 = 15 亩 = 10000 平方米, so 亩 is 2000/3 平方米, exactly.
static UNITS: &[&Row] = &[
    &YUAN,
    &whole("千元", Dimension::Money, 1_000),
    &whole("万元", Dimension::Money, 10_000),
    &whole("百万元", Dimension::Money, 1_000_000),
    &whole("亿元", Dimension::Money, 100_000_000),
    &whole("平方米", Dimension::Area, 1),
    &whole("万平方米", Dimension::Area, 10_000),
    &Row { symbol: "亩", dimension: Dimension::Area, base: 2_000, parts: 3 },
    &whole("公顷", Dimension::Area, 10_000),
    &SQUARE_KILOMETRE,
    &PERCENT,
    &whole("个百分点", Dimension::Share, 1),
    &whole("倍", Dimension::Share, 100),
    &whole("人", Dimension::People, 1),
    &whole("万人", Dimension::People, 10_000),
    &whole("人次", Dimension::Visits, 1),
    &whole("万人次", Dimension::Visits, 10_000),
    &whole("张", Dimension::Beds, 1),
    &THING,
    &whole("家", Dimension::Things, 1),
    &whole("户", Dimension::Things, 1),
    &whole("名", Dimension::Things, 1),
    &MONTH,
    &whole("年", Dimension::Period, 12),
    &DAY,
    &whole("分", Dimension::Points, 1),
];

/// Other symbols of units, which policy files may use as well.
const OTHER_SYMBOLS: &[(&str, &str)] = &[
    ("㎡", "平方米"),
    ("m²", "平方米"),
    ("万㎡", "万平方米"),
    ("平方千米", "平方公里"),
    ("天", "日"),
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
    let mut found = UNITS.iter().copied().find(|row| row.symbol == word);
    for list in ALIASES.iter().filter(|list| has_word(list, word)) {
        let symbol = list.split(' ').next().unwrap_or_default();
        let row = UNITS.iter().copied().find(|row| row.symbol == symbol);
        if found.is_none() || row.is_some_and(|row| row.dimension == dimension) {
            found = row;
        }
    }
    found
}

/// The row of a unit that is not in the table, made on first use.
fn made(symbol: &str, dimension: Dimension, base: i64, parts: i64) -> &'static Row {
    let mut place = &MADE;
    loop {
        let made = place.get_or_init(|| {
            let row = Row { symbol: kept(symbol), dimension, base, parts };
            Box::new(Made { row, next: OnceLock::new() })
        });
        // Another thread may have made this row meanwhile, or another one here.
        let row = &made.row;
        if row.symbol == symbol
            && row.dimension == dimension
            && (row.base, row.parts) == (base, parts)
        {
            return row;
        }
        place = &made.next;
    }
}

/// Lists of declared units, each once.
static LISTS: Mutex<Vec<&'static [Unit]>> = Mutex::new(Vec::new());

/// Those of the units that a policy declares in which an amount of `unit` may be given: its own
/// dimension's, or any of them as a part of a compound unit.
pub(crate) fn declared_for(unit: Unit, declared: &[Unit]) -> &'static [Unit] {
    let mut own = Vec::new();
    for other in declared {
        if unit.dimension().is_compound() || other.dimension() == unit.dimension() {
            own.push(*other);
        }
    }
    if own.is_empty() {
        return &[];
    }
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(list) = lists.iter().find(|list| **list == own) {
        return list;
    }
    let list = Box::leak(own.into_boxed_slice());
    lists.push(list);
    list
}

fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// The symbol of the base unit of a dimension that is not compound.
fn base_symbol(dimension: Dimension) -> Option<&'static str> {
    if let Dimension::Declared(symbol, _) = dimension {
        return Some(symbol);
    }
    UNITS.iter().find(|row| row.dimension == dimension).map(|row| row.symbol)
}

impl Unit {
    pub(crate) const YUAN: Unit = Unit(&YUAN);
    pub(crate) const SQUARE_KILOMETRE: Unit = Unit(&SQUARE_KILOMETRE);
    pub(crate) const PERCENT: Unit = Unit(&PERCENT);
    pub(crate) const THING: Unit = Unit(&THING);
    pub(crate) const MONTH: Unit = Unit(&MONTH);
    pub(crate) const DAY: Unit = Unit(&DAY);

    /// The unit with this symbol, as policy files write it, compound units among them.
    pub fn from_symbol(symbol: &str) -> Option<Unit> {
        if let Some((top, bottom)) = symbol.split_once('/') {
            return Unit::from_symbol(top)?.over(Unit::from_symbol(bottom)?);
        }
        let other = OTHER_SYMBOLS.iter().find(|(other, _)| *other == symbol);
        let symbol = other.map_or(symbol, |(_, symbol)| *symbol);
        UNITS.iter().find(|row| row.symbol == symbol).map(|row| Unit(row))
    }

    /// The unit with this symbol in a policy file that declares some of its own.
    pub fn in_file(symbol: &str, declared: &[Unit]) -> Option<Unit> {
        if let Some((top, bottom)) = symbol.split_once('/') {
            return Unit::in_file(top, declared)?.over(Unit::in_file(bottom, declared)?);
        }
        let own = declared.iter().find(|unit| unit.symbol() == symbol).copied();
        own.or_else(|| Unit::from_symbol(symbol))
    }

    /// Whether a policy may not declare a measure word: it is a unit already, or one that the policy
    /// has declared. What is only another way to write a unit may be declared anew, so that 天 can
    /// have fractions.
    pub fn is_taken(symbol: &str, declared: &[Unit]) -> bool {
        Unit::in_file(symbol, declared).is_some_and(|unit| unit.symbol() == symbol)
    }

    /// A measure word that a policy declares, which stands for a dimension of its own.
    pub fn declared(symbol: &str, is_counted: bool) -> Unit {
        let known = made_rows().find(|row| row.symbol == symbol);
        let base = known.map_or_else(|| kept(symbol), |row| row.symbol);
        Unit(made(symbol, Dimension::Declared(base, is_counted), 1, 1))
    }

    /// A unit that a policy declares as so many of another one.
    pub fn multiple(symbol: &str, times: i64, of: Unit) -> Option<Unit> {
        let base = of.0.base.checked_mul(times)?;
        Some(Unit(made(symbol, of.dimension(), base, of.0.parts)))
    }

    /// The compound unit of this one per another: 万元/亩. `None` for two units of one dimension
    /// and where one of them is compound itself.
    pub fn over(self, divisor: Unit) -> Option<Unit> {
        let (top, bottom) = (self.0, divisor.0);
        // What there is so many 名 of per 家 is people.
        let is_people = top.symbol == "名" && bottom.symbol != top.symbol;
        let dimension = if is_people { Dimension::People } else { top.dimension };
        if dimension == bottom.dimension {
            return None;
        }
        let name = [base_symbol(dimension)?, "/", base_symbol(bottom.dimension)?].concat();
        let mut rows = made_rows().filter(|row| row.dimension.is_compound());
        let compound = match rows.find(|row| row.dimension.base_symbol() == name) {
            Some(row) => row.dimension,
            None => Dimension::Compound(kept(&name)),
        };
        let symbol = [top.symbol, "/", bottom.symbol].concat();
        let base = top.base.checked_mul(bottom.parts)?;
        Some(Unit(made(&symbol, compound, base, top.parts.checked_mul(bottom.base)?)))
    }

    /// The unit of an amount of this unit divided by one of another: % for one dimension, else the
    /// compound of their base units.
    pub fn ratio(self, divisor: Unit) -> Option<Unit> {
        if self.dimension() == divisor.dimension() {
            return Some(Unit::PERCENT);
        }
        self.base()?.over(divisor.base()?)
    }

    /// The base unit of its dimension; `None` for a compound unit.
    fn base(self) -> Option<Unit> {
        if let Dimension::Declared(symbol, is_counted) = self.dimension() {
            return Some(Unit::declared(symbol, is_counted));
        }
        Unit::from_symbol(base_symbol(self.dimension())?)
    }

    /// Whether it is the very same unit.
    pub(crate) fn is(self, other: Unit) -> bool {
        std::ptr::eq(self.0, other.0)
    }

    /// The unit of a dimension that has exactly this symbol in the table.
    pub(crate) fn in_table(symbol: &str, dimension: Dimension) -> Option<Unit> {
        UNITS
            .iter()
            .find(|row| row.dimension == dimension && row.symbol == symbol)
            .map(|row| Unit(row))
    }

    /// The unit that a word stands for where an amount of `dimension` is asked for: its symbol,
    /// another way to write it (平米, 万㎡), or either before the name of what is counted. The word
    /// is plain, as [`plain_words`](super::half_width::plain_words) makes it. `declared` are the units
    /// that the policy declares: another policy may declare the same symbol as so many others.
    pub fn from_word(word: &str, dimension: Dimension, declared: &[Unit]) -> Option<Unit> {
        let is_own = |unit: &&Unit| unit.symbol() == word && unit.dimension() == dimension;
        if let Some(unit) = declared.iter().find(is_own) {
            return Some(*unit);
        }
        if let Some(row) = row_of(word, dimension) {
            return Some(Unit(row).as_declared(dimension));
        }
        if let Some(of) = word.strip_prefix('万').and_then(|word| row_of(word, dimension)) {
            let scaled = UNITS.iter().find(|row| row.symbol.strip_prefix('万') == Some(of.symbol));
            return scaled.map(|row| Unit(row));
        }
        if let Dimension::Compound(base) = dimension
            && let Some((top, bottom)) = word.split_once(['/', '每'])
        {
            // A bare ¥ stands for 元.
            let top = if top.is_empty() { base.split('/').next().unwrap_or_default() } else { top };
            let any = Dimension::Things;
            let part = |word: &str| {
                let own = declared.iter().find(|unit| unit.symbol() == word).copied();
                own.or_else(|| Unit::from_word(word, any, declared))
            };
            return part(top)?.over(part(bottom)?);
        }
        let unit = NOUNS.iter().find_map(|noun| word.strip_suffix(noun))?;
        if unit.is_empty() { None } else { Unit::from_word(unit, dimension, declared) }
    }

    /// The measure word that a policy declares, in the place of 个 and the like.
    fn as_declared(self, dimension: Dimension) -> Unit {
        if let Dimension::Declared(symbol, true) = dimension
            && self.dimension() == Dimension::Things
        {
            return Unit::declared(symbol, true);
        }
        self
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

    /// The power of ten of its multiplier: 4 for 万元, 0 for 元 and for what policies declare.
    pub fn power(self) -> u32 {
        if matches!(self.dimension(), Dimension::Declared(..)) {
            return 0;
        }
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

impl Default for Unit {
    fn default() -> Unit {
        Unit::THING
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.symbol())
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Unit) -> bool {
        // Two policies may declare the same symbol as so many of different others.
        self.symbol() == other.symbol() && self.equals(*other)
    }
}

impl Eq for Unit {}
