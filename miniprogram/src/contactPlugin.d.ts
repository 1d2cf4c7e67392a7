import 'react';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      /** WeChat's 联系我 control: `plugid` is the config_id of a contact way of scene 1 (contract 4.2). */
      cell: { plugid: string };
    }
  }
}
