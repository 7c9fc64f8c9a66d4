//! A tenant who means well: their files, their imports, and what must be there afterwards.

use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use gangway_contract::api::Page;
use gangway_contract::{CheckReport, DuplicateMode, FileKind, Job, JobId, JobStatus};
use gangway_tests::cloud::Cloud;
use gangway_tests::import::{self, Local};
use gangway_tests::leads::{self, Lead};
use gangway_tests::oracle::{self, Crm};

use crate::quiet::MARK;

const LAST_NAME: usize = 1;
const EMAIL: usize = 2;
const COMPANY: usize = 3;
const PHONE: usize = 5;
const NOTES: usize = 14;
/// Between two looks at a tenant's jobs.
const LOOK: Duration = Duration::from_secs(1);

/// A tenant and their files.
pub(crate) struct Tenant {
    cloud: Cloud,
    files: Vec<TenantFile>,
}

/// A file, and what is done with its repeats.
struct TenantFile {
    name: String,
    leads: Vec<Lead>,
    mode: DuplicateMode,
}

/// A tenant's jobs, and how long after the start each of them had ended.
pub(crate) struct Waited {
    pub(crate) jobs: Vec<Job>,
    after: Vec<Duration>,
}

impl Waited {
    /// Until all had ended.
    pub(crate) fn last(&self) -> Duration {
        self.after.iter().copied().max().unwrap_or_default()
    }
}

impl Tenant {
    /// A tenant with this many files. No two files have a person in common.
    pub(crate) fn new(user: &str, files: u32, rows: u32) -> Self {
        let cloud = Cloud::sign_in(user).expect("the issuer answers").expect("a cloud");
        let seed = user.bytes().fold(7, |seed, byte| seed * 31 % 1_000_003 + u64::from(byte));
        let file = |number: u32| {
            let modes = [DuplicateMode::Skip, DuplicateMode::Update];
            let leads = marked(leads::generate(rows, seed + u64::from(number)), number, rows);
            TenantFile {
                name: format!("{user}-{number}.csv"),
                leads,
                mode: modes[number as usize % 2],
            }
        };
        Self { cloud, files: (0..files).map(file).collect() }
    }

    /// Uploads every file, waits for everybody else, starts all imports and waits for their ends.
    pub(crate) fn import(&self, start: &Barrier) -> Waited {
        let ready: Vec<_> = thread::scope(|scope| {
            let uploads: Vec<_> =
                self.files.iter().map(|it| scope.spawn(|| self.upload(it))).collect();
            uploads.into_iter().map(|it| it.join().expect("an upload")).collect()
        });
        start.wait();
        let begun = Instant::now();
        let started = ready.into_iter().map(|(job, report)| {
            import::start(&self.cloud, &job, report).expect("started").id.to_string()
        });
        self.wait(&started.collect::<Vec<_>>(), begun)
    }

    fn upload(&self, file: &TenantFile) -> (JobId, CheckReport) {
        let bytes = leads::to_csv(&file.leads).expect("a CSV");
        let local =
            Local::new(&self.cloud, "leads", &file.name, &bytes).expect("the cloud answers");
        let mut plan = local.plan().expect("a plan");
        plan.options.mode = file.mode;
        let report = local.check(&plan).expect("a report");
        (import::upload(&self.cloud, "leads", &file.name, &bytes).expect("uploaded").job, report)
    }

    fn wait(&self, ids: &[String], begun: Instant) -> Waited {
        let mut ended: BTreeMap<String, (Job, Duration)> = BTreeMap::new();
        while ended.len() < ids.len() {
            crate::must_end(begun, "a peaceful import");
            thread::sleep(LOOK);
            let page: Page<Job> = self.cloud.get("/jobs").expect("the jobs are listed");
            for job in page.items.into_iter().filter(|it| it.status.is_terminal()) {
                ended.entry(job.id.to_string()).or_insert_with(|| (job, begun.elapsed()));
            }
        }
        let (jobs, after) = ids.iter().filter_map(|it| ended.remove(it)).unzip();
        Waited { jobs, after }
    }

    /// Each count, the state of each row and each record are those of imports that nobody disturbed.
    pub(crate) fn must_have_everything(&self, jobs: &[Job]) {
        let mut expected = Crm::new();
        for (job, file) in jobs.iter().zip(&self.files) {
            let (crm, counts) = oracle::import(Crm::new(), &file.leads, file.mode);
            assert_eq!(job.counts, counts, "{}", file.name);
            assert_eq!(job.status, JobStatus::CompletedWithErrors, "{}", file.name);
            expected.extend(crm);
            self.every_row_has_its_state(job, &file.leads);
        }
        let records = self.cloud.records("leads").expect("the records are listed");
        let found = oracle::read_back(&records);
        assert_eq!(records.len(), found.len(), "no two records have one e-mail");
        assert_eq!(found, expected);
    }

    /// The result files hold every row once, as it was, in its place.
    fn every_row_has_its_state(&self, job: &Job, leads: &[Lead]) {
        let mut rows: BTreeMap<u32, (bool, Vec<String>)> = BTreeMap::new();
        for kind in [FileKind::Failed, FileKind::Success] {
            let bytes = self.cloud.download(job, kind).expect("a result file");
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            for line in reader.records().map(|it| it.expect("a line")) {
                let cells = line.iter().take(leads::COLUMNS.len()).map(plain).collect();
                let row = line[leads::COLUMNS.len()].parse().expect("the row's number");
                let twice = rows.insert(row, (kind == FileKind::Failed, cells));
                assert!(twice.is_none(), "row {row} of {} has two states", job.id);
            }
        }
        let expected = leads.iter().map(|it| (it.bad, it.cells.clone()));
        assert!(rows.into_values().eq(expected), "the rows of {} are others", job.id);
    }
}

/// Without what stands before a cell against formulas.
fn plain(cell: &str) -> String {
    cell.strip_prefix('\'').unwrap_or(cell).to_owned()
}

/// The leads as those of one file, with a word in their values that no log may have.
fn marked(mut leads: Vec<Lead>, file: u32, rows: u32) -> Vec<Lead> {
    for (number, lead) in (0..).zip(&mut leads) {
        let cells = &mut lead.cells;
        cells[EMAIL] = cells[EMAIL].replace('@', &format!(".{MARK}{file}@"));
        cells[EMAIL] = cells[EMAIL].replace(".at.", &format!(".{MARK}{file}.at."));
        cells[LAST_NAME] = format!("{} {MARK}", cells[LAST_NAME]);
        cells[COMPANY] = format!("{} {MARK} {file}", cells[COMPANY]);
        cells[PHONE] = format!("+4930{:07}", 2_000_000 + file * rows + number);
        cells[NOTES] = format!("{} {MARK}", cells[NOTES]);
    }
    leads
}
