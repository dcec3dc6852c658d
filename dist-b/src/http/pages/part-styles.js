/** The parts: fields, buttons, notes, and what consent and account are made of. */
export const partStyles = `
.lead { margin-bottom: 1.5rem; }
.field { margin-bottom: 1.25rem; }
label, legend { display: block; margin-bottom: .375rem; font-size: .9375rem; font-weight: 550; }
.field input {
  display: block;
  width: 100%;
  min-height: 2.875rem;
  padding: .5rem .75rem;
  background: var(--card);
  border: 1px solid var(--edge);
  border-radius: .625rem;
  color: inherit;
  font: inherit;
}
.field input:read-only { background: var(--page); border-color: var(--line); }
.field input[aria-invalid=true] { border-color: var(--alert-text); }
.field input:focus-visible { outline-offset: -1px; border-color: var(--ink); }
.choices { min-width: 0; margin: 0 0 1.25rem; padding: 0; border: 0; }
.choices legend { padding: 0; }
.choices label { display: flex; align-items: flex-start; gap: .625rem; margin: 0; padding: .5rem 0; font-weight: 400; }
.choices input { flex: none; width: 1.25rem; height: 1.25rem; margin: .125rem 0 0; accent-color: var(--ink); }
.hint { margin: .375rem 0 0; font-size: .875rem; line-height: 1.45; }
.actions { margin-top: 1.75rem; }
.button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-height: 2.875rem;
  padding: .5rem 1.25rem;
  border: 1px solid var(--edge);
  border-radius: .625rem;
  background: var(--card);
  color: var(--text);
  font: inherit;
  font-weight: 600;
  line-height: 1.3;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
  transition: box-shadow .12s ease;
}
.button:hover { box-shadow: inset 0 0 0 1px currentcolor; }
.button.first { border-color: var(--rim); background: var(--fill); color: var(--onFill); }
.button.first:hover { box-shadow: 0 0 0 2px var(--card), 0 0 0 3px var(--rim); }
.actions > .button { width: 100%; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; }
.button.small { min-height: 2.75rem; padding: .375rem 1rem; font-size: .9375rem; white-space: nowrap; }
.button.link {
  min-height: 2.75rem;
  padding: 0;
  border: 0;
  border-radius: .25rem;
  background: none;
  color: var(--ink);
  font-size: .9375rem;
  font-weight: 500;
  text-align: start;
  text-decoration: underline;
  text-underline-offset: .18em;
}
.button.link:hover { box-shadow: none; text-decoration-thickness: 2px; }
/* The edge is for those who have chosen colours of their own. */
.note {
  margin-bottom: 1.25rem;
  padding: .75rem 1rem;
  border: 1px solid transparent;
  border-radius: .625rem;
  font-size: .9375rem;
  line-height: 1.5;
}
.note strong { font-weight: 700; }
.alert { background: var(--alert-ground); color: var(--alert-text); }
.care { background: var(--care-ground); color: var(--care-text); }
.done { background: var(--done-ground); color: var(--done-text); }
.ways { display: grid; gap: .75rem; margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
section { margin-top: 1.75rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
ul { margin: 0; padding: 0; list-style: none; }
.badge {
  display: inline-block;
  padding: .05rem .5rem;
  border: 1px solid var(--line);
  border-radius: 1rem;
  background: var(--page);
  color: var(--quiet);
  font-size: .8125rem;
  font-weight: 500;
}
.details { margin: 1.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
.details div { display: flex; gap: .75rem; margin-top: .375rem; }
dt { flex: none; color: var(--quiet); }
dd { margin: 0; min-width: 0; }
.details dt { width: 3.75rem; }
.details code { padding: 0; border: 0; background: none; font-size: .86em; }
.facts { margin: 1.25rem 0 0; padding: .875rem 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--page); }
.facts > div { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .1875rem 0; }
.facts dt { width: 6rem; font-size: .875rem; line-height: 1.771; }
.facts dd { flex: 1 1 10rem; }
.facts .quiet { display: block; font-size: .875rem; }
.scopes li { position: relative; margin-bottom: .5rem; padding-left: 1.375rem; }
.scopes li::before {
  content: "";
  position: absolute;
  left: .25rem;
  top: .45em;
  width: .3rem;
  height: .6rem;
  border: solid var(--ink);
  border-width: 0 2px 2px 0;
  transform: rotate(40deg);
}
/* No ticks: nobody has checked it yet. */
.checks li { position: relative; margin-bottom: .5rem; padding-left: 1.375rem; }
.checks li::before {
  content: "";
  position: absolute;
  left: .25rem;
  top: .58em;
  width: .4rem;
  height: .4rem;
  border: 2px solid var(--ink);
  border-radius: 50%;
}
.address { margin: 0 0 .375rem; font-size: .9375rem; }
.destination { display: block; margin: 0; font-size: 1.125rem; font-weight: 650; letter-spacing: -.006em; }
.destination + p { margin: .25rem 0 0; }
section > :last-child { margin-bottom: 0; }
section > .note { margin-top: .875rem; }
section > form { margin-top: 1rem; }
.foot { margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .9375rem; text-align: center; }
.foot p { margin: 0; }
.top { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: 1rem; margin-bottom: 1.5rem; }
.rows > li { display: flex; align-items: flex-start; justify-content: space-between; gap: 1rem 1.5rem; padding: 1rem 0; }
.rows > li:first-child { padding-top: .375rem; }
.rows > li:last-child { padding-bottom: 0; }
.rows > li + li { border-top: 1px solid var(--line); }
.rows > li > div { min-width: 0; }
.rows p { margin: 0 0 .25rem; }
.rows .name { font-weight: 600; }
.rows .quiet { font-size: .875rem; }
.rows .quiet code { font-size: .9em; }
.secret { display: inline-block; overflow-wrap: anywhere; user-select: all; color: var(--text); }
.secret.whole { display: block; padding: .75rem 1rem; border-radius: .75rem; font-size: 1rem; line-height: 1.5; }
h1 + .note { margin-top: 1rem; }
.facts + .hint { margin-top: .75rem; }
.narrow { max-width: 24rem; }
form.passkey { margin-top: .75rem; }
form.passkey > .actions { margin-top: 0; }
form.passkey > .note { margin: .75rem 0; }
form.passkey > .quiet { margin: 1.5rem 0 .75rem; }
.rows .note { margin: .5rem 0; }
.rename { margin-top: .25rem; font-size: .875rem; }
.rename summary { width: fit-content; padding: .375rem 0; color: var(--ink); cursor: pointer; }
.rename .field { margin: .375rem 0 .75rem; }
.other { margin-top: 1.5rem; }
.other summary { width: fit-content; min-height: 2.75rem; padding: .625rem 0; color: var(--ink); font-size: .9375rem; cursor: pointer; }
.other form { margin-top: .75rem; }
.other .button { width: 100%; }
.step { margin-top: 1.75rem; }
.qr { display: block; width: 100%; max-width: 15rem; margin: 1rem auto; border-radius: .625rem; forced-color-adjust: none; }
.qr rect { fill: #fff; }
.qr path { fill: #000; }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: .5rem; margin: 1.25rem 0; }
.codes code { display: block; padding: .5rem .75rem; color: var(--text); font-size: 1rem; text-align: center; white-space: nowrap; }
@media (max-width: 34rem) {
  .rows > li { flex-direction: column; }
  .rows form, .rows form .button { width: 100%; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; }
}
`;
//# sourceMappingURL=part-styles.js.map