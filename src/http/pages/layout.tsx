import { createContext, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Assets } from './assets.js';
import type { Brand } from './brand.js';
import type { PageContent } from './pages.js';

const Name = createContext('');

/** The brand's name, wherever a page mentions it. */
export function BrandName(): VNode {
  return <Name.Consumer>{(name: string) => <>{name}</>}</Name.Consumer>;
}

/** The whole document, from doctype on. */
export function pageDocument(brand: Brand, assets: Assets, content: PageContent): string {
  return `<!doctype html>${renderToString(
    <Name.Provider value={brand.name}>
      <Layout brand={brand} assets={assets} content={content} />
    </Name.Provider>,
  )}`;
}

interface LayoutProps {
  readonly brand: Brand;
  readonly assets: Assets;
  readonly content: PageContent;
}

function Layout({ brand, assets, content }: LayoutProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${content.title} · ${brand.name}`}</title>
        <link rel="stylesheet" href={assets.stylesheetPath} />
        <link rel="icon" href={assets.iconPath} type="image/svg+xml" />
        {content.script === undefined ? null : <script src={content.script} defer />}
      </head>
      <body class={content.wide === true ? 'wide' : undefined}>
        <header class="brand">
          <BrandMark brand={brand} assets={assets} />
        </header>
        <main class="card">{content.body}</main>
        <footer>{brand.host}</footer>
      </body>
    </html>
  );
}

function BrandMark({ brand, assets }: Omit<LayoutProps, 'content'>): VNode {
  if (brand.logo !== undefined) return <img class="logo" src="/assets/logo" alt={brand.name} />;
  return (
    <>
      <img class="mark" src={assets.iconPath} alt="" width="28" height="28" />
      <span>{brand.name}</span>
    </>
  );
}
