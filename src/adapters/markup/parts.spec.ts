import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { LAYOUTS } from '../field-limits.js';
import { notificationOf } from '../notification/notification.js';
import { SAMPLES } from '../samples.js';
import { markdownMarkup } from './markdown.js';
import { fieldsOf, partsOf } from './parts.js';

const markup = markdownMarkup({ plain: (text) => text, strong: '**', notLabel: /[[\]]/ });
const SMALLEST = LAYOUTS.at(-1)!;
const action = (label: string, url: string) => ({ label, url, style: 'default' }) as const;

describe('The links of a message in the smallest layout', () => {
  it('are the first whose address has room', () => {
    const video = { url: 'https://v.example.test/1', text: 'v.example.test/1' };
    const long = action('Folder', `https://c.example.test/${'f'.repeat(100)}`);
    const notification = {
      ...notificationOf(SAMPLES[0]!.event, aTarget({})),
      actions: [long, action('Watch', video.url), action('Job', 'https://j.example.test/1')],
      video,
    };
    const writing = { markup, layout: SMALLEST, urlMax: 100, zone: 'UTC' };
    expect(partsOf(notification, writing).links).toBe('[Watch](https://v.example.test/1)');
    expect(fieldsOf(notification, writing).fields.map(({ name }) => name)).not.toContain('video_url');
  });
});
