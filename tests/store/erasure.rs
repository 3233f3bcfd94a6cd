//! Who asks to be forgotten is gone from every byte on the disk, and nobody else is touched.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use crampbot::channel::Message;
use crampbot::channel::telegram::words;
use crampbot::dialogue::Input;
use crampbot::library::Folder;
use crampbot::service::care::{Care, Plan};
use crampbot::service::export::everything;
use crampbot::service::turn::{Admission, Delivered, Envelope, Happening, Turns};
use crampbot::store::{ChatId, Keeper, SledStore, Store, backups};

use super::at;

const PEOPLE: usize = 1000;
/// One of so many asks to be forgotten.
const SHARE: usize = 10;
/// No two people write at the same millisecond; all of them write within a day.
const APART_MS: i64 = 79_193;

/// Far apart, and with no byte in common by more than chance.
fn chat_of(who: usize) -> ChatId {
    let mixed = (who as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 12).cast_signed()
}

fn forgotten() -> impl Iterator<Item = usize> {
    (0..PEOPLE).step_by(SHARE)
}

type Records = Vec<(u64, Vec<u8>)>;

struct Town {
    turns: Turns<SledStore>,
    keeper: Keeper,
    now: DateTime<Utc>,
}

impl Town {
    fn happens(&mut self, who: usize, input: Input) -> Vec<Envelope> {
        let press = matches!(input, Input::Press { .. }).then(|| (who.to_string(), Some(1)));
        let happening = Happening {
            chat: chat_of(who),
            update: None,
            language: "en".to_owned(),
            input,
            press,
            fired: None,
            admission: Admission::Answered,
        };
        self.turns.handle(&[happening], &[], self.now).unwrap()
    }

    fn arrive(&mut self, messages: &[Envelope]) {
        let delivered = |envelope: &Envelope| Delivered {
            shown: match &envelope.message {
                Message::Screen { screen, .. } => Some((screen.number, 7)),
                _ => None,
            },
            ..Delivered::of(envelope)
        };
        let delivered: Vec<_> = messages.iter().map(delivered).collect();
        self.turns.handle(&[], &delivered, self.now).unwrap();
    }

    /// Two records, a reminder and a conversation for everybody.
    fn settle(&mut self) {
        for who in 0..PEOPLE {
            self.now += TimeDelta::milliseconds(APART_MS);
            let mut sent = self.happens(who, words("cramp in my calf at night"));
            sent.extend(self.happens(who, words("/cancel")));
            sent.extend(self.happens(who, words("cramp in my foot")));
            sent.extend(self.happens(who, words("/remind 22:30 Europe/Berlin")));
            self.arrive(&sent);
        }
    }

    fn asks_to_be_forgotten(&mut self, who: usize) -> Vec<Envelope> {
        let asked = self.happens(who, words("/forget"));
        let Message::Screen { screen, .. } = &asked[0].message else {
            panic!("no question");
        };
        let data = screen.buttons[0][0].data.clone();
        self.arrive(&asked);
        self.happens(who, Input::Press { data, on_screen: false })
    }

    fn export_of(&self, who: usize) -> Option<Vec<u8>> {
        everything(self.turns.store(), chat_of(who)).unwrap()
    }

    fn kept_of(&self, who: usize) -> (Option<Vec<u8>>, Records) {
        let (chat, store) = (chat_of(who), self.turns.store());
        (store.state(chat).unwrap(), store.records(chat, None, 99).unwrap())
    }
}

/// Pieces of bytes by which somebody can be told from everybody else: the number of the chat as keys
/// hold it and as text, and the moments at which they wrote, as values hold them.
struct Traces {
    short: HashMap<[u8; 6], usize>,
    long: HashMap<[u8; 12], usize>,
}

impl Traces {
    fn of(town: &Town) -> Self {
        let (mut short, mut long) = (HashMap::new(), HashMap::new());
        for who in 0..PEOPLE {
            let chat = chat_of(who);
            short.insert(*chat.to_be_bytes().last_chunk().unwrap(), who);
            let text = format!("{chat:015}");
            long.insert(*text.as_bytes().last_chunk().unwrap(), who);
            let (state, records) = town.kept_of(who);
            let state = crampbot::dialogue::State::decode(&state.unwrap()).unwrap();
            let at = state.last_turn.format("%H:%M:%S%.3f").to_string();
            long.insert(*at.as_bytes().first_chunk().unwrap(), who);
            for (id, _) in records {
                short.insert(*id.to_be_bytes().last_chunk().unwrap(), who);
            }
        }
        Self { short, long }
    }

    /// Who can be read in a folder.
    fn found_in(&self, folder: &Path) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(self.found_in(&path));
                continue;
            }
            let bytes = std::fs::read(path).unwrap();
            let windows = |size| bytes.windows(size);
            found.extend(windows(6).filter_map(|at| self.short.get(at.first_chunk().unwrap())));
            found.extend(windows(12).filter_map(|at| self.long.get(at.first_chunk().unwrap())));
        }
        found
    }
}

#[test]
fn of_who_is_forgotten_no_byte_is_left_and_of_the_others_every_one() {
    let folder = tempfile::tempdir().unwrap();
    let (script, problems) = Folder::embedded().compile();
    assert!(problems.is_empty(), "{problems:#?}");
    let store = SledStore::open(&folder.path().join("store")).unwrap();
    let keeper = store.keeper();
    let plan = Plan {
        folder: folder.path().join("kept"),
        every: Some(TimeDelta::hours(24)),
        keep: 7,
        reserve_bytes: 0,
    };
    let mut care = Care::new(keeper.clone(), plan);
    let turns = Turns::new(Arc::new(script.unwrap()), store).unwrap();
    let mut town = Town { turns, keeper, now: at(1_800_000_000_000) };
    town.settle();
    let traces = Traces::of(&town);
    care.step(town.now);
    let everybody: BTreeSet<usize> = (0..PEOPLE).collect();
    assert_eq!(traces.found_in(&folder.path().join("store")), everybody);
    assert_eq!(traces.found_in(&folder.path().join("kept")), everybody);
    let exports: Vec<_> = (0..PEOPLE).map(|who| town.export_of(who)).collect();

    // Half of the goodbyes arrive at once, the others only after the file was written anew.
    let mut late = Vec::new();
    for who in forgotten() {
        let unread = town.happens(who, words("cramp in my hand"));
        let goodbye = town.asks_to_be_forgotten(who);
        town.arrive(&unread);
        if who % (2 * SHARE) == 0 {
            town.arrive(&goodbye);
        } else {
            late.push(goodbye);
        }
    }
    care.step(town.now + TimeDelta::minutes(1));
    assert!(!late.is_empty());
    for goodbye in late {
        town.arrive(&goodbye);
    }
    assert!(town.keeper.condition().unwrap().remembers_the_forgotten);
    care.step(town.now + TimeDelta::minutes(2));

    let others: BTreeSet<usize> =
        everybody.iter().copied().filter(|who| who % SHARE != 0).collect();
    assert_eq!(traces.found_in(folder.path()), others);
    assert_eq!(backups(&folder.path().join("kept")).unwrap().len(), 1);
    for (who, export) in exports.into_iter().enumerate() {
        let expected = export.filter(|_| who % SHARE != 0);
        assert!(town.export_of(who) == expected, "person {who}");
    }
}
