/** What a colour means: never said by the colour alone. */
export type Tone = 'good' | 'bad' | 'warn' | 'calm' | 'accent';
