import { parseSync } from '@swc/core'

interface Node {
  type: string
  span: { start: number; end: number }
  key?: Node
  init?: Node
  declaration?: Node
  declarations?: Node[]
  properties?: Node[]
  value?: unknown
  [field: string]: unknown
}

/**
 * A file of shared/ as a function needs it, which checks what it takes and trusts what it gives: no contract has an `output`, each makes
 * its `input` when it is first called, and a schema that nothing else names falls out (esbuild cannot see by itself that making one has
 * no effect). To make all of them was a fifth of what a start costs.
 */
export function leanContracts(source: string): string {
  const text = Buffer.from(`;${source}`)
  const program = parseSync(text.toString(), { syntax: 'typescript', target: 'es2024' }) as unknown as { body: Node[] }
  // Spans count bytes, and go on from one file to the next.
  const [first] = program.body as [Node]
  const edits: { at: number; end: number; put: string }[] = []
  const placed = (from: Node, to = from) => ({ at: from.span.start - first.span.start, end: to.span.end - first.span.start })
  for (const statement of program.body) {
    const declared = statement.type === 'ExportDeclaration' ? statement.declaration : statement
    for (const { init } of declared?.declarations ?? []) {
      if (!init || !/^(Call|Object|Array)Expression$|^Ts/.test(init.type)) continue
      const { at, end } = placed(init)
      edits.push({ at, end: at, put: '/* @__PURE__ */ (() => (' }, { at: end, end, put: '))()' })
      visit(init, (contract) => {
        const named = (name: string) => contract.properties?.find(({ key }) => key?.value === name)
        const [input, output] = [named('input'), named('output')]
        if (!named('summary') || !input?.key || !output?.key) return
        const schema = placed(input.value as Node)
        const made = `{ value: ${text.subarray(schema.at, schema.end)} }`
        edits.push(
          {
            ...placed(input.key, input.value as Node),
            put: `get input() { return Object.defineProperty(this, 'input', ${made}).input }`,
          },
          { ...placed(output.value as Node), put: 'undefined' },
        )
      })
    }
  }
  let [lean, from] = ['', 1]
  for (const { at, end, put } of edits.sort((a, b) => a.at - b.at)) {
    lean += text.subarray(from, at) + put
    from = end
  }
  return lean + text.subarray(from)
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return
  if ((node as Node).type === 'ObjectExpression') see(node as Node)
  for (const inner of Object.values(node)) visit(inner, see)
}
