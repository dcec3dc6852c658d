/**
 * Passes a body on as fast as it is read. Neither is ended: before its first byte the response can still become an answer of
 * ours. Node's pipes do the same with a dozen closures, which an open stream would keep.
 * @param over is called once, with what went wrong if the body did not come to its end
 */
export function pour({ body, response, patience }, over) {
    let stalled;
    const left = () => void body.destroy();
    const goOn = () => void body.resume();
    whenEnded(body, (error) => {
        clearInterval(stalled);
        response.off('close', left).off('drain', goOn);
        over(error);
    });
    response.on('close', left).on('drain', goOn);
    if (response.destroyed)
        return left();
    // Whoever counts it has paused it meanwhile.
    body
        .on('data', (piece) => {
        if (response.write(piece))
            return;
        body.pause();
        // Most streams never need one.
        stalled ??= cutWhenStalled(response, patience);
    })
        .resume();
}
/** @param over is called once; every body closes, so that an error is made of those alone that did before their end */
export function whenEnded(body, over) {
    let isOver = false;
    const end = (error) => {
        if (isOver)
            return;
        isOver = true;
        over(error);
    };
    const broken = (error) => end(error ?? new Error('the answer ended too early'));
    if (body.destroyed)
        return broken(body.errored);
    body
        .on('end', () => end(null))
        .on('error', broken)
        .on('close', broken);
}
/** A client that does not read holds an upstream's connection: undici does not count while it is held back. */
function cutWhenStalled(response, milliseconds) {
    let written = -1;
    return setInterval(() => {
        const now = response.socket?.bytesWritten ?? 0;
        if (response.writableNeedDrain && now === written)
            response.destroy();
        written = now;
    }, milliseconds).unref();
}
//# sourceMappingURL=poured-body.js.map