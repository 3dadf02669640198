/** Suggests commands to try while everything runs. */
export function hints(address: string, target: string): readonly string[] {
  return [
    '',
    `Console: ${address}/`,
    `API: ${address}`,
    '',
    '  # send an event',
    `  curl -X POST ${address}/api/webhooks/trigger -H 'Content-Type: application/json' \\`,
    `    -d '{"event":"job.completed","data":{"job_id":"job_1_mine","video_url":"https://example.com/v.mp4"}}'`,
    '',
    '  # is an endpoint reachable?',
    `  curl -X POST ${address}/api/webhooks/test -H 'Content-Type: application/json' -d '{"url":"${target}"}'`,
    '',
    '  # how are the endpoints?',
    `  curl ${address}/api/webhooks/status`,
    '',
    'Ctrl-C ends it.',
  ];
}
