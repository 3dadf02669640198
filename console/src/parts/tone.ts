/** The meaning of a colour; words always tell it too. */
export type Tone = 'good' | 'bad' | 'warn' | 'calm' | 'accent';
