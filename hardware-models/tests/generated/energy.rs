//! Power and energy while decoding: estimated for devices of the catalogue, and as measured.

use hardware_models::estimate::on_machine;
use hardware_models::measurements::{LanguageRow, language};
use hardware_models::{Machine, device};

use super::table::{short, signed, table};

/// The catalogue's names of devices whose power was measured.
const KNOWN: [(&str, &str); 7] = [
    ("RTX 4090 24GB", "gpu/rtx-4090"),
    ("RTX 3060 12GB", "gpu/rtx-3060"),
    ("DGX Spark class GB10", "edge/dgx-spark"),
    ("Mac mini M4 10c", "edge/mac-mini-m4"),
    ("Mac Studio M3 Ultra", "edge/mac-studio-m3-ultra"),
    ("Intel N150 mini-PC", "edge/n150-mini-pc"),
    ("Raspberry Pi 5 16GB", "edge/raspberry-pi-5"),
];

pub fn section() -> String {
    let lines: Vec<Line> = language().iter().filter_map(Line::of).collect();
    let inside = lines.iter().filter(|line| line.is_inside()).count();
    let rows: Vec<_> = lines.iter().map(Line::cells).collect();
    let head = [
        "device",
        "model",
        "W measured",
        "W estimated",
        "J/token measured",
        "J/token estimated",
        "range",
        "off",
    ];
    format!(
        "## Energy\n\n\
Power while it decodes is idle + share · (active − idle), where the share is 0.65 on graphics cards (from 0.5 to 0.8), 0.8 on Jetson modules and 1 elsewhere, and\n\
rises to 1 as a batch makes computing bind; joules a token are that power ÷ tokens per second, in a range from the least power at the highest speed to\n\
the most power at the lowest. {inside} of {} rows lie in it. These are no independent test: the idle and active power of these devices were taken from\n\
the same measurements, so the rows show how much power differs between models on one device.\n\n{}",
        rows.len(),
        table(&head, 2, &rows)
    )
}

struct Line {
    row: &'static LanguageRow,
    watts: [f64; 2],
    joules: f64,
    estimated: hardware_models::estimate::Interval,
}

impl Line {
    /// None for a row without power or of a device that is not in the catalogue.
    fn of(row: &'static LanguageRow) -> Option<Self> {
        let (_, name) = KNOWN.iter().find(|(name, _)| *name == row.device)?;
        let watts = row.power_watts?;
        let known = device(name).expect("it is in the catalogue").machine();
        // A row may have more memory than the catalogue's.
        let machine = Machine { runtime: row.machine.runtime, memory_bytes: None, ..known };
        let made = on_machine(&machine, &row.weights, row.load).expect("it runs");
        Some(Self {
            row,
            watts: [watts, made.decode_watts?],
            joules: watts / row.decode,
            estimated: made.joules_per_token?,
        })
    }

    fn is_inside(&self) -> bool {
        (self.estimated.low..=self.estimated.high).contains(&self.joules)
    }

    fn cells(&self) -> Vec<String> {
        let Self { row, watts, joules, estimated } = self;
        let range = format!("{}–{}", short(estimated.low), short(estimated.high));
        let off = signed(estimated.mid / joules - 1.0);
        let mut cells = vec![row.device.clone(), row.model.clone()];
        cells.extend([watts[0], watts[1], *joules, estimated.mid].map(short));
        cells.extend([range, off]);
        cells
    }
}
