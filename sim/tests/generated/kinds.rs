//! This file is about the submodels: every file of a stage with its equation, reason and source.

use std::fs;

use serde_json::Value;

use crate::schema::{description, is_required, kinds, properties, resolve};
use crate::source::{self, documented, section};
use crate::{STAGES, odd, root};

/// Submodels whose key does not stand under their stage.
const ELSEWHERE: &[(&str, &str)] = &[
    ("price/course.rs", "shocks[].price"),
    ("price/crash.rs", "shocks[].crash"),
    ("price/oracle_lag.rs", "shocks[].oracle"),
    ("price/exit.rs", "shocks[].exit"),
    ("price/pin.rs", "shocks[].pin"),
    ("decisions/rival.rs", "rivals.<rival>"),
    ("demand/flywheel.rs", "flywheel"),
    ("market/flows/treasury.rs", "flows.treasury"),
    ("market/flows/momentum.rs", "flows.momentum"),
    ("market/flows/value.rs", "flows.value"),
    ("market/flows/fundamental/stated.rs", "flows.value.fundamental.stated"),
    ("market/flows/fundamental/burn_multiple.rs", "flows.value.fundamental.burn_multiple"),
    ("decisions/maker/mod.rs", "maker"),
    ("decisions/maker/marketing.rs", "maker.makes.<group>.marketing"),
    ("decisions/maker/next_model.rs", "maker.makes.<group>.next_model"),
    ("decisions/maker/presale.rs", "maker.makes.<group>.presale"),
    ("decisions/maker/product.rs", "maker.makes.<group>"),
    ("emission/oracle.rs", "emission.burn.burn_and_mint.oracle"),
    ("emission/unlock.rs", "token.allocation.<holder>"),
    ("work/cheats/collusion.rs", "fleet.<group>.cheats.collusion"),
    ("work/cheats/faked_work.rs", "fleet.<group>.cheats.faked_work"),
    ("work/cheats/spoofed_location.rs", "fleet.<group>.cheats.spoofed_location"),
    ("work/cheats/sybils.rs", "fleet.<group>.cheats.sybils"),
    ("work/cheats/wash_demand.rs", "fleet.<group>.cheats.wash_demand"),
];

/// A submodel: the key by which a scenario names it, and the file that says what it is.
struct Submodel {
    key: String,
    file: String,
}

/// All submodels, stage by stage.
pub fn part() -> String {
    let schema = sim::scenario::schema();
    let mut text = String::new();
    for (at, stage) in STAGES.into_iter().enumerate() {
        let question = source::question(&format!("{stage}/mod.rs"));
        let question = question.split_once(": ").map_or(question.as_str(), |(_, asks)| asks);
        text += &format!(
            "### 7.{} {}\n\n*{}*\n\n",
            at + 1,
            odd::capital(stage),
            odd::capital(question)
        );
        for (number, submodel) in of_stage(stage, &schema).iter().enumerate() {
            text += &format!("#### 7.{}.{} `{}`\n\n", at + 1, number + 1, submodel.key);
            text += &describe(submodel, &schema);
        }
    }
    text
}

/// The submodels of a stage, in the order of a scenario's keys; then those that no key names.
fn of_stage(stage: &str, root: &Value) -> Vec<Submodel> {
    let mut found = Vec::new();
    let own = resolve(&root["properties"][stage], root);
    let each = own.get("additionalProperties").filter(|rest| rest.is_object());
    let (path, object) = match each {
        Some(each) => (format!("{stage}.<{}>", "workload"), resolve(each, root)),
        None => (stage.to_owned(), own),
    };
    found.extend(of_choice(&path, stage, object));
    for (key, schema) in properties(object) {
        let (path, below) = (format!("{path}.{key}"), format!("{stage}/{key}"));
        found.extend(of_choice(&path, &below, resolve(schema, root)));
        if is_submodel(&format!("{below}.rs")) {
            found.push(Submodel { key: path, file: format!("{below}.rs") });
        }
    }
    let mut others = files(stage);
    others.retain(|file| found.iter().all(|known| known.file != *file) && is_submodel(file));
    let key_of = |file: &str| {
        let elsewhere = ELSEWHERE.iter().find(|(known, _)| *known == file);
        elsewhere.map_or_else(|| file.trim_end_matches(".rs").replace('/', "."), |e| e.1.to_owned())
    };
    found.extend(others.into_iter().map(|file| Submodel { key: key_of(&file), file }));
    found
}

fn of_choice(path: &str, folder: &str, schema: &Value) -> Vec<Submodel> {
    let submodel = |(kind, _): (&String, &Value)| Submodel {
        key: format!("{path}.{kind}"),
        file: format!("{folder}/{kind}.rs"),
    };
    let all = kinds(schema).into_iter().map(submodel);
    all.filter(|submodel| is_submodel(&submodel.file)).collect()
}

/// The Rust files below a folder of `src`, in order of their paths.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(root().join("sim/src").join(folder)).expect("the folder is there");
    for entry in entries {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&format!("{folder}/{name}")));
        } else if name.ends_with(".rs") {
            found.push(format!("{folder}/{name}"));
        }
    }
    found.sort();
    found
}

fn is_submodel(file: &str) -> bool {
    doc_of(file).is_some()
}

/// The comment of a file that gives an equation.
fn doc_of(file: &str) -> Option<String> {
    let text = crate::read(&format!("sim/src/{file}"));
    documented(&text).into_iter().map(|item| item.doc).find(|doc| doc.contains("## Equation"))
}

fn describe(submodel: &Submodel, root: &Value) -> String {
    let doc = doc_of(&submodel.file).unwrap_or_default();
    let mut text = format!("{}\n\n", source::first_paragraph(&doc));
    for heading in ["Equation", "Why", "Source"] {
        if let Some(said) = section(&doc, heading) {
            text += &format!("- **{heading}.** {}\n", said.replace('\n', " "));
        }
    }
    for parameter in parameters(&submodel.key, root) {
        text += &format!("- {parameter}\n");
    }
    text += &format!("- File: [`{0}`](src/{0})\n\n", submodel.file);
    if let Some(example) = section(&doc, "Example") {
        text += &format!("{example}\n\n");
    }
    text
}

/// What a scenario may say of a submodel, with what holds if it says nothing.
fn parameters(key: &str, root: &Value) -> Vec<String> {
    let Some(schema) = at(key, root) else { return Vec::new() };
    // Of a map it is its entries that have parameters.
    let each = schema.get("additionalProperties").filter(|each| each.is_object());
    let schema = each.map_or(schema, |each| resolve(each, root));
    let one = |(name, parameter): (&String, &Value)| {
        let default = parameter.get("default").filter(|default| !default.is_null());
        let default = match default {
            _ if is_required(schema, name) => "required".to_owned(),
            Some(default) => format!("default `{}`", crate::schema::written(default)),
            None => "may be left out".to_owned(),
        };
        format!("`{name}` ({default}): {}", description(parameter, root))
    };
    properties(schema).map(one).collect()
}

/// The schema of a key, by its path.
fn at<'a>(key: &str, root: &'a Value) -> Option<&'a Value> {
    key.split('.').try_fold(root, |schema, part| {
        let schema = resolve(schema, root);
        if part.starts_with('<') {
            return schema.get("additionalProperties").map(|rest| resolve(rest, root));
        }
        let (name, is_list) = part.strip_suffix("[]").map_or((part, false), |name| (name, true));
        let of_kind = || kinds(schema).into_iter().find(|(kind, _)| *kind == name).map(|k| k.1);
        let found = schema.get("properties").and_then(|keys| keys.get(name)).or_else(of_kind)?;
        let found = resolve(found, root);
        if is_list { found.get("items").map(|items| resolve(items, root)) } else { Some(found) }
    })
}
