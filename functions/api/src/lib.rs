//! The HTTP API: who asks (from the token's claims only), whether they may, and what the world then does.
//!
//! One file a resource. Answers are the contract's types as JSON, errors are RFC 9457 problems. Every `POST`
//! may be sent twice: what it does the second time is to give the first answer again.

mod actor;
mod answer;
mod body;
mod continuation;
mod corrections;
mod directory;
mod edit;
mod erasures;
mod exports;
mod imports;
mod jobs;
mod keys;
mod listing;
mod matches;
mod modules;
mod once;
mod openapi;
mod page;
mod paging;
mod problem;
mod records;
mod resume;
mod routes;
mod rules;
mod schedule;
mod start;
mod templates;
mod told;
mod undo;
mod version;
mod webhook;
mod world;

use axum::Router;
use serde_json::Value;

pub use world::{ApiTenant, ApiWorld};

use routes::{Routes, about};

/// The API over a world.
pub fn router<W: ApiWorld>(world: W) -> Router {
    routes(world).served()
}

/// What the API says of itself, OpenAPI 3.1.
pub fn described<W: ApiWorld>(world: W) -> Value {
    routes(world).document()
}

fn routes<W: ApiWorld>(world: W) -> Routes<W> {
    let settings = webhooks(settings(Routes::new(world)));
    records(jobs(runs(uploads(settings))))
}

fn settings<W: ApiWorld>(routes: Routes<W>) -> Routes<W> {
    routes
        .get("/me", actor::me, about("who_asks", "Says who asks and what they may do."))
        .get("/modules", modules::list::<W>, about("list_modules", "Lists every kind of record."))
        .get("/modules/{module}", modules::read::<W>, about("read_module", "Reads one kind of record."))
        .put(
            "/modules/{module}",
            modules::save::<W>,
            about("save_module", "Adds a kind of record, or replaces it.").takes(1024),
        )
        .get(
            "/modules/{module}/rules",
            rules::list::<W>,
            about("list_rules", "Lists the match rules of the tenant's own."),
        )
        .post(
            "/modules/{module}/rules",
            rules::save::<W>,
            about("register_rule", "Registers a match rule; gives the job after which imports may match by it.")
                .fails(409, &["always_ready", "too_many_rules"]),
        )
        .post(
            "/modules/{module}/keys",
            keys::check::<W>,
            about("check_keys", "Says which of up to 5,000 match keys the CRM knows.")
                .takes(512)
                .fails(409, &["rule_not_ready"])
                .anew(),
        )
        .post(
            "/modules/{module}/matches",
            matches::find::<W>,
            about("find_matches", "Gives the records that up to 100 match keys lead to, as far as the asker may see them.")
                .fails(409, &["rule_not_ready"])
                .anew(),
        )
        .get("/users", directory::list::<W>, about("list_users", "Lists the people of the tenant."))
        .put(
            "/users",
            directory::save::<W>,
            about("save_users", "Makes the directory exactly these people.").takes(4096),
        )
        .get("/templates", templates::list::<W>, about("list_templates", "Lists the templates."))
        .put(
            "/templates/{slug}",
            templates::save::<W>,
            about("save_template", "Adds a template, or replaces it.").takes(4096),
        )
        .delete(
            "/templates/{slug}",
            templates::remove::<W>,
            about("remove_template", "Removes a template, if it is there."),
        )
}

fn webhooks<W: ApiWorld>(routes: Routes<W>) -> Routes<W> {
    routes
        .get(
            "/webhook",
            webhook::read::<W>,
            about("read_webhook", "Says where events of jobs are sent, without the secret.")
                .fails(404, &["not_found"]),
        )
        .put(
            "/webhook",
            webhook::save::<W>,
            about(
                "save_webhook",
                "Sends events of jobs there from now on; shows a new secret, once.",
            ),
        )
        .delete(
            "/webhook",
            webhook::remove::<W>,
            about("remove_webhook", "Sends no more events, if it is there."),
        )
}

fn uploads<W: ApiWorld>(routes: Routes<W>) -> Routes<W> {
    routes
        .post(
            "/imports",
            imports::create::<W>,
            about("create_import", "Begins an import: a job that waits for its file.")
                .fails(404, &["not_found"])
                .fails(422, &["empty_file", "limit_exceeded", "no_template"])
                .fails(429, &["quota"]),
        )
        .get(
            "/imports/{job}",
            imports::read::<W>,
            about("read_import", "Reads an import and the plan that it was started with."),
        )
        .post(
            "/imports/{job}/parts",
            imports::sign::<W>,
            about("sign_parts", "Signs addresses to put parts of the file to.")
                .fails(409, &["job_ended", "no_upload"])
                .anew(),
        )
        .post(
            "/imports/{job}/complete",
            imports::complete::<W>,
            about("complete_upload", "Says that every part of the file is there.")
                .takes(4096)
                .fails(409, &["job_ended", "no_upload"]),
        )
        .put(
            "/imports/{job}/corrections/{part}",
            corrections::save::<W>,
            about("save_corrections", "Keeps one part of what was corrected cell by cell.")
                .takes(4096)
                .fails(409, &["already_started"]),
        )
}

fn runs<W: ApiWorld>(routes: Routes<W>) -> Routes<W> {
    routes
        .post(
            "/imports/{job}/start",
            start::start::<W>,
            about("start_import", "Starts an import with the plan that the person saw.")
                .takes(4096)
                .fails(
                    409,
                    &[
                        "already_started",
                        "job_ended",
                        "module_changed",
                        "other_module",
                        "semantics_changed",
                    ],
                )
                .fails(422, &REFUSALS)
                .fails(429, &["quota"]),
        )
        .put(
            "/imports/{job}/schedule",
            schedule::save::<W>,
            about(
                "schedule_import",
                "Changes the time before which a started import writes nothing.",
            )
            .fails(409, &["not_started", "too_late"]),
        )
        .delete(
            "/imports/{job}/schedule",
            schedule::remove::<W>,
            about(
                "write_import_now",
                "Takes that time away: the import writes as soon as it is planned.",
            )
            .fails(409, &["not_started", "too_late"]),
        )
        .post(
            "/imports/{job}/continue",
            continuation::go::<W>,
            about("continue_import", "Imports the rows that a test has left.").fails(
                409,
                &[
                    "module_changed",
                    "no_test",
                    "nothing_left",
                    "other_module",
                    "rows_left",
                    "semantics_changed",
                    "still_running",
                    "test_failed",
                    "too_late",
                    "undone",
                ],
            ),
        )
}

/// Why a plan is refused before its file is read.
const REFUSALS: [&str; 6] = [
    "date_order_unknown",
    "field_mapped_twice",
    "limit_exceeded",
    "mapping_incomplete",
    "no_such_sheet",
    "plan_mismatch",
];

fn jobs<W: ApiWorld>(routes: Routes<W>) -> Routes<W> {
    routes
        .post(
            "/imports/{job}/undo",
            undo::undo::<W>,
            about("undo_import", "Takes an ended import back, as a job of its own.").fails(
                409,
                &["no_import", "nothing_written", "still_running", "too_late", "undone_too_often"],
            ),
        )
        .post(
            "/exports",
            exports::create::<W>,
            about("create_export", "Takes records out, as a job whose file can be downloaded.")
                .takes(256)
                .fails(404, &["not_found"]),
        )
        .post(
            "/erasures",
            erasures::create::<W>,
            about("erase_records", "Takes a person's records out for good, as a job of its own.")
                .fails(404, &["not_found"]),
        )
        .get(
            "/audit",
            exports::audit::<W>,
            about("read_audit", "Lists the exports that were asked for this month, newest first."),
        )
        .get("/jobs", listing::list::<W>, about("list_jobs", "Lists jobs, newest first."))
        .get("/jobs/{job}", jobs::read::<W>, about("read_job", "Reads a job and how far it is."))
        .post(
            "/jobs/{job}/cancel",
            jobs::cancel::<W>,
            about("cancel_job", "Stops a job. One that has ended stays as it ended.")
                .fails(409, &["not_stopped"]),
        )
        .post(
            "/jobs/{job}/resume",
            resume::resume::<W>,
            about("resume_job", "Runs the rows of an ended job that were not reached.")
                .fails(409, &["nothing_left", "still_running", "too_late", "undone"]),
        )
        .get(
            "/jobs/{job}/files/{kind}",
            jobs::file::<W>,
            about("link_file", "Gives a short-lived address to download a file of a job from."),
        )
}

fn records<W: ApiWorld>(routes: Routes<W>) -> Routes<W> {
    routes
        .get(
            "/records/{module}",
            records::list::<W>,
            about("list_records", "Lists the records of the asker's scope, newest first."),
        )
        .post(
            "/records/{module}",
            edit::create::<W>,
            about("create_record", "Adds a record.")
                .takes(1024)
                .fails(409, &["deleted_since"])
                .fails(422, &["invalid_values"])
                .anew(),
        )
        .get(
            "/records/{module}/{record}",
            records::read::<W>,
            about("read_record", "Reads a record."),
        )
        .patch(
            "/records/{module}/{record}",
            edit::change::<W>,
            about("change_record", "Changes what is given of a record; everything else stays.")
                .takes(1024)
                .fails(422, &["invalid_values"]),
        )
        .delete(
            "/records/{module}/{record}",
            edit::delete::<W>,
            about("delete_record", "Deletes a record."),
        )
}
