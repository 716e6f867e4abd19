//! A small scenario, which the tests that play one share.

/// A network of twenty devices for forty days, played in a moment.
pub const SMALL: &str = "\
# yaml-language-server: $schema=schema.json
about: A tiny network.
run: { start: 2026-01-01, days: 40, replicates: 3, seed: 7 }
token:
  symbol: LENS
  decimals: 8
  genesis: 20_000_000 LENS
  allocation:
    team: { share: 15 %, cliff: 10 days, linear: 90 days }
fleet:
  gpus:
    hardware: gpu/rtx-4090
    devices: 20
    regions: { asia: 60 %, europe: 40 % }
price: { gbm: { start: 0.40 USD, volatility: 90 %/year } }
demand:
  chat: { model: llama-3.1-8b, constant: 1e9 tokens/day, price: 0.05 USD/Mtoken }
emission:
  schedule: { halving: { initial: 3_000 LENS/day, every: 20 days } }
  split: { devices: 80 %, treasury: 20 % }
decisions:
  joining: { payback: { within: 300 days } }
market: { constant_product: { depth: 40_000 USD, fee: 0.3 % } }
variants:
  slower: { emission.schedule.halving.every: 40 days }
";
