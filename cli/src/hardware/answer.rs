//! What `aipin hardware estimate` answers, as JSON and as text.

use hardware_models::energy::usd_per_million_tokens;
use hardware_models::estimate::{BATCHED_RANGE, Interval};
use hardware_models::{Estimate, Machine, Runtime, efficiency};
use serde::Serialize;

use super::asked::Asked;
use super::estimate::Prices;
use super::numbers::plain;
use super::subject::{Subject, line, range};

/// The answer; a number that is not known is null.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// Of which device and model.
    #[serde(flatten)]
    pub subject: Subject,
    /// What the model is taken to run on; none where nobody says and devices of the class have been
    /// measured on several, which the ranges then span.
    pub runtime: Option<&'static str>,
    /// Those runtimes; empty where one is known.
    pub spanned_runtimes: Vec<&'static str>,
    /// Sequences that are decoded at once.
    pub batch: u32,
    /// How little is known of more than one sequence at once; none for one.
    pub batched: Option<String>,
    /// Tokens of a prompt.
    pub prompt_tokens: u32,
    /// Tokens of context of each sequence.
    pub context_tokens: u32,
    /// Tokens of a prompt that it reads in a second, and the range over its class.
    pub prefill_tokens_per_second: Option<f64>,
    pub prefill_tokens_per_second_low: Option<f64>,
    pub prefill_tokens_per_second_high: Option<f64>,
    /// Tokens that it makes in a second over all sequences, and the range over its class.
    pub decode_tokens_per_second: Option<f64>,
    pub decode_tokens_per_second_low: Option<f64>,
    pub decode_tokens_per_second_high: Option<f64>,
    /// Tokens that it makes in a second over those hours.
    pub sustained_tokens_per_second: Option<f64>,
    /// Power at the wall while it decodes \[W\].
    pub decode_watts: Option<f64>,
    /// Energy at the wall of a token that it makes \[J\]: from the least power at the highest speed
    /// to the most power at the lowest.
    pub joules_per_token: Option<f64>,
    pub joules_per_token_low: Option<f64>,
    pub joules_per_token_high: Option<f64>,
    /// Electricity for a million tokens \[USD\].
    pub usd_per_million_tokens: Option<f64>,
    pub usd_per_million_tokens_low: Option<f64>,
    pub usd_per_million_tokens_high: Option<f64>,
}

impl Answer {
    /// The answer for a model that fits.
    pub fn fits(asked: &Asked, estimate: &Estimate, prices: Prices) -> Self {
        let [prefill_tokens_per_second, prefill_low, prefill_high] =
            parts(estimate.prefill_tokens_per_second);
        let decode = estimate.decode_tokens_per_second;
        let usd = |joules| usd_per_million_tokens(joules, prices.usd_per_kwh);
        let joules = parts(estimate.joules_per_token);
        let [usd_per_million_tokens, usd_low, usd_high] = joules.map(|joules| joules.map(usd));
        let [joules_per_token, joules_per_token_low, joules_per_token_high] = joules;
        let break_even = asked.device.break_even(decode.mid, usd_per_million_tokens, prices);
        let unknown = Self::does_not_fit(asked, estimate.needed_bytes, prices);
        Self {
            subject: unknown.subject.clone().fitting(break_even),
            prefill_tokens_per_second,
            prefill_tokens_per_second_low: prefill_low,
            prefill_tokens_per_second_high: prefill_high,
            decode_tokens_per_second: Some(decode.mid),
            decode_tokens_per_second_low: Some(decode.low),
            decode_tokens_per_second_high: Some(decode.high),
            sustained_tokens_per_second: Some(decode.mid * asked.device.heat_share),
            decode_watts: estimate.decode_watts,
            joules_per_token,
            joules_per_token_low,
            joules_per_token_high,
            usd_per_million_tokens,
            usd_per_million_tokens_low: usd_low,
            usd_per_million_tokens_high: usd_high,
            ..unknown
        }
    }

    /// The answer for a model that does not fit: no rates.
    pub fn does_not_fit(asked: &Asked, needed_bytes: f64, prices: Prices) -> Self {
        let machine = &asked.device.machine;
        Self {
            subject: Subject::of(asked, needed_bytes, prices),
            runtime: runtime_of(machine).map(Runtime::word),
            spanned_runtimes: spanned_runtimes(machine),
            batch: asked.load.batch,
            batched: (asked.load.batch > 1).then(told_batched),
            prompt_tokens: asked.load.prompt_tokens,
            context_tokens: asked.load.context_tokens,
            prefill_tokens_per_second: None,
            prefill_tokens_per_second_low: None,
            prefill_tokens_per_second_high: None,
            decode_tokens_per_second: None,
            decode_tokens_per_second_low: None,
            decode_tokens_per_second_high: None,
            sustained_tokens_per_second: None,
            decode_watts: None,
            joules_per_token: None,
            joules_per_token_low: None,
            joules_per_token_high: None,
            usd_per_million_tokens: None,
            usd_per_million_tokens_low: None,
            usd_per_million_tokens_high: None,
        }
    }

    /// What a person is told.
    pub fn told(&self) -> String {
        let Self { subject, batch, prompt_tokens, context_tokens, .. } = self;
        let mut lines = vec![
            subject.told(),
            format!("batch {batch}, prompt of {prompt_tokens} tokens, context of {context_tokens}"),
            String::new(),
            line("fits", &subject.told_fit()),
        ];
        if subject.fits {
            lines.push(line("runtime", &self.told_runtime()));
            lines.extend(self.told_speeds());
            lines.extend(self.told_money());
        }
        lines.join("\n")
    }

    fn told_runtime(&self) -> String {
        let class = self.subject.class;
        match self.runtime {
            Some(runtime) => format!("{runtime}, with the efficiency of class `{class}`"),
            None => format!(
                "not stated: the ranges span those of class `{class}` ({}); --runtime says which",
                self.spanned_runtimes.join(", ")
            ),
        }
    }

    fn told_speeds(&self) -> Vec<String> {
        let prefill = [
            self.prefill_tokens_per_second,
            self.prefill_tokens_per_second_low,
            self.prefill_tokens_per_second_high,
        ];
        let decode = [
            self.decode_tokens_per_second,
            self.decode_tokens_per_second_low,
            self.decode_tokens_per_second_high,
        ];
        let unknown = || "not known without its computing speed".to_owned();
        let mut lines = vec![
            line("prefill", &told_range(prefill).unwrap_or_else(unknown)),
            line("decode", &told_range(decode).unwrap_or_else(unknown)),
        ];
        lines.extend(self.batched.as_ref().map(|batched| line("batch", batched)));
        lines.extend(self.subject.told_heat(self.sustained_tokens_per_second, "tokens"));
        lines
    }

    fn told_money(&self) -> Vec<String> {
        let joules = [self.joules_per_token, self.joules_per_token_low, self.joules_per_token_high];
        let usd = [
            self.usd_per_million_tokens,
            self.usd_per_million_tokens_low,
            self.usd_per_million_tokens_high,
        ];
        let known = self.decode_watts.zip(range(joules, "J/token"));
        let Some(((watts, joules), usd)) = known.zip(range(usd, "USD per million tokens")) else {
            return vec![line("energy", "not known without its power")];
        };
        let energy = format!(
            "{joules} over the ranges of speed and power, {} W at the wall while it decodes",
            plain(watts)
        );
        let back = self.subject.told_break_even("USD/Mtoken");
        vec![
            line("energy", &energy),
            line("electricity", &format!("{usd} {}", self.subject.told_tariff())),
            line("break-even", &back),
        ]
    }
}

/// How little is known of a batch.
fn told_batched() -> String {
    let [least, most] = BATCHED_RANGE;
    format!(
        "not measured: the roofline alone; published servers reached {least} to \
         {most} times of such estimates"
    )
}

/// What a language model is taken to run on, if that is one.
fn runtime_of(machine: &Machine) -> Option<Runtime> {
    let usual = || efficiency::usual_runtime(machine.class);
    machine.known_runtime().or_else(|| usual().filter(|_| spanned_runtimes(machine).is_empty()))
}

/// The runtimes that ranges span where nobody says which it is.
fn spanned_runtimes(machine: &Machine) -> Vec<&'static str> {
    let unknown = machine.known_runtime().is_none();
    let measured = efficiency::measured_runtimes(machine.class).filter(|_| unknown);
    measured.map(Runtime::word).collect()
}

fn parts(interval: Option<Interval>) -> [Option<f64>; 3] {
    [interval.map(|i| i.mid), interval.map(|i| i.low), interval.map(|i| i.high)]
}

fn told_range(of: [Option<f64>; 3]) -> Option<String> {
    range(of, "tokens/s")
}
