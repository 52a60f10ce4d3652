/** How v3 refuses: a status of its own for each code, and never a signature. */
export class PayRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly detail: { [name: string]: unknown } | undefined
  constructor(status: number, code: string, message: string, detail?: { [name: string]: unknown }) {
    super(message)
    this.status = status
    this.code = code
    this.detail = detail
  }
}

/** The request itself is not what the API takes. */
export const badRequest = (message: string): PayRefusal => new PayRefusal(400, 'INVALID_REQUEST', message)
