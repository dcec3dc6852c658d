/** Ctrl-C under npm may come twice, from the terminal and from npm: milliseconds apart it is one. */
const SAME_MS = 250;

/** Resolves at the first signal. @param again what each further one does: by itself it means now */
export function toldToStop(again: () => void = () => process.exit(130)): Promise<string> {
  return new Promise((resolve) => {
    let last: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        const now = performance.now();
        if (last === undefined) resolve(signal);
        else if (now - last > SAME_MS) again();
        last = now;
      });
    }
  });
}
