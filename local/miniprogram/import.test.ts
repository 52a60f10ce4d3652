import { type Stack, startStack } from '../journey/stack.ts'
import { threeWrong } from '../testing/stores-file.ts'
import { built } from './build.ts'
import { type MiniProgram, openMiniProgram, refuse } from './open.ts'

let stack: Stack
let marketer: MiniProgram
beforeAll(async () => {
  const folder = await built('weapp')
  stack = await startStack()
  const login = () => stack.loginCode('seed-marketer')
  marketer = openMiniProgram({ folder, api: stack.api, login, at: '/marketing/pages/import/index' })
}, 300_000)
afterAll(async () => {
  marketer?.close()
  await stack?.stop()
})

describe('stores out of a file in a chat, in the mini-program itself', () => {
  it('nothing happens when nothing is chosen', async () => {
    await marketer.tap('sign-in')
    marketer.answers.set('chooseMessageFile', () => refuse('cancel'))
    await marketer.tap('choose')
    await marketer.until(() => marketer.find('choose')?.disabled, 'the chat')
    await marketer.until(() => marketer.find('choose')?.disabled === false, 'the page as it was')
    expect(marketer.find('trouble')).toBeUndefined()
  })

  it('are looked over, and then imported', async () => {
    const file = threeWrong()
    marketer.answers.set('chooseMessageFile', () => ({
      tempFiles: [{ path: 'wxfile://tmp/1.csv', name: '门店清单.csv', size: file.length, type: 'file' }],
    }))
    marketer.answers.set('readFile', ({ encoding }) => file.toString(encoding as 'base64'))
    await marketer.tap('choose')
    await marketer.until(() => marketer.find('good'), 'what was read')
    expect(marketer.get('good').text).toContain('297')
    expect(marketer.get('bad-18-lat').text).toContain('经度和纬度填反了')
    const confirm = marketer.get('confirm')
    confirm.tap()
    confirm.tap()
    await marketer.until(() => marketer.find('done'), 'the stores', 20_000)
    expect(marketer.get('done').text).toContain('新增 297 家门店')
  }, 30_000)

  it('and what was sent to the view stayed small', () => {
    expect(Math.max(...marketer.sent.map(({ bytes, calls }) => bytes / calls))).toBeLessThanOrEqual(32 * 1024)
    expect([marketer.errors, marketer.said.filter(({ level }) => level !== 'log')]).toEqual([[], []])
  })
})
