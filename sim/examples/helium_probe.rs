//! Temporary: monthly output of the Helium replica.
use sim::{ensemble, scenario};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let mut loaded = match scenario::load(&args[1], &text, &args[4..], &Default::default()) {
        Ok(l) => l,
        Err(e) => { println!("{e}"); return; }
    };
    if args[3] != "-" { loaded = loaded.variant(&args[3]).unwrap(); }
    let n: u32 = args[2].parse().unwrap();
    let t = std::time::Instant::now();
    let out = ensemble::play(&loaded.game, 20, n, false, |_| {}).unwrap();
    println!("{:.1} s", t.elapsed().as_secs_f64());
    let obs = &loaded.written.observed["devices.onboarded.hotspots"].values;
    let c = &loaded.game.calendar;
    let r = &out[0].record;
    let dates: Vec<String> = (0..c.steps()).map(|s| c.date(s).to_string()).collect();
    let col = |name: &str| r.column(name).unwrap();
    let num = |name: &str, s: usize| r.number(col(name), s, 8);
    println!("date observed onboarded ratio active on_order reward/mo supply burned minted/d payback");
    for s in 0..c.steps() as usize {
        let end = s + 1 == dates.len() || dates[s + 1].ends_with("-01");
        let extra = ["2023-04-20","2023-04-23"].contains(&dates[s].as_str());
        if !end && !extra { continue; }
        let o = obs.iter().find(|(d, _)| d.0.to_string() == dates[s]).map_or(f64::NAN, |(_, v)| *v);
        let on = num("devices.onboarded", s);
        println!("{} {:>8.0} {:>8.0} {:>6.2} {:>8.0} {:>8.0} {:>9.2} {:>12.0} {:>10.0} {:>9.0} {:>7.0}", dates[s], o, on, on / o,
            num("devices.active", s), num("devices.on_order", s), num("emission.reward_usd_per_device", s) * 30.4,
            num("ledger.supply", s), num("ledger.burned", s), num("emission.minted_tokens", s), num("operators.payback_days_median", s));
    }
    for d in ["2020-01-31","2020-07-31","2021-01-31","2021-05-31","2021-11-30","2022-03-31","2022-06-30","2022-12-31","2023-04-20","2023-04-23","2023-04-30","2023-12-31"] {
        let Some(s) = dates.iter().position(|x| x == d) else { continue };
        let mean = |name: &str| { let v: Vec<f64> = out.iter().map(|o| o.record.number(col(name), s, 8)).collect(); v.iter().sum::<f64>() / v.len() as f64 };
        println!("MEAN {d} onboarded {:.0} active {:.0} supply {:.0} burned {:.0} rewardmo {:.2}", mean("devices.onboarded"), mean("devices.active"), mean("ledger.supply"), mean("ledger.burned"), mean("emission.reward_usd_per_device")*30.4);
    }
}
