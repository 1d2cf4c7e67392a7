const { join } = require('node:path');
const { requireWithEsbuild } = require('@tarojs/helper');

/** `shared/brand.ts`, for what runs while building. */
exports.brand = requireWithEsbuild(join(__dirname, '../../shared/brand.ts')).brand;
