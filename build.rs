//! Lists the policy files for the command line and the facts they use, so that a new
//! policy is a new data file and nothing else; makes the words of the screens, which stand with
//! all their languages in one data file, into functions that the compiler knows.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/engine/answers/digest.rs"]
mod digest;

const POLICIES: &str = "www/policies";
const WORDS: &str = "src/text/words.json";
/// What `part` says in a word that only the engine's wasm has, with the feature `check`.
const ENGINE_PART: &str = "engine";
/// The same for those about tables, with the feature `tables`.
const TABLES_PART: &str = "tables";
/// The languages, the product's own first.
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    println!("cargo::rerun-if-changed={POLICIES}");
    println!("cargo::rerun-if-changed={WORDS}");
    let files = policy_files()?;
    fs::write(Path::new(&out).join("policies.rs"), policies(&files))?;
    fs::write(Path::new(&out).join("known_facts.rs"), known_facts(&files)?)?;
    fs::write(Path::new(&out).join("words.rs"), words()?)
}

fn policy_files() -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(POLICIES)? {
        let path = entry?.path();
        let is_json = path.extension().is_some_and(|it| it == "json");
        let name = path.to_string_lossy();
        if is_json && !name.ends_with(".schema.json") && !name.ends_with(".cases.json") {
            files.push(fs::canonicalize(path)?);
        }
    }
    files.sort();
    Ok(files)
}

fn policies(files: &[PathBuf]) -> String {
    let mut list = String::from("&[\n");
    for file in files {
        let _ = writeln!(list, "    include_str!({:?}),", file.display().to_string());
    }
    list.push(']');
    list
}

/// The digests of every fact id, sorted. A file that is no policy is the checker's affair.
fn known_facts(files: &[PathBuf]) -> io::Result<String> {
    let mut digests = Vec::new();
    for file in files {
        let policy: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(file)?).unwrap_or_default();
        let facts = policy.get("facts").and_then(serde_json::Value::as_array);
        let ids = facts.into_iter().flatten().filter_map(|fact| fact.get("id")?.as_str());
        digests.extend(ids.map(digest::of));
    }
    digests.sort_unstable();
    digests.dedup();
    Ok(format!("&{digests:?}"))
}

/// Whether this build has a word: those that only the other programs say are not in the widget's.
fn is_wanted(word: &serde_json::Value) -> bool {
    match word.get("part").and_then(serde_json::Value::as_str) {
        Some(ENGINE_PART) => env::var_os("CARGO_FEATURE_CHECK").is_some(),
        Some(TABLES_PART) => env::var_os("CARGO_FEATURE_TABLES").is_some(),
        Some(_) | None => true,
    }
}

/// One function a word, and the words of each language as lines in the same order.
fn words() -> io::Result<String> {
    let words: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(WORDS)?)?;
    let mut code = String::from("impl Words {\n");
    let mut lines = LANGUAGES.map(|_| Vec::new());
    let wanted = words.iter().filter(|(_, word)| is_wanted(word));
    for (place, (name, word)) in wanted.clone().enumerate() {
        let text = |key: &str| {
            let text = word.get(key).and_then(serde_json::Value::as_str);
            text.filter(|it| !it.contains('\n'))
                .ok_or_else(|| io::Error::other(format!("{WORDS}: {name} lacks a line for {key}")))
        };
        let _ = writeln!(code, "    /// {}", text("use")?);
        let _ = writeln!(code, "    pub fn {name}(self) -> &'static str {{ self.at({place}) }}");
        for (own, language) in lines.iter_mut().zip(LANGUAGES) {
            own.push(text(language)?.to_owned());
        }
    }
    code.push_str("}\n");
    let _ = writeln!(
        code,
        "/// How many words a language has.\nconst COUNT: usize = {};",
        wanted.count()
    );
    let [chinese, english] = lines.map(|own| own.join("\n"));
    let _ = writeln!(code, "const CHINESE: &str = {chinese:?};");
    let _ = writeln!(
        code,
        "#[cfg(any(feature = \"api\", feature = \"tables\", not(target_arch = \"wasm32\")))]\nconst ENGLISH: &str = {english:?};"
    );
    Ok(code)
}
