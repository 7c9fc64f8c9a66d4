/** Brings the preview's elements once a file is there, so that nobody waits for them before or then. Draws nothing. */

export class PreviewLoader {
  /** `missing` when they could not be fetched; asking again fetches them anew. */
  state: 'waiting' | 'loading' | 'there' | 'missing' = 'waiting';
  /** Ends when they are there, or are not to be had. */
  done: Promise<void> = Promise.resolve();

  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  /** Fetches them, if nobody has. */
  load(): void {
    if (this.state === 'loading' || this.state === 'there') return;
    this.state = 'loading';
    this.done = this.bring();
  }

  private async bring(): Promise<void> {
    try {
      const { definePreview } = await import('./preview/elements.js');
      definePreview();
      this.state = 'there';
    } catch {
      this.state = 'missing';
    }
    this.changed();
  }
}
