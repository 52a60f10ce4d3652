import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** What the web app asks for at run time, so that one build serves every address. */
export interface WebConfig {
  api: string
  authorize: string
  /** The page that stands for WeChat's payment sheet: `?prepay_id=&return=`. */
  pay: string
  appid: string
  readyMadeLinks: boolean
}

interface Page {
  mtimeMs: number
  size: number
  type: string
  etag: string
  plain: Buffer
  br: Buffer | undefined
  gzip: Buffer | undefined
}

/** Serves the built web app of a folder: its files, index.html for every page address, and /config.json. */
export function web(folder: string, config: WebConfig): RequestListener {
  const pages = new Map<string, Page>()
  const configText = Buffer.from(JSON.stringify(config))

  /** A file of the folder, compressed once; undefined where there is none. */
  function pageOf(path: string): Page | undefined {
    const file = join(folder, normalize(path))
    if (!file.startsWith(folder + sep)) return undefined
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat?.isFile()) return undefined
    const known = pages.get(file)
    if (known && known.mtimeMs === stat.mtimeMs && known.size === stat.size) return known
    const made = pageFrom(file, readFileSync(file), stat.mtimeMs)
    pages.set(file, made)
    return made
  }

  return (request, response) => {
    request.resume()
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      plainly(response, 405, 'Only GET and HEAD.', { allow: 'GET, HEAD' })
      return
    }
    const path = pathOf(request.url ?? '/')
    if (path === undefined) plainly(response, 400, 'This address is not well formed.')
    else if (path === '/config.json') {
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-cache',
        'content-length': configText.length,
      })
      response.end(configText)
    } else {
      const isAddressOfPage = extname(path) === ''
      const page = path === '/' || isAddressOfPage ? pageOf('/index.html') : pageOf(path)
      if (page) send(request, response, page, cachingOf(path))
      else if (isAddressOfPage)
        plainly(
          response,
          503,
          '网页版还没有构建好：请运行 npm start，几十秒后再刷新。\nThe web app is not built yet: run npm start, then reload.',
        )
      else plainly(response, 404, 'There is no such file.')
    }
  }
}

/** The decoded path, or undefined where it is malformed or leads out of the folder. */
function pathOf(url: string): string | undefined {
  const raw = url.split('?', 1)[0] as string
  try {
    const path = decodeURIComponent(raw)
    if (!path.startsWith('/') || path.includes('\0') || path.split(/[/\\]/).includes('..')) return undefined
    return path
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** A name with a hash in it never gets other content. */
const cachingOf = (path: string) => (/[.-][0-9a-f]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')

const types: { [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
}

function pageFrom(file: string, plain: Buffer, mtimeMs: number): Page {
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream'
  const pays = plain.length > 1000 && /^text\/|json|svg|wasm/.test(type)
  return {
    mtimeMs,
    size: plain.length,
    type,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    // The best quality takes a second for a large bundle, and start shall not wait for it.
    br: pays ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }) : undefined,
    gzip: pays ? gzipSync(plain) : undefined,
  }
}

function send(request: IncomingMessage, response: ServerResponse, page: Page, caching: string): void {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const coding = page.br && /\bbr\b/.test(accepted) ? 'br' : page.gzip && /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  const body = (coding && page[coding]) ?? page.plain
  const headers = {
    'content-type': page.type,
    'cache-control': caching,
    etag: page.etag,
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
  }
  if (request.headers['if-none-match']?.split(/,\s*/).includes(page.etag)) {
    response.writeHead(304, headers).end()
    return
  }
  response.writeHead(200, { ...headers, 'content-length': body.length, ...(coding && { 'content-encoding': coding }) })
  response.end(body)
}

function plainly(response: ServerResponse, status: number, sentence: string, headers: { [name: string]: string } = {}): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers })
    .end(`${sentence}\n`)
}
