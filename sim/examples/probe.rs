//! Plays a scenario and prints some columns; for the eyes of a developer.
use sim::{ensemble, scenario};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let loaded = match scenario::load(&args[1], &text, &args[3..], &Default::default()) {
        Ok(l) => l,
        Err(e) => {
            println!("{e}");
            return;
        }
    };
    let n: u32 = args[2].parse().unwrap();
    let t = std::time::Instant::now();
    let out = ensemble::play(&loaded.game, 7, n, false, || {}).unwrap();
    let secs = t.elapsed().as_secs_f64();
    let steps: u64 = out.iter().map(|o| o.device_steps).sum();
    println!("{steps} device-steps in {secs:.2} s: {:.1} M/s", steps as f64 / secs / 1e6);
    let r = &out[0].record;
    for (c, m) in r.metrics.iter().enumerate() {
        let len = loaded.game.calendar.steps() as usize;
        let v: Vec<String> = [0, 1, len / 8, len / 4, len / 4 + 10, len / 2, len * 3 / 4, len - 1]
            .iter()
            .map(|&s| format!("{:.4}", r.number(c, s, 8)))
            .collect();
        println!("{:40} {}", m.name, v.join("  "));
    }
}
