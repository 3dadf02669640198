// Written by `npm run openapi`; change src/modules/endpoints/presentation/ instead.
export const PRESENTATION_FIELDS = {
  "quiet.times": {
    "label": "Times",
    "hint": "e.g. 22:00-07:00, or 00:00-24:00 for whole days",
    "maxItems": 24
  },
  "quiet.weekdays": {
    "label": "Weekdays",
    "hint": "Start days, e.g. mon-fri. Leave blank for every day.",
    "maxItems": 7
  },
  "quiet.zone": {
    "label": "Time zone",
    "hint": "IANA name. Leave blank for the zone of the messages.",
    "maxLength": 64
  },
  "quiet.then": {
    "label": "Messages in quiet hours",
    "hint": "Held messages are sent when quiet hours end",
    "control": "choice",
    "choices": {
      "hold": "Hold",
      "drop": "Drop",
      "digest": "One summary"
    }
  },
  "quiet.except": {
    "label": "Always send",
    "hint": "Event types or patterns sent anyway, e.g. job.failed",
    "maxItems": 100
  },
  "digest.over": {
    "label": "Storm threshold",
    "hint": "Messages sent one by one before a storm begins",
    "control": "number",
    "minimum": 1,
    "maximum": 1000
  },
  "digest.within": {
    "label": "Time window",
    "hint": "Of the storm threshold, e.g. 5m"
  },
  "digest.every": {
    "label": "Summary every",
    "hint": "e.g. 5m; on a schedule 1d, 6h, 1h or 15m"
  },
  "digest.at": {
    "label": "At",
    "hint": "Time of day, e.g. 09:00"
  },
  "digest.weekdays": {
    "label": "Weekdays",
    "hint": "e.g. mon-fri. Leave blank for every day.",
    "maxItems": 7
  },
  "digest.zone": {
    "label": "Time zone",
    "hint": "Leave blank for the time zone of the messages",
    "maxLength": 64
  },
  "digest.types": {
    "label": "Event types",
    "hint": "Types or patterns in the digest. Leave blank for all events.",
    "maxItems": 100
  },
  "digest.except": {
    "label": "Always send",
    "hint": "Event types or patterns sent at once, e.g. job.failed",
    "maxItems": 100
  },
  "batch.max": {
    "label": "Events per request",
    "hint": "At most. Leave blank for one event per request.",
    "control": "number",
    "minimum": 2,
    "maximum": 1000
  },
  "batch.within": {
    "label": "Longest wait",
    "hint": "Of an event for others, e.g. 500ms. Leave blank for no wait."
  },
  "batch.format": {
    "label": "Batch format",
    "hint": "Leave blank for the format of the payload",
    "control": "choice",
    "choices": {
      "json": "JSON list",
      "ndjson": "One JSON object a line",
      "cloudevents": "List of CloudEvents"
    }
  },
  "message.detail": {
    "label": "Detail",
    "hint": "Length of a message",
    "control": "choice",
    "choices": {
      "compact": "Compact",
      "standard": "Standard",
      "full": "All fields"
    }
  },
  "message.title": {
    "label": "Title",
    "hint": "Template. Leave blank for the headline of the event type.",
    "maxLength": 500
  },
  "message.subject": {
    "label": "Subject",
    "hint": "Template. Leave blank for the subject of the event type.",
    "maxLength": 500
  },
  "message.body": {
    "label": "Text",
    "hint": "Template. Leave blank for data.message.",
    "maxLength": 4000
  },
  "message.cause": {
    "label": "Cause",
    "hint": "Template. Leave blank for the most telling line of data.error.",
    "maxLength": 1000
  },
  "message.fields.show": {
    "label": "Show only",
    "hint": "Field names, e.g. current_step",
    "maxItems": 50
  },
  "message.fields.hide": {
    "label": "Hide",
    "hint": "Field names, e.g. creatomate_id",
    "maxItems": 50
  },
  "message.fields.order": {
    "label": "First",
    "hint": "Field names that come first, in this order",
    "maxItems": 50
  },
  "message.fields.labels": {
    "label": "Labels",
    "hint": "Label by field name, in place of the name in words"
  },
  "message.zone": {
    "label": "Time zone",
    "hint": "IANA time zone, e.g. Europe/Berlin",
    "maxLength": 64
  },
  "message.locale": {
    "label": "Locale",
    "hint": "Language tag, e.g. en-GB",
    "maxLength": 35
  },
  "message.mention_on_failure": {
    "label": "Mention on failure",
    "hint": "e.g. <!here> on Slack, <@&id of a role> on Discord",
    "maxLength": 64
  },
  "message.actions": {
    "label": "Actions",
    "hint": "Buttons or links below a message",
    "maxItems": 50
  },
  "payload.method": {
    "label": "Method",
    "hint": "HTTP method",
    "control": "choice",
    "choices": {
      "POST": "POST",
      "PUT": "PUT",
      "PATCH": "PATCH"
    }
  },
  "payload.headers": {
    "label": "Headers",
    "hint": "Templates by header name"
  },
  "payload.body": {
    "label": "Body",
    "hint": "JSON whose texts are templates"
  }
} as const;
