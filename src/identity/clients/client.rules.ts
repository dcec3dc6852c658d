/** Whether a text can be a client's id: printable ASCII (RFC 6749 §A.1). */
export function isClientId(text: string): boolean {
  return /^[\x20-\x7e]{1,255}$/.test(text);
}
