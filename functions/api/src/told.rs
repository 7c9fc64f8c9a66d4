//! What a handler's own signature says of its operation: what it takes from a request, and how it answers. So the API's
//! description cannot say anything else than what the compiler has seen.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use utoipa::ToSchema;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, RefOr, Required, Response, ResponseBuilder, Schema};

use crate::problem::Outcome;

/// An operation's description as it grows.
#[derive(Default)]
pub(crate) struct Telling {
    /// The places of its path that nobody has described, in their order.
    pub(crate) places: Vec<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<RequestBody>,
    pub(crate) answers: BTreeMap<u16, Response>,
    /// The stable words of its problems, by status.
    pub(crate) problems: BTreeMap<u16, BTreeSet<String>>,
    /// It needs a token.
    pub(crate) token: bool,
    pub(crate) schemas: BTreeMap<String, RefOr<Schema>>,
}

impl Telling {
    /// The schema of a type; it and those within it are kept for the description's components.
    pub(crate) fn schema<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let mut within = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut within);
        self.schemas.extend(within);
        T::schema()
    }

    /// It may fail so.
    pub(crate) fn fails(&mut self, status: u16, words: &[&str]) {
        let words = words.iter().map(|it| (*it).to_owned());
        self.problems.entry(status).or_default().extend(words);
    }

    pub(crate) fn parameter(
        &mut self,
        place: ParameterIn,
        name: &str,
        schema: RefOr<Schema>,
        says: &str,
    ) {
        let required = if place == ParameterIn::Path { Required::True } else { Required::False };
        let says = (!says.is_empty()).then_some(says);
        let parameter = ParameterBuilder::new().name(name).parameter_in(place);
        let parameter = parameter.required(required).schema(Some(schema)).description(says);
        self.parameters.push(parameter.build());
    }

    /// The next place of the path.
    pub(crate) fn place<T: ToSchema>(&mut self) {
        let schema = self.schema::<T>();
        if !self.places.is_empty() {
            let name = self.places.remove(0);
            self.parameter(ParameterIn::Path, &name, schema, "");
        }
    }

    pub(crate) fn takes<T: ToSchema>(&mut self) {
        let content = ContentBuilder::new().schema(Some(self.schema::<T>())).build();
        let body = RequestBodyBuilder::new().content("application/json", content);
        self.body = Some(body.required(Some(Required::True)).build());
    }

    /// It answers with JSON, and with these headers.
    pub(crate) fn gives<T: ToSchema>(&mut self, status: u16, says: &str, headers: &[(&str, &str)]) {
        let content = ContentBuilder::new().schema(Some(self.schema::<T>())).build();
        let answer = ResponseBuilder::new().description(says).content("application/json", content);
        let with = |answer: ResponseBuilder, (name, says): &(&str, &str)| {
            let header = HeaderBuilder::new().schema(Some(text())).description(Some(*says));
            answer.header(*name, header.build())
        };
        self.answers.insert(status, headers.iter().fold(answer, with).build());
    }

    /// It answers without a body.
    pub(crate) fn gives_nothing(&mut self, status: u16, says: &str) {
        self.answers.insert(status, ResponseBuilder::new().description(says).build());
    }
}

/// Any text.
pub(crate) fn text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).build().into()
}

/// A whole number, as the contract has them.
pub(crate) fn number() -> RefOr<Schema> {
    let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
    number.maximum(Some(u32::MAX)).build().into()
}

/// What a handler takes.
pub(crate) trait Part {
    /// Says what of the request that is.
    fn tell(it: &mut Telling);
}

impl<W> Part for State<W> {
    fn tell(_it: &mut Telling) {}
}

/// How a handler answers.
pub(crate) trait Reply {
    /// Says which answers there are.
    fn tell(it: &mut Telling);
}

impl<R: Reply> Reply for Outcome<R> {
    fn tell(it: &mut Telling) {
        R::tell(it);
    }
}

/// A handler whose signature says everything.
pub(crate) trait Operation<Parts> {
    /// Says it.
    fn tell(it: &mut Telling);
}

macro_rules! operation {
    ($($part:ident)+) => {
        impl<F, Answering, R, $($part),+> Operation<($($part,)+)> for F
        where
            F: FnOnce($($part),+) -> Answering,
            Answering: Future<Output = R>,
            R: Reply,
            $($part: Part),+
        {
            fn tell(it: &mut Telling) {
                $($part::tell(it);)+
                R::tell(it);
            }
        }
    };
}

operation!(A);
operation!(A B);
operation!(A B C);
operation!(A B C D);
operation!(A B C D E);
operation!(A B C D E G);
