//! This file is about looking more than once: after how many replicates claims are judged.

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
    fn replicates_double_up_to_the_most() {
        assert_eq!(looks(200, 1_500), [200, 400, 800, 1_500]);
        assert_eq!(looks(200, 400), [200, 400]);
        assert_eq!(looks(200, 200), [200]);
        assert_eq!(looks(1, 1), [1]);
    }
}
