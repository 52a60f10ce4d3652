import type { ServerResponse } from 'node:http'

/** A whole page of the sandbox; `content` is HTML already, what people wrote in it `escaped`. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
}

const style = `
* { box-sizing: border-box }
body { margin: 0; background: #f4f5f6; color: #1c1f23; font: 16px/1.6 -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif }
main { max-width: 720px; margin: 0 auto; padding: 24px 16px 48px }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.3 }
h2 { margin: 24px 0 8px; font-size: 15px; font-weight: 600; color: #565c64 }
.note { margin: 0; padding: 12px 16px; border-radius: 8px; background: #fff4d6; color: #5c4300 }
.people { display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)) }
button { min-height: 64px; padding: 10px 16px; border: 1px solid #d5d8dc; border-radius: 8px; background: #fff; color: inherit; font: inherit; font-weight: 600; text-align: left; overflow-wrap: anywhere; cursor: pointer }
button:hover { border-color: #07873e }
button:focus-visible, a:focus-visible { outline: 3px solid #07873e; outline-offset: 2px }
small { display: block; font-size: 13px; font-weight: 400; color: #565c64 }
.back { margin: 24px 0 0; font-size: 14px; color: #565c64; overflow-wrap: anywhere }
.bill { margin: 16px 0; padding: 24px 16px; border-radius: 8px; background: #fff; text-align: center; overflow-wrap: anywhere }
.sum { margin: 4px 0; font-size: 40px; font-weight: 600; line-height: 1.2 }
.choice { display: grid; gap: 12px }
.choice button { text-align: center }
.choice .main { border-color: #07873e; background: #07873e; color: #fff }
a { color: #07873e; display: inline-block; min-height: 44px; line-height: 44px }
`

export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The forms lead back to the web app on another port, which form-action must allow as well. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:* http://localhost:*"

export function replyPage(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'content-security-policy': policy,
  })
  response.end(text)
}

/** Whether a browser may be sent there: nothing but this machine. */
export function isLocal(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
