/**
 * Tells whether a file is the one of a draft. Its size, its head, its tail and a few stretches between are digested,
 * so that a file of gigabytes is recognised at once. What is uploaded is compared byte for byte, elsewhere.
 */

const EDGE = 64 * 1024;
const STRETCH = 4 * 1024;
const STRETCHES = 14;

/** A digest of what is looked at of a file, as hexadecimal digits. */
export async function fingerprint(file: Blob): Promise<string> {
  const looked = stretches(file.size).map(([from, to]) => file.slice(from, to));
  const bytes = await new Blob([`${file.size}:`, ...looked]).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 16), (it) => it.toString(16).padStart(2, '0')).join('');
}

/** The stretches of a file that are looked at; a small one is looked at as a whole. */
function stretches(size: number): [number, number][] {
  if (size <= 2 * EDGE + STRETCHES * STRETCH) return [[0, size]];
  const room = size - 2 * EDGE - STRETCH;
  const between = Array.from({ length: STRETCHES }, (_, at): [number, number] => {
    const from = EDGE + Math.floor((room * at) / (STRETCHES - 1));
    return [from, from + STRETCH];
  });
  return [[0, EDGE], ...between, [size - EDGE, size]];
}
