import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bundle } from './bundle.ts'
import { dashboardOf } from './dashboard.ts'
import { alarmsOf } from './function-alarms.ts'
import { roleOf } from './function-role.ts'
import type { FunctionConfig, Resources, Service } from './service.ts'

interface Packager {
  constructor: { name: string }
  zipFiles?(files: string[], zipFileName: string, prefix: string): Promise<string>
}

interface Osls {
  serviceDir: string
  service: Service
  pluginManager: { plugins: Packager[] }
  configSchemaHandler: { defineFunctionProperties(provider: string, schema: object): void }
}

const grantSchema = {
  type: 'object',
  properties: {
    table: { type: 'array', items: { type: 'string' } },
    indexes: { type: 'array', items: { enum: ['list', 'due'] } },
    pictures: { type: 'array', items: { type: 'string' } },
  },
  additionalProperties: false,
}

/** osls: a bundle and a zip for every function, and beside each a role of its own (from `may`) and its three alarms; and the dashboard. */
export default class FootfallPackaging {
  #osls: Osls
  hooks: { [event: string]: () => unknown }

  constructor(osls: Osls) {
    this.#osls = osls
    osls.configSchemaHandler.defineFunctionProperties('aws', { properties: { may: grantSchema } })
    this.hooks = {
      initialize: () => this.#nameRoles(),
      'before:package:createDeploymentArtifacts': () => this.#bundleAll(),
      'before:aws:package:finalize:mergeCustomProviderResources': () => this.#addResources(),
    }
  }

  #nameRoles() {
    for (const [name, fn] of Object.entries(this.#osls.service.functions)) fn.role = roleId(name)
  }

  async #bundleAll() {
    const { service, serviceDir, pluginManager } = this.#osls
    const packager = pluginManager.plugins.find((plugin) => plugin.constructor.name === 'Package' && plugin.zipFiles)
    if (!packager?.zipFiles) throw new Error('osls zips in another way now: local/bundle/plugin.ts has to follow')
    const zipFiles = packager.zipFiles.bind(packager)
    const bundleOne = async ([name, fn]: [string, FunctionConfig]) => {
      const module = fn.handler.replace(/\.\w+$/, '')
      const { code, metafile } = await bundle(serviceDir, `${module}.ts`)
      const folder = join(serviceDir, '.build', name)
      const file = join(folder, `${module}.mjs`)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, code)
      await writeFile(join(serviceDir, '.build', `${name}.json`), JSON.stringify(metafile))
      // osls sorts the entries and dates them all 1970, which makes equal bundles equal zips.
      fn.package = { ...fn.package, artifact: await zipFiles([file], `${name}.zip`, folder) }
    }
    await Promise.all(Object.entries(service.functions).map(bundleOne))
  }

  #addResources() {
    const { service } = this.#osls
    const made: Resources = {}
    const template = service.provider.compiledCloudFormationTemplate
    for (const [name, fn] of Object.entries(service.functions)) {
      made[roleId(name)] = roleOf(name, fn)
      Object.assign(made, alarmsOf(name, fn.timeout ?? service.provider.timeout))
      // AWS China has no X-Ray for Lambda: there the function passes on what it is handed and traces nothing.
      const { Properties } = template.Resources[`${pascal(name)}LambdaFunction`] as { Properties: { [name: string]: unknown } }
      Properties.TracingConfig = { Mode: { 'Fn::If': ['Traced', 'Active', 'PassThrough'] } }
    }
    made.Dashboard = dashboardOf(Object.keys(service.functions), service.custom.metrics)
    Object.assign(template.Resources, made)
  }
}

const roleId = (name: string) => `${pascal(name)}Role`
const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
