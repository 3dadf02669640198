import { describe, expect, it } from '@jest/globals';
import { IsInt, IsOptional, Matches, MaxLength } from 'class-validator';
import { Refusal, type FieldFault } from '../model/refusal.js';
import { ValidateBody } from './validate-body.js';

class Body {
  @MaxLength(8, { message: 'name is at most 8 characters long.' })
  @Matches(/^[a-z]/, { message: 'name is a word.' })
  name!: string;

  @IsOptional()
  @IsInt({ message: 'size is a whole number.' })
  size?: number;
}

function faults(body: unknown): readonly FieldFault[] {
  try {
    new ValidateBody(Body).transform(body);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'malformed') return error.faults!;
  }
  throw new Error('it was accepted');
}

describe(ValidateBody.name, () => {
  it('passes values on without copying them', () => {
    const name = 'x';
    const body = new ValidateBody(Body).transform({ name, size: 3 });
    expect(body).toBeInstanceOf(Body);
    expect(body).toEqual({ name, size: 3 });
  });

  it('names every fault at once', () => {
    expect(faults({ size: 'big', colour: 'red' })).toEqual([
      { field: 'colour', message: 'There is no field colour.' },
      { field: 'name', message: 'name is required: a word.' },
      { field: 'size', message: 'size is a whole number.' },
    ]);
  });

  it.each([
    [{}, 'name is required: a word.'],
    [{ name: null }, 'name is a word.'],
    [{ name: 5 }, 'name is a word.'],
    [{ name: '5' }, 'name is a word.'],
    [{ name: 'a-long-name' }, 'name is at most 8 characters long.'],
  ])('says of each field one thing: %j', (body, message) => {
    expect(faults(body)).toEqual([{ field: 'name', message }]);
  });

  it.each([[null], [[]], ['text'], [3]])('refuses %j as a body', (body) => {
    expect(faults(body)).toEqual([{ field: 'body', message: 'The body must be a JSON object.' }]);
  });

  it('says of a missing body that it is empty', () => {
    expect(faults(undefined)).toEqual([
      { field: 'body', message: 'The body is empty; it must be a JSON object.' },
    ]);
  });

  it('refuses a body that sets a prototype', () => {
    expect(faults(JSON.parse('{"name":"x","__proto__":{"size":1}}'))).toEqual([
      { field: '__proto__', message: 'There is no field __proto__.' },
    ]);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('refuses the unknown field %s by name', (field) => {
    expect(faults(JSON.parse(`{"name":"x","${field}":1}`))).toEqual([
      { field, message: `There is no field ${field}.` },
    ]);
  });
});
