//! This file is about fitting the efficiency factors to published measurements, and about how far
//! estimates lie from them.
//!
//! A row implies a factor: the one with which the roofline gives what was measured. The factor of a
//! class and runtime is the median of what its rows imply, so that one odd row moves nothing.

use crate::class::Class;
use crate::efficiency::{self, Fitted, Median};
use crate::estimate::{Estimate, by_factors, on_machine};
use crate::machine::Machine;
use crate::measurements::{LanguageRow, TaskRow};
use crate::perform::{fixed_seconds, pass_seconds};
use crate::roofline;
use crate::runtime::Runtime;
use crate::task_efficiency;

/// What of a language model was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading a prompt.
    Prefill,
    /// Making tokens.
    Decode,
}

impl Phase {
    /// The measured speed \[tokens/s\], if the row has it.
    #[must_use]
    pub fn measured(self, row: &LanguageRow) -> Option<f64> {
        let speed = row.machine.language_peak(row.machine.runtime?);
        match self {
            Self::Prefill => row.prefill.filter(|_| speed.is_some()),
            Self::Decode => Some(row.decode),
        }
    }

    /// The estimated speed \[tokens/s\], if the estimate has it.
    #[must_use]
    pub fn of(self, estimate: &Estimate) -> Option<f64> {
        match self {
            Self::Prefill => estimate.prefill_tokens_per_second.map(|speed| speed.mid),
            Self::Decode => Some(estimate.decode_tokens_per_second.mid),
        }
    }
}

/// The share of the peak with which the roofline gives what a row measured.
///
/// `runtime` is what it is taken to have run on, for the factors of a whole class.
#[must_use]
pub fn implied(row: &LanguageRow, phase: Phase, runtime: Runtime) -> Option<f64> {
    let measured = phase.measured(row)?;
    let weights = &row.weights;
    let (step, layer) = efficiency::step(row.machine.class, runtime);
    let fixed = step + weights.layers * layer;
    match phase {
        Phase::Decode => {
            let read = roofline::needed_bytes(weights, f64::from(row.load.context_tokens), 1.0);
            let share = efficiency::dequantisation_share(runtime, weights.bits());
            Some(read / (row.machine.bytes_per_second? * share * (1.0 / measured - fixed)))
        }
        Phase::Prefill => {
            let prompt = f64::from(row.load.prompt_tokens);
            let operations = roofline::prefill_operations(weights, prompt);
            let peak = row.machine.language_peak(row.machine.runtime?)?;
            let share = efficiency::wide_weights_share(runtime, weights.bits());
            Some(operations / (peak * share * (prompt / measured - fixed)))
        }
    }
}

/// The median of what the rows of a class imply, on one runtime or on all.
#[must_use]
pub fn factor(
    rows: &[&LanguageRow],
    phase: Phase,
    class: Class,
    runtime: Option<Runtime>,
) -> Option<Median> {
    let taken_as = runtime.or(efficiency::usual_runtime(class))?;
    let of_class = rows.iter().filter(|row| row.machine.class == class);
    let ran_on = |row: &LanguageRow| row.machine.runtime.unwrap_or(taken_as);
    let rows: Vec<&LanguageRow> = of_class
        .copied()
        .filter(|row| runtime.is_none_or(|runtime| ran_on(row) == runtime))
        .filter(|row| phase.measured(row).is_some())
        .collect();
    // Speeds on another peak say nothing of this one, unless there are no others.
    let same = |row: &&LanguageRow| ran_on(row).counts_in_int8() == taken_as.counts_in_int8();
    let comparable = phase == Phase::Decode || !rows.iter().any(same);
    let rows = rows.iter().filter(|row| comparable || same(row));
    median_of(rows.filter_map(|row| implied(row, phase, taken_as)).collect())
}

/// Every fitted factor of language models, as `efficiency::FITTED` holds them.
#[must_use]
pub fn table(rows: &[&LanguageRow]) -> Vec<Fitted> {
    let mut table = Vec::new();
    for &class in Class::ALL {
        let of_class = || rows.iter().filter(move |row| row.machine.class == class);
        let ran_on = |runtime: &Runtime| of_class().any(|r| r.machine.runtime == Some(*runtime));
        let runtimes: Vec<Runtime> = Runtime::ALL.iter().copied().filter(ran_on).collect();
        if runtimes.is_empty() {
            continue;
        }
        // A class that was measured on one runtime has one line.
        let single = runtimes.len() == 1;
        let own = runtimes.into_iter().map(Some).filter(|_| !single);
        for runtime in std::iter::once(None).chain(own) {
            let [bandwidth, compute] =
                [Phase::Decode, Phase::Prefill].map(|phase| factor(rows, phase, class, runtime));
            table.push(Fitted { class, runtime, bandwidth, compute });
        }
    }
    table
}

/// The line of a table that an estimate takes.
fn line(table: &[Fitted], class: Class, runtime: Option<Runtime>) -> Option<&Fitted> {
    let of_class = || table.iter().find(|line| line.class == class && line.runtime.is_none());
    table.iter().find(|line| line.class == class && line.runtime == runtime).or_else(of_class)
}

/// An estimate beside what was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// What was measured.
    pub measured: f64,
    /// What was estimated.
    pub estimated: f64,
}

impl Pair {
    /// |estimated / measured − 1| \[1\].
    #[must_use]
    pub fn error(&self) -> f64 {
        (self.estimated / self.measured - 1.0).abs()
    }
}

/// The speed of a row when its device is left out of the fit; none where no other device of its
/// class was measured.
#[must_use]
pub fn left_out(all: &[LanguageRow], row: &LanguageRow, phase: Phase) -> Option<Pair> {
    let measured = phase.measured(row)?;
    let others: Vec<&LanguageRow> = all.iter().filter(|other| other.device != row.device).collect();
    let Machine { class, runtime, .. } = row.machine;
    let fitted = table(&others);
    let fitted = line(&fitted, class, runtime)?;
    let mut factors = efficiency::on(class, runtime)?;
    match phase {
        Phase::Prefill => factors.compute.median = fitted.compute?.0,
        Phase::Decode => factors.bandwidth.median = fitted.bandwidth?.0,
    }
    let estimate = by_factors(&row.machine, &row.weights, row.load, &factors).ok()?;
    Some(Pair { measured, estimated: phase.of(&estimate)? })
}

/// The speed of a row by the factors of the program, with the runtime that it states or without.
#[must_use]
pub fn pair(row: &LanguageRow, phase: Phase, runtime_known: bool) -> Option<Pair> {
    let measured = phase.measured(row)?;
    let mut machine = row.machine;
    let ran_on = machine.runtime?;
    if !runtime_known {
        let usual = efficiency::usual_runtime(machine.class)?;
        // The peak of one runtime says nothing of another.
        if phase == Phase::Prefill && ran_on.counts_in_int8() != usual.counts_in_int8() {
            return None;
        }
        machine.runtime = None;
    }
    let estimate = on_machine(&machine, &row.weights, row.load).ok()?;
    Some(Pair { measured, estimated: phase.of(&estimate)? })
}

/// The share of the peak with which the latency of a row comes out.
#[must_use]
pub fn implied_task(row: &TaskRow) -> f64 {
    let fixed = fixed_seconds(row.class, row.runtime, &row.work);
    row.work.operations / (row.peak * (row.seconds / row.work.times - fixed))
}

/// Every fitted factor of tasks, as `task_efficiency::FITTED` holds them.
#[must_use]
pub fn task_table(rows: &[&TaskRow]) -> Vec<task_efficiency::Fitted> {
    let key = |row: &TaskRow| {
        (task_efficiency::group(row.class, row.runtime), row.runtime, row.work.network)
    };
    let mut keys: Vec<_> = rows.iter().map(|row| key(row)).collect();
    keys.sort();
    keys.dedup();
    let line = |(class, runtime, network)| {
        let own = rows.iter().filter(|row| key(row) == (class, runtime, network));
        let share = median_of(own.map(|row| implied_task(row)).collect())?;
        Some(task_efficiency::Fitted { class, runtime, network, share })
    };
    keys.into_iter().filter_map(line).collect()
}

/// The latency of a row by the factors of the program \[s\].
#[must_use]
pub fn task_pair(row: &TaskRow) -> Pair {
    let share = task_efficiency::of(row.class, row.runtime, row.work.network).median;
    Pair { measured: row.seconds, estimated: task_seconds(row, share) }
}

/// The latency of a row when its device is left out; none where nobody else was measured.
#[must_use]
pub fn task_left_out(all: &[TaskRow], row: &TaskRow) -> Option<Pair> {
    let others: Vec<&TaskRow> = all.iter().filter(|other| other.device != row.device).collect();
    let group = task_efficiency::group(row.class, row.runtime);
    let fitted = task_table(&others).into_iter().find(|line| {
        (line.class, line.runtime, line.network) == (group, row.runtime, row.work.network)
    })?;
    Some(Pair { measured: row.seconds, estimated: task_seconds(row, fitted.share.0) })
}

fn task_seconds(row: &TaskRow, share: f64) -> f64 {
    row.work.times * pass_seconds(row.class, row.runtime, &row.work, row.peak * share.min(1.0))
}

/// The median and the number of values; between two, their geometric mean.
fn median_of(mut values: Vec<f64>) -> Option<Median> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = match values.len() {
        0 => return None,
        odd if odd % 2 == 1 => values[middle],
        _ => libm::sqrt(values[middle - 1] * values[middle]),
    };
    Some((median, u32::try_from(values.len()).unwrap_or(u32::MAX)))
}

/// The value below which a share of the values lies, between neighbours in proportion.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = share * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// The spread of a factor: 1.4826 times the median of |ln(estimated / measured)|, which is the
/// standard deviation if that is normal.
#[must_use]
pub fn spread(pairs: &[Pair]) -> f64 {
    let residual = |pair: &Pair| libm::log(pair.estimated / pair.measured).abs();
    1.4826 * quantile(&pairs.iter().map(residual).collect::<Vec<_>>(), 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_quantiles_by_hand() {
        assert_eq!(median_of(vec![3.0, 1.0, 2.0]), Some((2.0, 3)));
        assert_eq!(median_of(vec![8.0, 1.0, 2.0, 9.0]), Some((4.0, 4)));
        assert_eq!(median_of(Vec::new()), None);
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.9), 4.6);
        assert_eq!(Pair { measured: 10.0, estimated: 8.0 }.error(), 0.2_f64.min(1.0 - 0.8));
    }
}
