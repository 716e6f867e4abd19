//! This file is about many claims at once: what is left of the level of each, so that the chance of any
//! wrong verdict stays what one claim alone would have.

/// Holm's procedure (Scandinavian Journal of Statistics 6, 1979, pp. 65–70; recalled): the claims in the
/// order of their p-values, the smallest first, each against what is left of `alpha`, until one is not
/// shown. Returns for each claim the level against which it was held, and whether it is shown.
///
/// It needs no independence: claims of a file share their replicates.
#[must_use]
pub fn holm(p_values: &[f64], alpha: f64) -> Vec<(f64, bool)> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut held = vec![(alpha, false); p_values.len()];
    let mut go_on = true;
    for (rank, at) in order.into_iter().enumerate() {
        let level = alpha / (p_values.len() - rank) as f64;
        go_on &= p_values[at] <= level;
        held[at] = (level, go_on);
    }
    held
}

/// The numbers of replicates after which claims are judged: `min`, twice as many, and so on, and `max`.
///
/// Whoever looks more than once is wrong more often. With `alpha` divided by the number of looks
/// (Bonferroni) the chance that any verdict at any look is wrong stays below `alpha`.
#[must_use]
pub fn looks(min: u32, max: u32) -> Vec<u32> {
    let doubled = std::iter::successors(Some(min.max(1)), |count| count.checked_mul(2));
    let mut looks: Vec<u32> = doubled.take_while(|count| *count < max).collect();
    looks.push(max.max(1));
    looks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_is_held_against_a_part_and_the_first_that_is_not_shown_ends_it() {
        // 0.005 ≤ 0.05/4, 0.01 ≤ 0.05/3, 0.03 > 0.05/2, so that 0.04 ≤ 0.05 is not shown either.
        let held = holm(&[0.01, 0.04, 0.03, 0.005], 0.05);
        assert_eq!(held.iter().map(|held| held.1).collect::<Vec<_>>(), [true, false, false, true]);
        assert_eq!(held[3].0, 0.0125);
        assert_eq!(held[1].0, 0.05);
        assert_eq!(holm(&[], 0.05), []);
    }

    #[test]
    fn replicates_double_up_to_the_most() {
        assert_eq!(looks(200, 1_500), [200, 400, 800, 1_500]);
        assert_eq!(looks(200, 400), [200, 400]);
        assert_eq!(looks(200, 200), [200]);
        assert_eq!(looks(1, 1), [1]);
    }
}
