//! A tenant in memory with records of several people, and a pump that hands messages to the handler.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use futures::executor::block_on;
use gangway_contract::{
    Actor, Export, ExportFormat, ExportMessage, FieldId, FileKind, Job, JobId, JobItem, ModuleId,
    Record, RecordId, RecordItem, Right, Scope, Slot, StoredRecord, TenantId, User, UserId, Value,
};
use gangway_files::BookSize;
use gangway_ports::memory::{MemoryWorld, Message, TenantData};
use gangway_ports::{Clock, CreateJob, ForTenant, Moment, QueueExport};
use run_export::Pace;

pub(crate) const START: u64 = 1_795_353_600_000;
pub(crate) const JOB: &str = "J1-export";
/// What a Lambda has.
const SECONDS: u32 = 900;

/// Owners in turn: two mates, a stranger, and somebody who is in no directory.
const OWNERS: [&str; 4] = ["ann", "bob", "cat", "gone"];

/// A world with one tenant.
pub(crate) struct Gangway {
    pub(crate) world: MemoryWorld,
    pub(crate) tenant: TenantId,
    pub(crate) pace: Pace,
}

pub(crate) fn field(name: &str) -> FieldId {
    FieldId::parse(name).expect("a field")
}

pub(crate) fn user(name: &str) -> UserId {
    UserId::parse(name).expect("a user")
}

pub(crate) fn actor(scope: Scope) -> Actor {
    Actor {
        tenant: TenantId::parse("acme").expect("a tenant"),
        user: user("ann"),
        teams: BTreeSet::from(["north".to_owned()]),
        scope,
        rights: BTreeSet::from([Right::Export]),
    }
}

pub(crate) fn export(columns: &[&str]) -> Export {
    Export {
        module: ModuleId::parse("leads").expect("a module"),
        filter: None,
        columns: columns.iter().map(|it| field(it)).collect(),
        format: ExportFormat::Csv,
        sort: None,
        identity: false,
    }
}

impl Gangway {
    /// With this many leads.
    pub(crate) fn new(records: u32) -> Self {
        let it = Self {
            world: MemoryWorld::new(Moment(START)),
            tenant: TenantId::parse("acme").expect("a tenant"),
            // Small pages, many parts and cursors.
            pace: Pace {
                records: 4,
                in_order: 50,
                book: BookSize { rows: 10, block: 300 },
                part: 64,
                seconds: 0,
                margin: 25,
            },
        };
        it.world.with(&it.tenant, |data| {
            for (id, team, active) in
                [("ann", "north", true), ("bob", "north", true), ("cat", "south", true)]
            {
                let person = User {
                    id: user(id),
                    email: format!("{id}@x.org"),
                    name: id.to_owned(),
                    teams: BTreeSet::from([team.to_owned()]),
                    active,
                };
                data.users.insert(person.id.clone(), person);
            }
        });
        (0..records).for_each(|number| it.put(number, values(number)));
        it
    }

    pub(crate) fn put(&self, number: u32, values: Record) {
        let id = RecordId::parse(format!("R{number:05}")).expect("an id");
        let record = StoredRecord {
            id: id.clone(),
            module: ModuleId::parse("leads").expect("a module"),
            values,
            owner: user(OWNERS[number as usize % OWNERS.len()]),
            version: number + 1,
            created_at: self.world.now().rfc3339(),
            updated_at: self.world.now().rfc3339(),
            created_by: None,
            updated_by: None,
        };
        let item = RecordItem { record, deleted: false, tokens: [].into() };
        let module = ModuleId::parse("leads").expect("a module");
        self.world.with(&self.tenant, |data| data.records.insert((module, id), Slot::Record(item)));
    }

    pub(crate) fn data(&self) -> TenantData {
        self.world.with(&self.tenant, |data| data.clone())
    }

    pub(crate) fn job(&self) -> Job {
        self.data().jobs[&JobId::parse(JOB).expect("a job")].job.clone()
    }

    /// Asks for an export; its message waits.
    pub(crate) fn ask(&self, export: Export, actor: Actor) {
        let id = JobId::parse(JOB).expect("a job");
        let name = format!("leads.{}", export.format.extension());
        let job = Job::export(id, export, actor, name, self.world.now().rfc3339());
        let world = self.world.for_tenant(&self.tenant);
        block_on(world.create_job(&JobItem::new(job))).expect("created");
        block_on(world.queue_export(&self.message())).expect("queued");
    }

    pub(crate) fn message(&self) -> ExportMessage {
        ExportMessage { tenant: self.tenant.clone(), job: JobId::parse(JOB).expect("a job") }
    }

    pub(crate) fn deliver(&self, seconds: u32) -> anyhow::Result<()> {
        let deadline = self.world.now().plus_seconds(seconds);
        let world = self.world.for_tenant(&self.tenant);
        block_on(run_export::handle(&world, &self.message(), deadline, self.pace))
    }

    /// Delivers until nothing is left; what failed is delivered again after its lease.
    pub(crate) fn run(&self) {
        self.run_with(SECONDS);
    }

    /// The same with workers that have this long.
    pub(crate) fn run_with(&self, seconds: u32) {
        for _ in 0..200 {
            let Some(Message::Export(message)) = self.world.take_message() else { return };
            if self.deliver(seconds).is_err() {
                self.world.revive();
                self.world.set_now(self.world.now().plus_seconds(SECONDS + 61));
                block_on(self.world.for_tenant(&self.tenant).queue_export(&message))
                    .expect("queued");
            }
        }
        assert!(self.world.take_message().is_none(), "the export never ends");
    }

    pub(crate) fn file(&self) -> Option<Vec<u8>> {
        let id = JobId::parse(JOB).expect("a job");
        self.world.for_tenant(&self.tenant).result(&id, FileKind::Export)
    }

    /// The file's rows, the header first.
    pub(crate) fn rows(&self) -> Vec<Vec<String>> {
        let file = self.file().expect("a file");
        let text = file.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
        let rows = reader.records().map(|it| it.expect("a row"));
        rows.map(|it| it.iter().map(str::to_owned).collect()).collect()
    }

    /// The workbook, sheet by sheet: its name and its rows.
    pub(crate) fn sheets(&self) -> Vec<(String, Vec<Vec<Data>>)> {
        let file = Cursor::new(self.file().expect("a file"));
        let mut book: Xlsx<_> = open_workbook_from_rs(file).expect("a workbook");
        let names = book.sheet_names();
        let rows = names.iter().map(|name| {
            let range = book.worksheet_range(name).expect("a sheet");
            range.rows().map(<[Data]>::to_vec).collect()
        });
        let rows: Vec<_> = rows.collect();
        names.into_iter().zip(rows).collect()
    }

    /// One column of the file, without its header.
    pub(crate) fn column(&self, at: usize) -> Vec<String> {
        self.rows().into_iter().skip(1).map(|it| it[at].clone()).collect()
    }
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn values(number: u32) -> Record {
    [
        (field("last_name"), text(&format!("L{number}"))),
        (field("city"), text(["Łódź", "a, \"b\"\nc", "=1+1", "-5"][number as usize % 4])),
        (field("employees"), text(&((number * 7) % 10).to_string())),
    ]
    .into()
}
