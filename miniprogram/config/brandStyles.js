const { brand } = require('./brand.js');

const kebab = (name) => name.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);

const colors = () => [
  ...Object.entries(brand.colors).map(([name, value]) => [kebab(name), value]),
  ...Object.entries(brand.radius).map(([name, value]) => [`${name}-radius`, `${value}px`]),
];
const typeSizes = (scale) => brand.fontSizes.map((size, index) => [`type-${index + 1}`, `${size * scale}px`]);
const declare = (rule, pairs) => rule.replaceWith(...pairs.map(([name, value]) => ({ prop: `--${name}`, value })));

/** In a stylesheet `@brand-colors;` and `@type-sizes 1.25;` become the brand's variables. */
module.exports = () => ({
  postcssPlugin: 'brand-styles',
  AtRule: {
    'brand-colors': (rule) => declare(rule, colors()),
    'type-sizes': (rule) => declare(rule, typeSizes(Number(rule.params))),
  },
});
