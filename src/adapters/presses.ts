/** The requests by which the server of a chat tells that a native button of a message was pressed. */
export interface PressRequests {
  /** Reads the id and the name of the person, by the chat's word; null for a body that tells of no press. */
  read(body: object): { readonly id: string; readonly name: string | null } | null;
  /** Writes the JSON that the server shows to the person alone. */
  answer(title: string, texts: readonly string[]): string;
}

/** The people who may press the native buttons of an endpoint's messages. */
export interface ButtonRights {
  /** Ids of people on the platform, who may press every action; null: everybody in the chat, but only actions that need no sign-in. */
  readonly users: readonly string[] | null;
}

/** The platform's source of presses: endpoints with the same one share a connection. */
export interface ButtonSource {
  /** Address of the platform's methods, with a slash at its end; it may contain the token: a secret. */
  readonly base: string;
  /** The credential of that connection: a secret. */
  readonly token: string;
}

/** A chat as the platform names it when it tells of a press. */
export interface PressedChat {
  readonly id: string;
  /** Public name without any sign before it; null where it has none. */
  readonly name: string | null;
}

/** Native buttons of which the gateway hears by a connection that it opens to the platform itself. */
export interface HeardButtons<Options extends object = object> {
  /** The way in which the platform tells of presses: by `getUpdates` (long polling), or by a WebSocket (Socket Mode). */
  readonly by: 'long-polling' | 'socket-mode';
  /** Reads from an endpoint's options who may press; null where its actions are links. */
  rights(options: Options): ButtonRights | null;
  /** Returns the source of presses of this endpoint's messages; called only where `rights` is not null. */
  source(url: string, options: Options): ButtonSource;
  /** Tells whether a press comes from the chat that the endpoint posts to. */
  isChatOf(options: Options, chat: PressedChat): boolean;
}
