import { expect, it } from 'vitest';
import { pathOf, rootByPath, rootOf } from './merkle.rules.js';

const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];

/** What Certificate Transparency's own tests expect of the first of {@link LEAVES}, by number. */
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leaves = (count: number, texts = LEAVES) => texts.slice(0, count).map((text) => Buffer.from(text, 'hex'));

it.each(ROOTS.map((root, size) => [size, root] as const))('the root over %i leaves is the known one', (size, root) => {
  expect(rootOf(leaves(size)).toString('hex')).toBe(root);
});

it('every leaf of every size is proven by its path, and by no other place, size, leaf or path', () => {
  const many = Array.from({ length: 37 }, (_, at) => Buffer.from([at]));
  for (let size = 1; size <= many.length; size++) {
    const some = many.slice(0, size);
    const root = rootOf(some);
    for (const [index, leaf] of some.entries()) {
      const path = pathOf(some, index);
      expect(rootByPath(leaf, { index, size }, path)).toEqual(root);
      for (const other of some.keys()) {
        if (other !== index) expect(rootByPath(leaf, { index: other, size }, path)).not.toEqual(root);
      }
      expect(rootByPath(Buffer.from('x'), { index, size }, path)).not.toEqual(root);
      if (size > 1) expect(rootByPath(leaf, { index, size }, path.slice(1))).not.toEqual(root);
      expect(rootByPath(leaf, { index, size }, [...path, root])).toBeNull();
      expect(rootByPath(leaf, { index: size, size }, path)).toBeNull();
    }
  }
});
