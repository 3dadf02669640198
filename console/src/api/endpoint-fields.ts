// Written by `npm run openapi`; change src/modules/endpoints/definitions/endpoint.dto.ts instead.
export const ENDPOINT_FIELDS = {
  "name": {
    "label": "Name",
    "hint": "Display name, e.g. #video-jobs",
    "maxLength": 80
  },
  "events": {
    "label": "Events",
    "hint": "Event types or patterns (job.*, *). Press Enter to add.",
    "maxItems": 100
  },
  "filter": {
    "label": "Filter",
    "hint": "Only events that match, e.g. {\"data.parameters.country\": \"us\"} or {\"data.retry_count\": {\"$gt\": 0}}. Leave blank for all events."
  },
  "timeout_ms": {
    "label": "Timeout per attempt (ms)",
    "hint": "Without a response by then, the attempt fails",
    "control": "number",
    "minimum": 1,
    "maximum": 600000
  },
  "max_retries": {
    "label": "Max retries",
    "hint": "After the first attempt",
    "minimum": 0,
    "maximum": 100
  },
  "retry_schedule_ms": {
    "label": "Retry schedule",
    "hint": "Wait before each retry",
    "maxItems": 100
  },
  "ttl_ms": {
    "label": "Time to live (TTL)",
    "hint": "Older deliveries fail, e.g. 24h",
    "control": "duration",
    "minimum": 1,
    "maximum": 2592000000
  },
  "rate_limit": {
    "label": "Rate limit",
    "hint": "Max requests in any window of this length"
  },
  "concurrency": {
    "label": "Concurrency",
    "hint": "Max parallel requests",
    "control": "number",
    "minimum": 1,
    "maximum": 1000
  },
  "ordering": {
    "label": "Ordering",
    "hint": "Order of the deliveries of one job",
    "control": "choice",
    "choices": {
      "none": "None",
      "job": "Per job (FIFO)"
    }
  },
  "conversation": {
    "label": "Messages of a job",
    "hint": "Leave blank for the default of the platform",
    "control": "choice",
    "choices": {
      "each": "One per event",
      "live": "One, edited live",
      "thread": "One thread"
    }
  },
  "announce": {
    "label": "Announce edits",
    "hint": "A short new message after an edit, because edits notify nobody",
    "control": "choice",
    "choices": {
      "failure": "Failures",
      "end": "Every end of a job",
      "never": "Never"
    }
  },
  "payload": {
    "label": "Payload",
    "hint": "What the application receives",
    "choices": {
      "gateway": "Gateway envelope",
      "standard": "Standard Webhooks: type, timestamp, data",
      "cloudevents": "CloudEvent in the JSON format",
      "thin": "Thin: ids, and the address at which the event can be fetched"
    }
  }
} as const;
