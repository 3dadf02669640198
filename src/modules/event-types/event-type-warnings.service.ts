import { Injectable } from '@nestjs/common';
import { parseData } from '../../adapters/plain-value.js';
import type { EventType } from '../model/event-type.js';
import { EventStore } from '../store/event-store.js';
import { HistoryStore } from '../store/history-store.js';
import { templatesOf, type EventTypeEntry } from './event-type-entry.js';
import { missingIn } from './missing-paths.js';

/** Stored events of a type that are looked at. */
const EXAMINED_MAX = 20;

/** Tells what of an entry of the catalogue will show nothing. */
@Injectable()
export class EventTypeWarnings {
  constructor(
    private readonly history: HistoryStore,
    private readonly events: EventStore,
  ) {}

  /**
   * Warns of addresses of an entry that no message shows, and of templates that read a path of the data which neither the schema in effect
   * describes nor one of the newest stored events has. The data of a type without a schema may have any path. Where the store does not
   * answer, no stored event counts.
   *
   * @param type the type with the entry in effect
   */
  async of(type: EventType, entry: EventTypeEntry): Promise<string[]> {
    return [...addressWarnings(entry), ...(await this.#paths(type, entry))];
  }

  async #paths(type: EventType, entry: EventTypeEntry): Promise<string[]> {
    if (type.schema === null) return [];
    const templates = templatesOf(entry).map(({ field, source }) => [field, source] as const);
    const unknown = missingIn(templates, { of: '', schemas: [type.schema], values: [] });
    if (unknown.length === 0) return [];
    const known = { of: `${type.type} event`, schemas: [type.schema], values: await this.#stored(type.type) };
    return missingIn(templates, known).map(({ field, message }) => `${field}: ${message}`);
  }

  /** Reads the data of the newest stored events of a type. */
  async #stored(type: string): Promise<unknown[]> {
    try {
      const filter = { types: [type], jobId: null, from: null, to: null };
      const { rows } = await this.history.events(filter, { limit: EXAMINED_MAX, after: null });
      const found = await Promise.all(rows.map(({ id }) => this.events.find(id)));
      return found.flatMap((event) => (event === null ? [] : [parseData(event.data)]));
    } catch {
      return [];
    }
  }
}

/** Warns of addresses that begin otherwise than messages take them. One that begins with an output is known with the data alone. */
function addressWarnings({ actions = [], image }: EventTypeEntry): string[] {
  const wrong = (source: string, start: RegExp): boolean => !/^\s*\{/.test(source) && !start.test(source);
  const buttons = actions.flatMap(({ url }, at) =>
    wrong(url, /^\s*https?:\/\//i)
      ? [`actions[${at}].url: No message shows this button: its address must begin with https:// or http://.`]
      : [],
  );
  const picture =
    image && wrong(image, /^\s*https:\/\//i)
      ? ['image: No message shows this picture: its address must begin with https://.']
      : [];
  return [...buttons, ...picture];
}
