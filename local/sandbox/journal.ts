export interface Entry {
  at: string
  what: string
  asked: { [name: string]: string }
  answered: { [name: string]: string | number }
}

const most = 500

/** What the sandbox was asked and answered, the latest 500. Secrets, session keys, tokens and whole codes never enter it. */
export class Journal {
  #entries: Entry[] = []
  #dropped = 0

  write(entry: Entry): void {
    this.#entries.push(entry)
    if (this.#entries.length <= most) return
    this.#entries.shift()
    this.#dropped += 1
  }

  read(): { items: Entry[]; dropped: number } {
    return { items: [...this.#entries], dropped: this.#dropped }
  }

  clear(): void {
    this.#entries = []
    this.#dropped = 0
  }
}
