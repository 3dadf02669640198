import { LATER_RETRY, REPORT_DELIVERY, type Explained } from '../adapter.js';

const NEW_WEBHOOK = 'Create a new webhook in Discord and replace the URL of this endpoint, then enable it.';

/** Explanations of Discord's own error codes for people. */
export const DISCORD_EXPLANATIONS: Readonly<Record<string, Explained>> = {
  DISCORD_10003: ['The Discord channel does not exist any more.', NEW_WEBHOOK],
  DISCORD_10015: ['This Discord webhook has been deleted.', NEW_WEBHOOK],
  DISCORD_50027: [
    'Discord does not know the token of this webhook.',
    `The URL may be cut off or revoked. ${NEW_WEBHOOK}`,
  ],
  DISCORD_50006: ['Discord got an empty message.', REPORT_DELIVERY],
  DISCORD_50035: [
    'Discord refuses a field of the message.',
    'Check the options of the endpoint (username, avatar_url, thread_name); its response names the field.',
  ],
  DISCORD_50109: ['Discord could not read the message.', REPORT_DELIVERY],
  DISCORD_50001: [
    'The webhook has no access to the channel or thread.',
    'Check the permissions of the channel, and thread_id.',
  ],
  DISCORD_50013: ['The webhook lacks a permission in the channel.', 'Check the permissions of the channel.'],
  DISCORD_50083: ['The Discord thread is archived.', 'Unarchive the thread, or set another thread_id.'],
  DISCORD_40005: ['The message is too large for Discord.', REPORT_DELIVERY],
  DISCORD_10008: [
    'The Discord message of this job was deleted.',
    'Nothing needs to be done: the end of the job gets a message of its own.',
  ],
  DISCORD_30046: [
    'Discord takes no more edits of this old message.',
    'Nothing needs to be done: the end of the job gets a message of its own.',
  ],
  DISCORD_200000: [
    'AutoMod of the Discord server blocks the message.',
    'Let the server exempt the channel or the webhook from that rule of AutoMod.',
  ],
  DISCORD_220001: [
    'The webhook belongs to a forum or media channel, which takes posts only.',
    'Set the option thread_name to make a post for each message, or thread_id to write to one post.',
  ],
  DISCORD_220002: [
    'The message names a new post and an existing thread at once.',
    'Set thread_name or thread_id, not both.',
  ],
  DISCORD_220003: [
    'Webhooks can make posts in forum and media channels only.',
    'Remove the option thread_name: this is a text channel.',
  ],
  DISCORD_130000: ['The API of Discord is overloaded.', `${LATER_RETRY}.`],
};
