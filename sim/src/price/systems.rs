//! The systems of the price stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::{Morning, Opening};
use crate::chance::{Chance, Purpose};
use crate::ledger::Ledger;
use crate::record::tokens;
use crate::world::{Clock, Game, Quote};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    open_price.into_configs()
}

/// Opens the day: the model's price, moved by the scripted shocks.
fn open_price(
    (clock, game, chance): (Res<Clock>, Res<Game>, Res<Chance>),
    ledger: Res<Ledger>,
    mut quote: ResMut<Quote>,
) {
    let start = game.start;
    let supply = tokens(ledger.supply(), game.decimals);
    let shocked = |now| game.shocks.iter().map(|s| s.price.factor(start, now)).product::<f64>();
    let factor = shocked(clock.begin);
    let opening = if clock.step == 0 {
        Opening::Level(game.price.start_usd(start, supply))
    } else {
        let news = chance.uniforms(Purpose::PriceNews, 0, clock.step, 0);
        // What happened since the last opening took as long as the last step.
        let days = game.calendar.clock(clock.step - 1).days;
        game.price.open(&Morning { start, now: clock.begin, days, supply, news })
    };
    quote.open_usd = match opening {
        Opening::Level(usd) => usd * factor,
        Opening::TimesClose(times) => quote.close_usd * times * factor / quote.shock,
    };
    quote.shock = factor;
}
