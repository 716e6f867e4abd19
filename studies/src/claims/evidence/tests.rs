//! Proves by hand what replicates say of a claim.

use super::*;

const ALONE: Pairing = Pairing::Independent;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

fn count(n: u32) -> Vec<f64> {
    (1..=n).map(f64::from).collect()
}

#[test]
fn a_mean_is_judged_by_students_t() {
    // 1..5: mean 3, error 1/√2; two is √2 errors below, and t with 4 degrees has a closed form:
    // F(√2) = ½ + ⅜ · 1.154701 · 0.888889.
    let mean = mean(&count(5), ALONE);
    let (met, missed) = mean.p_values(Side::AtLeast, 2.0);
    assert!(near(met, 0.115_100) && near(missed, 0.884_900), "{met} {missed}");
    assert_eq!(mean.p_values(Side::AtMost, 2.0), (missed, met));
    // t(4; 0.95) = 2.131847.
    assert!(near(mean.limit(true, 0.05), 1.492_557), "{}", mean.limit(true, 0.05));
    assert!(near(mean.limit(false, 0.05), 4.507_443));
}

#[test]
fn runs_that_are_all_alike_are_no_proof_of_what_all_would_be() {
    assert_eq!(mean(&[0.1; 3], ALONE).p_values(Side::AtLeast, 0.05), (0.125, 1.0));
    let alike = mean(&[7.0; 4], ALONE);
    assert_eq!(alike.p_values(Side::AtLeast, 5.0), (0.0625, 1.0));
    assert_eq!(alike.p_values(Side::AtLeast, 7.0), (0.0625, 1.0));
    assert_eq!(alike.p_values(Side::AtMost, 5.0), (1.0, 0.0625));
    assert!(alike.limit(true, 0.05).is_nan() && alike.limit(true, 0.0625) == 7.0);
    assert_eq!(mean(&[7.0], ALONE).p_values(Side::AtLeast, 5.0), (1.0, 1.0));
}

#[test]
fn a_quantile_is_judged_by_how_many_lie_below_the_bound() {
    let evidence = quantile(&count(20), 0.05, ALONE);
    let (met, missed) = evidence.p_values(Side::AtLeast, 1.0);
    assert!(near(met, 0.95_f64.powi(20)) && missed == 1.0);
    // One of twenty below 2: P(K ≤ 1) = 0.95²⁰ + 20 · 0.05 · 0.95¹⁹, P(K ≥ 1) = 1 − 0.95²⁰.
    let (met, missed) = evidence.p_values(Side::AtLeast, 2.0);
    assert!(near(met, 0.735_840) && near(missed, 0.641_514), "{met} {missed}");
    // At most 1 counts those at the bound: the same one of twenty.
    assert_eq!(evidence.p_values(Side::AtMost, 1.0), (missed, met));
    // The classical ranks for the median of 100 are 40 and 61 at 2.5 % on either side.
    let median = quantile(&count(100), 0.5, ALONE);
    assert_eq!((median.limit(true, 0.025), median.limit(false, 0.025)), (40.0, 61.0));
    assert!(quantile(&count(20), 0.05, ALONE).limit(true, 0.05).is_nan());
}

#[test]
fn limits_and_p_values_say_the_same() {
    let sample: Vec<f64> = (0..200).map(|at| (f64::from(at) * 0.37).sin()).collect();
    let all = |pairing| {
        let worst = |tail| cvar(&sample, 0.1, tail, pairing);
        let quantile = quantile(&sample, 0.1, pairing);
        let share = share(&sample, pairing, |x| x > 0.3);
        [mean(&sample, pairing), quantile, share, worst(Tail::Low), worst(Tail::High)]
    };
    for evidence in [all(ALONE), all(Pairing::Antithetic)].into_iter().flatten() {
        for alpha in [0.05, 0.001] {
            let low = evidence.limit(true, alpha);
            assert!(evidence.p_values(Side::AtLeast, low - 1e-9).0 <= alpha, "{evidence:?}");
            assert!(evidence.p_values(Side::AtLeast, low + 1e-9).0 > alpha, "{evidence:?}");
            let high = evidence.limit(false, alpha);
            assert!(evidence.p_values(Side::AtMost, high + 1e-9).0 <= alpha, "{evidence:?}");
            assert!(evidence.p_values(Side::AtMost, high - 1e-9).0 > alpha, "{evidence:?}");
        }
    }
}

#[test]
fn a_share_is_judged_by_the_binomial_itself() {
    // Without a failure 29, 59 and 299 runs show 90, 95 and 99 %, and one run fewer does not.
    for (n, bound) in [(29, 0.90), (59, 0.95), (299, 0.99)] {
        let met = |n| share(&vec![1.0; n], ALONE, |_| true).p_values(Side::AtLeast, bound).0;
        assert!(met(n) <= 0.05 && met(n - 1) > 0.05, "{n}");
    }
    // Clopper–Pearson of 95 of 100: 0.887165 to 0.983568.
    let evidence = share(&count(100), ALONE, |number| number <= 95.0);
    assert!(near(evidence.limit(true, 0.025), 0.887_165), "{}", evidence.limit(true, 0.025));
    assert!(near(evidence.limit(false, 0.025), 0.983_568));
    // What Wilson's bound would get wrong by a factor of more than a hundred.
    let (_, missed) = share(&count(20), ALONE, |number| number > 5.0).p_values(Side::AtLeast, 0.95);
    assert!(near(missed, 0.002_574), "{missed}");
}

#[test]
fn what_a_baseline_does_not_know_exactly_widens_the_interval() {
    // Variances 2.5 of 5 and 4 of 4: errors 0.5 and 1, degrees 2.25 / (0.25/4 + 1/3) = 5.684211.
    let other = Moments { mean: 10.0, deviation: 2.0, n: 4 };
    let Evidence::Student { error, freedom, .. } = mean_beside(&count(5), ALONE, other, false)
    else {
        panic!("it is a number with an error")
    };
    assert!(near(error, 1.224_745) && near(freedom, 5.684_211), "{error} {freedom}");
    // A tenth more than 10 ± 1: the ratio follows it with 1.1 / 10.
    let Evidence::Student { error, .. } = mean_beside(&[0.1, 0.1], ALONE, other, true) else {
        panic!("it is a number with an error")
    };
    assert!(near(error, 0.11), "{error}");
    // A tenth more than −10 ± 1 is −9: that ratio follows it with 0.9 / 10.
    let debts = Moments { mean: -10.0, ..other };
    let Evidence::Student { error, .. } = mean_beside(&[0.1, 0.1], ALONE, debts, true) else {
        panic!("it is a number with an error")
    };
    assert!(near(error, 0.09), "{error}");
}

#[test]
fn a_pair_is_one_observation() {
    // Pairs of means 1, 2 … 5, whose runs are two apart: what is known of 1..5.
    let pairs: Vec<f64> = count(5).iter().flat_map(|x| [x - 1.0, x + 1.0]).collect();
    let found = mean(&pairs, Pairing::Antithetic);
    assert_eq!(
        found.p_values(Side::AtLeast, 2.0),
        mean(&count(5), ALONE).p_values(Side::AtLeast, 2.0)
    );
    // Runs that agree are the binomial distribution of the pairs.
    let twice: Vec<f64> = count(40).iter().flat_map(|x| [*x; 2]).collect();
    let (pairs, alone) =
        (quantile(&twice, 0.5, Pairing::Antithetic), quantile(&count(40), 0.5, ALONE));
    assert_eq!(pairs.p_values(Side::AtLeast, 14.0), alone.p_values(Side::AtLeast, 14.0));
    assert_eq!(pairs.limit(true, 0.01), alone.limit(true, 0.01));
    // Of 20 runs 19 are good, so 9.5 of 10 pairs: 0.9¹⁰ + 10 · 0.1 · 0.9⁹ for 9 or more, 1 for 10 or fewer.
    let most = share(&count(20), Pairing::Antithetic, |number| number > 1.0);
    let (met, missed) = most.p_values(Side::AtLeast, 0.9);
    assert!(near(met, 0.736_099) && missed == 1.0 && most.estimate().value == 0.95, "{met}");
}
