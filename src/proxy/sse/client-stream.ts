import { PassThrough, type Readable } from 'node:stream';

/** A stream of events that a client has open, written as fast as it reads. */
export class ClientStream {
  private readonly pass = new PassThrough();
  private readonly timer: NodeJS.Timeout;

  /**
   * @param idle milliseconds without a message
   * @param silent is called after them
   */
  constructor(idle: number, silent: () => void) {
    this.timer = setTimeout(silent, idle).unref();
    this.pass.on('error', () => undefined).once('close', () => clearTimeout(this.timer));
  }

  get body(): Readable {
    return this.pass;
  }

  get isOpen(): boolean {
    return this.pass.writable;
  }

  /** Resolves when there is room for another one, or nobody reads any more. @param message JSON without line breaks */
  async send(message: string): Promise<void> {
    if (!this.put(message)) await this.drained();
  }

  /** @returns whether there is room for another one */
  put(message: string): boolean {
    if (!this.isOpen) return true;
    this.timer.refresh();
    return this.pass.write(eventOf(message));
  }

  /** @param message the last one */
  end(message?: string): void {
    if (!this.isOpen) return;
    clearTimeout(this.timer);
    this.pass.end(message === undefined ? undefined : eventOf(message));
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.pass.off('drain', done).off('close', done);
        resolve();
      };
      this.pass.on('drain', done).on('close', done);
    });
  }
}

function eventOf(message: string): string {
  return `event: message\ndata: ${message}\n\n`;
}
