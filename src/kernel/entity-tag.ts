const TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * Whether `If-None-Match` names a representation, by weak comparison (RFC 9110 §8.8.3.2, §13.1.2). Not Express's `fresh`: that
 * takes `Cache-Control: no-cache`, which `fetch` adds by itself, for the wish to have everything sent again.
 * @param header as it came, if it did
 * @param tag of what there is now
 */
export function isTagKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return (header.match(TAG) ?? []).some((known) => opaque(known) === opaque(tag));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
