import { describe, expect, it } from '@jest/globals';
import { fencesIn } from './blocks.js';
import { missingLine } from './expected-output.js';

describe('The output that a page shows', () => {
  it.each([
    [
      'other ids, times and durations',
      '17:38:26  job.failed  019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c in 92 ms',
      true,
    ],
    [
      'colours and other spaces',
      '\u001B[32m17:38:26\u001B[39m job.failed 01a22862-fc2f-727a-a820-8a7ba5ffcbae in 3 ms',
      true,
    ],
    [
      'lines before and after',
      'a\n17:38:26 job.failed 01a22862-fc2f-727a-a820-8a7ba5ffcbae in 3 ms\nb',
      true,
    ],
    ['another word', '17:38:26 job.completed 01a22862-fc2f-727a-a820-8a7ba5ffcbae in 3 ms', false],
    [
      'more at the end of the line',
      '17:38:26 job.failed 01a22862-fc2f-727a-a820-8a7ba5ffcbae in 3 ms, late',
      false,
    ],
    ['nothing', '', false],
  ])('is compared with what was printed: %s', (_, printed, same) => {
    const line = '10:00:00  job.failed  019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c in 15 ms';
    expect(missingLine(line, printed)).toBe(same ? null : line);
  });

  it('leaves open what … stands for, and has its lines in order', () => {
    expect(missingLine('a … c\nd', 'a b c\nd')).toBeNull();
    expect(missingLine('d\na … c', 'a b c\nd')).toBe('a … c');
    expect(missingLine('a (b) … [c]', 'a (b) x [c]')).toBeNull();
  });
});

describe('A note before a block', () => {
  const noted = (note: string) => fencesIn('page.md', `<!-- docs: ${note} -->\n\n\`\`\`bash\ntrue\n\`\`\`\n`);

  it('says what is done with the block', () => {
    expect(noted('serves gateway until "listens on"')).toMatchObject([
      {
        line: 3,
        language: 'bash',
        code: 'true',
        note: { kind: 'serves', name: 'gateway', until: 'listens on' },
      },
    ]);
    expect(noted('output of gateway')).toMatchObject([{ note: { kind: 'output', name: 'gateway' } }]);
    expect(noted('output')).toMatchObject([{ note: { kind: 'output', name: null } }]);
  });

  it('is refused with its place where it cannot be read', () => {
    expect(() => noted('skip')).toThrow('page.md:1: "docs: skip" is none of');
  });

  it('counts for the block after it alone', () => {
    const [, second] = fencesIn('page.md', '<!-- docs: run -->\n```js\n1\n```\n```bash\ntrue\n```\n');
    expect(second).toMatchObject({ line: 5, note: null });
  });
});
