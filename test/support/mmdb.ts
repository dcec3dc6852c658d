/** Fields of a MaxMind DB's records; nested maps, texts, lists and whole numbers alone. */
export type MmdbValue = string | number | readonly MmdbValue[] | { readonly [name: string]: MmdbValue };

interface Node {
  children: (Node | number | null)[];
}

/**
 * A MaxMind DB (format 2.0, records of 24 bits, IPv6 tree) of a few networks.
 * @param networks data by IPv4 address and prefix, which must not overlap
 */
export function mmdb(networks: Readonly<Record<string, MmdbValue>>, databaseType = 'GeoLite2-City'): Buffer {
  const root: Node = { children: [null, null] };
  const data: Buffer[] = [];
  let size = 0;
  for (const [cidr, value] of Object.entries(networks)) {
    const [address = '', prefix] = cidr.split('/');
    const bytes = Buffer.from(address.split('.').map(Number));
    // IPv4 lies in ::/96.
    const bits = [
      ...Array<number>(96).fill(0),
      ...[...bytes].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((at) => (byte >> at) & 1)),
    ];
    insert(root, bits.slice(0, 96 + Number(prefix)), size);
    data.push(encode(value));
    size += data.at(-1)?.length ?? 0;
  }
  const nodes: Node[] = [];
  const number = new Map<Node, number>();
  for (let queue = [root]; queue.length > 0;) {
    const node = queue.shift() as Node;
    number.set(node, nodes.push(node) - 1);
    queue.push(...node.children.filter((child): child is Node => typeof child === 'object' && child !== null));
  }
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach(({ children }, at) =>
    children.forEach((child, side) => {
      const record =
        child === null
          ? nodes.length
          : typeof child === 'number'
            ? nodes.length + 16 + child
            : (number.get(child) as number);
      tree.writeUIntBE(record, at * 6 + side * 3, 3);
    }),
  );
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: databaseType,
    description: { en: 'test' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  };
  return Buffer.concat([
    tree,
    Buffer.alloc(16),
    ...data,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    encode(metadata),
  ]);
}

function insert(root: Node, bits: readonly number[], offset: number): void {
  let node = root;
  bits.slice(0, -1).forEach((bit) => {
    const next = node.children[bit];
    if (typeof next === 'object' && next !== null) node = next;
    else node.children[bit] = node = { children: [null, null] };
  });
  node.children[bits.at(-1) as number] = offset;
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...(value as MmdbValue[]).map(encode)]);
  const entries = Object.entries(value as Record<string, MmdbValue>);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([name, each]) => [encode(name), encode(each)]),
  ]);
}

/** Types above 7 are extended: a byte more. */
function control(type: number, size: number): Buffer {
  if (size >= 29) return Buffer.from([(type << 5) | 29, size - 29]);
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);
}
