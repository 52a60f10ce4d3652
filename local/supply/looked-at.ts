/** They bring a script that npm would run at their installation. It never does (local/install.mjs, `allowScripts`); why nothing is missing. */
export const installScripts: { [name: string]: string } = {
  '@parcel/watcher': 'builds its native part; that comes as an optional package of its own',
  '@swc/core': 'looks for its native part; that comes as an optional package of its own',
  '@tarojs/binding': 'looks for its native part; that comes as an optional package of its own',
  '@tarojs/cli': 'calls a third party and may install a plugin for the whole machine: never',
  'core-js': 'prints a request for donations',
  'core-js-pure': 'prints a request for donations',
  'es5-ext': 'prints a message to people in some countries',
  esbuild: 'looks for its native part; that comes as an optional package of its own',
  'unrs-resolver': 'looks for its native part; that comes as an optional package of its own',
}

/** Names that differ by one letter, or by two that are exchanged: how one is mistaken for another. Both of each pair were looked at. */
export const alike: [string, string, why: string][] = [
  ['@babel/plugin-transform-modules-amd', '@babel/plugin-transform-modules-umd', 'both of babel'],
  ['@jest/react-is-18', '@jest/react-is-19', 'both of jest, one for each version of react'],
  ['@types/ms', '@types/qs', 'both of DefinitelyTyped'],
  ['@types/ms', '@types/ws', 'both of DefinitelyTyped'],
  ['@types/qs', '@types/ws', 'both of DefinitelyTyped'],
  ['asynckit', 'synckit', 'form-data asks for the one, jest-snapshot for the other'],
  ['babel-plugin-polyfill-corejs2', 'babel-plugin-polyfill-corejs3', 'both of babel'],
  ['camel-case', 'camelcase', 'two libraries of long standing for the same'],
  ['http-proxy-agent', 'https-proxy-agent', 'one repository, one for each protocol'],
  ['is-object', 'isobject', 'two libraries of long standing for the same'],
  ['object-assign', 'object.assign', 'two polyfills of long standing'],
  ['png-js', 'pngjs', 'pdfkit reads pictures with the one, our tests with the other'],
  ['safe-buffer', 'safer-buffer', 'two polyfills of long standing'],
  ['saxen', 'saxes', 'read-excel-file reads XML with the one, jsdom with the other'],
]

/** Two majors of one package in what a function loads: each is paid for in a zip. */
export const twice: { [name: string]: string } = {
  'base64-js': 'what pdfkit breaks lines with (linebreak) asks for 0.x, the rest for 1.x; posters and exports alone load it',
}
