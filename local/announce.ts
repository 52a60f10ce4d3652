import { relative } from 'node:path'
import type { Settings } from './settings.ts'
import type { Stack } from './stack.ts'

/** What a person reads once everything runs: where it is, what to do there, and links that open it as somebody. */
export function announcement({ urls, config, offerPath }: Stack, { folder }: Settings, seconds: number): string {
  const kept = folder === undefined ? 'Nothing is kept when it stops.' : `Data is kept in ${shownPath(folder)}.`
  const addresses: [string, string, string][] = [
    ['API', urls.api, 'GET /openapi.json lists every operation'],
    ...(urls.web ? [['Web app', urls.web, 'what guests and staff see'] satisfies [string, string, string]] : []),
    ['Sandbox', urls.sandbox, "stands for WeChat's servers, login page and payments"],
    ['Control', urls.control, 'POST /login-codes, /payments/…/pay, /clock, /faults, /reset; GET /journal'],
  ]
  const lines = addresses.map(([name, url, what]) => `  ${name.padEnd(9)}${url}  ${what}`)
  const links = urls.web ? ['', 'Open as', ...readyMade(urls.web, config, offerPath)] : []
  return [`Footfall runs (ready in ${seconds.toFixed(1)} s). ${kept} Ctrl-C stops it.`, '', ...lines, ...links, ''].join('\n')
}

function readyMade(webUrl: string, { authorize, appid }: Stack['config'], offerPath: string): string[] {
  const as = (openid: string, path: string) => {
    const asked = {
      appid,
      redirect_uri: `${webUrl}${path}`,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'ready-made-link',
      openid,
    }
    return `${authorize}?${new URLSearchParams(asked)}`
  }
  return [
    `  a guest with a friend's link  ${webUrl}${offerPath}`,
    `  the clerk at the counter      ${as('seed-clerk-1', '/merchant/pages/counter/index')}`,
    `  the marketer at the desk      ${as('seed-marketer', '/marketing/pages/promotions/index')}`,
  ]
}

function shownPath(folder: string): string {
  const near = relative(process.cwd(), folder)
  return near === '' || near.startsWith('..') ? folder : `${near}/`
}
