import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { rules } from './rules.ts'

export interface Direction {
  /** How many of our modules were seen: with a parser that cannot read TypeScript it would be none, and all would pass. */
  modules: number
  /** `rule: from -> to`, one a violation. */
  violations: string[]
}

/** Checks who imports whom below a folder that is laid out like the repository. */
export async function checkDirection(root: string): Promise<Direction> {
  const { output } = await cruise(['shared', 'functions', 'miniapp/src', 'local', 'bench'], {
    baseDir: root,
    ruleSet: rules,
    validate: true,
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|results)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import'],
    },
  })
  const { modules, summary } = output as ICruiseResult
  return {
    modules: modules.filter(({ source }) => !source.includes('node_modules')).length,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  }
}
