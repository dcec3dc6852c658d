/** The page of the API: much text, to unfold. */
export const apiDocsStyles = `
.api .parts { display: flex; flex-wrap: wrap; gap: .5rem 1rem; }
.api .operation { border-top: 1px solid var(--line); padding: .625rem 0; }
.api summary { cursor: pointer; }
.api summary strong { font-weight: 550; }
.api h3 { margin: 1rem 0 .25rem; font-size: .9375rem; }
.api pre {
  overflow-x: auto;
  padding: .75rem 1rem;
  background: var(--page);
  border: 1px solid var(--line);
  border-radius: .625rem;
  font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
`;
