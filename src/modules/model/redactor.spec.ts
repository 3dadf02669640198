import { describe, expect, it } from '@jest/globals';
import { Redactor } from './redactor.js';

const EVENT = {
  id: 'e1',
  type: 'job.failed',
  data: JSON.stringify({
    job_id: 'j1',
    user: { email: 'ana@mail.invalid', name: 'Ana "A"', age: 41 },
    guests: [{ email: 'ben@mail.invalid' }, { email: 'cy@mail.invalid', phone: null }],
  }),
};
const shown = (...fields: string[]) => JSON.parse(new Redactor(fields).of(EVENT).event.data);

describe(Redactor.name, () => {
  it('masks a field, and keeps all others', () => {
    expect(shown('data.user.email')).toEqual({
      ...JSON.parse(EVENT.data),
      user: { email: '***', name: 'Ana "A"', age: 41 },
    });
  });

  it('goes through lists, by a name or by *', () => {
    const guests = [{ email: '***' }, { email: '***', phone: null }];
    expect(shown('data.guests.email')).toMatchObject({ guests });
    expect(shown('data.guests.*.email')).toMatchObject({ guests });
    expect(shown('data.*.email')).toMatchObject({ guests, user: { email: '***' } });
  });

  it('masks whole objects, and values of any type', () => {
    expect(shown('data.user', 'data.guests.phone')).toMatchObject({
      user: '***',
      guests: [{}, { phone: '***' }],
    });
  });

  it('masks the values in texts that repeat them, in any spelling', () => {
    const { text, masked } = new Redactor(['data.user.*', 'data.guests.email']).of(EVENT);
    expect(masked).toBe(true);
    expect(text('sent to ana@mail.invalid and ana%40mail.invalid')).toBe('sent to *** and ***');
    expect(text('{"name":"Ana \\"A\\""}')).toBe('{"name":"***"}');
  });

  it('masks the values where other fields, or their names, repeat them', () => {
    const data = {
      user: { email: 'ana@mail.invalid', id: 154284075601887489n, plan: 'pro', code: 4711 },
      error: { message: 'No mailbox ana@mail.invalid', tried: ['ana@mail.invalid', 'pro', 4711] },
      by: { 'ana@mail.invalid': 1 },
      account: 154284075601887489n,
      size: 47110,
    };
    const exact = JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? `#${value}` : value));
    const event = { ...EVENT, data: exact.replaceAll(/"#(\d+)"/g, '$1') };
    expect(JSON.parse(new Redactor(['data.user']).of(event).event.data)).toEqual({
      user: '***',
      error: { message: 'No mailbox ***', tried: ['***', 'pro', '***'] },
      by: { '***': 1 },
      account: '***',
      size: 47110,
    });
  });

  it('masks in a digest what repeats masked fields of its members', () => {
    const data = {
      headline: '2 jobs failed',
      message: '1 × quota of ana is used up',
      reason: '1 × no access to ana',
      errors: [{ error: 'no access to ana', count: 1 }],
      job_ids: ['job-of-ana'],
    };
    const digest = (...fields: string[]): object => {
      const event = { type: 'webhook.digest', data: JSON.stringify(data) };
      return JSON.parse(new Redactor(fields).of(event).event.data) as object;
    };
    const errors = { message: '***', reason: '***', errors: [{ error: '***', count: 1 }] };
    expect(digest('data.error')).toEqual({ ...data, ...errors });
    expect(digest('data.error.message')).toEqual({ ...data, ...errors });
    expect(digest('data.reason', 'data.job_id')).toEqual({ ...data, ...errors, job_ids: '***' });
    expect(digest('data.user')).toEqual(data);
    expect(
      JSON.parse(
        new Redactor(['data.error']).of({ type: 'job.failed', data: JSON.stringify(data) }).event.data,
      ),
    ).toEqual(data);
  });

  it('masks values as messages write them, in words and with other capitals', () => {
    const { text } = new Redactor(['data.parameters.genre', 'data.node']).of({
      type: 'job.failed',
      data: '{"parameters":{"genre":"sci_fi-noir (new)"},"node":"RENDER-7.a"}',
    });
    expect(text('Sci fi noir (new) · SCI_FI-NOIR (NEW) at render-7.a, not at render-7xa')).toBe(
      '*** · *** at ***, not at render-7xa',
    );
  });

  it('masks no space for a value of dashes alone', () => {
    const { text } = new Redactor(['data.line']).of({ type: 'job.failed', data: '{"line":"-----"}' });
    expect(text('one two ----- three')).toBe('one two *** three');
  });

  it('does not mask values of fewer than four characters in texts', () => {
    expect(new Redactor(['data.user.age']).of(EVENT).text('41 of 41')).toBe('41 of 41');
  });

  it.each([[[]], [['data.nobody', 'data.user.email.deeper', 'data.__proto__.x']]])(
    'leaves the event as it is where %j names nothing',
    (fields) => {
      const { event, masked, text } = new Redactor(fields).of(EVENT);
      expect(event).toBe(EVENT);
      expect([masked, text('ana@mail.invalid')]).toEqual([false, 'ana@mail.invalid']);
    },
  );

  it.each([
    ['data.user.email', ['user', 'email'], true],
    ['data.user.email', ['user', 'email', 'domain'], true],
    ['data.user', ['user', 'email'], true],
    ['data.user.email', ['user'], false],
    ['data.user.email', ['user', 'name'], false],
    ['data.guests.*.phone', ['guests', 0, 'phone'], true],
    ['data.guests.phone', ['guests', 0, 'phone'], true],
    ['data.guests.phone', ['guests', 3, 1, 'phone'], true],
    ['data.guests.*.phone', ['guests', 0, 'name'], false],
    ['data.emails.*', ['emails'], true],
    ['data.emails.*', ['emails', 2], true],
    ['data.*.email', ['user', 'email'], true],
    ['data.*', ['anything'], true],
  ])('masks, with the fields %s, the path %j: %s', (field, path, covered) => {
    expect(new Redactor([field]).covers(path)).toBe(covered);
  });

  it('keeps numbers with more digits than JavaScript has', () => {
    const { event } = new Redactor(['data.secret']).of({
      type: 'job.failed',
      data: '{"n":12345678901234567890,"secret":1}',
    });
    expect(event.data).toBe('{"n":12345678901234567890,"secret":"***"}');
  });
});
