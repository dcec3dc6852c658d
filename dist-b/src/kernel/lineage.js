/** Of a session that is opened from another. */
export function below(sessionId, { txn, ancestors }) {
    return { txn, ancestors: [sessionId, ...ancestors] };
}
//# sourceMappingURL=lineage.js.map