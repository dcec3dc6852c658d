/** Chains of rows: as many as there are writes at once, so that none waits for another. */
export class RowChains {
    /**
     * Has rows written by one statement.
     * @param write whether it did; what it throws tells what became of it
     */
    async written(rows, write) {
        const chain = this.take();
        let outcome = 'rolled back';
        try {
            const done = await write(chain.link(rows));
            if (done)
                outcome = 'committed';
            return done;
        }
        catch (error) {
            outcome = outcomeOf(error);
            throw error;
        }
        finally {
            chain.settle(outcome);
        }
    }
}
/** SQLSTATE of statements of which it is not sure what became of them: the connection or the server went away. */
const UNSURE = /^(08|57P|XX|40003)/;
/** What became of a write that failed. */
export function outcomeOf(error) {
    const { driverError = error } = error;
    const { code, severity } = driverError;
    return typeof severity === 'string' && typeof code === 'string' && !UNSURE.test(code) ? 'rolled back' : 'unknown';
}
//# sourceMappingURL=row-chain.js.map