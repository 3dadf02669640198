import { jsonBytesOf } from '../fit.js';
import { usages, type Usage } from '../message-usage.js';
import { TEAMS_LIMITS, type TeamsMessage } from './teams-message.js';

/** Measures how much of Teams' limits a message takes. */
export function teamsUsage(body: string): Usage[] {
  const message = JSON.parse(body) as TeamsMessage;
  const [{ content }] = message.attachments;
  const actions = content.actions ?? [];
  return usages(TEAMS_LIMITS, {
    bytes: [jsonBytesOf(message)],
    actions: [actions.length],
    facts: content.body.map((element) => (element.type === 'FactSet' ? element.facts.length : 0)),
    url: actions.map(({ url }) => url.length),
  });
}
