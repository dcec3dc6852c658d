/** Ctrl-C under npm may come twice, from the terminal and from npm: milliseconds apart it is one. */
const SAME_MS = 250;
/** Resolves at the first signal. @param again what each further one does: by itself it means now */
export function toldToStop(again = () => process.exit(130)) {
    return new Promise((resolve) => {
        let last;
        for (const signal of ['SIGINT', 'SIGTERM']) {
            process.on(signal, () => {
                const now = performance.now();
                if (last === undefined)
                    resolve(signal);
                else if (now - last > SAME_MS)
                    again();
                last = now;
            });
        }
    });
}
//# sourceMappingURL=told-to-stop.js.map