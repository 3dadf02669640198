import { describe, expect, it } from '@jest/globals';
import { recognise } from './registry.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxyz';

function told(raw: string): { refused?: string; warnings?: readonly string[]; url?: string } {
  const found = recognise(raw);
  return found.ok ? { warnings: found.warnings, url: found.url } : { refused: found.message };
}

describe('a URL that looks like another thing than the webhook of an application', () => {
  it.each([
    [
      `https://prod-01.westeurope.logic.azure.com/workflows/${TOKEN}/triggers/manual/paths/invoke`,
      'Power Automate',
    ],
    ['https://open.feishu.cn/open-apis/bot/v2/hook/x', 'Feishu'],
    ['https://open.larksuite.com/open-apis/bot/v2/hook/x', 'Lark'],
    ['https://oapi.dingtalk.com/robot/send?access_token=x', 'DingTalk'],
    ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x', 'WeCom'],
    [`https://chat.example.test/hooks/${TOKEN}`, 'mattermost+'],
    ['https://chat.example.test/hooks/64a1b2c3d4e5f6a7b8/GJhFq3XcvKpZ2nW5tR8yB1mD', 'rocketchat+'],
    ['https://chat.example.test/api/v1/external/slack_incoming?api_key=x', 'slack+'],
    ['https://media.guilded.gg/webhooks/x/y', 'discord+'],
    // Servers on anybody's host: near misses, and what the name of the host says.
    [
      'https://chat.example.test/team/channels/town-square',
      'a page of Mattermost that people open in a browser, not a webhook',
    ],
    [
      'https://chat.example.test/team/messages/@ann',
      'a page of Mattermost that people open in a browser, not a webhook',
    ],
    [
      `https://chat.example.test/team/pl/${TOKEN}`,
      'a page of Mattermost that people open in a browser, not a webhook',
    ],
    ['https://chat.example.test/team/integrations/incoming_webhooks', 'not a webhook'],
    ['https://chat.example.test/api/v4/posts', 'API of Mattermost'],
    ['https://chat.example.test/hooks/8jq1k3ymzirq5pqkcm4r', 'Mattermost that is cut off'],
    ['https://mattermost.example.test/hooks/jobs', 'says Mattermost'],
    [
      'https://chat.example.test/channel/general',
      'a page of Rocket.Chat that people open in a browser, not a webhook',
    ],
    [
      'https://chat.example.test/group/ops',
      'a page of Rocket.Chat that people open in a browser, not a webhook',
    ],
    ['https://chat.example.test/admin/integrations', 'not a webhook'],
    ['https://chat.example.test/api/v1/chat.postMessage', 'API of Rocket.Chat'],
    ['https://chat.example.test/hooks/64a1b2c3d4e5f6a7b8c9d0e1', 'without its token'],
    ['https://chat.example.test/hooks/eAb3Kd93ksJfQ2mZx', 'without its token'],
    ['https://rocket.example.test/', 'says Rocket.Chat'],
    ['https://chat.example.test/api/v1/messages?type=stream&to=jobs', 'zulip+'],
    ['https://zulip.example.test/', 'says Zulip'],
    ['https://push.example.test/message?token=AbCdEfGhIjKlMno', 'gotify+'],
    ['https://gotify.example.test/message', 'says Gotify'],
    ['https://push.example.test/jobs/sse', 'read an ntfy topic'],
    ['https://ntfy.example.test/jobs', 'says ntfy'],
    ['https://matrix.example.test/', 'says Matrix'],
    ['https://example.test/_matrix/client/v3/rooms/!a:b/send/m.room.message', 'matrix+'],
    ['https://hooks.slack.com/services/your/webhook', 'three parts'],
    ['https://acme.atlassian.net/rest/api/3/issue', 'API of a site of Jira'],
    ['https://sqs.eu-west-1.amazonaws.com/123456789012/jobs', 'Amazon SQS'],
    ['https://sns.eu-west-1.amazonaws.com/', 'SNS'],
    ['https://n8n.example.test/webhook-test/3f2a', 'test URL of n8n'],
    ['https://git.example.test/api/v3/repos/acme/video/dispatches', 'github+'],
  ])('is taken with a warning: %s', (url, word) => {
    expect(told(url)).toMatchObject({ url, warnings: [expect.stringContaining(word)] });
    expect(told(url).warnings![0]).toMatch(/^[A-Z].*\.$/s);
  });

  it.each([
    ['https://push.example.test/#/messages/1', 'web page of a Gotify server'],
    ['https://app.example.test/#/users', 'web page of a Gotify server'],
    ['https://app.example.test/#narrow', 'page of Zulip'],
    ['https://app.example.test/#recent', 'page of Zulip'],
    ['https://app.example.test/#channels/5', 'page of Zulip'],
    ['https://app.example.test/#/home', 'page of a Matrix client'],
    ['https://app.example.test/#/room/5', 'page of a Matrix client'],
    ['https://app.example.test/#/user/5', 'page of a Matrix client'],
  ])(
    'is taken with a warning for what the page of an own application may be called, too: %s',
    (url, word) => {
      expect(told(url)).toMatchObject({ url: url.split('#')[0], warnings: [expect.stringContaining(word)] });
      expect(told(url).warnings![0]).toContain('Write generic+ before the URL');
      expect(told(`generic+${url}`).warnings).toEqual([]);
    },
  );

  it.each([
    ['https://app.example.test/#users'],
    ['https://app.example.test/#recently'],
    ['https://app.example.test/#/rooms/5'],
    ['https://app.example.test/#/homepage'],
    ['https://app.example.test/acme/integrations/streamgank'],
    ['https://app.example.test/acme/messages/inbound'],
    ['https://app.example.test/acme/threads'],
    ['https://app.example.test/webhooks/channels/jobs'],
    ['https://app.example.test/webhook/channel/jobs'],
    ['https://app.example.test/api/group/ops'],
    ['https://app.example.test/admin/integrations/streamgank'],
    ['https://app.example.test/webhooks/streamgank'],
    ['https://app.example.test/hooks/jobs'],
    ['https://app.example.test/hooks/streamgankvideojobs'],
    ['https://app.example.test/v1/channels/jobs'],
    ['https://app.example.test/api/v1/messages'],
    ['https://app.example.test/message'],
    ['https://app.example.test/jobs/json'],
    ['https://app.example.test/hook#note'],
    ['mattermost+https://mattermost.example.test/hooks/8jq1k3ymzirq5pqkcm4r8fzfhc'],
    ['zulip+https://zulip.example.test/#narrow/channel/5-jobs'],
    ['gotify+https://gotify.example.test/#/messages/1'],
    ['https://hooks.zapier.com/hooks/catch/1234567/abcdef1'],
    ['https://hook.eu1.make.com/abcdefghijklmnop'],
    ['https://n8n.example.test/webhook/3f2a'],
    ['https://automation.atlassian.com/pro/hooks/0a1b'],
    ['https://app.example.test/repos/acme/dispatches'],
    [`generic+https://chat.example.test/hooks/${TOKEN}`],
    [`slack+https://chat.example.test/hooks/${TOKEN}`],
    ['https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'],
    ['https://notslack.com/archives/C0123'],
    ['https://discord.com/api/webhooks/1/t'],
  ])('is an application, or named outright: %s', (url) => {
    expect(told(url).warnings).toEqual([]);
  });

  it.each([
    ['https://api.telegram.org/bot1:abc/sendMessage', 'not complete'],
    ['https://t.me/some_channel', 'Telegram chat'],
    ['https://core.telegram.org/bots/api#sendmessage', 'page about Telegram'],
    ['https://telegram.org/', 'page about Telegram'],
    ['https://make.powerautomate.com/flows/x', 'page of Power Automate'],
    ['https://make.gov.powerautomate.us/flows/x', 'page of Power Automate'],
    ['https://flow.microsoft.com/manage/flows', 'page of Power Automate'],
    ['https://us.flow.microsoft.com/manage/flows', 'page of Power Automate'],
    ['https://acme.atlassian.net/jira/ops/teams/x', 'product of Atlassian'],
    ['https://webex.com/', 'page of Webex'],
    ['https://docs.github.com/en/rest', 'page of GitHub'],
    ['https://zapier.com/editor/1', 'page of Zapier'],
    ['https://eu1.make.com/1/scenarios/2', 'page of Make'],
    ['https://events.pagerduty.com/v2/change/enqueue', 'severity to info'],
    [`https://acme.webhook.office.com/webhookb2/${TOKEN}`, 'retired'],
    [`https://outlook.office.com/webhook/${TOKEN}`, 'retired'],
    ['https://teams.microsoft.com/l/channel/19%3aabc/General', 'page of Microsoft Teams'],
    [
      `https://x.01.environment.api.powerplatform.com/powerautomate/automations/direct/${TOKEN}`,
      'not the address of a Workflow',
    ],
    ['https://myteam.slack.com/archives/C0123', 'Slack channel'],
    ['https://app.slack.com/client/T0123/C0123', 'Slack channel'],
    ['https://api.slack.com/api/chat.postMessage', 'Web API'],
    ['https://slack.com/api/chat.update', 'another method'],
    ['https://docs.slack.dev/reference/methods/chat.postMessage', 'documents'],
    ['https://myteam.slack.com/', 'takes no posts'],
    ['https://hooks.slack.com/services/T0', 'cut off'],
    ['https://hooks.slack.com/services/T00000000/', 'cut off'],
    ['https://hooks.slack.com/services/T00000000/B00000000', 'cut off'],
    ['https://hooks.slack.com/services', 'not an incoming webhook'],
    ['https://hooks.slack.com/triggers/T0/1/x', 'workflow'],
    ['https://hooks.slack.com/workflows/T0/A0/1/x', 'workflow'],
    ['https://discord.gg/abc', 'invitation'],
    ['https://discord.com/invite/abc', 'invitation'],
    ['https://discord.com/channels/1/2', 'Discord channel'],
    ['https://discord.com/api/webhooks/123', 'cut off'],
    ['https://chat.example.test/#narrow/channel/5-jobs/topic/renders', 'page of a conversation in Zulip'],
    ['https://push.example.test/stream?token=CbCdEfGhIjKlMno', 'messages of a Gotify server are read'],
    ['https://ntfy.example.test/jobs/json', 'read or trigger an ntfy topic'],
    ['https://element.example.test/#/room/!a:b.example', 'page of a Matrix client'],
    ['matrix+https://element.example.test/#/room/!a:b.example', 'page of a Matrix client'],
    ['https://example.test/_matrix/federation/v1/version', 'another address of a Matrix homeserver'],
    ['https://example.test/.well-known/matrix/client', 'another address of a Matrix homeserver'],
    ['mattermost+https://chat.example.test/team/channels/town-square', 'page of Mattermost'],
    ['rocketchat+https://chat.example.test/channel/general', 'page of Rocket.Chat'],
    [
      'mattermost+https://chat.example.test/hooks/64a1b2c3d4e5f6a7b8/GJhFq3XcvKpZ2nW5tR8yB1mD',
      'integration of Rocket.Chat',
    ],
    [`rocketchat+https://chat.example.test/hooks/${TOKEN}`, 'webhook of Mattermost'],
  ])('can never take a delivery and is refused in a sentence: %s', (url, words) => {
    expect(told(url).refused).toContain(words);
    expect(told(url).refused).toMatch(/^[A-Z].*\.$/s);
  });
});

describe('the fragment of a URL', () => {
  it('is left out of what is stored', () => {
    expect(told('https://app.example.test/hook?a=1#page').url).toBe('https://app.example.test/hook?a=1');
    expect(told('https://app.example.test/hook#').url).toBe('https://app.example.test/hook');
    expect(told('zulip+https://z.example.test/#narrow/channel/5-jobs').url).toBe(
      'https://z.example.test/api/v1/messages',
    );
  });
});

describe('a URL as people paste it', () => {
  const url = 'https://app.example.test/hook';

  it.each([
    `"${url}"`,
    `'${url}'`,
    `\`${url}\``,
    `<${url}>`,
    `<${url}|the hook>`,
    `“${url}”`,
    ` "<${url}>"\n`,
    `\u{feff}${url}\u{200b}`,
  ])('is taken without what stands around it: %j', (raw) => {
    expect(told(raw)).toEqual({ url, warnings: [] });
  });

  it.each([
    ['app.example.test/hook', 'did you mean https://app.example.test/…?'],
    ['hooks.slack.com/services/T0/B0/SECRET', 'did you mean https://hooks.slack.com/…?'],
    ['localhost:3000/SECRET', 'did you mean http://localhost:3000/…?'],
    ['//app.example.test/SECRET', 'did you mean https://app.example.test/…?'],
    ["curl -X POST -d '{}' https://app.example.test/SECRET", 'a command'],
    ['WEBHOOK_URLS=https://app.example.test/SECRET', 'text before https://'],
    ['url: "https://app.example.test/SECRET', 'text before https://'],
    ['https://app.example.test/a https://app.example.test/SECRET', 'white space'],
    ['https://app.example.test/a\nb/SECRET', 'white space'],
    ['https://app.example.test/SECRET"', 'quotation mark'],
    ['htps://app.example.test/SECRET', 'did you mean https://app.example.test/…?'],
    ['ttps://app.example.test/SECRET', 'did you mean https://app.example.test/…?'],
    ['https:/app.example.test/SECRET', 'did you mean https://app.example.test/…?'],
    ['https:app.example.test/SECRET', 'did you mean https://app.example.test/…?'],
    ['ftp://app.example.test/SECRET', 'must start with https:// or http://.'],
    ['https://https://app.example.test/SECRET', 'twice'],
    ['https://http//app.example.test/SECRET', 'twice'],
    ['SECRET', 'must start with https:// or http://'],
  ])('is refused with what to do, and no secret is repeated: %j', (raw, words) => {
    expect(told(raw).refused).toContain(words);
    expect(told(raw).refused).not.toContain('SECRET');
  });
});
