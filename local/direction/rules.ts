import type { IFlattenedRuleSet } from 'dependency-cruiser'

const test = '\\.test\\.tsx?$|^functions/kernel/table/(engines|contract-[a-z]+)\\.ts$'

/** Who may import whom. Each rule is seen to fail on a planted violation in direction.test.ts. */
export const rules: IFlattenedRuleSet = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    // @types/aws-lambda has types for a package that does not exist; what a peer's own server imports, the bench installs when it runs.
    {
      name: 'imports exist',
      severity: 'error',
      from: { pathNot: '^bench/peers/[a-z]+/' },
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    {
      name: 'shared knows only itself',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^(shared|node_modules/zod)/' },
    },
    {
      name: 'the kernel knows no noun',
      severity: 'error',
      from: { path: '^functions/kernel/', pathNot: test },
      to: { path: '^functions/', pathNot: '^functions/(kernel|node_modules)/' },
    },
    {
      name: 'a noun reaches another by its face',
      severity: 'error',
      from: { path: '^functions/([^/]+)/', pathNot: `^functions/kernel/|${test}` },
      to: { path: '^functions/([^/]+)/', pathNot: '^functions/(kernel|node_modules|$1)/|^functions/([^/]+)/\\2\\.ts$' },
    },
    {
      name: 'rules are pure',
      severity: 'error',
      from: { path: '^functions/[^/]+/(rules|shares|spans|times|margin|conflicts)\\.ts$' },
      to: {
        pathNot:
          '^shared/|^functions/[^/]+/(rules|shares|spans|times|margin|items)\\.ts$|^functions/kernel/(zone|holidays)\\.ts$|^(functions/)?node_modules/(geolib|image-size)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing deployed imports local or bench',
      severity: 'error',
      from: { path: '^(shared|functions|miniapp)/', pathNot: test },
      to: { path: '^(local|bench)/' },
    },
    {
      name: 'the mini-program knows only shared',
      severity: 'error',
      from: { path: '^miniapp/src/' },
      to: { path: '^(functions|local|bench)/' },
    },
    {
      name: 'the mini-program bundles no schema',
      severity: 'error',
      from: { path: '^miniapp/src/', pathNot: test },
      to: {
        path: '^shared/',
        pathNot:
          '^shared/(routes|problem|problems|money|undo|privacy-text|rule-words|deal-words|benefit-words|posters|offline|settle|target-paths|checkin-limits)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the sandbox knows nothing of functions',
      severity: 'error',
      from: { path: '^local/sandbox/', pathNot: test },
      to: { path: '^(functions|shared)/' },
    },
  ],
}
