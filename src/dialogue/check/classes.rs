//! Which values of a slot are told apart, and by what. Must never decide what holds where.

use crate::dialogue::guard::{Guard, SlotIx};
use crate::dialogue::script::Script;

/// The values of a slot in classes: no guard that the turns read tells two values of a class apart, and
/// but for the signs no line does either.
pub(super) fn of(script: &Script, slot: SlotIx) -> Vec<u64> {
    let declared = script.slots.get(slot);
    let asked = script.steps.iter().filter_map(|step| step.fills.as_ref());
    if declared.many && asked.into_iter().any(|fill| fill.slot == slot)
        || !declared.replaces.is_empty()
    {
        // Each value is ticked alone.
        return (0..declared.values.len()).map(|value| 1 << value).collect();
    }
    let all = (0..declared.values.len()).fold(0, |all, value| all | 1 << value);
    let mut classes: Vec<u64> = Some(all).filter(|all| *all != 0).into_iter().collect();
    let mut split = |of: SlotIx, mask: u64| {
        if of == slot {
            let parts = classes.iter().flat_map(|class| [class & mask, class & !mask]);
            classes = parts.filter(|class| *class != 0).collect();
        }
    };
    of_turns(script, &mut split);
    if is_a_sign(script, slot) {
        split(slot, script.roles.now);
        split(slot, script.roles.today);
    } else {
        of_lines(script, &mut split);
    }
    classes
}

/// Whether lines tell values of a class apart.
pub(super) fn are_told_apart(script: &Script, slot: SlotIx, classes: &[u64]) -> bool {
    is_a_sign(script, slot) && classes.iter().any(|class| class.count_ones() > 1)
}

fn is_a_sign(script: &Script, slot: SlotIx) -> bool {
    [script.roles.sign, script.roles.doubt].contains(&slot)
}

/// Calls `see` for what decides where a turn goes and which buttons there are.
pub(super) fn of_turns(script: &Script, see: &mut impl FnMut(SlotIx, u64)) {
    let mut see = |guard: &Guard| guard.atoms(see);
    for step in &script.steps {
        step.routes.iter().for_each(|route| see(&route.when));
        step.options.iter().chain(&step.nav).for_each(|choice| see(&choice.when));
    }
    script.always.iter().for_each(|rule| see(&rule.when));
    script.timers.iter().for_each(|rule| see(&rule.when));
}

/// Calls `see` for what decides which lines are shown, or forbids some.
pub(super) fn of_lines(script: &Script, see: &mut impl FnMut(SlotIx, u64)) {
    let lines = script.blocks.iter().flat_map(|block| &block.lines).map(|line| &line.when);
    lines.chain(script.forbids.iter().map(|forbid| &forbid.when)).for_each(|it| it.atoms(see));
}
