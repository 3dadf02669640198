import { describe, expect, it } from '@jest/globals';
import {
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import { TriggerRequest } from '../ingest/trigger.dto.js';
import { plainRules } from './plain-rules.js';

class Sized {
  @IsOptional()
  @IsInt()
  size?: unknown;

  @ValidateIf(({ size }: Sized) => size === 1)
  @MaxLength(3)
  @Matches(/^a/)
  @IsString()
  name?: unknown;
}

class Nested {
  @ValidateNested()
  inner?: object;
}

class Each {
  @IsString({ each: true })
  names?: unknown;
}

const value = fc.oneof(
  fc.constantFrom(
    'a',
    'abc',
    'abcd',
    'b',
    '',
    'job.completed',
    '2024-01-01T12:05:30.123Z',
    0,
    1,
    1.5,
    null,
    undefined,
    true,
  ),
  fc.anything(),
);

function agrees<T extends object>(type: new () => T, fields: readonly string[]): void {
  const keeps = plainRules(type)!;
  const bodies = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] });
  fc.assert(
    fc.property(bodies, (body) => {
      const instance = Object.assign(new type(), body);
      expect(keeps(instance)).toBe(validateSync(instance).length === 0);
    }),
    { numRuns: 1_000 },
  );
}

describe(plainRules.name, () => {
  it('says of every instance what class-validator says', () => {
    expect.hasAssertions();
    agrees(Sized, ['size', 'name']);
    agrees(TriggerRequest, ['event', 'data', 'id', 'timestamp']);
  });

  it('knows both a request that keeps the rules and one that does not', () => {
    const keeps = plainRules(TriggerRequest)!;
    expect(keeps(Object.assign(new TriggerRequest(), { event: 'job.completed', data: {} }))).toBe(true);
    expect(keeps(Object.assign(new TriggerRequest(), { event: 'Job Completed' }))).toBe(false);
  });

  it.each([Nested, Each])('leaves classes with other rules to the library: %p', (type) => {
    expect(plainRules(type)).toBeNull();
  });
});
