/** A job server as it was before there was a gateway. Only the first line has changed. */
const WebhookManager = require('@streamgank/webhook-gateway-client/webhook-manager');

class JobQueue {
  constructor(webhookManager) {
    this.webhookManager = webhookManager;
  }

  async run(job) {
    job.status = 'completed';
    job.videoUrl = `https://cdn.example.com/${job.id}.mp4`;
    await this.notify('job.completed', job);
  }

  async notify(event, job) {
    const results = await this.webhookManager.sendWebhookNotification(event, {
      job_id: job.id,
      status: job.status,
      parameters: job.parameters,
      video_url: job.videoUrl,
    });
    const successful = results.filter((result) => result.status === 'fulfilled').length;
    const failed = results.filter((result) => result.status === 'rejected').length;
    console.log(`notified ${event} of ${job.id}: ${successful} successful, ${failed} failed`);
  }
}

async function main() {
  const webhookManager = new WebhookManager();
  const queue = new JobQueue(webhookManager);
  for (let n = 1; n <= 3; n += 1) {
    await queue.run({ id: `job_${Date.now()}_${n}`, parameters: { genre: 'action' } });
  }
  await webhookManager.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
