import { fileName, gather } from './gather'

const wanted = ['a', 'b', 'c', 'd'].map((of) => ({ name: `${of}.pdf`, of }))
const bytes = (of: string) => Uint8Array.from([of.charCodeAt(0)])

describe('many posters at once', () => {
  it('are all there, and after each it is told how many', async () => {
    const told: number[] = []
    const { files, failed } = await gather(
      wanted,
      {},
      async (of) => bytes(of),
      (done) => told.push(done),
    )
    expect(Object.keys(files).sort()).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'])
    expect([failed, told]).toEqual([undefined, [1, 2, 3, 4]])
  })

  it('go on where one failed, and ask for nothing twice', async () => {
    const asked: string[] = []
    const once = async (of: string) => {
      asked.push(of)
      if (of === 'c' && asked.filter((one) => one === 'c').length === 1) throw new Error('lost')
      return bytes(of)
    }
    const first = await gather(wanted, {}, once, () => {})
    expect(String(first.failed)).toContain('lost')
    expect(first.files).not.toHaveProperty('c.pdf')
    const second = await gather(wanted, first.files, once, () => {})
    expect(second.failed).toBeUndefined()
    expect(Object.keys(second.files)).toHaveLength(4)
    expect(asked.filter((one) => one === 'a')).toHaveLength(1)
  })
})

it('a file is named after its place, in the order of the list, whatever the place is called', () => {
  expect(fileName(7, 12, '地铁春熙路站 B 口', 'pdf')).toBe('07 地铁春熙路站 B 口.pdf')
  expect(fileName(1, 3, ' a/b:c*?"<>|\\ d ', 'png')).toBe('1 a b c d.png')
})
