import { type Body, invalid, isObject, onlyFields, wholeNumber } from './control-body.ts'
import { type About, type Faults, faultsOf, matchable, type Rule, type Suffering } from './faults.ts'

const names = Object.keys(faultsOf) as Suffering[]
const fields = ['fault', 'times', 'probability', 'seed', 'match', 'seconds', 'copies']
const forEver = 1_000_000

/** `POST /faults`: for each name one rule, or a list of which the first that fits strikes. They take the place of those before. */
export function placeFaults(faults: Faults, body: Body): { [name: string]: unknown } {
  onlyFields(body, names)
  const asked = names.filter((name) => Object.hasOwn(body, name))
  if (asked.length === 0) throw invalid('login', `Name what shall suffer: ${names.join(', ')}`)
  const all = asked.map((name): [Suffering, Rule[]] => {
    const said = body[name]
    const list = Array.isArray(said) ? said : [said]
    return [name, list.map((one, at) => ruleOf(name, one, Array.isArray(said) ? `${name}.${at}` : name))]
  })
  for (const [name, rules] of all) faults.place(name, rules)
  return Object.fromEntries(
    all.map(([name, rules]) => [name, Array.isArray(body[name]) ? rules : told(body[name] as Body, rules[0])]),
  )
}

/** What was said, and how often it strikes. */
const told = (said: Body, rule: Rule | undefined) => ({ ...said, fault: rule?.fault, times: rule?.times })

function ruleOf(name: Suffering, said: unknown, under: string): Rule {
  if (!isObject(said)) throw invalid(under, `${under} is { fault, times }`)
  onlyFields(said, fields, `${under}.`)
  const known: readonly unknown[] = faultsOf[name]
  if (!known.includes(said.fault)) throw invalid(`${under}.fault`, `fault is one of ${known.join(', ')}`)
  const number = (field: string, otherwise: number, most: number, least = 1) =>
    wholeNumber(said[field] ?? otherwise, `${under}.${field}`, most, least)
  const probability = said.probability ?? 1
  if (typeof probability !== 'number' || !(probability > 0 && probability <= 1))
    throw invalid(`${under}.probability`, 'probability is more than 0 and at most 1')
  return {
    fault: said.fault as string,
    times: number('times', said.probability === undefined ? 1 : forEver, forEver),
    probability,
    seed: number('seed', 1, 2 ** 31, 0),
    match: matchOf(said.match ?? {}, under),
    seconds: number('seconds', 3600, 400 * 86_400),
    copies: number('copies', 1, 1000),
  }
}

function matchOf(said: unknown, under: string): About {
  if (!isObject(said)) throw invalid(`${under}.match`, `match is { ${matchable.join(', ')} }`)
  onlyFields(said, matchable, `${under}.match.`)
  for (const [name, value] of Object.entries(said))
    if (typeof value !== 'string') throw invalid(`${under}.match.${name}`, `${name} is text`)
  return said as About
}
