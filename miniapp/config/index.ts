import path from 'node:path'
import { defineConfig } from '@tarojs/cli'

const here = (file: string) => path.resolve(__dirname, '..', file)

/** What both targets need from webpack: our shared folder and the one modern dependency go through babel too. */
const compile = {
  include: [
    (file: string) => /[\\/]shared[\\/][a-z-]+\.ts$/.test(file),
    (file: string) => /node_modules[\\/](uqr|d3-|internmap)/.test(file),
  ],
}

interface Folders {
  add(folder: string): Folders
}

/** npm hoists Taro's runtime to the root and leaves its React 18 here: everybody gets the one that is here. */
const ownModulesFirst = (chain: { resolve: { modules: Folders } }) =>
  chain.resolve.modules.add(here('node_modules')).add('node_modules')

/** Sizes are plain px that grow with the reader's own text setting (tokens.scss), so nothing is converted to rpx or rem. */
const pxtransform = { enable: false, config: {} }

export default defineConfig<'webpack5'>({
  projectName: 'footfall',
  date: '2026-11-21',
  designWidth: 375,
  deviceRatio: { 375: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [],
  // Deeper nesting goes on in a component of its own; each further level costs every phone 2 KB of templates.
  baseLevel: 10,
  defineConstants: {
    FOOTFALL_API: JSON.stringify(process.env.FOOTFALL_API ?? 'http://127.0.0.1:4000'),
  },
  mini: {
    compile,
    postcss: { pxtransform, url: { enable: true, config: { limit: 2048 } }, cssModules: { enable: false } },
    optimizeMainPackage: { enable: true },
    // A sound has to be a file: WeChat plays no data URI.
    mediaUrlLoaderOption: { limit: 1 },
    miniCssExtractPluginOption: { ignoreOrder: true },
    webpackChain(chain) {
      ownModulesFirst(chain)
      // The licences stand in node_modules; a file of them beside app.js would be sent to every phone.
      chain.optimization.minimizer('terserPlugin').tap(([options]) => [{ ...options, extractComments: false }])
    },
  },
  h5: {
    compile,
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'browser' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: { pxtransform, autoprefixer: { enable: true }, cssModules: { enable: false } },
    webpackChain(chain) {
      ownModulesFirst(chain)
      // The few elements we use, drawn with the browser's own: real buttons and inputs, and 100 KB less script.
      // (webpack's inner graph drops the imports of a module that stands in for '@tarojs/components'.)
      chain.optimization.set('innerGraph', false)
      // What several pages use is fetched once; left to itself each page carries its own copy.
      const split = chain.optimization.get('splitChunks')
      const shared = { name: 'shared', chunks: 'async', minChunks: 3, priority: 20, enforce: true }
      chain.optimization.splitChunks({ ...split, cacheGroups: { ...split.cacheGroups, shared } })
      chain.resolve.alias.set('@tarojs/components$', here('src/platform/elements.tsx'))
    },
  },
})
