/** The page of the API: much text, to unfold. */
export const apiDocsStyles = `
.api .search { display: flex; flex-wrap: wrap; align-items: end; gap: .75rem; margin-bottom: 1rem; }
.api .search .field { flex: 1 1 14rem; margin: 0; }
.api .search p { flex-basis: 100%; margin: 0; }
.api .parts { display: flex; flex-wrap: wrap; gap: .5rem 1rem; }
.api .operation { border-top: 1px solid var(--line); }
.api summary { padding: .625rem 0; cursor: pointer; }
.api summary code { display: inline-block; min-width: 4.25rem; text-align: center; }
.api summary strong { font-weight: 550; }
.api .operation > :last-child { margin-bottom: 1.75rem; }
.api .operation > p:first-of-type { scroll-margin-top: 4rem; }
.api h3 { margin: 1.25rem 0 .375rem; font-size: .9375rem; }
.api dl { margin: 0; font-size: .875rem; }
.api dl > div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 0 1rem; padding: .1875rem 0; }
.api dt { overflow-wrap: break-word; font: .8125rem/1.65 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.api pre {
  overflow-x: auto;
  padding: .75rem 1rem;
  background: var(--page);
  border: 1px solid var(--line);
  border-radius: .625rem;
  font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  user-select: all;
}
@media (max-width: 30rem) {
  .api summary .quiet { display: block; }
  .api dl > div { grid-template-columns: minmax(0, 1fr); }
}
`;
//# sourceMappingURL=api-docs-styles.js.map