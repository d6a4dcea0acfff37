//! The workbook that is filled in for a policy: a row a zone, a column a fact, with drop-down lists and
//! hints; a second sheet tells how to fill it in.

use crate::engine::number::unit::Unit;
use crate::engine::policy::names::words_of;
use crate::engine::policy::{Criterion, FactDef, FactKind, NONE_OPTION, OTHER_TYPE, Policy};
use crate::tables::write::{WriteFault, header_format, new_workbook, sheet_name};
use crate::text::say::{Say, fill, join};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Workbook, Worksheet,
    XlsxError,
};

/// What stands between several options.
const BETWEEN: &str = "、";
/// The last row of a workbook, from 0.
const LAST_ROW: u32 = 1_048_575;
/// The longest drop-down list, in UTF-16 code units; a longer one stands on a sheet of its own.
const MAX_LIST: usize = 250;
/// The longest message beside a cell, in UTF-16 code units.
const MAX_MESSAGE: usize = 250;
/// The longest title of such a message, in UTF-16 code units.
const MAX_TITLE: usize = 30;

/// The template of a policy for zones of one type, or of any.
///
/// What stands in its header and lists is in Chinese, as it is read again; `say` words the hints.
///
/// # Errors
/// What the writer of workbooks says.
pub fn template(say: Say, policy: &Policy, zone_type: Option<&str>) -> Result<Vec<u8>, WriteFault> {
    let chinese = Say::default();
    let facts = facts(policy, zone_type);
    let mut columns = vec![name_column(say, policy)];
    if !policy.zone_types.is_empty() {
        columns.push(type_column(say, policy));
    }
    columns.push(date_column(say));
    for fact in &facts {
        columns.push(fact_column(say, chinese, fact));
    }
    let mut book = new_workbook();
    let mut lists = Lists::new(say.template_lists());
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(say.template_sheet()))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_row_height(0, 48)?;
    for (place, column) in (0_u16..).zip(&columns) {
        write_column(sheet, &mut lists, place, column)?;
    }
    write_help(&mut book, say, policy, &facts)?;
    lists.write(&mut book)?;
    Ok(book.save_to_buffer()?)
}

/// The facts that are asked for zones of a type, or of any, in the order of the questionnaire.
fn facts<'a>(policy: &'a Policy, zone_type: Option<&str>) -> Vec<&'a FactDef> {
    let mut asked: Vec<&FactDef> = Vec::new();
    let mut of_other_types: Vec<&str> = Vec::new();
    for group in &policy.groups {
        for criterion in policy.criteria.iter().filter(|criterion| group.holds(criterion)) {
            let is_asked = zone_type.is_none() || criterion.is_for(zone_type);
            for id in criterion.facts() {
                match policy.fact(id) {
                    Some(fact) if is_asked => add(&mut asked, fact),
                    Some(_) | None => of_other_types.push(id),
                }
            }
        }
    }
    // What no criterion reads by itself, such as the year of the figures.
    for fact in &policy.facts {
        if !of_other_types.contains(&fact.id.as_str()) {
            add(&mut asked, fact);
        }
    }
    asked
}

fn add<'a>(facts: &mut Vec<&'a FactDef>, fact: &'a FactDef) {
    if !facts.iter().any(|own| own.id == fact.id) {
        facts.push(fact);
    }
}

/// A column of the template.
struct Column {
    title: String,
    /// What may be chosen from a list; empty without one.
    list: Vec<String>,
    /// What is shown beside a cell.
    hint: String,
    format: Option<&'static str>,
}

fn name_column(say: Say, policy: &Policy) -> Column {
    Column {
        title: titled(policy, "名称"),
        list: Vec::new(),
        hint: say.template_name().to_owned(),
        format: None,
    }
}

fn type_column(say: Say, policy: &Policy) -> Column {
    let mut list: Vec<String> = policy.zone_types.iter().map(|it| it.label.clone()).collect();
    if policy.other_type.is_some() {
        list.push(OTHER_TYPE.to_owned());
    }
    let hint = say.template_list().to_owned();
    Column { title: titled(policy, "类型"), list, hint, format: None }
}

fn date_column(say: Say) -> Column {
    let hint = say.template_day().to_owned();
    Column { title: "自评日期".to_owned(), list: Vec::new(), hint, format: Some(DAY) }
}

/// A title that begins with what the policy is about.
fn titled(policy: &Policy, word: &str) -> String {
    [policy.subject.as_deref().unwrap_or("集聚区"), word].concat()
}

/// The number format of days.
const DAY: &str = "yyyy-mm-dd";

fn fact_column(say: Say, chinese: Say, fact: &FactDef) -> Column {
    let mut column =
        Column { title: fact.label.clone(), list: Vec::new(), hint: how(say, fact), format: None };
    match &fact.kind {
        FactKind::Quantity { asked, .. } => {
            column.title = format!("{}（{}）", fact.label, asked.unit.symbol());
            column.format = asked.unit.dimension().is_counted().then_some("0");
        }
        FactKind::Boolean => {
            let (yes, no) = match &fact.words {
                Some(own) => (own.yes.clone(), own.no.clone()),
                None => (chinese.yes().to_owned(), chinese.no().to_owned()),
            };
            column.list = vec![yes, no, chinese.unsure().to_owned()];
        }
        FactKind::Choice { options } => {
            column.list = words_of(options);
            column.list.push(chinese.unsure().to_owned());
        }
        FactKind::Date { .. } => column.format = Some(DAY),
        // A year is no number to calculate with, and several are no number.
        FactKind::Set { .. } | FactKind::Years | FactKind::Text => column.format = Some("@"),
        FactKind::Year => column.format = Some("0"),
    }
    column
}

/// How a fact is filled in.
fn how(say: Say, fact: &FactDef) -> String {
    let unsure = Say::default().unsure();
    match &fact.kind {
        FactKind::Quantity { asked, units } => {
            let mut symbols: Vec<String> = Vec::new();
            for unit in units.iter().chain([&asked.unit]) {
                let symbol = Unit::symbol(*unit).to_owned();
                if !symbols.contains(&symbol) {
                    symbols.push(symbol);
                }
            }
            if symbols.len() == 1 {
                return fill(say.template_amount_in(), &[asked.unit.symbol(), unsure]);
            }
            let units = join(&symbols, say.sep_list());
            fill(say.template_amount(), &[asked.unit.symbol(), &units, unsure])
        }
        FactKind::Boolean | FactKind::Choice { .. } => say.template_list().to_owned(),
        FactKind::Set { options } => {
            fill(say.template_set(), &[&join(options, BETWEEN), BETWEEN, NONE_OPTION, unsure])
        }
        FactKind::Date { .. } => say.template_day().to_owned(),
        FactKind::Year => say.template_year().to_owned(),
        FactKind::Years => fill(say.template_years(), &[BETWEEN, NONE_OPTION]),
        FactKind::Text => say.template_text().to_owned(),
    }
}

fn write_column(
    sheet: &mut Worksheet,
    lists: &mut Lists,
    place: u16,
    column: &Column,
) -> Result<(), XlsxError> {
    let letters = u16::try_from(column.title.chars().count()).unwrap_or(u16::MAX);
    // A Chinese letter is as wide as two others; longer titles go over two lines.
    sheet.set_column_width(place, letters.clamp(8, 16).saturating_add(4))?;
    if let Some(format) = column.format {
        sheet.set_column_format(place, &Format::new().set_num_format(format))?;
    }
    sheet.write_string_with_format(0, place, &column.title, &header_format())?;
    let validation = DataValidation::new();
    let validation = if column.list.is_empty() {
        validation.allow_any_value()
    } else {
        // Other words that mean the same are read as well.
        let validation = validation.set_error_style(DataValidationErrorStyle::Warning);
        match lists.source(&column.list) {
            Some(formula) => validation.allow_list_formula(formula),
            None => validation.allow_list_strings(&column.list)?,
        }
    };
    let validation = validation
        .set_input_title(cut(&column.title, MAX_TITLE))?
        .set_input_message(cut(&column.hint, MAX_MESSAGE))?;
    sheet.add_data_validation(1, place, LAST_ROW, place, &validation)?;
    Ok(())
}

/// A text of at most this many UTF-16 code units.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut units = 1_usize;
    for letter in text.chars() {
        units = units.saturating_add(letter.len_utf16());
        if units > most {
            break;
        }
        short.push(letter);
    }
    short + "…"
}

/// Drop-down lists that are too long to stand in the cell's own rule.
struct Lists {
    sheet: &'static str,
    columns: Vec<Vec<String>>,
}

impl Lists {
    fn new(sheet: &'static str) -> Lists {
        Lists { sheet, columns: Vec::new() }
    }

    /// Where a list stands; `None` for one that stands in the rule.
    fn source(&mut self, list: &[String]) -> Option<Formula> {
        let length = list.join(",").encode_utf16().count();
        if length <= MAX_LIST && !list.iter().any(|item| item.contains([',', '"'])) {
            return None;
        }
        let column = crate::tables::cell::letters(self.columns.len());
        self.columns.push(list.to_vec());
        Some(Formula::new(format!("='{}'!${column}$1:${column}${}", self.sheet, list.len())))
    }

    /// Writes the lists to a sheet that is not shown.
    fn write(self, book: &mut Workbook) -> Result<(), XlsxError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet();
        sheet.set_name(self.sheet)?;
        sheet.set_hidden(true);
        for (column, list) in (0_u16..).zip(&self.columns) {
            for (row, item) in (0_u32..).zip(list) {
                sheet.write_string(row, column, item)?;
            }
        }
        Ok(())
    }
}

/// The sheet that tells how to fill in the first one: in general, and fact by fact.
fn write_help(
    book: &mut Workbook,
    say: Say,
    policy: &Policy,
    facts: &[&FactDef],
) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(say.template_help()))?;
    sheet.write_string_with_format(0, 0, &policy.title, &Format::new().set_bold())?;
    let rules = [
        say.template_rows().to_owned(),
        say.template_header().to_owned(),
        fill(say.template_unsure(), &[Say::default().unsure()]),
        say.template_units().to_owned(),
        fill(say.template_several(), &[BETWEEN, NONE_OPTION]),
        say.template_dates().to_owned(),
    ];
    let mut row = 1_u32;
    for rule in rules {
        sheet.write_string(row, 0, rule)?;
        row = row.saturating_add(1);
    }
    row = row.saturating_add(1);
    let titles = [
        (say.template_col_fact(), 32_u16),
        (say.template_col_id(), 28),
        (say.template_col_clause(), 20),
        (say.template_col_how(), 60),
        (say.template_col_hint(), 60),
    ];
    for (place, (title, width)) in (0_u16..).zip(titles) {
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(row, place, title, &header_format())?;
    }
    for fact in facts {
        row = row.saturating_add(1);
        let hints: Vec<String> = fact.hint.iter().chain(&fact.source).cloned().collect();
        let cells = [
            fact.label.clone(),
            fact.id.clone(),
            clauses(policy, fact),
            how(say, fact),
            hints.join("\n"),
        ];
        for (place, cell) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, place, cell, &wrapped)?;
        }
    }
    Ok(())
}

/// The articles that ask for a fact.
fn clauses(policy: &Policy, fact: &FactDef) -> String {
    let reads = |criterion: &&Criterion| criterion.facts().contains(&fact.id.as_str());
    let mut locators: Vec<String> = Vec::new();
    for criterion in policy.criteria.iter().filter(reads) {
        if !locators.contains(&criterion.citation.locator) {
            locators.push(criterion.citation.locator.clone());
        }
    }
    locators.join("\n")
}
