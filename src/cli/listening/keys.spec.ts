import { describe, expect, it } from '@jest/globals';
import { NOTHING_CHOSEN, readKey } from './keys.js';

/** Presses keys one after the other and returns what the last one means. */
function press(names: readonly string[], count: number) {
  let read = { choice: NOTHING_CHOSEN, action: null as ReturnType<typeof readKey>['action'] };
  for (const name of names) read = readKey({ name }, read.choice, count);
  return { chosen: read.choice.chosen, action: read.action };
}

describe('The keys of a listener', () => {
  it('replay the last delivery, or the one that digits and arrows choose', () => {
    expect(press(['r'], 3)).toEqual({ chosen: 0, action: 'replay' });
    expect(press(['1', '2', 'r'], 20)).toEqual({ chosen: 12, action: 'replay' });
    expect(press(['up', 'up', 'r'], 3)).toEqual({ chosen: 2, action: 'replay' });
    expect(press(['up', 'up', 'up', 'up', 'r'], 3)).toEqual({ chosen: 1, action: 'replay' });
    expect(press(['up', 'down', 'r'], 3)).toEqual({ chosen: 0, action: 'replay' });
    expect(press(['9', 'r'], 3)).toEqual({ chosen: 0, action: 'replay' });
    expect(press(['r'], 0)).toEqual({ chosen: 0, action: null });
  });

  it('end it by q and Ctrl-C', () => {
    expect(press(['q'], 1).action).toBe('quit');
    expect(readKey({ name: 'c', ctrl: true }, NOTHING_CHOSEN, 1).action).toBe('quit');
    expect(readKey({ name: 'c' }, NOTHING_CHOSEN, 1).action).toBeNull();
  });
});
