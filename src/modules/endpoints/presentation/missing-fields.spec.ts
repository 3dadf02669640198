import { describe, expect, it } from '@jest/globals';
import { JOB_DATA } from '../../../adapters/catalogue/job-data.js';
import { DEFAULT_MESSAGE, type FieldChoice } from '../../model/message-options.js';
import { missingFields } from './missing-fields.js';

const known = {
  of: 'event of this endpoint',
  schemas: [JOB_DATA],
  values: [{ parameters: { voice: 'anna' } }],
};
const told = (choice: Partial<FieldChoice>) => missingFields({ ...DEFAULT_MESSAGE.fields, ...choice }, known);

describe('A name among the fields of messages', () => {
  it('is told of where no event has it, with the name that may be meant', () => {
    expect(told({ show: ['country', 'contry'] })).toEqual([
      {
        field: 'message.fields.show[1]',
        path: 'contry',
        message:
          'No known event of this endpoint has the field contry: nothing is shown. Did you mean country?',
      },
    ]);
    expect(told({ hide: ['mood'], order: ['data.moods'], labels: { statsu: 'State' } })).toMatchObject([
      { field: 'message.fields.hide[0]', message: expect.stringMatching(/ mood: it has no effect\.$/) },
      { field: 'message.fields.order[0]', path: 'data.moods' },
      { field: 'message.fields.labels.statsu', message: expect.stringMatching(/Did you mean status\?$/) },
    ]);
  });

  it.each(['country', 'parameters.country', 'data.parameters.voice', 'voice', 'retry_count', 'job_id'])(
    'is known where the schema or an event has it: %s',
    (name) => {
      expect(told({ show: [name], hide: [name], order: [name], labels: { [name]: 'x' } })).toEqual([]);
    },
  );

  it('is told of where it reaches into a value: a field is a whole value', () => {
    expect(told({ show: ['error.message'] })).toHaveLength(1);
  });

  it.each(['error', 'message', 'video_url', 'thumbnail_url', 'completed_at'])(
    'is told of where messages show it elsewhere: %s',
    (name) => {
      expect(told({ show: [name] })).toMatchObject([
        { message: `${name} is no field: it has a place of its own in messages.` },
      ]);
    },
  );

  it('is told of for some names, however many there are', () => {
    expect(told({ hide: Array.from({ length: 500 }, (_, at) => `a${at}`) })).toHaveLength(20);
  });
});
