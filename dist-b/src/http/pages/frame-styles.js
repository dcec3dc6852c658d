/** The frame: page, header, card, footer, and plain text. */
export const frameStyles = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  --width: 26rem;
  display: flex;
  flex-direction: column;
  align-items: center;
  min-height: 100vh;
  min-height: 100dvh;
  margin: 0;
  padding: clamp(1.5rem, 7vh, 4.5rem) 1rem 1.5rem;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  overflow-wrap: anywhere;
}
body.wide { --width: 52rem; padding-top: 1.75rem; }
body > * { width: 100%; max-width: var(--width); }
.brand {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: .625rem;
  min-height: 2.5rem;
  margin-bottom: 1.5rem;
  font-size: 1.125rem;
  font-weight: 600;
  letter-spacing: -.01em;
}
.wide .brand { justify-content: flex-start; margin-bottom: 1rem; padding: 0 .25rem; }
.brand img { flex: none; }
.brand .logo { max-width: 12rem; max-height: 3rem; height: auto; }
.card {
  padding: 2.25rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 1rem;
  box-shadow: 0 1px 2px rgb(0 0 0 / .04), 0 12px 32px -16px rgb(0 0 0 / .14);
}
footer { margin-top: auto; padding-top: 1.75rem; color: var(--quiet); font-size: .8125rem; text-align: center; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; font-weight: 650; line-height: 1.25; letter-spacing: -.018em; text-wrap: balance; }
h1 em { font-style: normal; color: var(--ink); }
h2 { margin: 0 0 .5rem; font-size: 1.0625rem; font-weight: 650; line-height: 1.35; letter-spacing: -.006em; }
p { margin: 0 0 1rem; }
a { color: var(--ink); text-underline-offset: .18em; }
strong { font-weight: 600; }
code {
  padding: .08em .4em;
  background: var(--page);
  border: 1px solid var(--line);
  border-radius: .375rem;
  color: var(--quiet);
  font: .8125em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
.quiet, .hint, .lead { color: var(--quiet); }
.lead strong { color: var(--text); }
.heard {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  padding: 0;
  border: 0;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
@media (max-width: 30rem) {
  body { padding-top: 1.25rem; }
  .brand { margin-bottom: 1rem; }
  .card { padding: 1.5rem 1.25rem; }
}
`;
//# sourceMappingURL=frame-styles.js.map