//! The sandbox's whole state as one value, and the function that handles a request on it.

use serde_json::Value;
use time::OffsetDateTime;

use super::auth::{self, Caller, Tokens};
use super::create_message;
use super::custom_emoji;
use super::database::Database;
use super::delete_message;
use super::field_mask::FieldMask;
use super::grants::Grants;
use super::members;
use super::messages;
use super::method::{Method, Operation};
use super::patch_message;
use super::pins;
use super::policy::Policy;
use super::proto_json;
use super::query::Query;
use super::quotas::Quotas;
use super::reactions;
use super::request_context::RequestContext;
use super::resumable;
use super::route;
use super::setup_space;
use super::spaces;
use super::status::{Code, Status};
use super::upload_headers::UploadHeaders;
use super::uploads;
use crate::chat::secret::Secret;
use crate::document::schema::Schema;

/// A parsed HTTP request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`, …
    pub verb: String,
    /// The path, not decoded.
    pub path: String,
    /// The query, decoded.
    pub query: Query,
    /// The token of `Authorization: Bearer …`.
    pub bearer: Option<Secret>,
    /// The user and the password of `Authorization: Basic …`, by which an OAuth client names itself.
    pub basic: Option<(String, Secret)>,
    /// The query, not decoded.
    pub raw_query: String,
    /// The media type of the body; empty if not specified.
    pub content_type: String,
    /// The headers of an upload in chunks.
    pub upload: UploadHeaders,
    /// The raw body.
    pub body: Vec<u8>,
}

/// The sandbox's state: its data and its policy.
#[derive(Debug)]
pub struct State {
    /// The data.
    pub world: Database,
    /// The valid access tokens.
    pub tokens: Tokens,
    /// What people granted in the browser.
    pub grants: Grants,
    /// Policy where Google leaves a choice.
    pub rules: Policy,
    /// How much of Google's quotas is left; `None` where they are not enforced.
    pub quotas: Option<Quotas>,
    /// The sandbox's own address.
    pub base: String,
}

impl State {
    /// Creates the initial state, with this data at this base URL.
    #[must_use]
    pub fn new(world: Database, rules: Policy, base: &str) -> Self {
        Self {
            world,
            tokens: Tokens::default(),
            grants: Grants::default(),
            rules,
            quotas: None,
            base: base.to_owned(),
        }
    }

    /// Handles a call to the API.
    ///
    /// # Errors
    /// Returns the status and the words with which Google Chat refuses the call.
    pub fn answer(&mut self, request: &Request, now: OffsetDateTime) -> Result<Value, Status> {
        let (method, names) = route::find(&request.verb, &request.path)
            .ok_or_else(|| Status::new(Code::NotFound, "Method not found."))?;
        let caller = self.caller(request, method, &names, now)?;
        caller
            .needs(method.scopes)
            .map_err(|status| status.of_method(method.operation.rpc()))?;
        let space = names.first().map_or("", String::as_str);
        if let Some(quotas) = &mut self.quotas
            && !quotas.allow(method.work, space, now)
        {
            return Err(Status::exhausted());
        }
        request.query.conform(method.params)?;
        // An invalid `fields` parameter is refused before anything is done.
        let fields = request
            .query
            .common("fields")
            .filter(|text| !text.is_empty());
        if let Some(fields) = fields {
            FieldMask::parse(fields)?.conform(method.answer)?;
        }
        let call = RequestContext {
            caller: &caller,
            names: &names,
            query: &request.query,
            content_type: &request.content_type,
            upload: &request.upload,
            body: &request.body,
            rules: &self.rules,
            now,
        };
        let answer = perform(&mut self.world, method.operation, &call)?;
        Ok(if request.query.wants_numbers() {
            proto_json::numbered(Schema::builtin(), method.answer, &answer)
        } else {
            answer
        })
    }

    fn caller(
        &self,
        request: &Request,
        method: &Method,
        names: &[String],
        now: OffsetDateTime,
    ) -> Result<Caller, Status> {
        let query = &request.query;
        let token = request
            .bearer
            .as_ref()
            .map(Secret::reveal)
            .or_else(|| query.common("access_token"))
            .or_else(|| query.common("oauth_token"));
        if let Some(token) = token {
            return auth::by_token(&self.tokens, token, &self.base, now);
        }
        match (query.common("key"), query.common("token")) {
            (key, token)
                if (key.is_some() || token.is_some())
                    && method.operation == Operation::CreateMessage =>
            {
                let space = names.first().map_or("", String::as_str);
                auth::by_webhook(&self.world, space, key, token)
            }
            _ => Err(Status::no_token()),
        }
    }
}

fn perform(
    world: &mut Database,
    operation: Operation,
    call: &RequestContext<'_>,
) -> Result<Value, Status> {
    let answer = match operation {
        Operation::ListSpaces => spaces::list(world, call),
        Operation::FindDirectMessage => spaces::find_direct_message(world, call),
        Operation::SetUpSpace => setup_space::set_up(world, call),
        Operation::GetSpace => spaces::get(world, call),
        Operation::ListMembers => members::list(world, call),
        Operation::GetMember => members::get(world, call),
        Operation::CreateMessage => create_message::create(world, call),
        Operation::ListMessages => messages::list(world, call),
        Operation::GetMessage => messages::get(world, call),
        Operation::PatchMessage => patch_message::patch(world, call),
        Operation::DeleteMessage => delete_message::delete(world, call),
        Operation::CreateReaction => reactions::create(world, call),
        Operation::ListReactions => reactions::list(world, call),
        Operation::DeleteReaction => reactions::delete(world, call),
        Operation::CreatePin => pins::create(world, call),
        Operation::ListPins => pins::list(world, call),
        Operation::DeletePin => pins::delete(world, call),
        Operation::ListCustomEmoji => custom_emoji::list(call),
        Operation::UploadAttachment if call.query.common("uploadType") == Some("resumable") => {
            resumable::start(world, call)
        }
        Operation::UploadAttachment => uploads::upload(world, call),
        Operation::GetAttachment => uploads::get(world, call),
    };
    answer.map_err(|status| status.of_method(operation.rpc()))
}
