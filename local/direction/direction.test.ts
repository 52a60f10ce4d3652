import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkDirection } from './check.ts'
import { rules } from './rules.ts'

const root = join(import.meta.dirname, '..', '..')

it('every import goes in the right direction', async () => {
  const { modules, violations } = await checkDirection(root)
  expect(violations).toEqual([])
  expect(modules).toBeGreaterThan(100)
}, 60_000)

/** A small tree in which everything is right, and for each rule one file that breaks it. */
const sound = {
  'shared/routes.ts': 'export const routes = 1',
  'shared/coupons.ts': 'export const schema = 1',
  'functions/kernel/serve.ts': 'export const serve = 1',
  'functions/coupons/coupons.ts': "export { table } from './claim.ts'",
  'functions/coupons/claim.ts': "import '../kernel/serve.ts'\nexport const table = 1",
  'functions/coupons/rules.ts': 'export const rule = 1',
  'functions/stores/stores.ts': "import '../coupons/coupons.ts'\nexport const store = 1",
  'miniapp/src/app.tsx': "import { routes } from '../../shared/routes.ts'\nexport const app = routes",
  'local/start.ts': "import '../functions/stores/stores.ts'\nexport const start = 1",
  'local/sandbox/sandbox.ts': 'export const sandbox = 1',
  'bench/bench.ts': "import '../local/start.ts'",
}
const planted: { [rule: string]: [file: string, content: string] } = {
  'no cycles': ['functions/coupons/claim.ts', "import './coupons.ts'\nexport const table = 1"],
  'imports exist': ['functions/coupons/claim.ts', "import './gone.ts'\nexport const table = 1"],
  'shared knows only itself': ['shared/routes.ts', "import '../functions/kernel/serve.ts'\nexport const routes = 1"],
  'the kernel knows no noun': ['functions/kernel/serve.ts', "import '../stores/stores.ts'\nexport const serve = 1"],
  'a noun reaches another by its face': ['functions/stores/stores.ts', "import '../coupons/claim.ts'\nexport const store = 1"],
  'rules are pure': ['functions/coupons/rules.ts', "import './claim.ts'\nexport const rule = 1"],
  'nothing deployed imports local or bench': ['functions/stores/stores.ts', "import '../../local/sandbox/sandbox.ts'"],
  'the mini-program knows only shared': ['miniapp/src/app.tsx', "import '../../functions/coupons/rules.ts'"],
  'the mini-program bundles no schema': ['miniapp/src/app.tsx', "import '../../shared/coupons.ts'"],
  'the sandbox knows nothing of functions': ['local/sandbox/sandbox.ts', "import '../../functions/coupons/rules.ts'"],
}

describe('each rule', () => {
  let tree: string
  beforeEach(() => {
    tree = mkdtempSync(join(tmpdir(), 'direction-'))
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(tree, file))
    for (const [file, content] of Object.entries(sound)) plant(tree, file, content)
  })
  afterEach(() => rmSync(tree, { recursive: true }))

  it('accepts a sound tree', async () => {
    expect(await checkDirection(tree)).toEqual({ modules: Object.keys(sound).length, violations: [] })
  })

  it.each(rules.forbidden?.map(({ name }) => String(name)) ?? [])('%s: a planted violation is found', async (name) => {
    const [file, content] = planted[name] ?? ['', '']
    plant(tree, file, content)
    const { violations } = await checkDirection(tree)
    expect(violations.join('\n')).toContain(`${name}: ${file}`)
  })
})

function plant(tree: string, file: string, content: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true })
  writeFileSync(join(tree, file), `${content}\n`)
}
