//! What is fuzzed: each function takes any bytes and panics where a promise is broken. `make test` calls them
//! with the inputs that are kept in `corpus/`, `make fuzz-inputs` with new ones.
#![allow(dead_code, reason = "each program fuzzes one of them")]

use drc_assessment::engine::answers::reader;
use drc_assessment::engine::check::check;
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::number::quantity::{Asked, Quantity, parse_unit};
use drc_assessment::engine::number::rational::Rational;
use drc_assessment::engine::policy::FactDef;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::tree::{Node, Tree};
use drc_assessment::input::encoding::decode;
use drc_assessment::input::json;
use drc_assessment::interview::action::Action;
use drc_assessment::interview::session::Session;
use drc_assessment::tables::columns::Assigned;
use drc_assessment::tables::file::TableFile;
use drc_assessment::tables::opened::{Opened, Wanted, open_sheet};
use drc_assessment::tables::say::cell_cause;
use drc_assessment::text::output;
use drc_assessment::text::review;
use drc_assessment::text::say::Say;
use drc_assessment::text::summary;
use std::cmp::Ordering;
use std::io::{Cursor, Write as _};
use std::rc::Rc;
use std::sync::OnceLock;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const POLICIES: [&str; 5] = [
    include_str!("../../www/policies/shanxi-2019-394.json"),
    include_str!("../../www/policies/shanxi-2020-479.json"),
    include_str!("../../www/policies/qingdao-2020-30.json"),
    include_str!("../../www/policies/jiangsu-cluster-demo.json"),
    include_str!("../../www/policies/jilin-upgrade.json"),
];

fn policies() -> &'static [(Node, CheckedPolicy)] {
    static READ: OnceLock<Vec<(Node, CheckedPolicy)>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut read = Vec::new();
        for text in POLICIES {
            let file = json::parse(text, 1).expect("a policy");
            let checked = check(&file).expect("a policy without faults");
            read.push((file, checked));
        }
        read
    })
}

/// Every way in which an amount is asked for.
fn asked() -> &'static [Asked] {
    static ASKED: OnceLock<Vec<Asked>> = OnceLock::new();
    ASKED.get_or_init(|| {
        let mut all: Vec<Asked> = Vec::new();
        for (_, checked) in policies() {
            for asked in checked.policy().facts.iter().filter_map(FactDef::asked) {
                if !all.contains(&asked) {
                    all.push(asked);
                }
            }
        }
        all
    })
}

fn today() -> Option<Date> {
    Date::new(2026, 11, 30)
}

/// The first byte as a choice among so many, and the rest.
fn choice(data: &[u8], of: usize) -> (usize, &[u8]) {
    match data.split_first() {
        Some((first, rest)) => (usize::from(*first) % of, rest),
        None => (0, data),
    }
}

/// An amount that is read is written so that it is read again, and is one that the fact allows.
pub(crate) fn quantity(data: &[u8]) {
    let (place, rest) = choice(data, asked().len());
    let asked = asked()[place];
    let text = String::from_utf8_lossy(rest);
    let (text, beside) = match text.split_once('\0') {
        Some((text, beside)) => (text, Some(beside)),
        None => (&*text, None),
    };
    let Ok(read) = Quantity::parse(text, beside, asked) else { return };
    assert!(asked.may_be_negative || !read.value().is_negative(), "{text}");
    assert_eq!(read.unit().dimension(), asked.unit.dimension(), "{text}");
    let shown = read.to_text();
    let again = Quantity::parse(&shown, None, asked).ok().and_then(|it| it.compare(read));
    // Beyond four decimals a number is shown rounded.
    let is_exact =
        read.value().checked_mul(Rational::whole(10_000)).is_some_and(Rational::is_whole);
    assert!(again.is_some(), "{text}: {shown}");
    assert!(!is_exact || again == Some(Ordering::Equal), "{text}: {shown}");
}

/// A day that is read is written so that it is read again.
pub(crate) fn date(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(day) = Date::parse(&text) {
        assert_eq!(Date::parse(&day.to_string()), Ok(day), "{text}");
    }
}

/// Years, units and the names of types.
pub(crate) fn words(data: &[u8]) {
    let (place, rest) = choice(data, asked().len());
    let text = String::from_utf8_lossy(rest);
    if let Ok(year) = reader::parse_year(&text) {
        assert!((1..=9999).contains(&year), "{text}");
    }
    let mut years = Vec::new();
    if reader::parse_years(&text, &mut years).is_ok() {
        assert!(years.iter().all(|year| (1949..=2199).contains(year)), "{text}: {years:?}");
    }
    if let Ok(unit) = parse_unit(&text, asked()[place]) {
        assert_eq!(parse_unit(unit.symbol(), asked()[place]), Ok(unit), "{text}");
    }
    for (_, checked) in policies() {
        if let Ok(id) = reader::parse_zone_type(&text, checked.policy()) {
            assert_eq!(reader::parse_zone_type(&id, checked.policy()).ok(), Some(id));
        }
    }
}

/// Whatever is given as answers, and as a review of them, has an assessment that is JSON.
pub(crate) fn answers(data: &[u8]) {
    let (place, rest) = choice(data, POLICIES.len());
    let (file, checked) = &policies()[place];
    let Ok(text) = decode(rest) else { return };
    let Ok(rows) = json::rows(&text, 1) else { return };
    for node in rows {
        for say in [Say::default(), Say::in_language(drc_assessment::language::Language::English)] {
            is_json(&output::assess(say, checked, &node, today()).into_text());
            is_json(&summary::assess(say, checked, &node, today()));
        }
        let compared = review::compare(Say::default(), checked, file, &node, &node);
        is_json(&compared.to_text(Say::default(), checked));
    }
}

fn is_json(text: &str) {
    assert!(json::parse(text, 1).is_ok(), "{text}");
}

/// A policy that is accepted can be used.
pub(crate) fn policy(data: &[u8]) {
    let Ok(text) = decode(data) else { return };
    let Ok(node) = json::parse(&text, 1) else { return };
    match check(&node) {
        Ok(checked) => is_json(
            &output::assess(Say::default(), &checked, &Node::Map(Vec::new()), today()).into_text(),
        ),
        Err(faults) => {
            assert!(!faults.is_empty());
            let errors = output::errors_of_policy(Say::default(), &node, &faults);
            assert!(errors.iter().all(|error| !error.message.is_empty()));
        }
    }
}

/// What was saved is restored, and is then saved as the same.
pub(crate) fn saved(data: &[u8]) {
    let (place, rest) = choice(data, POLICIES.len());
    let (_, checked) = &policies()[place];
    let Ok(text) = decode(rest) else { return };
    let Ok(node) = json::parse(&text, 1).map(Tree::into_owned) else { return };
    let once = restored(&node, checked);
    let twice = restored(&once, checked);
    assert_eq!(once, twice);
}

fn restored(snapshot: &Node, checked: &CheckedPolicy) -> Node {
    let mut session = Session::new(today(), None);
    session.restore(snapshot);
    session.apply(Action::LoadPolicy(Rc::new(checked.clone())));
    session.snapshot()
}

/// A text table is read row by row, and each of its rows is assessed.
pub(crate) fn table(data: &[u8]) {
    let (place, rest) = choice(data, POLICIES.len());
    read_table(place, rest.to_vec());
}

/// The same of the sheet of a workbook, given as XML.
pub(crate) fn workbook(data: &[u8]) {
    let (place, rest) = choice(data, POLICIES.len());
    read_table(place, workbook_of(rest));
}

fn read_table(policy: usize, bytes: Vec<u8>) {
    let Ok(mut file) = TableFile::open(bytes) else { return };
    let (_, checked) = &policies()[policy];
    let policies = [checked.policy()];
    let assigned = Assigned::new();
    let wanted = Wanted { policies: &policies, default: Some(0), assigned: &assigned };
    let Ok(Opened { mut rows, columns }) = open_sheet(&mut file, None, wanted) else { return };
    while let Ok(Some(row)) = rows.next_row() {
        let read = columns.answers(&policies, &row);
        assert!(read.refusal().is_none() || read.policy.is_none());
        let found = output::assess(Say::default(), checked, &read.answers, today());
        let errors =
            columns.errors(&row, &read, found.errors(), |cause| cell_cause(Say::default(), cause));
        assert!(errors.iter().all(|error| !error.message.is_empty()));
    }
}

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
const RELS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
    Target=\"xl/workbook.xml\"/></Relationships>";
const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
    <sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const WORKBOOK_RELS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
    Target=\"worksheets/sheet1.xml\"/></Relationships>";

/// A workbook with this sheet.
fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in [
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        file.start_file(name, options).expect("a part");
        file.write_all(content).expect("a part");
    }
    file.finish().expect("a workbook").into_inner()
}
