import { describe, expect, it } from '@jest/globals';
import { Malformed } from './malformed.js';
import { parseLinkTemplate, parseLocale, parseZone } from './parse-message.js';

describe('parseZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('reads %s', (zone) => {
    expect(parseZone(zone)).toBe(zone);
  });

  it('suggests the zone that a misspelt one looks like', () => {
    expect(String(parseZone('Europe/Berln'))).toBe(
      'is no known time zone. Accepted: an IANA time zone such as Europe/Berlin or UTC (did you mean Europe/Berlin?).',
    );
  });
});

describe('parseLocale', () => {
  it.each(['en', 'en-GB', 'de', 'zh-Hans-CN'])('reads %s', (locale) => {
    expect(parseLocale(locale)).toBe(locale);
  });

  it.each(['en_GB', 'english', 'x', 'de-', '12'])('refuses %s', (locale) => {
    expect(parseLocale(locale)).toBeInstanceOf(Malformed);
  });

  it('suggests the tag that underscores stand for', () => {
    expect(String(parseLocale('pt_BR'))).toContain('(did you mean pt-BR?)');
  });
});

describe('parseLinkTemplate', () => {
  it.each(['https://studio.example/jobs/{{ data.job_id }}', 'http://127.0.0.1:4000/?job={{ job.id }}'])(
    'reads %s',
    (text) => {
      expect(parseLinkTemplate(text)).toBe(text);
    },
  );

  it.each([
    ['the host is a template', 'https://{{ data.host }}/jobs'],
    ['the scheme is a template', '{{ data.scheme }}://studio.example/'],
    ['there is no scheme', 'studio.example/jobs/{{ data.job_id }}'],
    ['the scheme is another', 'javascript:alert({{ data.job_id }})'],
    ['there are credentials', 'https://me:pw@studio.example/'],
    ['it has line breaks', 'https://studio.example/\n{{ data.job_id }}'],
  ])('refuses a link where %s', (_, text) => {
    expect(parseLinkTemplate(text)).toBeInstanceOf(Malformed);
  });
});
