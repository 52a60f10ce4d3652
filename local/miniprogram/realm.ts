import vm from 'node:vm'

/** What the app said through console. */
export interface Said {
  level: string
  text: string
}

/** A bare JavaScript engine, as the logic layer of a phone is one: no Node, no browser, nothing younger than the phones we support. */
export interface Realm {
  context: vm.Context
  run(source: string, filename: string): unknown
  /** A copy made of the realm's own objects; functions and undefined fields are lost, as they are on their way between WeChat's threads. */
  inside<T>(value: T): T
  /** Runs later unless the realm is closed by then; what it throws goes to `failed`. */
  later(work: () => void, milliseconds?: number): number
  /** Runs the app's code now; what it throws goes to `failed`. */
  guarded<T>(work: () => T): T | undefined
  said: Said[]
  close(): void
}

/** Missing in some engine that WeChat runs on, or named differently there (WXWebAssembly), or switched off (eval). */
const absent = [
  'WebAssembly',
  'SharedArrayBuffer',
  'Atomics',
  'Intl',
  'WeakRef',
  'FinalizationRegistry',
  'AggregateError',
  'Iterator',
  'eval',
]

/** Younger than iOS 12 and Chrome 69, which the app says it runs on; the bundle brings no polyfill. */
const young = `
  for (const [owner, names] of [
    [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']],
    [Array, ['fromAsync']],
    [String.prototype, ['at', 'replaceAll', 'isWellFormed', 'toWellFormed']],
    [Object, ['hasOwn', 'groupBy']],
    [Map, ['groupBy']],
    [Promise, ['any', 'withResolvers', 'try']],
    [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']],
  ]) for (const name of names) delete owner[name]
  for (const owner of [Date.prototype, Number.prototype])
    for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'])
      if (owner[name]) owner[name] = () => { throw new TypeError(name + ' says something else on every phone') }
`

/** Opens one; `failed` hears what the app throws where nobody waits for it. */
export function openRealm(failed: (reason: unknown) => void): Realm {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } })
  const run = (source: string, filename: string): unknown => vm.runInContext(source, context, { filename })
  run(`${absent.map((name) => `delete globalThis.${name}`).join(';')};${young}`, 'realm')
  const parse = run('(text) => JSON.parse(text)', 'realm') as (text: string) => unknown
  const timers = new Map<number, NodeJS.Timeout>()
  const said: Said[] = []
  let lastTimer = 0
  let closed = false

  function guarded<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (reason) {
      failed(reason)
      return undefined
    }
  }
  function later(work: () => void, milliseconds = 0): number {
    const id = ++lastTimer
    if (closed) return id
    const fire = () => {
      timers.delete(id)
      guarded(work)
    }
    timers.set(id, setTimeout(fire, milliseconds))
    return id
  }
  function every(work: () => void, milliseconds: number): number {
    const id = ++lastTimer
    if (!closed)
      timers.set(
        id,
        setInterval(() => guarded(work), milliseconds),
      )
    return id
  }
  function clear(id: number): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }
  const speaker = (level: string) => [
    level,
    (...words: unknown[]) => void said.push({ level, text: words.map(spoken).join(' ') }),
  ]
  Object.assign(context, {
    console: Object.fromEntries(['log', 'info', 'warn', 'error', 'debug', 'group', 'groupEnd'].map(speaker)),
    setTimeout: (work: (...args: unknown[]) => void, milliseconds?: number, ...args: unknown[]) =>
      later(() => work(...args), milliseconds),
    setInterval: (work: (...args: unknown[]) => void, milliseconds: number, ...args: unknown[]) =>
      every(() => work(...args), milliseconds),
    clearTimeout: clear,
    clearInterval: clear,
  })
  return {
    context,
    run,
    said,
    later,
    guarded,
    inside: <T>(value: T): T => (value === undefined ? value : (parse(JSON.stringify(value)) as T)),
    close: () => {
      closed = true
      for (const id of [...timers.keys()]) clear(id)
    },
  }
}

function spoken(word: unknown): string {
  if (typeof word === 'string') return word
  if (typeof word === 'object' && word !== null && 'stack' in word) return String(word.stack)
  return JSON.stringify(word) ?? String(word)
}
