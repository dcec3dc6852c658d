import type { VNode } from 'preact';
import { encode } from 'uqr';

/** Modules of white around the code (ISO/IEC 18004 §9.1). */
const QUIET = 4;

interface QrCodeProps {
  readonly text: string;
  /** What it is, for those who hear the page. */
  readonly label: string;
}

/** A QR code, black on white in every scheme of colours: scanners expect it so. */
export function QrCode({ text, label }: QrCodeProps): VNode {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET });
  const path = data.flatMap((row, y) => row.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} />
      <path d={path} />
    </svg>
  );
}
