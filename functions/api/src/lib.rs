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
mod exports;
mod imports;
mod jobs;
mod keys;
mod listing;
mod matches;
mod modules;
mod once;
mod problem;
mod records;
mod resume;
mod rules;
mod schedule;
mod start;
mod templates;
mod undo;
mod version;
mod world;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};

pub use world::{ApiTenant, ApiWorld};

use problem::Failure;

/// API Gateway lets through 10 MB; a module or a plan of 1,000 columns is far below that.
const LONGEST_BODY: usize = 8 * 1024 * 1024;

/// The API over a world.
pub fn router<W: ApiWorld>(world: W) -> Router {
    Router::new()
        .route("/me", get(actor::me))
        .route("/modules", get(modules::list::<W>))
        .route("/modules/{module}", get(modules::read::<W>).put(modules::save::<W>))
        .route("/modules/{module}/rules", get(rules::list::<W>).post(rules::save::<W>))
        .route("/modules/{module}/keys", post(keys::check::<W>))
        .route("/modules/{module}/matches", post(matches::find::<W>))
        .route("/users", get(directory::list::<W>).put(directory::save::<W>))
        .route("/imports", post(imports::create::<W>))
        .route("/imports/{job}", get(imports::read::<W>))
        .route("/imports/{job}/parts", post(imports::sign::<W>))
        .route("/imports/{job}/complete", post(imports::complete::<W>))
        .route("/imports/{job}/corrections/{part}", put(corrections::save::<W>))
        .route("/imports/{job}/start", post(start::start::<W>))
        .route("/imports/{job}/schedule", put(schedule::save::<W>).delete(schedule::remove::<W>))
        .route("/imports/{job}/continue", post(continuation::go::<W>))
        .route("/imports/{job}/undo", post(undo::undo::<W>))
        .route("/exports", post(exports::create::<W>))
        .route("/audit", get(exports::audit::<W>))
        .route("/jobs", get(listing::list::<W>))
        .route("/jobs/{job}", get(jobs::read::<W>))
        .route("/jobs/{job}/cancel", post(jobs::cancel::<W>))
        .route("/jobs/{job}/resume", post(resume::resume::<W>))
        .route("/jobs/{job}/files/{kind}", get(jobs::file::<W>))
        .route("/records/{module}", get(records::list::<W>).post(edit::create::<W>))
        .route(
            "/records/{module}/{record}",
            get(records::read::<W>).patch(edit::change::<W>).delete(edit::delete::<W>),
        )
        .route("/templates", get(templates::list::<W>))
        .route("/templates/{slug}", put(templates::save::<W>).delete(templates::remove::<W>))
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .with_state(world)
}

async fn nothing_here() -> Failure {
    Failure::not_found("There is nothing at this address.")
}
