//! Models that see, hear and paint.

use hardware_models::fit::{self, quantile};
use hardware_models::measurements::{TaskRow, tasks};
use hardware_models::task_efficiency::FITTED;

use super::table::{percent, short, signed, table};

fn key(row: &TaskRow) -> (String, String) {
    (row.label.clone(), row.model.clone())
}

fn own(wanted: &(String, String)) -> Vec<&'static TaskRow> {
    tasks().iter().filter(|row| key(row) == *wanted).collect()
}

pub fn section() -> String {
    let mut keys: Vec<_> = tasks().iter().map(key).collect();
    keys.sort();
    keys.dedup();
    let (several, single): (Vec<_>, Vec<_>) = keys.into_iter().partition(|key| own(key).len() > 1);
    let count = |n: usize| FITTED.iter().filter(|line| line.share.1 as usize > n).count();
    let off = |rows: &[&TaskRow]| -> Vec<f64> {
        rows.iter().map(|row| fit::task_pair(row).error()).collect()
    };
    let left = |rows: &[&TaskRow]| -> Vec<f64> {
        let pairs = rows.iter().filter_map(|row| fit::task_left_out(tasks(), row));
        pairs.map(|pair| pair.error()).collect()
    };
    let median = |errors: &[f64]| match errors {
        [] => "—".to_owned(),
        errors => percent(quantile(errors, 0.5)),
    };
    let judged: Vec<Vec<String>> = several
        .iter()
        .map(|(class, model)| {
            let rows = own(&(class.clone(), model.clone()));
            let (errors, left) = (off(&rows), left(&rows));
            let cells = [class.clone(), model.clone(), errors.len().to_string(), median(&errors)];
            cells.into_iter().chain([left.len().to_string(), median(&left)]).collect()
        })
        .collect();
    let alone: Vec<String> =
        single.iter().map(|(class, model)| format!("{model} ({class})")).collect();
    format!(
        "## Models that see, hear and paint\n\n\
Latency is operations ÷ (share of the peak) and a fixed time a pass (0.1 ms on graphics processors, 0.08 ms on neural processors), and 25 µs for each\n\
kernel where a framework launches them one by one. The share depends on the runtime and the sort of network. {} shares were fitted to {} rows, {} of\n\
them to more than one. Energy is the device's active power for that time.\n\n\
Read the errors with care. Some inputs are estimates that were made with these rows in view, and leaving a device out does not undo them: the peaks\n\
of microcontrollers (multiply-adds a cycle), of the Syntiant chip, of the sensing part of the Snapdragon 8 Gen 3 and of the Snapdragon 7 series; the\n\
kernels that Stable Diffusion launches; the operations of MobileBERT, EDSR and RNN-T. `measurements/vision.csv` marks each.\n\n\
### Where a model was measured at least twice on a class\n\n{}\n\
Where there is one row, its error says nothing or little: the row made its own share, or one other network did. Such are: {}.\n\n\
### Every row\n\n{}",
        FITTED.len(),
        tasks().len(),
        count(1),
        table(&["class", "model", "n", "median error", "n left out", "median error"], 2, &judged),
        alone.join(", "),
        every_row(),
    )
}

fn every_row() -> String {
    let row = |row: &TaskRow| {
        let pair = fit::task_pair(row);
        let network = format!("{}, {}", row.work.network.word(), row.runtime.word());
        let off = signed(pair.estimated / pair.measured - 1.0);
        let joules = row.joules.map_or("—".into(), energy);
        let estimated = row.power_watts.filter(|_| row.joules.is_some());
        let estimated = estimated.map_or("—".into(), |watts| energy(watts * pair.estimated));
        let [measured, time] = [pair.measured, pair.estimated].map(|s| short(s * 1e3));
        vec![
            row.id.to_string(),
            row.device.clone(),
            row.model.clone(),
            network,
            measured,
            time,
            off,
            joules,
            estimated,
        ]
    };
    let rows: Vec<_> = tasks().iter().map(row).collect();
    let head =
        ["#", "device", "model", "network, runtime", "ms", "estimate", "off", "energy", "estimate"];
    table(&head, 4, &rows)
}

fn energy(joules: f64) -> String {
    match joules {
        _ if joules >= 1.0 => format!("{} J", short(joules)),
        _ if joules >= 1e-3 => format!("{} mJ", short(joules * 1e3)),
        _ => format!("{} µJ", short(joules * 1e6)),
    }
}
