//! Which records a query must bring, by the plainest way to them. It shares nothing with the service.

use std::collections::BTreeMap;

use crampbot::dialogue::{History, Query, RECORDS_PER_PAGE, Record};

/// What a query must bring of a chat's records.
pub(crate) fn history(kept: &BTreeMap<u64, Record>, query: Query) -> History {
    let cramps = || kept.values().rev().filter(|record| record.is_cramp());
    let page = match query {
        Query::Page(page) => page,
        Query::Cramp(id) => {
            let records = cramps().filter(|record| record.id == id).cloned().collect();
            return History { records, more: false };
        }
        Query::Recent(from) => {
            let page: Vec<u64> =
                cramps().take(RECORDS_PER_PAGE + 1).map(|record| record.id).collect();
            let newest = kept.values().rev();
            let recent = newest.filter(|it| it.id >= from || page.contains(&it.id));
            return History { records: recent.cloned().collect(), more: false };
        }
        Query::Since(from) => {
            let records = kept.range(from..).rev().map(|(_, record)| record.clone());
            return History { records: records.collect(), more: false };
        }
    };
    let mut rest = cramps().skip(page as usize * RECORDS_PER_PAGE);
    let records = rest.by_ref().take(RECORDS_PER_PAGE).cloned().collect();
    History { records, more: rest.next().is_some() }
}
