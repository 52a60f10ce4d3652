import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { batchesIn } from '../../local/testing/cards.ts'
import { drawing } from '../../local/testing/drawing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { openFolder } from '../kernel/shelf/folder.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let token: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  token = await door.tokenOf('seed-marketer')
})

const upload = (file: string) => door.call('uploadPicture', { file }, { token })

describe('uploadPicture and getPicture', () => {
  it('keeps a picture and serves its very bytes to anybody, to be kept for good', async () => {
    const file = drawing(1000, 800)
    const { status, body } = await upload(file)
    expect([status, body.width, body.height]).toEqual([201, 1000, 800])
    const got = await door.send('GET', body.path)
    expect(got).toMatchObject({ status: 200, body: { type: 'image/png', bytes: file } })
    expect(got.headers['cache-control']).toContain('immutable')
    expect((await upload(file)).body.picture).toBe(body.picture)
  })

  it.each([
    ['a text', Buffer.from('<svg onload=alert(1)>').toString('base64'), 'picture.unreadable', 'file'],
    ['a cut-off PNG', drawing(500, 400).slice(0, 16), 'picture.unreadable', 'file'],
    ['a GIF', Buffer.from('GIF89a\u0005\u0000\u0004\u0000\u0000\u0000\u0000').toString('base64'), 'picture.unreadable', 'file'],
    ['a square', drawing(800, 800), 'picture.wrong_shape', 'file'],
    ['a stamp', drawing(50, 40), 'picture.wrong_shape', 'file'],
    ['a wall', drawing(2500, 2000), 'picture.wrong_shape', 'file'],
    ['no base64', '~~~~', 'input.invalid', 'file'],
  ])('refuses %s, and names the field', async (_, file, code, field) => {
    expect((await upload(file)).body).toMatchObject({ code, field })
  })

  it('refuses what is more than 300 KB, and a picture that nobody uploaded', async () => {
    const large = Buffer.concat([Buffer.from(drawing(500, 400), 'base64'), Buffer.alloc(301 * 1024)]).toString('base64')
    expect((await upload(large)).status).toBe(422)
    expect((await door.send('GET', '/pictures/pic_nobody')).body.code).toBe('picture.not_found')
  })
})

describe('the picture of an offer', () => {
  it("is shown to guests, and nobody else's can be used", async () => {
    const { picture } = (await upload(drawing(500, 400, 90))).body
    const { batchId } = await launch({ total: 5, picture })
    expect((await door.call('getBatch', { batchId })).body.picture).toBe(picture)
    const cards = batchesIn((await door.call('listOffers', { limit: 100 })).body.items)
    expect(cards.find((card) => card.batchId === batchId)?.picture).toBe(picture)
    await expect(launch({ total: 5, picture: 'pic_somebodys' })).rejects.toThrow('"field":"picture"')
  })
})

it('keeps pictures in a folder beside the table, whole or not at all', async () => {
  const data = mkdtempSync(join(tmpdir(), 'footfall-pictures-'))
  const bytes = Buffer.from(drawing(500, 400), 'base64')
  await Promise.all([1, 2, 3].map(() => openFolder(data).put('pic_one', 'image/png', bytes)))
  expect(Buffer.from((await openFolder(data).get('pic_one')) ?? [])).toEqual(bytes)
  expect(await openFolder(data).get('pic_two')).toBeUndefined()
  expect(readdirSync(join(data, 'pictures'))).toEqual(['pic_one'])
  rmSync(data, { recursive: true })
})
