/** The NutUI components in use, each with its stylesheet: nothing else of NutUI enters the package. */
import '@nutui/nutui-react-taro/dist/es/packages/switch/style/css.js';

export { Switch } from '@nutui/nutui-react-taro';
