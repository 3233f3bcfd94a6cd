//! Owns which times tell of the cramp: beside an emergency, only one that is said with a cramp. It must never
//! find a time itself.

use super::Combining;

impl Combining<'_> {
    /// By mention, whether its time is that of something else: "broke my shin at football, toes numb".
    pub(super) fn times_of_else(&self, set: &[(String, String)]) -> Vec<bool> {
        let timed = self.lexicon.table("scope", "timed");
        let is_timed = |sign: &str| {
            timed.iter().any(|name| name.strip_prefix("sign.").is_some_and(|it| it == sign))
        };
        let mut signs = set.iter().filter(|(slot, _)| slot == "sign").peekable();
        if signs.peek().is_none() || signs.any(|(_, sign)| is_timed(sign)) {
            return vec![false; self.mentions.len()];
        }
        let cramps: Vec<u32> = self
            .mentions
            .iter()
            .filter(|it| it.standing == 0 && self.lexicon.cues.cramps.contains(&it.concept))
            .map(|it| self.tokens[it.start].clause)
            .collect();
        let clause = |at: usize| self.tokens[at].clause;
        self.mentions.iter().map(|it| cramps.binary_search(&clause(it.start)).is_err()).collect()
    }
}
