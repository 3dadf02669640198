/** The webhook guide's own examples, as people copy them. */
export const guideExamples = {
  /** Body of the guide's `curl` for a manual trigger, byte for byte. */
  trigger: `{
       "event": "job.completed",
       "data": {
         "job_id": "test_job_123",
         "status": "completed",
         "video_url": "https://example.com/test-video.mp4"
       }
     }`,

  /** `data` of the guide's standard payload. */
  completedJob: {
    job_id: 'job_1704123456789_abc123',
    status: 'completed',
    created_at: '2024-01-01T12:00:00.000Z',
    started_at: '2024-01-01T12:00:05.000Z',
    completed_at: '2024-01-01T12:05:30.000Z',
    failed_at: null,
    parameters: {
      country: 'us',
      platform: 'netflix',
      genre: 'action',
      contentType: 'movies',
      template: 'auto',
    },
    progress: 100,
    current_step: 'Video generation completed!',
    video_url: 'https://cdn.creatomate.com/renders/abc123-video.mp4',
    creatomate_id: 'abc123-render-id',
    error: null,
    retry_count: 0,
    processing_duration_ms: 330000,
  },

  timestamp: '2024-01-01T12:05:30.123Z',

  /** The guide's verifier in Python, verbatim. */
  python: `import hmac
import hashlib
import json

def verify_webhook_signature(payload: dict, signature: str, secret: str) -> bool:
    payload_string = json.dumps(payload, separators=(',', ':'))
    expected_signature = hmac.new(
        secret.encode('utf-8'),
        payload_string.encode('utf-8'),
        hashlib.sha256
    ).hexdigest()

    provided_signature = signature.replace('sha256=', '')
    return hmac.compare_digest(expected_signature, provided_signature)
`,
} as const;
