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
import { compileRules } from './compiled-rules.js';

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
  const keeps = compileRules(type)!;
  const bodies = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] });
  fc.assert(
    fc.property(bodies, (body) => {
      const instance = Object.assign(new type(), body);
      expect(keeps(instance)).toBe(validateSync(instance).length === 0);
    }),
    { numRuns: 1_000 },
  );
}

describe(compileRules.name, () => {
  it('agrees with class-validator on every instance', () => {
    expect.hasAssertions();
    agrees(Sized, ['size', 'name']);
    agrees(TriggerRequest, ['event', 'data', 'id', 'timestamp']);
  });

  it('accepts a request that keeps the rules and refuses one that does not', () => {
    const keeps = compileRules(TriggerRequest)!;
    expect(keeps(Object.assign(new TriggerRequest(), { event: 'job.completed', data: {} }))).toBe(true);
    expect(keeps(Object.assign(new TriggerRequest(), { event: 'Job Completed' }))).toBe(false);
  });

  it.each([Nested, Each])('returns null for a class with rules it does not compile: %p', (type) => {
    expect(compileRules(type)).toBeNull();
  });
});
