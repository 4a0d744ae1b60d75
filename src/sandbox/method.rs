//! The supported methods: path, parameters, scopes and quota of each, as Google publishes them.

use super::query::{Kind, Param};

/// The operation of a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `spaces.list`
    ListSpaces,
    /// `spaces.findDirectMessage`
    FindDirectMessage,
    /// `spaces.setup`
    SetUpSpace,
    /// `spaces.get`
    GetSpace,
    /// `spaces.members.list`
    ListMembers,
    /// `spaces.members.get`
    GetMember,
    /// `spaces.messages.create`
    CreateMessage,
    /// `spaces.messages.list`
    ListMessages,
    /// `spaces.messages.get`
    GetMessage,
    /// `spaces.messages.patch` and `spaces.messages.update`
    PatchMessage,
    /// `spaces.messages.delete`
    DeleteMessage,
    /// `spaces.messages.reactions.create`
    CreateReaction,
    /// `spaces.messages.reactions.list`
    ListReactions,
    /// `spaces.messages.reactions.delete`
    DeleteReaction,
    /// `spaces.messagePins.create`
    CreatePin,
    /// `spaces.messagePins.list`
    ListPins,
    /// `spaces.messagePins.delete`
    DeletePin,
    /// `customEmojis.list`
    ListCustomEmoji,
    /// `media.upload`
    UploadAttachment,
    /// `spaces.messages.attachments.get`
    GetAttachment,
}

impl Operation {
    /// Returns the name of the method in Google's service definition, which errors tell.
    #[must_use]
    pub fn rpc(self) -> &'static str {
        match self {
            Self::ListSpaces => "ListSpaces",
            Self::FindDirectMessage => "FindDirectMessage",
            Self::SetUpSpace => "SetUpSpace",
            Self::GetSpace => "GetSpace",
            Self::ListMembers => "ListMemberships",
            Self::GetMember => "GetMembership",
            Self::CreateMessage => "CreateMessage",
            Self::ListMessages => "ListMessages",
            Self::GetMessage => "GetMessage",
            Self::PatchMessage => "UpdateMessage",
            Self::DeleteMessage => "DeleteMessage",
            Self::CreateReaction => "CreateReaction",
            Self::ListReactions => "ListReactions",
            Self::DeleteReaction => "DeleteReaction",
            Self::CreatePin => "CreateMessagePin",
            Self::ListPins => "ListMessagePins",
            Self::DeletePin => "DeleteMessagePin",
            Self::ListCustomEmoji => "ListCustomEmojis",
            Self::UploadAttachment => "UploadAttachment",
            Self::GetAttachment => "GetAttachment",
        }
    }
}

/// Which quota a method counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Reads something of a space.
    Read,
    /// Reads, but not from one space.
    ReadAll,
    /// Changes something in a space.
    Write,
    /// Adds a reaction.
    React,
}

/// A method of the API.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// What it does.
    pub operation: Operation,
    /// The HTTP method.
    pub verb: &'static str,
    /// The path after the host; `{}` is a placeholder for one segment.
    pub path: &'static str,
    /// The query parameters it takes.
    pub params: &'static [Param],
    /// The accepted scopes without their prefix; one is enough.
    pub scopes: &'static [&'static str],
    /// Which quota it counts against.
    pub work: Work,
    /// The schema's name for the type of its response.
    pub answer: &'static str,
}

const fn text(name: &'static str) -> Param {
    Param {
        name,
        kind: Kind::Text,
    }
}

const fn flag(name: &'static str) -> Param {
    Param {
        name,
        kind: Kind::Flag,
    }
}

const PAGE_SIZE: Param = Param {
    name: "pageSize",
    kind: Kind::Whole,
};
const PAGE_TOKEN: Param = text("pageToken");
const FILTER: Param = text("filter");
const ADMIN: Param = flag("useAdminAccess");

/// How the thread is chosen for a reply without a thread (`messageReplyOption`).
pub const REPLY_OPTION: Param = Param {
    name: "messageReplyOption",
    kind: Kind::Choice("CreateMessageRequest", "messageReplyOption"),
};

/// How people are notified of a message.
pub const NOTIFICATION: Param = Param {
    name: "createMessageNotificationOptions.notificationType",
    kind: Kind::Choice("CreateMessageNotificationOptions", "notificationType"),
};

/// In which syntax `formattedText` is requested.
pub const MARKUP: Param = Param {
    name: "markupSyntax",
    kind: Kind::Choice("Message", "markupSyntax"),
};

const SPACE_READERS: &[&str] = &["chat.bot", "chat.spaces", "chat.spaces.readonly"];
const MEMBER_READERS: &[&str] = &[
    "chat.bot",
    "chat.memberships",
    "chat.memberships.readonly",
    "chat.app.memberships",
    "chat.app.memberships.readonly",
    "chat.import",
];
const MESSAGE_WRITERS: &[&str] = &["chat.bot", "chat.messages", "chat.import"];
const PINNERS: &[&str] = &["chat.spaces", "chat.spaces.pins"];
const UPLOADERS: &[&str] = &[
    "chat.bot",
    "chat.messages.create",
    "chat.messages",
    "chat.import",
];
const PATCH: &[Param] = &[text("updateMask"), flag("allowMissing")];

/// Every supported method.
pub const METHODS: [Method; 22] = [
    Method {
        operation: Operation::ListSpaces,
        verb: "GET",
        path: "v1/spaces",
        params: &[PAGE_SIZE, PAGE_TOKEN, FILTER],
        scopes: SPACE_READERS,
        work: Work::ReadAll,
        answer: "ListSpacesResponse",
    },
    Method {
        operation: Operation::FindDirectMessage,
        verb: "GET",
        path: "v1/spaces:findDirectMessage",
        params: &[text("name")],
        scopes: SPACE_READERS,
        work: Work::ReadAll,
        answer: "Space",
    },
    Method {
        operation: Operation::SetUpSpace,
        verb: "POST",
        path: "v1/spaces:setup",
        params: &[],
        scopes: &["chat.bot", "chat.spaces", "chat.spaces.create"],
        work: Work::Write,
        answer: "Space",
    },
    Method {
        operation: Operation::GetSpace,
        verb: "GET",
        path: "v1/spaces/{}",
        params: &[ADMIN],
        scopes: &[
            "chat.bot",
            "chat.spaces",
            "chat.spaces.readonly",
            "chat.app.spaces",
            "chat.app.spaces.readonly",
        ],
        work: Work::Read,
        answer: "Space",
    },
    Method {
        operation: Operation::ListMembers,
        verb: "GET",
        path: "v1/spaces/{}/members",
        params: &[
            PAGE_SIZE,
            PAGE_TOKEN,
            FILTER,
            flag("showGroups"),
            flag("showInvited"),
            ADMIN,
        ],
        scopes: MEMBER_READERS,
        work: Work::Read,
        answer: "ListMembershipsResponse",
    },
    Method {
        operation: Operation::GetMember,
        verb: "GET",
        path: "v1/spaces/{}/members/{}",
        params: &[ADMIN],
        scopes: MEMBER_READERS,
        work: Work::Read,
        answer: "Membership",
    },
    Method {
        operation: Operation::CreateMessage,
        verb: "POST",
        path: "v1/spaces/{}/messages",
        params: &[
            text("requestId"),
            text("messageId"),
            text("threadKey"),
            REPLY_OPTION,
            NOTIFICATION,
            // The secret of a webhook; its `key` is a parameter that every method accepts.
            text("token"),
        ],
        scopes: &[
            "chat.bot",
            "chat.messages.create",
            "chat.messages",
            "chat.import",
        ],
        work: Work::Write,
        answer: "Message",
    },
    Method {
        operation: Operation::ListMessages,
        verb: "GET",
        path: "v1/spaces/{}/messages",
        params: &[
            PAGE_SIZE,
            PAGE_TOKEN,
            FILTER,
            text("orderBy"),
            flag("showDeleted"),
            MARKUP,
        ],
        scopes: &[
            "chat.messages",
            "chat.messages.readonly",
            "chat.import",
            "chat.app.messages.readonly",
        ],
        work: Work::Read,
        answer: "ListMessagesResponse",
    },
    Method {
        operation: Operation::GetMessage,
        verb: "GET",
        path: "v1/spaces/{}/messages/{}",
        params: &[MARKUP],
        scopes: &[
            "chat.bot",
            "chat.messages",
            "chat.messages.readonly",
            "chat.app.messages.readonly",
        ],
        work: Work::Read,
        answer: "Message",
    },
    Method {
        operation: Operation::PatchMessage,
        verb: "PATCH",
        path: "v1/spaces/{}/messages/{}",
        params: PATCH,
        scopes: MESSAGE_WRITERS,
        work: Work::Write,
        answer: "Message",
    },
    Method {
        operation: Operation::PatchMessage,
        verb: "PUT",
        path: "v1/spaces/{}/messages/{}",
        params: PATCH,
        scopes: MESSAGE_WRITERS,
        work: Work::Write,
        answer: "Message",
    },
    Method {
        operation: Operation::DeleteMessage,
        verb: "DELETE",
        path: "v1/spaces/{}/messages/{}",
        params: &[flag("force")],
        scopes: MESSAGE_WRITERS,
        work: Work::Write,
        answer: "",
    },
    Method {
        operation: Operation::CreateReaction,
        verb: "POST",
        path: "v1/spaces/{}/messages/{}/reactions",
        params: &[],
        scopes: &[
            "chat.messages.reactions.create",
            "chat.messages.reactions",
            "chat.messages",
            "chat.import",
            "chat.bot",
        ],
        work: Work::React,
        answer: "Reaction",
    },
    Method {
        operation: Operation::ListReactions,
        verb: "GET",
        path: "v1/spaces/{}/messages/{}/reactions",
        params: &[PAGE_SIZE, PAGE_TOKEN, FILTER],
        scopes: &[
            "chat.messages.reactions",
            "chat.messages.reactions.readonly",
            "chat.messages",
            "chat.messages.readonly",
            "chat.app.messages.readonly",
            "chat.bot",
        ],
        work: Work::Read,
        answer: "ListReactionsResponse",
    },
    Method {
        operation: Operation::DeleteReaction,
        verb: "DELETE",
        path: "v1/spaces/{}/messages/{}/reactions/{}",
        params: &[],
        scopes: &[
            "chat.messages",
            "chat.messages.reactions",
            "chat.import",
            "chat.bot",
        ],
        work: Work::Write,
        answer: "",
    },
    Method {
        operation: Operation::CreatePin,
        verb: "POST",
        path: "v1/spaces/{}/messagePins",
        params: &[],
        scopes: PINNERS,
        work: Work::Write,
        answer: "MessagePin",
    },
    Method {
        operation: Operation::ListPins,
        verb: "GET",
        path: "v1/spaces/{}/messagePins",
        params: &[PAGE_SIZE, PAGE_TOKEN],
        scopes: &[
            "chat.spaces",
            "chat.spaces.pins",
            "chat.spaces.pins.readonly",
            "chat.spaces.readonly",
        ],
        work: Work::Read,
        answer: "ListMessagePinsResponse",
    },
    Method {
        operation: Operation::DeletePin,
        verb: "DELETE",
        path: "v1/spaces/{}/messagePins/{}",
        params: &[],
        scopes: PINNERS,
        work: Work::Write,
        answer: "",
    },
    Method {
        operation: Operation::ListCustomEmoji,
        verb: "GET",
        path: "v1/customEmojis",
        params: &[PAGE_SIZE, PAGE_TOKEN, FILTER],
        scopes: &["chat.customemojis", "chat.customemojis.readonly"],
        work: Work::ReadAll,
        answer: "ListCustomEmojisResponse",
    },
    Method {
        operation: Operation::UploadAttachment,
        verb: "POST",
        path: "upload/v1/spaces/{}/attachments:upload",
        params: &[],
        scopes: UPLOADERS,
        work: Work::Write,
        answer: "UploadAttachmentResponse",
    },
    // The path that Google names for uploads in chunks; its clients use the other one for those, too.
    Method {
        operation: Operation::UploadAttachment,
        verb: "POST",
        path: "resumable/upload/v1/spaces/{}/attachments:upload",
        params: &[],
        scopes: UPLOADERS,
        work: Work::Write,
        answer: "UploadAttachmentResponse",
    },
    Method {
        operation: Operation::GetAttachment,
        verb: "GET",
        path: "v1/spaces/{}/messages/{}/attachments/{}",
        params: &[],
        scopes: &["chat.bot"],
        work: Work::Read,
        answer: "Attachment",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::schema::Schema;

    #[test]
    fn every_choice_is_one_of_the_schema() {
        for param in METHODS.iter().flat_map(|method| method.params) {
            if let Kind::Choice(kind, field) = param.kind {
                let field = Schema::builtin()
                    .get(kind)
                    .and_then(|kind| kind.field(field));
                assert!(
                    field.is_some_and(|field| !field.choices().is_empty()),
                    "{}",
                    param.name
                );
            }
        }
    }
}
