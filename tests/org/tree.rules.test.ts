import fc from 'fast-check';
import { DepartmentCycle, depthOf, placeDepartments, rollUp } from '../../server/org/tree.rules.ts';
import { aDepartment } from '../support/orgBuilders.ts';

test('a tree gets its paths and kinds, parents first, larger order first', () => {
  const placed = placeDepartments([
    aDepartment(211, 21, '大堂'), aDepartment(21, 2, '外滩支行', 1), aDepartment(22, 2, '徐汇支行', 9),
    aDepartment(2, 1, '华东分行'), aDepartment(1, 0, '江海银行'),
  ]);
  expect(placed.map(({ path, kind, parentId }) => [path, kind, parentId])).toEqual([
    ['/1/', 'headquarters', 0],
    ['/1/2/', 'branch', 1],
    ['/1/2/22/', 'subBranch', 2],
    ['/1/2/21/', 'subBranch', 2],
    ['/1/2/21/211/', 'other', 21],
  ]);
});

test('a department whose parent the app may not see hangs under the root', () => {
  expect(placeDepartments([aDepartment(21, 2, '外滩支行')])).toMatchObject([{ path: '/1/21/', kind: 'branch', parentId: 1 }]);
});

test.each([
  ['its own parent', [aDepartment(1, 0, '行'), aDepartment(5, 5, '环')]],
  ['a ring of three', [aDepartment(1, 0, '行'), aDepartment(5, 7, 'a'), aDepartment(6, 5, 'b'), aDepartment(7, 6, 'c'), aDepartment(8, 6, 'd')]],
])('refused: %s', (_name, given) => {
  expect(() => placeDepartments(given)).toThrow(DepartmentCycle);
});

/** Departments 2…n+1, each under one with a smaller id, in any order. */
const anyTree = fc.array(fc.nat(), { maxLength: 40 }).chain((picks) => fc.shuffledSubarray(
  [aDepartment(1, 0, '行'), ...picks.map((pick, index) => aDepartment(index + 2, (pick % (index + 1)) + 1, `部门${index}`))],
  { minLength: picks.length + 1 },
));

test('property: every path ends in its own id and begins with its parent\'s path, whatever the order of the list', () => {
  fc.assert(fc.property(anyTree, (given) => {
    const placed = placeDepartments(given);
    const paths = new Map(placed.map((each) => [each.id, each.path]));
    expect(placed).toHaveLength(given.length);
    for (const { id, parentId, path } of placed) expect(path).toBe(id === 1 ? '/1/' : `${paths.get(parentId)}${id}/`);
    expect(placed.map(({ path }) => depthOf(path))).toEqual(placed.map(({ path }) => depthOf(path)).sort((a, b) => a - b));
  }));
});

test('counts add up towards the root', () => {
  const sums = rollUp(new Map([['/1/', 2], ['/1/2/', 1], ['/1/2/21/', 5], ['/1/3/', 4]]));
  expect(Object.fromEntries(sums)).toEqual({ '/1/': 12, '/1/2/': 6, '/1/2/21/': 5, '/1/3/': 4 });
});

test('property: the root counts everyone once', () => {
  fc.assert(fc.property(anyTree, fc.array(fc.nat({ max: 50 }), { minLength: 41, maxLength: 41 }), (given, counts) => {
    const own = new Map(placeDepartments(given).map(({ path }, index) => [path, counts[index] ?? 0]));
    expect(rollUp(own).get('/1/')).toBe([...own.values()].reduce((sum, each) => sum + each, 0));
  }));
});
