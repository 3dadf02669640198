/** The parameter of routes about one endpoint, for the API's description. */
export const ENDPOINT_ID = {
  id: { description: 'Id or public name of the endpoint.', example: 'webhook_1' },
};

/** The kind of target of {@link NEW_ENDPOINT}. */
export const ADAPTER_EXAMPLE = 'generic';

/** A request for a new endpoint, for the API's description. */
export const NEW_ENDPOINT = {
  url: 'https://your-app.com/webhooks/streamgank',
  name: 'Editorial app',
  events: ['job.completed', 'job.failed'],
  filter: { 'data.parameters.country': 'us', 'data.retry_count': { $lt: 3 } },
  headers: { Authorization: 'Bearer of-your-app' },
  timeout_ms: 5_000,
  max_retries: 5,
  rate_limit: { max: 60, window_ms: 60_000 },
  concurrency: 4,
  ordering: 'job',
  message: { detail: 'standard', zone: 'Europe/Berlin' },
};

export const NEW_SLACK_ENDPOINT = { url: 'https://hooks.slack.com/services/T0000/B0000/your-token' };
