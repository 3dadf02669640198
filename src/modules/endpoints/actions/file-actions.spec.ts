import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TempFolder } from '../../../../test/support/temp-folder.js';
import { readYamlFile } from '../file/yaml-file.js';
import { fileActions } from './file-actions.js';

describe('The actions of the configuration file', () => {
  let folder: TempFolder;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => folder[Symbol.dispose]());

  function read(text: string) {
    const file = folder.file('gateway.yaml');
    writeFileSync(file, text);
    return fileActions(readYamlFile(file));
  }

  it('have a name, a label, and the events whose messages offer them; the rest has defaults', () => {
    const { actions, faults } = read(`
actions:
  retry: { label: Retry job, on: [job.failed, job.timeout] }
  approve: { label: Approve, on: [job.*], emit: action.review.approved, style: primary, confirm: link }
`);
    expect(faults).toEqual([]);
    expect(actions).toEqual([
      {
        name: 'retry',
        label: 'Retry job',
        on: ['job.failed', 'job.timeout'],
        emit: 'action.retry_requested',
        style: 'default',
        confirm: null,
      },
      {
        name: 'approve',
        label: 'Approve',
        on: ['job.*'],
        emit: 'action.review.approved',
        style: 'primary',
        confirm: 'link',
      },
    ]);
  });

  it.each(['endpoints: []', 'actions:', 'actions: {}'])('are none in %j', (text) => {
    expect(read(text)).toEqual({ actions: [], faults: [] });
  });

  it.each([
    ['actions: [retry]', 'line 1: actions must be a map of names and actions.'],
    ['actions: {Retry: {label: A, on: [job.failed]}}', 'a name has 1 to 32 characters'],
    [
      'actions: {redeliver: {label: A, on: [job.failed]}}',
      'the name belongs to a built-in action; choose another name.',
    ],
    [
      'actions: {mute: {label: A, on: [job.failed]}}',
      'the name belongs to a built-in action; choose another name.',
    ],
    ['actions: {retry: Retry}', 'an action is a map with label, on, emit, style and confirm.'],
    ['actions: {retry: {on: [job.failed]}}', 'label is'],
    ['actions: {retry: {label: Retry}}', 'on is'],
    ['actions: {retry: {label: A, on: [job.failed], emit: job.retried}}', 'begins with action.'],
    ['actions: {retry: {label: A, on: [job.failed], when: now}}', 'There is no field when'],
    ['actions: {retry: {label: A, on: [job.failed], confirm: off}}', 'confirm is one of link, sign-in'],
  ])('are refused as %j, with the line and the reason', (text, reason) => {
    const { actions, faults } = read(text);
    expect(actions).toEqual([]);
    expect(faults).toEqual([expect.stringContaining(reason)]);
    expect(faults[0]).toMatch(/^line \d+: /);
  });
});
