import type { ChatPostMessageArguments, ChatUpdateArguments } from '@slack/web-api';
import * as fc from 'fast-check';
import type { Knows } from '../../../test/support/lacking.ts';
import { faultsOf as faultsOfMessage } from '../block-kit/block-kit.oracle.ts';
import type { EditedMessage, PostedMessage } from './slack-bot.adapter.js';

export { linksOf, pingsOf, seenOf } from '../block-kit/block-kit.oracle.ts';

/** Bodies by Slack's own types of its methods: one with a property that they lack does not compile. */
const isPosted: Knows<ChatPostMessageArguments, PostedMessage> = true;
const isEdited: Knows<ChatUpdateArguments, EditedMessage> = true;

/** Checks a body for Slack's methods beyond its schema, as that of a webhook. */
export function faultsOf(body: string): object {
  return { ...faultsOfMessage(body), arguments: !isPosted || !isEdited };
}

export const arbitraryOptions = fc.record(
  {
    channel: fc.constantFrom('C0123ABCD', '#renders'),
    username: fc.constant('Render farm'),
    iconUrl: fc.constant('https://cdn.example.com/icon.png'),
    nativeButtons: fc.boolean(),
    appToken: fc.constant('xapp-1-A0123ABCD-1234567890-example'),
    buttonUsers: fc.constantFrom('U0123ABCD', 'U0123ABCD, W4567EFGH'),
  },
  { requiredKeys: [] },
);
