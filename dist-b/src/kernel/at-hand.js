/** Whether it must be waited for. `await` takes both, and makes a promise of either. */
export function isLater(value) {
    return value instanceof Promise;
}
//# sourceMappingURL=at-hand.js.map