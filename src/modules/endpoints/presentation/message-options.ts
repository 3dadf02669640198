/**
 * The presentation of endpoints: their fields `message` and `payload` as requests describe them (`*.dto.ts`), the rules that
 * need the adapter or the templates, how a change merges with what is stored, and the options that the running gateway uses.
 */
import type { MessageOptions } from '../../model/message-options.js';
import { zoneName } from '../../model/locales.js';
import type { MessageFieldsRequest, MessageRequest } from './message.dto.js';

/** Applies the `message` of a request to the stored one; null where nothing is set any more. */
export function mergedMessage(
  before: MessageRequest | undefined,
  request: MessageRequest | null | undefined,
): MessageRequest | null {
  if (request === null) return null;
  const fields =
    request?.fields === null ? null : setParts({ ...before?.fields, ...given(request?.fields ?? {}) });
  return setParts({ ...before, ...given(request ?? {}), fields });
}

/** Completes the stored `message` of an endpoint with its defaults. */
export function messageOptionsOf(
  stored: MessageRequest | undefined,
  defaults: Pick<MessageOptions, 'detail' | 'zone' | 'locale'>,
): MessageOptions {
  const { fields, mention_on_failure: mentionOnFailure, ...own } = stored ?? {};
  return {
    detail: own.detail ?? defaults.detail,
    title: own.title ?? null,
    subject: own.subject ?? null,
    body: own.body ?? null,
    cause: own.cause ?? null,
    fields: fieldChoiceOf(fields ?? {}),
    zone: zoneName(own.zone ?? defaults.zone),
    locale: own.locale ?? defaults.locale,
    mentionOnFailure: mentionOnFailure ?? null,
    actions: own.actions ?? null,
  };
}

function fieldChoiceOf({ show, hide, order, labels }: MessageFieldsRequest): MessageOptions['fields'] {
  return { show: show ?? null, hide: hide ?? [], order: order ?? [], labels: labels ?? {} };
}

function given<T extends object>(request: T): Partial<T> {
  return Object.fromEntries(Object.entries(request).filter(([, part]) => part !== undefined)) as Partial<T>;
}

/** Leaves out the parts that are null; null where none is left. */
function setParts<T extends object>(parts: T): T | null {
  const entries = Object.entries(parts).filter(([, part]) => part !== null && part !== undefined);
  return entries.length === 0 ? null : (Object.fromEntries(entries) as T);
}
