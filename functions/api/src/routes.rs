//! The table of routes: each is served and described by one call, so that neither can be there without the other. What
//! holds for all of them lies here too: the longest body, and what a request that was sent twice gets.

use std::sync::{Arc, OnceLock};

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, get, on};
use axum::{Extension, Router};

use crate::ApiWorld;
use crate::body::LongestBody;
use crate::once::{self, Kept};
use crate::openapi::document;
use crate::page::{self, Written};
use crate::problem::Failure;
use crate::told::{Operation, Telling};

/// What is said of a route beyond its handler's signature.
#[derive(Clone)]
pub(crate) struct About {
    pub(crate) name: &'static str,
    pub(crate) says: &'static str,
    pub(crate) fails: Vec<(u16, &'static [&'static str])>,
    longest: usize,
    kept: Kept,
}

/// A route's name for programs, and what it does in a sentence.
pub(crate) fn about(name: &'static str, says: &'static str) -> About {
    About { name, says, fails: Vec::new(), longest: 64 * 1024, kept: Kept::Answer }
}

impl About {
    /// It may fail so, besides what its signature says.
    pub(crate) fn fails(mut self, status: u16, words: &'static [&'static str]) -> Self {
        self.fails.push((status, words));
        self
    }

    /// It takes more than 64 KB.
    pub(crate) fn takes(self, kilobytes: usize) -> Self {
        Self { longest: kilobytes * 1024, ..self }
    }

    /// Its answer is made anew when it is asked again with the same key: it holds a record's values, which are kept in
    /// one place only, or it changes nothing.
    pub(crate) fn anew(self) -> Self {
        Self { kept: Kept::Id, ..self }
    }
}

/// A route as it is described.
pub(crate) struct Described {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) about: About,
    pub(crate) tell: fn(&mut Telling),
}

/// One more route, for each verb.
macro_rules! verbs {
    ($($name:ident $verb:ident)+) => {
        $(pub(crate) fn $name<H, A, P>(self, path: &'static str, handler: H, about: About) -> Self
        where
            H: Handler<A, W> + Operation<P>,
            A: 'static,
        {
            self.route(Method::$verb, path, handler, about)
        })+
    };
}

/// Routes over a world.
pub(crate) struct Routes<W> {
    world: W,
    router: Router<W>,
    described: Vec<Described>,
}

impl<W: ApiWorld> Routes<W> {
    pub(crate) fn new(world: W) -> Self {
        Self { world, router: Router::new(), described: Vec::new() }
    }

    verbs!(get GET post POST put PUT patch PATCH delete DELETE);

    fn route<H, A, P>(
        mut self,
        method: Method,
        path: &'static str,
        handler: H,
        about: About,
    ) -> Self
    where
        H: Handler<A, W> + Operation<P>,
        A: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        let mut served: MethodRouter<W> = on(filter, handler);
        if method == Method::POST {
            let state = (self.world.clone(), about.kept);
            served = served.route_layer(from_fn_with_state(state, once::layer::<W>));
        }
        let served = served.route_layer(Extension(LongestBody(about.longest)));
        self.router = self.router.route(path, served);
        self.described.push(Described { method, path, about, tell: <H as Operation<P>>::tell });
        self
    }

    /// The document that describes them.
    pub(crate) fn document(&self) -> serde_json::Value {
        document(&self.described)
    }

    /// All of them, with their description: `/openapi.json` for programs, `/docs` for people. Nobody needs a token for it.
    pub(crate) fn served(self) -> Router {
        let described = Arc::new(self.described);
        let text = Arc::clone(&described);
        let json = async move || written(&text).json();
        let page = async move || written(&described).page();
        self.router
            .route("/openapi.json", get(json))
            .route("/docs", get(page))
            .route("/docs.css", get(page::style))
            .fallback(nothing_here)
            .method_not_allowed_fallback(not_so)
            .layer(DefaultBodyLimit::disable())
            .with_state(self.world)
    }
}

/// The description, once somebody has asked for it.
fn written(described: &[Described]) -> &'static Written {
    static WRITTEN: OnceLock<Written> = OnceLock::new();
    WRITTEN.get_or_init(|| Written::of(&document(described)))
}

async fn nothing_here() -> Failure {
    Failure::not_found("There is nothing at this address.")
}

async fn not_so(method: Method) -> Failure {
    Failure::method_not_allowed(&method)
}
