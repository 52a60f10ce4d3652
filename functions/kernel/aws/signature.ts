import { createHash, createHmac } from 'node:crypto'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string | undefined
}

/** A POST to the root of a service, which is all that services speaking JSON know. */
export interface Unsigned {
  host: string
  headers: { [name: string]: string }
  body: string
}

/** Signature Version 4: the headers to send, those given among them, names in lower case. */
export function signed(
  { host, headers, body }: Unsigned,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  { service, region }: { service: string; region: string },
  now: Date,
): { [name: string]: string } {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = time.slice(0, 8)
  const sent: { [name: string]: string } = {
    ...headers,
    host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  }
  const names = Object.keys(sent).sort()
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${sent[name]}`),
    '',
    names.join(';'),
    createHash('sha256').update(body).digest('hex'),
  ].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const signature = hmac(keyFor(secretAccessKey, day, region, service), text).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...sent, authorization }
}

/** The same all day: four of the five rounds are spared. */
const keys = new Map<string, { of: string; key: Buffer }>()

function keyFor(secret: string, day: string, region: string, service: string): Buffer {
  const known = keys.get(service)
  const of = `${day}/${region}/${secret}`
  if (known?.of === of) return known.key
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`) as Buffer
  keys.set(service, { of, key })
  return key
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
