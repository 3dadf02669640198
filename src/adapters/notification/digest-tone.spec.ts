import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import type { EventType } from '../../modules/model/event-type.js';
import { BUILT_IN } from '../catalogue/catalogue.js';
import { SAMPLES } from '../samples.js';
import { notificationOf } from './notification.js';
import { textOf } from './rich.js';

const { event } = SAMPLES.find((sample) => sample.event.type === 'webhook.digest')!;
const builtIn = BUILT_IN.get('webhook.digest')!;
const shown = (type: Partial<EventType> = {}, data: object = {}) => {
  const changed = JSON.stringify({ ...(JSON.parse(event.data) as object), ...data });
  const target = aTarget({ type: { ...builtIn, ...type } });
  return notificationOf({ ...event, data: changed }, target);
};

describe('The message of a digest', () => {
  it('says when of messages of one minute, and from when to when of others', () => {
    const spanned = (first_at: string, last_at: string) => textOf(shown({}, { first_at, last_at }).facts[1]!);
    expect(spanned('2024-01-01T11:02:01Z', '2024-01-01T11:02:59Z')).toBe('66 messages at 11:02\xa0AM UTC');
    expect(spanned('2024-01-01T11:02:59Z', '2024-01-01T11:03:00Z')).toBe(
      '66 messages from 11:02\xa0AM to 11:03\xa0AM UTC',
    );
  });

  it('tells what happened most, what else, why, when, and to which jobs', () => {
    const { title, cause, body, facts, faults } = shown();
    expect({ title, cause, body, facts: facts.map(textOf), faults }).toMatchInlineSnapshot(`
{
  "body": "12 × Job timed out after … minutes
5 × Configuration error: CREATOMATE_API_KEY is not set",
  "cause": "31 × Creatomate API error: 422 Unprocessable Entity",
  "facts": [
    "Also 12 jobs completed · 3 recovered",
    "66 messages from 12:10 PM to 12:14 PM UTC",
    "job_1704123456780_abc123, job_1704123456781_abc123 and 55 more jobs",
  ],
  "faults": [],
  "title": "🔴 48 jobs failed",
}
`);
  });

  it('has the mood of what it tells of', () => {
    expect(shown({}, { tone: 'success' })).toMatchObject({ tone: 'success', emoji: '✅' });
    expect(shown({}, { tone: 'angry' })).toMatchObject({ tone: 'neutral', emoji: '🗂️' });
  });

  it('has the mood and the emoji that an operator gave it', () => {
    expect(shown({ tone: 'warning', emoji: '📦' })).toMatchObject({ tone: 'warning', emoji: '📦' });
  });
});
