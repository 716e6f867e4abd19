//! This file is about what every chart owes its reader, whatever is put into it.

use jiff::civil::date;

use super::{Band, Chart, Layer, Mark, MarkKind, Panel, Scale, X};
use crate::png;

fn days(count: usize) -> X {
    let day = |nth: usize| date(2026, 1, 1).checked_add(jiff::Span::new().days(nth as i64));
    X::Dates((0..count).map(|nth| day(nth).unwrap()).collect())
}

fn numbers(values: &[f64]) -> X {
    X::Numbers { label: "devices".into(), values: values.to_vec() }
}

fn panel(scale: Scale, x: X, layers: Vec<Layer>) -> Panel {
    Panel { title: "Price".into(), unit: "USD per LENS".into(), scale, x, layers }
}

fn chart(panels: Vec<Panel>) -> Chart {
    Chart {
        name: "price".into(),
        title: "Owners < 2 % leave & the rest stays".into(),
        caption: "Bands hold nine of ten runs.".into(),
        alt: "A line that rises \"slowly\".".into(),
        panels,
        marks: vec![Mark { at: date(2026, 1, 2), label: "crash".into(), kind: MarkKind::Shock }],
    }
}

fn rising(scale: Scale) -> Panel {
    let fan = Layer::fan("median", [1.0, 2.0, 3.0, 4.0, 5.0].map(|base| vec![base, 2.0 * base]));
    panel(scale, days(2), vec![fan, Layer::dashed("target", vec![2.0, 2.0])])
}

#[test]
fn a_chart_says_what_it_shows() {
    let chart = chart(vec![rising(Scale::Linear)]);
    let svg = chart.to_svg();
    assert_eq!(svg, chart.to_svg());
    assert!(svg.contains("role=\"img\""));
    assert!(svg.contains("<title>Owners &lt; 2 % leave &amp; the rest stays</title>"));
    assert!(svg.contains("<desc>A line that rises \"slowly\".</desc>"));
    for words in ["USD per LENS", "median", "target", "crash", "$10", "nine of ten runs."] {
        assert!(svg.contains(words), "`{words}` is missing");
    }
    assert!(svg.contains("font-family=\"DejaVu Sans, Verdana, sans-serif\""));
    assert!(!chart.to_inline_svg().contains("nine of ten"));
    assert!(!svg.contains(" id="), "ids would clash on a page with several charts");
}

#[test]
fn a_picture_is_small_enough_for_a_forum() {
    let png = chart(vec![rising(Scale::Linear)]).to_png().unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.len() < 300_000);
}

/// Every awkward input alone, on both scales: it must be drawn without a panic, as sound XML.
#[test]
fn whatever_comes_in_something_sound_goes_out() {
    let nan = f64::NAN;
    let awkward = [
        vec![],
        vec![nan, nan, nan],
        vec![5.0],
        vec![5.0, 5.0, 5.0],
        vec![0.0, 0.0, 0.0],
        vec![-1.0, 0.0, 1.0],
        vec![-3.0, -2.0, -1.0],
        vec![1.0, nan, 3.0],
        vec![f64::INFINITY, f64::NEG_INFINITY, 1.0],
        vec![f64::MAX, f64::MIN, f64::MIN_POSITIVE],
        vec![1e-300, 1e-12, 1e12],
        vec![1.0, 1.0 + f64::EPSILON, 1.0],
        vec![1e15, 1e15 + 1.0, 1e15],
    ];
    for values in &awkward {
        for scale in [Scale::Linear, Scale::Log] {
            for x in [days(3), days(1), days(0), numbers(values), numbers(&[1.0, 2.0, nan])] {
                let chart = chart(vec![panel(scale, x.clone(), all_layers(values, &x))]);
                let svg = chart.to_svg();
                png::parse(&svg).unwrap_or_else(|error| panic!("{values:?} {scale:?}: {error}"));
                assert!(!svg.contains("2147483647"), "{values:?} {scale:?} left the canvas");
                chart.to_table().to_csv().unwrap();
            }
        }
    }
}

fn all_layers(values: &[f64], x: &X) -> Vec<Layer> {
    let values = values.to_vec();
    vec![
        Layer::fan("fan", std::array::from_fn(|_| values.clone())),
        Layer::Fan { label: "bare".into(), bands: Vec::new(), median: values.clone() },
        Layer::Fan {
            label: String::new(),
            bands: vec![Band::new(
                (10, 90),
                values.clone(),
                values.iter().rev().copied().collect(),
            )],
            median: Vec::new(),
        },
        Layer::line("line", values.clone()),
        Layer::dashed("dashed", values.clone()),
        Layer::Stack { parts: vec![("a".into(), values.clone()), ("b".into(), values.clone())] },
        Layer::Points { label: "points".into(), x: x.clone(), values },
    ]
}

#[test]
fn any_number_of_panels_and_no_words_at_all() {
    for count in 0..=8 {
        let mut chart = chart(vec![rising(Scale::Log); count]);
        png::parse(&chart.to_svg()).unwrap();
        (chart.title, chart.alt) = (String::new(), "\u{0}\u{1b}<>&\"'".into());
        chart.marks[0].label = "\u{7}]]>".into();
        for panel in &mut chart.panels {
            (panel.title, panel.unit) = (String::new(), String::new());
        }
        png::parse(&chart.to_svg()).unwrap();
    }
}
