import { type Phone, Refused, type Slow } from './phone.ts'

interface Parts {
  slow: Record<string, Slow>
  fast: Record<string, unknown>
}

/** wx.request as real HTTP to the local stack, wx.login with the sandbox's codes, and what tells about the network. */
export function network(phone: Phone): Parts {
  const request = (given: Record<string, unknown>) => {
    const control = new AbortController()
    const task = {}
    phone.pending.add(task)
    phone.calls.push({ name: 'request', options: given })
    const finish = (hear: unknown, result: object) =>
      phone.realm.later(() => {
        phone.pending.delete(task)
        const inside = phone.realm.inside(result)
        if (typeof hear === 'function') hear(inside)
        if (typeof given.complete === 'function') given.complete(inside)
        phone.changed()
      })
    send(phone, given, control.signal).then(
      (answer) => finish(given.success, answer),
      (reason: unknown) =>
        finish(given.fail, { errMsg: `request:fail ${reason instanceof Refused ? reason.message : 'abort'}`, errno: 600001 }),
    )
    return { abort: () => control.abort(), onHeadersReceived() {}, offHeadersReceived() {} }
  }
  const quiet = () => {}
  return {
    slow: {
      login: async () => {
        if (!phone.online) throw new Refused('network error')
        return { code: await phone.login() }
      },
      checkSession: quiet,
      getNetworkType: () => ({ networkType: phone.online ? 'wifi' : 'none' }),
    },
    fast: {
      request,
      onNetworkStatusChange: (hear: unknown) => void phone.hearNetwork.add(hear),
      offNetworkStatusChange: (hear: unknown) => void phone.hearNetwork.delete(hear),
    },
  }
}

async function send(phone: Phone, options: Record<string, unknown>, signal: AbortSignal): Promise<object> {
  if (!phone.online) throw new Refused('net::ERR_INTERNET_DISCONNECTED')
  const asked = new URL(String(options.url))
  const url = new URL(`${asked.pathname}${asked.search}`, phone.api)
  const method = String(options.method ?? 'GET')
  if (method !== method.toUpperCase()) throw new Refused(`method ${method} is not valid`)
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const [name, value] of Object.entries((options.header ?? {}) as Record<string, unknown>))
    headers.set(name, String(value))
  const data = options.data
  let body: string | undefined
  if (method === 'GET') {
    for (const [name, value] of Object.entries((data ?? {}) as Record<string, unknown>))
      url.searchParams.set(name, String(value))
  } else if (data !== undefined) body = typeof data === 'string' ? data : JSON.stringify(data)

  const timeout = AbortSignal.timeout(Number(options.timeout ?? 60_000))
  try {
    const answer = await fetch(url, { method, headers, body: body ?? null, signal: AbortSignal.any([signal, timeout]) })
    const text = await answer.text()
    return {
      errMsg: 'request:ok',
      statusCode: answer.status,
      header: Object.fromEntries(answer.headers),
      cookies: [],
      data: (options.dataType ?? 'json') === 'json' ? parsed(text) : text,
    }
  } catch (reason) {
    if (signal.aborted) throw new Refused('abort')
    throw new Refused(timeout.aborted ? 'timeout' : `net::ERR_CONNECTION_REFUSED ${(reason as Error).message}`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
