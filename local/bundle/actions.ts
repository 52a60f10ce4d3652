import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from '@swc/core'
import { isAudited } from '../../functions/kernel/audit.ts'
import { api } from '../../shared/api.ts'
import { staffRolesOf } from '../../shared/contract.ts'
import { type RouteName, routes } from '../../shared/routes.ts'
import { readDeployment } from '../gateway/deployment.ts'
import { bundle } from './bundle.ts'

/** What a function does to the table and whether it reads secrets, found in its own bundle. */
export interface Uses {
  /** Actions of DynamoDB on the table. */
  table: string[]
  /** Indexes that it queries. */
  indexes: string[]
  secrets: boolean
}

/**
 * Reads a function's readable bundle: after tree shaking only the code that its handler can reach is there. Every call on a variable
 * `table` counts, and every object that is a write (`when` beside `put`, `change`, `remove` or `check`). What a call then costs in
 * actions is how functions/kernel/table/dynamodb*.ts carries it out.
 *
 * Its limits: a table under another name is not seen (a test holds that every Table is called `table`), nor a write that is only put
 * together at run time. A journey through all routes (journey.ts) shows beside it that no right is missing or lies idle.
 */
export async function usesOf(folder: string, name: string): Promise<Uses> {
  const { code } = await bundle(folder, `functions/${name}/handler.ts`, true)
  const own = ownPart(Buffer.from(code).toString(), neverRun(folder, name))
  const program = parseSync(own, { syntax: 'ecmascript', target: 'es2024' })
  const found: Found = { methods: new Set(), indexes: new Set(), kinds: new Set(), commitsSeveral: false, secrets: false }
  visit(program, (node) => {
    if (node.type === 'CallExpression') seeCall(node, found)
    if (node.type === 'ObjectExpression') seeWrite(node, found)
    if (node.type === 'MemberExpression' && node.property?.value === 'FOOTFALL_SECRETS') found.secrets = true
  })
  const table = new Set([...found.methods].flatMap((method) => readActions[method] ?? []))
  for (const kind of found.kinds) table.add(writeActions[kind] as string)
  // A check alone is carried out as a read.
  if (found.kinds.has('check')) table.add('GetItem')
  // What sets the warm throughput is no write to an item, and only its module knows of it.
  if (own.includes('warmUp(')) for (const action of ['DescribeTable', 'UpdateTable']) table.add(action)
  if (!found.commitsSeveral) table.delete('ConditionCheckItem')
  return { table: [...table].sort(), indexes: [...found.indexes].sort(), secrets: found.secrets }
}

const readActions: { [method: string]: string[] } = { get: ['GetItem'], getMany: ['BatchGetItem'], queryTable: ['Query'] }
/** The same for a write alone and in a transaction; a transaction has no action of its own. */
const writeActions: { [kind: string]: string } = {
  put: 'PutItem',
  change: 'UpdateItem',
  remove: 'DeleteItem',
  check: 'ConditionCheckItem',
}

interface Node {
  type: string
  value?: unknown
  property?: Node
  object?: Node
  callee?: Node
  key?: Node
  properties?: Node[]
  arguments?: { spread?: unknown; expression: Node }[]
  [field: string]: unknown
}

interface Found {
  methods: Set<string>
  indexes: Set<string>
  /** Kinds of writes. */
  kinds: Set<string>
  commitsSeveral: boolean
  secrets: boolean
}

function seeCall(node: Node, found: Found) {
  const { callee, arguments: args = [] } = node
  if (callee?.type !== 'MemberExpression' || !/^table\d*$/.test(String(callee.object?.value))) return
  const method = String(callee.property?.value)
  if (method === 'commit' && (args.length > 1 || args.some(({ spread }) => spread))) found.commitsSeveral = true
  if (method === 'get' || method === 'getMany') found.methods.add(method)
  if (method !== 'query') return
  const question = args[0]?.expression
  if (question?.type !== 'ObjectExpression') throw new Error('a query whose question is not written out where it is asked')
  const index = question.properties?.find(({ key }) => key?.value === 'index')
  if (!index) found.methods.add('queryTable')
  else found.indexes.add(String((index.value as Node).value))
}

function seeWrite(node: Node, found: Found) {
  const names = namesIn(node)
  if (names.includes('when')) for (const name of names) if (name in writeActions) found.kinds.add(name)
}

/** What is bundled but cannot run: roles of staff are looked up, and lines of the audit log written, only for operations that ask for it. */
function neverRun(folder: string, name: string): string[] {
  const fn = readDeployment(join(folder, 'serverless.yml')).functions.find((one) => one.name === name)
  const names = (Object.keys(routes) as RouteName[]).filter((route) => fn?.routeKeys.includes(routes[route]))
  return [
    ...(names.some((route) => staffRolesOf(api[route]).length > 0) ? [] : ['functions/kernel/staff.ts']),
    ...(names.some((route) => isAudited(route, api[route])) ? [] : ['functions/kernel/audit.ts']),
  ]
}

/** What every Table is called in the functions. */
export function tableNames(folder: string): string[] {
  const files = globSync('functions/**/*.ts', {
    cwd: folder,
    exclude: ['**/node_modules/**', 'functions/kernel/table/**', '**/*.test.ts'],
  })
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/(\w+)\??: Table\b/g)].map(([, name]) => name as string),
  )
}

const namesIn = ({ properties = [] }: Node) => properties.map(({ key, value }) => String(key?.value ?? value))

/** Our own modules, without the engines of the table; esbuild heads each module with its path. */
function ownPart(code: string, neverRun: string[]): string {
  let own = false
  const lines = code.split('\n').filter((line) => {
    const [, path] = /^\/\/ (\S+\.\w+|node-module:\S+|lambda:\S+|left-out:\S+)$/.exec(line) ?? []
    if (path)
      own = /^(functions|shared)\//.test(path) && !path.startsWith('functions/kernel/table/') && !neverRun.includes(path)
    return own
  })
  return lines.join('\n')
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (typeof (node as Node).type === 'string') see(node as Node)
  for (const inner of Object.values(node)) visit(inner, see)
}
