import { dirname, join } from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { brand } from './brand.js';
import drawTabIcons from './tabIcons.js';

drawTabIcons();

const shared = join(__dirname, '../../shared');
const brandStyles = join(__dirname, 'brandStyles.js');

/** Sizes stay px in both builds: text at 320 px is as legible, and a tap as large, as at 430 px. */
const px = { enable: true, config: { methods: ['platform'], targetUnit: 'px' as 'rem' } }; // Taro takes px, its type does not know
const compile = { include: [shared, (file: string) => /node_modules[\\/]@tanstack[\\/]/.test(file)] };

export default defineConfig<'webpack5'>({
  projectName: 'guanhu',
  date: '',
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  plugins: ['@tarojs/plugin-html'],
  // Taro's own packages import it from wherever npm put them.
  alias: { '@tarojs/plugin-framework-react': dirname(require.resolve('@tarojs/plugin-framework-react/package.json')) },
  designWidth: 375,
  deviceRatio: { 375: 2 },
  logger: { quiet: true, stats: false },
  env: { TARO_APP_API_BASE: JSON.stringify(process.env.TARO_APP_API_BASE ?? 'http://localhost:8080') },
  mini: {
    compile,
    postcss: { pxtransform: px, [brandStyles]: { enable: true } },
    miniCssExtractPluginOption: { ignoreOrder: true },
    // WeChat has no AbortController, which @tanstack/react-query needs.
    webpackChain: (chain, webpack) => {
      chain.plugin('abortController').use(webpack.ProvidePlugin, [{ AbortController: [join(__dirname, '../src/lib/abortController.ts'), 'AbortController'] }]);
    },
  },
  h5: {
    compile,
    publicPath: '/m/',
    router: { mode: 'hash' },
    staticDirectory: 'assets',
    chunkDirectory: 'assets',
    esnextModules: ['@nutui'],
    htmlPluginOption: { title: brand.bankName },
    output: { filename: 'assets/[name].[contenthash:8].js', chunkFilename: 'assets/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: { ignoreOrder: true, filename: 'assets/[name].[contenthash:8].css', chunkFilename: 'assets/[name].[contenthash:8].css' },
    imageUrlLoaderOption: { limit: false, name: 'assets/[name].[contenthash:8].[ext]' },
    postcss: { pxtransform: px, [brandStyles]: { enable: true } },
    webpackChain: (chain) => {
      chain.module.rule('quietTabBar').test(/@tarojs[\\/]components[\\/]dist[\\/].*tabbar\.js$/).use('quietTabBar').loader(join(__dirname, 'quietTabBar.js'));
      // Taro's icon font comes as a data address, which the server's content policy blocks.
      chain.module.rule('iconFont').set('mimetype', 'application/octet-stream').set('type', 'asset/resource').set('generator', { filename: 'assets/icons.[contenthash:8].ttf' });
      chain.performance.hints(false);
      // What two pages share is fetched once.
      chain.merge({ optimization: { splitChunks: { cacheGroups: { pages: { name: 'pages', chunks: 'async', minChunks: 2, priority: 1 } } } } });
    },
  },
});
