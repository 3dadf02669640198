import { isoTime, isoTimeOrNull } from '../../model/iso-time.js';
import { isActive, type Mute } from '../../model/mute.js';
import type { MuteView } from './mutes.response.js';

/** Presents a mute as it stands at `now` (Unix ms). @param isRemoved true where its endpoint is gone: it mutes nothing any more */
export function muteView(mute: Mute, now: number, isRemoved = false): MuteView {
  return {
    id: mute.id,
    endpoint_id: mute.endpointId,
    type: mute.type,
    job_id: mute.jobId,
    error: mute.errorClass,
    active: isActive(mute, now) && !isRemoved,
    until: isoTime(mute.until),
    then: mute.then,
    reason: mute.reason,
    actor: mute.actor,
    created_at: isoTime(mute.createdAt),
    ended_at: isoTimeOrNull(mute.endedAt),
  };
}
