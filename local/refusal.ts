/** Why the local stack does not start, in one sentence for the person who typed the command; printed without a stack. */
export class Refusal extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'Refusal'
  }
}
