//! Records, slots and journals.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};
use gangway_contract::{FieldId, Journal, RecordId, RecordItem, Slot, UserId, Value};

use super::Tables;
use super::samples::{module, record, record_id};
use crate::{RecordUpdate, SlotWrite};

fn write(id: RecordId, slot: Slot, expected: Option<Slot>) -> SlotWrite {
    SlotWrite { id, slot, expected }
}

fn journal(target: u32, version: u32) -> Result<Journal> {
    let before = BTreeMap::from([
        (FieldId::parse("email")?, Some(Value::Text("old".into()))),
        (FieldId::parse("city")?, None),
    ]);
    Ok(Journal { target: record_id(target)?, version, before, fence: 0, rest: None })
}

/// More than a batch at once, and each slot filled once.
pub(super) async fn check_slots<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let new =
        |number| Ok(write(record_id(number)?, Slot::Record(record(number, "a@x.org")?), None));
    let writes = (0..130).map(new).collect::<Result<Vec<_>>>()?;
    let happened = world.write_slots(&module, &writes).await?;
    ensure!(happened.len() == 130 && happened.iter().all(|it| *it), "free slots are filled");
    let again =
        world.write_slots(&module, &[writes[129].clone(), new(130)?, writes[0].clone()]).await?;
    ensure!(again == [false, true, false], "one answer a write, in order: {again:?}");
    let ids: Vec<RecordId> = (0..140).map(record_id).collect::<Result<_>>()?;
    let slots = world.read_slots(&module, &ids).await?;
    ensure!(slots.len() == 131, "what is there is found: {}", slots.len());
    ensure!(slots.get(&writes[5].id) == Some(&writes[5].slot), "a record is kept as it was");
    check_journals(world).await
}

/// Only what is dead is emptied, and only as it was seen.
pub(super) async fn check_erasing<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let item = RecordItem { deleted: false, ..record(250, "a@x.org")? };
    let (live, id) = (Slot::Record(item.clone()), record_id(250)?);
    ensure!(world.write_slots(&module, &[write(id.clone(), live.clone(), None)]).await? == [true]);
    let mut emptied = RecordItem { deleted: true, ..item };
    emptied.record.version += 1;
    let dead = Slot::Record(emptied.clone());
    emptied.record.values.clear();
    let emptied = Slot::Record(emptied);
    let empty = |expected: &Slot| write(id.clone(), emptied.clone(), Some(expected.clone()));
    ensure!(!world.empty_slot(&module, &empty(&live)).await?, "a live record is not emptied");
    let Slot::Record(item) = dead.clone() else { bail!("a record") };
    let expected = item.record.version - 1;
    ensure!(world.update_records(&module, &[RecordUpdate { item, expected }]).await? == [true]);
    ensure!(world.empty_slot(&module, &empty(&dead)).await?, "a deleted one is");
    let found = world.read_slots(&module, std::slice::from_ref(&id)).await?;
    ensure!(found.get(&id) == Some(&emptied), "nothing is left of it: {found:?}");
    let kept = record_id(251)?;
    let full = Slot::Journal(journal(250, 1)?);
    let bare = Slot::Journal(Journal { before: BTreeMap::new(), ..journal(250, 1)? });
    let other = Slot::Journal(journal(250, 2)?);
    ensure!(
        world.write_slots(&module, &[write(kept.clone(), full.clone(), None)]).await? == [true]
    );
    let empty = |expected: &Slot| write(kept.clone(), bare.clone(), Some(expected.clone()));
    ensure!(!world.empty_slot(&module, &empty(&other)).await?, "another journal lies there");
    ensure!(world.empty_slot(&module, &empty(&full)).await?, "a journal is emptied");
    let found = world.read_slots(&module, std::slice::from_ref(&kept)).await?;
    ensure!(found.get(&kept) == Some(&bare), "nothing is left of it: {found:?}");
    Ok(())
}

async fn check_journals<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let slot = record_id(200)?;
    let first = journal(1, 1)?;
    let put = async |content: Slot, expected: Option<Journal>| {
        let expected = expected.map(Slot::Journal);
        let writes = [write(slot.clone(), content, expected)];
        Ok::<_, anyhow::Error>(world.write_slots(&module, &writes).await? == [true])
    };
    ensure!(put(Slot::Journal(first.clone()), None).await?, "a journal fills a free slot");
    ensure!(!put(Slot::Record(record(200, "b")?), None).await?, "a journal keeps a record out");
    ensure!(
        !put(Slot::Journal(journal(1, 3)?), Some(journal(1, 2)?)).await?,
        "another journal lies there"
    );
    ensure!(
        put(Slot::Journal(journal(1, 2)?), Some(first)).await?,
        "the journal that was seen is replaced"
    );
    let found = world.read_slots(&module, std::slice::from_ref(&slot)).await?;
    ensure!(found.get(&slot) == Some(&Slot::Journal(journal(1, 2)?)), "{found:?}");
    ensure!(
        put(Slot::Record(record(200, "b")?), Some(journal(1, 2)?)).await?,
        "a dead journal makes room"
    );
    check_bars(world).await
}

async fn check_bars<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let slot = record_id(201)?;
    let put = async |content: Slot, expected: Option<Slot>| {
        let writes = [write(slot.clone(), content, expected)];
        Ok::<_, anyhow::Error>(world.write_slots(&module, &writes).await? == [true])
    };
    let bar = |fence| Slot::Bar { fence };
    ensure!(put(bar(1), None).await?, "a bar fills a free slot");
    ensure!(!put(Slot::Record(record(201, "b")?), None).await?, "and keeps a late record out");
    ensure!(!put(bar(2), Some(bar(2))).await?, "another bar lies there");
    ensure!(put(bar(2), Some(bar(1))).await?, "the bar that was seen is raised");
    let fenced = |fence| Ok::<_, anyhow::Error>(Slot::Journal(Journal { fence, ..journal(1, 1)? }));
    ensure!(put(fenced(2)?, Some(bar(2))).await?, "a journal takes a bar's place");
    ensure!(put(fenced(3)?, Some(fenced(2)?)).await?, "a journal is fenced");
    ensure!(!put(bar(9), Some(fenced(2)?)).await?, "and is another one then");
    let found = world.read_slots(&module, std::slice::from_ref(&slot)).await?;
    ensure!(found.get(&slot) == Some(&fenced(3)?), "{found:?}");
    Ok(())
}

pub(super) async fn check_updates<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let mut item = record(1, "new@x.org")?;
    item.record.version = 2;
    item.tokens.insert("J2:7".into(), 1);
    let update = RecordUpdate { item: item.clone(), expected: 1 };
    let absent = RecordUpdate { item: record(999, "x")?, expected: 1 };
    let happened = world.update_records(&module, &[update.clone(), absent]).await?;
    ensure!(happened == [true, false], "the version that was seen is updated: {happened:?}");
    ensure!(world.update_records(&module, &[update]).await? == [false], "an old version is not");
    let mut gone = item.clone();
    gone.deleted = true;
    gone.record.version = 3;
    let delete = RecordUpdate { item: gone.clone(), expected: 2 };
    ensure!(world.update_records(&module, &[delete]).await? == [true], "a record is deleted");
    let late = RecordUpdate { item, expected: 3 };
    ensure!(
        world.update_records(&module, &[late]).await? == [false],
        "a deleted record is not updated"
    );
    let found = world.read_slots(&module, &[record_id(1)?]).await?;
    ensure!(found.get(&record_id(1)?) == Some(&Slot::Record(gone)), "a tombstone stays: {found:?}");
    Ok(())
}

pub(super) async fn check_lists<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = world.list_records(&module, cursor.as_deref(), 50).await?;
        ensure!(page.items.len() <= 50, "a page is no longer than asked");
        found.extend(page.items.into_iter().map(|it| it.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let numbers = (0..131).chain([200]).filter(|it| *it != 1).rev();
    let expected = numbers.map(record_id).collect::<Result<Vec<_>>>()?;
    ensure!(
        found == expected,
        "live records, newest first, each once: {} of {}",
        found.len(),
        expected.len()
    );
    Ok(())
}

/// After all others: what a person owns is listed, also once it changed hands.
pub(super) async fn check_owned<W: Tables>(world: &W) -> Result<()> {
    let module = module()?;
    let (ann, bob) = (UserId::parse("ann-owns")?, UserId::parse("bob-owns")?);
    let owned = |number, owner: &UserId| {
        let mut item = record(number, "a@x.org")?;
        item.record.owner = owner.clone();
        Ok::<_, anyhow::Error>(write(record_id(number)?, Slot::Record(item), None))
    };
    let of_ann = (300..420).map(|it| owned(it, &ann));
    let all = of_ann.chain((420..430).map(|it| owned(it, &bob))).collect::<Result<Vec<_>>>()?;
    world.write_slots(&module, &all).await?;
    // One of Ann's is given to Bob, and one is deleted.
    for (number, deleted) in [(310, false), (311, true)] {
        let mut item = record(number, "a@x.org")?;
        item.record.owner = if deleted { ann.clone() } else { bob.clone() };
        item.record.version = 2;
        item.deleted = deleted;
        let happened = world.update_records(&module, &[RecordUpdate { item, expected: 1 }]).await?;
        ensure!(happened == [true], "a record changes hands");
    }
    let listed = async |owners: &[&UserId], limit| {
        let owners = owners.iter().map(|it| (*it).clone()).collect();
        let (mut found, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let page = world.list_owned(&module, &owners, cursor.as_deref(), limit).await?;
            ensure!(page.items.len() <= limit as usize, "a page is no longer than asked");
            found.extend(page.items.into_iter().map(|it| it.id));
            cursor = page.next;
            if cursor.is_none() {
                return Ok(found);
            }
        }
    };
    let ids = |numbers: &mut dyn DoubleEndedIterator<Item = u32>| {
        numbers.rev().map(record_id).collect::<Result<Vec<_>>>()
    };
    let anns = ids(&mut (300..420).filter(|it| ![310, 311].contains(it)))?;
    ensure!(listed(&[&ann], 7).await? == anns, "one person's, newest first, each once");
    ensure!(listed(&[&bob], 50).await? == ids(&mut std::iter::once(310).chain(420..430))?, "Bob's");
    let both = ids(&mut (300..430).filter(|it| *it != 311))?;
    ensure!(listed(&[&ann, &bob], 50).await? == both, "two people's, in one order");
    ensure!(listed(&[], 50).await?.is_empty(), "nobody's");
    Ok(())
}
