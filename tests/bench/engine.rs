//! How long the engine takes for zones whose answers have been read, on one core: `make bench` writes
//! the zones and starts it. Each sample is all zones once.
#![expect(clippy::expect_used, reason = "without its input there is nothing to time")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use drc_assessment::engine::answers::{Answers, reader};
use drc_assessment::engine::check::check;
use drc_assessment::engine::evaluate::evaluate;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::tree::{Node, Tree};
use drc_assessment::input::json;
use drc_assessment::text::say::Say;
use drc_assessment::text::{output, summary};
use std::{env, fs};

/// As the command line has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The policy and the zones, as `make bench` names them.
struct Input {
    policy: CheckedPolicy,
    rows: Vec<Node>,
}

fn input() -> Input {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/www/policies/shanxi-2019-394.json");
    let text = fs::read_to_string(file).expect("the policy");
    let policy = check(&json::parse(&text, 1).expect("JSON")).expect("a policy without faults");
    let zones = env::var("DRC_BENCH_ZONES").expect("DRC_BENCH_ZONES names a file of zones");
    let text = fs::read_to_string(zones).expect("the zones");
    let rows = json::rows(&text, 1).expect("JSON lines");
    Input { policy, rows: rows.into_iter().map(Tree::into_owned).collect() }
}

#[divan::bench]
fn evaluate_answers(bencher: Bencher<'_, '_>) {
    let Input { policy, rows } = input();
    let read = |row| reader::read(row, policy.policy(), None).answers;
    let zones: Vec<Answers> = rows.iter().map(read).collect();
    bencher.counter(ItemsCount::new(zones.len())).bench(|| {
        for zone in &zones {
            black_box(evaluate(&policy, zone));
        }
    });
}

#[divan::bench]
fn read_and_summarise(bencher: Bencher<'_, '_>) {
    let Input { policy, rows } = input();
    bencher.counter(ItemsCount::new(rows.len())).bench(|| {
        for row in &rows {
            black_box(summary::assess(Say::default(), &policy, row, None));
        }
    });
}

#[divan::bench]
fn read_and_assess(bencher: Bencher<'_, '_>) {
    let Input { policy, rows } = input();
    bencher.counter(ItemsCount::new(rows.len())).bench(|| {
        for row in &rows {
            black_box(output::assess(Say::default(), &policy, row, None).into_text());
        }
    });
}
