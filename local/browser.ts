import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const root = join(import.meta.dirname, '..')
const packages = join(root, 'node_modules')

/** A guest's phone. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
}

/** A marketer's desk. */
export const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A browser with an empty profile, or undefined (said in one loud line) where there is none; in CI there always is one or it throws.
 * `temp` holds the unpacked browser, kept between runs, and the profile, removed with the browser.
 */
export async function openBrowser(temp = tmpdir()): Promise<Browser | undefined> {
  const profile = mkdtempSync(join(temp, 'footfall-profile-'))
  const bundled = process.platform === 'linux' && process.arch === 'x64'
  try {
    const browser = await chromium.launch({
      ...(bundled ? await bundledChromium(temp, profile) : { channel: 'chrome' }),
      // All of Playwright's own flags are left out, so the two it cannot do without are here.
      ignoreDefaultArgs: true,
      args: [...flags, '--remote-debugging-pipe', `--user-data-dir=${join(profile, 'user')}`, '--no-startup-window'],
    })
    browser.once('disconnected', () => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }))
    return browser
  } catch (reason) {
    rmSync(profile, { recursive: true, force: true })
    if (bundled || process.env.CI) throw reason
    console.error('\n!!! NO BROWSER: install Google Chrome; the browser tests are SKIPPED on this machine !!!\n')
    return undefined
  }
}

/** Keeps what the page shows in `.pictures/<name>.png`; answers the path. */
export async function picture(page: Page, name: string): Promise<string> {
  const path = join(root, '.pictures', `${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
  return path
}

async function bundledChromium(
  temp: string,
  profile: string,
): Promise<{ executablePath: string; env: Record<string, string> }> {
  const folder = await inflated(temp)
  const fontsConf = join(profile, 'fonts.conf')
  writeFileSync(fontsConf, fontconfig(folder))
  const env: Record<string, string> = { FONTCONFIG_FILE: fontsConf, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
  for (const name of ['PATH', 'HOME', 'TMPDIR', 'LANG']) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return { executablePath: join(folder, 'chromium'), env }
}

/** Unpacked once per version and user; whoever is second to finish uses the first one's. */
async function inflated(temp: string): Promise<string> {
  const source = join(packages, '@sparticuz', 'chromium')
  const version = (JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }).version
  const folder = join(temp, `footfall-chromium-${version}-${userInfo().uid}`)
  if (existsSync(folder)) return folder
  const staging = mkdtempSync(`${folder}.`)
  try {
    // The package unpacks into the temp folder of its process and keeps what it finds there: a process of our own gives it an empty one.
    const script = `
      const { inflate } = await import('@sparticuz/chromium')
      await Promise.all(['chromium.br', 'al2023.tar.br'].map((pack) => inflate(${JSON.stringify(join(source, 'bin'))} + '/' + pack)))`
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env: { ...process.env, TMPDIR: staging, NODE_OPTIONS: '' },
    })
    mkdirSync(join(staging, 'fonts'))
    renameSync(staging, folder)
  } catch (reason) {
    rmSync(staging, { recursive: true, force: true })
    if (!existsSync(folder)) throw reason
  }
  return folder
}

function fontconfig(folder: string): string {
  const fonts = join(packages, '@expo-google-fonts', 'noto-sans-sc')
  const names = [
    'sans-serif',
    'serif',
    'monospace',
    'system-ui',
    '-apple-system',
    'PingFang SC',
    'Microsoft YaHei',
    'Helvetica',
    'Arial',
  ]
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) => `  <dir>${join(fonts, weight)}</dir>`).join('\n')}
  <cachedir>${join(folder, 'fonts')}</cachedir>
${names.map((name) => `  <alias binding="same"><family>${name}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('\n')}
</fontconfig>
`
}
