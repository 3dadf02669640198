import type { Notification } from '../notification/notification.js';
import { disarmed, wordsOnly } from './markdown.js';
import { fieldsOf, valueOf, type Parts, type Writing } from './parts.js';

/** A field of an attachment, in the form of Slack's older messages, which other chats read too. */
export interface AttachmentField {
  title: string;
  value: string;
  /** Whether two fields fit side by side. */
  short: boolean;
}

/** Writes what stands below the title: cause, facts, message, a line of fields, the rest of the error, links, and the quiet line. */
export function attachmentText(parts: Parts, { detail }: Pick<Notification, 'detail'>): string {
  const { cause, facts, body, fields, error, links, quiet } = parts;
  const line = detail === 'full' ? [] : fields;
  return disarmed([cause, facts, body, ...line, error, links, quiet].filter(Boolean).join('\n'));
}

/** Lists the fields of a full message. */
export function attachmentFields(notification: Notification, writing: Writing): AttachmentField[] {
  if (notification.detail !== 'full') return [];
  return fieldsOf(notification, writing).fields.map((field) => ({
    title: wordsOnly(field.label, writing.layout.label),
    value: disarmed(valueOf(field, writing)),
    short: field.value.length <= 40,
  }));
}
