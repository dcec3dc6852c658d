import type { VNode } from 'preact';
import { Fact } from '../../http/pages/decision.js';

/** What a program calls the device that it is on; anybody could have written it. */
export function DeviceFact({ name }: { readonly name: string | null }): VNode {
  return (
    <Fact name="Device">
      {name === null ? (
        'It gives no name'
      ) : (
        <>
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <span class="quiet">as the program calls it</span>
        </>
      )}
    </Fact>
  );
}
