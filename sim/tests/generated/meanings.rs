//! This file is about what each metric means, in the words of the table in `ODD.md`.

/// Every metric that a run writes down, each step, with its meaning.
pub const MEANINGS: &[(&str, &str)] = &[
    ("price.usd", "the token's price this morning, shocks included; all of the day acts on it"),
    ("demand.requested_tokens", "tokens of AI models that customers ask for, over all workloads"),
    ("demand.served_share", "value of the work that was done over the value of what was asked for"),
    ("demand.requested.<workload>", "what customers ask for of a workload"),
    ("demand.served_share.<workload>", "what was done of what was asked for"),
    (
        "demand.customers_share.<workload>",
        "share of the customers who are there in the evening, of all there can be; this and the two below are written down where a workload has segments of customers",
    ),
    (
        "demand.churned_share.<workload>",
        "share of all customers who left in the step because they were failed, whoever came",
    ),
    (
        "demand.customers_share.<workload>.<segment>",
        "share of a segment's customers who are there in the evening",
    ),
    (
        "demand.data_stock_megabytes.<workload>",
        "data that buyers have in the evening; this and the one below are written down where there is a data market",
    ),
    (
        "demand.data_worth_share.<workload>",
        "what a further unit is worth to them, as a share of the price that is listed",
    ),
    (
        "flywheel.data_megabytes",
        "data that the network learns from, in the evening; this and the one below are written down where there is a flywheel",
    ),
    ("flywheel.quality", "quality of the service with these data, of a perfect one"),
    ("work.devices_up", "devices that are active and up"),
    (
        "work.capacity_tokens_per_second",
        "tokens that the honest devices that are up could make for customers, on average over the step, each workload at its share of their time",
    ),
    (
        "work.utilisation",
        "what customers spent over the value of all that honest devices could have done",
    ),
    ("work.tokens_served", "tokens of AI models that were made"),
    (
        "work.energy_kwh",
        "energy of the devices that are up, idle time included, and what those that are down draw on standby",
    ),
    ("work.cheats_caught", "devices that were caught faking their work"),
    ("work.slashed_tokens", "what their owners lost, and is burned"),
    (
        "demand.wash_share",
        "what owners spent on the work of their own devices, for the tokens, of all that was spent; written down where any do",
    ),
    (
        "work.accused",
        "honest devices that were taken for cheats; this and the two below are written down where checks may be wrong, cost money or lead to penalties beside a slash",
    ),
    ("work.shut_out", "devices that would be up and are shut out, as they were caught before"),
    ("work.checking_usd", "what checks cost beside the time of devices, and owners share"),
    (
        "work.reputation.honest",
        "mean reputation of the honest devices; this and the one below are written down where jobs go by it",
    ),
    ("work.reputation.cheats", "the same of the devices that cheat"),
    (
        "work.cheats_pay_share",
        "tokens paid to cheats of all that devices were paid; this and the four below are written down where cheats are given by manner",
    ),
    ("work.cheats_pay_share.<manner>", "the same of those of one manner"),
    (
        "work.profit_usd.honest",
        "margin of an active honest device on average, less what checks took of what its owner holds",
    ),
    ("work.profit_usd.<manner>", "the same of the devices of a manner"),
    (
        "work.break_even_share",
        "share of the steps in which a device would have to be caught for faked work to pay no more than honest work, `k / (y + F)`: at what the work of the step took in energy, what it paid, and what who is caught loses beside it",
    ),
    ("work.data_megabytes", "data that was collected and sold"),
    ("work.revenue_usd", "what customers spent"),
    (
        "work.outage_share",
        "share of the step that outages of their regions take from the active devices; written down where devices can break, tire their owners or be cut off",
    ),
    (
        "work.utilisation.<group>",
        "value of the work that honest devices of a kind did over the value of all that they could have done",
    ),
    (
        "work.served_share.<group>",
        "value of the work that devices of a kind did over the value of all that was done",
    ),
    ("work.energy_kwh.<group>", "energy of the devices of a kind, idle time included"),
    (
        "work.battery_cycles_per_day.<group>",
        "full charges of the battery of an active device of a kind, for its owner and the network together, on average; written down for devices with a battery",
    ),
    ("emission.scheduled_tokens", "what the schedule promises for the step"),
    ("emission.reminted_tokens", "burned tokens that were minted again, by the cap or by a vault"),
    (
        "emission.minted_tokens",
        "minted in all: the schedule less what was missed, plus what was minted again, up to the cap, plus what a vault pays beyond what it burned",
    ),
    (
        "emission.burned_tokens",
        "burned for what customers and new owners paid; `emission.slashed_tokens` come on top",
    ),
    (
        "emission.reward_usd_per_device",
        "the devices' part of what was minted, less what of it is locked, with what came free of it and what sinks pay them, at the morning's price, over the active devices",
    ),
    ("emission.to_devices_tokens", "what the devices' share came to, what is paid first included"),
    ("emission.to_stakers_tokens", "what stakers got of what was minted"),
    ("emission.to_treasury_tokens", "what the treasury got of what was minted"),
    ("emission.to_insiders_tokens", "what team and investors got of what was minted"),
    (
        "emission.first_tokens.<part>",
        "what a part got that the split pays first; it is in what its receiver got",
    ),
    (
        "emission.slashed_tokens",
        "burned of what cheats, devices that were down and those that left lost, of pay and collateral: what was minted less what was burned and this is the change of the supply; written down where the rules take pay or collateral",
    ),
    ("emission.subnet_tokens.<subnet>", "what of the minted tokens went to a subnet"),
    ("ledger.supply", "tokens that exist: minted less burned"),
    (
        "ledger.circulating",
        "supply less what is locked, vesting, put down, being unbound or in the treasury; stakers' tokens count as circulating",
    ),
    ("ledger.locked", "tokens of team and investors that no lock has freed"),
    (
        "ledger.staked",
        "tokens that the split gave to stakers and that owners staked, who hold them",
    ),
    ("ledger.treasury", "tokens of the treasury, which holds them"),
    ("ledger.burned", "all that was ever burned"),
    ("ledger.owners", "tokens that owners of devices hold, those who left included"),
    ("ledger.pool", "tokens in the market's pool"),
    (
        "emission.vested_tokens",
        "devices' pay that came free; this and `ledger.vesting` are written down where rules lock pay",
    ),
    ("ledger.vesting", "devices' pay that is earned and not yet free"),
    (
        "emission.collateral_tokens",
        "what devices put down; this and the two below are written down where rules want collateral",
    ),
    (
        "emission.forfeited_tokens",
        "collateral that cheats, devices that were down and those that left have lost; burned, or the treasury's",
    ),
    ("ledger.collateral", "what devices have put down"),
    (
        "ledger.unbonding",
        "what stakers and devices that left wait for; this and `market.unbound_sold_tokens` are written down where rules want collateral or let stakers out",
    ),
    ("ledger.staked.<class>", "tokens of a class of stakers, where voting escrow has classes"),
    ("market.unbound_sold_tokens", "what they put on sale when it was free"),
    ("devices.active", "devices in the network in the evening"),
    ("devices.joined", "devices that arrived and joined in the step"),
    ("devices.left", "devices whose owner gave up in the step"),
    (
        "devices.returned",
        "idle devices whose owner came back in the step; they work from the next on",
    ),
    ("devices.gone", "devices that ever joined and are not in the network"),
    (
        "devices.failed",
        "devices that broke in the step; this and the eight below are written down where devices can break, tire their owners or be cut off",
    ),
    ("devices.failed.infant", "of these, those with a fault from the factory"),
    ("devices.failed.random", "of these, those that chance broke"),
    ("devices.failed.wear_out", "of these, those that were worn out"),
    ("devices.abandoned", "devices that people tired of in the step"),
    ("devices.repaired", "devices that work again in the step, after a repair"),
    ("devices.gone.gave_up", "devices of `devices.gone` whose owners gave up"),
    ("devices.gone.broken", "devices of `devices.gone` that broke, those in repair included"),
    ("devices.gone.tired", "devices of `devices.gone` that people tired of"),
    (
        "devices.poached",
        "devices of `devices.left` whose owners went to a rival; this and `operators.lured_share` are written down where there ever is a rival",
    ),
    ("devices.onboarded", "devices that ever joined, those that left included"),
    ("devices.on_order", "devices that are ordered and not there yet"),
    ("devices.active.<group>", "active devices of a kind"),
    ("devices.onboarded.<group>", "devices of a kind that ever joined"),
    (
        "maker.units_sold",
        "devices that were ordered of the maker and paid; this and all of the maker's are written down where there is one",
    ),
    ("maker.units_made", "devices that came from the factory"),
    (
        "maker.units_cancelled",
        "devices that are not waited for any more: people got their money back, or the maker failed",
    ),
    ("maker.inventory", "devices on the maker's shelves in the evening"),
    ("maker.in_production", "devices that are ordered and paid at the factory and not there yet"),
    ("maker.backlog", "devices that are paid and wait to be made; part of `devices.on_order`"),
    ("maker.revenue_usd", "what customers paid the maker, for devices that wait included"),
    ("maker.refunds_usd", "what they got back"),
    ("maker.production_usd", "what the maker paid the factory, when it ordered batches"),
    ("maker.costs_usd", "what it paid of its costs"),
    ("maker.marketing_usd", "what it spent on marketing"),
    ("maker.development_usd", "what it spent on the next model"),
    ("maker.cash_usd", "its money in the evening"),
    (
        "maker.runway_days",
        "how long that lasts if each day takes costs and marketing less the margin on what is sold as in this step; infinite where that leaves something, and zero once the maker has failed",
    ),
    (
        "devices.resold",
        "devices of `devices.returned` that have a new owner; this and the one below are written down where devices are resold",
    ),
    ("operators.resales_usd", "what new owners paid for second-hand devices"),
    (
        "operators.margin_usd_mean",
        "income and fees less electricity and upkeep of an active device, on average; 256 margins at a time, in units of 2⁻²⁰ USD",
    ),
    ("operators.margin_usd_p10", "the same: a tenth earn less"),
    ("operators.margin_usd_median", "the same: half earn less"),
    ("operators.margin_usd_p90", "the same: nine tenths earn less"),
    (
        "operators.payback_days_median",
        "price of the hardware over the margin; infinite where the margin is not above zero",
    ),
    (
        "operators.unprofitable_share",
        "devices that are up and run at a loss: a margin below `patience.least`, or below zero where all stay, and the expected margin where owners have expectations; of those that are up",
    ),
    ("devices.idle", "devices whose owners left and may come back; written down where owners may"),
    (
        "operators.expected_usd",
        "what owners expect that a middling device that is always up brings, before costs, on average over the active devices; written down where owners have expectations",
    ),
    (
        "operators.panic_share",
        "share of the active devices among whose owners there is panic; written down where there can be",
    ),
    (
        "operators.hazard_share",
        "probability with which the owner of an active device leaves in the step whatever it brings, on average; written down where owners panic or put devices away",
    ),
    (
        "operators.staked_tokens",
        "what owners stake of the pay that they keep; written down where they do",
    ),
    (
        "operators.repairs_usd",
        "what owners paid for repairs that they ordered in the step; no part of the margin",
    ),
    (
        "concentration.operators",
        "operators with a device in the network; this and the two below are written down where operators may own several",
    ),
    (
        "concentration.gini",
        "Gini coefficient of the devices that these have in the network: 0 if all have as many",
    ),
    ("concentration.nakamoto", "the fewest of these who have more than half of the devices"),
    (
        "operators.lured_share",
        "share that rivals win of those who think of joining or of coming back, on average over the active devices",
    ),
    ("operators.sold_tokens", "tokens that owners put on sale"),
    ("market.insiders_sold_tokens", "unlocked tokens that team and investors put on sale"),
    ("market.close_usd", "the token's price in the evening, after all trades"),
    ("market.depth_usd", "dollars in the pool in the evening; no number without a pool"),
    (
        "market.bought_tokens",
        "tokens that were burned, kept or put down as collateral, and that traders buy back from a pool for the dollars that they were paid, as far as these reach",
    ),
    (
        "price.seen_usd",
        "what contracts take for the morning's price; written down where a shock of the oracle is",
    ),
    (
        "market.treasury_sold_tokens",
        "what the treasury sold for its costs; written down where rules let it, as the next",
    ),
    ("market.treasury_unpaid_usd", "costs for which the treasury had no tokens"),
    (
        "market.momentum_bought_tokens",
        "what speculators bought who follow the price; this and the next three are written down where there are such",
    ),
    ("market.momentum_sold_tokens", "what they sold"),
    ("market.momentum_tokens", "tokens that they have"),
    ("market.momentum_usd", "dollars that they have"),
    (
        "market.value_bought_tokens",
        "what speculators bought who look at the token's value; this and the next four are written down where there are such",
    ),
    ("market.value_sold_tokens", "what they sold"),
    ("market.value_tokens", "tokens that they have"),
    ("market.value_usd", "dollars that they have"),
    (
        "market.fundamental_usd",
        "what they hold a token to be worth; no number where they have no view",
    ),
    (
        "spiral.started",
        "whether price and active devices ever were 20 % and 10 % below their highest of 90 days on one day",
    ),
    ("spiral.after_days", "time from the start of the run until then; none before"),
    (
        "spiral.depth",
        "share of the most devices of the 90 days before that was gone at the worst since",
    ),
    ("spiral.recovered", "whether nine tenths of those devices are active again"),
    ("spiral.dead", "whether at most a tenth is active of the most devices ever"),
];

/// What a metric means.
pub fn of(name: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
}
