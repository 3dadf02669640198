import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { slackSaid } from './slack-envelope.js';

const PAYLOAD = {
  type: 'block_actions',
  user: { id: 'U0ANA1234', username: 'ana', name: 'ana' },
  channel: { id: 'C0123ABCD', name: 'renders' },
  actions: [{ type: 'button', action_id: 'action_1', value: 'gwbtn_1', action_ts: '1704110731.000100' }],
  response_url: 'https://hooks.slack.com/actions/T1/2/3',
};
const said = (more: object) => slackSaid(JSON.stringify(more));
const envelope = (payload: unknown) => said({ envelope_id: 'e1', type: 'interactive', payload });

describe('What Slack says by Socket Mode', () => {
  it('is a greeting, or that the connection is about to end', () => {
    expect(said({ type: 'hello', num_connections: 1 })).toEqual({ kind: 'hello' });
    expect(said({ type: 'disconnect', reason: 'warning' })).toEqual({
      kind: 'disconnect',
      reason: 'warning',
    });
    expect(said({ type: 'disconnect', reason: 7 })).toEqual({ kind: 'disconnect', reason: '' });
  });

  it('is a press, with what the button says, who pressed and where', () => {
    expect(envelope(PAYLOAD)).toEqual({
      kind: 'envelope',
      id: 'e1',
      press: {
        pressId: 'U0ANA1234 1704110731.000100',
        reference: 'gwbtn_1',
        chat: { id: 'C0123ABCD', name: null },
        user: { id: 'U0ANA1234', name: 'ana' },
        responseUrl: 'https://hooks.slack.com/actions/T1/2/3',
      },
    });
  });

  it.each([
    [
      'a button that is a link',
      { ...PAYLOAD, actions: [{ type: 'button', action_id: 'x', action_ts: '1.2' }] },
    ],
    ['a press in no channel', { ...PAYLOAD, channel: undefined }],
    ['a press of nobody', { ...PAYLOAD, user: { id: '@here' } }],
    ['another interaction', { ...PAYLOAD, type: 'view_submission' }],
    ['no actions', { ...PAYLOAD, actions: {} }],
    ['nothing', null],
  ])('is to be acknowledged and does nothing: %s', (_, payload) => {
    expect(envelope(payload)).toEqual({ kind: 'envelope', id: 'e1', press: null });
  });

  it('has a form, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.anything(), (text, any) => {
        const field = JSON.parse(JSON.stringify({ any }) ?? '{}') as { any: unknown };
        const all = [
          slackSaid(text),
          envelope(field.any),
          ...Object.keys(PAYLOAD).map((name) => envelope({ ...PAYLOAD, [name]: field.any })),
        ];
        for (const one of all) {
          const press = one.kind === 'envelope' ? one.press : null;
          expect((press?.reference ?? '').length).toBeLessThanOrEqual(64);
          expect((press?.pressId ?? '').length).toBeLessThanOrEqual(64);
        }
      }),
    );
  });
});
