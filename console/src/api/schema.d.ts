// Written by `npm run openapi`; change the descriptions in src instead.
export interface paths {
    "/api/console/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a session of the console with a key of the role viewer, operator or admin */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of the console on every gateway */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says who the caller is */
        get: operations["showSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the actions that messages offer
         * @description The built-in ones, and those that `actions:` of the configuration file declares; and where this gateway hears of native buttons.
         */
        get: operations["listActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/adapters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the kinds of targets, with what can be set of each */
        get: operations["listAdapters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists changes and refused callers */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exports the audit log
         * @description All entries that match, newest first: CSV (texts that a spreadsheet would run as a formula begin with an apostrophe), or one JSON object a line (`application/x-ndjson`).
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists deliveries
         * @description A page may hold fewer entries than `limit`, or none, and still have a next page.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a delivery with all its attempts */
        get: operations["showDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a pending delivery */
        post: operations["cancelDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redelivers a completed delivery
         * @description The delivery keeps its id; its attempts count on, and it gets all retries again. `409` while it is pending or being sent.
         */
        post: operations["redeliverDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retries a pending delivery now
         * @description The delivery becomes due and the first retry of its endpoint. It spends the attempt that was due later; the rest of its schedule stays. `message`, `held_by` and `held_until` tell what still holds it. `409`: `already_sending`, `already_settled`, `waits_for_predecessor` (an earlier delivery of its job comes first), `endpoint_removed`.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels all pending deliveries that match a filter
         * @description Runs in the background on one of the gateways; 20 may run at once. A dry run counts the deliveries by endpoint and warns of endpoints that send nothing.
         */
        post: operations["cancelDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redelivers all completed deliveries that match a filter
         * @description Runs in the background on one of the gateways; 20 may run at once. A dry run counts the deliveries by endpoint and warns of endpoints that send nothing.
         */
        post: operations["redeliverDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retries all pending deliveries that match a filter now
         * @description Runs in the background on one of the gateways; 20 may run at once. A dry run counts the deliveries by endpoint and warns of endpoints that send nothing.
         */
        post: operations["retryDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the endpoints */
        get: operations["listEndpoints"];
        put?: never;
        /**
         * Makes an endpoint
         * @description `url` is required. It gets events as soon as this is answered.
         */
        post: operations["createEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an endpoint */
        get: operations["showEndpoint"];
        put?: never;
        post?: never;
        /**
         * Removes an endpoint
         * @description What waits for it is cancelled; its history stays, its name is not used again.
         */
        delete: operations["removeEndpoint"];
        options?: never;
        head?: never;
        /**
         * Changes the fields named
         * @description Null brings a default back. What others changed meanwhile is kept.
         */
        patch: operations["updateEndpoint"];
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what a change of an endpoint would do to the newest stored events
         * @description Runs event types, filter, quiet hours, conversations, digest or batch, rate limit and message over at most 50 stored events, as they are and as they would be. Quiet hours count as at the time of acceptance; pauses, mutes, an open circuit and edits of live messages in quiet hours are not considered. Nothing is saved or sent.
         */
        post: operations["compareEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps new events from an endpoint; what waits for it is kept */
        post: operations["disableEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an endpoint get events again */
        post: operations["enableEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mutes an endpoint for a time
         * @description New messages are dropped (`cancelled`, reason `muted`) or held until the end; edits of a message that is there go on. It ends by itself.
         */
        post: operations["muteEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pauses an endpoint: its deliveries are kept in the store */
        post: operations["pauseEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows the exact request an event would make
         * @description Of an event that is stored, a sample of the adapter, or one made up. `message` and `payload` are applied as `PATCH` would, and `event_type` as `PUT /api/webhooks/event-types/{type}` would, without being saved; templates that cannot be used are told in `faults`, and the built-in texts stand in their place. Nothing is sent.
         */
        post: operations["previewEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Probes an endpoint now whose circuit is open, or that asked for a pause
         * @description With one of its pending deliveries, or with a test event. If that is delivered, the endpoint recovers. A pause that the target asked for (`429`, `503`, `Retry-After`) ends with the probe, on all gateways; if the target asks for quiet again, a longer one follows. `409`: `not_resting` (the circuit is closed, and the target asked for no pause), `probe_under_way`, `nothing_waiting` (no delivery is pending), `endpoint_paused`, `endpoint_disabled`.
         */
        post: operations["probeEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/public-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the public keys of an endpoint
         * @description The keys of Ed25519 by which the receiver verifies `v1a` signatures, as a JSON Web Key Set. Public, for receivers have no key of the gateway.
         */
        get: operations["showPublicKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replays stored events to an endpoint that subscribes to them
         * @description Events that the endpoint has a delivery of are skipped.
         */
        post: operations["replayEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumes the deliveries of a paused endpoint
         * @description A circuit that is open stays open: `message` says so, and `…/probe` probes the endpoint.
         */
        post: operations["resumeEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an endpoint a new signing key
         * @description For 24 hours, or as `overlap_ms` says, the old one signs too. The same key again changes nothing, but for an `overlap_ms` that is shorter; of keys that were replaced only the last signs.
         */
        post: operations["rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/rotate-signing-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an endpoint a new private key of Ed25519
         * @description For 24 hours, or as `overlap_ms` says, the old one signs too; of keys that were replaced only the last signs. The private key is never shown.
         */
        post: operations["rotateSigningKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends one test event to an endpoint
         * @description `webhook.test`, or the event that the body chooses, marked as a test: `test: true` in its data, `Test:` in the title of a message, `X-<Brand>-Test: true` in the headers. `message` and `payload` are applied as `PATCH` would, without being saved. Also to a disabled one, to see whether it can be enabled again. Where the test is delivered and the circuit is open, `offer` says how deliveries resume.
         */
        post: operations["testEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what would become of an endpoint if it were saved */
        post: operations["checkEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/check-filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a filter on the newest stored events
         * @description Nothing is saved or sent. Warns of event types and conditions that can match nothing.
         */
        post: operations["checkFilter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows the request an event would make to an endpoint that is not saved */
        post: operations["previewUnsavedEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/endpoints/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one webhook.test to an endpoint that is not saved */
        post: operations["testUnsavedEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists erasures */
        get: operations["listErasures"];
        put?: never;
        /**
         * Erases all that is stored about a job
         * @description Pending deliveries are cancelled, attempts under way end; then events, deliveries, attempts and messages are deleted in small batches. It cannot be undone. Backups and what endpoints were sent are not touched.
         */
        post: operations["eraseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/erasures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the progress of an erasure */
        get: operations["showErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/event-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts events over time
         * @description In at most 60 steps; without a beginning, of the 24 hours before the end. Many events are counted in parts: `next_cursor` goes on where the answer ended, and the counts of the parts add up while `from` and `to` are given and stay the same.
         */
        get: operations["countEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the event types
         * @description The catalogue in effect. Field by field, the API wins over `events:` in the configuration file, and the file over what is built in.
         */
        get: operations["listEventTypes"];
        /**
         * Replaces the names of values
         * @description Replaces the names of the API as a whole; an empty object removes them. For the same code, the API wins over `events.values` in the configuration file, and the file over what is built in. In effect on every node within a second.
         */
        put: operations["putValueNames"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/event-types/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an event type */
        get: operations["showEventType"];
        /**
         * Adds an event type, or overrides fields of one
         * @description Replaces the entry of the API as a whole. A field that is left out keeps the value of the file or of the built-in type. In effect on every node within a second.
         */
        put: operations["putEventType"];
        post?: never;
        /**
         * Removes the entry of the API
         * @description The entry of the file, or the built-in type, is in effect again.
         */
        delete: operations["removeEventType"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists accepted events */
        get: operations["listEvents"];
        put?: never;
        /**
         * Takes many events in, or CloudEvents
         * @description Up to 1,000 events in at most 16 MiB, stored in one transaction. What is sound is taken, whatever stands beside it. A body of `application/json` with `ce-…` headers is the data of one CloudEvent in binary mode.
         */
        post: operations["postEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an event with its data and deliveries */
        get: operations["showEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/export/deliveries.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports deliveries as CSV */
        get: operations["exportDeliveriesAsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/export/deliveries.ndjson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports deliveries as NDJSON */
        get: operations["exportDeliveriesAsNdjson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/export/events.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports events as CSV */
        get: operations["exportEventsAsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/export/events.ndjson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports events as NDJSON */
        get: operations["exportEventsAsNdjson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists incidents
         * @description An incident is the trouble of one endpoint with one cause. It opens when the circuit opens, a delivery fails permanently, or the gateway disables the endpoint, and closes by itself when none of its deliveries is failed or being redelivered.
         */
        get: operations["listIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an incident with its timeline */
        get: operations["showIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/incidents/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledges an incident: somebody takes care of it
         * @description The first to acknowledge is named. It changes no delivery and mutes nothing.
         */
        post: operations["acknowledgeIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/incidents/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a note to an incident */
        post: operations["noteIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a job: what it is, its last 200 events, their deliveries and attempts
         * @description Events of the gateway itself about deliveries of the job (`webhook.*`, `action.*`) are left out; the list of events has them.
         */
        get: operations["showJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/jobs/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases all that is stored about the job of the path
         * @description Pending deliveries are cancelled, attempts under way end; then events, deliveries, attempts and messages are deleted in small batches. It cannot be undone. Backups and what endpoints were sent are not touched. Proxies may log the path: where an id tells of a person, `POST …/erasures` takes it in the body.
         */
        post: operations["eraseJobById"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the keys
         * @description Keys of the environment are among them. No answer but those that make a key contains one.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Makes a key
         * @description The key is shown once, as `secret`: the gateway keeps a digest. It is valid at once, on all gateways within a second.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a key
         * @description For good, on all gateways within a second; its sessions of the console and its streams end too. Calls with it are told why they are refused.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Changes name, event types, rate or expiry of a key
         * @description The role cannot be changed: make another key.
         */
        patch: operations["changeKey"];
        trace?: never;
    };
    "/api/webhooks/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces a key by a new one
         * @description The old key stays valid for `overlap_ms`. The new one is shown once, as `secret`.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/listen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens an endpoint without an address
         * @description Its requests are read from a stream on the same gateway, and answered by number. It expires when no stream reads it for `grace_ms`.
         */
        post: operations["openListener"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/listen/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams the requests of a listener as Server-Sent Events
         * @description Each `request` has `hand` (its number), `method`, `headers`, `body` and `timeout_ms`: exactly what an endpoint with an address would get. A second stream replaces the first.
         */
        get: operations["readListener"];
        put?: never;
        post?: never;
        /**
         * Closes a listener
         * @description Its endpoint is removed at once, its stream ends, and what is undelivered is cancelled (`listener_disconnected`); its history stays.
         */
        delete: operations["closeListener"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/listen/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers a request of a listener */
        post: operations["answerRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/mutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the mutes
         * @description The newest first: all that hold (`active`), and the 500 newest of those that have ended. A mute of an endpoint that was removed does not hold.
         */
        get: operations["listMutes"];
        put?: never;
        /** Mutes all endpoints for a time */
        post: operations["muteAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/mutes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a mute early
         * @description What it holds is sent.
         */
        delete: operations["endMute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists operations */
        get: operations["listOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the progress of an operation and the outcome of its deliveries */
        get: operations["showOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/operations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a running operation; the deliveries it changed stay changed */
        post: operations["cancelOperation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/query-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the fields of the query language
         * @description With values to suggest: of the catalogue of event types, of the endpoints, and of the newest events.
         */
        get: operations["listQueryFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds endpoints, jobs, events, deliveries, errors and event types
         * @description By a fragment of a name or an id, whatever its case. The beginning of an id is found whatever its age; other fragments and errors are searched for among the newest rows, as far back as `searched_to`.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows figures over time
         * @description Percentiles are read from buckets that grow by √2. `from` is an hour ago unless given; at most 1,500 steps.
         */
        get: operations["showStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the status of endpoints, deliveries and gateways */
        get: operations["showStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams what happens on all gateways as Server-Sent Events
         * @description Each message has an `id`, one of the types as `event`, and JSON as `data`. A client that reconnects with `Last-Event-ID` gets the messages it missed; `reset` tells that some are no longer kept, or that a job was erased: what was read before may be old.
         */
        get: operations["listen"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what templates may use
         * @description The paths, tags and filters of the texts of `message`, of payload trees and of event types.
         */
        get: operations["listTemplateWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends one webhook.test to a URL
         * @description Once, under a deadline of 5 s. Always `200` where it was sent, whatever came of it. The event, `message` and `payload` are chosen as for the test of an endpoint.
         */
        post: operations["testUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/trigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an event in
         * @description Answered once the event and its deliveries are on disk. Give every event an id, and repeat a call that got no answer or a 5xx.
         */
        post: operations["triggerEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the saved views */
        get: operations["listViews"];
        put?: never;
        /**
         * Saves a view
         * @description Saving the same view again changes nothing.
         */
        post: operations["addView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a saved view */
        delete: operations["removeView"];
        options?: never;
        head?: never;
        /** Changes a saved view */
        patch: operations["updateView"];
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells that the process is running */
        get: operations["isAlive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Serves the metrics for Prometheus */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether the gateway accepts events */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "action.retry_requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * action.retry_requested: Somebody pressed “Retry” in the message of a job. The job server is to run the job again.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onActionRetryRequested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.cancelled: A user has cancelled the job.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobCancelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.completed: The job has finished and its video can be watched.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.completed_with_issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.completed_with_issues: The job has finished, but something is missing, such as the address or the id of the video.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobCompletedWithIssues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.deleted: The job has been deleted from the job server.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.extraction_completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.extraction_completed: The movies are extracted. Jobs that pause after the extraction wait for a review now.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobExtractionCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.failed: The job has failed permanently: all retries are used.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.failed_no_retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.failed_no_retry: The job has failed with an error that a retry cannot mend, such as a wrong configuration.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobFailedNoRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.render_timeout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.render_timeout: The render has not come back within its time limit.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobRenderTimeout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.script_completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.script_completed: The script is written; the video is still being rendered.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobScriptCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.timeout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.timeout: The job has been stopped at its time limit of 30 minutes.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobTimeout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.workflow_incomplete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * job.workflow_incomplete: A step of the workflow gave no result.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onJobWorkflowIncomplete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.certificate_expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.certificate_expiring: A certificate that deliveries depend on expires within a week, or has expired.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookCertificateExpiring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.delivery_exhausted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.delivery_exhausted: Deliveries have failed permanently: the first of an incident are reported at once, those that follow together, once a minute at most.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookDeliveryExhausted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.digest: One message in the place of many: the summary of a storm of messages, of a scheduled digest, or of quiet hours.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookDigest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.endpoint_disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.endpoint_disabled: An endpoint is disabled: it gets no new events until it is enabled again.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookEndpointDisabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.endpoint_failing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.endpoint_failing: All attempts to an endpoint are failing: its circuit is open, and its deliveries are on hold until a probe succeeds.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookEndpointFailing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.endpoint_recovered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.endpoint_recovered: A probe of a failing endpoint has succeeded: its circuit is closed, and its deliveries are sent.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookEndpointRecovered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.endpoint_still_failing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.endpoint_still_failing: Further probes of a failing endpoint have failed, or somebody has acknowledged its incident. The event updates the message of the incident: after probes once a minute at most. It is sent to endpoints that subscribe to `webhook.endpoint_failing` with `conversation: live`, and to those that name this type.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookEndpointStillFailing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.incident_closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.incident_closed: An incident is over without a recovery that tells so: its failed deliveries were redelivered or cancelled, or its endpoint was enabled or deleted.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookIncidentClosed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.test: The connectivity test of an endpoint.
         * @description Sent to every endpoint of the generic adapter that subscribes to the type.
         */
        post: operations["onWebhookTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        AcknowledgeRequest: {
            /**
             * @description What is being done about it, for people. Without: the note stays as it is.
             * @example The receiver is restarted at noon.
             */
            note?: string | null;
        };
        /** @description Something that a reader may do from a message. */
        Action: {
            /**
             * @description False for actions of the configuration file.
             * @example false
             */
            built_in: boolean;
            /**
             * @description What pressing it takes: the `link` alone, or to `sign-in`; `off`: it is not offered.
             * @example sign-in
             * @enum {string}
             */
            confirm: "sign-in" | "link" | "off";
            /**
             * @description Type of the event that pressing it emits; null: the gateway acts itself.
             * @example action.retry_requested
             */
            emit: string | null;
            /**
             * @description Name by which `message.actions` of an endpoint shows it.
             * @example retry
             */
            group: string;
            /**
             * @description Text of the button.
             * @example Retry job
             */
            label: string;
            /**
             * @description Name of the action.
             * @example retry
             */
            name: string;
            /**
             * @description Event types, or patterns of them, whose messages offer it.
             * @example [
             *       "job.failed",
             *       "job.timeout"
             *     ]
             */
            on: string[];
            /**
             * @description Whether one message allows it once.
             * @example true
             */
            once: boolean;
            /**
             * @description Look of the button, where the target has looks.
             * @example default
             * @enum {string}
             */
            style: "default" | "primary" | "danger";
        };
        ActionsAnswer: {
            /** @description Those of the configuration file first. */
            actions: components["schemas"]["Action"][];
            /**
             * @description Whether messages have action links: actions are on, and `WEBHOOK_PUBLIC_URL` is set.
             * @example true
             */
            links: boolean;
            /**
             * @description Time for which a link works, ms.
             * @example 604800000
             */
            links_expire_after_ms: number;
            /** @description Where this gateway hears of native buttons; empty without endpoints that have them. */
            listeners: components["schemas"]["ButtonListener"][];
            /**
             * @description `WEBHOOK_ACTIONS`: what pressing an action takes.
             * @example sign-in
             * @enum {string}
             */
            mode: "sign-in" | "link" | "off";
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description A kind of target. */
        Adapter: {
            /** @description Texts and icon that introduce this kind to people. */
            about: components["schemas"]["AdapterAbout"];
            /**
             * @description Forms in which it takes many events in one request, `batch`, the default first; empty: one event in each request.
             * @example [
             *       "json",
             *       "ndjson",
             *       "cloudevents"
             *     ]
             */
            batches: ("json" | "ndjson" | "cloudevents")[];
            /** @description What `conversation` may be; null: every event becomes a message of its own. */
            conversations: components["schemas"]["AdapterConversations"] | null;
            /**
             * @description Whether one message can tell of many: `digest`, and `quiet.then` with `digest`.
             * @example true
             */
            digests: boolean;
            /**
             * @description Whether URLs that no other kind recognises are of this kind.
             * @example true
             */
            fallback: boolean;
            /**
             * @description Display name.
             * @example Slack
             */
            label: string;
            /**
             * @description The target's limits by name, in the units of its documents.
             * @example {
             *       "text": 40000
             *     }
             */
            limits: {
                [key: string]: number;
            };
            /**
             * @description Most requests at once on the platform’s own host, from each gateway; null: no limit is known.
             * @example 2
             */
            max_concurrency: number | null;
            /**
             * @description Forms of `mention_on_failure` that are accepted; null: the target has no mentions.
             * @example <!here>, <!channel>, <@U0123ABCD> for a member or <!subteam^S0123ABCD> for a user group
             */
            mentions: string | null;
            /**
             * @description JSON Schema of `options`.
             * @example {
             *       "type": "object",
             *       "properties": {},
             *       "additionalProperties": false
             *     }
             */
            options: {
                [key: string]: unknown;
            };
            /**
             * @description The field that forms its bodies: `message` where people read them, `payload` where an application does.
             * @example message
             * @enum {string}
             */
            presents: "message" | "payload";
            /** @description The platform's rate limits, which apply on its own host. */
            rate_limits: components["schemas"]["RateLimit"][];
            /**
             * @description Names of the options that are secrets.
             * @example []
             */
            secret_options: string[];
            /**
             * @description Whether targets of this kind verify signatures: they get them, and custom headers.
             * @example true
             */
            signed: boolean;
            /**
             * @description Its name in `adapter`, and the prefix of URLs that names it.
             * @example slack
             */
            type: string;
            /** @description The rate limit of endpoints that set none, where it is below the gateway’s: what servers take unless their operators change it. Null: that of the gateway. */
            usual_rate_limit: components["schemas"]["RateLimit"] | null;
        };
        /** @description How people are introduced to a kind of target. */
        AdapterAbout: {
            /**
             * @description Where people find that URL.
             * @example Open the settings of the channel and copy its webhook URL.
             */
            find_url: string;
            /**
             * @description What the endpoint is and which URL it takes, in one line.
             * @example Slack channel: an incoming webhook, hooks.slack.com/services/…
             */
            hint: string;
            /**
             * @description Data of an SVG path on a grid of 24 × 24, to be drawn as a line.
             * @example M4 12h16M12 4v16
             */
            icon: string;
            /**
             * @description What an endpoint receives, and what the gateway does about its answers.
             * @example [
             *       "Mentions in your data are shown as text; nobody is pinged."
             *     ]
             */
            promises: string[];
            /**
             * @description Forms of URLs that are recognised without `adapter`; empty for the fallback.
             * @example [
             *       "https://hooks.slack.com/services/…"
             *     ]
             */
            urls: string[];
        };
        /** @description What the events of one job can become at a target. */
        AdapterConversations: {
            /**
             * @description The value of endpoints on the platform's own host that name none.
             * @example live
             * @enum {string}
             */
            default: "each" | "live" | "thread";
            /**
             * @description Values of `conversation` beside `each`: one message that is edited live, one thread.
             * @example [
             *       "live",
             *       "thread"
             *     ]
             */
            modes: ("live" | "thread")[];
        };
        /** @description An event to preview messages with. */
        AdapterSample: {
            /**
             * @description Data of the event.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description Event type.
             * @example job.completed
             */
            event: string;
            /**
             * @description Name of the sample.
             * @example A finished job
             */
            name: string;
        };
        AdaptersAnswer: {
            /** @description All kinds of targets. */
            adapters: components["schemas"]["Adapter"][];
            /** @description Events for previews, which every kind takes. */
            samples: components["schemas"]["AdapterSample"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        Alive: {
            /**
             * @description Always `ok`.
             * @example ok
             * @constant
             */
            status: "ok";
        };
        /** @description One request of a delivery, by HTTP or SMTP, with its outcome. */
        Attempt: {
            /** @description The batch that the request carried; null: it carried this event alone. */
            batch: components["schemas"]["AttemptBatch"] | null;
            /**
             * @description Duration of the attempt, ms.
             * @example 156
             */
            duration_ms: number;
            /** @description Error of the attempt; null where it delivered. */
            error: components["schemas"]["DeliveryFault"] | null;
            /** @description Explanation of the error; null without an error, or where its message explains it. */
            explanation: components["schemas"]["Explanation"] | null;
            /**
             * @description Note about the attempt, such as why the body of the response is incomplete or why no request was made; null without one.
             * @example The response body broke off after 2 bytes (ECONNRESET).
             */
            note: string | null;
            /**
             * @description Number of the attempt, 1 for the first.
             * @example 1
             */
            number: number;
            /**
             * @description Outcome of the attempt. `gone`: the target no longer exists, and the endpoint is disabled.
             * @example delivered
             * @enum {string}
             */
            outcome: "delivered" | "retry" | "rejected" | "gone";
            /** @description The request, rebuilt from the event, the endpoint and the record of the attempt; null where these do not suffice. */
            request: components["schemas"]["AttemptRequest"] | null;
            /**
             * @description Why the request is not exact or missing; null for an exact one.
             * @example The endpoint is no longer configured: its URL and headers are not stored.
             */
            request_note: string | null;
            /** @description The response; null without one. Of a batch: what it said of this event, or its beginning. */
            response: components["schemas"]["AttemptResponse"] | null;
            /**
             * Format: date-time
             * @description When the attempt started. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            started_at: string;
            /**
             * @description HTTP status; null without a response.
             * @example 503
             */
            status: number | null;
        };
        AttemptBatch: {
            /**
             * Format: uuid
             * @description Id of the batch: `webhook-id` of the request.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Events that the request carried.
             * @example 37
             */
            size: number;
        };
        AttemptRequest: {
            /**
             * @description The whole request body.
             * @example {"event":"job.completed","data":{"job_id":"job_17"}}
             */
            body: string;
            /**
             * @description True: the body equals the one that was sent, byte for byte; URL and headers may differ.
             * @example true
             */
            body_exact: boolean;
            /**
             * @description True: the request equals the one that was sent, byte for byte.
             * @example true
             */
            exact: boolean;
            /**
             * @description Request headers; values of custom headers are `***`.
             * @example {
             *       "Content-Type": "application/json",
             *       "Authorization": "***"
             *     }
             */
            headers: {
                [key: string]: string;
            };
            /**
             * @description HTTP method; `MAIL` for a message that goes to a mail server.
             * @example POST
             * @enum {string}
             */
            method: "POST" | "PUT" | "PATCH" | "DELETE" | "MAIL";
            /**
             * @description URL of the request, secrets masked.
             * @example https://your-app.com/webhooks/streamgank
             */
            url: string;
        };
        AttemptResponse: {
            /**
             * @description The first 16 KiB of the response body, credentials masked; null without one.
             * @example busy
             */
            body: string | null;
            /**
             * @description Response headers with lower-case names, at most 4 KiB, credentials masked.
             * @example {
             *       "content-type": "text/plain"
             *     }
             */
            headers: {
                [key: string]: string;
            };
        };
        AuditAnswer: {
            /** @description The newest first. */
            entries: components["schemas"]["AuditEntry"][];
            /**
             * @description Hand it back as `cursor` for the next page; null at the end.
             * @example 42
             */
            next_cursor: string | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description One request that changed something, or refused requests of one kind and address. */
        AuditEntry: {
            /**
             * @description What was asked for; `access.…` where callers were refused.
             * @example endpoints.disable
             */
            action: string;
            /**
             * @description Name of the key, `loopback` (no keys are set), `file` (the configuration file was changed), or `unknown`. Entries of older versions have the fingerprint of the key, or `console`.
             * @example ana
             */
            actor: string;
            /**
             * @description Network address it came from, or network that is locked out; empty where the configuration file was changed, or where many addresses share an entry.
             * @example 192.0.2.7
             */
            address: string;
            /**
             * Format: date-time
             * @description When the request came; of refused ones: the first of them. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * @description Names of the `fields` that were sent or changed; `changes` with old and new value (`from`, `to`) of each, or `changed` for a secret; `console` where it was done there; `origin` where an endpoint now goes to another server; `status` of the answer where it was refused; `role`, `count` and `routes` of refused callers.
             * @example {
             *       "fields": [
             *         "name"
             *       ],
             *       "changes": {
             *         "name": {
             *           "from": "Jobs",
             *           "to": "Video jobs"
             *         }
             *       }
             *     }
             */
            detail: {
                [key: string]: unknown;
            };
            /**
             * @description Rises from entry to entry.
             * @example 42
             */
            id: string;
            /**
             * @description `refused` with a 4xx answer, `failed` with a 5xx one; `begun` while it is under way, and where the gateway ended before its answer.
             * @example begun
             * @enum {string}
             */
            outcome: "begun" | "done" | "refused" | "failed";
            /**
             * @description The action in words.
             * @example Endpoint disabled
             */
            summary: string;
            /**
             * @description What it was done to; null where it was nothing in particular.
             * @example webhook_1
             */
            target: string | null;
        };
        /** @description The notification that phones and desktops show of a message, as its platform makes it. Plain text. */
        Banner: {
            /**
             * @description How the text begins.
             * @example ❌ Render failed: Netflix · US — Creatomate API error: 422
             */
            text: string;
            /**
             * @description Title that the message sets, such as the subject of a mail; null where the platform puts the channel or the sender there.
             * @example null
             */
            title: string | null;
        };
        Batch: {
            /**
             * @description Form of the body: `json`, a list of events with their ids; `ndjson`, the same with one event a line; `cloudevents`, a list of CloudEvents in the JSON batch format. Without: `cloudevents` where `payload` or the adapter makes CloudEvents, else `json`.
             * @example json
             * @enum {string|null}
             */
            format?: "json" | "ndjson" | "cloudevents" | null;
            /**
             * @description Events of one request, at most.
             * @example 100
             */
            max: number;
            /**
             * @description Longest wait of an event for others, from its acceptance on. `0s`: it is sent with the events that are queued already.
             * @default 0s
             * @example 1s
             */
            within?: string | null;
        };
        /** @description A bot or app at which this gateway hears of native buttons that are pressed. */
        ButtonListener: {
            /**
             * @description Adapter of its endpoints.
             * @example telegram
             */
            adapter: string;
            /** @description Why presses are not heard; null once they are. */
            last_error: components["schemas"]["ButtonListenerFault"] | null;
            /**
             * Format: date-time
             * @description Since when it is in this state. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            since: string;
            /**
             * @description `connected`: presses are heard; `standby`: another gateway hears them for all; `failing`: they are not heard, and it is tried again.
             * @example connecting
             * @enum {string}
             */
            state: "connecting" | "connected" | "standby" | "failing";
            /**
             * @description The endpoints whose buttons are heard there.
             * @example [
             *       "webhook_1"
             *     ]
             */
            webhook_ids: string[];
        };
        ButtonListenerFault: {
            /**
             * @description Short and stable.
             * @example telegram_webhook_set
             */
            code: string;
            /**
             * @description What happened, and what to do; free of secrets.
             * @example A webhook is set for this bot.
             */
            message: string;
        };
        Certificate: {
            /**
             * Format: date-time
             * @description When it expires. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            expires_at: string;
            /**
             * @description SHA-256 of the certificate, in hexadecimal.
             * @example AB:12:CD:34
             */
            fingerprint: string;
            /**
             * @description Who has signed it.
             * @example CN=Example authority
             */
            issuer: string;
            /**
             * @description Whom it names.
             * @example CN=gateway
             */
            subject: string;
            /**
             * Format: date-time
             * @description From when it is valid. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            valid_from: string;
        };
        CloudEvent: {
            /**
             * @description A JSON object; without it: {}.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description The media type of the data. Kept with the event.
             * @example application/json
             */
            datacontenttype?: string | null;
            /**
             * @description The schema that the data follows, a URI. Kept with the event.
             * @example https://your-app.com/schemas/job.json
             */
            dataschema?: string | null;
            /**
             * @description Of the event in its source.
             * @example 7
             */
            id: string;
            /**
             * @description Together with `id` the id of our event.
             * @example /jobs/render
             */
            source: string;
            /**
             * @description Of CloudEvents.
             * @example 1.0
             * @constant
             */
            specversion: "1.0";
            /**
             * @description What it is about, in its source. Kept with the event.
             * @example job_17
             */
            subject?: string | null;
            /**
             * @description The timestamp of our event.
             * @example 2026-01-01T12:05:30.123Z
             */
            time?: string | null;
            /**
             * @description The type of our event. `webhook.…` and `action.…` are reserved for the gateway itself (422).
             * @example job.completed
             */
            type: string;
        } & {
            [key: string]: string | boolean | number | null;
        };
        /** @description A stored event that the change treats differently. */
        ComparedEvent: {
            /**
             * Format: date-time
             * @description When the gateway accepted it. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            accepted_at: string;
            /** @description What would become of it. */
            after: components["schemas"]["ComparedOutcome"];
            /** @description What becomes of it now. */
            before: components["schemas"]["ComparedOutcome"];
            /**
             * @description Type of the event.
             * @example job.completed
             */
            event: string;
            /**
             * @description Id of the event.
             * @example order-7
             */
            event_id: string;
            /**
             * @description `data.job_id`; null where the event has none.
             * @example job_17
             */
            job_id: string | null;
            /**
             * @description True: the outcome is the same, and the message differs.
             * @example true
             */
            rewritten: boolean;
        };
        ComparedOutcome: {
            /**
             * @description `held` and `dropped` by quiet hours; `failed`: the filter is too costly; `skipped`: not received.
             * @example sent
             * @enum {string}
             */
            outcome: "sent" | "held" | "dropped" | "failed" | "skipped";
            /**
             * @description Why the event is not sent at once, as a sentence; null where it is.
             * @example The filter does not match.
             */
            reason: string | null;
        };
        /** @description The request of one event. */
        ComparedPreviews: {
            /** @description As it would be. */
            after: components["schemas"]["Preview"];
            /** @description As the endpoint is now. */
            before: components["schemas"]["Preview"];
        };
        /** @description What the rate limits do to the requests. */
        ComparedRate: {
            /**
             * @description Requests that would have waited for a rate limit, had all gone to this endpoint alone.
             * @example 3
             */
            delayed: number;
            /**
             * @description The longest of these waits, ms.
             * @example 42000
             */
            longest_wait_ms: number;
        };
        ComparedSide: {
            /**
             * @description Events that quiet hours drop.
             * @example 0
             */
            dropped: number;
            /**
             * @description Requests among them that edit the message of a job; announcements of edits are messages.
             * @example 0
             */
            edits: number;
            /**
             * @description Events on which the filter takes too many steps: their deliveries fail.
             * @example 0
             */
            failed: number;
            /**
             * @description Events that quiet hours hold.
             * @example 0
             */
            held: number;
            /** @description What the rate limits do to these requests. */
            rate_limit: components["schemas"]["ComparedRate"];
            /**
             * @description Requests among them that answer in the thread of a job.
             * @example 0
             */
            replies: number;
            /**
             * @description Requests that carry the events which are sent: a digest or a batch carries several, and an edit of a live message replaces one that waits.
             * @example 9
             */
            requests: number;
            /**
             * @description Events that are sent.
             * @example 14
             */
            sent: number;
            /**
             * @description Events that the endpoint does not receive.
             * @example 36
             */
            skipped: number;
        };
        CompareRequest: {
            /** @description The change, as for `PATCH /api/webhooks/endpoints/{id}`. */
            changes: components["schemas"]["EndpointRequest"];
            /**
             * @description Id of a stored event whose requests are shown, as it is and as it would be.
             * @example order-7
             */
            event_id?: string | null;
        };
        Comparison: {
            /** @description What would become of them. */
            after: components["schemas"]["ComparedSide"];
            /** @description What becomes of them now. */
            before: components["schemas"]["ComparedSide"];
            /** @description The events that differ, the newest first. */
            differences: components["schemas"]["ComparedEvent"][];
            /**
             * @description The newest stored events of the types that the endpoint subscribes to, or would: at most 50, fewer where there are no more or they are large.
             * @example 50
             */
            examined: number;
            /** @description The requests of `event_id`; null without one. */
            previews: components["schemas"]["ComparedPreviews"] | null;
            /**
             * @description What the change would do, in sentences.
             * @example 14 of the last 50 events would be sent, 6 fewer than now.
             */
            summary: string;
            /**
             * @description Sentences about what may not be meant, as `PATCH` would answer.
             * @example []
             */
            warnings: string[];
        };
        ComparisonAnswer: {
            /** @description What the change would do; nothing was saved or sent. */
            comparison: components["schemas"]["Comparison"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        DeliveriesAnswer: {
            /** @description Deliveries, the newest first. */
            deliveries: components["schemas"]["Delivery"][];
            /**
             * @description `cursor` of the next page; null after the last page.
             * @example MTc2NzI2OTEzMDQ1NiAwMTliMWEyYw
             */
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description How far back the list was searched for this page; null: to its end. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            searched_to: string | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description One event for one endpoint. */
        Delivery: {
            /**
             * @description Attempts made so far.
             * @example 4
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When the event was accepted. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /**
             * @description Id of the endpoint, which may have been removed since.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description Type of the event.
             * @example job.completed
             */
            event: string;
            /**
             * @description Id of the event.
             * @example order-7
             */
            event_id: string;
            /** @description Explanation of the last error; null without an error, or where its message explains it. */
            explanation: components["schemas"]["Explanation"] | null;
            /**
             * Format: uuid
             * @description Id of the delivery of the digest that it waits in (reason `grouped`), or was told by; null: it is told by itself.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            grouped_in: string | null;
            /**
             * @description What holds a pending delivery; null: nothing, or its retry is due later anyway.
             * @example breaker
             * @enum {string|null}
             */
            held_by: "disabled" | "pause" | "breaker" | "target_pause" | "rate_limit" | "order" | "quiet_hours" | "muted" | "digest" | null;
            /**
             * @description The hold as a sentence; null where nothing holds the delivery.
             * @example The circuit of the endpoint is open; its deliveries wait for a successful probe.
             */
            held_reason: string | null;
            /**
             * Format: date-time
             * @description When the hold ends or is probed; null where no time is known. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            held_until: string | null;
            /**
             * Format: uuid
             * @description Id of the delivery, the same on every attempt: receivers deduplicate by it.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description `data.job_id` of the event; null where the event has none.
             * @example job_17
             */
            job_id: string | null;
            /** @description Error of the last attempt; null where it had none. */
            last_error: components["schemas"]["DeliveryFault"] | null;
            /**
             * @description HTTP status of the last response; null without one.
             * @example 503
             */
            last_status: number | null;
            /**
             * Format: date-time
             * @description When the next attempt is due; null while the delivery is completed, being sent, or waiting for an earlier one of its job. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            next_attempt_at: string | null;
            /**
             * @description Why the delivery failed or was cancelled, a short code; null otherwise.
             * @example retries_exhausted
             */
            reason: string | null;
            /**
             * Format: uuid
             * @description Id of the replay that made the delivery; null where acceptance did.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            replay_of: string | null;
            /**
             * Format: date-time
             * @description When the delivery was delivered, failed or cancelled; null before. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            settled_at: string | null;
            /**
             * @description State of the delivery. `failed` is the dead letter.
             * @example pending
             * @enum {string}
             */
            state: "pending" | "sending" | "delivered" | "failed" | "cancelled";
            /**
             * @description Public name of the endpoint.
             * @example webhook_1
             */
            webhook_id: string;
        };
        DeliveryAnswer: {
            /** @description The delivery as it is now. */
            delivery: components["schemas"]["Delivery"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        DeliveryDetail: {
            /**
             * @description Attempts made so far.
             * @example 4
             */
            attempts: number;
            /**
             * Format: date-time
             * @description When the event was accepted. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /**
             * @description Data of the event, as accepted.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description Id of the endpoint, which may have been removed since.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description Type of the event.
             * @example job.completed
             */
            event: string;
            /**
             * @description Id of the event.
             * @example order-7
             */
            event_id: string;
            /** @description Explanation of the last error; null without an error, or where its message explains it. */
            explanation: components["schemas"]["Explanation"] | null;
            /**
             * Format: uuid
             * @description Id of the delivery of the digest that it waits in (reason `grouped`), or was told by; null: it is told by itself.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            grouped_in: string | null;
            /**
             * @description What holds a pending delivery; null: nothing, or its retry is due later anyway.
             * @example breaker
             * @enum {string|null}
             */
            held_by: "disabled" | "pause" | "breaker" | "target_pause" | "rate_limit" | "order" | "quiet_hours" | "muted" | "digest" | null;
            /**
             * @description The hold as a sentence; null where nothing holds the delivery.
             * @example The circuit of the endpoint is open; its deliveries wait for a successful probe.
             */
            held_reason: string | null;
            /**
             * Format: date-time
             * @description When the hold ends or is probed; null where no time is known. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            held_until: string | null;
            /** @description Attempts, the first one first. */
            history: components["schemas"]["Attempt"][];
            /**
             * Format: uuid
             * @description Id of the delivery, the same on every attempt: receivers deduplicate by it.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description `data.job_id` of the event; null where the event has none.
             * @example job_17
             */
            job_id: string | null;
            /** @description Error of the last attempt; null where it had none. */
            last_error: components["schemas"]["DeliveryFault"] | null;
            /**
             * @description HTTP status of the last response; null without one.
             * @example 503
             */
            last_status: number | null;
            /**
             * Format: date-time
             * @description When the next attempt is due; null while the delivery is completed, being sent, or waiting for an earlier one of its job. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            next_attempt_at: string | null;
            /**
             * @description Why the delivery failed or was cancelled, a short code; null otherwise.
             * @example retries_exhausted
             */
            reason: string | null;
            /**
             * Format: uuid
             * @description Id of the replay that made the delivery; null where acceptance did.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            replay_of: string | null;
            /**
             * Format: date-time
             * @description Earliest time of the next attempt: its own, or that of the probe or the rate limit of the endpoint; null where none is known. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            retry_at: string | null;
            /**
             * @description Why the delivery is sent again, or why not, in a sentence without a time.
             * @example All 4 attempts failed.
             */
            retry_reason: string;
            /**
             * Format: date-time
             * @description When the delivery was delivered, failed or cancelled; null before. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            settled_at: string | null;
            /**
             * @description State of the delivery. `failed` is the dead letter.
             * @example pending
             * @enum {string}
             */
            state: "pending" | "sending" | "delivered" | "failed" | "cancelled";
            /**
             * @description Timestamp of the event as the sender wrote it, or the time of acceptance.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp: string;
            /**
             * @description Public name of the endpoint.
             * @example webhook_1
             */
            webhook_id: string;
            /**
             * @description Whether the gateway sends the delivery again by itself.
             * @example true
             */
            will_retry: boolean;
        };
        DeliveryDetailAnswer: {
            /** @description The delivery with its event and attempts. */
            delivery: components["schemas"]["DeliveryDetail"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        DeliveryFault: {
            /**
             * @description Error code, short and stable.
             * @example HTTP_503
             */
            code: string;
            /**
             * @description Error message, one sentence without secrets.
             * @example HTTP 503 response
             */
            message: string;
        };
        DeliveryRef: {
            /**
             * Format: uuid
             * @description Id of the delivery.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            delivery_id: string;
            /**
             * @description Public name of the endpoint.
             * @example webhook_1
             */
            webhook_id: string;
        };
        DeliveryRetryAnswer: {
            /** @description The delivery as it is now. */
            delivery: components["schemas"]["Delivery"];
            /**
             * @description Whether the delivery is sent now, or what holds it.
             * @example Delivery is due now.
             */
            message: string;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        Digest: {
            /**
             * @description Of a schedule: time of day from which on they are told. Without: midnight, or each full hour.
             * @example 09:00
             */
            at?: string | null;
            /**
             * @description With `over`: time between two summaries, which also ends the storm where it brings no more than that. On a schedule: a day, or a part of one, in which all are told once.
             * @example 5m
             */
            every: string;
            /**
             * @description Event types or patterns that are sent at once all the same. Without: none.
             * @example [
             *       "job.failed"
             *     ]
             */
            except?: string[] | null;
            /**
             * @description Messages that are sent one by one within `within`; further ones are gathered until it is calm again. Without: all are gathered, on the schedule of `every` and `at`.
             * @example 30
             */
            over?: number | null;
            /**
             * @description Event types or patterns that are gathered; others are sent at once. Without: every event.
             * @example [
             *       "job.progress"
             *     ]
             */
            types?: string[] | null;
            /**
             * @description Of a schedule: weekdays on which they are told, or ranges of them. Without: every day.
             * @example [
             *       "mon-fri"
             *     ]
             */
            weekdays?: string[] | null;
            /**
             * @description Time within which they are counted; goes with `over`.
             * @example 5m
             */
            within?: string | null;
            /**
             * @description Of a schedule: IANA time zone of the time. Without: that of `message`.
             * @example Europe/Berlin
             */
            zone?: string | null;
        };
        DisableRequest: {
            /**
             * @description One line, for people.
             * @example moves to another server
             */
            reason?: string | null;
        };
        DryRunEndpoint: {
            /**
             * @description Deliveries for this endpoint.
             * @example 14
             */
            count: number;
            /**
             * @description Id of the endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description What holds the deliveries of the endpoint now; null: nothing.
             * @example null
             * @enum {string|null}
             */
            held_by: "disabled" | "pause" | "breaker" | "target_pause" | "rate_limit" | null;
            /**
             * @description Whether the endpoint receives events; null where it was removed.
             * @example enabled
             * @enum {string|null}
             */
            state: "enabled" | "disabled" | "paused" | null;
            /**
             * @description Public name of the endpoint; null where none is known.
             * @example webhook_1
             */
            webhook_id: string | null;
        };
        /** @description A configured destination, with nothing secret in it. */
        Endpoint: {
            /** @description Null when the store does not answer. */
            activity: components["schemas"]["EndpointActivity"] | null;
            /**
             * @description Kind of target.
             * @example generic
             * @enum {string}
             */
            adapter: "slack" | "slack-bot" | "discord" | "teams" | "telegram" | "ntfy" | "gotify" | "google-chat" | "pushover" | "mattermost" | "rocketchat" | "matrix" | "zulip" | "webex" | "pagerduty" | "opsgenie" | "email" | "github" | "cloudevents" | "generic";
            /**
             * @description Edits of a `live` message that a short new message announces, because an edit notifies nobody.
             * @example failure
             * @enum {string}
             */
            announce: "failure" | "end" | "never";
            /** @description Many events in one request, for applications that take them; null: each event has a request of its own. */
            batch: components["schemas"]["Batch"] | null;
            /**
             * @description State of the circuit breaker. `open`: all attempts fail, deliveries are on hold; `half_open`: a probe is under way, or the endpoint is recovering.
             * @example closed
             * @enum {string}
             */
            breaker: "closed" | "open" | "half_open";
            /**
             * @description Attempts in flight at once, on one gateway.
             * @example 4
             */
            concurrency: number;
            /**
             * @description Attempts that failed in a row.
             * @example 0
             */
            consecutive_failures: number;
            /**
             * @description What the events of one job become: `each` a message of its own, `live` one message that is edited, `thread` one thread.
             * @example each
             * @enum {string}
             */
            conversation: "each" | "live" | "thread";
            /**
             * Format: date-time
             * @description When it was made. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /**
             * @description When many of its messages become one, complete with defaults.
             * @example {
             *       "over": 30,
             *       "within": "5m",
             *       "every": "5m",
             *       "types": null,
             *       "except": null
             *     }
             */
            digest: "off" | components["schemas"]["Digest"];
            /**
             * Format: date-time
             * @description Since when it is disabled. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            disabled_at: string | null;
            /**
             * @description Why it is disabled.
             * @example no_service
             */
            disabled_reason: string | null;
            /**
             * @description Event types or patterns.
             * @example [
             *       "job.*"
             *     ]
             */
            events: string[];
            /**
             * Format: date-time
             * @description Since when every attempt fails; null when the last did not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            failing_since: string | null;
            /**
             * @description A MongoDB-style query that events must match; null: all events of these types.
             * @example {
             *       "data.parameters.country": "us"
             *     }
             */
            filter: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Names of its custom headers.
             * @example {
             *       "Authorization": "***"
             *     }
             */
            headers: {
                [key: string]: "***";
            };
            /**
             * @description `failing`: the circuit is open, or five attempts in a row failed; `degraded`: part of the attempts fail, the target asked for quiet, or the endpoint is recovering.
             * @example healthy
             * @enum {string}
             */
            health: "healthy" | "degraded" | "failing" | "disabled" | "paused";
            /**
             * @description Why it is not healthy; null where it is.
             * @example 26 of 120 attempts in the last 15 min failed.
             */
            health_reason: string | null;
            /**
             * @description What holds all deliveries of the endpoint now; null: nothing.
             * @example breaker
             * @enum {string|null}
             */
            held_by: "disabled" | "pause" | "breaker" | "target_pause" | "rate_limit" | null;
            /**
             * Format: date-time
             * @description When that ends or is tried again; null where no time is known. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            held_until: string | null;
            /**
             * @description Internal and stable.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /** @description Of the last attempt; null when it did not fail. */
            last_error: components["schemas"]["EndpointFault"] | null;
            /**
             * @description Retries after the first attempt.
             * @example 5
             */
            max_retries: number;
            /** @description Presentation of its chat messages, complete with defaults. */
            message: components["schemas"]["MessageView"];
            /**
             * Format: date-time
             * @description Until when all its messages are muted; null: they are not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            muted_until: string | null;
            /**
             * @description Display name, one visible line.
             * @example Editorial app
             */
            name: string;
            /**
             * Format: date-time
             * @description When the next probe is due while the circuit is open. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            next_probe_at: string | null;
            /**
             * @description Of its adapter; secret ones are `***`.
             * @example {}
             */
            options: {
                [key: string]: unknown;
            };
            /**
             * @description `job`: the deliveries of one job are sent in order, one at a time.
             * @example job
             * @enum {string}
             */
            ordering: "none" | "job";
            /**
             * Format: date-time
             * @description Since when it is paused. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            paused_at: string | null;
            /**
             * @description What an application receives: the event in one of the known forms, or a request made of templates.
             * @example gateway
             */
            payload: ("gateway" | "standard" | "cloudevents" | "thin") | components["schemas"]["PayloadView"];
            /** @description Times in which new messages are held or dropped; edits of a message that is there go on; null: none. */
            quiet: components["schemas"]["Quiet"] | null;
            /** @description The quiet time that it is in, or the next one; null: none. */
            quiet_window: components["schemas"]["EndpointQuietWindow"] | null;
            /** @description Rate limit; null: none. */
            rate_limit: components["schemas"]["RateLimit"] | null;
            /**
             * @description Sends in the window that ends now.
             * @example 12
             */
            rate_limit_used: number;
            /**
             * @description True: it is defined outside the API and changed there.
             * @example true
             */
            read_only: boolean;
            /**
             * @description True: a probe has succeeded, and deliveries resume a few at a time.
             * @example true
             */
            recovering: boolean;
            /**
             * @description Waits before the retries, ms, one for each; null: they double.
             * @example [
             *       1000,
             *       2000,
             *       4000,
             *       30000,
             *       120000
             *     ]
             */
            retry_schedule_ms: number[] | null;
            /** @description How it signs. */
            secret: components["schemas"]["EndpointSecret"];
            /**
             * @description Where it was configured; `listener`: by a stream that reads its requests, and as long as that is there.
             * @example environment
             * @enum {string}
             */
            source: "environment" | "file" | "api" | "listener";
            /**
             * @description `disabled`: no new events; `paused`: everything waits.
             * @example enabled
             * @enum {string}
             */
            state: "enabled" | "disabled" | "paused";
            /**
             * @description Timeout of an attempt, ms.
             * @example 5000
             */
            timeout_ms: number;
            /** @description Certificates of its own; null: those of the gateway. */
            tls: components["schemas"]["EndpointTls"] | null;
            /**
             * @description Time to live, ms: an older delivery fails; null: never.
             * @example 86400000
             */
            ttl_ms: number | null;
            /**
             * Format: date-time
             * @description When it was last changed. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            updated_at: string;
            /**
             * @description Masked where it is a secret.
             * @example https://your-app.com/webhooks/streamgank
             */
            url: string;
            /**
             * @description Public name.
             * @example webhook_1
             */
            webhook_id: string;
        };
        /** @description Of all gateways together. */
        EndpointActivity: {
            /**
             * @description Attempts in that time.
             * @example 120
             */
            attempts: number;
            /**
             * @description Share of the attempts that failed; null without attempts.
             * @example 0.217
             */
            error_rate: number | null;
            /**
             * @description Deliveries that are failed now; counted up to 10,000.
             * @example 3
             */
            failed: number;
            /**
             * @description Attempts that did not deliver.
             * @example 26
             */
            failed_attempts: number;
            /**
             * Format: date-time
             * @description Since when the oldest pending delivery waits. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            oldest_queued_at: string | null;
            /**
             * @description Pending deliveries now; counted up to 10,000.
             * @example 12
             */
            queued: number;
            /**
             * @description Time that the attempts are counted over, ms.
             * @example 900000
             */
            window_ms: number;
        };
        EndpointAnswer: {
            /** @description As it is now. */
            endpoint: components["schemas"]["Endpoint"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EndpointCheck: {
            /**
             * @description Kind of target.
             * @example generic
             */
            adapter: string;
            /**
             * @description Whether the guard would let deliveries go there now.
             * @example true
             */
            allowed: boolean;
            /** @description What its filter would have done with the newest stored events. */
            filter_check: components["schemas"]["FilterCheck"];
            /**
             * @description What people call that kind.
             * @example Application
             */
            label: string;
            /**
             * @description Why it would not; null where it would.
             * @example 10.0.0.7 is not a public address (private); WEBHOOK_ALLOW_NETWORKS=10.0.0.7/32 (or private) would allow it.
             */
            message: string | null;
            /**
             * @description Masked where it is a secret.
             * @example https://your-app.com/webhooks/streamgank
             */
            url: string;
            /**
             * @description Sentences about what may not be meant.
             * @example []
             */
            warnings: string[];
        };
        EndpointCheckAnswer: {
            /** @description What would become of it; nothing was saved. */
            check: components["schemas"]["EndpointCheck"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EndpointCreatedAnswer: {
            /** @description As it is now. */
            endpoint: components["schemas"]["Endpoint"];
            /**
             * @description Its signing key, shown this once; missing where it has none of its own.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret?: string;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Sentences about what may not be meant: the URL, event types and conditions of the filter that can match nothing, parts of `message` without effect, quiet times that outlast the TTL, and templates that read data which no event has.
             * @example []
             */
            warnings: string[];
        };
        EndpointFault: {
            /**
             * @description Short and stable.
             * @example HTTP_503
             */
            code: string;
            /**
             * @description One sentence, free of secrets.
             * @example HTTP 503 response
             */
            message: string;
        };
        EndpointQuietWindow: {
            /**
             * @description It is quiet now.
             * @example true
             */
            active: boolean;
            /**
             * Format: date-time
             * @description When it begins, or began. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            from: string;
            /**
             * @description The same as a sentence.
             * @example Holds messages tonight from 22:00 to 07:00 (Europe/Berlin); job.failed is still sent.
             */
            sentence: string;
            /**
             * Format: date-time
             * @description When it ends. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            until: string;
        };
        EndpointRemovedAnswer: {
            /**
             * @description Waiting deliveries that were cancelled by now; what comes back later, from an attempt under way, follows.
             * @example 3
             */
            cancelled: number;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EndpointRequest: {
            /**
             * @description Kind of target. Without: recognised from the URL.
             * @example generic
             * @enum {string|null}
             */
            adapter?: "slack" | "slack-bot" | "discord" | "teams" | "telegram" | "ntfy" | "gotify" | "google-chat" | "pushover" | "mattermost" | "rocketchat" | "matrix" | "zulip" | "webex" | "pagerduty" | "opsgenie" | "email" | "github" | "cloudevents" | "generic" | null;
            /**
             * @description Edits of a `live` message that a short new message announces, because an edit notifies nobody. Without: `failure`.
             * @example failure
             * @enum {string|null}
             */
            announce?: "failure" | "end" | "never" | null;
            /** @description Many events in one request, for applications that take them. Without: each event has a request of its own. A new value replaces the old one as a whole. */
            batch?: components["schemas"]["Batch"] | null;
            /**
             * @description Attempts in flight at once, on one gateway; without: `WEBHOOK_CONCURRENCY`.
             * @example 4
             */
            concurrency?: number | null;
            /**
             * @description What the events of one job become: `each` a message of its own, `live` one message that is edited, `thread` one thread. Without: as the adapter has it. `live` and `thread` need `ordering: job`.
             * @example each
             * @enum {string|null}
             */
            conversation?: "each" | "live" | "thread" | null;
            /**
             * @description One message in the place of many: in a storm of messages, on a schedule, or `off`; edits of a message that is there go on; without: `WEBHOOK_DIGEST`. The default `storm` is more than 30 messages within 5 minutes, told by one each 5 minutes, where people read them; elsewhere there is none. A new value replaces the old one as a whole.
             * @example off
             */
            digest?: ("off" | components["schemas"]["Digest"]) | null;
            /**
             * @description Event types or patterns; without: `WEBHOOK_EVENTS`.
             * @example [
             *       "job.*"
             *     ]
             */
            events?: string[] | null;
            /**
             * @description A MongoDB-style query that events must match. Without: all events of these types.
             * @example {
             *       "data.parameters.country": "us"
             *     }
             */
            filter?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Custom headers. `***` keeps the stored value.
             * @example {
             *       "Authorization": "Bearer of-your-app"
             *     }
             */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * @description Retries after the first attempt; without: `WEBHOOK_MAX_RETRIES`. Replaces a `retry_schedule_ms`.
             * @example 5
             */
            max_retries?: number | null;
            /** @description Presentation of chat messages: parts that are left out keep their value, null brings a default back. Texts are templates, see `GET /api/webhooks/templates`. */
            message?: components["schemas"]["MessageRequest"] | null;
            /**
             * @description Display name, one visible line. Without: the public name.
             * @example Editorial app
             */
            name?: string | null;
            /**
             * @description Options of the adapter, as `GET /api/webhooks/adapters` describes them.
             * @example {}
             */
            options?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description `job`: the deliveries of one job are sent in order, one at a time; without: `WEBHOOK_ORDERING`, or as the adapter has it.
             * @example job
             * @enum {string|null}
             */
            ordering?: "none" | "job" | null;
            /**
             * @description What an application receives: `gateway`, the event in the envelope of the gateway; `standard`, the payload of Standard Webhooks; `cloudevents`, a CloudEvent in the JSON format; `thin`, ids and the address of the event; or a request made of templates. Without: `gateway`. A new value replaces the old one as a whole.
             * @example gateway
             */
            payload?: (("gateway" | "standard" | "cloudevents" | "thin") | components["schemas"]["PayloadTemplate"]) | null;
            /** @description Times in which new messages are held or dropped; edits of a message that is there go on. Without: none. A new value replaces the old one as a whole. */
            quiet?: components["schemas"]["Quiet"] | null;
            /** @description Rate limit; without: `WEBHOOK_RATE_LIMIT_MAX` and `_WINDOW`, or the `usual_rate_limit` of the adapter where that is lower. */
            rate_limit?: components["schemas"]["RateLimit"] | null;
            /**
             * @description Waits before the retries, ms, one for each; without: `WEBHOOK_RETRY_SCHEDULE`. Replaces `max_retries`.
             * @example [
             *       1000,
             *       2000,
             *       4000,
             *       30000,
             *       120000
             *     ]
             */
            retry_schedule_ms?: number[] | null;
            /**
             * @description Signing key. Without: one is made where the target verifies signatures. Null: the key of the gateway.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret?: string | null;
            /**
             * @description Private key of Ed25519 that signs beside the secret (`v1a` of Standard Webhooks): `whsk_` and 32 bytes in base64, or `generate` for a new one. Without: no such signature. The public key is shown as `secret.public_keys`.
             * @example generate
             */
            signing_key?: string | null;
            /**
             * @description Timeout of an attempt, ms; without: `WEBHOOK_TIMEOUT`.
             * @example 5000
             */
            timeout_ms?: number | null;
            /** @description For https:// URLs: parts that are left out keep their value, null takes them out; without: `WEBHOOK_TLS_CA`, `WEBHOOK_TLS_CERT` and `WEBHOOK_TLS_KEY`. */
            tls?: components["schemas"]["EndpointTlsRequest"] | null;
            /**
             * @description Time to live, ms: an older delivery fails; without: `WEBHOOK_TTL`.
             * @example 86400000
             */
            ttl_ms?: number | null;
            /**
             * @description Written as in `WEBHOOK_URLS`: an adapter may be named by prefix. Required of a new one.
             * @example https://your-app.com/webhooks/streamgank
             */
            url?: string | null;
        };
        EndpointResumedAnswer: {
            /** @description As it is now. */
            endpoint: components["schemas"]["Endpoint"];
            /**
             * @description Whether deliveries go out, or what holds them still.
             * @example Deliveries resume.
             */
            message: string;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EndpointsAnswer: {
            /** @description Those of the environment first, then of the file, then of the API. */
            endpoints: components["schemas"]["Endpoint"][];
            /**
             * @description Hand it back as `cursor` for the next page; null at the end.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            next_cursor: string | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EndpointSavedAnswer: {
            /** @description As it is now. */
            endpoint: components["schemas"]["Endpoint"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Sentences about what may not be meant: the URL, event types and conditions of the filter that can match nothing, parts of `message` without effect, quiet times that outlast the TTL, and templates that read data which no event has.
             * @example []
             */
            warnings: string[];
        };
        EndpointSecret: {
            /**
             * @description It signs with a key of its own; false: with the key of the gateway.
             * @example true
             */
            own: boolean;
            /**
             * Format: date-time
             * @description Until when the key before signs too; null: it does not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            previous_until: string | null;
            /**
             * @description Public keys of Ed25519 by which `v1a` signatures are verified, the current one first; empty without such a key.
             * @example [
             *       "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
             *     ]
             */
            public_keys: string[];
        };
        EndpointTestAnswer: {
            /** @description What a failure means and what to do about it; null where there is nothing to say. */
            explanation: components["schemas"]["Explanation"] | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description Result of the test. */
            test_result: components["schemas"]["TestResult"];
            /**
             * Format: date-time
             * @description When it was answered. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            timestamp: string;
        };
        EndpointTls: {
            /** @description Authorities it trusts beside those of the gateway. */
            ca: components["schemas"]["Certificate"][];
            /** @description Its client certificate; null: that of the gateway, if there is one. */
            cert: components["schemas"]["Certificate"] | null;
        };
        EndpointTlsRequest: {
            /**
             * @description Certificates of authorities in PEM (`-----BEGIN CERTIFICATE-----`), trusted beside those of the gateway.
             * @example null
             */
            ca?: string | null;
            /**
             * @description Client certificate in PEM, with its intermediate certificates behind it.
             * @example null
             */
            cert?: string | null;
            /**
             * @description Private key of the client certificate in PEM; stored encrypted, never shown. `***` keeps it.
             * @example null
             */
            key?: string | null;
            /**
             * @description Passphrase of the private key; stored encrypted, never shown. `***` keeps it.
             * @example null
             */
            passphrase?: string | null;
        };
        ErasedCounts: {
            /**
             * @description Attempts, with responses.
             * @example 19
             */
            attempts: number;
            /**
             * @description Deliveries.
             * @example 18
             */
            deliveries: number;
            /**
             * @description Events, with their data.
             * @example 6
             */
            events: number;
            /**
             * @description Mutes, operations and audit entries that name the job or an event of it; it is removed from them.
             * @example 1
             */
            mentions: number;
            /**
             * @description Messages that are edited or continued; what a chat shows stays there.
             * @example 2
             */
            messages: number;
        };
        /** @description The erasure of all that is stored about a job. */
        Erasure: {
            /**
             * @description Who asked for it, as the audit log names them.
             * @example ana
             */
            actor: string;
            /**
             * Format: date-time
             * @description When it was begun. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /** @description Rows that were erased so far. */
            erased: components["schemas"]["ErasedCounts"];
            /**
             * Format: date-time
             * @description When it was done; null while it is running. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description Id of the erasure.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description SHA-256 of the id of the job, as hex: all that remains of it.
             * @example aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
             */
            job_digest: string;
            /**
             * @description Why.
             * @example request of 3 May
             */
            reason: string;
            /**
             * @description It goes on after a crash, on any gateway.
             * @example running
             * @enum {string}
             */
            state: "running" | "done";
        };
        ErasureAnswer: {
            /** @description As it is now. */
            erasure: components["schemas"]["Erasure"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        ErasureDryRunAnswer: {
            /** @description Rows that an erasure would cover. */
            counts: components["schemas"]["ErasedCounts"];
            /**
             * @description Nothing was erased.
             * @example true
             * @constant
             */
            dry_run: true;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        ErasureRequestBody: {
            /**
             * @description True: count, and erase nothing.
             * @default false
             * @example true
             */
            dry_run?: boolean | null;
            /**
             * @description Job whose events are erased (`data.job_id`), as a text.
             * @example job_1704067200_abc123
             */
            job_id: string;
            /**
             * @description Why, for the audit log; do not name the person here.
             * @example request of 3 May
             */
            reason: string;
        };
        ErasuresAnswer: {
            /** @description Erasures, the newest first, at most 200. */
            erasures: components["schemas"]["Erasure"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        ErasureTerms: {
            /**
             * @description True: count, and erase nothing.
             * @default false
             * @example true
             */
            dry_run?: boolean | null;
            /**
             * @description Why, for the audit log; do not name the person here.
             * @example request of 3 May
             */
            reason: string;
        };
        /** @description What the job server reported. */
        Event: {
            /**
             * Format: date-time
             * @description When the gateway accepted the event. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            accepted_at: string;
            /** @description Deliveries of the event by state. */
            deliveries: components["schemas"]["EventDeliveries"];
            /**
             * @description The event type that was probably meant; null where none is similar.
             * @example Did you mean job.completed?
             */
            hint: string | null;
            /**
             * @description Id of the event, given by the sender or made by the gateway.
             * @example order-7
             */
            id: string;
            /**
             * @description `data.job_id`; null where the event has none.
             * @example job_17
             */
            job_id: string | null;
            /**
             * @description Where the data contradicts the schema of the event type; null: nowhere, or it was not checked.
             * @example data.job_id is required.
             */
            mismatch: string | null;
            /**
             * @description Timestamp as the sender wrote it, or the time of acceptance.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp: string;
            /**
             * @description Event type: words joined by dots.
             * @example job.completed
             */
            type: string;
            /**
             * @description True: no endpoint received the event. Events of the gateway itself never count as unrouted.
             * @example true
             */
            unrouted: boolean;
        };
        /** @description Events over time, in steps of equal length. */
        EventCounts: {
            /**
             * @description All events that were counted.
             * @example 8
             */
            count: number;
            /**
             * Format: date-time
             * @description How far back events were counted for this answer; null: the whole range. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            counted_to: string | null;
            /**
             * Format: date-time
             * @description Beginning of the first step. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            from: string;
            /**
             * @description `cursor` of the next page; null after the last page.
             * @example MTc2NzI2OTEzMDQ1NiAwMTliMWEyYw
             */
            next_cursor: string | null;
            /**
             * @description Length of a step, ms.
             * @example 900000
             */
            step_ms: number;
            /**
             * Format: date-time
             * @description End of the range. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            to: string;
            /**
             * @description Events of each step.
             * @example [
             *       3,
             *       0,
             *       5
             *     ]
             */
            total: number[];
            /** @description The same by event type, the most frequent first. */
            types: components["schemas"]["EventTypeCounts"][];
            /**
             * @description Events of each step that no endpoint received.
             * @example [
             *       0,
             *       0,
             *       1
             *     ]
             */
            unrouted: number[];
        };
        EventCountsAnswer: {
            /** @description The counts. */
            event_counts: components["schemas"]["EventCounts"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EventDeliveries: {
            /**
             * @description Cancelled deliveries.
             * @example 0
             */
            cancelled: number;
            /**
             * @description Delivered deliveries.
             * @example 1
             */
            delivered: number;
            /**
             * @description Deliveries that failed permanently.
             * @example 0
             */
            failed: number;
            /**
             * @description Deliveries that are pending or being sent.
             * @example 1
             */
            pending: number;
            /**
             * @description All deliveries.
             * @example 2
             */
            total: number;
        };
        EventDetail: {
            /**
             * Format: date-time
             * @description When the gateway accepted the event. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            accepted_at: string;
            /**
             * @description Context attributes of the CloudEvent, extensions included; null for any other event.
             * @example {
             *       "specversion": "1.0",
             *       "id": "7",
             *       "source": "/jobs/render",
             *       "type": "job.completed"
             *     }
             */
            cloud_event: {
                [key: string]: string | boolean | number;
            } | null;
            /**
             * @description Data of the event, as accepted.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data: {
                [key: string]: unknown;
            };
            /** @description Deliveries of the event by state. */
            deliveries: components["schemas"]["EventDeliveries"];
            /** @description Deliveries of the event, one for each endpoint. */
            deliveries_list: components["schemas"]["Delivery"][];
            /**
             * @description The event type that was probably meant; null where none is similar.
             * @example Did you mean job.completed?
             */
            hint: string | null;
            /**
             * @description Id of the event, given by the sender or made by the gateway.
             * @example order-7
             */
            id: string;
            /**
             * @description `data.job_id`; null where the event has none.
             * @example job_17
             */
            job_id: string | null;
            /**
             * @description Where the data contradicts the schema of the event type; null: nowhere, or it was not checked.
             * @example data.job_id is required.
             */
            mismatch: string | null;
            /** @description Which endpoints received it, and why the others did not. */
            routing: components["schemas"]["EventRoute"][];
            /**
             * @description Timestamp as the sender wrote it, or the time of acceptance.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp: string;
            /**
             * @description Event type: words joined by dots.
             * @example job.completed
             */
            type: string;
            /**
             * @description True: no endpoint received the event. Events of the gateway itself never count as unrouted.
             * @example true
             */
            unrouted: boolean;
        };
        EventDetailAnswer: {
            /** @description The event with its data and deliveries. */
            event: components["schemas"]["EventDetail"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description An endpoint and an event, as the endpoint is configured now. */
        EventRoute: {
            /**
             * Format: uuid
             * @description Id of its delivery of the event; null where it has none.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            delivery_id: string | null;
            /**
             * @description Id of the endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description The reason as a sentence.
             * @example The filter of the endpoint does not match this event.
             */
            message: string;
            /**
             * @description Why the endpoint has no delivery; null where it has one. `not_then`: it would receive the event now.
             * @example filter
             * @enum {string|null}
             */
            reason: "event_type" | "filter" | "disabled" | "not_then" | null;
            /**
             * @description Public name of the endpoint.
             * @example webhook_1
             */
            webhook_id: string;
        };
        EventsAnswer: {
            /** @description Events, the newest first. */
            events: components["schemas"]["Event"][];
            /**
             * @description `cursor` of the next page; null after the last page.
             * @example MTc2NzI2OTEzMDQ1NiAwMTliMWEyYw
             */
            next_cursor: string | null;
            /**
             * Format: date-time
             * @description How far back the list was searched for this page; null: to its end. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            searched_to: string | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EventsReceipt: {
            /**
             * @description Newly accepted events.
             * @example 1
             */
            accepted: number;
            /**
             * @description Events that had been accepted before.
             * @example 0
             */
            duplicates: number;
            /** @description Outcome of all deliveries together; only with `Prefer: wait`. */
            outcome?: components["schemas"]["Outcomes"];
            /**
             * @description Events that were rejected.
             * @example 1
             */
            rejected: number;
            /** @description Result of each event, in the order sent. */
            results: (components["schemas"]["TakenEvent"] | components["schemas"]["RejectedEvent"])[];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EventsRequest: {
            /** @description Each as in `POST /api/webhooks/trigger`; what is wrong with one does not concern the others. */
            events: (components["schemas"]["TriggerRequest"] | unknown)[];
        };
        /** @description An event type as it is in effect. */
        EventType: {
            /** @description Buttons of the message. */
            actions: components["schemas"]["EventTypeAction"][];
            /**
             * @description Whether the gateway knows the type without any configuration.
             * @example true
             */
            built_in: boolean;
            /**
             * @description Template of the reason of a failure; null: none.
             * @example {{ data.error | error_line }}
             */
            cause: string | null;
            /**
             * @description What the event means, in one or two sentences.
             * @example The job has finished and its video can be watched.
             */
            description: string;
            /**
             * @description Emoji before the title, or an empty text.
             * @example ✅
             */
            emoji: string;
            /**
             * @description Whether a job is over with the event.
             * @example true
             */
            ends: boolean;
            /**
             * @description Templates of the facts. A fact is left out where one of its outputs is empty; `**x**` marks emphasis.
             * @example [
             *       "template **{{ data.parameters.template }}**"
             *     ]
             */
            facts: string[];
            /**
             * @description Template of the title: what happened.
             * @example Video ready
             */
            headline: string;
            /**
             * @description Template of the https address of a picture; null: none.
             * @example {{ data.thumbnail_url }}
             */
            image: string | null;
            /**
             * @description What becomes of an event whose data contradicts the schema: `accept` takes it unchecked, `warn` accepts and marks it, `reject` refuses it with 422.
             * @example warn
             * @enum {string}
             */
            on_mismatch: "accept" | "warn" | "reject";
            /** @description Names of the fields that are set, by source. */
            overrides: components["schemas"]["EventTypeOverrides"];
            /**
             * @description Revision of the entry of the API, for `If-Match`; 0: the API has no entry.
             * @example 0
             */
            revision: number;
            /**
             * @description JSON Schema (2020-12) of `data`; null: any object.
             * @example {
             *       "type": "object",
             *       "required": [
             *         "job_id"
             *       ]
             *     }
             */
            schema: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Where the topmost fields come from.
             * @example builtin
             * @enum {string}
             */
            source: "builtin" | "file" | "api";
            /**
             * @description Templates of the parts of the subject: what it happened to. An empty part is left out.
             * @example [
             *       "{{ data.parameters.platform | platform }}"
             *     ]
             */
            subject: string[];
            /**
             * @description Mood of the message: its colour.
             * @example success
             * @enum {string}
             */
            tone: "success" | "failure" | "warning" | "progress" | "neutral";
            /**
             * @description Name of the type.
             * @example job.completed
             */
            type: string;
            /**
             * Format: date-time
             * @description When the entry of the API was written last; null: the API has none. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            updated_at: string | null;
        };
        EventTypeAction: {
            /**
             * @description Template of the text of the button.
             * @example Open invoice
             */
            label: string;
            /**
             * @description Emphasis of the button.
             * @example primary
             * @enum {string|null}
             */
            style?: "primary" | "danger" | null;
            /**
             * @description Template of an http(s) address; the button is left out where it gives none.
             * @example https://shop.example/invoices/{{ data.invoice_id }}
             */
            url: string;
        };
        EventTypeAnswer: {
            /** @description The type as it is in effect. */
            event_type: components["schemas"]["EventType"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EventTypeCounts: {
            /**
             * @description Events of each step.
             * @example [
             *       3,
             *       0,
             *       5
             *     ]
             */
            counts: number[];
            /**
             * @description Event type; null: all rarer types together.
             * @example job.completed
             */
            type: string | null;
        };
        /** @description Names of the fields that the file and the API set. */
        EventTypeOverrides: {
            /**
             * @description Fields that the API sets; they win over the file.
             * @example [
             *       "headline"
             *     ]
             */
            api: ("headline" | "emoji" | "tone" | "subject" | "facts" | "cause" | "image" | "actions" | "ends" | "schema" | "on_mismatch" | "description")[];
            /**
             * @description Fields that `events:` in the file sets.
             * @example []
             */
            file: ("headline" | "emoji" | "tone" | "subject" | "facts" | "cause" | "image" | "actions" | "ends" | "schema" | "on_mismatch" | "description")[];
        };
        EventTypeRemovedAnswer: {
            /** @description The type as it is in effect now; null: it is not listed any more. */
            event_type: components["schemas"]["EventType"] | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        EventTypeRequest: {
            /** @description Buttons of the message. */
            actions?: components["schemas"]["EventTypeAction"][];
            /**
             * @description Template of the reason of a failure; null: none.
             * @example null
             */
            cause?: string | null;
            /**
             * @description What the event means, in one or two sentences.
             * @example A customer has paid an invoice.
             */
            description?: string;
            /**
             * @description Emoji before the title, or an empty text.
             * @example 💶
             */
            emoji?: string;
            /**
             * @description Whether a job is over with the event.
             * @example false
             */
            ends?: boolean;
            /**
             * @description Templates of the facts. A fact is left out where one of its outputs is empty; `**x**` marks emphasis.
             * @example [
             *       "**{{ data.amount }}** paid"
             *     ]
             */
            facts?: string[];
            /**
             * @description Template of the title: what happened.
             * @example Invoice paid
             */
            headline?: string;
            /**
             * @description Template of the https address of a picture; null: none.
             * @example null
             */
            image?: string | null;
            /**
             * @description What becomes of an event whose data contradicts the schema: `accept` takes it unchecked, `warn` accepts and marks it, `reject` refuses it with 422.
             * @example warn
             * @enum {string}
             */
            on_mismatch?: "accept" | "warn" | "reject";
            /**
             * @description JSON Schema (2020-12) of `data`; null: any object.
             * @example {
             *       "type": "object",
             *       "required": [
             *         "invoice_id"
             *       ]
             *     }
             */
            schema?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Templates of the parts of the subject: what it happened to. An empty part is left out.
             * @example [
             *       "{{ data.customer }}"
             *     ]
             */
            subject?: string[];
            /**
             * @description Mood of the message: its colour.
             * @example success
             * @enum {string}
             */
            tone?: "success" | "failure" | "warning" | "progress" | "neutral";
        };
        EventTypesAnswer: {
            /** @description The types: the built-in ones in the order of a job, then the others by name. */
            event_types: components["schemas"]["EventType"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description Names of countries, platforms, genres and kinds of content. */
            values: components["schemas"]["ValueNames"];
        };
        EventTypeSavedAnswer: {
            /** @description The type as it is in effect. */
            event_type: components["schemas"]["EventType"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Templates of the entry that read data which neither the schema nor a stored event of the type has.
             * @example [
             *       "subject[0]: No known invoice.paid event has data.custmer: the output is empty. Did you mean data.customer?"
             *     ]
             */
            warnings: string[];
        };
        EventWithDeliveries: {
            /**
             * Format: date-time
             * @description When the gateway accepted the event. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            accepted_at: string;
            /** @description Deliveries of the event by state. */
            deliveries: components["schemas"]["EventDeliveries"];
            /** @description Deliveries of the event, one for each endpoint. */
            deliveries_list: components["schemas"]["Delivery"][];
            /**
             * @description The event type that was probably meant; null where none is similar.
             * @example Did you mean job.completed?
             */
            hint: string | null;
            /**
             * @description Id of the event, given by the sender or made by the gateway.
             * @example order-7
             */
            id: string;
            /**
             * @description `data.job_id`; null where the event has none.
             * @example job_17
             */
            job_id: string | null;
            /**
             * @description Where the data contradicts the schema of the event type; null: nowhere, or it was not checked.
             * @example data.job_id is required.
             */
            mismatch: string | null;
            /**
             * @description Timestamp as the sender wrote it, or the time of acceptance.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp: string;
            /**
             * @description Event type: words joined by dots.
             * @example job.completed
             */
            type: string;
            /**
             * @description True: no endpoint received the event. Events of the gateway itself never count as unrouted.
             * @example true
             */
            unrouted: boolean;
        };
        Explanation: {
            /**
             * @description What to do about it.
             * @example Check that the receiver is running and that host and port of the URL are right.
             */
            next_step: string;
            /**
             * @description What the failure means.
             * @example Nothing accepts connections at this address and port.
             */
            summary: string;
        };
        FieldFault: {
            /**
             * @description Column of the fault in that line, from 1.
             * @example 12
             */
            column?: number;
            /**
             * @description Name of the field, header or parameter: `data`, `events[1].id`, `Idempotency-Key`.
             * @example colour
             */
            field: string;
            /**
             * @description Line of the fault in a template, from 1.
             * @example 1
             */
            line?: number;
            /**
             * @description What is wrong with the value, and what is accepted.
             * @example There is no field colour.
             */
            message: string;
        };
        FilterCheck: {
            /**
             * @description The newest stored events of these types that were examined: at most 50, fewer where there are no more or they are large.
             * @example 50
             */
            examined: number;
            /**
             * @description Examined events that the filter lets pass.
             * @example 12
             */
            matched: number;
            /**
             * @description The same as a sentence.
             * @example Matches 12 of the last 50 events.
             */
            summary: string;
            /**
             * @description Examined events on which the filter takes too many steps: their deliveries would fail.
             * @example 0
             */
            too_costly: number;
            /**
             * @description Sentences about event types and conditions that can match nothing.
             * @example []
             */
            warnings: string[];
        };
        FilterCheckAnswer: {
            /** @description What the filter would have done; nothing was saved. */
            filter_check: components["schemas"]["FilterCheck"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        FilterCheckRequest: {
            /**
             * @description Event types or patterns; without: `WEBHOOK_EVENTS`.
             * @example [
             *       "job.*"
             *     ]
             */
            events?: string[] | null;
            /**
             * @description A MongoDB-style query that events must match. Without: all events of these types.
             * @example {
             *       "data.parameters.country": "us"
             *     }
             */
            filter?: {
                [key: string]: unknown;
            } | null;
        };
        FoundEndpoint: {
            /**
             * @description Adapter of the endpoint.
             * @example generic
             */
            adapter: string;
            /**
             * @description Id of the endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Display name.
             * @example CRM
             */
            name: string;
            /**
             * @description State of the endpoint.
             * @example enabled
             * @enum {string}
             */
            state: "enabled" | "paused" | "disabled";
            /**
             * @description URL, its secrets masked.
             * @example https://crm.example/***
             */
            url: string;
            /**
             * @description Public name of the endpoint.
             * @example webhook_1
             */
            webhook_id: string;
        };
        FoundEventType: {
            /**
             * @description What messages call it.
             * @example Job completed
             */
            headline: string;
            /**
             * @description Event type.
             * @example job.completed
             */
            type: string;
        };
        FoundJob: {
            /**
             * @description Id of the job.
             * @example job_17
             */
            job_id: string;
            /**
             * Format: date-time
             * @description When the newest event of the job was accepted. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            last_at: string;
            /**
             * @description Type of the newest event of the job.
             * @example job.completed
             */
            last_event: string;
        };
        /** @description The trouble of one endpoint with one cause. */
        Incident: {
            /**
             * Format: date-time
             * @description When it was acknowledged; null: it was not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            acknowledged_at: string | null;
            /**
             * @description Who acknowledged it, as the audit log names them; null: nobody did.
             * @example ana
             */
            acknowledged_by: string | null;
            /**
             * @description Of these, cancelled. Counted up to 10,000.
             * @example 0
             */
            cancelled: number;
            /** @description The cause. */
            cause: components["schemas"]["IncidentCause"];
            /**
             * Format: date-time
             * @description When it was closed; null: it is open. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            closed_at: string | null;
            /**
             * @description What closed it: the circuit closed with nothing failed; the failed deliveries were redelivered or cancelled; the endpoint was enabled; retention deleted the failed deliveries; the endpoint was deleted. Null: it is open.
             * @example recovered
             * @enum {string|null}
             */
            closed_by: "recovered" | "repaired" | "enabled" | "expired" | "removed" | null;
            /**
             * @description The endpoint was deleted, or is no longer configured.
             * @example true
             */
            endpoint_deleted: boolean;
            /**
             * Format: uuid
             * @description Endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description Display name of the endpoint, for a deleted one its last; null where it had none.
             * @example CRM
             */
            endpoint_name: string | null;
            /**
             * @description Errors of one cause share it: code and text without ids, numbers, paths and quoted texts.
             * @example HTTP_500: HTTP 500 response
             */
            error_class: string;
            /**
             * @description Deliveries that failed permanently, each counted once.
             * @example 15
             */
            failed: number;
            /**
             * @description Of these, failed now. Counted up to 10,000.
             * @example 3
             */
            failed_now: number;
            /** @description The first attempt that shows the cause; null where none is known. */
            first_attempt: components["schemas"]["IncidentAttempt"] | null;
            /**
             * @description Pending deliveries of the endpoint while it is failing or disabled, counted up to 10,000; 0 otherwise; null where the store gave no count.
             * @example 48
             */
            held: number | null;
            /**
             * Format: uuid
             * @description Id.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /** @description The last one; null where none is known. */
            last_attempt: components["schemas"]["IncidentAttempt"] | null;
            /**
             * Format: date-time
             * @description End of the mute of its system events; null: they are not muted. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            muted_until: string | null;
            /**
             * Format: date-time
             * @description Time of the next probe; null: none is planned. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            next_probe_at: string | null;
            /**
             * @description The last note; null without one.
             * @example The receiver is restarted.
             */
            note: string | null;
            /**
             * Format: date-time
             * @description When it was opened. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            opened_at: string;
            /**
             * @description `failing`: the circuit is open; `disabled`: the gateway has disabled the endpoint; `exhausted`: the endpoint takes requests, and deliveries are failed or being redelivered; `closed`: the incident is over.
             * @example failing
             * @enum {string}
             */
            phase: "failing" | "disabled" | "exhausted" | "closed";
            /**
             * @description Only deliveries of system events have failed: no system event tells of it.
             * @example true
             */
            quiet: boolean;
            /**
             * @description Of these, being redelivered. Counted up to 10,000.
             * @example 2
             */
            redelivering: number;
            /**
             * @description Of these, delivered by a redelivery. Counted up to 10,000.
             * @example 10
             */
            repaired: number;
            /**
             * @description Whether it is over.
             * @example open
             * @enum {string}
             */
            state: "open" | "closed";
            /**
             * @description Public name of the endpoint; null where nothing is known of it.
             * @example webhook_1
             */
            webhook_id: string | null;
        };
        IncidentAnswer: {
            /** @description The incident. */
            incident: components["schemas"]["IncidentDetail"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description An attempt, or a failed delivery, that shows the cause. */
        IncidentAttempt: {
            /**
             * Format: date-time
             * @description When it began. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * Format: uuid
             * @description Delivery.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            delivery_id: string;
            /**
             * @description The error.
             * @example HTTP 500 response
             */
            error: string;
            /**
             * @description Type of the event.
             * @example job.completed
             */
            event: string;
            /**
             * @description Id of the event.
             * @example order-7
             */
            event_id: string;
            /**
             * @description Job of the event; null without one.
             * @example job_17
             */
            job_id: string | null;
            /**
             * @description Number of the attempt, from 1; null: the delivery failed without one.
             * @example 4
             */
            number: number | null;
            /**
             * @description HTTP status; null without a response.
             * @example 500
             */
            status: number | null;
        };
        /** @description Why the deliveries fail. */
        IncidentCause: {
            /**
             * @description Code of the latest error.
             * @example HTTP_500
             */
            code: string;
            /**
             * @description The latest error.
             * @example HTTP 500 response
             */
            message: string;
            /**
             * @description What to do; null where only the error itself is known.
             * @example A later retry may succeed; look into the log of the receiver for the cause.
             */
            next_step: string | null;
            /**
             * @description HTTP status of the latest error; null without a response.
             * @example 500
             */
            status: number | null;
            /**
             * @description The cause in plain words; null where only the error itself is known.
             * @example The receiver failed while it processed the request.
             */
            summary: string | null;
        };
        IncidentDetail: {
            /**
             * Format: date-time
             * @description When it was acknowledged; null: it was not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            acknowledged_at: string | null;
            /**
             * @description Who acknowledged it, as the audit log names them; null: nobody did.
             * @example ana
             */
            acknowledged_by: string | null;
            /**
             * @description Of these, cancelled. Counted up to 10,000.
             * @example 0
             */
            cancelled: number;
            /** @description The cause. */
            cause: components["schemas"]["IncidentCause"];
            /**
             * Format: date-time
             * @description When it was closed; null: it is open. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            closed_at: string | null;
            /**
             * @description What closed it: the circuit closed with nothing failed; the failed deliveries were redelivered or cancelled; the endpoint was enabled; retention deleted the failed deliveries; the endpoint was deleted. Null: it is open.
             * @example recovered
             * @enum {string|null}
             */
            closed_by: "recovered" | "repaired" | "enabled" | "expired" | "removed" | null;
            /**
             * @description The endpoint was deleted, or is no longer configured.
             * @example true
             */
            endpoint_deleted: boolean;
            /**
             * Format: uuid
             * @description Endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description Display name of the endpoint, for a deleted one its last; null where it had none.
             * @example CRM
             */
            endpoint_name: string | null;
            /**
             * @description Errors of one cause share it: code and text without ids, numbers, paths and quoted texts.
             * @example HTTP_500: HTTP 500 response
             */
            error_class: string;
            /**
             * @description Deliveries that failed permanently, each counted once.
             * @example 15
             */
            failed: number;
            /**
             * @description Of these, failed now. Counted up to 10,000.
             * @example 3
             */
            failed_now: number;
            /** @description The first attempt that shows the cause; null where none is known. */
            first_attempt: components["schemas"]["IncidentAttempt"] | null;
            /**
             * @description Pending deliveries of the endpoint while it is failing or disabled, counted up to 10,000; 0 otherwise; null where the store gave no count.
             * @example 48
             */
            held: number | null;
            /**
             * Format: uuid
             * @description Id.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /** @description The last one; null where none is known. */
            last_attempt: components["schemas"]["IncidentAttempt"] | null;
            /**
             * Format: date-time
             * @description End of the mute of its system events; null: they are not muted. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            muted_until: string | null;
            /**
             * Format: date-time
             * @description Time of the next probe; null: none is planned. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            next_probe_at: string | null;
            /**
             * @description The last note; null without one.
             * @example The receiver is restarted.
             */
            note: string | null;
            /**
             * Format: date-time
             * @description When it was opened. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            opened_at: string;
            /**
             * @description `failing`: the circuit is open; `disabled`: the gateway has disabled the endpoint; `exhausted`: the endpoint takes requests, and deliveries are failed or being redelivered; `closed`: the incident is over.
             * @example failing
             * @enum {string}
             */
            phase: "failing" | "disabled" | "exhausted" | "closed";
            /**
             * @description Only deliveries of system events have failed: no system event tells of it.
             * @example true
             */
            quiet: boolean;
            /**
             * @description Of these, being redelivered. Counted up to 10,000.
             * @example 2
             */
            redelivering: number;
            /**
             * @description Of these, delivered by a redelivery. Counted up to 10,000.
             * @example 10
             */
            repaired: number;
            /**
             * @description Whether it is over.
             * @example open
             * @enum {string}
             */
            state: "open" | "closed";
            /** @description What happened, the oldest first: the first step and the 99 newest. */
            timeline: components["schemas"]["IncidentStep"][];
            /**
             * @description Public name of the endpoint; null where nothing is known of it.
             * @example webhook_1
             */
            webhook_id: string | null;
        };
        IncidentsAnswer: {
            /** @description The newest first. */
            incidents: components["schemas"]["Incident"][];
            /**
             * @description `cursor` of the next page; null after the last page.
             * @example MTc2NzI2OTEzMDQ1NiAwMTliMWEyYw
             */
            next_cursor: string | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description An entry of the timeline. */
        IncidentStep: {
            /**
             * Format: date-time
             * @description When it happened. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * @description Who did it, as the audit log names them; null: it happened by itself.
             * @example ana
             */
            by: string | null;
            /**
             * @description Of `failed`: deliveries that failed permanently; null of others.
             * @example 3
             */
            count: number | null;
            /**
             * @description What happened.
             * @example failing
             * @enum {string}
             */
            kind: "failing" | "failed" | "disabled" | "recovered" | "enabled" | "acknowledged" | "note" | "closed";
            /**
             * @description The note, or the error; null without one.
             * @example The receiver is restarted.
             */
            text: string | null;
        };
        JobAnswer: {
            /** @description The job, its events, their deliveries and attempts. */
            job: components["schemas"]["JobHistory"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description One attempt of a delivery of the job. */
        JobAttempt: {
            /**
             * Format: uuid
             * @description Delivery of the attempt.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            delivery_id: string;
            /**
             * @description Duration of the attempt, ms.
             * @example 156
             */
            duration_ms: number;
            /** @description Error of the attempt; null where it delivered. */
            error: components["schemas"]["DeliveryFault"] | null;
            /** @description Explanation of the error; null without one. */
            explanation: components["schemas"]["Explanation"] | null;
            /**
             * @description Note about the attempt; null without one.
             * @example No request was made.
             */
            note: string | null;
            /**
             * @description Number of the attempt, 1 for the first.
             * @example 1
             */
            number: number;
            /**
             * @description Outcome of the attempt.
             * @example delivered
             * @enum {string}
             */
            outcome: "delivered" | "retry" | "rejected" | "gone";
            /**
             * Format: date-time
             * @description When the attempt started. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            started_at: string;
            /**
             * @description HTTP status; null without a response.
             * @example 503
             */
            status: number | null;
        };
        JobData: {
            /**
             * Format: date-time
             * @description Time at which the job ended well.
             * @example 2026-01-01T12:05:30.000Z
             */
            completed_at?: string | null;
            /**
             * Format: date-time
             * @description Time at which the job was created.
             * @example 2026-01-01T12:00:00.000Z
             */
            created_at?: string | null;
            /**
             * @description Id of the render.
             * @example abc123-render-id
             */
            creatomate_id?: string | null;
            /**
             * @description Step of the job, in words.
             * @example Rendering video
             */
            current_step?: string | null;
            /**
             * @description Reason of the failure: a text, or an object with a `message`.
             * @example Render timed out
             */
            error?: string | {
                /**
                 * @description Reason of the failure.
                 * @example Render timed out
                 */
                message?: string | null;
            } | null;
            /**
             * Format: date-time
             * @description Time at which the job failed.
             * @example null
             */
            failed_at?: string | null;
            /**
             * @description Id of the job.
             * @example job_17
             */
            job_id: string | number;
            /**
             * @description Parameters of the video.
             * @example {
             *       "country": "us",
             *       "platform": "netflix",
             *       "genre": "action",
             *       "contentType": "movies"
             *     }
             */
            parameters?: {
                /**
                 * @description Kind of content, such as `movies`.
                 * @example movies
                 */
                contentType?: string | null;
                /**
                 * @description Country of the audience, ISO 3166 code such as `us`.
                 * @example us
                 */
                country?: string | null;
                /**
                 * @description Genre, such as `action`.
                 * @example action
                 */
                genre?: string | null;
                /**
                 * @description Streaming platform, such as `netflix`.
                 * @example netflix
                 */
                platform?: string | null;
                /**
                 * @description Template of the video.
                 * @example auto
                 */
                template?: string | null;
            } | null;
            /**
             * @description Time from the start of the work to the event, ms.
             * @example 330000
             */
            processing_duration_ms?: number | null;
            /**
             * @description Progress in percent.
             * @example 100
             */
            progress?: number | null;
            /**
             * @description Retries that the job has used.
             * @example 0
             */
            retry_count?: number | null;
            /**
             * Format: date-time
             * @description Time at which the work on the job began.
             * @example 2026-01-01T12:00:05.000Z
             */
            started_at?: string | null;
            /**
             * @description State of the job, such as `completed`.
             * @example completed
             */
            status?: string | null;
            /**
             * @description Address of a picture of the video (https).
             * @example https://cdn.example.com/videos/job_17.jpg
             */
            thumbnail_url?: string | null;
            /**
             * @description Address of the finished video.
             * @example https://cdn.example.com/videos/job_17.mp4
             */
            video_url?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A value of the data of the newest event, in words. */
        JobField: {
            /**
             * @description True: an id or an address, to be read letter by letter.
             * @example true
             */
            exact: boolean;
            /**
             * @description Its name for people.
             * @example Country
             */
            label: string;
            /**
             * @description Name of the value in the data, without `parameters.`.
             * @example country
             */
            name: string;
            /**
             * @description The value in words.
             * @example 🇺🇸 United States
             */
            value: string;
        };
        JobHistory: {
            /** @description Attempts of these deliveries, the first one first; the last 4,000. */
            attempts: components["schemas"]["JobAttempt"][];
            /** @description The last 200 events of the job, the newest first, without those of the gateway itself; with at most 2,000 deliveries. */
            events: components["schemas"]["EventWithDeliveries"][];
            /**
             * @description Stored events of the job; counted up to 10,000.
             * @example 4
             */
            events_total: number;
            /**
             * Format: date-time
             * @description When the first event of the job was accepted. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            first_at: string;
            /**
             * @description Id of the job, as requested.
             * @example job_17
             */
            job_id: string;
            /**
             * Format: date-time
             * @description When the last event of the job was accepted. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            last_at: string;
            /** @description Messages of the job that are edited or continued, one for each endpoint. */
            messages: components["schemas"]["JobMessage"][];
            /** @description What the job is, as its newest event tells it. */
            summary: components["schemas"]["JobSummary"];
            /**
             * @description True: the job has more events, deliveries or attempts than are listed; the newest are.
             * @example true
             */
            truncated: boolean;
        };
        /** @description The one message, or thread, of the job at an endpoint whose `conversation` is `live` or `thread`. */
        JobMessage: {
            /**
             * @description How often the message was found deleted.
             * @example 0
             */
            deleted: number;
            /**
             * Format: date-time
             * @description When the message was last posted or edited; null before. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            edited_at: string | null;
            /**
             * @description Id of the endpoint, which may have been removed since.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * Format: date-time
             * @description When the first message of the job was posted; null where none was, or it is no longer known. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            first_posted_at: string | null;
            /**
             * @description State of the message: it shows progress (`open`) or an end (`final`), was deleted once (`gone`) or twice (`lost`).
             * @example open
             * @enum {string}
             */
            phase: "open" | "final" | "gone" | "lost";
            /**
             * @description How often a post (of the message, of an announcement or a reply) got no answer: each may stand twice.
             * @example 0
             */
            possible_doubles: number;
            /**
             * Format: uuid
             * @description Delivery of the newest event that the message shows; null before the first.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            shown_delivery_id: string | null;
            /** @description The events of the job so far, the oldest first, superseded ones included; at most 20. */
            steps: components["schemas"]["JobMessageStep"][];
            /**
             * @description The state as a sentence.
             * @example The message shows the progress of the job.
             */
            summary: string;
            /**
             * @description Public name of the endpoint; null where it is no longer known.
             * @example webhook_1
             */
            webhook_id: string | null;
        };
        /** @description An event of the job, as its message tells of it. */
        JobMessageStep: {
            /**
             * @description Type of the event.
             * @example job.script_completed
             */
            event: string;
            /**
             * @description What happened.
             * @example Script ready
             */
            label: string;
            /**
             * @description False for a failure.
             * @example true
             */
            ok: boolean;
            /**
             * @description Timestamp of the event as the sender wrote it.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp: string;
        };
        /** @description A point of the life of the job, as its data tells it. */
        JobStep: {
            /**
             * Format: date-time
             * @description When it happened. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * @description What happened.
             * @example Started
             */
            label: string;
            /**
             * @description False for a failure.
             * @example true
             */
            ok: boolean;
        };
        /** @description What the job is, as its newest event tells it. */
        JobSummary: {
            /**
             * @description Time from start to end, ms; null while it is running.
             * @example 330123
             */
            duration_ms: number | null;
            /**
             * @description Emoji of the newest event; an empty text: none.
             * @example ✅
             */
            emoji: string;
            /**
             * Format: date-time
             * @description When the job ended; null while it is running. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            ended_at: string | null;
            /**
             * @description Why the job failed, as one line; null where it did not, or nobody says why.
             * @example FFmpeg exited with code 1
             */
            error: string | null;
            /**
             * @description The rest of the error, in lines; null where there is none.
             * @example null
             */
            error_detail: string | null;
            /**
             * @description Type of the newest event.
             * @example job.completed
             */
            event: string;
            /**
             * @description Id of the newest event.
             * @example order-7
             */
            event_id: string;
            /**
             * @description Short sentences about the job.
             * @example [
             *       "Rendered in 5 min 30 s"
             *     ]
             */
            facts: string[];
            /** @description Parameters and other values, known parameters first. */
            fields: components["schemas"]["JobField"][];
            /**
             * @description Headline of the newest event.
             * @example Video ready
             */
            headline: string;
            /**
             * Format: date-time
             * @description When the job began: its first event, or what its data says, whichever is earlier. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            started_at: string;
            /**
             * @description `ended`: the job is over without success or failure, such as a cancelled one.
             * @example running
             * @enum {string}
             */
            state: "running" | "succeeded" | "failed" | "ended";
            /** @description Points of the life of the job, in order of time. */
            steps: components["schemas"]["JobStep"][];
            /**
             * @description What the job is about; an empty text where its data does not tell.
             * @example Netflix · action movies · 🇺🇸 US
             */
            subject: string;
            /**
             * @description Address of a picture of it, https; null where there is none.
             * @example https://cdn.example/thumbnail.jpg
             */
            thumbnail_url: string | null;
            /**
             * @description Mood of the newest event.
             * @example success
             * @enum {string}
             */
            tone: "success" | "failure" | "warning" | "progress" | "neutral";
            /**
             * @description Address of the video, http(s); null where there is none.
             * @example https://cdn.example/video.mp4
             */
            video_url: string | null;
        };
        /** @description A key of the API, without its text. */
        Key: {
            /**
             * Format: date-time
             * @description When it was made; null of a key of the environment. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string | null;
            /**
             * @description Who made it, as the audit log names them; null of a key of the environment.
             * @example ana
             */
            created_by: string | null;
            /**
             * Format: date-time
             * @description When it becomes invalid by itself; null: never. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            expires_at: string | null;
            /**
             * @description Beginning of the key; of a key of the environment: of its SHA-256.
             * @example gwk_emit_Ab12
             */
            hint: string;
            /**
             * @description Names it in `…/keys/{id}`; of a key of the environment: its name.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was used last, at most a minute late; null: never, or a key of the environment. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            last_used_at: string | null;
            /**
             * @description Name, as the audit log has it.
             * @example ci-deploy
             */
            name: string;
            /**
             * Format: date-time
             * @description Until when the key before the last rotation is valid; null: no such key. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            previous_until: string | null;
            /**
             * @description Requests a minute, at most, at each gateway; null: no limit.
             * @example 600
             */
            rate: number | null;
            /**
             * Format: date-time
             * @description When it was revoked; null: it was not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            revoked_at: string | null;
            /**
             * @description Who revoked it; null: nobody.
             * @example ben
             */
            revoked_by: string | null;
            /**
             * @description What it may do.
             * @example emit
             * @enum {string}
             */
            role: "emit" | "viewer" | "operator" | "admin";
            /**
             * Format: date-time
             * @description When it was rotated last; null: never. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            rotated_at: string | null;
            /**
             * @description `environment`: of `WEBHOOK_EMIT_KEYS` or `WEBHOOK_ADMIN_KEYS`; cannot be changed here.
             * @example api
             * @enum {string}
             */
            source: "api" | "environment";
            /**
             * @description Whether it is valid now.
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
            /**
             * @description Event types and patterns that it may send; null: all.
             * @example [
             *       "job.*"
             *     ]
             */
            types: string[] | null;
        };
        KeyAnswer: {
            /** @description As it is now. */
            key: components["schemas"]["Key"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        KeyChangeRequest: {
            /**
             * Format: date-time
             * @description When the key becomes invalid by itself, ISO 8601 with an offset. null: never.
             * @example 2099-01-01T00:00:00.000Z
             */
            expires_at?: string | null;
            /**
             * @description New name of the key.
             * @example ci-release
             */
            name?: string | null;
            /**
             * @description Requests a minute with this key, at most; each gateway counts by itself. null: no limit.
             * @example 600
             */
            rate?: number | null;
            /**
             * @description Event types and patterns that the key may send. null: all types.
             * @example [
             *       "job.*"
             *     ]
             */
            types?: string[] | null;
        };
        KeyRotationRequest: {
            /**
             * @description How long the old key stays valid, ms; 0: it is invalid at once.
             * @default 86400000
             * @example 3600000
             */
            overlap_ms?: number | null;
        };
        KeysAnswer: {
            /** @description Keys of the environment first, then the others, newest first. Revoked ones for 90 days. */
            keys: components["schemas"]["Key"][];
            /**
             * @description Keys that can still be made.
             * @example 997
             */
            left: number;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        KeySecretAnswer: {
            /** @description As it is now. */
            key: components["schemas"]["Key"];
            /**
             * @description The key itself. It is shown this once.
             * @example gwk_emit_0123456789abcdefghijABCDEFGHIJ01xxxxxx
             */
            secret: string;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        LimitUsage: {
            /**
             * @description Limit of the target, in the same unit.
             * @example 40000
             */
            max: number;
            /**
             * @description Name of the limit, as in the adapter's `limits`.
             * @example text
             */
            name: string;
            /**
             * @description How much the message takes, in the unit of the target.
             * @example 312
             */
            used: number;
        };
        ListenAnswerAnswer: {
            /**
             * @description False: the answer came too late, or to no request.
             * @example true
             */
            accepted: boolean;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        ListenAnswerRequest: {
            /**
             * @description Body of the answer, cut to 65,536 characters.
             * @example ok
             */
            body?: string | null;
            /**
             * @description Why there is no answer, in place of a status.
             * @example connect ECONNREFUSED 127.0.0.1:4000
             */
            error?: string | null;
            /**
             * @description `hand` of the request that is answered.
             * @example 0b3c6f0e-6f5f-4a00-8c11-0f4e5a1d2b3c
             */
            hand?: string | null;
            /**
             * @description Headers of the answer.
             * @example {
             *       "content-type": "text/plain"
             *     }
             */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * @description HTTP status of the answer.
             * @example 200
             */
            status?: number | null;
        };
        /** @description An endpoint that lives as long as its stream. */
        Listener: {
            /**
             * @description Event types or patterns.
             * @example [
             *       "job.*"
             *     ]
             */
            events: string[];
            /**
             * @description Time in which a stream must (re)connect, ms; after that pending deliveries are cancelled.
             * @example 60000
             */
            grace_ms: number;
            /**
             * Format: uuid
             * @description Id of the endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Key of the signatures, shown this once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /**
             * @description Public name of the endpoint.
             * @example listener_4f2a9c01
             */
            webhook_id: string;
        };
        ListenerAnswer: {
            /** @description The listener. */
            listener: components["schemas"]["Listener"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        ListenerClosedAnswer: {
            /**
             * @description Waiting deliveries that were cancelled by now; what comes back later, from an attempt under way, follows.
             * @example 3
             */
            cancelled: number;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        ListenRequest: {
            /**
             * @description Event types or patterns. Without: WEBHOOK_EVENTS.
             * @example [
             *       "demo.*"
             *     ]
             */
            events?: string[] | null;
            /**
             * @description A MongoDB-style query that events must match. Without: all events of these types.
             * @example {
             *       "data.parameters.country": "us"
             *     }
             */
            filter?: {
                [key: string]: unknown;
            } | null;
        };
        LoginAnswer: {
            /**
             * @description Goes into `X-CSRF-Token` of requests other than GET.
             * @example 0pGfQ2m1cXk7nVb3sT9yLw
             */
            csrf_token: string;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        LoginRequest: {
            /**
             * @description A key of the role viewer, operator or admin, or one of `WEBHOOK_ADMIN_KEYS`.
             * @example one-of-your-admin-keys
             */
            key: string;
        };
        LogoutAnswer: {
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        MessageFields: {
            /**
             * @description Names of fields that messages leave out.
             * @example [
             *       "creatomate_id"
             *     ]
             */
            hide?: string[] | null;
            /**
             * @description Labels by field name. Without: the name in words.
             * @example {
             *       "creatomate_id": "Render"
             *     }
             */
            labels?: {
                [key: string]: string;
            } | null;
            /**
             * @description Names of fields that come first, in this order.
             * @example [
             *       "retry_count"
             *     ]
             */
            order?: string[] | null;
            /**
             * @description Names of the only fields that messages show, in this order. Without: all that the detail shows.
             * @example [
             *       "current_step",
             *       "parameters.template"
             *     ]
             */
            show?: string[] | null;
        };
        MessageFieldsView: {
            /**
             * @description Names of fields that messages leave out.
             * @example [
             *       "creatomate_id"
             *     ]
             */
            hide: string[];
            /**
             * @description Labels by field name.
             * @example {
             *       "creatomate_id": "Render"
             *     }
             */
            labels: {
                [key: string]: string;
            };
            /**
             * @description Names of fields that come first, in this order.
             * @example [
             *       "retry_count"
             *     ]
             */
            order: string[];
            /**
             * @description Names of the only fields that messages show, in this order; null: all that the detail shows.
             * @example [
             *       "current_step",
             *       "parameters.template"
             *     ]
             */
            show: string[] | null;
        };
        MessageRequest: {
            /**
             * @description Names of the only actions that messages offer: `redeliver`, `probe`, `mute`, and those that the configuration file declares; an empty list hides all. Without: all actions.
             * @example [
             *       "redeliver",
             *       "retry"
             *     ]
             */
            actions?: string[] | null;
            /**
             * @description Template of the text below. Without: `message` of the data.
             * @example Step: {{ data.current_step }}
             */
            body?: string | null;
            /**
             * @description Template of the cause of a failure. Without: the line of the error that says why.
             * @example {{ data.error | error_line }}
             */
            cause?: string | null;
            /**
             * @description `compact`: 4 to 6 lines on a phone; `standard`: also message, timeline and some fields; `full`: all fields; without: `WEBHOOK_MESSAGE_DETAIL`.
             * @example standard
             * @enum {string|null}
             */
            detail?: "compact" | "standard" | "full" | null;
            /** @description The fields of the data that messages show. */
            fields?: components["schemas"]["MessageFields"] | null;
            /**
             * @description BCP 47 tag of the language of numbers, dates and names of countries; without: `WEBHOOK_MESSAGE_LOCALE`.
             * @example en-GB
             */
            locale?: string | null;
            /**
             * @description The one mention in messages of failures, as the target writes it: `<!here>`, `<@U0123ABCD>` or `<!subteam^S0123ABCD>` on Slack, `<@…>` or `<@&…>` with an id on Discord. Without: nobody is mentioned.
             * @example null
             */
            mention_on_failure?: string | null;
            /**
             * @description Template of the subject, which names the job in a person’s words. Without: the subject of the event type.
             * @example {{ data.parameters.platform | platform }} · {{ data.parameters.country | country }}
             */
            subject?: string | null;
            /**
             * @description Template of the title. Without: the headline of the event type.
             * @example {{ data.parameters.genre | genre }} video is ready
             */
            title?: string | null;
            /**
             * @description IANA time zone of times that the target does not show in the reader’s own; without: `WEBHOOK_MESSAGE_ZONE`.
             * @example Europe/Berlin
             */
            zone?: string | null;
        };
        /** @description Presentation of chat messages, complete with its defaults. */
        MessageView: {
            /**
             * @description Names of the only actions that messages offer: `redeliver`, `probe`, `mute`, and those that the configuration file declares; an empty list hides all; null: all actions.
             * @example [
             *       "redeliver",
             *       "retry"
             *     ]
             */
            actions: string[] | null;
            /**
             * @description Template of the text below; null: `message` of the data.
             * @example Step: {{ data.current_step }}
             */
            body: string | null;
            /**
             * @description Template of the cause of a failure; null: the line of the error that says why.
             * @example {{ data.error | error_line }}
             */
            cause: string | null;
            /**
             * @description `compact`: 4 to 6 lines on a phone; `standard`: also message, timeline and some fields; `full`: all fields.
             * @example standard
             * @enum {string}
             */
            detail: "compact" | "standard" | "full";
            /** @description The fields of the data that messages show. */
            fields: components["schemas"]["MessageFieldsView"];
            /**
             * @description BCP 47 tag of the language of numbers, dates and names of countries.
             * @example en-GB
             */
            locale: string;
            /**
             * @description The one mention in messages of failures, as the target writes it: `<!here>`, `<@U0123ABCD>` or `<!subteam^S0123ABCD>` on Slack, `<@…>` or `<@&…>` with an id on Discord; null: nobody is mentioned.
             * @example null
             */
            mention_on_failure: string | null;
            /**
             * @description Template of the subject, which names the job in a person’s words; null: the subject of the event type.
             * @example {{ data.parameters.platform | platform }} · {{ data.parameters.country | country }}
             */
            subject: string | null;
            /**
             * @description Template of the title; null: the headline of the event type.
             * @example {{ data.parameters.genre | genre }} video is ready
             */
            title: string | null;
            /**
             * @description IANA time zone of times that the target does not show in the reader’s own.
             * @example Europe/Berlin
             */
            zone: string;
        };
        /** @description A path of a template that neither the event, nor the schema and samples of its type have. */
        MissingPath: {
            /**
             * @description Name of the field.
             * @example message.title
             */
            field: string;
            /**
             * @description The same in a sentence.
             * @example No known job.completed event has data.titel: the output is empty. Did you mean data.title?
             */
            message: string;
            /**
             * @description The path.
             * @example data.titel
             */
            path: string;
        };
        /** @description A time in which messages are dropped or held, which ends by itself. */
        Mute: {
            /**
             * @description It holds now.
             * @example true
             */
            active: boolean;
            /**
             * @description Who muted, as the audit log names them.
             * @example ana
             */
            actor: string;
            /**
             * Format: date-time
             * @description When it was made. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was ended early; null: it was not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            ended_at: string | null;
            /**
             * Format: uuid
             * @description Endpoint that is muted; null: all.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string | null;
            /**
             * @description Kind of error, without what differs between errors of one kind; null: any error, or none.
             * @example Render node … does not answer
             */
            error: string | null;
            /**
             * Format: uuid
             * @description Names it in `DELETE …/mutes/:id`.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Job; null: every job.
             * @example job_1704067200_abc123
             */
            job_id: string | null;
            /**
             * @description For people.
             * @example maintenance of the render farm
             */
            reason: string | null;
            /**
             * @description What becomes of messages.
             * @example hold
             * @enum {string}
             */
            then: "hold" | "drop";
            /**
             * @description Event type or pattern; null: every event.
             * @example job.progress
             */
            type: string | null;
            /**
             * Format: date-time
             * @description When it ends by itself. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            until: string;
        };
        MuteAnswer: {
            /** @description As it is now. */
            mute: components["schemas"]["Mute"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        MuteFilter: {
            /**
             * @description Error whose kind is muted, as a message shows it: its ids, numbers, paths and quoted texts do not matter. Without: events with any error, or none.
             * @example Creatomate API error: 422 Unprocessable Entity
             */
            error?: string | null;
            /**
             * @description Job whose events are muted (`data.job_id`), or id of an incident. Without: every job.
             * @example job_1704067200_abc123
             */
            job_id?: string | null;
            /**
             * @description Event type or pattern that is muted. Without: every event, system events included.
             * @example job.progress
             */
            type?: string | null;
        };
        MuteRequest: {
            /** @description Events that are muted: those that match every field that is given. Without: every event. */
            filter?: components["schemas"]["MuteFilter"] | null;
            /**
             * @description Length of the mute. Without: `until` says when it ends.
             * @example 1h
             */
            for?: string | null;
            /**
             * @description One line, for people.
             * @example maintenance of the render farm
             */
            reason?: string | null;
            /**
             * @description `drop`: messages are cancelled; `hold`: they wait for the end of the mute. Without: `drop`. With `filter.error`, a held message is sent when a later event of its job waits behind it.
             * @example hold
             * @enum {string|null}
             */
            then?: "hold" | "drop" | null;
            /**
             * Format: date-time
             * @description When the mute ends, ISO 8601 with an offset, at most 90 days from now. Without: `for` says how long it lasts.
             * @example null
             */
            until?: string | null;
        };
        MutesAnswer: {
            /** @description Newest first: those that hold, and those that ended in the last 90 days. At most 500. */
            mutes: components["schemas"]["Mute"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        NewKeyRequest: {
            /**
             * Format: date-time
             * @description When the key becomes invalid by itself, ISO 8601 with an offset. Without: never.
             * @example 2099-01-01T00:00:00.000Z
             */
            expires_at?: string | null;
            /**
             * @description Name of the key: the audit log names it, so one key for each person or program.
             * @example ci-deploy
             */
            name: string;
            /**
             * @description Requests a minute with this key, at most; each gateway counts by itself. Without: no limit.
             * @example 600
             */
            rate?: number | null;
            /**
             * @description `emit` sends events; `viewer` reads; `operator` steers deliveries and endpoints too; `admin` does everything.
             * @example emit
             * @enum {string}
             */
            role: "emit" | "viewer" | "operator" | "admin";
            /**
             * @description Event types and patterns that the key may send. For emit keys. Without: all types.
             * @example [
             *       "job.*"
             *     ]
             */
            types?: string[] | null;
        };
        NoteRequest: {
            /**
             * @description What is known or done, for people.
             * @example The certificate of the receiver was renewed.
             */
            note?: string | null;
        };
        /** @description Work over many deliveries, which continues after a crash. */
        Operation: {
            /**
             * Format: date-time
             * @description When the operation was started; it covers no delivery made later. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /**
             * @description Deliveries that were skipped: changed concurrently, there already, or waiting for an earlier one of their job.
             * @example 1
             */
            failed: number;
            /** @description Which deliveries or events the operation covers. */
            filter: components["schemas"]["OperationFilter"];
            /**
             * Format: date-time
             * @description When the operation ended; null while it is running. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description Id of the operation.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Kind of the operation.
             * @example redeliver
             * @enum {string}
             */
            kind: "redeliver" | "cancel" | "replay" | "retry";
            /** @description What has become of the queued deliveries; null for a cancellation. */
            outcome: components["schemas"]["OperationOutcome"] | null;
            /**
             * @description Deliveries processed so far.
             * @example 80
             */
            processed: number;
            /**
             * @description Deliveries per second, at most; null: without a limit.
             * @example 10
             */
            rate: number | null;
            /**
             * @description State of the operation. `cancelled`: the deliveries it changed stay changed.
             * @example running
             * @enum {string}
             */
            state: "running" | "done" | "cancelled" | "failed";
            /**
             * @description Deliveries that were queued or cancelled.
             * @example 79
             */
            succeeded: number;
            /**
             * @description Deliveries that matched at the start; null where counting took too long.
             * @example 120
             */
            total: number | null;
        };
        OperationAnswer: {
            /** @description The operation as it is now. */
            operation: components["schemas"]["Operation"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        OperationDetail: {
            /**
             * Format: date-time
             * @description When the operation was started; it covers no delivery made later. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /** @description The outcome by endpoint. */
            endpoints: components["schemas"]["OperationEndpoint"][];
            /**
             * @description Deliveries that were skipped: changed concurrently, there already, or waiting for an earlier one of their job.
             * @example 1
             */
            failed: number;
            /** @description Which deliveries or events the operation covers. */
            filter: components["schemas"]["OperationFilter"];
            /**
             * Format: date-time
             * @description When the operation ended; null while it is running. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description Id of the operation.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Kind of the operation.
             * @example redeliver
             * @enum {string}
             */
            kind: "redeliver" | "cancel" | "replay" | "retry";
            /** @description What has become of the queued deliveries; null for a cancellation. */
            outcome: components["schemas"]["OperationOutcome"] | null;
            /**
             * @description Deliveries processed so far.
             * @example 80
             */
            processed: number;
            /**
             * @description Deliveries per second, at most; null: without a limit.
             * @example 10
             */
            rate: number | null;
            /**
             * @description State of the operation. `cancelled`: the deliveries it changed stay changed.
             * @example running
             * @enum {string}
             */
            state: "running" | "done" | "cancelled" | "failed";
            /**
             * @description Deliveries that were queued or cancelled.
             * @example 79
             */
            succeeded: number;
            /**
             * @description Deliveries that matched at the start; null where counting took too long.
             * @example 120
             */
            total: number | null;
        };
        OperationDetailAnswer: {
            /** @description The operation as it is now. */
            operation: components["schemas"]["OperationDetail"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        OperationEndpoint: {
            /**
             * @description Cancelled.
             * @example 0
             */
            cancelled: number;
            /**
             * @description Delivered since.
             * @example 11
             */
            delivered: number;
            /**
             * @description Id of the endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description Failed permanently.
             * @example 0
             */
            failed: number;
            /**
             * @description Pending at an endpoint that sends nothing now.
             * @example 1
             */
            held: number;
            /**
             * @description Pending, being sent, or waiting for a retry.
             * @example 2
             */
            pending: number;
            /**
             * @description Public name of the endpoint; null where it was removed.
             * @example webhook_1
             */
            webhook_id: string | null;
        };
        /** @description Filter of the operation; null: no restriction. */
        OperationFilter: {
            /**
             * @description Public names of endpoints, or ids of removed ones.
             * @example [
             *       "webhook_1"
             *     ]
             */
            endpoint: string[] | null;
            /**
             * @description Text in the reason or the last error.
             * @example 503
             */
            error: string | null;
            /**
             * @description Event types or patterns.
             * @example [
             *       "job.*"
             *     ]
             */
            event: string[] | null;
            /**
             * @description Id of the event.
             * @example order-7
             */
            event_id: string | null;
            /**
             * Format: date-time
             * @description Start of the range, inclusive. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            from: string | null;
            /**
             * Format: uuid
             * @description Delivery of the digest whose deliveries the operation covers.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            grouped_in: string | null;
            /**
             * @description Ids of deliveries; of events for a replay.
             * @example [
             *       "order-7"
             *     ]
             */
            id: string[] | null;
            /**
             * Format: uuid
             * @description Incident whose deliveries the operation covers.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            incident: string | null;
            /**
             * @description Id of the job.
             * @example job_17
             */
            job_id: string | null;
            /**
             * @description Query as it was written; its conditions are part of the other fields where they are simple ones.
             * @example status:5xx last:2h
             */
            q: string | null;
            /**
             * @description States.
             * @example [
             *       "failed"
             *     ]
             */
            state: ("pending" | "sending" | "delivered" | "failed" | "cancelled")[] | null;
            /**
             * Format: date-time
             * @description End of the range, exclusive. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            to: string | null;
        };
        /** @description What has become of the deliveries by now. */
        OperationOutcome: {
            /**
             * @description Cancelled.
             * @example 0
             */
            cancelled: number;
            /**
             * @description False: there are more than 10,000, and the figures cover a part.
             * @example true
             */
            complete: boolean;
            /**
             * @description Delivered since.
             * @example 11
             */
            delivered: number;
            /**
             * @description Failed permanently.
             * @example 0
             */
            failed: number;
            /**
             * @description Pending at an endpoint that sends nothing now.
             * @example 1
             */
            held: number;
            /**
             * @description Acted on again by a later operation or by an operator, or deleted for their age.
             * @example 0
             */
            other: number;
            /**
             * @description Pending, being sent, or waiting for a retry.
             * @example 2
             */
            pending: number;
            /**
             * @description Deliveries that were queued.
             * @example 14
             */
            queued: number;
            /**
             * @description Deliveries that were skipped.
             * @example 0
             */
            skipped: number;
        };
        OperationsAnswer: {
            /**
             * @description `cursor` of the next page; null after the last page.
             * @example MTc2NzI2OTEzMDQ1NiAwMTliMWEyYw
             */
            next_cursor: string | null;
            /** @description Operations, the newest first. */
            operations: components["schemas"]["Operation"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description Deliveries by state when the wait ended. */
        Outcomes: {
            /**
             * @description Deliveries that failed permanently.
             * @example 0
             */
            failed: number;
            /**
             * @description Deliveries that were still pending.
             * @example 1
             */
            pending: number;
            /**
             * @description Delivered deliveries.
             * @example 1
             */
            successful: number;
            /**
             * @description All deliveries.
             * @example 2
             */
            total: number;
        };
        PayloadTemplate: {
            /**
             * @description Any JSON, whose texts are templates. A text that is one `{{ path }}` alone becomes the value there with its type, or null; any other stays a text.
             * @example {
             *       "id": "{{ data.job_id }}",
             *       "done": "{{ data.progress }}",
             *       "text": "Job {{ data.job_id }}"
             *     }
             */
            body: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean;
            /**
             * @description Templates of further headers by name; one that gives an empty text is not sent.
             * @example {
             *       "X-Job": "{{ data.job_id }}"
             *     }
             */
            headers?: {
                [key: string]: string;
            } | null;
            /**
             * @description HTTP method.
             * @default POST
             * @example POST
             * @enum {string|null}
             */
            method?: "POST" | "PUT" | "PATCH" | null;
        };
        /** @description A request made of templates. */
        PayloadView: {
            /**
             * @description Any JSON, whose texts are templates. A text that is one `{{ path }}` alone becomes the value there with its type, or null; any other stays a text.
             * @example {
             *       "id": "{{ data.job_id }}",
             *       "done": "{{ data.progress }}",
             *       "text": "Job {{ data.job_id }}"
             *     }
             */
            body: {
                [key: string]: unknown;
            } | unknown[] | string | number | boolean;
            /**
             * @description Templates of further headers by name; one that gives an empty text is not sent.
             * @example {
             *       "X-Job": "{{ data.job_id }}"
             *     }
             */
            headers: {
                [key: string]: string;
            };
            /**
             * @description HTTP method.
             * @example POST
             * @enum {string}
             */
            method: "POST" | "PUT" | "PATCH";
        };
        Preview: {
            /** @description The notification that phones and desktops show; null where they show none. */
            banner: components["schemas"]["Banner"] | null;
            /**
             * @description The exact body.
             * @example {"event":"job.completed","data":{"job_id":"job_17"}}
             */
            body: string;
            /** @description Templates that failed, with their places. */
            faults: components["schemas"]["TextFault"][];
            /**
             * @description As they would be sent; values of custom headers and signatures are `***`.
             * @example {
             *       "Content-Type": "application/json",
             *       "X-StreamGank-Event": "job.completed"
             *     }
             */
            headers: {
                [key: string]: string;
            };
            /** @description What the message takes of the target's limits. */
            limits: components["schemas"]["LimitUsage"][];
            /**
             * @description Whether the endpoint would get the event.
             * @example true
             */
            matches: boolean;
            /**
             * @description HTTP method; `MAIL` for a message that goes to a mail server.
             * @example POST
             * @enum {string}
             */
            method: "POST" | "PUT" | "PATCH" | "DELETE" | "MAIL";
            /** @description Paths of templates of `message`, `payload` or `event_type` that no known event of the type has. */
            missing: components["schemas"]["MissingPath"][];
            /**
             * @description Sentences about templates that failed, and what stands in their place.
             * @example []
             */
            notes: string[];
            /**
             * @description Reason why the endpoint would not get the event; null where it would.
             * @example Its filter does not let this event pass.
             */
            reason: string | null;
            /**
             * @description Masked URL of the request.
             * @example https://your-app.com/webhooks/streamgank
             */
            url: string;
        };
        PreviewAnswer: {
            /** @description The exact request an event would make; nothing was sent. */
            preview: components["schemas"]["Preview"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        PreviewRequest: {
            /**
             * @description Previews the request that continues the message of the job: `edit` edits it, `reply` answers in its thread, `announce` is the short message that announces an edit. The message shows the earlier events of a stored event, or made-up ones. Without it, and where the target cannot do that (`notes` says so), the event makes a message of its own.
             * @example edit
             * @enum {string|null}
             */
            conversation?: "edit" | "reply" | "announce" | null;
            /**
             * @description Data of the event.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Event type; without `data`, the sample of that type is used.
             * @example job.completed
             */
            event?: string | null;
            /**
             * @description Id of a stored event.
             * @example order-7
             */
            event_id?: string | null;
            /** @description Entry of the event type in place of the saved one, as for `PUT /api/webhooks/event-types/{type}`. A faulty field is told in `faults`; the value beneath stands in its place. */
            event_type?: components["schemas"]["EventTypeRequest"] | null;
            /** @description Presentation of chat messages: parts that are left out keep their value, null brings a default back. Texts are templates, see `GET /api/webhooks/templates`. */
            message?: components["schemas"]["MessageRequest"] | null;
            /**
             * @description What an application receives: `gateway`, the event in the envelope of the gateway; `standard`, the payload of Standard Webhooks; `cloudevents`, a CloudEvent in the JSON format; `thin`, ids and the address of the event; or a request made of templates. Without: `gateway`. A new value replaces the old one as a whole.
             * @example gateway
             */
            payload?: (("gateway" | "standard" | "cloudevents" | "thin") | components["schemas"]["PayloadTemplate"]) | null;
            /**
             * @description Name or event type of one of the adapter's samples.
             * @example job.completed
             */
            sample?: string | null;
            /**
             * @description Time of the event, ISO 8601; without: now.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp?: string | null;
        };
        ProbeAnswer: {
            /** @description As it is now. */
            endpoint: components["schemas"]["Endpoint"];
            /**
             * @description What was done.
             * @example Probing webhook_1 now with one queued delivery.
             */
            message: string;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description Result of the test event; null where a delivery is the probe. */
            test_result: components["schemas"]["TestResult"] | null;
        };
        /** @description How to let the deliveries of an endpoint resume. */
        ProbeOffer: {
            /**
             * @description The route to call.
             * @example probe
             * @constant
             */
            action: "probe";
            /**
             * @description A sentence.
             * @example The test was delivered, but the circuit is open; probe it now to resume.
             */
            message: string;
            /**
             * @description What to send as `with`: a queued delivery, or a test event where none is queued.
             * @example delivery
             * @enum {string}
             */
            with: "delivery" | "test";
        };
        ProbeRequest: {
            /**
             * @description What is sent: a pending delivery, or a test event.
             * @default delivery
             * @example delivery
             * @enum {string|null}
             */
            with?: "delivery" | "test" | null;
        };
        /** @description A public key of Ed25519 as a JSON Web Key (RFC 8037). */
        PublicKey: {
            /**
             * @description Always `EdDSA`.
             * @example EdDSA
             */
            alg: string;
            /**
             * @description Always `Ed25519`.
             * @example Ed25519
             */
            crv: string;
            /**
             * @description The key as Standard Webhooks writes it.
             * @example whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
             */
            kid: string;
            /**
             * @description Always `OKP`.
             * @example OKP
             */
            kty: string;
            /**
             * @description Always `sig`.
             * @example sig
             */
            use: string;
            /**
             * @description The 32 bytes of the key in base64url.
             * @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
             */
            x: string;
        };
        /** @description A JSON Web Key Set (RFC 7517). */
        PublicKeys: {
            /** @description The keys that sign now, the current one first; empty where the endpoint has none. */
            keys: components["schemas"]["PublicKey"][];
        };
        QueryField: {
            /**
             * @description What its values are.
             * @example a status such as 429, 5xx, >=500 or 400..499
             */
            accepted: string;
            /**
             * @description What it is.
             * @example HTTP status of the last attempt of a delivery
             */
            description: string;
            /**
             * @description A condition on the field.
             * @example status:429,5xx
             */
            example: string;
            /**
             * @description Name of the field.
             * @example status
             */
            name: string;
            /**
             * @description Values to suggest.
             * @example [
             *       "2xx",
             *       "4xx",
             *       "5xx"
             *     ]
             */
            values: string[];
        };
        QueryFieldsAnswer: {
            /** @description The fields. */
            fields: components["schemas"]["QueryField"][];
            /** @description Paths below `data`. */
            paths: components["schemas"]["QueryPath"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        QueryPath: {
            /**
             * @description What the schema of an event type says of it; empty where none does.
             * @example
             */
            description: string;
            /**
             * @description Path of a value in the data.
             * @example data.parameters.country
             */
            path: string;
            /**
             * @description Values of the newest events, and those that a schema names.
             * @example [
             *       "fr",
             *       "de"
             *     ]
             */
            values: string[];
        };
        Quiet: {
            /**
             * @description Days of the month on which a quiet time begins, or ranges of them as text. Without: every day.
             * @example [
             *       1,
             *       "24-26"
             *     ]
             */
            days_of_month?: (number | string)[] | null;
            /**
             * @description Event types or patterns that are sent all the same. Without: none.
             * @example [
             *       "job.failed"
             *     ]
             */
            except?: string[] | null;
            /**
             * @description Months in which a quiet time begins, or ranges of them. Without: every month.
             * @example [
             *       "dec"
             *     ]
             */
            months?: string[] | null;
            /**
             * @description `hold`: messages wait for the end of the quiet time; `drop`: they are cancelled; `digest`: one message at the end tells of them all. Without: `hold`.
             * @example hold
             * @enum {string|null}
             */
            then?: "hold" | "drop" | "digest" | null;
            /**
             * @description Times of day from which and to which the endpoint is quiet; an end that is not after the beginning is on the next day. `00:00-24:00` is a whole day.
             * @example [
             *       "22:00-07:00"
             *     ]
             */
            times: string[];
            /**
             * @description Weekdays on which a quiet time begins, or ranges of them. Without: every day.
             * @example [
             *       "mon-fri"
             *     ]
             */
            weekdays?: string[] | null;
            /**
             * @description IANA time zone of the times. Without: that of `message`.
             * @example Europe/Berlin
             */
            zone?: string | null;
        };
        RateLimit: {
            /**
             * @description Maximum of requests in any window of that length.
             * @example 100
             */
            max: number;
            /**
             * @description Length of the window, ms.
             * @example 60000
             */
            window_ms: number;
        };
        /** @description Answer to a refused request, of which nothing was carried out. */
        Refusal: {
            /**
             * @description Code, short and stable, for programs.
             * @example invalid_request
             */
            code: string;
            /** @description All faults, by field. */
            errors?: components["schemas"]["FieldFault"][];
            /**
             * @description Message for people.
             * @example There is no field colour.
             */
            message: string;
            /**
             * @description Always false for a refusal.
             * @example false
             * @constant
             */
            success: false;
        };
        RejectedEvent: {
            /**
             * @description Code as of a refused request.
             * @example invalid_request
             */
            code: string;
            /** @description All faults of the event, by field. */
            errors: components["schemas"]["FieldFault"][];
            /**
             * @description Index of the event in the request.
             * @example 1
             */
            index: number;
            /**
             * @description What is wrong with the event.
             * @example data is a JSON object.
             */
            message: string;
            /**
             * @description Always false: the event was not accepted.
             * @example false
             * @constant
             */
            success: false;
        };
        RepairDryRunAnswer: {
            /**
             * @description False: counting took too long, and there are more.
             * @example true
             */
            complete: boolean;
            /**
             * @description Deliveries that the operation would change.
             * @example 120
             */
            count: number;
            /**
             * @description Nothing was done.
             * @example true
             * @constant
             */
            dry_run: true;
            /** @description Deliveries by endpoint. */
            endpoints: components["schemas"]["DryRunEndpoint"][];
            /** @description The newest deliveries, at most 10. */
            sample: components["schemas"]["Delivery"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Sentences about endpoints that would send nothing.
             * @example []
             */
            warnings: string[];
        };
        /** @description The filter of the delivery list. Empty: all deliveries that the repair applies to. */
        RepairFilter: {
            /**
             * @description Ids or public names of endpoints.
             * @example webhook_1
             */
            endpoint?: string | string[];
            /**
             * @description Text in the reason or the last error.
             * @example 503
             */
            error?: string | null;
            /**
             * @description Event types or patterns.
             * @example [
             *       "job.*"
             *     ]
             */
            event?: string | string[];
            /**
             * @description Id of the event.
             * @example order-7
             */
            event_id?: string | null;
            /**
             * @description Start of the range, inclusive: a date, or a time with any offset.
             * @example 2026-01-01
             */
            from?: string | null;
            /**
             * Format: uuid
             * @description Id of the delivery of a digest: the deliveries that it tells of.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            grouped_in?: string | null;
            /**
             * @description Ids of deliveries.
             * @example [
             *       "019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c"
             *     ]
             */
            id?: string | string[];
            /**
             * Format: uuid
             * @description Id of an incident: the deliveries that failed in it.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            incident?: string | null;
            /**
             * @description Id of the job.
             * @example job_17
             */
            job_id?: string | null;
            /**
             * @description Query in the query language of the lists; it must hold beside the other fields.
             * @example status:5xx -endpoint:webhook_9,webhook
             */
            q?: string | null;
            /**
             * @description States; by default `failed` for redelivering, `pending` for retrying and cancelling.
             * @example [
             *       "failed"
             *     ]
             */
            state?: string | ("pending" | "sending" | "delivered" | "failed" | "cancelled")[];
            /**
             * @description End of the range, exclusive.
             * @example 2026-01-02T00:00:00+01:00
             */
            to?: string | null;
        };
        RepairRequest: {
            /**
             * @description True: deliveries are counted, nothing is changed.
             * @default false
             * @example true
             */
            dry_run?: boolean | null;
            /** @description Which deliveries to repair. */
            filter: components["schemas"]["RepairFilter"];
            /**
             * @description Deliveries per second, at most.
             * @example 10
             */
            rate?: number | null;
        };
        ReplayDryRunAnswer: {
            /**
             * @description False: counting took too long, and there are more.
             * @example true
             */
            complete: boolean;
            /**
             * @description Deliveries that the operation would change.
             * @example 120
             */
            count: number;
            /**
             * @description Nothing was done.
             * @example true
             * @constant
             */
            dry_run: true;
            /** @description Deliveries by endpoint. */
            endpoints: components["schemas"]["DryRunEndpoint"][];
            /** @description The newest events, at most 10. */
            sample: components["schemas"]["Event"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /**
             * @description Events among them that the replay would skip: the endpoint has a delivery of them already.
             * @example 0
             */
            there_already: number;
            /**
             * @description Sentences about endpoints that would send nothing.
             * @example []
             */
            warnings: string[];
        };
        ReplayRequest: {
            /**
             * @description True: deliveries are counted, nothing is changed.
             * @default false
             * @example true
             */
            dry_run?: boolean | null;
            /**
             * @description Event types or patterns among those the endpoint subscribes to.
             * @example [
             *       "job.*"
             *     ]
             */
            events?: string | string[];
            /**
             * @description Start of the range, inclusive: a date, or a time with any offset.
             * @example 2026-01-01
             */
            from?: string | null;
            /**
             * @description Ids of events.
             * @example [
             *       "order-7"
             *     ]
             */
            id?: string | string[];
            /**
             * @description Query in the query language of the lists; it must hold beside the other fields.
             * @example type:job.* -mismatch:yes
             */
            q?: string | null;
            /**
             * @description Deliveries per second, at most.
             * @example 10
             */
            rate?: number | null;
            /**
             * @description End of the range, exclusive.
             * @example 2026-01-02T00:00:00+01:00
             */
            to?: string | null;
        };
        RotateKeyRequest: {
            /**
             * @description How long the old key signs too, ms; 0: not at all.
             * @default 86400000
             * @example 3600000
             */
            overlap_ms?: number | null;
            /**
             * @description The new private key of Ed25519: `whsk_` and 32 bytes in base64, or `generate`. Without: one is made.
             * @example generate
             */
            signing_key?: string | null;
        };
        RotateRequest: {
            /**
             * @description How long the old key signs too, ms; 0: not at all.
             * @default 86400000
             * @example 3600000
             */
            overlap_ms?: number | null;
            /**
             * @description The new key. Without: one is made.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret?: string | null;
        };
        SavedEndpointTestAnswer: {
            /** @description What a failure means and what to do about it; null where there is nothing to say. */
            explanation: components["schemas"]["Explanation"] | null;
            /** @description Where the test was delivered and an open circuit or a pause that the target asked for holds the deliveries; null otherwise. */
            offer: components["schemas"]["ProbeOffer"] | null;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description Result of the test. */
            test_result: components["schemas"]["TestResult"];
            /**
             * Format: date-time
             * @description When it was answered. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            timestamp: string;
        };
        SavedTestRequest: {
            /**
             * @description Data of the event.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Event type; without `data`, the sample of that type is used.
             * @example job.completed
             */
            event?: string | null;
            /**
             * @description Id of a stored event.
             * @example order-7
             */
            event_id?: string | null;
            /** @description Presentation of chat messages: parts that are left out keep their value, null brings a default back. Texts are templates, see `GET /api/webhooks/templates`. */
            message?: components["schemas"]["MessageRequest"] | null;
            /**
             * @description What an application receives: `gateway`, the event in the envelope of the gateway; `standard`, the payload of Standard Webhooks; `cloudevents`, a CloudEvent in the JSON format; `thin`, ids and the address of the event; or a request made of templates. Without: `gateway`. A new value replaces the old one as a whole.
             * @example gateway
             */
            payload?: (("gateway" | "standard" | "cloudevents" | "thin") | components["schemas"]["PayloadTemplate"]) | null;
            /**
             * @description Name or event type of one of the adapter's samples.
             * @example job.completed
             */
            sample?: string | null;
            /**
             * @description Time of the event, ISO 8601; without: now.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp?: string | null;
        };
        SearchAnswer: {
            /** @description What was found. */
            search: components["schemas"]["SearchResult"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        SearchResult: {
            /** @description Deliveries whose id contains the text. */
            deliveries: components["schemas"]["Delivery"][];
            /** @description Endpoints whose name, id or host contains the text. */
            endpoints: components["schemas"]["FoundEndpoint"][];
            /** @description The newest failed delivery with each error that contains the text. */
            errors: components["schemas"]["Delivery"][];
            /** @description Event types whose name or headline contains the text. */
            event_types: components["schemas"]["FoundEventType"][];
            /** @description Events whose id contains the text. */
            events: components["schemas"]["Event"][];
            /** @description Jobs whose id contains the text. */
            jobs: components["schemas"]["FoundJob"][];
            /**
             * Format: date-time
             * @description How far back the list was searched for this page; null: to its end. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            searched_to: string | null;
        };
        SecretRotatedAnswer: {
            /** @description As it is now. */
            endpoint: components["schemas"]["Endpoint"];
            /**
             * @description The new signing key, shown this once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        Session: {
            /**
             * @description Whether the caller may use the console, as far as its role goes.
             * @example true
             */
            authenticated: boolean;
            /**
             * @description `WEBHOOK_BRAND`; null for callers without a key or session.
             * @example StreamGank
             */
            brand: string | null;
            /**
             * @description Of the caller's session; null without one.
             * @example 0pGfQ2m1cXk7nVb3sT9yLw
             */
            csrf_token: string | null;
            /**
             * @description Name of the key, or `loopback`; null for callers without a key or session.
             * @example ana
             */
            name: string | null;
            /**
             * @description Whether keys are set, so that somebody has to sign in.
             * @example true
             */
            required: boolean;
            /**
             * @description Role of the caller; null without a key or session.
             * @example emit
             * @enum {string|null}
             */
            role: "emit" | "viewer" | "operator" | "admin" | null;
            /**
             * @description Of the gateway; null for callers without a key or session.
             * @example 0.1.0
             */
            version: string | null;
        };
        SessionAnswer: {
            /** @description What the console needs to know before anything else. */
            session: components["schemas"]["Session"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        Stats: {
            /** @description Backlog of all endpoints together, sampled every 20 seconds. */
            backlog: components["schemas"]["StatsBacklogPoint"][];
            /** @description Figures by endpoint. */
            endpoints: components["schemas"]["StatsEndpoint"][];
            /** @description Failed attempts by error code, the most frequent eight first, then the others. */
            errors: components["schemas"]["StatsError"][];
            /** @description Queue of `endpoint`, sampled every 20 seconds; empty without `endpoint`. */
            queue: components["schemas"]["StatsQueuePoint"][];
            /** @description A point for every step, the first one first. */
            series: components["schemas"]["StatsPoint"][];
            /**
             * @description Length of a step, ms: a minute or an hour.
             * @example 60000
             * @enum {integer}
             */
            step_ms: 60000 | 3600000;
            /** @description Figures of the whole range. */
            totals: components["schemas"]["StatsFigures"];
            /**
             * @description Events in the range that no endpoint received; counted up to 1,000.
             * @example 1
             */
            unrouted: number;
        };
        StatsAnswer: {
            /** @description Counted as deliveries settle. */
            stats: components["schemas"]["Stats"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
        };
        /** @description Backlog of all endpoints in a step; null while no gateway was running. */
        StatsBacklogPoint: {
            /**
             * Format: date-time
             * @description Start of the step. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * @description Overdue deliveries, due and not held: the peak of the step.
             * @example 3
             */
            past_due: number | null;
            /**
             * @description Pending deliveries: the peak of the step.
             * @example 12
             */
            waiting: number | null;
        };
        StatsEndpoint: {
            /**
             * @description Attempts.
             * @example 125
             */
            attempts: number;
            /**
             * @description Deliveries that were cancelled.
             * @example 0
             */
            cancelled: number;
            /**
             * @description Delivered deliveries.
             * @example 118
             */
            delivered: number;
            /**
             * @description Id of the endpoint.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * @description Share of the attempts that failed; null without attempts.
             * @example 0.056
             */
            error_rate: number | null;
            /**
             * @description Deliveries that failed permanently; one that was redelivered and failed again counts once, at its last failure.
             * @example 2
             */
            failed: number;
            /**
             * @description Attempts that failed.
             * @example 7
             */
            failed_attempts: number;
            /**
             * @description Median duration of the attempts, ms; null without any.
             * @example 42
             */
            p50_ms: number | null;
            /**
             * @description 95th percentile of the attempt durations, ms; null without any.
             * @example 156
             */
            p95_ms: number | null;
            /**
             * @description Failed deliveries that a redelivery delivered later.
             * @example 2
             */
            repaired: number;
            /**
             * @description Attempts that are followed by another.
             * @example 5
             */
            retried: number;
            /** @description A point for every step. */
            series: components["schemas"]["StatsEndpointPoint"][];
            /**
             * @description Public name of the endpoint; null where it was removed.
             * @example webhook_1
             */
            webhook_id: string | null;
        };
        StatsEndpointPoint: {
            /**
             * Format: date-time
             * @description Start of the step. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * @description Attempts.
             * @example 125
             */
            attempts: number;
            /**
             * @description Delivered deliveries.
             * @example 118
             */
            delivered: number;
            /**
             * @description Deliveries that failed permanently.
             * @example 2
             */
            failed: number;
            /**
             * @description Attempts that failed.
             * @example 7
             */
            failed_attempts: number;
        };
        /** @description Failed attempts of one error code. */
        StatsError: {
            /**
             * @description Failed attempts in the range.
             * @example 7
             */
            attempts: number;
            /**
             * @description Error code of the attempts; null: all others together.
             * @example HTTP_503
             */
            code: string | null;
            /**
             * @description Failed attempts of every step, in the order of `series`.
             * @example [
             *       0,
             *       4,
             *       3
             *     ]
             */
            series: number[];
            /**
             * @description What the code means; null where it explains itself.
             * @example The receiver is overloaded or down.
             */
            summary: string | null;
        };
        StatsFigures: {
            /**
             * @description Attempts.
             * @example 125
             */
            attempts: number;
            /**
             * @description Deliveries that were cancelled.
             * @example 0
             */
            cancelled: number;
            /**
             * @description Delivered deliveries.
             * @example 118
             */
            delivered: number;
            /**
             * @description Share of the attempts that failed; null without attempts.
             * @example 0.056
             */
            error_rate: number | null;
            /**
             * @description Deliveries that failed permanently; one that was redelivered and failed again counts once, at its last failure.
             * @example 2
             */
            failed: number;
            /**
             * @description Attempts that failed.
             * @example 7
             */
            failed_attempts: number;
            /**
             * @description Median duration of the attempts, ms; null without any.
             * @example 42
             */
            p50_ms: number | null;
            /**
             * @description 95th percentile of the attempt durations, ms; null without any.
             * @example 156
             */
            p95_ms: number | null;
            /**
             * @description Failed deliveries that a redelivery delivered later.
             * @example 2
             */
            repaired: number;
            /**
             * @description Attempts that are followed by another.
             * @example 5
             */
            retried: number;
        };
        StatsPoint: {
            /**
             * Format: date-time
             * @description Start of the step. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * @description Attempts.
             * @example 125
             */
            attempts: number;
            /**
             * @description Deliveries that were cancelled.
             * @example 0
             */
            cancelled: number;
            /**
             * @description Delivered deliveries.
             * @example 118
             */
            delivered: number;
            /**
             * @description Share of the attempts that failed; null without attempts.
             * @example 0.056
             */
            error_rate: number | null;
            /**
             * @description Deliveries that failed permanently; one that was redelivered and failed again counts once, at its last failure.
             * @example 2
             */
            failed: number;
            /**
             * @description Attempts that failed.
             * @example 7
             */
            failed_attempts: number;
            /**
             * @description Median duration of the attempts, ms; null without any.
             * @example 42
             */
            p50_ms: number | null;
            /**
             * @description 95th percentile of the attempt durations, ms; null without any.
             * @example 156
             */
            p95_ms: number | null;
            /**
             * @description Failed deliveries that a redelivery delivered later.
             * @example 2
             */
            repaired: number;
            /**
             * @description Attempts that are followed by another.
             * @example 5
             */
            retried: number;
        };
        /** @description Queue of one endpoint in a step; null while no gateway was recording it. */
        StatsQueuePoint: {
            /**
             * Format: date-time
             * @description Start of the step. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            at: string;
            /**
             * @description Age of the oldest pending delivery, ms: the peak of the step; 0 where nothing was queued.
             * @example 41000
             */
            oldest_ms: number | null;
            /**
             * @description Pending deliveries: the peak of the step, counted up to 10,000.
             * @example 12
             */
            queued: number | null;
        };
        Status: {
            /**
             * @description Endpoints that are not disabled.
             * @example 2
             */
            active_webhooks: number;
            /** @description Defaults of the endpoints. */
            config: components["schemas"]["StatusConfig"];
            /** @description Deliveries by state. */
            deliveries: components["schemas"]["StatusDeliveries"];
            /** @description The endpoints. */
            endpoints: components["schemas"]["StatusEndpoint"][];
            /**
             * @description Attempts that failed since the start, by endpoint.
             * @example {
             *       "webhook_1": 0
             *     }
             */
            error_counts: {
                [key: string]: number;
            };
            /** @description Events that no endpoint received. */
            events: components["schemas"]["StatusEvents"];
            /** @description The gateways that share the store. */
            nodes: components["schemas"]["StatusNode"][];
            /**
             * @description Sends in the window that ends now, by endpoint.
             * @example {
             *       "webhook_1": 12
             *     }
             */
            rate_limits: {
                [key: string]: number;
            };
            /** @description Counted since the start. */
            since_start: components["schemas"]["StatusSinceStart"];
            /**
             * @description Attempts that failed since the start.
             * @example 5
             */
            total_errors: number;
            /**
             * @description All endpoints.
             * @example 3
             */
            total_webhooks: number;
        };
        StatusAnswer: {
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /**
             * Format: date-time
             * @description Time of the answer. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            timestamp: string;
            /** @description Status of endpoints, deliveries and gateways. */
            webhooks: components["schemas"]["Status"];
        };
        /** @description Defaults of the endpoints. Durations in ms. */
        StatusConfig: {
            /**
             * @description Parallel attempts per endpoint, at most.
             * @example 16
             */
            concurrency: number;
            /**
             * @description Event types or patterns.
             * @example [
             *       "job.completed",
             *       "job.failed"
             *     ]
             */
            events: string[];
            /**
             * @description Retries after the first attempt.
             * @example 3
             */
            max_retries: number;
            /**
             * @description Longest wait before a retry, ms.
             * @example 30000
             */
            max_retry_delay: number;
            /**
             * @description Requests per window, as `max/window`.
             * @example 100/60000ms
             */
            rate_limit: string;
            /**
             * @description Days for which events are kept.
             * @example 30
             */
            retention_days: number;
            /**
             * @description Wait before the first retry, ms.
             * @example 1000
             */
            retry_delay: number;
            /**
             * @description Waits before each retry, ms; null where waits double from `retry_delay`.
             * @example [
             *       1000,
             *       2000,
             *       4000,
             *       30000
             *     ]
             */
            retry_schedule_ms: number[] | null;
            /**
             * @description Always true: a signing secret is always configured.
             * @example true
             * @constant
             */
            secret_configured: true;
            /**
             * @description Kind of the store.
             * @example sqlite
             * @enum {string}
             */
            store: "sqlite" | "postgres";
            /**
             * @description Deadline of an attempt, ms.
             * @example 10000
             */
            timeout: number;
        };
        /** @description Of all gateways together, now. */
        StatusDeliveries: {
            /**
             * @description Failed deliveries that were not redelivered; counted up to 100,000.
             * @example 2
             */
            failed: number;
            /**
             * @description Due deliveries held by an open circuit, a pause or a rate limit; up to 10,000 of each endpoint.
             * @example 96
             */
            held: number;
            /** @description Held deliveries by what holds them. */
            held_by: components["schemas"]["StatusHeld"];
            /**
             * @description Age of the oldest delivery that is pending or being sent, ms; null without any.
             * @example 86400
             */
            oldest_open_age_ms: number | null;
            /**
             * @description Overdue deliveries: due, not sent, and not held; up to 10,000 of each endpoint.
             * @example 1
             */
            past_due: number;
            /**
             * @description How late the oldest overdue delivery is, ms; null without any.
             * @example 1200
             */
            past_due_ms: number | null;
            /**
             * @description Pending deliveries; counted up to 100,000.
             * @example 12
             */
            pending: number;
            /**
             * @description Deliveries that are being sent; counted up to 100,000.
             * @example 3
             */
            sending: number;
        };
        StatusEndpoint: {
            /** @description Null when the store does not answer. */
            activity: components["schemas"]["EndpointActivity"] | null;
            /**
             * @description Adapter of the endpoint.
             * @example generic
             */
            adapter: string;
            /**
             * @description State of the circuit breaker. `open`: all attempts fail, deliveries are on hold; `half_open`: a probe is under way, or the endpoint is recovering.
             * @example closed
             * @enum {string}
             */
            breaker: "closed" | "open" | "half_open";
            /**
             * @description Attempts that failed in a row.
             * @example 0
             */
            consecutive_failures: number;
            /**
             * @description Why the endpoint is disabled; null otherwise.
             * @example no_service
             */
            disabled_reason: string | null;
            /**
             * @description Id of the endpoint, stable.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            endpoint_id: string;
            /**
             * Format: date-time
             * @description Since when every attempt fails; null when the last did not. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            failing_since: string | null;
            /**
             * @description `failing`: the circuit is open, or five attempts in a row failed; `degraded`: part of the attempts fail, the target asked for quiet, or the endpoint is recovering.
             * @example healthy
             * @enum {string}
             */
            health: "healthy" | "degraded" | "failing" | "disabled" | "paused";
            /**
             * @description Why it is not healthy; null where it is.
             * @example 26 of 120 attempts in the last 15 min failed.
             */
            health_reason: string | null;
            /**
             * @description What holds all deliveries of the endpoint now; null: nothing.
             * @example breaker
             * @enum {string|null}
             */
            held_by: "disabled" | "pause" | "breaker" | "target_pause" | "rate_limit" | null;
            /**
             * Format: date-time
             * @description When that ends or is tried again; null where no time is known. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            held_until: string | null;
            /** @description Of the last attempt; null when it did not fail. */
            last_error: components["schemas"]["EndpointFault"] | null;
            /**
             * Format: date-time
             * @description When the first pending delivery of a failing endpoint is due; null for any other. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            next_attempt_at: string | null;
            /**
             * Format: date-time
             * @description When the next probe is due while the circuit is open. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            next_probe_at: string | null;
            /**
             * @description True: a probe has succeeded, and deliveries resume a few at a time.
             * @example true
             */
            recovering: boolean;
            /**
             * @description State of the endpoint.
             * @example enabled
             * @enum {string}
             */
            state: "enabled" | "disabled" | "paused";
            /**
             * @description URL of the endpoint, secrets masked.
             * @example https://your-app.com/webhooks/streamgank
             */
            url: string;
            /**
             * @description Public name of the endpoint.
             * @example webhook_1
             */
            webhook_id: string;
        };
        /** @description Of all gateways together. */
        StatusEvents: {
            /**
             * @description Events of the last 24 hours that no endpoint received; counted up to 1,000.
             * @example 1
             */
            unrouted_24h: number;
        };
        /** @description Deliveries that are due and held. */
        StatusHeld: {
            /**
             * @description The circuit of the endpoint is open.
             * @example 96
             */
            breaker: number;
            /**
             * @description The endpoint is disabled.
             * @example 0
             */
            disabled: number;
            /**
             * @description The endpoint is paused.
             * @example 0
             */
            pause: number;
            /**
             * @description The rate limit of the endpoint is used up.
             * @example 0
             */
            rate_limit: number;
            /**
             * @description The target asked for quiet.
             * @example 0
             */
            target_pause: number;
        };
        /** @description A gateway that shares the store. */
        StatusNode: {
            /**
             * @description Whether the last heartbeat is recent.
             * @example true
             */
            alive: boolean;
            /**
             * Format: date-time
             * @description Time of the last heartbeat. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            heartbeat_at: string;
            /**
             * @description Host name.
             * @example gateway-1
             */
            host: string;
            /**
             * @description Id of the process.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Process id.
             * @example 4711
             */
            pid: number;
            /**
             * Format: date-time
             * @description When the gateway started. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            started_at: string;
            /**
             * @description True: the gateway that answers this request.
             * @example true
             */
            this: boolean;
            /**
             * @description Version of the gateway.
             * @example 0.1.0
             */
            version: string;
        };
        /** @description Counted by the gateway that answers. */
        StatusSinceStart: {
            /**
             * @description Delivered deliveries.
             * @example 118
             */
            delivered: number;
            /**
             * @description Accepted events.
             * @example 120
             */
            events: number;
            /**
             * @description Failed attempts that are followed by a retry.
             * @example 5
             */
            retries: number;
            /**
             * @description Time since the start, s.
             * @example 86400
             */
            uptime_seconds: number;
        };
        TakenEvent: {
            /** @description Deliveries of the event. */
            deliveries: components["schemas"]["DeliveryRef"][];
            /**
             * @description True: the event was accepted before, and nothing is sent twice.
             * @example true
             */
            duplicate: boolean;
            /**
             * @description Id of the event, given by the sender or made by the gateway.
             * @example job-7-done
             */
            event_id: string;
            /**
             * @description Why no endpoint receives the event; only where none does.
             * @example No endpoint subscribes to job.finished. Did you mean job.completed?
             */
            hint?: string;
            /**
             * @description Index of the event in the request.
             * @example 0
             */
            index: number;
            /**
             * @description Where the data contradicts the schema of the event type; the event was accepted all the same, and is marked.
             * @example data.job_id is required.
             */
            mismatch?: string;
            /** @description Outcome of the deliveries; only with `Prefer: wait`. */
            outcome?: components["schemas"]["Outcomes"];
        };
        TemplateFilter: {
            /**
             * @description What it stands for or does.
             * @example Data of the event, with all its fields.
             */
            description: string;
            /**
             * @description Most arguments.
             * @example 1
             */
            max_arguments: number;
            /**
             * @description Least number of arguments.
             * @example 0
             */
            min_arguments: number;
            /**
             * @description Name as a template writes it.
             * @example data
             */
            name: string;
        };
        TemplatesAnswer: {
            /** @description Filters, `{{ … | filter }}`. */
            filters: components["schemas"]["TemplateFilter"][];
            /** @description What templates may read. */
            scope: components["schemas"]["TemplateWord"][];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description Tags, `{% … %}`. */
            tags: components["schemas"]["TemplateWord"][];
        };
        /** @description A path, tag or filter of templates. */
        TemplateWord: {
            /**
             * @description What it stands for or does.
             * @example Data of the event, with all its fields.
             */
            description: string;
            /**
             * @description Name as a template writes it.
             * @example data
             */
            name: string;
        };
        TestAnswer: {
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description Result of the test. */
            test_result: components["schemas"]["TestResult"];
            /**
             * Format: date-time
             * @description When it was answered. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            timestamp: string;
        };
        TestRequest: {
            /**
             * @description Data of the event.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Event type; without `data`, the sample of that type is used.
             * @example job.completed
             */
            event?: string | null;
            /**
             * @description Id of a stored event.
             * @example order-7
             */
            event_id?: string | null;
            /** @description Presentation of chat messages: parts that are left out keep their value, null brings a default back. Texts are templates, see `GET /api/webhooks/templates`. */
            message?: components["schemas"]["MessageRequest"] | null;
            /**
             * @description What an application receives: `gateway`, the event in the envelope of the gateway; `standard`, the payload of Standard Webhooks; `cloudevents`, a CloudEvent in the JSON format; `thin`, ids and the address of the event; or a request made of templates. Without: `gateway`. A new value replaces the old one as a whole.
             * @example gateway
             */
            payload?: (("gateway" | "standard" | "cloudevents" | "thin") | components["schemas"]["PayloadTemplate"]) | null;
            /**
             * @description Name or event type of one of the adapter's samples.
             * @example job.completed
             */
            sample?: string | null;
            /**
             * @description Time of the event, ISO 8601; without: now.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp?: string | null;
            /**
             * @description Written as in `WEBHOOK_URLS`: an adapter may be named by prefix.
             * @example https://your-app.com/webhooks/streamgank
             */
            url: string;
        };
        TestResult: {
            /**
             * @description ms; 0 when no answer came.
             * @example 156
             */
            duration: number;
            /**
             * @description Code of the failure, short and stable.
             * @example ENOTFOUND
             */
            error?: string;
            /**
             * @description Result of the test, as a sentence.
             * @example Webhook endpoint is reachable
             */
            message: string;
            /**
             * @description Sentences about templates that failed on the event, and what was sent in their place.
             * @example []
             */
            notes?: string[];
            /**
             * @description HTTP status; 0 when no answer came.
             * @example 200
             */
            status: number;
            /**
             * @description Whether the target took the event.
             * @example true
             */
            success: boolean;
            /**
             * @description URL of the target; masked where it is a secret.
             * @example https://your-app.com/webhooks/streamgank
             */
            url: string;
        };
        /** @description A template that cannot be used, or that failed on the event. */
        TextFault: {
            /**
             * @description Column of that line, from 1.
             * @example 17
             */
            column: number;
            /**
             * @description Name of the field.
             * @example message.title
             */
            field: string;
            /**
             * @description Line of the template, from 1.
             * @example 1
             */
            line: number;
            /**
             * @description What is wrong, and what is accepted.
             * @example There is no filter upcas. Did you mean upcase?
             */
            message: string;
            /**
             * @description True: the template cannot be saved. False: it failed on this event.
             * @example true
             */
            unusable: boolean;
        };
        TriggerAnswer: {
            /** @description Deliveries of the event. */
            deliveries: components["schemas"]["DeliveryRef"][];
            /**
             * @description True: the event was accepted before, and nothing is sent twice.
             * @example true
             */
            duplicate: boolean;
            /**
             * @description Id of the event, given by the sender or made by the gateway.
             * @example 019b1a2c-6f5e-7c3a-9d51-2f6f1b7f0a11
             */
            event_id: string;
            /**
             * @description Why no endpoint receives the event; only where none does.
             * @example No endpoint subscribes to job.finished. Did you mean job.completed?
             */
            hint?: string;
            /**
             * @description Result of the request in a sentence.
             * @example Event job.completed accepted for 2 endpoints.
             */
            message: string;
            /**
             * @description Where the data contradicts the schema of the event type; the event was accepted all the same, and is marked.
             * @example data.job_id is required.
             */
            mismatch?: string;
            /** @description Number of deliveries. */
            results: components["schemas"]["TriggerResults"];
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /**
             * Format: date-time
             * @description Time of the answer. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            timestamp: string;
        };
        TriggerRequest: {
            /**
             * @description Passed on untouched. Without it: a note that this was a manual test.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data?: {
                [key: string]: unknown;
            };
            /**
             * @description Type: words joined by dots. `webhook.…` and `action.…` are reserved for the gateway itself (422).
             * @example job.completed
             */
            event: string;
            /**
             * @description Makes the call idempotent; the header `Idempotency-Key` means the same.
             * @example order-8
             */
            id?: string;
            /**
             * @description When it happened, ISO 8601, as it is to stand in the payload. Without it: the moment of acceptance.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp?: string;
        };
        TriggerResults: {
            /**
             * @description Deliveries failed permanently within the wait; only with `Prefer: wait`.
             * @example 0
             */
            failed?: number;
            /**
             * @description Deliveries still pending when the wait ended; only with `Prefer: wait`.
             * @example 1
             */
            pending?: number;
            /**
             * @description Deliveries delivered within the wait; only with `Prefer: wait`.
             * @example 1
             */
            successful?: number;
            /**
             * @description Endpoints that receive the event.
             * @example 2
             */
            total: number;
        };
        UnsavedPreviewRequest: {
            /**
             * @description Previews the request that continues the message of the job: `edit` edits it, `reply` answers in its thread, `announce` is the short message that announces an edit. The message shows the earlier events of a stored event, or made-up ones. Without it, and where the target cannot do that (`notes` says so), the event makes a message of its own.
             * @example edit
             * @enum {string|null}
             */
            conversation?: "edit" | "reply" | "announce" | null;
            /**
             * @description Data of the event.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data?: {
                [key: string]: unknown;
            } | null;
            /** @description As for `POST /api/webhooks/endpoints`. */
            endpoint: components["schemas"]["EndpointRequest"];
            /**
             * @description Event type; without `data`, the sample of that type is used.
             * @example job.completed
             */
            event?: string | null;
            /**
             * @description Id of a stored event.
             * @example order-7
             */
            event_id?: string | null;
            /** @description Entry of the event type in place of the saved one, as for `PUT /api/webhooks/event-types/{type}`. A faulty field is told in `faults`; the value beneath stands in its place. */
            event_type?: components["schemas"]["EventTypeRequest"] | null;
            /**
             * @description Name or event type of one of the adapter's samples.
             * @example job.completed
             */
            sample?: string | null;
            /**
             * @description Time of the event, ISO 8601; without: now.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp?: string | null;
        };
        UnsavedTestRequest: {
            /**
             * @description Data of the event.
             * @example {
             *       "job_id": "job_17"
             *     }
             */
            data?: {
                [key: string]: unknown;
            } | null;
            /** @description As for `POST /api/webhooks/endpoints`. */
            endpoint: components["schemas"]["EndpointRequest"];
            /**
             * @description Event type; without `data`, the sample of that type is used.
             * @example job.completed
             */
            event?: string | null;
            /**
             * @description Id of a stored event.
             * @example order-7
             */
            event_id?: string | null;
            /**
             * @description Name or event type of one of the adapter's samples.
             * @example job.completed
             */
            sample?: string | null;
            /**
             * @description Time of the event, ISO 8601; without: now.
             * @example 2026-01-01T12:05:30.123Z
             */
            timestamp?: string | null;
        };
        /** @description Names of values, by kind and code. */
        ValueNames: {
            /**
             * @description Names of countries, platforms, genres and kinds of content in messages, by code in any spelling; they go before the built-in names.
             * @example {
             *       "platform": {
             *         "rakuten tv": "Rakuten TV"
             *       },
             *       "country": {
             *         "latam": "Latin America"
             *       }
             *     }
             */
            api: {
                content_type?: {
                    [key: string]: string;
                };
                country?: {
                    [key: string]: string;
                };
                genre?: {
                    [key: string]: string;
                };
                platform?: {
                    [key: string]: string;
                };
            };
            /**
             * @description Names of countries, platforms, genres and kinds of content in messages, by code in any spelling; they go before the built-in names.
             * @example {}
             */
            file: {
                content_type?: {
                    [key: string]: string;
                };
                country?: {
                    [key: string]: string;
                };
                genre?: {
                    [key: string]: string;
                };
                platform?: {
                    [key: string]: string;
                };
            };
            /**
             * @description Names of countries, platforms, genres and kinds of content in messages, by code in any spelling; they go before the built-in names.
             * @example {
             *       "platform": {
             *         "rakuten tv": "Rakuten TV"
             *       },
             *       "country": {
             *         "latam": "Latin America"
             *       }
             *     }
             */
            names: {
                content_type?: {
                    [key: string]: string;
                };
                country?: {
                    [key: string]: string;
                };
                genre?: {
                    [key: string]: string;
                };
                platform?: {
                    [key: string]: string;
                };
            };
            /**
             * @description Revision of the names of the API, for `If-Match`; 0: the API has none.
             * @example 0
             */
            revision: number;
        };
        ValueNamesAnswer: {
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description The names as they are in effect now. */
            values: components["schemas"]["ValueNames"];
        };
        ValueNamesRequest: {
            /**
             * @description Names of countries, platforms, genres and kinds of content in messages, by code in any spelling; they go before the built-in names.
             * @example {
             *       "platform": {
             *         "rakuten_tv": "Rakuten TV"
             *       },
             *       "country": {
             *         "latam": "Latin America"
             *       }
             *     }
             */
            values: {
                content_type?: {
                    [key: string]: string;
                };
                country?: {
                    [key: string]: string;
                };
                genre?: {
                    [key: string]: string;
                };
                platform?: {
                    [key: string]: string;
                };
            };
        };
        /** @description A query of a list under a name, for all operators. */
        View: {
            /**
             * @description Who saved it last, as the audit log names them.
             * @example ana
             */
            actor: string;
            /**
             * Format: date-time
             * @description When it was made. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            created_at: string;
            /**
             * Format: uuid
             * @description Id of the view.
             * @example 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c
             */
            id: string;
            /**
             * @description Name of the view.
             * @example Failures in France
             */
            name: string;
            /**
             * @description List that it shows.
             * @example events
             * @enum {string}
             */
            page: "events" | "deliveries";
            /**
             * @description Query in the query language.
             * @example type:job.failed data.parameters.country:fr last:24h
             */
            q: string;
            /**
             * Format: date-time
             * @description When it was saved last. ISO 8601.
             * @example 2026-01-01T12:05:30.456Z
             */
            updated_at: string;
        };
        ViewAnswer: {
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description The view. */
            view: components["schemas"]["View"];
        };
        ViewChange: {
            /**
             * @description Name of the view, once for each list. Without: as it is.
             * @example Failures in France
             */
            name?: string | null;
            /**
             * @description List that the view shows. Without: as it is.
             * @example events
             * @enum {string|null}
             */
            page?: "events" | "deliveries" | null;
            /**
             * @description Query in the query language. Without: as it is.
             * @example type:job.failed data.parameters.country:fr last:24h
             */
            q?: string | null;
        };
        ViewRequest: {
            /**
             * @description Name of the view, once for each list.
             * @example Failures in France
             */
            name: string;
            /**
             * @description List that the view shows.
             * @example events
             * @enum {string}
             */
            page: "events" | "deliveries";
            /**
             * @description Query in the query language.
             * @example type:job.failed data.parameters.country:fr last:24h
             */
            q: string;
        };
        ViewsAnswer: {
            /**
             * @description Always true; a refusal says false.
             * @example true
             * @constant
             */
            success: true;
            /** @description All views, by list and name; at most 200. */
            views: components["schemas"]["View"][];
        };
    };
    responses: {
        /** @description Malformed: no JSON, a path that cannot be read, or a field missing, unknown or of the wrong form. */
        Refused400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "invalid_request",
                 *       "message": "There is no field colour.",
                 *       "errors": [
                 *         {
                 *           "field": "colour",
                 *           "message": "There is no field colour."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description No key, an invalid one, or one that has ended (`key_expired`, `key_revoked`, `key_rotated`). */
        Refused401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "unauthorized",
                 *       "message": "Send a key: Authorization: Bearer KEY."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The key may not do this; a session came without its token (`csrf_token`); without keys: a web page of another site, or a proxy. */
        Refused403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "forbidden",
                 *       "message": "Key render-farm has the role emit; this needs the role viewer, operator or admin."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Not found. */
        Refused404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "not_found",
                 *       "message": "There is no endpoint webhook_9."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The request conflicts with the present state. */
        Refused409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "conflict",
                 *       "message": "An event with the id order-7 and other content was accepted before."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The body is too large. */
        Refused413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "body_too_large",
                 *       "message": "The body is over 1 MiB."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The route does not accept this media type or encoding. */
        Refused415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "unsupported_media_type",
                 *       "message": "Send JSON, with Content-Type: application/json."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Well-formed, but it cannot be carried out. */
        Refused422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "unprocessable",
                 *       "message": "url is not an http or https URL.",
                 *       "errors": [
                 *         {
                 *           "field": "url",
                 *           "message": "url is not an http or https URL."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Too many wrong keys came from this address; while it is locked out, the right key is refused too. */
        Refused429: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "too_many_requests",
                 *       "message": "Too many wrong keys came from your address. Try again later."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The store does not answer, or the gateway is busy or stopping; nothing was done. */
        Refused503: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "store_unavailable",
                 *       "message": "The store does not answer now; nothing was done."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The disk of the store is full; nothing was done. */
        Refused507: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "code": "store_full",
                 *       "message": "The disk of the store is full; nothing was accepted."
                 *     }
                 */
                "application/json": components["schemas"]["Refusal"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description The session stands in the cookie. */
            200: {
                headers: {
                    /** @description `gateway_session`. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no session any more. */
            200: {
                headers: {
                    /** @description `gateway_session`. */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogoutAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            403: components["responses"]["Refused403"];
            503: components["responses"]["Refused503"];
        };
    };
    showSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State of the session; callers without a session get it too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
        };
    };
    listActions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All actions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionsAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listAdapters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdaptersAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description What: an action, or all below a word (`endpoints.*`). */
                action?: string;
                /** @description Who: name of a key, `loopback`, `file` or `unknown`. */
                actor?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries from this time on, ISO 8601. */
                from?: string;
                /** @description Entries of a page. */
                limit?: number;
                /** @description How it ended. */
                outcome?: "begun" | "done" | "refused" | "failed";
                /** @description What it was done to, such as the id of an endpoint or key. */
                target?: string;
                /** @description Entries before this time, ISO 8601. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description What: an action, or all below a word (`endpoints.*`). */
                action?: string;
                /** @description Who: name of a key, `loopback`, `file` or `unknown`. */
                actor?: string;
                /** @description Form of the file. */
                format?: "csv" | "ndjson";
                /** @description Entries from this time on, ISO 8601. */
                from?: string;
                /** @description How it ended. */
                outcome?: "begun" | "done" | "refused" | "failed";
                /** @description What it was done to, such as the id of an endpoint or key. */
                target?: string;
                /** @description Entries before this time, ISO 8601. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example id,at,actor,action,summary,target,outcome,address,detail */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Ids or public names of endpoints, separated by commas. */
                endpoint?: string;
                /** @description Text in the reason or the last error. */
                error?: string;
                /** @description Event types or patterns, separated by commas. */
                event?: string;
                /** @description Id of the event. */
                event_id?: string;
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Id of the delivery of a digest: the deliveries that it tells of. */
                grouped_in?: string;
                /** @description Ids of deliveries, separated by commas. */
                id?: string;
                /** @description Id of an incident: the deliveries that failed in it, also those that were repaired since. */
                incident?: string;
                /** @description Id of the job. */
                job_id?: string;
                /** @description Entries of a page. */
                limit?: number;
                /** @description Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters. */
                q?: string;
                /** @description States, repeated or separated by commas. */
                state?: ("pending" | "sending" | "delivered" | "failed" | "cancelled")[];
                /** @description End of the range, exclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveriesAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    showDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the delivery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetailAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    cancelDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the delivery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery is cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    redeliverDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the delivery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery is due. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the delivery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery is due. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryRetryAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    cancelDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepairRequest"];
            };
        };
        responses: {
            /** @description Result of a dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairDryRunAnswer"];
                };
            };
            /** @description The operation was started. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    redeliverDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepairRequest"];
            };
        };
        responses: {
            /** @description Result of a dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairDryRunAnswer"];
                };
            };
            /** @description The operation was started. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    retryDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepairRequest"];
            };
        };
        responses: {
            /** @description Result of a dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairDryRunAnswer"];
                };
            };
            /** @description The operation was started. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    listEndpoints: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Endpoints of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of endpoints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointsAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    createEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointRequest"];
            };
        };
        responses: {
            /** @description It is made; its signing key is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointCreatedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    showEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    removeEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointRemovedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    updateEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointSavedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    compareEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareRequest"];
            };
        };
        responses: {
            /** @description The comparison. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparisonAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    disableEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DisableRequest"];
            };
        };
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    enableEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    muteEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MuteRequest"];
            };
        };
        responses: {
            /** @description The mute. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    pauseEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    previewEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    probeEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProbeRequest"];
            };
        };
        responses: {
            /** @description The test event was sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeAnswer"];
                };
            };
            /** @description A pending delivery is being sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    showPublicKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicKeys"];
                };
            };
            400: components["responses"]["Refused400"];
            404: components["responses"]["Refused404"];
        };
    };
    replayEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description Result of a dry run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayDryRunAnswer"];
                };
            };
            /** @description The operation was started. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    resumeEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is resumed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointResumedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    rotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateRequest"];
            };
        };
        responses: {
            /** @description It signs with the new key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretRotatedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    rotateSigningKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateKeyRequest"];
            };
        };
        responses: {
            /** @description The endpoint with its public keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    testEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SavedTestRequest"];
            };
        };
        responses: {
            /** @description Result of the test. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedEndpointTestAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    checkEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointRequest"];
            };
        };
        responses: {
            /** @description The verdict. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointCheckAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    checkFilter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilterCheckRequest"];
            };
        };
        responses: {
            /** @description How many it matches. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilterCheckAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    previewUnsavedEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsavedPreviewRequest"];
            };
        };
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    testUnsavedEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsavedTestRequest"];
            };
        };
        responses: {
            /** @description Result of the test. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointTestAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listErasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The erasures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasuresAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    eraseJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureRequestBody"];
            };
        };
        responses: {
            /** @description What would be erased. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureDryRunAnswer"];
                };
            };
            /** @description The erasure has begun. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    showErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the erasure. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The erasure. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    countEvents: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Ids of events, separated by commas. */
                id?: string;
                /** @description Id of the job. */
                job_id?: string;
                /** @description `true`: events whose data contradicts the schema of their type; `false`: the others. */
                mismatch?: boolean;
                /** @description Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters. */
                q?: string;
                /** @description End of the range, exclusive. */
                to?: string;
                /** @description Event types or patterns, separated by commas. */
                type?: string;
                /** @description `true`: events that no endpoint received; `false`: the others. */
                unrouted?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventCountsAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listEventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All types. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypesAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    putValueNames: {
        parameters: {
            query?: never;
            header?: {
                /** @description `revision` that was seen, as `"3"` or `3`; 0 where the API has no entry. Another revision is refused with 409. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValueNamesRequest"];
            };
        };
        responses: {
            /** @description The names in effect now. */
            200: {
                headers: {
                    /** @description Revision of the entry of the API, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValueNamesAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    showEventType: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the type; no pattern. */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The type as it is in effect. */
            200: {
                headers: {
                    /** @description Revision of the entry of the API, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    putEventType: {
        parameters: {
            query?: never;
            header?: {
                /** @description `revision` that was seen, as `"3"` or `3`; 0 where the API has no entry. Another revision is refused with 409. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the type; no pattern. */
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventTypeRequest"];
            };
        };
        responses: {
            /** @description The type as it is in effect now. */
            200: {
                headers: {
                    /** @description Revision of the entry of the API, in quotes. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeSavedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    removeEventType: {
        parameters: {
            query?: never;
            header?: {
                /** @description `revision` that was seen, as `"3"` or `3`; 0 where the API has no entry. Another revision is refused with 409. */
                "If-Match"?: string;
            };
            path: {
                /** @description Name of the type; no pattern. */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry is removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeRemovedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Ids of events, separated by commas. */
                id?: string;
                /** @description Id of the job. */
                job_id?: string;
                /** @description Entries of a page. */
                limit?: number;
                /** @description `true`: events whose data contradicts the schema of their type; `false`: the others. */
                mismatch?: boolean;
                /** @description Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters. */
                q?: string;
                /** @description End of the range, exclusive. */
                to?: string;
                /** @description Event types or patterns, separated by commas. */
                type?: string;
                /** @description `true`: events that no endpoint received; `false`: the others. */
                unrouted?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    postEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Events without an id get this, a dot and their index. */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: answers when every delivery is settled, after N seconds (at most 60) at the latest. Where too many requests wait already, the answer comes at once: 202, without `Preference-Applied`. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"][];
                "application/cloudevents+json": components["schemas"]["CloudEvent"];
                "application/json": components["schemas"]["EventsRequest"];
                "application/jsonl": string;
                "application/ndjson": string;
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description At least one was taken, or repeated, with the outcome: only with `Prefer: wait=N`. */
            200: {
                headers: {
                    /** @description The wait that was heeded. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsReceipt"];
                };
            };
            /** @description At least one was taken, or repeated. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsReceipt"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    showEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the event. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDetailAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    exportDeliveriesAsCsv: {
        parameters: {
            query?: {
                /** @description Ids or public names of endpoints, separated by commas. */
                endpoint?: string;
                /** @description Text in the reason or the last error. */
                error?: string;
                /** @description Event types or patterns, separated by commas. */
                event?: string;
                /** @description Id of the event. */
                event_id?: string;
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Id of the delivery of a digest: the deliveries that it tells of. */
                grouped_in?: string;
                /** @description Ids of deliveries, separated by commas. */
                id?: string;
                /** @description Id of an incident: the deliveries that failed in it, also those that were repaired since. */
                incident?: string;
                /** @description Id of the job. */
                job_id?: string;
                /** @description Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters. */
                q?: string;
                /** @description States, repeated or separated by commas. */
                state?: ("pending" | "sending" | "delivered" | "failed" | "cancelled")[];
                /** @description End of the range, exclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file: a line of names, then a line for each row. Texts that a spreadsheet would run begin with an apostrophe. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,event_id,event
                     *     019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c,order-7,job.completed
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    exportDeliveriesAsNdjson: {
        parameters: {
            query?: {
                /** @description Ids or public names of endpoints, separated by commas. */
                endpoint?: string;
                /** @description Text in the reason or the last error. */
                error?: string;
                /** @description Event types or patterns, separated by commas. */
                event?: string;
                /** @description Id of the event. */
                event_id?: string;
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Id of the delivery of a digest: the deliveries that it tells of. */
                grouped_in?: string;
                /** @description Ids of deliveries, separated by commas. */
                id?: string;
                /** @description Id of an incident: the deliveries that failed in it, also those that were repaired since. */
                incident?: string;
                /** @description Id of the job. */
                job_id?: string;
                /** @description Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters. */
                q?: string;
                /** @description States, repeated or separated by commas. */
                state?: ("pending" | "sending" | "delivered" | "failed" | "cancelled")[];
                /** @description End of the range, exclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file: a JSON object in each line, as in the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"id":"019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c","event":"job.completed"} */
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    exportEventsAsCsv: {
        parameters: {
            query?: {
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Ids of events, separated by commas. */
                id?: string;
                /** @description Id of the job. */
                job_id?: string;
                /** @description `true`: events whose data contradicts the schema of their type; `false`: the others. */
                mismatch?: boolean;
                /** @description Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters. */
                q?: string;
                /** @description End of the range, exclusive. */
                to?: string;
                /** @description Event types or patterns, separated by commas. */
                type?: string;
                /** @description `true`: events that no endpoint received; `false`: the others. */
                unrouted?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file: a line of names, then a line for each row. Texts that a spreadsheet would run begin with an apostrophe. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id,type,job_id
                     *     order-7,job.completed,job_17
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    exportEventsAsNdjson: {
        parameters: {
            query?: {
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Ids of events, separated by commas. */
                id?: string;
                /** @description Id of the job. */
                job_id?: string;
                /** @description `true`: events whose data contradicts the schema of their type; `false`: the others. */
                mismatch?: boolean;
                /** @description Query in the query language; `GET /api/webhooks/query-fields` lists its fields. It must hold beside the other parameters. */
                q?: string;
                /** @description End of the range, exclusive. */
                to?: string;
                /** @description Event types or patterns, separated by commas. */
                type?: string;
                /** @description `true`: events that no endpoint received; `false`: the others. */
                unrouted?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file: a JSON object in each line, as in the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"id":"order-7","type":"job.completed"} */
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                /** @description Codes of the latest error, separated by commas. */
                cause?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Ids or public names of endpoints, separated by commas. */
                endpoint?: string;
                /** @description Opened at this time or later. */
                from?: string;
                /** @description Entries of a page. */
                limit?: number;
                /** @description `open` or `closed`. */
                state?: "open" | "closed";
                /** @description Opened before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of incidents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentsAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    showIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the incident. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The incident. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    acknowledgeIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the incident. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AcknowledgeRequest"];
            };
        };
        responses: {
            /** @description The incident. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    noteIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the incident. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteRequest"];
            };
        };
        responses: {
            /** @description The incident. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    showJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `data.job_id` of its events. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    eraseJobById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `data.job_id` of its events. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureTerms"];
            };
        };
        responses: {
            /** @description What would be erased. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureDryRunAnswer"];
                };
            };
            /** @description The erasure has begun. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeysAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKeyRequest"];
            };
        };
        responses: {
            /** @description The key and its text. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySecretAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    changeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyChangeRequest"];
            };
        };
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyRotationRequest"];
            };
        };
        responses: {
            /** @description The key and its new text. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySecretAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    openListener: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListenRequest"];
            };
        };
        responses: {
            /** @description The listener. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListenerAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    readListener: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream of requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: request
                     *     data: {"hand":"0b3c6f0e-…","method":"POST"}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    closeListener: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is closed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListenerClosedAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    answerRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or public name of the endpoint. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListenAnswerRequest"];
            };
        };
        responses: {
            /** @description The answer was taken, or came too late. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListenAnswerAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listMutes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MutesAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    muteAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MuteRequest"];
            };
        };
        responses: {
            /** @description The mute. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    endMute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the mute. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mute. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    listOperations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of operations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationsAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    showOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the operation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDetailAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    cancelOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the operation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDetailAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    listQueryFields: {
        parameters: {
            query?: {
                /** @description List that the query is for. */
                page?: "events" | "deliveries";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fields. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryFieldsAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description Fragment of a name or an id. Nothing is found by less than two characters. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found, at most six of each kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    showStats: {
        parameters: {
            query?: {
                /** @description Id or public name of one endpoint. */
                endpoint?: string;
                /** @description Start of the range, inclusive: a date, or a time with any offset. */
                from?: string;
                /** @description Length of a step. */
                step?: "minute" | "hour";
                /** @description End of the range, exclusive. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    showStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listen: {
        parameters: {
            query?: {
                /** @description Message types, separated by commas; by default all: event, attempt, delivery, endpoint, buttons, incident, operation, reset. */
                types?: string;
            };
            header?: {
                /** @description Id of the last message that was read. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An endless stream of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 6f5e-7
                     *     event: event
                     *     data: {"id":"order-7"}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    listTemplateWords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The words. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    testUrl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestRequest"];
            };
        };
        responses: {
            /** @description Result of the test. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    triggerEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the call idempotent: the same key and content again gives the same answer. */
                "Idempotency-Key"?: string;
                /** @description `wait=N`: answers when every delivery is settled, after N seconds (at most 60) at the latest. Where too many requests wait already, the answer comes at once: 202, without `Preference-Applied`. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriggerRequest"];
            };
        };
        responses: {
            /** @description Accepted, with the outcome: only with `Prefer: wait=N`. */
            200: {
                headers: {
                    /** @description The wait that was heeded. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerAnswer"];
                };
            };
            /** @description Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The views. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsAnswer"];
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    addView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewRequest"];
            };
        };
        responses: {
            /** @description The view. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    removeView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the view. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The view. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    updateView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the view. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewChange"];
            };
        };
        responses: {
            /** @description The view. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            400: components["responses"]["Refused400"];
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            404: components["responses"]["Refused404"];
            409: components["responses"]["Refused409"];
            413: components["responses"]["Refused413"];
            415: components["responses"]["Refused415"];
            422: components["responses"]["Refused422"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
            507: components["responses"]["Refused507"];
        };
    };
    isAlive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process is running. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics in the text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example webhook_events_accepted_total{event_type="job.completed"} 42 */
                    "text/plain; version=0.0.4; charset=utf-8": string;
                };
            };
            401: components["responses"]["Refused401"];
            403: components["responses"]["Refused403"];
            429: components["responses"]["Refused429"];
            503: components["responses"]["Refused503"];
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gateway accepts events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            503: components["responses"]["Refused503"];
        };
    };
    onActionRetryRequested: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /**
                         * @description Name of the action in the configuration file.
                         * @example retry
                         */
                        action: string;
                        /**
                         * @description Who pressed it, for people. Only `via` console and key are names that were verified.
                         * @example Ana
                         */
                        by: string;
                        /**
                         * @description Id of the person on the platform, which has verified it; only where `via` is `telegram` or `slack-bot`.
                         * @example 4711
                         */
                        by_id?: string;
                        /**
                         * @description Id of the job.
                         * @example job_17
                         */
                        job_id: string | number;
                        /**
                         * @description Text of the button that was pressed.
                         * @example Retry job
                         */
                        label?: string;
                        /**
                         * @description The event in a sentence.
                         * @example Retry job: requested by Ana
                         */
                        message?: string;
                        /** @description Parameters of the job, as in the event of the message. */
                        parameters?: Record<string, never>;
                        /** @description The message that carried the action. */
                        source: {
                            /**
                             * @description Id of its delivery (UUID).
                             * @example 0190c6b2-3f5e-7d00-8000-000000000002
                             */
                            delivery_id: string;
                            /**
                             * @description Type of its event.
                             * @example job.failed
                             */
                            event: string;
                            /**
                             * @description Id of its event.
                             * @example 0190c6b2-3f5e-7d00-8000-000000000001
                             */
                            event_id: string;
                            /**
                             * @description Display name of its endpoint.
                             * @example #video-jobs
                             */
                            name?: string;
                            /**
                             * @description Time of its event.
                             * @example 2026-01-01T12:05:30.000Z
                             */
                            timestamp?: string;
                            /**
                             * @description Public name of its endpoint.
                             * @example webhook_1
                             */
                            webhook_id: string;
                        };
                        /**
                         * @description How it was pressed: `console` (signed in), `key`, `link` (whoever reads the message), or by a native button: `telegram`, `slack-bot` (the platform has verified the id, and people choose their names), `mattermost` (nothing is verified).
                         * @example link
                         */
                        via: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "action.retry_requested";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobCancelled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.cancelled";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.completed";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobCompletedWithIssues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.completed_with_issues";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobDeleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.deleted";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobExtractionCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.extraction_completed";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.failed";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobFailedNoRetry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.failed_no_retry";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobRenderTimeout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.render_timeout";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobScriptCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.script_completed";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobTimeout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.timeout";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobWorkflowIncomplete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    data: components["schemas"]["JobData"];
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "job.workflow_incomplete";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookCertificateExpiring: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description Adapter of the endpoint. */
                        adapter?: string;
                        /**
                         * @description Whose certificate it is.
                         * @enum {unknown}
                         */
                        certificate: "receiver" | "client";
                        /** @description Id of the endpoint (UUID). */
                        endpoint_id?: string;
                        /** @description Whether the certificate had expired when it was noticed. */
                        expired?: boolean;
                        /**
                         * Format: date-time
                         * @description End of the certificate.
                         */
                        expires_at: string | null;
                        /** @description SHA-256 of the certificate. */
                        fingerprint: string;
                        /** @description Host of the receiver; null for a client certificate. */
                        host?: string | null;
                        /** @description The event in a sentence. */
                        message: string;
                        /** @description Display name of the endpoint. */
                        name?: string;
                        /** @description Subject of the certificate. */
                        subject: string;
                        /** @description URL of the endpoint without its secrets. */
                        url?: string;
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id?: string;
                        /** @description Endpoints that use the certificate. */
                        webhook_ids: string[];
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.certificate_expiring";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookDeliveryExhausted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description Who takes care of the incident; absent: nobody has acknowledged it. */
                        acknowledged_by?: string;
                        /** @description Adapter of the endpoint. */
                        adapter?: string;
                        /** @description Attempts of the delivery. */
                        attempts: number;
                        /** @description The cause in plain words, where the gateway knows it. */
                        cause?: string;
                        /** @description Deliveries of the endpoint that failed since the last report; the event describes the latest. */
                        count: number;
                        /** @description Id of the delivery (UUID). */
                        delivery_id: string;
                        /** @description Id of the endpoint (UUID). */
                        endpoint_id: string;
                        /** @description Type of the event that was not delivered. */
                        event: string;
                        /** @description Id of the event that was not delivered. */
                        event_id: string;
                        /** @description Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
                        failed?: number;
                        /** @description Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
                        held?: number;
                        /** @description Id of the incident; the events of an incident share it, and go out in their order. */
                        incident_id?: string;
                        /** @description Id of the job, where the event names one. */
                        job_id?: string | number;
                        /** @description Deliveries that are lost: always 0, because failed ones are kept. */
                        lost?: number;
                        /** @description The event in a sentence. */
                        message: string;
                        /** @description Display name of the endpoint. */
                        name: string;
                        /** @description What to do, where the gateway can tell. */
                        next_step?: string;
                        /**
                         * Format: date-time
                         * @description Time at which the incident was opened.
                         */
                        opened_at?: string | null;
                        /**
                         * @description Whether the endpoint is `failing` (its circuit is open), `disabled`, or takes requests (`exhausted`).
                         * @enum {unknown}
                         */
                        phase?: "failing" | "disabled" | "exhausted";
                        /** @description Error of the last attempt. */
                        reason: string | null;
                        /** @description Deliveries of the incident that were delivered by a redelivery. */
                        repaired?: number;
                        /** @description URL of the endpoint without its secrets. */
                        url?: string;
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.delivery_exhausted";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookDigest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description What else happened: `12 jobs completed · 3 recovered`. */
                        beside?: string;
                        /** @description Deliveries that it tells of. */
                        count: number;
                        /** @description Id of the delivery of the digest: `grouped_in` of the deliveries that it tells of. */
                        delivery_id?: string;
                        /** @description The most frequent classes of errors: without ids, numbers, paths and quoted texts. */
                        errors: {
                            count?: number;
                            error?: string;
                        }[];
                        /**
                         * Format: date-time
                         * @description Acceptance of the first event.
                         */
                        first_at: string | null;
                        /** @description What happened most, failures first: `48 jobs failed`. */
                        headline: string;
                        /** @description Ids of the first ten jobs, those that failed first. */
                        job_ids: string[];
                        /** @description Jobs that it tells of. */
                        jobs: number;
                        /**
                         * Format: date-time
                         * @description Acceptance of the last event.
                         */
                        last_at: string | null;
                        /** @description The second and further classes of errors, in lines: `12 × Job timed out after … minutes`. */
                        message?: string;
                        /** @description The most frequent class of errors: `31 × Render failed: …`. */
                        reason?: string | null;
                        /** @description Jobs that failed and completed afterwards; their failures are counted nowhere else. */
                        recovered?: number;
                        /**
                         * @description Mood of the message.
                         * @enum {unknown}
                         */
                        tone?: "success" | "failure" | "warning" | "progress" | "neutral";
                        /** @description The most frequent event types, failures first. */
                        types: {
                            count?: number;
                            type?: string;
                        }[];
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id?: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.digest";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointDisabled: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description Who takes care of the incident; absent: nobody has acknowledged it. */
                        acknowledged_by?: string;
                        /** @description Adapter of the endpoint. */
                        adapter?: string;
                        /** @description The cause in plain words, where the gateway knows it. */
                        cause?: string;
                        /**
                         * Format: date-time
                         * @description Time at which the endpoint was disabled.
                         */
                        disabled_at?: string | null;
                        /** @description Id of the endpoint (UUID). */
                        endpoint_id: string;
                        /** @description Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
                        failed?: number;
                        /** @description Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
                        held?: number;
                        /** @description Id of the incident; the events of an incident share it, and go out in their order. */
                        incident_id?: string;
                        /** @description Deliveries that are lost: always 0, because failed ones are kept. */
                        lost?: number;
                        /** @description The event in a sentence. */
                        message: string;
                        /** @description Display name of the endpoint. */
                        name: string;
                        /** @description What to do, where the gateway can tell. */
                        next_step?: string;
                        /**
                         * Format: date-time
                         * @description Time at which the incident was opened.
                         */
                        opened_at?: string | null;
                        /** @description Error of the last attempt. */
                        reason: string | null;
                        /** @description URL of the endpoint without its secrets. */
                        url?: string;
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.endpoint_disabled";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointFailing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description Who takes care of the incident; absent: nobody has acknowledged it. */
                        acknowledged_by?: string;
                        /** @description Adapter of the endpoint. */
                        adapter?: string;
                        /** @description The cause in plain words, where the gateway knows it. */
                        cause?: string;
                        /** @description Failed attempts in a row. */
                        consecutive_failures: number;
                        /** @description Id of the endpoint (UUID). */
                        endpoint_id: string;
                        /** @description Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
                        failed?: number;
                        /**
                         * Format: date-time
                         * @description Time of the first failure after the last success.
                         */
                        failing_since?: string | null;
                        /** @description Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
                        held?: number;
                        /** @description Id of the incident; the events of an incident share it, and go out in their order. */
                        incident_id?: string;
                        /** @description Deliveries that are lost: always 0, because failed ones are kept. */
                        lost?: number;
                        /** @description The event in a sentence. */
                        message: string;
                        /** @description Display name of the endpoint. */
                        name: string;
                        /**
                         * Format: date-time
                         * @description Earliest time of the next probe.
                         */
                        next_probe_at?: string | null;
                        /** @description What to do, where the gateway can tell. */
                        next_step?: string;
                        /**
                         * Format: date-time
                         * @description Time at which the incident was opened.
                         */
                        opened_at?: string | null;
                        /** @description Error of the last attempt. */
                        reason?: string | null;
                        /** @description URL of the endpoint without its secrets. */
                        url?: string;
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.endpoint_failing";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointRecovered: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description Who takes care of the incident; absent: nobody has acknowledged it. */
                        acknowledged_by?: string;
                        /** @description Adapter of the endpoint. */
                        adapter?: string;
                        /** @description The cause in plain words, where the gateway knows it. */
                        cause?: string;
                        /** @description Whether the incident is closed: none of its deliveries is failed. */
                        closed?: boolean;
                        /** @description Id of the endpoint (UUID). */
                        endpoint_id: string;
                        /** @description Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
                        failed?: number;
                        /** @description Time from the first failure to the recovery, ms. */
                        failing_ms?: number;
                        /**
                         * Format: date-time
                         * @description Time of the first failure.
                         */
                        failing_since?: string | null;
                        /** @description Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
                        held?: number;
                        /** @description Id of the incident; the events of an incident share it, and go out in their order. */
                        incident_id?: string;
                        /** @description Deliveries that are lost: always 0, because failed ones are kept. */
                        lost?: number;
                        /** @description The event in a sentence. */
                        message: string;
                        /** @description Display name of the endpoint. */
                        name: string;
                        /** @description What to do, where the gateway can tell. */
                        next_step?: string;
                        /**
                         * Format: date-time
                         * @description Time at which the incident was opened.
                         */
                        opened_at?: string | null;
                        /** @description Error of the last attempt. */
                        reason?: string | null;
                        /**
                         * Format: date-time
                         * @description Time at which a probe succeeded.
                         */
                        recovered_at?: string | null;
                        /**
                         * Format: date-time
                         * @description Time at which the circuit opened.
                         */
                        rested_since?: string | null;
                        /** @description URL of the endpoint without its secrets. */
                        url?: string;
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.endpoint_recovered";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookEndpointStillFailing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description Who takes care of the incident; absent: nobody has acknowledged it. */
                        acknowledged_by?: string;
                        /** @description Adapter of the endpoint. */
                        adapter?: string;
                        /** @description The cause in plain words, where the gateway knows it. */
                        cause?: string;
                        /** @description Failed attempts in a row. */
                        consecutive_failures: number;
                        /** @description Id of the endpoint (UUID). */
                        endpoint_id: string;
                        /** @description Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
                        failed?: number;
                        /**
                         * Format: date-time
                         * @description Time of the first failure after the last success.
                         */
                        failing_since?: string | null;
                        /** @description Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
                        held?: number;
                        /** @description Id of the incident; the events of an incident share it, and go out in their order. */
                        incident_id?: string;
                        /** @description Deliveries that are lost: always 0, because failed ones are kept. */
                        lost?: number;
                        /** @description The event in a sentence. */
                        message: string;
                        /** @description Display name of the endpoint. */
                        name: string;
                        /**
                         * Format: date-time
                         * @description Earliest time of the next probe.
                         */
                        next_probe_at?: string | null;
                        /** @description What to do, where the gateway can tell. */
                        next_step?: string;
                        /**
                         * Format: date-time
                         * @description Time at which the incident was opened.
                         */
                        opened_at?: string | null;
                        /** @description Error of the last attempt. */
                        reason?: string | null;
                        /** @description URL of the endpoint without its secrets. */
                        url?: string;
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.endpoint_still_failing";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookIncidentClosed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description Who takes care of the incident; absent: nobody has acknowledged it. */
                        acknowledged_by?: string;
                        /** @description Adapter of the endpoint. */
                        adapter?: string;
                        /** @description Of these, cancelled. */
                        cancelled?: number;
                        /** @description The cause in plain words, where the gateway knows it. */
                        cause?: string;
                        /**
                         * Format: date-time
                         * @description Time at which it was closed.
                         */
                        closed_at?: string | null;
                        /**
                         * @description What closed it: the failed deliveries were redelivered or cancelled (`repaired`), the endpoint was enabled or deleted, …
                         * @enum {unknown}
                         */
                        closed_by: "recovered" | "repaired" | "enabled" | "expired" | "removed";
                        /** @description Deliveries that had failed permanently. */
                        count: number;
                        /** @description Id of the endpoint (UUID). */
                        endpoint_id: string;
                        /** @description Deliveries of the incident that are failed now, or being redelivered; counted up to 10,000. */
                        failed?: number;
                        /** @description Deliveries on hold for the endpoint; counted up to 10,000. Absent where the store gave no count. */
                        held?: number;
                        /** @description Id of the incident; the events of an incident share it, and go out in their order. */
                        incident_id: string;
                        /** @description Deliveries that are lost: always 0, because failed ones are kept. */
                        lost?: number;
                        /** @description The event in a sentence. */
                        message: string;
                        /** @description Display name of the endpoint. */
                        name: string;
                        /** @description Time for which it was open, ms. */
                        open_ms?: number;
                        /**
                         * Format: date-time
                         * @description Time at which the incident was opened.
                         */
                        opened_at?: string | null;
                        /** @description Error of the last attempt. */
                        reason?: string | null;
                        /** @description Of these, delivered by a redelivery. */
                        repaired?: number;
                        /** @description URL of the endpoint without its secrets. */
                        url?: string;
                        /** @description Public name of the endpoint, `webhook_1`. */
                        webhook_id: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.incident_closed";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookTest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Data of the event. */
                    data: {
                        /** @description The event in a sentence. */
                        message?: string;
                    };
                    /**
                     * @description Type of the event.
                     * @constant
                     */
                    event: "webhook.test";
                    /**
                     * @description `WEBHOOK_SOURCE` of the gateway.
                     * @example streamgank
                     */
                    source: string;
                    /** @description Time of the event, as the sender wrote it. */
                    timestamp: string;
                    /**
                     * @description Public name of the endpoint.
                     * @example webhook_1
                     */
                    webhook_id: string;
                };
            };
        };
        responses: {
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the gateway retries, unless the answer is 410 (endpoint disabled). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
