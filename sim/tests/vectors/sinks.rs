//! Sinks of other networks and of other people's simulators.

use sim::emission::burn::{BurnKind, Burned};
use sim::emission::schedule::Period;
use sim::emission::{Memory, Network};
use sim::ledger::Units;
use sim::record::{Values, tokens};
use sim::run::Run;
use sim::scenario;

use super::table::row;

fn read(text: &str) -> BurnKind {
    serde_json::from_str(text).expect("it is a sink")
}

fn day(at: i64, decimals: u32) -> Network {
    let start = "2026-01-01".parse().expect("a date");
    Network::empty(Period { start, from: at * 86_400, until: (at + 1) * 86_400, decimals })
}

#[test]
fn v75_a_fee_for_joining_is_burned_in_part() {
    let ioid = read(r#"{ "registration": { "fee": "1000 IOTX", "burned": "25 %" } }"#);
    let network = Network { joined: 1, ..day(0, 18) };
    let Burned { burned, to_treasury, .. } = ioid.burned(&network, &mut Memory::default());
    row("V75").check(&[burned, to_treasury].map(|units| tokens(units, 18)));
}

#[test]
fn tokenspice_burns_what_it_buys() {
    // tokenspice/tokenspice, test_BurnerAgent.py (verified): 10 USD at 2 USD, then 20 USD more.
    let burner = read(r#"{ "buy_back": { "share": "100 %", "kept": "100 %" } }"#);
    let mut memory = Memory::default();
    let mut burned = |at, spent_usd| {
        let network = Network { spent_usd, price_usd: 2.0, ..day(at, 18) };
        tokens(burner.burned(&network, &mut memory).burned, 18)
    };
    assert_eq!((burned(0, 10.0), burned(1, 20.0)), (5.0, 10.0));
}

#[test]
fn tokenspice_burns_fewer_where_burning_makes_the_rest_dearer() {
    // The same at 200/(100 − burned) USD: between 4 and 5, then between 13 and 15 in all (verified).
    let text = "
run: { start: 2026-01-01, days: 2, step: hour }
token: { symbol: OCEAN, genesis: 100 OCEAN }
fleet: { nobody: { hardware: hotspot/lorawan, devices: 0 } }
price: { capitalisation: { usd: 200 USD } }
emission:
  schedule: { fixed: { rate: 0 OCEAN/day } }
  burn: { buy_back: { share: 100 %, earned: { 2026-01-01: 10 USD/day, 2026-01-02: 20 USD/day } } }
";
    let loaded = scenario::load("a.yaml", text, &[], &Default::default());
    let game = loaded.unwrap_or_else(|faults| panic!("{faults}")).game;
    let record = Run::new(&game, 1, 0).finish(false).expect("it holds").record;
    let Values::Tokens(burned) =
        &record.columns[record.column("ledger.burned").expect("it is there")]
    else {
        panic!("amounts are exact")
    };
    let after = |hours: usize| tokens(burned[hours - 1], 8);
    assert!(after(24) > 4.0 && after(24) < 5.0, "{}", after(24));
    assert!(after(48) > 13.0 && after(48) < 15.0, "{}", after(48));
}

#[test]
fn tokenspice_splits_revenue_between_burning_and_a_treasury() {
    // A fifth and four fifths of 120: 10 a second, 24 hours, 5 days and a tenth of it (verified).
    let router = read(r#"{ "fees": { "burned": "20 %", "treasury": "80 %" } }"#);
    let network = Network { spent_usd: 10.0 * 24.0 * 5.0 * 0.1, ..day(0, 0) };
    let Burned { burned, to_treasury, .. } = router.burned(&network, &mut Memory::default());
    assert_eq!([burned, to_treasury], [24, 96] as [Units; 2]);
}

#[test]
fn geodnet_buys_back_what_its_stations_are_paid() {
    // gridecon: 80 % of 15 and of 8.2 million USD a year at 0.15 USD buy back 10.96 and 5.99 GEOD a day for
    // each of 20,000 stations, what they earn before and after a halving (secondary).
    let rule = |usd: &str| {
        read(&format!(r#"{{ "buy_back": {{ "share": "80 %", "earned": "{usd} USD/year" }} }}"#))
    };
    let per_station = |usd| {
        let network = Network { price_usd: 0.15, ..day(0, 9) };
        tokens(rule(usd).burned(&network, &mut Memory::default()).burned, 9) / 20_000.0
    };
    let found = ["15_000_000", "8_200_000"].map(per_station);
    assert!((found[0] - 10.96).abs() < 0.005 && (found[1] - 5.99).abs() < 0.005, "{found:?}");
}

#[test]
fn io_net_burns_half_of_its_surplus_and_nothing_of_a_loss() {
    // 650,000 USD a month of a contract, less what suppliers are owed (secondary: CoinDesk Research).
    let text = r#"{ "buy_back": { "share": "50 %", "earned": "650000 USD/month",
        "costs": { "2026-01-01": "400000 USD/month", "2026-01-02": "900000 USD/month" } } }"#;
    let rule = read(text);
    let mut memory = Memory::default();
    let burned = [0, 1].map(|at| rule.burned(&day(at, 0), &mut memory).burned);
    // 250,000 USD a month are 8,219.178… a day, and a half of them 4,109.589…
    assert_eq!(burned, [4_109, 0]);
}

#[test]
fn what_gives_away_more_than_all_is_a_fault() {
    let text = |burn: &str| {
        format!(
            "
run: {{ start: 2026-01-01, days: 9 }}
token: {{ symbol: LENS, genesis: 100 LENS }}
fleet: {{ nobody: {{ hardware: hotspot/lorawan, devices: 0 }} }}
price: {{ constant: {{ usd: 1 USD }} }}
emission:
  schedule: {{ fixed: {{ rate: 0 LENS/day }} }}
  burn: {burn}
"
        )
    };
    let fault = |burn: &str| {
        let faults = scenario::load("a.yaml", &text(burn), &[], &Default::default());
        faults.err().expect("it does not load").to_string()
    };
    let shares = fault("{ sum: { use: { fees: { burned: 95 %, treasury: 3 %, kept: 5 % } } } }");
    assert!(shares.contains("use: the shares sum to 103 %"), "{shares}");
    assert!(shares.contains("a.yaml:8"), "{shares}");
    let breaker = fault("{ vault: { breaker: { warn_bp: 9_000, halt_bp: 9_100 } } }");
    assert!(breaker.contains("`warn_bp` is 9000 and `halt_bp` 9100"), "{breaker}");
}
