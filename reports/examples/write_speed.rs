//! scratch
use reports::*;
fn main() {
    let n = 220_000;
    let mut state = 1u64;
    let columns = (0..45).map(|c| {
        let mut x = 100.0;
        Column::new(format!("c{c}"), Values::Float((0..n).map(|_| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            x *= 1.0 + ((state >> 40) as f64 / (1u64 << 24) as f64 - 0.5) * 0.05;
            if c < 2 && state % 100 == 0 { f64::NAN } else { x }
        }).collect()))
    }).collect();
    let table = Table { columns };
    for _ in 0..4 {
    let t = std::time::Instant::now();
    let bytes = table.to_parquet().unwrap();
    println!("parquet {:?} {} bytes", t.elapsed(), bytes.len());
    }
}
