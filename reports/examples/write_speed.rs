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
    let t = std::time::Instant::now();
    let bytes = table.to_parquet().unwrap();
    println!("parquet {:?} {} bytes", t.elapsed(), bytes.len());
    let t = std::time::Instant::now();
    let p = std::env::temp_dir().join("speed.parquet");
    let mut w = TableWriter::create(&p).unwrap();
    for r in 0..200 {
        let part = Table { columns: table.columns.iter().map(|c| {
            let Values::Float(v) = &c.values else { panic!() };
            Column::new(c.name.clone(), Values::Float(v[r*1100..(r+1)*1100].to_vec())) }).collect() };
        w.append(&part).unwrap();
    }
    println!("{} rows", w.finish().unwrap());
    println!("parts {:?} {}", t.elapsed(), std::fs::metadata(&p).unwrap().len());
    let t = std::time::Instant::now();
    let bytes = table.to_csv().unwrap();
    println!("csv {:?} {} bytes", t.elapsed(), bytes.len());
}
