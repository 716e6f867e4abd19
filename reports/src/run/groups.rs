//! This file is about the groups of a fleet beside each other: who serves, how busy each is
//! and what it draws.

use super::Played;
use super::captions;
use super::charts::{ROOM, chart, fan_layer, is_seen, median, panel};
use super::findings::{end_value, median_in};
use super::words::{in_unit, percent};
use crate::{Chart, Layer};

/// The charts that compare groups; none where there is one alone, or nobody serves anyone.
pub(super) fn charts(played: &Played) -> Vec<Chart> {
    let all = || Some(vec![who_serves(played)?, utilisation(played)?, energy(played)?]);
    all().unwrap_or_default()
}

/// A metric of each group at the end, the greatest first; groups without a number are left out.
fn ranked<'a>(played: &Played<'a>, metric: &str) -> Vec<(&'a str, f64)> {
    let groups = played.loaded.game.groups.iter();
    let mut values: Vec<(&str, f64)> = groups
        .map(|group| (group.name.as_str(), end_value(played, &format!("{metric}.{}", group.name))))
        .filter(|(_, value)| !value.is_nan())
        .collect();
    values.sort_by(|a, b| b.1.total_cmp(&a.1));
    values
}

/// Who serves most at the end: its group, and the sentence.
pub(super) fn most(played: &Played) -> Option<(String, String)> {
    let ranked = ranked(played, "work.served_share");
    let [(group, share), (next, next_share), ..] = ranked[..] else { return None };
    let metric = format!("work.served_share.{group}");
    let first = median_in(played, &metric, 0);
    let sentence = format!(
        "At the end {} do {} of the work, after {} on the first day; {} do {}",
        plain(group),
        percent(share),
        percent(first),
        plain(next),
        percent(next_share)
    );
    Some((metric, sentence))
}

fn plain(name: &str) -> String {
    name.replace('_', " ")
}

fn who_serves(played: &Played) -> Option<Chart> {
    let (_, finding) = most(played)?;
    let panel = panel(
        played,
        "",
        "% of the value of what is done",
        vec![Layer::Stack { parts: parts(played) }],
    );
    let mechanism = format!(
        "{}, one upon the other, so that they sum to 100 % only about. Work goes to groups as the scenario \
         matches it, up to what their devices can do in the time that owners, batteries, skin and heat \
         leave.",
        captions::medians(played)
    );
    Some(chart(played, "who_serves", finding, &mechanism, vec![panel]))
}

/// The part of each group that serves, in the order of the file; where room is short, the last are
/// one.
fn parts(played: &Played) -> Vec<(String, Vec<f64>)> {
    let groups = played.loaded.game.groups.iter();
    let part = |name: &str| {
        let shares = median(played, &format!("work.served_share.{name}"));
        (plain(name), shares.into_iter().map(|share| share * 100.0).collect::<Vec<f64>>())
    };
    let mut parts: Vec<_> = groups.map(|group| part(&group.name)).collect();
    parts.retain(|(_, shares)| shares.iter().any(|share| *share > 0.0));
    if parts.len() > ROOM {
        let rest = parts.split_off(ROOM - 1);
        let steps = 0..rest[0].1.len();
        let sum = steps.map(|step| rest.iter().map(|(_, shares)| shares[step]).sum()).collect();
        parts.push(("others".to_owned(), sum));
    }
    parts
}

fn utilisation(played: &Played) -> Option<Chart> {
    let finding = busiest(&ranked(played, "work.utilisation"))?;
    let mut panels = Vec::new();
    for group in &played.loaded.game.groups {
        let metric = format!("work.utilisation.{}", group.name);
        if median(played, &metric).iter().any(|share| !share.is_nan()) {
            let layers = fan_layer(played, "busy", &metric, 100.0);
            panels.push(panel(played, &plain(&group.name), "% of what they could do", layers));
        }
    }
    panels.truncate(ROOM);
    let mechanism = format!(
        "Value of the work that devices that are up do, of the value of all that they could do; a gap \
         where nobody offers any. {}",
        captions::bands(played)
    );
    Some(chart(played, "utilisation", finding, &mechanism, panels))
}

fn energy(played: &Played) -> Option<Chart> {
    let ranked = ranked(played, "work.energy_kwh");
    let [(most, kwh), .., (least, least_kwh)] = ranked[..] else { return None };
    let finding = format!(
        "In the last {} {} draw {}, {} {}",
        played.step(),
        plain(most),
        in_unit(kwh, "kWh"),
        plain(least),
        in_unit(least_kwh, "kWh")
    );
    let unit = format!("kWh per {}", played.step());
    let draws = |group: &&sim::world::Group| {
        is_seen(&median(played, &format!("work.energy_kwh.{}", group.name)))
    };
    let panel = |group: &sim::world::Group| {
        let layers = fan_layer(played, "energy", &format!("work.energy_kwh.{}", group.name), 1.0);
        panel(played, &plain(&group.name), &unit, layers)
    };
    let panels = played.loaded.game.groups.iter().filter(draws).take(ROOM).map(panel).collect();
    let mechanism = format!(
        "Energy at the wall of the devices of a group: idle while they are up, more while they work for the \
         network. What owners take for themselves is not in it. {}",
        captions::bands(played)
    );
    Some(chart(played, "energy", finding, &mechanism, panels))
}

/// How busy the busiest and the least busy of some groups are, which stand in this order.
fn busiest(ranked: &[(&str, f64)]) -> Option<String> {
    let ([most, ..], [.., least]) = (ranked, ranked) else { return None };
    let (most, most_share) = (plain(most.0), percent(most.1));
    let (least, least_share) = (plain(least.0), percent(least.1));
    Some(match most_share == least_share {
        true => format!("At the end all who offer work do {most_share} of what they could"),
        false => {
            format!("At the end {most} do {most_share} of what they could, {least} {least_share}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_and_the_least_busy_are_named() {
        let told = |ranked: &[(&str, f64)]| busiest(ranked).unwrap_or_default();
        let two = [("home_gpus", 1.0), ("phones", 0.5), ("rings", 0.0)];
        let expected = "At the end home gpus do 100 % of what they could, rings 0 %";
        assert_eq!(told(&two), expected);
        let same = "At the end all who offer work do 100 % of what they could";
        assert_eq!(told(&two[..1]), same);
        assert_eq!(told(&[]), "");
    }
}
