import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publishedVectors } from './facts.ts'
import { leaveOut } from './left-out.ts'

const lines: string[] = []
const { CI, FOOTFALL_FACTS } = process.env
const { write } = process.stderr
beforeEach(() => {
  lines.length = 0
  process.stderr.write = (line: string | Uint8Array) => lines.push(String(line)) > 0
})
afterEach(() => {
  process.stderr.write = write
  for (const [name, value] of Object.entries({ CI, FOOTFALL_FACTS })) {
    delete process.env[name]
    if (value !== undefined) process.env[name] = value
  }
})

describe('what cannot run on some machine', () => {
  it('is left out with one loud line', () => {
    delete process.env.CI
    leaveOut('NOT TESTED BY MOONLIGHT', 'there is no moon')
    expect(lines).toEqual(['\n!!! NOT TESTED BY MOONLIGHT: there is no moon !!!\n\n'])
  })

  it.each(['true', '1'])('fails in CI (CI=%s), and says for want of what', (value) => {
    process.env.CI = value
    expect(() => leaveOut('NOT TESTED BY MOONLIGHT', 'there is no moon')).toThrow(/MOONLIGHT in CI.*there is no moon/)
    expect(lines).toEqual([])
  })

  it("holds for WeChat Pay's published examples, which lie beside the project and not in it", () => {
    const alone = mkdtempSync(join(tmpdir(), 'footfall-alone-'))
    delete process.env.FOOTFALL_FACTS
    delete process.env.CI
    expect(publishedVectors([alone])).toBeUndefined()
    expect(lines).toEqual([expect.stringMatching(/^\n!!! NOT TESTED AGAINST WECHAT PAY.*shared\/facts.*!!!\n\n$/)])
    process.env.CI = 'true'
    expect(() => publishedVectors([alone])).toThrow(/shared\/facts/)
    rmSync(alone, { recursive: true })
  })
})
