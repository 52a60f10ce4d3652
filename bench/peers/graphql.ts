import { send } from './http.ts'

/** One GraphQL question over HTTP; a session's token goes with it, as Vendure's storefronts send it. */
export interface Answer {
  status: number
  /** The session's token, where the answer set one. */
  token: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: single fields of many answers are read
  data: any
  /** Codes of the errors beside the data. */
  errors: string[]
}

export async function ask(url: string, query: string, variables: object, token?: string): Promise<Answer> {
  const { status, headers, body } = await send('POST', url, token ? { authorization: `Bearer ${token}` } : {}, {
    query,
    variables,
  })
  const set = headers['vendure-auth-token']
  const errors = (body?.errors ?? []).map(({ message, extensions }: { message: string; extensions?: { code?: string } }) =>
    extensions?.code ? `${extensions.code}: ${message}` : message,
  )
  return { status, token: Array.isArray(set) ? set[0] : set, data: body?.data, errors }
}

/** Whether the server failed: by status, or by an internal error in an answer of 200, as GraphQL has it. */
export const failed = ({ status, errors }: Answer): boolean =>
  status >= 500 || errors.some((error) => error.startsWith('INTERNAL_SERVER_ERROR'))
