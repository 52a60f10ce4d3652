/** What goes back over the wire. */
export interface Answer {
  status: number
  headers: [name: string, value: string][]
  body: Buffer
}

/** An answer of API Gateway itself. */
export function gatewayAnswer(status: number, message: string): Answer {
  return { status, headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify({ message })) }
}

/** What API Gateway makes of a handler's result: a structured answer, or any value as JSON with status 200. Throws where AWS answers 500. */
export function answerOf(result: unknown): Answer {
  if (!isStructured(result)) {
    const text = typeof result === 'string' ? result : (JSON.stringify(result) ?? 'null')
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(text) }
  }
  const status = Number(result.statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599)
    throw new Error(`the handler answered the status ${String(result.statusCode)}`)
  const headers = Object.entries((result.headers ?? {}) as { [name: string]: unknown }).map(
    ([name, value]): [string, string] => [name.toLowerCase(), String(value)],
  )
  if (!headers.some(([name]) => name === 'content-type')) headers.push(['content-type', 'text/plain;charset=UTF-8'])
  for (const cookie of (result.cookies ?? []) as string[]) headers.push(['set-cookie', cookie])
  const body = (result.body ?? '') as string
  if (typeof body !== 'string') throw new Error('the body that the handler answered is not a text')
  return { status, headers, body: Buffer.from(body, result.isBase64Encoded === true ? 'base64' : 'utf8') }
}

function isStructured(result: unknown): result is { [name: string]: unknown } {
  return typeof result === 'object' && result !== null && 'statusCode' in result
}
