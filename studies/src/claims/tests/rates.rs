//! How often chance alone decides claims: many ensembles whose truth lies on the bound, or far from it.

use statrs::distribution::{ContinuousCDF, Normal};

use super::*;

/// Chance that is the same in every run of the program: a word that depends on its number alone
/// (SplitMix64; Steele, Lea, Flood, OOPSLA 2014; recalled).
fn mixed(number: u64) -> u64 {
    let word = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// Uniform numbers of an ensemble that is one of many.
fn uniform(ensemble: u64, replicate: u64) -> f64 {
    (mixed(ensemble << 32 | replicate) >> 11) as f64 / (1_u64 << 53) as f64
}

/// How many of many ensembles have any claim met, and any missed, at any look.
fn decided(expectations: &[&str], ensembles: u64, shift: f64) -> (f64, f64) {
    let number = |ensemble, replicate| uniform(ensemble, replicate) + shift;
    decided_of(&loaded(expectations), &looks(40, 320), ensembles, number)
}

/// The same of other numbers, and other looks.
fn decided_of(
    loaded: &Loaded,
    looks: &[u32],
    ensembles: u64,
    number: impl Fn(u64, u64) -> f64,
) -> (f64, f64) {
    let claims = claims(loaded);
    let alpha = FAMILY_ALPHA / looks.len() as f64;
    let (mut met, mut missed) = (0, 0);
    for ensemble in 0..ensembles {
        let mut watch = Watch::new(loaded, &claims);
        let verdicts: Vec<Verdict> = looks
            .iter()
            .flat_map(|until| {
                for replicate in u64::from(watch.replicates())..u64::from(*until) {
                    let number = number(ensemble, replicate);
                    watch.values.iter_mut().for_each(|values| values.push(number));
                }
                judge_claims(&claims, &watch, &BTreeMap::new(), alpha)
            })
            .map(|judged| judged.verdict)
            .collect();
        met += u64::from(verdicts.contains(&Verdict::Pass));
        missed += u64::from(verdicts.contains(&Verdict::Fail));
    }
    (met as f64 / ensembles as f64, missed as f64 / ensembles as f64)
}

/// Of uniform numbers, claims of which the truth lies on the bound to the bit.
const ON_THE_BOUND: [&str; 4] = [
    "that: price.usd, mean: { at_least: 0.5 }",
    "that: price.usd, p95: { at_most: 0.95 }",
    "that: price.usd, share_of_runs: { with: { at_least: 0.1 }, at_least: 90 % }",
    "that: price.usd, quantile: { of: 30 %, at_least: 0.3 }",
];

#[test]
fn chance_alone_decides_no_more_than_one_ensemble_in_twenty() {
    let (met, missed) = decided(&ON_THE_BOUND, 2_000, 0.0);
    let most = 0.05 + 4.0 * (0.05 * 0.95 / 2_000.0_f64).sqrt();
    assert!(met <= most && missed <= most, "{met} met, {missed} missed");
    // One claim alone, so that Holm has nothing to share out.
    for claim in ON_THE_BOUND {
        let (met, missed) = decided(&[claim], 1_000, 0.0);
        let most = 0.05 + 4.0 * (0.05 * 0.95 / 1_000.0_f64).sqrt();
        assert!(met <= most && missed <= most, "{claim}: {met} met, {missed} missed");
    }
}

#[test]
fn the_mean_of_the_worst_is_decided_by_chance_no_more_often() {
    // The mean of the lowest fifth of uniform numbers is 0.1.
    let claim = "that: price.usd, cvar: { worst: 20 %, at_least: 0.1 }";
    let (met, missed) = decided(&[claim], 100, 0.0);
    let most = 0.05 + 4.0 * (0.05 * 0.95 / 100.0_f64).sqrt();
    assert!(met <= most && missed <= most, "{met} met, {missed} missed");
}

/// Lognormal numbers of an ensemble that is one of many: many small and few large.
pub(super) fn lognormal(ensemble: u64, replicate: u64) -> f64 {
    (0.8 * Normal::standard().inverse_cdf(uniform(ensemble, replicate))).exp()
}

/// Few of many samples have one of the largest, and the others look too good: what is claimed of the highest
/// passes more often than stated. Measured on 1,000 ensembles of 100, 200 and 400: it passes wrongly in 9.7,
/// 7.5 and 6.9 % and fails wrongly in 3.5, 3.8 and 3.8 %; of the lowest in 4.9, 3.7 and 3.9 %, and 6.2, 4.2
/// and 5.6 %. Standard errors are some 0.7 points.
#[test]
fn the_mean_of_the_worst_of_a_skewed_metric_is_decided_wrongly_as_often_as_is_said() {
    const ENSEMBLES: u64 = 300;
    // e^{σ²/2}·Φ(−z − σ)/0.05 and e^{σ²/2}·Φ(σ − z)/0.05 with z = 1.644854, σ = 0.8.
    let (low, high) = (0.199_561, 5.483_620);
    for (tail, truth, n, said) in [
        ("low", low, 100, [0.05, 0.06]),
        ("high", high, 100, [0.10, 0.05]),
        ("high", high, 200, [0.08, 0.05]),
    ] {
        let cvar = format!("cvar: {{ worst: 5 %, tail: {tail}, at_most: {truth} }}");
        let loaded = loaded(&[&format!("that: price.usd, {cvar}")]);
        let (met, missed) = decided_of(&loaded, &[n], ENSEMBLES, lognormal);
        println!("{tail}, n = {n}: {:.1} % met, {:.1} % missed", 100.0 * met, 100.0 * missed);
        for (found, said) in [met, missed].into_iter().zip(said) {
            let most = said + 3.0 * (said * (1.0 - said) / ENSEMBLES as f64).sqrt();
            assert!(found <= most, "{tail}, n = {n}: {met} met, {missed} missed");
        }
    }
}

/// What makes pairs of replicates.
const AS_PAIRS: [&str; 2] = ["run.replicates=200", "run.chance=antithetic"];

/// Runs of a pair agree where what is asked of them lies on either side of the middle. Taken for
/// independent they would decide each of these claims wrongly in 12 to 14 % of 2,000 ensembles.
#[test]
fn pairs_whose_runs_agree_decide_no_more_often_than_one_in_twenty() {
    const ENSEMBLES: u64 = 2_000;
    let agree = |ensemble, replicate| uniform(ensemble, replicate / 2);
    for claim in ON_THE_BOUND {
        let loaded = loaded_with(&[claim], &AS_PAIRS);
        let (met, missed) = decided_of(&loaded, &[200], ENSEMBLES, agree);
        println!("{claim}: {:.1} % met, {:.1} % missed", 100.0 * met, 100.0 * missed);
        let most = 0.05 + 3.0 * (0.05 * 0.95 / ENSEMBLES as f64).sqrt();
        assert!(met <= most && missed <= most, "{claim}: {met} met, {missed} missed");
    }
}

/// Of what rises from one end to the other, one run of a pair has more where the other has less.
#[test]
fn pairs_whose_runs_mirror_each_other_decide_no_more_often_either() {
    const ENSEMBLES: u64 = 1_000;
    let square = |ensemble, replicate: u64| {
        let first = uniform(ensemble, replicate / 2);
        let root = if replicate.is_multiple_of(2) { first } else { 1.0 - first };
        root * root
    };
    // The mean of u² is a third; u² is below 0.01 where u is below a tenth.
    for claim in [
        "that: price.usd, mean: { at_least: 0.333_333_333_333_333_3 }",
        "that: price.usd, share_of_runs: { with: { at_least: 0.01 }, at_least: 90 % }",
        "that: price.usd, quantile: { of: 10 %, at_least: 0.01 }",
    ] {
        let loaded = loaded_with(&[claim], &AS_PAIRS);
        let (met, missed) = decided_of(&loaded, &[200], ENSEMBLES, square);
        println!("{claim}: {:.1} % met, {:.1} % missed", 100.0 * met, 100.0 * missed);
        let most = 0.05 + 3.0 * (0.05 * 0.95 / ENSEMBLES as f64).sqrt();
        assert!(met <= most && missed <= most, "{claim}: {met} met, {missed} missed");
    }
    // Of the worst there are only those of every other run.
    let claim = "that: price.usd, cvar: { worst: 50 %, at_most: 0.1 }";
    let loaded = loaded_with(&[claim], &AS_PAIRS);
    let claims = claims(&loaded);
    let mut watch = Watch::new(&loaded, &claims);
    (0..200).for_each(|replicate| watch.values[0].push(square(1, replicate)));
    let judged = judge_claims(&claims, &watch, &BTreeMap::new(), FAMILY_ALPHA).remove(0);
    assert_eq!(judged.estimate.n, 100);
    // A run alone is no pair, and no claim of it fails for that.
    watch.values[0].truncate(1);
    let judged = judge_claims(&claims, &watch, &BTreeMap::new(), FAMILY_ALPHA).remove(0);
    assert_eq!((judged.verdict, judged.estimate.n), (Verdict::Inconclusive, 1));
}

#[test]
fn what_is_clearly_so_is_found_out() {
    let (met, _) = decided(&ON_THE_BOUND[..1], 200, 0.1);
    assert!(met > 0.95, "{met}");
    let (_, missed) = decided(&ON_THE_BOUND[..1], 200, -0.1);
    assert!(missed > 0.95, "{missed}");
}
