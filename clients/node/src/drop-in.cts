import manager = require('./webhook-manager.js');
import WebhookManager = manager.WebhookManager;

// The class itself, as the file it replaces exported it.
export = WebhookManager;
