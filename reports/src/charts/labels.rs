//! This file is about moving labels apart until none lies upon another.

/// Moves `wanted` centres apart to at least `gap`, within `low` and `high`, keeping their order.
///
/// Gives nothing if there is no room for all of them.
pub(super) fn apart(wanted: &[f64], gap: f64, low: f64, high: f64) -> Option<Vec<f64>> {
    let count = wanted.len();
    if count == 0 {
        return Some(Vec::new());
    }
    if (count - 1) as f64 * gap > high - low {
        return None;
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    // Groups of labels that touch are centred on what their members wanted.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for place in &order {
        groups.push((wanted[*place].clamp(low, high), 1));
        while let [.., above, below] = groups.as_slice() {
            let room = (above.1 + below.1) as f64 / 2.0 * gap;
            if below.0 - above.0 >= room - 1e-9 {
                break;
            }
            let merged = merge(*above, *below, gap, low, high);
            groups.truncate(groups.len() - 2);
            groups.push(merged);
        }
    }
    let mut placed = vec![0.0; count];
    let mut next = order.into_iter();
    for (centre, members) in groups {
        let first = centre - (members - 1) as f64 / 2.0 * gap;
        for (nth, place) in next.by_ref().take(members).enumerate() {
            placed[place] = first + nth as f64 * gap;
        }
    }
    Some(placed)
}

fn merge(above: (f64, usize), below: (f64, usize), gap: f64, low: f64, high: f64) -> (f64, usize) {
    let members = above.1 + below.1;
    let weighted = above.0 * above.1 as f64 + below.0 * below.1 as f64;
    let reach = (members - 1) as f64 / 2.0 * gap;
    ((weighted / members as f64).clamp(low + reach, high - reach), members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_order_and_distance() {
        assert_eq!(apart(&[50.0, 10.0], 12.0, 0.0, 100.0).unwrap(), [50.0, 10.0]);
        assert_eq!(apart(&[50.0, 50.0], 12.0, 0.0, 100.0).unwrap(), [44.0, 56.0]);
        assert_eq!(apart(&[99.0, 98.0, 97.0], 10.0, 0.0, 100.0).unwrap(), [100.0, 90.0, 80.0]);
        assert_eq!(apart(&[-40.0], 10.0, 0.0, 100.0).unwrap(), [0.0]);
        assert_eq!(apart(&[1.0, 2.0, 3.0], 60.0, 0.0, 100.0), None);
    }

    #[test]
    fn many_labels_never_touch() {
        let wanted: Vec<f64> = (0..9).map(|nth| f64::from(nth * nth % 7) * 10.0).collect();
        let mut placed = apart(&wanted, 11.0, 0.0, 100.0).unwrap();
        placed.sort_by(f64::total_cmp);
        assert!(placed.windows(2).all(|pair| pair[1] - pair[0] > 10.99), "{placed:?}");
        assert!(placed[0] >= -1e-9 && placed[8] <= 100.0 + 1e-9, "{placed:?}");
    }
}
